"""
How long judging takes: `site_unreachable` for 14,000 sites from a store of 14 days of counted visits (W3).

`python bench/judge.py [SITES]`. Prints seconds for loading and deciding, and one site alone; needs no network.
"""

import asyncio
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from monitor.domain.case import SiteCase
from monitor.domain.observation import VisitDay
from monitor.domain.site import Site
from monitor.domain.timing import SHANGHAI, midnight
from monitor.rules.editions import load_edition
from monitor.rules.site_unreachable import decide
from monitor.rules.visits import roll_up
from storage import tables
from storage.cases import load_all_visit_days, load_visit_days
from storage.codec import encode
from storage.store import open_store

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
            url, Path(folder), clock=lambda: NOW, roll_up=roll_up, make_validators=lambda a, b: None
        ) as store:
            for back in range(14, 0, -1):
                day = TODAY - timedelta(days=back)
                rows = [
                    {"site": f"s{n}", "day": day, "json": encode(counted(day, rng))} for n in range(sites)
                ]
                async with store.database.write() as connection:
                    await connection.execute(tables.visit_day.insert(), rows)
            begun = time.perf_counter()
            async with store.database.read() as connection:
                days = await load_all_visit_days(connection, NOW)
            loaded = time.perf_counter()
            verdicts = [
                decide(
                    SiteCase(
                        site=Site(id=id, name=id, url="http://a/", edition="fuzhou-2021"), visit_days=found
                    ),
                    clause,
                    NOW,
                )
                for id, found in days.items()
            ]
            decided = time.perf_counter()
            site = Site(id="s7", name="s7", url="http://a/", edition="fuzhou-2021")
            one = time.perf_counter()
            async with store.database.read() as connection:
                week = await load_visit_days(connection, site.id, NOW, roll_up)
            decide(SiteCase(site=site, visit_days=week), clause, NOW)
            alone = time.perf_counter() - one
    outcomes = {
        outcome: sum(1 for one in verdicts if one.outcome == outcome)
        for outcome in {one.outcome for one in verdicts}
    }
    print(
        f"{sites} sites: load {loaded - begun:.2f} s, decide {decided - loaded:.2f} s, together {decided - begun:.2f} s"
    )
    print(f"one site: {alone * 1000:.1f} ms; outcomes {dict(sorted(outcomes.items()))}")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 14_000))
