"""Hostile pages among good ones, read by the daemon's own runtime with real reader processes."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from monitor.app.configuration import read_watch
from monitor.app.duties import DaemonWork
from monitor.app.runtime import Runtime, open_runtime
from monitor.collect.runner import ProbeResult, look_at
from monitor.demo.lab import Lab, Serve, answer, question
from monitor.domain.site import Site
from probes.base import discover
from probes.wall.pool import ReadingPool
from tests.probes.world import NOW
from tests.soak.hostile import ANSWERS, PAGES

#: The loop may work so long at most without a breath, whatever a page holds, in seconds.
LONGEST_S = 0.2
GOOD = 20
_ITEMS = "".join(
    f'<li><a href="/t{n}.html">关于做好第{n}项工作的通知</a><span>2026-11-{n:02}</span></li>'
    for n in range(1, 19)
)
LIST = f"<html><title>工作动态</title><body><ul class=news_list>{_ITEMS}</ul></body></html>"
ARTICLE = (
    "<html><title>通知</title><h1>关于做好各项工作的通知</h1><p>发布时间：2026-11-18 来源：区应急局</p>"
    + "<p>各有关单位要高度重视，认真贯彻执行，确保各项工作落到实处。</p>" * 10
)


def by_name(hostile: Mapping[str, bytes]) -> Serve:
    """Serves hostile answers by their number, a list at every other address that ends in `/`, else an article."""
    answers = list(hostile.values())

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await question(reader)).split(b" ")[1].decode("latin-1")
        if (number := path.strip("/").removeprefix("hostile")).isdecimal():
            writer.write(answers[int(number)])
        else:
            writer.write(answer(LIST if path.endswith("/") else ARTICLE))
        await writer.drain()

    return serve


def configuration(port: int, hostile: int, good: int = GOOD) -> str:
    """One site a hostile column, so that they come at the same time; the good ones in sites of four."""
    head = 'edition = "fuzhou-2021"\n[centre]\nname = "c"\n[daemon]\nlisten = ""\n[[unit]]\nid = "u"\nname = "u"\n'
    base = f"http://127.0.0.1:{port}/"
    names = [f"hostile{n}" for n in range(hostile)] + [f"good{n}" for n in range(good)]
    sites = [names[at : at + 1] for at in range(hostile)] + [
        names[at : at + 4] for at in range(hostile, len(names), 4)
    ]
    return head + "".join(
        f'[[site]]\nid = "s{n}"\nname = "s{n}"\nurl = "{base}s{n}/"\nunit = "u"\n'
        + "".join(
            f'[[site.column]]\nid = "{one}"\nname = "{one}"\nurl = "{base}{one}/"\nkind = "news"\n'
            for one in columns
        )
        for n, columns in enumerate(sites)
    )


class Beat:
    """How long the loop was away at most, by the clock, and how much of that it worked: the same on a busy machine."""

    def __init__(self) -> None:
        self.longest_s = self.worked_s = 0.0

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async def beat() -> None:
            last, done = time.perf_counter(), time.thread_time()
            while True:
                await asyncio.sleep(0.005)
                now, worked = time.perf_counter(), time.thread_time()
                self.worked_s, done = max(self.worked_s, worked - done), worked
                self.longest_s, last = max(self.longest_s, now - last - 0.005), now

        task = asyncio.create_task(beat())
        try:
            yield
        finally:
            task.cancel()


@asynccontextmanager
async def runtime_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hostile: Mapping[str, bytes]
) -> AsyncIterator[Runtime]:
    monkeypatch.setenv("MONITOR_READERS", "2")
    lab = Lab()
    async with lab.serving("all", by_name(hostile)) as port:
        (tmp_path / "sites.toml").write_text(configuration(port, len(hostile)), encoding="utf-8")
        url = f"sqlite+aiosqlite:///{tmp_path / 'm.db'}"
        async with open_runtime(read_watch(tmp_path / "sites.toml"), url, lambda: NOW) as runtime:
            assert isinstance(runtime.wall, ReadingPool)
            yield runtime
    assert not lab.errors


async def night(runtime: Runtime, sites: Sequence[Site] = ()) -> list[ProbeResult]:
    """What a night's look at columns came to."""
    work = DaemonWork(runtime)
    probes = {name: discover()[name] for name in ("homepage", "columns")}
    return list(
        await look_at(
            sites or runtime.watch.sites,
            probes,
            lambda one: work._tools_for(one, {}),
            work._save,
            lambda: NOW,
        )
    )


def check_night(looked: list[ProbeResult], hostile: Mapping[str, bytes]) -> dict[str, str]:
    """Every good column was read, nothing broke; what became of each hostile one."""
    columns = {one.part: one for one in looked if one.kind == "listing"}
    assert {name for name, one in columns.items() if one.state == "items"} >= {
        f"good{n}" for n in range(GOOD)
    }
    assert not [one for one in looked if one.state == "broke"]
    return {
        name: f"{columns[f'hostile{n}'].state} {columns[f'hostile{n}'].reason}"
        for n, name in enumerate(hostile)
    }


@pytest.mark.soak
async def test_three_hostile_columns_among_twenty_good_ones_harm_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = ("deep svg", "attributes without values", "links")
    hostile = {name: answer(PAGES[name]) for name in chosen}
    with capture_logs():
        async with runtime_with(tmp_path, monkeypatch, hostile) as runtime:
            became = check_night(await night(runtime), hostile)
    assert became["deep svg"].startswith("unreadable")
    assert became["attributes without values"].startswith("unreadable")


@pytest.mark.fuzz
async def test_a_night_of_every_hostile_page_and_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = {name: answer(text.encode("utf-8", "replace")) for name, text in PAGES.items()} | dict(ANSWERS)
    with capture_logs() as logs:
        async with runtime_with(tmp_path, monkeypatch, hostile) as runtime:
            beat, idle = Beat(), Beat()
            async with idle.running():
                await asyncio.sleep(2)
            await night(runtime, runtime.watch.sites[-1:])  # modules are loaded, readers have started
            async with beat.running():
                begun = time.perf_counter()
                became = check_night(await night(runtime), hostile)
            took = time.perf_counter() - begun
            given_up = runtime.wall.given_up  # type: ignore[attr-defined]
    for name, what in became.items():
        print(f"  {name:32} {what}")
    print(
        f"stand-still {beat.longest_s:.3f} s, worked {beat.worked_s:.3f} s (idle {idle.longest_s:.3f} s), {took:.0f} s, given up {given_up}"
    )
    assert not [one for one in logs if one["event"] in ("probe_broke", "part_broke")]
    assert beat.worked_s < LONGEST_S
