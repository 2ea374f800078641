"""What one answer of a patrolled site tells (巡查读取): the outcome of its address, its links, what its screens saw."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from urllib.parse import urlsplit

from monitor.collect.patrol_evidence import KeepSightings
from monitor.domain.hosts import host_of, is_web_address, registered_domain
from monitor.domain.patrol import (
    AddressKind,
    FoundCandidate,
    FoundLink,
    PatrolAddress,
    PatrolOutcome,
    ScreenId,
)
from monitor.domain.reach import Reason, Stranger
from monitor.domain.settings import PatrolSettings
from monitor.domain.site import Site
from monitor.domain.timing import Clock, day_of
from monitor.patrol.links import changed_hands, hidden_links, is_known, turned
from monitor.patrol.privacy import masked_text, personal_numbers
from monitor.patrol.tamper import homepage_drift, moved_day
from monitor.patrol.wording import Screen, WordList, version_of
from probes.base import Online, always_online
from probes.http.base import GONE, Answer, Fetch, Fetched, NotModified, Unreached
from probes.http.guard import is_same_site
from probes.pages.patrol.attachment import AttachmentLimits, AttachmentText, read_attachment
from probes.pages.patrol.hiding import hiding_rules
from probes.pages.patrol.page import HomeLook, PatrolledPage, kind_of, read_home, read_patrolled
from probes.wall.base import ReaderBroke, Wall
from storage.db.engine import Database
from storage.observations import patrol_rounds

#: A link is dead when it was on so many different days.
DEAD_DAYS = 2
#: So many style sheets of one site are asked for in one patrol.
MOST_SHEETS = 60
#: Slower than this is told.
SLOW_S = 10.0
NO_SERVER = frozenset({Reason.NAME_NOT_FOUND, Reason.REFUSED})
_SLOW = frozenset({Reason.HEADER_TIMEOUT, Reason.BODY_TIMEOUT, Reason.CONNECT_TIMEOUT, Reason.TLS_TIMEOUT})
BLOCKED = frozenset({Reason.BLOCKED_SCRIPT, Reason.BLOCKED_PAGE, Reason.BLOCKED_CAPTCHA, Reason.BLOCKED_RATE})
#: Strangers' pages that tell that a domain outside has run out, or is for sale.
_EXPIRED = (Stranger.PARKED.value, Stranger.UNFILED.value, Stranger.SUSPENDED.value)
_DEAD = (PatrolOutcome.DEAD, PatrolOutcome.SOFT_404)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolTools:
    """What a patrol works with."""

    database: Database
    fetch: Fetch
    wall: Wall
    clock: Clock
    settings: PatrolSettings = field(default_factory=PatrolSettings)
    lists: tuple[WordList, ...] = ()
    keep: KeepSightings | None = None  #: None: candidates rest on nothing stored (tests)
    online: Online = always_online  #: asked before a server is taken to be gone


#: What came of an address, what it leads to (None: as it was), and what the screens saw.
Told = tuple[PatrolAddress, Sequence[FoundLink] | None, list[FoundCandidate]]


@dataclass(slots=True)
class PatrolReader:
    """Reads the answers of one site in one patrol."""

    site: Site
    number: int
    tools: PatrolTools
    missing: str | None = (
        None  #: what the site shows for an address that it has not, where it says 200; "": it says 404
    )
    sheets: dict[str, str] = field(default_factory=dict)  #: what hides in the site's style sheets, by address
    screen: Screen = field(init=False)
    lists_version: str = field(init=False)
    versions: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.screen = Screen(self.tools.lists)
        self.lists_version = version_of(self.tools.lists)
        self.versions = {one.id: one.version for one in self.tools.lists}

    async def read(self, known: PatrolAddress, answer: Answer, now: datetime, *, anew: bool) -> Told:
        if isinstance(answer, NotModified):
            return _as_it_was(known, "not_modified"), None, []
        outcome, reason = outcome_of(answer)
        seen = _dated(replace(known, outcome=outcome, reason=reason), day_of(now))
        if not isinstance(answer, Fetched):
            return self._unreached(seen, answer)
        tags = answer.validators
        seen = replace(seen, etag=tags.etag if tags else "", last_modified=tags.last_modified if tags else "")
        is_text = known.kind in (AddressKind.PAGE, AddressKind.ATTACHMENT)
        if is_text and not anew and known.digest == digest_of(answer.body) and known.screened == self.lists_version:  # fmt: skip
            return replace(seen, reason=seen.reason or "same_bytes"), None, []
        seen = replace(seen, screened=self.lists_version)
        if known.kind is AddressKind.PAGE:
            return await self._page(known, seen, answer, now)
        if known.kind is AddressKind.ATTACHMENT:
            return await self._attachment(seen, answer, now)
        if known.kind is AddressKind.OUTSIDE:
            return await self._outside(known, seen, answer)
        return seen, (), []

    @property
    def limits(self) -> AttachmentLimits:
        """How much of one attachment is read."""
        settings = self.tools.settings
        return AttachmentLimits(largest=settings.attachment_mb * 1_000_000, pages=settings.attachment_pages)

    def _unreached(self, seen: PatrolAddress, answer: Unreached) -> Told:
        """A firewall, a slow server or a fault of ours tells nothing: links and candidates stay as they were."""
        if answer.reason is Reason.HOST_LEFT and seen.kind is AddressKind.PAGE and answer.final_url:
            # a page that sends its reader to another body: where it leads is looked at like any other friend
            there = tuple(self._link(answer.final_url, "page", ""))
            return replace(seen, outcome=PatrolOutcome.OK, bad_on=None, bad_days=0, bad_seen=""), there, []
        is_dead = seen.outcome in _DEAD and seen.bad_days >= DEAD_DAYS
        if not is_dead:
            return seen, None, []
        found_dead = [_dead(seen)]
        was_well = seen.kind is AddressKind.OUTSIDE and bool(seen.title)
        if was_well and seen.reason == Reason.NAME_NOT_FOUND.value:
            # a domain that led somewhere and is no longer registered: whoever buys it speaks in the site's name
            found_dead = [
                FoundCandidate(
                    screen=ScreenId.OUTSIDE, cause=seen.url, line=host_of(seen.url), sentence=seen.title,
                    detail={"way": "expired", "word": seen.reason},
                )
            ]  # fmt: skip
        return seen, (), found_dead

    async def _page(self, known: PatrolAddress, seen: PatrolAddress, answer: Fetched, now: datetime) -> Told:
        read = await self._read(answer, now)
        if isinstance(read, ReaderBroke):
            return replace(seen, outcome=PatrolOutcome.UNREAD, reason=read.reason), None, []
        if read.stranger == Stranger.NOT_FOUND.value or (
            self.missing and read.words == self.missing and known.depth
        ):
            return self._soft(known, seen, now)
        today, known_domains = day_of(now), self.tools.settings.known_domains
        found = list(self._screened(seen.url, read.text, read.published, today))
        found_links = [(one.url, one.words, one.hidden, one.alone) for one in read.links]
        found += hidden_links(seen.url, found_links, known_domains)
        found += self._foreign(seen, read)
        if read.body and read.body == known.text_digest:
            found += moved_day(seen.url, known.published, read.minute, self.tools.settings.redated_days)
        if seen.url == self.site.url:
            found += await self._home(answer)
        links = tuple(self._links(read)) if seen.depth < self.tools.settings.depth else ()
        seen = replace(seen, title=masked_text(read.title, today), digest=digest_of(answer.body), text_digest=read.body, published=read.minute)  # fmt: skip
        return seen, links, found

    async def _read(self, answer: Fetched, now: datetime) -> PatrolledPage | ReaderBroke:
        """The page, read by its style sheets too; each of the site is asked for once in a patrol."""
        read = await self.tools.wall.read(read_patrolled, answer.text, answer.final_url, now, self.sheets)
        if isinstance(read, ReaderBroke):
            return read
        fresh = [one for one in read.sheets if one not in self.sheets and self._is_ours(one)]
        fresh = fresh[: max(MOST_SHEETS - len(self.sheets), 0)]
        for one in fresh:
            self.sheets[one] = await self._sheet(one)
        if any(self.sheets[one] for one in fresh):
            return await self.tools.wall.read(read_patrolled, answer.text, answer.final_url, now, self.sheets)
        return read

    async def _sheet(self, address: str) -> str:
        """What of a style sheet hides; "" nothing, or it could not be had."""
        answer = await self.tools.fetch(
            address, allowed_hosts=self.site.allowed_hosts, attempts=1, validators=None, accept="any"
        )
        if not isinstance(answer, Fetched):
            return ""
        found = await self.tools.wall.read(hiding_rules, answer.body[:400_000].decode("utf-8", "replace"))
        return "" if isinstance(found, ReaderBroke) else found

    def _is_ours(self, address: str) -> bool:
        return is_same_site(host_of(address), host_of(self.site.url), self.site.allowed_hosts)

    def _soft(self, known: PatrolAddress, seen: PatrolAddress, now: datetime) -> Told:
        """A page that says that there is none: as dead as one whose server says so."""
        soft = replace(known, outcome=PatrolOutcome.SOFT_404, reason="soft_404", etag="", last_modified="", digest="")  # fmt: skip
        seen = _dated(soft, day_of(now))
        return (seen, (), [_dead(seen)]) if seen.bad_days >= DEAD_DAYS else (seen, None, [])

    async def _home(self, answer: Fetched) -> list[FoundCandidate]:
        """How the homepage differs from what it was in the weeks before; what is told now is no measure next time."""
        look: HomeLook | ReaderBroke = await self.tools.wall.read(read_home, answer.text, answer.final_url)
        if isinstance(look, ReaderBroke):
            return []
        site, number, database = self.site.id, self.number, self.tools.database
        async with database.read() as connection:
            before = await patrol_rounds.homes(connection, site, number)
            if await patrol_rounds.is_drifting(connection, site):
                before = [one for one in before if not one.get("drift")]
        now = asdict(look)
        found = list(homepage_drift(self.site.url, now, before, self.tools.settings.known_domains))
        async with database.write() as connection:
            await patrol_rounds.note_home(connection, site, number, {**now, "drift": bool(found)})
        return found

    async def _attachment(self, seen: PatrolAddress, answer: Fetched, now: datetime) -> Told:
        settings = self.tools.settings
        name = urlsplit(answer.final_url).path.rsplit("/", 1)[-1]
        if not settings.attachments:
            return replace(seen, title=name), (), []
        read: AttachmentText | ReaderBroke = await self.tools.wall.read(
            read_attachment, answer.body, name, self.limits
        )
        if isinstance(read, ReaderBroke) or read.state == "unread":
            why = read.reason if isinstance(read, ReaderBroke) else read.why
            return replace(seen, outcome=PatrolOutcome.UNREAD, reason=why, title=name), None, []
        found = list(self._screened(seen.url, read.text, None, day_of(now)))
        links = tuple(one for address in read.links for one in self._link(address, "page", ""))
        reason = "cut" if read.state == "cut" else seen.reason
        return replace(seen, title=name, reason=reason, digest=digest_of(answer.body)), links, found

    async def _outside(self, known: PatrolAddress, seen: PatrolAddress, answer: Fetched) -> Told:
        read = await self.tools.wall.read(
            read_patrolled, answer.text[:300_000], answer.final_url, self.tools.clock()
        )
        if isinstance(read, ReaderBroke):
            return seen, None, []
        if read.stranger == Stranger.NOT_FOUND.value:
            return self._soft(known, seen, self.tools.clock())
        came = registered_domain(host_of(answer.final_url))
        word = turned(seen.url, answer.final_url, read.title, read.text)
        way = "turned" if word else changed_hands(known, read.owner, came, read.title)
        if not way and read.stranger in _EXPIRED:
            way, word = "expired", read.stranger
        found = [
            FoundCandidate(
                screen=ScreenId.OUTSIDE, cause=seen.url, line=host_of(seen.url), sentence=read.title or answer.final_url,
                detail={"way": way, "word": word, "came": answer.final_url[:500], "old": known.title[:200]},
            )
        ] if way else []  # fmt: skip
        if way and known.came:  # what it was before stays the measure, until somebody decided
            return seen, (), found
        title = masked_text(read.title, day_of(self.tools.clock()))
        return replace(seen, title=title, owner=read.owner, came=came), (), found

    def _screened(
        self, page: str, text: str, published: date | None, today: date
    ) -> Iterator[FoundCandidate]:
        for hit in self.screen.hits(text, published):
            entry = hit.entry
            detail = {
                "find": entry.find, "use": entry.use, "list": entry.list, "why": entry.why, "version": self.versions.get(entry.list, ""),
            }  # fmt: skip
            yield FoundCandidate(
                screen=ScreenId.WORDING, cause=entry.id, page=page, sentence=masked_text(hit.sentence, today), detail=detail
            )  # fmt: skip
        for number in personal_numbers(text, today):
            yield FoundCandidate(
                screen=ScreenId.PRIVACY, cause=f"{number.kind} {number.masked}", page=page, line=page,
                sentence=number.sentence, detail={"kind": number.kind},
            )  # fmt: skip

    def _foreign(self, seen: PatrolAddress, read: PatrolledPage) -> Iterator[FoundCandidate]:
        """Scripts and frames of strangers; which of them are new the store knows."""
        host = host_of(seen.url)
        for one in read.links:
            there = host_of(one.url)
            strange = there and not is_same_site(there, host, self.site.allowed_hosts)
            if one.kind not in ("script", "frame") or not strange:
                continue
            if not is_known(there, self.tools.settings.known_domains):
                yield FoundCandidate(
                    screen=ScreenId.FOREIGN, cause=there, page=seen.url, sentence=one.url[:300], detail={"kind": one.kind}
                )  # fmt: skip

    def _links(self, read: PatrolledPage) -> Iterator[FoundLink]:
        for one in read.links:
            if not one.hidden:
                yield from self._link(one.url, one.kind, one.words)

    def _link(self, address: str, kind: str, words: str) -> Iterator[FoundLink]:
        """The address as one to ask for; nothing where it is none of the patrol's business."""
        if not is_web_address(address):
            return
        ours = self._is_ours(address)
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


