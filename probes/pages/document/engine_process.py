"""
The process in which pages' scripts run (脚本进程): small, with engines made ready, and each page in a child of its own.

A child that a script takes with it, or that is not done in its time, is ended and costs nobody else anything. The process
knows nothing of any page and lives as long as the one that asks it; it is started where a first page has scripts to run.
"""

import gc
import json
import os
import select
import signal
import struct
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple, fields
from datetime import datetime
from typing import Any

from probes.pages.document.engine import CPU_S, MOST_OUTPUT, TOO_MUCH, Script, make_ready, run_here
from probes.pages.document.script_output import ScriptOutput

#: Seconds on the clock of a busy machine for one page's scripts.
WALL_S = 3.0
#: So much later than that the process is given up, and so long it may take to begin.
_GRACE_S, _START_S = 3.0, 20.0
_LENGTH, _SECONDS = struct.Struct("!Q"), struct.Struct("!d")
_ENGINES = 2  # a page's scripts run at up to two moments


def run_apart(scripts: Sequence[Script], given: str, moments: Sequence[datetime]) -> ScriptOutput:
    """
    What the scripts write at each of *moments*; a second moment is tried only where a script asked for the time.

    *given*: what the engine is told of the page, as JSON. Without processes to start nothing is run.
    """
    if not hasattr(os, "posix_spawn") or not hasattr(os, "fork"):
        return ScriptOutput((), (), "its scripts cannot be run on this system", timed=True)
    asked = [[astuple(one) for one in scripts], [one.isoformat() for one in moments]]
    told = _HELD.ask(json.dumps(asked).encode(), given.encode())
    with suppress(ValueError, TypeError, KeyError):
        return ScriptOutput(*map(_in_tuples, json.loads(told)))
    return ScriptOutput((), (), TOO_MUCH, timed=True)


def _in_tuples(told: Any) -> Any:
    """*told*, its lists as the tuples that they were."""
    return tuple(map(_in_tuples, told)) if isinstance(told, list) else told


# -- the side of whoever reads pages ------------------------------------------------------------------------------


class _Held:
    """The one process that runs scripts for this one."""

    def __init__(self) -> None:
        #: processor seconds of it and its children, of all pages
        self.spent_s = 0.0
        self.forget()

    def forget(self) -> None:
        """In a copy of this process: the other one's is not ours."""
        for one in (getattr(self, "_to", -1), getattr(self, "_from", -1)):
            if one >= 0:
                os.close(one)
        self._lock = threading.Lock()
        self._pid = self._to = self._from = -1

    def ask(self, *parts: bytes) -> bytes:
        """The answer to *parts*; empty where there is none. A process that ended meanwhile is started anew, once."""
        with self._lock:
            for _ in range(2):
                try:
                    wait_s = WALL_S + _GRACE_S + (_START_S if self._pid < 0 else 0)
                    if self._pid < 0:
                        self._start()
                    until = time.monotonic() + wait_s
                    for part in parts:
                        _say(self._to, part, until)
                    answer = _heard(self._from, until)
                    self.spent_s += _SECONDS.unpack_from(answer)[0]
                    return answer[_SECONDS.size :]
                except TimeoutError:
                    self._end()
                    return b""
                except (OSError, EOFError):  # gone
                    self._end()
                except BaseException:  # cut short: what it says next would be taken for another page's
                    self._end()
                    raise
            return b""

    def _start(self) -> None:
        theirs_in, self._to = os.pipe()
        self._from, theirs_out = os.pipe()
        try:
            path = os.pathsep.join(_paths())
            self._pid = os.posix_spawn(
                sys.executable,
                [sys.executable, "-P", "-S", "-m", "probes.pages.document.engine_process"],
                # hours that a script writes are those of Shanghai, whatever the machine's zone
                {"PYTHONPATH": path, "TZ": "CST-8"},
                file_actions=[(os.POSIX_SPAWN_DUP2, theirs_in, 0), (os.POSIX_SPAWN_DUP2, theirs_out, 1)],
            )
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        os.set_blocking(self._to, False)

    def _end(self) -> None:
        if self._pid > 0:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(self._pid, 0)
        for one in (self._to, self._from):
            if one >= 0:
                os.close(one)
        self._pid = self._to = self._from = -1


