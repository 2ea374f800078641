"""
The patrol (巡查): a site walked whole, politely, and what its screens saw, for people.

The frontier lies in the store: a patrol that was killed goes on where it stopped. A page that is as it was costs one
request and one row; its links are taken as they were.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit

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
from monitor.domain.timing import Clock, day_of
from monitor.patrol.links import hidden_links, is_known, turned
from monitor.patrol.privacy import masked_text, personal_numbers
from monitor.patrol.wording import Screen, WordList
from probes.http.base import Answer, Fetch, Fetched, NotModified, Unreached, Validators
from probes.http.guard import is_same_site
from probes.pages.patrol.attachment import AttachmentText, read_attachment
from probes.pages.patrol.page import PatrolledPage, kind_of, read_patrolled
from probes.wall.base import ReaderBroke, Wall
from storage.db.engine import Database
from storage.observations import patrol

#: Addresses of one site asked for in one patrol, at the most.
MOST = 20_000
#: A link is dead when it was on so many different days.
DEAD_DAYS = 2
#: Addresses taken from the frontier at a time.
BATCH = 50
#: Slower than this is told.
SLOW_S = 10.0

_GONE = frozenset({404, 410})
_NO_SERVER = frozenset({Reason.NAME_NOT_FOUND, Reason.REFUSED})
_SLOW = frozenset({Reason.HEADER_TIMEOUT, Reason.BODY_TIMEOUT, Reason.CONNECT_TIMEOUT, Reason.TLS_TIMEOUT})
_BLOCKED = frozenset(
    {Reason.BLOCKED_SCRIPT, Reason.BLOCKED_PAGE, Reason.BLOCKED_CAPTCHA, Reason.BLOCKED_RATE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolSettings:
    """What one patrol may do."""

    most: int = MOST  #: addresses of one site, those outside included
    depth: int = 12  #: clicks from the homepage
    known_domains: tuple[str, ...] = ()  #: domains that the centre vouches for
    lists: tuple[WordList, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Patrolled:
    """What one patrol of a site came to."""

    site: str
    number: int  #: of the patrol
    asked: dict[str, int]  #: by kind of address
    left: int  #: addresses that its cap left out
    unseen: Mapping[str, str]  #: pages that could not be read, with the reason: nothing is known of them
    gone: int  #: candidates that are no longer there


@dataclass(slots=True)
class _Patrol:
    site: Site
    number: int
    database: Database
    fetch: Fetch
    wall: Wall
    clock: Clock
    settings: PatrolSettings
    screen: Screen

    async def walk(self, progress: Callable[[str], None]) -> int:
        """Ask for address after address until none waits, or the cap is reached. Gives how many still wait."""
        async with self.database.read() as connection:
            asked = sum((await patrol.count_asked(connection, self.site.id, self.number)).values())
        for kinds in (
            (AddressKind.PAGE,),
            (AddressKind.ATTACHMENT,),
            (AddressKind.PICTURE, AddressKind.OUTSIDE),
        ):
            while True:
                async with self.database.read() as connection:
                    room = min(BATCH, self.settings.most - asked)
                    batch = await patrol.next_addresses(
                        connection, self.site.id, self.number, kinds, max(room, 0)
                    )
                if not batch:
                    break
                for one in batch:
                    progress(one.url)
                    await self._ask(one)
                asked += len(batch)
        async with self.database.read() as connection:
            return (await patrol.newest_round(connection, self.site.id))[1]

    async def _ask(self, known: PatrolAddress) -> None:
        # a page kept as it was only where it was read before
        ask = (
            Validators(known.etag, known.last_modified)
            if known.digest and (known.etag or known.last_modified)
            else None
        )
        answer = await self.fetch(
            known.url, allowed_hosts=self.site.allowed_hosts, attempts=1, validators=ask,
            accept="page" if known.kind is AddressKind.PAGE else "any",
        )  # fmt: skip
        now = self.clock()
        seen, links, found = await self._read(known, answer, now)
        async with self.database.write() as connection:
            await patrol.save_address(connection, self.site.id, self.number, seen, links, now)
            await patrol.save_candidates(connection, self.site.id, found, now)
            if links is not None:
                await patrol.close_unseen(connection, self.site.id, known.url, now)

    async def _read(
        self, known: PatrolAddress, answer: Answer, now: datetime
    ) -> tuple[PatrolAddress, Sequence[FoundLink] | None, list[FoundCandidate]]:
        if isinstance(answer, NotModified):
            return (
                replace(known, outcome=PatrolOutcome.OK, reason="not_modified", bad_on=None, bad_days=0),
                None,
                [],
            )
        outcome, reason = outcome_of(answer)
        seen = _dated(replace(known, outcome=outcome, reason=reason), day_of(now))
        if not isinstance(answer, Fetched):
            found = (
                [_dead(seen)]
                if seen.outcome in (PatrolOutcome.DEAD, PatrolOutcome.SOFT_404) and seen.bad_days >= DEAD_DAYS
                else []
            )
            return seen, (), found
        tags = answer.validators
        seen = replace(seen, etag=tags.etag if tags else "", last_modified=tags.last_modified if tags else "")
        if known.kind is AddressKind.PAGE:
            return await self._page(seen, answer, now)
        if known.kind is AddressKind.ATTACHMENT:
            return await self._attachment(seen, answer, now)
        if known.kind is AddressKind.OUTSIDE:
            return await self._outside(seen, answer)
        return seen, (), []

    async def _page(
        self, seen: PatrolAddress, answer: Fetched, now: datetime
    ) -> tuple[PatrolAddress, Sequence[FoundLink] | None, list[FoundCandidate]]:
        read = await self.wall.read(read_patrolled, answer.text, answer.final_url, now)
        if isinstance(read, ReaderBroke):
            return replace(seen, outcome=PatrolOutcome.UNREAD, reason=read.reason), (), []
        today = day_of(now)
        found = list(self._screened(seen.url, read.text, read.published, today))
        found_links = [(one.url, one.words, one.hidden, one.alone) for one in read.links]
        found += hidden_links(seen.url, found_links, self.settings.known_domains)
        found += self._foreign(seen, read)
        links = tuple(self._links(read)) if seen.depth < self.settings.depth else ()
        return replace(seen, title=read.title, digest=_digest(answer.body)), links, found

    async def _attachment(
        self, seen: PatrolAddress, answer: Fetched, now: datetime
    ) -> tuple[PatrolAddress, Sequence[FoundLink] | None, list[FoundCandidate]]:
        name = urlsplit(answer.final_url).path.rsplit("/", 1)[-1]
        read: AttachmentText | ReaderBroke = await self.wall.read(read_attachment, answer.body, name)
        if isinstance(read, ReaderBroke) or read.state == "unread":
            why = read.reason if isinstance(read, ReaderBroke) else read.why
            return replace(seen, outcome=PatrolOutcome.UNREAD, reason=why), (), []
        found = list(self._screened(seen.url, read.text, None, day_of(now)))
        links = tuple(one for address in read.links for one in self._link(address, "page", ""))
        return replace(seen, title=name, digest=_digest(answer.body)), links, found

    async def _outside(
        self, seen: PatrolAddress, answer: Fetched
    ) -> tuple[PatrolAddress, Sequence[FoundLink] | None, list[FoundCandidate]]:
        read = await self.wall.read(read_patrolled, answer.text[:300_000], answer.final_url, self.clock())
        if isinstance(read, ReaderBroke):
            return seen, (), []
        why = turned(seen.url, answer.final_url, read.title, read.text)
        found = [
            FoundCandidate(
                screen=ScreenId.OUTSIDE, cause=seen.url, sentence=read.title or answer.final_url,
                detail={"word": why, "came": answer.final_url[:500]},
            )
        ] if why else []  # fmt: skip
        return replace(seen, title=read.title), (), found

    def _screened(
        self, page: str, text: str, published: date | None, today: date
    ) -> Iterator[FoundCandidate]:
        for hit in self.screen.hits(text, published):
            detail = {
                "find": hit.entry.find,
                "use": hit.entry.use,
                "list": hit.entry.list,
                "why": hit.entry.why,
            }
            yield FoundCandidate(
                screen=ScreenId.WORDING, cause=hit.entry.id, page=page, sentence=masked_text(hit.sentence, today), detail=detail
            )  # fmt: skip
        for number in personal_numbers(text, today):
            yield FoundCandidate(
                screen=ScreenId.PRIVACY, cause=f"{number.kind} {number.masked}", page=page, sentence=number.sentence,
                detail={"kind": number.kind},
            )  # fmt: skip

    def _foreign(self, seen: PatrolAddress, read: PatrolledPage) -> Iterator[FoundCandidate]:
        """Scripts and frames of strangers on a page that was read before without them."""
        if not seen.digest:
            return
        host = urlsplit(seen.url).hostname or ""
        for one in read.links:
            there = urlsplit(one.url).hostname or ""
            strange = there and not is_same_site(there, host, self.site.allowed_hosts)
            if (
                one.kind in ("script", "frame")
                and strange
                and not is_known(there, self.settings.known_domains)
            ):
                yield FoundCandidate(
                    screen=ScreenId.FOREIGN, cause=there, page=seen.url, sentence=one.url[:300], detail={"kind": one.kind}
                )  # fmt: skip

    def _links(self, read: PatrolledPage) -> Iterator[FoundLink]:
        for one in read.links:
            if not one.hidden:
                yield from self._link(one.url, one.kind, one.words)

    def _link(self, address: str, kind: str, words: str) -> Iterator[FoundLink]:
        """The address as one to ask for; nothing where it is none of the patrol's business."""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return
        ours = is_same_site(parts.hostname, urlsplit(self.site.url).hostname or "", self.site.allowed_hosts)
        if kind in ("script", "frame"):
            return
        if kind == "picture":
            if ours:
                yield FoundLink(target=address, kind=AddressKind.PICTURE, words=words)
        elif not ours:
            yield FoundLink(target=address, kind=AddressKind.OUTSIDE, words=words)
        else:
            yield FoundLink(
                target=address,
                kind=AddressKind.ATTACHMENT if kind_of(address) == "attachment" else AddressKind.PAGE,
                words=words,
            )


