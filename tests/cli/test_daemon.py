"""`monitor daemon` as a process: killed, started again, told to read its configuration anew, asked to end."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_commands import CONFIG

#: A process on a loaded machine is given this long to say a word.
PATIENCE_S = 60.0


class Process:
    """One daemon, and what it says."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "daemon.log"
        self.log.write_bytes(b"")
        with self.log.open("ab") as out:
            self.popen = subprocess.Popen(
                [sys.executable, "-m", "monitor", "daemon", "--config", str(folder / "sites.toml"), "--db", str(folder / "m.db")],
                stdout=out, stderr=out, env={**os.environ, "MONITOR_CONFIG": "", "PYTHONUNBUFFERED": "1"},
            )  # fmt: skip

    def says(self, word: str, times: int = 1) -> bool:
        """Whether *word* stands in its log, waited for."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if self.log.read_text("utf-8").count(word) >= times:
                return True
            if self.popen.poll() is not None:
                return self.log.read_text("utf-8").count(word) >= times
            time.sleep(0.05)
        return False


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = CONFIG.replace("http://www.example.gov.cn", "http://127.0.0.1:9")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    (tmp_path / "sites.toml").write_text(f'{text}\n[daemon]\nlisten = "127.0.0.1:{port}"\n', encoding="utf-8")
    return tmp_path


@pytest.fixture
def processes() -> Iterator[list[Process]]:
    started: list[Process] = []
    yield started
    for one in started:
        if one.popen.poll() is None:
            one.popen.kill()
        one.popen.wait()


@pytest.mark.soak
def test_it_survives_being_killed_takes_over_and_ends_gracefully(
    folder: Path, processes: list[Process]
) -> None:
    first = Process(folder)
    processes.append(first)
    assert first.says("daemon_started"), first.log.read_text("utf-8")
    first.popen.send_signal(signal.SIGKILL)
    first.popen.wait()
    with sqlite3.connect(folder / "m.db") as connection:
        assert connection.execute("SELECT count(*) FROM lease").fetchone() == (1,), "it still stands"
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
    connection.close()
    second = Process(folder)
    processes.append(second)
    assert second.says("daemon_started"), second.log.read_text("utf-8")
    third = Process(folder.with_name(folder.name))
    processes.append(third)
    assert third.popen.wait(PATIENCE_S) == 2
    assert third.says("already works on this database")
    assert "not_listening" not in third.log.read_text("utf-8"), "the port is the other's, and nothing to free"
    second.popen.send_signal(signal.SIGTERM)
    assert second.popen.wait(PATIENCE_S) == 0
    with sqlite3.connect(folder / "m.db") as connection:
        assert connection.execute("SELECT count(*) FROM lease").fetchone() == (0,)
    connection.close()


def test_a_bad_configuration_is_refused_and_the_old_one_goes_on(
    folder: Path, processes: list[Process]
) -> None:
    one = Process(folder)
    processes.append(one)
    assert one.says("daemon_started"), one.log.read_text("utf-8")
    good = (folder / "sites.toml").read_text("utf-8")
    (folder / "sites.toml").write_text(good + '\nsurprise = "yes"\n', "utf-8")
    one.popen.send_signal(signal.SIGHUP)
    assert one.says("old_configuration_goes_on")
    assert "surprise" in one.log.read_text("utf-8")
    (folder / "sites.toml").write_text(good.replace("示例区人民政府", "示例新区人民政府"), "utf-8")
    one.popen.send_signal(signal.SIGHUP)
    assert one.says("configuration_reloaded")
    one.popen.send_signal(signal.SIGTERM)
    assert one.popen.wait(PATIENCE_S) == 0


@pytest.mark.soak
def test_a_password_that_is_not_set_is_said_at_the_start_and_refused_by_a_reload(
    folder: Path, processes: list[Process]
) -> None:
    path = folder / "sites.toml"
    good = path.read_text("utf-8").replace("[centre]", '[centre]\nemail = ["centre@example.gov.cn"]')
    mail = '\n[mail]\nhost = "127.0.0.1"\nuser = "u"\npassword_env = "NOT_SET_HERE"\nsender = "m@example.gov.cn"\n'
    path.write_text(good + mail, "utf-8")
    one = Process(folder)
    processes.append(one)
    assert one.popen.wait(PATIENCE_S) == 2
    assert one.says("NOT_SET_HERE is not set")
    path.write_text(good, "utf-8")
    two = Process(folder)
    processes.append(two)
    assert two.says("daemon_started"), two.log.read_text("utf-8")
    for text in (good + mail, None):
        path.unlink() if text is None else path.write_text(text, "utf-8")
        two.popen.send_signal(signal.SIGHUP)
        assert two.says("old_configuration_goes_on", 2 if text is None else 1)
    assert "NOT_SET_HERE is not set" in two.log.read_text("utf-8")
    two.popen.send_signal(signal.SIGTERM)
    assert two.popen.wait(PATIENCE_S) == 0
    assert "Traceback" not in two.log.read_text("utf-8")
