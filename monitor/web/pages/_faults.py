"""What exactly is at fault in one finding (问题条目): the columns, messages, guides or visits, each with its live page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from monitor.assess.live_page import live_page, number_of
from monitor.domain.access import Role, Viewer
from monitor.domain.finding import Finding, Owed, Standing
from monitor.domain.observation import StoredObservation, Visit
from monitor.domain.reach import Reach
from monitor.domain.sentence import Text
from monitor.domain.site import Watch
from monitor.domain.verdict import ColumnVerdict, Outcome, Verdict
from monitor.rules.base import parts_of
from monitor.web import words
from monitor.web.pages._visits import reason_words
from monitor.wording.catalogue import sentence
from monitor.wording.say import CHINESE, for_unit


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

    *standings*: those that *who* may see, so that a unit reads of no other unit's messages. *visits*: of the last seven
    days. *verdict*: the newest of the finding's rule.
    """
    if found.standing.owed is not Owed.INDICATOR or verdict is None:
        return []
    if parts_of(found.rule) is Owed.MESSAGE:
        late = [one for one in standings if one.subject == found.subject and one.owed is Owed.MESSAGE]
        return [_message(one, watch) for one in late if one.outcome is Outcome.FAIL]
    if verdict.columns:
        return _columns(found, verdict, watch, who)
    if guides := verdict.measured.get("bad_guides"):
        return (
            [_guide(one) for one in guides if isinstance(one, Mapping)]
            if isinstance(guides, list | tuple)
            else []
        )
    if "visits" in verdict.measured:
        return [_visit(one) for one in visits if one.facts.reach is Reach.NOT_OPENED]
    return []


def advice_for(standing: Standing) -> str:
    """What to do about it, for whoever answers for it (怎么办); by the rule's own sentence where the catalogue has one."""
    code = f"advice.{standing.rule}"
    return for_unit(Text(code if sentence(code, CHINESE) else f"advice.{standing.owed}"))


def _columns(found: Finding, verdict: Verdict, watch: Watch, who: Viewer) -> list[FaultyThing]:
    """The columns that this clause counts and that fail it; where it keeps no list of its own, all that fail."""
    counted = verdict.measured.get("bad_columns")
    bad = [
        one
        for one in verdict.columns
        if (one.id in counted if isinstance(counted, list | tuple) else one.outcome is Outcome.FAIL)
    ]
    made = [_column(found, one, watch) for one in bad]
    return sorted(
        (
            one
            for one in made
            if who.role is not Role.UNIT or who.may_see(one.unit) or who.may_see(found.standing.unit)
        ),
        key=lambda one: (one.days_left is None, one.days_left or 0),
    )


def _column(found: Finding, one: ColumnVerdict, watch: Watch) -> FaultyThing:
    site = next((known for known in watch.sites if known.id == found.subject), None)
    column = next((known for known in site.columns if known.id == one.id), None) if site else None
    return FaultyThing(
        name=column.name if column else one.id,
        page=column.url if column else "",
        said=for_unit(one.reason) if one.reason else "",
        newest=one.newest,
        due_on=one.due_on,
        days_left=-one.days_over if one.days_over is not None else one.days_left,
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


def _guide(one: Mapping[str, object]) -> FaultyThing:
    missing = one.get("missing")
    lacks = "、".join(str(each) for each in missing) if isinstance(missing, list | tuple) else ""
    return FaultyThing(
        name=str(one.get("title") or one.get("id") or ""),
        page=str(one.get("url") or ""),
        said=words.said("fault.guide", missing=lacks),
    )


def _visit(one: StoredObservation[Visit]) -> FaultyThing:
    name, remedy = reason_words(one.facts.reason, one.facts.remarks)
    return FaultyThing(name=name, said=remedy, at=one.at, evidence=(one.id,))
