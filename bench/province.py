"""
What a province costs: a store of 14,000 sites with fourteen nights behind them, and what reading it takes.

`python bench/province.py [--sites 14000] [--nights 14] [--keep FOLDER] [--only NAME …]`. A few sites are filled by the
program itself, row by row the others are copies of them under names of their own (no links of the chain: `audit verify` is not
what is measured). Prints, for each thing that a night and a morning ask of it, seconds of CPU and on the clock and the peak
of memory, each in a process of its own; then bytes a row and what two years would take. Needs no network. *FOLDER*:
the store is kept there and taken again.
"""

import argparse
import asyncio
import gc
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from bench.quarter import looks, site
from monitor.app.configuration import read_watch
from monitor.app.duties import DaemonWork
from monitor.app.runtime import open_runtime
from monitor.domain.moved import ANY_MOMENT, moved
from monitor.domain.site import Centre, Watch
from monitor.domain.timing import DAY, SHANGHAI
from monitor.wording.say import ENGLISH, say
from storage.db.backup import back_up
from storage.decisions.verdict_text import decode_verdict, encode_verdict

#: The last night of a quarter: its notice can be written, and the morning after judged.
NOW = datetime(2026, 10, 1, 6, 30, tzinfo=SHANGHAI)
LAST = date(2026, 9, 30)
#: So many sites are filled by the program; each is copied again and again.
TEMPLATES = 8
VISITS = 48
#: Letters of a ULID.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: Columns that hold a digest, by table, and the one whose text it is of.
PLAIN = (
    "list_state",
    "newest_shown",
    "observation",
    "visit",
    "visit_day",
    "article",
    "article_before",
    "verdict",
    "repeated",
    "change",
    "description",
)


#: Tables that name their site so.
OF_SITES = ("newest_shown", "list_state", "visit", "visit_day", "article", "article_before")


def ids(n: int) -> str:
    """Six letters that tell the copies of site *n* from all others."""
    return "".join(LETTERS[n >> shift & 31] for shift in (25, 20, 15, 10, 5, 0))


class Copier:
    """Makes of every row of one template the row of another site."""

    def __init__(self, template: int, number: int) -> None:
        self.old, self.new = f"s{template}", f"s{number}"
        self.host, self.own = f"s{template}.gov.cn", f"s{number}.gov.cn"
        self.name, self.own_name = f"网站{template}", f"网站{number}"
        self.tail = ids(number)
        self.digests: dict[str, str] = {}

    def text(self, value: str) -> str:
        """*value* with this site's host, name and ids."""
        if self.host in value:
            value = value.replace(self.host, self.own)
        if "ob_" in value:
            value = re.sub(r"ob_[0-9A-Z]{26}", lambda m: m[0][:13] + self.tail + m[0][19:], value)
        return value

    def body(self, digest: str, said: str) -> tuple[str, str]:
        """The text of this site, under its own digest."""
        made = self.renamed(said)
        self.digests[digest] = found = hashlib.sha256(made.encode()).hexdigest() if made != said else digest
        return found, made

    def renamed(self, said: str) -> str:
        """What the text says of this site."""
        made = self.text(said)
        if f'"{self.old}"' in made:
            made = made.replace(f'"{self.old}"', f'"{self.new}"').replace(
                f'"{self.name}"', f'"{self.own_name}"'
            )
        return made

    def row(self, names: Sequence[str], row: Sequence[object]) -> list[object]:
        """One row of any other table."""
        return [self._value(name, value) for name, value in zip(names, row, strict=True)]

    def _value(self, name: str, value: object) -> object:
        if not isinstance(value, str):
            return value
        if name == "digest":
            return self.digests[value]
        if name in ("subject", "site") and value == self.old:
            return self.new
        if name == "looks":
            value = re.sub(r"[0-9a-f]{64}", lambda m: self.digests.get(m[0], m[0]), value)
        return self.text(value)


