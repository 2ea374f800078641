"""
What a week of polling 3,000 accounts costs: each feed asked every six hours, most of them unchanged.

    python bench/accounts.py [ACCOUNTS]

Prints CPU seconds for the first round (every feed read) and for a round where 95 % answer "not modified",
store and evidence included, and what 28 such rounds of a week come to. Feeds are answered in this process, so
the figure is ours alone: reading, storing, remembering.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from monitor.app.runtime import Runtime, lookback
from monitor.collect.runner import look_at
from monitor.domain.observation import Exchange
from monitor.domain.site import Account, Centre, Platform, Watch
from monitor.domain.timing import system_clock
from monitor.rules.availability.visits import roll_up
from probes._breaker import Breaker
from probes.base import always_online
from probes.base import discover as discover_probes
from probes.http.base import Fetched, NotModified, Validators
from storage.store import open_store

ROUNDS_A_WEEK = 28
_ITEM = "<item><title>第{0}期</title><guid>{0}</guid><pubDate>Fri, {1:02d} Nov 2026 08:00:00 +0800</pubDate></item>"
_FEED = ('<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>' + "".join(_ITEM.format(n, 28 - n) for n in range(20)) + "</channel></rss>").encode()  # fmt: skip


async def fetch(url: str, *, validators: Validators | None = None, **_: Any) -> Fetched | NotModified:
    """A feed of twenty posts; unchanged for 19 of 20 accounts that ask with a tag."""
    at = system_clock()
    if validators is not None and int(url.rpartition("/")[2]) % 20:
        return NotModified(url=url, exchanges=(Exchange(url=url, at=at, status=304),))
    exchange = Exchange(url=url, at=at, status=200, headers=(("ETag", '"1"'),), body=_FEED)
    return Fetched(url=url, final_url=url, status=200, body=_FEED, text=_FEED.decode(), exchanges=(exchange,))


async def main(many: int) -> None:
    """Two rounds, timed by processor."""
    accounts = tuple(
        Account(
            id=f"a{n}", name=f"a{n}", platform=Platform.WECHAT, edition="fuzhou-2021",
            source={"kind": "feed", "url": f"http://127.0.0.1/{n}"},
        )
        for n in range(many)
    )  # fmt: skip
    watch = Watch(edition="fuzhou-2021", centre=Centre(name="x"), accounts=accounts)
    probes = {"newmedia": discover_probes()["newmedia"]}
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/m.db"
        async with open_store(
            url,
            Path(folder) / "evidence",
            clock=system_clock,
            roll_up=roll_up,
            needs=lookback(),
            make_validators=Validators,
        ) as store:
            runtime = Runtime(watch, store, fetch, system_clock, Breaker(), always_online)  # type: ignore[arg-type]
            costs = []
            for name in ("first round", "a later round"):
                begun, wall = time.process_time(), time.perf_counter()
                await look_at(accounts, probes, runtime.tools_for, store.save, system_clock)
                costs.append(time.process_time() - begun)
                took = time.perf_counter() - wall
                print(f"{name}: {many} accounts, {costs[-1]:.1f} CPU s, {took:.1f} s")
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    week = costs[0] + costs[1] * (ROUNDS_A_WEEK - 1)
    print(f"a week of {ROUNDS_A_WEEK} rounds: {week:.0f} CPU s; two rounds on disk: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000))
