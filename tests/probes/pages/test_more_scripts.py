"""Whatever inline scripts write, and wherever static rows or days stand beside it, the page is read as a person sees it."""

import re
from datetime import date, datetime

import pytest

from monitor.domain.content import Dated, Undated, Unreadable
from monitor.domain.timing import SHANGHAI
from probes.pages.article.article import read_article
from probes.pages.board.board import read_board
from probes.pages.document.page_text import read_page
from probes.pages.document.scripts import render
from probes.pages.listing.homepage import read_homepage
from probes.pages.listing.listing import read_list
from tests.every import every
from tests.probes.pages.browser_ways import BROWSER_PARTS, BROWSER_WAYS, DRAWN_WAYS, UNSEEN_WAYS
from tests.probes.pages.changed_ways import (
    ANSWERED_BESIDE,
    AWAITED_WAYS,
    BY_SHEET_WAYS,
    MOVED_WAYS,
    OLDER_WAYS,
    PLACED_ELSEWHERE,
    PLACED_WAYS,
    PUT_TOGETHER_WAYS,
    ROW_GONE_WAYS,
    ROW_KEPT_WAYS,
    SEEN_BESIDE,
    SEEN_STYLES,
    UNCLEAR_ROW_WAYS,
    UNCLEAR_WAYS,
    UNSEEN_STYLES,
)
from tests.probes.pages.more_script_ways import MORE_BOARDS, MORE_LISTS, MORE_WAYS
from tests.probes.pages.older_ways import OUT_OF_SIGHT_WAYS, ROWS_OUT_OF_SIGHT, SEEN_AGAIN

NOW = datetime(2026, 11, 21, 9, tzinfo=SHANGHAI)
URL = "http://www.example.gov.cn/zwgk/202601/t20260105_77.html"
TITLE = "关于开展河湖巡查工作的通知"
TEXT = "<p>各有关单位要高度重视，认真组织，抓好落实。</p>" * 8
OTHERS = "".join(
    f"<li><a href=/x/{n}.html>关于第{n}批水利工程项目的公告</a><span>2026-09-{n}</span></li>"
    for n in range(10, 14)
)


def page(info: str, after: str = "", body: str = "<body onload='fill()'>") -> str:
    return f"<html><head><title>{TITLE}</title></head>{body}<h1>{TITLE}</h1><div>{info}</div>{TEXT}{after}<div>版权所有</div></body></html>"


@every("way", MORE_WAYS)
def test_a_day_in_pieces_that_only_running_the_script_tells_is_read(way: str) -> None:
    published = read_article(page(*MORE_WAYS[way]), URL, now=NOW).published
    assert isinstance(published, Dated), published
    assert published.on == date(2023, 4, 17)


@every("way", BROWSER_WAYS)
def test_a_day_is_read_as_a_browser_shows_it_and_beats_a_newer_address(way: str) -> None:
    published = read_article(page(*BROWSER_WAYS[way]), URL, now=NOW).published
    assert isinstance(published, Dated), published
    assert published.on == date(2023, 4, 17)


@every("code", BROWSER_PARTS)
def test_what_else_a_script_asks_of_a_browser_keeps_no_day_from_the_page(code: str) -> None:
    script = f"<script>{code};document.getElementById('a').innerHTML='20'+'23-04-17'</script>"
    published = read_article(page("发布时间：<b id=a></b>", script), URL, now=NOW).published
    assert isinstance(published, Dated), published
    assert published.on == date(2023, 4, 17)


@every("way", DRAWN_WAYS)
def test_a_day_that_is_drawn_and_not_written_leaves_the_page_unreadable(way: str) -> None:
    for url in ("", URL):
        published = read_article(page("<p>来源：日报</p>", DRAWN_WAYS[way], "<body>"), url, now=NOW).published
        assert isinstance(published, Unreadable), (url, published)


@every("way", UNSEEN_WAYS)
def test_a_day_that_nobody_sees_is_none(way: str) -> None:
    published = read_article(
        page(f"<p>来源：日报</p>{UNSEEN_WAYS[way]}", "", "<body>"), "", now=NOW
    ).published
    assert not isinstance(published, Dated), published


