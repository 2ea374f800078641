"""Pages of content systems whose first reading failed: their own day, or none, and never undated where one stands."""

from datetime import datetime

from monitor.domain.content import Dated, Undated
from monitor.domain.timing import SHANGHAI
from probes.pages.article.article import read_article
from tests.every import every
from tests.probes.pages.cms_articles import CMS

NOW = datetime(2025, 11, 26, 10, tzinfo=SHANGHAI)


@every("name", CMS)
def test_an_article_has_its_own_day_or_none(name: str) -> None:
    html, url, truth = CMS[name]
    reading = read_article(html, url, now=NOW)
    published = reading.published
    said = published.on if isinstance(published, Dated) else None
    assert said == truth, (published, reading.decided_by)
    assert truth is None or not isinstance(published, Undated)
