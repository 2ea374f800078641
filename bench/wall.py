"""
Reading behind the wall: pages a second of a night's reading, and how long the loop stands still under hostile pages.

    python bench/wall.py --pages 400 --hostile /path/to/folder/with/pages

*night*: made-up lists and articles, read in this process and by two readers, while a heartbeat counts how long the loop
was away at most; ours: the processor time that this process spent a page (on a busy machine it tells more than pages a second). *hostile*: pages made to be costly (of our
own, and every file of the folder), one after another among good ones: the longest stand-still, the reasons, and what the
readers held. A machine that does other work shows in *idle*: the same heartbeat with nothing to do.
"""

import argparse
import asyncio
import os
import resource
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from monitor.domain.timing import SHANGHAI
from probes.http.classify import INLINE_BYTES, classify, is_short
from probes.pages.article.article import read_article
from probes.pages.readings import column_page
from probes.wall.base import Inline, ReaderBroke, Wall
from probes.wall.pool import ReadingPool

NOW = datetime(2026, 11, 20, 2, tzinfo=SHANGHAI)
SITE = "http://www.a.gov.cn/"
BEAT_S = 0.005


def listing(n: int) -> str:
    """A column's page of twenty items in a portal's frame, 40 KB."""
    menu = "".join(f'<li><a href="/zw{i}/index.html">政务栏目{i}</a></li>' for i in range(300))
    rows = "".join(
        f'<li><a href="t202611{i % 19 + 1:02}_{n}{i}.html">关于做好第{i}项工作的通知</a><span>2026-11-{i % 19 + 1:02}</span></li>'
        for i in range(20)
    )
    return f"<html><title>通知</title><body><ul class=menu>{menu}</ul><ul class=news_list>{rows}</ul>{'<div class=foot>版权所有</div>' * 200}</body></html>"


def article(n: int) -> str:
    """An article of 30 KB."""
    menu = "".join(f'<li><a href="/zw{i}/index.html">政务栏目{i}</a></li>' for i in range(200))
    text = "<p>各有关单位要高度重视，认真贯彻执行，确保各项工作落实到位。</p>" * 120
    return f"<html><title>通知{n}</title><body><ul>{menu}</ul><h1>关于第{n}项工作的通知</h1><p>发布时间：2026-11-19 来源：区应急局</p>{text}</body></html>"


HOSTILE = {
    "lt": "<" * 200_000,
    "div": '<html><meta http-equiv="refresh" content="9">' + "<div>" * 60_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(40_000)) + ">",
    "tables": "<table><tr><td>" * 2_000,
    "links": "".join(f'<a href="{"0" * 40}{n}">2026-11-20</a>' for n in range(20_000)),
    "dates": "2026-11-20 " * 60_000,
    "spaces": "<li>" + " " * 500_000 + "</li>",
    "broken": "\ufffd<b" * 200_000,
}


@asynccontextmanager
async def heartbeat(gaps: list[float]) -> AsyncIterator[None]:
    """How long the loop was away, beat by beat."""

    async def beat() -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(BEAT_S)
            now = time.perf_counter()
            gaps.append(now - last - BEAT_S)
            last = now

    task = asyncio.create_task(beat())
    try:
        yield
    finally:
        task.cancel()


async def read_page(wall: Wall, n: int) -> Any:
    """What the daemon does with one page that came: classify, then read."""
    text = listing(n) if n % 4 == 0 else article(n)
    wire = text.encode()
    there = wall if not is_short(wire, "") else Inline()
    await there.read(
        classify, 200, {"content-type": "text/html"}, wire, accept="page", cut=None, url=f"{SITE}{n}"
    )
    if n % 4 == 0:
        return await wall.read(column_page, text, f"{SITE}{n}/", None, NOW)
    return await wall.read(read_article, text, f"{SITE}{n}.html", now=NOW)


