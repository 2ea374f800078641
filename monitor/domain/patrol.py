"""The nouns of the patrol (巡查): an address of a site and what came of it, and what a person should look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from monitor.domain.observation import Fact


class AddressKind(StrEnum):
    """What stands at an address, as far as the patrol cares."""

    PAGE = "page"
    ATTACHMENT = "attachment"
    PICTURE = "picture"
    OUTSIDE = "outside"  #: another body's: looked at, never walked


class PatrolOutcome(StrEnum):
    """What came of asking for one address."""

    OK = "ok"
    DEAD = "dead"  #: its server says that there is nothing, or there is no server
    BLOCKED = "blocked"  #: a firewall, a login, a challenge: no fault
    SLOW = "slow"
    SOFT_404 = "soft_404"  #: a page that says that there is none
    UNREAD = "unread"  #: it came and could not be read


class ScreenId(StrEnum):
    """What looked for it (筛查项)."""

    DEAD_LINK = "dead_link"  #: 死链
    OUTSIDE = "outside"  #: 外链异常: another body's page that turned to gambling and the like
    HIDDEN = "hidden"  #: 暗链
    WORDING = "wording"  #: 错敏词
    PRIVACY = "privacy"  #: 隐私泄露
    FOREIGN = "foreign"  #: 外来脚本、框架 that was not there before
    TAMPER = "tamper"  #: 页面异动: the homepage is another one, or leads elsewhere
    REDATED = "redated"  #: 发稿日期异常: old texts under new days, many texts of one minute


class CandidateState(StrEnum):
    """What people made of a candidate."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    GONE = "gone"  #: no longer there, before anybody decided


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolAddress:
    """One address of a site, as the patrol last knew it."""

    url: str
    kind: AddressKind
    depth: int
    outcome: PatrolOutcome | None = None
    reason: str = ""
    title: str = ""
    digest: str = ""
    etag: str = ""
    last_modified: str = ""
    bad_on: date | None = None  #: first day of the run of days on which it was dead
    bad_days: int = 0
    bad_seen: str = ""  #: id of the observation of that first day
    screened: str = ""  #: the word lists it was screened by
    text_digest: str = ""  #: of its body text alone; "": too little text
    published: str = ""  #: day, or minute, that it states: 2026-11-20T10:30
    owner: str = ""  #: of a page outside: its ICP number
    came: str = ""  #: of a page outside: the domain it ended at


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLink:
    """A link that stands on a page."""

    target: str
    kind: AddressKind
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCandidate:
    """What a screen saw; the store makes it a candidate, or knows it already."""

    screen: ScreenId
    cause: str  #: one line of it for each: a target, an entry of a list, a masked number
    page: str = ""  #: "" where the cause itself is the address
    sentence: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)
    line: str = ""  #: what people decide as one; "": the cause

    @property
    def queue_line(self) -> str:
        """The line of the queue that it stands on."""
        return self.line or self.cause


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolSighting(Fact):
    """
    What the patrol saw at one address that somebody should look at (巡查所见): the ground of candidates.

    Stored with what came over the wire. Personal numbers are masked in both; what was masked says so, with the hash of
    the bytes as they came.
    """

    kind: ClassVar[str] = "patrol"
    label: ClassVar[str] = "巡查所见"

    url: str
    address: AddressKind
    round: int  #: of the patrol
    outcome: str
    reason: str = ""
    title: str = ""
    candidates: tuple[FoundCandidate, ...] = ()  #: none: dead for the first time, a second day decides


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolCandidate:
    """One candidate (待核实线索), as people see it."""

    id: str
    site: str
    screen: ScreenId
    cause: str
    page: str
    sentence: str
    detail: Mapping[str, str]
    first_seen: datetime
    last_seen: datetime
    state: CandidateState
    who: str
    decided_at: datetime | None
    note: str
    line: str = ""  #: of the queue
    pages: int = 0  #: how many pages carry it
    evidence: tuple[str, ...] = ()  #: ids of the observations that it rests on, oldest first


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """One line of the queue (待核实队列): all candidates of one cause and one state on one site."""

    first: PatrolCandidate  #: the one seen first
    many: int  #: candidates on the line
    pages: int  #: pages that carry it
    last_seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedLine:
    """A line that a person confirmed to be a fault, for its finding."""

    first: PatrolCandidate
    pages: tuple[str, ...]  #: some of those that carry it
    many: int  #: how many do
    mended: bool  #: none of it was seen any more
    evidence: tuple[str, ...] = ()  #: of all its candidates, those first that still stand


@dataclass(frozen=True, slots=True, kw_only=True)
class WhiteEntry:
    """What somebody said is right wherever it stands (白名单)."""

    id: str
    site: str  #: "": every site
    screen: ScreenId
    line: str
    who: str
    at: datetime
    reason: str
    ended_by: str = ""
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTally:
    """How people decided about one line, over all sites."""

    screen: ScreenId
    line: str
    open: int
    confirmed: int
    dismissed: int
    sites: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolRound:
    """One walk over a site (巡查轮次), and what it came to so far."""

    site: str
    number: int
    begun_at: datetime
    ended_at: datetime | None
    asked: Mapping[str, int]  #: by kind of address
    outcomes: Mapping[str, int]  #: by outcome
    left: int = 0  #: addresses that its cap left out
    unseen: int = 0  #: pages that could not be read


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenTally:
    """What became of the candidates of one screen in a stretch of time."""

    screen: ScreenId
    found: int
    open: int
    confirmed: int
    dismissed: int
    who: tuple[str, ...]  #: who decided


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolGround:
    """What the patrols of a stretch of time saw of a site: ground for a signature, never a verdict (巡查情况)."""

    site: str
    rounds: tuple[PatrolRound, ...]  #: those that ended in it, oldest first
    tallies: tuple[ScreenTally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolLine:
    """One line of candidates that stood in a stretch of time, as people had decided it by a moment."""

    screen: ScreenId
    line: str
    state: CandidateState
    causes: tuple[str, ...] = ()  #: addresses, entries of lists … that stand on it
    pages: tuple[str, ...] = ()  #: where it was seen, without those that merely lead to a dead address
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtLink:
    """A link that rows of the tables ask for (指定入口), as a patrol met it."""

    topic: str  #: id in the table of sought links
    url: str
    words: str  #: what one of the links says
    pages: int  #: how many pages lead there
    on_home: bool  #: the homepage is one of them
    outcome: str  #: of its address, one of PatrolOutcome; "": not asked for
    reason: str = ""
    hosts: tuple[str, ...] = ()  #: other government sites that the page behind it leads to
    fields: tuple[str, ...] = ()  #: of the words that the topic lists, those that links on that page say


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePatrol(Fact):
    """One patrol that was walked to its end (巡查结果): what it saw whole, and which sought links it met."""

    kind = "site_patrol"
    label = "巡查结果"

    number: int
    begun_at: datetime
    ended_at: datetime
    asked: Mapping[str, int]  #: addresses by kind
    outcomes: Mapping[str, int]  #: addresses by outcome
    left: int = 0  #: addresses that its cap left out
    unseen: int = 0  #: pages that could not be read
    home_read: bool = True  #: the homepage itself was read
    links: tuple[SoughtLink, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing was left out and every page was read: only then silence says something."""
        return not self.left and not self.unseen
