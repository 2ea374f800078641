"""What libraries of other addresses would write is read where its data stands in the page; a page that waits for more is not read by its address."""

from datetime import date, datetime

from monitor.domain.content import Dated, Unreadable
from monitor.domain.timing import SHANGHAI
from probes.pages.article.article import read_article
from probes.pages.document.scripts import render
from probes.pages.listing.listing import read_list
from tests.every import every
from tests.probes.pages.library_ways import LIBRARY_LISTS, LIBRARY_WAYS

NOW = datetime(2026, 11, 21, 9, tzinfo=SHANGHAI)
URL = "http://www.example.gov.cn/zwgk/202601/t20260105_77.html"
TITLE = "关于开展河湖巡查工作的通知"
TEXT = "<p>各有关单位要高度重视，认真组织，抓好落实。</p>" * 8


def page(info: str, after: str = "") -> str:
    return f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div>{info}</div>{TEXT}{after}<div>版权所有</div></body></html>"


@every("way", LIBRARY_WAYS)
def test_a_day_that_a_library_would_write_is_read_and_beats_a_newer_address(way: str) -> None:
    published = read_article(page(*LIBRARY_WAYS[way]), URL, now=NOW).published
    assert isinstance(published, Dated), published
    assert published.on == date(2023, 4, 17)


@every("way", LIBRARY_LISTS)
def test_a_list_that_a_library_would_write_is_read(way: str) -> None:
    html = f"<html><title>工作简报</title><body><h2>工作简报</h2>{LIBRARY_LISTS[way]}<div>版权所有</div></body></html>"
    items = read_list(html, URL, now=NOW).items
    assert len(items) == 8
    assert max(one.on for one in items if one.on is not None) == date(2026, 10, 17)


@every(
    ("info", "after"),
    [
        ("<p class=info></p>", "<script src=/app.js></script>"),
        ("<div id=root></div>", "<script src=/app.js></script>"),
        ("<p>{{ title }} {{ date }}</p>", "<script src=/app.js></script>"),
        ("<p class=meta></p>", "<script>$.ajax({url:'/api',success:function(r){$('.meta').html('发布时间：'+r.d)}})</script>"),
        ("<div class=x></div>", "<script id=tp type='text/x-jquery-tmpl'><p>发布时间：${d}</p></script><script src=/app.js></script>"),
        ("<div id=f></div>", "<script>ReactDOM.render(React.createElement(Page),document.getElementById('f'))</script>"),
    ],
)  # fmt: skip
@every("url", ["", URL])
def test_a_page_that_waits_for_a_script_is_neither_undated_nor_dated_by_its_address(
    info: str, after: str, url: str
) -> None:
    published = read_article(page(info, after), url, now=NOW).published
    assert isinstance(published, Unreadable), published


@every(
    "code",
    [
        "(async()=>{for(;;){await 0}})()",
        "function f(){Promise.resolve().then(f)};f()",
        "document.write(template('{{each a as v}}'.repeat(5000),{a:[1]}))",
        "function A(){return React.createElement(A)};ReactDOM.render(React.createElement(A),document.body)",
        "(function t(){setTimeout(t,1)})()",
    ],
)
def test_what_never_ends_writes_nothing_and_ends(code: str) -> None:
    assert not render(page("", f"<script>{code}</script>"), URL, NOW, anyway=True).wrote
