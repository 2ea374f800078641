"""Findings: opened once, one episode through repeats, closed by a pass, untouched by what is unknown."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.assess.findings import FindingChanges, grade_of, is_configured, update
from monitor.domain.finding import Act, Finding, Grade, Owed, Standing
from monitor.domain.sentence import written
from monitor.domain.site import Board, Column, Site
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Outcome
from monitor.wording.say import say
from tests.every import every

NOW = datetime(2026, 11, 20, 6, 30, tzinfo=SHANGHAI)
TODAY = NOW.date()


def standing(outcome: str = "fail", left: int | None = None, **more: Any) -> Standing:
    plain = Standing(
        subject="s", rule="site_unreachable", name="站点无法访问", outcome=Outcome(outcome), days_left=left,
        reason=written("why", "原因"), evidence=("ob_1",),
    )  # fmt: skip
    return replace(plain, **more)


def column(outcome: str, left: int | None = None, period: int = 14, **more: Any) -> Standing:
    due = TODAY + timedelta(days=left) if left is not None else None
    newest = due - timedelta(days=period) if due else None
    return standing(
        outcome, left, rule="column", part="c", owed=Owed.COLUMN, due_on=due, newest=newest, **more
    )


def night(
    held: list[Finding], *seen: Standing, episodes: dict[Any, int] | None = None, **more: Any
) -> FindingChanges:
    ids = count(1)
    return update(held, seen, NOW, episodes=episodes or {}, new_id=lambda: f"fi_{next(ids)}", **more)


def opened(*seen: Standing) -> list[Finding]:
    return list(night([], *seen).opened)


def test_a_fail_opens_one_and_names_its_evidence() -> None:
    [one] = opened(standing())
    assert (one.grade, one.episode, one.steps[0].act, one.steps[0].evidence) == (
        Grade.FAIL,
        1,
        Act.OPENED,
        ("ob_1",),
    )


def test_the_same_fault_again_is_the_same_episode() -> None:
    held = opened(standing())
    again = night(held, standing())
    assert (again.opened, again.closed, len(again.changed)) == ((), (), 1)
    assert again.changed[0].id == held[0].id


def test_a_pass_closes_it_and_its_return_is_a_new_episode() -> None:
    held = opened(standing())
    after = night(held, standing("pass"))
    assert (after.closed[0].closed_at, after.closed[0].steps[-1].act) == (NOW, Act.CLOSED)
    [back] = night([], standing(), episodes={held[0].key: 1}).opened
    assert back.episode == 2


@pytest.mark.parametrize("outcome", ["unknown"])
def test_unknown_neither_opens_nor_closes(outcome: str) -> None:
    assert night([], standing(outcome)) == FindingChanges()
    held = opened(standing())
    assert night(held, standing(outcome)).changed == tuple(held)


def test_due_soon_opens_and_a_fail_worsens_the_same_episode() -> None:
    held = opened(column("pass", 3))
    assert held[0].grade is Grade.DUE
    [worse] = night(held, column("fail", -1)).changed
    assert (worse.grade, worse.id, worse.steps[-1].act) == (Grade.FAIL, held[0].id, Act.WORSENED)


def test_a_fail_put_right_for_a_short_while_closes_and_the_near_limit_is_its_own() -> None:
    held = opened(column("fail", -3))
    after = night(held, column("pass", 2), episodes={held[0].key: 1})
    assert len(after.closed) == 1
    assert (after.opened[0].grade, after.opened[0].episode) == (Grade.DUE, 2)


@every(
    ("seen", "grade"),
    [
        (column("pass", 7), Grade.DUE),
        (column("pass", 8), None),
        (column("pass", 0), Grade.DUE),
        (column("pass", 5, period=7), None),
        (column("pass", 3, period=7), Grade.DUE),
        (column("not_applicable"), None),
        (column("pass"), None),
        (standing("pass", 30, owed=Owed.MESSAGE), Grade.DUE),
        (standing("pass", 31, owed=Owed.MESSAGE), None),
        (standing("pass", 4), Grade.DUE),
        (standing("pass", 5), None),
    ],
    ids=["a week before", "8 days", "last day", "weekly column, fresh", "weekly column, late", "exempt", "no limit", "message T-30", "T-31", "account day 10", "account day 9"],
)  # fmt: skip
def test_what_is_due_soon(seen: Standing, grade: Grade | None) -> None:
    assert grade_of(seen) is grade


def test_a_message_that_is_no_longer_open_closes_only_when_the_board_was_seen() -> None:
    held = opened(standing(rule="message", part="xx/1", owed=Owed.MESSAGE))
    whole = standing("pass", rule="replies_late")
    assert len(night(held, whole).closed) == 1
    assert night(held, replace(whole, outcome=Outcome.UNKNOWN, whole=False)).closed == ()
    assert night(held).closed == ()


def test_a_retired_column_and_a_site_no_longer_watched_close() -> None:
    held = opened(column("fail", -1))
    assert len(night(held, standing("pass", rule="columns_overdue")).closed) == 1
    assert len(night(held, is_watched=lambda finding: False).closed) == 1


def test_a_column_and_a_letter_whose_board_was_taken_out_of_the_configuration_close_unseen() -> None:
    held = opened(column("fail", -1), standing(rule="message", part="xx/1", owed=Owed.MESSAGE), standing())
    unseen = [
        standing("unknown", rule=rule, whole=False)
        for rule in ("replies_late", "columns_overdue", "site_unreachable")
    ]
    site = Site(
        id="s", name="网站", url="http://a.test/", edition="fuzhou-2021",
        columns=(Column(id="c", name="栏目", url="http://a.test/c/"),), boards=(Board(id="xx", name="信箱", url="http://a.test/xx/"),),
    )  # fmt: skip
    after = night(held, *unseen, is_watched=lambda one: is_configured(one, site))
    assert after.closed == ()
    bare = replace(site, columns=(), boards=())
    after = night(held, *unseen, is_watched=lambda one: is_configured(one, bare))
    assert [one.rule for one in after.closed] == ["column", "message"]
    assert {say(one.steps[-1].said) for one in after.closed if one.steps[-1].said} == {
        "已不再负有该项义务（栏目停用、留言已答复或不再监测）"
    }


@given(st.lists(st.sampled_from(["pass", "fail", "unknown"]), max_size=30))
def test_at_most_one_episode_is_open_and_episodes_count_up(outcomes: list[str]) -> None:
    held: list[Finding] = []
    episodes: dict[Any, int] = {}
    state = "pass"
    for outcome in outcomes:
        after = night(held, standing(outcome), episodes=episodes)
        episodes.update({one.key: one.episode for one in after.opened})
        held = list(after.standing)
        state = state if outcome == "unknown" else outcome
        assert len(held) == (1 if state == "fail" else 0)
    known = [one for one in outcomes if one != "unknown"]
    falls = sum(one == "fail" and before != "fail" for before, one in pairwise(["pass", *known]))
    assert episodes.get(standing().key, 0) == falls


#: One night of one column: how it was seen. None: its site was judged and no longer names it; "dark": not judged.
SEEN = st.sampled_from(["far", "due", "fail", "unknown", "exempt", None, "dark"])


def seen_as(name: str, how: str) -> Standing:
    if how == "far":
        return column("pass", 10, 31, subject=name)
    if how == "due":
        return column("pass", 3, 31, subject=name)
    if how == "fail":
        return column("fail", -2, 31, subject=name)
    return column("not_applicable" if how == "exempt" else "unknown", subject=name)


def sight(name: str, how: str | None, is_whole_known: bool) -> list[Standing]:
    """What one site's judging says on a night."""
    if how == "dark":
        return []
    whole = standing("pass", rule="columns_overdue", subject=name, whole=is_whole_known)
    return [whole] if how is None else [whole, seen_as(name, how)]


