"""A page shows what is sound, and says which of its records is damaged."""

import pytest
from sqlalchemy import text

from monitor.domain.access import Viewer
from monitor.domain.case import Review
from monitor.domain.timing import DAY
from tests.web.pages.world import CENTRE, NOW, World, unit_user

CLERK = unit_user("civil")


async def page(world: World, statement: str, who: Viewer, path: str) -> str:
    """What *who* is shown once another program made that UPDATE."""
    async with world.store.database.write() as connection:
        if connection.dialect.name == "sqlite":
            await connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        await connection.execute(text(f"UPDATE {statement}"))
    answer = await world.as_(who).get(path)
    assert answer.status_code == 200
    return answer.text


BODY = "body SET json = '{}' WHERE digest = (SELECT digest FROM verdict WHERE subject = 'county' AND rule = 'replies_late')"


@pytest.mark.parametrize(
    "path", ["/", "/sites", "/sites/county", "/units/civil", "/columns", "/findings/fi_1"]
)
@pytest.mark.parametrize("who", [CENTRE, CLERK], ids=["centre", "clerk"])
@pytest.mark.parametrize(
    "statement", [BODY, "verdict SET outcome = 'x' WHERE subject = 'county'"], ids=["text", "word"]
)
async def test_a_damaged_verdict_hides_no_other(world: World, statement: str, who: Viewer, path: str) -> None:
    shown = await page(world, statement, who, path)
    if path == "/columns":
        assert "政务要闻" in shown


async def test_a_damaged_verdict_is_unknown_on_the_page_of_its_site(world: World) -> None:
    shown = await page(world, BODY, CENTRE, "/sites/county")
    assert "监测记录已损坏，无法判定" in shown
    assert "168次访问中9次未能打开" in shown


@pytest.mark.parametrize("change", ["standing = '{}'", "opened_at = 'x'", "grade = 'x'"])
@pytest.mark.parametrize("path", ["/findings", "/units/civil", "/sites/county", "/search?q=政务"])
async def test_a_damaged_finding_is_named_and_the_others_are_listed(
    world: World, change: str, path: str
) -> None:
    shown = await page(world, f"finding SET {change} WHERE id = 'fi_1'", CENTRE, path)
    assert "数据库记录已损坏，本页没有显示：问题fi_1" in shown
    if path == "/findings":
        assert "站点无法访问" in shown


@pytest.mark.parametrize("path", ["/", "/findings", "/units/civil", "/sites/county"])
@pytest.mark.parametrize("change", ["at = 'x'", "until = 'x'", "evidence = 'x'"])
async def test_a_finding_of_which_a_step_is_damaged_is_named_to_its_unit(
    world: World, change: str, path: str
) -> None:
    shown = await page(world, f"step SET {change} WHERE act = 'promised'", CLERK, path)
    assert "本页没有显示：问题fi_1" in shown


async def test_another_unit_hears_of_no_damaged_finding_that_is_not_its_own(world: World) -> None:
    shown = await page(world, "step SET at = 'x'", unit_user("education"), "/")
    assert "损坏" not in shown


async def test_charts_of_findings_are_unknown_where_one_is_damaged(world: World) -> None:
    shown = await page(world, "finding SET standing = '{}' WHERE id = 'fi_2'", CENTRE, "/")
    assert "单项否决问题：今天未知" in shown


async def test_a_file_of_findings_is_whole_or_is_not_made(world: World) -> None:
    async with world.store.database.write() as connection:
        await connection.execute(text("UPDATE finding SET standing = '{}' WHERE id = 'fi_1'"))
    with pytest.raises(ValueError, match="validation errors"):
        await world.as_(CENTRE).get("/findings?format=csv")


async def test_a_site_whose_days_are_damaged_stands_in_the_list_without_them(world: World) -> None:
    shown = await page(world, "visit_day SET json = 'x' WHERE site = 'county'", CENTRE, "/sites")
    assert "本页没有显示：闽江县人民政府的运行情况" in shown
    assert "记录已损坏</span>" in shown
    assert "闽江县教育局" in shown


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        ("visit SET detail = 'x'", "访问记录"),
        ("visit_day SET json = 'x'", "运行趋势"),
        ("article SET columns = 'x'", "栏目更新日期"),
    ],
)
async def test_a_sites_page_shows_the_rest(world: World, statement: str, missing: str) -> None:
    shown = await page(world, statement, CENTRE, "/sites/county")
    assert f"本页没有显示：{missing}" in shown
    assert "168次访问中9次未能打开" in shown


async def test_the_last_run_of_a_duty_that_is_damaged_hides_no_page(world: World) -> None:
    shown = await page(world, "duty SET started_at = 'x'", CENTRE, "/")
    assert "本页没有显示：值守任务“每日判定”" in shown


@pytest.mark.parametrize(("subject", "path"), [("county", "/sites/county"), ("weibo", "/accounts/weibo")])
async def test_a_damaged_signature_is_named_on_the_page_of_what_it_is_on(
    world: World, subject: str, path: str
) -> None:
    signed = Review(
        id="re_1", at=NOW - DAY, who="li", act="sign", subject=subject, target="safety_wording", outcome="pass", reason="已核对"
    )  # fmt: skip
    await world.store.add_review(signed)
    shown = await page(world, "review SET outcome = 'x'", CENTRE, path)
    assert "数据库记录已损坏，本页没有显示：签字记录" in shown