@every("way", MORE_LISTS)
def test_a_written_list_is_read_beside_static_rows_of_others(way: str) -> None:
    html = f"<html><title>工作简报</title><body><div class=colr><h3>通知公告</h3><ul>{OTHERS}</ul></div><div class=main><h2>工作简报</h2>{MORE_LISTS[way]}</div><div>版权所有</div></body></html>"
    found = read_list(html, "http://www.example.gov.cn/a/", now=NOW)
    assert (found.newest, len(found.items)) == (date(2026, 10, 17), 8), (found.state, found.reason)


@pytest.mark.parametrize("way", ["a_call_for_each_row", "hung_onto_the_page", "vue_for"])
def test_a_written_list_of_a_homepage_counts_beside_static_ones(way: str) -> None:
    html = f"<html><title>市水利局</title><body><ul>{OTHERS}</ul><h2>工作简报</h2>{MORE_LISTS[way]}<div>版权所有</div></body></html>"
    found = read_homepage(html, "http://www.example.gov.cn/", now=NOW)
    assert (max(one.on for one in found.items if one.on), len(found.items)) == (date(2026, 10, 17), 12)


def test_rows_without_a_year_that_a_script_writes_are_items_of_a_homepage_too() -> None:
    code = "document.getElementById('l').innerHTML=[12,13].map(n=>'<li><a href=/x/'+n+'.html>关于第'+n+'批水利工程项目的公告</a><b>09-'+n+'</b></li>').join('')"
    html = f"<title>市水利局</title><a href=/zwgk/>政务公开</a><ul id=l></ul><script>{code}</script>"
    found = read_homepage(html, "http://www.example.gov.cn/", now=NOW)
    assert (len(found.items), found.navigation) == (2, False)


@pytest.mark.parametrize("way", MORE_BOARDS)
def test_a_written_board_is_read_with_its_days(way: str) -> None:
    html = f"<html><title>局长信箱</title><body><h1>局长信箱</h1>{MORE_BOARDS[way]}</body></html>"
    found = read_board(html, "http://www.example.gov.cn/mail/", now=NOW)
    assert [one.answered for one in found.messages] == [date(2026, 10, n + 2) for n in range(10, 18)]


@every(
    ("info", "after"),
    [
        pytest.param("<p class=t></p>", "<script>$('.t').text('发布于'+Math.floor((new Date()-new Date('2026-11-19T15:00'))/864e5)+'天前')</script>", id="only how long ago"),
        pytest.param("<p>时间：<b id=a></b></p>", "<script type=text/template>document.getElementById('a').innerHTML='2023-04-17'</script>", id="a template does not run"),
        pytest.param("<p>来源：日报 <b id=a></b></p>", "<script src=/day.js></script>", id="another address fills it"),
        pytest.param("<p>来源：日报</p>", "<script>document.body.appendChild(dayOf(77))</script>", id="another address's function is hung"),
        pytest.param("<p>时间：<b id=a></b></p>", "<script>fetch('/day').then(r=>r.text()).then(t=>{a.innerHTML=t})</script>", id="fetched"),
        pytest.param("<p>时间：<b id=a></b></p>", "<script>$.get('/day',function(t){$('#a').html(t)})</script>", id="fetched by a library"),
        pytest.param("<p>时间：<b id=a></b></p>", "<script>fetch('/day').then(r=>r.text()).then(t=>{a.innerHTML=t}).catch(e=>{a.innerHTML='2025-08-09'})</script>", id="another day where no answer comes"),
        pytest.param("<p>时间：<b id=a></b></p>", "<script>$.ajax({url:'/day',success:function(t){$('#a').html(t)},error:function(){$('#a').html('2025-08-09')}})</script>", id="another day where an error comes"),
        pytest.param("<p hx-get=/day hx-trigger=load>发布时间：2025-08-09</p>", "<script src=/js/htmx.js></script>", id="a library puts it there by an attribute"),
        pytest.param("<b hx-get=/day hx-trigger='load once' hx-target=#a></b><p id=a>发布时间：2025-08-09</p>", "<script src=/js/htmx.js></script>", id="a library puts it elsewhere by an attribute"),
        pytest.param("<p x-data={d:1} x-init=\"d=await(await fetch('/d')).text()\">时间：<b x-text=d>2025-08-09</b></p>", "<script defer src=/js/alpine.js></script>", id="a library asks for it by an attribute"),
        pytest.param("<p x-data=\"{d:'2025-08-09'}\" x-init=\"fetch('/d').then(r=>r.text()).then(t=>d=t)\">时间：<b x-text=d></b></p>", "<script defer src=/js/alpine.js></script>", id="a library asks for another one"),
        pytest.param("<p>时间：<b id=a></b></p>", "<script>import {day} from '/day.js';a.innerHTML=day</script>", id="imported"),
        pytest.param("<p>时间：<b id=a></b></p>", "<script>var x=new XMLHttpRequest();x.open('GET','/d',false);x.send();a.innerHTML=x.responseText</script>", id="asked for and waited"),
    ],
)  # fmt: skip
def test_what_a_script_lacks_leaves_the_page_unreadable(info: str, after: str) -> None:
    for url in ("", URL.replace("t20260105_", "")):
        published = read_article(page(info, after, "<body>"), url, now=NOW).published
        assert isinstance(published, Unreadable), published


