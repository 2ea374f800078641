"""
What an evidence pack costs in a store with many links: its size, the time to make it and the time to check it.

`python bench/pack.py [LINKS]`. Builds a store of so many links (100,000) with the visits of twenty sites, judges one of
them and packs its verdict, as `monitor evidence pack` does, with the links that it takes by itself and with the whole
chain; needs no network.
"""

import asyncio
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from monitor.app.evidence_pack import check_pack, make_pack
from monitor.app.runtime import Runtime, open_runtime
from monitor.domain.observation import Exchange, Observation, Visit
from monitor.domain.reach import Reach
from monitor.domain.site import Centre, Site, Watch
from monitor.domain.timing import SHANGHAI
from storage.access import chain
from storage.observations.observations import save_looks

SITES, A_DAY = 20, 48
LAST = datetime(2026, 11, 20, tzinfo=SHANGHAI)
RULE = "site_unreachable"


def visits(links: int) -> list[Observation[Visit]]:
    """So many visits, the newest on the last evening; every tenth does not open."""
    rounds, step = links // SITES, timedelta(days=1) / A_DAY
    found = []
    for n in range(rounds):
        at = LAST - (rounds - n) * step
        reach = Reach.NOT_OPENED if n % 10 == 0 else Reach.OPENED
        reason = "connect_timeout" if n % 10 == 0 else "ok"
        found += [
            Observation(subject=f"s{k}", at=at, facts=Visit(reach=reach, reason=reason, slot=at))
            for k in range(SITES)
        ]
    return found


async def fill(runtime: Runtime, links: int) -> None:
    """Each visit in a link of its own, as the daemon's are; those of the last week with a page each."""
    store = runtime.store
    body = "<html><title>示例</title></html>".encode()
    for start in range(0, len(looks := visits(links)), 5000):
        async with store.database.write() as connection:
            for one in looks[start : start + 5000]:
                is_recent = one.at > LAST - timedelta(days=7)
                page = Exchange(url=f"http://{one.subject}.gov.cn/", at=one.at, status=200, body=body)
                kept = store.evidence.keep_all([[page]] if is_recent else [[]])
                await save_looks(connection, [one], kept, now=one.at, roll_up=store.roll_up, imported=False)
                await chain.close_transaction(connection)
        store.evidence.named()


async def run(links: int) -> None:
    """Print the figures."""
    sites = tuple(
        Site(id=f"s{n}", name=f"网站{n}", url=f"http://s{n}.gov.cn/", edition="fuzhou-2021")
        for n in range(SITES)
    )
    watch = Watch(edition="fuzhou-2021", centre=Centre(name="示例"), sites=sites)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)

        def clock() -> datetime:
            return LAST

        async with open_runtime(watch, f"sqlite+aiosqlite:///{folder / 'm.db'}", clock) as runtime:
            began = time.perf_counter()
            await fill(runtime, links)
            await runtime.judge([sites[0]], LAST)
            async with runtime.store.database.read() as connection:
                newest = await chain.head(connection)
            print(
                f"store: {newest.number if newest else 0:,} links, made in {time.perf_counter() - began:.0f} s"
            )
            for whole in (False, True):
                began = time.perf_counter()
                done = await make_pack(
                    runtime.store, sites[0], [], RULE, None, folder / f"{whole}.zip", clock, whole=whole
                )
                took = time.perf_counter() - began
                began = time.perf_counter()
                said = await check_pack(folder / f"{whole}.zip", clock, newest.hash if newest else None)
                name = "whole chain" if whole else "own links"
                print(
                    f"{name}: {done.bytes / 1e6:.1f} MB, {done.records} raw pages; made in {took:.1f} s, "
                    f"checked in {time.perf_counter() - began:.1f} s"
                )
                print("\n".join(f"  {one.holds} {one.says}" for one in said))


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
