"""Ways of scripts that were met by moving the day of real pages into them."""

from datetime import date

from monitor.domain.content import Dated, Undated, Unreadable
from probes.pages.article.article import read_article
from probes.pages.article.left_open import may_cover
from probes.pages.board.board import read_board
from probes.pages.listing.listing import read_list
from tests.every import every
from tests.probes.pages.test_libraries import NOW, TEXT, TITLE, page


@every(
    "code",
    [
        "$('.upd').hide()",
        "$('.upd').wrap('<div style=\"display:none\"></div>')",
        "document.querySelector('.upd').className='gone'",
        "document.querySelector('.upd').style.cssText='display:none'",
    ],
)
def test_a_day_that_is_not_sure_is_none_where_a_script_hides_it(code: str) -> None:
    style = "<style>.gone{display:none}</style>"
    info = "<p class=upd>发布时间：2026-11-20</p>时间：2019-06-19 10:29 来源：民政局"
    html = f"<html><head><title>某市民政网</title>{style}</head><body><div class=t>{TITLE}</div><div class=i>{info}</div>{TEXT}<script>{code}</script></body></html>"
    assert _day(html) == date(2019, 6, 19)


@every(
    "info",
    [
        "发布于 <b id=a>载入中</b> 更新于 2020-11-13",
        "<span>发表于</span><time id=a>加载中...</time>|<span>更新于</span> 2020-11-13",
        "<b>发布日期：</b><b id=a></b><p>2022年2月15日0—24时，全市无新增病例。</p>",
        "<b>发布日期：</b><b id=a></b><p>2022年2月15日，市政府召开会议。</p>",
    ],
)
def test_a_label_that_waits_for_its_day_leaves_it_to_no_other(info: str) -> None:
    assert _day(page(info)) is None
    assert _day(page(info, "<script>document.getElementById('a').innerHTML='2020-11-12'</script>")) == date(
        2020, 11, 12
    )


def test_a_change_is_not_told_where_a_script_writes_no_day_behind_the_label_before_it() -> None:
    info = "发表于 <b id=a></b>|<span>更新于</span> 2020-11-13"
    assert (
        _day(page(info, "<script>a.innerHTML='发布时间：'+new Date().toLocaleDateString()</script>")) is None
    )


@every(
    ("info", "code"),
    [
        ("<p class=nn></p>", "axios.get('/d').then(function(r){document.querySelector('.nn').innerHTML=r.data.t})"),
        ("<p class=nn></p>", "var x=new XMLHttpRequest();x.open('GET','/d');x.onload=function(){document.querySelector('.nn').innerHTML=JSON.parse(this.responseText).t};x.send()"),
        ("", "$.getJSON('/a.json',function(x){$('h1').after('<p>'+x.time+'</p>')})"),
        ("<script>showInfo(12345)</script>", ""),
        ("<script>cms.show('12345', 2);</script>", ""),
    ],
)  # fmt: skip
def test_a_page_is_not_undated_where_an_answer_or_a_function_from_elsewhere_may_put_words_beside_its_title(
    info: str, code: str
) -> None:
    html = page(info, f"<script>{code}</script>")
    assert isinstance(read_article(html, "", now=NOW).published, Unreadable)


@every(
    ("info", "code"),
    [
        ("浏览次数：<p class=nn></p>", "axios.get('/d').then(function(r){document.querySelector('.nn').innerHTML=r.data.t})"),
        ("", "$.getJSON('/a.json',function(x){$('h1').after('<p>浏览：'+x.hits+'</p>')})"),
        ("<script>showHits(12345)</script>", ""),
        ("<script>start(3)</script>", "function start(n){}"),
    ],
)  # fmt: skip
def test_a_count_of_readers_or_a_function_that_writes_nothing_leaves_a_page_undated(
    info: str, code: str
) -> None:
    html = page(info, f"<script>{code}</script>")
    assert isinstance(read_article(html, "", now=NOW).published, Undated)