def used_by(processes: Sequence[int]) -> float:
    """Processor seconds of *processes* so far."""
    ticks = 0
    for one in processes:
        told = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


async def night(wall: Wall, pages: int, at_once: int = 20) -> tuple[float, float, float, float]:
    """Pages a second, processor seconds a page (ours, the readers'), the longest stand-still."""
    seats, gaps = asyncio.Semaphore(at_once), list[float]()

    async def one(n: int) -> None:
        async with seats:
            await read_page(wall, n)

    await asyncio.gather(*(one(n) for n in range(60)))  # readers have started
    processes = wall.processes if isinstance(wall, ReadingPool) else ()
    cpu, theirs, begun = time.process_time(), used_by(processes), time.perf_counter()
    async with heartbeat(gaps):
        await asyncio.gather(*(one(n) for n in range(pages)))
    took = time.perf_counter() - begun
    away = used_by([one for one in processes if Path(f"/proc/{one}").exists()]) - theirs
    return pages / took, (time.process_time() - cpu) / pages, away / pages, max(gaps, default=0.0)


async def hostile(wall: ReadingPool, folder: Path | None) -> None:
    """One hostile page after another among good ones."""
    inputs = dict(HOSTILE)
    for path in sorted(folder.glob("*.html")) if folder else ():
        inputs[path.name] = path.read_text("utf-8", "replace")
    worst, held = 0.0, 0
    for name, text in inputs.items():
        gaps: list[float] = []
        async with heartbeat(gaps):
            wire = text.encode()
            names = {"content-type": "text/html"}
            begun = time.perf_counter()
            asked = [
                wall.read(classify, 200, names, wire, accept="page", cut=None, url=SITE),
                wall.read(column_page, text, SITE, None, NOW),
                wall.read(read_article, text, SITE, now=NOW),
            ]
            answers, good = await asyncio.gather(
                asyncio.gather(*asked), asyncio.gather(*(read_page(wall, n) for n in range(20)))
            )
            took = time.perf_counter() - begun
        held = max([held, *map(resident, wall.processes)])
        lost = sum(isinstance(one, ReaderBroke) for one in good)
        worst = max(worst, *gaps)
        words = ", ".join(one.reason if isinstance(one, ReaderBroke) else "read" for one in answers)
        print(f"  {name:28} {took:6.1f} s  stand-still {max(gaps):.3f} s  good pages lost {lost}  {words}")
    print(
        f"  longest stand-still {worst:.3f} s, given up {wall.given_up}, most held by a reader {held >> 20} MB"
    )


def resident(process: int) -> int:
    """Bytes of memory that *process* holds."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


async def main(pages: int, folder: Path | None) -> None:
    """All figures."""
    idle: list[float] = []
    async with heartbeat(idle):
        await asyncio.sleep(2)
    print(f"idle: stand-still {max(idle):.3f} s")
    wall = ReadingPool(2)
    walls: Sequence[tuple[str, Wall]] = (("in this process", Inline()), ("two readers", wall))
    for name, one in walls:
        speed, cpu, away, gap = await night(one, pages)
        print(
            f"night, {name}: {speed:.0f} pages/s, ours {cpu * 1000:.2f} ms a page, "
            f"the readers' {away * 1000:.2f} ms, stand-still {gap:.3f} s"
        )
    print(f"readers hold {[resident(one) >> 20 for one in wall.processes]} MB")
    for body in (b"<" * INLINE_BYTES, b"\xff" * INLINE_BYTES, b"<div>" * (INLINE_BYTES // 5)):
        begun = time.process_time()
        await Inline().read(classify, 200, {}, body, accept="page", cut=None, url=SITE)
        print(f"classified at once, {body[:5]!r}…: {(time.process_time() - begun) * 1000:.1f} ms")
    print("hostile:")
    await hostile(wall, folder)
    await wall.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--hostile", type=Path, help="folder with further pages (*.html)")
    said = parser.parse_args()
    asyncio.run(main(said.pages, said.hostile))
