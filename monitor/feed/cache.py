"""
The feed document for a moment, from stored verdicts.

What is said of each subject is kept as bytes, packed, in the store (`kept.py`) and beside it in a file, and made anew only when a
verdict on it is new. An answer is joined from them as it is sent: no document stands in memory, packed or not.
"""

import asyncio
import json
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from monitor.assess.current import of_one_edition
from monitor.assess.redactor import Redactor
from monitor.domain.made import collector_rests
from monitor.domain.site import Subject, Watch
from monitor.domain.timing import Clock
from monitor.domain.verdict import Verdict
from monitor.feed import document as feed
from monitor.feed.filter import FeedFilter, Narrowing, narrowing
from monitor.feed.fragments import (
    Fragment,
    PackedEntries,
    RenderedFeed,
    Spool,
    fragment,
    joined,
    written,
)
from monitor.feed.kept import PresentFragments, batches
from storage.decisions import changes, people_points, verdicts
from storage.observations import oldest
from storage.store import Store

#: Decides some subjects anew as of a moment, by what had been heard up to another (None: now); by subject id.
Judge = Callable[[Sequence[Subject], datetime, datetime | None], Awaitable[Mapping[str, Sequence[Verdict]]]]

#: A past moment whose newest stored verdict is older than this is judged anew.
OLD = timedelta(days=2)
#: Documents kept, and answers written from them, while they are not large: then only the newest.
KEPT, KEPT_BYTES = 4, 64 * 2**20
#: Past moments that may wait while another one is worked out: each may mean judging everything anew.
PAST_WAITING = 2
#: What is the first moment of which anything is stored is asked at most so often.
FIRST_KEPT = timedelta(hours=1)


class Full(Exception):
    """So many past moments are being worked out that one more must be asked for later."""


Key = TypeVar("Key", bound=Hashable)
#: As of, known by, and the number of the newest stored verdict.
_Key = tuple[datetime, datetime | None, int]
#: The verdicts on some subjects, by id.
_Load = Callable[[Sequence[Subject]], Awaitable[Mapping[str, Sequence[Verdict]]]]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What is said as of one moment, by subject; *load* gives the verdicts themselves, for those who may not see all."""

    watch: Watch
    fragments: Mapping[str, Fragment]
    load: _Load
    as_of: datetime
    known_by: datetime
    generated_at: datetime
    looks: Mapping[str, datetime]
    scoring: Mapping[str, Any] | None = None

    @property
    def held(self) -> int:
        """Bytes of memory that it takes."""
        return sum(one.held for one in self.fragments.values())

    async def written(self, wanted: FeedFilter) -> RenderedFeed:
        """The answer to *wanted*; for a unit's token made anew, of what that unit may see."""
        cut = narrowing(wanted, self.watch)
        if wanted.scope is not None:
            return await self._of_a_unit(wanted.scope, cut)
        if not cut.is_whole:
            return await asyncio.to_thread(self._narrowed, cut)
        return await asyncio.to_thread(self._whole, cut)

    def _whole(self, cut: Narrowing) -> RenderedFeed:
        document = cut.rest(self._document(self.fragments), self.fragments.keys())
        return joined(document, self._entries, len(self.fragments))

    def _entries(self) -> Iterator[bytes]:
        return (one.entry(self.looks.get(id), self.as_of) for id, one in self.fragments.items())

    def _narrowed(self, cut: Narrowing) -> RenderedFeed:
        packed, shown = PackedEntries(), set[str]()
        for raw in self._entries():
            _narrow(json.loads(raw), cut, packed, shown)
        return joined(
            cut.rest(self._document(self.fragments), shown), lambda: packed, packed.many, packed.held
        )

    async def _of_a_unit(self, scope: frozenset[str], cut: Narrowing) -> RenderedFeed:
        redactor, packed, shown = Redactor(self.watch, scope), PackedEntries(), set[str]()
        theirs = [
            one for one in self.watch.subjects if one.id in self.fragments and redactor.sees_subject(one.id)
        ]
        fragments: dict[str, Fragment] = {}

        def keep(batch: Sequence[Subject], verdicts: Mapping[str, Sequence[Verdict]]) -> None:
            made = _fragments(batch, redactor.verdicts(verdicts))
            fragments.update(made)
            for id, one in made.items():
                _narrow(json.loads(one.entry(self.looks.get(id), self.as_of)), cut, packed, shown)

        for batch in batches(theirs):
            verdicts = await self.load(batch)
            await asyncio.to_thread(keep, batch, verdicts)
        return joined(cut.rest(self._document(fragments), shown), lambda: packed, packed.many, packed.held)

    def _document(self, fragments: Mapping[str, Fragment]) -> dict[str, Any]:
        """All but the subjects themselves."""
        notes = [one.note for one in fragments.values()]
        before = feed.head(
            self.watch, notes, as_of=self.as_of, known_by=self.known_by, generated_at=self.generated_at, newest=self.looks
        )  # fmt: skip
        return {**before, "subjects": (), **feed.tail(self.scoring)}


