"""Loading all that a rule may see of one account (政务新媒体账号), none of it later than the moment judged."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.case import AccountCase
from monitor.domain.content import TimelineState
from monitor.domain.observation import AppListing, Registration, Seen, Timeline
from monitor.domain.site import Account
from monitor.domain.timing import Quarter, day_of, midnight
from storage import tables
from storage.cases import Memory, load_seen, load_tags, newest_before
from storage.reviews import reviews_of

#: Before the quarter's first day, so that its first days are judged by what came before.
LEAD = timedelta(days=20)
#: How far back looks at shops are loaded.
APPS_BACK = timedelta(days=40)
#: Canaries are asked about their last days only.
CANARY_BACK = timedelta(days=4)
#: Subject of register entries (备案) that belong to no configured account.
REGISTER = "register"


async def load_account_case(
    connection: AsyncConnection, account: Account, as_of: datetime, canaries: Sequence[Account]
) -> AccountCase:
    """The case of *account* at *as_of*; *canaries* are those of its platform."""
    start = midnight(Quarter.of(day_of(as_of)).first) - LEAD
    timelines = await load_seen(connection, Timeline, "timeline", account.id, start, as_of)
    if not any(one.facts.state is TimelineState.POSTS for one in timelines):
        older = await newest_before(connection, Timeline, "timeline", account.id, start)
        timelines = [*(one for one in older if one.facts.state is TimelineState.POSTS), *timelines]
    apps: dict[str, list[Seen[AppListing]]] = {}
    for one in await load_seen(connection, AppListing, "app", account.id, as_of - APPS_BACK, as_of):
        apps.setdefault(one.facts.shop, []).append(one)
    return AccountCase(
        account=account,
        timelines=timelines,
        handed_over=await _handed_over(connection, account.id, as_of),
        apps=apps,
        registration=await _registration(connection, account.id, as_of),
        canaries={
            one.id: await load_seen(connection, Timeline, "timeline", one.id, as_of - CANARY_BACK, as_of)
            for one in canaries
        },
        reviews=await reviews_of(connection, account.id, as_of),
    )


async def load_registrations(
    connection: AsyncConnection, as_of: datetime
) -> list[tuple[str, Seen[Registration]]]:
    """The newest entry of each account in each register, with the account's id or `register`."""
    table = tables.observation
    rows = await connection.execute(
        select(table.c.subject, table.c.part).where(table.c.kind == "registration").distinct()
    )
    found: dict[tuple[str, str], Seen[Registration]] = {}
    for subject in sorted({row.subject for row in rows}):
        start = as_of - timedelta(days=4000)
        for one in await load_seen(connection, Registration, "registration", subject, start, as_of):
            found[(subject, f"{one.facts.register}/{one.facts.platform}/{one.facts.name}")] = one
    return [(subject, one) for (subject, _), one in sorted(found.items())]


async def _handed_over(connection: AsyncConnection, account: str, as_of: datetime) -> datetime | None:
    """When posts of this account were last handed in that do not say when their log was taken."""
    table = tables.observation
    query = select(func.max(table.c.recorded_at)).where(
        table.c.subject == account,
        table.c.kind == "timeline",
        table.c.part == "",
        table.c.once.is_not(None),
        table.c.at <= as_of,
    )
    found: datetime | None = (await connection.execute(query)).scalar()
    return found


async def _registration(connection: AsyncConnection, account: str, as_of: datetime) -> Registration | None:
    start = as_of - timedelta(days=4000)
    entries = await load_seen(connection, Registration, "registration", account, start, as_of)
    return entries[-1].facts if entries else None


async def load_account_memory(
    connection: AsyncConnection, account: Account, now: datetime, make_validators: Callable[[str, str], Any]
) -> Memory:
    """What is known of *account* at *now*."""
    looks = await load_seen(connection, Timeline, "timeline", account.id, now - LEAD, now)
    urls = [value for value in account.source.values() if isinstance(value, str)]
    tags = await load_tags(connection, urls, now)
    readable = [
        one for one in looks if one.facts.state is TimelineState.POSTS and one.facts.through != "import"
    ]
    return Memory(
        readings={},
        listings={},
        homepages=(),
        timelines=readable,
        tags=tags,
        make_validators=make_validators,
    )
