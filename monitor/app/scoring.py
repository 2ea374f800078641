"""Score sheets of a quarter, of last quarter and of a year (评分), from what is stored: loads, judges, makes the sheets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from monitor.app.runtime import DayJudge, Runtime
from monitor.assess.account_register import AccountSighting, Entries, RegistryFault, compare
from monitor.domain.content import Post, TimelineState
from monitor.domain.ledger import ArticleLedger
from monitor.domain.materials import materials_of
from monitor.domain.observation import AppListing, StoredObservation, Timeline
from monitor.domain.points import PeoplePoints, entered_cells
from monitor.domain.site import Subject, Watch
from monitor.domain.timing import DAY, Quarter, add_months, day_of, midnight
from monitor.domain.verdict import Verdict
from monitor.quarter.points import judge_quarter, points_of
from monitor.quarter.settings import read_settings
from monitor.regulations.indicators import NoTableError, load_table
from monitor.regulations.workdays import NOTHING_LOCAL, Workdays
from monitor.scores.facts import LOOKED_KINDS
from monitor.scores.period import Period, SheetOwner
from monitor.scores.plain import draw_of
from monitor.scores.points import own_rules
from monitor.scores.ranking import RankedGroup, rank_sheets
from monitor.scores.units import (
    ChosenTable,
    SheetGround,
    UnitSheet,
    failed_vetoes,
    make_unit_sheet,
    owners_of,
    tables_of,
)
from storage.decisions import materials
from storage.observations.close_looks import load_close_looks
from storage.observations.exports import load_exports_of
from storage.observations.ledger import load_ledgers
from storage.observations.looks import newest_of_parts
from storage.observations.patrol_links import lines_in

#: With more sites, or accounts, judging every day of two quarters takes minutes and much memory.
DRAWN_AT_ONCE, ACCOUNTS_DRAWN_AT_ONCE = 200, 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """The sheets of one quarter, and who has none and why."""

    quarter: Quarter
    sheets: tuple[UnitSheet, ...]
    refused: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()  #: names of units that own nothing that is scored
    begun: frozenset[str] = frozenset()  #: sites and accounts that anything was seen of by its end

    @property
    def seen(self) -> tuple[UnitSheet, ...]:
        """Sheets of units of which anything was seen by the end of the quarter: the others say nothing of it."""
        return tuple(one for one in self.sheets if self.begun & _seen_by(one))


def _seen_by(sheet: UnitSheet) -> frozenset[str]:
    """The sites and accounts from which the sheet is filled; of a unit that owns nothing, the counted sites."""
    owner = sheet.owner
    own = [one.id for one in owner.sites] + [one.id for one in owner.accounts]
    own += [site.id for site, _ in (*owner.columns, *owner.boards)]
    return frozenset(own or sheet.counted)


@dataclass(slots=True, kw_only=True)
class Scorer:
    """Makes sheets by one configuration and one moment of hearing; what was loaded once is kept."""

    runtime: Runtime
    watch: Watch
    known_by: datetime
    workdays: Workdays = NOTHING_LOCAL
    table: str | None = None  #: score by this table instead of the chosen one
    _entries: Sequence[PeoplePoints] | None = None
    _made: dict[tuple[Quarter, datetime], Scored] = field(default_factory=dict)

    async def score(self, quarter: Quarter, as_of: datetime, owners: Sequence[str] | None = None) -> Scored:
        """
        Every sheet of *quarter* as of its last point up to a moment; *owners*: of these keys only.

        All its days are judged, as for the notice: a veto of any day ends the scoring. Figures of a quarter that is over
        are drawn from all that was published in it, whenever it was read.
        """
        if (quarter, as_of) not in self._made:
            self._made[quarter, as_of] = await self._score(quarter, as_of)
        found = self._made[quarter, as_of]
        if owners is None:
            return found
        return replace(found, sheets=tuple(one for one in found.sheets if one.key in owners))

    async def _score(self, quarter: Quarter, as_of: datetime) -> Scored:
        ground = await self._ground(quarter, as_of)
        sheets, refused, empty = [], [], []
        for owner in owners_of(self.watch):
            try:
                tables = self._tables(owner, ground)
            except NoTableError as error:
                if owner.owns:
                    refused.append(str(error))
                else:
                    empty.append(owner.name)
                continue
            sheets.append(make_unit_sheet(ground, owner, tables))
        return Scored(
            quarter=quarter, sheets=tuple(sheets), refused=tuple(refused), empty=tuple(empty),
            begun=ground.begun,
        )  # fmt: skip

    def _tables(self, owner: SheetOwner, ground: SheetGround) -> Sequence[ChosenTable]:
        if self.table is not None:
            return (
                ChosenTable(
                    table=load_table(self.table), level=None, why=f"由监测单位指定按《{self.table}》评定"
                ),
            )
        kind = ground.period.kind_of(owner.unit) if owner.unit else None
        published = ground.period.year_counts.get(owner.id, 0) if owner.unit else 0
        found = list(tables_of(owner, kind, self.watch, published))
        for id in ground.rules.also if owner.unit else ():
            why = f"[scores] also 列入，不计入得分（{id}）"
            found.append(ChosenTable(table=load_table(id), level=None, why=why, weight=0))
        return found

    async def _ground(self, quarter: Quarter, as_of: datetime) -> SheetGround:
        runtime, watch, by = self.runtime, self.watch, self.known_by
        moment = moment_in(quarter, as_of)
        subjects = watch.subjects
        points = points_of(quarter, read_settings(watch).points, moment)
        ids = [one.id for one in subjects]
        begun = await runtime.store.first_looks(ids, by, midnight(quarter.first))

        async def load(batch: Sequence[Subject], moments: Sequence[datetime]) -> Mapping[str, DayJudge]:
            return await runtime.judges_at(batch, moments, by, begun)

        judged = await judge_quarter(subjects, points, load)
        # a subject that was first seen after the last official point is judged at its own last day
        last = {id: verdicts for said in judged.points.values() for id, verdicts in said.items()}
        period = await self.period(quarter, as_of, last)
        filled = await self._filled()
        return SheetGround(
            period=period, moment=moment, known_by=by, failed=failed_vetoes(judged.points, judged.between),
            cells=entered_cells(filled), entries=max((one.number for one in filled), default=0),
            rules=own_rules(watch), begun=frozenset(id for id, at in begun.items() if at <= moment),
        )  # fmt: skip

    async def period(
        self, quarter: Quarter, moment: datetime, verdicts: Mapping[str, Sequence[Verdict]]
    ) -> Period:
        """What the figures of *quarter* are drawn from, as of a moment; *verdicts*: what was said then, by subject."""
        entries, sightings, faults, posts = await self._register(moment_in(quarter, moment), moment)
        first, last = midnight(quarter.first), moment_in(quarter, moment)
        async with self.runtime.store.database.read() as connection:
            ids = [one.id for one in self.watch.subjects]
            handed = await materials.entries(connection, self.known_by, str(quarter))
            looked = await newest_of_parts(connection, LOOKED_KINDS, ids, first, last, self.known_by)
            lines = await lines_in(connection, ids, first, last, self.known_by)
        return Period(
            watch=self.watch, quarter=quarter, as_of=moment, ledgers=await self._ledgers(quarter, moment),
            verdicts=verdicts, entries=entries, faults=faults, sightings=sightings, workdays=self.workdays,
            looked=looked, patrol_lines=lines, posts=posts, materials=materials_of(handed),
            exports=await load_exports_of(self.runtime.store, [one.id for one in self.watch.sites], self.known_by),
            **await self._close_looks(quarter, moment),
        )  # fmt: skip

    async def _filled(self) -> Sequence[PeoplePoints]:
        if self._entries is None:
            self._entries = await self.runtime.store.people_points(self.known_by)
        return self._entries

    async def _ledgers(self, quarter: Quarter, moment: datetime) -> dict[str, ArticleLedger]:
        since = min(date(quarter.year, 1, 1), add_months(quarter.last + DAY, -12))
        ids = [one.id for one in self.watch.sites]
        return await load_ledgers(self.runtime.store, ids, midnight(since), moment, self.known_by)

    async def _close_looks(self, quarter: Quarter, moment: datetime) -> dict[str, Any]:
        """Close readings of pages, and lists of portals above, as far as they speak of the year before its end."""
        since = midnight(add_months(quarter.last + DAY, -12))
        ids = [one.id for one in self.watch.sites]
        texts, upstreams = await load_close_looks(self.runtime.store, ids, since, moment, self.known_by)
        return {"texts": texts, "upstreams": upstreams}

    async def _register(
        self, moment: datetime, as_of: datetime
    ) -> tuple[
        Entries, dict[str, tuple[str, ...]], tuple[RegistryFault, ...], dict[str, tuple[Post, ...]]
    ]:  # fmt: skip
        store, by = self.runtime.store, self.known_by
        entries = await store.registrations(as_of, by)  # a register that came after the quarter is of it too
        cases = await store.account_cases(self.watch.accounts, moment, {}, by)
        found: dict[str, AccountSighting] = {}
        for account in self.watch.accounts:
            case = cases[account.id]
            looks: list[StoredObservation[Timeline] | StoredObservation[AppListing]] = [*case.timelines]
            looks += [one for listings in case.apps.values() for one in listings]
            posts = [one for one in case.timelines if one.facts.state is TimelineState.POSTS]
            newest = max(looks, key=lambda one: one.at, default=None)
            found[account.id] = AccountSighting(newest, posts[-1] if posts else None)
        sightings = {
            id: tuple(dict.fromkeys(look.id for look in (one.newest, one.posts) if look is not None))
            for id, one in found.items()
        }
        first = Quarter.of(day_of(moment)).first
        published = {id: posts_since(case.timelines, first) for id, case in cases.items()}
        return entries, sightings, compare(self.watch, entries, found, moment), published


def posts_since(looks: Sequence[StoredObservation[Timeline]], first: date) -> tuple[Post, ...]:
    """The posts published from *first* on that any of *looks* showed, each once."""
    found = {
        one.id or one.url or one.title: one
        for look in looks
        for one in look.facts.posts
        if one.on is not None and one.on >= first
    }
    return tuple(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A quarter's sheets with their ranking against last quarter."""

    scored: Scored
    groups: tuple[RankedGroup, ...]

    @property
    def plain(self) -> dict[str, Any]:
        """As the feed carries it."""
        return draw_of(self.scored.sheets, self.groups)


