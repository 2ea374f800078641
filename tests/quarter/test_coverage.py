"""Which stretch the looks at a column account for: without a gap, from its oldest item on."""

from datetime import date

import pytest

from monitor.domain.content import Item, ListState
from monitor.domain.ledger import ArticleLedger, oldest_in_order
from monitor.domain.observation import Listing, OlderPage, StoredObservation
from monitor.domain.timing import midnight
from monitor.quarter.coverage import Stretch, accounted

Look = StoredObservation[Listing]


def look(read: str, *days: str, **more: object) -> Look:
    items = tuple(Item(title="甲", url=day, on=date.fromisoformat(f"2026-{day}")) for day in days)
    state = ListState.ITEMS if items else ListState.BLANK
    facts = Listing(**{"state": state, "items": items, **more})  # type: ignore[arg-type]
    return StoredObservation(id=f"ob_{read}", at=midnight(date.fromisoformat(f"2026-{read}")), facts=facts)


def stretch(first: str, last: str) -> Stretch:
    return Stretch(date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last}"))


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        pytest.param([], None, id="never looked"),
        pytest.param([look("08-10", state=ListState.UNREADABLE)], None, id="never readable"),
        pytest.param(
            [look("08-10", "08-09", "08-01")], stretch("08-02", "08-10"), id="its oldest day may be cut"
        ),
        pytest.param(
            [look("08-10")], Stretch(date.min, date(2026, 8, 10)), id="an empty list is all there was"
        ),
        pytest.param(
            [look("08-10", "08-01", total=1)], Stretch(date.min, date(2026, 8, 10)), id="its whole total"
        ),
        pytest.param(
            [look("08-10", "08-09", "08-01"), look("08-20", "08-19", "08-09")],
            stretch("08-02", "08-20"),
            id="two that meet",
        ),
        pytest.param(
            [look("08-10", "08-09", "08-01"), look("08-20", "08-19", "08-10")],
            stretch("08-11", "08-20"),
            id="two with a gap between",
        ),
        pytest.param(
            [look("08-10", "03-01", "08-09", "08-05")],
            stretch("08-06", "08-10"),
            id="an old item stands on top",
        ),
    ],
)
def test_the_stretch_that_is_accounted_for(looks: list[Look], expected: Stretch | None) -> None:
    assert accounted(ArticleLedger(site="s", listings={"c": looks}), "c") == expected


def test_a_walk_that_reached_its_day_accounts_for_all_since() -> None:
    facts = OlderPage(state=ListState.ITEMS, page=3, since=date(2026, 7, 1), reached=True)
    walked = StoredObservation(id="ob_b", at=midnight(date(2026, 8, 10)), facts=facts)
    looks = [look("08-20", "08-19", "08-09")]
    found = accounted(ArticleLedger(site="s", listings={"c": looks}, backlogs={"c": [walked]}), "c")
    assert found == stretch("07-01", "08-20")


def test_a_list_that_runs_from_old_to_new_accounts_for_nothing() -> None:
    """Its last row is from 2020, and what was published since stands on pages nobody read."""
    items = tuple(Item(title="通知", url=f"http://a/{n}", on=date(2020, 1, 1 + n)) for n in range(9))
    seen = StoredObservation(
        id="ob_1", at=midnight(date(2026, 8, 10)), facts=Listing(state=ListState.ITEMS, items=items)
    )
    assert accounted(ArticleLedger(site="s", listings={"yw": [seen]}), "yw") is None


def test_a_walk_that_broke_off_accounts_for_nothing() -> None:
    facts = OlderPage(state=ListState.ITEMS, page=3, since=date(2026, 7, 1))
    walked = StoredObservation(id="ob_b", at=midnight(date(2026, 8, 10)), facts=facts)
    assert accounted(ArticleLedger(site="s", backlogs={"c": [walked]}), "c") is None


def test_a_list_must_have_been_read_at_the_end_of_the_stretch() -> None:
    assert stretch("07-01", "09-29").covers(date(2026, 7, 1), date(2026, 9, 30))
    assert not stretch("07-01", "09-28").covers(date(2026, 7, 1), date(2026, 9, 30))
    assert not stretch("07-02", "09-30").covers(date(2026, 7, 1), date(2026, 9, 30))


def test_pinned_and_undated_items_say_nothing_of_the_oldest() -> None:
    items = [
        Item(title="顶", url="1", on=date(2020, 1, 1), pinned=True),
        Item(title="甲", url="2", on=date(2026, 8, 2)),
        Item(title="乙", url="3"),
    ]
    assert oldest_in_order(items) == date(2026, 8, 2)
    assert oldest_in_order(()) is None
