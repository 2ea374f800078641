"""What is kept beside articles says what the observations say: on any history, for any two times."""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from monitor.app.runtime import lookback
from monitor.assess.judge import decide, failures
from monitor.domain.case import Review, SiteCase
from monitor.domain.content import Dated, DatePlace, Item, ListState, Published, Undated, Unreadable
from monitor.domain.need import Lookback, Need
from monitor.domain.observation import Homepage, Listing, Observation, Reading, Visit
from monitor.domain.reach import Reach
from monitor.domain.site import Column, ColumnKind, Site
from monitor.domain.timing import DAY
from monitor.domain.verdict import Threshold, Verdict
from monitor.regulations.editions import load_edition
from monitor.rules import signed
from monitor.rules.base import discover, may_fail
from storage.store import Store
from tests.databases import sqlite_url
from tests.stores import open_at

from .conftest import NOW

SITE = Site(
    id="s", name="网站", url="http://s.gov.cn/", edition="fuzhou-2021",
    columns=tuple(Column(id=f"c{n}", name="栏目", url=f"http://s.gov.cn/c{n}/", kind=ColumnKind.NEWS) for n in range(2)),
)  # fmt: skip
#: The clauses, of which one bad column fails those that count them.
SOON_FAILING = tuple(
    replace(one, limit={**one.limit, "fail_from_columns": Threshold(">=", 1)})
    if "fail_from_columns" in one.limit
    else one
    for one in load_edition(SITE.edition).clauses
)
#: So many hours apart are the moments at which a quarter judges in these tests.
DAYS_APART = 47
URLS = [*(f"http://s.gov.cn/{n}.htm" for n in range(3)), "http://s.gov.cn/3.pdf"]
KINDS = lookback()
#: As if a rule asked for whole readings: then the observations are asked, whatever is kept beside the articles.
WHOLE = Lookback(
    {key: tuple(replace(one, only=()) for one in some) for key, some in KINDS.needs.items()}, KINDS.kinds
)


@dataclass(frozen=True)
class Event:
    """Something that is stored, so many hours after the beginning; *hours* is when it is heard."""

    hours: int
    look: Observation[object] | None = None
    imported: bool = False
    review: Review | None = None
    prunes: bool = False


BEGINNING = NOW - 20 * DAY
hours = st.integers(0, 20 * 24)
days = st.one_of(
    st.integers(0, 25), st.sampled_from([-2, -1, 13, 14, 15, 33, 34, 35, 184])  # to come, and at the edges of limits
).map(lambda back: NOW.date() - back * DAY)  # fmt: skip
published: st.SearchStrategy[Published] = st.one_of(
    st.builds(Dated, on=days, place=st.sampled_from([DatePlace.VISIBLE, DatePlace.URL]), at=st.none() | st.just(NOW)),
    st.just(Undated()),
    st.just(Unreadable("x")),
)  # fmt: skip
items = st.lists(
    st.builds(Item, title=st.just("t"), url=st.sampled_from(URLS), on=st.none() | days),
    min_size=1,
    max_size=4,
).map(tuple)


@st.composite
def events(draw: st.DrawFn) -> Event:
    heard = draw(hours)
    what = draw(
        st.sampled_from(["listing", "listing", "homepage", "reading", "reading", "visit", "review", "prune"])
    )
    # now and then in the last second of a day, or its first
    at = (
        BEGINNING
        + timedelta(hours=heard)
        - draw(st.sampled_from([timedelta(0), timedelta(0), timedelta(seconds=1)]))
    )
    if what == "review":
        target = draw(st.sampled_from(["c0", "c1", "homepage"]))
        said = draw(st.sampled_from(["blank", "not_blank", "undated"]))
        review = Review(
            id=f"rv_{heard}",
            at=at,
            who="林",
            act="confirm",
            subject="s",
            target=target,
            outcome=said,
            reason="核实",
        )
        return Event(heard, review=review)  # fmt: skip
    if what == "prune":
        return Event(heard, prunes=True)
    imported = draw(st.booleans())
    at -= draw(st.integers(0, 5)) * DAY if imported else timedelta(0)
    facts: object
    part = ""
    if what == "reading":
        part = draw(st.sampled_from(URLS))
        facts = Reading(url=part, published=draw(published), conflict=draw(st.booleans()), title="题")
    elif what == "visit":
        facts = Visit(reach=draw(st.sampled_from([Reach.OPENED, Reach.NOT_OPENED])), reason="ok")
    elif what == "homepage":
        state = draw(st.sampled_from([ListState.ITEMS, ListState.ITEMS, ListState.UNREADABLE]))
        shown = draw(items) if state is ListState.ITEMS else ()
        facts = Homepage(
            state=state, items=shown, navigation=draw(st.booleans()), script_blocks=draw(st.sampled_from([0, 0, 0, 1]))
        )  # fmt: skip
    else:
        part = draw(st.sampled_from(["c0", "c1"]))
        state = draw(
            st.sampled_from([ListState.ITEMS, ListState.ITEMS, ListState.BLANK, ListState.UNREADABLE])
        )
        confirmed = imported and draw(st.booleans())
        facts = Listing(
            state=state, items=draw(items) if state is ListState.ITEMS else (), dates_confirmed=confirmed
        )
    return Event(heard, look=Observation(subject="s", part=part, at=at, facts=facts), imported=imported)


