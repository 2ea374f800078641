"""Working days: holidays, make-up days, the local table, and years that nobody knows yet."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from monitor.regulations.workdays import (
    NOTHING_LOCAL,
    Workdays,
    WorkdaysError,
    WorkingSpan,
    is_working_day,
    read_workdays,
    working_days_between,
)


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        pytest.param(date(2026, 9, 7), date(2026, 9, 7), WorkingSpan(0), id="the same day"),
        pytest.param(date(2026, 9, 8), date(2026, 9, 7), WorkingSpan(0), id="the interpretation came first"),
        pytest.param(date(2026, 9, 4), date(2026, 9, 7), WorkingSpan(1), id="over a weekend"),
        pytest.param(date(2026, 9, 30), date(2026, 10, 8), WorkingSpan(1), id="over the National Day week"),
        pytest.param(
            date(2026, 10, 8), date(2026, 10, 10), WorkingSpan(2), id="the Saturday that makes up for it"
        ),
        pytest.param(date(2030, 9, 6), date(2030, 9, 9), WorkingSpan(1, True), id="a year nobody knows"),
    ],
)
def test_working_days_are_counted_after_the_first_day(start: date, end: date, span: WorkingSpan) -> None:
    assert working_days_between(start, end) == span


def test_the_local_table_wins() -> None:
    local = Workdays(holidays=frozenset({date(2026, 9, 8)}), makeup=frozenset({date(2026, 9, 12)}))
    assert is_working_day(date(2026, 9, 8), local) == (False, False)
    assert is_working_day(date(2026, 9, 12), local) == (True, False)
    assert working_days_between(date(2026, 9, 7), date(2026, 9, 12), local) == WorkingSpan(4)


def test_a_year_that_the_local_table_settles_is_not_provisional() -> None:
    assert is_working_day(date(2030, 9, 9), Workdays(years=frozenset({2030}))) == (True, False)


def test_a_wild_stretch_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="ten years"):
        working_days_between(date(1026, 1, 1), date(2026, 1, 1))


def test_no_file_is_an_empty_table(tmp_path: Path) -> None:
    assert read_workdays(tmp_path / "workdays.toml") == NOTHING_LOCAL


def test_the_shipped_table_loads() -> None:
    assert read_workdays(Path(__file__).parents[2] / "config" / "workdays.toml") == NOTHING_LOCAL


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("holiday = []", "unknown key 'holiday'"),
        ('holidays = ["2027-01-01"]', "holidays: expected a list of days"),
        ("holidays = [2027-01-01]\nmakeup = [2027-01-01]", "keep one of them"),
        ('years = ["2027"]', "expected a list of years"),
        ("years = [", "cannot be read"),
    ],
    ids=["a typo", "text for days", "both", "text for years", "no TOML"],
)
def test_a_mistake_in_the_table_is_named(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "workdays.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(WorkdaysError, match=words):
        read_workdays(path)


#: 国务院办公厅 yearly notices: days off that are weekdays stand as stretches, worked weekend days as days.
ARRANGED: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {
    2021: (
        ("01-01", "02-11/02-17", "04-05", "05-03/05-05", "06-14", "09-20/09-21", "10-01/10-07"),
        ("02-07", "02-20", "04-25", "05-08", "09-18", "09-26", "10-09"),
    ),
    2022: (
        ("01-03", "01-31/02-04", "04-04/04-05", "05-02/05-04", "06-03", "09-12", "10-03/10-07"),
        ("01-29", "01-30", "04-02", "04-24", "05-07", "10-08", "10-09"),
    ),
    2023: (
        ("01-02", "01-23/01-27", "04-05", "05-01/05-03", "06-22/06-23", "09-29/10-06"),
        ("01-28", "01-29", "04-23", "05-06", "06-25", "10-07", "10-08"),
    ),
    2024: (
        ("01-01", "02-12/02-16", "04-04/04-05", "05-01/05-03", "06-10", "09-16/09-17", "10-01/10-07"),
        ("02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"),
    ),
    2025: (
        ("01-01", "01-28/02-04", "04-04", "05-01/05-05", "06-02", "10-01/10-08"),
        ("01-26", "02-08", "04-27", "09-28", "10-11"),
    ),
    2026: (
        ("01-01/01-02", "02-16/02-23", "04-06", "05-01/05-05", "06-19", "09-25", "10-01/10-07"),
        ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10"),
    ),
}


@pytest.mark.parametrize("year", ARRANGED)
def test_every_day_of_a_year_is_as_the_state_council_arranged_it(year: int) -> None:
    """Each of the 365 days: off on weekdays of the notice, at work on its make-up days, else Monday to Friday."""
    off: set[date] = set()
    for stretch in ARRANGED[year][0]:
        first, _, last = stretch.partition("/")
        day, end = date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last or first}")
        while day <= end:
            off.add(day)
            day += timedelta(days=1)
    made_up = {date.fromisoformat(f"{year}-{one}") for one in ARRANGED[year][1]}
    assert all(one.weekday() >= 5 for one in made_up), "only weekend days are made up"
    day = date(year, 1, 1)
    while day.year == year:
        works = day in made_up or (day.weekday() < 5 and day not in off)
        assert is_working_day(day) == (works, False), day
        day += timedelta(days=1)


def test_the_end_of_a_known_year_reaches_into_an_unknown_one() -> None:
    assert working_days_between(date(2026, 12, 31), date(2027, 1, 4)) == WorkingSpan(2, provisional=True)
    settled = Workdays(years=frozenset({2027}), holidays=frozenset({date(2027, 1, 1)}))
    assert working_days_between(date(2026, 12, 31), date(2027, 1, 4), settled) == WorkingSpan(1)
