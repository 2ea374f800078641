"""Loading all that a rule may see of one account (政务新媒体账号), none of it later than the moment judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.case import AccountCase, Review
from monitor.domain.content import TimelineState
from monitor.domain.need import CANARIES, EVER, Lookback
from monitor.domain.observation import AppListing, Registration, StoredObservation, Timeline
from monitor.domain.site import Account
from monitor.domain.timing import day_of
from storage.db import tables
from storage.db.rows import asked, heard
from storage.decisions.reviews import reviews_of
from storage.observations.looks import (
    FEW,
    Row,
    handed_in,
    last_few_before,
    load_looks,
    load_others,
    others_at,
    others_of,
    row_of,
    seen_of,
)

#: Kinds of fact that have a place of their own in an account's case.
OWN = (Timeline, AppListing, Registration)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountHistory:
    """All that cases of one account at several moments are cut from, loaded once, as `SiteHistory` is of a site."""

    timelines: Row[Timeline]
    older: Sequence[StoredObservation[Timeline]]  #: the last few before all of those, that showed posts
    logs: Sequence[
        StoredObservation[Timeline]
    ]  #: publishing logs that were handed in and say when they were taken
    handed: Sequence[tuple[datetime, datetime]]  #: posts handed in without: published, stored
    apps: Mapping[str, Row[AppListing]]
    registrations: Row[Registration]
    canaries: Mapping[str, Row[Timeline]]
    reviews: Sequence[Review]
    needs: Lookback
    others: Mapping[type[Any], Row[Any]] = field(default_factory=dict)  #: kinds without a place of their own

    @property
    def told_from(self) -> list[date]:
        """The first day that each of the publishing logs tells of."""
        firsts = (min((post.on for post in one.facts.posts if post.on), default=None) for one in self.logs)
        return [day for day in firsts if day is not None]

    def at(self, account: Account, as_of: datetime) -> AccountCase:
        """The case of *account* at *as_of*."""
        start = self.needs.start(Timeline, as_of)
        timelines = self.timelines.between(start, as_of)
        if not any(one.facts.state is TimelineState.POSTS for one in timelines):
            earlier = [*self.older, *self.timelines.between(EVER, start - _TICK)][-FEW:]
            timelines = [*(one for one in earlier if one.facts.state is TimelineState.POSTS), *timelines]
        known_logs = (log_then(one, as_of) for one in self.logs if one.at > as_of)
        registrations = self.registrations.between(self.needs.start(Registration, as_of), as_of)
        apps = {
            shop: row.between(self.needs.start(AppListing, as_of), as_of) for shop, row in self.apps.items()
        }
        return AccountCase(
            account=account,
            timelines=[*timelines, *(one for one in known_logs if one.facts.posts)],
            handed_over=max((stored for at, stored in self.handed if at <= as_of), default=None),
            apps={shop: looks for shop, looks in apps.items() if looks},
            registration=registrations[-1].facts if registrations else None,
            canaries={
                id: row.between(self.needs.start(Timeline, as_of, CANARIES), as_of)
                for id, row in self.canaries.items()
            },
            reviews=[one for one in self.reviews if one.has_begun(as_of)],
            others=others_at(self.others, self.needs, as_of),
        )


def log_then(seen: StoredObservation[Timeline], as_of: datetime) -> StoredObservation[Timeline]:
    """A publishing log, taken after *as_of*, as far as it tells what was published by *as_of*."""
    today = day_of(as_of)
    posts = tuple(
        one
        for one in seen.facts.posts
        if one.on is None or one.on < today or (one.on == today and (one.at is None or one.at <= as_of))
    )
    return replace(seen, facts=replace(seen.facts, posts=posts, interaction=()))


async def load_account_histories(
    connection: AsyncConnection,
    accounts: Sequence[str],
    moments: Sequence[datetime],
    known_by: datetime,
    canaries: Mapping[str, Sequence[Account]],
    needs: Lookback,
) -> dict[str, AccountHistory]:
    """
    What cases of each of *accounts* at *moments* are cut from: the same statements for one account and for many.

    *canaries*: by account, those of its platform.
    """
    first, last = min(moments), max(moments)
    start = needs.start(Timeline, first)
    timelines = await load_looks(connection, Timeline, accounts, start, last, known_by)
    silent = [
        one
        for one in accounts
        if not any(
            look.seen.facts.state is TimelineState.POSTS and look.seen.at <= first
            for look in timelines.get(one, ())
        )
    ]
    older = await last_few_before(connection, Timeline, silent, start, known_by) if silent else {}
    apps = await load_looks(connection, AppListing, accounts, needs.start(AppListing, first), last, known_by)
    entries = await load_looks(
        connection, Registration, accounts, needs.start(Registration, first), last, known_by
    )
    logs = await handed_in(connection, Timeline, accounts, first, known_by)
    handed = await _handed_over(connection, accounts, last, known_by)
    beside = sorted({one.id for several in canaries.values() for one in several})
    others_posts = await load_looks(
        connection, Timeline, beside, needs.start(Timeline, first, CANARIES), last, known_by
    )
    reviews = await reviews_of(connection, accounts, known_by)
    others = await load_others(
        connection, accounts, needs.others("account", OWN), needs, first, last, known_by
    )
    return {
        account: AccountHistory(
            timelines=row_of(seen_of(timelines, account)),
            older=seen_of(older, account),
            logs=[one.seen for one in logs.get(account, ()) if one.part],
            handed=handed.get(account, ()),
            apps=_by_shop(seen_of(apps, account)),
            registrations=row_of(seen_of(entries, account)),
            canaries={one.id: row_of(seen_of(others_posts, one.id)) for one in canaries.get(account, ())},
            reviews=reviews.get(account, ()),
            needs=needs,
            others=others_of(others, account),
        )
        for account in accounts
    }


def _by_shop(looks: Sequence[StoredObservation[AppListing]]) -> dict[str, Row[AppListing]]:
    found: dict[str, list[StoredObservation[AppListing]]] = {}
    for one in looks:
        found.setdefault(one.facts.shop, []).append(one)
    return {shop: row_of(rows) for shop, rows in found.items()}


async def load_account_cases(
    connection: AsyncConnection,
    accounts: Sequence[Account],
    as_of: datetime,
    canaries: Mapping[str, Sequence[Account]],
    known_by: datetime,
    needs: Lookback,
) -> dict[str, AccountCase]:
    """The cases of *accounts* at *as_of*, by what was heard up to *known_by*; *canaries*: by account, its platform's."""
    histories = await load_account_histories(
        connection, [one.id for one in accounts], [as_of], known_by, canaries, needs
    )
    return {one.id: histories[one.id].at(one, as_of) for one in accounts}


