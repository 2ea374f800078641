"""What a quarter's exports of a back office come to (网民找错、监督评议、办件量、开放数据目录)."""

from collections.abc import Mapping, Sequence
from datetime import date

from monitor.domain.handed_in import ExportRow, OfficeExport
from monitor.domain.observation import StoredObservation
from monitor.domain.timing import DAY, add_months
from monitor.quarter.rows import ExportFigure
from monitor.quarter.span import Span
from monitor.regulations.workdays import Workdays, working_days_between

#: 福建省2019年度考核指标, 第三方监督检查: 2个工作日内办结.
CLOSED_WITHIN = 2
#: How many months or days a printed cycle (更新周期) gives a data set; what it does not name is not counted.
_MONTHS = {"每月": 1, "每季度": 3, "每季": 3, "每半年": 6, "每年": 12}
_DAYS = {"实时": 1, "每日": 1, "每天": 1, "每周": 7}


def export_figures(
    site: str, name: str, exports: Sequence[StoredObservation[OfficeExport]], span: Span, local: Workdays
) -> tuple[ExportFigure, ...]:
    """One row a topic, from the newest export that speaks of the quarter; *exports* oldest stored first."""
    found = newest_exports(exports, span)
    return tuple(_figure(site, name, one, span, local) for _, one in sorted(found.items()))


def newest_exports(
    exports: Sequence[StoredObservation[OfficeExport]], span: Span
) -> dict[str, StoredObservation[OfficeExport]]:
    """By topic the newest export that speaks of the quarter; *exports* oldest stored first."""
    newest: dict[str, StoredObservation[OfficeExport]] = {}
    for one in exports:
        if _speaks_of(one.facts, one.at.date(), span):
            newest[one.facts.topic] = one
    return newest


def _speaks_of(export: OfficeExport, taken: date, span: Span) -> bool:
    first, last = export.first or taken, export.last or taken
    return first <= span.last and last >= span.first


def _figure(
    site: str, name: str, seen: StoredObservation[OfficeExport], span: Span, local: Workdays
) -> ExportFigure:
    export = seen.facts
    received = [
        one for one in export.rows if one.opened is not None and span.first <= one.opened <= span.last
    ]
    closed = [one for one in received if one.closed is not None]
    spans = [
        working_days_between(one.opened, one.closed, local) for one in closed if one.opened and one.closed
    ]
    counts = [one.count for one in export.rows if one.count is not None]
    overdue, cycles = overdue_sets(export.rows, span.last)
    return ExportFigure(
        site=site,
        site_name=name,
        topic=export.topic,
        name=export.name or export.topic,
        first=export.first,
        last=export.last,
        complete=export.complete,
        declared_by=export.declared_by,
        rows=len(export.rows),
        received=len(received),
        closed=len(closed),
        in_time=sum(one.days <= CLOSED_WITHIN for one in spans),
        provisional=any(one.provisional for one in spans),
        total=sum(counts) if counts else None,
        with_cycle=cycles,
        overdue=overdue,
        evidence=(seen.id,),
    )


def overdue_sets(rows: Sequence[ExportRow], today: date) -> tuple[int, int]:
    """How many data sets are past their own cycle on *today*, and how many state a cycle and a last update."""
    limits = [
        limit
        for one in rows
        if one.closed is not None and (limit := _limit(one.cycle, one.closed)) is not None
    ]
    return sum(limit < today for limit in limits), len(limits)


def _limit(cycle: str, updated: date) -> date | None:
    """The last day on which a data set *updated* then is fresh by its own cycle."""
    if cycle in _MONTHS:
        return add_months(updated, _MONTHS[cycle])
    return updated + DAY * _DAYS[cycle] if cycle in _DAYS else None


Exports = Mapping[str, Sequence[StoredObservation[OfficeExport]]]