@every(
    ("code", "shown"),
    [
        pytest.param("document.createElement('<iframe name=x>')", "", id="no element of a name that none has"),
        pytest.param("var s=document.createElement('script');s.src='/c.js';document.body.appendChild(s)", "", id="another address's script"),
        pytest.param("document.body.appendChild(document.createElement('iframe'))", "", id="a frame without words"),
        pytest.param("setTimeout(function(){document.write('x')},9)", "", id="what would take the page's place"),
        pytest.param("var s=document.createElement('script');s.text=\"document.body.append('甲')\";document.body.appendChild(s)", "甲", id="a script with words of its own"),
        pytest.param("document.addEventListener('x',function f(){document.dispatchEvent('x')});document.dispatchEvent('x')", "", id="an event that fires itself"),
        pytest.param("new Vue({el:'#v',data:{n:1e9}})", "1" * 20, id="a template of very many"),
    ],
)  # fmt: skip
def test_what_hangs_onto_the_page_is_what_people_would_read(code: str, shown: str) -> None:
    html = f"<body><div id=v><b v-for='n in n'>1</b></div><p>乙</p><script>{code}</script></body>"
    after = render(html, URL, NOW, anyway=True)
    assert after.wrote == bool(shown)
    assert shown in re.sub(r"<script.*?</script>|</?b>", "", after.html)


def test_a_day_is_what_scripts_leave_on_the_page() -> None:
    place = "<div class=info><span id=t class=t>发布时间：2025-08-09</span><span class=src>来源：日报</span></div>"
    hidden = "<div style='display:none' id=h><b id=o>发布时间：2021-03-04</b></div>"
    for code in (
        *OLDER_WAYS,
        *BY_SHEET_WAYS,
        *PUT_TOGETHER_WAYS,
        *UNCLEAR_WAYS,
        *MOVED_WAYS,
        *OUT_OF_SIGHT_WAYS,
    ):
        script = code.replace("X", "'发布时间：'+'20'+'21-03-04'")
        info = place + (hidden if code in MOVED_WAYS else "")
        html = f"<html><head><title>{TITLE}</title><style>.hide{{display:none}}/* old */ .off .t, .info > .gone{{color:red;display:none}}</style></head><body><h1>{TITLE}</h1>{info}{TEXT}<script>{script}</script></body></html>"
        for url in ("", URL):
            published = read_article(html, url, now=NOW).published
            told = published.on if isinstance(published, Dated) else None
            assert told == (None if code in UNCLEAR_WAYS else date(2021, 3, 4)), (code, published)


@every(("info", "code"), SEEN_AGAIN)
def test_a_day_that_a_script_moves_about_is_the_page_s_where_it_is_seen_at_last(info: str, code: str) -> None:
    info = info.replace("DAY", "发布时间：2021-03-04")
    assert _day(f"<h1>{TITLE}</h1>{info}{TEXT}<script>{code}</script>") == date(2021, 3, 4)


