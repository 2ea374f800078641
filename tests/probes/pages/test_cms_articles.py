"""Pages of content systems whose first reading failed: their own day, or none, and never undated where one stands."""

from datetime import datetime

from monitor.domain.content import Dated, Undated, Unreadable
from monitor.domain.timing import SHANGHAI
from probes.pages.article.article import read_article
from probes.pages.article.rules import row_of
from tests.every import every
from tests.probes.pages.cms_articles import CMS, NOT_UNDATED

NOW = datetime(2025, 11, 26, 10, tzinfo=SHANGHAI)


@every("name", CMS)
def test_an_article_has_its_own_day_or_none(name: str) -> None:
    html, url, truth = CMS[name]
    reading = read_article(html, url, now=NOW)
    published = reading.published
    said = published.on if isinstance(published, Dated) else None
    assert said == truth, (published, reading.decided_by)
    assert truth is None or not isinstance(published, Undated)


@every("name", NOT_UNDATED)
def test_a_day_that_stands_on_a_page_keeps_it_from_being_undated(name: str) -> None:
    assert isinstance(read_article(NOT_UNDATED[name], now=NOW).published, Unreadable)


def test_so_long_ago_below_a_text_is_a_remark() -> None:
    under_title = frozenset({"title.near", "spelt.relative", "line.furniture", "line.alone"})
    assert row_of(under_title) is not None
    assert row_of(under_title | {"prose.above"}) is None
