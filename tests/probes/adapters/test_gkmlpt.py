"""gkmlpt lists."""

from datetime import date

import pytest

from probes.adapters.gkmlpt import ADAPTER

URL = "http://www.x.gov.cn/gkmlpt/index#2345"
SHELL = '<script src="/gkmlpt/static/app.js"></script><script>window._CONFIG = {SID: "755001", TREE_ID: 99}</script>'


@pytest.mark.parametrize(
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


def test_its_column_is_asked_for() -> None:
    ask = ADAPTER.request({"column": "2345", "sid": "755001"}, URL)
    assert ask is not None
    assert ask.url == "http://www.x.gov.cn/gkmlpt/api/all/2345?page=1&sid=755001"


def test_its_answer_is_read() -> None:
    text = '{"total":1,"articles":[{"title":"甲","url":"http://www.x.gov.cn/content/1.html","date":1793664000,"display_publish_time":1793664000}]}'
    listing = ADAPTER.read(text, URL, {}, None)
    assert (listing.newest, listing.total) == (date(2026, 11, 3), 1)
