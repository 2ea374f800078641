"""What exactly is at fault in one finding (问题条目): the columns, messages, guides or visits, each with its live page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from monitor.assess.live_page import live_page, number_of
from monitor.assess.redactor import redactor_for
from monitor.domain.access import Viewer
from monitor.domain.finding import Finding, Owed, Standing
from monitor.domain.observation import StoredObservation, Visit
from monitor.domain.reach import Reach
from monitor.domain.sentence import Text
from monitor.domain.site import Watch
from monitor.domain.verdict import Outcome, PartKind, Verdict, VerdictPart
from monitor.rules.base import parts_of
from monitor.web import words
from monitor.web.pages._visits import reason_words
from monitor.wording.catalogue import sentence
from monitor.wording.say import CHINESE, for_unit, label


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultyThing:
    """One column, message, guide or visit by which a finding is one."""

    name: str
    page: str = ""  #: on the live web
    said: str = ""  #: what is wrong with it
    newest: date | None = None
    due_on: date | None = None
    days_left: int | None = None  #: negative: days over
    unit: str | None = None
    at: datetime | None = None  #: of a visit
    evidence: tuple[str, ...] = ()


def faults_of(
    found: Finding,
    verdict: Verdict | None,
    watch: Watch,
    who: Viewer,
    standings: Iterable[Standing],
    visits: Sequence[StoredObservation[Visit]],
) -> list[FaultyThing]:
    """
    The things at fault in an indicator's finding, the most pressing first; nothing for a column's or a message's own.

    *standings*: those that *who* may see; of *verdict* a unit reads no other unit's parts. *visits*: of the
    verdict's own window. *verdict*: the newest of the finding's rule.
    """
    if found.standing.owed is not Owed.INDICATOR or verdict is None:
        return []
    if parts_of(found.rule) is Owed.MESSAGE:
        late = [one for one in standings if one.subject == found.subject and one.owed is Owed.MESSAGE]
        return [_message(one, watch) for one in late if one.outcome is Outcome.FAIL]
    seen = redactor_for(watch, who).verdict(verdict)
    if verdict.columns:
        return _columns(found, seen, watch)
    if guides := seen.of(PartKind.GUIDE):
        return [_guide(one) for one in guides]
    if at_fault := [one for kind in (PartKind.MARK, PartKind.PAGE) for one in seen.of(kind)]:
        return [_by_part(one) for one in at_fault if one.outcome is Outcome.FAIL]
    if "visits" in verdict.measured:
        return [_visit(one) for one in visits if one.facts.reach is Reach.NOT_OPENED]
    return []


def advice_for(standing: Standing) -> str:
    """What to do about it, for whoever answers for it (怎么办); by the rule's own sentence where the catalogue has one."""
    code = f"advice.{standing.rule}"
    return for_unit(Text(code if sentence(code, CHINESE) else f"advice.{standing.owed}"))


def _columns(found: Finding, verdict: Verdict, watch: Watch) -> list[FaultyThing]:
    """The columns that fail this clause."""
    made = [_column(found, one, watch) for one in verdict.columns if one.outcome is Outcome.FAIL]
    return sorted(made, key=lambda one: (one.days_left is None, one.days_left or 0))


def _column(found: Finding, one: VerdictPart, watch: Watch) -> FaultyThing:
    site = next((known for known in watch.sites if known.id == found.subject), None)
    column = next((known for known in site.columns if known.id == one.id), None) if site else None
    return FaultyThing(
        name=column.name if column else one.id,
        page=column.url if column else "",
        said=for_unit(one.reason),
        newest=one.newest,
        due_on=one.due_on,
        days_left=one.days,
        unit=one.unit or (site.unit if site else None),
        evidence=one.evidence,
    )


def _message(one: Standing, watch: Watch) -> FaultyThing:
    return FaultyThing(
        name=f"{one.name}（{number_of(watch, one)}）",
        page=live_page(watch, one),
        said=for_unit(one.reason),
        newest=one.newest,
        due_on=one.due_on,
        days_left=one.days_left,
        unit=one.unit,
        evidence=one.evidence,
    )


def _guide(one: VerdictPart) -> FaultyThing:
    lacks = "、".join(item.title for item in one.items)
    return FaultyThing(name=one.name or one.id, page=one.url, said=words.said("fault.guide", missing=lacks))


def _by_part(one: VerdictPart) -> FaultyThing:
    """A mark of the homepage, or a page: what is wrong with it is the part's own reason."""
    name = label("mark", one.id) if one.kind is PartKind.MARK else one.url
    return FaultyThing(name=name, page=one.url, said=for_unit(one.reason), evidence=one.evidence)


def _visit(one: StoredObservation[Visit]) -> FaultyThing:
    name, remedy = reason_words(one.facts.reason, one.facts.remarks)
    return FaultyThing(name=name, said=remedy, at=one.at, evidence=(one.id,))
