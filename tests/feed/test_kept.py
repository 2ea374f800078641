"""Entries of the feed kept in the store: whatever was stored or configured since, none is ever out of date."""

import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select, text

from monitor.app.duties import DaemonWork
from monitor.app.runtime import Runtime, open_runtime
from monitor.app.unchanged import unchanged
from monitor.assess.current import of_one_edition
from monitor.domain.case import Review
from monitor.domain.content import Dated, DatePlace, Item, ListState, Post, TimelineState
from monitor.domain.observation import Listing, Observation, Reading, Timeline, Visit
from monitor.domain.reach import Reach
from monitor.domain.site import Account, Centre, Column, ColumnKind, Platform, Site, Subject, Watch
from monitor.domain.timing import SHANGHAI, midnight
from monitor.feed import document as feed
from monitor.feed.cache import FeedCache
from monitor.feed.filter import FeedFilter, narrow
from monitor.feed.fragments import written
from monitor.feed.kept import JudgedEntries, entries_at, made_of, recount_entries
from monitor.web.context import Web
from storage.db import tables
from storage.db.backup import back_up
from storage.decisions.feed_entries import with_entry
from storage.decisions.verdict_text import VerdictText, as_stored, decode_verdict, encode_verdict
from tests.databases import sqlite_url
from tests.web.conftest import columns_verdict, messages_verdict

FIRST = date(2026, 11, 2)
SITES = tuple(
    Site(
        id=f"s{n}", name=f"网站{n}", url=f"http://s{n}.gov.cn/", edition="fuzhou-2021",
        columns=(Column(id="c", name="要闻", url=f"http://s{n}.gov.cn/c/", kind=ColumnKind.NEWS),),
    )
    for n in range(3)
)  # fmt: skip
ACCOUNT = Account(
    id="w", name="发布", platform=Platform.WEIBO, edition="fuzhou-2021", source={"kind": "import"}
)
CANARY = replace(ACCOUNT, id="canary", name="对照", canary=True)


