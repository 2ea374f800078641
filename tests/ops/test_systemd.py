"""What systemd hears, over a real socket."""

import os
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.ops.systemd import Notifier


@pytest.fixture(params=["path", "abstract"])
def systemd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Notifier, socket.socket]]:
    name = str(tmp_path / "notify") if request.param == "path" else f"@monitor-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(name.replace("@", "\0", 1) if name.startswith("@") else name)
        ear.settimeout(5)
        yield Notifier({"NOTIFY_SOCKET": name}), ear


def test_systemd_hears_each_word(systemd: tuple[Notifier, socket.socket]) -> None:
    notifier, ear = systemd
    notifier.ready()
    notifier.watchdog()
    notifier.status("24 visits\nREADY=0")
    notifier.stopping()
    assert [ear.recv(200).decode() for _ in range(4)] == [
        "READY=1",
        "WATCHDOG=1",
        "STATUS=24 visits READY=0",
        "STOPPING=1",
    ]


@pytest.mark.parametrize(
    "environ",
    [{}, {"NOTIFY_SOCKET": ""}, {"NOTIFY_SOCKET": "vsock:2:1"}, {"NOTIFY_SOCKET": "/nowhere/notify"}],
    ids=["absent", "empty", "other-kind", "gone"],
)
def test_without_a_listener_nothing_happens(environ: dict[str, str]) -> None:
    Notifier(environ).ready()


@pytest.mark.parametrize(
    ("environ", "interval"),
    [
        ({"WATCHDOG_USEC": "60000000"}, timedelta(seconds=30)),
        ({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "0"}, None),
        ({}, None),
    ],
    ids=["asked", "another-process", "zero", "not-asked"],
)
def test_the_watchdog_is_fed_at_half_its_patience(
    environ: dict[str, str], interval: timedelta | None
) -> None:
    assert Notifier(environ).interval == interval
