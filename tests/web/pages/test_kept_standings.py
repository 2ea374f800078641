"""How subjects stand, as the judging kept it: what pages read of it is what the verdicts say, whatever was stored or configured since."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from monitor.assess.standings import standings
from monitor.domain.site import Unit
from monitor.domain.verdict import Outcome, Verdict
from monitor.web.context import Web
from monitor.web.kept_standings import JudgedStandings, recount_standings, rules_of, standings_of
from monitor.web.overview import Overview, OverviewCache, changes_since, overview_from
from storage.db import tables
from storage.decisions.verdicts import latest_verdicts, newest_verdicts
from tests.feed.test_kept import ACTS, SHORT, World
from tests.web.pages.world import NOW, WATCH, message, verdict
from tests.web.pages.world import World as Pages


def none(texts: Sequence[str]) -> list[Verdict]:
    """Refuses to read a verdict."""
    raise AssertionError(f"{len(texts)} verdicts were read")


async def from_scratch(web: Web) -> Overview:
    """How everything stands by the stored verdicts, nothing kept."""
    watch, now = web.watch(), web.clock()
    since, ids = changes_since(now), [one.id for one in watch.subjects]
    async with web.store.database.read() as connection:
        found = await latest_verdicts(connection, ids, now)
        before = await newest_verdicts(connection, ids, since)
    by_rule = {id: {one.rule: one for one in several} for id, several in found.items()}
    judged = {
        one.id: [by_rule[one.id][id] for id in rules_of(one) if id in by_rule.get(one.id, ())]
        for one in watch.subjects
    }
    whole = overview_from(
        watch,
        standings_of(watch, watch.subjects, judged),
        {(one.subject, one.rule): Outcome(one.outcome) for one in before},
        since,
    )
    assert whole.standings == standings(watch, judged)
    return whole


class Standings(World):
    """The world of the feed's entries, looked at through a dashboard that lives on."""

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder, seed)
        self.desk = OverviewCache(quick=0)

    async def close(self) -> None:
        """Stop; what a process remembers is gone."""
        await super().close()
        self.desk = OverviewCache(quick=0)

    @property
    def web(self) -> Web:
        """What the dashboard looks through."""
        return Web(watch=lambda: self.watch, store=self.runtime.store, clock=lambda: self.now)

    async def night(self) -> None:
        """The nightly judging, that keeps how all stand."""
        await super().night()
        await JudgedStandings(self.runtime.store, self.watch, self.now).add(self.watch.subjects, {}, {})

    async def name_a_unit(self) -> None:
        """Whose a message is depends on what units are called."""
        unit = Unit(id="office", name=self.random.choice(["办公室", "政府办"]))
        await self.reload(replace(self.watch, units=(unit,)))


@pytest.fixture
async def worlds(tmp_path: Path) -> AsyncIterator[Callable[[int], Awaitable[Standings]]]:
    """Makes an open world of a seed."""
    made: list[Standings] = []

    async def make(seed: int) -> Standings:
        made.append(Standings(tmp_path, seed))
        await made[-1].open()
        return made[-1]

    yield make
    for one in made:
        await one.close()


async def history(world: Standings, acts: Sequence[str]) -> None:
    for n, act in enumerate(acts):
        await getattr(world, act)()
        world.now += timedelta(minutes=1, microseconds=n + 1)
        scratch = await from_scratch(world.web)
        assert await world.desk.read(world.web) == scratch, f"{act}: a server that went on"
        assert await OverviewCache(quick=0).read(world.web) == scratch, f"{act}: a server that just started"
    subjects = world.watch.subjects
    assert await recount_standings(world.runtime.store, world.watch, subjects, world.now) == []


async def test_after_a_short_history_what_is_shown_is_what_the_verdicts_say(
    worlds: Callable[[int], Awaitable[Standings]],
) -> None:
    await history(await worlds(1), (*SHORT, "night", "name_a_unit", "judge"))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 10))
async def test_after_any_history_what_is_shown_is_what_the_verdicts_say(
    worlds: Callable[[int], Awaitable[Standings]], seed: int
) -> None:
    await history(await worlds(seed), Random(seed).choices([*ACTS, "name_a_unit"], k=50))


@pytest.mark.parametrize("part", [1.0, 0.5])
async def test_what_was_judged_with_its_verdicts_in_hand_is_shown_without_reading_one(
    world: Pages, part: float
) -> None:
    """Whether the judging came to all that is owed, or to a part of it."""
    web = Web(watch=lambda: WATCH, store=world.store, clock=lambda: NOW)
    letters = (message("xx/9", "校车", -3, "县教育局"), message("xx/1", "路灯", -19, "civil"))
    made = [
        verdict(
            one.id, rule, Outcome.UNKNOWN, decided_at=NOW, parts=letters if rule == "replies_late" else ()
        )
        for one in WATCH.sites
        for rule in rules_of(one)[: int(len(rules_of(one)) * part)]
    ]
    await world.store.save_verdicts(made)
    whole = await from_scratch(web)
    in_hand = {one.id: [said for said in made if said.subject == one.id] for one in WATCH.sites}
    await JudgedStandings(world.store, WATCH, NOW).add(
        WATCH.subjects, in_hand, standings_of(WATCH, WATCH.subjects, in_hand)
    )
    assert await OverviewCache(none).read(web) == whole


async def test_what_another_configuration_kept_is_not_shown(world: Pages) -> None:
    await JudgedStandings(world.store, WATCH, NOW).add(WATCH.subjects, {}, {})
    other = replace(WATCH, units=(*WATCH.units, Unit(id="new", name="新局")))
    web = Web(watch=lambda: other, store=world.store, clock=lambda: NOW)
    with pytest.raises(AssertionError, match="verdicts were read"):
        await OverviewCache(none).read(web)
    assert await OverviewCache().read(web) == await from_scratch(web)


async def test_a_first_reading_of_many_is_kept_for_the_next_start(world: Pages) -> None:
    web = Web(watch=lambda: WATCH, store=world.store, clock=lambda: NOW)
    await OverviewCache().read(web)
    async with world.store.database.read() as connection:
        assert (await connection.execute(select(tables.standing_entry.c.subject))).all() == [], "few are not"
    whole = await OverviewCache(quick=0).read(web)
    assert await OverviewCache(none).read(web) == whole


async def test_a_recount_names_whose_entry_somebody_altered_and_mends_it(world: Pages) -> None:
    subjects = WATCH.subjects
    await JudgedStandings(world.store, WATCH, NOW).add(subjects, {}, {})
    entry = tables.standing_entry
    async with world.store.database.write() as connection:
        other = await connection.scalar(select(entry.c.entry).where(entry.c.subject == "school"))
        await connection.execute(entry.update().where(entry.c.subject == "county").values(entry=other))
    assert await recount_standings(world.store, WATCH, subjects, NOW) == ["county"]
    assert await recount_standings(world.store, WATCH, subjects, NOW) == []
    web = Web(watch=lambda: WATCH, store=world.store, clock=lambda: NOW)
    assert await OverviewCache(none).read(web) == await from_scratch(web)
