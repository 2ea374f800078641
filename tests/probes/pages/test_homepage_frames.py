"""Other pages that a homepage shows, or leads on to by itself."""

from datetime import date, datetime

from monitor.domain.observation import Homepage
from monitor.domain.timing import SHANGHAI
from probes.pages.listing.homepage import read_homepage
from tests.every import every

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)
URL = "http://www.x.gov.cn/"
OLD = "<ul><li><a href='/a/1.htm'>关于某某事项的公示</a><i>2026-08-03</i></li></ul>"
ROW = '<li><a href="/a/1.htm">关于某某事项的公示</a><span>2026-11-03</span></li>'


def look(body: str) -> Homepage:
    return read_homepage(f"<html><body>{body}</body></html>", URL, now=NOW)


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
    ],
)
def test_a_branch_or_a_click_leads_nobody_on(script: str) -> None:
    assert frames(script) == ((), 0)
