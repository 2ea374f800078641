"""Pages of policies, interpretations, interviews and surveys, read closely: what they show, lack, hide and fake."""

from datetime import date, datetime
from typing import Any

import pytest

from monitor.domain.content import Item, ListState
from monitor.domain.observation import Listing, StoredObservation
from monitor.domain.site import SitePage
from monitor.domain.text_page import TextForm, TextPage
from monitor.domain.timing import DAY
from probes.pages.texts.texts import read_text_page
from probes.texts import PROBE, Settings
from tests.every import every

from .world import HOME, NOW, Memory, Web, column, look, rows, site

LONG = "各有关单位要高度重视，认真贯彻执行，确保各项工作落到实处。" * 8
URL = f"{HOME}zcwj/t20261102_1.htm"


def page(body: str, title: str = "示例区老旧小区改造实施方案", head: str = "") -> str:
    return (
        f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1><p>发布时间：2026-11-02</p>"
        f"<div class='TRS_Editor'>{body}<p>{LONG}</p></div></body></html>"
    )


def read(body: str, column_class: str = "policy", **more: str) -> TextPage:
    return read_text_page(page(body, **more), URL, column_class, NOW)


def test_links_to_documents_are_kept_and_menus_are_not() -> None:
    found = read('<a href="/zcjd/">政策解读</a><a href="../zcjd/t20261103_2.htm" title="图解方案">解读</a>')
    assert [(one.title, one.url) for one in found.links] == [("图解方案", f"{HOME}zcjd/t20261103_2.htm")]
    assert found.whole


@every(
    ("body", "whole"),
    [
        ("", True), ('<script src="/js/jquery.min.js"></script>', True), ('<script src="/xgjd/relate.js"></script>', False),
        ('<iframe src="/related.htm"></iframe>', False), ("<div><h3>相关解读</h3><ul></ul></div>", False),
        ('<div><h3>相关解读</h3><a href="t20261103_2.htm">图解</a></div>', True),
    ],
    ids=["plain", "silent-script", "other-script", "frame", "empty-place", "filled-place"],
)  # fmt: skip
def test_a_page_that_may_hold_unseen_links_is_not_whole(body: str, whole: bool) -> None:
    assert read(body).whole is whole


def test_a_link_that_an_inline_script_writes_is_seen() -> None:
    found = read("<script>document.write('<a href=\"/zcjd/t20261103_2.htm\">解读</a>')</script>")
    assert [one.url for one in found.links] == [f"{HOME}zcjd/t20261103_2.htm"]


@pytest.mark.parametrize(
    ("body", "form"),
    [
        ('<img src="a.jpg">', TextForm.PICTURE), ('<video src="a.mp4"></video>', TextForm.VIDEO),
        ('<audio src="a.mp3"></audio>', TextForm.AUDIO), ('<a href="https://h5.a.gov.cn/x">查看</a>', TextForm.H5),
    ],
)  # fmt: skip
def test_forms_are_told_by_what_stands_in_the_article(body: str, form: TextForm) -> None:
    assert read(body, "interpretation").forms == (form, TextForm.TEXT)
    assert read('<img src="/images/logo.png"><img src="share.gif">').forms == (TextForm.TEXT,)


@pytest.mark.parametrize(
    ("body", "days"),
    [
        ("<p>征集时间：2026年10月1日至2026年10月31日</p>", (date(2026, 10, 1), date(2026, 10, 31))),
        ("<p>请于2026年10月31日前将意见反馈至我局</p>", (None, date(2026, 10, 31))),
        ("<p>开始时间：2026-10-01</p><p>截止时间：2026-10-31</p>", (date(2026, 10, 1), date(2026, 10, 31))),
        ("<p>欢迎提出意见</p>", (None, None)),
    ],
)
def test_a_survey_states_when_it_runs(body: str, days: tuple[date | None, date | None]) -> None:
    found = read(body, "solicitation", title="关于公开征求意见的公告")
    assert (found.starts, found.ends) == days


@pytest.mark.parametrize(
    ("body", "feedback"),
    [
        ("<p>征集结果：</p><p></p>", ""), ("<p>征集结果：共收到意见 12 条，采纳 5 条，其余 7 条已逐条作出说明。</p>", "here"),
        ('<a href="t20261110_3.htm">征集结果反馈</a>', f"{HOME}zcwj/t20261110_3.htm"),
    ],
)  # fmt: skip
def test_results_are_a_link_or_a_text_and_no_empty_heading(body: str, feedback: str) -> None:
    html = f"<html><title>征求意见</title><body><h1>征求意见</h1>{body}</body></html>"
    assert read_text_page(html, URL, "survey", NOW).feedback == feedback


def test_an_interview_names_its_guest_and_its_questions() -> None:
    body = "<p>访谈嘉宾：区民政局局长张某</p><p>网友小王：怎么申请？</p><p>答：到社区申请。</p>"
    found = read(body, "interview", title="谈谈养老服务")
    assert (found.guest, found.questions, found.answers, found.announces) == ("区民政局局长张某", 1, 1, False)
    soon = read("<p>访谈时间：2026年12月5日 15:00</p>", "interview", title="下期预告：谈谈养老服务")
    assert (soon.announces, soon.starts) == (True, date(2026, 12, 5))


def test_a_page_without_end_is_unreadable_and_not_empty() -> None:
    found = read_text_page("<div>" * 300_000, URL, "policy", NOW)
    assert (found.state, found.whole) == ("unreadable", False)


def listed(id: str, *urls: str) -> StoredObservation[Listing]:
    items = tuple(Item(title=f"第{n}号文件", url=url, on=date(2026, 11, 2)) for n, url in enumerate(urls))
    return StoredObservation(id=f"ob_{id}", at=NOW - DAY, facts=Listing(state=ListState.ITEMS, items=items))


async def run(web: Web, memory: Memory, settings: Any = None, **more: Any) -> list[tuple[str, str, str]]:
    policies = column("zcwj", "policy")
    seen = await look(PROBE, site(policies, **more), web, memory, settings)
    return [
        (one.part, one.facts.column_class, one.facts.state) for one in seen if isinstance(one.facts, TextPage)
    ]


async def test_known_lists_cost_nothing_and_unread_pages_come_first() -> None:
    one, two, three = (f"{HOME}zcwj/t20261102_{n}.htm" for n in (1, 2, 3))
    read_before: dict[str, datetime] = {one: NOW - 8 * DAY, two: NOW - 3 * DAY}
    memory = Memory(listings={"zcwj": listed("zcwj", one, two, three)}, texts_read=read_before)
    web = Web({url: page("") for url in (one, two, three)})
    assert await run(web, memory) == [(three, "policy", "read"), (one, "policy", "read")]
    assert web.asked == [three, one]
    assert await run(Web(web.pages), memory, Settings(pages=1)) == [(three, "policy", "read")]


async def test_a_list_never_seen_is_read_once_and_element_pages_are_read_too() -> None:
    one, element = f"{HOME}zcwj/t20261102_1.htm", f"{HOME}jgzn/"
    listing = rows((one, "2026-11-02"), (f"{HOME}zcwj/t20261101_2.htm", "2026-11-01"), (f"{HOME}zcwj/t20261030_3.htm", "2026-10-30"))  # fmt: skip
    web = Web({f"{HOME}zcwj/": listing, one: page(""), element: page("")})
    found = await run(web, Memory(), pages=(SitePage(id="jg", name="机构职能", url=element),))
    assert ((element, "page", "read") in found, found.count((one, "policy", "read"))) == (True, 1)
    assert [state for part, _, state in found if part not in (one, element)] == ["unreached", "unreached"]
