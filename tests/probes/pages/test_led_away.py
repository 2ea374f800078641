"""What code that is put together, that is done late, or that draws over a page or leads away from it leaves to see: the right day, or none."""

from datetime import date

from monitor.domain.content import Dated
from probes.pages.article.article import read_article, see
from probes.pages.article.changed_days import changes_a_day
from probes.pages.article.far_around import change_far_around
from probes.pages.document.covers import covered
from probes.pages.document.page_text import read_page
from probes.pages.document.scripts import render
from probes.pages.listing.listing import read_list
from tests.every import every
from tests.probes.pages.test_libraries import NOW, TEXT, page

INFO = "<p id=pubinfo>发布时间：2026-11-20</p>"
SLEEP = "const s=m=>new Promise(r=>setTimeout(r,m));"
COVER = "position:fixed;top:0;left:0;width:100%;height:100%;background:"


@every(
    "code",
    [
        "eval('pub'+'info.re'+'move()')",
        "(0,eval)(unescape('%70%75%62%69%6e%66%6f%2e%72%65%6d%6f%76%65%28%29'))",
        "Function('pub'+'info.remove()')()",
        "Function('n', 'pubinfo.remove()')()",
        "eval('pubinfo.remove()')",
        'eval("\\x70ubinfo.remove()")',
        "(function(){}).constructor('pub'+'info.hidden=true')()",
        "setTimeout('pub'+'info.remo'+'ve()',10)",
        "window['pub'+'info'].remove()",
        "var k=['pub','info'].join('');self[k].style.display='none'",
        "var k='style';pubinfo[k+'']['display']='none'",
        "with(pubinfo){innerHTML='x'}",
        "pubinfo['innerHTML']='x'",
    ],
)
def test_a_day_is_not_told_that_code_takes_away_which_is_put_together(code: str) -> None:
    assert _day(f"<script>{code}</script>") is None


@every(
    ("code", "asked"),
    [
        ("document.oncontextmenu=new Function('event.returnValue=false;')", False),
        ("document.onselectstart = new Function ( )", False),
        ("document.oncontextmenu=new Function('event.return'+'Value=false;')", True),
        ("f(code.map(eval))", True),
        ("$('#'+n+'p').hide()", False),
        ("$('#n'+'p').hide()", False),
        ("$('p').hide()", True),
        ("$(''+'p').hide()", True),
        ("$('body ' + \"p\").hide()", True),
        ("$(n+'p').hide()", True),
    ],
)
def test_code_that_is_said_whole_is_looked_at_as_all_other_is(code: str, asked: bool) -> None:
    days = see(page(INFO), "", NOW).weighed
    assert changes_a_day(read_page(page(INFO, f"<script>{code}</script>")), days) is asked


def test_pieces_of_code_hide_behind_no_number_of_others() -> None:
    many = "document.write('');" * 2001
    assert changes_a_day(read_page(page(INFO, f"<script>{many}</script>")), ())


def test_what_code_that_is_put_together_writes_is_read() -> None:
    assert _day("<script>pubinfo['inner'+'HTML']='发布时间：2023-04-17'</script>") == date(2023, 4, 17)
    harmless = "var o=eval('('+JSON.stringify({a:1})+')');with(document)0[getElementsByTagName('head')[0]]"
    assert _day(f"<script>{harmless}</script>") == date(2026, 11, 20)


@every(
    ("code", "told"),
    [
        ("var n=0;function f(){if(++n<100)setTimeout(f,10);else pubinfo.remove()}f()", False),
        ("var n=0,t=setInterval(function(){if(++n==60){clearInterval(t);pubinfo.remove()}},20)", False),
        ("for(var i=0;i<500;i++)setTimeout(function(){},i);setTimeout(function(){pubinfo.remove()},600)", False),
        (f"{SLEEP}(async()=>{{for(let i=0;i<60;i++)await s(9);pubinfo.remove()}})()", False),
        ("for(var i=0;i<1e4;i++)Promise.resolve(i).then(x=>{if(x==9999)pubinfo.remove()})", False),
        ("pubinfo.addEventListener('transitionend',function(){this.remove()});pubinfo.style.opacity=.5", False),
        ("window.onresize=function(){pubinfo.remove()};window.dispatchEvent(new Event('resize'))", False),
        (f"{SLEEP}(async()=>{{while(1){{await s(1000);c.innerHTML=new Date}}}})();pubinfo.style.margin=0", True),
        ("function f(){c.innerHTML=new Date;setTimeout(f,1000)}f();pubinfo.style.margin=0", True),
        ("var n=0;setInterval(function(){$('.l').hide().eq(n++%3).show()},50);pubinfo.style.margin=0", True),
        ("setTimeout(function(){pubinfo.remove()},60000)", True),
    ],
)  # fmt: skip
def test_what_is_done_while_people_wait_is_seen_or_doubted(code: str, told: bool) -> None:
    assert (_day(f"<b id=c></b><i class=l>x</i><script>{code}</script>") == date(2026, 11, 20)) is told


