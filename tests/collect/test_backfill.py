"""A backfill is stored as it goes, resumes where it stopped, and asks for no article twice."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from monitor.collect.backfill import BackfillResult, BackfillStep, read_articles, unread, walk_lists
from monitor.domain.observation import Observation
from monitor.domain.site import Site
from monitor.domain.timing import midnight
from monitor.quarter.coverage import Stretch, accounted
from probes.base import Tools
from storage.observations.ledger import load_ledger
from storage.store import Store
from tests.databases import sqlite_url
from tests.probes.test_older_pages import THREE
from tests.probes.world import HOME, NOW, Web, article, column, site
from tests.stores import open_at

SINCE = date(2026, 10, 1)
SITE = site(column())


class Killed(Exception):
    """The machine goes down."""


async def fill(
    store: Store, web: Web, *, most: int = 9, die_after: int = 99, now: datetime = NOW, subject: Site = SITE
) -> tuple[BackfillResult, list[BackfillStep]]:
    steps: list[BackfillStep] = []
    saves = 0

    async def save(looks: Sequence[Observation[Any]]) -> Sequence[str]:
        nonlocal saves
        if saves == die_after:
            raise Killed
        saves += 1
        return await store.save(looks)

    tools = Tools(fetch=web, clock=lambda: now, rng=Random(0), known=await store.memory(subject))
    ledger = await load_ledger(store, subject.id, midnight(SINCE), now)
    filled = await walk_lists(subject, SINCE, ledger, tools, save, most=most, observer=steps.append)
    ledger = await load_ledger(store, subject.id, midnight(SINCE), now)
    tools = Tools(fetch=web, clock=lambda: now, rng=Random(0), known=await store.memory(subject))
    await read_articles(subject, unread(ledger, SINCE, tools), tools, save, steps.append)
    return filled, steps


def opened(folder: Path) -> Any:
    return open_at(
        sqlite_url(folder / "monitor.db"),
        folder / "evidence",
        lambda: NOW,
        make_validators=lambda etag, last: None,
    )


def web() -> Web:
    found = dict(THREE)
    for html in THREE.values():
        for part in html.split('href="')[1:]:
            url = part.split('"')[0]
            day = url.split("/t")[1][:8]
            found[f"http://www.a.gov.cn{url}"] = article(f"{day[:4]}-{day[4:6]}-{day[6:]}")
    return Web(found)


async def test_lists_first_then_the_articles_since_the_day(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        filled, steps = await fill(store, web())
        assert (filled.reached, filled.pages) == (("yw",), 3)
        assert [one.total for one in steps if not one.column] == [6] * 6, "September's pages are left alone"
        ledger = await load_ledger(store, "s", midnight(SINCE), NOW)
        assert sum(one.is_certain for one in ledger.articles) == 6
        assert accounted(ledger, "yw") == Stretch(SINCE, NOW.date())


async def test_nothing_is_asked_again_on_the_same_day(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await fill(store, web())
        second = web()
        filled, steps = await fill(store, second)
        assert (filled.reached, filled.pages, steps, second.asked) == (("yw",), 0, [], [])


async def test_a_killed_walk_goes_on_where_it_stopped(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        with pytest.raises(Killed):
            await fill(store, web(), die_after=1)
        second = web()
        filled, _ = await fill(store, second)
        assert second.asked[:2] == [f"{HOME}yw/index_1.htm", f"{HOME}yw/index_2.htm"]
        assert filled.reached == ("yw",)


async def test_killed_among_the_articles_only_the_rest_is_read(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        with pytest.raises(Killed):
            await fill(store, web(), die_after=5)
        second = web()
        await fill(store, second)
        assert len(second.asked) == 4


async def test_after_days_the_lists_are_walked_anew_and_known_articles_stay(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await fill(store, web())
        later = web()
        await fill(store, later, now=NOW + timedelta(days=3))
        assert [url for url in later.asked if "/t2026" in url] == []
        assert len(later.asked) == 3


async def test_the_limit_of_pages_leaves_the_column_short(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        filled, _ = await fill(store, web(), most=1)
        assert filled.short == (("yw", "page_limit"),)
        assert accounted(await load_ledger(store, "s", midnight(SINCE), NOW), "yw") is None


async def test_a_column_that_needs_a_browser_is_named_and_not_asked(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        asked = web()
        filled, _ = await fill(store, asked, subject=site(column(browser=True)))
        assert (filled.short, asked.asked) == ((("yw", "needs_browser"),), [])
