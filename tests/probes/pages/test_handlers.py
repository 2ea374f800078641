"""Code in attributes runs with a page's scripts where it surely does; where it may, nothing is told that it may change. Rules of style sheets yield to scripts."""

from datetime import date

from monitor.domain.content import Dated, ListState, Unreadable
from probes.pages.article.article import read_article
from probes.pages.document.handlers import are_too_many, likely_handlers
from probes.pages.document.page_text import read_page
from probes.pages.listing.homepage import read_homepage
from probes.pages.listing.listing import read_list
from tests.every import every
from tests.probes.pages.test_libraries import NOW, URL, page

ROWS = "".join(
    f'<li id=r{n}><a href="t20260{n}15_{n}.html">关于开展第{n}批河湖巡查工作的通知</a><span>2026-0{n}-15</span></li>'
    for n in range(9, 4, -1)
)
WRITES = "document.getElementById('a').innerHTML='发布时间：2023-04-17'"


def told(html: str, url: str = "") -> date | None:
    published = read_article(html, url, now=NOW).published
    assert isinstance(published, Dated | Unreadable)
    return published.on if isinstance(published, Dated) else None


@every(
    "element",
    [
        '<img src=x.gif onload="{}">',
        '<link rel=stylesheet href=a.css onload="{}">',
        '<style onload="{}"></style>',
        '<svg onLoad="{}"></svg>',
        "<img src=x.gif onload={}>",
        '<svg/onload="{}"></svg>',
        '<img src="x.gif"ONLOAD = "{}">',
    ],
)
@every("stands", ["", "发布时间：2026-10-09"])
def test_what_an_attribute_writes_on_load_is_read_without_any_script(element: str, stands: str) -> None:
    html = page(f"<p id=a>{stands}</p>{element.format(WRITES)}", "")
    assert told(html) == told(html, URL) == date(2023, 4, 17)
    assert told(page(f"<p id=a>{stands}</p>", "").replace("<body>", f'<body onload="{WRITES}">')) == date(
        2023, 4, 17
    )


@every(
    "element",
    [
        '<img src=x onerror="{}">',
        "<img src=x onerror={}>",
        '<img/src="x"onError="{}">',
        '<IMG SRC=x ONERROR="{}">',
        '<input autofocus onfocus="{}">',
        '<details open ontoggle="{}"></details>',
    ],
)
def test_what_an_attribute_may_write_is_not_told_and_does_not_leave_the_page_undated(element: str) -> None:
    html = page(f"<p id=a></p>{element.format(WRITES)}", "")
    assert told(html) is told(html, URL) is None


@every(
    "element",
    [
        '<input autofocus onfocus="{}">',
        '<b tabindex=0 autofocus onfocusin="{}"></b>',
        '<b class=moves onanimationstart="{}"></b>',
        '<video src=a.mp4 oncanplay="{}"></video>',
        '<audio src=a.mp3 onloadeddata="{}"></audio>',
        '<img src=x onerror="{}">',
    ],
)
@every("code", [WRITES, "this.previousElementSibling.remove()"])
def test_what_an_attribute_may_change_is_not_told_on_a_page_without_scripts(element: str, code: str) -> None:
    html = page(f"<p id=a>发布时间：2026-10-09</p>{element.format(code)}", "")
    assert told(html) is told(html, URL) is None


@every("element", ['<img src=x onerror="{}">', "<img src=x onerror={}>", '<img/src="x"onError="{}">'])
@every(
    "code",
    [WRITES, "a.innerHTML='发布时间：2023-04-17'", "document.getElementById('a').remove()", "a.remove()"],
)
def test_a_day_that_an_attribute_may_write_over_or_take_away_is_not_told(element: str, code: str) -> None:
    assert told(page(f"<p id=a>发布时间：2026-10-09</p>{element.format(code)}", "")) is None


@every("element", ['<img src=x onerror="{}">', "<img src=x onerror={}>", '<img src=x ONERROR="{}">'])
def test_a_list_whose_rows_an_attribute_may_take_away_is_not_told(element: str) -> None:
    takes = element.format("document.getElementById('r9').remove()")
    html = f"<title>通知公告</title><h2>通知公告</h2><ul id=l>{ROWS}</ul>{takes}"
    assert read_list(html, "http://x.gov.cn/a/", now=NOW).items == ()
    assert read_homepage(html, "http://x.gov.cn/", now=NOW).items == ()


