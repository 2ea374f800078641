"""How everything stands now (总览), kept between two page views: only subjects with new verdicts are read."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from time import perf_counter
from typing import Any

from monitor.assess.redactor import redactor_for
from monitor.domain.access import Role, Viewer
from monitor.domain.finding import Owed, Standing
from monitor.domain.parts import unit_ids
from monitor.domain.site import Watch
from monitor.domain.timing import DAY, SHANGHAI, day_of
from monitor.domain.verdict import Conclusion, Outcome, Verdict, conclude_vetoes
from monitor.feed.kept import EntriesAt, batches, entries_at
from monitor.regulations.editions import load_edition
from monitor.rules.base import rule_of
from monitor.web.context import Web
from monitor.web.kept_standings import (
    SubjectStandings,
    Unpacker,
    held_standings,
    keep_standings,
    made_standings,
    shown_verdicts,
    standings_made_of,
    standings_of,
)
from storage.db.apart import told_of_each
from storage.db.rows import sound_texts_of
from storage.decisions import changes, verdicts
from storage.decisions.feed_entries import STANDINGS
from storage.decisions.verdict_text import decode_verdict, decode_verdicts

#: The operator's look: what changed is told since the one of the day before.
MORNING = time(8, 30)
#: So few verdicts (two hundred sites) are read while the first page waits.
QUICK = 3_000
#: About so many verdicts a subject is owed.
MANY_RULES = 15
#: Above so many verdicts (two thousand sites) new ones are read beside the pages, after so many seconds of rest.
LARGE, REST = 30_000, 10.0
#: So many seconds a page waits for the first reading of a large ledger: as the judging left it, it takes no longer.
PATIENCE = 5.0

Pair = tuple[str, str]  #: subject and rule


@dataclass(frozen=True, slots=True)
class OutcomeChange:
    """An indicator whose outcome is another than it was (变化)."""

    subject: str
    rule: str
    name: str
    before: Outcome
    after: Outcome
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Overview:
    """How everything stands, as the newest verdicts have it."""

    watch: Watch
    standings: tuple[Standing, ...]
    conclusions: Mapping[str, Conclusion]  #: by subject
    decided_at: Mapping[str, datetime]  #: the newest verdict of each subject
    changes: tuple[OutcomeChange, ...]
    changes_since: datetime
    #: what pages worked out from this; a new overview begins empty
    worked_out: dict[object, object] = field(default_factory=dict)
    #: what pages keep for longer than one overview, with its time
    lasting: dict[object, object] = field(default_factory=dict)


def changes_since(now: datetime) -> datetime:
    """Yesterday's look of the operator: changes are told since then."""
    return datetime.combine(day_of(now) - DAY, MORNING, SHANGHAI)


def overview_from(
    watch: Watch,
    held: Mapping[str, SubjectStandings],
    before: Mapping[Pair, Outcome],
    since: datetime,
    lasting: dict[object, object] | None = None,
) -> Overview:
    """How the subjects of *watch* stand, by id *held*; *before*: how they stood at *since*."""
    every = [(one.id, held.get(one.id, SubjectStandings())) for one in watch.subjects]
    return Overview(
        watch=watch,
        standings=tuple(standing for _, one in every for standing in one.standings),
        conclusions={
            id: conclude_vetoes([standing.outcome for standing in one.indicators if standing.veto])
            for id, one in every
        },
        decided_at={id: max(one.decided_at) for id, one in every if one.decided_at},
        changes=tuple(_changes(every, before)),
        changes_since=since,
        lasting={} if lasting is None else lasting,
    )


def _changes(
    held: Iterable[tuple[str, SubjectStandings]], before: Mapping[Pair, Outcome]
) -> Iterator[OutcomeChange]:
    turned = {subject for subject, _ in before}
    for id, one in held:
        for standing, decided_at in zip(one.indicators, one.decided_at, strict=True) if id in turned else ():
            was = before.get((id, standing.rule))
            if was is not None and was is not standing.outcome:
                yield OutcomeChange(id, standing.rule, standing.name, was, standing.outcome, decided_at)


def mine(overview: Overview, who: Viewer) -> list[Standing]:
    """The standings that *who* may see, as *who* may see them; found once an overview."""
    key = ("mine", who.role is Role.UNIT and who.unit)
    if key not in overview.worked_out:
        overview.worked_out[key] = redactor_for(overview.watch, who).standings(overview.standings)
    known = overview.worked_out[key]
    assert isinstance(known, list)
    return known


class StillReading(Exception):
    """The verdicts of a large ledger are being read for the first time since the start: *read* of *owed*."""

    def __init__(self, read: int, owed: int) -> None:
        super().__init__(f"{read} of {owed} verdicts are read")
        self.read, self.owed = read, owed


