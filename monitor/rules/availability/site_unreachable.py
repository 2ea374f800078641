"""站点无法访问: a week of spaced visits, too many of them without an open page."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from monitor.domain.case import SiteCase
from monitor.domain.need import Need
from monitor.domain.observation import PRUNED, VisitDay
from monitor.domain.sentence import Amount, Label, Param, Text, joined
from monitor.domain.timing import DAY, SHANGHAI, day_of, midnight
from monitor.domain.verdict import Clause, Outcome, PartKind, Threshold, Verdict, VerdictPart
from monitor.rules._counting import fails_to_decide, share
from monitor.rules._reviews import settle
from monitor.rules._sentences import at_least
from monitor.rules.base import Chapter, NoticeEntry, Rule

#: So many failed visits are named; the figures hold all of them.
NAMED = 200


def decide(case: SiteCase, clause: Clause, now: datetime) -> Verdict:
    """
    Decide whether a site could not be opened (站点无法访问).

    The week is the clause's `window_days` Shanghai days that end today when today is covered already, else yesterday.
    A day is covered by `visits_per_day` visits that were good or failed, spread over our `spread_hours` or more.
    A fail needs every day covered. Blocked visits, and on days that are not covered those that are missing, are
    counted once as good and once as failed; a pass holds when even the latter stays below the limit.

    With several vantage points a fail needs each one that covers the week alone to say so, and all visits together;
    where they disagree it is unknown, for a person. Of points none of which covers the week alone, those that
    visited on each of its days must agree.

    Source: 国办秘函〔2019〕19号, 单项否决, 站点无法访问.
    """
    week = _week(case.visit_days, clause, now)
    first, last = week[0].day, week[-1].day
    covered = [day for day in week if _covers(day, clause)]
    opened, failed, blocked, void = (
        sum(getattr(day, name) for day in week) for name in ("opened", "failed", "blocked", "void")
    )
    total, limit = opened + failed + blocked, clause.limit["fail_from_percent"]
    missing = _missing(week, clause)
    outcome = share(failed, blocked + missing, total + missing, limit)
    if outcome is Outcome.FAIL and len(covered) < len(week):
        outcome = Outcome.UNKNOWN
    places, by_place = _vantages(week), _by_place(week, clause)
    disagree = _disagree(outcome, by_place.values())
    outcome = Outcome.UNKNOWN if disagree else outcome
    named = [id for day in week for id in day.failed_ids][:NAMED]
    verdict = Verdict(
        subject=case.site.id,
        rule=clause.rule,
        clause=clause,
        outcome=outcome,
        decided_at=now,
        window=(midnight(first), midnight(last + DAY)),
        measured={
            "visits": total,
            "failed": failed,
            "blocked": blocked,
            "void": void,
            "missing": missing,
            "days_covered": len(covered),
            "failed_percent": round(100 * failed / total, 2) if total else None,
            "more_failures_to_fail": fails_to_decide(failed, total, limit),
            "valid_by_day": {day.day.isoformat(): day.valid for day in week},
            "reasons": _reasons(week),
            "vantages": places,
            "vantage_outcomes": {name: one.value for name, one in by_place.items()},
        },
        coverage=len(covered) / len(week),
        reason=_disagreement(places, by_place)
        if disagree
        else _reason(outcome, failed, blocked, missing, total, len(covered), len(week), limit),
        needs=_needs(case.site.id, week, clause, blocked, disagree) if outcome is Outcome.UNKNOWN else None,
        remarks=(*_remarks(places, clause, failed), *_let_go(week), *_unmarked(case)),
        evidence=tuple(named),
        parts=tuple(_part(day, clause) for day in week),
    )
    return settle(verdict, case.reviews)


def may_fail(case: SiteCase, clause: Clause, now: datetime) -> bool:
    """Whether every day of the week is covered, and so many of its visits did not open as the clause asks."""
    if not any(day.failed for day in case.visit_days):
        return False
    week = _week(case.visit_days, clause, now)
    failed, total = sum(day.failed for day in week), sum(_made(day) for day in week)
    fails = share(failed, 0, total, clause.limit["fail_from_percent"]) is Outcome.FAIL
    return fails and all(_covers(day, clause) for day in week)


def _part(day: VisitDay, clause: Clause) -> VerdictPart:
    """One day by itself; a day that is not covered tells nothing."""
    covered = _covers(day, clause)
    limit = clause.limit["fail_from_percent"]
    return VerdictPart(
        kind=PartKind.DAY,
        id=day.day.isoformat(),
        outcome=share(day.failed, day.blocked, _made(day), limit) if covered else Outcome.UNKNOWN,
        state="covered" if covered else "",
    )


def _week(days: Sequence[VisitDay], clause: Clause, now: datetime) -> list[VisitDay]:
    by_day = {day.day: day for day in days}
    today = day_of(now)
    last = today if today in by_day and _covers(by_day[today], clause) else today - DAY
    length = clause.limit["window_days"].least
    wanted = [last - DAY * back for back in reversed(range(length))]
    return [by_day.get(day) or VisitDay(day=day) for day in wanted]


def _covers(day: VisitDay, clause: Clause) -> bool:
    if day.first is None or day.last is None:
        return False
    spread = day.last - day.first
    return clause.limit["visits_per_day"].is_met(day.valid) and clause.own["spread_hours"].is_met_by(spread)


def _missing(week: Sequence[VisitDay], clause: Clause) -> int:
    """
    How many visits the days that are not covered lack.

    Such a day owes as many as its slots were, as the week's fullest day had, and as the clause asks; one whose
    visits stand too close together lacks all that the clause asks.
    """
    wanted = clause.limit["visits_per_day"]
    usual = max((_made(day) for day in week), default=0)
    lacking = 0
    for day in week:
        if _covers(day, clause):
            continue
        owed = max(usual, wanted.least, _made(day) + day.void)
        lacking += max(owed - _made(day), wanted.least if wanted.is_met(day.valid) else 0)
    return lacking


def _made(day: VisitDay) -> int:
    """Visits that reached the site or its firewall."""
    return day.valid + day.blocked


def _by_place(week: Sequence[VisitDay], clause: Clause) -> dict[str, Outcome]:
    """
    What each vantage point's own visits say, where there are several: of those that cover the week, of all that
    visited on each of its days where none does.
    """
    places = _vantages(week)
    if len(places) < 2:
        return {}
    wanted = clause.limit["visits_per_day"]
    voices = [name for name in places if all(wanted.is_met(_valid(day, name)) for day in week)]
    voices = voices or [name for name in places if all(_valid(day, name) for day in week)]
    limit = clause.limit["fail_from_percent"]
    return {
        name: share(places[name]["failed"], places[name]["blocked"], sum(places[name].values()), limit)
        for name in voices
    }


def _disagree(outcome: Outcome, by_place: Collection[Outcome]) -> bool:
    """Whether a vantage point's own answer stands against that of all visits together."""
    if outcome is Outcome.FAIL:
        return any(one is not Outcome.FAIL for one in by_place)
    return outcome is Outcome.PASS and Outcome.FAIL in by_place


