"""What probes saw (监测记录): one frozen dataclass a kind of fact, and how it was fetched."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Generic, TypeVar

from monitor.domain.content import (
    AppState,
    BoardState,
    Candidate,
    ChannelState,
    Guide,
    GuidesState,
    Item,
    Life,
    ListState,
    Message,
    Post,
    Published,
    TimelineState,
)
from monitor.domain.reach import Reach
from monitor.domain.timing import check_aware

Facts = TypeVar("Facts", covariant=True)


class Fact:
    """
    One kind of fact that a probe can see: a frozen dataclass that names itself, wherever it is defined.

    *kind*: the name under which it is stored in table `observation`, for ever; two kinds never share one.
    """

    __slots__ = ()
    kind: ClassVar[str]
    label: ClassVar[str] = (
        ""  #: its Chinese name on screens, of a kind that has no place in their table of names
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its answer as they went over the wire: the raw material of evidence."""

    url: str
    at: datetime
    address: str = ""  #: the IP address connected to
    method: str = "GET"
    request_headers: tuple[tuple[str, str], ...] = ()
    request_body: bytes = b""
    status: int | None = None  #: None: no answer came
    reason_phrase: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""  #: as sent, still compressed
    note: str = ""  #: why no answer came, or why it ends early


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try within a visit. Durations in seconds; None: that phase was not reached."""

    url: str
    address: str = ""
    reason: str
    status: int | None = None
    dns_s: float | None = None
    connect_s: float | None = None
    tls_s: float | None = None
    first_byte_s: float | None = None
    total_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Fact):
    """One timed visit to a homepage (访问)."""

    kind = "visit"

    reach: Reach
    reason: str
    elapsed_s: float | None = None
    status: int | None = None
    final_url: str = ""
    slot: datetime | None = None  #: the planned moment it fills
    remarks: tuple[str, ...] = ()  #: tls_expired, tls_legacy, meta_refresh, …
    attempts: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Fact):
    """One look at a column (栏目快照)."""

    kind = "listing"

    state: ListState
    items: tuple[Item, ...] = ()
    total: int | None = None  #: the site's own count, where it states one
    reason: str = ""  #: why it was unreached or unreadable
    dates_confirmed: bool = False  #: item dates come from the article pages (imports)
    pages: int = 1  #: listing pages read
    through: str = ""  #: the adapter that asked the list's own address; "" the page itself

    @property
    def newest(self) -> date | None:
        """The newest date the listing claims; the maximum, never the first row."""
        return max((item.on for item in self.items if item.on), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderPage(Fact):
    """
    One older page of a column's list, read once to fill the ledger (往期清单).

    Says nothing of how the column stands today, so no rule sees it.
    """

    kind = "backlog"

    state: ListState
    items: tuple[Item, ...] = ()
    page: int  #: 1 is the column's own page
    url: str = ""  #: what was asked
    following: str = ""  #: the next older page's address; "" none is known
    through: str = ""  #: the adapter that asked the list's own address
    since: date  #: how far back this walk goes
    reached: bool = False  #: the list is known back to *since*: an older item was met, or its end
    reason: str = ""  #: why the page could not be read, or why the walk ends early


@dataclass(frozen=True, slots=True, kw_only=True)
class Homepage(Fact):
    """One look at a homepage (首页快照): the links that lead to published items."""

    kind = "homepage"

    state: ListState
    items: tuple[Item, ...] = ()
    second_level: tuple[str, ...] = ()  #: addresses of the pages one level below
    script_blocks: int = 0  #: list containers that only a script fills
    navigation: bool = False  #: it leads only to columns (栏目导航入口); *items* are those of its second level, and pictures that may lead to any page
    unread_pages: tuple[str, ...] = ()  #: second-level pages and frames that could not be read
    frames: tuple[
        str, ...
    ] = ()  #: pages of the site's own that it shows in frames; what they list is among *items*
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Fact):
    """One reading of an article page (稿件发布页)."""

    kind = "reading"

    url: str
    published: Published
    title: str = ""
    source: str = ""  #: 来源
    candidates: tuple[
        Candidate, ...
    ] = ()  #: the day that decided and its rivals; where none did, every day met
    conflict: bool = False  #: places disagree by more than a day: 疑似旧稿重发
    text_digest: str = ""
    decided_by: str = (
        ""  #: id of the rule row that decided, or `ranker`; of a doubted day the row that took it
    )
    chance: int | None = None  #: how likely the day is right, percent
    wrote: tuple[str, ...] = ()  #: what its scripts wrote beside the title, as seen


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardReading(Fact):
    """
    One reading of a board (留言板快照).

    A *full* one holds every message that was found, back to *covers_from*. One that is not full holds
    what is new since the readings before it and the open messages that were read again.
    """

    kind = "board"

    state: BoardState
    messages: tuple[Message, ...] = ()
    total: int | None = None  #: the board's own count, where it states one
    complete: bool = False  #: every message since *covers_from* is accounted for
    full: bool = True
    covers_from: date | None = None  #: None: back to its first message
    oldest: date | None = None  #: oldest day of submission met
    pages: int = 0
    statistics_url: str = ""  #: page with counts of messages and answers (统计数据), where one is linked
    reason: str = ""  #: why it is not complete, or not readable


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel(Fact):
    """One search for a way to ask a question on line (咨询建言渠道). Nothing was submitted."""

    kind = "channel"

    state: ChannelState
    url: str = ""  #: the page with the form, or the last one tried
    fields: tuple[str, ...] = ()  #: form fields recognised: title, content, name, …
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guides(Fact):
    """One look at a site's service guides (办事指南)."""

    kind = "guides"

    state: GuidesState
    guides: tuple[Guide, ...] = ()
    total: int | None = None  #: the site's own count
    complete: bool = False  #: every guide is enumerated, read or not
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline(Fact):
    """
    One look at an account's posts (新媒体账号快照).

    *complete*: the source's owner vouches that it shows every post, and each one's day was understood: only then
    can its silence prove silence.
    """

    kind = "timeline"

    state: TimelineState
    posts: tuple[Post, ...] = ()
    complete: bool = False
    name: str = ""  #: the name that the platform shows
    interaction: tuple[str, ...] = ()  #: signs that people can answer: comments, likes …
    reason: str = ""  #: why it was unreached, unreadable or not complete
    through: str = ""  #: kind of source
    remarks: tuple[str, ...] = ()

    @property
    def newest(self) -> date | None:
        """The newest stated day, pinned posts included."""
        return max((post.on for post in self.posts if post.on), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppListing(Fact):
    """One look at where an app is offered (应用商店、安装包)."""

    kind = "app"

    state: AppState
    shop: str  #: app_store | android
    name: str = ""
    version: str = ""
    released: date | None = None  #: of that version
    size: int | None = None  #: bytes, where stated
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration(Fact):
    """One entry of a register of accounts (政务新媒体备案信息)."""

    kind = "registration"

    platform: str
    name: str
    unit: str = ""  #: 主办单位, as written
    verified: str = ""  #: 认证主体
    life: Life = Life.RUNNING
    opened: date | None = None
    closed: date | None = None
    filing: str = ""  #: 备案号、批准文件
    register: str = ""  #: which register: 全国政务新媒体信息报送系统 …


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredObservation(Generic[Facts]):
    """A stored observation: its id, when, from where, and what it says."""

    id: str
    at: datetime
    facts: Facts
    vantage: str = ""  #: "" is this machine
    evidence: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_aware(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Generic[Facts]):
    """What a probe hands over to be stored: facts, about whom, and how they were fetched."""

    subject: str  #: id of the site or account
    part: str = ""  #: column, board or article address
    at: datetime
    facts: Facts
    vantage: str = ""
    exchanges: tuple[Exchange, ...] = ()
    #: id of the observation that holds what was seen, when the server only said that the page is as it was (304), or sent the same again
    repeats: str = ""
    page: str = ""  #: digest of the page, where all that was seen would be read of it again at any time; "": not known

    def __post_init__(self) -> None:
        check_aware(self.at)


#: Reason of a day's visits whose rows are no longer kept, where the count alone does not tell what was asked.
PRUNED = "pruned"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDay:
    """
    One site's visits of one Shanghai day, counted (日汇总).

    Always equals what `monitor.rules.visits.roll_up` makes of the raw rows.
    """

    day: date
    opened: int = 0
    failed: int = 0
    blocked: int = 0
    void: int = 0  #: offline, maintenance, missed, bug, too close to the visit before
    first: datetime | None = None  #: first and last valid visit
    last: datetime | None = None
    reasons: Mapping[str, int] = field(default_factory=dict)
    vantages: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    failed_ids: tuple[str, ...] = ()

    @property
    def valid(self) -> int:
        """Visits that were good or failed."""
        return self.opened + self.failed
