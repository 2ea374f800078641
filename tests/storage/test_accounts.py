"""What the rules get to see of an account, on every database."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta

from monitor.domain.content import AppState, Post, TimelineState
from monitor.domain.observation import AppListing, Exchange, Observation, Registration, Timeline
from monitor.domain.site import Account, Platform
from monitor.domain.timing import SHANGHAI
from storage.store import Store

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
ACCOUNT = Account(
    id="a", name="仓山发布", platform=Platform.WEIBO, edition="fuzhou-2021", source={"kind": "feed", "url": "http://f/"}
)  # fmt: skip
CANARY = Account(id="c", name="对照", platform=Platform.WEIBO, edition="fuzhou-2021", canary=True)


def look(
    at: datetime, *days: date, subject: str = "a", state: str = "posts", **more: object
) -> Observation[Timeline]:
    posts = tuple(Post(id=str(day), on=day) for day in days)
    facts = Timeline(state=TimelineState(state), posts=posts, complete=bool(days), through="feed")
    return Observation(subject=subject, at=at, facts=facts, **more)  # type: ignore[arg-type]


async def test_a_case_holds_the_quarter_its_shops_its_entry_and_the_canaries(store: Store) -> None:
    day = date(2026, 11, 1)
    missing = AppListing(state=AppState.MISSING, shop="app_store")
    await store.save(
        [
            look(NOW - timedelta(days=1), day),
            look(NOW, day),
            look(NOW + timedelta(hours=1), date(2026, 11, 20)),
            look(NOW - timedelta(days=200), date(2026, 5, 1)),
            look(NOW, day, subject="c"),
            Observation(subject="a", part="app_store", at=NOW, facts=missing),
            Observation(
                subject="a", part="weibo/x", at=NOW, facts=Registration(platform="weibo", name="仓山发布")
            ),
        ]
    )
    case = (await store.account_cases([ACCOUNT], NOW, {ACCOUNT.id: [CANARY]}))[ACCOUNT.id]
    assert [one.at for one in case.timelines] == [NOW - timedelta(days=1), NOW], "nothing later than as-of"
    assert list(case.apps) == ["app_store"]
    assert case.registration is not None
    assert len(case.canaries["c"]) == 1
    assert case.handed_over is None


async def test_the_newest_old_look_comes_along_when_the_quarter_shows_nothing(store: Store) -> None:
    old = look(NOW - timedelta(days=200), date(2026, 5, 1))
    await store.save([old, look(NOW, state="unreached")])
    case = (await store.account_cases([ACCOUNT], NOW, {}))[ACCOUNT.id]
    assert [one.facts.state.value for one in case.timelines] == ["posts", "unreached"]


async def test_a_log_handed_in_twice_is_one_and_its_moment_is_kept(store: Store) -> None:
    rows = [look(NOW - timedelta(days=9), date(2026, 11, 11))]
    assert await store.save_imported(rows) == 1
    assert await store.save_imported(rows) == 0
    case = (await store.account_cases([ACCOUNT], NOW, {}))[ACCOUNT.id]
    assert case.handed_over == store.clock()


async def test_the_probe_remembers_the_last_posts_and_how_to_ask_whether_they_changed(store: Store) -> None:
    exchange = Exchange(url="http://f/", at=NOW, status=200, headers=(("ETag", '"v1"'),), body=b"<rss/>")
    await store.save([look(store.clock(), date(2026, 11, 11), exchanges=(exchange,))])
    memory = await store.account_memory(ACCOUNT)
    seen = memory.timeline()
    assert seen is not None
    assert seen.facts.newest == date(2026, 11, 11)
    assert memory.validators("http://f/") is not None


async def test_entries_of_a_register_are_found_by_whom_they_belong_to(store: Store) -> None:
    mine = Registration(platform="weibo", name="仓山发布")
    other = Registration(platform="douyin", name="仓山文旅")
    await store.save(
        [
            Observation(subject="a", part="weibo/仓山发布", at=NOW, facts=mine),
            Observation(subject="register", part="douyin/仓山文旅", at=NOW, facts=other),
        ]
    )
    found = await store.registrations(NOW)
    assert [(subject, seen.facts.name) for subject, seen in found] == [
        ("a", "仓山发布"),
        ("register", "仓山文旅"),
    ]


async def test_accounts_asked_for_together_are_told_each_its_own(store: Store) -> None:
    """One whose newest look showed nothing is told of an older one; what was handed in, or is too old, is no memory."""
    now = store.clock()
    accounts = [replace(ACCOUNT, id=id) for id in "abcdef"]
    hour = timedelta(hours=1)
    await store.save(
        [
            look(now, date(2026, 11, 11)),
            look(now - hour, date(2026, 11, 12), subject="b"),
            look(now, subject="b", state="unreached"),
            look(now, subject="c", state="unreached"),
            look(now - timedelta(days=400), date(2026, 11, 14), subject="d"),
        ]
    )
    imported = look(now, date(2026, 11, 15), subject="e")
    await store.save_imported([replace(imported, facts=replace(imported.facts, through="import"))])
    memories = await asyncio.gather(
        *(store.account_memory(one) for one in accounts), store.account_memory(ACCOUNT)
    )
    newest = [seen.facts.newest if (seen := one.timeline()) else None for one in memories]
    assert newest == [date(2026, 11, 11), date(2026, 11, 12), None, None, None, None, date(2026, 11, 11)]


async def test_memories_that_cannot_be_loaded_are_an_error_for_each_who_asked(store: Store) -> None:
    def broken() -> datetime:
        raise NotImplementedError

    store.clock = broken
    asked = [store.account_memory(replace(ACCOUNT, id=id)) for id in "ab"]
    failed = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(one) for one in failed] == [NotImplementedError, NotImplementedError]
