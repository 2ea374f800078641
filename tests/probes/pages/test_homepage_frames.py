"""Other pages that a homepage shows, or leads on to by itself."""

from datetime import date, datetime

from monitor.domain.observation import Homepage
from monitor.domain.timing import SHANGHAI
from probes.pages.article.article import read_article
from probes.pages.listing.homepage import read_homepage
from tests.every import every

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)
URL = "http://www.x.gov.cn/"
OLD = "<ul><li><a href='/a/1.htm'>关于某某事项的公示</a><i>2026-08-03</i></li></ul>"
ROW = '<li><a href="/a/1.htm">关于某某事项的公示</a><span>2026-11-03</span></li>'


def look(body: str) -> Homepage:
    return read_homepage(f"<html><body>{body}</body></html>", URL, now=NOW)


@every(
    ("more", "frames", "blocks"),
    [
        ("<iframe src='/news/box.html'></iframe>", ("http://www.x.gov.cn/news/box.html",), 0),
        ("<object data='box.html' type='text/html'></object>", ("http://www.x.gov.cn/box.html",), 0),
        ("<iframe src='http://www.weather.test/x.html'></iframe>", (), 0),
        ("<iframe src='/tj.html' width=0 height=0></iframe>", (), 0),
        ("<iframe src='/video/1.mp4'></iframe>", (), 0),
        ("<iframe src='/shipin/'></iframe>", ("http://www.x.gov.cn/shipin/",), 0),
        ("<iframe src='/topnews.html'></iframe>", ("http://www.x.gov.cn/topnews.html",), 0),
        ("<iframe src='/top.html'></iframe><iframe src='/tq/weather.html'></iframe>", (), 0),
        ("<iframe src='http://news.x.gov.cn/a.html'></iframe>", ("http://news.x.gov.cn/a.html",), 0),
        ("<iframe src='about:blank' data-src='/a.html'></iframe>", ("http://www.x.gov.cn/a.html",), 0),
        ("<iframe src='/a.html' width=0 height=0 id=f onload=\"put(f.contentWindow)\"></iframe>", ("http://www.x.gov.cn/a.html",), 0),
        ("<iframe id=f></iframe><script>$('#f').attr('src','/a.html')</script>", (), 1),
        ("<object id=f></object><script>$('#f').show()</script>", (), 0),
        ("<form target=f></form><iframe id=f style='display:none'></iframe><script>f.x=1</script>", (), 0),
        ("<iframe src='/'></iframe>", (), 0),
        ("<iframe src='http://tj.x.gov.cn/tj/xw.html'></iframe>", ("http://tj.x.gov.cn/tj/xw.html",), 0),
        ("<iframe src='/js/rl.htm'></iframe>", (), 0),
        ("<ul id=n></ul><script>$.get('/api/xw',function(r){$('#n').html(r)})</script>", (), 1),
        ("<div id=box></div><script>$('#box').load('/xw.html')</script>", (), 1),
        ("<div id=box>新闻</div><script>$('#box').load('/xw.html')</script>", (), 0),
        ("<div id=hits></div><script>$('#hits').load('/count.asp')</script>", (), 0),
        ("<div id=tq></div><script>$.get('/weather.json',function(r){$('#tq').html(r)})</script>", (), 0),
        ("<script src='/js/xw.asp?c=3'></script>", (), 1),
        ("<script src='/js/click.asp?c=3'></script>", (), 0),
        ("<script src='//www.other.test/xw.php'></script>", (), 0),
    ],
    ids=[
        "a frame", "an object", "another host's frame", "a frame of no size", "a film", "news in films", "news at the top", "what stands around", "a kindred host's frame", "a frame for later", "a frame of no size that is read", "a frame that a script gives a page", "a film of no address", "a form's answer", "itself", "news of statistics", "a calendar", "an answer", "loaded",
        "loaded over a text", "a counter", "weather", "a program of rows", "a counting program", "another host's program",
    ],
)  # fmt: skip
def test_what_a_homepage_shows_from_elsewhere_is_told(
    more: str, frames: tuple[str, ...], blocks: int
) -> None:
    seen = look(f"<ul>{ROW}</ul>{more}")
    assert (seen.frames, seen.unread_pages, seen.script_blocks) == (frames, frames, blocks)
    assert len(seen.items) == 1


