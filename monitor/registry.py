"""The register of accounts (政务新媒体备案) held against the configuration and against what was found alive."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from monitor.domain.content import Life, TimelineState
from monitor.domain.observation import Registration, Seen, Timeline
from monitor.domain.site import Account, Watch
from monitor.domain.timing import day_of
from monitor.domain.verdict import Said


class Fault(StrEnum):
    """What is wrong with the register (备案问题)."""

    SEVERAL = "several"  #: 一家单位在同一平台开设多个账号
    NAMES_DIFFER = "names_differ"  #: 同一单位各平台名称不一致
    NOT_REGISTERED = "not_registered"  #: 监测的账号未备案
    NOT_WATCHED = "not_watched"  #: 已备案的账号未纳入监测
    CLOSED_ALIVE = "closed_alive"  #: 登记已注销, 仍在更新
    RUNNING_NOT_FOUND = "running_not_found"  #: 登记在运行, 平台上找不到
    NAME_CHANGED = "name_changed"  #: 平台显示的名称与备案不一致
    UNVERIFIED = "unverified"  #: 未认证, 或认证主体不是主办单位
    CLOSED_UNFILED = "closed_unfiled"  #: 已注销但无备案文号


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryFault:
    """One difference; for people to settle, never a verdict."""

    fault: Fault
    unit: str | None = None
    accounts: tuple[str, ...] = ()  #: ids, or platform/name of accounts that are not configured
    said: Said


#: What is registered: the account's id (or "register"), and the entry.
Entries = Sequence[tuple[str, Seen[Registration]]]


def compare(
    watch: Watch, entries: Entries, newest: Mapping[str, Seen[Timeline]], now: datetime
) -> tuple[RegistryFault, ...]:
    """
    Every difference between configuration, register and what was seen.

    *newest*: the newest look at each account's posts. Nothing is said of what was not read.
    """
    return (
        *_several(watch),
        *_names(watch),
        *_unregistered(watch, entries),
        *_unwatched(entries),
        *(
            fault
            for account in watch.accounts
            for fault in _alive(account, entries, newest.get(account.id), now)
        ),
    )


def _registered(account: Account, entries: Entries) -> Registration | None:
    """The entry of *account* in any register; what the configuration says of it is one too."""
    found = [seen.facts for subject, seen in entries if subject == account.id]
    return found[-1] if found else None


def _several(watch: Watch) -> Iterable[RegistryFault]:
    groups: dict[tuple[str, str], list[Account]] = {}
    for account in watch.accounts:
        if account.unit and account.registry.get("status") != Life.CLOSED.value:
            groups.setdefault((account.unit, account.platform.value), []).append(account)
    for (unit, platform), some in groups.items():
        if len(some) > 1:
            names = "、".join(one.name for one in some)
            yield RegistryFault(
                fault=Fault.SEVERAL,
                unit=unit,
                accounts=tuple(one.id for one in some),
                said=Said(
                    f"{len(some)} accounts on {platform}: {names}",
                    f"同一平台 ({platform}) 开设 {len(some)} 个账号: {names}",
                ),
            )


def _names(watch: Watch) -> Iterable[RegistryFault]:
    groups: dict[str, list[Account]] = {}
    for account in watch.accounts:
        if account.unit:
            groups.setdefault(account.unit, []).append(account)
    for unit, some in groups.items():
        names = sorted({one.name for one in some})
        if len(names) > 1:
            yield RegistryFault(
                fault=Fault.NAMES_DIFFER,
                unit=unit,
                accounts=tuple(one.id for one in some),
                said=Said(f"names differ: {', '.join(names)}", f"各平台名称不一致: {'、'.join(names)}"),
            )


def _unregistered(watch: Watch, entries: Entries) -> Iterable[RegistryFault]:
    if not entries:
        return
    for account in watch.accounts:
        if _registered(account, entries) is None and not account.registry.get("filing"):
            yield RegistryFault(
                fault=Fault.NOT_REGISTERED, unit=account.unit, accounts=(account.id,),
                said=Said("in no register that was imported", f"{account.name} 未见备案"),
            )  # fmt: skip


def _unwatched(entries: Entries) -> Iterable[RegistryFault]:
    for subject, seen in entries:
        entry = seen.facts
        if subject == "register" and entry.life is not Life.CLOSED:
            yield RegistryFault(
                fault=Fault.NOT_WATCHED, accounts=(f"{entry.platform}/{entry.name}",),
                said=Said(
                    f"registered ({entry.unit or 'no unit'}) and not watched",
                    f"已备案 ({entry.unit or '未写明单位'}), 未纳入监测",
                ),
            )  # fmt: skip


def _alive(
    account: Account, entries: Entries, look: Seen[Timeline] | None, now: datetime
) -> Iterable[RegistryFault]:
    entry = _registered(account, entries)
    said, verified = account.registry, account.registry.get("verified") or (entry.verified if entry else "")
    closed = _day(said.get("closed")) or (entry.closed if entry else None)
    life = str(said.get("status") or (entry.life.value if entry else Life.RUNNING.value))
    is_closed = life == Life.CLOSED or (closed is not None and closed <= day_of(now))

    def fault(kind: Fault, words: Said) -> RegistryFault:
        return RegistryFault(fault=kind, unit=account.unit, accounts=(account.id,), said=words)

    if is_closed and not (said.get("filing") or (entry and entry.filing)):
        yield fault(
            Fault.CLOSED_UNFILED, Said("closed without a filing", f"{account.name} 已注销, 无备案文号")
        )
    if entry is not None and (entry.register or entry.filing) and not verified:
        yield fault(
            Fault.UNVERIFIED, Said("no verified subject is registered", f"{account.name} 未登记认证主体")
        )
    if look is None:
        return
    newest = look.facts.newest
    if is_closed and newest is not None and closed is not None and newest > closed:
        yield fault(
            Fault.CLOSED_ALIVE,
            Said(
                f"closed {closed}, posted {newest}", f"{account.name} 登记于 {closed} 注销, {newest} 仍有更新"
            ),
        )
    if not is_closed and look.facts.state is TimelineState.NOT_FOUND:
        yield fault(
            Fault.RUNNING_NOT_FOUND,
            Said(
                "runs by the register, not found on the platform", f"{account.name} 登记在运行, 平台上未找到"
            ),
        )
    if look.facts.name and look.facts.name != account.name:
        yield fault(
            Fault.NAME_CHANGED,
            Said(
                f"the platform shows {look.facts.name!r}", f"{account.name} 在平台上显示为“{look.facts.name}”"
            ),
        )


def _day(value: object) -> date | None:
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    return day_of(value) if isinstance(value, datetime) else value if isinstance(value, date) else None
