"""Whatever happens between two looks at a page: what is stored of the later one is what a fresh look reads, and its bytes are proved."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from monitor.domain.observation import Exchange, Homepage, Listing, Observation
from monitor.domain.site import Column, ListSource, Site
from monitor.domain.timing import DAY
from probes import columns, homepage
from probes.base import NothingStored, Probe, Tools
from probes.http.base import Answer, Fetched, NotModified, Validators
from storage.evidence.evidence import Condition
from storage.store import Store
from tests.stores import open_at

from .conftest import NOW
from .test_chain import verified

NIGHTS = 25
#: Seeds of histories with some pages that come again.
SEEDS = [19, *(pytest.param(seed, marks=pytest.mark.soak) for seed in (8, 11, 12, 18, 21, 23))]
HOME = "http://www.a.gov.cn/"
SITE = Site(id="s", name="示例", url=HOME, edition="fuzhou-2021")
URLS = (HOME, f"{HOME}yw/", f"{HOME}gg/")
ROW = "<li><a href='/{0}/{1}.htm'>关于第{1}号事项的通知</a><span>{2}</span></li>"
WAYS = ("2026-11-1{}", "2026-11-1{}", "2026-11-1{}", "11-1{}", "{}天前", "2026-11-2{}", "2026-12-0{}", "")
ADDED = ROW.format("x", 9, "2026-11-09").replace("'", "")
SCRIPTS = (
    "", "", "", "<script>document.write(new Date().getFullYear())</script>",
    f"<script>if (new Date() >= new Date(2026, 10, {{0}})) document.write('{ADDED}')</script>",
)  # fmt: skip


def made_up(rng: Random) -> str:
    """A list of some rows; of such that are pinned all another page tells more."""
    rows = "".join(ROW.format("a", n, rng.choice(WAYS).format(n)) for n in range(1, rng.randrange(3, 8)))
    script = rng.choice(SCRIPTS).format(rng.randint(21, 50))
    if rng.random() < 0.2:
        rows = rows.replace("关于", "[置顶]关于")
        return f"<ul class='list'>{rows}</ul><a href='index_1.htm'>下一页</a>"
    return rng.choice(("", f"<ul class='list'>{script}{rows}</ul>", f"<ul class='list'>{rows}</ul>{script}"))


@dataclass
class Server:
    """Pages by address that change now and then, with tags or without, packed one way or another, behind redirects."""

    rng: Random
    clock: Any
    pages: dict[str, str] = field(default_factory=dict)
    tagged: bool = False
    shown: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.shown = [made_up(self.rng) for _ in range(6)]  # few, so that each comes again and again

    def change(self) -> None:
        for url in URLS:
            if url not in self.pages or self.rng.random() < 0.2:
                self.pages[url] = self.rng.choice(self.shown)
        self.tagged = self.rng.random() < 0.2

    async def __call__(self, url: str, *, validators: Validators | None = None, **_: Any) -> Answer:
        text, at = self.pages.get(url, self.shown[0]), self.clock()
        tag = f'"{hash(text)}"' if self.tagged else ""
        sent = [Exchange(url=url, at=at, note="reset")] if self.rng.random() < 0.1 else []
        there = url
        if self.rng.random() < 0.05:
            there = f"{HOME}moved/{self.rng.randrange(2)}/"
            sent.append(Exchange(url=url, at=at, status=302, headers=(("Location", there),), body=b"moved"))
        headers = (("ETag", tag),) if tag else ()
        if tag and validators is not None and validators.etag == tag:
            same = Exchange(url=there, at=at, status=304, headers=headers)
            found: Answer = NotModified(url=url, exchanges=(*sent, same))
        else:
            body = text.encode() + (b"\n" if self.rng.random() < 0.15 else b"")
            sent.append(Exchange(url=there, at=at, status=200, headers=headers, body=body))
            found = Fetched(url=url, final_url=there, status=200, body=body, text=text, exchanges=tuple(sent))
        self.answers.append(found)
        return found


@dataclass
class World:
    """A site, its server and a store whose clock goes on."""

    rng: Random
    store: Store = None  # type: ignore[assignment]
    now: datetime = NOW
    site: Site = SITE
    same: int = 0  #: pages that came again and were not read

    def clock(self) -> datetime:
        return self.now

    def configure(self) -> None:
        sources = (None, None, None, ListSource(item="li"), ListSource(item="li", date="span"))
        self.site = replace(
            self.site,
            allowed_hosts=self.rng.choice(((), ("*.b.gov.cn",))),
            columns=tuple(
                Column(
                    id=id,
                    name=id,
                    url=url if self.rng.random() < 0.8 else self.rng.choice(URLS),
                    list=self.rng.choice(sources),
                )
                for id, url in zip("cde", (*URLS[1:], URLS[1]), strict=True)
            ),
        )

    async def night(self, server: Server) -> None:
        for probe in (homepage.PROBE, columns.PROBE):
            known = await self.store.memory(self.site)
            for look in await self.looks(probe, server, known):
                [id] = await self.store.save([look])
                answer = next(
                    one
                    for one in server.answers[::-1]
                    if one.exchanges == look.exchanges[: len(one.exchanges)]
                )
                await self.check(probe, look, id, answer, server.answers)

    async def looks(self, probe: Probe, fetch: Any, known: Any) -> list[Observation[Any]]:
        tools = Tools(fetch=fetch, clock=self.clock, rng=Random(0), known=known)
        settings = probe.settings(articles=0)
        return [
            one
            async for one in probe.run(self.site, settings, tools)
            if isinstance(one.facts, Listing | Homepage)
        ]

    async def check(
        self, probe: Probe, look: Observation[Any], id: str, answer: Answer, answers: list[Answer]
    ) -> None:
        self.same += bool(look.repeats) and isinstance(answer, Fetched)
        records = await self.store.records(id)
        assert {one.condition for one in records} <= {Condition.INTACT}
        bodies = [one.body for one in records]
        assert all(one.body in bodies for one in answer.exchanges if one.body)
        if isinstance(answer, Fetched):

            async def same(url: str, **_: Any) -> Answer:
                return next(one for one in answers[::-1] if one.url == url) if url != answer.url else answer

            fresh = await self.looks(probe, same, NothingStored())
            assert look.facts in [one.facts for one in fresh if one.part == look.part]


@pytest.fixture(params=SEEDS)
async def world(request: pytest.FixtureRequest, url: str, tmp_path: Path) -> AsyncIterator[World]:
    found = World(Random(request.param))
    async with open_at(url, tmp_path / "evidence", found.clock, make_validators=Validators) as found.store:
        yield found


async def test_what_is_stored_is_what_a_fresh_look_reads(world: World) -> None:
    rng, server = world.rng, Server(world.rng, world.clock)
    world.configure()
    await world.store.remember([world.site])
    for _ in range(NIGHTS):
        world.now += rng.choice((timedelta(minutes=1), DAY, DAY, DAY, 3 * DAY, 8 * DAY))
        server.change()
        await world.night(server)
        if rng.random() < 0.15:
            world.now += timedelta(minutes=1)
            world.configure()
            await world.store.remember([world.site])
        if rng.random() < 0.15:
            at = world.now + rng.choice((timedelta(0), timedelta(seconds=30), -DAY))
            known = await world.store.memory(world.site)
            if (before := known.listing("c")) is not None:
                await world.store.save_imported(
                    [Observation(subject="s", part="c", at=at, facts=before.facts)]
                )
        if rng.random() < 0.1:
            await world.store.prune(20 * DAY, 10 * DAY)
    assert world.same
    assert (await verified(world.store)).breaks == ()