def _valid(day: VisitDay, vantage: str) -> int:
    opened, failed, _ = day.vantages.get(vantage, (0, 0, 0))
    return opened + failed


def _disagreement(places: Mapping[str, Mapping[str, int]], by_place: Mapping[str, Outcome]) -> Text:
    counted = tuple(
        Text(
            "visits.place",
            {
                "place": _place(name),
                "figures": Text("visits.failed", {"failed": n["failed"], "total": sum(n.values())}),
            },
        )
        for name, n in places.items()
    )
    return Text("visits.disagree", {"judged": _judged(by_place), "places": counted})


def _place(name: str) -> str | Text:
    return name or Text("visits.here")


def _judged(by_place: Mapping[str, Outcome]) -> tuple[Text, ...]:
    return tuple(
        Text("visits.judged", {"place": _place(name), "outcome": Label("outcome", one.value)})
        for name, one in by_place.items()
    )


def _reason(
    outcome: Outcome,
    failed: int,
    blocked: int,
    missing: int,
    total: int,
    covered: int,
    days: int,
    limit: Threshold,
) -> Text:
    if total == 0:
        return Text("visits.none", {"days": Amount(days, "days")})
    asked: dict[str, Param] = {
        "days": Amount(days, "days"), "total": total, "failed": failed,
        "percent": f"{round(100 * failed / total, 2):g}%", "limit": f"{limit.value}%",
    }  # fmt: skip
    figures = Text("visits.share", asked)
    if covered < days and outcome is Outcome.PASS:
        also = Text("visits.also_blocked", {"n": blocked}) if blocked else None
        lacking: dict[str, Param] = {
            "covered": covered,
            "days": Amount(days, "days"),
            "missing": missing,
            "blocked": also,
        }
        return joined(figures, Text("visits.cannot_reach_limit", lacking))
    if covered < days:
        also = Text("visits.and_blocked", {"n": blocked}) if blocked else None
        return Text(
            "visits.not_enough",
            {"covered": covered, "days": Amount(days, "days"), "figures": figures, "blocked": also},
        )
    if blocked and outcome is Outcome.UNKNOWN:
        return Text("visits.either_way", {"figures": figures, "blocked": blocked})
    return figures


