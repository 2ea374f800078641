"""What pages hold: published items and the day a page says it was published."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DatePlace(StrEnum):
    """Where on a page a date was read (日期出处)."""

    VISIBLE = "visible"  #: the line that a reader sees
    SCRIPT = "script"  #: written into that line by an inline script
    META = "meta"  #: page tag (PubDate and kin)
    URL = "url"  #: the address (tYYYYMMDD_…)
    LIST = "list"  #: the listing that led to the page
    BODY = "body"  #: somewhere in the text; never stands as a publish date


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The page states its publish day (发布日期)."""

    on: date
    at: datetime | None = None  #: when the page states a time too
    place: DatePlace


@dataclass(frozen=True, slots=True)
class Undated:
    """The page was read and states no publish day (未注明发布时间): counts as not updated."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The page could not be read; says nothing about the page."""

    why: str


Published = Dated | Undated | Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One date met on a page, chosen or not."""

    on: date
    at: datetime | None = None
    place: DatePlace
    text: str  #: the words around it, at most 80 characters
    rule: str = ""  #: id of the row that takes it, or of the veto on it
    signs: tuple[str, ...] = ()  #: the features that spoke for (+) and against (-) it, the weightiest first
    chance: int | None = None  #: how likely it is the publish day, percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One row of a listing (稿件条目)."""

    title: str
    url: str  #: absolute, or "" where the page gives none
    on: date | None = None  #: what the listing claims; a pointer, not a proof
    pinned: bool = False  #: 置顶


class MessageStatus(StrEnum):
    """What a board says became of a message (办理状态), in our words."""

    ANSWERED = "answered"  #: 已答复、已办结
    OPEN = "open"  #: 待受理、已受理、办理中
    TRANSFERRED = "transferred"  #: 已转办: not an answer
    REFUSED = "refused"  #: 退回、不予受理: whether that is an answer is for people
    UNSTATED = "unstated"  #: the board does not say, or in words we do not know


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """
    A citizen's question and what became of it (网民留言). Holds no name, phone or text.

    A reply that is only an automatic receipt or a notice of transfer does not set *answered*.
    """

    id: str  #: `board/number`: one of its kind within a site
    title_masked: str  #: personal data replaced by ***
    board: str
    submitted: date | None = None  #: None: neither list nor page states it
    submitted_exact: bool = True  #: False: *submitted* is a later day that stands for it (受理、发布日期)
    answered: date | None = None  #: day of the first real answer
    unit: str = ""  #: 答复单位, as written
    status: MessageStatus = MessageStatus.UNSTATED
    raw_status: str = ""
    url: str = ""
    receipt_only: bool = False  #: there are replies, and none of them answers
    detail_read: bool = False  #: its own page was read too
    answer_length: int | None = None  #: characters of the answers; None: its page was not read

    @property
    def is_answered(self) -> bool:
        """Whether a real answer is known (已答复)."""
        return not self.receipt_only and (self.answered is not None or self.status is MessageStatus.ANSWERED)


class BoardState(StrEnum):
    """What a board turned out to be."""

    MESSAGES = "messages"
    BLANK = "blank"  #: a recognised empty board
    UNREADABLE = "unreadable"  #: fetched, and no messages were recognised: an alarm for the operator
    UNREACHED = "unreached"


class ChannelState(StrEnum):
    """What became of the search for a consulting channel (咨询渠道)."""

    PRESENT = "present"  #: a form that anybody can fill in
    NOT_FOUND = "not_found"  #: no entry leads to one
    BROKEN = "broken"  #: an entry stands there, and behind it no open form
    UNREACHED = "unreached"  #: the homepage itself was not fetched: says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """One service guide (办事指南) and the element groups (要素类别) that have no text in it."""

    id: str
    url: str
    title: str = ""
    missing: tuple[str, ...] = ()  #: 设定依据, 收费标准, …
    not_told: tuple[str, ...] = ()  #: may stand there in words that were not understood
    remarks: tuple[str, ...] = ()  #: 办理时间表述含糊：…, 表格链接无效：…: for people
    is_read: bool = True  #: False: enumerated, and not fetched or not understood, or nothing is missing for certain while some is not told
    reason: str = ""  #: why it was not read

    @property
    def is_understood(self) -> bool:
        """Whether it was read, though not every element of it perhaps."""
        return self.is_read or bool(self.not_told)


class GuidesState(StrEnum):
    """What the list of service guides turned out to be."""

    GUIDES = "guides"
    BLANK = "blank"  #: a recognised empty list
    UNREADABLE = "unreadable"
    UNREACHED = "unreached"
    UNCONFIGURED = "unconfigured"  #: nobody said where the guides stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One published item of an account (新媒体信息)."""

    id: str = ""  #: the platform's own; "" where it gives none
    title: str = ""  #: at most 200 characters
    url: str = ""
    on: date | None = None  #: day of publication; None: stated nowhere, or not understood
    at: datetime | None = None  #: where the time of day is stated too
    repost: bool = False  #: 转发
    pinned: bool = False  #: 置顶
    kind: str = ""  #: text | image | video | article | … as the source has it


class TimelineState(StrEnum):
    """What an account's timeline turned out to be."""

    POSTS = "posts"
    EMPTY = "empty"  #: answered, and held no post: says nothing of silence
    NOT_FOUND = "not_found"  #: the platform says that there is no such account
    UNREADABLE = "unreadable"  #: fetched, and not understood: an alarm for the operator
    UNREACHED = "unreached"  #: an error, a login wall, risk control: says nothing of the account


class AppState(StrEnum):
    """What a shop, or the download address, says of an app (移动客户端)."""

    AVAILABLE = "available"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    UNREACHED = "unreached"


class Life(StrEnum):
    """Where an account stands in its life (运行状态)."""

    RUNNING = "running"  #: 正常运行
    CLOSING = "closing"  #: 拟注销: owes updates until it is closed
    CLOSED = "closed"  #: 已注销


class ListState(StrEnum):
    """What a listing turned out to be."""

    ITEMS = "items"
    BLANK = "blank"  #: a recognised empty list
    UNREADABLE = "unreadable"  #: fetched, and no list was recognised: an alarm for the operator
    UNREACHED = "unreached"  #: not fetched at all
    ALIVE = "alive"  #: 链接型: the target answers, nothing more is owed


_FILE_ENDINGS = (
    ".pdf",
    ".doc",
    ".docx",
    ".xls",
    ".xlsx",
    ".ppt",
    ".pptx",
    ".wps",
    ".et",
    ".ofd",
    ".zip",
    ".rar",
    ".7z",
    ".txt",
    ".csv",
    ".jpg",
    ".jpeg",
    ".png",
    ".gif",
    ".mp4",
    ".mp3",
)


_LONGEST_ENDING = max(map(len, _FILE_ENDINGS))


def is_direct_file(url: str) -> bool:
    """Whether *url* is a file by its ending: such an item has no article page (稿件发布页)."""
    if "#" in url or "?" in url:
        url = url.split("#", 1)[0].split("?", 1)[0]
    return url[-_LONGEST_ENDING:].lower().endswith(_FILE_ENDINGS)
