"""Delivery against real servers on loopback, which fail in each way a server can."""

import asyncio
import ssl
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import trustme

from monitor.alerts.chat import NOT_INSTALLED, ChatTransport, apprise_notify
from monitor.alerts.delivery import CLAIM_LASTS, Answer, Delivered, deliver, settled, tries, wait
from monitor.alerts.message import Sender
from monitor.alerts.smtp import Server, SmtpTransport
from monitor.domain.mail import Carrier, Mail, MailState
from storage.ops.outbox import Outbox

from .nights import NOW, mail
from .servers import STAGES, Behaviour, breaks_off, serve, silent

SENDER = Sender(address="monitor@example.gov.cn", name="网站监测")
MINUTE = timedelta(minutes=1)
TWO = ("a@example.gov.cn", "b@example.gov.cn")


def transport(port: int, **more: object) -> SmtpTransport:
    plain = Server(host="127.0.0.1", port=port, security="none", timeout_s=5)
    return SmtpTransport(replace(plain, **more), SENDER)  # type: ignore[arg-type]


async def round_at(outbox: Outbox, port: int, minutes: float = 0, **more: object) -> Delivered:
    now = NOW + minutes * MINUTE
    return await deliver(outbox, {Carrier.MAIL: transport(port, **more)}, lambda: now)


async def only(outbox: Outbox) -> Mail:
    [one] = await outbox.mails()
    return one


async def test_a_mail_arrives_with_both_its_parts_and_the_servers_words_are_kept(outbox: Outbox) -> None:
    behaviour = Behaviour()
    await outbox.put([mail(recipients=TWO)])
    async with serve(behaviour) as port:
        done = await round_at(outbox, port)
    [got] = behaviour.mails
    assert (got["Subject"], got["Message-ID"]) == (
        "【网站监测】主题", "<gov-monitor.2026-11-20.centre.mail@example.gov.cn>",
    )  # fmt: skip
    assert [part.get_content().replace("\r", "") for part in got.iter_parts()] == [
        "正文\n.一行以点开头\n", "<p>正文</p>\n",
    ]  # fmt: skip
    assert behaviour.taken[0].rcpt_tos == list(TWO)
    stored = await only(outbox)
    assert (stored.state, stored.detail, stored.delivered) == (MailState.SENT, "250 2.0.0 taken", TWO)
    assert done.undelivered == ()


@pytest.mark.parametrize("stage", STAGES[:5])
async def test_a_connection_lost_before_the_text_costs_nothing_but_time(outbox: Outbox, stage: str) -> None:
    broken, whole = Behaviour(drops_at=stage), Behaviour()
    await outbox.put([mail()])
    async with serve(broken) as port:
        await round_at(outbox, port)
    stored = await only(outbox)
    assert (stored.state, stored.doubts, stored.next_at) == (MailState.WAITING, 0, NOW + 5 * MINUTE)
    assert stored.detail
    async with serve(whole) as port:
        await round_at(outbox, port, 4)
        assert whole.taken == []
        await round_at(outbox, port, 5)
    assert (len(broken.taken), len(whole.taken)) == (0, 1)
    assert (await only(outbox)).state is MailState.SENT


async def test_a_connection_lost_after_the_text_is_a_doubt_resent_once_and_said(outbox: Outbox) -> None:
    broken, whole = Behaviour(drops_at="text"), Behaviour()
    await outbox.put([mail()])
    async with serve(broken) as port:
        await round_at(outbox, port)
    stored = await only(outbox)
    assert (stored.state, stored.doubts) == (MailState.WAITING, 1)
    assert "may arrive twice" in stored.detail
    async with serve(whole) as port:
        await round_at(outbox, port, 10)
    stored = await only(outbox)
    assert stored.state is MailState.SENT
    assert "may have arrived twice" in stored.detail
    assert broken.mails[0]["Message-ID"] == whole.mails[0]["Message-ID"]
    assert broken.taken[0].content == whole.taken[0].content


LONG = mail(text="正文。" * 3_000_000)


