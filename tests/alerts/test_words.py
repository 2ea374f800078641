"""Words that pages and people chose, made fit for a mail."""

from datetime import date

import pytest

from monitor.alerts.words import clean, day_words, days_words

from .nights import HOSTILE


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_a_page_says_is_one_short_line_that_can_be_encoded(text: str) -> None:
    got = clean(text, 40)
    assert len(got) <= 40
    assert len(got.splitlines()) <= 1
    assert got.isprintable()
    got.encode("utf-8")


def test_a_line_that_was_cut_says_so() -> None:
    assert clean("一二三四五", 5) == "一二三四五"
    assert clean("一二三四五六", 5) == "一二三四…"


@pytest.mark.parametrize(
    ("left", "words"), [(3, "剩3天"), (1, "剩1天"), (0, "今天到期"), (-1, "超期1天")], ids=str
)
def test_days_in_words(left: int, words: str) -> None:
    assert days_words(left) == words


def test_another_year_is_named() -> None:
    assert day_words(date(2026, 1, 2), date(2026, 11, 20)) == "1月2日"
    assert day_words(date(2020, 11, 3), date(2026, 11, 20)) == "2020年11月3日"
