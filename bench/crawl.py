"""
Column crawl: sites on loopback, of each the homepage, 20 lists and the 3 newest articles of every list (W2).

    python bench/crawl.py --sites 100 --scrapy-python /path/to/venv/with/scrapy/bin/python

`first` is the whole path as the daemon takes it (fetcher, extraction, ledger, evidence, store; probes `homepage` and
`columns`); `again` the next night, when nothing has changed; Scrapy fetches and takes the days from the pages, no more.
Clients run in turn; medians, ratios from the same round. Every article's stored day is held against the true one.
"""

import argparse
import asyncio
import gc
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent


async def crawl(port: int, sites: int) -> dict[str, float]:
    """Two nights in one store."""
    from bench.loopback_columns import COLUMNS, UPDATED, host, newest
    from monitor.app.runtime import open_runtime
    from monitor.collect.runner import look_at
    from monitor.domain.site import Centre, Column, ColumnKind, Site, Watch
    from monitor.domain.timing import SHANGHAI
    from probes.base import discover

    def site(number: int) -> Site:
        home = f"http://{host(number)}:{port}/"
        columns = tuple(
            Column(id=f"c{n}", name=f"c{n}", url=f"{home}c{n}/", kind=ColumnKind.NOTICE)
            for n in range(COLUMNS)
        )
        return Site(id=f"s{number}", name=home, url=home, edition="fuzhou-2021", columns=columns)

    now = datetime(UPDATED.year, UPDATED.month, UPDATED.day, 22, tzinfo=SHANGHAI)
    watch = Watch(edition="fuzhou-2021", centre=Centre(name="x"), sites=tuple(map(site, range(sites))))
    probes = {name: discover()[name] for name in ("homepage", "columns")}
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        async with open_runtime(watch, f"sqlite+aiosqlite:///{folder}/m.db", lambda: now) as runtime:
            gc.freeze()
            for night in ("first", "again"):
                cpu, begun = time.process_time(), time.perf_counter()
                looks = await look_at(
                    watch.sites, probes, runtime.tools_for, runtime.store.save, runtime.clock
                )
                figures |= {
                    f"{night}_s": time.perf_counter() - begun,
                    f"{night}_cpu_s": time.process_time() - cpu,
                }
                figures |= {
                    f"{night}_looks": len(looks),
                    f"{night}_unread": sum(not one.measured for one in looks),
                }
                now += timedelta(days=1)
            figures["good"] = 0
            for one in watch.sites:
                known, number = await runtime.store.memory(one), int(one.id[1:])
                for where, day in newest(number).items():
                    reading = known.reading(one.url.rstrip("/") + where)
                    stored = getattr(reading.facts.published, "on", None) if reading else None
                    figures["good"] += str(stored) == day
                    if str(stored) != day:
                        print(one.url, where, stored, "due:", day, file=sys.stderr)
    return figures | {"rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def measure(command: list[str], given: str = "") -> dict[str, float]:
    """The figures that one client prints last."""
    done = subprocess.run(command, input=given, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def show(name: str, rounds: list[dict[str, float]], pages: int, key: str = "") -> None:
    """One line of medians."""
    took, cpu, rss = (
        statistics.median(one[what] for one in rounds) for what in (f"{key}s", f"{key}cpu_s", "rss_mb")
    )
    print(
        f"{name:7} {pages / took:6.0f} pages/s  {took:6.2f} s  {cpu / pages * 1000:.3f} CPU s per 1,000  {rss:4.0f} MB"
    )


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scrapy-python")
    parser.add_argument(
        "--untagged",
        type=int,
        default=0,
        help="so many of the sites give no ETag: they send every page whole",
    )
    parser.add_argument("--client", type=int, metavar="PORT")
    asked = parser.parse_args()
    sys.path.insert(0, str(HERE.parent))
    if asked.client:
        print(json.dumps(asyncio.run(crawl(asked.client, asked.sites))))
        return
    from bench.loopback_columns import COLUMNS, NEWEST, host, newest

    pages, articles = asked.sites * (1 + COLUMNS * (1 + NEWEST)), asked.sites * COLUMNS * NEWEST
    server = subprocess.Popen(
        [sys.executable, str(HERE / "loopback_columns.py"), str(asked.sites), str(asked.untagged)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert server.stdout is not None
    port = server.stdout.readline().strip()
    own = [sys.executable, __file__, "--sites", str(asked.sites), "--client", port]
    right = {
        f"http://{host(n)}:{port}{where}": day for n in range(asked.sites) for where, day in newest(n).items()
    }
    scrapy = [asked.scrapy_python, str(HERE / "crawl_scrapy.py"), port, str(asked.sites), ",".join(map(host, range(asked.sites)))]  # fmt: skip
    ours, theirs = [], []
    try:
        for _ in range(asked.rounds):
            ours.append(measure(own))
            if asked.scrapy_python:
                theirs.append(measure(scrapy, json.dumps(right)))
    finally:
        server.communicate()
    show("first", ours, pages, "first_")
    show("again", ours, pages, "again_")
    print(f"right days: ours {[one['good'] for one in ours]} of {articles}; looks {ours[0]['first_looks']}, {ours[0]['again_looks']}; "
          f"unread {ours[0]['first_unread']}, {ours[0]['again_unread']}")  # fmt: skip
    for what, name in (("s", "wall time"), ("cpu_s", "CPU")):
        cheaper = statistics.median(one[f"first_{what}"] / one[f"again_{what}"] for one in ours)
        print(f"a second night costs 1/{cheaper:.1f} of the {name}")
    if theirs:
        show("scrapy", theirs, pages)
        print(f"right days: Scrapy {[one['good'] for one in theirs]} of {articles}")
        for what, name in (("s", "speed"), ("cpu_s", "CPU")):
            ratio = statistics.median(
                two[what] / one[f"first_{what}"] for one, two in zip(ours, theirs, strict=True)
            )
            print(f"{ratio:.1f} x Scrapy in {name}")


if __name__ == "__main__":
    main()