@every(
    ("code", "told"),
    [
        ("pubinfo.style.color='#fff'", False),
        ("$('#pubinfo').css({color:'rgb(255,255,255)'})", False),
        ("pubinfo.setAttribute('style','color:white')", False),
        ("pubinfo.style.zoom='0'", False),
        ("$('#pubinfo').css('scale',0)", False),
        ("pubinfo.style.webkitMaskImage='linear-gradient(transparent,transparent)'", False),
        ("document.getElementById('pubinfo').animate([{opacity:1},{opacity:0}],{fill:'forwards'})", False),
        ("pubinfo.style.textDecoration='line-through'", False),
        ("pubinfo.style.filter='blur(20px)'", False),
        ("$('#pubinfo').css('letter-spacing','-99px')", False),
        ("pubinfo.style.webkitTextFillColor='transparent'", False),
        ("pubinfo.style.webkitTextSecurity='disc'", False),
        ("pubinfo.style.letterSpacing='-1px';pubinfo.style.font='14px a'", True),
        ("$('#pubinfo').css({background:'#c00',color:'#fff'})", True),
        ("$('.l').css('color','#fff');pubinfo.style.color='#333'", True),
        ("pubinfo.style.color='#fff';pubinfo.style.color='';pubinfo.style.zoom=1", True),
    ],
)
def test_letters_that_may_be_those_of_the_paper_are_not_told(code: str, told: bool) -> None:
    assert (_day(f"<i class=l>x</i><script>{code}</script>") == date(2026, 11, 20)) is told


@every(
    ("code", "told"),
    [
        (f"document.write('<div style=\"{COVER}#fff\"></div>')", False),
        (f"var d=document.createElement('div');d.style.cssText='{COVER}white';document.body.appendChild(d)", False),
        ("$('body').append('<p style=\"position:fixed;background:#eee;inset:0\">x</p>')", False),
        (f"document.write('<div style=\"{COVER}rgba(0,0,0,.5)\"></div>')", True),
        (f"document.write('<div style=\"{COVER}#fff;display:none\"></div>')", True),
        (f"document.write('<div id=w style=\"{COVER}#fff\">x</div>');$(function(){{$('#w').hide()}})", True),
        ("document.write('<div style=\"position:fixed;width:100%;height:50px;background:#fff\">x</div>')", True),
    ],
)  # fmt: skip
def test_nothing_is_told_of_a_page_over_which_a_script_lays_a_box(code: str, told: bool) -> None:
    assert (_day(f"<script>{code}</script>") == date(2026, 11, 20)) is told
    assert (_newest(code) == date(2026, 9, 18)) is told


BOX = "position:absolute;left:0;top:0;width:100%;height:"


@every(
    ("code", "told"),
    [
        (f"pubinfo.insertAdjacentHTML('beforeend','<i style=\"{BOX}100%;background:#fff\"></i>')", False),
        (f"var d=document.createElement('i');d.style.cssText='{BOX}100%;background:#fff';pubinfo.appendChild(d)", False),
        (f"document.getElementById('x').style.cssText='{BOX}900px;background:#fff'", False),
        ("$('#x').css({position:'fixed',inset:0,background:'#eee'})", False),
        (f"var d=document.createElement('i');d.style.cssText='{BOX}2000px;background:#fff';document.body.append(d)", False),
        ("$('#x').css({position:'fixed',inset:0,background:'rgba(0,0,0,.2)'});pubinfo.style.margin=0", True),
        (f"document.getElementById('x').style.cssText='{BOX}900px;background:#fff';$('#x').hide()", True),
        (f"document.getElementById('x').style.cssText='{BOX}60px;background:#fff'", True),
        ("$('body').append('<p style=\"position:absolute;bottom:0;left:0;width:100%;height:30px;background:#000\">x</p>')", True),
        (f"document.body.style.cssText='{BOX}100%;background:#fff'", True),
        (f"$('body').prepend('<i style=\"{BOX}300px;background:#eef;z-index:-1\"></i>')", True),
    ],
)  # fmt: skip
def test_a_day_is_not_told_over_which_a_script_draws_a_box(code: str, told: bool) -> None:
    assert (_day(f"<div id=x></div><script>{code}</script>") == date(2026, 11, 20)) is told