def test_a_page_within_a_frame_of_its_own_is_read_there() -> None:
    shown = f"<iframe srcdoc='{ROW}'></iframe>"
    assert [one.on for one in look(shown).items] == [date(2026, 11, 3)]
    assert look(shown.replace("<iframe", "<iframe hidden")).items == ()


def frames(script: str, body: str = "<body>") -> tuple[tuple[str, ...], int]:
    """The pages that are to be read too, and how much only a script knows."""
    home = read_homepage(f"{body}{OLD}<script>{script}</script></body>", URL, now=NOW)
    return home.frames, home.script_blocks


@every(
    "script",
    [
        "window.location.href='/main/';",
        "$(function(){window.location.replace('/main/')})",
        "$(document).ready(function(){ location.assign('/main/'); });",
        "function go(){ window.location='/main/'; } setTimeout(go,3000);",
        "function go(){ window.location='/main/'; } setTimeout('go()',3000);",
        "function go(){ window.location='/main/'; }\ngo();",
        "setTimeout(\"location.href='/main/'\",2000)",
        "setTimeout(()=>{location.href='/main/'},2000)",
        "window.addEventListener('load',function(){location.href='/main/'})",
        "window.onload=function(){try{location.href='/main/'}catch(e){}}",
        "(function(){location.href='/main/'})();",
    ],
)
def test_where_a_homepage_leads_by_itself_is_read_too(script: str) -> None:
    assert frames(script) == ((f"{URL}main/",), 0)
    assert frames(script.replace("/main/", "http://www.other.test/")) == ((), 1)


def test_escaped_slashes_lead_as_plain_ones_do() -> None:
    assert frames(r"location.href='\/main\/';") == frames("location.href='/main/';")


def test_what_the_body_does_on_load_leads_on() -> None:
    assert frames("", "<body onload=\"location.replace('/main/')\">") == ((f"{URL}main/",), 0)
    assert frames("function go(){location='/main/'}", "<body onload='go()'>") == ((f"{URL}main/",), 0)


@every(
    "script",
    [
        "if(/Android/.test(navigator.userAgent)){location.href='/m/'}",
        "var m=1; if(m) location.href='/m/';",
        "$(function(){ if(isMobile()){ window.location.href='http://m.x.gov.cn/'; } });",
        "isMobile && (location.href='/m/');",
        "$('#b').click(function(){location.href='/so/'});",
        "$('select').change(function(){window.location.href='/x/'})",
        "document.getElementById('b').onclick=function(){location.href='/x/'}",
        "function so(){location.href='/x/'}",
        "window.location.href='/';",
        "location.href='#top'",
        "location.href='/so?q='+word;",
        "$.get('/is.json',function(r){ location.href='/a/' })",
        "window.onerror=function(){location.href='/e/'}",
        "var app={go(){location.href='/a/'}}",
        "if(top!=self){top.location=self.location}",
        "if(isIE6()) location.href='/ie.html'",
        "if(top!=self) top.location=self.location",
        "top.location = location.href; window.location.replace(document.URL)",
        "var location = {}; map.location = point;",
    ],
)
def test_a_branch_or_a_click_leads_nobody_on(script: str) -> None:
    assert frames(script) == ((), 0)
    assert read_homepage(f"{OLD}<script>{script}</script>", URL, now=NOW).reason == ""


@every(
    "script",
    ["var u='/main/'; location.href=u;", "window.location.replace(main())", "location = (base + 'x/')"],
)
def test_a_homepage_that_leads_to_what_is_not_told_is_not_known(script: str) -> None:
    assert frames(script) == ((), 1)


LIST = "<ul id='n'><li><a href='/b/1.htm'>关于某某地块的公示</a><i>2026-07-01</i></li></ul>"


