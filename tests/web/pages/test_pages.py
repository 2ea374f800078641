"""Site, account, unit, list, finding and rule pages: the right facts for the right people."""

import csv
import io
from datetime import timedelta
from urllib.parse import quote

import pytest

from monitor.domain.access import Viewer
from monitor.domain.observation import Observation
from monitor.domain.page_marks import PageMarks
from monitor.domain.timing import day_of
from monitor.regulations.editions import edition_ids, load_edition
from monitor.rules.base import discover
from monitor.wording.catalogue import catalogues
from storage.db import tables
from tests.web.pages.reading import parse, rows, section, words
from tests.web.pages.world import AUDITOR, CENTRE, HOSTILE, NOW, World, unit_user


async def get(world: World, page: str, who: object = CENTRE) -> str:
    async with world.as_(who) as browser:  # type: ignore[arg-type]
        answer = await browser.get(page)
    assert answer.status_code == 200, (page, answer.text)
    return answer.text


async def test_a_site_shows_each_verdict_with_clause_figures_limit_and_evidence(world: World) -> None:
    html = await get(world, "/sites/county")
    first = rows(html, "各项指标")[0]
    assert "站点无法访问 单项否决" in first
    assert "监测1周，每天间隔性访问20次以上" in first, "the regulation's words"
    assert "✕ 不合格" in first
    assert "实测 访问168次 未打开9次 未打开占比5.36%" in first
    assert "标准 监测1周" in first
    assert "未打开占比超过（含）5%，即不合格" in first
    assert "自11-20起不合格" in first
    assert 'href="/evidence/ob_1"' in html


async def test_the_visit_grid_has_a_cell_an_hour_with_its_reason_and_a_table_of_the_same(
    world: World,
) -> None:
    html = await get(world, "/sites/county")
    cells = parse(html).css(".scroll > svg.grid g.visit")
    titles = [words(one.css_first("title")) for one in cells]
    assert len(cells) == 7 * 24
    assert "11-19 3时：03:07 未能打开（服务器迟迟不应答）15.0秒" in titles
    assert "11-18 5时：05:07 被拦截（被脚本验证拦截）0.3秒" in titles
    assert "11-19 9时：没有访问" in titles
    assert "11-20 23时：未到时间" in titles
    table = rows(html, "访问")
    assert table[1].startswith("2026-11-19 周四 22 1 0 0 1 03:07 未能打开：服务器迟迟不应答")


async def test_columns_that_are_over_come_first_then_by_days_left(world: World) -> None:
    found = rows(await get(world, "/sites/county"), "栏目")
    assert [row.split(" 最")[0][:12] for row in found] == ["! 超期 超期9天 政务", "! 即将超期 剩3天 通知公告"[:12], "✓ 正常 剩90天 规划"[:12]]  # fmt: skip


async def test_only_the_centre_is_offered_the_acts(world: World) -> None:
    page = parse(await get(world, "/sites/county"))
    forms = {one.attributes["action"] for one in page.css("form[action^='/acts/']")}
    assert forms == {"/acts/sign", "/acts/confirm", "/acts/complete", "/acts/exclude", "/acts/retest"}
    assert {one.attributes["value"] for one in page.css("form[action^='/acts/'] input[name=csrf]")} == {
        "token-of-wang"
    }
    for who in (AUDITOR, unit_user("office")):
        assert "/acts/" not in await get(world, "/sites/county", who)


async def test_a_unit_sees_its_part_of_another_units_site_and_no_more(world: World) -> None:
    html = await get(world, "/sites/county", unit_user("civil"))
    assert "该网站由其他单位主办" in html
    assert "政务要闻" in section(html, "栏目")
    assert "低保发放问题" in section(html, "待答复的留言")
    for foreign in ("通知公告", "打不开的秘密", "168次访问", "各项指标", "svg.grid"):
        assert foreign not in html


async def test_the_owner_of_a_site_reads_no_other_units_message_there(world: World) -> None:
    html = await get(world, "/sites/county", unit_user("office"))
    assert "打不开的秘密" in html
    assert "待答复2条，其中超期1条" in html
    for foreign in ("低保发放问题", "xx/1", "政务要闻", world.board):
        assert foreign not in html


@pytest.mark.parametrize(
    "page",
    [
        "/sites/school", "/units/education", "/units/office", "/accounts/weibo", "/findings/fi_2", "/history/county/site_unreachable",
        "/sites/nothing", "/units/nothing", "/accounts/nothing", "/findings/nothing", "/history/county/nothing",
        "/rules/nothing", "/evidence/nothing", "/evidence/ob_nothing",
    ],
)  # fmt: skip
async def test_what_is_not_there_and_what_is_not_ours_answer_alike(world: World, page: str) -> None:
    async with world.as_(unit_user("civil")) as browser:
        answer = await browser.get(page)
    assert (answer.status_code, answer.json()["detail"]) == (404, "没有这个页面，或您无权查看")


