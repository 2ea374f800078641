"""The desk: new verdicts are read, and nothing twice."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from structlog.testing import capture_logs

from monitor.domain.verdict import Conclusion, Outcome, Verdict
from monitor.web.context import Web
from monitor.web.overview import OverviewCache, StillReading, changes_since
from storage.db import tables
from storage.decisions.verdict_text import decode_verdicts
from storage.store import Store
from tests.databases import sqlite_url
from tests.stores import open_at
from tests.web.pages.world import COUNTY, LAST_NIGHT, NOW, SCHOOL, WATCH, verdict


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_at(sqlite_url(tmp_path / "m.db"), tmp_path, lambda: NOW) as opened:
        yield opened
        # whatever is still read beside needs the store until it is through
        beside = [one for one in asyncio.all_tasks() if one.get_coro().__qualname__ == "OverviewCache._renew"]
        await asyncio.gather(*beside, return_exceptions=True)


def web_of(store: Store, now: datetime = NOW) -> Web:
    return Web(watch=lambda: WATCH, store=store, clock=lambda: now)


async def test_nothing_new_gives_the_same_overview_again(store: Store) -> None:
    desk, web = OverviewCache(), web_of(store)
    await store.save_verdicts([verdict("county", "site_unreachable", Outcome.PASS)])
    assert await desk.overview(web) is await desk.overview(web)


async def test_the_newest_verdict_holds_in_whatever_order_they_are_stored(store: Store) -> None:
    desk, web = OverviewCache(), web_of(store)
    newer = verdict("county", "site_unreachable", Outcome.FAIL)
    await store.save_verdicts([newer])
    assert (await desk.overview(web)).conclusions["county"] is Conclusion.UNQUALIFIED
    await store.save_verdicts(
        [replace(newer, outcome=Outcome.PASS, decided_at=LAST_NIGHT - timedelta(days=9))]
    )
    assert (await desk.overview(web)).conclusions["county"] is Conclusion.UNQUALIFIED
    await store.save_verdicts(
        [replace(newer, outcome=Outcome.PASS, decided_at=LAST_NIGHT + timedelta(hours=1))]
    )
    assert (await desk.overview(web)).conclusions["county"] is Conclusion.QUALIFIED


@pytest.mark.parametrize("odd", ["'{}'", "CAST(x'ff5a5a5a' AS TEXT)"])  # another text, and none at all
async def test_a_verdict_that_is_not_as_it_was_written_is_unknown_and_hides_no_other(
    store: Store, odd: str
) -> None:
    await store.save_verdicts(
        [
            verdict("county", "site_unreachable", Outcome.PASS),
            verdict("school", "site_unreachable", Outcome.FAIL),
        ]
    )
    async with store.database.write() as connection:
        of_county = select(tables.verdict.c.digest).where(tables.verdict.c.subject == "county")
        await connection.execute(
            update(tables.body).where(tables.body.c.digest.in_(of_county)).values(json=text(odd))
        )
    with capture_logs() as logged:
        found = await OverviewCache().overview(web_of(store))
    assert found.conclusions["county"] is Conclusion.UNDECIDED
    assert found.conclusions["school"] is Conclusion.UNQUALIFIED
    assert ["the newest backup" in one["detail"] for one in logged if one["event"] == "store_in_trouble"] == [
        True
    ]


async def test_a_verdict_for_a_moment_to_come_holds_once_that_has_come(store: Store) -> None:
    desk = OverviewCache()
    await store.save_verdicts([verdict("county", "site_unreachable", Outcome.PASS)])
    await desk.overview(web_of(store))
    ahead = verdict("county", "site_unreachable", Outcome.FAIL, decided_at=NOW + timedelta(hours=1))
    await store.save_verdicts([ahead])
    assert (await desk.overview(web_of(store))).conclusions["county"] is Conclusion.QUALIFIED
    later = web_of(store, NOW + timedelta(hours=2))
    assert (await desk.overview(later)).conclusions["county"] is Conclusion.UNQUALIFIED


@pytest.mark.parametrize("looked_before", [True, False])
async def test_a_past_moment_judged_late_is_what_changes_are_told_against(
    store: Store, looked_before: bool
) -> None:
    """`judge --as-of` of yesterday, saved after today's: how everything stood then is known only now."""
    desk, web = OverviewCache(), web_of(store)
    today = verdict("county", "site_unreachable", Outcome.FAIL)
    yesterday = changes_since(NOW) - timedelta(hours=1)
    await store.save_verdicts([replace(today, decided_at=yesterday - timedelta(days=3)), today])
    if looked_before:
        assert (await desk.overview(web)).changes == ()
    await store.save_verdicts([replace(today, outcome=Outcome.PASS, decided_at=yesterday)])
    [change] = (await desk.overview(web)).changes
    assert (change.subject, change.before, change.after) == ("county", Outcome.PASS, Outcome.FAIL)
    later = replace(today, decided_at=yesterday + timedelta(minutes=59))
    await store.save_verdicts([later])
    assert (await desk.overview(web)).changes == ()


