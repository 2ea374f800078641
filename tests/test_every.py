"""One test goes through a table, and says of each row that fails which it is, where and why."""

import pytest

from tests.every import every

ROWS = [(1, 1), pytest.param(2, 3, id="two and three"), (4, 4), (5, 6)]


@every(("one", "other"), ROWS)
def sums(one: int, other: int, most: int) -> None:
    assert one == other, "not the same"
    assert one < most


@every("one", [3, 0], ids=["fine", "nought"])
async def shares(one: int) -> None:
    assert 12 // one == 4


@every("one", "ab", ids=lambda one: one.upper())
def skips(one: str) -> None:
    if one == "b":
        pytest.skip("not today")


def test_each_row_that_fails_is_named_with_its_place_and_its_reason() -> None:
    with pytest.raises(pytest.fail.Exception) as caught:
        sums(most=5)
    head, *lines = str(caught.value).splitlines()
    assert head == "2 of 4 rows:"
    told = [one for one in lines if one.startswith("[")]
    assert [one.partition("]")[0] for one in told] == ["[two and three", "[5-6"]
    assert all("tests/test_every.py:12: AssertionError: not the same" in one for one in told)


def test_a_table_whose_rows_all_hold_says_nothing() -> None:
    every("one", range(9))(lambda one: None)()


def test_rows_may_be_made_when_the_test_runs() -> None:
    made: list[str] = []
    test = every("one", lambda: made)(lambda one: None)
    with pytest.raises(ValueError, match="no rows"):
        test()
    made += "ab"
    test()


async def test_a_row_that_breaks_in_a_coroutine_is_named_too() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"1 of 2 rows:\n\[nought\] .*ZeroDivisionError"):
        await shares()


def test_no_row_leaves_itself_out_unseen() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"1 of 2 rows:\n\[B\] skips"):
        skips()


@pytest.mark.parametrize(
    ("names", "rows", "ids"),
    [("one", [pytest.param(1, marks=pytest.mark.skip)], None), ("one, other", [(1, 2, 3)], None), ("one", [1, 2], ["a"]), ("one", [], None)],
    ids=["marked", "too long", "ids are missing", "empty"],
)  # fmt: skip
def test_a_table_that_is_none_is_refused_at_once(
    names: str, rows: list[object], ids: list[str] | None
) -> None:
    with pytest.raises(ValueError):
        every(names, rows, ids)


@every("one", [1, 2])
@pytest.mark.parametrize("other", [1, 2])
def test_it_stands_beside_parametrize_and_fixtures(one: int, other: int, tmp_path: object) -> None:
    assert one * other > 0
    assert tmp_path