@every("way", ["<body onpageshow={}>", '<body><input autofocus onfocus="{}">'])
def test_a_list_that_says_it_is_empty_is_not_blank_where_an_attribute_may_fill_it(way: str) -> None:
    html = "<title>通知公告</title>{}<h2>通知公告</h2><ul id=l><li>暂无信息</li></ul>"
    for code, state in (
        ("l.innerHTML='<li>…'", ListState.UNREADABLE),
        ("this.src='no.gif'", ListState.BLANK),
    ):
        assert read_list(html.format(way.format(code)), "http://x.gov.cn/a/", now=NOW).state is state


def test_a_list_that_says_it_is_empty_is_not_blank_where_more_attributes_run_than_are_looked_at() -> None:
    html = "<title>通知公告</title>{}<h2>通知公告</h2><ul id=l><li>暂无信息</li></ul>"
    many = "".join(f'<details open ontoggle="$.x={n}"></details>' for n in range(200))
    for more, state in (("", ListState.BLANK), ("l.innerHTML='<li>…'", ListState.UNREADABLE)):
        last = f'<details open ontoggle="{more}"></details>'
        assert read_list(html.format(many + last), "http://x.gov.cn/a/", now=NOW).state is state


def test_attributes_that_stand_within_one_another_are_too_many_and_looked_at_no_longer() -> None:
    assert are_too_many(5000 * "/onload=abcd")
    assert not are_too_many(5000 * "/onload=abcd ")


def test_a_word_in_which_the_name_of_an_attribute_stands_is_none_however_often_it_is_said() -> None:
    many = 300 * "<a href=download.jsp>附件</a>"
    for stands in ("", "发布时间：2026-10-09"):
        html = page(f'{many}<p id=a>{stands}</p><img src=x.gif onload="{WRITES}">', "")
        assert told(html) == date(2023, 4, 17)


def test_the_attributes_of_many_pictures_are_run_before_it() -> None:
    many = 50 * '<img src=x.gif onload="this.width=document.body.clientWidth">'
    html = page(f'{many}<p id=a>发布时间：2026-10-09</p><img src=x.gif onload="{WRITES}">', "")
    assert told(html) == date(2023, 4, 17)


def test_an_attribute_that_only_changes_its_own_picture_is_none_of_them() -> None:
    assert likely_handlers("<img src=a onerror=\"this.onerror=null;this.src='/no.gif'\">") == ()
    assert likely_handlers("<body onLoad='$(&quot;#a&quot;).hide()'>") == (("onload", '$("#a").hide()'),)


@every(
    "code",
    [
        "document.getElementById('h').style.display='block'",
        "$('#h').show()",
        "$('#h').css('display','block')",
        "document.getElementById('h').setAttribute('style','display:block')",
    ],
)
def test_what_a_script_shows_is_shown_whatever_a_style_sheet_says_of_its_id(code: str) -> None:
    html = page("<style>#h{display:none}</style><p id=h>发布时间：2023-04-17</p>", f"<script>{code}</script>")
    assert told(html, URL) == date(2023, 4, 17)


@every(
    "code", ["document.styleSheets[0].disabled=true", "document.getElementById('h').removeAttribute('id')"]
)
def test_a_rule_that_a_script_puts_out_of_use_is_doubted(code: str) -> None:
    hidden = "<style>#h{display:none}</style><p id=h>发布时间：2023-04-17</p>"
    assert told(page(hidden, f"<script>{code}</script>"), URL) is None


@every("code", ["aa.remove()", "window.aa.remove()", "aa.innerHTML='发布时间：2023-04-17'"])
def test_an_element_is_found_by_no_more_than_its_name(code: str) -> None:
    for runs in (f"<script>{code}</script>", f'<img src=x.gif onload="{code}">'):
        html = page("<p id=aa>发布时间：2026-10-09</p>", runs)
        assert told(html) in (None, date(2023, 4, 17)), runs


BESIDE = "<div><p>发布时间：2026-10-09</p>{}</div><p>发布时间：2023-04-17</p>"


@every(
    "element",
    [
        "<img src=x onerror=\"this.parentNode.innerHTML=''\">",
        "<img src=x onerror=\"this.parentElement.style.display='none'\">",
        '<img src=x onerror="this.previousElementSibling.remove()">',
        "<img src=x onerror=\"this.closest('div').remove()\">",
        '<img src=x onerror="$(this).parent().hide()">',
        '<img src=x onload="this.previousElementSibling.remove()">',
        "<img src=x onerror=\"with(this)parentNode.innerHTML=''\">",
        "<img src=x onerror=\"event.target.parentNode.innerHTML=''\">",
        "<img src=x onerror=\"this['parent'+'Node'].innerHTML=''\">",
        "<i onanimationstart=\"this.parentNode.innerHTML=''\"></i>",
        "<audio src=x oncanplay=\"this.parentNode.innerHTML=''\"></audio>",
        "<img src=x onerror=go()><script>function go(){document.querySelector('.info').remove()}</script>",
        '<img src=x onerror="go(this)"><script>function go(i){i.parentNode.remove()}</script>',
        '<img src=x onload="cms.go(this)"><script>var cms={go:function(i){i.parentNode.remove()}}</script>',
    ],
)
def test_a_day_that_an_attribute_may_reach_from_its_own_element_is_not_told(element: str) -> None:
    html = page(f"<div class=info>{BESIDE.format(element)}</div>", "")
    assert told(html) is told(html, URL) is None


