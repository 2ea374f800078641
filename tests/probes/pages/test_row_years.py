"""Years for rows that show month and day only."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.timing import SHANGHAI
from probes.pages.dates.row_dates import RowDate
from probes.pages.dates.row_years import give_years
from tests.every import every

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)


def row(text: str) -> RowDate:
    parts = [int(part) for part in text.split("-")]
    return RowDate(date(*parts)) if len(parts) == 3 else RowDate(None, (parts[0], parts[1]))


@every(
    ("rows", "years"),
    [
        ("2026-11-09 11-08 12-30", [2026, 2026, 2025]),
        ("01-03 12-30 2025-12-29", [2026, 2025, 2025]),
        ("2017-10-12 11-09 11-08 2026-11-07", [2017, 2026, 2026, 2026]),
        ("04-09 2026-04-14 04-13", [2026, 2026, 2026]),
        ("11-09 11-08", [None, None]),
        ("2-30 2025-12-01", [None, 2025]),
        ("03-05 12-20 2025-12-28 07-15 01-09 2025-02-02", [None, None, 2025, None, None, 2025]),
        ("2026-05-01 12-11 12-10 12-09", [2026, None, None, None]),
        ("2026-01-08 12-11 12-10 12-09", [2026, 2025, 2025, 2025]),
        ("11-09 11-18 11-08 11-07 11-06 11-15 11-05 11-04 11-03 10-30 2026-10-29", [2026] * 11),
    ],
    ids=[
        "down over new year",
        "up over new year",
        "pinned row",
        "pinned yearless row",
        "no year anywhere",
        "no such day",
        "full day at the top, long after the others",
        "full day at the top, close to the others",
        "no order",
        "an order with a few out of it",
    ],
)
def test_a_year_comes_from_the_nearest_row_that_has_one(rows: str, years: list[int | None]) -> None:
    days = give_years([row(one) for one in rows.split()], NOW)
    assert [day.year if day else None for day in days] == years


def test_now_refutes_a_day_to_come_and_gives_none() -> None:
    assert give_years([row("12-30"), row("2026-11-03")], NOW) == [None, date(2026, 11, 3)]


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 31)), max_size=8))
def test_without_any_dated_row_nothing_is_known(pairs: list[tuple[int, int]]) -> None:
    assert give_years([RowDate(None, pair) for pair in pairs], NOW) == [None] * len(pairs)


def test_a_row_marked_as_pinned_tells_no_year_and_gets_none() -> None:
    def years(text: str) -> list[int | None]:
        days = give_years([row(one) for one in text.split()], NOW, pinned=[True, False, False])
        return [day.year if day else None for day in days]

    assert years("2026-01-08 12-11 12-10") == [2026, None, None]
    assert years("03-01 2023-12-11 12-10") == [None, 2023, 2023]