class World:
    """A store, its clock, its configuration; and a server's memory of the feed that lives on meanwhile."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.random = folder, Random(seed)
        self.now = midnight(FIRST) + timedelta(hours=6)
        self.watch = Watch(
            edition="fuzhou-2021", centre=Centre(name="中心"), sites=SITES, accounts=(ACCOUNT,)
        )
        self.cache, self.many = FeedCache(None), 0
        self.stack = AsyncExitStack()
        self.runtime: Runtime

    @property
    def url(self) -> str:
        """Its database."""
        return sqlite_url(self.folder / "m.db")

    async def open(self) -> None:
        """Start."""
        self.runtime = await self.stack.enter_async_context(open_runtime(self.watch, self.url, self.tick))

    def tick(self) -> datetime:
        """The present: whatever is done takes its time."""
        self.now += timedelta(microseconds=1)
        return self.now

    async def close(self) -> None:
        """Stop; what a process remembers is gone."""
        await self.stack.aclose()
        self.cache = FeedCache(None)

    def site(self) -> Site:
        """One of them."""
        return self.random.choice(self.watch.sites)

    async def see(self) -> None:
        """A list, and a visit."""
        site, on = self.site(), self.now.date() - timedelta(days=self.random.randrange(40))
        self.many += 1
        item = Item(title="信息", url=f"{site.url}{self.many}.htm", on=on)
        facts = Listing(state=ListState.ITEMS, items=(item,))
        read = Reading(url=item.url, published=Dated(on=on, place=DatePlace.VISIBLE))
        reach = self.random.choice([(Reach.OPENED, "ok"), (Reach.NOT_OPENED, "reset")])
        await self.runtime.store.save(
            [
                Observation(subject=site.id, part="c", at=self.now, facts=facts),
                Observation(subject=site.id, part=item.url, at=self.now, facts=read),
                Observation(subject=site.id, at=self.now, facts=Visit(reach=reach[0], reason=reach[1])),
            ]
        )

    async def import_visits(self) -> None:
        """Two days of somebody else's visits."""
        site, reach = self.site(), self.random.choice([(Reach.OPENED, "ok"), (Reach.NOT_OPENED, "reset")])
        seen: list[Observation[Any]] = [
            Observation(
                subject=site.id,
                at=self.now - timedelta(hours=n),
                facts=Visit(reach=reach[0], reason=reach[1]),
            )
            for n in range(48)
        ]
        await self.runtime.store.save_imported(seen)

    async def judge(self) -> None:
        """One site, as of now, of an earlier or of a later moment."""
        moment = self.now + timedelta(hours=self.random.choice([0, 0, 0, -30, 5]))
        await self.runtime.judge([self.site()], moment)

    async def night(self) -> None:
        """The nightly judging."""
        await DaemonWork(self.runtime).judge(self.now)

    async def exclude(self) -> None:
        """A person confirms that a column is blank."""
        self.many += 1
        review = Review(
            id=f"rv_{self.many}", at=self.now, who="王某", act="confirm", subject=self.site().id, target="c",
            outcome=self.random.choice(["blank", "not_blank"]), reason="看过",
        )  # fmt: skip
        await self.runtime.store.add_review(review)

    async def configure(self) -> None:
        """Another name, unit, edition, column name or order of sites."""
        one, n = self.site(), self.random.randrange(5)
        changed = (
            replace(one, name=f"{one.name}改"), replace(one, unit="office"), replace(one, edition="national-2019"),
            replace(one, columns=(replace(one.columns[0], name="动态"),)), one,
        )[n]  # fmt: skip
        sites = [changed if site.id == one.id else site for site in self.watch.sites]
        await self.reload(replace(self.watch, sites=tuple(reversed(sites) if n == 4 else sites)))

    async def reload(self, watch: Watch) -> None:
        """Go on with another configuration."""
        self.watch = watch
        self.runtime.reload(watch)
        await self.runtime.store.remember(watch.subjects, {})

    async def remove(self) -> None:
        """A site goes, or those that went come back as they were first configured."""
        known = {one.id for one in self.watch.sites}
        gone = [one for one in SITES if one.id not in known]
        sites = [*self.watch.sites, *gone] if gone else self.watch.sites[1:]
        await self.reload(replace(self.watch, sites=tuple(sites)))

    async def hold_up_a_mirror(self) -> None:
        """The canary comes, goes, or is none any more."""
        canary = self.random.choice([(CANARY,), (), (replace(CANARY, canary=False),)])
        await self.reload(replace(self.watch, accounts=(ACCOUNT, *canary)))

    async def read_accounts(self) -> None:
        """What an account posted."""
        self.many += 1
        posted = Post(id=f"p{self.many}", on=self.now.date() - timedelta(days=self.random.randrange(40)))
        await self.runtime.store.save(
            [
                Observation(
                    subject=self.random.choice(self.watch.accounts).id, at=self.now,
                    facts=Timeline(
                        state=TimelineState.POSTS, posts=(posted,), complete=self.random.random() < 0.5, through="import"
                    ),
                )
            ]
        )  # fmt: skip

    async def check_file(self) -> None:
        """What a file of now would join says what judging anew says."""
        standing = await unchanged(self.runtime, self.now)
        subjects = [one for one in self.watch.subjects if one.id in standing]
        anew = await self.runtime.judge(subjects, self.now, save=False)
        stored = await self.runtime.store.latest_verdicts([*standing], self.now)
        for id in standing:
            joined = of_one_edition(stored[id])
            assert {one.rule: VerdictText(one).said() for one in joined} == {
                one.rule: VerdictText(one).said() for one in anew[id]
            }, id

    async def prune(self) -> None:
        """Old visits go."""
        await self.runtime.store.prune(timedelta(days=365), timedelta(days=1))

    async def pass_time(self) -> None:
        """Hours, a day, or a clock that was set back."""
        self.now += timedelta(hours=self.random.choice([1, 7, 24, 24, -2]))

    async def restart(self) -> None:
        """A new process."""
        await self.close()
        await self.open()

    async def back_up(self) -> None:
        """A copy of the store."""
        await back_up(self.url, self.folder / "copy.db", force=True)

    async def restore(self) -> None:
        """The copy in its place."""
        if (self.folder / "copy.db").exists():
            await self.close()
            for one in self.folder.glob("m.db-*"):
                one.unlink()
            shutil.copy(self.folder / "copy.db", self.folder / "m.db")
            await self.open()

    async def feed(self, cache: FeedCache) -> bytes:
        """What a server with that memory answers."""
        source = Web(watch=lambda: self.watch, store=self.runtime.store, clock=lambda: self.now)
        return (await cache.written(source, None, FeedFilter())).body

    async def from_scratch(self) -> bytes:
        """The document made of the stored verdicts, nothing kept."""
        subjects, store = [one.id for one in self.watch.subjects], self.runtime.store
        verdicts = {
            id: of_one_edition(several)
            for id, several in (await store.latest_verdicts(subjects, self.now)).items()
        }
        looks = await store.newest_looks(subjects, self.now)
        decided = [one.decided_at for several in verdicts.values() for one in several]
        moment = max([self.now.replace(second=0, microsecond=0), *decided, *looks.values()])
        document = feed.document(
            self.watch, verdicts, as_of=moment, known_by=moment, generated_at=moment, newest=looks,
            scoring=await store.newest_draw(moment),
        )  # fmt: skip
        return written(narrow(document, FeedFilter(), self.watch))


