"""Working days: holidays, make-up days, the local table, and years that nobody knows yet."""

from datetime import date
from pathlib import Path

import pytest

from monitor.workdays import (
    NOTHING_LOCAL,
    Span,
    Workdays,
    WorkdaysError,
    is_working_day,
    read_workdays,
    working_days_between,
)


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        pytest.param(date(2026, 9, 7), date(2026, 9, 7), Span(0), id="the same day"),
        pytest.param(date(2026, 9, 8), date(2026, 9, 7), Span(0), id="the interpretation came first"),
        pytest.param(date(2026, 9, 4), date(2026, 9, 7), Span(1), id="over a weekend"),
        pytest.param(date(2026, 9, 30), date(2026, 10, 8), Span(1), id="over the National Day week"),
        pytest.param(date(2026, 10, 8), date(2026, 10, 10), Span(2), id="the Saturday that makes up for it"),
        pytest.param(date(2030, 9, 6), date(2030, 9, 9), Span(1, True), id="a year nobody knows"),
    ],
)
def test_working_days_are_counted_after_the_first_day(start: date, end: date, span: Span) -> None:
    assert working_days_between(start, end) == span


def test_the_local_table_wins() -> None:
    local = Workdays(holidays=frozenset({date(2026, 9, 8)}), makeup=frozenset({date(2026, 9, 12)}))
    assert is_working_day(date(2026, 9, 8), local) == (False, False)
    assert is_working_day(date(2026, 9, 12), local) == (True, False)
    assert working_days_between(date(2026, 9, 7), date(2026, 9, 12), local) == Span(4)


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
