"""Marks of a homepage: what is there is found however it is written; absent is said only where nothing could hide it."""

from datetime import datetime

import pytest

from monitor.domain.page_marks import MarkId, MarkState
from monitor.domain.timing import SHANGHAI
from probes.pages.marks.marks import read_marks, read_tags
from tests.every import every

NOW = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
URL = "http://www.example.gov.cn/"
FOOT = """<div class=foot><p>主办单位：示例区人民政府办公室 承办：示例区大数据中心</p><p>网站标识码：3501040001 闽ICP备12345678号-1
<a href="https://beian.mps.gov.cn/">闽公网安备 35010402000123号</a></p><a href="//bszs.conac.cn/x"><img src=b.png alt="党政机关网站标识"></a>
<script id="_jiucuo_" sitecode='3501040001' src='https://zfwzgl.www.gov.cn/exposure/jiucuo.js'></script></div>"""
TOP = '<a href="/wza/" title="无障碍浏览">无障碍</a><a href="/zz/">长者助手</a><a href="http://fz12345.example.gov.cn/"><img alt="12345便民服务平台" src=h.png></a>'
BARE = "<div class=foot><p>版权所有：某单位 地址：示例路1号 联系电话：0591-12340000 网站地图</p></div>"


def page(body: str, title: str = "示例区人民政府门户网站") -> str:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def states(html: str, name: str = "福州市示例区人民政府") -> dict[MarkId, MarkState]:
    return {one.id: one.state for one in read_marks(html, URL, name, NOW)}


def value(html: str, id: MarkId) -> str:
    [found] = [one for one in read_marks(html, URL, "示例区人民政府", NOW) if one.id is id]
    assert found.state is MarkState.PRESENT, found
    return found.value


def test_a_page_with_every_mark_bears_every_mark() -> None:
    assert set(states(page(TOP + FOOT)).values()) == {MarkState.PRESENT}


@every(
    ("id", "html", "seen"),
    [
        (MarkId.OWNER, "主办：示例区政府办", "示例区政府办"),
        (MarkId.OWNER, "<b>主 办 单 位</b>：示例市财政局", "示例市财政局"),
        (MarkId.OWNER, "示例县人民政府办公室主办", "示例县人民政府办公室"),
        (MarkId.SITE_CODE, "政府网站标识码： 3501040001", "3501040001"),
        (MarkId.SITE_CODE, "网站标识码bm12345678", "bm12345678"),
        (MarkId.SITE_CODE, "<script sitecode='3501040001' src='/images/jiucuo.js'></script>", "3501040001"),
        (MarkId.ICP, "闽ICP备12345678号－1", "闽ICP备12345678号－1"),
        (MarkId.ICP, "闽ICP备2026000123号-1", "闽ICP备2026000123号-1"),
        (MarkId.ICP, "闽 ICP 12345678号", "闽 ICP 12345678号"),
        (MarkId.POLICE, "公网安备35010402000123", "35010402000123"),
        (MarkId.POLICE, "闽公网安备 350104020001 号", "350104020001"),
        (MarkId.ICP, "闽ICP备：12345678", "闽ICP备：12345678"),
        (MarkId.POLICE, "闽公安备：35010402000123号", "35010402000123"),
        (MarkId.POLICE, "榕公备：35010402000123", "35010402000123"),
        (MarkId.POLICE, "公安机关备案号：35010402000123", "35010402000123"),
        (MarkId.SITE_CODE, "网站标识编码：3501040001", "3501040001"),
        (MarkId.SITE_CODE, "网站标识码：3501040001闽ICP备12345678号", "3501040001"),
        (MarkId.FIND_ERRORS, "<a href='/zc/'><img alt='政府网站找错' src=x.png></a>", "/zc/"),
        (MarkId.ACCESSIBLE, "<a href='javascript:;' onclick='openWza()'>无障碍浏览</a>", "openWza()"),
        (MarkId.PARTY_BADGE, "<script>document.write(unescape(\"%3Cspan id='_ideConac' %3E%3C/span%3E\"))</script>", "_ideConac"),
        (MarkId.HOTLINE, "<a href='http://12345.example.gov.cn/' class=x>政务服务热线</a>", "http://12345.example.gov.cn/"),
    ],
)  # fmt: skip
def test_one_mark_in_each_way_of_writing_it(id: MarkId, html: str, seen: str) -> None:
    assert value(page(html + BARE), id) == seen


def test_a_foot_that_a_script_writes_is_read_as_written() -> None:
    code = 'document.write("<p>主办单位：示例区人民政府办公室</p>"+"<p>网站标识码：35010"+"40001</p>")'
    found = states(page(f"{BARE}<script>{code}</script>"))
    assert (found[MarkId.OWNER], found[MarkId.SITE_CODE]) == (MarkState.PRESENT, MarkState.PRESENT)


