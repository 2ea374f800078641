"""The whole feed document for a moment, from stored verdicts; kept while nothing new is stored."""

import asyncio
import hashlib
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from monitor.assess.current import current_verdicts
from monitor.assess.redactor import Redactor
from monitor.domain.site import Watch
from monitor.domain.timing import Clock
from monitor.domain.verdict import Verdict
from monitor.feed import document as feed
from monitor.feed.filter import FeedFilter, narrow
from storage.decisions import changes, people_points
from storage.decisions.verdict_text import collector_rests
from storage.observations import oldest
from storage.store import Store

#: Decides anew as of a moment, by what had been heard up to another (None: now), for every subject; by subject id.
Judge = Callable[[datetime, datetime | None], Awaitable[Mapping[str, Sequence[Verdict]]]]

#: A past moment whose newest stored verdict is older than this is judged anew.
OLD = timedelta(days=2)
#: Documents kept, and answers written from them; with 500 sites one of either is some megabytes.
KEPT = 4
#: Past moments that may wait while another one is worked out: each may mean judging everything anew.
PAST_WAITING = 2
#: What is the first moment of which anything is stored is asked at most so often.
FIRST_KEPT = timedelta(hours=1)


class Full(Exception):
    """So many past moments are being worked out that one more must be asked for later."""


Key = TypeVar("Key", bound=Hashable)
#: As of, known by, and the number of the newest stored verdict.
_Key = tuple[datetime, datetime | None, int]


@dataclass(frozen=True, slots=True)
class RenderedFeed:
    """An answer ready to send: JSON, its SHA-256, and how many subjects it shows."""

    body: bytes
    digest: str
    subjects: int = 0


def write(content: Mapping[str, Any]) -> RenderedFeed:
    """*content* as JSON in UTF-8, without spaces."""
    body = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    return RenderedFeed(body, hashlib.sha256(body).hexdigest(), len(content.get("subjects", ())))


class FeedSource(Protocol):
    """What a document is made from."""

    @property
    def watch(self) -> Callable[[], Watch]:
        """The configuration now."""

    @property
    def store(self) -> Store:
        """What is stored."""

    @property
    def clock(self) -> Clock:
        """The present."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said as of one moment: the verdicts, and the document that the centre reads of them."""

    watch: Watch
    verdicts: Mapping[str, Sequence[Verdict]]
    scoring: Mapping[str, Any] | None
    make: Callable[[Mapping[str, Sequence[Verdict]], Mapping[str, Any] | None], dict[str, Any]]
    whole: dict[str, Any]

    def written(self, wanted: FeedFilter) -> RenderedFeed:
        """The answer to *wanted*; for a unit's token made anew, of what that unit may see."""
        document = self.whole
        if wanted.scope is not None:
            document = self.make(Redactor(self.watch, wanted.scope).verdicts(self.verdicts), self.scoring)
        return write(narrow(document, wanted, self.watch))


