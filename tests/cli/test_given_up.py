"""The operator is told whose pages broke their readers."""

from monitor.app.round_words import NAMED, given_up
from monitor.collect.runner import ProbeResult
from monitor.wording.say import ENGLISH, say


def looked(part: str, reason: str) -> ProbeResult:
    return ProbeResult(
        id="ob_1", subject="a", probe="columns", part=part, kind="listing", state="unreadable", reason=reason, measured=False
    )  # fmt: skip


def test_a_night_without_such_pages_says_nothing_of_them() -> None:
    assert given_up([looked("c1", "no_list_found"), looked("c2", "")]) is None


def test_the_columns_are_named_each_once_and_many_are_counted() -> None:
    costly = [looked(f"c{n}", "too_costly") for n in range(NAMED + 2)]
    words = given_up([*costly, looked("c0", "reader_broke:sigsegv")])
    assert words is not None
    assert (
        say(words, ENGLISH)
        == f"{NAMED + 3} pages given up: a/c0, a/c1, a/c2, a/c3, a/c4 and 2 more (in the log)"
    )
