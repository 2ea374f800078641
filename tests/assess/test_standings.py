"""Standings: every indicator, column and open message, as its verdict has it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from monitor.assess.standings import standings
from monitor.domain.finding import Owed
from monitor.domain.sentence import written
from monitor.domain.site import Centre, Column, Site, Unit, Watch
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Clause, Outcome, PartKind, Sort, Threshold, Verdict, VerdictPart
from monitor.wording.say import say
from tests.every import every

NOW = datetime(2026, 11, 20, 2, tzinfo=SHANGHAI)
SITE = Site(
    id="county",
    name="闽江县人民政府",
    url="http://127.0.0.1/",
    unit="office",
    edition="fuzhou-2021",
    columns=(Column(id="news", name="政务要闻", url="http://127.0.0.1/yw/", unit="civil"),),
)
WATCH = Watch(
    edition="fuzhou-2021",
    centre=Centre(name="中心"),
    units=(Unit(id="office", name="县政府办"), Unit(id="civil", name="县民政局", aliases=("民政局",))),
    sites=(SITE,),
)
SAID = written("said", "所言")


def verdict(rule: str, outcome: Outcome, **more: object) -> Verdict:
    clause = Clause(
        id=f"veto.{rule}", edition="fuzhou-2021", rule=rule, subject="site", sort=Sort.VETO, name="指标", text="", source=""
    )  # fmt: skip
    plain = Verdict(
        subject="county", rule=rule, clause=clause, outcome=outcome, decided_at=NOW, window=(NOW, NOW),
        measured={}, coverage=1.0, reason=SAID, needs=SAID, evidence=("ob_1",),
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def test_an_indicator_belongs_to_the_sites_unit() -> None:
    [one] = standings(WATCH, {"county": [verdict("site_unreachable", Outcome.FAIL)]})
    assert (one.key, one.unit, one.veto, one.outcome) == (
        ("county", "site_unreachable", ""),
        "office",
        True,
        Outcome.FAIL,
    )


def test_a_column_belongs_to_its_own_unit_and_days_over_are_negative_days_left() -> None:
    late = VerdictPart(
        kind=PartKind.COLUMN,
        id="news", outcome=Outcome.FAIL, state="stale", newest=date(2026, 11, 1), due_on=date(2026, 11, 15),
        days_over=5, unit="civil", reason=SAID,
    )  # fmt: skip
    given = verdict("columns_overdue", Outcome.PASS, parts=(late,))
    _, column = standings(WATCH, {"county": [given]})
    assert (column.owed, column.name, column.unit, column.days_left) == (
        Owed.COLUMN,
        "政务要闻",
        "civil",
        -5,
    )


def test_a_message_goes_to_the_unit_its_board_names_by_any_of_its_names() -> None:
    row = VerdictPart(
        kind=PartKind.MESSAGE, id="xx/1", outcome=Outcome.PASS, name="路灯", newest=date(2026, 9, 1), due_on=date(2026, 12, 1),
        days_left=11, unit="民政局",
    )  # fmt: skip
    given = verdict("replies_late", Outcome.PASS, parts=(row,))
    _, message = standings(WATCH, {"county": [given]})
    assert (message.owed, message.unit, message.due_on, message.outcome) == (
        Owed.MESSAGE,
        "civil",
        date(2026, 12, 1),
        Outcome.PASS,
    )


def test_a_message_past_its_day_fails_with_the_verdicts_evidence() -> None:
    row = VerdictPart(
        kind=PartKind.MESSAGE, id="xx/1", outcome=Outcome.FAIL, name="路灯", newest=date(2026, 8, 1), due_on=date(2026, 11, 1),
        days_over=19,
    )  # fmt: skip
    given = verdict("replies_late", Outcome.FAIL, parts=(row,))
    _, message = standings(WATCH, {"county": [given]})
    assert (message.outcome, message.unit, message.evidence) == (Outcome.FAIL, "office", ("ob_1",))


def stands(day: int | None, outcome: Outcome = Outcome.PASS) -> VerdictPart:
    due = date(2026, 11, day) if day else None
    return VerdictPart(kind=PartKind.COLUMN, id=f"c{day}", outcome=outcome, due_on=due, reason=SAID)


@every(
    ("outcome", "columns", "due"),
    [
        pytest.param(Outcome.PASS, [stands(20), stands(21), stands(23)], 21, id="the second to run out reaches the limit"),
        pytest.param(Outcome.PASS, [stands(1, Outcome.FAIL), stands(29), stands(22)], 22, id="one is late already"),
        pytest.param(Outcome.PASS, [stands(22), stands(None)], None, id="too few have a day"),
        pytest.param(Outcome.PASS, [stands(20), stands(20)], 20, id="today is the last day"),
        pytest.param(Outcome.PASS, [stands(1, Outcome.FAIL), stands(2, Outcome.FAIL)], None, id="signed after two looks disagreed"),
        pytest.param(Outcome.PASS, [stands(1, Outcome.FAIL), stands(2, Outcome.FAIL), stands(22)], None, id="signed, one more with a day"),
        pytest.param(Outcome.FAIL, [stands(1, Outcome.FAIL), stands(2, Outcome.FAIL), stands(22)], None, id="failed"),
    ],
)  # fmt: skip
def test_a_clause_that_counts_columns_is_due_when_so_many_will_have_run_out(
    outcome: Outcome, columns: list[VerdictPart], due: int | None
) -> None:
    given = verdict("columns_stale", outcome, parts=tuple(columns))
    limit = {"fail_from_columns": Threshold(">=", 2)}
    [one, *_] = standings(WATCH, {"county": [replace(given, clause=replace(given.clause, limit=limit))]})
    assert one.due_on == (date(2026, 11, due) if due else None)
    assert one.days_left == (due - 20 if due else None)
    assert ("均不更新的" in say(one.reason)) is (due is not None)


def test_a_clause_that_nobody_can_tell_says_when_it_fails_all_the_same_and_is_not_due() -> None:
    rows = (stands(21), stands(22), stands(23), stands(1, Outcome.UNKNOWN))
    given = verdict("columns_stale", Outcome.UNKNOWN, parts=rows)
    limit = {"fail_from_columns": Threshold(">=", 2)}
    [one, *_] = standings(WATCH, {"county": [replace(given, clause=replace(given.clause, limit=limit))]})
    assert (one.outcome, one.due_on, one.days_left) == (Outcome.UNKNOWN, None, None)
    assert "11-22后将有2个超期" in say(one.reason)
