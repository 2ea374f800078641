"""新媒体·内容不更新·2: an app that cannot be downloaded."""

from collections.abc import Sequence
from datetime import date, datetime

from monitor.domain.case import AccountCase
from monitor.domain.content import AppState, Life
from monitor.domain.need import Need
from monitor.domain.observation import AppListing, Registration, StoredObservation
from monitor.domain.sentence import Label, Param, Text, joined
from monitor.domain.timing import DAY, day_of, midnight
from monitor.domain.verdict import Clause, Outcome, PartKind, Threshold, Verdict, VerdictPart
from monitor.rules._may_fail import is_missing_somewhere
from monitor.rules._reviews import settle
from monitor.rules._sentences import allowed
from monitor.rules.accounts._timeline import course
from monitor.rules.base import Rule

#: So long back the looks are shown.
WINDOW_DAYS = 30


def decide(case: AccountCase, clause: Clause, now: datetime) -> Verdict:
    """
    Decide whether an app cannot be downloaded (移动客户端无法下载).

    Each shop that the configuration names is held to it. A shop fails when every definite answer since the app
    was last seen there said "missing", on as many different days as the clause asks, the newest of them
    recent. Errors are no answers. Whether the app can be *used*, and "asleep" (“僵尸”“睡眠”), people decide;
    an old version is remarked.

    Source: 国办秘函〔2019〕19号, 政务新媒体单项否决, 移动客户端无法下载或使用.
    """
    today = day_of(now)
    shops = {name: _definite(looks, now) for name, looks in case.apps.items()}
    expected = _expected(case)
    states = {name: _stand(shops.get(name, ()), clause, now) for name in expected}
    outcome, reason, needs = _answer(case, states, shops, clause, now)
    bad = [name for name, one in states.items() if one is Outcome.FAIL]
    named = bad if outcome is Outcome.FAIL else list(expected)
    evidence = [one.id for name in named for one in _trail(shops.get(name, ()))][-30:]
    verdict = Verdict(
        subject=case.account.id,
        rule=clause.rule,
        clause=clause,
        outcome=outcome,
        decided_at=now,
        window=(midnight(today - DAY * WINDOW_DAYS), midnight(today + DAY)),
        measured={
            "shops": {
                name: {
                    "state": looks[-1].facts.state.value if (looks := shops.get(name, ())) else "never_read",
                    "missing_days": len(_missing_days(shops.get(name, ()))),
                    "version": looks[-1].facts.version if looks else "",
                    "released": looks[-1].facts.released if looks else None,
                }
                for name in expected
            }
        },
        coverage=1.0 if outcome is Outcome.NOT_APPLICABLE else _coverage(states),
        reason=reason,
        needs=needs,
        remarks=_remarks(shops, clause.own["asleep_months"], today),
        evidence=tuple(evidence),
        parts=tuple(_part(name, state, shops.get(name, ())) for name, state in states.items()),
    )
    return settle(verdict, case.reviews)


def _part(name: str, outcome: Outcome, looks: Sequence[StoredObservation[AppListing]]) -> VerdictPart:
    return VerdictPart(
        kind=PartKind.SHOP,
        id=name,
        outcome=outcome,
        state=looks[-1].facts.state.value if looks else "never_read",
        newest=looks[-1].facts.released if looks else None,
        evidence=tuple(one.id for one in _trail(looks)[-1:]),
    )


def _expected(case: AccountCase) -> tuple[str, ...]:
    source = case.account.source
    wanted = {"app_store": ("ios_id", "bundle_id"), "android": ("apk",)}
    named = [shop for shop, keys in wanted.items() if any(source.get(key) for key in keys)]
    return tuple(dict.fromkeys([*named, *case.apps]))


def _definite(
    looks: Sequence[StoredObservation[AppListing]], now: datetime
) -> list[StoredObservation[AppListing]]:
    definite = (AppState.AVAILABLE, AppState.MISSING)
    return [one for one in looks if one.facts.state in definite and one.at <= now]


def _trail(looks: Sequence[StoredObservation[AppListing]]) -> list[StoredObservation[AppListing]]:
    """The newest answers that agree."""
    trail: list[StoredObservation[AppListing]] = []
    for one in reversed(looks):
        if trail and one.facts.state is not trail[0].facts.state:
            break
        trail.append(one)
    return trail[::-1]