async def test_a_connection_lost_in_the_middle_of_the_text_leaves_no_doubt(outbox: Outbox) -> None:
    """No server has taken a mail whose final dot never came."""
    await outbox.put([LONG])
    async with breaks_off() as port:
        await round_at(outbox, port)
    stored = await only(outbox)
    assert (stored.state, stored.doubts, stored.delivered) == (MailState.WAITING, 0, ())


@pytest.mark.parametrize(
    ("said", "state"),
    [(b"552 5.3.4 too big\r\n", MailState.REFUSED), (b"452 4.3.1 no room\r\n", MailState.WAITING)],
    ids=["for good", "for now"],
)
async def test_a_server_that_answers_in_the_middle_of_the_text_is_heard(
    outbox: Outbox, said: bytes, state: MailState
) -> None:
    await outbox.put([LONG])
    async with breaks_off(said) as port:
        await round_at(outbox, port)
    stored = await only(outbox)
    assert (stored.state, stored.doubts) == (state, 0)
    assert said.decode().strip() in stored.detail


async def test_told_to_stop_while_the_server_is_silent_it_answers_at_once_and_without_a_doubt(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.alerts.delivery.STOP_S", 0.1)
    await outbox.put([mail()])
    async with silent() as port:
        sending = asyncio.create_task(round_at(outbox, port))
        await asyncio.sleep(0.3)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
    stored = await only(outbox)
    assert (stored.state, stored.doubts) == (MailState.WAITING, 0)
    assert "we stopped" in stored.detail


async def test_a_server_that_never_answers_the_text_gets_it_twice_at_most(outbox: Outbox) -> None:
    broken = Behaviour(drops_at="text")
    await outbox.put([mail()])
    async with serve(broken) as port:
        for minutes in (0, 10, 60, 600):
            await round_at(outbox, port, minutes)
    assert len(broken.taken) == 2
    assert (await only(outbox)).state is MailState.GIVEN_UP


async def test_a_connection_lost_after_it_was_taken_changes_nothing(outbox: Outbox) -> None:
    behaviour = Behaviour(drops_at="taken")
    await outbox.put([mail()])
    async with serve(behaviour) as port:
        await round_at(outbox, port)
    assert (await only(outbox)).state is MailState.SENT
    assert len(behaviour.taken) == 1


async def test_killed_between_sent_and_recorded_it_is_sent_once_more(outbox: Outbox) -> None:
    behaviour = Behaviour()
    await outbox.put([mail()])
    async with serve(behaviour) as port:
        claimed = await outbox.claim(NOW, "killed")
        assert claimed is not None
        await transport(port).send(claimed)
        await round_at(outbox, port, 1)
        assert len(behaviour.taken) == 1, "the claim still lasts"
        later = CLAIM_LASTS / MINUTE + 1
        assert (await round_at(outbox, port, later)).reclaimed == 1
    assert [one["Message-ID"] for one in behaviour.mails] == [claimed.message_id] * 2
    stored = await only(outbox)
    assert stored.state is MailState.SENT
    assert "may have arrived twice" in stored.detail


async def test_a_refused_recipient_is_kept_with_the_servers_words_and_the_others_have_it(
    outbox: Outbox,
) -> None:
    behaviour = Behaviour(recipients={TWO[1]: "550 5.1.1 no such user"})
    await outbox.put([mail(recipients=TWO)])
    async with serve(behaviour) as port:
        done = await round_at(outbox, port)
    stored = await only(outbox)
    assert (stored.state, stored.delivered) == (MailState.SENT, TWO[:1])
    assert stored.refused == {TWO[1]: "550 5.1.1 no such user"}
    assert [one.id for one in done.undelivered] == [stored.id]


async def test_a_recipient_put_off_is_asked_again_alone(outbox: Outbox) -> None:
    behaviour = Behaviour(recipients={TWO[1]: "451 4.7.1 greylisted"})
    await outbox.put([mail(recipients=TWO)])
    async with serve(behaviour) as port:
        await round_at(outbox, port)
        assert (await only(outbox)).state is MailState.WAITING
        behaviour.recipients.clear()
        await round_at(outbox, port, 5)
    assert [one.rcpt_tos for one in behaviour.taken] == [[TWO[0]], [TWO[1]]]
    assert (await only(outbox)).delivered == TWO


@pytest.mark.parametrize(
    ("behaviour", "state"),
    [
        (Behaviour(recipients={"a@example.gov.cn": "550 no such user"}), MailState.REFUSED),
        (Behaviour(text="554 5.7.1 looks like spam"), MailState.REFUSED),
        (Behaviour(text="452 disk full"), MailState.WAITING),
        (Behaviour(sender="550 sender unknown"), MailState.WAITING),
    ],
    ids=["recipient refused", "text refused", "text put off", "our own sender refused"],
)
async def test_a_refusal_for_good_ends_it_and_any_other_waits(
    outbox: Outbox, behaviour: Behaviour, state: MailState
) -> None:
    await outbox.put([mail()])
    async with serve(behaviour) as port:
        await round_at(outbox, port)
    stored = await only(outbox)
    assert stored.state is state
    assert stored.detail.split(": ")[-1][:3].isdigit()


async def test_a_silent_server_costs_one_time_limit_and_leaves_the_other_mails_alone(outbox: Outbox) -> None:
    await outbox.put([mail(f"unit{n}") for n in range(3)])
    async with silent() as port:
        done = await asyncio.wait_for(round_at(outbox, port, timeout_s=0.2), 3)
    assert [(one.state, one.attempts) for one in done.mails] == [(MailState.WAITING, 1)]
    assert "no answer" in done.mails[0].detail
    assert sum(one.attempts for one in await outbox.mails()) == 1


async def test_two_senders_at_once_deliver_each_mail_once(outbox: Outbox) -> None:
    behaviour = Behaviour()
    await outbox.put([mail(f"unit{n}") for n in range(10)])
    async with serve(behaviour) as port:
        await asyncio.gather(round_at(outbox, port), round_at(outbox, port))
    assert len({one["Message-ID"] for one in behaviour.mails}) == len(behaviour.taken) == 10


class Vault:
    """A certificate authority that the client may or may not know."""

    def __init__(self, folder: Path) -> None:
        authority = trustme.CA()
        self.ca_file = str(folder / "ca.pem")
        authority.cert_pem.write_to_path(self.ca_file)
        self.server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert("127.0.0.1").configure_cert(self.server)


async def test_login_goes_through_starttls(outbox: Outbox, tmp_path: Path) -> None:
    vault, behaviour = Vault(tmp_path), Behaviour(password="hunter2")
    await outbox.put([mail()])
    async with serve(behaviour, vault.server) as port:
        await round_at(
            outbox, port, security="starttls", ca_file=vault.ca_file, user="monitor", password="hunter2"
        )
    assert (await only(outbox)).state is MailState.SENT
    assert behaviour.logins == ["hunter2"]


@pytest.mark.parametrize("case", ["unknown authority", "no STARTTLS", "wrong password"])
async def test_without_a_safe_login_nothing_is_sent_and_the_password_stays_ours(
    outbox: Outbox, tmp_path: Path, case: str
) -> None:
    vault, behaviour = Vault(tmp_path), Behaviour(password="another")
    await outbox.put([mail()])
    async with serve(behaviour, None if case == "no STARTTLS" else vault.server) as port:
        ca_file = None if case == "unknown authority" else vault.ca_file
        await round_at(outbox, port, security="starttls", ca_file=ca_file, user="m", password="hunter2")
    stored = await only(outbox)
    assert stored.state is MailState.WAITING
    assert (behaviour.taken, {*behaviour.logins}) == ([], {"hunter2"} if case == "wrong password" else set())
    assert stored.detail
    assert ("535" in stored.detail) is (case == "wrong password")
    assert "hunter2" not in stored.detail
    assert "hunter2" not in repr(transport(1, password="hunter2"))


class Broken:
    """A transport with a bug."""

    async def send(self, mail: Mail) -> Answer:
        raise KeyError("sender")


async def test_our_own_bug_loses_no_mail(outbox: Outbox) -> None:
    await outbox.put([mail(), mail("office")])
    done = await deliver(outbox, {Carrier.MAIL: Broken()}, lambda: NOW)
    assert {(one.state, one.detail) for one in done.mails} == {
        (MailState.WAITING, "our own fault: KeyError: 'sender'")
    }


async def test_told_to_stop_it_finishes_and_records_the_mail_at_hand(outbox: Outbox) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    class Slow:
        async def send(self, mail: Mail) -> Answer:
            begun.set()
            await go_on.wait()
            return Answer(delivered=mail.owing, words="250 OK")

    await outbox.put([mail(), mail("office")])
    running = asyncio.create_task(deliver(outbox, {Carrier.MAIL: Slow()}, lambda: NOW))
    await begun.wait()
    running.cancel()
    await asyncio.sleep(0)
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert sorted(one.state for one in await outbox.mails()) == [MailState.SENT, MailState.WAITING]


def test_waits_grow_to_six_hours_and_trying_ends_after_three_days() -> None:
    assert [wait(n) / MINUTE for n in (1, 2, 3, 7, 8, 1000)] == [5, 10, 20, 320, 360, 360]
    assert sum((wait(n) for n in range(1, tries())), timedelta()) >= timedelta(days=3)
    assert sum((wait(n) for n in range(1, tries() - 1)), timedelta()) < timedelta(days=3)
    last = settled(mail(attempts=tries()), Answer(words="450 later"), NOW)
    assert (last.state, last.detail) == (MailState.GIVEN_UP, f"given up after {tries()} attempts: 450 later")
    assert settled(mail(attempts=tries() - 1), Answer(), NOW).state is MailState.WAITING


def test_given_up_on_one_recipient_the_mail_is_still_sent_to_the_other() -> None:
    half = mail(recipients=TWO, delivered=TWO[:1], attempts=tries())
    after = settled(half, Answer(words="450 later"), NOW)
    assert after.state is MailState.SENT
    assert list(after.refused) == [TWO[1]]


class Groups:
    """Chat groups that take what their address says."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str, str]] = []

    async def notify(self, address: str, title: str, text: str) -> bool:
        self.heard.append((address, title, text))
        return "deaf" not in address


def chat_mail(names: Sequence[str]) -> Mail:
    return mail(channel=Carrier.CHAT, recipients=tuple(names), html="")


async def test_a_chat_group_hears_the_summary_once_and_its_address_is_never_stored(outbox: Outbox) -> None:
    groups = Groups()
    await outbox.put([chat_mail(["A", "B", "C"])])
    chat = ChatTransport({"A": "wecombot://key", "B": "dingtalk://deaf"}, groups.notify)
    await deliver(outbox, {Carrier.CHAT: chat}, lambda: NOW)
    stored = await only(outbox)
    assert (stored.state, stored.delivered) == (MailState.WAITING, ("A",))
    assert stored.detail == "B: not taken; C: this environment variable is not set"
    assert groups.heard[0][1] == "【网站监测】主题"
    await deliver(outbox, {Carrier.CHAT: chat}, lambda: NOW + 5 * MINUTE)
    assert [address for address, _, _ in groups.heard] == [
        "wecombot://key",
        "dingtalk://deaf",
        "dingtalk://deaf",
    ]


async def test_without_apprise_the_chat_waits_and_says_what_to_install_and_mails_go_out(
    outbox: Outbox,
) -> None:
    behaviour = Behaviour()
    await outbox.put([mail(), chat_mail(["A"])])
    async with serve(behaviour) as port:
        ways = {Carrier.CHAT: ChatTransport({}, None), Carrier.MAIL: transport(port)}
        await deliver(outbox, ways, lambda: NOW)
    found = {one.channel: (one.state, one.detail) for one in await outbox.mails()}
    assert found[Carrier.CHAT] == (MailState.WAITING, NOT_INSTALLED)
    assert found[Carrier.MAIL][0] is MailState.SENT


async def test_apprise_is_asked_when_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, str, str]] = []

    class Apprise:
        def add(self, address: str) -> bool:
            self.address = address
            return "://" in address

        async def async_notify(self, *, title: str, body: str) -> bool:
            heard.append((self.address, title, body))
            return True

    monkeypatch.setitem(sys.modules, "apprise", SimpleNamespace(Apprise=Apprise))
    notify = apprise_notify()
    assert notify is not None
    assert await notify("wecombot://key", "主题", "正文")
    assert not await notify("no address", "主题", "正文")
    assert heard == [("wecombot://key", "主题", "正文")]


def test_without_apprise_nothing_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    assert apprise_notify() is None
