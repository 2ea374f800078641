"""gkmlpt lists."""

from datetime import date

import respx

from probes.adapters.gkmlpt import ADAPTER
from tests.every import every
from tests.probes.adapters.lists import listed

URL = "http://www.x.gov.cn/gkmlpt/index#2345"
SHELL = '<script src="/gkmlpt/static/app.js"></script><script>window._CONFIG = {SID: "755001", TREE_ID: 99}</script>'


@every(
    ("html", "url", "options"),
    [
        (SHELL, URL, {"column": "2345", "sid": "755001"}),
        ("", URL, {"column": "2345", "sid": ""}),
        (SHELL, "http://www.x.gov.cn/zwgk/", {"column": "99", "sid": "755001"}),
        ('<div class="nav"><a href="/gkmlpt/index#4">公开目录</a></div>', "http://www.x.gov.cn/zwgk/", None),
        ("", "http://www.x.gov.cn/zwgk/", None),
    ],
    ids=["shell and fragment", "fragment", "shell", "only a link to it", "nothing"],
)
def test_the_column_is_found(html: str, url: str, options: dict[str, str] | None) -> None:
    assert ADAPTER.recognise(html, url) == options


ROW = {"title": "甲", "url": "http://www.x.gov.cn/content/1.html", "date": 1793664000, "display_publish_time": 1793664000}  # fmt: skip


def column(api: respx.MockRouter, number: str) -> None:
    asked = api.get(f"http://www.x.gov.cn/gkmlpt/api/all/{number}", params__eq={"page": "1", "sid": "755001"})
    asked.respond(json={"total": 1, "articles": [ROW]})


async def test_its_column_is_asked_for_and_read(api: respx.MockRouter) -> None:
    column(api, "99")
    listing = await listed(api, "http://www.x.gov.cn/zwgk/", f"<html>{SHELL}</html>")
    assert (listing.through, listing.newest, listing.total) == ("gkmlpt", date(2026, 11, 3), 1)


def test_the_column_of_the_fragment_is_asked_for() -> None:
    ask = ADAPTER.request({"column": "2345", "sid": "755001"}, URL)
    assert ask is not None
    assert ask.url == "http://www.x.gov.cn/gkmlpt/api/all/2345?page=1&sid=755001"


async def test_a_column_named_by_its_fragment_is_asked_for_by_the_probe() -> None:
    api = respx.MockRouter()
    column(api, "2345")
    listing = await listed(api, URL, f"<html>{SHELL}</html>")
    assert listing.newest == date(2026, 11, 3)
