"""Pages in other shells: the day a careful reader takes, and where it cannot be told, no day rather than a wrong one."""

from datetime import date, datetime

import pytest

from monitor.domain.content import Dated, Undated, Unreadable
from monitor.domain.timing import SHANGHAI
from probes.pages.article.article import read_article
from probes.pages.article.ranker import load_ranker
from probes.pages.article.rules import ROWS, VETOES
from tests.every import every
from tests.probes.pages.other_articles import OTHERS, trs

NOW = datetime(2025, 11, 26, 10, tzinfo=SHANGHAI)
#: Other articles' days stand between title and line: no answer is right, a wrong one is not.
UNSURE = {"related_above_dated", "hot_ranking_between", "published_by_on"}


@every("name", OTHERS)
def test_an_article_has_its_own_day_or_none(name: str) -> None:
    html, url, truth = OTHERS[name]
    published = read_article(html, url, now=NOW).published
    said = published.on if isinstance(published, Dated) else None
    assert said == truth or (name in UNSURE and said is None)
    assert truth is None or not isinstance(published, Undated)


STRUCK = [name for name, (_, _, truth) in OTHERS.items() if truth == date(2024, 6, 3)]


@every("name", [name for name in STRUCK if "发布" in OTHERS[name][0] and "2024-06-03" in OTHERS[name][0]])
def test_no_other_day_answers_for_a_label_that_is_not_understood(name: str) -> None:
    html, url, _ = OTHERS[name]
    reading = read_article(html.replace("2024-06-03", "甲辰年四月廿七"), url, now=NOW)
    assert not isinstance(reading.published, Dated), (reading.published, reading.decided_by)


def test_what_decided_is_kept_with_what_spoke_for_and_against() -> None:
    html, url, _ = OTHERS["issued_and_published"]
    reading = read_article(html, url, now=NOW, every=True)
    chosen, other = reading.candidates[:2]
    assert reading.decided_by == chosen.rule == "publishing_label_under_title"
    assert "+label.publishing" in chosen.signs
    assert (other.on, other.rule) == (date(2024, 5, 20), "strange_label")
    assert reading.chance is not None
    assert reading.chance > 90


def test_ids_are_kept_for_good_and_stand_once() -> None:
    ids = [one.id for one in (*VETOES, *ROWS)]
    assert len(ids) == len(set(ids))
    assert load_ranker().labels, "the shipped weights name the labels they come from"


@pytest.mark.parametrize(
    "line", ["<p>发布时间：—— 更新时间：2025-11-20</p>", "<p>发表于 —— | 更新于 2025-11-20</p>"]
)
def test_the_day_of_a_change_does_not_answer_for_the_publish_day(line: str) -> None:
    reading = read_article(trs(line), now=NOW)
    assert isinstance(reading.published, Unreadable), (reading.published, reading.decided_by)
