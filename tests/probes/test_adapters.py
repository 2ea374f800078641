"""Lists that live elsewhere: recognised by their page, asked newest first, read with all their quirks."""

from datetime import date

import pytest
import respx

from monitor.domain.content import ListState
from probes.adapters._adapter import discover, loose_rows
from tests.every import every
from tests.probes.adapters.lists import listed

PAGE = "http://www.a.gov.cn/zwgk/tzgg/"
ADAPTERS = discover()

WAS5 = """{"count":"2","chnlname":"公告","py":'###pypy###',"docs":[{"title":"文章标题","url":"","time":""},
{"title":"关于停水的	公告","url":"http://www.a.gov.cn/1.htm","time":"2026-05-07"},{"title":"置顶的公告
一则","chnldocurl":"/2.htm","time":"2025-01-02"}]}"""
FJDZAPP = '{"data":[{"doctitle":"公告甲","docreltime":"2026-05-07 10:00","chnldocurl":"/1.htm"}],"pageCount":1,"total":1}'
SMART = '{"docs":[{"docTitle":"公告甲","docrelTime":"2026.05.07 10:00","docPuburl":"http://www.a.gov.cn/1.htm"}],"recordCount":1}'
GKMLPT = (
    '{"articles":[{"title":"公告甲","url":"http://www.a.gov.cn/1.htm","date":1778119200,"id":1}],"total":1}'
)


@pytest.mark.parametrize(
    ("name", "html", "address", "query"),
    [
        ("was5", "<script>var u='/was5/web/search?channelid=290792&classsql=chnlid=5727&page=1';$.get('/was5/web/search?channelid=290792&classsql=chnlid%3D5727')</script>", "/was5/web/search", {"channelid": "290792", "sortfield": "-docreltime"}),
        ("was5", "<script>channelid:290792, chnlid='5727'; url='/was5/web/search'</script>", "/was5/web/search", {"classsql": "chnlid=5727", "sortfield": "-docreltime"}),
        ("fjdzapp", "<script>$.post('/fjdzapp/search',{channelid:'229105',classsql:'chnlid=18040'})</script>", "/fjdzapp/search", {}),
        ("smartsearch", "<script>$.get('/smartSearch/interface/search.do?express=(chnlid=120)&siteId=5')</script>", "/smartSearch/interface/search.do", {"order": "-docrelTime"}),
        ("gkmlpt", "<script>var SID='755038'; var tree='/gkmlpt/index#7013';</script><script src='/gkmlpt/static/js/app.js'></script>", "/gkmlpt/api/all/7013", {"sid": "755038"}),
    ],
    ids=["was5_address", "was5_variables", "fjdzapp", "smartsearch", "gkmlpt"],
)  # fmt: skip
async def test_a_page_betrays_where_its_list_lives(
    api: respx.MockRouter, name: str, html: str, address: str, query: dict[str, str]
) -> None:
    list_of = {"was5": WAS5, "fjdzapp": FJDZAPP, "smartsearch": SMART, "gkmlpt": GKMLPT}
    asked = {"params": query, "headers": {"Referer": PAGE}}
    form = {"data__contains": {"sortfield": "-docreltime"}} if name == "fjdzapp" else {}
    method = "POST" if form else "GET"
    api.request(method, f"http://www.a.gov.cn{address}", **asked, **form).respond(text=list_of[name])
    listing = await listed(api, PAGE, html)
    assert (listing.through, listing.newest) == (name, date(2026, 5, 7))


@pytest.mark.parametrize(
    ("name", "text", "many"),
    [("was5", WAS5, 2), ("fjdzapp", FJDZAPP, 1), ("smartsearch", SMART, 1), ("gkmlpt", GKMLPT, 1)],
)
def test_an_answer_is_read_with_its_quirks(name: str, text: str, many: int) -> None:
    listing = ADAPTERS[name].read(text, PAGE, {}, None)
    assert (listing.state, len(listing.items), listing.newest) == (ListState.ITEMS, many, date(2026, 5, 7))
    assert all(item.url.startswith("http://www.a.gov.cn/") for item in listing.items)


@every("name", ["was5", "fjdzapp", "smartsearch", "gkmlpt"])
@every(
    ("text", "state"),
    [
        ('{"count":"0","total":0,"docs":[]}', ListState.BLANK),
        ("<html>502</html>", ListState.UNREADABLE),
        ("", ListState.UNREADABLE),
    ],
    ids=["count_zero", "an_error_page", "nothing"],
)
def test_only_a_count_of_zero_is_blank(name: str, text: str, state: ListState) -> None:
    assert ADAPTERS[name].read(text, PAGE, {}, None).state is state


@every("name", ["was5", "fjdzapp", "smartsearch", "gkmlpt", "inline_array", "json_list"])
def test_an_ordinary_page_is_not_taken_for_one(name: str) -> None:
    assert ADAPTERS[name].recognise("<html><ul><li><a href='/1.htm'>公告</a></li></ul></html>", PAGE) is None


def test_rows_in_an_inline_script() -> None:
    html = "<script>var docs=[{title:'甲',url:'./1.htm',date:'2026-11-03'},{title:'乙',url:'./2.htm',date:'2026-10-03'}];</script>"
    options = ADAPTERS["inline_array"].recognise(html, PAGE)
    assert options is not None
    listing = ADAPTERS["inline_array"].read(html, PAGE, options, None)
    assert [(item.title, item.url) for item in listing.items] == [
        ("甲", f"{PAGE}1.htm"),
        ("乙", f"{PAGE}2.htm"),
    ]


@pytest.mark.parametrize(
    ("text", "state", "many"),
    [
        ('{"data":{"list":[{"t":"甲","u":"/1.htm","d":"2026-11-03"}]}}', ListState.ITEMS, 1),
        ('{"data":{"list":[]}}', ListState.BLANK, 0),
        ('{"data":{}}', ListState.UNREADABLE, 0),
        ("oops", ListState.UNREADABLE, 0),
    ],
    ids=["rows", "no_rows", "path_is_wrong", "not_json"],
)
def test_a_json_list_by_configuration(text: str, state: ListState, many: int) -> None:
    options = {
        "url": "http://www.a.gov.cn/api",
        "rows": "data.list",
        "fields": {"title": "t", "url": "u", "date": "d"},
    }
    listing = ADAPTERS["json_list"].read(text, PAGE, options, None)
    assert (listing.state, len(listing.items)) == (state, many)


def test_broken_json_gives_its_rows_all_the_same() -> None:
    assert loose_rows("""[{a:'1', "b": 'it\\'s', c: "x\ny"}, {a: 2}]""") == [
        {"a": "1", "b": "it's", "c": "x\ny"},
        {"a": "2"},
    ]
