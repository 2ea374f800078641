"""
How long a province's night takes by its seats and its pace, and what memory it takes while it runs.

    python bench/seats.py --sites 14000                      # by a clock of its own: hours in a minute
    python bench/seats.py --memory 2000 14000                # real looks at small sites, no network: what the process holds

*time*: the round's own order, seats and pace (`rounds`, `look_through`, `RateLimiter`) on an event loop whose clock jumps to
the next thing due; each request takes from 0.2 to 3 s, as real sites do. A share of the sites lies on platforms, each of them one
server. First crawl: homepage, 20 lists, 60 articles; unchanged night: homepage and lists. The processor's time is not in it:
it is printed by proportion (`bench/crawl.py` measures it). *memory*: sites of three columns, pages made in this process.
"""

import argparse
import asyncio
import gc
import os
import selectors
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from monitor.collect import runner
from monitor.collect.runner import look_through
from monitor.domain.observation import Observation
from monitor.domain.site import Centre, Column, ColumnKind, Site, Watch
from monitor.domain.timing import SHANGHAI
from monitor.schedule.rounds import by_server
from monitor.wording.say import ENGLISH, say
from probes.base import COLUMNS, NothingStored, Probe, Tools
from probes.http.base import Answer, Fetched, NotModified, Validators
from probes.http.rate_limiter import RateLimiter

START = datetime(2026, 11, 20, 1, 30, tzinfo=SHANGHAI)
FIRST, AGAIN = 81, 21  #: requests to a site
#: Processor milliseconds a page, first and unchanged, as `bench/crawl.py` last printed them.
PROCESSOR_MS = (2.1, 0.6)


class JumpingSelector(selectors.DefaultSelector):
    """Waits for nobody: where nothing is to be read, the clock goes to the next thing due."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        """See `selectors`."""
        ready = super().select(0)
        if not ready and timeout:
            self.now += timeout
        return ready


class JumpingLoop(asyncio.SelectorEventLoop):
    """An event loop in which hours take as long as what happens in them."""

    def __init__(self) -> None:
        self._clock = JumpingSelector()
        super().__init__(self._clock)

    def time(self) -> float:
        """Seconds since it was made."""
        return self._clock.now


@dataclass(frozen=True)
class Settings:
    """None."""


def site(number: int, columns: int = 0) -> Site:
    """A site with so many columns."""
    home = f"http://s{number}.example/"
    return Site(
        id=f"s{number}", name=home, url=home, edition="fuzhou-2021",
        columns=tuple(Column(id=f"c{n}", name=f"c{n}", url=f"{home}c{n}/", kind=ColumnKind.NOTICE) for n in range(columns)),
    )  # fmt: skip


async def nobody(*_: Any, **__: Any) -> Answer:
    """Nothing is asked by the simulated probe but its turn."""
    raise NotImplementedError


async def keep(looks: Sequence[Any]) -> Sequence[str]:
    """Nothing is stored."""
    return [""] * len(looks)


async def one_night(sites: int, requests: int, platforms: int, of_each: int, seats: int) -> tuple[float, int]:
    """Seconds of a round by its own clock, and the most requests under way at once."""
    loop, rng = asyncio.get_running_loop(), Random(0)
    pace, under_way, most = RateLimiter(1.0, loop.time, asyncio.sleep), 0, 0
    watched = {one.id: one for one in map(site, range(sites))}
    servers = {
        one: f"platform{n // of_each}" if n < platforms * of_each else one for n, one in enumerate(watched)
    }

    async def look(subject: Site, settings: Settings, tools: Tools) -> AsyncIterator[Observation[Any]]:
        nonlocal under_way, most
        usual = rng.uniform(0.2, 3.0)
        for _ in range(requests):
            async with pace.turn(subject.id, servers[subject.id]):
                under_way += 1
                most = max(most, under_way)
                await asyncio.sleep(usual * rng.uniform(0.7, 1.3))
                under_way -= 1
        looks: Sequence[Observation[Any]] = ()
        for one in looks:
            yield one

    async def tools_for(subject: Any) -> Tools:
        return Tools(fetch=nobody, clock=lambda: START, rng=rng, known=NothingStored())

    runner.SITES_AT_ONCE = seats
    lines = [[watched[id] for id in line] for line in by_server(watched, servers, {})]
    probes = {"columns": Probe(Settings, look, duty=COLUMNS)}
    await look_through(lines, probes, tools_for, keep, lambda: START)
    return loop.time(), most


def times(sites: int, seats: Sequence[int]) -> None:
    """How long each night takes, for platforms of some sizes."""
    for name, requests, processor_ms in (
        ("first crawl", FIRST, PROCESSOR_MS[0]),
        ("unchanged night", AGAIN, PROCESSOR_MS[1]),
    ):
        pages = sites * requests
        print(
            f"{name}: {pages:,} requests; processor, by proportion: {pages * processor_ms / 60_000:.0f} min"
        )
        for platforms, of_each in ((0, 1), (20, 100), (20, 170), (2, 500)):
            for many in seats:
                loop = JumpingLoop()
                begun = time.process_time()
                took, most = loop.run_until_complete(one_night(sites, requests, platforms, of_each, many))
                loop.close()
                print(
                    f"  {many} side by side, {platforms} platforms of {of_each} sites: {took / 3600:5.2f} h, at most {most} requests "
                    f"at once ({time.process_time() - begun:.0f} s of processor)",
                    flush=True,
                )


def page(url: str) -> str:
    """A list of ten items, or an article."""
    if url.endswith(".htm"):
        return f"<html><title>通知</title><body><h1>关于{url}的通知</h1><p>发布时间：2026-11-19 来源：区应急局</p>{'<p>各有关单位要高度重视，认真贯彻执行。</p>' * 60}</body></html>"
    rows = "".join(
        f'<li><a href="{url}{n}.htm">关于做好第{n}项工作的通知</a><span>2026-11-1{9 - n}</span></li>'
        for n in range(9)
    )
    return f"<html><title>县政府</title><body><ul class=news_list>{rows}</ul>{'<div class=foot>版权所有</div>' * 50}</body></html>"


async def answer(url: str, *, validators: Validators | None = None, **_: Any) -> Answer:
    """Every page after a moment; the second time unchanged."""
    await asyncio.sleep(0.05)
    if validators is not None:
        return NotModified(url=url)
    text = page(url)
    return Fetched(url=url, final_url=url, status=200, body=text.encode(), text=text, encoding="utf-8")


def held_mb() -> float:
    """What the process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


