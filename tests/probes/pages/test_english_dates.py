"""Dates with the name of a month."""

from datetime import date

from probes.pages.dates.english_dates import figures, find_english_dates, find_year_last
from tests.every import every


@every(
    "text",
    [
        "March 5, 2026",
        "Mar. 5, 2026",
        "MAR 05 2026",
        "March 5th, 2026",
        "5 March 2026",
        "05-Mar-2026",
        "5th Mar, 2026",
        "三月 5, 2026",
        "3月 5日，2026",
        "5 三月 2026",
        "05 3月, 2026",
    ],
)
def test_a_day_in_every_spelling(text: str) -> None:
    assert [one.on for one in find_english_dates(f"Updated: {text}. More")] == [date(2026, 3, 5)]


@every(
    "text",
    [
        "February 30, 2026",
        "Smarch 5, 2026",
        "May 2026",
        "5 May",
        "March 5, 20261",
        "2月 30, 2026",
        "13月 5, 2026",
        "2026年3月5日",
        "3月 5",
        "1 3月 5, 2026",
    ],
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


@every(
    ("text", "days"),
    [
        ("25/09/2024", [date(2024, 9, 25)]),
        ("Date: 09/25/2024", [date(2024, 9, 25)]),
        ("25.9.2024 10:20", [date(2024, 9, 25)]),
        ("05/03/2026", []),
        ("31/02/2026", []),
        ("25/09.2024", []),
        ("1.25.09.2024", []),
    ],
)
def test_a_day_whose_year_stands_last_where_it_can_be_but_one(text: str, days: list[date]) -> None:
    assert [one.on for one in find_year_last(text)] == days