def _missing_days(looks: Sequence[StoredObservation[AppListing]]) -> set[date]:
    return {day_of(one.at) for one in _trail(looks) if one.facts.state is AppState.MISSING}


def _stand(looks: Sequence[StoredObservation[AppListing]], clause: Clause, now: datetime) -> Outcome:
    if not looks or clause.own["answer_lasts_days"].is_met_by(now - looks[-1].at):
        return Outcome.UNKNOWN
    if looks[-1].facts.state is AppState.AVAILABLE:
        return Outcome.PASS
    enough = clause.limit["missing_days"].is_met(len(_missing_days(looks)))
    return Outcome.FAIL if enough else Outcome.UNKNOWN


def _answer(
    case: AccountCase,
    states: dict[str, Outcome],
    shops: dict[str, list[StoredObservation[AppListing]]],
    clause: Clause,
    now: datetime,
) -> tuple[Outcome, Text, Text | None]:
    if not case.account.platform.says.in_shops:
        return Outcome.NOT_APPLICABLE, Text("app_unavailable.no_app"), None
    if course(case, day_of(now)).life is Life.CLOSED:
        return Outcome.NOT_APPLICABLE, Text("app_unavailable.closed"), None
    bad = [Label("shop", name) for name, one in states.items() if one is Outcome.FAIL]
    open_ones = [name for name, one in states.items() if one is Outcome.UNKNOWN]
    if bad:
        return (
            Outcome.FAIL,
            Text("app_unavailable.missing", {"shops": tuple(bad)}),
            None,
        )
    if not states:
        return (
            Outcome.UNKNOWN,
            Text("app_unavailable.no_shop"),
            Text("app_unavailable.needs_shop"),
        )
    if open_ones:
        pending = [_not_yet(name, shops.get(name, ()), clause, now) for name in open_ones]
        return (
            Outcome.UNKNOWN,
            joined(*pending),
            Text("app_unavailable.needs_answers", {"days": clause.limit["missing_days"].least}),
        )
    return Outcome.PASS, Text("app_unavailable.available"), None


def _not_yet(
    name: str, looks: Sequence[StoredObservation[AppListing]], clause: Clause, now: datetime
) -> Text:
    """Why one shop's answers do not decide yet."""
    shop, enough = Label("shop", name), clause.limit["missing_days"].least
    lasts = clause.own["answer_lasts_days"]
    if not looks or lasts.is_met_by(now - looks[-1].at):
        return Text("app_unavailable.no_answer", {"shop": shop, "days": allowed(lasts)})
    days = len(_missing_days(looks))
    return Text("app_unavailable.missing_on", {"shop": shop, "days": days, "enough": enough})


def _coverage(states: dict[str, Outcome]) -> float:
    if not states:
        return 0.0
    return sum(one is not Outcome.UNKNOWN for one in states.values()) / len(states)


def _remarks(
    shops: dict[str, list[StoredObservation[AppListing]]], asleep: Threshold, today: date
) -> tuple[Text, ...]:
    remarks = []
    for name, looks in shops.items():
        released = looks[-1].facts.released if looks else None
        if released is not None and released < asleep.months_before(today):
            figures: dict[str, Param] = {
                "shop": Label("shop", name),
                "released": released,
                "limit": allowed(asleep),
            }
            remarks.append(Text("app_unavailable.old_version", figures))
    return tuple(remarks)


RULE = Rule(
    "app_unavailable",
    "account",
    decide,
    is_missing_somewhere,
    needs=(
        Need(kind=AppListing, days=37, limit="missing_days"),
        Need(kind=Registration, days=None),
    ),
    tells=(PartKind.SHOP,),
    probes=("newmedia",),
    signable=False,
    how=(
        "逐个查询配置的应用商店。"
        "自最后一次见到以来，每次明确的答复都是“没有”，不同日子达到{missing_days:least}且最近一次在{answer_lasts_days:allowed}之内，为不合格；查询出错不算答复。"
        "能否使用、是否“僵尸”“睡眠”由人工判断。"
    ),
)