def test_a_day_that_code_overwrites_which_is_not_run_is_not_told() -> None:
    info = "<div class=info><span id=t class=t>发布时间：2025-08-09</span><span class=src>来源：日报</span></div>"
    for code in (*AWAITED_WAYS, *ANSWERED_BESIDE):
        html = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{info}{TEXT}<script>{code}</script></body></html>"
        for url in ("", URL):
            published = read_article(html, url, now=NOW).published
            told = published.on if isinstance(published, Dated) else None
            assert told == (None if code in AWAITED_WAYS else date(2025, 8, 9)), (code, published)
            assert isinstance(published, Dated | Unreadable), code


def test_a_day_is_not_told_where_an_answer_may_tell_its_element_among_very_many() -> None:
    code = "$.getJSON('/d',function(r){$.each(r.all,function(k,v){$('#PRE'+k).text(v)})})"
    many = "".join(f"<i id=of{n}>x</i>" for n in range(300))
    for before, told in (("", None), ("da", None), ("of", date(2025, 8, 9))):
        info = f"{many}<div class=info id=all><span id=day>发布时间：2025-08-09</span></div>"
        after = f"<script>{code.replace('PRE', before)}</script>"
        published = read_article(page(info, after), URL, now=NOW).published
        assert (published.on if isinstance(published, Dated) else None) == told, (before, published)


def test_a_page_is_not_undated_where_an_answer_is_put_beside_its_title() -> None:
    info = "<div class=info><span id=x>来源：日报</span><span>浏览：<i id=hits>0</i></span></div>"
    for code in PLACED_WAYS:
        assert isinstance(read_article(page(info, f"<script>{code}</script>"), now=NOW).published, Unreadable), code  # fmt: skip
    for code in PLACED_ELSEWHERE:
        assert isinstance(read_article(page(info, f"<script>{code}</script>"), now=NOW).published, Undated), code  # fmt: skip


def test_a_day_that_vue_takes_away_is_neither_told_nor_lacking() -> None:
    code = "<script>new Vue({el:'.info',data:{d:''},created(){axios.get('/d').then(r=>{this.d=r.data})}})</script>"
    for info in ("<div class=info v-html=d>发布时间：2025-08-09</div>", "<div class=info>来源：日报 <b v-text=d>2025-08-09</b></div>", "<div class=info v-if=d>发布时间：2025-08-09</div>"):  # fmt: skip
        html = (
            f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{info}{TEXT}{code}</body></html>"
        )
        for url in ("", URL):
            assert isinstance(read_article(html, url, now=NOW).published, Unreadable), (info, url)


def test_what_its_style_hides_is_not_the_page_s() -> None:
    for style in (*UNSEEN_STYLES, *SEEN_STYLES):
        info = f"<div class=info><span {style}>发布时间：2025-08-09</span><b>来源：日报</b></div>"
        hidden = style in UNSEEN_STYLES
        if hidden:
            info = info.replace("来源：日报", "发布时间：2021-03-04")
        sheet = "<style>.unseen{visibility:hidden}.wow{visibility:hidden}.dim{display:inline-block;visibility:hidden}.dim.lit{display:block}.far{position:absolute;left:-9999px}.near{left:-9999px}.near{left:0}</style>"
        published = read_article(
            f"<html><head><title>{TITLE}</title>{sheet}</head><body><h1>{TITLE}</h1>{info}{TEXT}</body></html>",
            "",
            now=NOW,
        ).published
        assert isinstance(published, Dated), (style, published)
        assert published.on == (date(2021, 3, 4) if hidden else date(2025, 8, 9)), style
        if not style.startswith("class="):
            rows = OTHERS.replace("<li>", f"<li {style}>").replace("2026-09-1", "2026-10-1") + OTHERS * 2
            rows = "".join(
                one.replace("/x/", f"/{n}/").replace("关于", f"{n}关于")
                for n, one in enumerate(rows.split("</li>"))
            )
            found = read_list(
                f"<title>通知公告</title><h2>通知公告</h2><ul>{rows}</ul>",
                "http://www.example.gov.cn/tzgg/",
                now=NOW,
            )
            assert found.newest == date(2026, 9 if hidden else 10, 13), style


