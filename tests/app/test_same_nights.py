"""Nights in which pages come again as they were leave the facts and verdicts that reading every page leaves (differential)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from monitor.app.runtime import open_runtime
from monitor.collect.runner import look_at
from monitor.domain.observation import Exchange
from monitor.domain.site import Centre, Column, ColumnKind, ListSource, Site, Watch
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Outcome
from probes.base import NothingStored, Tools, discover
from probes.http.base import Answer, Fetched
from storage.db import tables
from storage.decisions.verdict_text import encode_verdict
from tests.databases import sqlite_url

HOME = "http://www.a.gov.cn/"
BEGUN = datetime(2026, 11, 2, 1, tzinfo=SHANGHAI)
NIGHTS = 6
SITE = Site(
    id="s", name="示例", url=HOME, edition="fuzhou-2021",
    columns=(
        *(Column(id=f"c{n}", name=f"栏目{n}", url=f"{HOME}c{n}/", kind=ColumnKind.NEWS) for n in range(3)),
        Column(id="selected", name="同址栏目", url=f"{HOME}c2/", kind=ColumnKind.NOTICE, list=ListSource(item="li.b", date="span", link="a")),
    ),
)  # fmt: skip
WATCH = Watch(edition="fuzhou-2021", centre=Centre(name="中心"), sites=(SITE,))
PROBES = {name: discover()[name] for name in ("homepage", "columns")}


def made_page(rng: Random, where: str) -> str:
    """A list with some days that hang on the moment."""
    said = [
        rng.choice(("昨天", "2天前", "2026-11-08"))
        if rng.random() < 0.05
        else f"2026-10-{rng.randint(10, 31)}"
        for _ in range(5)
    ]
    return "<ul class='list'>" + "".join(
        f"<li class='{'ab'[n % 2]}'><a href='{where}{rng.randint(1, 40)}.htm'>关于第{n}号事项的通知</a><span>{day}</span></li>" for n, day in enumerate(said)
    ) + "</ul>"  # fmt: skip


@dataclass
class Web:
    """Pages that stay, change, and come back, a night; article pages state their day."""

    clock: Any
    seed: int

    async def __call__(self, url: str, **_: Any) -> Answer:
        night = (self.clock() - BEGUN).days
        rng = Random(f"{self.seed} {url}")
        where = url.removeprefix(HOME)
        if where.endswith(".htm"):
            text = f"<h1>通知</h1><p>发布时间：2026-10-{rng.randint(10, 31)} 09:30</p><p>正文正文正文。</p>"
        else:
            pages = [made_page(rng, f"/{where}") for _ in range(3)]
            text = pages[[rng.choice((0, 0, 0, 1, 2)) for _ in range(NIGHTS)][night]]
        body = text.encode()
        sent = Exchange(url=url, at=self.clock(), status=200, body=body)
        return Fetched(
            url=url, final_url=url, status=200, body=body, text=text, encoding="utf-8", exchanges=(sent,)
        )


class ReadAll(NothingStored):
    """What is known, but for which pages were read before."""

    def __init__(self, known: Any) -> None:
        self.known = known

    def __getattribute__(self, name: str) -> Any:
        return (lambda url: "") if name == "page" else getattr(object.__getattribute__(self, "known"), name)


@dataclass
class Nights:
    """What some nights left: facts by look, the articles, verdicts as of two of them, and how much was kept."""

    facts: list[Any]
    articles: list[Any]
    verdicts: list[str]
    repeating: int
    evidence: int


async def watched(folder: Path, seed: int, *, read_all: bool) -> Nights:
    moment = BEGUN
    async with open_runtime(WATCH, sqlite_url(folder / f"{read_all}.db"), lambda: moment) as runtime:
        web, verdicts = Web(lambda: moment, seed), list[str]()

        async def tools_for(subject: Any) -> Tools:
            known: Any = await runtime.store.memory(subject)
            return Tools(
                fetch=web, clock=lambda: moment, rng=Random(0), known=ReadAll(known) if read_all else known
            )

        for night in range(NIGHTS):
            moment = BEGUN + timedelta(days=night)
            await look_at(WATCH.sites, PROBES, tools_for, runtime.store.save, runtime.clock)
            assert await runtime.store.recount("s") == []
        for night in (2, NIGHTS - 1):  # decided again from what is stored, as of each night
            as_of = BEGUN + timedelta(days=night, hours=2)
            judged = await runtime.judge([SITE], as_of, save=False, known_by=moment + timedelta(hours=1))
            verdicts += [
                encode_verdict(replace(one, evidence=(), parts=()))
                for one in judged["s"]
                if one.outcome is not Outcome.FAIL
            ]
            verdicts += [f"{one.rule} {one.reason}" for one in judged["s"]]
        look, article = tables.observation, tables.article
        async with runtime.store.database.read() as connection:
            facts = await connection.execute(
                select(look.c.kind, look.c.part, look.c.at, look.c.digest, look.c.vantage).order_by(
                    look.c.at, look.c.kind, look.c.part
                )
            )
            rows = await connection.execute(
                select(article.c.url, article.c.columns, article.c.first_seen, article.c.last_seen, article.c.listed_on).order_by(article.c.url)
            )  # fmt: skip
            repeating = (await connection.execute(select(look.c.id).where(look.c.answer.is_not(None)))).all()
            evidence = (await connection.execute(select(tables.evidence.c.id))).all()
            return Nights([*map(tuple, facts)], [*map(tuple, rows)], verdicts, len(repeating), len(evidence))


@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=pytest.mark.soak) for n in range(2, 11))])
async def test_not_reading_again_changes_nothing_but_what_it_costs(tmp_path: Path, seed: int) -> None:
    every = await watched(tmp_path, seed, read_all=True)
    once = await watched(tmp_path, seed, read_all=False)
    assert (once.facts, once.articles, once.verdicts) == (every.facts, every.articles, every.verdicts)

    assert (every.repeating, once.repeating > 0) == (0, True)
    assert once.evidence + once.repeating == every.evidence
