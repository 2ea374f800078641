"""Reading columns: the list, then the pages of its newest items, and no page without a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest

from monitor.domain.content import Dated, DatePlace, Item, ListState, Undated, Unreadable
from monitor.domain.observation import Listing, Reading, StoredObservation
from monitor.domain.site import ListSource
from probes.columns import PROBE, Settings
from probes.http.base import Answer, Fetched
from tests.every import every

from .world import HOME, NOW, Memory, Web, article, column, look, rows, site

LIST = rows(("/yw/1.htm", "2026-11-18"), ("/yw/2.htm", "2026-11-10"), ("/yw/3.htm", "2026-10-01"))
PAGES = {
    f"{HOME}yw/": LIST,
    f"{HOME}yw/1.htm": article("2026-11-18 09:00"),
    f"{HOME}yw/2.htm": article("2026-11-10"),
    f"{HOME}yw/3.htm": article(""),
}


async def test_a_listing_and_the_pages_behind_it() -> None:
    listing, *readings = await look(PROBE, site(column()), Web(PAGES))
    assert (listing.part, listing.facts.state, listing.facts.newest) == (
        "yw",
        ListState.ITEMS,
        date(2026, 11, 18),
    )
    said = {one.part: one.facts.published for one in readings}
    assert said[f"{HOME}yw/2.htm"] == Dated(on=date(2026, 11, 10), place=DatePlace.VISIBLE)
    assert said[f"{HOME}yw/3.htm"] == Undated()


async def test_a_day_confirmed_once_is_not_asked_again() -> None:
    known = Reading(url=f"{HOME}yw/1.htm", published=Dated(on=date(2026, 11, 18), place=DatePlace.VISIBLE))
    memory = Memory(
        readings={known.url: StoredObservation(id="ob_1", at=NOW - timedelta(days=30), facts=known)}
    )
    web = Web(PAGES)
    await look(PROBE, site(column()), web, memory)
    assert known.url not in web.asked


@pytest.mark.parametrize(("age", "again"), [(timedelta(hours=3), False), (timedelta(days=1), True)])
async def test_a_page_that_failed_is_tried_again_the_next_day(age: timedelta, again: bool) -> None:
    known = Reading(url=f"{HOME}yw/1.htm", published=Unreadable("refused"))
    web = Web(PAGES)
    await look(
        PROBE,
        site(column()),
        web,
        Memory(readings={known.url: StoredObservation(id="ob_1", at=NOW - age, facts=known)}),
    )
    assert (known.url in web.asked) is again


async def test_an_unchanged_listing_stands_as_it_was() -> None:
    facts = Listing(
        state=ListState.ITEMS, items=(Item(title="甲", url=f"{HOME}yw/1.htm", on=date(2026, 11, 18)),)
    )
    reading = Reading(url=f"{HOME}yw/1.htm", published=Dated(on=date(2026, 11, 18), place=DatePlace.VISIBLE))
    memory = Memory(
        listings={"yw": StoredObservation(id="ob_1", at=NOW, facts=facts)},
        readings={reading.url: StoredObservation(id="ob_2", at=NOW, facts=reading)},
    )
    web = Web(PAGES, unchanged=frozenset({f"{HOME}yw/"}))
    [listing] = await look(PROBE, site(column()), web, memory)
    assert (listing.facts, listing.repeats) == (facts, "ob_1")
    assert web.asked == [f"{HOME}yw/"], "an unchanged column costs its list page and no more"


FRONT = f"<title>示例门户网站</title>{LIST}<p>访问量 1024</p>"


@dataclass
class Leading(Web):
    """A web some of whose addresses lead to others."""

    leads: Mapping[str, str] = field(default_factory=dict)

    async def __call__(self, url: str, **more: Any) -> Answer:
        there = self.leads.get(url, url)
        answer = await super().__call__(there, **more)
        return replace(answer, url=url, final_url=there) if isinstance(answer, Fetched) else answer


@every(
    ("there", "state"),
    [
        pytest.param(HOME, ListState.UNREADABLE, id="homepage"),
        pytest.param(f"{HOME}index.html", ListState.UNREADABLE, id="another name of it"),
        pytest.param(f"{HOME}index.action", ListState.UNREADABLE, id="a program's name of it"),
        pytest.param("https://a.gov.cn/index.jsp", ListState.UNREADABLE, id="another spelling of it"),
        pytest.param("http://yw.a.gov.cn/", ListState.ITEMS, id="a host of the column's own"),
        pytest.param(f"{HOME}new/yw/", ListState.ITEMS, id="its new folder"),
    ],
)
async def test_a_column_that_leads_to_the_homepage_is_not_told_by_its_rows(
    there: str, state: ListState
) -> None:
    web = Leading(PAGES | {there: FRONT}, leads={f"{HOME}yw/": there})
    listing, *_ = await look(PROBE, site(column()), web)
    assert (listing.facts.state, listing.facts.reason) == (
        state,
        "sent_to_homepage" if state is ListState.UNREADABLE else "",
    )


async def test_what_stands_on_a_page_is_none_of_its_routes() -> None:
    one = replace(column(), url=f"{HOME}#/list/yw")
    listing, *_ = await look(PROBE, site(one), Leading(PAGES | {HOME: FRONT}, leads={one.url: HOME}))
    assert (listing.facts.state, listing.facts.reason) == (ListState.UNREADABLE, "script_list")


async def test_a_homepage_in_a_folder_tells_no_column_that_leads_to_it() -> None:
    folder = f"{HOME}szf/wz/"
    web = Leading(PAGES | {f"{folder}index.html": FRONT}, leads={f"{HOME}yw/": f"{folder}index.html"})
    listing, *_ = await look(PROBE, replace(site(column()), url=folder), web)
    assert (listing.facts.state, listing.facts.reason) == (ListState.UNREADABLE, "sent_to_homepage")


@every(
    ("page", "name", "state"),
    [
        pytest.param(FRONT.replace("1024", "1025"), "yw", ListState.UNREADABLE, id="the same but for figures"),
        pytest.param(FRONT.replace("访问量", "人气"), "yw", ListState.ITEMS, id="another page of that title"),
        pytest.param(FRONT, "要闻/示例门户", ListState.ITEMS, id="titled like the column"),
    ],
)  # fmt: skip
async def test_an_address_that_gives_the_homepage_is_no_column(
    page: str, name: str, state: ListState
) -> None:
    web = Web(PAGES | {HOME: FRONT, f"{HOME}yw/": page})
    listing, *_ = await look(PROBE, site(replace(column(), name=name)), web)
    assert listing.facts.state is state


@every(
    ("there", "is_read"),
    [
        pytest.param(HOME, False, id="homepage"),
        pytest.param(f"{HOME}yw/", False, id="its folder"),
        pytest.param(f"{HOME}tz/index.html", False, id="another column"),
        pytest.param("https://a.gov.cn/tz/", False, id="another column by https"),
        pytest.param("https://a.gov.cn/yw/1.htm", True, id="itself by https"),
        pytest.param(f"{HOME}real/1.htm", True, id="its own place"),
        pytest.param(f"{HOME}yw/1.htm?from=list", True, id="itself"),
    ],
)
async def test_an_article_that_leads_to_a_list_is_not_read_there(there: str, is_read: bool) -> None:
    url = f"{HOME}yw/1.htm"
    web = Leading(PAGES | {there: article("2026-11-18") if is_read else LIST}, leads={url: there})
    ours = site(column(), replace(column("tz"), url=f"{HOME}tz/index.html"))
    seen = await look(PROBE, ours, web)
    published = next(one.facts.published for one in seen if one.part == url)
    assert isinstance(published, Dated if is_read else Unreadable)
    assert isinstance(published, Dated) or "removed" in published.why


async def test_a_page_that_cannot_be_had_is_unreached_and_not_blank() -> None:
    [listing] = await look(PROBE, site(column()), Web({}))
    assert (listing.facts.state, listing.facts.reason) == (ListState.UNREACHED, "http_status")


async def test_a_link_column_is_asked_for_life_only() -> None:
    [listing] = await look(PROBE, site(column(kind="link")), Web(PAGES))
    assert listing.facts.state is ListState.ALIVE


async def test_a_retired_column_is_left_alone() -> None:
    web = Web(PAGES)
    assert await look(PROBE, site(column(retired=date(2023, 1, 8))), web) == []
    assert web.asked == []


async def test_configured_selectors_win() -> None:
    html = "<div><b class='d'>2026-11-03</b><a href='/x.htm'>要闻一则</a></div><ul><li><a href='/y.htm'>热点排行信息</a><span>2026-11-19</span></li></ul>"
    source = ListSource(item="div", date="b.d", link="a")
    listing, *_ = await look(PROBE, site(column(source=source)), Web({f"{HOME}yw/": html}))
    assert [(item.title, item.on) for item in listing.facts.items] == [("要闻一则", date(2026, 11, 3))]


@every(
    ("html", "state"),
    [
        ("<ul class='news_list'></ul><p>共 0 条</p>", ListState.BLANK),
        ("<div class='content'>暂无信息</div>", ListState.BLANK),
        ("<ul class='news_list'><li v-for='x in list'>{{x.title}}</li></ul>", ListState.UNREADABLE),
        ("<ul class='news_list'></ul><script>$.ajax({url:'/api/list'})</script>", ListState.UNREADABLE),
        ("<p>本栏目介绍我区基本情况。</p>", ListState.UNREADABLE),
    ],
    ids=["count_zero", "says_so", "unfilled_template", "filled_by_script", "no_list_at_all"],
)
async def test_blank_unread_and_script_never_mix(html: str, state: ListState) -> None:
    listing, *_ = await look(PROBE, site(column()), Web({f"{HOME}yw/": f"<html><body>{html}</body></html>"}))
    assert listing.facts.state is state


async def test_no_more_pages_are_read_than_settings_say() -> None:
    items = [(f"/yw/{n}.htm", f"2026-11-{n:02d}") for n in range(1, 19)]
    web = Web(
        {
            f"{HOME}yw/": rows(*items),
            **{f"{HOME}yw/{n}.htm": article(f"2026-11-{n:02d}") for n in range(1, 19)},
        }
    )
    looks = await look(PROBE, site(column()), web, settings=Settings(articles=3))
    assert [one.part[-6:] for one in looks[1:]] == ["18.htm", "17.htm", "16.htm"]


async def test_a_column_without_an_address_is_not_asked_for() -> None:
    assert await look(PROBE, site(replace(column(confirm=True), url="")), Web(PAGES)) == []
