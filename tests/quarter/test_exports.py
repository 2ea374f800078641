"""What the back office's exports say of a quarter: received and closed in time, data sets past their own cycle."""

from datetime import date, datetime

from monitor.domain.handed_in import ExportRow, OfficeExport
from monitor.domain.observation import StoredObservation
from monitor.domain.timing import SHANGHAI
from monitor.quarter.exports import export_figures
from monitor.quarter.rows import ExportFigure
from monitor.regulations.workdays import NOTHING_LOCAL

from .cases import SPAN


def figure(topic: str, *rows: ExportRow, **more: object) -> ExportFigure:
    facts = OfficeExport(topic=topic, name=topic, rows=rows, **more)  # type: ignore[arg-type]
    seen = StoredObservation(id="ob_x", at=datetime(2026, 9, 30, tzinfo=SHANGHAI), facts=facts)
    [row] = export_figures("s", "示例区人民政府", [seen], SPAN, NOTHING_LOCAL)
    return row


def test_corrections_are_counted_by_when_they_came_and_how_fast_they_were_closed() -> None:
    rows = (
        ExportRow(number="1", opened=date(2026, 7, 6), closed=date(2026, 7, 8)),
        ExportRow(number="2", opened=date(2026, 7, 6), closed=date(2026, 7, 9)),
        ExportRow(number="3", opened=date(2026, 7, 3), closed=date(2026, 7, 7)),
        ExportRow(number="4", opened=date(2026, 9, 1)),
        ExportRow(number="5", opened=date(2026, 6, 30), closed=date(2026, 7, 1)),
    )
    found = figure("corrections", *rows)
    assert (found.received, found.closed, found.in_time, found.evidence) == (4, 3, 2, ("ob_x",))


def test_a_data_set_is_overdue_by_its_own_cycle() -> None:
    rows = (
        ExportRow(name="月", cycle="每月", closed=date(2026, 8, 30)),
        ExportRow(name="迟", cycle="每月", closed=date(2026, 8, 29)),
        ExportRow(name="年", cycle="每年", closed=date(2026, 1, 5)),
        ExportRow(name="不明", cycle="不定期", closed=date(2020, 1, 5)),
    )
    found = figure("open_data", *rows)
    assert (found.with_cycle, found.overdue) == (3, 1)


def test_an_export_of_another_quarter_says_nothing_of_this_one() -> None:
    facts = OfficeExport(topic="hall", first=date(2026, 1, 1), last=date(2026, 3, 31))
    seen = StoredObservation(id="ob_x", at=datetime(2026, 10, 1, tzinfo=SHANGHAI), facts=facts)
    assert export_figures("s", "甲", [seen], SPAN, NOTHING_LOCAL) == ()
