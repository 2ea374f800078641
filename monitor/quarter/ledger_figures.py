"""What a quarter's figures need of the ledgers of sites, taken of one ledger after another (稿件清单的季度汇总)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import TracebackType
from typing import Self

from monitor.domain.ledger import ArticleLedger
from monitor.domain.site import Watch
from monitor.domain.timing import Quarter, day_of
from monitor.quarter.duties import site_duties
from monitor.quarter.frequency import by_order, site_frequencies
from monitor.quarter.ledgers import PackedLedgers
from monitor.quarter.names import names_of
from monitor.quarter.output import OutputCounts
from monitor.quarter.packed_rows import PackedRows
from monitor.quarter.rows import DutyRow, FrequencyRow
from monitor.quarter.settings import ReportSettings
from monitor.quarter.span import Span


class LedgerFigures:
    """
    Counts, rows and duties of each site whose ledger was added, in the order of the sites.

    A ledger itself is let go of, unless columns of its site count as disclosure, interpretations and the like: of those the
    figures are drawn at the end.
    """

    def __init__(self, watch: Watch, settings: ReportSettings, quarter: Quarter, as_of: datetime) -> None:
        self._settings, self._span = settings, Span(quarter, as_of)
        self._units = {one.id: one.name for one in watch.units}
        self._sites = {one.id: one for one in watch.sites}
        self._chosen = set(settings.sites)
        self._with_classes = {site for one in settings.columns.values() for site, _ in one.columns}
        self._packed = PackedLedgers()
        self.names = names_of(watch.units, watch.sites, settings.outside)
        self.counts = OutputCounts(self.names, settings, self._span)
        self.duties: list[DutyRow] = []
        self.frequencies = PackedRows[FrequencyRow]()  #: in the order of the annex
        self.readings = 0  #: pages that were read and state a day of the quarter
        self.listings = 0  #: looks at columns in it

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._packed.__exit__(kind, error, trace)

    @property
    def of_classes(self) -> Mapping[str, ArticleLedger]:
        """The ledgers of the sites that have columns of any class (`[report.columns]`)."""
        return self._packed

    def packs_any(self, sites: Iterable[str]) -> bool:
        """Whether the ledger of any of *sites* is held, so that it should be a small one."""
        return not self._with_classes.isdisjoint(sites)

    def add(self, ledger: ArticleLedger) -> None:
        """One more ledger."""
        site = self._sites[ledger.site]
        if site.id in self._chosen:
            output = self.counts.add(site, ledger)
            self.duties += site_duties(site, ledger, self._settings, self._span, whole=not output.uncovered)
        for key, rows in by_order(site_frequencies(site, ledger, self._units, self._span)):
            self.frequencies.add(rows, key)
        readings, looks = _looked(ledger, self._span)
        self.readings, self.listings = self.readings + readings, self.listings + looks
        if site.id in self._with_classes:
            self._packed.add([ledger])


def _looked(ledger: ArticleLedger, span: Span) -> tuple[int, int]:
    """How many pages were read that state a day of *span*, and how many looks at columns there were in it."""
    first, last = span.first, span.last
    readings = {
        id
        for one in ledger.articles
        if one.on is not None and first <= one.on <= last and one.is_certain
        for id in one.evidence
    }
    looks = sum(first <= day_of(one.at) <= last for several in ledger.listings.values() for one in several)
    left_out = sum(many for day, many in ledger.left_out.items() if first <= day <= last)
    return len(readings), looks + left_out