def test_a_place_that_others_fill_stands_below_the_menu_of_a_page_whose_title_is_not_known() -> None:
    menu = "<div>" + "".join(f"<a href=/{n}/>栏目名称{n}号</a>" for n in range(90)) + "</div>"
    place = "<p class=nn></p><p>来源：本站</p>"
    code = "axios.get('/d').then(function(r){document.querySelector('.nn').innerHTML=r.data.t})"
    for info, after in ((place, code), ("<span id=nn></span>", ""), ("<script>showInfo(12)</script>", "")):
        html = f"<html><head><title>某市民政网</title></head><body>{menu}<div>{TITLE}</div>{info}{TEXT}<script>{after}</script></body></html>"
        assert isinstance(read_article(html, "", now=NOW).published, Unreadable), info


def test_a_day_whose_element_an_answer_fills_is_not_told_though_its_time_stands_beside_it() -> None:
    code = "<script>$.get('/t',function(x){$('#t').html(x.t)})</script>"
    assert _day(page("发布时间：<span id=t>2026-11-20</span> 08:30", code)) is None
    assert _day(page("发布时间：<span id=s>2026-11-20</span> 08:30", code)) == date(2026, 11, 20)


def test_a_list_over_which_an_answer_is_put_is_not_told() -> None:
    rows = "".join(
        f"<p><a href=/x/{n}.html>关于第{n}批名单的公告</a><span>2026-09-{n}</span></p>"
        for n in range(18, 10, -1)
    )
    for way, day in (("prepend(d.html)", None), ("append(d.html)", date(2026, 9, 18))):
        html = f"<title>通知公告</title><h2>通知公告</h2><div class=l>{rows}</div><script>$.get('/l.json',function(d){{$('.l').{way}}})</script>"
        assert read_list(html, "http://www.example.gov.cn/tzgg/", now=NOW).newest == day, way


@every(
    "code",
    [
        "Array.prototype.push=function(){return 0}",
        "Array.prototype.indexOf=function(){return 0}",
        "Array.prototype.filter=function(){return []}",
        "Array.prototype.toJSON=function(){return []}",
        "Object.prototype.toJSON=function(){return null}",
        "RegExp.prototype.test=function(){return false};$$('x')",
    ],
)
def test_no_day_is_told_where_a_script_breaks_what_the_engine_lives_on(code: str) -> None:
    info = "<p id=a>发布时间：2026-11-20</p><p>发布时间：2023-04-17</p>"
    hide = "document.getElementById('a').style.display='none'"
    assert _day(page(info, f"<script>{code};{hide}</script>")) is None
    own = (
        "Array.prototype.indexOf=function(x){for(var i=0;i<this.length;i++)if(this[i]===x)return i;return -1}"
    )
    assert _day(page(info, f"<script>{own};{hide}</script>")) == date(2023, 4, 17)


def test_what_a_script_writes_beside_the_title_keeps_a_page_from_undated() -> None:
    written = "<script>document.write('2021/4/21')</script><p>，某市发布征求意见稿。</p>"
    assert isinstance(read_article(page(written), "", now=NOW).published, Unreadable)


@every("given", ["t", "{t}", "()=>t", "function(){return t}", "function f(){return t}", "class{}"])
def test_a_module_may_give_anything_to_others(given: str) -> None:
    code = f"const t='2023-04-17'\nexport default {given}\nvar a=document.getElementById('a')\na.append(t)"
    assert _day(page(f"发布日期：<b id=a></b><script type=module>{code}</script>")) == date(2023, 4, 17)


@every(
    "begins",
    [
        "<!--",
        "<style>",
        "<textarea>",
        "<template>",
        "<noscript>",
        "<select>",
        "<a title=",
        "<div style=display:none>",
        "<video>",
        "<details>",
    ],
)
def test_what_a_script_covers_by_writing_the_begin_of_an_element_is_not_told(begins: str) -> None:
    info = "<p>发布时间：2026-10-09</p><!-- --><p>发布时间：2023-04-17</p>"
    assert _day(page(f"<script>document.write('{begins}')</script>{info}")) is None
    of_pieces = f"document.write(['{begins[:2]}','{begins[2:]}'].join(''))"
    assert _day(page(f"<script>{of_pieces}</script>{info}")) is None
    whole = "<script>document.write('<div><b>打印</b></div>')</script><p>发布时间：2023-04-17</p>"
    assert _day(page(whole)) == date(2023, 4, 17)


