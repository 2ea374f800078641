"""What scripts, frames or programs of other addresses may bring is not said to be lacking: no blank column, no unanswered message, no missing element."""

from datetime import date

import pytest

from monitor.domain.content import BoardState, ListState, MessageStatus
from probes.pages.board.board import read_board
from probes.pages.board.detail import read_detail
from probes.pages.document.elsewhere import may_be_filled
from probes.pages.guide.guide import read_guide
from probes.pages.listing.listing import read_list
from tests.every import every

from .board_pages import NOW, asked
from .test_guide import guide

URL = "http://www.x.gov.cn/zwgk/tzgg/"

#: How more comes onto a page than it holds; `#x` is where.
BRINGS = {
    "a program in its own name": "<script src=/js/newslist.js></script>",
    "a module": "<script type=module src=/js/main.js></script>",
    "asked by jQuery": "<script>$.get('/api/rows',function(r){$('#x').html(r)})</script>",
    "a part of a page": "<script>$('#x').load('/part.html')</script>",
    "fetched": "<script>fetch('/api').then(r=>r.text()).then(t=>{document.getElementById('x').innerHTML=t})</script>",
    "asked the old way": "<script>var q=new XMLHttpRequest();q.onload=function(){document.getElementById('x').innerHTML=q.responseText};q.open('GET','/x');q.send()</script>",
    "asked by Prototype": "<script>new Ajax.Request('/x',{onSuccess:function(t){$('x').update(t.responseText)}})</script>",
    "put there by Prototype": "<script>new Ajax.Updater('x','/x')</script>",
    "asked by MooTools": "<script>new Request.HTML({url:'/x',update:$('x')}).get()</script>",
    "asked by Ext": "<script>Ext.Ajax.request({url:'/x',success:function(r){Ext.get('x').update(r.responseText)}})</script>",
    "asked by YUI": "<script>YUI().use('io',function(Y){Y.io('/x',{on:{success:function(i,r){Y.one('#x').setHTML(r.responseText)}}})})</script>",
    "asked by dojo": "<script>dojo.xhrGet({url:'/x',load:function(r){dojo.byId('x').innerHTML=r}})</script>",
    "asked by mui": "<script>mui.getJSON('/x',function(r){mui('#x')[0].innerHTML=r.h})</script>",
    "its data are a script": "<script>var s=document.createElement('script');s.src='/data/17.js';document.body.appendChild(s)</script>",
    "imported": "<script>import('/js/rows.js').then(m=>{m.show()})</script>",
    "counted and clicked on": "<script>$.ajax({url:'/api/rows',success:function(d){if(d.count>0)$('#x').html(d.rows.map(o=>'<a onclick=go('+o.id+')>'))}})</script>",
    "of an account": "<script>$.get('/account/country/rows',function(r){$('#x').html(r)})</script>",
    "a page within it": "<iframe src=/rows.html width=600 height=400></iframe>",
    "named by an attribute": "<div data-include='/rows.html'></div><script src=/js/common.js></script>",
}
#: What brings nothing that people would read there.
BRINGS_NOT = {
    "libraries": "<script src=/js/jquery-1.12.4.min.js></script><script src=/js/common.js></script>",
    "a counter": "<script>$.get('/hits?id=7',function(n){$('#clicks').html(n)})</script>",
    "a counter of another house": "<script>var h=document.createElement('script');h.src='https://hm.baidu.com/hm.js?7';document.body.appendChild(h)</script>",
    "a counter under another name": "<script>$.get('/api/stat?id=7',function(n){$('#hits').text(n)})</script>",
    "a counter by its query": "<script src='/api.php?op=count&id=7'></script>",
    "programs of a CMS": "<script src=/system/resource/js/ajax.js></script><script src=/_js2/loadStyle.js></script><script src=/e/data/js/ajax.js></script><script src=/include/dedeajax2.js></script>",
    "help to fill in forms": "<script src=/js/upload.js></script><script src=/js/messages_zh.js></script><script src=/js/clipboard.js></script>",
    "a map": "<script src='//api.map.baidu.com/api?v=2'></script>",
    "a hidden frame": "<iframe src=/log.html style='display:none'></iframe>",
    "a comment": "<!--<script src=/js/newslist.js></script>-->",
}


@every("way", [*BRINGS, *BRINGS_NOT])
def test_an_empty_list_is_blank_only_where_nothing_else_may_fill_it(way: str) -> None:
    extra = {**BRINGS, **BRINGS_NOT}[way]
    for empty in ("<ul class='news_list'><li>暂无信息</li></ul>", "<p>共 0 条</p>"):
        state = read_list(f"<html><body><div id=x></div>{empty}{extra}</body></html>", URL).state
        assert state is (ListState.UNREADABLE if way in BRINGS else ListState.BLANK)


def test_a_column_is_not_blank_where_a_program_that_is_not_here_fills_what_says_so() -> None:
    for code, state in (
        ("m.mount(document.querySelector('.list'),X)", ListState.UNREADABLE),
        ("Foo.fill('#l',{page:1})", ListState.UNREADABLE),
        ("Foo.fill('#other',{page:1})", ListState.BLANK),
        ("$('#x').slide()", ListState.BLANK),
    ):
        html = f"<title>通知公告</title><h2>通知公告</h2><ul id=l class=list><li>暂无数据</li></ul><script>{code}</script>"
        assert read_list(html, URL).state is state, code


