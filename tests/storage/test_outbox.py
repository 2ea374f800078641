"""The outbox: put once, claimed once, sent again at most once after a kill."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import literal_column, select, update

from monitor.domain.mail import CENTRE, Carrier, LastMail, Mail, MailState
from monitor.domain.timing import SHANGHAI
from storage.db import tables
from storage.ops.outbox import Outbox, doubted
from storage.store import Store

NOW = datetime(2026, 11, 20, 6, tzinfo=SHANGHAI)
NIGHT = date(2026, 11, 20)
DAY = timedelta(days=1)
_NUMBERS: Iterator[int] = count()


def mail(audience: str = CENTRE, night: date = NIGHT, **more: object) -> Mail:
    plain = Mail(
        id=f"ma_{next(_NUMBERS):026}", night=night, audience=audience,
        message_id=f"<{night}.{audience}@example.gov.cn>", recipients=("a@example.gov.cn",),
        subject="主题", text="正文", html="<p>正文</p>", created_at=NOW, next_at=NOW,
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


@pytest.fixture
def outbox(store: Store) -> Outbox:
    return Outbox(store.database)


async def test_a_mail_comes_back_as_it_was_put(outbox: Outbox) -> None:
    put = mail(
        "office", findings=("fi_1", "fi_2"), announced=("fi_2",), channel=Carrier.CHAT,
        delivered=("a@example.gov.cn",), refused={"b@example.gov.cn": "550 无此人"},
    )  # fmt: skip
    await outbox.put([put])
    assert await outbox.mails() == [put]


async def test_the_same_night_twice_adds_nothing_not_even_another_unit(outbox: Outbox) -> None:
    assert await outbox.put([mail(), mail("office")]) == 2
    assert await outbox.put([mail(), mail("civil")]) == 0
    assert {one.audience for one in await outbox.mails()} == {CENTRE, "office"}


async def test_no_mails_are_no_night(outbox: Outbox) -> None:
    assert await outbox.put([]) == 0


async def test_a_mail_is_claimed_by_one_of_two_senders(outbox: Outbox) -> None:
    await outbox.put([mail(f"unit{n}") for n in range(12)])

    async def sender(name: str) -> list[str]:
        got = []
        while one := await outbox.claim(NOW, name):
            assert (one.state, one.attempts, one.claimed_by) == (MailState.SENDING, 1, name)
            got.append(one.audience)
        return got

    one, other = await asyncio.gather(sender("one"), sender("other"))
    assert sorted(one + other) == sorted(f"unit{n}" for n in range(12))


async def test_a_mail_whose_time_has_not_come_is_not_claimed(outbox: Outbox) -> None:
    await outbox.put([mail(next_at=NOW + timedelta(minutes=1))])
    assert await outbox.claim(NOW, "me") is None
    assert await outbox.claim(NOW + timedelta(minutes=1), "me") is not None


async def test_a_lost_claim_records_nothing(outbox: Outbox) -> None:
    await outbox.put([mail()])
    claimed = await outbox.claim(NOW, "slow")
    assert claimed is not None
    later = NOW + timedelta(hours=1)
    assert await outbox.reclaim(later, timedelta(minutes=15)) == 1
    assert await outbox.claim(later, "quick") is not None
    assert not await outbox.settle(replace(claimed, state=MailState.SENT), "slow", later)
    [stored] = await outbox.mails()
    assert (stored.state, stored.claimed_by) == (MailState.SENDING, "quick")


async def test_a_fresh_claim_is_left_alone(outbox: Outbox) -> None:
    await outbox.put([mail()])
    await outbox.claim(NOW, "me")
    assert await outbox.reclaim(NOW + timedelta(minutes=14), timedelta(minutes=15)) == 0


async def test_killed_before_recording_it_is_sent_once_more_and_says_so_and_never_a_third_time(
    outbox: Outbox,
) -> None:
    await outbox.put([mail()])
    states = []
    for n in range(1, 4):
        at = NOW + n * timedelta(hours=1)
        await outbox.claim(at, f"process {n}")
        await outbox.reclaim(at + timedelta(minutes=20), timedelta(minutes=15))
        [stored] = await outbox.mails()
        states.append((stored.state, stored.attempts, stored.detail))
    assert states[0] == (
        MailState.WAITING, 1, "the sender stopped between sending and recording; sent once more, so it may arrive twice",
    )  # fmt: skip
    assert states[1][:2] == (MailState.GIVEN_UP, 2)
    assert "not sent again" in states[1][2]
    assert states[2] == states[1]


def test_a_doubt_counts_wherever_it_comes_from() -> None:
    once = doubted(mail(), "connection lost after the text", NOW)
    assert (once.state, once.doubts) == (MailState.WAITING, 1)
    assert doubted(once, STOPPED_WORDS, NOW).state is MailState.GIVEN_UP


STOPPED_WORDS = "the sender stopped"


async def test_held_mails_wait_for_a_person_and_can_be_let_go_or_dropped_by_night(outbox: Outbox) -> None:
    await outbox.put([mail(), mail("office", state=MailState.HELD), mail("civil", state=MailState.HELD)])
    assert await outbox.release(NOW, NIGHT - DAY) == 0
    assert await outbox.release(NOW + DAY, NIGHT) == 2
    assert {(one.state, one.next_at) for one in await outbox.mails() if one.audience != CENTRE} == {
        (MailState.WAITING, NOW + DAY)
    }
    assert await outbox.drop() == 0


async def test_a_dropped_mail_is_never_claimed(outbox: Outbox) -> None:
    await outbox.put([mail("office", state=MailState.HELD)])
    assert await outbox.drop() == 1
    assert await outbox.claim(NOW, "me") is None


async def test_a_new_night_takes_the_place_of_mails_still_held(outbox: Outbox) -> None:
    await outbox.put([mail(night=NIGHT - DAY), mail("office", NIGHT - DAY, state=MailState.HELD)])
    await outbox.put([mail(), mail("office", state=MailState.HELD)])
    states = {(one.night, one.audience): one.state for one in await outbox.mails()}
    assert states[(NIGHT - DAY, "office")] is MailState.DROPPED
    assert states[(NIGHT - DAY, CENTRE)] is MailState.WAITING
    assert states[(NIGHT, "office")] is MailState.HELD


async def test_an_audience_was_told_what_was_sent_or_is_on_its_way(outbox: Outbox) -> None:
    nights = [NIGHT - n * DAY for n in (3, 2, 1)]
    for night, state in zip(nights, (MailState.SENT, MailState.WAITING, MailState.REFUSED), strict=True):
        at = NOW - (NIGHT - night)
        await outbox.put([mail("office", night, state=state, findings=("fi_1",), created_at=at)])
    told = await outbox.last_mails(NIGHT - 45 * DAY, NIGHT)
    assert told == {"office": {"fi_1": LastMail(NIGHT - 2 * DAY, NOW - 2 * DAY)}}
    assert await outbox.last_mails(NIGHT - 45 * DAY, NIGHT - 3 * DAY) == {}


async def test_a_mail_that_was_delivered_is_a_step_of_each_finding_it_announced(
    outbox: Outbox, store: Store
) -> None:
    row = {
        "id": "fi_1", "subject": "county", "rule": "column", "part": "news", "episode": 1, "unit": "office",
        "grade": "fail", "opened_at": NOW, "seen_at": NOW, "closed_at": None, "standing": "{}",
    }  # fmt: skip
    async with store.database.write() as connection:
        await connection.execute(tables.finding.insert(), [row])
    await outbox.put([mail("office", findings=("fi_1", "fi_2"), announced=("fi_1", "fi_gone"))])
    claimed = await outbox.claim(NOW, "me")
    assert claimed is not None
    done = replace(claimed, state=MailState.SENT, delivered=claimed.recipients, sent_at=NOW)
    assert await outbox.settle(done, "me", NOW)
    async with store.database.read() as connection:
        steps = (await connection.execute(select(tables.step))).mappings().all()
    assert [(one["finding"], one["act"], one["who"], one["at"]) for one in steps] == [
        ("fi_1", "notified", "monitor", NOW)
    ]


async def test_what_did_not_reach_everybody_is_found_again_by_when_it_turned_out(outbox: Outbox) -> None:
    put = NOW - 3 * DAY
    await outbox.put(
        [
            mail(state=MailState.SENT),
            mail("office", state=MailState.REFUSED, created_at=put),
            mail("civil", state=MailState.SENT, refused={"b@example.gov.cn": "550 no such user"}),
            mail("town", state=MailState.GIVEN_UP),
            mail("late", state=MailState.WAITING, refused={"b@example.gov.cn": "550 no such user"}),
        ]
    )
    assert {one.audience for one in await outbox.troubles(NOW - DAY)} == {"office", "civil", "town"}
    assert await outbox.troubles(NOW + timedelta(seconds=1)) == []


async def test_the_night_before_is_the_newest_that_was_composed(outbox: Outbox) -> None:
    assert await outbox.composed_before(NIGHT) is None
    for back in (3, 2, 0):
        await outbox.put([mail(night=NIGHT - back * DAY, created_at=NOW - back * DAY)])
    assert await outbox.composed_before(NIGHT) == NOW - 2 * DAY


@pytest.mark.parametrize(
    "spoilt",
    [{"findings": "x"}, {"refused": "[]"}, {"created_at": "x"}, {"channel": "x"}, {"delivered": "1"}],
)
async def test_a_damaged_mail_keeps_no_other_from_being_read_or_sent(
    outbox: Outbox, spoilt: dict[str, str]
) -> None:
    if "created_at" in spoilt and outbox.database.writer.dialect.name == "postgresql":
        pytest.skip("PostgreSQL takes no such moment")
    first = mail(findings=("fi_1",))
    await outbox.put([first, mail("office", findings=("fi_2",)), mail("civil")])
    table = tables.outbox
    async with outbox.database.write() as connection:  # another program, which knows no types of ours
        spoil = update(table).values({name: literal_column(f"'{value}'") for name, value in spoilt.items()})
        await connection.execute(spoil.where(table.c.id == first.id))
    assert {one.audience for one in await outbox.mails()} == {"office", "civil"}
    assert list(outbox.damaged) == [first.id]
    assert "newest backup" in outbox.damaged[first.id]
    assert (await outbox.last_mails(NIGHT, NIGHT + DAY))["office"].keys() == {"fi_2"}
    assert await outbox.troubles(NOW) == []
    claimed = [one.audience for _ in range(2) if (one := await outbox.claim(NOW, "me"))]
    assert sorted(claimed) == ["civil", "office"]
    assert await outbox.claim(NOW, "me") is None
    assert await outbox.reclaim(NOW + DAY, timedelta(minutes=15)) == 2


async def test_many_damaged_mails_keep_no_other_from_being_sent(outbox: Outbox) -> None:
    """Of one night they may all lie in one part of a file: the one that is left goes out, however many are before it."""
    await outbox.put([mail(f"u{n}", findings=("fi_1",)) for n in range(30)])
    await outbox.put([mail("office", night=NIGHT + DAY, next_at=NOW + timedelta(minutes=1))])
    table = tables.outbox
    async with outbox.database.write() as connection:
        await connection.execute(update(table).values(findings="x").where(table.c.night == NIGHT))
    later = NOW + timedelta(minutes=2)
    claimed = await outbox.claim(later, "me")
    assert claimed is not None
    assert claimed.audience == "office"
    assert await outbox.claim(later, "me") is None
    assert len(outbox.damaged) == 30
