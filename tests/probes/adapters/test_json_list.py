"""Any JSON list, by configuration."""

from datetime import date
from typing import Any

import respx

from monitor.domain.content import ListState
from probes.adapters.json_list import ADAPTER
from tests.every import every
from tests.probes.adapters.lists import listed

URL = "http://www.x.gov.cn/tzgg/"
OPTIONS = {
    "url": "http://api.x.gov.cn/list",
    "rows": "data.list",
    "fields": {"title": "bt", "url": "dz.href", "date": "rq"},
}


async def test_the_configured_address_is_asked_and_the_configured_fields_are_read(
    api: respx.MockRouter,
) -> None:
    row = {"bt": "甲", "dz": {"href": "/1.htm"}, "rq": "2026-11-03", "title": "错"}
    configured = api.get("http://api.x.gov.cn/list", headers={"Referer": URL})
    configured.respond(json={"data": {"list": [row]}, "total": 9})
    listing = await listed(api, URL, "<html><p>通知公告</p></html>", adapter="json_list", options=OPTIONS)
    assert [(one.title, one.url, one.on) for one in listing.items] == [
        ("甲", "http://api.x.gov.cn/1.htm", date(2026, 11, 3))
    ]
    assert listing.total == 9


@every(
    ("text", "options", "state", "reason"),
    [
        ('{"data":{"list":[]}}', OPTIONS, ListState.BLANK, ""),
        ("[]", {"url": "http://api.x.gov.cn/list"}, ListState.BLANK, ""),
        ('{"data":{}}', OPTIONS, ListState.UNREADABLE, "no_rows_at_the_configured_path"),
        ('{"data":[1]}', OPTIONS, ListState.UNREADABLE, "no_rows_at_the_configured_path"),
        ("<html>", OPTIONS, ListState.UNREADABLE, "not_json"),
        ('{"data":{"list":[{"x":"y"}]}}', OPTIONS, ListState.UNREADABLE, "adapter_found_nothing"),
    ],
    ids=["empty", "empty at the top", "path missing", "path leads astray", "no JSON", "other fields"],
)
def test_an_empty_list_at_the_path_is_blank_and_all_else_unreadable(
    text: str, options: dict[str, Any], state: ListState, reason: str
) -> None:
    listing = ADAPTER.read(text, URL, options, None)
    assert (listing.state, listing.reason) == (state, reason)


def test_it_is_never_recognised() -> None:
    assert ADAPTER.recognise("<script>{}</script>", URL) is None
