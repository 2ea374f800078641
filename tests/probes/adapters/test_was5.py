"""WAS5 search lists."""

from datetime import date

import pytest
import respx

from monitor.domain.content import ListState
from probes.adapters.was5 import ADAPTER
from tests.probes.adapters.lists import listed

URL = "https://www.x.gov.cn/zwgk/tzgg/"
ANSWER = """{"count":"2","chnlname":"通知公告","pagenum":"1","py":'###pypy###',"dy":'###dydy###',"docs":[
{"title":"文章标题","url":"","time":""},
{"title":"关于甲事
项的	通知","url":"./202605/t20260507_1.htm","time":"2026-05-07","docid":"1"},
{"title":"关于乙事项的通知","chnldocurl":"http://www.x.gov.cn/2.htm","pubtime":"2026-05-06 10:00"}]}"""


@pytest.mark.parametrize(
    ("script", "options"),
    [
        (
            "$.get('http://s.x.gov.cn/was5/web/search?channelid=290792&amp;templet=advsch.jsp&amp;classsql=chnlid%3D5727')",
            {"url": "http://s.x.gov.cn/was5/web/search", "channelid": "290792", "classsql": "chnlid=5727"},
        ),
        (
            "var channelid='290792'; var chnlid = '5727'; load('/was5/web/search');",
            {"url": "https://www.x.gov.cn/was5/web/search", "channelid": "290792", "classsql": "chnlid=5727"},
        ),
    ],
    ids=["a whole address", "variables"],
)
def test_channel_and_column_are_found_in_the_script(script: str, options: dict[str, str]) -> None:
    found = ADAPTER.recognise(f"<script>{script}</script>", URL) or {}
    assert {key: found.get(key) for key in options} == options


@pytest.mark.parametrize(
    "html",
    [
        '<form action="/was5/web/search"><input name="channelid" value="1"></form>',
        "<script>var channelid='1', chnlid='2'</script>",
        "",
    ],
    ids=["a search form", "another system", "nothing"],
)
def test_other_pages_are_not_recognised(html: str) -> None:
    assert ADAPTER.recognise(html, URL) is None


async def test_the_newest_are_asked_for_and_its_nearly_json_is_read_without_the_filler_row(
    api: respx.MockRouter,
) -> None:
    script = "$.get('http://s.x.gov.cn/was5/web/search?channelid=290792&amp;classsql=chnlid%3D5727')"
    query = {"channelid": "290792", "sortfield": "-docreltime", "classsql": "chnlid=5727", "page": "1"}
    api.get("http://s.x.gov.cn/was5/web/search", params=query, headers={"Referer": URL}).respond(text=ANSWER)
    listing = await listed(api, URL, f"<html><script>{script}</script></html>")
    assert [one.title for one in listing.items] == ["关于甲事 项的 通知", "关于乙事项的通知"]
    assert (listing.through, listing.newest, listing.total, listing.items[0].url) == (
        "was5",
        date(2026, 5, 7),
        2,
        URL + "202605/t20260507_1.htm",
    )


def test_count_0_is_blank_and_an_error_page_is_not() -> None:
    assert ADAPTER.read('{"count":"0","docs":[{"title":"文章标题"}]}', URL, {}, None).state is ListState.BLANK
    assert ADAPTER.read("<html>502</html>", URL, {}, None).state is ListState.UNREADABLE
