"""
How long judging takes: `site_unreachable` for 14,000 sites from a store of 14 days of counted visits (W3).

`python bench/judge.py [SITES]`. Prints CPU seconds (medians of five) for loading and deciding, as a multiple of merely
reading the same rows, and one site alone; needs no network.
"""

import asyncio
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from monitor.app.runtime import lookback
from monitor.domain.case import SiteCase
from monitor.domain.observation import VisitDay
from monitor.domain.site import Site
from monitor.domain.timing import SHANGHAI, midnight
from monitor.domain.verdict import Clause, Outcome
from monitor.regulations.editions import load_edition
from monitor.rules.availability.site_unreachable import decide
from monitor.rules.availability.visits import roll_up
from storage.db import tables
from storage.db.codec import encode
from storage.observations.histories import load_visits
from storage.store import Store, open_store

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 2, tzinfo=SHANGHAI)


def counted(day: date, rng: Random) -> VisitDay:
    """A day of 24 visits, some of them failed."""
    failed = rng.choice((0, 0, 0, 1, 2))
    first = midnight(day) + timedelta(minutes=20)
    return VisitDay(
        day=day, opened=24 - failed, failed=failed, first=first, last=first + timedelta(hours=23),
        reasons={"timeout_first_byte": failed} if failed else {}, vantages={"": (24 - failed, failed, 0)},
        failed_ids=tuple(f"ob_{day:%m%d}{n:022d}" for n in range(failed)),
    )  # fmt: skip


async def main(sites: int) -> None:
    """Fill a store, load, decide."""
    clause = load_edition("fuzhou-2021").clause("site_unreachable", "site")
    assert clause is not None
    rng = Random(7)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/m.db"
        async with open_store(
            url,
            Path(folder),
            clock=lambda: NOW,
            roll_up=roll_up,
            needs=lookback(),
            make_validators=lambda a, b: None,
        ) as store:
            for back in range(14, 0, -1):
                day = TODAY - timedelta(days=back)
                rows = [
                    {"site": f"s{n}", "day": day, "json": encode(counted(day, rng))} for n in range(sites)
                ]
                async with store.database.write() as connection:
                    await connection.execute(tables.visit_day.insert(), rows)
            configured = {f"s{n}": site(f"s{n}") for n in range(sites)}
            rounds = [await measure(store, clause, configured, Path(folder) / "m.db") for _ in range(5)]
    load, decided, plain, alone = (statistics.median(figures) for figures in zip(*rounds, strict=True))
    print(
        f"{sites} sites, CPU: load {load:.2f} s, decide {decided:.2f} s, together {load + decided:.2f} s, "
        f"{(load + decided) / plain:.1f} x reading the same rows and their JSON ({plain:.2f} s)"
    )
    print(f"one site: {alone * 1000:.1f} ms")


async def measure(
    store: Store, clause: Clause, configured: dict[str, Site], file: Path
) -> tuple[float, float, float, float]:
    """CPU seconds for loading and deciding all, for the rows alone, and for one site."""
    begun = time.process_time()
    weeks = await counted_days(store, list(configured))
    loaded = time.process_time()
    verdicts = [
        decide(SiteCase(site=configured[id], visit_days=week), clause, NOW) for id, week in weeks.items()
    ]
    decided = time.process_time()
    assert {one.outcome for one in verdicts} == {Outcome.PASS, Outcome.FAIL}
    del weeks, verdicts
    plain = time.process_time()
    rows = (
        sqlite3.connect(file)
        .execute("SELECT site, json FROM visit_day WHERE day >= ?", [f"{TODAY - timedelta(days=7)}"])
        .fetchall()
    )
    json.loads(f"[{','.join(text for _, text in rows)}]")
    del rows
    one = time.process_time()
    for n in range(20):
        week = (await counted_days(store, [f"s{n}"]))[f"s{n}"]
        decide(SiteCase(site=configured[f"s{n}"], visit_days=week), clause, NOW)
    alone = (time.process_time() - one) / 20
    return loaded - begun, decided - loaded, one - plain, alone


async def counted_days(store: Store, sites: list[str]) -> dict[str, list[VisitDay]]:
    """The counts of the last days of each of *sites*, as its case at the time judged has them."""
    async with store.database.read() as connection:
        found, _ = await load_visits(connection, sites, [NOW], NOW, {}, lookback().whole_days(VisitDay))
    return {id: [day for day, _ in days.values()] for id, days in found.items()}


def site(id: str) -> Site:
    """A site of that id."""
    return Site(id=id, name=id, url="http://a/", edition="fuzhou-2021")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 14_000))