async def test_a_new_configuration_is_told_of_at_once(store: Store) -> None:
    desk = OverviewCache()
    await store.save_verdicts([verdict("county", "site_unreachable", Outcome.PASS)])
    await desk.overview(web_of(store))
    handed_over = replace(WATCH, sites=(replace(COUNTY, unit="civil"), SCHOOL))
    web = Web(watch=lambda: handed_over, store=store, clock=lambda: NOW)
    [standing] = (await desk.overview(web)).standings
    assert standing.unit == "civil"


async def test_verdicts_of_what_is_watched_no_more_are_left_out(store: Store) -> None:
    await store.save_verdicts([verdict("gone", "site_unreachable", Outcome.FAIL)])
    desk = OverviewCache()
    assert (await desk.overview(web_of(store))).standings == ()
    await store.save_verdicts([verdict("gone", "homepage_stale", Outcome.FAIL)])
    assert (await desk.overview(web_of(store))).standings == ()


async def test_only_what_is_new_is_decoded(store: Store) -> None:
    decoded: list[int] = []

    def decode(texts: Sequence[str]) -> list[Verdict]:
        decoded.append(len(texts))
        return decode_verdicts(texts)

    desk = OverviewCache(decode)
    await store.save_verdicts(
        [verdict(site, "site_unreachable", Outcome.PASS) for site in ("county", "school")]
    )
    await desk.overview(web_of(store))
    await store.save_verdicts(
        [verdict("county", "site_unreachable", Outcome.FAIL, decided_at=LAST_NIGHT + timedelta(hours=1))]
    )
    await desk.overview(web_of(store))
    await desk.overview(web_of(store, NOW + timedelta(hours=1)))
    assert decoded == [2, 1]


async def test_a_large_desk_answers_from_what_it_has_and_reads_beside(store: Store) -> None:
    desk, web = OverviewCache(large=0, rest=0, patience=0), web_of(store)
    await store.save_verdicts([verdict("county", "site_unreachable", Outcome.PASS)])
    first = await desk.read(web)
    await store.save_verdicts(
        [verdict("county", "site_unreachable", Outcome.FAIL, decided_at=LAST_NIGHT + timedelta(hours=1))]
    )
    assert await desk.overview(web) is first
    async with asyncio.timeout(10):
        while (found := await desk.overview(web)) is first:  # noqa: ASYNC110  (what is awaited goes on beside)
            await asyncio.sleep(0)
    assert found.conclusions["county"] is Conclusion.UNQUALIFIED


async def test_no_page_waits_for_the_first_reading_of_a_large_ledger(store: Store) -> None:
    desk, web = OverviewCache(large=0, rest=0, patience=0), web_of(store)
    await store.save_verdicts([verdict("county", "site_unreachable", Outcome.FAIL)])
    with pytest.raises(StillReading, match=r"^0 of \d\d verdicts are read$"):
        await desk.overview(web)
    found = None
    async with asyncio.timeout(10):
        while found is None:
            with suppress(StillReading):
                found = await desk.overview(web)
            await asyncio.sleep(0)
    assert found.conclusions["county"] is Conclusion.UNQUALIFIED


async def test_what_goes_wrong_beside_is_met_by_the_next_page(store: Store) -> None:
    broken: list[bool] = []

    def decode(texts: Sequence[str]) -> list[Verdict]:
        if broken:
            raise RuntimeError("no such body")
        return decode_verdicts(texts)

    desk, web = OverviewCache(decode, large=0, rest=0, patience=0), web_of(store)
    await store.save_verdicts([verdict("county", "site_unreachable", Outcome.PASS)])
    await desk.read(web)
    broken.append(True)
    await store.save_verdicts([verdict("school", "site_unreachable", Outcome.PASS)])

    async def look_until_it_fails() -> None:
        async with asyncio.timeout(10):
            while await desk.overview(web):  # noqa: ASYNC110
                await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="no such body"):
        await look_until_it_fails()
    broken.clear()
    async with asyncio.timeout(10):
        while len((await desk.overview(web)).standings) < 2:  # noqa: ASYNC110
            await asyncio.sleep(0)


async def test_a_first_reading_that_broke_is_told_and_begun_again(store: Store) -> None:
    """Else a page that is kept from the night would stand until the next one."""
    broken = [True]

    def decode(texts: Sequence[str]) -> list[Verdict]:
        if broken:
            raise RuntimeError("no such body")
        return decode_verdicts(texts)

    async def waited() -> None:
        async with asyncio.timeout(10):
            waits = True
            while waits:
                await asyncio.sleep(0)
                waits = desk.makes_wait(web)

    desk, web = OverviewCache(decode, large=0, quick=0, rest=10**9), web_of(store)
    await store.save_verdicts([verdict("county", "site_unreachable", Outcome.FAIL)])
    with pytest.raises(RuntimeError, match="no such body"):
        await waited()
    broken.clear()
    await waited()
    assert (await desk.overview(web)).conclusions["county"] is Conclusion.UNQUALIFIED
