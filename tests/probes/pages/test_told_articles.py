"""What every reader would tell is told, and what tempts on a page without a day is not."""

from datetime import date, datetime

from monitor.domain.content import Dated, Undated
from monitor.domain.timing import SHANGHAI
from probes.pages.article.article import read_article
from tests.probes.pages.told_articles import PAGES

NOW = datetime(2026, 11, 28, 10, tzinfo=SHANGHAI)


def test_each_page_has_the_day_that_a_careful_reader_takes() -> None:
    wrong = dict[str, date | str]()
    for name, (html, url, truth) in PAGES.items():
        published = read_article(html, url, now=NOW).published
        if isinstance(published, Dated) and published.on != truth:
            wrong[name] = published.on
        elif truth is not None and not isinstance(published, Dated):
            wrong[name] = "undated" if isinstance(published, Undated) else "not told"
    assert wrong == {}
