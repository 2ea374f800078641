"""What older libraries would write is read; what a program that is not here puts into an element is not told, and what chance tells is none."""

from datetime import date

from monitor.domain.content import Dated, Undated, Unreadable
from probes.pages.article.article import read_article
from probes.pages.document.libraries import sources_named
from probes.pages.document.scripts import render
from tests.every import every
from tests.probes.pages.older_ways import BY_CHANCE, OLDER_WAYS, PUT_BY_OTHERS, PUT_INTO_NOTHING, WRITTEN_OVER
from tests.probes.pages.test_libraries import NOW, TEXT, URL, page


@every("way", OLDER_WAYS)
def test_a_day_that_an_older_library_would_write_is_read_and_beats_a_newer_address(way: str) -> None:
    published = read_article(page(*OLDER_WAYS[way]), URL, now=NOW).published
    assert isinstance(published, Dated), published
    assert published.on == date(2023, 4, 17)


@every("way", WRITTEN_OVER)
def test_a_day_that_an_older_library_writes_over_another_is_the_page_s(way: str) -> None:
    published = read_article(page(*WRITTEN_OVER[way]), "", now=NOW).published
    assert isinstance(published, Dated), published
    assert published.on == date(2023, 4, 17)


@every("code", PUT_BY_OTHERS)
def test_a_day_that_a_program_which_is_not_here_may_write_over_is_not_told(code: str) -> None:
    html = page(
        "发布时间：<span id=a>2026-03-04</span>", f"<script src=/lib.js></script><script>{code}</script>"
    )
    assert isinstance(read_article(html, "", now=NOW).published, Unreadable)


@every(
    "begin",
    [
        "KISSY.use('node',function(S){",
        "YUI().use('node',function(S){",
        "Foo.ready(function(S){",
        "KISSY.add('m',function(S){",
    ],
)
def test_a_page_is_not_undated_where_what_a_library_calls_breaks_off(begin: str) -> None:
    html = page(
        "<div class=t></div>",
        f"<script src=/lib.js></script><script>{begin}var t=null.x;S.all('.t').html('发布时间：'+t)}})</script>",
    )
    for url in ("", URL):
        assert isinstance(read_article(html, url, now=NOW).published, Unreadable)


@every("code", PUT_INTO_NOTHING)
def test_a_page_is_not_undated_where_a_program_that_is_not_here_fills_a_place_beside_its_title(
    code: str,
) -> None:
    filled = f"<script src=/lib.js></script><script>{code}</script>"
    for url in ("", URL):
        assert isinstance(
            read_article(page("<div class=t></div>", filled), url, now=NOW).published, Unreadable
        ), url


def test_what_a_program_that_is_not_here_puts_into_the_foot_or_above_the_title_keeps_no_address_from_speaking() -> (
    None
):
    filled = "<div class=t></div><script>m.mount(document.querySelector('.t'),{view:function(){}})</script>"
    for html in (page("", filled).replace(TEXT, TEXT * 3), page("", "").replace("<body>", f"<body>{filled}")):
        assert isinstance(read_article(html, URL, now=NOW).published, Dated)


@every(
    ("code", "is_named"),
    [
        ("new Element('b')", True),
        ("renew Element('b')", False),
        ("Element.update(a)", True),
        ("x.Element.update(a)", False),
        ("new\n Class({})", True),
        ("Class.create({})", True),
        ("addClass.create({})", False),
        ("$('a').update(1)", True),
        ("x$('a').update(1)", False),
        ("$$('.a')", True),
        ("$('a').addClass('b')", False),
        ("dojo.byId('a')", True),
        ("my.dojo.byId('a')", False),
        ("'baidu.g'", False),
    ],
)
def test_an_older_library_is_known_by_its_own_words_alone(code: str, is_named: bool) -> None:
    assert bool(sources_named([code])) == is_named


@every("code", BY_CHANCE)
def test_a_day_that_chance_or_a_clock_picks_is_none(code: str) -> None:
    assert not isinstance(read_article(page(f"<script>{code}</script>"), "", now=NOW).published, Dated)


@every("number", ["<.4", ">.95", "<.05"])
def test_a_day_that_is_shown_or_hidden_by_chance_is_neither_told_nor_wanting(number: str) -> None:
    shown = "<p id=a>发布时间：2026-09-08</p><p id=b style='display:none'>发布时间：2026-10-09</p>"
    swaps = f"if(Math.random(){number}){{a=document.getElementById('a');b=document.getElementById('b');a.style.display='none';b.style.display='block'}}"
    writes = f"if(Math.random(){number})document.write('2026-10-09')"
    for seen in (f"{shown}<script>{swaps}</script>", f"<script>{writes}</script>"):
        assert isinstance(read_article(page(seen), "", now=NOW).published, Unreadable)


@every(
    "ask", ["fetch('/x').then(r=>r.text()).then(t=>m.insertAdjacentHTML('afterbegin',t))", "$(m).load('/x')"]
)
@every("number", ["<.4", ">.95"])
def test_a_page_that_asks_another_address_by_chance_is_not_undated(number: str, ask: str) -> None:
    code = f"m=document.getElementById('m');if(Math.random(){number}){{{ask}}}"
    told = "<p>请各单位按照要求认真做好安全检查工作，及时消除隐患。</p>" * 4
    html = f"<title>关于开展检查的通知</title><h1>关于开展检查的通知</h1><div id=m>{told}</div><script>{{}}</script>"
    assert isinstance(read_article(html.format(""), "", now=NOW).published, Undated)
    assert isinstance(read_article(html.format(code), "", now=NOW).published, Unreadable)


def test_what_chance_picks_of_rows_leaves_the_rest_of_the_page_as_it_is() -> None:
    picks = "<p id=a></p><script>document.getElementById('a').innerHTML=Math.random()<0.4?'甲':'乙丙';document.write('<b>丁</b>')</script>"
    ran = render(picks, "", NOW)
    assert ">乙丙<" in ran.html
    assert "<b>丁</b>" in ran.html
    assert not ran.timed
    mixed = "<p id=a></p><script>document.getElementById('a').innerHTML=['2023-04-17','2022-05-18'].sort(function(){return Math.random()-.4}).join('，')</script>"
    assert "2023-04-17" in render(mixed, "", NOW).html


@every(
    "code",
    [
        "Object.defineProperty(Object.prototype,'__key',{get(){return ['id','a',0]},set(){}});document.createElement('p').innerHTML='2026-11-20'",
        "Object.prototype.id='a';Object.prototype.html='2026-11-20';document.createElement('p').innerHTML='2026-11-20'",
        "__engine.answer('{}');document.getElementById('a').innerHTML='2026-11-20'",
        "var x=Foo;for(;;)x=x.a.b('q')",
        "var s={tag:'b'};s.cn=[s];Ext.DomHelper.append('a',s)",
        "new Ext.XTemplate('{[(function(){for(;;);})()]}').apply({})",
        "$('a').adopt($('a'))",
    ],
)
def test_what_a_script_does_to_every_object_or_to_the_engine_makes_no_day(code: str) -> None:
    published = read_article(
        page("发布时间：<span id=a>2023-04-17</span>", f"<script>{code}</script>"), "", now=NOW
    ).published
    assert not isinstance(published, Dated) or published.on == date(2023, 4, 17)