def follow(state: tuple[str, int], how: str | None, is_whole_known: bool) -> tuple[str, int]:
    """The model: what stands open, "" nothing, and in which episode."""
    grade, episode = state
    if how in ("fail", "due"):
        return how, episode + (not grade or (grade, how) == ("fail", "due"))
    closes = how in ("far", "exempt") or (how is None and is_whole_known)
    return ("" if closes else grade), episode


@given(st.lists(st.tuples(SEEN, SEEN), max_size=25), st.booleans())
def test_two_columns_live_by_the_book_whatever_the_nights_bring(
    nights: list[tuple[str | None, str | None]], is_whole_known: bool
) -> None:
    held: list[Finding] = []
    episodes: dict[Any, int] = {}
    ids = count(1)
    model = {"a": ("", 0), "b": ("", 0)}
    for hows in nights:
        tonight = dict(zip("ab", hows, strict=True))
        seen = [one for name, how in tonight.items() for one in sight(name, how, is_whole_known)]
        after = update(held, seen, NOW, episodes=episodes, new_id=lambda: f"fi_{next(ids)}")
        model = {name: follow(model[name], how, is_whole_known) for name, how in tonight.items()}
        before, held = {one.id: one for one in held}, list(after.standing)
        episodes.update({one.key: one.episode for one in after.opened})
        assert {one.subject: (one.grade.value, one.episode) for one in held} == {
            name: state for name, state in model.items() if state[0]
        }
        assert not {one.id for one in after.opened} & set(before), "no id is used twice"
        assert {one.id for one in (*after.changed, *after.closed)} == set(before), "none is lost"
        for one in after.changed:
            if tonight[one.subject] in ("unknown", "dark"):
                assert one == before[one.id], "what is not known changes nothing"
        assert all(one.closed_at == NOW and one.steps[-1].act is Act.CLOSED for one in after.closed)


@given(st.lists(st.sampled_from(["civil", "town", None]), min_size=2, max_size=6))
def test_a_column_that_changes_hands_stays_one_episode_and_belongs_to_its_newest_unit(
    units: list[str | None],
) -> None:
    held: list[Finding] = []
    for unit in units:
        held = list(night(held, column("fail", -1, unit=unit)).standing)
    [one] = held
    assert (one.episode, one.standing.unit) == (1, units[-1])
