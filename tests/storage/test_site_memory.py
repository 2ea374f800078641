"""What a probe may ask of a site is the newest that was seen and heard of by then, whatever came before or after."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from monitor.domain.content import Dated, DatePlace, Item, ListState, Undated, Unreadable
from monitor.domain.observation import Exchange, Fact, Homepage, Listing, Observation, Reading
from monitor.domain.text_page import TextPage
from monitor.domain.timing import DAY
from tests.stores import open_at

from .conftest import NOW
from .test_store import SITE

ROUNDS = 60
PARTS = ("c1", "c2", "c/3")


def facts_of(rng: Random, n: int) -> tuple[str, Fact]:
    """Something that may be seen of the site, and of which part."""
    url = f"{SITE.url}{rng.randrange(4)}.htm"
    items = (Item(title=f"第{n}条", url=url, on=date(2026, 11, 1)),)
    state = rng.choice([ListState.ITEMS, ListState.BLANK, ListState.UNREACHED])
    published = rng.choice(
        [Dated(on=date(2026, 11, 1 + n % 20), place=DatePlace.VISIBLE), Undated(), Unreadable("x")]
    )
    return rng.choice(
        [
            (rng.choice(PARTS), Listing(state=state, items=items if state is ListState.ITEMS else ())),
            ("", Homepage(state=ListState.ITEMS, items=items, reason=str(n))),
            (url, Reading(url=url, published=published, conflict=bool(n % 2))),
            (url, TextPage(url=url, column_class="page", state=rng.choice(["read", "unreached"]))),
        ]
    )


@pytest.mark.parametrize("seed", range(2))
async def test_it_is_the_newest_of_each_at_any_moment(tmp_path: Path, url: str, seed: int) -> None:
    rng, moment = Random(seed), NOW
    saved: list[tuple[datetime, Observation[Any]]] = []
    async with open_at(url, tmp_path / "e", lambda: moment) as store:
        for n in range(ROUNDS):
            moment += timedelta(hours=rng.randrange(1, 9))
            at = moment - timedelta(hours=rng.choice([0, 0, 0, 30, 70]), minutes=n)  # imports tell of before
            part, facts = facts_of(rng, n)
            await store.save([Observation(subject=SITE.id, part=part, at=at, facts=facts)])
            saved.append((moment, Observation(subject=SITE.id, part=part, at=at, facts=facts)))
        moments = (NOW, *(rng.choice(saved)[0] for _ in range(6)), moment)
        for moment in moments:
            known = await store.memory(SITE)
            heard = [look for when, look in saved if when <= moment and look.at <= moment]
            told = {(look.facts.kind, look.part): look for look in sorted(heard, key=lambda one: one.at)}
            for part in PARTS:
                assert plain(known.listing(part)) == plain(told.get(("listing", part)))
            assert plain(known.homepage()) == plain(told.get(("homepage", "")))
            for name in (f"{SITE.url}{n}.htm" for n in range(4)):
                reading, expected = known.reading(name), told.get(("reading", name))
                listed = [
                    one.at for one in heard if name in str(one.facts) and one.facts.kind != TextPage.kind
                ]
                if expected is not None and moment - max(listed) < 40 * DAY:
                    assert reading is not None
                    assert (reading.at, reading.facts.published) == (expected.at, expected.facts.published)
            seen = sorted((one for _, one in saved if one.at <= moment), key=lambda one: one.at)
            texts = {one.part: one for one in seen if one.facts.kind == TextPage.kind}
            assert dict(known.texts()) == {
                part: look.at - timedelta(days=6, hours=12)
                if look.facts.state == "unreached" and look.at > moment - timedelta(days=6, hours=12)
                else look.at
                for part, look in texts.items()
            }


def plain(look: Any) -> Any:
    return None if look is None else (look.at, look.facts)


async def test_tags_of_its_pages_come_along(tmp_path: Path, url: str) -> None:
    page = Exchange(url=SITE.url, at=NOW, status=200, headers=(("ETag", '"1"'),), body=b"x")
    async with open_at(url, tmp_path / "e", lambda: NOW) as store:
        facts = Homepage(state=ListState.ITEMS, items=(Item(title="甲", url=f"{SITE.url}1.htm"),))
        await store.save([Observation(subject=SITE.id, at=NOW, facts=facts, exchanges=(page,))])
        known = await store.memory(SITE)
    assert (known.validators(SITE.url), known.validators("http://elsewhere/")) == (('"1"', ""), None)


PAGE = Exchange(url=f"{SITE.url}c/", at=NOW, status=200, headers=(("ETag", '"1"'),), body=b"x")
ITEMS = Listing(
    state=ListState.ITEMS, items=(Item(title="通知", url=f"{SITE.url}1.htm", on=date(2026, 11, 1)),)
)


def listed(at: datetime, exchange: Exchange | None = PAGE, part: str = "c") -> Observation[Listing]:
    return Observation(
        subject=SITE.id, part=part, at=at, facts=ITEMS, exchanges=(exchange,) if exchange is not None else ()
    )


@pytest.mark.parametrize("then", ["nothing", "an import", "the homepage", "configured otherwise"])
async def test_a_tag_is_only_for_the_look_that_it_came_with(tmp_path: Path, url: str, then: str) -> None:
    """A server that says "unchanged" of a page must not be heard of what was never read from that page."""
    site, moment = replace(SITE, url=PAGE.url), NOW
    async with open_at(url, tmp_path / "e", lambda: moment) as store:
        await store.remember([site])
        await store.save([listed(NOW)])
        moment = later = NOW + DAY
        if then == "an import":
            await store.save_imported([listed(later, None)])
        elif then == "the homepage":
            home = Homepage(state=ListState.ITEMS, items=ITEMS.items)
            await store.save([Observation(subject=SITE.id, at=later, facts=home, exchanges=(PAGE,))])
        elif then == "configured otherwise":
            site = replace(site, columns=(replace(site.columns[0], name="政务要闻"),))
            await store.remember([site])
        moment = NOW + 2 * DAY
        said = (await store.memory(site)).validators(PAGE.url)
    assert said == (('"1"', "") if then == "nothing" else None)


async def test_who_says_unchanged_for_ever_is_asked_for_the_whole_page_after_a_week(
    tmp_path: Path, url: str
) -> None:
    """No page stays as it was by a server's word alone: an answer "unchanged", with a tag of its own or without, lengthens nothing."""
    moment, asked = NOW, []
    async with open_at(url, tmp_path / "e", lambda: moment) as store:
        [id] = await store.save([listed(NOW)])
        for day in range(1, 9):
            moment = NOW + day * DAY
            asked.append((await store.memory(SITE)).validators(PAGE.url) is not None)
            again = replace(PAGE, at=moment, status=304, body=b"", headers=(("ETag", '"1"'),) * (day % 2))
            [id] = await store.save([replace(listed(moment, again), repeats=id)])
    assert asked == [True] * 6 + [False] * 2
