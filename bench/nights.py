"""
How long a night's judging takes: sites of twenty columns with fourteen nights of looks and visits behind them.

`python bench/nights.py [SITES] [--keep FOLDER]`. Prints CPU milliseconds and statements a site, for all sites together as the
daemon judges them and one by one, reading what is kept beside articles and reading the observations (as replays of past
moments do); then how long starts take. *FOLDER*: the store is kept there and taken again. Needs no network.
"""

import argparse
import asyncio
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random

from sqlalchemy import event

from bench.quarter import looks, site
from monitor.app.runtime import Runtime, lookback, open_runtime
from monitor.domain.need import Lookback
from monitor.domain.site import Centre, Site, Watch
from monitor.domain.timing import DAY, SHANGHAI

NOW = datetime(2026, 11, 20, 6, 30, tzinfo=SHANGHAI)
NIGHTS = 14
#: As if a rule asked for whole readings: the observations are read then.
WHOLE = Lookback(
    {key: tuple(replace(one, only=()) for one in some) for key, some in lookback().needs.items()},
    lookback().kinds,
)


async def main(many: int, folder: Path) -> None:
    """Fill a store, judge it in each way."""
    sites = [site(n) for n in range(many)]
    watch = Watch(edition="fuzhou-2021", centre=Centre(name="中心"), sites=tuple(sites))
    file = folder / f"nights-{many}.db"
    is_new = not file.exists()
    async with open_runtime(watch, f"sqlite+aiosqlite:///{file}", lambda: NOW) as runtime:
        if is_new:
            first, last = NOW.date() - NIGHTS * DAY, NOW.date() - DAY
            begun = time.process_time()
            for n, one in enumerate(sites):
                await runtime.store.save(looks(one, Random(n), first, last))
            print(f"filled: {(time.process_time() - begun) / many * 1000:.0f} ms of CPU a site")
        await runtime.judge(sites[:3], NOW, save=False)  # what is made once
        together = await measure(runtime, sites, len(sites))
        runtime.store.needs = WHOLE
        observed = await measure(runtime, sites, len(sites))
        runtime.store.needs = lookback()
        alone = await measure(runtime, sites[:50], 1)
    print(
        f"{many} sites, {NIGHTS} nights: {together[0]:.1f} ms of CPU a site ({together[0] * 14:.0f} s for 14,000), {together[1]:.2f} "
        f"statements a site; from observations alone {observed[0] / together[0]:.1f} x, one by one {alone[0] / together[0]:.1f} x "
        f"({alone[1]:.0f} statements)"
    )
    for words in ("--version", "--help", "judge --help"):
        print(f"monitor {words}: {started(words.split()):.2f} s of CPU")


async def measure(runtime: Runtime, sites: Sequence[Site], at_once: int) -> tuple[float, float]:
    """CPU milliseconds and statements a site, the fewest of three, of judging *sites* so many *at_once*."""
    asked = 0

    def count(*_: object) -> None:
        nonlocal asked
        asked += 1

    engine, rounds = runtime.store.database.reader.sync_engine, []
    event.listen(engine, "before_cursor_execute", count)
    for _ in range(3):
        asked, begun = 0, time.process_time()
        for start in range(0, len(sites), at_once):
            await runtime.judge(sites[start : start + at_once], NOW, save=False, known_by=NOW)
        rounds.append(((time.process_time() - begun) / len(sites) * 1000, asked / len(sites)))
    event.remove(engine, "before_cursor_execute", count)
    return min(rounds)


def started(words: Sequence[str]) -> float:
    """CPU seconds of one start, the fewest of three."""
    monitor = Path(sys.executable).with_name("monitor")
    rounds = []
    for _ in range(3):
        before = resource_of_children()
        subprocess.run([monitor, *words], check=True, stdout=subprocess.DEVNULL)
        rounds.append(resource_of_children() - before)
    return min(rounds)


def resource_of_children() -> float:
    """CPU seconds of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("sites", nargs="?", type=int, default=100)
    parser.add_argument("--keep", type=Path)
    said = parser.parse_args()
    with ExitStack() as stack:
        where = said.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        asyncio.run(main(said.sites, where))
