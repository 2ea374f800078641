"""A seeded sample of pages: the draw is repeatable and stored; tags, design and logins are told page by page."""

from datetime import date
from typing import Any

import pytest

from monitor.domain.content import Item, ListState
from monitor.domain.observation import Listing, StoredObservation
from monitor.domain.sampled_pages import PageSample
from monitor.domain.site import Board
from probes.http.base import Answer, Fetched
from probes.pages.marks.sampled import read_sampled
from probes.sample import PROBE

from .world import HOME, NOW, Memory, Web, column, look, site

TAGS = "".join(f'<meta name="{one}" content="值">' for one in ("SiteName", "SiteDomain", "SiteIDCode"))
ARTICLE = (
    TAGS + '<meta name="PubDate" content="2026-11-02 08:00"><meta name="ArticleTitle" content="某事项的通知">'
)
SIGN_ON = "https://mztapp.fujian.gov.cn/login"


def memory() -> Memory:
    items = tuple(Item(title="某事项的通知", url=f"{HOME}t{n}.html", on=date(2026, 11, 2)) for n in range(9))
    return Memory(listings={"yw": StoredObservation(id="ob_1", at=NOW, facts=Listing(state=ListState.ITEMS, items=items))})  # fmt: skip


async def sampled(web: Any) -> PageSample:
    [seen] = await look(
        PROBE, site(column(), boards=(Board(id="b", name="信箱", url=f"{HOME}b/"),)), web, memory()
    )
    return seen.facts


async def test_the_draw_is_stored_and_the_same_again() -> None:
    web = Web(
        {HOME: TAGS, f"{HOME}yw/": TAGS, f"{HOME}b/": TAGS, **{f"{HOME}t{n}.html": ARTICLE for n in range(9)}}
    )
    seen, again = await sampled(web), await sampled(web)
    assert [one.sort for one in seen.pages] == ["home", "column", "article", "article", "article", "board"]
    assert ([one.url for one in seen.pages], seen.seed) == ([one.url for one in again.pages], "s 2026-11-20")
    assert seen.pages[0].tags_missing == ()
    assert set(seen.pages[2].tags_missing) == {"ColumnName", "ColumnType", "ContentSource"}


async def test_a_site_that_does_not_open_is_unreached() -> None:
    assert (await sampled(Web({}))).state == "unreached"


@pytest.mark.parametrize(
    ("entry", "ends", "state"),
    [
        (f'<a href="{SIGN_ON}">登录</a>', SIGN_ON, "expected"),
        ('<a href="/user/login">登录</a>', SIGN_ON, "expected"),  # led there by a redirect
        ('<a href="/user/login">登录</a>', f"{HOME}user/login", "elsewhere"),
        ('<a href="javascript:void(0)" onclick="login()">登录</a>', "", "script"),
    ],
)
async def test_a_login_is_followed_to_its_end(entry: str, ends: str, state: str) -> None:
    async def web(url: str, **_: Any) -> Answer:
        login = "login" in url
        return Fetched(
            url=url, final_url=ends if login else url, status=200, text="<p>登录页</p>" if login else entry
        )

    assert {one.state for one in (await sampled(web)).logins} == {state}


@pytest.mark.parametrize(
    ("html", "floats", "bare"),
    [
        ('<div style="position: fixed"><img src="a.gif"><span>关闭</span></div>', 1, 0),
        ('<div id="piaofu"><img src="a.gif"></div>', 1, 1),
        ('<div style="position:fixed;display:none">广告</div>', 0, 0),
        ('<div class="footer">脚</div>', 0, 0),
    ],
)
def test_floating_boxes_are_told_with_their_close_button(html: str, floats: int, bare: int) -> None:
    page, _ = read_sampled(html, HOME, "home", "", None)
    assert (page.floats, page.floats_without_close) == (floats, bare)


@pytest.mark.parametrize(("on", "wrong"), [(date(2026, 11, 2), ()), (date(2026, 11, 3), ("PubDate:2026-11-02 08:00",)), (None, ())])  # fmt: skip
def test_a_day_in_the_tags_that_the_page_does_not_show_is_wrong(
    on: date | None, wrong: tuple[str, ...]
) -> None:
    assert read_sampled(ARTICLE, HOME, "article", "某事项的通知", on)[0].tags_wrong == wrong
