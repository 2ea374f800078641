"""今日: the right facts in the right place, for the right people."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.assess.current import current_verdicts
from monitor.domain.access import Viewer
from monitor.domain.finding import Owed, Standing
from monitor.domain.mail import Mail, MailState
from monitor.domain.sentence import written
from monitor.domain.site import Platform, Site, Unit
from monitor.domain.verdict import Outcome
from monitor.web.context import Web
from monitor.web.overview import OverviewCache
from monitor.web.pages._page import names_of
from monitor.web.pages.morning_notes import MorningNotes, kept_morning
from monitor.wording.labels import PLATFORMS
from storage.db import tables
from storage.db.codec import encode
from storage.ops import leases
from storage.ops.outbox import Outbox
from tests.web.pages.reading import parse, rows, section, words
from tests.web.pages.world import CENTRE, LAST_NIGHT, NOW, WATCH, World, unit_user, verdict


async def today(world: World, who: Viewer = CENTRE) -> str:
    async with world.as_(who) as browser:
        answer = await browser.get("/")
    assert answer.status_code == 200
    return answer.text


async def test_what_fails_stands_with_its_clause_and_reason_and_is_marked_as_new(world: World) -> None:
    failing = section(await today(world), "不合格")
    assert "闽江县人民政府 新增" in failing
    assert "站点无法访问 现场 1 168次访问中9次未能打开" in failing
    assert "超期9天 政务要闻" in failing
    assert "超期2天 低保发放问题" in failing


async def test_what_will_fail_is_sorted_by_days_left(world: World) -> None:
    due = rows(await today(world), "即将超期")
    assert [row.split("闽江")[0].strip() for row in due] == [
        "剩3天 栏目 通知公告 现场 1",
        "剩5天 留言 门户网站打不开的秘密 现场",
    ]


async def test_what_cannot_be_seen_says_what_would_make_it_known(world: World) -> None:
    unseen = section(await today(world), "未能查明")
    assert "站点无法访问 1 请网站运维将本系统出口地址加入白名单 闽江县教育局" in unseen
    assert "人工确认项：严重表述错误 1 人工 由责任人核实后" in unseen


async def test_changes_are_told_since_yesterdays_morning_look(world: World) -> None:
    changes = section(await today(world), "变化")
    assert "自11-19 08:30以来" in changes
    assert "✓ 合格 → 变为 ✕ 不合格 闽江县人民政府 站点无法访问" in changes
    assert "✓ 合格 → 变为 ? 尚不能判定 闽江县教育局 站点无法访问" in changes


async def test_a_duty_that_did_not_run_is_said_first_and_in_its_place(world: World) -> None:
    html = await today(world)
    assert "“每日判定”上次运行11-17 12:00" in html
    own = section(html, "监测系统自身")
    assert "每日判定 11-17 12:00 ! 未按时运行" in own
    assert "办事指南 — ? 3天内没有" in own


async def test_a_well_monitor_raises_no_notice(world: World) -> None:
    async with world.store.database.write() as connection:
        await connection.execute(tables.duty.delete())
    assert "1个对象26小时内没有判定" in await today(world)  # the account has no verdict yet
    assert "未按时运行" not in await today(world)


async def test_a_new_verdict_is_on_the_page_at_once(world: World) -> None:
    await today(world)
    later = LAST_NIGHT + timedelta(hours=1)
    await world.store.save_verdicts([verdict("school", "site_unreachable", Outcome.FAIL, decided_at=later)])
    assert "闽江县教育局" in section(await today(world), "不合格")


async def test_a_verdict_as_of_an_earlier_or_a_later_moment_changes_nothing(world: World) -> None:
    first = section(await today(world), "不合格")
    for moment in (NOW - timedelta(days=30), NOW + timedelta(hours=2)):
        await world.store.save_verdicts(
            [
                verdict(
                    "school",
                    "site_unreachable",
                    Outcome.FAIL,
                    decided_at=moment,
                    reason=written("x", "不该出现"),
                )
            ]
        )
    assert section(await today(world), "不合格") == first


async def test_a_unit_reads_only_of_its_own(world: World) -> None:
    async with world.as_(unit_user("civil")) as browser:
        html = (await browser.get("/")).text
    assert "政务要闻" in html
    assert "低保发放问题" in html
    for foreign in ("通知公告", "打不开的秘密", "闽江县教育局", "168次访问"):
        assert foreign not in html


async def test_a_units_reason_names_no_message_of_another_unit(world: World) -> None:
    async with world.as_(unit_user("office")) as browser:
        html = (await browser.get("/")).text
    assert "互动回应差·留言未回应 现场 详见本单位的留言" in section(html, "不合格")
    assert "xx/1" not in html


async def test_an_unknown_indicator_never_counts_as_a_fail(world: World) -> None:
    unknown = verdict("school", "homepage_stale", Outcome.UNKNOWN, evidence=())
    await world.store.save_verdicts([unknown, replace(unknown, rule="columns_blank")])
    assert "闽江县教育局" not in section(await today(world), "不合格")


async def test_the_verdicts_are_being_read_before_anybody_asks(world: World) -> None:
    async with world.app.router.lifespan_context(world.app):
        desk = world.app.state.overview_cache
        assert await today(world)
        assert world.app.state.overview_cache is desk


async def judged(world: World, at_once: int) -> None:
    """The night's judging told page by page what it came to, so many subjects at once."""
    subjects = [*WATCH.sites, *WATCH.accounts]
    found, _ = await current_verdicts(world.store, subjects, LAST_NIGHT)
    notes = MorningNotes(world.store, WATCH, LAST_NIGHT)
    for start in range(0, len(subjects), at_once):
        await notes.add(subjects[start : start + at_once], found)
    await notes.keep()


