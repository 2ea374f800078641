"""Inline scripts are run behind walls: what they write is read where it stands, and none costs more than its limit."""

from datetime import date, datetime
from typing import Any

import pytest

from monitor.domain.content import Dated, DatePlace, Unreadable
from monitor.domain.timing import SHANGHAI
from probes.pages.article.article import read_article
from probes.pages.document.scripts import _inline, render, writes_by_script
from probes.pages.listing.listing import read_list
from tests.every import every
from tests.probes.pages.script_ways import LIST_WAYS, WAYS, D

NOW = datetime(2026, 11, 21, 9, tzinfo=SHANGHAI)
URL = "http://www.example.gov.cn/zwgk/202301/t20230105_77.html"
TITLE = "关于开展河湖巡查工作的通知"
TEXT = "<p>各有关单位要高度重视，认真组织，抓好落实。</p>" * 8


def page(info: str, after: str = "") -> str:
    return f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{info}{TEXT}{after}<div>版权所有</div></body></html>"


@every(
    ("info", "after"),
    [
        ("<p>发布时间：<script>document.write('2020年08月20日')</script></p>", ""),
        ("<p>发布时间：<script>var d='2020-08-20 10:00:00';document.writeln(d.substring(0,10));</script></p>", ""),
        ("<p>发布时间：<span id='d'></span></p>", "<script>document.getElementById('d').innerHTML=['2020','08','20'].join('-')</script>"),
        ("<p>发布时间：<span class='d'></span></p>", "<script>$(function(){$('.d').text('2020/8/20')})</script>"),
        ("<p>发布时间：<i id='d'></i></p><input id='h' value='20200820'>", "<script>window.onload=function(){var v=document.getElementById('h').value;document.querySelector('#d').textContent=v.replace(/(\\d{4})(\\d\\d)(\\d\\d)/,'$1-$2-$3')}</script>"),
        ("<p>发布时间：<b id='d'></b></p>", "<script>var s=new Slider('.x');s.start();setTimeout(function(){d2()},10);function d2(){var t=new Date(1597888800000);document.getElementById('d').innerText=t.getFullYear()+'年'+(t.getMonth()+1)+'月'+t.getDate()+'日'}</script>"),
        ("<p id='line'></p>", "<script>var e=document.createElement('span');e.appendChild(document.createTextNode('发布时间：2020-08-20'));document.getElementById('line').appendChild(e)</script>"),
        ("<p>发布时间：<script><!--\ndocument.write(unescape('2020%2D08%2D20'))\n//--></script></p>", ""),
    ],
    ids=["written", "cut", "by_id", "by_query", "from_a_field", "later_from_an_epoch", "built", "in_a_comment"],
)  # fmt: skip
def test_a_day_that_a_script_writes_is_read_and_beats_the_address(info: str, after: str) -> None:
    reading = read_article(page(info, after), URL, now=NOW)
    assert isinstance(reading.published, Dated), reading.published
    assert (reading.published.on, reading.published.place) == (date(2020, 8, 20), DatePlace.SCRIPT)
    assert reading.candidates[0].text.startswith("after scripts: ")


@every("way", WAYS)
def test_however_a_script_writes_the_day_it_is_read_and_beats_a_newer_address(way: str) -> None:
    html = page(f"<div>{WAYS[way][0]}</div>", WAYS[way][1]).replace(
        "</head>", "<meta name=fbrq content=2023-04-17></head>"
    )
    reading = read_article(html, "http://www.example.gov.cn/zwgk/202601/t20260105_77.html", now=NOW)
    assert isinstance(reading.published, Dated), reading.published
    assert (reading.published.on, reading.published.place) == (D, DatePlace.SCRIPT)
    assert any("2023" in line for line in reading.wrote) or reading.decided_by == "script_variable"


@every("way", LIST_WAYS)
def test_however_a_script_writes_a_list_its_rows_are_read(way: str) -> None:
    html = f"<html><title>简报</title><body>{LIST_WAYS[way]}<div>版权所有</div></body></html>"
    found = read_list(html, "http://www.example.gov.cn/a/", now=NOW)
    assert (found.newest, len(found.items)) == (date(2026, 10, 17), 8), (found.state, found.reason)


