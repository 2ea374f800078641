"""Passwords (口令): argon2 hashes; a wrong name costs the same time as a wrong password."""

import asyncio
import heapq
import itertools
import unicodedata
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

#: The shortest password accepted, in characters.
SHORTEST = 10
#: Hashes made at the same time: each takes a core, and the pages need one too.
AT_ONCE = 1
#: One more is for ranks below this, of whom we know something: they wait for no stranger's hash to end.
STRANGERS = 1000
#: Comparisons that may wait for their turn: about half a second's work.
WAITING = 8


class Busy(Exception):
    """So many passwords wait to be compared that this one would wait too long; try again soon."""


class Passwords:
    """Hashes and compares, in threads of its own, never many at a time, and never with a long queue."""

    def __init__(self, hasher: PasswordHasher | None = None, at_once: int = AT_ONCE) -> None:
        # argon2id with one pass over 46 MiB in one lane, the first of the settings that OWASP names: 0.07 s of one core.
        # The library's own take three times as long, for which a flood at the door would make everybody wait.
        self._hasher = hasher or PasswordHasher(time_cost=1, memory_cost=47_104, parallelism=1)
        self._threads = ThreadPoolExecutor(at_once + 1, thread_name_prefix="passwords")
        self._free = at_once + 1
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._nobody = self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """What is stored of *password*."""
        return self._hasher.hash(_same_letters(password))

    def check_room(self, rank: int) -> None:
        """Raises Busy when `fits` would at once: before anything else is done for whoever must go anyway."""
        if len(self._waiting) >= WAITING and max(self._waiting)[0] <= rank:
            raise Busy

    async def fits(self, password: str, stored: str | None, rank: int = 0) -> bool:
        """
        Whether *password* is the stored one; for None the same work is done, and the answer is no.

        The lowest *rank* has its turn first. When the queue is full, the highest rank must go: Busy is raised for
        it, or for this one.
        """
        async with self._seat(rank):
            return await asyncio.get_running_loop().run_in_executor(
                self._threads, self._fits, password, stored
            )

    async def renewed(self, password: str, stored: str) -> str:
        """*stored*, or a new hash when it was made with other settings than today's and there is time for it."""
        if not self._hasher.check_needs_rehash(stored):
            return stored
        try:
            async with self._seat(0):
                return await asyncio.get_running_loop().run_in_executor(self._threads, self.hash, password)
        except Busy:
            return stored

    @asynccontextmanager
    async def _seat(self, rank: int) -> AsyncIterator[None]:
        await self._take(rank)
        try:
            yield
        finally:
            self._leave()

    async def _take(self, rank: int) -> None:
        if self._has_seat(rank):
            self._free -= 1
            return
        self.check_room(rank)
        if len(self._waiting) >= WAITING:
            last = max(self._waiting)
            self._waiting.remove(last)
            heapq.heapify(self._waiting)
            last[2].set_exception(Busy())
        mine = (rank, next(self._order), asyncio.get_running_loop().create_future())
        heapq.heappush(self._waiting, mine)
        try:
            await mine[2]
        except asyncio.CancelledError:
            if mine in self._waiting:
                self._waiting.remove(mine)
                heapq.heapify(self._waiting)
            elif not mine[2].cancelled() and mine[2].exception() is None:
                self._leave()
            raise

    def _has_seat(self, rank: int) -> bool:
        return self._free > (1 if rank >= STRANGERS else 0)

    def _leave(self) -> None:
        self._free += 1
        while self._waiting and self._has_seat(self._waiting[0][0]):
            _, _, turn = heapq.heappop(self._waiting)
            if not turn.done():
                self._free -= 1
                turn.set_result(None)
                return

    def _fits(self, password: str, stored: str | None) -> bool:
        try:
            return self._hasher.verify(stored or self._nobody, _same_letters(password)) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def _same_letters(password: str) -> str:
    """The same for every keyboard: full-width and composed letters become plain ones."""
    return unicodedata.normalize("NFKC", password)