def test_texts_that_may_begin_at_too_many_quotes_are_not_looked_at_and_may_cover() -> None:
    writes = "document.write(a);"
    assert may_cover(writes + 5001 * '\\"')
    assert not may_cover(writes + 5000 * '\\"')


@every(
    "code",
    [
        "[...document.querySelectorAll('*')].filter(e=>/2023/.test(e.textContent)&&!e.children.length).forEach(e=>e.remove())",
        "$('*').each(function(){if($(this).text().indexOf('发布时间')==0)$(this).hide()})",
        "$('head').append('<style>div>p{display:none}</style>')",
    ],
)
def test_what_a_script_hides_that_goes_through_all_of_the_page_is_not_told(code: str) -> None:
    info = "<style>.x{color:red}</style><div><p class=q>发布时间：2023-04-17</p></div>"
    assert _day(page(info, f"<script>{code}</script>")) is None
    lazy = "<script>var a=document.getElementsByTagName('*');for(var i=0;i<a.length;i++){if(a[i].getAttribute('data-lazy'))a[i].src='x'}</script>"
    assert _day(page(info, lazy)) == date(2023, 4, 17)


@every(
    "code",
    [
        "pubinfo.setAttribute('style','display:none')",
        "pubinfo.toggleAttribute('hidden')",
        "pubinfo.children[0].remove()",
        "pubinfo.lastElementChild.remove()",
        "pubinfo.parentElement.hidden=true",
        "pubinfo.querySelector('b').remove()",
        "pubinfo.getElementsByTagName('b')[0].innerHTML=''",
        "pubinfo.attachShadow({mode:'open'})",
    ],
)
def test_what_a_script_hides_by_a_bare_name_and_another_way_from_it_is_not_told(code: str) -> None:
    info = "<div><p id=pubinfo><b>发布时间：2023-04-17</b></p></div>"
    assert _day(page(info, f"<script>{code}</script>")) is None
    assert _day(page(info, "<script>pubinfo.setAttribute('data-x','1')</script>")) == date(2023, 4, 17)


@every(
    "code",
    [
        "document.write('<b class=x>')",
        "document.write('<p>x;</p><article class=x>')",
        "var s='<div class=x>';document.write(s)",
        "function f(){return '<x-y class=x>'}document.write(f())",
        "document.write(unescape('%3Cdiv class=x%3E'))",
        r"document.write('\x3cdiv class=x\x3e')",
        "document['write']('<div class=x>')",
        "document.write.call(document,'<div class=x>')",
        "document.write(\n'<div class=x>')",
        "document.write('<div class=x>');var y='</div>'",
        "document.write('</div><div class=x>')",
    ],
)
def test_what_a_script_covers_by_writing_the_begin_of_a_hidden_class_is_not_told(code: str) -> None:
    rules = "<style>.x{display:none}</style>"
    info = f"<div><script>{code}</script><p>发布时间：2023-04-17</p></div>"
    assert _day(page(info)) == date(2023, 4, 17)
    assert _day(page(rules + info)) is None


@every(
    ("code", "told"),
    [
        ("$('.l').hide()", False),
        ("document.querySelector('.l').style.display='none'", False),
        ("$('.l li').hide()", False),
        ("document.write('<!--')", False),
        ("$('.l li').first().hide()", True),
        ("$('.l li:odd').addClass('odd')", True),
    ],
)
def test_a_list_that_a_script_hides_or_covers_is_not_told(code: str, told: bool) -> None:
    rows = "".join(
        f"<li><a href=/x/{n}.html>关于第{n}批名单的公告</a><span>2026-09-{n}</span></li>"
        for n in range(18, 10, -1)
    )
    script, listed = f"<script>{code}</script>", f"<ul class=l>{rows}</ul>"
    body = script + listed if "write" in code else listed + script
    html = f"<title>通知公告</title><h2>通知公告</h2>{body}"
    assert (read_list(html, "http://www.example.gov.cn/tzgg/", now=NOW).newest is not None) is told


