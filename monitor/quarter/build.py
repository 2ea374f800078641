"""All of a quarter's figures, from ledgers, verdicts and settings (季度数据汇总)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.domain.patrol import PatrolGround
from monitor.domain.site import Watch
from monitor.domain.timing import Quarter, day_of
from monitor.quarter.disclosure import count_disclosure
from monitor.quarter.exports import Exports, export_figures
from monitor.quarter.figures import Quarterly, Scope
from monitor.quarter.ledger_figures import LedgerFigures
from monitor.quarter.names import short_names
from monitor.quarter.points import Points
from monitor.quarter.rows import ChainPoint, Exemption
from monitor.quarter.settings import ReportSettings
from monitor.quarter.span import Span
from monitor.quarter.verdict_figures import VerdictFigures, window_of
from monitor.regulations.workdays import NOTHING_LOCAL, Workdays


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterInput:
    """Everything a quarter's figures are drawn from."""

    watch: Watch
    settings: ReportSettings
    quarter: Quarter
    as_of: datetime
    points: Points
    verdicts: VerdictFigures  #: what the verdicts on all subjects amount to
    known_by: datetime | None = None  #: up to when had been heard what all this is drawn from; None: *as_of*
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
    ledgers, said = seen.ledgers, seen.verdicts
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
        subjects=said.subjects,
        compared=said.is_compared,
        output=ledgers.counts.output(watch.units),
        disclosure=count_disclosure(
            watch.sites, ledgers.of_classes, ledgers.names, settings, span, seen.workdays, ledgers.duties
        ),
        late=said.late,
        blank=said.blank,
        frequencies=ledgers.frequencies,
        messages=said.messages,
        rechecks=said.rechecks,
        open=said.open,
        exempt=_exemptions(watch, seen.points),
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
        problems=said.problems(str(seen.quarter)),
    )


def _area(said: str) -> str:
    """区 of 全区: what "我…" goes with."""
    return said.removeprefix("全") if len(said) == 2 else ""


def _exemptions(watch: Watch, points: Points) -> tuple[Exemption, ...]:
    """Approved shutdowns that touch the weeks before the points, by site and day."""
    rows = [
        Exemption(
            site=site.id, name=site.name, first=day_of(one.start), last=day_of(one.end - timedelta(seconds=1)),
            reason=one.reason, approved_by=one.approved_by, document=one.document,
        )
        for site in watch.sites
        for one in site.maintenance
        if any(one.start < moment and one.end > moment - window_of(site.edition) for moment in points.moments)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.first, row.site)))


def _scope(seen: QuarterInput) -> Scope:
    said = seen.verdicts
    return Scope(
        sites=len(seen.watch.sites),
        accounts=len(seen.watch.accounts),
        platforms=dict(sorted(Counter(one.platform.value for one in seen.watch.accounts).items())),
        columns=sum(len(site.columns) for site in seen.watch.sites),
        visits=said.visits,
        readings=seen.ledgers.readings,
        listings=seen.ledgers.listings,
        messages=said.seen_messages,
        decided=said.decided,
        unknown=said.unknown,
        own_line_checked=seen.watch.references is not None,
    )