@pytest.mark.parametrize(
    "who", [CENTRE, AUDITOR, unit_user("civil"), unit_user("office")], ids=lambda who: who.name
)
async def test_no_page_links_to_one_that_its_reader_may_not_see(world: World, who: Viewer) -> None:
    followed = ("/units/", "/sites/", "/accounts/", "/findings/", "/history/", "/columns", "/messages")
    links: dict[str, str] = {}  # each with the page that has it
    async with world.as_(who) as browser:
        for page in ("/", "/sites", "/columns", "/messages", "/findings", "/sites/county", "/findings/fi_1"):
            answer = await browser.get(page)
            found = (one.attributes["href"] or "" for one in parse(answer.text).css("a[href^='/']"))
            links |= {one.partition("#")[0]: page for one in found if one.startswith(followed)}
        dead = {one: links[one] for one in links if (await browser.get(one)).status_code == 404}
    assert len(links) > 10
    assert dead == {}


async def test_lists_show_a_unit_its_own_and_the_filter_gives_no_more(world: World) -> None:
    who = unit_user("civil")
    for page in ("/columns?unit=office", "/messages?unit=office", "/sites", "/accounts", "/findings?unit=office&state=all"):  # fmt: skip
        text = words(parse(await get(world, page, who)).css_first("tbody"))
        for foreign in ("通知公告", "打不开的秘密", "教育局", "闽江发布", "站点无法访问"):
            assert foreign not in text, page
    assert "政务要闻" in await get(world, "/columns", who)
    assert [words(one) for one in parse(await get(world, "/units", who)).css("tbody th")] == ["县民政局"]


async def test_a_list_is_filtered_sorted_and_never_breaks_on_what_the_address_asks(world: World) -> None:
    assert len(rows_of(await get(world, "/columns?outcome=fail"))) == 1
    assert rows_of(await get(world, "/columns?sort=-left"))[0].startswith("✓ 正常 剩90天")
    assert rows_of(await get(world, "/columns"))[0].startswith("! 超期 超期9天 政务要闻")
    assert "规划" in rows_of(await get(world, "/columns?q=规划"))[0]
    for odd in ("sort=nothing", "page=-3", "page=九", "page=99999999999999999999", "outcome=%00", "unit='--", "format=exe"):  # fmt: skip
        assert len(rows_of(await get(world, f"/columns?{odd}"))) == 3, odd


async def test_a_list_leaves_as_csv_and_excel_without_formulas(world: World) -> None:
    async with world.as_(CENTRE) as browser:
        answer = await browser.get("/columns?format=csv&sort=-left&outcome=pass")
        excel = await browser.get("/sites?format=xlsx")
    table = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert table[0][:3] == ["剩余天数", "结论", "名称"]
    assert [row[0] for row in table[1:]] == ["90", "3"]
    assert answer.headers["content-disposition"] == (
        f"attachment; filename*=UTF-8''{quote('栏目台账-2026-11-20.csv')}"
    )
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in table[1:] for cell in row)
    assert excel.content.startswith(b"PK")


async def test_a_unit_page_holds_everything_it_owes(world: World) -> None:
    html = await get(world, "/units/civil", unit_user("civil"))
    assert "政务要闻" in section(html, "负责的栏目")
    assert "超期2天" in section(html, "待答复的留言")
    assert "政务要闻" in section(html, "未了结的问题")


async def test_an_account_shows_its_registry_and_that_nothing_is_known_of_its_posts(world: World) -> None:
    html = await get(world, "/accounts/weibo")
    assert "备案号 35019900" in words(parse(html).css_first("main"))
    assert "最近60天没有已知的发布" in section(html, "发布")


async def test_findings_are_listed_by_state_and_one_shows_steps_and_episodes(world: World) -> None:
    assert len(rows_of(await get(world, "/findings"))) == 2
    assert len(rows_of(await get(world, "/findings?state=closed"))) == 1
    assert len(rows_of(await get(world, "/findings?unit=civil&state=all"))) == 2
    assert [words(one) for one in parse(await get(world, "/findings?state=promise")).css("tbody th")] == [
        "栏目 政务要闻 第2次 现场页面"
    ]
    assert "没有符合条件的问题" in await get(world, "/findings?state=appeal")
    html = await get(world, "/findings/fi_1")
    assert "承诺2026-11-23前整改" in html
    assert "监测时间点前2周内的动态、要闻类栏目" in words(parse(html).css_first("blockquote"))
    assert "承诺整改 civil-li 至 2026-11-23 三日内更新" in section(html, "处理记录")
    assert "第1次： 2026-09-21 至 2026-10-01 第2次：2026-11-12 至 今（本次）" in section(html, "历次发生")


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        (CENTRE, {"/acts/exempt", "/acts/retest", "/acts/promise", "/acts/appeal"}),
        (unit_user("civil"), {"/acts/mended", "/acts/promise", "/acts/appeal"}),
        (AUDITOR, set()),
    ],
    ids=["centre", "own unit", "auditor"],
)
async def test_a_finding_offers_each_role_its_own_acts(world: World, who: object, offered: set[str]) -> None:
    page = parse(await get(world, "/findings/fi_1", who))
    forms = page.css("form[action^='/acts/']")
    assert {one.attributes["action"] for one in forms} == offered
    assert all(one.css_first("input[name=finding]").attributes["value"] == "fi_1" for one in forms)