@every(
    ("code", "told"),
    [
        ("location.href='/other.html'", False),
        ("top.location='http://www.example.com/'", False),
        ("location.replace('/other.html')", False),
        ("if(location.protocol=='http:')location.href=location.href.replace('http:','https:')", True),
        ("if(/Mobile/.test(navigator.userAgent)){location.href='/m/'}", True),
        ("if(top!=self)top.location=self.location", True),
        ("function search(){location.href='/s?q=1'}", True),
        ("location.href='#top'", True),
        ("if(isMobile()) location.href='http://m.example.gov.cn/'", True),
        ("if(IsPC()==false) location='/wap/'", True),
        ("var m=new MobileDetect(navigator.userAgent);if(m.mobile())location.replace('/m/')", True),
        ("if(browser.versions.mobile) location.href='/m/'", True),
        ("initTheme();location.href='/new.html'", False),
        ("theme().init();location.href='/new.html'", False),
    ],
)
def test_nothing_is_told_of_a_page_that_leads_to_another_one_at_once(code: str, told: bool) -> None:
    assert (_day(f"<script>{code}</script>") == date(2026, 11, 20)) is told
    assert (_newest(code) == date(2026, 9, 18)) is told


@every(
    "code",
    [
        "document.designMode='on';document.execCommand('delete')",
        "getSelection().selectAllChildren(pubinfo);getSelection().deleteFromDocument()",
        "setTimeout(function(){document.open();document.write('x')},9)",
    ],
)
def test_nothing_is_told_of_a_page_that_a_script_edits(code: str) -> None:
    assert _day(f"<script>{code}</script>") is None


def test_a_function_is_looked_at_to_its_end_however_long_it_is() -> None:
    long = "function g(e){" + "s+=1;/* x */\n" * 400 + "e.parentNode.style.display='none'}"
    for call in ("g(this)", "window['g'](this)"):
        info = f'<div>{INFO}<img src=x onerror="{call}"></div><script>{long}</script>'
        assert _day("", info) is None, call
    after = "<script>function h(e){e.src='none.png'}</script>"
    assert _day(after, f"<div>{INFO}<img src=x onerror=h(this)></div>") == date(2026, 11, 20)


@every(
    "info",
    [
        f"<details open ontoggle=\"document.getElementById('pubinfo').remove()\"></details>{INFO}",
        f'<details open ontoggle="this.nextElementSibling.remove()"></details>{INFO}',
        f"<svg><set onbegin=\"document.getElementById('pubinfo').remove()\" /></svg>{INFO}",
        "<p onanimationstart='this.remove()'>发布时间：2026-11-20</p>",
        "<p tabindex=0 autofocus onfocus='this.remove()'>发布时间：2026-11-20</p>",
    ],
)
def test_a_day_is_not_told_that_code_in_an_attribute_takes_away_by_itself(info: str) -> None:
    for after in ("", "<script>var x=1</script>"):
        assert _day(after, info) is None