def outcome_of(answer: Fetched | Unreached) -> tuple[PatrolOutcome, str]:
    """What an answer tells of an address: a firewall, a slow server and our own line are no dead links."""
    if isinstance(answer, Fetched):
        slow = answer.elapsed_s > SLOW_S
        return (PatrolOutcome.SLOW, "slow") if slow else (PatrolOutcome.OK, "")
    if answer.status in GONE:
        return PatrolOutcome.DEAD, f"http {answer.status}"
    if answer.reason in NO_SERVER:
        return PatrolOutcome.DEAD, answer.reason.value
    if answer.reason in _SLOW:
        return PatrolOutcome.SLOW, answer.reason.value
    if answer.reason in BLOCKED or answer.status in (401, 403, 405, 412, 429, 503):
        return PatrolOutcome.BLOCKED, answer.reason.value
    return PatrolOutcome.UNREAD, answer.reason.value


def _as_it_was(known: PatrolAddress, reason: str) -> PatrolAddress:
    return replace(known, outcome=PatrolOutcome.OK, reason=reason, bad_on=None, bad_days=0, bad_seen="")


def _dated(seen: PatrolAddress, today: date) -> PatrolAddress:
    """*seen* with the run of days on which it was dead; what could not be told neither adds to it nor ends it."""
    if seen.outcome in _DEAD:
        if seen.bad_on is None:
            return replace(seen, bad_on=today, bad_days=1, bad_seen="")
        return replace(seen, bad_days=max(seen.bad_days, 1 + (today > seen.bad_on)))
    if seen.outcome is PatrolOutcome.OK:
        return replace(seen, bad_on=None, bad_days=0, bad_seen="")
    return seen


def _dead(seen: PatrolAddress) -> FoundCandidate:
    return FoundCandidate(
        screen=ScreenId.DEAD_LINK, cause=seen.url, sentence=seen.reason,
        detail={"since": seen.bad_on.isoformat() if seen.bad_on else "", "kind": seen.kind.value},
    )  # fmt: skip


def digest_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
