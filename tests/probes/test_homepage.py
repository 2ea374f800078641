"""Reading homepages: what they lead to, and as few pages as settle the day."""

from dataclasses import replace
from datetime import date

import pytest

from monitor.domain.content import ListState
from monitor.domain.observation import Homepage, StoredObservation
from probes.homepage import PROBE
from probes.pages.listing.homepage import read_homepage

from .world import HOME, NOW, Memory, Web, article, column, look, rows, site


def block(*items: tuple[str, str]) -> str:
    return rows(*items)


async def test_one_young_item_settles_the_day() -> None:
    pages = {
        HOME: block(("/yw/202611/t20261119_1.htm", "11-19"), ("/yw/202611/t20261110_2.htm", "11-10"), ("/yw/202610/t20261001_3.htm", "10-01")),
        f"{HOME}yw/202611/t20261119_1.htm": article("2026-11-19"),
    }  # fmt: skip
    web = Web(pages)
    home, *readings = await look(PROBE, site(), web)
    assert home.facts.state is ListState.ITEMS
    assert [one.facts.published.on for one in readings] == [date(2026, 11, 19)]
    assert web.asked == [HOME, f"{HOME}yw/202611/t20261119_1.htm"]


async def test_what_pictures_lead_to_keeps_no_news_from_being_read() -> None:
    portraits = "".join(f"<a href=/ld/content_{n}.html><img src={n}.jpg></a>" for n in range(12340, 12360))
    url, shown = f"{HOME}yw/202611/t20261118_1.htm", block(("/yw/202611/t20261118_1.htm", "11-18"))
    web = Web({HOME: portraits + shown, url: article("2026-11-18")})
    home, *_ = await look(PROBE, site(), web)
    assert (len(home.facts.items), web.asked) == (21, [HOME, url])
    web = Web({HOME: portraits + shown})
    assert len(await look(PROBE, site(), web)) == 13
    assert web.asked[1] == url


async def test_older_items_are_read_until_one_is_young() -> None:
    pages = {
        HOME: block(("/yw/202611/t20261119_1.htm", "11-19"), ("/yw/202611/t20261118_2.htm", "11-18")),
        f"{HOME}yw/202611/t20261119_1.htm": article(""),
        f"{HOME}yw/202611/t20261118_2.htm": article("2026-11-18"),
    }
    _, first, second = await look(PROBE, site(), Web(pages))
    assert (first.part[-7:], second.part[-7:]) == ("9_1.htm", "8_2.htm")


async def test_a_homepage_that_leads_only_to_columns_is_read_one_level_down() -> None:
    pages = {
        HOME: "<ul class='nav'><li><a href='/yw/'>政务要闻</a></li><li><a href='/gg/'>通知公告</a></li></ul>",
        f"{HOME}yw/": rows(
            ("/yw/202611/t20261119_1.htm", "2026-11-19"), ("/yw/202611/t20261101_2.htm", "2026-11-01")
        ),
        f"{HOME}yw/202611/t20261119_1.htm": article("2026-11-19"),
    }
    home, *_ = await look(PROBE, site(column()), Web(pages))
    assert (home.facts.navigation, len(home.facts.items), home.facts.unread_pages) == (
        True,
        2,
        (f"{HOME}gg/",),
    )


NEWS = block(("/yw/202611/t20261119_1.htm", "11-19"), ("/yw/202611/t20261110_2.htm", "11-10"))
OLDER = block(("/gg/202609/t20260901_1.htm", "2026-09-01"))


async def test_what_a_homepage_shows_in_a_frame_of_its_own_is_read_there() -> None:
    pages = {
        HOME: f"<h3>要闻</h3><iframe src=news.html></iframe>{OLDER}",
        f"{HOME}news.html": NEWS,
        f"{HOME}yw/202611/t20261119_1.htm": article("2026-11-19"),
    }
    web = Web(pages)
    home, *readings = await look(PROBE, site(), web)
    assert (len(home.facts.items), home.facts.unread_pages, home.page) == (3, (), "")
    assert [one.facts.published.on for one in readings] == [date(2026, 11, 19)]
    known = StoredObservation(id="ob_1", at=NOW, facts=home.facts)
    again = Web(pages, unchanged=frozenset({HOME}))
    again_home, *_ = await look(PROBE, site(), again, Memory(home=known))
    assert f"{HOME}news.html" in again.asked, "an unchanged page says nothing of its frames"
    assert again_home.repeats == ""


