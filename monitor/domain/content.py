"""What pages hold: published items and the day a page says it was published."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Place(StrEnum):
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
    place: Place


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
    place: Place
    text: str  #: the words around it, at most 80 characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One row of a listing (稿件条目)."""

    title: str
    url: str  #: absolute, or "" where the page gives none
    on: date | None = None  #: what the listing claims; a pointer, not a proof
    pinned: bool = False  #: 置顶


class ListState(StrEnum):
    """What a listing turned out to be."""

    ITEMS = "items"
    BLANK = "blank"  #: a recognised empty list
    UNREADABLE = "unreadable"  #: fetched, and no list was recognised: an alarm for the operator
    UNREACHED = "unreached"  #: not fetched at all
    ALIVE = "alive"  #: 链接型: the target answers, nothing more is owed


_FILE_ENDINGS = [
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
]


def is_direct_file(url: str) -> bool:
    """Whether *url* is a file by its ending: such an item has no article page (稿件发布页)."""
    path = url.split("#", 1)[0].split("?", 1)[0].lower()
    return path.endswith(tuple(_FILE_ENDINGS))
