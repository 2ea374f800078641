"""fjdzapp search lists."""

from datetime import date

import pytest
import respx

from monitor.domain.content import ListState
from probes.adapters.fjdzapp import ADAPTER
from tests.every import every
from tests.probes.adapters.lists import listed

URL = "https://www.x.gov.cn/zwgk/tzgg/"


@pytest.mark.parametrize(
    ("script", "options"),
    [
        (
            "$.post('/fjdzapp/search', {channelid: 229105, classsql: 'chnlid=1234'})",
            {"path": "/fjdzapp/search", "channelid": "229105", "classsql": "chnlid=1234"},
        ),
        (
            "var chnlid='77'; $.get('/fjdzapp/data', {channelid: '100000', classsql: 'chnlid=' + chnlid})",
            {"path": "/fjdzapp/data", "channelid": "100000", "classsql": "chnlid=77"},
        ),
    ],
    ids=["search", "data, joined"],
)
def test_channel_and_column_are_found_in_the_script(script: str, options: dict[str, str]) -> None:
    assert ADAPTER.recognise(f"<script>{script}</script>", URL) == options


def test_other_pages_are_not_recognised() -> None:
    assert ADAPTER.recognise("<script>var channelid=1;</script>", URL) is None


ROW = {"doctitle": "甲", "docreltime": "2026-11-03 08:00:00", "chnldocurl": "/1.htm"}


async def test_search_is_posted_as_the_site_itself_would(api: respx.MockRouter) -> None:
    manners = {
        "Origin": "https://www.x.gov.cn",
        "Referer": URL,
        "X-Requested-With": "XMLHttpRequest",
        "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
    }
    form = {"channelid": "229105", "classsql": "chnlid=1234", "sortfield": "-docreltime", "page": "1"}
    search = api.post("https://www.x.gov.cn/fjdzapp/search", headers=manners, data__contains=form)
    search.respond(json={"data": [ROW], "pageCount": 1})
    script = "$.post('/fjdzapp/search', {channelid: 229105, classsql: 'chnlid=1234'})"
    listing = await listed(api, URL, f"<html><script>{script}</script></html>")
    assert (listing.through, listing.newest) == ("fjdzapp", date(2026, 11, 3))


async def test_data_is_asked_for_by_address(api: respx.MockRouter) -> None:
    query = {"channelid": "100000", "classsql": "chnlid=77", "sortfield": "-docreltime"}
    data = api.get("https://www.x.gov.cn/fjdzapp/data", params=query, content=b"")
    data.respond(json={"data": [ROW], "pageCount": 1})
    script = "$.get('/fjdzapp/data', {channelid: '100000', classsql: 'chnlid=77'})"
    listing = await listed(api, URL, f"<html><script>{script}</script></html>")
    assert (listing.through, listing.newest) == ("fjdzapp", date(2026, 11, 3))


@every(
    ("text", "state", "newest"),
    [
        (
            '{"data":[{"doctitle":"甲","docreltime":"2026-11-03 08:00:00","chnldocurl":"/1.htm"}],"pageCount":1}',
            ListState.ITEMS,
            date(2026, 11, 3),
        ),
        ('{"data":[],"pageCount":0}', ListState.BLANK, None),
        ('{"data":[],"count":0,"pageCount":1}', ListState.BLANK, None),
        ('{"data":[]}', ListState.UNREADABLE, None),
        ("", ListState.UNREADABLE, None),
    ],
    ids=["rows", "no pages", "count 0", "silence", "nothing"],
)
def test_its_answer_is_read(text: str, state: ListState, newest: date | None) -> None:
    listing = ADAPTER.read(text, URL, {}, None)
    assert (listing.state, listing.newest) == (state, newest)
