"""A variety of made-up pages, in the manner of many content systems, read as a careful reader reads them."""

from datetime import datetime

import pytest

from monitor.domain.content import Dated
from monitor.domain.timing import SHANGHAI
from probes.pages.article import read_article
from tests.probes.pages.variety_articles import ARTICLES

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=SHANGHAI)


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_has_the_day_that_a_careful_reader_takes(name: str) -> None:
    html, url, truth = ARTICLES[name]
    published = read_article(html, url, now=NOW).published
    assert (published.on if isinstance(published, Dated) else None) == truth
