"""Our side of the wall: a few reader processes, fed ahead of time, killed when a page takes too much, replaced at once."""

import asyncio
import itertools
import json
import os
import pickle
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog

from monitor.domain.reach import Reason
from probes.wall.base import P, ReaderBroke, T, too_costly
from probes.wall.frames import HEAD, MOST_BYTES, READY, frame, result_of

log = structlog.get_logger()

#: Pages that a reader holds at a time: it never waits for the next one while we are busy.
AHEAD = 4
#: Pages that wait here for a reader; whoever has more to read waits with them in his own hands.
MOST_WAITING = 256
#: Readers at a time, where a machine has more processors.
MOST_READERS = 4
#: A result of so many bytes is unpacked beside the loop: a page may list tens of thousands of items.
LARGE = 256 * 1024
#: A spare reader stays so long for the next slow page: to start one costs as much as forty pages.
SPARE_S = 60.0
#: Readers that never begin to read are given up after so many, in this long each.
FALSE_STARTS, START_S = 3, 60.0
#: What a reader may know of our environment: no secret stands in these.
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT", "LD_LIBRARY_PATH", "PYTHONHOME")
#: Modules that every reader loads before its first page.
READERS = (
    "probes.pages.readings",
    "probes.pages.article.article",
    "probes.pages.guide.guide",
    "probes.pages.listing.homepage",
)
#: Signals by which the kernel ends a reader that took too much: processor time, wall time, memory.
_COSTLY = {signal.SIGPROF: "processor time", signal.SIGALRM: "time", signal.SIGKILL: "memory of the machine"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one page may take. [DEC]: the slowest honest page known takes 0.3 s and 90 MB."""

    cpu_s: float = 2.0  #: processor time
    wall_s: float = 10.0  #: on the clock, on a machine however busy
    memory_bytes: int = 768 * 1024 * 1024  #: of addresses, for the whole reader
    grown_bytes: int = 160 * 1024 * 1024  #: a reader that holds more after a page makes room for a fresh one
    take_s: float | None = 0.06  #: processor time for taking its result over, when our loop stands still
    slow_s: float = 0.15  #: after so long the pages behind it are read elsewhere


@dataclass(eq=False, slots=True)
class _Page:
    """One thing to read, until it is read."""

    number: int
    content: bytes
    done: asyncio.Future[bytes | ReaderBroke]
    places: int = 0  #: where it waits or is read: in more than one once a page before it was slow
    tries: int = 0


@dataclass(eq=False, slots=True)
class _Reader:
    """One process on the other side."""

    ours: socket.socket
    process: subprocess.Popen[bytes] | None = None  #: None until it was started
    is_unwanted: bool = False  #: to be killed, also where it only starts
    owed: dict[int, _Page] = field(default_factory=dict)  #: in the order sent; the first is under way
    writer: asyncio.StreamWriter | None = None
    is_ready: bool = False
    is_slow: bool = False
    is_overdue: bool = False
    is_leaving: bool = False  #: a spare one that ends if it is still spare in a while
    timer: asyncio.TimerHandle | None = None
    task: asyncio.Task[None] | None = None

    def kill(self) -> None:
        """End it, whatever it is at."""
        self.is_unwanted = True
        if self.process is not None:
            self.process.kill()


class ReadingPool:
    """
    A `Wall` of *size* processes (default: as many as processors, four at most), started when there is something to read.

    Pages are handed over ahead and answered one by one, so a round trip costs nothing while there is work, and
    the page that ends a reader is known: it alone becomes a `ReaderBroke` (after a second try where the fault
    may have been the machine's); those behind it are read by the next one. Where a page takes longer than
    `slow_s`, a spare reader serves the others meanwhile. Belongs to one event loop; `close()` kills what runs.
    """

    def __init__(
        self,
        size: int | None = None,
        limits: Limits | None = None,
        preload: Sequence[str] = READERS,
    ) -> None:
        self.size = size or min(MOST_READERS, len(os.sched_getaffinity(0)))
        self.limits = limits or Limits()
        self.observer: Callable[[ReaderBroke], None] = lambda broke: (
            None
        )  #: hears of each page without a result
        self.given_up = 0  #: how many there were
        self.started = 0  #: readers started
        self._preload = tuple(preload)
        self._numbers = itertools.count(READY + 1)
        self._seats = asyncio.Semaphore(MOST_WAITING)
        self._waiting: deque[_Page] = deque()
        self._readers: list[_Reader] = []
        self._false_starts = 0
        self._closed = False

    async def read(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T | ReaderBroke:
        """See `probes.wall.base.Wall`. Raises RuntimeError after `close`."""
        async with self._seats:
            if self._closed:
                raise RuntimeError("the wall is closed: nothing is read any more")
            content = pickle.dumps((function, args, kwargs), protocol=5)
            page = _Page(next(self._numbers), content, asyncio.get_running_loop().create_future())
            self._wait(page, first=False)
            self._hand_out()
            answer = await page.done
        if not isinstance(answer, ReaderBroke):
            try:
                found: T | ReaderBroke = (
                    result_of(answer) if len(answer) < LARGE else await asyncio.to_thread(result_of, answer)
                )
            except Exception as error:  # a reader that a page took over may send anything
                found = ReaderBroke(f"{Reason.READER_BROKE}:bad_result", repr(error)[:300])
        else:
            found = answer
        if isinstance(found, ReaderBroke):
            self._tell(function, (*args, *kwargs.values()), found)
        return found

    async def close(self) -> None:
        """Kill the readers, whatever they are at; who still waits for a page is cancelled."""
        self._closed = True
        waiting = [*self._waiting, *(page for one in self._readers for page in one.owed.values())]
        for page in waiting:
            page.done.cancel()
        self._waiting.clear()
        readers = list(self._readers)
        for one in readers:
            one.kill()
        await asyncio.gather(*(one.task for one in readers if one.task is not None))

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of the readers that live."""
        return tuple(one.process.pid for one in self._readers if one.process is not None)

    # -- handing over ------------------------------------------------------------------------------------------

    def _wait(self, page: _Page, *, first: bool) -> None:
        page.places += 1
        if first:
            self._waiting.appendleft(page)
        else:
            self._waiting.append(page)

    def _hand_out(self) -> None:
        while self._waiting:
            reader = self._with_room()
            if reader is None:
                return
            page = self._waiting.popleft()
            if page.done.done() or page.number in reader.owed:  # taken back, and its reader is quick again
                page.places -= 1
                continue
            reader.owed[page.number] = page
            if reader.writer is not None:
                reader.writer.write(frame(page.number, page.content))
            if reader.is_ready and len(reader.owed) == 1:
                self._time(reader)

    def _with_room(self) -> _Reader | None:
        """The least busy reader with room, or a fresh one while there may be more: spares only for slow ones."""
        quick = [one for one in self._readers if not one.is_slow]
        best = min(quick, key=lambda one: len(one.owed), default=None)
        if best is not None and len(best.owed) < AHEAD and (not best.owed or len(self._readers) >= self.size):
            return best
        if len(quick) < self.size and len(self._readers) < 2 * self.size:
            return self._start()
        return best if best is not None and len(best.owed) < AHEAD else None

    def _start(self) -> _Reader:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        reader = _Reader(ours)
        self._readers.append(reader)
        self.started += 1
        reader.timer = asyncio.get_running_loop().call_later(START_S, reader.kill)
        reader.task = asyncio.create_task(self._attend(reader, theirs), name="reader")
        return reader

    def _spawn(self, reader: _Reader, theirs: socket.socket) -> None:
        """In a thread: on a busy machine a process takes a tenth of a second to begin."""
        said = {
            "cpu_s": self.limits.cpu_s,
            "wall_s": self.limits.wall_s,
            "memory_bytes": self.limits.memory_bytes,
            "grown_bytes": self.limits.grown_bytes,
            "take_s": self.limits.take_s,
            "preload": self._preload,
        }
        known = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        known["PYTHONPATH"] = os.pathsep.join(one or os.getcwd() for one in sys.path)
        with theirs:
            reader.process = subprocess.Popen(
                [sys.executable, "-m", "probes.wall.child", json.dumps(said)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env=known,
            )
        if reader.is_unwanted:  # called off meanwhile
            reader.process.kill()

    # -- answers, and their end --------------------------------------------------------------------------------

    async def _attend(self, reader: _Reader, theirs: socket.socket) -> None:
        """Start *reader*, take what it sends until it ends, then see to what it left."""
        try:
            await asyncio.to_thread(self._spawn, reader, theirs)
            stream, reader.writer = await asyncio.open_connection(sock=reader.ours, limit=1 << 18)
            for page in reader.owed.values():
                reader.writer.write(frame(page.number, page.content))
            while True:
                number, length = HEAD.unpack(await stream.readexactly(HEAD.size))
                if length > 2 * MOST_BYTES:
                    break
                self._take(reader, number, await stream.readexactly(length))
        except asyncio.IncompleteReadError:
            pass
        except OSError as error:
            if reader.process is None:
                log.error(
                    "reader_not_started",
                    error=str(error),
                    remedy="free memory, or raise the limit of processes",
                )
        finally:
            if reader.timer is not None:
                reader.timer.cancel()
            if reader.writer is not None:
                reader.writer.close()
            else:
                reader.ours.close()
            status = await _ended(reader.process) if reader.process is not None else 0
            self._readers.remove(reader)
            if not self._closed:
                self._see_to(reader, status)

    def _take(self, reader: _Reader, number: int, answer: bytes) -> None:
        if number == READY:
            reader.is_ready, self._false_starts = True, 0
        else:
            page = reader.owed.pop(number, None)
            if page is None:
                return
            page.places -= 1
            if not page.done.done():
                page.done.set_result(answer)
        reader.is_slow = False
        self._hand_out()
        self._time(reader)
        if self._spare() and not reader.owed and not reader.is_leaving:
            reader.is_leaving = True
            asyncio.get_running_loop().call_later(SPARE_S, self._retire, reader)

    def _spare(self) -> bool:
        """Whether there are more readers than are wanted while no page is slow."""
        return sum(not one.is_slow for one in self._readers) > self.size

    def _retire(self, reader: _Reader) -> None:
        reader.is_leaving = False
        if self._spare() and not reader.owed and reader.writer is not None:
            reader.is_slow = True  # gets no more pages; its end is the end of its input
            reader.writer.close()

    def _time(self, reader: _Reader) -> None:
        """The clock of the page that is under way now, if one is."""
        if reader.timer is not None:
            reader.timer.cancel()
            reader.timer = None
        if reader.owed:
            loop = asyncio.get_running_loop()
            reader.timer = loop.call_later(self.limits.slow_s, self._lags, reader)

    def _lags(self, reader: _Reader) -> None:
        """The page under way is slow: what waits behind it is read elsewhere, and its own time runs."""
        reader.is_slow = True
        for page in reversed(list(reader.owed.values())[1:]):
            if page.places == 1 and not page.done.done():
                self._wait(page, first=True)
        left = max(self.limits.wall_s - self.limits.slow_s, 0.0) + 0.5  # the kernel's clock rings first
        reader.timer = asyncio.get_running_loop().call_later(left, self._is_overdue, reader)
        self._hand_out()

    def _is_overdue(self, reader: _Reader) -> None:
        reader.is_overdue = True
        reader.kill()

    def _see_to(self, reader: _Reader, status: int) -> None:
        """What *reader* left unread when it ended with *status*: others read on, and one page may be the reason."""
        owed = list(reader.owed.values())
        if not reader.is_ready:
            self._false_start(owed, status)
            return
        guilty = owed.pop(0) if owed and status != 0 else None
        for page in reversed(owed):
            self._leave(page)
        if guilty is not None:
            broke = _why(status, reader.is_overdue)
            guilty.tries += 1
            if status == -signal.SIGPROF or guilty.tries > 1:
                guilty.places -= 1
                if not guilty.done.done():
                    guilty.done.set_result(broke)
            else:
                self._leave(guilty)
        self._hand_out()

    def _leave(self, page: _Page) -> None:
        """*page* is no longer where it was; it waits again unless it waits or is read elsewhere too."""
        page.places -= 1
        if not page.places and not page.done.done():
            self._wait(page, first=True)

    def _false_start(self, owed: list[_Page], status: int) -> None:
        """A reader that never began to read: another one is tried, but not for ever."""
        self._false_starts += 1
        log.error("reader_did_not_start", status=status, remedy="see standard error for what it said")
        for page in reversed(owed):
            self._leave(page)
        if self._false_starts >= FALSE_STARTS:
            self._false_starts = 0
            for page in self._waiting:
                page.places -= 1
                if not page.done.done():
                    page.done.set_result(ReaderBroke(f"{Reason.READER_BROKE}:no_reader", f"status {status}"))
            self._waiting.clear()
        self._hand_out()

    def _tell(self, function: Callable[..., Any], args: Sequence[Any], broke: ReaderBroke) -> None:
        """Name the page to the operator."""
        self.given_up += 1
        self.observer(broke)
        addresses = (
            one for one in args if isinstance(one, str) and one[:8].startswith(("http://", "https://"))
        )
        log.warning(
            "page_given_up",
            reader=f"{function.__module__}.{function.__qualname__}",
            page=next(addresses, "")[:300],
            reason=broke.reason,
            detail=broke.detail,
        )


async def _ended(process: subprocess.Popen[bytes]) -> int:
    """The status of *process*, which is at its end, or made to be."""
    pause_s = 0.001
    for _ in range(10):  # it closed its side; its status comes a moment later
        if (status := process.poll()) is not None:
            return status
        await asyncio.sleep(pause_s)
        pause_s *= 2
    process.kill()
    return await asyncio.to_thread(process.wait)


def _why(status: int, is_overdue: bool) -> ReaderBroke:
    if is_overdue:
        return too_costly("time")
    number = signal.Signals(-status) if status < 0 else None
    if number in _COSTLY:
        return too_costly(_COSTLY[number])
    name = number.name.lower() if number is not None else f"status_{status}"
    return ReaderBroke(f"{Reason.READER_BROKE}:{name}", "the reader ended in the middle of the page")
