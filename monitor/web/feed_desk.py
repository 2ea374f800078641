"""The whole feed document for a moment, from stored verdicts; kept while nothing new is stored."""

import asyncio
import hashlib
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from monitor import feed
from monitor.domain.site import Watch
from monitor.domain.verdict import Verdict
from monitor.web.feed_view import Wanted, narrow
from monitor.web.seams import Web
from storage import changes

#: Decides anew, from what was stored until then, for every subject; by subject id.
Judge = Callable[[datetime], Awaitable[Mapping[str, Sequence[Verdict]]]]

#: A past moment whose newest stored verdict is older than this is judged anew.
OLD = timedelta(days=2)
#: Documents kept, and answers written from them; with 500 sites one of either is some megabytes.
KEPT = 4


Key = TypeVar("Key", bound=Hashable)
Given = Mapping[str, Sequence[Verdict]]


@dataclass(frozen=True, slots=True)
class Written:
    """An answer ready to send: JSON, its SHA-256, and how many subjects it shows."""

    body: bytes
    digest: str
    subjects: int = 0


def write(content: Mapping[str, Any]) -> Written:
    """*content* as JSON in UTF-8, without spaces."""
    body = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    return Written(body, hashlib.sha256(body).hexdigest(), len(content.get("subjects", ())))


class FeedDesk:
    """Makes documents one at a time, and keeps the last few."""

    def __init__(self, judge: Judge | None) -> None:
        self._judge = judge
        self._turn = asyncio.Lock()
        self._watch: Watch | None = None
        self._kept: OrderedDict[tuple[datetime, int], dict[str, Any]] = OrderedDict()
        self._written: OrderedDict[tuple[datetime, int, Wanted], Written] = OrderedDict()
        self._newest: tuple[tuple[int, datetime], Given] | None = None

    async def written(self, web: Web, as_of: datetime | None, wanted: Wanted) -> Written:
        """
        The document as of a past moment, or now: then of this minute, or of the newest thing stored in it.

        So the same bytes are given until something new is stored or a minute passes.
        """
        async with self._turn:
            now = web.clock()
            if self._watch is not web.watch():
                self._watch, self._newest = web.watch(), None
                self._kept.clear()
                self._written.clear()
            async with web.store.database.read() as connection:
                last = await changes.last_number(connection)
            minute = now.replace(second=0, microsecond=0)
            moment = as_of or minute
            if (found := self._written.get((moment, last, wanted))) is not None:
                self._written.move_to_end((moment, last, wanted))
                return found
            if (document := self._kept.get((moment, last))) is None:
                document = await (
                    self._past(web, as_of, minute) if as_of else self._present(web, minute, last)
                )
                _keep(self._kept, (moment, last), document)
            made = write(narrow(document, wanted, web.watch()))
            _keep(self._written, (moment, last, wanted), made)
            return made

    async def _present(self, web: Web, minute: datetime, last: int) -> dict[str, Any]:
        now = web.clock()
        # anew now and then also when nothing was stored: a verdict may be for a moment that was still to come
        state = (last, minute.replace(minute=minute.minute // 10 * 10))
        if self._newest is None or self._newest[0] != state:
            self._newest = (state, _of_one_edition(await web.store.latest_verdicts(now)))
        given = self._newest[1]
        newest = await web.store.newest_looks(now)
        decided = [one.decided_at for verdicts in given.values() for one in verdicts]
        moment = max([minute, *decided, *newest.values()])
        return feed.document(web.watch(), given, as_of=moment, generated_at=moment, newest=newest)

    async def _past(self, web: Web, as_of: datetime, minute: datetime) -> dict[str, Any]:
        given = _of_one_edition(await web.store.latest_verdicts(as_of))
        if self._judge is not None and any(
            _is_old(given.get(one.id, ()), as_of) for one in web.watch().sites
        ):
            given.update(await self._judge(as_of))
        newest = await web.store.newest_looks(as_of)
        return feed.document(web.watch(), given, as_of=as_of, generated_at=minute, newest=newest)


def _keep(shelf: OrderedDict[Key, Any], key: Key, thing: Any) -> None:
    shelf[key] = thing
    while len(shelf) > KEPT:
        shelf.popitem(last=False)


def _is_old(given: Sequence[Verdict], as_of: datetime) -> bool:
    return not given or max(one.decided_at for one in given) <= as_of - OLD


def _of_one_edition(given: Mapping[str, Sequence[Verdict]]) -> dict[str, Sequence[Verdict]]:
    """Without the verdicts that an edition left behind which no longer judges the subject."""
    found: dict[str, Sequence[Verdict]] = {}
    for subject, verdicts in given.items():
        edition = max(verdicts, key=lambda one: one.decided_at).clause.edition
        found[subject] = [one for one in verdicts if one.clause.edition == edition]
    return found
