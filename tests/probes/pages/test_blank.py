"""Blank, unread and filled by script never mix."""

from monitor.domain.content import ListState
from probes.pages.listing.blank import stated_total
from probes.pages.listing.listing import read_list
from tests.every import every
from tests.probes.pages.list_pages import page

URL = "http://www.x.gov.cn/zwgk/tzgg/"
ROWS = "".join(f'<p><a href="/a/{n}4711.htm">本区召开第{n}次工作会议</a></p>' for n in range(4))
TEXT = "本区位于某省东部沿海，面积一百四十平方公里，历史悠久，物产丰富，" * 3


@every(
    "body",
    [
        '<ul class="news_list"></ul>',
        '<ul class="news_list"><li></li></ul>',
        '<table class="list"><tbody></tbody></table>',
        "<div><p>共 0 条</p></div>",
        "<div>共<span>0</span>条信息</div>",
        '<div class="l"></div><script>createPageHTML(0, 0, "index", "htm");</script>',
        "<script>var recordCount = '0';</script>",
        "<div>暂无信息</div>",
        "<div>该栏目暂无数据！</div>",
        "<div class='layui-none'>无数据</div>",
        "<div>没有相关内容。</div>",
        "<div>抱歉，没有找到相关信息</div>",
        "<div>栏目正在建设中</div>",
        "<div>栏目建设中，敬请期待！</div>",
        '<form action="/was5/web/search"><input name="channelid" value="1"></form><ul class="newslist"></ul>',
        '<ul class="newslist"></ul><script>let name = `${x.y}`;</script>',
        '<ul class="list"></ul><script src="/js/jquery.SuperSlide.2.1.3.min.js"></script><script src="//hm.baidu.com/hm.js?1"></script>',
        '<p>共<i id="n">0</i>条</p><script src="/js/jquery-3.6.0.min.js"></script>',
        '<div>暂无数据</div><script>$.get("/count", function (n) { $("#visits").html(n); });</script>',
        '<p>共0条</p><div style="display:none">加载失败，请重试</div>',
    ],
    ids=[
        "bare list",
        "an empty row",
        "table",
        "count 0",
        "count 0 in a span",
        "no pages",
        "record count 0",
        "says so",
        "says so of the column",
        "in three characters",
        "nothing related",
        "sorry",
        "being built",
        "being built, to be looked forward to",
        "a search form",
        "a script for other things",
        "a library and a counter",
        "a count that no script reaches",
        "words that no script names",
        "count beside hidden words of a failure",
    ],
)
def test_a_recognised_empty_list_is_blank(body: str) -> None:
    listing = read_list(page(body), URL)
    assert (listing.state, listing.items) == (ListState.BLANK, ())


