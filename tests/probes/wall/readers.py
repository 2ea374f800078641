"""Readers that do to a process what pages have done, or could do, to a parser."""

import ctypes
import os
import signal
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Found:
    """A result like those of the real readers."""

    title: str
    on: date
    at: datetime
    process: int


def well(title: str, at: datetime) -> Found:
    return Found(title, at.date(), at + timedelta(days=1), os.getpid())


def endless(title: str, at: datetime) -> Found:
    while True:
        pass


def asleep(title: str, at: datetime) -> Found:
    signal.pause()
    raise AssertionError("nothing wakes it")


def greedy(title: str, at: datetime) -> Found:
    held = []
    while True:
        held.append(bytearray(1 << 24))


def crashes(title: str, at: datetime) -> Found:
    ctypes.string_at(0)
    raise AssertionError("address 0 cannot be read")


def killed(title: str, at: datetime) -> Found:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("it is dead")


def raises(title: str, at: datetime) -> Found:
    raise ValueError("Invalid IPv6 URL")


def writes_files(folder: str) -> str:
    try:
        (Path(folder) / "x").write_text("x")
    except OSError as error:
        return type(error).__name__
    return "written"


def secrets() -> tuple[str, ...]:
    return tuple(sorted(os.environ))


class Smuggled:
    """What a reader that a page took over might send."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("/tmp/smuggled-through-the-wall",)


def smuggles() -> Smuggled:
    return Smuggled()


def many_small_things() -> list[Found]:
    day = date(2026, 11, 20)
    at = datetime(2026, 11, 20).astimezone()
    return [Found(str(n), day, at, n) for n in range(10_000)]
