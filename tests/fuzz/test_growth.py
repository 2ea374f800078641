"""Twice the page is twice the work, and no more: calls are counted, not seconds. Each page is of a kind that once was not."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from monitor.domain.content import BoardState, ListState, Unreadable
from monitor.domain.observation import Exchange
from probes.pages.article.article import read_article
from probes.pages.board.board import read_board
from probes.pages.board.form import read_form
from probes.pages.document.costly import (
    DEEPEST,
    MOST_ATTRIBUTES,
    MOST_MARKS,
    MOST_TAGS,
    TOO_COSTLY,
    TooCostly,
    too_costly,
    too_costly_xml,
)
from probes.pages.document.mask import mask_exchange, mask_page
from probes.pages.guide.guide import read_guide
from probes.pages.listing.homepage import read_homepage
from probes.pages.listing.listing import read_list
from probes.pages.marks.elements import read_elements
from probes.pages.patrol.page import read_home
from probes.pages.texts.texts import read_text_page
from probes.sources.feed import parse_feed
from tests.every import every
from tests.fuzz.readers import NOW, READERS, TEXT_CLASSES, URL

#: Marks that stay open behind their paragraph, fewer than the limit.
FEWER_MARKS = "<p>" + "".join(f"<b id={n}>" for n in range(MOST_MARKS - 10)) + "</p>"
#: So many marks that stay open, and attributes of one tag, are much work.
MANY_MARKS, MANY = 720, 14_000
#: Repetitions of the smaller page; the larger has twice as many.
SIZE = 150


def calls(do: Callable[[], object]) -> int:
    """How many calls, of Python's functions and of those below it, *do* makes."""
    counted = 0

    def count(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal counted
        counted += 1

    too_costly.cache_clear()
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        do()
    finally:
        sys.setprofile(before)
    return counted


Page = Callable[[int], str]
PAGES: dict[str, tuple[str, Page]] = {
    "tables in tables": ("mask", lambda n: "<table><tr><td>x</td><td>姓名</td><td>y</td></tr>" * min(n, 60) + "<tr><td>a<td>b<td>c" * n),
    "cells under a heading": ("mask", lambda n: "<table><tr><td>编号<td>姓名<td>y" + "<tr><td>a<td>某甲<td>c" * n),
    "figures in addresses": ("list", lambda n: "<ul>" + f"<li><a href='/{'0a' * 40}'>关于某事项的通知</a></li>" * n),
    "dots in titles": ("list", lambda n: "<ul><li><a href='/1.htm' title='x'>关于" + "." * n * 4 + "</a></li></ul>" * 2),
    "marked words in a title": ("list", lambda n: "<ul><li><a href='/1.htm'>" + "<b>关于</b>" * n + "</a></li></ul>"),
    "rows without years": ("list", lambda n: "<ul>" + "<li><a href='/1.htm'>关于某事项的通知</a><i>02-30</i></li>" * n + "<li><a href='/2'>关于某事项的通知</a>2026-01-01"),
    "years over rows": ("list", lambda n: "".join(f"<h3>2020年</h3><div class='c{'x' * (k % 50)}'><a href='/{k}'>关于某事项的通知</a><i>11-02</i></div>" for k in range(n))),
    "rows far from their like": ("list", lambda n: "<div>" + "<span></span>" * n + "<li><a href=/a>关于一号的通知</a><a href=/b>某单位</a><i>2026-11-02</i></li>" * n),
    "rows under a head": ("list", lambda n: "<table><tr><th>标题<th>发布时间</th></tr>" + "<tr><td><a href='/x'>关于某会议的通知</a><td>2026-11-01</td></tr>" * n),
    "a row with many days": ("list", lambda n: "<ul><li><a href='/1'>关于某事项的通知</a><p>" + "截止2026-11-20，" * n + "</p></li></ul>" * 2),
    "clicks in clicks": ("list", lambda n: "<div onclick=\"location='/x'\">" * 100 + "<p>某某</p>" * n),
    "rows of others under a long list": ("list", lambda n: "<title>通知公告</title><h2>通知公告</h2><p>暂无内容</p><ul>" + "<li><i>首页</i><i>下一页</i><i>2</i></li>" * n + "<li><h3>部门动态</h3></li></ul><ul>" + "<li><a href='/b/1'>关于某事项的通知</a><i>2026-11-02</i></li>" * n),
    "empty lists and a script": ("list", lambda n: "<script>var a='newslist';</script>" + "".join(f"<ul class='list n{k} m{k}'></ul>" for k in range(n))),
    "pictures beside a box": ("list", lambda n: "<ul><li><a href='/rd/1.htm'>别处刚刚发布的一条信息</a><i>2026-11-20</i></li></ul>" * 5 + "<div>" + "<h3>图解</h3><p><img src='/1.png'></p>" * n + "<p>某厂</p></div>"),
    "hidden boxes of rows": ("homepage", lambda n: "".join(f"<div class='{k // 26 * 'a'}{chr(97 + k % 26)}' style='display:none'>" + "".join(f"<p><a href='/{m}{k}.htm'>关于某事项的通知</a><b>2026-11-02</b></p>" for m in "ab") + "</div>" for k in range(n))),
    "functions that lead on": ("homepage", lambda n: "<a href='/1.htm'>关于某事项的通知</a><i>2026-11-02</i><script>" + ";b()" * n + ";z();" + "function z(){" * n + "location='/a/'</script>"),
    "links to columns": ("columns", lambda n: "".join(f"<a href='/c{k}/'>栏目{k % 99}</a>" for k in range(n))),
    "days in one line": ("article", lambda n: "<h1>某某通知标题</h1><p>" + "发布时间：2026-11-20 08:00 " * n),
    "labels without days": ("article", lambda n: "<h1>某某通知标题</h1><p>" + "时间：" * n),
    "named days in scripts": ("article", lambda n: "<title>某某通知的标题</title><script>" + "".join(f"a={{pubdate:'2026-11-{k % 28 + 1:02d}',t:'某某通知的标题'}};" for k in range(n))),
    "blocks in blocks": ("board", lambda n: "<div>" * 100 + "<div><a href='/x'>标题时间</a><b>时间</b></div>" * n),
    "a head in every row": ("board", lambda n: "<ul>" + "<li><span>标题</span><span>时间</span></li>" * n),
    "questions and answers in turn": ("board", lambda n: "<div>提问：2024-01-02</div><div>回复：办结时间</div>" * n),
    "labelled rows": ("board", lambda n: "<div>" + "<div><a href='/x'>路灯不亮</a><p>留言时间：2026-11-01</p></div>" * n),
    "lines of an answer": ("message", lambda n: "留言时间：2026-11-01<br>答复内容：" + "<br>一行文字" * n),
    "promises in turn": ("message", lambda n: "".join(f"<p>答复内容：我们会认真研究{k}，敬请期待。</p>" for k in range(5 * n))),
    "rows in nested tables": ("message", lambda n: "<table><tr><td>" * (n // 5) + "<table>" + "<tr><td>a<td>b<td>c" * n),
    "fields side by side": ("form", lambda n: "<form>标题" + "<input name='a'>" * n),
    "fields in cells": ("form", lambda n: "<form><table>" + "<tr><td><input name='a'></td></tr>" * n),
    "answers without questions": ("board", lambda n: "<p>回复内容：</p>" * n),
    "answers in one line": ("message", lambda n: "<p>" + "【回复内容】" * n),
    "functions that wait": ("article", lambda n: "<title>某某通知的标题</title><p id=t>发布时间：2025-08-09</p><script>" + "".join(f"function f{k}(a){{f{k + 1}(a);$('#t').css(a)}}" for k in range(n // 3)) + "$.get('/d',f0)</script>"),
    "empty places of a guide": ("guide", lambda n: "<p>设定依据<p>办理材料<p>办理流程<p>申请条件" + "<i id=a></i>" * n + "<script>$('#b')</script>"),
    "lines of a guide": ("guide", lambda n: "<p>设定依据<p>办理材料<p>办理流程<p>申请条件" + "<p>一行文字" * n),
    "lines in a cell of a guide": ("guide", lambda n: "<p>设定依据<p>办理材料<p>办理流程<table><tr><td>收费标准<td>无<td>" + "<p>来由" * n + "<td>" + "<p>条例" * n + "</table>"),
    "a long line of a guide": ("guide", lambda n: "<h3>申请条件</h3><p>本区户籍</p><p>" + "收费标准:不收费 " * n + "</p>"),
    "a long row of a guide": ("guide", lambda n: "<h3>申请条件</h3><p>本区户籍</p><table><tr><td>办理材料</td>" + "<td>身份证</td>" * n + "</tr></table>"),
    "a large cell of a guide": ("guide", lambda n: "<h3>申请条件</h3><p>本区户籍</p><table><tr><td>办理材料</td><td>" + "<p>身份证 原件</p>" * n + "</td></tr></table>"),
    "names of other matters in a guide": ("guide", lambda n: "<title>残疾人证办理</title><p>申请材料：表<p>办理流程：报" + "<p><b>居住证申领</b>" * n * 4 + "<p>申请条件：有"),
    "headings beside many rows": ("guide", lambda n: "<table>" + f"<tr><th rowspan={n}>办理地点<td>大厅<th>联系电话<td>1</tr>" * n),
    "numbers by script": ("pager", lambda n: "<span onclick='x()'>" * 50 + "<a href='#'>2</a>" * n),
    "JSON in JSON": ("board json_board", lambda n: '{"a":[' + '{"b":{"title":"x"}},' * n + '{"b":1}]}'),
    "short days in a text": ("adapter json_list", lambda n: '{"data":[{"title":"x","url":"/1","time":"' + "26-11-20 20261120 " * n + '"}]}'),
    "results inside results": ("results", lambda n: "<ul><li><span>路灯" * min(n, 60) + "<li><a href=1>路灯</a>" * n),
    "questions of an interview": ("text page", lambda n: "<p>问：路灯何时修好？</p><p>答：下周。</p>" * n),
    "links of a policy": ("text page", lambda n: "<p>〔2026〕1号 <a href=/1>《办法》解读</a></p>" * n),
    "days of a survey": ("text page", lambda n: "<p>征集时间：2026年11月1日至2026年11月20日 结果 反馈</p>" * n),
    "lines with an element's words": ("elements", lambda n: "<p>投诉电话：8300 电子邮件</p><a href=/g>公开指南</a>" * n),
    "boxes that float": ("sampled", lambda n: "<div class=float style='position:fixed'><a href=http://b.test/>x</a></div>" * n),
    "links to forms": ("forms of a guide", lambda n: "<h3>申请材料</h3><p>申请表<a href=/a.doc>空表</a><a href=/b.doc>样表</a></p>" * n),
    "links hidden by styles": ("patrolled", lambda n: "<style>.h{display:none}</style><div class=h style='height:0'><a href=http://b.test/>彩票</a></div>" * n),
    "rules of styles": ("patrolled", lambda n: "<style>" + ".h1{left:-999px}" * n + "</style>" + "<a class=h1 href=http://b.test/>x</a>" * n),
    "items of a feed": ("feed", lambda n: '<rss version="2.0"><channel>' + "<item><title>a</title><pubDate>1</pubDate></item>" * n + "</channel></rss>"),
    "a day of many figures": ("feed", lambda n: '<rss version="2.0"><channel><item><title>a</title><pubDate>' + "1" * n * 40 + "</pubDate></item></channel></rss>"),
}  # fmt: skip


@every("kind", PAGES)
def test_work_grows_with_the_page(kind: str) -> None:
    reader, page = PAGES[kind]
    small, large = page(SIZE), page(2 * SIZE)
    READERS[reader](small)  # what is made once, such as caches of words
    less, more = calls(lambda: READERS[reader](small)), calls(lambda: READERS[reader](large))
    assert more < 2.6 * less + 2000


@every(
    ("html", "limit"),
    [
        pytest.param("<div " + " ".join(f"a{n}=1" for n in range(MANY)) + ">", "attributes", id="bare attributes"),
        pytest.param("<div " + "".join(f"a{n}='<b>'" for n in range(MANY)) + ">", "attributes", id="with tags in their values"),
        pytest.param("<div " + "".join(f'a{n}=">"' for n in range(MANY)) + ">", "attributes", id="with tag ends in their values"),
        pytest.param("<div " + " ".join(f"a{n}" for n in range(MANY)), "attributes", id="in a tag that never ends"),
        pytest.param("<div></div " + " ".join(f"a{n}" for n in range(MANY)) + ">", "attributes", id="of an end"),
        pytest.param("".join(f"<html a{n}=1>" for n in range(MANY)), "attributes", id="of many tags that are one element"),
        pytest.param("<div>" * (DEEPEST + 1), "depth", id="blocks"),
        pytest.param("<div></span>" * (DEEPEST + 1), "depth", id="blocks, and ends of what never began"),
        pytest.param("<div><table><td></div>" * DEEPEST, "depth", id="ends behind a wall"),
        pytest.param("<table><tr><td>" * DEEPEST, "depth", id="tables"),
        pytest.param("<ul><li>" * DEEPEST, "depth", id="lists"),
        pytest.param("<svg>" + "<g>" * DEEPEST, "depth", id="drawings"),
        pytest.param("<p></p>" + "".join(f"<p><b id={n}>x</p>" for n in range(MANY_MARKS)), "marks", id="marks that are never closed"),
        pytest.param(FEWER_MARKS + "<p>x" * 4000, "marks", id="marks that open again in every block"),
        pytest.param(FEWER_MARKS + "<p>x</p>" * 4000, "marks", id="marks that open again in every closed block"),
        pytest.param(FEWER_MARKS + "<div><p>x</p>y</div>" * 4000, "marks", id="marks that open again in nested blocks"),
        pytest.param("<p>x</p>" * (MOST_TAGS // 2 + 1), "tags", id="too many of them"),
    ],
)  # fmt: skip
def test_markup_made_to_keep_a_parser_busy_is_left_unparsed(html: str, limit: str) -> None:
    assert too_costly(html) == limit
    article = read_article(html, URL, now=NOW).published
    assert isinstance(article, Unreadable)
    assert article.why == TOO_COSTLY
    assert (read_list(html, URL).state, read_list(html, URL).reason) == (ListState.UNREADABLE, TOO_COSTLY)
    assert read_homepage(html, URL).reason == TOO_COSTLY
    board = read_board(html, URL, now=NOW)
    assert (board.state, board.reason) == (BoardState.UNREADABLE, TOO_COSTLY)
    assert read_form(html).closed == TOO_COSTLY
    guide = read_guide(html, URL)
    assert (guide.is_read, guide.missing, guide.reason) == (False, (), TOO_COSTLY)
    with pytest.raises(TooCostly):
        read_home(html, URL)
    for read in READERS.values():
        read(html)


@every(
    "html",
    [
        pytest.param(
            "<table>" + "<tr><td><span><font color=red>x" * 900, id="cells and marks that nobody closes"
        ),
        pytest.param("<ul>" + "<li><div><b>x" * 900, id="rows that nobody closes"),
        pytest.param("<p><span>x" * 900, id="paragraphs"),
        pytest.param("<dl>" + "<dt><i>x<dd><a href=1>y" * 900, id="terms"),
        pytest.param("<script>" + "document.write('<div>');" * 900 + "</script>", id="tags inside a script"),
        pytest.param("<!--" + "<div>" * 900 + "-->", id="tags inside a comment"),
        pytest.param("<p title=it's>x</p><p title=that's>y</p>" * 900, id="apostrophes without quotes"),
        pytest.param("<div><div><div>" * 60 + "</div></div></div>" * 60, id="as deep as pages are"),
        pytest.param("<svg>" + "<path d='M0 0'/>" * 900 + "</svg>", id="paths of a drawing"),
        pytest.param("<select>" + "<option>x" * 900, id="choices"),
    ],
)
def test_careless_markup_is_no_attack(html: str) -> None:
    assert too_costly(html) == ""


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("<rss><title " + " ".join(f"a{n}='1'" for n in range(MOST_ATTRIBUTES + 1)) + "/></rss>", "attributes"),
        ("<item>" * 300, "depth"), ("<x/>" * 300, ""), ("<a><![CDATA[" + "<b>" * 300 + "]]></a>", ""), ("<?x <a?>" * 300, ""), ("<a></a>" * MOST_TAGS, "tags"),
    ],
)  # fmt: skip
def test_a_feed_is_held_to_the_same_limits(text: str, limit: str) -> None:
    assert too_costly_xml(text) == limit


def test_a_feed_of_one_endless_tag_is_too_costly_and_no_number_breaks_one() -> None:
    attributes = " ".join(f"a{n}='1'" for n in range(2000))
    facts, _ = parse_feed(f"<rss version='2.0'><channel {attributes}></channel></rss>".encode(), NOW, False)
    assert facts.reason == TOO_COSTLY
    bent = "&#99999999999;&#xFFFFFFFFFFFF;&#0;&#xD800;&#1114112;" + "&#" + "9" * 6000 + ";"
    feed = f"<rss version='2.0'><channel><item><title>通报{bent}&#x4E00;</title><pubDate>2026-11-20</pubDate></item></channel></rss>"
    facts, _ = parse_feed(feed.encode(), NOW, False)
    assert [post.title for post in facts.posts] == ["通报" + "\ufffd" * 6 + "一"]


def test_what_is_too_costly_to_mask_is_not_stored() -> None:
    page = "<table><tr><td>" * (DEEPEST + 1) + "某甲"
    kept = mask_exchange(Exchange(url=URL, at=NOW, body=page.encode()))
    assert kept.body == b""
    assert mask_page("<table><tr><td>编号<td>姓名<td>标题<tr><td>1<td>某甲<td>某事</table>").count("***") == 1


def test_a_broken_base_spoils_its_own_links_and_nothing_else() -> None:
    rows = "".join(
        f"<li><a href='/a/{n}.htm'>关于第{n}号事项的通知</a>2026-11-0{n}</li>" for n in range(1, 7)
    )
    for base in ("http://[", "//[x", "http://x:y/", "\ud83d", ""):
        listing = read_list(f"<base href='{base}'><ul>{rows}</ul>", URL, now=NOW)
        assert [item.url for item in listing.items] == [f"http://www.gov.test/a/{n}.htm" for n in range(1, 7)]


@pytest.mark.parametrize("written", ["<div>", "<b>x"])
def test_what_a_script_writes_is_held_to_the_same_limits(written: str) -> None:
    html = f"<p>x</p><script>var s='';for(var i=0;i<9000;i++)s+='{written}';document.write(s);</script>"
    assert too_costly(html) == ""
    for kind in TEXT_CLASSES:
        page = read_text_page(html, URL, kind, NOW)
        assert (page.state, page.reason) == ("unreadable", TOO_COSTLY)
    elements = read_elements(html, URL, [("a", "邮箱", True)], NOW)
    assert (elements.elements, elements.reason) == ((), TOO_COSTLY)
