"""Whole nights: what is composed, put, held and told, night after night."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import pytest
from sqlalchemy import update

from monitor.alerts.delivery import Answer, deliver
from monitor.alerts.night import NightResult, compose_night
from monitor.assess.findings_store import update_findings
from monitor.domain.finding import Act
from monitor.domain.mail import CENTRE, Carrier, Mail, MailState
from monitor.domain.sentence import written
from monitor.domain.settings import AlertsSettings
from monitor.domain.site import Site, Subject, Watch
from monitor.domain.timing import Clock, day_of
from monitor.domain.verdict import Clause, FaultyItem, Outcome, PartKind, Sort, Verdict, VerdictPart
from monitor.wording.steps import step_words
from storage.access import audit, chain
from storage.db import tables
from storage.decisions import findings as stored
from storage.ops.outbox import Outbox
from storage.store import Store

from .nights import DAY, NOW, SAID, SITE, WATCH


@dataclass
class Desk:
    """The tools of a night, whose verdicts are what the test says."""

    store: Store
    now: datetime = NOW
    watch: Watch = WATCH
    outcomes: dict[str, Outcome] | None = None
    left: int | None = None  #: days left of every column
    damaged: dict[str, str] = field(default_factory=dict)

    @property
    def clock(self) -> Clock:
        return lambda: self.now

    async def judge(self, subjects: Sequence[Subject], as_of: datetime) -> dict[str, tuple[Verdict, ...]]:
        given = self.outcomes or {}
        return {
            one.id: (verdict(one.id, given.get(one.id, Outcome.PASS), as_of, self.left),)
            for one in subjects
            if isinstance(one, Site)
        }

    async def compose(self, *, keep: bool = True) -> NightResult:
        return await compose_night(self, day_of(self.now), keep=keep)

    async def deliver(self, answer: Answer | None = None) -> list[Mail]:
        done = await deliver(Outbox(self.store.database), {Carrier.MAIL: Post(answer)}, self.clock)
        return list(done.mails)

    async def night(self, *, bad: Sequence[str] = (), answer: Answer | None = None) -> dict[str, str]:
        """One night in which *bad* sites fail; the subjects of what was sent, by audience. Then a day passes."""
        self.outcomes = dict.fromkeys(bad, Outcome.FAIL)
        await self.compose()
        sent = {one.audience: one.subject for one in await self.deliver(answer)}
        self.now += DAY
        return sent


@dataclass
class Post:
    """A transport that delivers all, or answers what the test says."""

    answer: Answer | None = None

    async def send(self, mail: Mail) -> Answer:
        return self.answer or Answer(delivered=mail.owing, words="250 OK")


def verdict(subject: str, outcome: Outcome, now: datetime, left: int | None = None) -> Verdict:
    clause = Clause(
        id="veto.columns_overdue", edition="fuzhou-2021", rule="columns_overdue", subject="site",
        sort=Sort.VETO, name="应更新但长期未更新", text="", source="",
    )  # fmt: skip
    column = VerdictPart(
        kind=PartKind.COLUMN,
        id="gsgg", outcome=outcome, state="stale", newest=date(2026, 10, 15), due_on=date(2026, 11, 15),
        days_over=5 if outcome is Outcome.FAIL else None, unit="agriculture", reason=SAID, evidence=("ob_1",),
        unreadable=True, items=(FaultyItem(title="稿件", url="u", why="undated"),),
    )  # fmt: skip
    if left is not None:
        column = replace(
            column,
            newest=day_of(now) - 60 * DAY,
            due_on=day_of(now) + left * DAY,
            days_left=left,
            days_over=None,
        )
    return Verdict(
        subject=subject, rule="columns_overdue", clause=clause, outcome=Outcome.PASS, decided_at=now,
        window=(now, now), measured={}, coverage=1.0, reason=written("s", "一切正常"),
        parts=(column,),
    )  # fmt: skip


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


def district(count: int) -> Watch:
    """A watch of so many sites."""
    return replace(WATCH, sites=tuple(replace(SITE, id=f"site{n}", name=f"网站{n}") for n in range(count)))


def short(sent: dict[str, str]) -> dict[str, str]:
    return {audience: subject.split("：", 1)[1].rpartition("（")[0] for audience, subject in sent.items()}


async def test_a_fault_is_new_then_goes_on_then_has_recovered_then_is_silent(desk: Desk) -> None:
    nights = [
        short(await desk.night(bad=bad)) for bad in ([], ["cangshan"], ["cangshan"], [], [], ["cangshan"])
    ]
    assert nights == [
        {CENTRE: "没有新问题"},
        {CENTRE: "新增问题1项", "agriculture": "新增问题1项"},
        {CENTRE: "持续问题1项", "agriculture": "持续问题1项"},
        {CENTRE: "已了结1项", "agriculture": "已了结1项"},
        {CENTRE: "没有新问题"},
        {CENTRE: "新增问题1项", "agriculture": "新增问题1项"},
    ]


async def damage_open_findings(desk: Desk) -> None:
    """What another program does to them."""
    table = tables.finding
    async with desk.store.database.write() as connection:
        await connection.execute(update(table).where(table.c.closed_at.is_(None)).values(standing="{}"))


@pytest.mark.parametrize("bad", [["cangshan"], []])
async def test_no_night_is_all_clear_or_tells_a_recovery_while_a_finding_is_damaged(
    desk: Desk, bad: Sequence[str]
) -> None:
    await desk.night(bad=["cangshan"])
    await damage_open_findings(desk)
    assert short(await desk.night(bad=bad)) == dict.fromkeys((CENTRE, "agriculture"), "记录损坏1个对象")
    desk.damaged.clear()
    mail = (await desk.compose(keep=False)).mails[0]
    assert "监测记录已损坏：1个对象的情况未能全部列入，不代表没有问题：仓山区人民政府" in mail.text


async def test_a_fault_that_came_back_in_a_damaged_finding_has_not_recovered(desk: Desk) -> None:
    await desk.night(bad=["cangshan"])
    for outcome in (Outcome.PASS, Outcome.FAIL):  # re-tested by day, and judged again
        judged = {"cangshan": (verdict("cangshan", outcome, desk.now),)}
        await update_findings(desk.store, desk.watch, judged, desk.now)
        desk.now += DAY / 24
    await damage_open_findings(desk)
    assert short(await desk.night(bad=["cangshan"])) == dict.fromkeys(
        (CENTRE, "agriculture"), "记录损坏1个对象"
    )


async def test_the_same_night_twice_adds_nothing_even_when_more_is_found(desk: Desk) -> None:
    first = await desk.compose()
    desk.outcomes = {"cangshan": Outcome.FAIL}
    again = await desk.compose()
    assert (first.added, again.added) == (1, 0)
    assert [one.id for one in again.mails] == [one.id for one in first.mails]


async def test_a_preview_keeps_nothing_and_shows_what_would_be_sent(desk: Desk) -> None:
    desk.outcomes = {"cangshan": Outcome.FAIL}
    shown = await desk.compose(keep=False)
    async with desk.store.database.read() as connection:
        assert await stored.all_findings(connection) == []
    assert await Outbox(desk.store.database).mails() == []
    sent = await desk.compose()
    # a finding that is not kept has no number yet
    assert [(one.audience, one.subject, _unnumbered(one.text)) for one in shown.mails] == [
        (one.audience, one.subject, _unnumbered(one.text)) for one in sent.mails
    ]


def _unnumbered(text: str) -> str:
    return re.sub("问题编号：.*", "", text)


async def test_a_preview_after_the_fact_shows_what_was_put(desk: Desk) -> None:
    put = await desk.compose()
    desk.outcomes = {"cangshan": Outcome.FAIL}
    assert [one.id for one in (await desk.compose(keep=False)).mails] == [one.id for one in put.mails]


async def test_what_was_delivered_is_noted_at_the_finding_once(desk: Desk) -> None:
    await desk.night(bad=["cangshan"])
    await desk.night(bad=["cangshan"])
    async with desk.store.database.read() as connection:
        [found] = await stored.all_findings(connection)
    assert [one.act for one in found.steps] == [Act.OPENED, Act.NOTIFIED]
    assert step_words(found.steps[1]) == "2026-11-20的提醒邮件已送达nyncj@example.gov.cn"


async def test_a_unit_whose_mail_was_refused_has_not_heard_and_the_centre_is_told(desk: Desk) -> None:
    refused = Answer(refused={"nyncj@example.gov.cn": "550 no such user"})
    desk.outcomes = {"cangshan": Outcome.FAIL}
    await desk.compose()
    box = Outbox(desk.store.database)
    await deliver(box, {Carrier.MAIL: ByAudience({"agriculture": refused})}, desk.clock)
    desk.now += DAY
    sent = await desk.night(bad=["cangshan"])
    assert short(sent) == {CENTRE: "持续问题1项", "agriculture": "新增问题1项"}
    [centre] = [one for one in await box.mails(night=day_of(desk.now - DAY)) if one.audience == CENTRE]
    assert "11月20日发给仓山区农业农村局的提醒被拒收：nyncj@example.gov.cn：550 no such user" in centre.text


@dataclass
class ByAudience:
    """A transport that answers some audiences in their own way."""

    answers: dict[str, Answer]

    async def send(self, mail: Mail) -> Answer:
        return self.answers.get(mail.audience, Answer(delivered=mail.owing))


async def test_a_server_that_was_down_for_a_night_delays_the_mail_and_loses_nothing(desk: Desk) -> None:
    down = Answer(words="connection refused", is_ours=True)
    await desk.night(bad=["cangshan"], answer=down)
    sent = await desk.deliver()
    assert sorted(short({one.audience: one.subject for one in sent}).items()) == [
        ("agriculture", "新增问题1项"),
        (CENTRE, "新增问题1项"),
    ]


async def test_a_flood_is_held_and_the_centre_is_asked_to_look_first(desk: Desk) -> None:
    desk.watch = district(10)
    flood = [f"site{n}" for n in range(3)]
    assert short(await desk.night(bad=flood)) == {CENTRE: "请先核实，3个对象新增问题"}
    box = Outbox(desk.store.database)
    states = {one.audience: (one.state, one.text) for one in await box.mails()}
    assert states["agriculture"][0] is MailState.HELD
    assert "占全部11个的27%" in states[CENTRE][1]
    assert "monitor alerts release" in states[CENTRE][1]
    assert await box.release(desk.now) == 1
    assert [one.audience for one in await desk.deliver()] == ["agriculture"]


async def test_a_flood_that_nobody_looked_at_is_asked_about_again_and_one_mail_remains(desk: Desk) -> None:
    desk.watch = district(10)
    flood = [f"site{n}" for n in range(3)]
    await desk.night(bad=flood)
    assert short(await desk.night(bad=flood)) == {CENTRE: "请先核实，3个对象新增问题"}
    mails = await Outbox(desk.store.database).mails()
    held = [one.state for one in mails if one.audience == "agriculture"]
    assert sorted(held) == [MailState.DROPPED, MailState.HELD]


async def test_a_flood_that_was_our_own_fault_is_gone_the_next_night(desk: Desk) -> None:
    desk.watch = district(10)
    await desk.night(bad=[f"site{n}" for n in range(9)])
    assert list(await desk.night()) == [CENTRE]
    mails = await Outbox(desk.store.database).mails()
    assert [one.state for one in mails if one.audience == "agriculture"] == [MailState.DROPPED]


async def test_the_ladder_of_the_configuration_decides_when_a_limit_is_near(desk: Desk) -> None:
    desk.watch = replace(WATCH, settings=replace(WATCH.settings, alerts=AlertsSettings(column_days=(10, 2))))
    said = []
    for desk.left in (11, 10, 9, 3, 2, 1):
        said.append(short(await desk.night()).get("agriculture"))
    assert said == [None, "10天内到期1项", None, None, "2天内到期1项", None]


async def test_without_a_mail_server_nothing_waits_to_go_out_weeks_later(desk: Desk) -> None:
    desk.watch = replace(WATCH, settings=replace(WATCH.settings, mail=None))
    night = await desk.compose()
    assert (night.added, len(night.mails)) == (0, 1)
    assert await Outbox(desk.store.database).mails() == []


async def test_chat_groups_hear_the_centres_summary_alone(desk: Desk) -> None:
    settings = replace(WATCH.settings, alerts=AlertsSettings(chat_env=("CHAT_URL",)))
    desk.watch, desk.outcomes = replace(WATCH, settings=settings), {"cangshan": Outcome.FAIL}
    night = await desk.compose()
    assert [(one.audience, one.channel) for one in night.mails] == [
        (CENTRE, Carrier.MAIL), ("agriculture", Carrier.MAIL), (CENTRE, Carrier.CHAT),
    ]  # fmt: skip
    chat = night.mails[-1]
    assert (chat.recipients, chat.html) == (("CHAT_URL",), "")
    assert chat.text.startswith("新增问题1项\n")


async def test_all_clear_says_how_much_was_seen_and_what_the_operator_has_to_do(desk: Desk) -> None:
    [mail] = (await desk.compose()).mails
    for words in (
        "监测对象：1个网站（1个栏目），1个账号",
        "覆盖：1项指标中1项已有结论（100%）",
        "超过2天未监测到2个：仓山区人民政府、仓山发布",
        "列表无法识别、须调整配置的栏目1个：仓山区人民政府 · 脱贫攻坚/公示公告",
        "新稿件页未见发布时间的栏目1个，页面模板可能已改版，请先核对能否识别：仓山区人民政府 · 脱贫攻坚/公示公告",
        "未配置 [references] 参照站点",
    ):
        assert words in mail.text


async def test_the_centre_alone_reads_the_newest_link_of_the_chain(desk: Desk) -> None:
    async with desk.store.database.write() as connection:
        await audit.note(connection, audit.AuditEntry(at=NOW, who="王某", act="login"))
    async with desk.store.database.read() as connection:
        head = await chain.head(connection)
    assert head is not None
    desk.outcomes = {"cangshan": Outcome.FAIL}
    mails = (await desk.compose()).mails
    assert [one.audience for one in mails if head.hash in one.text] == [CENTRE]
    async with desk.store.database.read() as connection:
        assert (await chain.verify(connection, head.hash)).breaks == ()
