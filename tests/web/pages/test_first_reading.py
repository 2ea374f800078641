"""While all verdicts are read for the first time since the start, a unit's pages stand at once, and say what they say afterwards."""

import threading
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import httpx
import pytest

from monitor.domain.access import Viewer
from monitor.domain.verdict import Outcome, Verdict
from monitor.web.overview import OverviewCache
from storage.decisions.verdict_text import decode_verdicts
from tests.web.pages.world import CENTRE, World, message, unit_user, verdict

LISTS = ("/", "/subjects", "/sites", "/accounts", "/columns", "/messages", "/due", "/units", "/search?q=闽江")


@pytest.fixture
async def reading(world: World) -> AsyncIterator[OverviewCache]:
    """A server that has only just begun to read, and gets no further before the test is over."""
    over = threading.Event()

    def decode(texts: Sequence[str]) -> list[Verdict]:
        over.wait(60)
        return decode_verdicts(texts)

    desk = OverviewCache(decode, large=100, quick=0, patience=0)
    yield desk
    over.set()
    await desk.read(world.app.state.web)  # what was begun ends before the store is closed


async def page(world: World, desk: OverviewCache, who: Viewer, path: str) -> httpx.Response:
    world.app.state.overview_cache = desk
    async with world.as_(who) as browser:
        return await browser.get(path)


async def letter_to_the_school(world: World) -> None:
    """On the county's board, of which nothing is the school's, stands a message that names it."""
    late = verdict(
        "county", "replies_late", Outcome.FAIL, parts=(message("xx/9", "校车", -3, "县教育局"), message("xx/1", "路灯", -19, "civil"))
    )  # fmt: skip
    await world.store.save_verdicts([replace(late, decided_at=late.decided_at.replace(hour=3))])


@pytest.mark.parametrize("unit", ["civil", "education"])
async def test_what_a_unit_is_shown_at_once_is_what_it_is_shown_when_all_is_read(
    world: World, reading: OverviewCache, unit: str
) -> None:
    await letter_to_the_school(world)
    whole = OverviewCache()
    for path in (*LISTS, f"/units/{unit}", "/sites/county", "/sites/school"):
        at_once = await page(world, reading, unit_user(unit), path)
        later = await page(world, whole, unit_user(unit), path)
        assert (at_once.status_code, at_once.text) == (later.status_code, later.text), path


async def test_a_message_that_names_a_unit_on_anothers_site_is_among_what_it_is_shown_at_once(
    world: World, reading: OverviewCache
) -> None:
    await letter_to_the_school(world)
    shown = (await page(world, reading, unit_user("education"), "/messages")).text
    assert ("校车" in shown, "路灯" in shown) == (True, False)


@pytest.mark.parametrize("path", ["/sites/county", "/accounts/weibo", "/units/office", "/findings/fi_1"])
async def test_pages_about_one_thing_stand_at_once_for_everybody(
    world: World, reading: OverviewCache, path: str
) -> None:
    at_once = await page(world, reading, CENTRE, path)
    assert (at_once.status_code, at_once.text) == (
        200,
        (await page(world, OverviewCache(), CENTRE, path)).text,
    )


async def test_what_is_judged_meanwhile_is_shown_at_once(world: World, reading: OverviewCache) -> None:
    before = (await page(world, reading, unit_user("education"), "/sites/school")).text
    failing = verdict("school", "site_unreachable", Outcome.FAIL)
    await world.store.save_verdicts([replace(failing, decided_at=failing.decided_at.replace(hour=3))])
    assert (await page(world, reading, unit_user("education"), "/sites/school")).text != before