async def told(store: Store, one: Event) -> None:
    store.clock = lambda: BEGINNING + timedelta(hours=one.hours)
    if one.review is not None:
        await store.add_review(one.review)
    elif one.prunes:
        await store.prune(timedelta(days=1), timedelta(days=100))
    elif one.look is not None and one.imported:
        await store.save_imported([one.look])
    elif one.look is not None:
        await store.save([one.look])


def verdicts(case: SiteCase, as_of: datetime, known_by: datetime) -> Sequence[Verdict]:
    deciders = {id: rule.decide for id, rule in discover().items()}
    return decide(case, SITE, load_edition(SITE.edition).clauses, deciders, signed.decide, as_of, known_by)


async def both_agree(history: Sequence[Event], asked: Sequence[tuple[int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with open_at(
            sqlite_url(Path(folder) / "m.db"), Path(folder) / "e", lambda: NOW, needs=KINDS
        ) as store:
            for one in sorted(history, key=lambda one: one.hours):
                await told(store, one)
            through = set[int]()
            for as_of_hours, known_hours in asked:
                as_of = BEGINNING + timedelta(hours=as_of_hours)
                known_by = BEGINNING + timedelta(hours=known_hours)
                found = []
                for needs in (KINDS, WHOLE):
                    store.needs = needs
                    case = (await store.site_cases([SITE], as_of, {}, known_by))[SITE.id]
                    found.append((verdicts(case, as_of, known_by), dict(case.first_seen)))
                store.needs = KINDS
                assert found[0][0] == found[1][0] == await by_count(store, as_of, known_by)
                assert found[0][1].items() <= found[1][1].items()  # what no newest look shows may be left out
                if known_hours not in through:
                    through.add(known_hours)
                    assert await through_days(store, as_of, known_by) == found[0][0]
            assert await store.recount("s") == []
            # what a reading that came alone left open is counted anew, and nothing else is said for it
            end = BEGINNING + timedelta(hours=20 * 24)
            async with store.database.write() as connection:
                await connection.execute(text("UPDATE list_state SET counted = NULL"))
            assert await by_count(store, end, end) == await by_rows(store, end, end)
            await store.count_in(["s"])
            assert await by_count(store, end, end) == await by_rows(store, end, end)
            assert await store.recount("s") == []


async def through_days(store: Store, as_of: datetime, known_by: datetime) -> Sequence[Verdict]:
    """
    As a quarter judges its days, up to *as_of*: by what rows amounted to on each, and without deciding what cannot fail.

    Each day's verdicts are those that the rows themselves give.
    """
    moments = sorted({as_of, *(BEGINNING + timedelta(hours=hour) for hour in range(5, 20 * 24, DAYS_APART))})
    history = (await store.site_histories(["s"], moments, known_by, {}))["s"]
    bare = replace(history, counts_then=None)
    alone = (await store.site_histories(["s"], [as_of], known_by, {}))["s"]
    looks = await store.site_looks(["s"], KINDS.start(Listing, moments[0]), moments[-1], known_by)
    shared = (await store.site_histories(["s"], moments, known_by, {}, looks))["s"]
    whole = verdicts(bare.at(SITE, as_of, {}), as_of, known_by)
    assert verdicts(alone.at(SITE, as_of, {}), as_of, known_by) == whole
    assert verdicts(replace(shared, counts_then=None).at(SITE, as_of, {}), as_of, known_by) == whole
    deciders = {id: rule.decide for id, rule in discover().items()}
    for moment in (as_of, *moments):
        assert verdicts(shared.at(SITE, moment, {}), moment, known_by) == verdicts(
            history.at(SITE, moment, {}), moment, known_by
        )
        case = history.at(SITE, moment, {})
        fails = failures(case, SITE, SOON_FAILING, deciders, signed.decide, may_fail, moment, known_by)
        case = bare.at(SITE, moment, {})
        said = decide(case, SITE, SOON_FAILING, deciders, signed.decide, moment, known_by)
        assert fails == tuple(one for one in said if one.outcome == "fail")
        assert verdicts(history.at(SITE, moment, {}), moment, known_by) == verdicts(case, moment, known_by)
    return whole


async def by_count(store: Store, as_of: datetime, known_by: datetime) -> Sequence[Verdict]:
    """As every night judges: by what the rows of lists amounted to as they were saved."""
    case = (await store.site_cases([SITE], as_of, {}, known_by, counted=True))[SITE.id]
    return verdicts(case, as_of, known_by)


async def by_rows(store: Store, as_of: datetime, known_by: datetime) -> Sequence[Verdict]:
    return verdicts((await store.site_cases([SITE], as_of, {}, known_by))[SITE.id], as_of, known_by)


@settings(max_examples=6, deadline=None)
@given(
    st.lists(events(), min_size=1, max_size=14, unique_by=lambda one: one.hours),
    st.lists(st.tuples(hours, hours), min_size=1, max_size=2),
)
def test_what_is_kept_judges_as_the_observations_do(
    history: list[Event], asked: list[tuple[int, int]]
) -> None:
    asyncio.run(both_agree(history, [*asked, (20 * 24, 20 * 24)]))


async def test_a_site_of_ordinary_lists_is_judged_without_reading_a_list_or_a_page(store: Store) -> None:
    """What its newest looks amount to was kept as they were saved, also where a page is read after its list."""
    store.clock = lambda: NOW
    listed = Listing(
        state=ListState.ITEMS,
        items=(Item(title="t", url=URLS[0], on=None), Item(title="u", url=URLS[1], on=NOW.date() - 90 * DAY)),
    )
    shown = Homepage(state=ListState.ITEMS, items=listed.items[:1])
    await store.save([Observation(subject="s", at=NOW - DAY, facts=shown)])
    await store.save([Observation(subject="s", part="c0", at=NOW - DAY, facts=listed)])
    await store.save([page(URLS[0], NOW.date() - DAY)])
    await store.save([Observation(subject="s", part="c0", at=NOW, facts=Listing(state=ListState.UNREACHED))])
    await store.count_in(["s"])
    case = (await store.site_cases([SITE], NOW, {}, counted=True))["s"]
    assert case.counts.keys() == {"", "c0"}
    assert case.counts["c0"].newest == NOW.date() - DAY
    assert [case.counts["c0"].undecided(NOW.date() - back * DAY) for back in (10, 90)] == [0, 1]
    assert [one.facts.state for one in case.listings["c0"]] == [ListState.ITEMS, ListState.UNREACHED]
    assert not dict(case.readings)
    assert not any(one.facts.items for looks in case.listings.values() for one in looks)


async def test_a_store_from_before_the_state_was_kept_is_counted_in_once(store: Store) -> None:
    store.clock = lambda: NOW
    listed = Listing(state=ListState.ITEMS, items=(Item(title="t", url=URLS[0], on=None),))
    await store.save(
        [Observation(subject="s", part="c0", at=NOW - DAY, facts=listed), page(URLS[0], NOW.date())]
    )
    async with store.database.write() as connection:
        await connection.execute(text("DELETE FROM list_state"))
    await store.save(
        [Observation(subject="s", part="c0", at=NOW, facts=listed)]
    )  # not taken for all there is
    assert not (await store.site_cases([SITE], NOW, {}, counted=True))["s"].counts
    await store.count_in(["s"])
    assert (await store.site_cases([SITE], NOW, {}, counted=True))["s"].counts.keys() == {"c0"}
    async with store.database.write() as connection:
        await connection.execute(
            text("UPDATE list_state SET counted = '[\"\",\"\",0,[],[],0]' WHERE part = 'c0'")
        )
    assert await store.recount("s") == ["list of c0"]
    assert await store.recount("s") == []


def page(url: str, on: date) -> Observation[Reading]:
    facts = Reading(url=url, published=Dated(on=on, place=DatePlace.VISIBLE))
    return Observation(subject="s", part=url, at=NOW - DAY, facts=facts)


async def test_what_was_changed_from_outside_is_found_and_mended(store: Store) -> None:
    listed = Listing(state=ListState.ITEMS, items=(Item(title="t", url=URLS[0], on=None),))
    await store.save(
        [Observation(subject="s", part="c0", at=NOW - DAY, facts=listed), page(URLS[0], NOW.date())]
    )
    await store.save([Observation(subject="s", at=NOW - DAY, facts=Visit(reach=Reach.OPENED, reason="ok"))])
    before = (await store.site_cases([SITE], NOW, {}))["s"].readings[URLS[0]].facts.published
    async with store.database.write() as connection:
        await connection.execute(text("UPDATE article SET reading_says = NULL, reading_at = NULL"))
        await connection.execute(text("DELETE FROM visit_day"))
    assert (await store.site_cases([SITE], NOW, {}))["s"].readings[URLS[0]].facts.published == before
    day = (NOW - DAY).date()
    assert await store.recount("s") == [f"reading of {URLS[0]}", f"visits of {day}"]
    assert await store.recount("s") == []


@pytest.mark.parametrize(
    ("only", "is_enough"), [((), False), (("published",), True), (("published", "title"), False)]
)
def test_a_rule_that_asks_for_more_of_a_reading_is_given_the_observations(
    only: tuple[str, ...], is_enough: bool
) -> None:
    needs = Lookback({(Reading, "subject"): (Need(kind=Reading, days=None, only=only),)})
    assert needs.asks_only(Reading, ("published", "conflict")) is is_enough


LISTED = Observation(
    subject="s", part="c0", at=BEGINNING + timedelta(hours=1),
    facts=Listing(state=ListState.ITEMS, items=(Item(title="t", url=URLS[0], on=None),)),
)  # fmt: skip


def read_at(hour: int, on: date) -> Observation[object]:
    return replace(page(URLS[0], on), at=BEGINNING + timedelta(hours=hour))


OLD, NEW = BEGINNING.date() - 90 * DAY, BEGINNING.date()
#: Two readings of one page: when each was taken and stored.
TWICE = {
    "in order": [Event(2, look=read_at(2, OLD)), Event(50, look=read_at(50, NEW))],
    "the older one handed in later": [Event(40, look=read_at(40, NEW)), Event(50, look=read_at(2, OLD), imported=True)],
    "the newer one of the past too": [Event(40, look=read_at(3, OLD)), Event(50, look=read_at(20, NEW), imported=True)],
}  # fmt: skip


@pytest.mark.parametrize("order", TWICE)
def test_neither_what_came_later_nor_what_was_heard_later_counts(order: str) -> None:
    asked = [(as_of, known_by) for as_of in (2, 10, 30, 60) for known_by in (1, 10, 45, 60)]
    asyncio.run(both_agree([Event(1, look=LISTED), *TWICE[order]], asked))


async def test_a_verdict_names_what_it_found_in_one_order_however_far_back_was_loaded(store: Store) -> None:
    """The column that was looked at first of all is not the one that was looked at first in the last days."""
    store.clock = lambda: NOW
    leads = Homepage(state=ListState.ITEMS, items=(), navigation=True)
    await store.save([Observation(subject="s", at=NOW - DAY, facts=leads)])
    for part, url, back in (("c1", URLS[1], 17), ("c0", URLS[0], 8), ("c1", URLS[1], 5)):
        facts = Listing(state=ListState.ITEMS, items=(Item(title="t", url=url),))
        await store.save([Observation(subject="s", part=part, at=NOW - back * DAY, facts=facts)])
    said = []
    for moments in ([NOW], [NOW - 15 * DAY, NOW]):
        history = (await store.site_histories(["s"], moments, NOW, {}))["s"]
        said.append(verdicts(history.at(SITE, NOW, {}), NOW, NOW))
        assert [*history.at(SITE, NOW, {}).listings] == ["c0", "c1"]
    assert said[0] == said[1]