async def overview_of_part(web: Web, subjects: Collection[str], unit: str | None = None) -> Overview:
    """
    How *subjects* stand, read from the store for them alone: all else is in it as if nothing were known.

    *unit*: the messages on other sites that name this unit are in it too.
    """
    now, watch = web.clock(), web.watch()
    since, own = changes_since(now), [one for one in watch.subjects if one.id in subjects]
    found = {id: list(several) for id, several in (await shown_verdicts(web.store, own, now)).items()}
    others = [one.id for one in watch.sites if one.id not in subjects] if unit is not None else []
    async with web.store.database.read() as connection:
        before = await verdicts.outcomes_at(connection, [one.id for one in own], since)
        rows, _ = await told_of_each(others, lambda part: _message_rows(connection, part, now))
        texts, _ = await sound_texts_of(connection, [one.digest for one in rows.values()])
    names = [json.dumps(name, ensure_ascii=False) for name, id in unit_ids(watch).items() if id == unit]

    def made() -> Overview:
        for id, row in rows.items():
            if any(name in texts.get(row.digest, "") for name in names):
                found[id] = [row.read(decode_verdict(texts[row.digest]))]
        held = standings_of(watch, [one for one in watch.subjects if one.id in found], found)
        return overview_from(watch, held, before, since)

    return await asyncio.to_thread(made)


async def _message_rows(
    connection: Any, sites: Sequence[str], now: datetime
) -> dict[str, verdicts.VerdictSummary]:
    """What was last judged of the messages of each of *sites*."""
    rows = await verdicts.newest_verdicts(connection, sites, now, rule=rule_of(Owed.MESSAGE).id)
    return {one.subject: one for one in rows}


def _seen_by(watch: Watch, unit: str | None) -> list[str]:
    """The subjects of which a unit sees anything."""
    redactor = redactor_for(watch, Viewer(name="", role=Role.UNIT, unit=unit))
    return [one.id for one in watch.subjects if redactor.sees_subject(one.id)]


