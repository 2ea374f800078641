"""A variety of made-up pages, in the manner of many content systems, read as a careful reader reads them."""

from datetime import datetime

from monitor.collect.inspect import InspectedPage, inspect_page
from monitor.domain.content import Dated
from monitor.domain.timing import SHANGHAI
from probes.pages.article.article import read_article
from probes.pages.listing.listing import read_list
from tests.every import every
from tests.probes.pages.variety_articles import ARTICLES
from tests.probes.pages.variety_lists import LISTS, row_name

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=SHANGHAI)
URL = "http://www.example.gov.cn/zwgk/tzgg/"


@every("name", ARTICLES)
def test_an_article_has_the_day_that_a_careful_reader_takes(name: str) -> None:
    html, url, truth = ARTICLES[name]
    published = read_article(html, url, now=NOW).published
    assert (published.on if isinstance(published, Dated) else None) == truth


@every("name", LISTS)
def test_a_list_has_the_items_that_a_careful_reader_counts(name: str) -> None:
    html, truth = LISTS[name]
    listing = read_list(html, URL, now=NOW)
    assert (len(listing.items), listing.newest, listing.state.value) == (
        truth.count,
        truth.newest,
        truth.state,
    )


def test_a_searched_word_marked_inside_a_title_does_not_tear_it() -> None:
    listing = read_list(LISTS["search_results"][0], URL, now=NOW)
    assert listing.items[0].title == row_name(0)


#: Shells that only a script or a frame fills look like nothing at all.
SHELLS = {"script_app_only", "script_vue_with_menu_and_hot", "iframe"}


#: Articles of a few words beside many rows.
ROWS_ONLY = {"site_name_in_the_foot_over_a_box"}
#: A letter with its answer.
LETTERS = {"reader_question"}
PAGES = {
    ("board" if name in LETTERS else "article", name): case[0]
    for name, case in ARTICLES.items()
    if name not in ROWS_ONLY
} | {("list", name): case[0] for name, case in LISTS.items() if name not in SHELLS}


@every(("kind", "name"), PAGES)
def test_what_a_page_is_goes_without_saying(kind: str, name: str) -> None:
    page = InspectedPage(name=name, text=PAGES[kind, name], encoding="utf-8", url=URL)
    assert inspect_page(page, None, NOW)["as"] == kind