def test_a_foot_that_a_script_writes_with_the_year_of_its_clock_is_read_without_it() -> None:
    code = "document.write('<p>Copyright 2005-'+new Date().getFullYear()+'</p><p>主办单位：示例区人民政府办公室</p><p>网站标识码：3501040001</p>')"
    found = states(page(f"{BARE}<script>{code}</script>"))
    assert (found[MarkId.OWNER], found[MarkId.SITE_CODE]) == (MarkState.PRESENT, MarkState.PRESENT)


def test_a_page_that_was_seen_whole_and_lacks_a_mark_lacks_it() -> None:
    found = states(page("<p>网站地图 联系我们 承办单位：某中心</p>"))
    lacking = {MarkId.SITE_CODE, MarkId.ICP, MarkId.HOTLINE, MarkId.FIND_ERRORS, MarkId.PARTY_BADGE}
    assert {found[one] for one in lacking} == {MarkState.ABSENT}


@every(
    ("hiding", "why"),
    [
        ("<iframe src='/foot.html'></iframe>", "frame"),
        ("<script src='/js/foot.js'></script>", "script_elsewhere:foot.js"),
        ("<a href='http://badge.example.cn/'><img src=b.gif></a>", "picture_without_words"),
        ("<object data='/foot.html'></object>", "frame"),
        ("<p id=ba></p><script>$('#ba').load('/ba.html')</script>", "script_asks"),
        (
            "<p id=ba></p><script>fetch('/ba').then(r=>r.text()).then(t=>{ba.innerHTML=t})</script>",
            "script_asks",
        ),
        ("<p id=ba></p><script>$.getScript('/js/ba.js')</script>", "script_asks"),
        ("<script type=module src='/js/main.js'></script>", "script_asks"),
        ("<div id=beian></div><script src='/js/main.js'></script>", "empty_foot"),
        ("<div include-html='/ba.html'></div><script src='/js/common.js'></script>", "empty_foot"),
        (
            "<p id=ba></p><script>document.getElementById('ba').innerHTML=SITE.ba.join()</script>",
            "script:broke off",
        ),
    ],
)
def test_what_may_stand_where_nobody_saw_is_not_told(hiding: str, why: str) -> None:
    [badge] = [
        one
        for one in read_marks(page(BARE + hiding), URL, "示例区人民政府", NOW)
        if one.id is MarkId.PARTY_BADGE
    ]
    assert badge.state is MarkState.NOT_TOLD
    assert badge.why.startswith(why)


@pytest.mark.parametrize("name", ["/footcommon.js", "/6039/static/js/footer.js", "/js/copyright.min.js"])
def test_a_script_of_the_foot_hides_marks_wherever_the_page_asks_for_it(name: str) -> None:
    html = page(BARE).replace("<head>", f"<head><script src='{name}'></script>")
    told = {state for id, state in states(html).items() if id not in (MarkId.TITLE, MarkId.DOMAIN)}
    assert MarkState.ABSENT not in told


@pytest.mark.parametrize(
    "foot",
    [
        "<p>示例岛开发建设管理委员会办公室</p>   <p>地址：某路1号</p>",
        "<p>(C)2008-2018 All Rights Reserved 某公司</p>",
    ],
)
def test_a_name_in_the_foot_that_may_be_the_owners_is_not_told(foot: str) -> None:
    assert states(page("<p>网站地图 联系我们 邮政编码</p>"))[MarkId.OWNER] is MarkState.ABSENT
    assert states(page(f"<p>网站地图 联系我们</p>{foot}"))[MarkId.OWNER] is MarkState.NOT_TOLD


def test_a_page_without_a_foot_tells_of_no_lack() -> None:
    found = states(page("<p>欢迎</p>"))
    assert MarkState.ABSENT not in {state for id, state in found.items() if id not in (MarkId.TITLE, MarkId.DOMAIN)}  # fmt: skip


def test_the_number_of_another_licence_is_for_a_person() -> None:
    assert states(page(BARE + "ICP证：闽B2-20040022"))[MarkId.ICP] is MarkState.NOT_TOLD


@every(
    ("title", "name", "state"),
    [
        ("示例区人民政府", "福州市示例区人民政府", MarkState.PRESENT),
        ("福州市示例区人民政府门户网站_首页", "示例区人民政府", MarkState.PRESENT),
        ("首页", "示例区人民政府", MarkState.ABSENT),
        ("", "示例区人民政府", MarkState.ABSENT),
        ("另一市财政局", "示例市财政局", MarkState.ABSENT),
    ],
)
def test_the_title_bears_the_sites_name_with_or_without_what_portals_add(
    title: str, name: str, state: MarkState
) -> None:
    assert states(page(FOOT, title), name)[MarkId.TITLE] is state