@every(
    ("code", "told"),
    [
        ("document.getElementById('main').innerHTML=''", None),
        ("$('#main').hide()", None),
        ("var m=document.querySelector('.wrap');m.style.display='none'", None),
        ("$('.main').html($('.main').html().replace('2026','2023'))", date(2023, 11, 20)),
        ("document.forms[0].innerHTML=''", None),
        ("document.forms[0].style.setProperty('display','none')", None),
        ("document.images[0].parentNode.innerHTML=''", None),
        ("document.anchors[0].nextSibling.nodeValue=''", None),
        ("document.forms[0].elements[0].parentNode.style.display='none'", None),
        ("document.all[7].style.display='none'", None),
        ("for(const e of document.links)e.style.color='red'", date(2026, 11, 20)),
        ("for(const e of document.body.children)e.hidden=true", None),
        ("$('body > div').hide()", None),
        ("$('body').children().hide()", None),
        ("$(document.body).hide()", None),
        ("$(document).children().hide()", None),
        ("document.lastElementChild.remove()", None),
        ("document.body.lastElementChild.remove()", None),
        ("document.scrollingElement.style.display='none'", None),
        ("jQuery(document.body).contents().remove()", None),
        ("var b=document.body;b.innerHTML=''", None),
        ("var d=document,b=d.body;b.textContent=''", None),
        ("var b=$(document.body),h=b.height();b.empty()", None),
        ("var b=$(document.body);b.append('<i></i>').addClass('on')", date(2026, 11, 20)),
        ("document.elementFromPoint(9,9).remove()", None),
        ("document.querySelectorAll('[class^=in]').forEach(e=>e.remove())", None),
        ("(function w(e){for(var c of e.childNodes)if(c.data)c.data='x';else w(c)})(document.body)", None),
        ("document.querySelector(decodeURIComponent('%2Ex1')).remove()", None),
        ("$('.x1').slideToggle()", None),
        ("document.styleSheets[0].cssRules[0].style.display='none'", None),
        ("ReactDOM.render(null,document.querySelector('.in-fo'))", None),
        ("$('#main').hide().fadeIn(300)", date(2026, 11, 20)),
        ("document.getElementById('main').style.fontSize='16px'", date(2026, 11, 20)),
        ("$('.nav').hide();$('#side').html('')", date(2026, 11, 20)),
    ],
)
def test_a_day_far_below_the_begin_of_what_a_script_changes_is_read_as_it_is_then(
    code: str, told: date | None
) -> None:
    menu = "<div class=nav>" + "".join(f"<a href=/{n}/>栏目{n}号</a>" for n in range(99)) + "</div>"
    info = f"<div id=side></div><div class=in-fo><p class=x1><img src=i.png><a href=/x/ name=t></a>发布时间：2026-11-20<input></p></div>{TEXT}"
    html = page("", "").replace(
        "<h1>", f"<div id=wrap class=wrap><div id=main class=main><form>{menu}<h1>", 1
    )
    html = html.replace("</h1>", f"</h1>{info}</form></div></div><script>{code}</script>", 1)
    published = read_article(html, "", now=NOW).published
    assert (published.on if isinstance(published, Dated) else None) == told


def test_what_is_opened_far_before_a_day_is_found_however_often_its_name_stands_there() -> None:
    menu = "<link href=main.css><a class=main>main</a><div class='top main'></div>" * 9
    for opened, holds_the_day in (("<div id=main>", True), ("<div id=main></div>", False), ("<p>", False)):
        html = f"{menu}{opened}<p>发布时间："
        assert change_far_around(html, (len(html),), "$('#main').hide()") is holds_the_day, opened


@every(
    ("code", "told"),
    [
        ("document.body.insertBefore(d,document.body.firstChild)", True),
        ("document.body.insertBefore(d,document.body.childNodes[0])", True),
        ("document.body.insertBefore(d,document.body.children[0])", True),
        ("var b=document.body,f=b.firstElementChild;if(f)b.insertBefore(d,f)", True),
        ("var b=document.body;b.insertBefore(d,b.firstChild);b.children[0].className='bar'", True),
        ("document.body.appendChild(d);for(const e of document.body.children)if(e.id=='z')e.remove()", True),
        (f"d.style.cssText='{COVER}#fff';document.body.insertBefore(d,document.body.firstChild)", False),
        ("if(document.body.firstChild!=d)document.body.insertBefore(d,document.body.firstChild)", False),
        ("var f=document.body.firstChild;f.hidden=true;document.body.insertBefore(d,f)", False),
        (
            "Proxy=function(){return {}};var f=document.body.firstChild;f.hidden=1;document.body.insertBefore(d,f)",
            False,
        ),
        ("document.body.firstElementChild.remove()", True),  # the title
        ("var {style}=document.body.children[0];style.display='none'", True),
        (
            "for(var i=0,l=document.body.children;i<l.length;i++)if(l[i].className=='up')l[i].hidden=true",
            True,
        ),
        ("document.body.children[1].hidden=true", False),
        ("document.body.appendChild(document.body.firstChild)", False),
        ("pubinfo.insertBefore(document.body.firstChild,null)", False),
        ("while(document.body.firstChild)document.body.removeChild(document.body.firstChild)", False),
    ],
)
def test_what_is_put_before_all_else_leaves_the_page_as_it_is(code: str, told: bool) -> None:
    bar = "var d=document.createElement('div');d.innerHTML='无障碍';pubinfo.style.margin=0;"
    assert (_day(f"<script>{bar}{code}</script>") == date(2026, 11, 20)) is told