async def fill(file: Path, nights: int, judged: int) -> None:
    """The templates, as the program itself saves and judges them."""
    sites = [site(n) for n in range(TEMPLATES)]
    watch = Watch(edition="fuzhou-2021", centre=Centre(name="中心"), sites=tuple(sites))
    moment = [NOW - (nights + 1) * DAY]
    async with open_runtime(watch, f"sqlite+aiosqlite:///{file}", lambda: moment[0]) as runtime:
        work = DaemonWork(runtime)
        seen = {
            one.id: looks(one, Random(n), LAST - (nights - 1) * DAY, LAST, VISITS)
            for n, one in enumerate(sites)
        }
        for night in range(nights):
            moment[0] = NOW - (nights - 1 - night) * DAY
            start = moment[0] - DAY
            for some in seen.values():
                await runtime.store.save([one for one in some if start <= one.at < moment[0]])
            if nights - 1 > night >= nights - 1 - judged:  # the last night's looks are still to be judged
                await work.judge(moment[0])


def copy(file: Path, many: int) -> None:
    """The other sites, as copies of the rows of the templates."""
    with sqlite3.connect(file) as connection:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-4000000", "foreign_keys=OFF"):
            connection.execute(f"PRAGMA {pragma}")
        for template in range(TEMPLATES):
            _copy_one(connection, template, range(TEMPLATES + template, many, TEMPLATES))
        connection.commit()
        connection.execute("PRAGMA journal_mode=WAL")


def _copy_one(connection: sqlite3.Connection, template: int, numbers: range) -> None:
    name, kept = f"s{template}", {}
    for table in PLAIN:
        owner = "site" if table in OF_SITES else "subject"
        cursor = connection.execute(f"SELECT * FROM {table} WHERE {owner} = ?", (name,))
        kept[table] = ([one[0] for one in cursor.description], cursor.fetchall())
    used = {row[names.index("digest")] for names, rows in kept.values() if "digest" in names for row in rows}
    bodies = [
        (one, *connection.execute("SELECT json FROM body WHERE digest = ?", (one,)).fetchone())
        for one in sorted(used)
    ]
    texts = dict(bodies)
    anyway = {
        row[names.index("number")]: encode_verdict(
            moved(decode_verdict(texts[row[names.index("digest")]]), ANY_MOMENT, None)
        )
        for names, rows in [kept["verdict"]]
        for row in rows
    }
    [(last,)] = connection.execute("SELECT max(number) FROM verdict").fetchall()
    [(again,)] = connection.execute("SELECT coalesce(max(number), 0) FROM repeated").fetchall()
    for n in numbers:
        copier = Copier(template, n)
        made = [copier.body(*one) for one in bodies]
        connection.executemany("INSERT OR IGNORE INTO body VALUES (?, ?)", made)
        numbered: dict[object, int] = {}
        for table in PLAIN:
            names, rows = kept[table]
            copies = [copier.row(names, row) for row in rows]
            at = names.index("number") if "number" in names else -1
            for row in copies if at >= 0 else ():
                if table == "repeated":
                    again, said = again + 1, names.index("verdicts")
                    row[at], row[said] = (
                        again,
                        json.dumps([numbered[one] for one in json.loads(str(row[said]))]),
                    )
                    continue
                if table == "verdict":
                    last += 1
                    words = copier.renamed(anyway[row[at]])
                    row[names.index("said")] = hashlib.sha256(words.encode()).hexdigest()
                    numbered[row[at]] = last
                row[at] = numbered[row[at]]
            if copies:
                marks = ",".join("?" * len(names))
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", copies)


