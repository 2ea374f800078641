"""Policies and what explains them: who belongs to whom, how many working days, in what form."""

from dataclasses import replace
from datetime import date

import pytest

from monitor.domain.ledger import Article, DayBasis
from monitor.domain.verdict import Outcome
from monitor.quarter.interpretations import by_unit, explains, form_of, pair
from monitor.quarter.names import names_of
from monitor.regulations.workdays import NOTHING_LOCAL, Workdays

from .cases import TOWN, UNITS, article

POLICY = article(date(2026, 9, 24), title="示例区人民政府关于印发《示例区城乡居民养老服务办法》的通知", n=1)


def explaining(on: date, title: str = "《示例区城乡居民养老服务办法》政策解读", **more: object) -> Article:
    return article(on, title=title, n=2, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "belongs"),
    [
        ("《示例区城乡居民养老服务办法》政策解读", True),
        ("一图读懂示例区城乡居民养老服务办法", True),
        ("关于《示例区城乡居民养老服务办法》的解读", True),
        ("视频解读:示例区城乡居民养老服务办法", True),
        ("《示例区城乡居民医疗保险办法》政策解读", False),
        ("政策解读", False),
        ("养老服务", False),
        ("", False),
    ],
)
def test_an_interpretation_names_its_policy(title: str, belongs: bool) -> None:
    assert explains(article(date(2026, 9, 25), title=title), POLICY) is belongs


@pytest.mark.parametrize(
    ("on", "days", "outcome"),
    [
        pytest.param(date(2026, 9, 24), 0, Outcome.PASS, id="the same day"),
        pytest.param(date(2026, 9, 30), 3, Outcome.PASS, id="the third working day, a holiday between"),
        pytest.param(date(2026, 10, 8), 4, Outcome.FAIL, id="the fourth, behind the National Day week"),
    ],
)
def test_three_working_days_are_allowed(on: date, days: int, outcome: Outcome) -> None:
    [row] = pair([POLICY], [explaining(on)], {}, 3, NOTHING_LOCAL)
    assert (row.working_days, row.outcome) == (days, outcome)


def test_the_local_table_moves_the_limit() -> None:
    local = Workdays(holidays=frozenset({date(2026, 9, 29)}))
    [row] = pair([POLICY], [explaining(date(2026, 9, 30))], {}, 2, local)
    assert (row.working_days, row.outcome) == (2, Outcome.PASS)


def test_without_a_configured_limit_the_delay_is_stated_and_nothing_decided() -> None:
    [row] = pair([POLICY], [explaining(date(2026, 11, 30))], {}, None, NOTHING_LOCAL)
    assert (row.outcome, row.working_days is not None) == (Outcome.UNKNOWN, True)


def test_a_policy_without_interpretation_is_for_people() -> None:
    [row] = pair([POLICY], [], {}, 3, NOTHING_LOCAL)
    assert (row.outcome, row.on, row.evidence) == (Outcome.UNKNOWN, None, POLICY.evidence)


def test_a_day_that_only_a_list_claims_proves_no_delay() -> None:
    [row] = pair([POLICY], [explaining(date(2026, 10, 30), known=DayBasis.LISTED)], {}, 3, NOTHING_LOCAL)
    assert row.outcome is Outcome.UNKNOWN


def test_a_delay_over_a_year_without_holiday_table_is_provisional() -> None:
    policy = replace(POLICY, on=date(2030, 9, 2))
    [row] = pair([policy], [explaining(date(2030, 9, 30))], {}, 3, NOTHING_LOCAL)
    assert (row.provisional, row.outcome) == (True, Outcome.UNKNOWN)


@pytest.mark.parametrize(
    ("title", "columns", "form"),
    [
        ("图解:养老服务办法", [], "图文"),
        ("养老服务办法", ["政策解读/视频解读"], "音视频"),
        ("养老服务办法政策解读", ["政策解读"], ""),
    ],
)
def test_the_form_is_told_by_title_or_column_only(title: str, columns: list[str], form: str) -> None:
    assert form_of(article(date(2026, 9, 1), title=title), columns) == form


@pytest.mark.parametrize(
    ("forms", "over", "complete", "outcome"),
    [
        pytest.param(["图文"], False, False, Outcome.PASS, id="one is enough at once"),
        pytest.param([""], True, True, Outcome.UNKNOWN, id="its form is for people"),
        pytest.param([], True, True, Outcome.FAIL, id="none in a whole year that was followed"),
        pytest.param([], True, False, Outcome.UNKNOWN, id="none on lists that were not followed"),
        pytest.param([], False, True, Outcome.UNKNOWN, id="the year is not over"),
    ],
)
def test_one_interpretation_a_unit_and_year(
    forms: list[str], over: bool, complete: bool, outcome: Outcome
) -> None:
    found = [article(date(2026, 8, 1), "东升街道", n=n) for n in range(len(forms))]
    told = {one.url: form for one, form in zip(found, forms, strict=True)}
    [row] = by_unit([TOWN], found, found, told, names_of(UNITS, []), 1, year_is_over=over, complete=complete)
    assert row.outcome is outcome
