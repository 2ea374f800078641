"""The ledger of what a site published (稿件台账): one row an item, as it was known at a moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

from monitor.domain.content import Item
from monitor.domain.handed_in import PublishingLog
from monitor.domain.made import quickly_made
from monitor.domain.observation import Listing, OlderPage, StoredObservation


class DayBasis(StrEnum):
    """How the day of an article is known (日期依据)."""

    PAGE = "page"  #: its own page states it (稿件发布页)
    LOG = "log"  #: the publishing log of the back office states it, and no page contradicts
    FILE = "file"  #: it is a file without a page of its own; the list's day counts
    LISTED = "listed"  #: only the list claims it; its page was not read
    UNDATED = "undated"  #: its page was read and states no day: counts as not updated
    NOTHING = "nothing"  #: neither list nor page tells


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published item (稿件) of a site."""

    site: str
    url: str
    title: str
    columns: tuple[str, ...] = ()
    first_seen: datetime
    on: date | None = None  #: the day of publication, by *known*
    known: DayBasis
    source: str = ""  #: 来源, as printed; "" where the page states none or was not read
    evidence: tuple[str, ...] = ()  #: the reading of its page, or the listing that showed it
    conflict: bool = False  #: its dates disagree: 疑似旧稿重发
    number: str = ""  #: what tells it from others of a publishing log that gives no address

    @property
    def is_certain(self) -> bool:
        """Whether its day counts as an update's day."""
        return self.known in (DayBasis.PAGE, DayBasis.FILE, DayBasis.LOG)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLedger:
    """
    All articles of one site that were known at a moment, and what the looks at its columns in a stretch account for.

    Of a listing's items there are the days only, and of looks in a row that showed the same only the last.
    """

    site: str
    articles: tuple[Article, ...] = ()  #: by address
    listings: Mapping[str, Sequence[StoredObservation[Listing]]] = field(
        default_factory=dict
    )  #: oldest first
    #: how many looks were left out on a day, as a later one in a row showed the same
    left_out: Mapping[date, int] = field(default_factory=dict)
    backlogs: Mapping[str, Sequence[StoredObservation[OlderPage]]] = field(
        default_factory=dict
    )  #: oldest first
    logs: Sequence[StoredObservation[PublishingLog]] = ()  #: in the order in which they were stored
    #: what was worked out from all this and may be asked for again
    worked_out: dict[tuple[object, ...], object] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )


def is_newest_first(items: Sequence[Item]) -> bool:
    """
    Whether a list runs from new to old, so that its oldest row tells how far it reaches.

    Old rows above the newest one (pinned) may be fewer than half; below it, fewer than one step in three may go up. A list that
    runs from old to new, or is sorted by something else, tells nothing by its days.
    """
    days = [item.on for item in items if item.on is not None and not item.pinned]
    if not days:
        return True
    top = days.index(max(days))
    steps = [other < one for one, other in pairwise(days[top:]) if one != other]
    falls = sum(steps)
    return (top == 0 or 2 * top < len(days)) and (not steps or 3 * (len(steps) - falls) < len(steps))


def oldest_in_order(items: Sequence[Item]) -> date | None:
    """
    The day back to which a list is complete: its oldest, leaving out what stands above newer items.

    An old item that is pinned to the top says nothing of what lies between.
    """
    oldest: date | None = None
    newest_below: date | None = None
    for item in reversed(items):
        if item.on is None or item.pinned:
            continue
        if newest_below is None or item.on >= newest_below:
            oldest = item.on if oldest is None else min(oldest, item.on)
            newest_below = item.on
    return oldest
