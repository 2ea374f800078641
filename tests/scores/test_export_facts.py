"""Exports of back offices reach the rows of the sheet: counted, open without a file, and never a fault by silence."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from monitor.domain.handed_in import ExportRow, OfficeExport
from monitor.domain.observation import StoredObservation
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Outcome
from monitor.regulations.indicators import load_table
from monitor.scores.export_facts import EXPORT_KINDS
from monitor.scores.facts import facts_of
from monitor.scores.period import IndicatorFact, Period
from monitor.scores.sheet import RowState
from monitor.wording.say import for_unit
from tests.scores.test_units import row
from tests.scores.units import END, PORTAL, QUARTER, WEIBO, day, ground, owner, sheet, watch

TAKEN = datetime(2026, 12, 31, 12, tzinfo=SHANGHAI)


def export(topic: str, rows: Sequence[ExportRow], **more: Any) -> StoredObservation[OfficeExport]:
    said = {"first": QUARTER.first, "last": QUARTER.last, "complete": True, **more}
    return StoredObservation(id=f"ob_{topic}", at=TAKEN, facts=OfficeExport(topic=topic, rows=tuple(rows), **said))  # fmt: skip


def told(
    kind: str, *exports: StoredObservation[OfficeExport], minimum: int | None = None, sites: Any = (PORTAL,)
) -> IndicatorFact:
    seen = watch(sites=sites, accounts=(WEIBO,))
    period = Period(watch=seen, quarter=QUARTER, as_of=END, exports={PORTAL.id: exports})
    return facts_of(period, owner(seen, "office"), kind, minimum=minimum, by_unit=False)


def case(opened: int, closed: int | None) -> ExportRow:
    return ExportRow(opened=day(11, opened), closed=day(11, closed) if closed else None)


@pytest.mark.parametrize(("closed", "in_time", "late"), [(4, 1, 0), (5, 0, 1), (None, 0, 0)])
def test_a_correction_is_closed_within_two_working_days_or_late(
    closed: int | None, in_time: int, late: int
) -> None:
    """2 November 2026 is a Monday; a second working day after it is the 4th."""
    found = told("export_corrections", export("corrections", [case(2, closed)]), minimum=2)
    assert (found.measured["closed_in_time"], found.measured["closed_late"]) == (in_time, late)
    assert found.measured["open_late"] == (closed is None)
    assert (found.outcome, found.evidence) == (None, ("ob_corrections",))


def test_no_file_for_the_period_is_unknown_and_says_what_to_import() -> None:
    old = export("corrections", [case(2, 3)], first=day(3, 1), last=day(3, 31))
    for found in (told("export_corrections"), told("export_corrections", old)):
        assert (found.configured, found.outcome, found.measured) == (False, None, {})
        assert found.needs is not None
        assert "网民找错" in for_unit(found.needs)


def test_services_in_the_hall_are_counted_against_the_offices_own_list() -> None:
    rows = [
        ExportRow(name="甲", category="行政许可", status="是", count=0),
        ExportRow(name="乙", category="公共服务", status="是", count=1),
        ExportRow(name="丙", category="公共服务", status="否"),
        ExportRow(name="丁", category="便民服务", status="是", mark="在线预约"),
    ]
    services = export("services", rows)
    assert told("export_entered", services).measured["entered_percent"] == 66.7
    assert told("export_entered_easy", services).measured["listed"] == 1
    assert told("export_online", services).measured["online"] == 1
    errands = told("export_errands", services).measured
    assert (errands["entered"], errands["no_visit"], errands["one_visit"], errands["untold"]) == (3, 1, 2, 1)


@pytest.mark.parametrize(
    ("rows", "outcome"),
    [
        ([ExportRow(cycle="每月", closed=day(12, 1))], Outcome.PASS),
        ([ExportRow(cycle="每月", closed=day(11, 1))], Outcome.FAIL),
        ([ExportRow(cycle="每月", closed=day(12, 1)), ExportRow(cycle="")], Outcome.UNKNOWN),
        ([], Outcome.UNKNOWN),
    ],
)
def test_open_data_past_its_own_cycle_fails_and_without_one_is_unknown(
    rows: list[ExportRow], outcome: Outcome
) -> None:
    assert told("export_data_fresh", export("open_data", rows)).outcome is outcome


def test_a_second_site_without_a_file_leaves_the_count_open() -> None:
    other = replace(PORTAL, id="s2", name="第二网站")
    found = told("export_data_sets", export("open_data", [ExportRow(name="甲")]), sites=(PORTAL, other))
    assert (found.measured["whole"], found.at_most) == (False, {"items": None})
    assert "另有1个网站没有本期数据" in for_unit(found.reason)


def test_every_fact_speaks_of_an_empty_export_too() -> None:
    topics = {
        "export_entered": "services", "export_entered_easy": "services", "export_errands": "services", "export_online": "services",
        "export_data_sets": "open_data", "export_data_described": "open_data", "export_data_fresh": "open_data",
    }  # fmt: skip
    for kind in EXPORT_KINDS:
        found = told(kind, export(topics.get(kind, kind.removeprefix("export_")), []), minimum=2)
        assert found.configured, kind
        assert found.outcome is not Outcome.FAIL, kind


def test_an_export_reaches_the_rows_of_the_sheet() -> None:
    seen = watch(sites=(replace(PORTAL, edition="xiamen-2023"),))
    made = sheet(ground(seen, exports={PORTAL.id: [export("corrections", [case(2, 3)])]}), "office")
    found = row(made, "X23-18")
    assert found.state is RowState.COLLECTED
    assert any("2个工作日内办结1件" in line for line in found.collected)
    assert row(made, "X23-12").state is RowState.NO_SOURCE
    partly = [
        one
        for id in ("F19W", "F19D", "Z21", "X23")
        for one in load_table(id).indicators
        if "XI" in one.probes and one.grade != "people"
    ]
    assert [one.id for one in partly if not (one.shows or one.settled_by)] == []
