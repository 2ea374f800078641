"""
The patrol (巡查): a site walked whole, politely, and what its screens saw, for people.

The frontier lies in the store: a patrol that was killed goes on where it stopped. A page that is as it was costs one
request and one row; its links are taken as they were.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import structlog

from monitor.collect.patrol_evidence import sighting, without_numbers
from monitor.collect.patrol_reader import BLOCKED, NO_SERVER, PatrolReader, PatrolTools, digest_of
from monitor.domain.patrol import (
    AddressKind,
    FoundCandidate,
    FoundLink,
    PatrolAddress,
    PatrolOutcome,
    ScreenId,
)
from monitor.domain.reach import Reason
from monitor.domain.site import Site
from monitor.domain.timing import day_of
from monitor.patrol.links import shared_causes
from monitor.patrol.tamper import bulk_posts, redated_texts
from probes.http.base import ANYWHERE, Answer, Fetched, Unreached, Validators
from probes.pages.patrol.page import read_patrolled
from probes.wall.base import ReaderBroke
from storage.db.engine import Database
from storage.observations import patrol, patrol_candidates, patrol_queue, patrol_rounds

log = structlog.get_logger()

#: Addresses taken from the frontier at a time.
BATCH = 50
#: After so many blocked pages of one folder, and none that opened, the rest of it is not asked for: it would be no use.
BLOCKED_FOLDER = 2
#: So many candidates that only the whole site tells are given their evidence at its end, by so many pages each.
LATE, LATE_PAGES = 50, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Patrolled:
    """What one patrol of a site came to."""

    site: str
    number: int  #: of the patrol
    asked: dict[str, int]  #: by kind of address
    left: int  #: addresses that its cap left out, or that wait for the next night
    unseen: Mapping[str, str]  #: pages that could not be read, with the reason: nothing is known of them
    gone: int  #: candidates that are no longer there
    outcomes: Mapping[str, int] = field(default_factory=dict)  #: addresses by what came of them
    paused: str = ""  #: night | offline | blocked: it goes on another time; "": it is over


class _Pause(Exception):
    """The walk stops here and goes on another time."""


@dataclass(slots=True)
class _Patrol:
    site: Site
    number: int
    tools: PatrolTools
    until: datetime | None = None
    reader: PatrolReader = field(init=False)
    white: frozenset[tuple[str, str]] = frozenset()
    blocked: dict[str, int] = field(default_factory=dict)  #: folder -> blocked pages; -1: one of it opened
    in_a_row: int = 0  #: blocked answers of the site
    missing: str | None = (
        None  #: what the site shows for an address that it has not, where it says 200; "": it says 404
    )

    def __post_init__(self) -> None:
        self.reader = PatrolReader(self.site, self.number, self.tools)

    async def walk(self, progress: Callable[[str], None]) -> tuple[int, str]:
        """Ask for address after address until none waits, or the cap is reached. Gives how many still wait, and why it paused."""
        paused = ""
        try:
            await self._walk(progress)
        except _Pause as pause:
            paused = str(pause)
        async with self.tools.database.read() as connection:
            return (await patrol.newest_round(connection, self.site.id))[1], paused

    async def _walk(self, progress: Callable[[str], None]) -> None:
        async with self.tools.database.read() as connection:
            asked = sum((await patrol.count_asked(connection, self.site.id, self.number)).values())
        order = (AddressKind.PAGE,), (AddressKind.ATTACHMENT,), (AddressKind.PICTURE, AddressKind.OUTSIDE)
        while True:
            async with self.tools.database.read() as connection:
                self.white = await patrol_queue.white_for(connection, self.site.id)
                room = max(min(BATCH, self.tools.settings.most - asked), 0)
                batch: list[PatrolAddress] = []
                for kinds in order:
                    batch = batch or await patrol.next_addresses(connection, self.site.id, self.number, kinds, room)  # fmt: skip
            if not batch:
                return
            if self.reader.missing is None:
                self.reader.missing = await self._ask_for_nothing()
            for one in batch:
                if self.until is not None and self.tools.clock() >= self.until:
                    raise _Pause("night")
                progress(one.url)
                await self.ask(one)
            asked += len(batch)

    async def _ask_for_nothing(self) -> str:
        """What the site shows for an address that cannot be there: its words, or where it sends its reader."""
        parts, name = urlsplit(self.site.url), digest_of(f"{self.site.id} {self.number}".encode())[:16]
        answer = await self.tools.fetch(
            f"{parts.scheme}://{parts.netloc}/{name}.html", allowed_hosts=self.site.allowed_hosts, attempts=1,
            validators=None, accept="page",
        )  # fmt: skip
        if not isinstance(answer, Fetched):
            return ""
        read = await self.tools.wall.read(read_patrolled, answer.text, answer.final_url, self.tools.clock())
        return "" if isinstance(read, ReaderBroke) else read.words

    async def ask(self, known: PatrolAddress, *, anew: bool = False) -> None:
        """Ask for one address and store what came of it. *anew*: whatever the server says of changes."""
        settings = self.tools.settings
        if known.kind is AddressKind.PAGE and self._is_blocked(known.url):
            seen = replace(known, outcome=PatrolOutcome.BLOCKED, reason="blocked_folder")
            await self._save(seen, None, [], self.tools.clock())
            return
        # a page kept as it was only where it was read before, by these word lists; a picture says nothing that lists know
        is_picture = known.kind is AddressKind.PICTURE and known.outcome is PatrolOutcome.OK
        is_read = is_picture or (known.digest and known.screened == self.reader.lists_version and not anew)
        ask = Validators(known.etag, known.last_modified) if is_read and (known.etag or known.last_modified) else None  # fmt: skip
        answer = await self.tools.fetch(
            known.url, allowed_hosts=ANYWHERE if known.kind is AddressKind.OUTSIDE else self.site.allowed_hosts, attempts=1, validators=ask,
            accept="page" if known.kind is AddressKind.PAGE else "any",
        )  # fmt: skip
        if known.kind is AddressKind.ATTACHMENT and not settings.attachments and isinstance(answer, Fetched):
            answer = replace(answer, body=b"")
        await self._note_blocks(known, answer)
        if isinstance(answer, Unreached) and answer.reason in NO_SERVER and not await self.tools.online():
            raise _Pause("offline")
        now = self.tools.clock()
        seen, links, found = await self.reader.read(known, answer, now, anew=anew)
        await self._save(seen, links, found, now, answer=answer)

    async def _save(
        self, seen: PatrolAddress, links: Sequence[FoundLink] | None, found: Sequence[FoundCandidate], now: datetime,
        *, answer: Answer | None = None,
    ) -> None:  # fmt: skip
        """Store what came of one address, and, in the same transaction, what new candidates rest on."""
        found = [without_numbers(one, day_of(now)) for one in found]

        async def write(connection: Any, evidence: Sequence[str]) -> None:
            await self._write(connection, seen, links, found, now, answer, evidence)

        lacking = await self._lacking(found) if found and self.tools.keep is not None else []
        is_first_day = seen.bad_days == 1 and not seen.bad_seen and answer is not None
        if self.tools.keep is None or answer is None or not (lacking or is_first_day):
            async with self.tools.database.write() as connection:
                await write(connection, ())
            return
        look = await sighting(
            self.site.id, self.number, seen, lacking, [answer], self.tools.wall, self.reader.limits, now
        )
        await self.tools.keep([look], write)

    async def _lacking(self, found: Sequence[FoundCandidate]) -> list[FoundCandidate]:
        """Those of *found* that would be told, and rest on nothing stored yet."""
        site, number = self.site.id, self.number
        async with self.tools.database.read() as connection:
            incomplete = [
                one
                for one in found
                if one.screen is not ScreenId.FOREIGN
                or not await patrol_rounds.is_own_host(
                    connection, site, number, one.detail["kind"], one.cause
                )
            ]
            return await patrol_candidates.lacking_evidence(connection, site, incomplete, self.white)

    async def _write(
        self, connection: Any, seen: PatrolAddress, links: Sequence[FoundLink] | None,
        found: Sequence[FoundCandidate], now: datetime, answer: Answer | None, looks_kept: Sequence[str],
    ) -> None:  # fmt: skip
        site, evidence = self.site.id, looks_kept
        if looks_kept and seen.bad_days == 1:
            seen = replace(seen, bad_seen=looks_kept[0])
        elif looks_kept and seen.bad_seen:
            evidence = (seen.bad_seen, *looks_kept)  # both days
        await patrol.save_address(connection, site, self.number, seen, links, now)
        if links is not None:
            foreign = await patrol_rounds.without_own_hosts(connection, site, self.number, found, seen.url)
            await patrol_candidates.save_candidates(connection, site, foreign, now, self.white, evidence)
            await patrol_candidates.close_unseen(connection, site, seen.url, now)
        else:
            await patrol_candidates.save_candidates(connection, site, found, now, self.white, evidence)
        if seen.kind is AddressKind.OUTSIDE and isinstance(answer, Fetched) and seen.outcome is PatrolOutcome.OK:  # fmt: skip
            await patrol_candidates.close_address(connection, site, seen.url, ScreenId.OUTSIDE, now)

    async def keep_late(self, found: Sequence[FoundCandidate], now: datetime) -> None:
        """
        Store what candidates rest on that only the whole site tells: their pages are asked for once more.

        Of one candidate at most `LATE_PAGES` pages, of one patrol at most `LATE` candidates; the rest is told all the same.
        """
        if self.tools.keep is None:
            return
        for one in (await self._lacking(found))[:LATE]:
            pages = [page for page in (one.page, one.detail.get("where", ""), *one.detail.get("pages", "").split("\n")) if page]  # fmt: skip
            answers = [
                await self.tools.fetch(page, allowed_hosts=self.site.allowed_hosts, attempts=1, validators=None, accept="page")
                for page in list(dict.fromkeys(pages))[:LATE_PAGES]
            ]  # fmt: skip
            at = PatrolAddress(url=pages[0] if pages else self.site.url, kind=AddressKind.PAGE, depth=0, outcome=PatrolOutcome.OK)  # fmt: skip
            look = await sighting(
                self.site.id, self.number, at, [one], answers, self.tools.wall, self.reader.limits, now
            )

            async def write(connection: Any, evidence: Sequence[str], one: FoundCandidate = one) -> None:
                await patrol_candidates.save_candidates(
                    connection, self.site.id, [one], now, self.white, evidence
                )

            await self.tools.keep([look], write)

    def _is_blocked(self, url: str) -> bool:
        return self.blocked.get(_folder(url), 0) >= BLOCKED_FOLDER

    async def _note_blocks(self, known: PatrolAddress, answer: Answer) -> None:
        """
        Keep away from a folder that a firewall keeps: three blocks in a row, and the host is left alone for an hour.

        Where only a folder is blocked, the homepage still opens, which is asked in between; where the whole site is, the patrol pauses.
        """
        if known.kind is AddressKind.OUTSIDE:
            return
        is_ours = isinstance(answer, Unreached)
        if is_ours and answer.reason is Reason.BLOCKED_PAGE and "left alone" in answer.detail:  # type: ignore[union-attr]
            raise _Pause("blocked")
        folder = _folder(known.url)
        if not is_ours or answer.reason not in BLOCKED:  # type: ignore[union-attr]
            self.in_a_row = 0
            self.blocked[folder] = -1_000_000 if not is_ours else self.blocked.get(folder, 0)
            return
        self.blocked[folder] = self.blocked.get(folder, 0) + 1
        self.in_a_row += 1
        if self.in_a_row >= BLOCKED_FOLDER:
            home = await self.tools.fetch(
                self.site.url,
                allowed_hosts=self.site.allowed_hosts,
                attempts=1,
                validators=None,
                accept="page",
            )
            if isinstance(home, Unreached) and home.reason in BLOCKED:
                raise _Pause("blocked")
            self.in_a_row = 0


async def patrol_site(
    site: Site, tools: PatrolTools, progress: Callable[[str], None], until: datetime | None = None
) -> Patrolled:
    """
    Patrol *site*, or go on with the patrol that was broken off; what its screens see is stored as candidates.

    Asks for one address after the other; the fetcher keeps the site's pace. *until*: when it pauses, to go on with the
    next call; None: it does not.
    """
    database, clock = tools.database, tools.clock
    async with database.write() as connection:
        number, waiting = await patrol.newest_round(connection, site.id)
        if not waiting:
            number += 1
            seeds = [FoundLink(target=site.url, kind=AddressKind.PAGE, words=site.name)]
            seeds += [
                FoundLink(target=one.url, kind=AddressKind.PAGE, words=one.name)
                for one in site.columns
                if one.url
            ]
            await patrol.begin_round(connection, site.id, number, seeds, clock())
        begun = await patrol_rounds.newest_begun(connection, site.id) or clock()
    walk = _Patrol(site, number, tools, until)
    left, paused = await walk.walk(progress)
    now = clock()
    gone = 0 if paused else await _at_the_end(walk, begun, now)
    await _group_dead(database, site.id)
    async with database.write() as connection:
        asked = await patrol.count_asked(connection, site.id, number)
        unseen = await patrol.unseen_pages(connection, site.id, number)
        outcomes = await patrol_rounds.count_outcomes(connection, site.id, number)
        if not paused:
            await patrol.leave_rest(connection, site.id, number)
            result = {"asked": asked, "outcomes": outcomes, "left": left, "unseen": len(unseen)}
            await patrol_rounds.end_round(connection, site.id, number, result, now)
    return Patrolled(
        site=site.id, number=number, asked=asked, left=left, unseen=unseen, gone=gone, outcomes=outcomes, paused=paused
    )  # fmt: skip


async def look_again(site: Site, tools: PatrolTools, urls: Collection[str]) -> int:
    """
    Ask again for *urls*, and for what was dead on one day alone: a second look on another day decides. Gives how many.

    What waits of a patrol goes on waiting.
    """
    database = tools.database
    async with database.read() as connection:
        number, _ = await patrol.newest_round(connection, site.id)
        doubtful = await patrol.doubtful(connection, site.id, day_of(tools.clock()))
        named = await patrol.known_addresses(connection, site.id, urls)
    walk = _Patrol(site, number, tools)
    pages = list({one.url: one for one in (*named, *doubtful)}.values())
    many = 0
    async with database.read() as connection:
        walk.white = await patrol_queue.white_for(connection, site.id)
    for one in pages:
        try:
            await walk.ask(one, anew=one.url in urls)
        except _Pause as pause:
            log.info("patrol_second_look_paused", site=site.id, why=str(pause))
            break
        many += 1
    if many:
        async with database.write() as connection:
            await patrol_candidates.close_mended(connection, site.id, tools.clock())
        await _group_dead(database, site.id)
    return many


async def _group_dead(database: Database, site: str) -> None:
    """Put dead addresses that share their cause on one line of the queue."""
    async with database.write() as connection:
        dead, well = await patrol_rounds.states_below(connection, site)
        await patrol_queue.regroup(connection, site, shared_causes(dead, well))


async def _at_the_end(walk: _Patrol, begun: datetime, now: datetime) -> int:
    """What only the whole site tells: what is mended, articles of one minute, old texts under new days."""
    site, settings = walk.site.id, walk.tools.settings
    async with walk.tools.database.read() as connection:
        minutes = await patrol_rounds.bulk_minutes(connection, site, walk.number, settings.bulk_articles)
        texts = await patrol_rounds.repeated_texts(connection, site, walk.number)
    found = [*bulk_posts(minutes), *redated_texts(texts, settings.redated_days)]
    await walk.keep_late(found, now)
    async with walk.tools.database.write() as connection:
        gone = await patrol_candidates.close_mended(connection, site, now)
        await patrol_candidates.save_candidates(connection, site, found, now, walk.white)
        await patrol_candidates.close_untold(connection, site, begun, now)
    return gone


def _folder(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[0]