_HELD = _Held()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_HELD.forget)


def _paths() -> Iterator[str]:
    """Where this process finds its modules: the directory that it is in only where it looks there itself, and not where that is gone."""
    for one in sys.path:
        with suppress(OSError):
            yield one or os.getcwd()


def _say(to: int, said: bytes, until: float | None = None) -> None:
    """Tell the other side, which takes all of it *until* then or is given up: somebody may have stopped it."""
    left = memoryview(_LENGTH.pack(len(said)) + said)
    while left:
        if until is not None and not _is_ready(to, select.POLLOUT, until):
            raise TimeoutError
        left = left[os.write(to, left) :]


def _heard(source: int, until: float | None = None) -> bytes:
    """What the other side says next, at the latest *until*; raises an OSError where it says nothing more."""
    (length,) = _LENGTH.unpack(_read(source, _LENGTH.size, until))
    return _read(source, length, until)


def _read(source: int, length: int, until: float | None) -> bytes:
    found = bytearray()
    while len(found) < length:
        if until is not None and not _is_ready(source, select.POLLIN, until):
            raise TimeoutError
        if not (more := os.read(source, min(length - len(found), 1 << 20))):
            raise EOFError
        found += more
    return bytes(found)


def _is_ready(file: int, way: int, until: float) -> bool:
    """Whether there is something to read from *file*, or room to write to it, before *until* (`select` knows no more than 1,024 open files)."""
    waits = select.poll()
    waits.register(file, way)
    return bool(waits.poll(1000 * max(0.0, until - time.monotonic())))


# -- the process ---------------------------------------------------------------------------------------------------


def main() -> None:
    """Run the scripts of page after page, until nobody asks any more."""
    import resource  # there is none where no process is ever started

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for whoever asks; we end when he goes
    gc.disable()  # nothing of ours is touched by a child, so nothing of it is copied
    make_ready(_ENGINES)
    before_s = time.process_time()
    with suppress(OSError, EOFError):
        while True:
            asked, given = _heard(0), _heard(0)
            told = _in_child(asked, given)
            of_children = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent_s = time.process_time() + of_children.ru_utime + of_children.ru_stime
            _say(1, _SECONDS.pack(spent_s - before_s) + told)
            before_s = spent_s


def _in_child(asked: bytes, given: bytes) -> bytes:
    """What a child of this process tells of one page's scripts; nothing where it was cut short."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _as_child(writing, asked, given)
    os.close(writing)
    try:
        return _told_by(reading)
    finally:
        os.close(reading)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(child, 0)


def _as_child(writing: int, asked: bytes, given: bytes) -> None:
    """Run, tell, end."""
    try:
        os.close(0)
        os.close(1)
        for number in (signal.SIGPROF, signal.SIGALRM, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, WALL_S)
        signal.setitimer(signal.ITIMER_PROF, 1.5 * CPU_S)
        scripts, moments = json.loads(asked)
        ran = run_here(
            [Script(*one) for one in scripts],
            given.decode(),
            [datetime.fromisoformat(one) for one in moments],
        )
        told = json.dumps([getattr(ran, one.name) for one in fields(ran)]).encode()
        while told:
            told = told[os.write(writing, told) :]
    finally:
        os._exit(0)


def _told_by(reading: int) -> bytes:
    """All that the child says before its time is up; nothing of one that was cut short is usable."""
    found = bytearray()
    ends = time.monotonic() + WALL_S + 0.2
    while _is_ready(reading, select.POLLIN, ends):
        more = os.read(reading, 1 << 16)
        if not more:
            return bytes(found)
        found += more
        if len(found) > 8 * MOST_OUTPUT:
            return b""
    return b""


if __name__ == "__main__":
    main()
