"""fjdzapp search lists."""

from datetime import date
from urllib.parse import parse_qs

import pytest

from monitor.domain.content import ListState
from probes.adapters.fjdzapp import ADAPTER

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


def test_search_is_posted_as_the_site_itself_would() -> None:
    ask = ADAPTER.request({"path": "/fjdzapp/search", "channelid": "229105", "classsql": "chnlid=1234"}, URL)
    assert ask is not None
    assert (ask.method, ask.url, ask.headers["Origin"], ask.headers["Referer"]) == (
        "POST",
        "https://www.x.gov.cn/fjdzapp/search",
        "https://www.x.gov.cn",
        URL,
    )
    form = parse_qs(ask.body.decode())
    assert (form["sortfield"], form["classsql"]) == (["-docreltime"], ["chnlid=1234"])


def test_data_is_asked_for_by_address() -> None:
    ask = ADAPTER.request({"path": "/fjdzapp/data", "channelid": "1", "classsql": "chnlid=2"}, URL)
    assert ask is not None
    assert (ask.method, ask.body) == ("GET", b"")
    assert ask.url.startswith("https://www.x.gov.cn/fjdzapp/data?")


@pytest.mark.parametrize(
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
