"""All that is stored about one subject until one moment: what a rule may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from monitor.domain.observation import (
    AppListing,
    BoardReading,
    Channel,
    Fact,
    Guides,
    Homepage,
    Listing,
    Reading,
    Registration,
    StoredObservation,
    Timeline,
    VisitDay,
)
from monitor.domain.shown import RowCount
from monitor.domain.site import Account, Site
from monitor.domain.timing import day_of
from monitor.domain.verdict import Clause

#: Before anything was stored: since when a message that is not valid never was, and what is taken back never held.
ALWAYS = date(2000, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """
    What a person decided (人工确认): who, why, when it was given, and which days it speaks of. Append-only.

    *at* is when it was given: who asks what was known by then sees it or does not. *since* and *until* are the first
    and last Shanghai day that it speaks of, both included.
    """

    id: str
    at: datetime
    who: str
    act: str  #: sign | confirm | complete | exclude | revoke
    subject: str
    target: str  #: rule id, column id, message id or `columns_complete`
    outcome: str  #: pass | fail | blank | undated | whole | excluded …
    reason: str
    until: date | None = None  #: None: without end
    since: date | None = None  #: None: from the moment when it was given
    sheet: str | None = None  #: the signing sheet (签字单) that it was given on
    second: str | None = None  #: who confirmed it as the second person (双人签字)

    def has_begun(self, moment: datetime) -> bool:
        """Whether the stretch that it speaks of has begun at *moment*."""
        return self.at <= moment if self.since is None else self.since <= day_of(moment)

    def speaks_of(self, moment: datetime) -> bool:
        """Whether *moment* lies in the stretch that it speaks of, ends included."""
        return self.has_begun(moment) and (self.until is None or day_of(moment) <= self.until)


def spoken_of(reviews: Iterable[Review], moment: datetime) -> list[Review]:
    """Those of *reviews* that speak of *moment*, in the order in which they were given: the last one counts."""
    return sorted((one for one in reviews if one.speaks_of(moment)), key=lambda one: (one.at, one.id))


#: Observations of the kinds of fact that have no place of their own in a case, oldest first.
Others = Mapping[type[Any], Sequence[StoredObservation[Any]]]
Kind = TypeVar("Kind", bound=Fact)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCase:
    """One site's stored observations, none later than the moment judged."""

    site: Site
    visit_days: Sequence[VisitDay] = ()  #: oldest first
    homepages: Sequence[StoredObservation[Homepage]] = ()  #: oldest first
    listings: Mapping[str, Sequence[StoredObservation[Listing]]] = field(
        default_factory=dict
    )  #: by column id
    #: by board id, oldest first, from the newest full reading on
    boards: Mapping[str, Sequence[StoredObservation[BoardReading]]] = field(default_factory=dict)
    channels: Sequence[StoredObservation[Channel]] = ()  #: oldest first
    guides: Sequence[StoredObservation[Guides]] = ()  #: oldest first
    readings: Mapping[str, StoredObservation[Reading]] = field(default_factory=dict)  #: newest, by address
    first_seen: Mapping[str, datetime] = field(default_factory=dict)  #: by address
    reviews: Sequence[Review] = ()
    #: clauses by rule for columns that another edition judges, by column id
    column_clauses: Mapping[str, Mapping[str, Clause]] = field(default_factory=dict)
    others: Others = field(default_factory=dict)
    #: columns ("" the homepage) whose newest readable look proves as new a day as any look before: of those, only what
    #: rules ask of older looks is loaded
    newest_tells: frozenset[str] = frozenset()
    #: what the rows of the newest readable look amount to, by column ("" the homepage): of those, no look holds its rows
    counts: Mapping[str, RowCount] = field(default_factory=dict)
    #: what rules worked out from all this and others may take: two rules that count the same list count it once
    worked_out: dict[tuple[object, ...], object] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def seen(self, kind: type[Kind]) -> Sequence[StoredObservation[Kind]]:
        """What a rule asked for by a need of its own, of a *kind* that has no place here; oldest first."""
        return self.others.get(kind, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCase:
    """One account's stored observations, none later than the moment judged."""

    account: Account
    timelines: Sequence[StoredObservation[Timeline]] = ()  #: oldest first
    handed_over: datetime | None = (
        None  #: when a log of its posts was stored that does not say when it was taken
    )
    apps: Mapping[str, Sequence[StoredObservation[AppListing]]] = field(
        default_factory=dict
    )  #: by shop, oldest first
    registration: Registration | None = None  #: the newest
    #: timelines of the platform's canaries (对照账号), by account id: each oldest first, of the last days
    canaries: Mapping[str, Sequence[StoredObservation[Timeline]]] = field(default_factory=dict)
    reviews: Sequence[Review] = ()
    others: Others = field(default_factory=dict)

    def seen(self, kind: type[Kind]) -> Sequence[StoredObservation[Kind]]:
        """What a rule asked for by a need of its own, of a *kind* that has no place here; oldest first."""
        return self.others.get(kind, ())