@pytest.mark.parametrize("at_once", [1, 2, 100])
async def test_after_a_start_the_page_is_there_at_once_as_the_judging_left_it(
    world: World, at_once: int
) -> None:
    await judged(world, at_once)
    world.app.state.overview_cache = OverviewCache(quick=0)
    kept = await today(world)
    desk = world.app.state.overview_cache = OverviewCache()
    assert await today(world) == kept
    assert not desk.makes_wait(Web(watch=lambda: WATCH, store=world.store, clock=lambda: NOW))


async def test_the_page_of_another_configuration_or_of_before_much_was_judged_is_not_shown(
    world: World,
) -> None:
    await judged(world, 100)
    assert await kept_morning(world.store, WATCH) is not None
    assert await kept_morning(world.store, replace(WATCH, sites=WATCH.sites[:1])) is None
    later = LAST_NIGHT + timedelta(hours=1)
    again = [verdict(one.id, "site_unreachable", Outcome.FAIL, decided_at=later) for one in WATCH.sites]
    await world.store.save_verdicts(again[:1])
    assert await kept_morning(world.store, WATCH) is not None
    await world.store.save_verdicts(again)
    assert await kept_morning(world.store, WATCH) is None


@pytest.mark.parametrize("content", ["{}", '{"mark":1}', "no JSON"])
async def test_a_page_kept_by_another_version_is_not_shown(world: World, content: str) -> None:
    await judged(world, 100)
    async with world.store.database.write() as connection:
        await connection.execute(tables.overview.update().values(content=content))
    assert await kept_morning(world.store, WATCH) is None
    assert "闽江县人民政府 新增" in section(await today(world), "不合格")


async def test_what_waits_for_a_person_stands_first_and_a_unit_is_told_of_its_own(world: World) -> None:
    assert "待办" not in await today(world), "a promise for a later day waits for nobody"
    rows = [
        {"finding": "fi_2", "at": NOW, "who": "li", "act": "appealed", "note": "线路故障", "until": None, "evidence": "[]"},
        {"finding": "fi_1", "at": NOW, "who": "li", "act": "promised", "note": "", "until": NOW.date() - timedelta(days=1), "evidence": "[]"},
    ]  # fmt: skip
    async with world.store.database.write() as connection:
        await connection.execute(tables.step.insert(), rows)
    told = section(await today(world), "待办")
    assert (
        told
        == "待办 ! 申诉待裁定 站点无法访问 闽江县人民政府 · 县政府办 ✕ 承诺2026-11-19前整改，未兑现 政务要闻 闽江县人民政府 · 县民政局"
    )
    civil = section(await today(world, unit_user("civil")), "待办")
    assert "站点无法访问" not in civil
    assert "政务要闻" in civil


