"""服务不实用: service guides that lack the elements people need."""

from collections.abc import Sequence
from datetime import date, datetime

from monitor.domain.case import SiteCase
from monitor.domain.content import Guide, GuidesState
from monitor.domain.need import Need
from monitor.domain.observation import Guides, StoredObservation
from monitor.domain.sentence import Text
from monitor.domain.timing import DAY, day_of, midnight
from monitor.domain.verdict import (
    Clause,
    FaultyItem,
    Outcome,
    PartKind,
    Threshold,
    Verdict,
    VerdictPart,
)
from monitor.rules._counting import count
from monitor.rules._may_fail import any_guide_is_bad
from monitor.rules._reviews import settle
from monitor.rules._sentences import allowed, at_least, because
from monitor.rules.base import Chapter, NoticeEntry, Rule


def decide(case: SiteCase, clause: Clause, now: datetime) -> Verdict:
    """
    Decide whether service guides lack too many of the ten element groups (办事指南要素缺失).

    Fails from as many such guides on as the clause says, or when there are fewer guides and all are such. A sample, or a
    list that may go on, can fail or be unknown, never pass. No guide at all goes to a person, as does a
    guide that could not be read, or not in full, when it would decide. Not applicable to a site without public services.

    Source: 国办秘函〔2019〕19号, 服务不实用; 闽政办网站函〔2019〕, 办事指南准确度, note.
    """
    today = day_of(now)
    oldest = _oldest(clause, now)
    if not case.site.public_services:
        said = Text("guides.no_services")
        return _verdict(case, clause, now, Outcome.NOT_APPLICABLE, said)
    looks = [one for one in case.guides if oldest <= day_of(one.at) <= today]
    read = [one for one in looks if one.facts.state is GuidesState.GUIDES]
    blank = bool(looks) and looks[-1].facts.state is GuidesState.BLANK
    newest = looks[-1] if blank else (read[-1] if read else None)
    if newest is None or not newest.facts.guides:
        reason, needs = _nothing(looks, clause.own["guides_last_days"])
        return settle(_verdict(case, clause, now, Outcome.UNKNOWN, reason, needs=needs), case.reviews)
    outcome = judge(newest.facts, clause)
    bad = [one for one in newest.facts.guides if _is_bad(one, clause)]
    said, lacking = _words(newest.facts, bad, clause, outcome)
    verdict = _verdict(case, clause, now, outcome, said, newest=newest, bad=bad, needs=lacking)
    return settle(verdict, case.reviews)


def _oldest(clause: Clause, now: datetime) -> date:
    """The first day whose guides still speak of today."""
    return day_of(now) - DAY * clause.own["guides_last_days"].allowed


def judge(guides: Guides, clause: Clause) -> Outcome:
    """The three-valued answer for one enumeration of guides; none at all is unknown."""
    limit = clause.limit["fail_from_guides"]
    bad = sum(_is_bad(one, clause) for one in guides.guides)
    undecided = sum(_may_be_bad(one, clause) for one in guides.guides) - bad
    if limit.is_met(bad):
        return Outcome.FAIL
    if not guides.complete or not guides.guides:
        return Outcome.UNKNOWN
    if limit.is_met(len(guides.guides)):
        return count(bad, undecided, limit)
    if bad + undecided < len(guides.guides):
        return Outcome.PASS
    return Outcome.UNKNOWN if undecided else Outcome.FAIL


def _is_bad(guide: Guide, clause: Clause) -> bool:
    return guide.is_read and clause.limit["missing_groups"].is_met(len(guide.missing))


def _may_be_bad(guide: Guide, clause: Clause) -> bool:
    """Whether a guide lacks too many element groups where all lack that were not told; one not read at all may."""
    if not guide.is_understood:
        return True
    return clause.limit["missing_groups"].is_met(len(guide.missing) + len(guide.not_told))


