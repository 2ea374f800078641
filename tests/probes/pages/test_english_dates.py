"""Dates with English months."""

from datetime import date

import pytest

from probes.pages.dates.english_dates import figures, find_english_dates


@pytest.mark.parametrize(
    "text",
    [
        "March 5, 2026",
        "Mar. 5, 2026",
        "MAR 05 2026",
        "March 5th, 2026",
        "5 March 2026",
        "05-Mar-2026",
        "5th Mar, 2026",
    ],
)
def test_a_day_in_every_spelling(text: str) -> None:
    assert [one.on for one in find_english_dates(f"Updated: {text}. More")] == [date(2026, 3, 5)]


@pytest.mark.parametrize(
    "text", ["February 30, 2026", "Smarch 5, 2026", "May 2026", "5 May", "March 5, 20261"]
)
def test_no_day(text: str) -> None:
    assert find_english_dates(text) == ()


def test_a_month_and_its_year_in_figures() -> None:
    assert [figures(one) for one in ("Nov 2026", "November, 2026", "Nov 5", "2026-11")] == [
        "2026-11",
        "2026-11",
        "Nov 5",
        "2026-11",
    ]
