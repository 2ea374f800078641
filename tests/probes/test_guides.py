"""The probe of guides: enumeration, completeness, and what was not read."""

from typing import Any

import pytest

from monitor.domain.content import GuidesState
from monitor.domain.observation import Guides
from probes.guides import PROBE
from tests.every import every

from .board_world import HOME, Web, looks, site
from .pages.test_guide import guide

LIST = f"{HOME}bs/"


def listed(*numbers: int, total: int | None = None, following: str = "") -> str:
    links = "".join(f'<li><a href="/bszn/{n}.htm">事项{n}</a></li>' for n in numbers)
    said = "" if total is None else f"<p>共 {total} 条</p>"
    more = f'<a href="{following}">下一页</a>' if following else ""
    return f'<a href="/">首页</a><a href="/xw/1.htm">新闻</a>{said}<ul>{links}</ul>{more}'  # fmt: skip


def pages(*numbers: int, **more: str) -> dict[str, str]:
    return {f"{HOME}bszn/{n}.htm": guide(**more) for n in numbers}


async def look(web_pages: dict[str, str], options: dict[str, Any] | None = None, **settings: int) -> Guides:
    [seen] = await looks(
        PROBE, site(guides=options if options is not None else {"list": LIST}), Web(web_pages), **settings
    )
    facts = seen.facts
    assert isinstance(facts, Guides)
    return facts


async def test_every_guide_of_every_page_is_read() -> None:
    facts = await look(
        {LIST: listed(1, 2, total=3, following="p2"), f"{LIST}p2": listed(3, total=3), **pages(1, 2, 3)}
    )
    assert [one.title for one in facts.guides] == ["事项1", "事项2", "事项3"]
    assert all(one.is_read for one in facts.guides)
    assert (facts.state, facts.total, facts.complete) == (GuidesState.GUIDES, 3, True)


@every(
    ("first", "options", "complete", "reason"),
    [
        (listed(1), {}, False, "no_total"),
        (listed(1, total=2), {}, False, "total_not_met:1/2"),
        (listed(1), {"total": 1}, True, ""),
        (listed(1), {"complete": True}, True, ""),
        (listed(1, total=1, following="gone"), {}, False, "unreached:http_status"),
    ],
    ids=[
        "no_total",
        "fewer_than_the_total",
        "the_office_says_how_many",
        "the_office_vouches",
        "a_page_is_lost",
    ],
)
async def test_when_the_enumeration_is_complete(
    first: str, options: dict[str, Any], complete: bool, reason: str
) -> None:
    facts = await look({LIST: first, **pages(1)}, {"list": LIST, **options})
    assert (facts.complete, facts.reason) == (complete, reason)


async def test_what_is_beyond_the_sample_or_lost_is_enumerated_and_not_read() -> None:
    facts = await look({LIST: listed(1, 2, 3, total=3), **pages(1)}, sample=2)
    assert [(one.is_read, one.reason) for one in facts.guides] == [
        (True, ""),
        (False, "http_status"),
        (False, "not_in_the_sample"),
    ]
    assert facts.complete


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"pattern": r"/xw/\d"}, ["新闻"]),
        ({"item": "ul li"}, ["事项1"]),
        ({"item": "[["}, []),
        ({"pattern": "("}, []),
    ],
    ids=["pattern", "selector", "a_bad_selector", "a_bad_pattern"],
)
async def test_a_person_may_say_which_links_are_guides(options: dict[str, Any], found: list[str]) -> None:
    facts = await look({LIST: listed(1), **pages(1)}, {"list": LIST, **options})
    assert [one.title for one in facts.guides] == found


@pytest.mark.parametrize(
    ("web_pages", "options", "state"),
    [
        ({}, {}, GuidesState.UNCONFIGURED),
        ({}, {"list": LIST}, GuidesState.UNREACHED),
        ({LIST: "<p>欢迎</p>"}, {"list": LIST}, GuidesState.UNREADABLE),
        ({LIST: "<p>共 0 条</p>"}, {"list": LIST}, GuidesState.BLANK),
    ],
    ids=["unconfigured", "unreached", "unreadable", "blank"],
)
async def test_no_guides(web_pages: dict[str, str], options: dict[str, Any], state: GuidesState) -> None:
    facts = await look(web_pages, options)
    assert (facts.state, facts.guides) == (state, ())


async def test_guides_may_be_named_one_by_one() -> None:
    facts = await look(pages(1), {"urls": [f"{HOME}bszn/1.htm"], "complete": True})
    assert (len(facts.guides), facts.complete) == (1, True)


async def test_a_site_without_public_services_is_not_asked() -> None:
    web = Web({})
    assert await looks(PROBE, site(public_services=False, guides={"list": LIST}), web) == []
    assert web.asked == []


async def test_a_list_too_costly_to_read_is_never_whole() -> None:
    facts = await look({LIST: "<div>" * 500 + listed(1, 2), **pages(1, 2)}, {"list": LIST, "complete": True})
    assert (facts.complete, facts.reason) == (False, "too_costly")
