"""The ledger of articles as it was known at a moment, for counting a quarter's output."""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from monitor.domain.content import Dated, Item, Undated, is_direct_file
from monitor.domain.handed_in import PublishingLog
from monitor.domain.ledger import Article, ArticleLedger, DayBasis
from monitor.domain.logged import with_logs
from monitor.domain.need import EVER
from monitor.domain.observation import Listing, OlderPage, Reading, StoredObservation
from monitor.domain.timing import day_of
from storage.db.codec import decode_names
from storage.observations.articles import FIRST_SEEN, URL
from storage.observations.looks import Look, by_part, load_handed_in, load_looks, seen_of
from storage.observations.site_looks import SiteLooks, load_site_looks
from storage.store import Store

#: So many sites are loaded together; a year of one may be thousands of articles.
LOADED_AT_ONCE = 20


async def load_ledger(store: Store, site: str, since: datetime, as_of: datetime) -> ArticleLedger:
    """The ledger of one site, as `load_ledgers` gives it."""
    return (await load_ledgers(store, [site], since, as_of))[site]


async def load_ledgers(
    store: Store,
    sites: Sequence[str],
    since: datetime,
    as_of: datetime,
    known_by: datetime | None = None,
    loaded: SiteLooks | None = None,
    *,
    whole: bool = False,
) -> dict[str, ArticleLedger]:
    """
    What was known at *as_of* of all that each of *sites* published, and the looks at its columns from *since* on; by site.

    What was read later does not count, nor what was stored after *known_by*; None: now. Which columns list an
    article is kept as one growing list, so a column that came to list it after *as_of* is among them. *loaded*: looks at all
    of *sites* from *since* or earlier up to *as_of*, by what was heard up to the same moment. *whole*: the items of looks as they
    were loaded, for ledgers that are let go of one by one.
    """
    by = known_by or store.clock()
    found: dict[str, ArticleLedger] = {}
    async with store.database.read() as connection:
        for start in range(0, len(sites), LOADED_AT_ONCE):
            batch = sites[start : start + LOADED_AT_ONCE]
            looks = loaded or await load_site_looks(connection, batch, since, as_of, by)
            backlogs = await load_looks(connection, OlderPage, batch, EVER, as_of, by, looks.reader)
            logs = await load_handed_in(connection, PublishingLog, batch, by)
            for site in batch:
                listings = looks.listings.get(site, ())
                if looks.since < since:
                    listings = [one for one in listings if one.seen.at >= since]
                shown = _shown(listings, backlogs.get(site, ()))
                readings = _newest_readings(one.seen for one in looks.readings.get(site, ()))
                known = [row for row in looks.articles.get(site, ()) if FIRST_SEEN(row) <= as_of]
                own = tuple(_article(row, readings.get(URL(row)), shown) for row in known)
                seen = seen_of(logs, site)
                thinned, left_out = _thinned(listings, whole=whole)
                found[site] = ArticleLedger(
                    site=site,
                    articles=with_logs(site, own, seen, as_of),
                    logs=seen,
                    listings=thinned,
                    left_out=left_out,
                    backlogs=dict(by_part(backlogs.get(site, ()))),
                )
    return found


def _thinned(
    looks: Sequence[Look[Listing]], *, whole: bool
) -> tuple[dict[str, Sequence[StoredObservation[Listing]]], dict[date, int]]:
    """The looks at each column as a ledger holds them, and how many were left out by day."""
    found: dict[str, Sequence[StoredObservation[Listing]]] = {}
    left_out: Counter[date] = Counter()
    for part, several in by_part(looks).items():
        last = [
            one
            for n, one in enumerate(several)
            if n + 1 == len(several) or several[n + 1].facts is not one.facts
        ]
        if len(last) < len(several):
            left_out.update(
                Counter(day_of(one.at) for one in several) - Counter(day_of(one.at) for one in last)
            )
        found[part] = last if whole else tuple(replace(one, facts=_days_alone(one.facts)) for one in last)
    return found, dict(left_out)


def _days_alone(facts: Listing) -> Listing:
    return replace(facts, items=tuple(_day_of_item(one.on, one.pinned) for one in facts.items))


@lru_cache(maxsize=8192)
def _day_of_item(on: date | None, pinned: bool) -> Item:
    return Item(title="", url="", on=on, pinned=pinned)


@lru_cache(maxsize=4096)
def _columns(text: str) -> tuple[str, ...]:
    """Most articles stand where many others stand."""
    return tuple(sys.intern(one) for one in decode_names(text))


@lru_cache(maxsize=8192)
def _same(moment: Any) -> Any:
    """*moment*, one object for all articles that have it: a ledger holds hundreds of thousands of them."""
    return moment


def _article(row: Any, reading: StoredObservation[Reading] | None, shown: Mapping[str, str]) -> Article:
    site, url, title, columns, first_seen, listed_on, *_ = row
    published = reading.facts.published if reading else None
    on, known = listed_on, DayBasis.LISTED if listed_on else DayBasis.NOTHING
    if isinstance(published, Dated):
        on, known = published.on, DayBasis.PAGE
    elif isinstance(published, Undated):
        known = DayBasis.UNDATED
    elif listed_on and is_direct_file(url):
        known = DayBasis.FILE
    ground = (reading.id if reading else "") or shown.get(url, "")
    return Article(
        site=sys.intern(site),
        url=url,
        title=(reading.facts.title if reading else "") or title,
        columns=_columns(columns),
        first_seen=first_seen,
        on=_same(on),
        known=known,
        source=reading.facts.source if reading else "",
        evidence=(ground,) if ground else (),
        conflict=reading.facts.conflict if reading else False,
    )


def _shown(*looks: Sequence[Look[Any]]) -> dict[str, str]:
    """The first look that showed each address."""
    found: dict[str, str] = {}
    known: set[int] = set()  #: facts and rows that an earlier look showed too: most looks show what others do
    every = (one.seen for listings in looks for one in listings)
    for seen in sorted(every, key=lambda one: (one.at, one.id)):
        if id(seen.facts) in known:
            continue
        known.add(id(seen.facts))
        for item in seen.facts.items:
            if id(item) not in known:
                known.add(id(item))
                found.setdefault(item.url, seen.id)
    return found


def _newest_readings(
    readings: Iterable[StoredObservation[Reading]],
) -> dict[str, StoredObservation[Reading]]:
    """The newest of *readings*, oldest first, of each address; a dated one outlives a later one that failed."""
    found: dict[str, StoredObservation[Reading]] = {}
    for one in readings:
        url, is_told = one.facts.url, isinstance(one.facts.published, Dated | Undated)
        if is_told or url not in found or not isinstance(found[url].facts.published, Dated | Undated):
            found[url] = one
    return found
