"""How everything stands now (总览), kept between two page views: only verdicts that are new are read."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from time import perf_counter

from monitor.assess.redactor import redactor_for
from monitor.assess.standings import standings, verdict_rule
from monitor.domain.access import Role, Viewer
from monitor.domain.finding import Owed, Standing
from monitor.domain.parts import unit_ids
from monitor.domain.site import Subject, Watch
from monitor.domain.timing import DAY, SHANGHAI, day_of
from monitor.domain.verdict import Conclusion, Outcome, Sort, Text, Verdict, conclude_vetoes
from monitor.feed.document import subjects_of
from monitor.regulations.editions import load_edition
from monitor.rules.base import rule_of
from monitor.web.context import Web
from storage.db.rows import texts_of
from storage.decisions import changes, verdicts
from storage.decisions.verdict_text import decode_verdict, decode_verdicts
from storage.decisions.verdicts import VerdictSummary

#: The operator's look: what changed is told since the one of the day before.
MORNING = time(8, 30)
#: After this long the newest verdict of everything is looked up anew: one that was stored out of order,
#: or for a moment then still to come, is met now.
RENEW = timedelta(minutes=10)
#: So many verdicts are read at once; pages are answered in between.
BATCH = 2000
#: So few verdicts (two hundred sites) are read while the first page waits.
QUICK = 3_000
#: About so many verdicts a subject is owed.
MANY_RULES = 15
#: Above so many verdicts (two thousand sites) new ones are read beside the pages, after so many seconds of rest.
LARGE, REST = 30_000, 10.0

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
    needs: Mapping[Pair, Text]  #: what would make an unknown indicator known
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
    judged: Mapping[str, Sequence[Verdict]],
    before: Mapping[Pair, Outcome],
    since: datetime,
    stands: Sequence[Standing] | None = None,
) -> Overview:
    """
    How the subjects of *watch* stand by the verdicts just *judged*; *before*: how they stood at *since*.

    *stands*: their standings, where they are at hand.
    """
    every = [one for several in judged.values() for one in several]
    vetoes = {
        id: [one.outcome for one in several if one.clause.sort is Sort.VETO] for id, several in judged.items()
    }
    return Overview(
        watch=watch,
        standings=tuple(stands) if stands is not None else standings(watch, judged),
        needs={(one.subject, one.rule): one.needs for one in every if one.needs},
        conclusions={id: conclude_vetoes(outcomes) for id, outcomes in vetoes.items()},
        decided_at={id: max(one.decided_at for one in several) for id, several in judged.items() if several},
        changes=tuple(
            OutcomeChange(one.subject, one.rule, one.clause.name, was, one.outcome, one.decided_at)
            for one in every
            if (was := before.get((one.subject, one.rule))) is not None and was is not one.outcome
        ),
        changes_since=since,
    )


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


@dataclass(frozen=True, slots=True)
class _Held:
    verdict: VerdictSummary
    name: str
    veto: bool
    outcome: Outcome
    needs: Text | None
    standings: tuple[Standing, ...]


async def overview_of_part(web: Web, subjects: Collection[str], unit: str | None = None) -> Overview:
    """
    How *subjects* stand, read from the store for them alone: all else is in it as if nothing were known.

    *unit*: the messages on other sites that name this unit are in it too.
    """
    now, watch = web.clock(), web.watch()
    since, rules = changes_since(now), {one.id: _rules(one) for one in subjects_of(watch)}
    own = [id for id in rules if id in subjects]
    async with web.store.database.read() as connection:
        judged = await verdicts.latest_verdicts(connection, own, now)
        before = await verdicts.newest_verdicts(connection, own, since)
        others = [one.id for one in watch.sites if one.id not in subjects] if unit is not None else []
        rows = await verdicts.newest_verdicts(connection, others, now, rule=rule_of(Owed.MESSAGE).id)
        texts = await texts_of(connection, [one.digest for one in rows])
    names = [json.dumps(name, ensure_ascii=False) for name, id in unit_ids(watch).items() if id == unit]

    def made() -> Overview:
        found = {id: {one.rule: one for one in several.values()} for id, several in judged.items()}
        for row in rows:
            if any(name in texts[row.digest] for name in names):
                found[row.subject] = {row.rule: row.read(decode_verdict(texts[row.digest]))}
        whole = {
            id: [one for rule in asked if (one := found.get(id, {}).get(rule))] for id, asked in rules.items()
        }
        return overview_from(
            watch, whole, {(one.subject, one.rule): Outcome(one.outcome) for one in before}, since
        )

    return await asyncio.to_thread(made)


def _seen_by(watch: Watch, unit: str | None) -> list[str]:
    """The subjects of which a unit sees anything."""
    redactor = redactor_for(watch, Viewer(name="", role=Role.UNIT, unit=unit))
    return [one.id for one in subjects_of(watch) if redactor.sees_subject(one.id)]


class OverviewCache:
    """
    Keeps the newest verdict of each indicator decoded; one cache serves one web process.

    Stored verdicts never change, so their number tells what is new. A page waits until what is new has been
    read, so that it never shows less than is stored; above LARGE verdicts it is shown what was read at most
    REST and one reading earlier, while the rest is read beside it. Before the first reading of so many is through, no page
    waits for it: `StillReading` says how far it is.
    """

    def __init__(
        self,
        decode: Callable[[Sequence[str]], list[Verdict]] = decode_verdicts,
        large: int = LARGE,
        quick: int = QUICK,
        rest: float = REST,
        prepare: Callable[[Overview], object] = lambda overview: None,
    ) -> None:
        """*prepare* works out, before a large overview is shown, what the first page will ask of it."""
        self._prepare = prepare
        self._decode, self._large, self._quick, self._rest = decode, large, quick, rest
        self._lock = asyncio.Lock()
        self._watch: Watch | None = None
        self._pairs: dict[Pair, None] = {}  # what is owed a verdict, in the order of the configuration
        self._held: dict[Pair, _Held] = {}
        self._before: dict[Pair, Outcome] = {}
        self._since: datetime | None = None
        self._cursor = changes.Cursor(-1, -1)
        self._renewed: datetime | None = None
        self._overview: Overview | None = None
        self.lasting: dict[object, object] = {}
        self._beside: asyncio.Task[Overview] | None = None
        self._rested = 0.0
        self._parts: dict[tuple[str | None, str | None], tuple[changes.Cursor, Overview]] = {}

    async def overview(self, web: Web) -> Overview:
        """How everything stands now. Raises StillReading, where a page would wait for minutes."""
        if self._overview is None:
            return await self._first(web)
        if len(self._held) <= self._large or self._watch != web.watch():
            return await self._renew(web)
        if self._beside is not None and self._beside.done():
            done, self._beside, self._rested = self._beside, None, perf_counter()
            self._overview = done.result()  # what went wrong there is raised here
        if self._beside is None and perf_counter() - self._rested >= self._rest:
            self._beside = asyncio.create_task(self._renew(web))
        return self._overview

    def makes_wait(self, web: Web) -> bool:
        """Whether a page would wait for the first reading since the start; it goes on, or begins now."""
        if self._overview is not None or _owed(web.watch()) <= self._quick:
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
        if (owed := _owed(web.watch())) <= self._large:
            return await self._renew(web)
        if self._beside is None:
            self._beside = asyncio.create_task(self._renew(web))
        if not self._beside.done():
            raise StillReading(len(self._held), owed)
        done, self._beside, self._rested = self._beside, None, perf_counter()
        return done.result()  # what went wrong there is raised here

    async def read(self, web: Web) -> Overview:
        """Read whatever is new, however long that takes."""
        return await self._renew(web)

    async def _renew(self, web: Web) -> Overview:
        async with self._lock:
            now, watch = web.clock(), web.watch()
            if self._watch is not watch and self._watch != watch:
                self._held, self._renewed, self._since = {}, None, None
                self._pairs = {(one.id, rule): None for one in subjects_of(watch) for rule in _rules(one)}
            self._watch = watch
            read = await self._read_new(web, now)
            turned = await self._look_back(web, now)
            if self._overview is None or read or turned or self._overview.watch is not watch:
                summed = await asyncio.to_thread(self._sum_up, watch)
                if len(self._held) > self._large:
                    await asyncio.to_thread(self._prepare, summed)
                self._overview = summed
            return self._overview

    async def _read_new(self, web: Web, now: datetime) -> bool:
        """Whether anything new was read."""
        async with web.store.database.read() as connection:
            cursor = await changes.cursor_now(connection)
            whole = self._renewed is None or now - self._renewed >= RENEW
            if cursor == self._cursor and not whole:
                return False
            if whole:
                rows = await verdicts.newest_verdicts(connection, self._subjects(), now)
            else:
                rows = await verdicts.verdicts_after(connection, self._cursor)
            wanted = self._newer(rows, now)
            for start in range(0, len(wanted), BATCH):
                part = wanted[start : start + BATCH]
                texts = await texts_of(connection, [one.digest for one in part])
                await asyncio.to_thread(self._keep, part, [texts[one.digest] for one in part])
        self._cursor = cursor
        self._renewed = now if whole else self._renewed
        return bool(wanted)

    def _newer(self, rows: Iterable[VerdictSummary], now: datetime) -> list[VerdictSummary]:
        """Those of *rows* that take the place of what is held."""
        wanted: dict[Pair, VerdictSummary] = {}
        for row in rows:
            pair = (row.subject, row.rule)
            held = wanted.get(pair) or (self._held[pair].verdict if pair in self._held else None)
            if pair not in self._pairs or row.decided_at > now or row == held:
                continue
            if held is None or (row.decided_at, row.number) > (held.decided_at, held.number):
                wanted[pair] = row
        return list(wanted.values())

    def _keep(self, rows: Sequence[VerdictSummary], texts: Sequence[str]) -> None:
        assert self._watch is not None
        decoded = [row.read(one) for row, one in zip(rows, self._decode(texts), strict=True)]
        by_subject: dict[str, list[Verdict]] = {}
        for one in decoded:
            by_subject.setdefault(one.subject, []).append(one)
        parts: dict[Pair, list[Standing]] = {}
        for standing in standings(self._watch, by_subject):
            parts.setdefault((standing.subject, verdict_rule(standing)), []).append(standing)
        for row, verdict in zip(rows, decoded, strict=True):
            self._held[row.subject, row.rule] = _Held(
                verdict=row,
                name=verdict.clause.name,
                veto=verdict.clause.sort is Sort.VETO,
                outcome=verdict.outcome,
                needs=verdict.needs,
                standings=tuple(parts.get((row.subject, row.rule), ())),
            )

    async def _look_back(self, web: Web, now: datetime) -> bool:
        """Load, once a day, how everything stood at yesterday's morning look. Whether it did."""
        since = changes_since(now)
        if since == self._since:
            return False
        async with web.store.database.read() as connection:
            rows = await verdicts.newest_verdicts(connection, self._subjects(), since)
        self._before = {(row.subject, row.rule): Outcome(row.outcome) for row in rows}
        self._since = since
        return True

    def _subjects(self) -> list[str]:
        """Those that are owed a verdict."""
        return list(dict.fromkeys(subject for subject, _ in self._pairs))

    def _sum_up(self, watch: Watch) -> Overview:
        assert self._since is not None
        ordered = [self._held[pair] for pair in self._pairs if pair in self._held]
        vetoes: dict[str, list[Outcome]] = {subject.id: [] for subject in subjects_of(watch)}
        decided: dict[str, datetime] = {}
        for one in ordered:
            subject = one.verdict.subject
            decided[subject] = max(one.verdict.decided_at, decided.get(subject, one.verdict.decided_at))
            if one.veto:
                vetoes[subject].append(one.outcome)
        return Overview(
            watch=watch,
            standings=tuple(standing for one in ordered for standing in one.standings),
            needs={(one.verdict.subject, one.verdict.rule): one.needs for one in ordered if one.needs},
            conclusions={subject: conclude_vetoes(outcomes) for subject, outcomes in vetoes.items()},
            decided_at=decided,
            changes=tuple(self._changes(ordered)),
            changes_since=self._since,
            lasting=self.lasting,
        )

    def _changes(self, ordered: Iterable[_Held]) -> Iterable[OutcomeChange]:
        for one in ordered:
            verdicts = one.verdict
            before = self._before.get((verdicts.subject, verdicts.rule))
            if before is not None and before is not one.outcome:
                yield OutcomeChange(
                    verdicts.subject, verdicts.rule, one.name, before, one.outcome, verdicts.decided_at
                )


def _owed(watch: Watch) -> int:
    """How many verdicts everything that is watched is owed."""
    by_edition = Counter((one.edition, one.kind) for one in subjects_of(watch))
    return sum(
        many * sum(one.subject == kind for one in load_edition(edition).clauses)
        for (edition, kind), many in by_edition.items()
    )


def _rules(subject: Subject) -> list[str]:
    """The rules of the edition in force for *subject*, in its order."""
    return [one.rule for one in load_edition(subject.edition).clauses if one.subject == subject.kind]