class OverviewCache:
    """
    Keeps the newest verdict of each indicator decoded; one cache serves one web process.

    What is said of a subject is read from what the judging kept, else of its newest verdicts. Verdicts never change, so their
    number tells what is new. A page waits until what is new has been read, so that it never shows less than is stored; above
    LARGE verdicts it is shown what was read at most REST and one reading earlier, while the rest is read beside it. For the first
    reading of so many a page waits PATIENCE at the most: then `StillReading` says how far it is.
    """

    def __init__(
        self,
        decode: Callable[[Sequence[str]], list[Verdict]] = decode_verdicts,
        large: int = LARGE,
        quick: int = QUICK,
        rest: float = REST,
        patience: float = PATIENCE,
        prepare: Callable[[Overview], object] = lambda overview: None,
    ) -> None:
        """*prepare* works out, before a large overview is shown, what the first page will ask of it."""
        self._prepare, self._patience = prepare, patience
        self._decode, self._large, self._quick, self._rest = decode, large, quick, rest
        self._lock = asyncio.Lock()
        self._watch: Watch | None = None
        self._made_of: Mapping[str, str] = {}
        self._held: dict[str, SubjectStandings] = {}
        self._many = 0  # verdicts that are held
        self._before: dict[Pair, Outcome] = {}
        self._since: datetime | None = None
        self._at: EntriesAt | None = None
        self._overview: Overview | None = None
        self.lasting: dict[object, object] = {}
        self._beside: asyncio.Task[Overview] | None = None
        self._rested = 0.0
        self._parts: dict[tuple[str | None, str | None], tuple[changes.Cursor, Overview]] = {}

    async def overview(self, web: Web) -> Overview:
        """How everything stands now. Raises StillReading, where a page would wait for minutes."""
        if self._overview is None:
            return await self._first(web)
        if self._many <= self._large or self._watch != web.watch():
            return await self._renew(web)
        if self._beside is not None and self._beside.done():
            done, self._beside, self._rested = self._beside, None, perf_counter()
            self._overview = done.result()  # what went wrong there is raised here
        if self._beside is None and perf_counter() - self._rested >= self._rest:
            self._beside = asyncio.create_task(self._renew(web))
        return self._overview

    def makes_wait(self, web: Web) -> bool:
        """Whether a page would wait for the first reading since the start; it goes on, or begins now."""
        if self._overview is not None or owed_verdicts(web.watch()) <= self._quick:
            return False
        if self._beside is not None and self._beside.done():
            broken, self._beside = self._beside, None
            broken.result()  # raised here, else nobody would read on, and a kept page would stand for ever
        if self._beside is None:
            self._beside = asyncio.create_task(self._renew(web))
        return True

    async def overview_for(
        self, web: Web, who: Viewer, *, subject: str | None = None, unit: str | None = None
    ) -> Overview:
        """
        How everything stands now that a page shows to *who*; *subject*, *unit*: a page about that one alone.

        Where all verdicts are being read for the first time since the start, a page of a unit's user, or about one subject
        or unit, waits for none but those that it shows. Raises StillReading, where that does not help.
        """
        unit = who.unit if who.role is Role.UNIT else unit
        if (unit is None and subject is None) or not self.makes_wait(web):
            self._parts.clear()
            return await self.overview(web)
        watch, key = web.watch(), (unit, subject)
        seen = [subject] if subject is not None else _seen_by(watch, unit)
        if len(seen) * MANY_RULES > self._large:
            return await self.overview(web)
        async with web.store.database.read() as connection:
            cursor = await changes.cursor_now(connection)
        known = self._parts.get(key)
        if known is None or known[0] != cursor or known[1].watch is not watch:
            known = self._parts[key] = (cursor, await overview_of_part(web, seen, unit))
        return known[1]

    async def _first(self, web: Web) -> Overview:
        """The first overview since the start, or how far it is."""
        if (owed := owed_verdicts(web.watch())) <= self._large:
            return await self._renew(web)
        if self._beside is None:
            self._beside = asyncio.create_task(self._renew(web))
        await asyncio.wait((self._beside,), timeout=self._patience)
        if not self._beside.done():
            raise StillReading(self._many, owed)
        done, self._beside, self._rested = self._beside, None, perf_counter()
        return done.result()  # what went wrong there is raised here

    async def read(self, web: Web) -> Overview:
        """Read whatever is new, however long that takes."""
        return await self._renew(web)

    async def _renew(self, web: Web) -> Overview:
        async with self._lock:
            now, watch = web.clock(), web.watch()
            if self._watch is not watch and self._watch != watch:
                self._held, self._many, self._at, self._since = {}, 0, None, None
                self._made_of = await asyncio.to_thread(standings_made_of, watch)
            self._watch = watch
            read = await self._read_new(web, watch, now)
            turned = await self._look_back(web, watch, now, read)
            if self._overview is None or read or turned or self._overview.watch is not watch:
                summed = await asyncio.to_thread(
                    overview_from, watch, self._held, self._before, changes_since(now), self.lasting
                )
                if self._many > self._large:
                    await asyncio.to_thread(self._prepare, summed)
                self._overview = summed
            return self._overview

    async def _read_new(self, web: Web, watch: Watch, now: datetime) -> list[str]:
        """Take what is said of subjects of which a verdict is new or begins to hold; these."""
        before = self._at
        if before is not None and before.now <= now and all(at > now for at in before.until.values()):
            async with web.store.database.read() as connection:
                if await changes.cursor_now(connection) == before.stored:
                    return []
        at = await entries_at(web.store, self._made_of, now, before, STANDINGS)
        new, unpacker = [one for one in watch.subjects if one.id in at.new], Unpacker()
        for batch in batches(new):
            found = await held_standings(web.store, batch, at, unpacker)
            rest = [one for one in batch if one.id not in found]
            if rest:
                made = await made_standings(web.store, watch, rest, at, self._decode)
                if len(new) * MANY_RULES > self._quick:
                    await keep_standings(web.store, made, at)
                found |= {one.id: unpacker.unpacked(one, made[one.id]) for one in rest}
            for id, one in found.items():
                gone = self._held.get(id)
                self._many += len(one.decided_at) - (len(gone.decided_at) if gone else 0)
                self._held[id] = one
        self._at = at  # not before: whatever broke off is taken again
        return [one.id for one in new]

    async def _look_back(self, web: Web, watch: Watch, now: datetime, new: Sequence[str]) -> bool:
        """Load how everything stood at yesterday's morning look: once a day, and of what is *new*. Whether a day began."""
        since = changes_since(now)
        begins = since != self._since
        subjects = [one.id for one in watch.subjects] if begins else new
        if not subjects:
            return False
        async with web.store.database.read() as connection:
            turned = await changes.subjects_turned(connection, subjects, since)
            before = await verdicts.outcomes_at(connection, turned, since) if turned else {}
        self._before = before if begins else self._before | before
        self._since = since
        return begins


def owed_verdicts(watch: Watch) -> int:
    """How many verdicts everything that is watched is owed."""
    by_edition = Counter((one.edition, one.kind) for one in watch.subjects)
    return sum(
        many * sum(one.subject == kind for one in load_edition(edition).clauses)
        for (edition, kind), many in by_edition.items()
    )
