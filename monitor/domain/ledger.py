"""The ledger of what a site published (稿件台账): one row an item, as it was known at a moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from monitor.domain.observation import Backlog, Listing, Seen


class Known(StrEnum):
    """How the day of an article is known (日期依据)."""

    PAGE = "page"  #: its own page states it (稿件发布页)
    FILE = "file"  #: it is a file without a page of its own; the list's day counts
    LISTED = "listed"  #: only the list claims it; its page was not read
    UNDATED = "undated"  #: its page was read and states no day: counts as not updated
    NOTHING = "nothing"  #: neither list nor page tells


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published item (稿件) of a site."""

    site: str
    url: str
    title: str
    columns: tuple[str, ...] = ()
    first_seen: datetime
    on: date | None = None  #: the day of publication, by *known*
    known: Known
    source: str = ""  #: 来源, as printed; "" where the page states none or was not read
    evidence: tuple[str, ...] = ()  #: the reading of its page, or the listing that showed it
    conflict: bool = False  #: its dates disagree: 疑似旧稿重发

    @property
    def is_certain(self) -> bool:
        """Whether its day counts as an update's day."""
        return self.known in (Known.PAGE, Known.FILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All articles of one site that were known at a moment, and the looks at its columns in a stretch."""

    site: str
    articles: tuple[Article, ...] = ()  #: by address
    listings: Mapping[str, Sequence[Seen[Listing]]] = field(default_factory=dict)  #: oldest first
    backlogs: Mapping[str, Sequence[Seen[Backlog]]] = field(default_factory=dict)  #: oldest first