@pytest.mark.parametrize(
    "inside",
    [None, "<p>欢迎</p><script src=/js/list.js></script>", "", "<p>系统繁忙</p>", "<title>404 Not Found</title><a href=/>首页</a>", "<iframe src=more.html></iframe>" + OLDER, OLDER + "<ul id=n></ul><script>$('#n').load('/x')</script>", "<script>eval(atob('bG9j'))</script>", "正在跳转…<script>location.reload()</script>"],
    ids=["not there", "no links but a script", "empty", "an error", "one that is gone", "a frame in it", "filled by script", "a script alone", "a script that is awaited"],
)  # fmt: skip
async def test_a_frame_that_is_not_read_whole_is_named(inside: str | None) -> None:
    pages = {HOME: f"<iframe src=news.html></iframe>{OLDER}"}
    pages |= {f"{HOME}news.html": inside} if inside is not None else {}
    home, *_ = await look(PROBE, site(), Web(pages))
    assert (home.facts.state, home.facts.unread_pages) == (ListState.ITEMS, (f"{HOME}news.html",))


async def test_what_a_frame_leaves_open_stays_open() -> None:
    letter = "<ul><li><a href='/x/4410.html'>请问灵活就业怎么参保</a><i>2026-11-19</i></li></ul>"
    pages = {HOME: f"<iframe src=news.html></iframe>{OLDER}", f"{HOME}news.html": OLDER + letter}
    home, *_ = await look(PROBE, site(), Web(pages))
    assert home.facts.unread_pages == (f"{HOME}x/4410.html",)


async def test_more_frames_than_are_looked_at_leave_it_unread() -> None:
    frames = [f"{HOME}f{n}.html" for n in range(8)]
    shown = "".join(f"<iframe src={one}></iframe>" for one in frames)
    home, *_ = await look(
        PROBE, site(), Web({HOME: shown + OLDER} | dict.fromkeys(frames, "<p>版权所有</p>"))
    )
    assert home.facts.unread_pages == (frames[6],)


@pytest.mark.parametrize(
    "inside", ["<p>版权所有</p>", "<video src=1.mp4></video><script src=/js/play1.js></script>"]
)
async def test_a_frame_without_any_link_holds_nothing(inside: str) -> None:
    pages = {HOME: f"<iframe src=/shipin/1.html></iframe>{OLDER}", f"{HOME}shipin/1.html": inside}
    home, *_ = await look(PROBE, site(), Web(pages))
    assert (len(home.facts.items), home.facts.unread_pages) == (1, ())


async def test_a_picture_in_a_frame_does_not_make_it_whole() -> None:
    picture = "<a href=/zt/content_123456.html><img src=1.jpg></a>"
    shell = f"{picture}<div id=app></div><script src=/js/app.js></script>"
    error = f"<title>404 Not Found</title><h1>404 Not Found</h1>{picture}<a href=/yw/>政务要闻</a>"
    url = f"{HOME}shipin/1.html"
    for inside, unread in ((shell, (url,)), (error, (url,)), (f"{picture}<p>版权所有</p>", ())):
        home, *_ = await look(PROBE, site(), Web({HOME: f"<iframe src={url}></iframe>{OLDER}", url: inside}))
        assert (len(home.facts.items), home.facts.unread_pages) == (2, unread)