async def patrol_site(
    site: Site,
    database: Database,
    fetch: Fetch,
    wall: Wall,
    clock: Clock,
    settings: PatrolSettings,
    progress: Callable[[str], None],
) -> Patrolled:
    """
    Patrol *site*, or go on with the patrol that was broken off; what its screens see is stored as candidates.

    Asks for one address after the other; the fetcher keeps the site's pace.
    """
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
    walk = _Patrol(site, number, database, fetch, wall, clock, settings, Screen(settings.lists))
    left = await walk.walk(progress)
    async with database.write() as connection:
        gone = await patrol.close_mended(connection, site.id)
        asked = await patrol.count_asked(connection, site.id, number)
        unseen = await patrol.unseen_pages(connection, site.id, number)
        await patrol.leave_rest(connection, site.id, number)
    return Patrolled(site=site.id, number=number, asked=asked, left=left, unseen=unseen, gone=gone)


def outcome_of(answer: Fetched | Unreached) -> tuple[PatrolOutcome, str]:
    """What an answer tells of an address: a firewall, a slow server and our own line are no dead links."""
    if isinstance(answer, Fetched):
        slow = answer.elapsed_s > SLOW_S
        return (PatrolOutcome.SLOW, "slow") if slow else (PatrolOutcome.OK, "")
    if answer.status in _GONE:
        return PatrolOutcome.DEAD, f"http {answer.status}"
    if answer.reason is Reason.WRONG_SITE and "not_found" in answer.detail:
        return PatrolOutcome.SOFT_404, "soft_404"
    if answer.reason in _NO_SERVER:
        return PatrolOutcome.DEAD, answer.reason.value
    if answer.reason in _SLOW:
        return PatrolOutcome.SLOW, answer.reason.value
    if answer.reason in _BLOCKED or answer.status in (401, 403, 405, 412, 429, 503):
        return PatrolOutcome.BLOCKED, answer.reason.value
    return PatrolOutcome.UNREAD, answer.reason.value


def _dated(seen: PatrolAddress, today: date) -> PatrolAddress:
    """*seen* with the run of days on which it was dead; what could not be told neither adds to it nor ends it."""
    if seen.outcome in (PatrolOutcome.DEAD, PatrolOutcome.SOFT_404):
        if seen.bad_on is None:
            return replace(seen, bad_on=today, bad_days=1)
        return replace(seen, bad_days=max(seen.bad_days, 1 + (today > seen.bad_on)))
    if seen.outcome is PatrolOutcome.OK:
        return replace(seen, bad_on=None, bad_days=0)
    return seen


def _dead(seen: PatrolAddress) -> FoundCandidate:
    return FoundCandidate(
        screen=ScreenId.DEAD_LINK, cause=seen.url, sentence=seen.reason,
        detail={"since": seen.bad_on.isoformat() if seen.bad_on else "", "kind": seen.kind.value},
    )  # fmt: skip


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
