"""
The patrol of a whole site on loopback: speed, memory, a kill in the middle, the second week, and seeded faults by screen.

    python bench/patrol.py --pages 20000

The real duty (`PatrolDuty`) walks a site of so many pages with attachments, in a process that is killed (SIGKILL) in the
middle of the first week and goes on in another. Second week: nothing changed but some faults. The politeness of one
request a second to a host is off (`interval_s=0`), as the server is ours; with it a night of 8 hours is 28,800 pages.
Last it prints, by screen, how many of the seeded faults were told, and what was told beside them.
"""

import argparse
import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
NIGHTS = {1: (14, 0), 2: (21, 0), 3: (28, 0)}  #: Saturdays of November 2026


def rss() -> float:
    """Megabytes of this process and its readers."""
    total = 0.0
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    for pid in ("self", *children):
        with Path(f"/proc/{pid}/status").open() as file:
            total += next((int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS")), 0.0)
    return total


async def client(port: int, folder: Path, week: int, day: int) -> None:
    """One night of the duty; prints a line each thousand pages, and what was told at the end."""
    from monitor.app.patrolling import PatrolDuty
    from monitor.app.runtime import open_runtime
    from monitor.domain.settings import PatrolSettings, Settings
    from monitor.domain.site import Centre, Site, Watch
    from monitor.domain.timing import SHANGHAI
    from monitor.wording.say import ENGLISH, say
    from probes.http.fetcher import Fetcher
    from storage.observations import patrol_queue, patrol_rounds

    begun, night = time.perf_counter(), datetime(2026, 11, NIGHTS[week][0], 22, tzinfo=SHANGHAI)

    def clock() -> datetime:
        return night + timedelta(days=day, seconds=time.perf_counter() - begun)

    async def resolve(host: str, _: int) -> list[str]:
        if host == "noname.example.org" or (week > 1 and host == LOST):
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return ["127.0.0.1"]

    class Everywhere(Fetcher):
        """Goes to loopback whatever the name."""

        def within(self, configured: Collection[tuple[str, int]]) -> "Fetcher":
            """The same: every name of the bench is on loopback."""
            return self

    from bench.loopback_patrol import HOST, seeds

    hosts = {HOST, "dead.example.org", "www.friendwell.org", "www.casino-win.com", *(one.outside[0] for one in seeds() if one.outside)}  # fmt: skip
    home = f"http://{HOST}:{port}/"
    watch = Watch(
        edition="fuzhou-2021", centre=Centre(name="示例中心"), sites=(Site(id="portal", name="示例区人民政府", url=home, edition="fuzhou-2021"),),
        settings=Settings(patrol=PatrolSettings(most=200_000)),
    )  # fmt: skip
    async with open_runtime(watch, f"sqlite+aiosqlite:///{folder}/m.db", clock) as runtime:
        configured = {(one, port) for one in hosts} | {(one, 80) for one in hosts}
        fetcher = Everywhere(user_agent="bench", clock=clock, configured=configured, resolver=resolve, interval_s=0.0, keep=True, wall=runtime.wall)  # fmt: skip
        many = 0

        async def ask(url: str, **more: Any) -> Any:
            nonlocal many
            many += 1
            if many % 1000 == 0:
                print(json.dumps({"pages": many, "s": time.perf_counter() - begun, "mb": rss()}), flush=True)
            answer = await fetcher(_on(url, port), **more)
            return _back(answer, url, port)

        runtime.fetch = ask
        said = say(await PatrolDuty(runtime).run(clock()), ENGLISH)
        async with runtime.store.database.read() as connection:
            lines = await patrol_queue.queue_lines(connection, "portal", None, None, 100_000)
            [last, *_] = await patrol_rounds.rounds(connection, "portal")
        queue = [
            {"screen": one.first.screen.value, "line": one.first.line, "cause": one.first.cause, "page": one.first.page, "many": one.many,
             "pages": one.pages, "state": one.first.state.value, "evidence": len(one.first.evidence), "sentence": one.first.sentence}
            for one in lines
        ]  # fmt: skip
        print(json.dumps({"said": said, "s": time.perf_counter() - begun, "asks": many, "mb": rss(), "asked": dict(last.asked),
                          "outcomes": dict(last.outcomes), "ended": str(last.ended_at), "queue": queue}), flush=True)  # fmt: skip


LOST = "www.no-longer-registered.org"


def _on(url: str, port: int) -> str:
    """The address on our server of an address outside, which names no port."""
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host}:{port}{slash}{path}" if ":" not in host else url


def _back(answer: Any, url: str, port: int) -> Any:
    """As if the server stood at the port that was asked for."""
    from dataclasses import replace

    if f":{port}" in url:
        return replace(answer, url=url)
    final = getattr(answer, "final_url", "")
    return replace(answer, url=url, **({"final_url": final.replace(f":{port}", "")} if final else {}))


def run(port: int, folder: Path, week: int, day: int, kill_after: int = 0) -> tuple[list[dict[str, Any]], dict[str, Any]]:  # fmt: skip
    """One night in a process of its own; killed after so many requests where asked."""
    command = [sys.executable, __file__, "--client", str(port), "--folder", str(folder), "--week", str(week), "--day", str(day)]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    samples: list[dict[str, Any]] = []
    for line in process.stdout:
        if not line.startswith("{"):
            continue
        found = json.loads(line)
        if "queue" in found:
            process.wait()
            return samples, found
        samples.append(found)
        if kill_after and found["pages"] >= kill_after:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return samples, {}
    raise SystemExit(f"the patrol of week {week} broke: exit status {process.wait()}")


def control(port: int, path: str) -> list[int]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return [int(one) for one in answer.read().split()]


def memory(samples: list[dict[str, Any]]) -> str:
    picked = [samples[min(len(samples) - 1, n * len(samples) // 4)] for n in range(4)] + samples[-1:]
    return " ".join(f"{one['mb']:.0f}" for one in picked)


def show(name: str, samples: list[dict[str, Any]], done: dict[str, Any]) -> None:
    asked, seconds = sum(done["asked"].values()), done["s"]
    print(f"{name}: {done['said']}; {done['asked']} {done['outcomes']}; {done['asks']} requests in {seconds:.0f} s, {done['asks'] / seconds:.0f} a second; MB {memory(samples or [done])}; in the round {asked}")  # fmt: skip


def recall(queues: dict[int, list[dict[str, Any]]]) -> None:
    """By screen: how many seeded faults were told, and what was told beside them."""
    from bench.loopback_patrol import path_of, seeds

    due: dict[str, int] = {}
    met: dict[str, int] = {}
    explained: set[tuple[str, str, str]] = set()
    for seed in seeds():
        cause, page = seed.cause, path_of(seed)
        found = [one for one in queues[min(seed.week, max(queues))] if (cause and cause in one["cause"] + " " + one["page"] + " " + one["line"]) or (one["page"].endswith(page) and one["screen"] == seed.screen)]  # fmt: skip
        found = [one for one in found if one["screen"] == (seed.screen or one["screen"])]
        if not seed.screen:
            for one in found:
                print(
                    f"  told and should not be: {seed.name}: {one['screen']} {one['cause']} {one['sentence']}"
                )
            continue
        due[seed.screen] = due.get(seed.screen, 0) + 1
        met[seed.screen] = met.get(seed.screen, 0) + bool(found)
        if not found:
            print(f"  missed: {seed.screen}: {seed.name}")
        if found and not found[0]["evidence"]:
            print(f"  rests on nothing: {seed.screen}: {seed.name}")
        for queue in queues.values():
            explained |= {(one["screen"], one["cause"], one["page"]) for one in queue if (cause and cause in one["cause"] + " " + one["page"] + " " + one["line"]) or one["page"].endswith(page)}  # fmt: skip
    for screen in sorted(due):
        print(f"{screen:10} {met[screen]} of {due[screen]} told ({100 * met[screen] // due[screen]} %)")
    for one in queues[max(queues)]:
        if (one["screen"], one["cause"], one["page"]) not in explained:
            print(f"  beside: {one['screen']} {one['state']} {one['cause']} {one['page']} {one['sentence']}")


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--client", type=int, metavar="PORT")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--week", type=int, default=1)
    parser.add_argument("--day", type=int, default=0)
    said = parser.parse_args()
    if said.client:
        asyncio.run(client(said.client, said.folder, said.week, said.day))
        return
    server = subprocess.Popen([sys.executable, str(HERE / "loopback_patrol.py"), str(said.pages)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # fmt: skip
    assert server.stdout is not None
    port = int(server.stdout.readline())
    try:
        with tempfile.TemporaryDirectory() as made:
            nights(port, Path(made), said.pages)
    finally:
        server.communicate()


def nights(port: int, folder: Path, pages: int) -> None:
    samples, _ = run(port, folder, 1, 0, kill_after=max(pages // 2 // 1000 * 1000, 1000))
    print(f"killed after {samples[-1]['pages']} requests, {samples[-1]['s']:.0f} s")
    more, first = run(port, folder, 1, 0)
    show("first week, gone on after the kill", samples + more, first)
    requests, addresses, most, twice = control(port, "/week/2")
    print(f"asked for in both parts together: {addresses} addresses, {requests} requests, {twice} articles twice (at most {most})")  # fmt: skip
    queues = {1: first["queue"]}
    samples, second = run(port, folder, 2, 0)
    show("second week", samples, second)
    queues[2] = second["queue"]
    control(port, "/week/3")
    samples, third = run(port, folder, 3, 0)
    show("third week", samples, third)
    queues[3] = third["queue"]
    recall(queues)
    size = sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())
    base = (folder / "m.db").stat().st_size
    print(f"store {base / 1e6:.0f} MB, evidence {(size - base) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