@every(
    "code",
    [
        "if(/native code/.test(document.write.toString())){}",
        "if(/native/.test(Function.prototype.toString.call(document.createElement))){}",
        "addEventListener('load',function(e){if(e.timeStamp>0&&e.isTrusted&&e.type==='load'&&e.target===document&&this===window){}})",
        "document.addEventListener('DOMContentLoaded',function(e){if(e.currentTarget===document){}})",
        "window.onload=function(e){if(e.type==='load'){}}",
        "if(document.visibilityState==='visible'&&document.readyState==='loading'&&navigator.cookieEnabled){}",
        "if(Object.prototype.toString.call(document)==='[object HTMLDocument]'){}",
        "requestAnimationFrame(function(t){if(t>0){}})",
        "if(document.getElementById('a').tagName==='P'&&document.body.tagName==='BODY'){}",
        "if(document.nodeType===9&&document.defaultView===window&&document.characterSet==='UTF-8'){}",
        "if(matchMedia('(min-width:768px)').matches&&!matchMedia('(max-width:768px)').matches){}",
        "if(document.body.contains(document.getElementById('a'))&&document.getElementById('a').isConnected){}",
        "if(getComputedStyle(document.getElementById('a')).display!=='none'&&$('#a').css('display')==='block'){}",
        "if(devicePixelRatio>=1&&screen.colorDepth>16&&navigator.product==='Gecko'&&scrollY===0){}",
        "var r=document.createRange();r.selectNode(document.getElementById('a'));r.deleteContents();{}",
    ],
)
def test_what_a_browser_tells_of_itself_is_told_to_scripts(code: str) -> None:
    info = "<p id=a>发布时间：2026-11-20</p><p>发布时间：2023-04-17</p>"
    hide = "{document.getElementById('a').style.display='none'}"
    assert _day(page(info, f"<script>{code.replace('{}', hide)}</script>")) == date(2023, 4, 17)


@every(
    "code",
    [
        "var p=document.getElementsByTagName('p');p[0].parentNode.removeChild(p[0])",
        "document.getElementById('a').setAttribute('class','gone')",
        "$('#a').attr('class','gone')",
        "self.a.hidden=true",
        "globalThis.a.remove()",
        "document['get'+'ElementById']('a')['remo'+'ve']()",
        "document.getElementById('\\x61').remove()",
        "for(var i=97;i<98;i++)document.getElementById(String.fromCharCode(i)).remove()",
    ],
)
def test_however_a_script_finds_and_takes_away_a_day_the_next_one_is_read(code: str) -> None:
    info = "<style>.gone{display:none}</style><p id=a>发布时间：2026-11-20</p><p>发布时间：2023-04-17</p>"
    assert _day(page(info, f"<script>{code}</script>")) == date(2023, 4, 17)


@every(
    ("code", "told"),
    [
        ("$('.t').hide()", 0),
        ("document.querySelector('.t').innerHTML=''", 0),
        ("$('.t tr').eq(1).remove()", 3),
        ("$('.t tr:odd').addClass('odd')", 4),
    ],
)
def test_a_board_that_a_script_hides_or_empties_is_not_told(code: str, told: int) -> None:
    rows = "".join(
        f"<tr><td><a href=/l/{n}.html>关于某路段路灯不亮的问题第{n}件</a></td><td>2026-09-{n}</td><td>已回复</td></tr>"
        for n in (18, 15, 12, 10)
    )
    html = f"<title>领导信箱</title><h2>领导信箱</h2><table class=t><tr><th>标题</th><th>来信时间</th><th>状态</th></tr>{rows}</table><script>{code}</script>"
    assert len(read_board(html, "http://www.example.gov.cn/ldxx/", now=NOW).messages) == told


