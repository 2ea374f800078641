"""The store as the rest of the program sees it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection
from ulid import ULID

from monitor.domain.case import AccountCase, Review, SiteCase
from monitor.domain.need import Lookback
from monitor.domain.observation import Exchange, Observation, Registration, StoredObservation
from monitor.domain.points import PeoplePoints
from monitor.domain.site import Account, Maintenance, Site, Subject
from monitor.domain.timing import Clock
from monitor.domain.verdict import Verdict
from storage.access import chain
from storage.db import tables
from storage.db.codec import decode_plain, visit_says
from storage.db.engine import Database, connect
from storage.decisions import people_points, reviews, verdicts
from storage.evidence.evidence import Condition, EvidenceFolder, Record, StoredExchange, stored_exchange_from
from storage.evidence.links import link_file
from storage.evidence.unchanged import UnchangedLook, behind, unchanged_among, with_bodies
from storage.observations import (
    accounts,
    cases,
    derived,
    descriptions,
    histories,
    known,
    newest,
    observations,
    site_memory,
)
from storage.observations.account_memory import AccountMemories
from storage.observations.save_queue import SaveQueue
from storage.observations.site_looks import SiteLooks, load_site_looks
from storage.observations.visits import RollUp
from storage.ops.prune import Pruned, prune, remove_files


@dataclass(slots=True)
class Store:
    """Saves and loads; decides nothing. Open it with `open_store`."""

    database: Database
    evidence: EvidenceFolder
    clock: Clock
    roll_up: RollUp
    make_validators: Callable[[str, str], Any]
    needs: Lookback  #: what rules need of each kind of fact: so far back cases are loaded
    _queue: SaveQueue = field(default_factory=SaveQueue)
    _account_memories: AccountMemories = field(default_factory=AccountMemories)
    _configured: Mapping[str, Subject] = field(default_factory=dict)  # as last noted, by digest

    async def save(self, looks: Sequence[Observation[Any]], *, gather_s: float = 0.0) -> Sequence[str]:
        """
        Save *looks* with their evidence, whole or not at all. Returns their ids in order.

        What arrives while another save is under way goes together in the next one: one transaction and one
        flush to disk for all of them. When that fails, each is saved alone, so a bad look harms no other.

        *gather_s*: wait so many seconds, unless another save comes, for what else arrives; what has not returned is not stored yet.
        Whoever is called off while it waits calls nothing else off: what was handed over is stored all the same, once.
        """
        return await self._queue.save(looks, self._write_all, gather_s)

    async def finish(self) -> None:
        """Save what still waits, at once, and wait for every save under way: the last thing before the store is closed."""
        await self._queue.finish(self._write_all)

    async def save_with(
        self,
        looks: Sequence[Observation[Any]],
        also: Callable[[AsyncConnection, Sequence[str]], Awaitable[None]],
    ) -> None:
        """Save *looks* with their evidence, and what *also* writes of their ids, in one transaction."""
        async with self._queue.turn:
            await self._write(looks, imported=False, also=also)

    async def _write_all(self, looks: Sequence[Observation[Any]]) -> Sequence[str]:
        return (await self._write(looks, imported=False)).ids

    async def save_imported(self, looks: Sequence[Observation[Any]], file: Exchange | None = None) -> int:
        """
        Save observations made elsewhere; those already there add nothing. Returns how many were new.

        *file*: what they were read from; it becomes the evidence of the new ones, kept once.
        """
        async with self._queue.turn:
            return (await self._write(looks, imported=True, file=file)).added

    async def _write(
        self,
        looks: Sequence[Observation[Any]],
        *,
        imported: bool,
        file: Exchange | None = None,
        also: Callable[[AsyncConnection, Sequence[str]], Awaitable[None]] | None = None,
    ) -> observations.Saved:
        try:
            # In a thread: large bodies and a busy disk must not keep the loop; one at a time, as all that comes here is.
            unchanged = await self._unchanged(looks)
            brought = [
                () if n in unchanged and unchanged[n].answer is not None else look.exchanges
                for n, look in enumerate(looks)
            ]
            exchanges = await asyncio.to_thread(self.evidence.keep_all, brought)
            source = await asyncio.to_thread(self.evidence.keep_all, [[file]]) if file is not None else ()
            async with self.database.write() as connection:
                saved = await observations.save_looks(
                    connection, looks, exchanges, now=self.clock(), roll_up=self.roll_up, imported=imported,
                    unchanged=unchanged,
                )  # fmt: skip
                if also is not None:
                    await also(connection, saved.ids)
                if source and saved.fresh:
                    await link_file(connection, saved.fresh, source[0][0])
        except BaseException:  # also when cancelled: then too no row names what was written
            self.evidence.start_anew()
            raise
        if source and not saved.fresh:
            self.evidence.start_anew()  # nothing new rests on the file
        else:
            self.evidence.named()
        return saved

    async def _unchanged(self, looks: Sequence[Observation[Any]]) -> Mapping[int, UnchangedLook]:
        """Those of *looks* that only repeat, by place; most saves hold none, and ask nothing."""
        if not any(look.repeats for look in looks):
            return {}
        async with self.database.read() as connection:
            return await unchanged_among(connection, looks)

    async def memory(self, site: Site) -> cases.Memory:
        """What probes may ask about *site* while they look."""
        async with self.database.read() as connection:
            return await site_memory.load_memory(
                connection, site, self.clock(), self.make_validators, self.needs
            )

    async def site_cases(
        self,
        sites: Sequence[Site],
        as_of: datetime,
        column_clauses: Mapping[str, histories.Clauses],
        known_by: datetime | None = None,
        *,
        counted: bool = False,
    ) -> dict[str, SiteCase]:
        """
        All that the rules may see of *sites* at *as_of*, by what was heard up to *known_by* (None: now); by site.

        *counted*: of lists and homepages whose rows were counted as they were saved there is that count, not the rows.
        """
        by = known_by or self.clock()
        async with self.database.read() as connection:
            return await cases.load_site_cases(
                connection, sites, as_of, self.roll_up, column_clauses, by, self.needs, counted=counted
            )

    async def site_histories(
        self,
        sites: Sequence[str],
        moments: Sequence[datetime],
        known_by: datetime,
        maintenance: Mapping[str, Sequence[Maintenance]],
        loaded: SiteLooks | None = None,
    ) -> dict[str, histories.SiteHistory]:
        """What the cases of *sites* at *moments* are cut from, by site; *loaded*: looks at them that need not be loaded again."""
        async with self.database.read() as connection:
            return await histories.load_site_histories(
                connection, sites, moments, known_by, self.roll_up, self.needs, maintenance, counts_rows=True,
                loaded=loaded,
            )  # fmt: skip

    async def site_looks(
        self, sites: Sequence[str], since: datetime, until: datetime, known_by: datetime
    ) -> SiteLooks:
        """What the judging of a stretch and the ledgers of *sites* both rest on."""
        async with self.database.read() as connection:
            return await load_site_looks(connection, sites, since, until, known_by)

    async def account_histories(
        self,
        of: Sequence[str],
        moments: Sequence[datetime],
        known_by: datetime,
        canaries: Mapping[str, Sequence[Account]],
    ) -> dict[str, accounts.AccountHistory]:
        """What the cases of accounts at *moments* are cut from, by account."""
        async with self.database.read() as connection:
            return await accounts.load_account_histories(
                connection, of, moments, known_by, canaries, self.needs
            )

    async def account_memory(self, account: Account) -> cases.Memory:
        """What probes may ask about *account* while they look; those asked for together are loaded together."""
        return await self._account_memories.of(
            account, self.database, self.clock, self.make_validators, self.needs
        )

    async def account_cases(
        self,
        of: Sequence[Account],
        as_of: datetime,
        canaries: Mapping[str, Sequence[Account]],
        known_by: datetime | None = None,
    ) -> dict[str, AccountCase]:
        """All that the rules may see of accounts at *as_of*, by account; *canaries*: by account, those of its platform."""
        by = known_by or self.clock()
        async with self.database.read() as connection:
            return await accounts.load_account_cases(connection, of, as_of, canaries, by, self.needs)

    async def registrations(
        self, as_of: datetime, known_by: datetime | None = None
    ) -> list[tuple[str, StoredObservation[Registration]]]:
        """The newest entry of each account in each register (备案)."""
        async with self.database.read() as connection:
            return await accounts.load_registrations(connection, as_of, known_by or self.clock())

    async def remember(
        self, subjects: Sequence[Subject], described: Mapping[str, tuple[Subject, str]] | None = None
    ) -> int:
        """
        Note how the subjects are configured from now on. Returns how many changed.

        *described*: subjects by id with the digests of their descriptions, where those are known.
        """
        async with self.database.write() as connection:
            changed, self._configured = await descriptions.remember(
                connection, subjects, self.clock(), described or {}
            )
        return changed

    async def described(self, subject: Subject, as_of: datetime, known_by: datetime | None = None) -> Subject:
        """*subject* as it was configured at *as_of*, by what was noted up to *known_by*; None: now."""
        return (await self.descriptions([subject], as_of, as_of, known_by or self.clock()))[subject.id].at(
            as_of
        )

    async def descriptions(
        self, subjects: Sequence[Subject], first: datetime, last: datetime, known_by: datetime
    ) -> dict[str, descriptions.Descriptions]:
        """How *subjects* were configured from *first* to *last*, by what was noted up to *known_by*; by id."""
        async with self.database.read() as connection:
            return await descriptions.descriptions_of(
                connection, subjects, first, last, known_by, self._configured
            )

    async def ever_noted(self) -> list[str]:
        """Every subject that was ever configured, by id."""
        async with self.database.read() as connection:
            return await descriptions.noted(connection)

    async def names(self, ids: Sequence[str]) -> dict[str, str]:
        """The last noted names of subjects, configured or not."""
        async with self.database.read() as connection:
            return await descriptions.names(connection, ids)

    async def save_verdicts(self, new: Sequence[Verdict], damaged: dict[str, str] | None = None) -> None:
        """Save verdicts; the same one twice is one. *damaged*: takes the subjects of which an older one cannot be told; None: that is raised."""
        async with self.database.write() as connection:
            await verdicts.save_verdicts(connection, new, self.clock(), damaged)

    async def latest_verdicts(
        self, subjects: Iterable[str], as_of: datetime, known_by: datetime | None = None
    ) -> dict[str, list[Verdict]]:
        """The verdicts on *subjects* that hold at *as_of*, by what was heard up to *known_by* (None: all); by subject."""
        async with self.database.read() as connection:
            return await verdicts.latest_verdicts(connection, subjects, as_of, known_by)

    async def newest_looks(
        self, subjects: Sequence[str], as_of: datetime, known_by: datetime | None = None
    ) -> dict[str, datetime]:
        """When each of *subjects* was last seen, by what was stored up to *known_by* (None: all)."""
        async with self.database.read() as connection:
            return await newest.newest_looks(connection, subjects, as_of, known_by)

    async def chain_head(self, known_by: datetime) -> chain.ChainHead | None:
        """The newest link of the chain of records that was written up to *known_by*; None when nothing was stored yet."""
        async with self.database.read() as connection:
            return await chain.head(connection, known_by)

    async def newest_heard(self) -> datetime | None:
        """When anything that verdicts rest on was last stored; None: nothing is."""
        async with self.database.read() as connection:
            return await known.newest_heard(connection)

    async def heard_since(self, moment: datetime, of: datetime | None = None) -> frozenset[str]:
        """Subjects of which anything but planned visits was stored after *moment*; *of*: only of what was up to then."""
        async with self.database.read() as connection:
            return await known.heard_since(connection, moment, of)

    async def described_since(self, moment: datetime) -> frozenset[str]:
        """Subjects that were configured otherwise after *moment*."""
        async with self.database.read() as connection:
            return await descriptions.described_since(connection, moment)

    async def any_canary(self, ids: Collection[str]) -> bool:
        """Whether any of *ids*, configured or not, was ever a canary."""
        async with self.database.read() as connection:
            return bool(ids) and await descriptions.any_canary(connection, ids)

    async def first_looks(
        self, subjects: Sequence[str], known_by: datetime, before: datetime
    ) -> dict[str, datetime]:
        """When watching each of *subjects* began, exactly where not *before*; one that never was seen is not in it."""
        async with self.database.read() as connection:
            return await known.first_looks(connection, subjects, known_by, before)

    async def recount(self, site: str) -> list[str]:
        """
        Build anew what is derived of *site*: what its articles' newest readings say, the newest day that its lists can prove,
        how each list stands and what its rows amount to, and its days' counts of visits.

        Returns what stood otherwise, in few words each: nothing, unless somebody changed the store from outside, or it is from
        before the state was kept.
        """
        return await derived.recount(self.database, site, self.needs, self.roll_up)

    async def count_in(self, sites: Sequence[str]) -> None:
        """Note what the lists of *sites* can prove and what their rows amount to, where that is not known, or not any more."""
        await derived.count_in(self.database, sites, self.needs)

    async def add_review(self, review: Review) -> None:
        """Add what a person decided."""
        async with self.database.write() as connection:
            await reviews.add_review(connection, review)

    async def people_points(self, known_by: datetime | None = None) -> Sequence[PeoplePoints]:
        """What people entered on score sheets up to *known_by*, in order."""
        async with self.database.read() as connection:
            return await people_points.entries(connection, known_by)

    async def take_points(self, filled: Sequence[PeoplePoints]) -> Sequence[PeoplePoints]:
        """Take in what people filled; returns what was new, conflicts among it."""
        async with self.database.write() as connection:
            return await people_points.take_in(connection, filled)

    async def keep_draw(self, content: Mapping[str, Any], as_of: datetime, at: datetime) -> None:
        """Keep score sheets as they were drawn up."""
        async with self.database.write() as connection:
            await people_points.keep_draw(connection, content, as_of, at)

    async def newest_draw(
        self, as_of: datetime, known_by: datetime | None = None
    ) -> Mapping[str, Any] | None:
        """The score sheets last drawn up for a moment up to *as_of*."""
        async with self.database.read() as connection:
            return await people_points.newest_draw(connection, as_of, known_by)

    async def records(self, id: str) -> list[Record]:
        """
        The exchanges behind *id*, an observation (`ob_…`) or one piece of evidence (`ev_…`), read and checked; of a look that was
        answered "unchanged" that answer first, then what it rests on.

        Empty when the observation was stored without any (an import); one record of `unknown_id` when
        nothing of that id is stored.
        """
        async with self.database.read() as connection:
            answers, exchanges, gone = await behind(connection, id)
            full = {one.id: await self._full(connection, one) for one in exchanges}
            if not answers and not exchanges and not gone and not await self._is_stored(connection, id):
                nothing = StoredExchange(
                    id=id, at=self.clock(), url="", address="", status=None, sha256="", file="",
                    offset=0, length=0, note="",
                )  # fmt: skip
                return [Record(condition=Condition.UNKNOWN_ID, exchange=nothing, detail=f"no {id} is stored")]
        pages = [self.evidence.read(one, full[one.id]) for one in exchanges]
        return [*with_bodies(answers, pages, gone), *pages, *gone]

    async def newest_file(self, before: datetime | None = None) -> str | None:
        """The file that holds the newest evidence, whoever wrote it, of what was stored *before* a moment; None when there is none."""
        table = tables.evidence
        newest = select(table.c.file).order_by(table.c.id.desc()).limit(1)
        if before is not None:
            newest = newest.where(table.c.id < f"ev_{ULID.from_datetime(before)}")
        async with self.database.read() as connection:
            found: str | None = await connection.scalar(newest)
            return found

    async def prune(self, keep_evidence: timedelta, keep_visits: timedelta) -> Pruned:
        """Let go of old raw visits and evidence files; no verdict that was given changes."""
        async with self.database.write() as connection:
            done = await prune(connection, self.clock(), keep_evidence, keep_visits)
        remove_files(self.evidence.folder, done.files)
        return done

    async def _full(self, connection: Any, exchange: StoredExchange) -> StoredExchange | None:
        """The first row with the same payload in the same file: there it stands in full."""
        table = tables.evidence
        same = select(table).where(table.c.sha256 == exchange.sha256, table.c.file == exchange.file)
        row = (await connection.execute(same.order_by(table.c.offset).limit(1))).mappings().first()
        return stored_exchange_from(row) if row else None

    async def _is_stored(self, connection: Any, id: str) -> bool:
        for table in (tables.observation, tables.visit):
            if (await connection.execute(select(table.c.id).where(table.c.id == id))).first():
                return True
        return False

    async def observation(self, id: str) -> dict[str, Any] | None:
        """What one stored observation says, as it is written (json) and as plain data; None when there is none of that id."""
        table, visit, body = tables.observation, tables.visit, tables.body
        look = select(table.c.kind, table.c.subject, table.c.part, table.c.at, table.c.vantage, body.c.json)
        seen = select(
            visit.c.site.label("subject"), visit.c.at, visit.c.vantage, visit.c.detail.label("json")
        )
        async with self.database.read() as connection:
            for query in (
                look.join(body, body.c.digest == table.c.digest).where(table.c.id == id),
                seen.where(visit.c.id == id),
            ):
                found = (await connection.execute(query)).mappings().first()
                if found is not None:
                    read = decode_plain if "kind" in found else visit_says
                    return {"kind": "visit", "part": "", **found, "says": read(found["json"])}
        return None


@asynccontextmanager
async def open_store(
    url: str,
    evidence: Path,
    *,
    clock: Clock,
    roll_up: RollUp,
    make_validators: Callable[[str, str], Any],
    needs: Lookback,
) -> AsyncIterator[Store]:
    """
    The store at *url* with its evidence folder, closed again at the end; cases are loaded as far back as *needs* say.

    Raises StoreError when the database cannot be used.
    """
    database = await connect(url)
    folder = EvidenceFolder(evidence)
    store = Store(database, folder, clock, roll_up, make_validators, needs)
    try:
        yield store
    finally:
        try:
            await store.finish()
        finally:
            folder.close()
            await database.close()