async def test_mails_that_wait_for_the_centre_or_did_not_arrive_are_told(world: World) -> None:
    outbox = Outbox(world.store.database)
    held, lost = (
        Mail(
            id=f"ma_{state}", night=NOW.date(), audience=state, message_id=f"<{state}@x>", recipients=("a@x",), subject="s",
            text="t", created_at=NOW, next_at=NOW, state=MailState(state),
        )
        for state in ("held", "given_up")
    )  # fmt: skip
    await outbox.put([held, lost])
    assert "暂扣1封提醒" in (told := section(await today(world), "待办"))
    assert "1封提醒没有送达" in told
    assert "待办" not in await today(world, unit_user("civil"))


async def test_a_unit_finds_what_it_must_answer_on_its_first_page_and_nothing_of_the_daemon(
    world: World,
) -> None:
    civil = await today(world, unit_user("civil"))
    assert "政务要闻 超期9天 承诺2026-11-23前整改" in section(civil, "未了结的问题")
    assert "值守任务" not in civil
    assert "值守任务" in await today(world)


async def test_what_is_due_is_never_as_green_as_what_is_far(world: World) -> None:
    owed = Standing(
        subject="county", rule="column", part="news", owed=Owed.COLUMN, name="政务要闻", unit="civil", outcome=Outcome.PASS,
        due_on=NOW.date(), days_left=0, reason=written("due", "今天到期"),
    )  # fmt: skip
    is_it = tables.finding.c.id == "fi_1"
    async with world.store.database.write() as connection:
        await connection.execute(
            tables.finding.update().where(is_it).values(grade="due", standing=encode(owed))
        )
    civil = await today(world, unit_user("civil"))
    assert '<span class="days due">今天到期</span>' in civil
    assert '<span class="days pass">今天到期</span>' not in civil


async def test_a_duty_is_told_by_its_chinese_name_without_the_words_of_the_log(world: World) -> None:
    async with world.store.database.write() as connection:
        for name, words in (("accounts", "7 looks at 8 subjects"), ("judge", "broke: ValueError: x")):
            await leases.begin_duty(connection, name, NOW)
            await leases.end_duty(connection, name, NOW, words)
    told = section(await today(world), "监测系统自身")
    assert "政务新媒体" in told
    assert "✓ 完成" in told
    assert "判定" in told
    assert "✕ 中断 原因见值守程序日志" in told
    assert not {"accounts", "judge", "looks", "broke"} & set(told.split())


def test_of_two_accounts_with_one_name_each_says_its_platform(world: World) -> None:
    watch = world.app.state.web.watch()
    other = replace(watch.accounts[0], id="other", platform=Platform("wechat"))
    names = names_of(replace(watch, accounts=(*watch.accounts, other)))
    assert names["other"] == (f"{other.name}（微信公众号）", "/accounts/other")
    assert names[watch.accounts[0].id][0] == f"{other.name}（{PLATFORMS[watch.accounts[0].platform]}）"
    assert names_of(watch)[watch.accounts[0].id][0] == other.name


async def test_where_nothing_was_judged_yet_nothing_is_said_to_be_well(world: World) -> None:
    new = Site(
        id="new", name="闽江县卫生健康局", url="http://new.test/", unit="health", edition=WATCH.edition
    )
    held = replace(WATCH, units=(*WATCH.units, Unit(id="health", name="县卫健局")), sites=(*WATCH.sites, new))
    world.app.state.web = replace(world.app.state.web, watch=lambda: held)
    html = await today(world, unit_user("health"))
    assert "已有结论的网站和新媒体中没有不合格的，另有1个尚不能判定" in section(html, "不合格")
    assert "没有即将超期的事项，另有1个网站和新媒体从未判定" in section(html, "即将超期")
    assert "1个网站和新媒体从未判定：值守程序每晚判定一次" in section(html, "未能查明")
    assert "monitor judge" not in html
    assert "✓ 没有" not in words(parse(html).body)
    assert "tile pass" not in html
    assert "2个从未判定，" in await today(world)  # the account, too


async def test_where_all_is_unknown_nothing_is_said_to_be_well(world: World) -> None:
    clerk = unit_user("education")  # its site was judged, and could not be told
    html = await today(world, clerk)
    assert "另有1个尚不能判定" in section(html, "不合格")
    assert "已查明的事项中没有即将超期的事项，另有1项未能查明" in section(html, "即将超期")
    assert "tile pass" not in html
    page = (await world.as_(clerk).get("/units/education")).text
    assert "已查明的事项中没有未了结的问题，另有1项未能查明" in page
    assert "✓ 没有" not in words(parse(html).body) + words(parse(page).body)
