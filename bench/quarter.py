"""
How long the quarter's notice takes to judge: every day of 2026Q3 for sites with visits, columns, homepages and articles.

`python bench/quarter.py [SITES]`. Prints CPU seconds for judging the three official points one by one, and for the whole
quarter day by day from what is loaded once; needs no network.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random

from monitor.app.runtime import DayJudge, Runtime, open_runtime
from monitor.domain.content import Dated, DatePlace, Item, ListState
from monitor.domain.observation import Homepage, Listing, Observation, Reading, Visit
from monitor.domain.reach import Reach
from monitor.domain.site import Centre, Column, ColumnKind, Frequency, Site, Subject, Watch
from monitor.domain.timing import DAY, SHANGHAI, Quarter, midnight
from monitor.quarter.points import judge_quarter, points_of

QUARTER = Quarter(2026, 3)
FIRST = QUARTER.first - 20 * DAY
NOW = datetime(2026, 10, 8, 9, tzinfo=SHANGHAI)
COLUMNS, ITEMS, VISITS = 20, 20, 24


def site(n: int) -> Site:
    """A site with twenty columns, five of them news."""
    columns = tuple(
        Column(
            id=f"c{k}", name=f"栏目{k}", url=f"http://s{n}.gov.cn/c{k}/",
            kind=ColumnKind.NEWS if k < 5 else ColumnKind.GENERAL, frequency=None if k < 5 else Frequency.MONTHLY,
        )
        for k in range(COLUMNS)
    )  # fmt: skip
    return Site(
        id=f"s{n}", name=f"网站{n}", url=f"http://s{n}.gov.cn/", edition="fuzhou-2021", columns=columns
    )


def looks(
    site: Site, rng: Random, first: date = FIRST, last: date = QUARTER.last, visits: int = VISITS
) -> list[Observation[object]]:
    """Nightly looks and so many *visits* a day, of a quarter unless said otherwise: each column publishes every few days."""
    found: list[Observation[object]] = []
    every = {column.id: rng.choice((1, 3, 7, 20)) for column in site.columns}
    for n in range((last - first).days + 1):
        day = first + n * DAY
        home: list[Item] = []
        for column in site.columns:
            newest = n - n % every[column.id]
            items = tuple(
                Item(title=f"信息{newest - k * every[column.id]}", url=f"{column.url}{newest - k * every[column.id]}.htm",
                     on=first + (newest - k * every[column.id]) * DAY)
                for k in range(ITEMS)
            )  # fmt: skip
            at = midnight(day) + timedelta(hours=1)
            found.append(
                Observation(
                    subject=site.id, part=column.id, at=at, facts=Listing(state=ListState.ITEMS, items=items)
                )
            )
            home += items[:2]
            for one in items if n == 0 else items[:1] if newest == n else ():
                published = Dated(on=one.on, place=DatePlace.VISIBLE) if one.on else None
                assert published is not None
                found.append(
                    Observation(
                        subject=site.id, part=one.url, at=at, facts=Reading(url=one.url, published=published)
                    )
                )
        facts = Homepage(state=ListState.ITEMS, items=tuple(home))
        found.append(Observation(subject=site.id, at=midnight(day) + timedelta(hours=2), facts=facts))
        for number in range(visits):
            bad = rng.random() < 0.01
            visit = Visit(reach=Reach.NOT_OPENED if bad else Reach.OPENED, reason="reset" if bad else "ok")
            found.append(
                Observation(
                    subject=site.id,
                    at=midnight(day) + timedelta(minutes=number * 1440 // visits + 20),
                    facts=visit,
                )
            )
    return found


async def main(many: int) -> None:
    """Fill a store, judge it twice."""
    sites = [site(n) for n in range(many)]
    watch = Watch(edition="fuzhou-2021", centre=Centre(name="中心"), sites=tuple(sites))
    with tempfile.TemporaryDirectory() as folder:
        async with open_runtime(watch, f"sqlite+aiosqlite:///{folder}/m.db", lambda: NOW) as runtime:
            for n, one in enumerate(sites):
                await runtime.store.save(looks(one, Random(n)))
            await measure(runtime, sites)


async def measure(runtime: Runtime, sites: list[Site]) -> None:
    """CPU seconds of the three points one by one, and of every day."""
    points = points_of(QUARTER, (), NOW)
    begun = time.process_time()
    for moment in points.moments:
        await runtime.judge(sites, moment, save=False, known_by=NOW)
    single = time.process_time() - begun
    first = await runtime.store.first_looks([one.id for one in sites], NOW, midnight(FIRST))
    looked = time.process_time() - begun - single

    async def load(some: Sequence[Subject], moments: Sequence[datetime]) -> Mapping[str, DayJudge]:
        return await runtime.judges_at(some, moments, NOW, first)

    begun = time.process_time()
    judged = await judge_quarter(sites, points, load)
    daily = time.process_time() - begun
    fails = sum(len(one) for one in judged.between.values())
    print(
        f"{len(sites)} sites, CPU: three points {single:.2f} s, all {len(points.days) + len(points.moments)} days "
        f"{daily:.2f} s ({daily / single:.2f} x), when watching began {looked:.2f} s; {fails} fails between points"
    )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10))