class _Shelf:
    """Documents and answers kept by moment, as long as the configuration is the same; one is made at a time."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.kept: OrderedDict[_Key, _Said] = OrderedDict()
        self.written: OrderedDict[tuple[_Key, FeedFilter], RenderedFeed] = OrderedDict()
        self._watch: Watch | None = None

    def follow(self, watch: Watch) -> None:
        """Forget all when *watch* is another one."""
        if self._watch is not watch:
            self._watch = watch
            self.kept.clear()
            self.written.clear()


class FeedCache:
    """
    Makes documents and keeps the last few, those of now and those of past moments apart.

    One of each at a time: whoever asks for the past waits for others who do, and nobody who asks for now waits
    for them or finds the shelf of now cleared.
    """

    def __init__(self, judge: Judge | None) -> None:
        self._judge = judge
        self._now, self._past_moments = _Shelf(), _Shelf()
        self._asking_past = 0
        self._first: tuple[datetime, datetime | None] | None = None
        self._decoded: dict[str, Verdict] = {}  # by digest, those of the last document

    async def written(
        self, source: FeedSource, as_of: datetime | None, wanted: FeedFilter, known_by: datetime | None = None
    ) -> RenderedFeed:
        """
        The document as of a past moment, or now: then of this minute, or of the newest thing stored in it.

        So the same bytes are given until something new is stored or a minute passes. *known_by*: decided anew, by what
        had been heard up to then. Raises Full when too many past moments wait already.
        """
        if as_of is None and known_by is None:
            return await self._made(source, None, None, wanted, self._now)
        if self._asking_past > PAST_WAITING:
            raise Full
        self._asking_past += 1
        try:
            return await self._made(source, as_of, known_by, wanted, self._past_moments)
        finally:
            self._asking_past -= 1

    async def first_moment(self, source: FeedSource) -> datetime | None:
        """Before this nothing is stored; None: nothing is stored at all."""
        now = source.clock()
        if (
            self._first is None
            or self._first[1] is None
            or not timedelta(0) <= now - self._first[0] < FIRST_KEPT
        ):
            async with source.store.database.read() as connection:
                self._first = (now, await oldest.first_moment(connection))
        return self._first[1]

    async def _made(
        self,
        source: FeedSource,
        as_of: datetime | None,
        known_by: datetime | None,
        wanted: FeedFilter,
        shelf: "_Shelf",
    ) -> RenderedFeed:
        async with shelf.turn:
            now = source.clock()
            shelf.follow(source.watch())
            async with source.store.database.read() as connection:
                # both only grow: another number whenever a verdict or a draw of sheets was added
                last = await changes.last_number(connection) + await people_points.last_draw(connection)
            minute = now.replace(second=0, microsecond=0)
            key = (as_of or known_by or minute, known_by, last)
            if (found := shelf.written.get((key, wanted))) is not None:
                shelf.written.move_to_end((key, wanted))
                return found
            if (said := shelf.kept.get(key)) is None:
                if known_by is not None:
                    said = await self._then(source, as_of or known_by, known_by)
                elif as_of is not None:
                    said = await self._past(source, as_of, minute)
                else:
                    said = await self._present(source, minute, wanted.subject)
                if as_of or known_by or wanted.subject is None:
                    _keep(shelf.kept, key, said)
            made = await asyncio.to_thread(said.written, wanted)
            _keep(shelf.written, (key, wanted), made)
            return made

    async def _present(self, source: FeedSource, minute: datetime, subject: str | None) -> "_Said":
        """Everything, or one subject alone: of ten thousand the whole takes long."""
        watch = source.watch()
        if subject is not None:
            watch = feed.only(watch, [one for one in feed.subjects_of(watch) if one.id == subject])
        given = await self._given(source, watch, source.clock())
        looks = await _looks(source, watch, source.clock())
        decided = [one.decided_at for verdicts in given.values() for one in verdicts]
        moment = max([minute, *decided, *looks.values()])
        scoring = await source.store.newest_draw(moment)
        return await asyncio.to_thread(_said, watch, given, moment, moment, moment, looks, scoring)

    async def _past(self, source: FeedSource, as_of: datetime, minute: datetime) -> "_Said":
        given = await self._given(source, source.watch(), as_of, is_past=True)
        if self._judge is not None and any(
            _is_old(given.get(one.id, ()), as_of) for one in source.watch().sites
        ):
            given.update(await self._judge(as_of, None))
        looks = await _looks(source, source.watch(), as_of)
        by = [one.known_by for verdicts in given.values() for one in verdicts if one.known_by]
        scoring = await source.store.newest_draw(as_of)
        return await asyncio.to_thread(
            _said, source.watch(), given, as_of, max([as_of, *by]), minute, looks, scoring
        )

    async def _then(self, source: FeedSource, as_of: datetime, known_by: datetime) -> "_Said":
        """What is said as of a moment by what had been heard up to *known_by*: the same bytes for ever."""
        verdicts: Mapping[str, Sequence[Verdict]] = (
            await self._judge(as_of, known_by)
            if self._judge is not None
            else await self._given(source, source.watch(), as_of, known_by, is_past=True)
        )
        looks = await _looks(source, source.watch(), as_of, known_by)
        scoring = await source.store.newest_draw(as_of, known_by)
        return await asyncio.to_thread(
            _said, source.watch(), verdicts, as_of, known_by, known_by, looks, scoring
        )

    async def _given(
        self,
        source: FeedSource,
        watch: Watch,
        as_of: datetime,
        known_by: datetime | None = None,
        *,
        is_past: bool = False,
    ) -> dict[str, Sequence[Verdict]]:
        """The verdicts that hold at *as_of*, by subject; what was met the last time is not read again."""
        ids = [one.id for one in feed.subjects_of(watch)]
        found, met = await current_verdicts(source.store, ids, as_of, known_by, self._decoded)
        if watch is source.watch() and not is_past:
            self._decoded = met
        return dict(found)


def _said(
    watch: Watch,
    verdicts: Mapping[str, Sequence[Verdict]],
    as_of: datetime,
    known_by: datetime,
    generated_at: datetime,
    looks: Mapping[str, datetime],
    scoring: Mapping[str, Any] | None = None,
) -> _Said:
    def make(seen: Mapping[str, Sequence[Verdict]], points: Mapping[str, Any] | None) -> dict[str, Any]:
        with collector_rests():
            return feed.document(
                watch,
                seen,
                as_of=as_of,
                known_by=known_by,
                generated_at=generated_at,
                newest=looks,
                scoring=points,
            )

    return _Said(watch, verdicts, scoring, make, make(verdicts, scoring))


async def _looks(
    source: FeedSource, watch: Watch, as_of: datetime, known_by: datetime | None = None
) -> dict[str, datetime]:
    """When each subject was last seen."""
    return await source.store.newest_looks([one.id for one in feed.subjects_of(watch)], as_of, known_by)


def _keep(shelf: OrderedDict[Key, Any], key: Key, thing: Any) -> None:
    shelf[key] = thing
    while len(shelf) > KEPT:
        shelf.popitem(last=False)


def _is_old(verdicts: Sequence[Verdict], as_of: datetime) -> bool:
    return not verdicts or max(one.decided_at for one in verdicts) <= as_of - OLD
