"""Ways of looking: chapter, rows, present results; a unit sees no other unit's."""

import re

from monitor.regulations.kinds import chapters
from tests.web.pages.reading import rows
from tests.web.pages.test_pages import get
from tests.web.pages.world import CENTRE, NOW, World, unit_user

DRAW = {
    "units": [{"kind": "unit", "id": id, "name": name} for id, name in (("office", "区政府办"), ("civil", "区民政局"))],
    "scores": [{"as_of": "2026-11-19T02:00:00+08:00"}],
    "indicators": [
        {"owner": {"kind": "unit", "id": id}, "id": "Z21-07", "mark_zh": mark, "collected_zh": ["解读页面未关联政策文件 1 件：<b>某方案</b>"]}
        for id, mark in (("office", "未达标"), ("civil", "未知"))
    ],
}  # fmt: skip


async def test_each_way_of_looking_stands_with_its_rows_and_the_newest_results(world: World) -> None:
    empty = await get(world, "/kinds")
    assert next(row for row in rows(empty, "手段列表") if "政策与解读关联 RL" in row).endswith("0 0 0 0")
    assert "尚无评分表" in empty
    await world.store.keep_draw(DRAW, NOW, NOW)
    shown = await get(world, "/kinds")
    assert "尚无评分表" not in shown
    assert "尚无评分表" not in await get(world, "/kinds", unit_user("school")), (
        "drawn up, though not for this unit"
    )
    assert "最近一次评分表（监测时间点2026-11-19" in shown, "as old as they may be"
    assert next(row for row in rows(shown, "手段列表") if "政策与解读关联 RL" in row).endswith("0 1 1 0")
    page = await get(world, "/kinds/RL")
    assert [row.split(" 解读")[0] for row in rows(page, "结果")] == [
        "区政府办 Z21-07 未达标",
        "区民政局 Z21-07 未知",
    ]
    assert "&lt;b&gt;某方案" in page
    own = await get(world, "/kinds/RL", unit_user("civil"))
    assert [row[:4] for row in rows(own, "结果")] == ["区民政局"]


async def test_a_units_clerk_reads_no_command_there(world: World) -> None:
    assert "monitor scores" in await get(world, "/kinds")
    pages = [
        await get(world, path, unit_user("civil"))
        for path in ("/kinds", *(f"/kinds/{one.code}" for one in chapters()))
    ]
    assert [page for page in pages if re.search(r"\bmonitor [a-z]", page)] == []


async def test_a_way_of_looking_that_there_is_not_is_told_nothing(world: World) -> None:
    async with world.as_(CENTRE) as browser:
        assert (await browser.get("/kinds/ZZ")).status_code == 404


def test_every_chapter_says_what_it_sees_what_it_cannot_and_what_to_answer() -> None:
    assert [one.code for one in chapters() if not (one.sees and one.cannot and one.dispute)] == []
    unused = [one.code for one in chapters() if not one.rows]
    assert unused == ["MT"]  # its marks hint at other rows, and are shown with theirs
