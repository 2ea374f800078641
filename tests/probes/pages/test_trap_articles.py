"""Markup that misleads is not believed: no newer day, no day of another, and never `undated` where a day is kept out of sight."""

from datetime import datetime

from monitor.domain.content import Dated, Undated
from monitor.domain.timing import SHANGHAI
from probes.pages.article.article import read_article
from tests.every import every
from tests.probes.pages.trap_articles import NO_DAY, NOT_UNDATED, READ, UNDATED, D, trap

NOW = datetime(2026, 11, 21, 9, tzinfo=SHANGHAI)
URL = "http://www.example.gov.cn/zwgk/zcwj/202409/abc_3311.html"


@every("name", READ)
def test_the_day_is_read_past_what_misleads(name: str) -> None:
    published = read_article(READ[name], URL, now=NOW).published
    assert isinstance(published, Dated)
    assert published.on == D


@every("name", NO_DAY)
def test_another_things_day_is_no_publish_day(name: str) -> None:
    assert not isinstance(read_article(NO_DAY[name], URL, now=NOW).published, Dated)


@every("name", NOT_UNDATED)
def test_a_day_kept_out_of_sight_is_not_undated(name: str) -> None:
    published = read_article(NOT_UNDATED[name], URL, now=NOW).published
    assert not isinstance(published, Undated)
    assert not isinstance(published, Dated) or published.on == D


@every("words", UNDATED)
def test_figures_that_are_no_day_leave_a_page_undated(words: str) -> None:
    assert read_article(trap(f"<p>{words}</p>"), now=NOW).published == Undated()