@every(
    ("code", "told"),
    [
        ("document.currentScript.previousElementSibling.innerHTML='2023-04-17'", date(2023, 4, 17)),
        ("document.currentScript.previousElementSibling.remove()", None),
        ("document.currentScript.parentNode.style.display='none'", None),
        ("document.currentScript.closest('p').hidden=true", None),
        ("document.currentScript.parentNode.appendChild(document.createElement('i'))", date(2026, 11, 20)),
    ],
)
def test_what_a_script_does_to_what_stands_around_it_is_seen(code: str, told: date | None) -> None:
    assert _day("", f"<p>发布时间：<b>2026-11-20</b><script>{code}</script></p>") == told


@every(
    ("after", "told"),
    [
        ("<script>location.href='javascript:void(pubinfo.remove())'</script>", False),
        ("<script>window.open('javascript:void(pubinfo.remove())','_self')</script>", False),
        ("<a id=k href='javascript:void(0)'>x</a><script>document.getElementById('k').click()</script>", True),
        ("<iframe src=\"javascript:parent.document.getElementById('pubinfo').remove()\"></iframe>", False),
        ("<iframe srcdoc=\"<script>top.document.getElementById('pubinfo').remove()</script>\"></iframe>", False),
        ("<iframe src='javascript:void(0)'></iframe><script>var x=1</script>", True),
        ("<iframe id=f></iframe><script>document.getElementById('f').src='javascript:parent.pubinfo.remove()'</script>", False),
        ("<iframe id=f></iframe><script>document.getElementById('f').src='about:blank'</script>", True),
        ("<script src=\"data:text/javascript,document.getElementById('pubinfo').remove()\"></script>", False),
        ("<script src='data:text/javascript;base64,ZG9jdW1lbnQuZ2V0RWxlbWVudEJ5SWQoInB1YmluZm8iKS5yZW1vdmUoKQ=='></script>", False),
        ("<script>document.write('<script src=\"data:text/javascript,pubinfo%2Eremove()\"><\\/script>')</script>", False),
        ("<script>var s=document.createElement('script');s.src='data:text/javascript,pubinfo.remove()';document.body.appendChild(s)</script>", False),
        ("<script>var i=new Image();i.src='data:image/gif;base64,R0lGODlhAQABAAAAACw='</script>", True),
    ],
)  # fmt: skip
def test_an_address_that_is_code_is_run_as_a_browser_runs_it(after: str, told: bool) -> None:
    assert (_day(after) == date(2026, 11, 20)) is told


@every(
    ("code", "told"),
    [
        ("$('p').hide()", False),
        ("document.querySelectorAll('p').forEach(e=>e.remove())", False),
        ("document.querySelectorAll('p').forEach(e=>{e.innerHTML=''})", False),
        ("document.body.children[132].remove()", False),
        ("document.querySelectorAll('p').forEach(e=>{e.style.margin=0})", True),
        ("$('p').css('line-height','2em')", True),
    ],
)
def test_a_day_is_not_told_that_is_one_of_more_elements_than_are_told(code: str, told: bool) -> None:
    many = "<p>栏目</p>" * 130
    assert (_day(f"<script>{code}</script>", f"</div>{many}{INFO}<div>") == date(2026, 11, 20)) is told


@every(
    ("sheet", "unable"),
    [
        (f"section {'div ' * 10}.y{{color:transparent}}", True),  # as it is not understood: the parser's own search would take hours
        (f"section {'div ' * 6}.y{{color:transparent}}", False),
        (".y{color:transparent}", False),
        (".z{color:transparent}", True),
    ],
)  # fmt: skip
def test_what_a_sheet_paints_out_is_looked_for_in_little_time(sheet: str, unable: bool) -> None:
    nest = f"{'<div>' * 300}<b class=y>x</b>{'</div>' * 300}"
    html = page(f"<style>{sheet}</style>{INFO}{nest}{'<b class=z>x</b>' * 201}")
    code = "document.write('<i>x</i>')"
    assert render(f"{html}<script>{code}</script>", "", NOW, anyway=True).unable is unable