async def draw(scorer: Scorer, quarter: Quarter, as_of: datetime) -> Drawn:
    """The sheets of *quarter* as of a moment, ranked, each beside its last quarter where anything was seen then."""
    scored = await scorer.score(quarter, as_of)
    before = await scorer.score(quarter.previous, as_of)
    return Drawn(scored=scored, groups=rank_sheets(scored.sheets, before.seen))


async def draw_and_keep(
    runtime: Runtime, watch: Watch, as_of: datetime, known_by: datetime, quarter: Quarter | None = None
) -> Drawn:
    """The sheets of *quarter*, else of that of *as_of*, kept for those who read the feed over HTTP."""
    scorer = Scorer(runtime=runtime, watch=watch, known_by=known_by)
    wanted = quarter or Quarter.of(day_of(as_of))
    drawn = await draw(scorer, wanted, as_of)
    await runtime.store.keep_draw(drawn.plain, moment_in(wanted, as_of), runtime.clock())
    return drawn


def is_drawn_at_once(watch: Watch) -> bool:
    """Whether the sheets are drawn up whenever they are wanted; of more sites or accounts only when `monitor scores` is asked."""
    return len(watch.sites) <= DRAWN_AT_ONCE and len(watch.accounts) <= ACCOUNTS_DRAWN_AT_ONCE


def moment_in(quarter: Quarter, as_of: datetime) -> datetime:
    """*as_of*, or the last second of *quarter* when it is over."""
    return min(as_of, midnight(quarter.last + DAY) - timedelta(seconds=1))


def quarters_of(year: int, as_of: datetime) -> Sequence[Quarter]:
    """The quarters of *year* that had begun at *as_of*."""
    return [one for n in range(1, 5) if midnight((one := Quarter(year, n)).first) <= as_of]
