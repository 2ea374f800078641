"""What a night costs the store, counted, never timed: statements a visit and a judging, rows and bytes of a night that changes nothing."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, event, func, select

from monitor.app.runtime import Runtime, open_runtime
from monitor.assess.findings_store import update_findings
from monitor.cli.report import quarterly_of
from monitor.domain.content import Dated, DatePlace, Item, ListState
from monitor.domain.observation import Homepage, Listing, Observation, Reading, Visit
from monitor.domain.reach import Reach
from monitor.domain.site import Centre, Column, ColumnKind, Site, Watch
from monitor.domain.timing import DAY, Quarter, midnight
from monitor.feed.cache import FeedCache
from monitor.feed.filter import FeedFilter
from monitor.quarter.points import LOADED_AT_ONCE
from monitor.quarter.settings import read_settings
from monitor.regulations.workdays import NOTHING_LOCAL
from monitor.web.context import Web
from monitor.web.overview import OverviewCache
from storage.db import tables
from tests.databases import sqlite_url

FIRST = date(2026, 11, 2)
SITES = tuple(
    Site(
        id=f"s{n}", name=f"网站{n}", url=f"http://s{n}.gov.cn/", edition="fuzhou-2021",
        columns=tuple(
            Column(id=f"c{k}", name=f"栏目{k}", url=f"http://s{n}.gov.cn/c{k}/", kind=ColumnKind.NEWS) for k in range(3)
        ),
    )
    for n in range(12)
)  # fmt: skip
WATCH = Watch(edition="fuzhou-2021", centre=Centre(name="中心"), sites=SITES)
#: At most so many statements judge any number of sites up to a batch, findings and all: they read and they write.
READS, WRITES = 24, 18
#: At most so many statements save a visit; one more visit in the same transaction adds none.
VISIT = 12
#: At most so many bytes a site hold a judging that came to what was stored.
REPEATED = 300


def night(site: Site, day: date) -> list[Observation[object]]:
    """One night of a site that publishes nothing: its lists as they were, and a visit."""
    at, published = midnight(day) + timedelta(hours=1), Dated(on=FIRST, place=DatePlace.VISIBLE)
    item = Item(title="信息", url=f"{site.url}1.htm", on=FIRST)
    seen: list[Observation[object]] = [
        Observation(
            subject=site.id, part=column.id, at=at, facts=Listing(state=ListState.ITEMS, items=(item,))
        )
        for column in site.columns
    ]
    seen.append(Observation(subject=site.id, at=at, facts=Homepage(state=ListState.ITEMS, items=(item,))))
    seen.append(Observation(subject=site.id, at=at, facts=Visit(reach=Reach.OPENED, reason="ok")))
    if day == FIRST:
        seen.append(
            Observation(
                subject=site.id, part=item.url, at=at, facts=Reading(url=item.url, published=published)
            )
        )
    return seen


class Clock:
    """A clock that a test sets."""

    now = midnight(FIRST) + timedelta(hours=6)

    def __call__(self) -> datetime:
        """The moment it was set to."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """At six on the first day."""
    return Clock()


@pytest.fixture
async def runtime(tmp_path: Path, clock: Clock) -> AsyncIterator[Runtime]:
    """A store that saw two nights of every site."""
    async with open_runtime(WATCH, sqlite_url(tmp_path / "m.db"), clock) as found:
        for n in range(2):
            clock.now = midnight(FIRST + n * DAY) + timedelta(hours=6)
            await found.store.save([look for site in SITES for look in night(site, FIRST + n * DAY)])
        yield found


@contextmanager
def counting(runtime: Runtime) -> Iterator[tuple[list[str], list[str]]]:
    """The statements that read meanwhile, and those of the connection that writes."""
    heard: tuple[list[str], list[str]] = ([], [])
    database = runtime.store.database
    listeners = []
    for engine, kept in zip((database.reader, database.writer), heard, strict=True):

        def hear(
            connection: object, cursor: object, statement: str, *rest: object, kept: list[str] = kept
        ) -> None:
            kept.append(statement)

        event.listen(engine.sync_engine, "before_cursor_execute", hear)
        listeners.append((engine.sync_engine, hear))
    try:
        yield heard
    finally:
        for one, hear in listeners:
            event.remove(one, "before_cursor_execute", hear)


async def judged(runtime: Runtime, sites: Sequence[Site], now: datetime) -> None:
    """The nightly judging, without the score sheets."""
    await runtime.store.count_in([one.id for one in sites])
    await update_findings(runtime.store, WATCH, await runtime.judge(sites, now), now)


async def test_a_judging_asks_no_more_statements_for_twelve_sites_than_for_one(
    runtime: Runtime, clock: Clock
) -> None:
    counted = []
    for some in (SITES[:1], SITES[1:]):
        with counting(runtime) as (reads, writes):
            await judged(runtime, some, clock())
        counted.append((len(reads), len(writes)))
    assert counted[0] == counted[1]
    assert counted[0][0] <= READS
    assert counted[0][1] <= WRITES


async def test_a_night_of_ordinary_lists_is_judged_without_a_list_or_a_page(
    runtime: Runtime, clock: Clock
) -> None:
    """What their rows amount to was kept as they were saved: of no look the text is read."""
    asked: list[list[str]] = []
    for counted in (True, False):
        with counting(runtime) as (reads, _):
            cases = await runtime.store.site_cases(SITES, clock(), {}, counted=counted)
        asked.append([one for one in reads if "FROM article" in one or "FROM body" in one])
    assert len(cases) == len(SITES)
    assert (asked[0], bool(asked[1])) == ([], True)


async def test_a_visit_costs_few_statements_and_two_together_no_more(runtime: Runtime, clock: Clock) -> None:
    counted = []
    for hour, many in ((7, 1), (8, 2)):
        at = midnight(FIRST + DAY) + timedelta(hours=hour)
        visits = [
            Observation(subject=one.id, at=at, facts=Visit(reach=Reach.OPENED, reason="ok", slot=at))
            for one in SITES[:many]
        ]
        with counting(runtime) as (reads, writes):
            await runtime.store.save(visits)
        counted.append(len(reads) + len(writes))
    assert counted[0] == counted[1] <= VISIT


async def test_judging_again_what_nothing_changed_of_is_a_short_row_a_site(
    runtime: Runtime, clock: Clock
) -> None:
    await judged(runtime, SITES, clock())
    verdict, repeated = tables.verdict, tables.repeated
    before = await count(runtime, select(func.count()).select_from(verdict))
    clock.now += timedelta(hours=1)
    await judged(runtime, SITES, clock())
    assert await count(runtime, select(func.count()).select_from(verdict)) == before
    assert await count(runtime, select(func.count()).select_from(repeated)) == len(SITES)
    held = list(repeated.c)
    sizes = sum((func.length(one) for one in held[1:]), func.length(held[0]))
    assert await count(runtime, select(func.max(sizes))) <= REPEATED


#: At most so many statements draw the figures of a quarter of any number of sites up to a batch of ten.
QUARTER_READS = 100


async def test_a_quarter_asks_no_more_statements_for_ten_sites_than_for_one(
    runtime: Runtime, clock: Clock
) -> None:
    counted = []
    for batch in (SITES[:1], SITES[:LOADED_AT_ONCE]):
        watch = replace(WATCH, sites=batch)
        with counting(runtime) as (reads, writes):
            await quarterly_of(
                runtime, watch, read_settings(watch), Quarter(2026, 4), clock(), clock(), NOTHING_LOCAL
            )
        counted.append(len(reads))
        assert writes == []
    assert counted[0] == counted[1] <= QUARTER_READS


#: At most so many statements make the first feed of any number of subjects up to a batch, and one after a new verdict.
FEED_FIRST, FEED_AFTER = 25, 25


async def test_a_feed_asks_no_more_statements_for_twelve_sites_than_for_one(
    runtime: Runtime, clock: Clock
) -> None:
    await judged(runtime, SITES, clock())
    counted = []
    for batch in (SITES[:1], SITES):
        watch = replace(WATCH, sites=batch)
        async with runtime.store.database.write() as connection:
            await connection.execute(delete(tables.feed_entry))
        source, cache = (
            Web(watch=lambda watch=watch: watch, store=runtime.store, clock=clock),
            FeedCache(None),
        )
        asked = []
        for _ in range(2):
            with counting(runtime) as (reads, _writes):
                answer = await cache.written(source, None, FeedFilter())
            assert answer.subjects == len(batch)
            asked.append(len(reads))
            clock.now += timedelta(hours=1)
            await runtime.judge(batch[:1], clock())
        counted.append(asked)
    assert counted[0] == counted[1]
    assert counted[0][0] <= FEED_FIRST
    assert counted[0][1] <= FEED_AFTER


#: At most so many statements read how any number of subjects up to a batch stand, as the judging kept it; and again.
OVERVIEW_FIRST, OVERVIEW_AGAIN = 14, 3


async def test_the_dashboard_after_a_start_asks_no_more_statements_for_twelve_sites_and_reads_no_verdict(
    runtime: Runtime, clock: Clock
) -> None:
    counted = []
    for batch in (SITES[:1], SITES):
        watch = replace(WATCH, sites=batch)
        await judged(runtime, batch, clock())
        web = Web(watch=lambda watch=watch: watch, store=runtime.store, clock=clock)
        await OverviewCache(quick=0).read(web)  # keeps it, as the judging of many does
        desk, asked = OverviewCache(quick=0), []
        for _ in range(2):
            with counting(runtime) as (reads, writes):
                found = await desk.read(web)
            assert {one.subject for one in found.standings} == {one.id for one in batch}
            assert [one for one in reads if "body" in one] == []
            assert writes == []
            asked.append(len(reads))
        counted.append(asked)
    assert counted[0] == counted[1]
    assert counted[0][0] <= OVERVIEW_FIRST
    assert counted[0][1] <= OVERVIEW_AGAIN


async def count(runtime: Runtime, query: object) -> int:
    async with runtime.store.database.read() as connection:
        found: int = await connection.scalar(query)  # type: ignore[call-overload]
    return found
