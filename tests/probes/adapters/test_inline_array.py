"""Arrays in inline script."""

from datetime import date

import pytest

from probes.adapters.inline_array import ADAPTER

URL = "http://www.x.gov.cn/tzgg/"
ROWS = "{title:'甲事项的公示',url:'./1.htm',date:'2026-11-03'},{title:'乙事项的公示',url:'./2.htm',date:'2026-11-02'}"


@pytest.mark.parametrize(
    "html",
    [f"<script>var docs=[{ROWS}];</script>", f"<script>show({{list:[{ROWS}]}})</script>"],
    ids=["variable", "argument"],
)
def test_rows_with_title_address_and_day_are_a_list(html: str) -> None:
    assert ADAPTER.recognise(html, URL) is not None
    listing = ADAPTER.read(html, URL, {}, None)
    assert (len(listing.items), listing.newest, listing.items[0].url) == (2, date(2026, 11, 3), URL + "1.htm")


@pytest.mark.parametrize(
    "html",
    [
        "<script>var menu=[{title:'首页',url:'/'},{title:'新闻',url:'/n/'}];</script>",
        "<script>var o={title:'甲',url:'1.htm',date:'2026-11-03'};</script>",
        f"<script src='data.js'>{ROWS}</script>",
        "",
    ],
    ids=["a menu", "one row only", "not inline", "nothing"],
)
def test_less_is_no_list(html: str) -> None:
    assert ADAPTER.recognise(html, URL) is None


def test_there_is_nothing_to_ask() -> None:
    assert ADAPTER.request({}, URL) is None
