"""All of a quarter's figures, from ledgers, verdicts and settings (季度数据汇总)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from monitor.domain.finding import Owed
from monitor.domain.observation import VisitDay
from monitor.domain.patrol import PatrolGround
from monitor.domain.site import Watch
from monitor.domain.timing import DAY, Quarter, day_of
from monitor.domain.verdict import Outcome, Verdict
from monitor.quarter.disclosure import count_disclosure
from monitor.quarter.exports import Exports, export_figures
from monitor.quarter.figures import Quarterly, Scope
from monitor.quarter.frequency import failing_first
from monitor.quarter.ledger_figures import LedgerFigures
from monitor.quarter.names import UnitNames, names_of, normal, short_names
from monitor.quarter.points import Judged, Points, recheck, through_the_quarter
from monitor.quarter.problem_rows import column_rows, message_rows, open_rows, problems_of, recheck_columns
from monitor.quarter.rows import ChainPoint, Exemption, SubjectQuarter
from monitor.quarter.settings import ReportSettings
from monitor.quarter.span import Span
from monitor.regulations.editions import BASE, clause_stating
from monitor.regulations.workdays import NOTHING_LOCAL, Workdays
from monitor.rules.base import deciding_by, parts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterInput:
    """Everything a quarter's figures are drawn from."""

    watch: Watch
    settings: ReportSettings
    quarter: Quarter
    as_of: datetime
    points: Points
    judged: Judged
    judged_before: Judged = field(default_factory=Judged)  #: last quarter, at its own points and on its days
    known_by: datetime | None = None  #: up to when had been heard what all this is drawn from; None: *as_of*
    seen_before: frozenset[str] = frozenset()  #: subjects that were looked at in last quarter at all
    patrols: tuple[PatrolGround, ...] = ()  #: by site, of this quarter
    removed: tuple[str, ...] = ()  #: names of subjects that were looked at and are configured no more
    ledgers: LedgerFigures  #: what the ledgers of all sites amount to
    exports: Exports = field(default_factory=dict)  #: of the back office, by site
    editions: Mapping[str, str] = field(default_factory=dict)  #: id -> title and number
    workdays: Workdays = NOTHING_LOCAL
    chain: ChainPoint | None = None  #: the newest link of the chain of records, known by then


def build_quarterly(seen: QuarterInput) -> Quarterly:
    """The one tree of numbers that notice, tables and JSON are written from."""
    watch, settings, span = seen.watch, seen.settings, Span(seen.quarter, seen.as_of)
    unit_names = {one.id: one.name for one in watch.units}
    before = {one.id: one for one in _subjects(watch, seen.judged_before, {}, unit_names)}
    before = {id: one for id, one in before.items() if id in seen.seen_before}
    subjects = _subjects(watch, seen.judged, before, unit_names)
    names, ledgers = names_of(watch.units, watch.sites, settings.outside), seen.ledgers
    columns = column_rows(watch.sites, seen.judged, unit_names)
    messages = message_rows(watch.sites, seen.judged, lambda printed: _official(printed, names, unit_names))
    return Quarterly(
        quarter=str(seen.quarter),
        first=seen.quarter.first,
        last=seen.quarter.last,
        as_of=seen.as_of,
        known_by=seen.known_by or seen.as_of,
        over=span.is_over,
        editions=seen.editions,
        points=seen.points.moments,
        later_points=seen.points.later,
        scope=_scope(seen),
        subjects=subjects,
        compared=bool(before),
        output=ledgers.counts.output(watch.units),
        disclosure=count_disclosure(
            watch.sites, ledgers.of_classes, names, settings, span, seen.workdays, ledgers.duties
        ),
        late=tuple(one for one in columns if one.state != "blank"),
        blank=tuple(one for one in columns if one.state == "blank"),
        frequencies=failing_first(ledgers.frequencies),
        messages=messages,
        rechecks=(
            *recheck(subjects, before),
            *recheck_columns(watch.sites, seen.judged_before, seen.judged, before),
        ),
        open=open_rows(subjects, watch.sites, seen.judged),
        exempt=_exemptions(watch, seen.points, span),
        exports=tuple(
            row
            for site in watch.sites
            for row in export_figures(site.id, site.name, seen.exports.get(site.id, ()), span, seen.workdays)
        ),
        patrols=seen.patrols,
        chain=seen.chain,
        removed=seen.removed,
        short_names=short_names(watch.units),
        area=_area(settings.letterhead.area),
        problems=problems_of(str(seen.quarter), subjects, columns, messages),
    )


def _subjects(
    watch: Watch, judged: Judged, before: Mapping[str, SubjectQuarter], unit_names: Mapping[str, str]
) -> tuple[SubjectQuarter, ...]:
    return through_the_quarter((*watch.sites, *watch.accounts), judged, before, unit_names)


def _area(said: str) -> str:
    """区 of 全区: what "我…" goes with."""
    return said.removeprefix("全") if len(said) == 2 else ""


def _official(printed: str, names: UnitNames, units: Mapping[str, str]) -> str:
    """The configured name of a unit that a board prints, or what it prints."""
    id = printed if printed in units else names.units.get(normal(printed), "")
    return units.get(id, printed)


def _window(edition: str) -> timedelta:
    """How long before a point the visits of a site count (监测周期)."""
    return DAY * clause_stating("window_days", edition).limit["window_days"].least


def _exemptions(watch: Watch, points: Points, span: Span) -> tuple[Exemption, ...]:
    """Approved shutdowns that touch the weeks before the points, by site and day."""
    rows = [
        Exemption(
            site=site.id, name=site.name, first=day_of(one.start), last=day_of(one.end - timedelta(seconds=1)),
            reason=one.reason, approved_by=one.approved_by, document=one.document,
        )
        for site in watch.sites
        for one in site.maintenance
        if any(one.start < moment and one.end > moment - _window(site.edition) for moment in points.moments)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.first, row.site)))


def _scope(seen: QuarterInput) -> Scope:
    newest = seen.judged.last
    machine = [one for verdicts in newest.values() for one in verdicts if not one.clause.people]
    return Scope(
        sites=len(seen.watch.sites),
        accounts=len(seen.watch.accounts),
        platforms=dict(sorted(Counter(one.platform.value for one in seen.watch.accounts).items())),
        columns=sum(len(site.columns) for site in seen.watch.sites),
        visits=_visits(seen.judged.points),
        readings=seen.ledgers.readings,
        listings=seen.ledgers.listings,
        messages=sum(
            _number(one.measured.get("messages")) for one in machine if parts_of(one.rule) is Owed.MESSAGE
        ),
        decided=sum(one.outcome is not Outcome.UNKNOWN for one in machine),
        unknown=sum(one.outcome is Outcome.UNKNOWN for one in machine),
        own_line_checked=seen.watch.references is not None,
    )


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _visits(judged: Mapping[datetime, Mapping[str, Sequence[Verdict]]]) -> int:
    """Visits of the windows before the points; of points less than a window apart the later one's only."""
    total, later, window = 0, None, _window(BASE)
    for moment in sorted(judged, reverse=True):
        if later is not None and later - moment < window:
            continue
        later = moment
        total += sum(
            _number(one.measured.get("visits"))
            for verdicts in judged[moment].values()
            for one in verdicts
            if one.rule in deciding_by(VisitDay)
        )
    return total
