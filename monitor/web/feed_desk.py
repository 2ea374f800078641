"""The whole feed document for a moment, from stored verdicts; kept while nothing new is stored."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from monitor import feed
from monitor.domain.site import Watch
from monitor.domain.verdict import Verdict
from monitor.web.seams import Web
from storage import changes

#: Decides anew, from what was stored until then, for every subject; by subject id.
Judge = Callable[[datetime], Awaitable[Mapping[str, Sequence[Verdict]]]]

#: A past moment whose newest stored verdict is older than this is judged anew.
OLD = timedelta(days=2)
#: Documents kept.
KEPT = 8


class FeedDesk:
    """Makes documents one at a time, and keeps the last few."""

    def __init__(self, judge: Judge | None) -> None:
        self._judge = judge
        self._turn = asyncio.Lock()
        self._watch: Watch | None = None
        self._kept: OrderedDict[tuple[datetime, int], dict[str, Any]] = OrderedDict()

    async def document(self, web: Web, as_of: datetime | None) -> dict[str, Any]:
        """
        The document as of a past moment, or now: then of this minute, or of the newest thing stored in it.

        So the same bytes are given until something new is stored or a minute passes.
        """
        async with self._turn:
            now = web.clock()
            async with web.store.database.read() as connection:
                last = await changes.last_number(connection)
            if self._watch is not web.watch():
                self._watch = web.watch()
                self._kept.clear()
            minute = now.replace(second=0, microsecond=0)
            key = (as_of or minute, last)
            if key not in self._kept:
                made = await (self._past(web, as_of, now) if as_of else self._present(web, now, minute))
                self._kept[key] = made
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]

    async def _present(self, web: Web, now: datetime, minute: datetime) -> dict[str, Any]:
        given = _of_one_edition(await web.store.latest_verdicts(now))
        newest = await web.store.newest_looks(now)
        decided = [one.decided_at for verdicts in given.values() for one in verdicts]
        moment = max([minute, *decided, *newest.values()])
        return feed.document(web.watch(), given, as_of=moment, generated_at=moment, newest=newest)

    async def _past(self, web: Web, as_of: datetime, now: datetime) -> dict[str, Any]:
        given = _of_one_edition(await web.store.latest_verdicts(as_of))
        if self._judge is not None and any(
            _is_old(given.get(one.id, ()), as_of) for one in web.watch().sites
        ):
            given.update(await self._judge(as_of))
        newest = await web.store.newest_looks(as_of)
        return feed.document(
            web.watch(), given, as_of=as_of, generated_at=now.replace(second=0, microsecond=0), newest=newest
        )


def _is_old(given: Sequence[Verdict], as_of: datetime) -> bool:
    return not given or max(one.decided_at for one in given) <= as_of - OLD


def _of_one_edition(given: Mapping[str, Sequence[Verdict]]) -> dict[str, Sequence[Verdict]]:
    """Without the verdicts that an edition left behind which no longer judges the subject."""
    found: dict[str, Sequence[Verdict]] = {}
    for subject, verdicts in given.items():
        edition = max(verdicts, key=lambda one: one.decided_at).clause.edition
        found[subject] = [one for one in verdicts if one.clause.edition == edition]
    return found