@every(
    "part",
    [
        f"<textarea class='lazyload'>{ROW}</textarea>",
        f"<template>{ROW}</template>",
        f"<noscript><ul>{ROW}</ul></noscript>",
        "<div><h3>通知公告</h3><script src='/js/tzgg.js'></script></div>",
        "<ul class='news'><script src='/data/list.js'></script></ul>",
        "<ul id='newslist'></ul><script src='/js/index.js'></script>",
        "<div data-url='/api/tz'></div>",
        "<div class='main'><ul id='gglist'></ul></div><script src='/js/index.js'></script>",
        "<div class='tab-content' id='nav-tabContent'><ul id='gglist'></ul></div><script src='/js/index.js'></script>",
        "<div class='box' data-url='/share/list.html'></div>",
        "<ul class='icon' id='newslist'></ul><script src='/js/index.js'></script>",
        "<div><script src='/js/left.js'></script></div>",
        "<iframe id='left'></iframe><script>$('#left').attr('src', u)</script>",
        "<div w3-include-html='/tz.html'></div>",
        "<div class='news'><script src='/js/common.js'></script></div>",
        "<noscript><ul><li><a href='/tz/1.htm'>通知</a></li></ul></noscript>",
        f"{LIST}<script>$.getJSON('/tz.json', function (r) {{ $('#n').prepend('<li>' + r[0].t) }})</script>",
    ],
)
def test_what_waits_on_a_homepage_or_is_filled_by_a_file_may_be_new(part: str) -> None:
    assert look(OLD + part).script_blocks == 1


@every(
    "part",
    [
        "<textarea name='q'>请输入关键词</textarea>",
        "<noscript>请开启脚本 <a href='/help/'>帮助</a></noscript>",
        "<div class='foot'><script src='/js/foot.js'></script></div>",
        "<span><script src='//dcs.conac.cn/js/1.js'></script></span>",
        "<div><script src='/js/common.js'></script></div><p><script src='/js/trs_webdig.js?v=2'></script></p>",
        "<noscript><ul><li>请开启浏览器的脚本功能</li></ul></noscript><noscript><iframe src='*.htm'></iframe></noscript>",
        "<script src='/js/index.js'></script><script src='/js/common.js'></script>",
        "<div id='newsbox_b'></div><ul id='banner_list'></ul><script src='/js/index.js'></script>",
        "<div data-src='/p/1.jpg'></div><div data-url='/p/1.jpg'></div>",
        "<ul id='newslist'></ul>",
        "<a href='/gkml/'><div class='gk_licon' id='gkml'></div>公开目录</a><script src='/js/index.js'></script>",
        "<div class='search'><div><ul id='hotlist'></ul></div></div><script src='/js/index.js'></script>",
        "<ul class='list' id='pic_list_num'></ul><script src='/js/index.js'></script>",
        "<div class='rq'><script src='/js/showtime.js'></script></div><p><script src='/images/nongli.js'></script></p>",
        "<div><script src='/webstat/tj.js?v=1'></script></div><p><script src='rl.js'></script></p>",
        "<div class='social-share' data-url='/index.html'></div>",
        "<iframe id='weather'></iframe><script>$('#weather').attr('src', u)</script>",
        "<iframe id='f' src='/sso/check' style='display:none'></iframe><script>f.contentWindow</script>",
    ],
)
def test_what_adorns_or_counts_on_a_homepage_is_nothing_new(part: str) -> None:
    seen = look(OLD + part)
    assert (seen.script_blocks, seen.unread_pages) == (0, ())


def test_an_address_with_a_newer_day_that_only_a_script_holds_may_be_new() -> None:
    script = "<script>var links = '/x/202611/t20261102_1.html|/x/t20250101_2.html';</script>"
    assert look(OLD + script).unread_pages == ("http://www.x.gov.cn/x/202611/t20261102_1.html",)
    shown = "<a href='/x/202611/t20261102_1.html'>全县秋粮收购工作会议召开</a>"
    for other in (
        script.replace("202611", "203611"),
        script.replace("/x/202611", "//x.cn/202611"),
        shown + script,
    ):
        assert look(OLD + other).unread_pages == ()


def test_no_number_in_a_page_keeps_a_reader_from_it() -> None:
    far = f"&#{'9' * 5000};"
    html = f"<body onload=\"document.title='{far}'\"><iframe srcdoc='<p>{far}</p>'></iframe><iframe src='/a{far}'></iframe>"
    assert read_homepage(html, URL, now=NOW).items == ()
    assert read_article(html).title == ""