SHORT = (
    "see",
    "judge",
    "configure",
    "judge",
    "back_up",
    "import_visits",
    "judge",
    "prune",
    "pass_time",
    "judge",
    "restore",
)
ACTS = ("see", "import_visits", "judge", "night", "exclude", "configure", "prune", "pass_time", "restart", "back_up", "restore", "remove", "hold_up_a_mirror", "read_accounts")  # fmt: skip


@pytest.fixture
async def worlds(tmp_path: Path) -> AsyncIterator[Callable[[int], Awaitable[World]]]:
    """Makes an open world of a seed."""
    made: list[World] = []

    async def make(seed: int) -> World:
        made.append(World(tmp_path, seed))
        await made[-1].open()
        return made[-1]

    yield make
    for one in made:
        await one.close()


async def history(world: World, acts: Sequence[str]) -> None:
    for n, act in enumerate(acts):
        await getattr(world, act)()
        # so long an answer stands; and no moment comes twice when the clock was set back
        world.now += timedelta(minutes=1, microseconds=n + 1)
        await world.check_file()
        scratch = await world.from_scratch()
        assert await world.feed(world.cache) == scratch, f"{act}: a server that went on"
        assert await world.feed(FeedCache(None)) == scratch, f"{act}: a server that has just started"
    assert await recount_entries(world.runtime.store, world.watch, world.watch.subjects, world.now) == []


async def test_after_a_short_history_what_is_joined_is_what_is_made_from_scratch(
    worlds: Callable[[int], Awaitable[World]],
) -> None:
    await history(await worlds(1), SHORT)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 8))
async def test_after_any_history_what_is_joined_is_what_is_made_from_scratch(
    worlds: Callable[[int], Awaitable[World]], seed: int
) -> None:
    await history(await worlds(seed), Random(seed).choices(ACTS, k=50))


async def test_a_started_server_takes_what_is_kept_and_a_recount_names_what_was_altered(
    worlds: Callable[[int], Awaitable[World]],
) -> None:
    world = await worlds(0)
    await world.runtime.judge(SITES, world.now)
    right = await world.feed(world.cache)
    async with world.runtime.store.database.write() as connection:
        other = await connection.scalar(
            select(tables.feed_entry.c.entry).where(tables.feed_entry.c.subject == "s1")
        )
        await connection.execute(
            tables.feed_entry.update().where(tables.feed_entry.c.subject == "s0").values(entry=other)
        )
    assert await world.feed(FeedCache(None)) != right, "it is read, not made"
    subjects = world.watch.subjects
    assert await recount_entries(world.runtime.store, world.watch, subjects, world.now) == ["s0"]
    assert await recount_entries(world.runtime.store, world.watch, subjects, world.now) == []
    assert await world.feed(FeedCache(None)) == right


