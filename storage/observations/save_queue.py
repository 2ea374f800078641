"""Saves that wait for one another (合并写入): what arrives together goes in one transaction, and each hears of its own."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from monitor.domain.observation import Observation
from storage.db.retry import is_transient

#: Writes looks in one transaction and returns their ids.
WriteLooks = Callable[[Sequence[Observation[Any]]], Awaitable[Sequence[str]]]
#: Looks that wait for their save, and where their ids go.
_Waiting = tuple[Sequence[Observation[Any]], "asyncio.Future[Sequence[str]]"]


@dataclass(slots=True)
class SaveQueue:
    """What waits to be saved, and whose turn it is to write."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)  #: held by whoever writes
    _waiting: list[_Waiting] = field(default_factory=list)
    _saving: set["asyncio.Task[None]"] = field(default_factory=set)

    async def save(
        self, looks: Sequence[Observation[Any]], write: WriteLooks, gather_s: float = 0.0
    ) -> Sequence[str]:
        """*looks* with all that waits, once it is our turn, after *gather_s* seconds at the latest; returns their ids in order."""
        mine: asyncio.Future[Sequence[str]] = asyncio.get_running_loop().create_future()
        self._waiting.append((looks, mine))
        saving = asyncio.create_task(self._save_waiting(mine, write, gather_s))
        self._saving.add(saving)
        saving.add_done_callback(self._saving.discard)
        return await asyncio.shield(mine)

    async def finish(self, write: WriteLooks) -> None:
        """Save what still waits, at once, and wait for every save under way."""
        if self._waiting:
            await self._save_waiting(None, write, 0.0)
        while self._saving:
            await asyncio.wait(self._saving)

    async def _save_waiting(
        self, mine: "asyncio.Future[Sequence[str]] | None", write: WriteLooks, gather_s: float
    ) -> None:
        """Save all that waits, unless what *mine* stands for went along with another save; None: it stands for all."""
        if mine is not None and gather_s:
            await asyncio.wait([mine], timeout=gather_s)
        async with self.turn:
            if mine is None or not mine.done():
                batch, self._waiting = self._waiting, []
                await self._save_batch(batch, write)

    async def _save_batch(self, batch: Sequence[_Waiting], write: WriteLooks) -> Exception | None:
        """Save *batch* and tell everybody in it; returns what one look that was alone in it met."""
        try:
            ids = await write([look for looks, _ in batch for look in looks])
        except Exception as error:
            if len(batch) > 1:
                await self._save_each(batch, write)
                return None
            for _, future in batch:
                future.set_exception(error)
            return error
        except BaseException:  # the program ends
            for _, future in batch:
                future.cancel()
            raise
        start = 0
        for looks, future in batch:
            future.set_result(ids[start : start + len(looks)])
            start += len(looks)
        return None

    async def _save_each(self, batch: Sequence[_Waiting], write: WriteLooks) -> None:
        """Save each alone; trouble of the store's own that two in a row meet is told to the rest: a lock would keep each for half a minute."""
        last: Exception | None = None
        for n, one in enumerate(batch):
            error = await self._save_batch([one], write)
            if error is not None and last is not None and is_transient(error) and is_transient(last):
                for _, future in batch[n + 1 :]:
                    future.set_exception(error)
                return
            last = error
