"""Due soon means one thing: what opens a finding is what the dashboard lists and what a mail announces."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alerts.ladder import ladder_of
from monitor.assess.due import DuePolicy, due_soon, policy_of
from monitor.assess.findings import grade_of
from monitor.config.settings import AlertsTable
from monitor.domain.finding import Grade, Owed, Standing
from monitor.domain.sentence import written
from monitor.domain.settings import AlertsSettings
from monitor.domain.verdict import Outcome
from monitor.web.pages.owed import filtered

TODAY = date(2026, 11, 20)
#: Filters of a list that let everything through but what is not near.
NEAR = {"unit": "", "site": "", "q": "", "outcome": "due"}
SETTINGS = AlertsSettings(column_days=(10, 5), message_days=(3,), account_days=(2, 1))


def standing(outcome: str, owed: str, left: int | None, period: int | None) -> Standing:
    due = TODAY + timedelta(days=left) if left is not None else None
    return Standing(
        subject="s", rule="r", owed=Owed(owed), name="n", outcome=Outcome(outcome), days_left=left, due_on=due,
        newest=due - timedelta(days=period) if due and period else None, reason=written("", ""),
    )  # fmt: skip


STANDINGS = st.builds(
    standing,
    st.sampled_from([one.value for one in Outcome]),
    st.sampled_from([one.value for one in Owed]),
    st.none() | st.integers(0, 40),
    st.none() | st.integers(1, 90),
)
POLICIES = st.sampled_from([DuePolicy(), policy_of(SETTINGS)])


@given(STANDINGS, POLICIES)
def test_findings_and_dashboard_call_the_same_things_due_soon(one: Standing, policy: DuePolicy) -> None:
    near = due_soon(one, policy)
    assert (grade_of(one, policy) is Grade.DUE) is near
    assert bool(filtered([one], NEAR, policy)) is near


@given(STANDINGS)
def test_what_is_due_soon_stands_on_a_rung_of_the_mails_ladder(one: Standing) -> None:
    if due_soon(one, policy_of(SETTINGS)):
        assert one.days_left is not None
        assert ladder_of(SETTINGS).rung(one.owed, one.days_left) is not None


@pytest.mark.parametrize(
    ("owed", "left", "near"),
    [("column", 10, True), ("column", 11, False), ("message", 3, True), ("message", 4, False), ("indicator", 2, True), ("indicator", 3, False)],
)  # fmt: skip
def test_the_configuration_says_how_early(owed: str, left: int, near: bool) -> None:
    assert due_soon(standing("pass", owed, left, None), policy_of(SETTINGS)) is near


def test_without_a_word_of_the_configuration_its_own_defaults_hold() -> None:
    assert (
        policy_of(AlertsSettings()) == policy_of(AlertsSettings(**AlertsTable().model_dump())) == DuePolicy()
    )


def test_a_weekly_column_is_not_due_soon_all_its_life() -> None:
    weekly = standing("pass", "column", 4, 7)
    assert not due_soon(weekly, DuePolicy())
    assert due_soon(replace(weekly, days_left=3), DuePolicy())