@every(
    "style",
    [
        "opacity:0",
        "position:fixed;top:-2000px",
        "clip-path:circle(0)",
    ],
)
def test_what_a_style_sheet_paints_out_of_sight_is_not_the_page_s_unless_it_comes_in(style: str) -> None:
    hidden, shown = "<p class=far>发布时间：2025-08-09</p>", "<p>发布时间：2021-03-04</p>"
    for more, day in (("", date(2021, 3, 4)), (";transition:all 1s", date(2025, 8, 9))):
        sheet = f"<style>.far{{{style}{more}}}</style>"
        assert _day(f"<title>{TITLE}</title>{sheet}<h1>{TITLE}</h1>{hidden}{shown}{TEXT}") == day, more


def test_a_style_sheet_hides_the_first_of_several() -> None:
    for rule, day in (
        (".info p:first-child", 2021),
        ("#i p:nth-child(1)", 2021),
        (".info p:last-child", 2025),
        (".info p:hover", 2025),
    ):
        info = "<div class=info id=i><p>发布时间：2025-08-09</p><p>发布时间：2021-08-09</p></div>"
        html = f"<title>{TITLE}</title><style>{rule}{{display:none}}</style><h1>{TITLE}</h1>{info}{TEXT}"
        assert _day(html) == date(day, 8, 9), rule


def test_letters_of_no_size_hide_a_day_unless_an_element_within_may_have_its_own() -> None:
    hidden = "<p style='font-size:0'>发布时间：2025-08-09</p>"
    assert _day(f"<h1>{TITLE}</h1>{hidden}<p>发布时间：2021-03-04</p>{TEXT}") == date(2021, 3, 4)
    seen = "<div style='font-size:0'><b class=t>发布时间：2025-08-09</b></div>"
    assert _day(f"<h1>{TITLE}</h1>{seen}{TEXT}") == date(2025, 8, 9)


def test_hidden_days_are_taken_as_the_page_has_them() -> None:
    days = [f"2021-03-{n:02}" for n in range(1, 29)]
    info = "".join(f"<b style='display:none;order:{day}'>{day}</b>" for day in reversed(days))
    assert read_page(f"<h1>{TITLE}</h1>{info}{TEXT}").hidden.split() == days[::-1]


def test_what_its_style_hides_is_not_the_page_s_however_much_else_has_one() -> None:
    for many in ("<b style='text-decoration:none'>林</b>", "<b hidden></b>", "<b style='display:none'></b>"):
        for style in ("display:none", "position:absolute;left:-9999px", "overflow:hidden;height:0"):
            info = f"<div>{many * 450}</div><p>发布时间：<b style='{style}'>2025-08-09</b>2021-03-04</p>"
            html = f"<title>{TITLE}</title><h1>{TITLE}</h1>{info}{TEXT}"
            assert _day(html) == date(2021, 3, 4), (many, style)


def test_scripts_that_are_not_run_take_no_place_of_those_that_are() -> None:
    info = "<p id=d>发布时间：2025-08-09</p>" + "<script type=text/babel>let a</script>" * 200
    code = "<script>document.getElementById('d').innerHTML='发布时间：2021-03-04'</script>"
    assert _day(f"<title>{TITLE}</title><h1>{TITLE}</h1>{info}{code}{TEXT}") == date(2021, 3, 4)


def _day(html: str) -> date | None:
    published = read_article(html, "", now=NOW).published
    return published.on if isinstance(published, Dated) else None


def test_what_its_style_hid_is_the_page_s_once_a_script_shows_it() -> None:
    for style, code in (("visibility:hidden", "t.style.visibility='visible'"), ("opacity:0", "$('#t').animate({opacity:1})"), ("height:0;overflow:hidden", "$('#t').css('height','auto')")):  # fmt: skip
        info = f"<div class=info><span id=t style='{style}'>发布时间：2025-08-09</span><span class=old>发布时间：2021-03-04</span></div>"
        html = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{info}{TEXT}<script>{code};$('.old').remove()</script></body></html>"
        published = read_article(html, "", now=NOW).published
        assert isinstance(published, Dated), (style, published)
        assert published.on == date(2025, 8, 9), style


