"""The nouns of the patrol (巡查): an address of a site and what came of it, and what a person should look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


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


#: The clauses for people (严重问题) to which what a screen sees may speak; a person says whether it does.
SPEAKS_TO = {
    ScreenId.WORDING: ("safety_wording",),
    ScreenId.OUTSIDE: ("safety_content",),
    ScreenId.HIDDEN: ("safety_content", "safety_attack"),
    ScreenId.FOREIGN: ("safety_attack",),
}


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
    pages: int = 0  #: how many pages carry it