@pytest.mark.parametrize(
    "code",
    ["$('#x').frobnicate('2020-08-20').html(told)", "document.getElementById('x').innerHTML=load().day", "missing.date.innerHTML='2020-08-20'.foo()"],
)  # fmt: skip
def test_an_address_does_not_speak_for_a_script_that_broke_off(code: str) -> None:
    html = page("<p>来源：日报<span id='x'></span></p>", f"<script>{code}</script>")
    reading = read_article(html, URL, now=NOW)
    assert isinstance(reading.published, Unreadable), (reading.published, reading.decided_by)


@pytest.mark.parametrize(
    "code",
    ["document.write(new Date().toLocaleDateString())", "var n=new Date();document.write(n.getFullYear()+'-'+(n.getMonth()+1)+'-'+n.getDate())", "document.write(show(data))"],
    ids=["a_clock", "a_clock_in_pieces", "another_address_s_function"],
)  # fmt: skip
def test_a_clock_and_what_is_not_here_date_nothing(code: str) -> None:
    reading = read_article(page(f"<p>发布时间：<script>{code}</script></p>"), URL, now=NOW)
    assert isinstance(reading.published, Unreadable), reading.published


def test_a_list_that_a_script_writes_is_read() -> None:
    rows = ",".join(
        f"['/a/t202610{n}_{n}.html','第{n}号河湖巡查工作简报','2026-10-{n}']" for n in range(10, 18)
    )
    code = f"var d=[{rows}],h='';for(var i=0;i<d.length;i++)h+='<li><a href=\"'+d[i][0]+'\">'+d[i][1]+'</a><span>'+d[i][2]+'</span></li>';document.getElementById('list').innerHTML=h"
    html = f"<html><title>简报</title><body><ul id='list' class='news-list'></ul><script>{code}</script></body></html>"
    found = read_list(html, "http://www.example.gov.cn/a/", now=NOW)
    assert (found.newest, len(found.items), found.reason) == (date(2026, 10, 17), 8, "after_scripts")


@every(
    "code",
    [
        "while(1){}", "'a'.repeat(1e9)", "var s='a';for(;;)s+=s", "function f(){f()};f()", "/(a+)+b/.test('a'.repeat(40))",
        "new Array(4e9).join('x')", "for(;;)document.write('x'.repeat(999))", "for(var i=0;i<10000;i++)document.write('<b>')",
        "Object.prototype.toString=Array.prototype.push=Array.prototype.join=JSON.stringify=String=null",
        "Object.defineProperty(Object.prototype,'length',{get:function(){for(;;);}})", "__engine=null;globalThis.GIVEN=null",
        "document.write('\\ud800')", "throw {toString:function(){for(;;);}}", "setTimeout(function f(){setTimeout(f)},0)", "Promise.resolve().then(function(){for(;;);})",
        "GIVEN.x.y.z", "import('/etc/passwd')", "eval('['.repeat(1e5))", "",
        # memory and stacks
        "var l=[];for(;;)l.push(new ArrayBuffer(1<<20))", "new Int32Array(new SharedArrayBuffer(1<<30)).fill(3)", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)),0,0)",
        "new Function('return '+'('.repeat(2e5))()", "var p=new Proxy({},{get:function(t,k,r){return r[k]}});p.x", "Object.defineProperty(window,'q',{get:function(){return window.q}});q",
        # what never ends, a bit at a time
        "(async()=>{async function*g(){for(;;)yield 1}for await(const x of g()){}})()", "function q(){queueMicrotask(q);queueMicrotask(q)}q()", "(function t(){for(var i=0;i<50;i++)setTimeout(t,0)})()",
        "setInterval(function(){document.getElementById('a').innerHTML+='<b>2026-01-05</b>'.repeat(2000)},1)", "define('a',['a'],function(){require(['a'],arguments.callee)});require(['a'],function(){for(;;);})",
        "function w(n){return '<scr'+'ipt>document.write(w('+(n+1)+'))</scr'+'ipt>'}document.write(w(0))", "document.write({toString:function(){return '2026-01-05'+document.write(this)}})",
        # elements in rings, in heaps and in each other
        "var a=document.createElement('div'),b=document.createElement('div');a.appendChild(b);b.appendChild(a);document.getElementById('a').appendChild(a);document.createTreeWalker(a,4).nextNode()",
        "var a=document.getElementById('a');a.appendChild(a);document.write(a.innerHTML)", "document.write('<table><tr><td>'.repeat(40000))", "for(;;)$('#a').append($('#a'))", "document.getElementById('a').innerHTML='<b><i>'.repeat(50000)+'2026-01-05'",
        "ko.applyBindings({rows:ko.observableArray(new Array(1e7))})",
        # the engine's own parts and marks
        "__engine.stub('JSON');__engine.stub('Array');__engine.finish();__engine.more()", "var d={};Object.defineProperty(d,'x',{enumerable:true,get:function(){return d.x}});__engine.fill(document.getElementById('a'),{template:'{{x}}'},d)",
        "JSON.stringify=function(){return '[{\"key\":[\"id\",\"a\",0],\"html\":\"2026-01-05\",\"before\":\"\",\"after\":\"\",\"whole\":true,\"hides\":null}]'};document.write('x')",
        "Object.prototype.innerHTML=Object.prototype.html='发布时间：2026-01-05';Object.prototype.hides=false", "String.prototype.replace=String.prototype.slice=function(){return '2026-01-05'};document.getElementById('a').innerHTML='x'",
        "document.getElementById('a').insertAdjacentHTML('beforebegin','\ue0001\ue001\ue0000\ue001')", "document.write('</div></body></html><script>document.write(1)</'+'script><!--')",
        "var e=document.body.querySelector('p');e.__key=['up','up up up id x 0',0];e.innerHTML='2026-01-05'.slice(2)",
        "document.title='x'.repeat(1e6);document.getElementsByTagName('h1')[0].innerHTML=''", "for(;;)document.cookie+=document.cookie+'2026-01-05'",
    ],
)  # fmt: skip
def test_a_hostile_script_costs_at_most_its_limit(code: str) -> None:
    html = page("<p>来源：日报</p>", f"<script>{code};document.write('')</script>")
    published = read_article(html, URL, now=NOW).published  # comes back, with nothing that the script made up
    assert getattr(published, "on", date(2023, 1, 5)) == date(2023, 1, 5)


