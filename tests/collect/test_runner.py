"""How looks come into the store: together when they come quickly, and none lost with a probe that breaks."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import Any

import pytest
from structlog.contextvars import get_contextvars

from monitor.collect import runner
from monitor.collect.runner import ProbeResult, look_at, look_through
from monitor.domain.content import ListState
from monitor.domain.observation import Listing, Observation
from monitor.domain.site import Site, Subject
from monitor.domain.timing import SHANGHAI
from probes.base import COLUMNS, NothingStored, Probe, Tools
from probes.http.base import Answer

NOW = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
SITE = Site(id="s", name="s", url="http://a/", edition="fuzhou-2021")


@dataclass(frozen=True)
class Settings:
    """None."""


def look(part: str) -> Observation[Any]:
    return Observation(subject="s", part=part, at=NOW, facts=Listing(state=ListState.BLANK))


class Saves:
    """Keeps what is saved; refuses any list that holds a look called `bad`."""

    def __init__(self) -> None:
        self.kept: list[list[str]] = []

    async def __call__(self, looks: Sequence[Observation[Any]]) -> Sequence[str]:
        if any(one.part == "bad" for one in looks):
            raise ValueError("cannot be stored")
        self.kept.append([one.part for one in looks])
        return [f"ob_{one.part}" for one in looks]


async def run(parts: Sequence[str | Exception], saves: Saves) -> tuple[ProbeResult, ...]:
    """A probe that sees *parts*; an exception is a bug."""

    async def fetch(*_: Any, **__: Any) -> Answer:
        raise NotImplementedError

    async def probe(site: Site, settings: Settings, tools: Tools) -> AsyncIterator[Observation[Any]]:
        for part in parts:
            if isinstance(part, Exception):
                raise part
            yield look(part)

    async def tools_for(subject: Subject) -> Tools:
        return Tools(fetch=fetch, clock=lambda: NOW, rng=Random(0), known=NothingStored())

    return await look_at(
        [SITE], {"columns": Probe(Settings, probe, duty=COLUMNS)}, tools_for, saves, lambda: NOW
    )


async def test_what_comes_quickly_is_saved_together() -> None:
    saves = Saves()
    looked = await run(["a", "b", "c"], saves)
    assert saves.kept == [["a", "b", "c"]]
    assert [one.id for one in looked] == ["ob_a", "ob_b", "ob_c"]


async def test_what_is_logged_after_a_look_names_neither_its_site_nor_its_probe() -> None:
    await run(["a", ValueError("a bug")], Saves())
    assert get_contextvars() == {}


async def test_what_comes_slowly_is_saved_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "GATHERED_S", 0.0)  # any time between two looks is long
    saves = Saves()
    await run(["a", "b", "c"], saves)
    assert saves.kept == [["a"], ["b"], ["c"]]


async def test_a_probe_that_breaks_keeps_what_it_saw() -> None:
    saves = Saves()
    *looked, broke = await run(["a", "b", KeyError("x"), "c"], saves)
    assert saves.kept == [["a", "b"]]
    assert [one.id for one in looked] == ["ob_a", "ob_b"]
    assert broke.reason.endswith(":KeyError")


async def test_a_look_that_cannot_be_stored_harms_no_other() -> None:
    saves = Saves()
    *looked, broke = await run(["a", "bad", "b"], saves)
    assert [one.id for one in looked] == ["ob_a", "ob_b"]
    assert (broke.state, broke.reason) == ("broke", "not_saved")


def on_servers(many: int, of_each: int) -> list[list[Subject]]:
    """*many* servers of so many sites each."""
    return [
        [replace(SITE, id=f"{server}.{n}") for n in range(of_each)] for server in range(many)
    ]  # fmt: skip


async def side_by_side(
    lines: list[list[Subject]], until: datetime | None = None
) -> tuple[list[int], list[str]]:
    """How many sites were looked at together at most, in all and of one server; who was left."""
    under_way, most = list[str](), [0, 0]

    async def tools_for(subject: Subject) -> Tools:
        under_way.append(subject.id.split(".")[0])
        most[:] = max(most[0], len(under_way)), max(most[1], under_way.count(under_way[-1]))
        for _ in range(3):
            await asyncio.sleep(0)
        return Tools(fetch=nobody, clock=lambda: NOW, rng=Random(0), known=NothingStored())

    async def over(subject: Subject) -> None:
        under_way.remove(subject.id.split(".")[0])

    left = await look_through(lines, {}, tools_for, Saves(), lambda: NOW, over=over, until=until)
    assert not under_way
    return most, [one.id for one in left]


async def nobody(*_: Any, **__: Any) -> Answer:
    raise NotImplementedError


async def test_a_platform_of_many_sites_takes_two_seats_and_leaves_the_others_to_other_servers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(runner, "SITES_AT_ONCE", 5)
    assert await side_by_side([*on_servers(1, 40), *on_servers(9, 1)[1:]]) == ([5, 2], [])


async def test_no_more_sites_than_seats_are_looked_at_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "SITES_AT_ONCE", 3)
    assert await side_by_side(on_servers(20, 1)) == ([3, 1], [])


async def test_a_round_whose_time_is_over_says_whom_it_did_not_begin_with() -> None:
    most, left = await side_by_side(on_servers(3, 2), until=NOW)
    assert (most, left) == ([0, 0], ["0.0", "0.1", "1.0", "1.1", "2.0", "2.1"])