@every(
    ("code", "read"),
    [
        ("".join(f"e{n}.innerHTML=1;" for n in range(80)) + "a.remove()", True),
        ("document.addEventListener('x',function(){});" * 30 + "document.addEventListener('x',function(){a.remove()});document.dispatchEvent(new Event('x'))", True),
        ("document.write('<script>var w=1<\\/script>');" * 30 + "document.write('<script>a.hidden=true<\\/script>')", True),
        ("$(function(){});" * 80 + "$(function(){a.remove()})", True),
        ("/*" + 250_000 * "x" + "*/document.getElementById('a').remove()", False),
        ("".join(f"g{n}.style.width='9px';" for n in range(8)) + "a.remove()", True),
    ],
)  # fmt: skip
def test_what_a_script_does_behind_much_else_is_seen_or_doubted(code: str, read: bool) -> None:
    info = "<p id=a>发布时间：2026-11-20</p><p>发布时间：2023-04-17</p>"
    long = "".join(f"<div id=g{n}>{TEXT * 130}</div>" for n in range(8))
    names = "".join(f"<i id=e{n}></i>" for n in range(80))
    html = page(info, f"{names}{long if 'g0' in code else ''}<script>{code}</script>")
    assert _day(html) == (date(2023, 4, 17) if read else None)


@every(
    "code",
    [
        "document.body.remove()",
        "document.body.replaceChildren()",
        "document.body.style.display='none'",
        "$('body').hide()",
        "document.documentElement.innerHTML=''",
        "window.onload=function(){document.write('<h1>首页</h1>')}",
    ],
)
def test_no_day_is_told_of_a_page_that_a_script_takes_away_as_a_whole(code: str) -> None:
    info = "<p>发布时间：2023-04-17</p>"
    assert _day(page(info, f"<script>{code}</script>")) is None
    back = "document.documentElement.style.display='none';window.onload=function(){document.documentElement.style.display=''}"
    assert _day(page(info, f"<script>{back}</script>")) == date(2023, 4, 17)


@every(
    "code",
    [
        "window.onerror=function(){}",
        "addEventListener('unhandledrejection',function(){})",
        "var i=new Image;i.onerror=function(){};i.src='/x'",
        "if(document.getElementById('a').offsetHeight>0){}",
        "if($('#a').height()<400){}",
    ],
)
def test_what_goes_by_errors_or_by_the_size_of_an_element_is_not_told(code: str) -> None:
    info = "<p id=a>发布时间：2026-11-20</p><p>发布时间：2023-04-17</p>"
    hide = "{document.getElementById('a').style.display='none'}"
    assert _day(page(info, f"<script>{code.replace('{}', hide)}</script>")) in (None, date(2023, 4, 17))


def test_a_label_that_a_script_words_anew_is_read_as_it_is_then() -> None:
    info = (
        "<p><b class=k>发布时间：</b><i>2026-10-09</i></p><p><b class=m>更新时间：</b><i>2023-04-17</i></p>"
    )
    swap = "var t=$('.k').text();$('.k').text($('.m').text());$('.m').text(t)"
    assert _day(page(info, f"<script>{swap}</script>")) == date(2023, 4, 17)


@every(
    "style",
    [
        ".t:before{content:'发布时间：' attr(data-d)}",
        ".t:after{content:attr(data-d)}",
        ".t{counter-reset:y 2023 m 4 d 17}.t:before{content:counter(y) '-' counter(m) '-' counter(d)}",
    ],
)
def test_a_day_that_a_style_sheet_puts_there_leaves_the_page_neither_undated_nor_to_its_address(
    style: str,
) -> None:
    others = "<a data-id=20230417>某页</a>" * 201
    html = page(f"<style>{style}</style>{others}<p class=t data-d=2023-04-17></p>")
    for url in ("", "http://www.example.gov.cn/zwgk/202601/t20260105_77.html"):
        assert isinstance(read_article(html, url, now=NOW).published, Unreadable)


def _day(html: str) -> date | None:
    published = read_article(html, "", now=NOW).published
    return published.on if isinstance(published, Dated) else None