GO = "<script>function go(i){i.parentNode.remove()}</script>"


@every(
    "element",
    [
        '<img src=x onerror="' + "".join(f"f{n}();" for n in range(20)) + f'go(this)">{GO}',
        "".join(f'<img src=x onerror="f{n}()">' for n in range(20)) + f'<img src=x onerror="go(this)">{GO}',
        "<img src=x onerror=go()><script>"
        + "".join(f"function f{n}(){{}};" for n in range(1000))
        + "function go(){document.querySelector('.info').remove()}</script>",
        '<img src=x onerror="go.call(this)"><script>function go(){this.parentNode.remove()}</script>',
        '<img src=x onerror="g(this)"><script>function g(i){i.parentNode.remove()}</script>',
        '<img src=x onerror="g(this)"><script>window.g=function(i){i.parentNode.remove()}</script>',
        '<img src=x onerror="go(this)">' + 2 * f"<script>/*{150_000 * 'x'}*/</script>" + GO,
    ],
)
def test_what_an_attribute_calls_is_looked_for_however_it_is_named_and_behind_much_else(element: str) -> None:
    html = page(f"<div class=info>{BESIDE.format(element)}</div>", "")
    assert told(html) is told(html, URL) is None


def test_an_attribute_right_in_the_body_may_take_away_all_of_the_page() -> None:
    html = page("<p>发布时间：2023-04-17</p>", "<img src=x onerror=\"this.parentNode.innerHTML=''\">")
    assert told(html) is told(html, URL) is None


@every(
    "element",
    [
        "<p>附图<img src=x onerror=\"this.parentNode.style.display='none'\"></p>",
        "<img src=x onerror=\"this.style.display='none'\">",
        '<img src=x onerror="go(this)"><script>function go(i){i.src="/no.gif";i.onerror=null}</script>',
        '<iframe src=x onload="this.height=this.contentWindow.document.body.scrollHeight"></iframe>',
        "<input onfocus=\"this.parentNode.innerHTML=''\">",
    ],
)
def test_an_attribute_that_reaches_no_day_leaves_it_told(element: str) -> None:
    assert told(page(f"<p>发布时间：2023-04-17</p>{element}", "")) == date(2023, 4, 17)


def test_attributes_are_counted_by_what_they_say_and_too_many_are_a_doubt() -> None:
    takes = "<img src=x onerror=\"document.getElementById('a').remove()\">"
    html = "<p id=a>发布时间：2026-10-09</p><p>发布时间：2023-04-17</p>{}"
    assert told(page(html.format(600 * '<img src=x onerror="document.title=1">' + takes), "")) is None
    many = "".join(f'<img src=x onerror="document.title={n}00">' for n in range(300))
    assert told(page(html.format(many + takes), "")) is None
    for silent in (5001 * "<i onerror=abcd></i>", "<i a=" + 5000 * "/onload=abcd" + "></i>"):
        assert told(page(html.format(silent + takes), "")) is None
    same = 300 * '<img src=x onload="this.width=document.body.clientWidth">'
    assert told(page(f"<p>发布时间：2023-04-17</p>{same}", "")) == date(2023, 4, 17)


def test_a_list_around_an_attribute_that_may_take_it_away_is_not_told() -> None:
    picture = (
        "<p><a href=t20260915_9.html><img src=x onerror=\"this.parentNode.style.display='none'\"></a></p>"
    )
    takes = '<img src=x onerror="this.parentNode.remove()">'
    for after, items in ((takes, 0), (5001 * "<i onerror=abcd></i>" + takes, 0), (picture, 5)):
        html = f"<title>通知公告</title><h2>通知公告</h2><div><ul>{ROWS}</ul>{after}</div>"
        assert len(read_list(html, "http://x.gov.cn/a/", now=NOW).items) == items


def test_a_page_knows_whether_an_attribute_of_it_may_run() -> None:
    said = "发布时间：2026-11-20"
    assert not read_page(f"<p class=onload>{said} onload='go()'</p>").has_handlers
    assert read_page(f"<p>{said}<img src=a onError='go()'></p>").has_handlers
