"""The register of accounts (政务新媒体备案) held against the configuration and against what was found alive."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.domain.content import AppState, Life, TimelineState
from monitor.domain.observation import AppListing, Registration, StoredObservation, Timeline
from monitor.domain.sentence import Label, Text
from monitor.domain.site import Account, Platform, Watch
from monitor.domain.timing import day_of
from monitor.rules.accounts._timeline import course_of

#: Subject of register entries that belong to no configured account.
REGISTER = "register"


class Fault(StrEnum):
    """What is wrong with the register (备案问题)."""

    SEVERAL = "several"
    NAMES_DIFFER = "names_differ"
    NOT_REGISTERED = "not_registered"
    NOT_WATCHED = "not_watched"
    CLOSED_ALIVE = "closed_alive"
    RUNNING_NOT_FOUND = "running_not_found"
    NAME_CHANGED = "name_changed"
    UNVERIFIED = "unverified"
    CLOSED_UNFILED = "closed_unfiled"
    LIFE_DIFFERS = "life_differs"


#: For screens.
FAULT_WORDS = {
    Fault.SEVERAL: "一平台多账号",
    Fault.NAMES_DIFFER: "各平台名称不一致",
    Fault.NOT_REGISTERED: "未备案",
    Fault.NOT_WATCHED: "已备案未监测",
    Fault.CLOSED_ALIVE: "已注销仍更新",
    Fault.RUNNING_NOT_FOUND: "在册但找不到",
    Fault.NAME_CHANGED: "名称与备案不符",
    Fault.UNVERIFIED: "认证主体问题",
    Fault.CLOSED_UNFILED: "注销未备案",
    Fault.LIFE_DIFFERS: "状态与备案不符",
}
#: No accounts on somebody's platform: a unit may have several, and they are named by what they do.
_NO_ACCOUNTS = tuple(one.value for one in Platform if not one.says.one_account)
#: Nor one platform: it stands for many.
_SEVERAL_ALLOWED = (*_NO_ACCOUNTS, *(one.value for one in Platform if one.says.catch_all))


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryFault:
    """One difference; for people to settle, never a verdict."""

    fault: Fault
    unit: str | None = None
    accounts: tuple[str, ...] = ()  #: ids, or platform/name of accounts that are not configured
    said: Text


#: What is registered: the account's id (or "register"), and the entry.
Entries = Sequence[tuple[str, StoredObservation[Registration]]]


@dataclass(frozen=True, slots=True)
class AccountSighting:
    """What was found of an account: the newest look at all, and the newest that showed posts."""

    newest: StoredObservation[Timeline] | StoredObservation[AppListing] | None = None
    posts: StoredObservation[Timeline] | None = None


@dataclass(frozen=True, slots=True)
class _Held:
    """One account that somebody holds, configured or only registered."""

    unit: str
    platform: str
    name: str
    id: str


def compare(
    watch: Watch, entries: Entries, found: Mapping[str, AccountSighting], now: datetime
) -> tuple[RegistryFault, ...]:
    """
    Every difference between configuration, register and what was seen, unit by unit.

    Nothing is said of what was not read.
    """
    held = list(_held(watch, entries, now))
    faults = (
        *_several(held),
        *_names(held),
        *_unregistered(watch, entries),
        *_unwatched(watch, entries),
        *(
            fault
            for account in watch.accounts
            for fault in _alive(watch, account, entries, found.get(account.id, AccountSighting()), now)
        ),
    )
    order = {unit.id: n for n, unit in enumerate(watch.units)}
    return tuple(sorted(faults, key=lambda one: order.get(one.unit or "", len(order))))


def _registered(account: Account, entries: Entries) -> Registration | None:
    """The newest entry of *account* in any register."""
    found = [seen for subject, seen in entries if subject == account.id]
    return max(found, key=lambda seen: seen.at).facts if found else None


def _unit_named(watch: Watch, name: str) -> str | None:
    return next((one.id for one in watch.units if name and name in (one.name, *one.aliases)), None)


def _held(watch: Watch, entries: Entries, now: datetime) -> Iterable[_Held]:
    """Every account that is not closed, with the unit that holds it; no unit, no word."""
    for account in watch.accounts:
        entry = _registered(account, entries)
        if account.unit and course_of(account.registry, entry, day_of(now)).life is not Life.CLOSED:
            yield _Held(account.unit, account.platform.value, account.name, account.id)
    for subject, seen in entries:
        one = seen.facts
        unit = _unit_named(watch, one.unit)
        closed = course_of({}, one, day_of(now)).life is Life.CLOSED
        if subject == REGISTER and unit and not closed:
            yield _Held(unit, one.platform, one.name, f"{one.platform}/{one.name}")


def _several(held: Iterable[_Held]) -> Iterable[RegistryFault]:
    groups: dict[tuple[str, str], list[_Held]] = {}
    for one in held:
        if one.platform not in _SEVERAL_ALLOWED:
            groups.setdefault((one.unit, one.platform), []).append(one)
    for (unit, platform), group in groups.items():
        if len(group) > 1:
            names = tuple(one.name for one in group)
            yield RegistryFault(
                fault=Fault.SEVERAL, unit=unit, accounts=tuple(one.id for one in group),
                said=Text("register.several", {"platform": Label("platform", platform), "n": len(group), "accounts": names}),
            )  # fmt: skip


def _names(held: Iterable[_Held]) -> Iterable[RegistryFault]:
    groups: dict[str, list[_Held]] = {}
    for one in held:
        if one.platform not in _NO_ACCOUNTS:
            groups.setdefault(one.unit, []).append(one)
    for unit, group in groups.items():
        if len({one.name for one in group}) > 1:
            named = tuple(
                Text("register.account", {"platform": Label("platform", one.platform), "name": one.name})
                for one in group
            )
            yield RegistryFault(
                fault=Fault.NAMES_DIFFER, unit=unit, accounts=tuple(one.id for one in group),
                said=Text("register.names_differ", {"accounts": named}),
            )  # fmt: skip


def _unregistered(watch: Watch, entries: Entries) -> Iterable[RegistryFault]:
    if not entries:
        return
    for account in watch.accounts:
        if _registered(account, entries) is None and not account.registry.get("filing"):
            yield RegistryFault(
                fault=Fault.NOT_REGISTERED, unit=account.unit, accounts=(account.id,),
                said=Text("register.not_registered"),
            )  # fmt: skip


def _unwatched(watch: Watch, entries: Entries) -> Iterable[RegistryFault]:
    for subject, seen in entries:
        entry = seen.facts
        if subject == REGISTER and entry.life is not Life.CLOSED:
            yield RegistryFault(
                fault=Fault.NOT_WATCHED, unit=_unit_named(watch, entry.unit),
                accounts=(f"{entry.platform}/{entry.name}",),
                said=Text("register.not_watched", {"unit": entry.unit or Text("register.no_unit")}),
            )  # fmt: skip


def _alive(
    watch: Watch, account: Account, entries: Entries, found: AccountSighting, now: datetime
) -> Iterable[RegistryFault]:
    entry, said = _registered(account, entries), account.registry
    life = course_of(said, entry, day_of(now))
    is_closed = life.life is Life.CLOSED

    def fault(kind: Fault, text: Text) -> RegistryFault:
        return RegistryFault(fault=kind, unit=account.unit, accounts=(account.id,), said=text)

    if is_closed and not (said.get("filing") or (entry and entry.filing)):
        yield fault(Fault.CLOSED_UNFILED, Text("register.closed_unfiled"))
    if entry is not None and said.get("status"):
        ours, theirs = course_of(said, None, day_of(now)).life, course_of({}, entry, day_of(now)).life
        if ours is not theirs:
            yield fault(
                Fault.LIFE_DIFFERS,
                Text(
                    "register.life_differs",
                    {"configured": Label("life", ours.value), "registered": Label("life", theirs.value)},
                ),
            )
    if not is_closed and (text := _verification(watch, account, entry)) is not None:
        yield fault(Fault.UNVERIFIED, text)
    newest = found.posts.facts.newest if found.posts else None
    if is_closed and newest is not None and life.closed is not None and newest > life.closed:
        yield fault(
            Fault.CLOSED_ALIVE,
            Text("register.closed_alive", {"closed": life.closed, "newest": newest}),
        )
    if found.newest is None:
        return
    if not is_closed and found.newest.facts.state in (TimelineState.NOT_FOUND, AppState.MISSING):
        yield fault(
            Fault.RUNNING_NOT_FOUND,
            Text("register.running_not_found"),
        )
    shown = found.newest.facts.name if isinstance(found.newest.facts, Timeline) else ""
    if shown and shown != account.name:
        yield fault(Fault.NAME_CHANGED, Text("register.name_changed", {"name": shown}))


def _verification(watch: Watch, account: Account, entry: Registration | None) -> Text | None:
    """What is wrong with the verified subject (认证主体); None where nothing is, or nothing is known."""
    verified = str(account.registry.get("verified") or (entry.verified if entry else "")).strip()
    unit = next((one for one in watch.units if one.id == account.unit), None)
    if not verified:
        if entry is None or not (entry.register or entry.filing):
            return None
        return Text("register.no_subject")
    names = (unit.name, *unit.aliases) if unit else ()
    if not names or any(name in verified or verified in name for name in names):
        return None
    return Text("register.other_subject", {"verified": verified, "unit": names[0]})