def test_a_host_outside_of_gov_cn_is_named() -> None:
    [domain] = [
        one
        for one in read_marks(page(FOOT), "http://www.example.com/", "示例", NOW)
        if one.id is MarkId.DOMAIN
    ]
    assert (domain.state, domain.value) == (MarkState.ABSENT, "www.example.com")


def test_page_tags_are_read_whatever_their_case() -> None:
    html = "<head><meta name='sitename' content='示例区人民政府'><META NAME=SiteIDCode CONTENT=3501040001><meta name=viewport content=x></head>"
    assert dict(read_tags(html)) == {"SiteName": "示例区人民政府", "SiteIDCode": "3501040001"}


HIDDEN = {
    "a comment": "<!--{}-->",
    "a box that is not shown": "<div style='display: none'>{}</div>",
    "a hidden box": "<div hidden>{}</div>",
    "a template": "<template>{}</template>",
}


@pytest.mark.parametrize("way", HIDDEN)
def test_marks_that_stand_where_nobody_sees_them_are_neither_present_nor_absent(way: str) -> None:
    found = states(page(BARE + HIDDEN[way].format(TOP + FOOT)))
    told = {state for id, state in found.items() if id not in (MarkId.TITLE, MarkId.DOMAIN)}
    assert told == {MarkState.NOT_TOLD}


@every(
    ("id", "fake"),
    [
        (MarkId.OWNER, "<p>主办单位：</p><p>网站标识码：3501040001</p>"),
        (MarkId.FIND_ERRORS, "<a href='javascript:void(0)'>我为政府网站找错</a>"),
        (MarkId.PARTY_BADGE, "<p>党政机关网站标识</p>"),
        (MarkId.SITE_CODE, "<p>网站标识码：12345</p>"),
        (MarkId.ICP, "<p>闽ICP备号</p>"),
        (MarkId.POLICE, "<p>闽公网安备号</p>"),
        (MarkId.ACCESSIBLE, "<a href='#'>无障碍浏览</a>"),
        (MarkId.ELDERLY, "<a>长者模式</a>"),
        (
            MarkId.HOTLINE,
            "<a href='https://beian.example.cn/'>闽ICP备12345678号</a><a href='tel:12345'>12345</a>",
        ),
    ],
)
def test_what_only_looks_like_a_mark_is_none(id: MarkId, fake: str) -> None:
    assert states(page(BARE + fake))[id] is not MarkState.PRESENT


def test_a_mark_that_a_script_shows_at_some_times_is_neither_there_nor_lacking() -> None:
    for hours in ("<12", ">=12"):
        code = f"if(new Date().getHours(){hours})document.write('闽ICP备12345678号')"
        assert states(page(BARE + f"<script>{code}</script>"))[MarkId.ICP] is MarkState.NOT_TOLD


@every(
    "code",
    [
        "$('#i').hide()",
        "document.getElementById('i').style.display='none'",
        "window.onload=function(){i.remove()}",
    ],
)
def test_a_mark_that_a_script_which_writes_nothing_hides_is_not_told(code: str) -> None:
    found = states(
        page(BARE + f"<p id=i>闽ICP备12345678号</p><p>网站标识码：3501040001</p><script>{code}</script>")
    )
    assert found[MarkId.ICP] is MarkState.NOT_TOLD
    assert found[MarkId.SITE_CODE] is MarkState.PRESENT


@every(
    "code",
    [
        "setTimeout('fo'+'ot.innerHTML=told',100)",
        "for(;;);",
        "document.body.firstElementChild.remove()",
        "document.createTreeWalker(document.body)",
        "var r=document.createRange();r.setStart(document.body,0);r.surroundContents(x)",
        "eval('fo'+'ot.rem'+'ove()')",
    ],
)
def test_marks_are_neither_there_nor_lacking_where_a_script_is_not_understood(code: str) -> None:
    foot = BARE.replace("<div", "<div id=foot").replace("网站地图", "网站地图 闽ICP备12345678号")
    found = states(page(f"{foot}<script>{code}</script>"))
    assert {found[id] for id in (MarkId.FIND_ERRORS, MarkId.POLICE)} == {MarkState.NOT_TOLD}
    if "for" not in code and "foot" not in code:
        assert found[MarkId.ICP] is MarkState.NOT_TOLD


def test_a_mark_that_a_script_writes_however_is_there_and_one_that_it_takes_away_is_not_told() -> None:
    foot = BARE.replace("<div", "<div id=foot").replace("网站地图", "网站地图 <b id=i>闽ICP备12345678号</b>")
    code = "window['docu'+'ment']['wri'+'te']('闽公网安备'+'35010402000123号');i.style.display='no'+'ne'"
    found = states(page(f"{foot}<script>{code}</script>"))
    assert found[MarkId.POLICE] is MarkState.PRESENT
    assert found[MarkId.ICP] is MarkState.NOT_TOLD
