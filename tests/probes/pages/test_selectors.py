"""Configured selectors win over the analysis."""

from datetime import date

import pytest

from monitor.domain.content import ListState
from monitor.domain.observation import Listing
from monitor.domain.site import ListSource
from probes.pages.listing.listing import read_list
from tests.probes.pages.list_pages import plain

URL = "http://x.gov.cn/tzgg/"
PAGE = (
    plain(month="2030-01")
    + '<div class="r"><a class="c" href="/c/">[公告]</a><a class="t" href="1.htm" title="关于甲事项的公示">关于甲…</a><i>2026-11-03</i><i>2030-01-01</i></div>'
    '<div class="r"><a class="t" href="javascript:;">【置顶】关于乙事项的公示</a><i>11-02</i></div>'
    '<div class="r"><a class="t" href="#">文章标题</a><i>2026-11-20</i></div>'
)


def look(html: str = PAGE, **source: str) -> Listing:
    return read_list(html, URL, source=ListSource(**source))


def test_only_the_configured_rows_are_read() -> None:
    listing = look(item="div.r", link="a.t", date="i")
    assert [(one.title, one.url, one.on, one.pinned) for one in listing.items] == [
        ("关于甲事项的公示", URL + "1.htm", date(2026, 11, 3), False),
        ("关于乙事项的公示", "", date(2026, 11, 2), True),
    ]


def test_a_configured_title_is_taken_as_it_stands() -> None:
    assert (
        look('<div class="r"><b>题</b><a href="1">文</a></div>', item=".r", title="b").items[0].title == "题"
    )


def test_rows_may_be_the_links_themselves() -> None:
    listing = look('<a class="r" href="1.htm">关于事项的公示 2026-11-03</a>', item="a.r")
    assert (listing.items[0].url, listing.newest) == (URL + "1.htm", date(2026, 11, 3))


@pytest.mark.parametrize(
    ("html", "item", "state", "reason"),
    [
        (PAGE, "div.gone", ListState.UNREADABLE, "selector_found_nothing"),
        (PAGE, "div[", ListState.UNREADABLE, "bad_selector"),
        ("<div>共 0 条</div>", "div.r", ListState.BLANK, ""),
        ("<div>暂无信息</div>", "div.r", ListState.BLANK, ""),
        (
            "<div>暂无信息</div><p>本局主管全区水务工作。</p>",
            "div.r",
            ListState.UNREADABLE,
            "selector_found_nothing",
        ),
        (
            PAGE + "<div>网上调查</div><div>共 0 条</div>",
            "div.gone",
            ListState.UNREADABLE,
            "selector_found_nothing",
        ),
    ],
    ids=["nothing found", "no selector", "count 0", "says so", "says so beside prose", "a count beside rows"],
)
def test_no_row_is_unreadable_unless_the_page_says_it_is_empty(
    html: str, item: str, state: ListState, reason: str
) -> None:
    listing = look(html, item=item)
    assert (listing.state, listing.reason) == (state, reason)
