"""
Entries of the feed as they are kept in the store (数据接口条目), from one process to the next.

An entry says what it was made of: the subject as it is configured, the program, and what was stored of verdicts then. One that was
made of anything else is passed over, so none is ever out of date.
"""

import asyncio
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from monitor.assess.current import of_one_edition
from monitor.domain.made import collector_rests
from monitor.domain.program import program_digest
from monitor.domain.site import Subject, Watch
from monitor.domain.timing import SHANGHAI, Clock
from monitor.domain.verdict import Verdict
from monitor.feed.document import SubjectNote
from monitor.feed.fragments import IN_MEMORY, Fragment, Spool, fragment
from storage.db.retry import is_transient
from storage.db.rows import texts_of
from storage.decisions import changes
from storage.decisions.changes import Cursor
from storage.decisions.feed_entries import (
    FEED,
    EntryTable,
    FeedEntry,
    keep_entries,
    read_entries,
    valid_entries,
    with_entry,
)
from storage.decisions.verdict_text import as_stored, decode_verdicts
from storage.decisions.verdicts import VerdictSummary, newest_verdicts
from storage.observations.descriptions import description_digest
from storage.store import Store

log = structlog.get_logger()

#: So many subjects are loaded at once: memory for no more is taken.
BATCH = 100
#: What is said now takes at most so many times its size on the disk, what was said before included.
SPOOLED_TIMES = 3
#: Whose files say how verdicts become an entry, and what else may be loaded into them.
_PROGRAM = ("monitor", "storage")


def batches(subjects: Sequence[Subject]) -> Iterator[Sequence[Subject]]:
    """*subjects*, BATCH at a time."""
    return (subjects[start : start + BATCH] for start in range(0, len(subjects), BATCH))


def made_of(watch: Watch, also: str = "") -> dict[str, str]:
    """
    What the entry of each subject of *watch* is made of besides verdicts, as a digest: its configuration and the program.

    *also*: what else it depends on.
    """
    program, found = program_digest(*_PROGRAM) + also, {}
    for one in watch.subjects:
        known, said = watch.described.get(one.id, (None, ""))
        description = said if known is one and said else description_digest(one)
        found[one.id] = hashlib.sha256(f"{program} {description}".encode()).hexdigest()
    return found


@dataclass(frozen=True, slots=True)
class EntriesAt:
    """What is stored at a moment, and which kept entries hold then."""

    now: datetime
    stored: Cursor
    until: Mapping[
        str, datetime
    ]  #: when a verdict on a subject begins to hold that is stored for a moment still to come
    made_of: Mapping[str, str]
    new: frozenset[str]  #: subjects of which a verdict was stored or began to hold since the moment before
    valid: Mapping[
        str, Cursor
    ]  #: of those the ones whose kept entry holds, and what was stored when it was made


async def entries_at(
    store: Store,
    made_of: Mapping[str, str],
    now: datetime,
    before: EntriesAt | None = None,
    table: EntryTable = FEED,
) -> EntriesAt:
    """What is stored at *now* about the subjects of *made_of*; *before*: what was seen already, None: nothing. *table*: of which entries."""
    async with store.database.read() as connection:
        # first: what is stored while the rest is read makes an entry newer than it says, never older
        stored = await changes.cursor_now(connection)
        until = await changes.begins_after(connection, now)
        new = frozenset(made_of)
        if before is not None and before.now <= now:
            begun = {id for id, at in before.until.items() if at <= now}
            new &= begun | await changes.subjects_after(connection, before.stored)
        valid = await valid_entries(connection, {id: made_of[id] for id in new}, now, table) if new else {}
    return EntriesAt(now, stored, until, made_of, new, valid)


async def fragments_of(store: Store, subjects: Sequence[Subject], at: EntriesAt) -> dict[str, Fragment]:
    """What is said of *subjects*, a batch: as it is kept, else made now, and kept."""
    found = await _held(store, subjects, at)
    rest = [one for one in subjects if one.id not in found]
    made = await keep_made(store, rest, {}, at) if rest else {}
    return {one.id: found.get(one.id) or made[one.id] for one in subjects}


@dataclass(slots=True)
class PresentFragments:
    """What is said now of every subject, kept up with what is stored."""

    watch: Watch
    fragments: dict[str, Fragment] = field(default_factory=dict)  #: in the order of the configuration
    at: EntriesAt | None = None
    _made_of: Mapping[str, str] = field(default_factory=dict)
    _spool: Spool = field(default_factory=Spool)

    async def follow(self, store: Store, now: datetime) -> None:
        """Take what is said of those subjects that have new verdicts."""
        self._made_of = self._made_of or await asyncio.to_thread(made_of, self.watch)
        at = await entries_at(store, self._made_of, now, self.at)
        for batch in batches([one for one in self.watch.subjects if one.id in at.new]):
            made = await fragments_of(store, batch, at)
            self.fragments.update({id: one.put(self._spool) for id, one in made.items()})
        self.at = at  # not before: whatever broke off is taken again
        if self._spool.size > SPOOLED_TIMES * sum(one.size for one in self.fragments.values()) + IN_MEMORY:
            await asyncio.to_thread(self._spool_anew)

    def _spool_anew(self) -> None:
        self._spool = Spool()
        self.fragments = {id: one.put(self._spool) for id, one in self.fragments.items()}


async def _held(store: Store, subjects: Sequence[Subject], at: EntriesAt) -> dict[str, Fragment]:
    return {id: _fragment(row) for id, row in (await entries_held(store, subjects, at)).items()}