async def test_history_tells_runs_of_the_same_outcome(world: World) -> None:
    html = await get(world, "/history/county/site_unreachable")
    assert [row.split(" 2026")[0] for row in rows_of(html)] == ["✕ 不合格", "✓ 合格"]


@pytest.mark.parametrize("edition", edition_ids())
async def test_the_rule_book_has_every_clause_in_the_regulations_words(world: World, edition: str) -> None:
    page = parse(await get(world, f"/rules/{edition}", unit_user("civil")))
    quoted = [one.text() for one in page.css("blockquote")]
    assert sorted(quoted) == sorted(one.text for one in load_edition(edition).clauses)


@pytest.mark.parametrize("edition", edition_ids())
def test_every_limit_of_an_edition_has_its_chinese_words(edition: str) -> None:
    names = {name for clause in load_edition(edition).clauses for name in clause.limit}
    assert names <= set(catalogues()["zh"].labels["limit"])
    assert {f"limit.{name}" for name in names} <= set(catalogues()["zh"].sentences)


async def test_the_rule_book_says_how_we_decide(world: World) -> None:
    text = words(parse(await get(world, "/rules/fuzhou-2021")).css_first("#site-site_unreachable"))
    assert "未打开占比超过（含）5%，即不合格" in text
    assert "国办秘函〔2019〕19号" in text
    assert "被防火墙拦截的按“打开”和“未打开”各算一遍" in text


async def test_the_rule_book_marks_what_is_ours_with_its_reason(world: World) -> None:
    text = words(parse(await get(world, "/rules/fuzhou-2021")).css_first("#site-site_unreachable"))
    assert "本系统的取证要求3项（条款未写明）" in text
    assert "超过（含）8小时：间隔性访问" in text


def test_every_rule_says_in_chinese_how_it_decides() -> None:
    assert [id for id, rule in discover().items() if not rule.how] == []


@pytest.mark.parametrize(
    "page", ["/", "/columns", "/sites/county", "/findings/fi_1", "/units/office", "/columns?q=<script>alert(1)</script>"]
)  # fmt: skip
async def test_a_hostile_title_is_text_on_every_page(world: World, page: str) -> None:
    html = await get(world, page)
    assert "<script" not in html
    assert not set(HOSTILE[HOSTILE.index("\u2028") :]) & {"\u2028", "\x07", "\u202e"} & set(html)
    assert NOW.isoformat()[:4] in html


def rows_of(html: str) -> list[str]:
    """The text of each row of the page's first table."""
    return [words(row) for row in parse(html).css_first("table").css("tbody tr")]


async def test_the_centre_is_asked_to_answer_an_appeal_until_it_has(world: World) -> None:
    for act, offered in (("appealed", True), ("answered", False)):
        async with world.store.database.write() as connection:
            await connection.execute(
                tables.step.insert(),
                [{"finding": "fi_1", "at": NOW, "who": "li", "act": act, "note": "", "until": None, "evidence": "[]"}],
            )  # fmt: skip
        assert ('action="/acts/answer"' in await get(world, "/findings/fi_1")) is offered


async def test_a_page_says_what_was_just_done_in_our_words_only(world: World) -> None:
    assert "申诉已提交，请等候监测单位裁定。" in await get(world, "/findings/fi_1?done=appealed")
    assert "<b>hello" not in await get(world, "/findings/fi_1?done=<b>hello")


@pytest.mark.parametrize(("days", "said"), [(-1, "已过期1天"), (30, "还有30天到期"), (31, "")])
async def test_a_certificate_that_ends_soon_is_said_on_the_sites_page(
    world: World, days: int, said: str
) -> None:
    until = day_of(NOW) + timedelta(days=days)
    facts = PageMarks(url="http://www.example.gov.cn/", state="read", certificate_until=until)
    await world.store.save([Observation(subject="county", part="homepage", at=NOW, facts=facts)])
    html = await get(world, "/sites/county")
    assert "安全证书有效至" in html
    assert said in html
    assert ("到期，请及时更换" in html or "已过期" in html) is bool(said)