def write_config(path: Path, many: int) -> None:
    """The configuration of all of them."""
    lines = ['edition = "fuzhou-2021"', "[centre]", 'name = "中心"']
    for n in range(many):
        one = site(n)
        lines += ["[[site]]", f'id = "{one.id}"', f'name = "{one.name}"', f'url = "{one.url}"']
        for column in one.columns:
            lines += [
                "[[site.column]]",
                f'id = "{column.id}"',
                f'name = "{column.name}"',
                f'url = "{column.url}"',
                f'kind = "{column.kind.value}"',
            ]
            lines += [f'frequency = "{column.frequency.value}"'] if column.frequency else []
    path.write_text("\n".join(lines) + "\n", "utf-8")


async def judging(folder: Path) -> str:
    """The nightly judging of everything, with findings, as the daemon does it: every site has a new night of looks."""
    watch = read_watch(folder / "sites.toml", address(folder))
    now = NOW
    begun = time.process_time()
    async with open_runtime(watch, address(folder), lambda: now, remember=False) as runtime:
        runtime.store._configured = {}
        said = say(await DaemonWork(runtime).judge(now), ENGLISH)
    return f"{(time.process_time() - begun) / len(watch.sites) * 1000:.1f} ms of CPU a site; {said}"


async def judged_first(folder: Path) -> str:
    """The first judging of all, on a copy of the store without verdicts and findings."""
    file = folder / "first.db"
    shutil.copy(folder / "monitor.db", file)
    with sqlite3.connect(file) as connection:
        for table in ("change", "repeated", "verdict", "step", "finding"):
            connection.execute(f"DELETE FROM {table}")
    watch = read_watch(folder / "sites.toml", address(folder))
    begun = time.process_time()
    async with open_runtime(watch, f"sqlite+aiosqlite:///{file}", lambda: NOW, remember=False) as runtime:
        said = say(await DaemonWork(runtime).judge(NOW), ENGLISH)
    for one in folder.glob("first.db*"):
        one.unlink()
    return f"{(time.process_time() - begun) / len(watch.sites) * 1000:.1f} ms of CPU a site; {said}"


def later(folder: Path) -> datetime:
    """Some minutes after all that was judged in the store: the present of whatever is measured next."""
    with sqlite3.connect(folder / "monitor.db") as connection:
        found = [
            connection.execute(f"SELECT max(decided_at) FROM {one}").fetchone()[0]
            for one in ("verdict", "repeated")
        ]
    moments = [datetime.fromisoformat(one).replace(tzinfo=UTC).astimezone(NOW.tzinfo) for one in found if one]
    return max([NOW, *moments]) + timedelta(minutes=5)


async def judged_again(folder: Path) -> str:
    """The same once more, a little later: nothing new was seen."""
    watch = read_watch(folder / "sites.toml", address(folder))
    now = later(folder)
    begun = time.process_time()
    async with open_runtime(watch, address(folder), lambda: now, remember=False) as runtime:
        said = say(await DaemonWork(runtime).judge(now), ENGLISH)
    return f"{(time.process_time() - begun) / len(watch.sites) * 1000:.1f} ms of CPU a site; {said}"


async def feeding(folder: Path) -> str:
    """The HTTP feed: the first answer, the same a minute later, and one after one verdict changed."""
    from monitor.domain.settings import Settings, WebSettings
    from monitor.web.app import make_app
    from monitor.web.context import Web

    watch = read_watch(folder / "sites.toml", address(folder))
    watch = replace(watch, settings=Settings(web=WebSettings(open_feed=True, requests_per_minute=10**6)))
    now = [later(folder)]
    told = []
    async with open_runtime(watch, address(folder), lambda: now[0], remember=False) as runtime:
        before = peak()
        app = make_app(Web(watch=lambda: watch, store=runtime.store, clock=lambda: now[0]))
        async with app.router.lifespan_context(app):
            for what in ("first", "a minute later", "again", "after one verdict"):
                if what == "a minute later":
                    now[0] += timedelta(minutes=1)
                if what == "after one verdict":
                    await runtime.judge(watch.sites[:1], now[0])
                begun = time.process_time()
                size = await read(app, "/feed/v1.json")
                told.append(f"{what} {time.process_time() - begun:.1f} s")
    return f"{size / 2**20:.0f} MB; {', '.join(told)}; {before} MB before, {peak()} MB at the most"


