"""What a line of the log holds, and what it never holds."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import structlog

from monitor.domain.timing import SHANGHAI
from monitor.ops.logs import HIDDEN, LONGEST_VALUE, configure_logs, plain_logs, secrets_of

NOW = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def lines(stream: io.StringIO) -> Lines:
    configure_logs(stream, json=True, secrets=["hunter2", 'pass"word'], clock=lambda: NOW)
    return lambda: [json.loads(line) for line in stream.getvalue().split("\n") if line]


def test_a_line_has_its_time_its_event_and_its_fields(lines: Lines) -> None:
    structlog.get_logger().info("visit_done", site="portal", probe="availability", elapsed_s=1.5)
    assert lines() == [
        {
            "ts": "2026-11-20T09:00:00.000+08:00",
            "level": "info",
            "event": "visit_done",
            "elapsed_s": 1.5,
            "probe": "availability",
            "site": "portal",
        }
    ]


def test_what_is_bound_to_the_task_goes_with_every_line(lines: Lines) -> None:
    structlog.contextvars.bind_contextvars(site="portal")
    structlog.get_logger().warning("slow")
    assert lines()[0]["site"] == "portal"


@pytest.mark.parametrize("name", ["uvicorn.error", "apscheduler.executors.default", "aiosmtplib"])
def test_the_libraries_complaints_come_through_the_same_pipe(lines: Lines, name: str) -> None:
    logging.getLogger(name).warning("could not %s", "listen", extra={"subject": "portal"})
    [line] = lines()
    assert (line["event"], line["level"], line["subject"]) == ("could not listen", "warning", "portal")


def test_every_job_and_every_request_is_not_worth_a_line(lines: Lines) -> None:
    logging.getLogger("apscheduler.executors.default").info("Running job")
    logging.getLogger("uvicorn.access").info("GET /metrics")
    structlog.get_logger().debug("small talk")
    assert lines() == []


@pytest.mark.parametrize(
    "fields",
    [
        {"password": "x-y-z"},
        {"smtp_password": "x-y-z"},
        {"headers": {"Set-Cookie": "x-y-z", "Authorization": "x-y-z"}},
        {"rows": [{"deep": {"access_token": "x-y-z"}}]},
    ],
    ids=["password", "prefixed", "headers", "deep"],
)
def test_a_value_under_a_secret_key_is_masked(lines: Lines, fields: Any) -> None:
    structlog.get_logger().info("sent", **fields)
    assert "x-y-z" not in json.dumps(lines())
    assert HIDDEN in json.dumps(lines())


class Peculiar:
    """An object whose words hold a secret."""

    def __str__(self) -> str:
        return "Peculiar(hunter2)"


@pytest.mark.parametrize("value", ["a hunter2 b", ["hunter2"], {"k": "hunter2"}, Peculiar(), 'pass"word'])
def test_a_secret_value_is_masked_wherever_it_stands(lines: Lines, value: Any) -> None:
    structlog.get_logger().info("said", value=value)
    text = json.dumps(lines(), ensure_ascii=False)
    assert "hunter2" not in text
    assert 'pass\\"word' not in text


def test_a_secret_is_masked_in_the_event_in_a_librarys_words_and_in_a_traceback(lines: Lines) -> None:
    try:
        raise ValueError("refused: hunter2")
    except ValueError:
        structlog.get_logger().exception("hunter2 failed")
        logging.getLogger("aiosmtplib").warning("login with %s", "hunter2")
    assert "hunter2" not in json.dumps(lines())
    assert "ValueError" in lines()[0]["exception"]


def test_a_login_in_an_address_is_masked_though_nobody_named_it(lines: Lines) -> None:
    structlog.get_logger().error("lost", url="postgresql+psycopg://monitor:s3cr3t@db/monitor")
    assert lines()[0]["url"] == f"postgresql+psycopg://monitor:{HIDDEN}@db/monitor"


@pytest.mark.parametrize(
    "title", ["a\nb", "a\u2028b", "a\x1b[2Jb", "a\x85b", "a\u202eb", "a\ud800b"], ids=ascii
)
@pytest.mark.parametrize("as_json", [True, False], ids=["json", "readable"])
def test_a_title_cannot_begin_a_line_nor_move_the_cursor(
    stream: io.StringIO, title: str, as_json: bool
) -> None:
    configure_logs(stream, json=as_json, clock=lambda: NOW)
    structlog.get_logger().info("seen", title=title)
    text = stream.getvalue()
    assert len(text.splitlines()) == 1
    assert text.rstrip("\n").isprintable()
    text.encode("utf-8")


def test_a_long_value_is_cut(lines: Lines) -> None:
    structlog.get_logger().info("seen", title="长" * 10_000)
    assert len(lines()[0]["title"]) == LONGEST_VALUE + 1


def test_on_a_terminal_a_line_is_read_at_a_glance(stream: io.StringIO) -> None:
    configure_logs(stream, json=False, clock=lambda: NOW)
    structlog.get_logger().warning("visit_failed", site="portal", reason="timed out")
    assert stream.getvalue() == '09:00:00 warning  visit_failed  reason="timed out" site=portal\n'


def test_secrets_are_found_where_settings_name_their_variables() -> None:
    settings = {
        "mail": {"password_env": "SMTP_PASSWORD", "user": "m"},
        "alerts": [{"chat_env": ("CHAT", "NONE"), "more_env": None}],
    }
    environ = {"SMTP_PASSWORD": "hunter2", "CHAT": "tok", "EMPTY": "", "OTHER": "x"}
    assert secrets_of(settings, environ, "postgresql://m:p%40ss@db/m", "no address") == {
        "hunter2",
        "tok",
        "p@ss",
    }


def test_a_single_commands_fault_names_no_variables_value() -> None:
    stream = io.StringIO()
    plain_logs(lambda: stream)
    try:
        password = "hunter-" + "2"  # never written whole, so that no line of the source shows it
        try:
            raise RuntimeError("a bug")
        except RuntimeError:
            structlog.get_logger().exception("visit_failed", site=str(len(password)))
    finally:
        structlog.reset_defaults()
    assert "RuntimeError: a bug" in stream.getvalue()
    assert "\x1b" not in stream.getvalue(), "coloured for a terminal only"
    assert password not in stream.getvalue()


def test_work_that_logs_goes_on_when_nobody_reads_its_log_any_more() -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

        def flush(self) -> None:
            raise BrokenPipeError

    plain_logs(Closed)
    structlog.get_logger().error("reader_did_not_start", status=0)