def test_what_a_script_would_fetch_or_open_is_not_there() -> None:
    code = "document.write([typeof fetch, typeof XMLHttpRequest, typeof require, typeof std, typeof os, typeof Worker, typeof WebSocket].join())"
    assert "undefined," * 6 + "undefined" in render(f"<script>{code}</script>", URL, NOW).html


@every(
    ("code", "writes"),
    [
        pytest.param("var h=document.createElement('script');h.src='/c.js';document.getElementsByTagName('head')[0].appendChild(h)", False, id="a counter"),
        pytest.param("var h=document.createElement('SCRIPT');s.parentNode.insertBefore(h,s)", False, id="a share button"),
        pytest.param("  // document.write('2020-01-02')", False, id="a line said to nobody"),
        pytest.param("//--></script><script>document.write('2020-01-02')", True, id="a script behind such a line"),
        pytest.param("// old\rdocument.write('2020-01-02')", True, id="a line ended another way"),
        pytest.param("var h=document.createElement('script');a.appendChild(h);a.appendChild(b)", True, id="something else attached too"),
        pytest.param("var h=document.createElement('script'),d=document.createElement('span');a.appendChild(d)", True, id="an element made beside the script"),
        pytest.param("document.createElement('script');a.appendChild(document.createTextNode('2020-01-02'))", True, id="a text made beside the script"),
        pytest.param("document.createElement('script');a.appendChild(t.content)", True, id="a template beside the script"),
        pytest.param("var k='createElement';document.createElement('script');a.appendChild(document[k]('p'))", True, id="an element made by a name"),
    ],
)  # fmt: skip
def test_a_script_that_only_fetches_another_writes_nothing(code: str, writes: bool) -> None:
    assert writes_by_script(f"<script>\n{code}</script>") is writes


def test_the_end_of_a_comment_that_has_none_is_sought_once() -> None:
    class Page(str):
        sought = 0

        def find(self, *what: Any) -> int:
            Page.sought += 1
            return super().find(*what)

    assert list(_inline(Page("<!-- x" * 1000 + "<script>a()</script>"))) != []
    assert Page.sought < 10