async def test_a_night_makes_entries_only_where_the_feed_is_read(
    worlds: Callable[[int], Awaitable[World]],
) -> None:
    world = await worlds(0)
    entries = JudgedEntries(world.runtime.store, world.watch, lambda: world.now)

    async def night() -> tuple[set[str], set[str]]:
        """Who has an entry, and whose holds."""
        world.now += timedelta(days=1)
        await entries.add(SITES, await world.runtime.judge(SITES, world.now))
        async with world.runtime.store.database.read() as connection:
            found = await with_entry(connection, [one.id for one in SITES])
        at = await entries_at(world.runtime.store, made_of(world.watch), world.now)
        return set(found), set(at.valid)

    assert await night() == (set(), set())
    await world.feed(world.cache)
    assert await night() == ({"s0", "s1", "s2"}, {"s0", "s1", "s2", "w"})
    assert await world.feed(FeedCache(None)) == await world.from_scratch()


def to_the_second(answer: bytes) -> bytes:
    return re.sub(rb"\.\d{6}\+08", b"+08", answer)


async def test_what_is_imported_of_the_past_is_in_the_next_answer_about_it(
    worlds: Callable[[int], Awaitable[World]],
) -> None:
    world = await worlds(0)
    past, site = world.now - timedelta(days=30), SITES[0]
    source = Web(watch=lambda: world.watch, store=world.runtime.store, clock=lambda: world.now)

    async def heard(at: datetime) -> None:
        world.now += timedelta(minutes=1)
        await world.runtime.store.save_imported(
            [Observation(subject=site.id, at=at, facts=Visit(reach=Reach.OPENED, reason="ok"))]
        )

    async def answer(held: FeedCache, only: str | None = None) -> bytes:
        world.now += timedelta(minutes=1)
        return (await held.written(source, past, FeedFilter(subject=only))).body

    async def replayed(subjects: Sequence[Subject], moment: datetime, known_by: datetime | None) -> Any:
        return await world.runtime.judge(subjects, moment, save=False, known_by=known_by)

    cache = FeedCache(replayed)
    await heard(past - timedelta(days=1))
    for hours, only in enumerate((None, site.id)):
        before = await answer(cache, only)
        await heard(past + timedelta(days=1, hours=hours))
        assert await answer(cache, only) == before, "nothing new of the time before it"
        await heard(past - timedelta(minutes=30 - hours))
        assert await cache.first_moment(source, past) is not None
        after = await answer(cache, only)
        assert after != before
        fresh = FeedCache(replayed)
        world.now -= timedelta(minutes=1)
        assert to_the_second(await answer(fresh, only)) == to_the_second(after)


async def test_a_moment_is_refused_only_while_nothing_is_stored_before_it(
    worlds: Callable[[int], Awaitable[World]],
) -> None:
    world = await worlds(0)
    source = Web(watch=lambda: world.watch, store=world.runtime.store, clock=lambda: world.now)
    asked, visit = world.now - timedelta(days=9), Visit(reach=Reach.OPENED, reason="ok")
    for days in (5, 10):
        at = world.now - timedelta(days=days)
        await world.runtime.store.save_imported([Observation(subject="s0", at=at, facts=visit)])
        first = await world.cache.first_moment(source, asked)
        assert first is not None
        assert (first <= asked) is (days == 10)


async def test_another_program_makes_every_entry_anew(worlds: Callable[[int], Awaitable[World]]) -> None:
    world = await worlds(0)
    await world.runtime.judge(SITES, world.now)
    right = await world.feed(world.cache)
    async with world.runtime.store.database.write() as connection:
        await connection.execute(text("UPDATE feed_entry SET made_of = 'another', entry = x'00'"))
    assert await world.feed(FeedCache(None)) == right


@pytest.mark.parametrize("verdict", [columns_verdict(), messages_verdict()], ids=lambda one: one.rule)
def test_a_verdict_in_hand_makes_the_same_entry_as_the_stored_one(verdict: Any) -> None:
    measured = {
        **verdict.measured,
        "newest": date(2026, 11, 1),
        "at": datetime(2026, 11, 1, 8, 0, 0, 5, SHANGHAI),
    }
    judged = replace(verdict, measured=measured, coverage=1)
    read = decode_verdict(encode_verdict(judged))
    assert written(feed.verdict_entry(as_stored(judged))) == written(feed.verdict_entry(read))
