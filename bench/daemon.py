"""
What a day costs the daemon: the real scheduler, store, figures and `/healthz` on a moved clock; pages come at once.

`python bench/daemon.py [SITES] [HOURS]`. Prints, for each simulated hour, visits, seconds of processor time, the
memory of the process and the longest time that the loop stood still; needs no network, and time-machine (a
development dependency).
"""

import asyncio
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import time_machine

from monitor.app.configuration import read_watch
from monitor.app.runtime import open_runtime
from monitor.cli.daemon import make_daemon
from monitor.daemon.daemon import Daemon
from monitor.domain.timing import SHANGHAI, system_clock
from probes.http.base import Fetched

START = datetime(2026, 11, 20, 20, 0, tzinfo=SHANGHAI)
TICK_S = 0.01
PAGE = "<html><title>县政府</title><body>" + "<p>认真贯彻执行</p>" * 200 + "</body></html>"


def configuration(sites: int) -> str:
    """So many sites, all of one unit."""
    head = 'edition = "fuzhou-2021"\n[centre]\nname = "c"\n[daemon]\nlisten = ""\n[[unit]]\nid = "u"\nname = "u"\n'
    return head + "".join(
        f'[[site]]\nid = "s{n}"\nname = "s{n}"\nurl = "http://s{n}.invalid/"\nunit = "u"\n'
        for n in range(sites)
    )


async def page(url: str, **_: Any) -> Fetched:
    """Every page, at once."""
    return Fetched(
        url=url, final_url=url, status=200, body=PAGE.encode(), text=PAGE, encoding="utf-8", elapsed_s=0.3
    )


def memory_mib() -> float:
    """What the process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


async def advance(daemon: Daemon, traveller: time_machine.Traveller, until: datetime) -> None:
    """From job to job up to *until*, each one finished before the next."""
    while (due := min(job.next_run_time for job in daemon.scheduler.get_jobs())) <= until:
        traveller.move_to(max(due, system_clock()))
        daemon.scheduler.wakeup()
        for _ in range(3):
            await asyncio.sleep(0)
        while daemon._tasks:
            await asyncio.wait(set(daemon._tasks), timeout=5)
        for _ in range(3):  # the scheduler's own part of it
            await asyncio.sleep(0)
    traveller.move_to(until)


@dataclass
class Stood:
    """The longest that the loop stood still, in seconds."""

    longest: float = 0.0

    async def watch(self) -> None:
        """Look every few milliseconds."""
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(TICK_S)
            self.longest = max(self.longest, time.perf_counter() - begun - TICK_S)


async def main(sites: int, hours: int) -> None:
    """Live through *hours*."""
    with tempfile.TemporaryDirectory() as name, time_machine.travel(START, tick=False) as traveller:
        folder = Path(name)
        (folder / "sites.toml").write_text(configuration(sites), encoding="utf-8")
        url = f"sqlite+aiosqlite:///{folder / 'm.db'}"
        async with open_runtime(read_watch(folder / "sites.toml"), url, system_clock) as runtime:
            runtime.fetch = page
            async with make_daemon(runtime) as made:
                stood = Stood()
                watching = asyncio.create_task(stood.watch())
                await made.daemon.start()
                for hour in range(1, hours + 1):
                    begun = time.process_time()
                    stood.longest = 0.0
                    await advance(made.daemon, traveller, START + hour * timedelta(hours=1))
                    used = time.process_time() - begun
                    asked = time.perf_counter()
                    await made.pulses.health()
                    healthz = time.perf_counter() - asked
                    print(
                        f"hour {hour:3}: {used:6.1f} s processor, {memory_mib():6.1f} MiB, loop stood {stood.longest * 1000:5.0f} ms, "
                        f"healthz {healthz * 1000:5.0f} ms, database {(folder / 'm.db').stat().st_size >> 20} MiB",
                        flush=True,
                    )
                watching.cancel()
                made.daemon.scheduler.shutdown(wait=False)


if __name__ == "__main__":
    words = [int(one) for one in sys.argv[1:]]
    asyncio.run(main(words[0] if words else 1000, words[1] if len(words) > 1 else 24))