async def test_a_frameset_is_read_by_its_frames_and_may_be_a_way_in() -> None:
    frames = "<frameset><frame src=menu1.html><frame src=main.html></frameset>"
    menu = "<ul><li><a href='/yw/'>政务要闻</a></li><li><a href='/gg/'>通知公告</a></li></ul>"
    pages = {HOME: frames, f"{HOME}menu1.html": menu, f"{HOME}main.html": menu, f"{HOME}yw/": NEWS}
    home, *_ = await look(PROBE, site(column()), Web(pages))
    assert (home.facts.navigation, len(home.facts.items), home.facts.unread_pages) == (
        True,
        2,
        (f"{HOME}gg/",),
    )
    home, *_ = await look(PROBE, site(), Web(pages | {f"{HOME}main.html": NEWS}))
    assert (home.facts.navigation, len(home.facts.items), home.facts.unread_pages) == (False, 2, ())
    pictured = f"{menu}<a href=/zt/content_123456.html><img src=1.jpg></a>"
    home, *_ = await look(PROBE, site(column()), Web(pages | {f"{HOME}main.html": pictured}))
    assert (home.facts.navigation, len(home.facts.items)) == (True, 3)


@pytest.mark.parametrize("state", [ListState.UNREACHED, ListState.UNREADABLE])
async def test_a_homepage_that_was_not_read_the_last_time_does_not_stay_so_as_it_is_unchanged(
    state: ListState,
) -> None:
    """It did not open yesterday and is what it was the day before: it is asked for whole, and read."""
    pages = {HOME: block(("/yw/202611/t20261119_1.htm", "11-19"))}
    known = StoredObservation(id="ob_1", at=NOW, vantage="", facts=Homepage(state=state))
    home, *_ = await look(PROBE, site(), Web(pages, unchanged=frozenset({HOME})), Memory(home=known))
    assert (home.facts.state, home.repeats) == (ListState.ITEMS, "")


async def test_a_homepage_that_does_not_open_is_unreached() -> None:
    [home] = await look(PROBE, site(), Web({}))
    assert (home.facts.state, home.facts.reason) == (ListState.UNREACHED, "http_status")


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>正在维护</p>",
        "<div id='app'>{{ news.title }}</div>",
        "<a href='http://other.com/202611/t20261101_1.htm'>别处的一则信息</a>",
    ],
    ids=["empty", "no_links", "template", "other_sites_only"],
)
def test_a_homepage_without_links_is_unreadable(html: str) -> None:
    assert read_homepage(html, HOME, now=NOW).state is ListState.UNREADABLE


def test_options_and_comments_lead_nowhere() -> None:
    html = "<select><option><a href='/t20261119_1.htm'>旧的下拉链接信息</a></option></select><!-- <a href='/t20261118_2.htm'>注释里的一则信息</a> --><a href='/yw/'>政务要闻</a>"
    home = read_homepage(html, HOME)
    assert (home.items, home.navigation) == ((), True)


@pytest.mark.parametrize(
    ("page", "marks"),
    [
        (f"<title>某某资讯网</title>{NEWS}", ("示例区",)),
        (f"<title>Index of /</title>{NEWS}", ()),
        (
            "<title>示例区</title><p>本网站已整合迁移至<a href=http://b.gov.cn/>市政府网站</a></p>",
            ("示例区",),
        ),
    ],
    ids=["another's page", "a list of files", "a notice that it moved"],
)
async def test_what_is_not_the_sites_homepage_says_nothing_of_its_news(
    page: str, marks: tuple[str, ...]
) -> None:
    pages = {HOME: page, f"{HOME}yw/202611/t20261119_1.htm": article("2026-11-19")}
    [home] = await look(PROBE, replace(site(), title_mark=marks), Web(pages))
    assert (home.facts.state, home.facts.reason, home.page) == (ListState.UNREADABLE, "wrong_site", "")


async def test_a_homepage_that_bears_its_mark_is_read() -> None:
    pages = {
        HOME: f"<title>示例区人民政府</title>{NEWS}",
        f"{HOME}yw/202611/t20261119_1.htm": article("2026-11-19"),
    }
    home, *_ = await look(PROBE, replace(site(), title_mark=("示例区",)), Web(pages))
    assert home.facts.state is ListState.ITEMS