def test_a_row_that_its_class_hides_is_none_unless_another_rule_shows_it() -> None:
    for sheet, day in ((".off{display:none}", 12), (".off{visibility:hidden}", 12), (".off{display:none}.list .off{display:block}", 13), ("@media print{.off{display:none}}", 13)):  # fmt: skip
        rows = "".join(
            f"<li{' class=off' * (n == 13)}><a href=/x/{n}.html>关于第{n}批水利工程项目的公告</a><span>2026-09-{n:02}</span></li>" for n in range(13, 4, -1)
        )  # fmt: skip
        html = f"<html><head><title>通知公告</title><style>{sheet}</style></head><body><h2>通知公告</h2><ul class=list>{rows}</ul></body></html>"
        assert read_list(html, "http://www.example.gov.cn/tzgg/", now=NOW).newest == date(2026, 9, day), sheet


def test_a_style_sheet_of_several_names_hides_a_day_only_where_no_other_rule_shows_it() -> None:
    shown = "<div class=info><span id=t class='t on'>发布时间：2025-08-09</span><b>来源：日报</b></div>"
    hidden = shown.replace("来源：日报", "发布时间：2021-03-04")
    for sheet, seen in (*((one, date(2025, 8, 9)) for one in SEEN_BESIDE), (".info .t.on{display:none}", date(2021, 3, 4)), (".info .t{display:block;visibility:hidden}", date(2021, 3, 4))):  # fmt: skip
        html = f"<html><head><title>{TITLE}</title><style>{sheet}</style></head><body><h1>{TITLE}</h1>{hidden if seen.year == 2021 else shown}{TEXT}</body></html>"
        published = read_article(html, "", now=NOW).published
        assert isinstance(published, Dated), (sheet, published)
        assert published.on == seen, sheet


def test_rows_that_scripts_take_away_are_none() -> None:
    rows = (
        "".join(
            f"<li><a href=/x/{n}.html>关于第{n}批水利工程项目的公告</a><span>2026-09-{n + (n > 13)}</span></li>"
            for n in range(14, 4, -1)
        )
        .replace("2026-09-9<", "2026-09-09<")
        .replace("<li>", "<li class=first>", 1)
    )
    for code in (*ROW_GONE_WAYS, *ROWS_OUT_OF_SIGHT):
        html = f"<html><title>通知公告</title><style>.shut .first{{display:none}}</style><body><h2>通知公告</h2><ul id=l class=list>{rows}</ul><script>{code}</script></body></html>"
        found = read_list(html, "http://www.example.gov.cn/tzgg/", now=NOW)
        assert found.newest == date(2026, 9, 13), (code, found.newest, found.reason)
        home = read_homepage(html, "http://www.example.gov.cn/", now=NOW)
        assert home.items[0].on == date(2026, 9, 13), (code, home)
    for code in UNCLEAR_ROW_WAYS:
        html = f"<html><title>通知公告</title><body><h2>通知公告</h2><ul id=l class=list>{rows}</ul><script>{code}</script></body></html>"
        for read in (read_list, read_homepage):
            assert read(html, "http://www.example.gov.cn/", now=NOW).reason == "changed_by_script", code
    gone = f"<html><title>通知公告</title><body><h2>通知公告</h2><ul id=l class=list>{rows}</ul><script>$('#l').replaceWith('<p>栏目调整，敬请关注。</p>')</script></body></html>"
    assert read_list(gone, "http://www.example.gov.cn/", now=NOW).reason == "changed_by_script"
    for code in ROW_KEPT_WAYS:
        html = f"<html><title>某局</title><body><div><ul id=l class=list>{rows}</ul><ul class=list>{OTHERS}</ul></div><script>{code}</script></body></html>"
        home = read_homepage(html, "http://www.example.gov.cn/", now=NOW)
        assert home.items[0].on == date(2026, 9, 15), (code, home.reason)


@every(
    "style",
    [
        "display:none",
        "opacity:0",
        "position:absolute;left:-5000px",
        "clip-path:inset(100%)",
        "visibility:collapse",
    ],
)
def test_a_row_that_a_style_sheet_hides_by_its_id_or_class_is_none(style: str) -> None:
    for tag, name, own in (("style", "#n", "id=n"), ("style", ".n", "class=n"), ("Style", ".n", "class=n")):
        row = f"<li {own}><a href=/x/20.html>关于新增水利工程项目的公告</a><span>2026-10-20</span></li>"
        sheet = f"<{tag}>{name}{{{style}}}</{tag}>"
        html = f"<title>通知公告</title>{sheet}<h2>通知公告</h2><ul>{row}{OTHERS}</ul>"
        assert read_list(html, "http://www.example.gov.cn/tzgg/", now=NOW).newest == date(2026, 9, 13), sheet