def test_a_bare_container_may_be_filled_by_what_every_page_loads() -> None:
    html = "<html><body><ul class='news_list'></ul>{}</body></html>"
    assert read_list(html.format("<script src=/js/jquery.js></script>"), URL).state is ListState.BLANK
    assert (
        read_list(html.format("<script src=/system/resource/js/ajax.js></script>"), URL).state
        is ListState.BLANK
    )
    assert read_list(html.format("<script src=/js/main.js></script>"), URL).state is ListState.UNREADABLE


@pytest.mark.parametrize(
    ("empty", "state"),
    [("<ul class=list></ul>", ListState.BLANK), ("<ul class=list id=rows></ul>", ListState.UNREADABLE)],
)
def test_what_every_page_loads_leaves_a_stated_nothing_alone(empty: str, state: ListState) -> None:
    html = f"<html><body>{empty}<p>暂无数据</p><script src=/js/common.js></script></body></html>"
    assert read_list(html, URL).state is state


@every("way", [*BRINGS, *BRINGS_NOT])
def test_nothing_is_missing_in_a_guide_that_another_address_completes(way: str) -> None:
    read = read_guide(guide(办理材料="") + "<div id=x></div>" + {**BRINGS, **BRINGS_NOT}[way], URL)
    assert (read.is_read, read.missing) == ((False, ()) if way in BRINGS else (True, ("办理材料",)))


@pytest.mark.parametrize(
    "code",
    ["document.getElementById('c').innerHTML='身份证原件1份'", "$(function(){$('#c').text('身份证'+'原件1份')})", "setTimeout(function(){document.querySelector('#c').textContent='身份证原件1份'},9)"],
)  # fmt: skip
def test_an_element_that_the_guides_own_script_writes_is_not_missing(code: str) -> None:
    html = guide(办理材料="").replace("<th>办理材料</th><td>", "<th>办理材料</th><td id=c>")
    assert read_guide(f"{html}<script>{code}</script>", URL).missing == ()


_HEAD = "<tr><th>标题</th><th>留言时间</th><th>答复时间</th><th>状态</th></tr>"


def _board(answered: str, extra: str = "") -> str:
    rows = "".join(
        f"<tr><td><a href=/m/{n}.htm>咨询第{n}号小区供水何时恢复</a></td><td>2026-08-0{n}</td><td class=an>{answered}</td><td></td></tr>"
        for n in range(1, 6)
    )
    return f"<html><body><table>{_HEAD}{rows}</table><div id=x></div>{extra}</body></html>"


@every("way", [*BRINGS, *BRINGS_NOT])
def test_an_empty_cell_means_no_answer_only_where_nothing_else_may_fill_it(way: str) -> None:
    found = read_board(_board("", {**BRINGS, **BRINGS_NOT}[way]), URL, now=NOW)
    wanted = MessageStatus.UNSTATED if way in BRINGS else MessageStatus.OPEN
    assert {one.status for one in found.messages} == {wanted}


def test_a_cell_whose_script_lacks_what_another_address_brings_means_nothing() -> None:
    found = read_board(
        _board("<script>document.write(answered(7))</script>", "<script src=/js/common.js></script>"),
        URL,
        now=NOW,
    )
    assert {one.status for one in found.messages} == {MessageStatus.UNSTATED}


@every("way", [*BRINGS, *BRINGS_NOT])
def test_a_board_without_rows_is_blank_only_where_nothing_else_may_fill_it(way: str) -> None:
    for empty in ("共 0 条", "暂无信件"):
        html = f"<html><body><p>{empty}</p><div id=x></div>{ {**BRINGS, **BRINGS_NOT}[way] }</body></html>"
        state = read_board(html, URL, now=NOW).state
        assert state is (BoardState.UNREADABLE if way in BRINGS else BoardState.BLANK)


_QUESTION = "<div>留言时间：2026-08-01</div><div>留言内容：路灯不亮，何时修？</div><div>答复内容：<span id=x></span></div>"


@every("way", [*BRINGS, *BRINGS_NOT])
def test_an_empty_answer_is_none_only_where_nothing_else_may_fill_it(way: str) -> None:
    html = f"<html><body>{_QUESTION}{ {**BRINGS, **BRINGS_NOT}[way] }</body></html>"
    found = read_detail(html, asked(), now=NOW)
    assert (found.status, found.detail_read) == (
        (MessageStatus.UNSTATED, False) if way in BRINGS else (MessageStatus.OPEN, True)
    )


def test_an_answer_that_the_messages_own_page_writes_is_read() -> None:
    code = "document.getElementById('x').innerHTML='您好，该路段已列入改造计划。';document.write('<p>答复时间：2026-08-05</p>')"
    found = read_detail(f"<html><body>{_QUESTION}<script>{code}</script></body></html>", asked(), now=NOW)
    assert (found.status, found.answered) == (MessageStatus.ANSWERED, date(2026, 8, 5))


@every("much", ["<script src=", "fetch(", "<iframe ", "<div a include", "createElement('script')"])
def test_a_page_of_nothing_but_askers_is_looked_at_once(much: str) -> None:
    assert may_be_filled(f"<script>{much * 9000}</script>{much * 9000}") in (True, False)