async def read(app: object, path: str, also: int = 200) -> int:
    """How many bytes an answer of the application has, without holding them; *also*: a status that may be instead of 200."""
    size = 0
    asked = False

    async def receive() -> dict[str, object]:
        nonlocal asked
        if asked:
            await asyncio.sleep(3600)
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        nonlocal size
        assert message.get("status", 200) in (200, also), message
        size += len(message.get("body", b""))  # type: ignore[arg-type]

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "path": path, "raw_path": path.encode(),
        "query_string": b"", "headers": [(b"host", b"monitor.test")], "scheme": "http", "server": ("monitor.test", 80),
        "client": ("127.0.0.1", 1), "root_path": "",
    }  # fmt: skip
    await app(scope, receive, send)  # type: ignore[operator]
    return size


async def overview(folder: Path) -> str:
    """The dashboard's first page after a start, and the next one, after the last judging that was measured."""
    from monitor.domain.access import Role, Viewer
    from monitor.web.app import make_app
    from monitor.web.auth.guard import viewer
    from monitor.web.context import Web

    watch = read_watch(folder / "sites.toml", address(folder))
    told, now = [], later(folder)
    async with open_runtime(watch, address(folder), lambda: now, remember=False) as runtime:
        before = peak()
        app = make_app(Web(watch=lambda: watch, store=runtime.store, clock=lambda: now))
        app.dependency_overrides[viewer] = lambda: Viewer(name="bench", role=Role.CENTRE)
        begun = time.perf_counter()
        async with app.router.lifespan_context(app):
            for what in ("first page", "second"):
                await read(app, "/", 503)  # while it reads, it says how far it is
                told.append(f"{what} {time.perf_counter() - begun:.2f} s")
                begun = time.perf_counter()
    return f"{', '.join(told)}; {before} MB before, {peak()} MB at the most"


async def pruning(folder: Path) -> str:
    """A day's visits let go of, as every night does once the first are old enough; then all but the last day's."""
    watch = read_watch(folder / "sites.toml", address(folder))
    told = []
    async with open_runtime(watch, address(folder), lambda: NOW, remember=False) as runtime:
        for days in (13, 1):
            begun = time.process_time()
            gone = await runtime.store.prune(timedelta(days=3650), timedelta(days=days))
            told.append(f"{gone.visits} visits in {time.process_time() - begun:.1f} s of CPU")
    return ", then ".join(told)


async def backing_up(folder: Path) -> str:
    """A copy of the database, verified."""
    size = await back_up(address(folder), folder / "copy.db", force=True)
    (folder / "copy.db").unlink()
    return f"{size / 2**30:.2f} GB"


def start(folder: Path) -> str:
    """What every command and the daemon begin with: the configuration read, the store opened, the subjects noted."""
    begun = time.process_time()
    watch = read_watch(folder / "sites.toml", address(folder))
    parsed = time.process_time()

    async def opened() -> float:
        async with open_runtime(watch, address(folder), lambda: NOW):
            return time.process_time()

    ready = asyncio.run(opened())
    return f"configuration {parsed - begun:.1f} s, store and subjects {ready - parsed:.1f} s"


def address(folder: Path) -> str:
    """The store in *folder*."""
    return f"sqlite+aiosqlite:///{folder}/monitor.db"