@every(
    ("body", "reason"),
    [
        (f'<div><p>{TEXT}</p></div><ul class="news_list"></ul>', "no_list_found"),
        ('<div class="head">暂无信息</div><div>一些文字</div>', "no_list_found"),
        ('<div class="message">暂无消息</div>', "no_list_found"),
        ("<p>共 0 条评论</p>", "no_list_found"),
        ('<div class="swiper"><ul class="pic_list"></ul></div>', "no_list_found"),
        (
            '<ul class="news_list"></ul><script>$.get("/api", function (d) { $("ul").append("<li>" + d); });</script>',
            "no_list_found",
        ),
        ('<ul class="newslist"></ul><script>$("#top").append("文字");</script>', "no_list_found"),
        ('<ul class="news_list" id="docs"></ul><script>show("docs", 3);</script>', "script_list"),
        ('<ul><li v-for="el in list"><a>{{el.title}}</a></li></ul>', "script_list"),
        ("<ul><li>{$T.reply.title}</li></ul>", "script_list"),
        ('<ul><li ms-for="el in list">x</li></ul>', "script_list"),
        ('<script type="text/template"><li><a href="<%= url %>"></a></li></script>', "script_list"),
        ('<script>var u="/was5/web/search?channelid=1&classsql=chnlid=5";</script>', "script_list:was5"),
        ("<script>$.post('/fjdzapp/search', {classsql: 'chnlid=5'});</script>", "script_list:fjdzapp"),
        ("<script>$.get('/smartSearch/interface/search.do?express=1');</script>", "script_list:smartsearch"),
        ('<script src="/gkmlpt/static/js/app.js"></script>', "script_list:gkmlpt"),
        ("", "no_list_found"),
        ('<ul class="list" id="docList"></ul><script>show("docList");</script>', "script_list"),
        ('<ul class="list"></ul><script src="/js/channel.js"></script>', "script_list"),
        ('<ul class="list"></ul><script src="/script/0/2026111801.js"></script>', "script_list"),
        ('<ul class="list"></ul><iframe src="rows.html"></iframe>', "script_list"),
        ('<table class="data-list" data-toggle="table" data-url="/rows"></table>', "script_list"),
        ('<div id="7"></div><script>$("#7").jpage({proxyUrl: "/dataproxy.jsp"});</script>', "script_list"),
        ('<div id="7"></div><script queryData="{}" src="/unit.js"></script>', "script_list"),
        (f'{ROWS}<div class="list_b"></div>', "no_list_found"),
        ('<ul class="list" id="rs"></ul><script>load("rs");</script>', "script_list"),
        ('<ul class="list"></ul><p>暂无数据</p><script src="/js/rows.js"></script>', "script_list"),
        ("<div>没有更多数据</div>", "no_list_found"),
        ('<div><a href="/a/">网站正在建设中</a></div>', "no_list_found"),
        ('<p style="display:none">暂无数据</p><script>rows(1);</script>', "no_list_found"),
        (
            '<ul id="lst"><li>暂无数据</li></ul><script>$.get("/r", r => $("#lst").html(r));</script>',
            "no_list_found",
        ),
        ('共<i id="n">0</i>条<script>$.get("/r", r => $("#n").text(r.n));</script>', "no_list_found"),
        ('共<i id="n">0</i>条<script src="/js/rows.js"></script>', "no_list_found"),
        ('<script>var totalCount = 0; $.post("/r", r => { totalCount = r.n; });</script>', "no_list_found"),
        ("<script>new Vue({data: {rows: [], totalCount: 0}});</script>", "no_list_found"),
        ('<script>var totalCount = 0;</script><script src="/js/rows.js"></script>', "no_list_found"),
        ("<div>查询出错，共0条</div>", "no_list_found"),
        ('<ul class="list"></ul><p>共0条记录 正在同步数据</p>', "no_list_found"),
        ("<h3>数据加载失败</h3><p>共 <b>0</b> 条</p>", "no_list_found"),
    ],
    ids=[
        "introduction",
        "words in the head",
        "words of a mailbox",
        "count of comments",
        "picture box",
        "fetched rows",
        "a script that could write rows",
        "named container",
        "vue",
        "template field",
        "avalon",
        "row template",
        "was5",
        "fjdzapp",
        "smartsearch",
        "gkmlpt",
        "nothing at all",
        "container named in capitals",
        "a script of the site's own",
        "a script without a name",
        "frame",
        "address in the container's tag",
        "jpage",
        "jpaas",
        "rows without days beside an empty frame",
        "container of a short name",
        "words beside a container that may be filled",
        "no more than these",
        "words of a link",
        "hidden words",
        "words that a script replaces",
        "count that a script writes",
        "count that an opened script may write",
        "count that a script asks for",
        "count of a vue page",
        "count before an opened script",
        "count of a search that failed",
        "count while rows are on their way",
        "count below what failed",
    ],
)
def test_all_else_is_unreadable_and_says_why(body: str, reason: str) -> None:
    listing = read_list(page(body), URL)
    assert (listing.state, listing.reason) == (ListState.UNREADABLE, reason)


def test_half_a_page_is_not_blank() -> None:
    assert read_list('<html><body><ul class="news_list"></ul>', URL).state is ListState.UNREADABLE


@every(
    ("html", "total"),
    [
        ("共 12 条", 12),
        ("共<b>7</b>条", 7),
        ("recordCount: '30'", 30),
        ("共 3 页", None),
        ("共 5 条评论", None),
        ('createPageHTML(9, 0, "index", "htm")', None),
    ],
)
def test_the_total_is_what_the_page_states(html: str, total: int | None) -> None:
    assert stated_total(html) == total


WORD = "5YWz5LqO5byA5bGV5Yac5p2R5Y2x5oi/5pS56YCg55qE6YCa55+l" * 3
EMPTY = "<div class='main'><h1>通知公告</h1><div class='list'><p>暂无信息</p></div>{}</div>"


@every(
    "hidden",
    [
        f"<script>var d = '{WORD}=='; show(d);</script>",
        f"<script type='text/plain' id='d'>{WORD}</script>",
        f"<div id='d' data-json='{WORD}'></div>",
        "<script>var d = '%5B%7B%22title%22%3A%22a%22%7D%5D';</script>",
        "<?xml-stylesheet type='text/xsl' href='/list.xsl'?>",
        "<xml id='d' src='/list.xml'></xml>",
        "<table datasrc='#d'><tr><td><span datafld='t'></span></td></tr></table>",
        "<script>var x = new XSLTProcessor(); x.importStylesheet(s);</script>",
        """<div data-rows='[{"title": "County holds its tenth tea fair", "date": "2026-11-19"}]'></div>""",
        "<template id='t'><li></li></template>",
    ],
)
def test_data_in_another_writing_or_tongue_may_be_rows(hidden: str) -> None:
    assert read_list(page(EMPTY.format(hidden)), URL).state is ListState.UNREADABLE


@every(
    "hidden",
    [
        f"<form action='a'><input type='hidden' name='__VIEWSTATE' id='__VIEWSTATE' value='/wEP{WORD}'></form>",
        f"<script>var publicKey = '{WORD}';</script>",
        f"<script>var k = 'MIGf{WORD}';</script>",
        f"<input type='hidden' name='csrf_token' value='{WORD}'>",
        f"<style>.a {{ background: url('data:image/png;base64,{WORD}') }}</style>",
        "",
    ],
)
def test_keys_and_states_of_forms_are_no_data(hidden: str) -> None:
    assert read_list(page(EMPTY.format(hidden)), URL).state is ListState.BLANK