def _nothing(looks: Sequence[StoredObservation[Guides]], lasts: Threshold) -> tuple[Text, Text]:
    last = looks[-1].facts if looks else None
    if last is None:
        return (
            Text("guides.not_looked_at", {"days": allowed(lasts)}),
            Text("guides.needs_look"),
        )
    if last.state in (GuidesState.BLANK, GuidesState.GUIDES):
        return (
            Text("guides.none"),
            Text("guides.needs_signature"),
        )
    if last.state is GuidesState.UNCONFIGURED:
        return (
            Text("guides.unconfigured"),
            Text("guides.needs_configuration"),
        )
    return Text("guides.unreadable", {"why": because(last.reason)}), Text("guides.needs_readable")


def _words(
    guides: Guides, bad: Sequence[Guide], clause: Clause, outcome: Outcome
) -> tuple[Text, Text | None]:
    said = Text(
        "guides.lacking",
        {"bad": len(bad), "total": len(guides.guides), "least": at_least(clause.limit["missing_groups"])},
    )
    if outcome is not Outcome.UNKNOWN:
        return said, None
    if not guides.complete:
        return said, Text("guides.needs_all")
    undecided = sum(_may_be_bad(one, clause) for one in guides.guides) - len(bad)
    return said, Text("guides.needs_unread", {"n": undecided})


def _verdict(
    case: SiteCase,
    clause: Clause,
    now: datetime,
    outcome: Outcome,
    reason: Text,
    *,
    newest: StoredObservation[Guides] | None = None,
    bad: Sequence[Guide] = (),
    needs: Text | None = None,
) -> Verdict:
    today = day_of(now)
    guides = newest.facts.guides if newest else ()
    read = sum(one.is_read for one in guides)
    complete = newest is not None and newest.facts.complete
    return Verdict(
        subject=case.site.id,
        rule=clause.rule,
        clause=clause,
        outcome=outcome,
        decided_at=now,
        window=(midnight(_oldest(clause, now)), midnight(today + DAY)),
        measured={
            "guides": len(guides),
            "total": newest.facts.total if newest else None,
            "complete": complete,
            "read": read,
            "bad": len(bad),
            "remarked": sum(bool(one.remarks) for one in guides),
        }
        if outcome is not Outcome.NOT_APPLICABLE
        else {},
        coverage=_coverage(newest, read, outcome),
        reason=reason,
        needs=needs,
        remarks=_remarks(guides),
        evidence=(newest.id,) if newest else (),
        parts=tuple(_part(one, newest.id) for one in bad) if newest else (),
    )


def _part(guide: Guide, seen: str) -> VerdictPart:
    return VerdictPart(
        kind=PartKind.GUIDE,
        id=guide.id,
        outcome=Outcome.FAIL,
        name=guide.title,
        url=guide.url,
        evidence=(seen,),
        items=tuple(FaultyItem(title=one, why="missing") for one in guide.missing),
    )


def _coverage(newest: StoredObservation[Guides] | None, read: int, outcome: Outcome) -> float:
    """Share of the guides that were read, of the site's own total where it states one."""
    if outcome is Outcome.NOT_APPLICABLE:
        return 1.0
    if newest is None:
        return 0.0
    whole = max(len(newest.facts.guides), newest.facts.total or 0)
    return min(1.0, read / whole) if whole else 0.0


def _remarks(guides: Sequence[Guide]) -> tuple[Text, ...]:
    return tuple(
        Text("guides.remarked", {"guide": one.title or one.id, "remarks": tuple(one.remarks)})
        for one in guides
        if one.remarks
    )[:20]


RULE = Rule(
    "guides_incomplete",
    "site",
    decide,
    any_guide_is_bad,
    needs=(Need(kind=Guides, days=0, limit="guides_last_days"),),
    tells=(PartKind.GUIDE,),
    probes=("guides",),
    how=(
        "逐份核对办事指南的十类要素，缺{missing_groups:least}及以上的计为不完整。"
        "达到{fail_from_guides:least}即不合格；指南总数不足{fail_from_guides:least}的，全部不完整才不合格。"
        "抽样或清单可能不全时不判合格。"
    ),
    notice=NoticeEntry(chapter=Chapter.SERVICES, words="服务不实用"),
)
