"""What counts as published, for whom, and when a unit may be named for too little."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from monitor.domain.ledger import Article, ArticleLedger, DayBasis
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Outcome
from monitor.quarter.classes import ColumnClass
from monitor.quarter.names import names_of
from monitor.quarter.output import count_output
from monitor.quarter.rows import Output, UnitOutput
from monitor.quarter.settings import ReportSettings
from monitor.quarter.span import Span, within

from .cases import (
    OTHER,
    QUARTER,
    SPAN,
    TOWN,
    UNITS,
    article,
    column,
    ledger,
    month,
    settings,
    site,
    watched,
)

SITE = site(column())


def counted(found: ArticleLedger, said: ReportSettings | None = None, span: Span = SPAN) -> Output:
    said = said or settings()
    names = names_of(UNITS, [SITE], said.outside)
    return count_output([SITE], {"s": found}, names, said, UNITS, span)


def town(output: Output, id: str = TOWN.id) -> UnitOutput:
    [row] = [one for group in output.groups for one in group.units if one.unit == id]
    return row


@pytest.mark.parametrize(
    ("one", "value"),
    [
        pytest.param(article(date(2026, 7, 1)), 1, id="the first day"),
        pytest.param(article(date(2026, 9, 30)), 1, id="the last day"),
        pytest.param(article(date(2026, 6, 30)), 0, id="the day before"),
        pytest.param(article(date(2026, 10, 1)), 0, id="the day after"),
        pytest.param(article(date(2026, 8, 1), known=DayBasis.LISTED), 1, id="only listed"),
        pytest.param(article(date(2026, 8, 1), known=DayBasis.FILE), 1, id="a file"),
        pytest.param(article(date(2026, 8, 1), known=DayBasis.UNDATED), 0, id="undated"),
        pytest.param(article(None, known=DayBasis.NOTHING), 0, id="no day at all"),
    ],
)
def test_what_counts_as_published_in_the_quarter(one: Article, value: int) -> None:
    assert counted(ledger([one])).total.value == value


def test_what_only_a_list_claims_is_told_apart() -> None:
    figure = counted(
        ledger([article(date(2026, 8, 1)), article(date(2026, 8, 2), known=DayBasis.LISTED)])
    ).total
    assert (figure.value, figure.confirmed, figure.claimed) == (2, 1, 1)
    assert figure.evidence == ("ob_0801_0", "ob_0802_0")


def test_a_document_in_two_columns_counts_once() -> None:
    one = article(date(2026, 8, 1), n=7)
    copy = replace(one, url=one.url.replace("/yw/", "/tz/"))
    other = replace(one, url=one.url.replace("/yw/", "/gs/"), title="别的信息")
    assert len(within([one, copy, other], QUARTER.first, QUARTER.last)) == 2


@pytest.mark.parametrize(
    ("months", "outcome", "short"),
    [
        pytest.param((10, 10, 10), Outcome.PASS, (), id="just enough"),
        pytest.param((10, 9, 10), Outcome.FAIL, (8,), id="one short month"),
        pytest.param((0, 0, 0), Outcome.FAIL, (7, 8, 9), id="nothing at all"),
        pytest.param((30, 30, 9), Outcome.FAIL, (9,), id="much does not make up for little"),
    ],
)
def test_ten_a_month_is_owed_every_month(
    months: tuple[int, ...], outcome: Outcome, short: tuple[int, ...]
) -> None:
    found = [one for n, count in enumerate(months, 7) for one in month(n, count, "东升街道")]
    row = town(counted(ledger(found)))
    assert (row.outcome, row.short_months) == (outcome, short)
    assert [one.value for one in row.months] == list(months)


ENOUGH = [one for n in (7, 9) for one in month(n, 10, "东升街道")]


@pytest.mark.parametrize(
    "open_items",
    [
        pytest.param(month(8, 1, "福州日报"), id="a source nobody knows"),
        pytest.param([article(date(2026, 8, 5), n=5, columns=())], id="no source and no owner"),
        pytest.param(month(8, 1, "东升街道", known=DayBasis.LISTED), id="a page nobody read"),
    ],
)
def test_a_unit_is_not_named_while_something_may_be_its(open_items: list[Article]) -> None:
    nine = month(8, 9, "东升街道", columns=("yw",))
    nine = [replace(one, url=f"{one.url}x") for one in nine]
    row = town(counted(ledger([*ENOUGH, *nine, *open_items])))
    assert (row.outcome, row.short_months) == (Outcome.UNKNOWN, ())


def test_a_source_from_outside_is_nobodys_and_keeps_no_one_from_being_named() -> None:
    found = [*ENOUGH, *month(8, 9, "东升街道"), *month(8, 5, "新华社")]
    output = counted(ledger(found), settings(outside=("新华社",)))
    assert town(output).outcome is Outcome.FAIL
    assert (output.outside.value, output.unresolved) == (5, ())


def test_unresolved_sources_are_listed_most_frequent_first() -> None:
    output = counted(ledger([*month(7, 2, "甲报社"), *month(8, 3, "乙电视台")]))
    assert [(one.name, one.count.value) for one in output.unresolved] == [("乙电视台", 3), ("甲报社", 2)]
    assert output.total.value == 5


def test_on_lists_that_were_not_followed_nobody_is_named() -> None:
    output = counted(ledger(ENOUGH, listings=[]))
    assert (output.complete, output.sites[0].uncovered) == (False, ("yw",))
    assert town(output).outcome is Outcome.UNKNOWN
    assert town(output, OTHER.id).outcome is Outcome.UNKNOWN


def test_a_month_under_way_names_nobody() -> None:
    span = Span(QUARTER, datetime(2026, 8, 20, 9, tzinfo=SHANGHAI))
    row = town(counted(ledger([*month(7, 10, "东升街道"), *month(8, 2, "东升街道")]), span=span))
    assert (row.outcome, row.short_months) == (Outcome.PASS, ())


def test_without_a_minimum_nothing_is_held_against_anybody() -> None:
    row = town(counted(ledger(), settings(output_minimum=None)))
    assert row.outcome is Outcome.NOT_APPLICABLE


def test_an_uncounted_column_neither_counts_nor_makes_the_count_incomplete() -> None:
    left_out = settings(uncounted=ColumnClass(columns=frozenset({("s", "yw")}), configured=True))
    output = counted(ledger(ENOUGH, listings=[]), left_out)
    assert (output.total.value, output.complete, output.uncounted) == (0, True, 1)


@pytest.mark.parametrize(
    ("first", "value"), [(date(2026, 4, 1), 2), (QUARTER.first, None)], ids=["followed", "not"]
)
def test_last_quarters_total_is_stated_only_when_its_lists_were_followed(
    first: date, value: int | None
) -> None:
    found = ledger([*month(5, 2, "东升街道"), *ENOUGH], listings=watched(first=first))
    assert counted(found).before.value == value


def test_a_month_still_to_come_is_not_a_zero() -> None:
    span = Span(QUARTER, datetime(2026, 8, 20, 9, tzinfo=SHANGHAI))
    assert [one.value for one in town(counted(ledger(ENOUGH), span=span)).months] == [10, 0, None]