def _needs(site: str, week: Sequence[VisitDay], clause: Clause, blocked: int, disagree: bool) -> Text:
    if disagree:
        return Text("visits.needs_person", {"site": site, "rule": clause.rule})
    wanted, spread = clause.limit["visits_per_day"].least, clause.own["spread_hours"]
    lacking = [day for day in week if not _covers(day, clause)]
    allow_list = Text("visits.needs_allow_list", {"blocked": blocked})
    if not lacking:
        return allow_list
    shown = tuple(_short_of(day, wanted) for day in lacking)
    listed = any(day.blocked for day in lacking)  # more visits alone would be blocked too
    asked: dict[str, Param] = {
        "days": Amount(len(week), "days"),
        "visits": wanted,
        "spread": at_least(spread),
        "lacking": shown,
    }
    return joined(Text("visits.needs_days", asked), allow_list if listed else None)


def _short_of(day: VisitDay, wanted: int) -> Text | str:
    """What *day* lacks: visits, or where it has as many as are *wanted*, hours between the first and the last."""
    visits = f"{day.day:%m-%d} {day.valid}/{wanted}"
    if day.valid < wanted or day.first is None or day.last is None:
        return visits
    first, last = (f"{one.astimezone(SHANGHAI):%H:%M}" for one in (day.first, day.last))
    return Text("visits.too_close", {"visits": visits, "first": first, "last": last})


def _remarks(places: Mapping[str, Mapping[str, int]], clause: Clause, failed: int) -> tuple[Text, ...]:
    remarks: list[Text] = []
    if failed > NAMED:
        remarks.append(Text("visits.first_named", {"n": NAMED}))
    if len(places) < 2:
        return tuple(remarks)
    limit = clause.limit["fail_from_percent"]
    by_place = {name: share(n["failed"], n["blocked"], sum(n.values()), limit) for name, n in places.items()}
    if len(set(by_place.values())) > 1:
        remarks.append(Text("visits.remark_disagree", {"judged": _judged(by_place)}))
    return tuple(remarks)


def _unmarked(case: SiteCase) -> tuple[Text, ...]:
    """That nothing proved whose pages were opened, where no title mark is configured."""
    if case.site.title_mark:
        return ()
    return (Text("visits.no_mark"),)


def _let_go(week: Sequence[VisitDay]) -> tuple[Text, ...]:
    """The days whose single visits are no longer kept, when what was heard later cannot be told from their count."""
    days = [day.day for day in week if PRUNED in day.reasons]
    if not days:
        return ()
    return (Text("visits.let_go", {"days": tuple(f"{day:%m-%d}" for day in days)}),)


def _vantages(week: Sequence[VisitDay]) -> dict[str, dict[str, int]]:
    places: dict[str, dict[str, int]] = {}
    for day in week:
        for name, (opened, failed, blocked) in day.vantages.items():
            place = places.setdefault(name, {"opened": 0, "failed": 0, "blocked": 0})
            place["opened"] += opened
            place["failed"] += failed
            place["blocked"] += blocked
    return places


def _reasons(week: Sequence[VisitDay]) -> dict[str, int]:
    reasons: dict[str, int] = {}
    for day in week:
        for name, times in day.reasons.items():
            reasons[name] = reasons.get(name, 0) + times
    return dict(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])))


RULE = Rule(
    "site_unreachable",
    "site",
    decide,
    may_fail,
    needs=(Need(kind=VisitDay, days=0, limit="window_days"),),
    tells=(PartKind.DAY,),
    probes=("availability",),
    signable=False,
    counts=True,
    how=(
        "取最近{window_days:number}个监测达标日（今天未达标则到昨天为止）。"
        "每天须有{visits_per_day:least}以上有结果的访问，且分布在{spread_hours:least}以上，才算达标日；{window_days:least}中有一天不达标即为未知。"
        "每次访问从域名解析到页面收完共{deadline_s:least}；快速失败的在{deadline_s:least}内再试，最多{attempts:most}。"
        "本系统断网、经批准的停机不计；被防火墙拦截的按“打开”和“未打开”各算一遍，两种算法结论相同才作判定。"
    ),
    notice=NoticeEntry(
        chapter=Chapter.AVAILABILITY, words="站点无法访问", stretches=(("window_days", "站点访问"),)
    ),
)