def _narrow(entry: Mapping[str, Any], cut: Narrowing, packed: PackedEntries, shown: set[str]) -> None:
    if (found := cut.shown(entry)) is not None:
        shown.add(entry["id"])
        if (left := cut.filtered(found)) is not None:
            packed.add(written(left))


def _fragments(subjects: Sequence[Subject], verdicts: Mapping[str, Sequence[Verdict]]) -> dict[str, Fragment]:
    with collector_rests():
        return {one.id: fragment(one, verdicts.get(one.id, ())) for one in subjects}


class _Shelf:
    """Documents and answers kept by moment, as long as the configuration is the same; one is made at a time."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.documents: OrderedDict[_Key, _Said] = OrderedDict()
        self.written: OrderedDict[tuple[_Key, FeedFilter], RenderedFeed] = OrderedDict()
        self._heard: OrderedDict[_Key, datetime] = OrderedDict()
        self._watch: Watch | None = None

    def follow(self, watch: Watch) -> None:
        """Forget all when *watch* is another one."""
        if self._watch is not watch:
            self._watch = watch
            self.documents.clear()
            self.written.clear()

    async def take_in(self, store: Store, key: _Key, now: datetime) -> None:
        """Forget what is said as of the past moment of *key* when more is heard of the time before it: an import of old visits."""
        since = self._heard.pop(key, None)
        if since is None or now < since or await store.heard_since(since, key[0]):
            self.documents.pop(key, None)
            for one in [one for one in self.written if one[0] == key]:
                del self.written[one]
        self._heard[key] = now  # before anything is read
        while len(self._heard) > 2 * KEPT:  # each document and each answer may be of another moment
            self._heard.popitem(last=False)


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
        self._standing: PresentFragments | None = None

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

    async def first_moment(self, source: FeedSource, asked: datetime) -> datetime | None:
        """Before this nothing is stored; None: nothing is stored at all. Looked up anew before *asked* is refused."""
        now = source.clock()
        if (
            self._first is None
            or self._first[1] is None
            or asked < self._first[1]
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
                # all only grow: another number whenever a verdict, a repeat or a draw of sheets was added
                stored = await changes.cursor_now(connection)
                last = stored.verdict + stored.repeat + await people_points.last_draw(connection)
            minute = now.replace(second=0, microsecond=0)
            key = (as_of or known_by or minute, known_by, last)
            if as_of is not None and known_by is None:
                await shelf.take_in(source.store, key, now)
            if (found := shelf.written.get((key, wanted))) is not None:
                shelf.written.move_to_end((key, wanted))
                return found
            if (said := shelf.documents.get(key)) is None:
                if known_by is not None:
                    said = await self._then(source, as_of or known_by, known_by)
                elif as_of is not None:
                    said = await self._past(source, as_of, minute)
                else:
                    said = await self._present(source, minute, wanted.subject)
                if as_of or known_by or wanted.subject is None:
                    _keep(shelf.documents, key, said)
            made = await said.written(wanted)
            _keep(shelf.written, (key, wanted), made)
            return made

    async def _present(self, source: FeedSource, minute: datetime, subject: str | None) -> "_Said":
        """Everything, or one subject alone: of ten thousand the whole takes long."""
        watch, now = source.watch(), source.clock()
        if subject is not None:
            watch = feed.only(watch, [one for one in watch.subjects if one.id == subject])
            standing = PresentFragments(watch)
        elif self._standing is None or self._standing.watch is not watch:
            standing = self._standing = PresentFragments(watch)
        else:
            standing = self._standing
        await standing.follow(source.store, now)
        looks = await _looks(source, watch, now)
        decided = [one.note.judged for one in standing.fragments.values() if one.note.judged]
        moment = max([minute, *decided, *looks.values()])
        return _Said(
            watch=watch, fragments=dict(standing.fragments), load=_stored(source.store, now), as_of=moment, known_by=moment,
            generated_at=moment, looks=looks, scoring=await source.store.newest_draw(moment),
        )  # fmt: skip

    async def _past(self, source: FeedSource, as_of: datetime, minute: datetime) -> "_Said":
        watch, stored = source.watch(), _stored(source.store, as_of)
        judge = self._judge
        is_old = judge is not None and await _any_is_old(source.store, watch, as_of)

        async def load(batch: Sequence[Subject]) -> Mapping[str, Sequence[Verdict]]:
            verdicts = await stored(batch)
            return (
                {**verdicts, **await judge(batch, as_of, None)} if is_old and judge is not None else verdicts
            )

        fragments = await _loaded(watch, load)
        by = [one.known_by for one in fragments.values() if one.known_by]
        return _Said(
            watch=watch, fragments=fragments, load=load, as_of=as_of, known_by=max([as_of, *by]), generated_at=minute,
            looks=await _looks(source, watch, as_of), scoring=await source.store.newest_draw(as_of),
        )  # fmt: skip

    async def _then(self, source: FeedSource, as_of: datetime, known_by: datetime) -> "_Said":
        """What is said as of a moment by what had been heard up to *known_by*: the same bytes for ever."""
        watch, judge, stored = source.watch(), self._judge, _stored(source.store, as_of, known_by)

        async def load(batch: Sequence[Subject]) -> Mapping[str, Sequence[Verdict]]:
            return await stored(batch) if judge is None else await judge(batch, as_of, known_by)

        return _Said(
            watch=watch, fragments=await _loaded(watch, load), load=load, as_of=as_of, known_by=known_by, generated_at=known_by,
            looks=await _looks(source, watch, as_of, known_by), scoring=await source.store.newest_draw(as_of, known_by),
        )  # fmt: skip


def _stored(store: Store, as_of: datetime, known_by: datetime | None = None) -> _Load:
    """Loads the verdicts that hold at *as_of*."""

    async def load(batch: Sequence[Subject]) -> Mapping[str, Sequence[Verdict]]:
        found = await store.latest_verdicts([one.id for one in batch], as_of, known_by)
        return {id: of_one_edition(several) for id, several in found.items()}

    return load


async def _loaded(watch: Watch, load: _Load) -> dict[str, Fragment]:
    """What is said of every subject of *watch*, some of them at a time."""
    found: dict[str, Fragment] = {}
    spool = Spool()
    for batch in batches(watch.subjects):
        made = await asyncio.to_thread(_fragments, batch, await load(batch))
        found |= {id: one.put(spool) for id, one in made.items()}
    return found


async def _any_is_old(store: Store, watch: Watch, as_of: datetime) -> bool:
    """Whether the newest verdict on any site was given long before *as_of*, or there is none."""
    async for judged in _judged(store, watch, as_of):
        if judged is None or judged <= as_of - OLD:
            return True
    return False


async def _judged(store: Store, watch: Watch, as_of: datetime) -> AsyncIterator[datetime | None]:
    """When each site was last judged, up to *as_of*."""
    for batch in batches(watch.sites):
        async with store.database.read() as connection:
            rows = await verdicts.newest_verdicts(connection, [one.id for one in batch], as_of)
        newest: dict[str, datetime] = {}
        for row in rows:
            newest[row.subject] = max(row.decided_at, newest.get(row.subject, row.decided_at))
        for one in batch:
            yield newest.get(one.id)


async def _looks(
    source: FeedSource, watch: Watch, as_of: datetime, known_by: datetime | None = None
) -> dict[str, datetime]:
    """When each subject was last seen."""
    return await source.store.newest_looks([one.id for one in watch.subjects], as_of, known_by)


class _Held(Protocol):
    @property
    def held(self) -> int: ...


Thing = TypeVar("Thing", bound=_Held)


def _keep(shelf: OrderedDict[Key, Thing], key: Key, thing: Thing) -> None:
    shelf[key] = thing
    while len(shelf) > KEPT or (len(shelf) > 1 and sum(one.held for one in shelf.values()) > KEPT_BYTES):
        shelf.popitem(last=False)
