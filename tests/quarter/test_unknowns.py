"""Few unknowns: what the centre decides and hands in settles them, and each that stays says in one sentence what would."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bench.unknowns import share
from monitor.assess.standings import standings
from monitor.domain.sentence import Text, written
from monitor.domain.timing import DAY, midnight
from monitor.domain.verdict import Outcome, PartKind, Verdict, VerdictPart
from monitor.quarter.points import watched
from monitor.quarter.rows import Open
from monitor.quarter.settle import by_remedy
from monitor.rules.freshness._settle import CODES
from monitor.wording.say import for_unit, label
from tests.report.cases import verdict, watch

FIRST = date(2026, 8, 20)


def test_in_a_staged_district_at_most_fifteen_in_a_hundred_lines_are_unknown() -> None:
    unknown, total, settle = asyncio.run(share(7, decided=True))
    assert total > 180
    assert 100 * unknown <= 15 * total
    assert all(settle), "each says what would settle it"


def test_every_code_of_settlement_has_its_sentence() -> None:
    assert [one for one in CODES if label("settle", one) == one] == []


def at(outcome: str, day: date, window: int = 7) -> Verdict:
    moment = midnight(day + DAY) - timedelta(seconds=1)
    return replace(verdict("site_unreachable", outcome, moment), window=(moment - window * DAY, moment))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ((at("unknown", date(2026, 8, 22)), at("pass", date(2026, 9, 30))), ["pass"]),
        ((at("unknown", date(2026, 8, 22)), at("unknown", date(2026, 9, 30))), ["unknown", "unknown"]),
        ((at("fail", date(2026, 8, 22)), at("pass", date(2026, 9, 30))), ["fail", "pass"]),
        ((at("unknown", date(2026, 8, 31)), at("pass", date(2026, 9, 30))), ["unknown", "pass"]),
    ],
    ids=["began in its window", "never told", "a fail stays", "watched through its window"],
)  # fmt: skip
def test_a_quarter_is_judged_from_the_day_that_watching_began(
    given: Sequence[Verdict], kept: list[str]
) -> None:
    assert [one.outcome.value for one in watched(given, FIRST)] == kept
    assert watched(given, None) == given


def test_what_stays_open_is_grouped_by_what_would_settle_it() -> None:
    def row(remedy: str, people: bool = False) -> Open:
        facts: dict[str, Any] = {
            "subject": "s",
            "name": "甲",
            "indicator": "乙",
            "reason": written("c", "丙"),
        }
        return Open(**facts, people=people, remedy=written(remedy, remedy) if remedy else None)

    rows = [row("一"), row("二"), row("", people=True), row("", people=True), row("", people=True), row("二")]
    assert {for_unit(words): len(some) for words, some in by_remedy(rows, str).items()} == {
        "二": 2, "一": 1, "由责任人核查后签字": 3,
    }  # fmt: skip


def test_what_an_office_reads_alike_is_one_group_whatever_an_operator_reads() -> None:
    """An operator is told which account; the notice says the sentence once."""
    remedies = [
        Text("interaction_missing.needs_person", {"account": one, "rule": "interaction_missing"})
        for one in "甲乙"
    ]
    rows = [
        Open(subject=f"{n}", name="甲", indicator="乙", reason=written("c", "丙"), remedy=one)
        for n, one in enumerate(remedies)
    ]
    assert [len(some) for some in by_remedy(rows, str).values()] == [2]


def test_a_column_that_cannot_be_told_says_on_the_pages_what_would_settle_it() -> None:
    column = VerdictPart(
        kind=PartKind.COLUMN,
        id="yw",
        outcome=Outcome.UNKNOWN,
        state="unknown",
        reason=written("x", "某因"),
        settle="frequency",
    )
    given = {"s": [verdict("columns_overdue", "unknown", midnight(FIRST), parts=(column,))]}
    [one] = [one for one in standings(watch(), given) if one.part == "yw"]
    assert one.needs is not None
    assert for_unit(one.needs) == label("settle", "frequency")