async def entries_held(
    store: Store, subjects: Sequence[Subject], at: EntriesAt, table: EntryTable = FEED
) -> dict[str, FeedEntry]:
    """The kept entries of those of *subjects* whose entry holds, by id."""
    wanted = [one.id for one in subjects if one.id in at.valid]
    if not wanted:
        return {}
    async with store.database.read() as connection:
        rows = await read_entries(connection, wanted, table)
    # somebody with another program or an older view may have written meanwhile
    return {
        id: row
        for id, row in rows.items()
        if row.made_of == at.made_of[id]
        and row.stored.verdict >= at.valid[id].verdict
        and row.stored.repeat >= at.valid[id].repeat
    }


async def keep_made(
    store: Store, subjects: Sequence[Subject], in_hand: Mapping[str, Sequence[Verdict]], at: EntriesAt
) -> dict[str, Fragment]:
    """What is said of *subjects*, made of what is stored and kept; *in_hand*: verdicts just saved, which need not be read."""
    hand = {verdict_key(one): one for several in in_hand.values() for one in several}
    async with store.database.read() as connection:
        rows = await newest_verdicts(connection, [one.id for one in subjects], at.now)
        lacking = [row for row in rows if verdict_key(row) not in hand]
        texts = await texts_of(connection, [row.digest for row in lacking]) if lacking else {}

    def make() -> dict[str, Fragment]:
        with collector_rests():
            decoded = dict(zip(texts, decode_verdicts(list(texts.values())), strict=True))
            held: dict[str, list[Verdict]] = {one.id: [] for one in subjects}
            for row in rows:
                found = hand.get(verdict_key(row))
                held[row.subject].append(as_stored(found) if found else row.read(decoded[row.digest]))
            return {
                one.id: fragment(one, of_one_edition(held[one.id]) if held[one.id] else ())
                for one in subjects
            }

    made = await asyncio.to_thread(make)
    await put_entries(store, [_entry(id, one, at) for id, one in made.items()])
    return made


async def put_entries(store: Store, entries: Sequence[FeedEntry], table: EntryTable = FEED) -> None:
    """Keep *entries*, unless the database is busy for too long: whoever asks next makes them anew."""
    try:
        async with store.database.write() as connection:
            await keep_entries(connection, entries, table)
    except Exception as error:
        if not is_transient(error):
            raise
        log.warning("entries_not_kept", kind=table.name, error=str(error))


class JudgedEntries:
    """
    Has entries made while everything is judged, of the verdicts in hand: whoever asks for the feed next morning finds them.

    Only of subjects whose entry somebody read before: where nobody reads the feed, judging takes no longer for it.
    """

    def __init__(self, store: Store, watch: Watch, clock: Clock) -> None:
        """*clock*: the present."""
        self._store, self._watch, self._clock = store, watch, clock
        self._made_of: Mapping[str, str] = {}

    async def add(self, subjects: Sequence[Subject], verdicts: Mapping[str, Sequence[Verdict]]) -> None:
        """Take in *subjects* with their *verdicts*, which are saved. What goes wrong is logged: the judging stands all the same."""
        try:
            async with self._store.database.read() as connection:
                known = await with_entry(connection, [one.id for one in subjects])
                wanted = [one for one in subjects if one.id in known]
                if not wanted:
                    return
                stored, now = await changes.cursor_now(connection), self._clock()
                until = await changes.begins_after(connection, now)
            self._made_of = self._made_of or await asyncio.to_thread(made_of, self._watch)
            at = EntriesAt(now, stored, until, self._made_of, frozenset(), {})
            await keep_made(self._store, wanted, verdicts, at)
        except Exception:
            log.exception("feed_entries_broke")


async def recount_entries(
    store: Store, watch: Watch, subjects: Sequence[Subject], now: datetime
) -> list[str]:
    """
    Make anew the kept entries of *subjects* that hold; the others are passed over anyway.

    Returns whose said something else: nobody's, unless somebody changed the store from outside.
    """
    at = await entries_at(store, await asyncio.to_thread(made_of, watch), now)
    differed: list[str] = []
    for batch in batches([one for one in subjects if one.id in at.valid]):
        before = await _held(store, batch, at)
        made = await keep_made(store, batch, {}, at)
        differed += [one.id for one in batch if one.id in before and before[one.id] != made[one.id]]
    return differed


def verdict_key(row: VerdictSummary | Verdict) -> tuple[str, str, datetime, datetime | None]:
    """What tells a verdict, stored or in hand."""
    return row.subject, row.rule, row.decided_at, row.known_by


def _entry(id: str, made: Fragment, at: EntriesAt) -> FeedEntry:
    note = {
        "judged": made.note.judged.isoformat() if made.note.judged else None,
        "heard": made.note.heard.isoformat() if made.note.heard else None,
        "known_by": made.known_by.isoformat() if made.known_by else None,
        "alarms": made.note.alarms,
    }
    return FeedEntry(
        subject=id, made_of=at.made_of[id], stored=at.stored, since=at.now, until=at.until.get(id),
        note=json.dumps(note, ensure_ascii=False, separators=(",", ":")), packed=made.packed,
    )  # fmt: skip


def _fragment(row: FeedEntry) -> Fragment:
    said = json.loads(row.note)
    alarms = tuple((column, why) for column, why in said["alarms"])
    return Fragment(
        SubjectNote(row.subject, _moment(said["judged"]), alarms, _moment(said["heard"])), _moment(said["known_by"]), row.packed,
    )  # fmt: skip


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(SHANGHAI) if text else None