async def load_registrations(
    connection: AsyncConnection, as_of: datetime, known_by: datetime
) -> list[tuple[str, StoredObservation[Registration]]]:
    """The newest entry of each account in each register, with the account's id or `register`."""
    table = tables.observation
    rows = await connection.execute(
        select(table.c.subject).where(table.c.kind == Registration.kind).distinct()
    )
    subjects = [row.subject for row in rows]
    looks = await load_looks(connection, Registration, subjects, EVER, as_of, known_by)
    found: dict[tuple[str, str], StoredObservation[Registration]] = {}
    for subject, entries in looks.items():
        for one in (entry.seen for entry in entries):
            found[(subject, f"{one.facts.register}/{one.facts.platform}/{one.facts.name}")] = one
    return [(subject, one) for (subject, _), one in sorted(found.items())]


async def _handed_over(
    connection: AsyncConnection, accounts: Sequence[str], as_of: datetime, known_by: datetime
) -> dict[str, list[tuple[datetime, datetime]]]:
    """By account, when posts were published, and handed in, of logs that do not say when they were taken."""
    table, wanted = tables.observation, asked(connection, [(one,) for one in accounts], "id")
    query = (
        select(table.c.subject, table.c.at, table.c.recorded_at)
        .join(wanted, wanted.c.id == table.c.subject)
        .where(table.c.kind == Timeline.kind, table.c.part == "", table.c.once.is_not(None))
        .where(table.c.at <= as_of, heard(table, known_by))
    )
    found: dict[str, list[tuple[datetime, datetime]]] = {}
    for row in await connection.execute(query):
        found.setdefault(row.subject, []).append((row.at, row.recorded_at))
    return found