def test_a_row_that_its_style_shows_is_one_though_it_is_called_hidden() -> None:
    for own, day in (
        ("hidden style='display:block'", date(2026, 10, 20)),
        ("hidden style='color:red'", date(2026, 9, 13)),
        ("hidden style", date(2026, 9, 13)),
    ):
        row = f"<li {own}><a href=/x/20.html>关于新增水利工程项目的公告</a><span>2026-10-20</span></li>"
        html = f"<title>通知公告</title><h2>通知公告</h2><ul>{row}{OTHERS}</ul>"
        assert read_list(html, "http://www.example.gov.cn/tzgg/", now=NOW).newest == day, own


def test_a_page_that_loads_prototype_means_it_by_its_dollar() -> None:
    for loaded, day in (("/js/prototype-1.7.js", 2023), ("/js/jquery.js", 2026)):
        info = f"<script src={loaded}></script><p id=a>发布时间：2026-03-04</p><p>发布时间：2023-03-04</p>"
        assert _day(f"<h1>{TITLE}</h1>{info}{TEXT}<script>$('a').hide()</script>") == date(day, 3, 4)


def test_rows_that_a_template_of_vue_leaves_out_are_none() -> None:
    rows = "".join(
        f"<tr><td><a href=/x/{n}.html>关于第{n}号来信的情况</a></td><td>2026-09-{n}</td></tr>"
        for n in range(18, 10, -1)
    )
    head = "<tr><th>标题</th><th>来信时间</th></tr>"
    for way in ("v-if=on", "v-show=on"):
        html = f"<html><title>县长信箱</title><body><h2>县长信箱</h2><table id=l>{head}{rows.replace('<tr>', f'<tr {way}>', 1)}</table><script>new Vue({{el:'#l',data:{{on:false}}}})</script></body></html>"
        found = read_list(html, "http://www.example.gov.cn/", now=NOW)
        assert found.newest == date(2026, 9, 17), way
        if way == "v-if=on":
            board = read_board(html, "http://www.example.gov.cn/xj/", now=NOW)
            assert max(one.submitted for one in board.messages if one.submitted) == date(2026, 9, 17)


def test_letters_that_scripts_change() -> None:
    rows = "".join(
        f"<tr><td><a href=/xj/{n}.html>第{n}号来信反映路灯</a></td><td>2026-05-0{n}</td><td class=zt>{word}</td></tr>"
        for n, word in enumerate(("已答复", "待答复", "办理中"), 1)
    )
    for code, told in (
        ("$('.zt').each(function(){if($(this).text()=='待答复')$(this).text('已答复')})", "answered answered open"),
        ("$('#l tr:eq(2)').remove()", "answered open"),
        ("$('#l tr:odd').css('background','#eee')", "answered open open"),
        ("$('.zt:lang(zh)').text('已答复')", ""),
        ("$.post('/xj',function(d){$('#l').html(d)})", ""),
        ("$.post('/xj/n',function(d){$('#n').html(d)})", "answered open open"),
        ("$.post('/xj',function(d){$('.zt').each(function(i){$(this).text(d[i])})})", ""),
        ("$.post('/xj',function(d){$('#l tr').each(function(i){$(this).find('td').eq(1).text(d[i])})})", ""),
        ("fetch('/n').then(r=>r.json()).then(d=>{document.querySelectorAll('#l tr').forEach((e,i)=>e.title=d[i])})", "answered open open"),
        ("document.body.innerHTML=document.body.innerHTML.replace(/待答复/g,'已答复')", ""),
    ):  # fmt: skip
        html = f"<html><title>县长信箱</title><body><table id=l><tr><th>标题</th><th>来信时间</th><th>状态</th></tr>{rows}</table><script>{code}</script></body></html>"
        board = read_board(html, "http://www.example.gov.cn/xj/", now=NOW)
        assert " ".join(one.status.value for one in board.messages) == told, code
        assert bool(told) or board.reason == "changed_by_script", code
