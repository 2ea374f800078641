"""What the patrol reads of a page: links hidden in every way that people hide them, and menus that are none."""

from datetime import datetime

import pytest

from monitor.domain.timing import SHANGHAI
from monitor.patrol.links import hidden_links, turned
from probes.pages.document.parser import parse_html
from probes.pages.patrol.hiding import Hiding, hiding_rules
from probes.pages.patrol.page import read_patrolled
from tests.every import every

NOW = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
URL = "http://www.example.gov.cn/a/"
BAD = '<a href="http://www.strange-shop.com/x">棋牌</a>'


def found(body: str, head: str = "") -> list[str]:
    html = f"<html><head><title>示例</title>{head}</head><body><p>正文</p>{body}</body></html>"
    links = [(one.url, one.words, one.hidden, one.alone) for one in read_patrolled(html, URL, NOW).links]
    return [one.cause for one in hidden_links(URL, links, ())]


@every(
    ("body", "head"),
    [
        (f'<div style="display:none">{BAD}</div>', ""),
        (f'<div style="visibility: hidden">{BAD}</div>', ""),
        (f"<div hidden>{BAD}</div>", ""),
        (f'<div style="position:absolute;left:-9999px">{BAD}</div>', ""),
        (f'<div style="text-indent:-9999px">{BAD}</div>', ""),
        (f'<div style="height:0;overflow:hidden">{BAD}</div>', ""),
        (f'<marquee height=1 width=1>{BAD}</marquee>', ""),
        (f'<div style="opacity:0">{BAD}</div>', ""),
        (f'<span style="font-size:0">{BAD}</span>', ""),
        (f'<div style="background:#fff"><font color=#ffffff>{BAD}</font></div>', ""),
        (f'<div style="color:#FFF;background-color:white">{BAD}</div>', ""),
        (f'<div class="zz9">{BAD}</div>', "<style>.nav{color:red} .zz9{position:absolute;top:-900px}</style>"),
        (f'<div id="q">{BAD}</div>', "<style>#q{display:none}</style>"),
        (f'<div style="background:#fff"><span style="color:#fff">{BAD}</span></div>', ""),
        ('<div style="background:#fff"><a href="http://www.strange-shop.com/"><font color="#ffffff">棋牌</font></a></div>', ""),
        (f'<div style="position:absolute;z-index:-1">{BAD}</div>', ""),
        (f"<noscript>{BAD}</noscript>", ""),
        (f'<div class="foot"><p>{BAD}</p></div>', "<style>@media print{.foot{color:red}} .foot p a{font-size:0}</style>"),
        ('<iframe src="http://www.strange-shop.com/f" width=0 height=0></iframe>', ""),
        (f'<div style="clip:rect(0,0,0,0);position:absolute">{BAD}</div>', ""),
        ("<script>document.write('<div style=\"display:none\"><a href=\"http://www.strange-shop.com/\">娱乐城</a></div>')</script>", ""),
    ],
)  # fmt: skip
def test_a_hidden_link_is_found_however_it_is_hidden(body: str, head: str) -> None:
    assert found(body, head) == ["strange-shop.com"]


@pytest.mark.parametrize(
    "body",
    [
        '<ul class=menu style="display:none"><li><a href="/b/">政务公开</a><a href="http://x.example.gov.cn/">分站</a></li></ul>',
        '<div class=share style="display:none"><a href="http://service.weibo.com/share">微博</a></div>',
        '<div style="display:none"><a href="http://www.pku.edu.cn/">大学</a><a href="http://www.mof.gov.cn/">财政部</a></div>',
        '<div style="display:none"><a href="http://www.software-maker.com/">技术支持</a></div>',
        '<a href="http://www.strange-shop.com/">友情链接</a>',
        '<style>@media print{.friends{display:none}}</style><div class=friends><a href="http://www.strange-shop.com/">娱乐城</a></div>',
        '<iframe src="http://www.strange-shop.com/f" width=600 height=300></iframe>',
        '<div style="left:-5px;position:relative"><a href="http://www.strange-shop.com/">x</a></div>',
    ],
)
def test_menus_share_boxes_and_what_is_seen_are_no_hidden_links(body: str) -> None:
    assert found(body) == []


def test_a_sheet_that_the_page_links_to_hides_too_and_one_that_nobody_had_is_asked_for() -> None:
    html = f'<head><link rel="stylesheet" href="/css/a.css"></head><body><div class="q9">{BAD}</div></body>'
    address = "http://www.example.gov.cn/css/a.css"
    rules = hiding_rules(
        "body{margin:0} /* x */ .q9 { TEXT-INDENT : -9999px } @media print{.z{display:none}} .a:hover{color:red}"
    )
    assert rules == ".q9{text-indent : -9999px}"
    read = read_patrolled(html, URL, NOW, {address: rules})
    assert [one.hidden for one in read.links] == ["text_indent"]
    assert read_patrolled(html, URL, NOW).sheets == (address,)
    assert read_patrolled("<link rel=stylesheet href=/a.css><a href=/b/>x</a>", URL, NOW).sheets == ()


def test_what_follows_a_paragraph_is_a_line_of_its_own_and_words_in_bold_are_not() -> None:
    html = "<div>导语<p>认真<b>布</b>署工作。</p><a href=/>友情链接</a><br>版权<table><tr><td>一</td><td>二</td></tr></table></div>"
    assert read_patrolled(html, URL, NOW).text == "导语\n认真布署工作。\n友情链接\n版权\n一\n二"


def test_a_farm_of_strangers_is_told_without_any_bad_word() -> None:
    farm = "".join(f'<a href="http://www.shop{n}.com/">商城{n}</a>' for n in range(4))
    assert found(f'<div style="display:none">{farm}</div>') == [f"shop{n}.com" for n in range(4)]


def test_a_hidden_menu_of_friends_whom_mostly_everybody_knows_is_no_farm() -> None:
    known = "".join(f'<a href="http://{one}/">媒体</a>' for one in ("www.people.com.cn", "www.xinhuanet.com", "www.cctv.com"))  # fmt: skip
    others = "".join(f'<a href="http://www.paper{n}.com/">日报{n}</a>' for n in range(4))
    assert found(f'<div style="display:none">{known}{others}</div>') == []
    assert found(f'<div style="display:none">{known}{others}<a href="http://bad.com/">棋牌</a></div>') == ["bad.com"]  # fmt: skip


def test_a_box_of_many_hidden_links_is_judged_once() -> None:
    links = "".join(f'<a href="//s{n}.cn/">x</a>' for n in range(1500))
    tree = parse_html(f'<body><div style="display:none">{links}</div></body>')
    hiding = Hiding({}, URL, "www.example.gov.cn")
    assert {hiding.of(one) for one in tree.css("a")} == {("display", True)}
    assert (len(hiding.boxes), len(hiding.ways)) == (1, 1501)


def test_a_page_that_turned_is_told_by_its_title_or_by_several_words() -> None:
    assert turned("http://a.com/", "http://a.com/", "澳门娱乐城官网", "") == "娱乐城"
    assert turned("http://a.com/", "http://a.com/", "某协会", "会员 娱乐城 百家乐 老虎机") == "娱乐城"
    assert turned("http://a.com/", "http://a.com/", "某协会", "严厉打击赌博活动") == ""