def peak() -> int:
    """The most memory this process held, in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


MEASURED: dict[str, Callable[[Path], object]] = {
    "start": start, "first": judged_first, "judge": judging, "again": judged_again, "http": feeding, "overview": overview,
    "backup": backing_up, "prune": pruning,
}  # fmt: skip
COMMANDS = {
    "feed": ("feed", "--out", "{folder}/feed.json"),  # of the day of the last judging: joined
    "as_of": ("feed", "--as-of", f"{NOW + DAY:%Y-%m-%d %H:%M}", "--out", "{folder}/feed.json"),  # judged
    "quarter": ("report", "2026Q3", "--out", "{folder}/report"),
}


def measure(name: str, folder: Path) -> None:
    """One line: what it took, in a process of its own."""
    if name in COMMANDS:
        words = [one.format(folder=folder) for one in COMMANDS[name]]
        now = later(folder) if name == "feed" else NOW + DAY
        line = [sys.executable, "-c", _AS_OF.format(words=words, now=now.isoformat())]
        line += ["--config", f"{folder}/sites.toml", "--db", address(folder)]
    else:
        line = [sys.executable, __file__, "--do", name, "--keep", str(folder)]
    begun = time.perf_counter()
    process = subprocess.Popen(line, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = process.stdout.read().strip().splitlines()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    took = time.perf_counter() - begun
    print(
        f"{name:<9} {used.ru_utime + used.ru_stime:8.1f} s CPU {took:8.1f} s {used.ru_maxrss // 1024:7} MB  exit {process.returncode}  {said[-1] if said else ''}",
        flush=True,
    )


#: A command of the program as of the bench's own clock.
_AS_OF = """
import sys
from datetime import datetime
from monitor.cli import app
from monitor.cli.options import Common
now = datetime.fromisoformat({now!r})
app([*{words!r}, *sys.argv[1:]], obj=Common(clock=lambda: now))
"""


def sizes(file: Path, many: int, nights: int) -> Iterator[str]:
    """Bytes of each table and its indexes, a site and a row; and what two years of such nights would take."""
    with sqlite3.connect(file) as connection:
        used = connection.execute(
            "SELECT tbl_name, sum(pgsize) FROM dbstat JOIN sqlite_master USING (name) GROUP BY 1 ORDER BY 2 DESC"
        ).fetchall()
        for table, size in used:
            rows = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] if size > 2**16 else 0
            if rows:
                yield f"  {table:<12} {size / 2**20:9.0f} MB {rows:10} rows {size / rows:7.0f} bytes a row {size / many / 1024:8.1f} KB a site"


def main() -> None:
    """Build or take the store, measure, tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sites", type=int, default=14_000)
    parser.add_argument("--nights", type=int, default=14)
    parser.add_argument("--judged", type=int, default=2, help="so many of the last nights were judged too")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", nargs="*", choices=[*MEASURED, *COMMANDS, "sizes"])
    parser.add_argument("--build", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--do", help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.build:
        said.keep.mkdir(parents=True, exist_ok=True)
        asyncio.run(fill(said.keep / "monitor.db", said.nights, said.judged))
        copy(said.keep / "monitor.db", said.sites)
        write_config(said.keep / "sites.toml", said.sites)
        return
    if said.do:
        gc.set_threshold(50_000, 20, 20)  # as the program has it
        found = MEASURED[said.do](said.keep)
        print(asyncio.run(found) if asyncio.iscoroutine(found) else found)
        return
    with ExitStack() as stack:
        folder = said.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "monitor.db"
        if not file.exists():
            begun = time.perf_counter()
            subprocess.run(
                [sys.executable, __file__, "--build", "--keep", folder, *sys.argv[1:]], check=True
            )  # its memory is its own
            print(
                f"built in {time.perf_counter() - begun:.0f} s: {file.stat().st_size / 2**30:.2f} GB",
                flush=True,
            )
        for name in (
            said.only
            if said.only is not None
            else (
                "start",
                "judge",
                "http",  # makes the entries that are kept
                "again",
                "http",  # joins them
                "overview",
                "feed",
                "quarter",
                "first",
                "as_of",
                "sizes",
                "backup",
                "prune",
            )
        ):
            if name == "sizes":
                print(*sizes(file, said.sites, said.nights), sep="\n")
            else:
                measure(name, folder)


if __name__ == "__main__":
    main()
