"""The server itself: it listens, answers, believes no stranger's headers, and ends when told."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.cli.test_commands import Desk, desk
from tests.cli.test_web_commands import run

__all__ = ["desk"]


@contextmanager
def serving(desk: Desk, *options: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """`monitor web` on any free port: its address, and the process."""
    paths = ["--config", str(desk.folder / "sites.toml"), "--db", desk.url]
    process = subprocess.Popen(
        [sys.executable, "-m", "monitor", "web", "--port", "0", *options, *paths], stderr=subprocess.PIPE, text=True
    )  # fmt: skip
    try:
        assert process.stderr is not None
        for line in process.stderr:
            if found := re.match(r"(http://\S+)/ \(Ctrl-C", line):
                yield found[1], process
                return
        pytest.fail("it ended without listening")
    finally:
        process.kill()
        process.communicate()


def test_it_answers_and_ends_when_told(desk: Desk) -> None:
    with serving(desk) as (url, process):
        assert httpx.get(f"{url}/login").status_code == 200
        assert httpx.get(f"{url}/login").headers.get("server") is None
        process.send_signal(signal.SIGINT)
        assert process.wait(20) in (0, 130)


@pytest.mark.parametrize(
    ("options", "address"),
    [
        pytest.param((), "127.0.0.1", id="no proxy"),
        pytest.param(("--behind-proxy",), "192.0.2.9", id="behind a proxy", marks=pytest.mark.soak),
        pytest.param(
            ("--behind-proxy", "--proxy", "192.0.2.1"), "127.0.0.1", id="behind a proxy elsewhere", marks=pytest.mark.soak
        ),
    ],
)  # fmt: skip
def test_only_the_proxys_word_is_taken_for_an_address(
    desk: Desk, options: tuple[str, ...], address: str
) -> None:
    with serving(desk, *options) as (url, _):
        httpx.get(f"{url}/feed/v1.json", headers={"X-Forwarded-For": "192.0.2.9"})
    [row] = [json.loads(line) for line in run(desk, "audit", "--json").output.splitlines()]
    assert (row["act"], row["address"]) == ("feed_refused", address)


def test_behind_an_https_proxy_browsers_are_told_to_stay_with_https(desk: Desk) -> None:
    with serving(desk, "--behind-proxy") as (url, _):
        answer = httpx.get(f"{url}/login", headers={"X-Forwarded-Proto": "https"})
    assert "strict-transport-security" in answer.headers
    assert "__Host-" in answer.headers["set-cookie"]