@every(("steps", "unable"), [(5, False), (9, True)])
def test_what_an_answer_tells_of_a_selector_is_looked_for_in_little_time(steps: int, unable: bool) -> None:
    code = f"$.get('/x',function(d){{$('section {'div ' * steps}#r'+d.id).html(d.t)}})"
    nest = f"{'<div>' * 300}<b id=r1>x</b>{'</div>' * 300}"
    assert render(page(INFO, f"{nest}<script>{code}</script>"), "", NOW, anyway=True).unable is unable


def test_boxes_over_a_page_hide_behind_no_number_of_others() -> None:
    box = "<div style='position:absolute;top:0;left:0;width:100%;height:100%;background:#fff'></div>"
    covered_parts = covered(INFO, f"<section>{box * 300}</section><div>{INFO}{box}</div>")
    assert covered_parts is not None
    assert len(covered_parts) == 2
    assert covered(INFO, f"<section>{box}</section>" * 201 + f"<div>{INFO}{box}</div>") is None


def test_a_day_is_not_told_where_scripts_change_more_than_is_put_back() -> None:
    others = "".join(f"<{tag}>栏目</{tag}>" * 100 for tag in ("i", "em", "u", "s", "q"))
    code = "['i','em','u','s','q','p'].forEach(t=>document.querySelectorAll(t).forEach(e=>{e.hidden=true}))"
    assert _day(f"<script>{code}</script>", f"{INFO}{others}") is None


def test_rows_that_a_script_takes_away_are_gone_however_many_they_are() -> None:
    rows = "".join(f"<li><a href=/x/{n}.html>第{n}批名单的公告</a><span>2026-0{9 - n // 20}-{28 - n % 20}</span></li>" for n in range(60))  # fmt: skip
    html = f"<title>通知公告</title><ul id=l>{rows}</ul><script>$('#l li').slice(0,50).remove()</script>"
    assert read_list(html, "http://www.example.gov.cn/tzgg/", now=NOW).newest == date(2026, 7, 18)


@every(
    ("sheet", "code", "told"),
    [
        (".off{opacity:0}", "$('#pubinfo').addClass('off')", False),
        (".off{height:0;overflow:hidden}", "pubinfo.classList.add('off')", False),
        (".off{color:transparent}", "pubinfo.className='off'", False),
        (".off p{font-size:0}", "pubinfo.parentNode.className='off'", False),
        ("body.off #pubinfo{position:absolute;left:-9999px}", "document.body.className='off';pubinfo.style.margin=0", False),
        ("p[data-off]{display:none}", "pubinfo.setAttribute('data-off',1);pubinfo.style.margin=0", False),
        ("p[data-off]{display:none}", "pubinfo.dataset.off='1';pubinfo.style.margin=0", False),
        ("p[data-off]{display:none}", "pubinfo.setAttribute('data-on',1);pubinfo.style.margin=0", True),
        (".off{opacity:0}", "$('#x').addClass('off');$('#pubinfo').addClass('on')", True),
        (".off{opacity:0;animation:come 1s}", "$('#pubinfo').addClass('off')", True),
        (".off{opacity:0}", "$('#pubinfo').addClass('off').removeClass('off')", True),
    ],
)  # fmt: skip
def test_a_day_is_not_told_that_a_style_sheet_paints_out_by_what_a_script_gives(
    sheet: str, code: str, told: bool
) -> None:
    after = f"<b id=x>x</b><script>{code}</script>"
    assert (_day(after, f"<style>{sheet}</style><div>{INFO}</div>") == date(2026, 11, 20)) is told


def test_what_a_body_does_once_it_has_come_changes_no_more_than_it_is_seen_to_change() -> None:
    code = "<script>function start(){document.getElementById('c').innerHTML='x'}</script><b id=c></b>"
    html = page(INFO, code + TEXT).replace("<body", "<body onload='start()'", 1)
    published = read_article(html, "", now=NOW).published
    assert isinstance(published, Dated)
    assert published.on == date(2026, 11, 20)


def _newest(code: str) -> date | None:
    rows = "".join(
        f"<li><a href=/x/{n}.html>关于第{n}批名单的公告</a><span>2026-09-{n}</span></li>"
        for n in range(18, 10, -1)
    )
    html = f"<title>通知公告</title><h2>通知公告</h2><ul class=k>{rows}</ul><script>{code}</script>"
    return read_list(html, "http://www.example.gov.cn/tzgg/", now=NOW).newest


def _day(after: str, info: str = INFO) -> date | None:
    published = read_article(page(info, after + TEXT), "", now=NOW).published
    return published.on if isinstance(published, Dated) else None
