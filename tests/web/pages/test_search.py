"""The box that finds everything, the daemon's light, and what went before."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from monitor.domain.observation import VisitDay
from monitor.domain.timing import DAY
from monitor.web.pages._light import light_of
from monitor.web.pages._trends import availability, strip_of
from storage.db import tables
from storage.ops import leases
from tests.web.pages.reading import parse, section, words
from tests.web.pages.test_pages import get
from tests.web.pages.world import CENTRE, NOW, TODAY, World, unit_user


async def kinds(world: World, q: str, who: object = CENTRE) -> list[str]:
    """Which kinds of things a search finds."""
    page = parse(await get(world, f"/search?q={quote(q)}", who))
    return [words(one).split(" ")[0] for one in page.css("h2")]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("闽江县人民政府", ["网站"]), ("闽江发布", ["新媒体"]), ("政务要闻", ["栏目", "问题"]), ("民政局", ["单位"]), ("低保发放", ["留言"]),
        ("关于低保", ["稿件"]), ("fi_2", ["问题"]), ("3501990001", ["网站"]), ("county.test/yw", ["栏目"]), ("县长信箱第1号", ["留言"]), ("没有的词", []),
        ("%", []), ("_", ["问题"]),
    ],
)  # fmt: skip
async def test_one_box_finds_whatever_is_looked_for(world: World, q: str, found: list[str]) -> None:
    assert await kinds(world, q) == found


@pytest.mark.parametrize("q", ["低保发放", "门户网站打不开", "关于低保", "政务要闻", "闽江", "县", "fi_"])
async def test_a_unit_that_owns_nothing_of_it_finds_nothing_of_it(world: World, q: str) -> None:
    html = await get(world, f"/search?q={quote(q)}", unit_user("education"))
    shown = words(parse(html).css_first("main")).replace(q, "")
    for secret in ("发放问题", "的秘密", "的公告", "要闻", "县民政局", "fi_"):
        assert secret not in shown


async def test_each_figure_of_the_first_page_leads_to_its_item_its_live_page_and_its_evidence(
    world: World,
) -> None:
    failing = parse(await get(world, "/")).css_first("section[aria-labelledby=failing]")
    links = [one.attributes["href"] for one in failing.css("a")]
    for page in ("/findings/fi_1", "/findings/fi_2", "http://county.test/yw/", f"/evidence/{world.listing}"):
        assert page in links


async def test_the_light_in_the_head_says_in_words_how_the_daemon_is(world: World) -> None:
    assert "监测程序没有运行过" in words(parse(await get(world, "/")).css_first(".light.fail"))
    assert ".light" not in await get(world, "/", unit_user("civil"))
    async with world.store.database.write() as connection:
        await leases.take(connection, "daemon", "me", NOW, timedelta(minutes=2))
    world.app.state.light = None
    assert "监测程序运行中，1项任务未按时，最近任务" in words(
        parse(await get(world, "/rules")).css_first(".light.due")
    )
    assert light_of(NOW, NOW + DAY, [], NOW).style == "pass"
    assert light_of(NOW, NOW - DAY, [], NOW).word.startswith("监测程序未运行，自")


async def test_trends_tell_what_was_open_and_unknown_each_day(world: World) -> None:
    shown = section(await get(world, "/"), "趋势")
    assert "单项否决问题：今天1项" in shown
    assert "超期栏目和留言：今天1项" in shown
    rows = parse(await get(world, "/")).css("section[aria-labelledby=trends] tbody tr")
    by_day = {words(row.css_first("th")): [words(cell) for cell in row.css("td")] for row in rows}
    late = [by_day[str(TODAY - DAY * back)][1] for back in (0, 8, 9, 49, 50, 51)]
    assert late == ["1", "1", "0", "0", "0", "1"], "two episodes of one column"
    site = await get(world, "/sites/county")
    assert "可用率：" in site
    assert "响应时间（中位数）：今天0.8秒" in site


async def test_of_days_before_anything_was_judged_or_found_nobody_knows_a_figure(world: World) -> None:
    async with world.store.database.write() as connection:
        await connection.execute(tables.step.delete())
        await connection.execute(tables.finding.delete())
    rows = parse(await get(world, "/")).css("section[aria-labelledby=trends] tbody tr")
    by_day = {words(row.css_first("th")): [words(cell) for cell in row.css("td")] for row in rows}
    assert [by_day[str(TODAY - DAY * back)][0] for back in (0, 2, 3, 59)] == ["0", "0", "—", "—"]


def test_a_day_without_visits_is_neither_up_nor_down() -> None:
    days = {
        TODAY: VisitDay(day=TODAY, opened=47, failed=1),
        TODAY - DAY: VisitDay(day=TODAY - DAY, failed=48),
        TODAY - 2 * DAY: VisitDay(day=TODAY - 2 * DAY, blocked=48),
    }
    assert [availability(days.get(TODAY - DAY * back)) for back in range(4)] == [97.9, 0.0, None, None]
    drawn = str(strip_of(days, TODAY, "示例"))
    assert [drawn.count(f'class="{style}"') for style in ("due", "fail", "unknown", "gap")] == [1, 1, 1, 27]
    assert "可用率49.0%" in drawn
