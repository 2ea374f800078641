"""Declared frequencies over a whole quarter: a missed stretch must be proven."""

from datetime import date, datetime, timedelta

import pytest

from monitor.domain.ledger import ArticleLedger, DayBasis
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Outcome
from monitor.quarter.frequency import frequency_rows
from monitor.quarter.rows import FrequencyRow
from monitor.quarter.span import Span
from monitor.wording.say import say

from .cases import QUARTER, SPAN, article, column, ledger, site

MONDAYS = [date(2026, 7, 6) + timedelta(days=7 * n) for n in range(12)]


def row(
    frequency: str, days: list[date], *, span: Span = SPAN, found: ArticleLedger | None = None, **more: object
) -> FrequencyRow:
    held = found or ledger([article(day, n=n, **more) for n, day in enumerate(days)])  # type: ignore[arg-type]
    [only] = frequency_rows([site(column(frequency=frequency))], {"s": held}, {}, span)
    return only


JULY, AUGUST, SEPTEMBER = date(2026, 7, 31), date(2026, 8, 1), date(2026, 9, 30)


@pytest.mark.parametrize(
    ("frequency", "days", "outcome"),
    [
        pytest.param("weekly", MONDAYS, Outcome.PASS, id="every whole week"),
        pytest.param("weekly", MONDAYS[1:], Outcome.FAIL, id="a week without"),
        pytest.param("monthly", [JULY, AUGUST, SEPTEMBER], Outcome.PASS, id="one in each month"),
        pytest.param("monthly", [JULY, SEPTEMBER], Outcome.FAIL, id="no item in August"),
        pytest.param("quarterly", [date(2026, 7, 1)], Outcome.PASS, id="its first day"),
        pytest.param(
            "quarterly", [date(2026, 6, 30), date(2026, 10, 1)], Outcome.FAIL, id="before and after"
        ),
        pytest.param(
            "biweekly",
            [date(2026, 7, 1) + timedelta(days=14 * n) for n in range(7)],
            Outcome.PASS,
            id="14 days apart",
        ),
        pytest.param(
            "biweekly",
            [date(2026, 7, 1) + timedelta(days=15 * n) for n in range(7)],
            Outcome.FAIL,
            id="15 days apart",
        ),
    ],
)
def test_the_quarters_own_frequencies(frequency: str, days: list[date], outcome: Outcome) -> None:
    assert row(frequency, days).outcome is outcome


def test_what_was_missed_is_named() -> None:
    assert [say(one) for one in row("monthly", [JULY, SEPTEMBER]).missed] == ["8月"]


@pytest.mark.parametrize(
    ("frequency", "newest", "outcome"),
    [
        ("semiannual", date(2026, 4, 1), Outcome.PASS),
        ("semiannual", date(2026, 3, 31), Outcome.UNKNOWN),
        ("annual", date(2025, 10, 1), Outcome.PASS),
        ("five-yearly", date(2021, 10, 1), Outcome.PASS),
    ],
)
def test_longer_frequencies_look_back_from_the_quarters_end(
    frequency: str, newest: date, outcome: Outcome
) -> None:
    """Nothing proves a half-year that was watched for three months only."""
    assert row(frequency, [newest]).outcome is outcome


@pytest.mark.parametrize("known", [DayBasis.LISTED, DayBasis.NOTHING])
def test_an_item_of_no_certain_day_keeps_a_month_open(known: DayBasis) -> None:
    held = ledger(
        [
            article(JULY),
            article(SEPTEMBER),
            article(date(2026, 8, 5) if known is DayBasis.LISTED else None, n=3, known=known),
        ]
    )
    assert row("monthly", [], found=held).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("listed", "outcome"),
    [(None, Outcome.FAIL), (date(2026, 8, 5), Outcome.UNKNOWN), (date(2026, 5, 5), Outcome.FAIL)],
    ids=["an_undated_row", "a_row_in_the_stretch", "an_old_row"],
)
def test_an_undated_page_in_an_undated_row_is_no_update(listed: date | None, outcome: Outcome) -> None:
    held = ledger([article(JULY), article(SEPTEMBER), article(listed, known=DayBasis.UNDATED)])
    assert row("monthly", [], found=held).outcome is outcome


def test_a_list_that_was_not_followed_proves_nothing() -> None:
    assert row("monthly", [], found=ledger(listings=[])).outcome is Outcome.UNKNOWN


def test_a_month_under_way_owes_nothing_yet() -> None:
    span = Span(QUARTER, datetime(2026, 8, 20, tzinfo=SHANGHAI))
    assert row("monthly", [JULY], span=span).outcome is Outcome.PASS
    assert row("quarterly", [], span=span).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("kind", "frequency"), [("link", "monthly"), ("general", "realtime"), ("general", None)]
)
def test_links_and_columns_of_no_countable_frequency_are_left_out(kind: str, frequency: str | None) -> None:
    one = column(kind=kind, frequency=frequency)
    assert frequency_rows([site(one)], {"s": ledger()}, {}, SPAN) == ()
