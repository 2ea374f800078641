"""Chat groups hear the night at the levels they asked for, each once, and a group that was turned off hears nothing."""

from dataclasses import replace
from datetime import datetime

import pytest

from monitor.alerts.delivery import deliver
from monitor.alerts.digest import Digest, Section
from monitor.alerts.groups import GroupTransport, answer_words, with_groups
from monitor.alerts.lines import MailLine
from monitor.alerts.render import for_group
from monitor.domain.chat import ChatGroup, ChatLevel, ChatPlatform
from monitor.domain.mail import CENTRE, Carrier, Mail, MailState
from monitor.domain.verdict import Outcome
from monitor.wording.say import label
from probes.http.chat_robot import ChatAnswer
from storage.ops.chat_groups import add_group, change_group
from storage.ops.outbox import Outbox

from .nights import DAY, NOW, WATCH
from .test_night import Desk, desk  # noqa: F401  (the fixture)


def group(name: str, *levels: ChatLevel, is_on: bool = True) -> ChatGroup:
    """A group that hears *levels*."""
    return ChatGroup(
        name=name, platform=ChatPlatform.WECOM, address="https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x",
        levels=frozenset(levels), is_on=is_on, set_by="lin", set_at=NOW,
    )  # fmt: skip


async def enter(at: Desk, *groups: ChatGroup) -> None:
    """Keep *groups*."""
    async with at.store.database.write() as connection:
        for one in groups:
            assert await add_group(connection, one)


async def carried(at: Desk, answer: ChatAnswer) -> tuple[list[Mail], list[tuple[str, str]]]:
    """Deliver what is due to groups; what became of it, and what each was written."""
    written: list[tuple[str, str]] = []

    async def write(to: ChatGroup, text: str, now: datetime) -> ChatAnswer:
        written.append((to.name, text))
        return answer

    ways = {Carrier.GROUP: GroupTransport(at.store.database, at.clock, write)}
    return list((await deliver(Outbox(at.store.database), ways, at.clock)).mails), written


async def test_each_group_hears_its_levels_and_one_that_is_off_nothing(desk: Desk) -> None:  # noqa: F811
    await enter(
        desk,
        group("全部", *ChatLevel),
        group("只听超期", ChatLevel.LATE),
        group("只听已了结", ChatLevel.RECOVERED),
        group("停用", *ChatLevel, is_on=False),
    )
    desk.outcomes = {"cangshan": Outcome.FAIL}
    night = await desk.compose()
    mails = {one.recipients[0]: one for one in night.mails if one.channel is Carrier.GROUP}
    assert set(mails) == {"全部", "只听超期"}
    assert "监测对象：1个网站" in mails["全部"].text
    assert mails["只听超期"].text.startswith("【超期（栏目、留言、办事指南等）】1项\n- ")
    assert "监测对象" not in mails["只听超期"].text
    done, written = await carried(desk, ChatAnswer("taken"))
    assert [one.state for one in done] == [MailState.SENT] * 2
    assert all(text.startswith("【网站监测】") for _, text in written)
    assert (await carried(desk, ChatAnswer("taken")))[1] == [], "nobody hears it twice"


@pytest.mark.parametrize(("tag", "tone", "level"), [
    ("单项否决", "bad", ChatLevel.VETO), ("栏目", "bad", ChatLevel.LATE), ("留言", "due", ChatLevel.DUE), ("单项否决", "due", ChatLevel.DUE),
    ("计分项", "", ChatLevel.SCORED), ("栏目", "good", ChatLevel.RECOVERED),
])  # fmt: skip
def test_a_line_belongs_to_one_level(tag: str, tone: str, level: ChatLevel) -> None:
    lines = tuple(MailLine(title=f"事项{n}", tag=tag, tone=tone) for n in range(7))
    digest = Digest(
        night=NOW.date(), audience=CENTRE, name="中心", recipients=(), subject="x", summary=(), notices=("情况",),
        sections=(Section(title="x", lines=lines, more=3),),
    )  # fmt: skip
    said = for_group(digest, WATCH, frozenset((level,)))
    assert [one for one in said.splitlines() if one.startswith("【") or "另有" in one] == [
        f"【{label('chat_level', level)}】7项", "- 另有2项", "另有3项未逐条列出",
    ]  # fmt: skip
    others = frozenset(ChatLevel) - {level, ChatLevel.SYSTEM}
    assert for_group(digest, WATCH, others) == ""
    assert for_group(digest, WATCH, frozenset((ChatLevel.SYSTEM,))).startswith("情况\n")


async def test_without_a_mail_server_groups_hear_the_night_all_the_same(desk: Desk) -> None:  # noqa: F811
    await enter(desk, group("全部", *ChatLevel))
    desk.watch = replace(WATCH, settings=replace(WATCH.settings, mail=None))
    assert (await desk.compose()).added == 1


async def test_a_message_that_was_not_taken_waits_and_is_refused_once_its_group_is_off(desk: Desk) -> None:  # noqa: F811
    await enter(desk, group("全部", *ChatLevel))
    await desk.compose()
    (mail,), _ = await carried(desk, ChatAnswer("wecom_45009", "api freq out of limit"))
    assert (mail.state, "发送过于频繁" in mail.detail) == (MailState.WAITING, True)
    async with desk.store.database.write() as connection:
        await change_group(connection, group("全部", *ChatLevel, is_on=False))
    desk.now += DAY
    (mail,), written = await carried(desk, ChatAnswer("taken"))
    assert (mail.state, written, dict(mail.refused)) == (
        MailState.REFUSED,
        [],
        {"全部": "该通知群已停用或删除"},
    )
    night = await desk.compose()
    assert "发给全部的提醒被拒收" in night.mails[0].text


@pytest.mark.parametrize(("answer", "words"), [
    (ChatAnswer("wecom_93000", "invalid webhook url"), "机器人地址无效或机器人已被移除"),
    (ChatAnswer("wecom_12345"), "企业微信没有接收（错误码12345）"),
])  # fmt: skip
def test_an_answer_is_told_with_what_to_do_or_its_code(answer: ChatAnswer, words: str) -> None:
    assert words in answer_words(group("群"), answer)


async def test_the_daemon_has_a_way_to_the_groups(desk: Desk) -> None:  # noqa: F811
    assert Carrier.GROUP in with_groups({}, desk.store.database, desk.clock, {})