async def memory(sites: int) -> None:
    """Two nights of real looks; what the process held at most, and before."""
    from monitor.app.duties import DaemonWork
    from monitor.app.runtime import open_runtime

    now = START
    watch = Watch(
        edition="fuzhou-2021", centre=Centre(name="x"), sites=tuple(site(n, 3) for n in range(sites))
    )
    with tempfile.TemporaryDirectory() as folder:
        async with open_runtime(watch, f"sqlite+aiosqlite:///{folder}/m.db", lambda: now) as runtime:
            runtime.fetch = answer
            work, most = DaemonWork(runtime), 0.0

            async def weigh() -> None:
                nonlocal most
                while True:
                    most = max(most, held_mb())
                    await asyncio.sleep(0.2)

            gc.collect()
            before, weighing = held_mb(), asyncio.create_task(weigh())
            for night in ("first", "again"):
                most, begun = 0.0, time.process_time()
                said = say(await work.look(COLUMNS, watch.sites), ENGLISH)
                print(
                    f"{sites} sites, {night}: {before:.0f} MB before, {most:.0f} MB at most, {most - before:.0f} of it the night; "
                    f"{time.process_time() - begun:.0f} s of processor; {said[:80]}",
                    flush=True,
                )
                now += timedelta(days=1)
            weighing.cancel()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sites", type=int, default=14_000)
    parser.add_argument("--seats", type=int, nargs="+", default=[20, runner.SITES_AT_ONCE])
    parser.add_argument("--memory", type=int, nargs="+", default=[], help="so many sites each, looked at")
    said = parser.parse_args()
    for many in said.memory:
        asyncio.run(memory(many))
    if not said.memory:
        times(said.sites, said.seats)
