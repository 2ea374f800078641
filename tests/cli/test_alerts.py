"""`monitor alerts` as the operator uses it, against a real mail server on loopback."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Protocol
from aiosmtpd.smtp import Envelope, Session

from tests.operator_desk import Cli

CONFIG = """
edition = "fuzhou-2021"
[centre]
name = "示例区大数据服务中心"
email = ["centre@example.gov.cn", "second@example.gov.cn"]
[[unit]]
id = "office"
name = "区政府办"
email = ["office@example.gov.cn"]
[[site]]
id = "portal"
name = "示例区人民政府"
url = "http://www.example.gov.cn/"
unit = "office"
"""
MAIL = """
[mail]
host = "127.0.0.1"
port = {port}
security = "none"
sender = "monitor@example.gov.cn"
"""


class Sink:
    """Keeps what it takes; refuses who is named."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.refuses: set[str] = set()

    async def handle_RCPT(
        self, server: Protocol, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Protocol, session: Session, envelope: Envelope) -> str:
        self.taken.append(message_from_bytes(envelope.original_content or b"", policy=policy.default))
        return "250 taken"


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    keeper = Sink()
    with socket.socket() as free:  # the controller knocks at its own door and so has to know its number
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(keeper, hostname="127.0.0.1", port=port)
    controller.start()
    yield keeper, port
    controller.stop()


@pytest.fixture
def desk(cli: Cli) -> Cli:
    return cli.configure(head=CONFIG)


def test_preview_writes_what_would_be_sent_and_needs_no_mail_server(desk: Cli) -> None:
    out = desk.folder / "preview"
    done = desk.run("alerts", "preview", "--out", str(out))
    assert done.exit_code == 0, done.output
    assert "centre@example.gov.cn, second@example.gov.cn" in done.output
    suffixes = sorted(one.suffix for one in out.iterdir())
    assert suffixes == [".eml", ".html", ".txt"]
    assert desk.run("alerts", "outbox").output == "发件箱为空\n"


def test_what_was_previewed_is_what_is_sent(desk: Cli, sink: tuple[Sink, int]) -> None:
    keeper, port = sink
    desk.configure(MAIL.format(port=port), head=CONFIG)
    done = desk.run("alerts", "send")
    assert done.exit_code == 0, done.output
    [sent] = keeper.taken
    desk.run("alerts", "preview", "--out", str(desk.folder))
    [file] = desk.folder.glob("*.eml")
    assert message_from_bytes(file.read_bytes(), policy=policy.default).as_bytes() == sent.as_bytes()


def test_sending_twice_in_a_night_sends_once(desk: Cli, sink: tuple[Sink, int]) -> None:
    keeper, port = sink
    desk.configure(MAIL.format(port=port), head=CONFIG)
    assert "新放入发件箱1封，本次投递1封" in desk.run("alerts", "send").output
    assert "新放入发件箱0封，本次投递0封" in desk.run("alerts", "send").output
    assert len(keeper.taken) == 1


def test_who_was_refused_is_shown_with_the_servers_words_and_the_exit_status_says_so(
    desk: Cli, sink: tuple[Sink, int]
) -> None:
    keeper, port = sink
    keeper.refuses.add("second@example.gov.cn")
    desk.configure(MAIL.format(port=port), head=CONFIG)
    done = desk.run("alerts", "send")
    assert done.exit_code == 1
    assert "monitor alerts outbox" in done.output
    listed = desk.run("alerts", "outbox").output
    assert "second@example.gov.cn: 550 5.1.1 no such" in " ".join(listed.split())
    assert "已发" in listed


def test_a_server_that_is_not_there_leaves_the_mail_waiting(desk: Cli) -> None:
    desk.configure(MAIL.format(port=1), head=CONFIG)
    done = desk.run("alerts", "send")
    assert done.exit_code == 1
    assert "待发" in desk.run("alerts", "outbox").output


def test_without_a_mail_server_send_says_what_to_do(desk: Cli) -> None:
    done = desk.run("alerts", "send")
    assert done.exit_code == 2
    assert "no [mail] in the configuration" in done.output


def test_a_password_that_is_not_set_is_asked_for_by_its_variable(
    desk: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MONITOR_TEST_PASSWORD", raising=False)
    login = 'security = "tls"\nuser = "m"\npassword_env = "MONITOR_TEST_PASSWORD"\n'
    desk.configure(MAIL.format(port=1).replace('security = "none"\n', login), head=CONFIG)
    done = desk.run("alerts", "send")
    assert done.exit_code == 2
    assert "MONITOR_TEST_PASSWORD is not set" in done.output


@pytest.mark.parametrize("command", ["release", "drop"])
def test_nothing_held_is_nothing_done(desk: Cli, command: str) -> None:
    assert desk.run("alerts", command).output.startswith("发件箱中没有已暂停的邮件，未")
    assert desk.run("alerts", command, "--night", "2026-11-20").output.startswith(
        "2026-11-20夜没有已暂停的邮件，未"
    )
    wrong = desk.run("alerts", command, "--night", "yesterday")
    assert (wrong.exit_code, "2026-11-20" in wrong.output) == (2, True)
