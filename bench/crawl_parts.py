"""
What the parts of a first night cost: the same pages of the crawl's simulator, asked for by httpx alone, by our fetcher alone (pages decoded and
classified), and by the whole night; Scrapy beside them, which fetches and takes the days from the pages.

    python bench/crawl_parts.py --sites 12 --rounds 3 --scrapy-python .venv/bin/python

Milliseconds of the processor a page of each one's own process (readers are processes of their own, and are left out), medians; by turns in
each round. What httpx alone takes is the limit of whatever asks with it.
"""

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from bench.crawl import crawl, measure  # noqa: E402

PARTS = ("httpx", "fetcher", "night")
#: Side by side of one site, as Scrapy does by default.
OF_ONE = 8


async def fetched(part: str, port: int, sites: int) -> dict[str, float]:
    """The pages of all sites, asked for and let go of."""
    import httpx

    from bench.loopback_columns import COLUMNS, host, newest
    from monitor.domain.timing import system_clock
    from probes.http.fetcher import Fetcher

    async def of_site(number: int) -> None:
        home = f"http://{host(number)}:{port}"
        paths = ["/", *(f"/c{n}/" for n in range(COLUMNS)), *newest(number)]
        if part == "httpx":
            async with httpx.AsyncClient(trust_env=False, verify=False) as client:

                async def ask(path: str) -> bool:
                    return (await client.get(home + path)).status_code == 200

                assert all(await by_turns(paths, ask))
            return

        async def ask_ours(path: str) -> bool:
            return getattr(await fetcher(home + path), "status", None) == 200

        assert all(await by_turns(paths, ask_ours))

    fetcher = Fetcher(
        user_agent="bench", clock=system_clock, interval_s=0.0, keep=True,
        configured=[(host(n), port) for n in range(sites)],
    )  # fmt: skip
    cpu = time.process_time()
    await asyncio.gather(*(of_site(number) for number in range(sites)))
    fetcher.close()
    return {"cpu_s": time.process_time() - cpu}


async def by_turns(paths: list[str], ask: Callable[[str], Awaitable[bool]]) -> list[bool]:
    """What *ask* gives of each path, OF_ONE side by side."""
    left, found = iter(paths), list[bool]()

    async def seat() -> None:
        for path in left:
            found.append(await ask(path))

    await asyncio.gather(*(seat() for _ in range(OF_ONE)))
    return found


async def client(part: str, port: int, sites: int) -> dict[str, float]:
    """What one part takes."""
    if part != "night":
        return await fetched(part, port, sites)
    figures = await crawl(port, sites)
    return {"cpu_s": figures["first_cpu_s"]}


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scrapy-python")
    parser.add_argument("--client", nargs=2, metavar=("PART", "PORT"))
    asked = parser.parse_args()
    if asked.client:
        print(json.dumps(asyncio.run(client(asked.client[0], int(asked.client[1]), asked.sites))))
        return
    from bench.loopback_columns import COLUMNS, NEWEST, host, newest

    pages = asked.sites * (1 + COLUMNS * (1 + NEWEST))
    server = subprocess.Popen(
        [sys.executable, str(HERE / "loopback_columns.py"), str(asked.sites)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert server.stdout is not None
    port = server.stdout.readline().strip()
    right = {
        f"http://{host(n)}:{port}{where}": day for n in range(asked.sites) for where, day in newest(n).items()
    }
    took: dict[str, list[float]] = {}
    try:
        for _ in range(asked.rounds):
            for part in PARTS:
                own = [sys.executable, __file__, "--sites", str(asked.sites), "--client", part, port]
                took.setdefault(part, []).append(measure(own)["cpu_s"])
            if asked.scrapy_python:
                scrapy = [asked.scrapy_python, str(HERE / "crawl_scrapy.py"), port, str(asked.sites), ",".join(map(host, range(asked.sites)))]  # fmt: skip
                took.setdefault("scrapy", []).append(measure(scrapy, json.dumps(right))["cpu_s"])
    finally:
        server.communicate()
    theirs = took.get("scrapy", [])
    for part, each in took.items():
        ratio = (
            f", {statistics.median(two / one for one, two in zip(each, theirs, strict=True)):.1f} x Scrapy"
            if theirs
            else ""
        )
        print(f"{part:8} {statistics.median(each) / pages * 1000:.2f} ms a page{ratio}")


if __name__ == "__main__":
    main()
