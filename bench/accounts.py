"""
What a night of new-media accounts costs: each feed asked, most of them unchanged the second time.

    python bench/accounts.py [ACCOUNTS] [--rounds 3] [--changed 5]

Goes through the daemon's own duty (order, seats, breaker, memory, store and evidence). Prints for each round, by processor, seconds, requests
(of them conditional), rows added to each table, bytes on disk, and the most that this process held; then what judging all of
them takes, and by arithmetic how long a round takes where one server carries all feeds. Feeds are answered in this process: the figure
is ours alone.
"""

import argparse
import asyncio
import os
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from monitor.app.duties import DaemonWork
from monitor.app.runtime import Runtime, open_runtime
from monitor.domain.observation import Exchange
from monitor.domain.site import Account, Centre, Platform, Watch
from monitor.domain.timing import SHANGHAI
from probes.http.base import Fetched, NotModified, Validators
from storage.db import tables

START = datetime(2026, 11, 29, 1, tzinfo=SHANGHAI)
COUNTED = ("observation", "body", "evidence", "observation_evidence", "validator", "chain")
_ITEM = "<item><title>第{0}期</title><guid>{0}</guid><pubDate>Fri, {1:02d} Nov 2026 08:00:00 +0800</pubDate></item>"
_FEED = ('<?xml version="1.0"?><rss version="2.0"><channel><title>x{}</title>' + "".join(_ITEM.format(n, 28 - n) for n in range(20)) + "</channel></rss>")  # fmt: skip


class Feeds:
    """A feed of twenty posts for every account; so many of a hundred have changed when they are asked with a tag."""

    def __init__(self, changed: int) -> None:
        self.changed, self.round, self.asked, self.conditional = changed, 0, 0, 0

    async def __call__(
        self, url: str, *, validators: Validators | None = None, **_: Any
    ) -> Fetched | NotModified:
        """See `probes.http.base.Fetch`."""
        self.asked += 1
        self.conditional += validators is not None
        number, at = int(url.rpartition("/")[2]), START
        if validators is not None and (number + self.round) % 100 >= self.changed:
            return NotModified(url=url, exchanges=(Exchange(url=url, at=at, status=304),))
        text = _FEED.format(f"{number} {self.round}")
        headers = (("ETag", f'"{self.round}"'),)
        exchange = Exchange(url=url, at=at, status=200, headers=headers, body=text.encode())
        return Fetched(
            url=url, final_url=url, status=200, body=text.encode(), text=text, exchanges=(exchange,)
        )


def held_mb() -> float:
    """What the process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def on_disk(folder: Path) -> int:
    """Bytes of database and evidence."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


async def counted(runtime: Runtime) -> dict[str, int]:
    """Rows of each table."""
    async with runtime.store.database.read() as connection:
        return {
            name: await connection.scalar(select(func.count()).select_from(tables.metadata.tables[name])) or 0
            for name in COUNTED
        }


async def main(many: int, rounds: int, changed: int) -> None:
    """Some rounds, and a judging."""
    accounts = tuple(
        Account(
            id=f"a{n}", name=f"a{n}", platform=Platform("wechat"), edition="fuzhou-2021",
            source={"kind": "feed", "url": f"http://127.0.0.1/{n}"},
        )
        for n in range(many)
    )  # fmt: skip
    watch = Watch(edition="fuzhou-2021", centre=Centre(name="x"), accounts=accounts)
    now = START
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with open_runtime(watch, f"sqlite+aiosqlite:///{folder}/m.db", lambda: now) as runtime:
            feeds = Feeds(changed)
            runtime.fetch = feeds
            work, most = DaemonWork(runtime), 0.0

            async def weigh() -> None:
                nonlocal most
                while True:
                    most = max(most, held_mb())
                    await asyncio.sleep(0.2)

            weighing = asyncio.create_task(weigh())
            print(f"{many} accounts, {held_mb():.0f} MB before the first round", flush=True)
            for round in range(rounds):
                feeds.round, feeds.asked, feeds.conditional, most = round, 0, 0, 0.0
                rows, size, begun = await counted(runtime), on_disk(folder), time.process_time()
                await work.accounts(now)
                used, more = time.process_time() - begun, await counted(runtime)
                added = ", ".join(f"{name} {more[name] - rows[name]}" for name in COUNTED)
                print(
                    f"round {round + 1}: {used:.1f} s of processor ({used / many * 1000:.2f} ms each), {feeds.asked} requests, {feeds.conditional} of "
                    f"them conditional; rows: {added}; {(on_disk(folder) - size) / many:.0f} bytes each; at most {most:.0f} MB",
                    flush=True,
                )
                now += timedelta(hours=6)
            begun, most = time.process_time(), 0.0
            verdicts = await runtime.judge(accounts, now, save=False)
            print(
                f"judging {len(verdicts)}: {time.process_time() - begun:.1f} s of processor, at most {most:.0f} MB"
            )
            weighing.cancel()
    print(
        f"by arithmetic: where one server carries all feeds and is asked once a second, a round takes {many / 3600:.1f} h; "
        f"six hours hold {6 * 3600 - 1800:,} of them"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("accounts", nargs="?", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--changed", type=int, default=5, help="feeds of a hundred that changed")
    said = parser.parse_args()
    asyncio.run(main(said.accounts, said.rounds, said.changed))
