"""Two times on every fact: what is judged, and what had been heard; the same pair gives the same answer for ever."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.app.runtime import Runtime, open_runtime
from monitor.cli.report import quarterly_of
from monitor.domain.case import Review
from monitor.domain.content import Item, ListState, Post, TimelineState
from monitor.domain.observation import Listing, Observation, Timeline, Visit
from monitor.domain.reach import Reach
from monitor.domain.site import Account, Centre, Column, ColumnKind, Maintenance, Platform, Site, Watch
from monitor.domain.timing import DAY, SHANGHAI, Quarter, midnight
from monitor.feed.document import verdict_entry
from monitor.quarter.figures import Quarterly
from monitor.quarter.settings import read_settings
from monitor.regulations.workdays import NOTHING_LOCAL
from tests.databases import sqlite_url
from tests.operator_desk import Cli

QUARTER = Quarter(2026, 3)
COLUMN = Column(id="yw", name="要闻", url="http://a.gov.cn/yw/", kind=ColumnKind.NEWS)
SITE = Site(id="s", name="示例网站", url="http://a.gov.cn/", edition="national-2019", columns=(COLUMN,))
ACCOUNT = Account(
    id="w", name="示例发布", platform=Platform.WEIBO, edition="national-2019", source={"kind": "import"}
)
SHUT = Maintenance(
    start=midnight(date(2026, 8, 10)), end=midnight(date(2026, 8, 15)), reason="机房改造",
    approved_by="市政府办公室", document="〔2026〕8号",
)  # fmt: skip

Said = dict[str, list[dict[str, Any]]]


def end(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 23, 59, 59, tzinfo=SHANGHAI)


def watch(site: Site = SITE) -> Watch:
    return Watch(edition="national-2019", centre=Centre(name="示例中心"), sites=(site,), accounts=(ACCOUNT,))


@dataclass
class World:
    """A store whose clock is set by hand."""

    runtime: Runtime
    now: list[datetime]

    def set(self, now: datetime) -> None:
        self.now[0] = now

    async def say(self, as_of: datetime, known_by: datetime) -> Said:
        """Every verdict, as the feed states it."""
        given = await self.runtime.judge([SITE, ACCOUNT], as_of, save=False, known_by=known_by)
        return {id: [verdict_entry(one) for one in some] for id, some in given.items()}

    async def outcome(self, subject: str, rule: str, as_of: datetime, known_by: datetime) -> str:
        said = await self.say(as_of, known_by)
        return next(str(one["outcome"]) for one in said[subject] if one["rule"] == rule)

    async def quarter(self, known_by: datetime, as_of: datetime | None = None) -> Quarterly:
        found, moment = watch(), as_of or known_by
        return await quarterly_of(
            self.runtime, found, read_settings(found), QUARTER, moment, known_by, NOTHING_LOCAL
        )


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the tables in it, made once."""
    folder = tmp_path_factory.mktemp("empty")

    async def make() -> None:
        async with open_runtime(
            watch(), sqlite_url(folder / "m.db"), lambda: midnight(date(2026, 1, 1)), remember=False
        ):
            pass

    asyncio.run(make())
    return folder / "m.db"


@asynccontextmanager
async def world_at(empty: Path, folder: Path, now: datetime) -> AsyncIterator[World]:
    shutil.copy(empty, folder / "m.db")
    clock = [now]
    url = sqlite_url(folder / "m.db")
    async with open_runtime(watch(), url, lambda: clock[0]) as runtime:
        yield World(runtime, clock)


def visits(first: date, days: int, down: Sequence[date] = ()) -> list[Observation[Any]]:
    """24 visits a day; on *down* none opens."""
    found: list[Observation[Any]] = []
    for n in range(days * 24):
        at = midnight(first) + timedelta(hours=n, minutes=10)
        bad = at.date() in down
        facts = Visit(reach=Reach.NOT_OPENED if bad else Reach.OPENED, reason="reset" if bad else "ok")
        found.append(Observation(subject="s", at=at, facts=facts))
    return found


async def test_five_days_down_in_august_are_in_the_quarters_notice(empty: Path, tmp_path: Path) -> None:
    down = [date(2026, 8, 10) + n * DAY for n in range(5)]
    async with world_at(empty, tmp_path, midnight(date(2026, 6, 20))) as world:
        world.set(midnight(date(2026, 10, 1)))
        await world.runtime.store.save(visits(date(2026, 6, 20), 103, down))
        known = midnight(date(2026, 10, 8))
        world.set(known)
        found = await world.quarter(known)
        [rule] = [one for one in found.subjects[0].rules if one.rule == "site_unreachable"]
        assert {one.outcome for one in rule.points} == {"pass"}, "good at the end of every month"
        assert (rule.outcome, rule.is_point, found.subjects[0].conclusion) == ("fail", False, "unqualified")
        assert (rule.failed[0], rule.failed[-1]) == (date(2026, 8, 10), date(2026, 8, 20))
        assert date(2026, 8, 14) <= rule.at.date() <= date(2026, 8, 16)
        assert [one.indicator for one in found.problems] == [rule.name]


async def test_judge_says_of_any_day_what_the_quarter_says(empty: Path, tmp_path: Path) -> None:
    down = [date(2026, 8, 10) + n * DAY for n in range(5)]
    async with world_at(empty, tmp_path, midnight(date(2026, 6, 20))) as world:
        world.set(midnight(date(2026, 9, 1)))
        await world.runtime.store.save(visits(date(2026, 6, 25), 60, down))
        await world.runtime.store.save_imported([log(midnight(date(2026, 9, 1)), every_three_days(7, 1))])
        known = midnight(date(2026, 10, 8))
        world.set(known)
        days = [end(7, 1) + n * DAY for n in range(0, 92, 7)]
        judges = await world.runtime.judges_at(
            [SITE, ACCOUNT], days, known, {SITE.id: days[0], ACCOUNT.id: days[0]}
        )
        for subject in (SITE, ACCOUNT):
            judge = judges[subject.id]
            for day in days:
                alone = (await world.runtime.judge([subject], day, save=False, known_by=known))[subject.id]
                assert judge.decide(day) == alone
                assert judge.failures(day) == tuple(one for one in alone if one.outcome == "fail")


def every_three_days(month: int, day: int, many: int = 40) -> tuple[Post, ...]:
    first = date(2026, month, day)
    return tuple(
        Post(id=f"p{n}", title="信息", on=first + 3 * n * DAY) for n in range(many) if first + 3 * n * DAY <= date(2026, 9, 30)
    )  # fmt: skip


def log(taken: datetime, posts: tuple[Post, ...]) -> Observation[Timeline]:
    facts = Timeline(state=TimelineState.POSTS, posts=posts, complete=True, through="import")
    return Observation(subject="w", part="log", at=taken, vantage="import", facts=facts)


async def test_a_log_handed_in_in_september_proves_july_for_who_knows_of_it(
    empty: Path, tmp_path: Path
) -> None:
    async with world_at(empty, tmp_path, midnight(date(2026, 7, 1))) as world:
        handed = datetime(2026, 9, 30, 10, tzinfo=SHANGHAI)
        world.set(handed)
        await world.runtime.store.save_imported([log(handed, every_three_days(6, 20))])
        world.set(midnight(date(2026, 10, 8)))
        for month, day in ((7, 31), (8, 31)):
            said = world.outcome("w", "account_silent", end(month, day), midnight(date(2026, 10, 8)))
            assert await said == "pass"
            before = world.outcome("w", "account_silent", end(month, day), end(8, 31))
            assert await before == "unknown"
        found = await world.quarter(midnight(date(2026, 10, 8)))
        [rule] = [one for one in found.subjects[1].rules if one.rule == "account_silent"]
        assert [one.outcome for one in rule.points] == ["pass", "pass", "pass"]


async def test_a_log_proves_the_silence_of_the_past_too(empty: Path, tmp_path: Path) -> None:
    async with world_at(empty, tmp_path, midnight(date(2026, 7, 1))) as world:
        handed = datetime(2026, 9, 30, 10, tzinfo=SHANGHAI)
        world.set(handed)
        posts = tuple(
            Post(id=f"q{n}", title="信息", on=on)
            for n, on in enumerate((date(2026, 7, 2), date(2026, 8, 20), date(2026, 9, 29)))
        )
        await world.runtime.store.save_imported([log(handed, posts)])
        world.set(midnight(date(2026, 10, 8)))
        known = midnight(date(2026, 10, 8))
        assert await world.outcome("w", "account_silent", end(7, 31), known) == "fail"
        assert await world.outcome("w", "account_silent", end(8, 31), known) == "pass"


def sign(at: datetime, since: date | None, until: date | None, act: str = "sign", n: int = 0) -> Review:
    return Review(
        id=f"rv_{n}", at=at, who="张三", act=act, subject="s", target="safety_wording",
        outcome="pass" if act == "sign" else "revoked", reason="逐页核查", since=since, until=until,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("since", "until", "as_of", "known_by", "outcome"),
    [
        (date(2026, 7, 1), date(2026, 9, 30), end(7, 31), end(10, 8), "pass"),
        (date(2026, 7, 1), date(2026, 9, 30), end(7, 31), end(9, 30), "unknown"),
        (date(2026, 7, 1), date(2026, 9, 30), end(6, 30), end(10, 8), "unknown"),
        (date(2026, 7, 1), date(2026, 9, 30), end(10, 1), end(10, 8), "unknown"),
        (None, None, end(9, 30), end(10, 8), "unknown"),
        (None, None, end(10, 8), end(10, 8), "pass"),
    ],
    ids=[
        "its days",
        "before it was given",
        "before its first day",
        "after its last",
        "from when it was given",
        "since",
    ],
)
async def test_a_signature_speaks_of_its_days_for_who_knows_of_it(
    empty: Path, tmp_path: Path, since: date | None, until: date | None, as_of: datetime, known_by: datetime, outcome: str
) -> None:  # fmt: skip
    async with world_at(empty, tmp_path, midnight(date(2026, 6, 1))) as world:
        await world.runtime.store.add_review(sign(midnight(date(2026, 10, 5)), since, until))
        world.set(end(10, 8))
        assert await world.outcome("s", "safety_wording", as_of, known_by) == outcome


async def test_a_signature_that_was_taken_back_never_held_for_who_knows_of_it(
    empty: Path, tmp_path: Path
) -> None:
    async with world_at(empty, tmp_path, midnight(date(2026, 6, 1))) as world:
        store = world.runtime.store
        await store.add_review(sign(midnight(date(2026, 7, 1)), None, None))
        await store.add_review(sign(midnight(date(2026, 10, 5)), date(2000, 1, 1), None, "revoke", 1))
        world.set(end(10, 8))
        assert await world.outcome("s", "safety_wording", end(8, 31), end(9, 30)) == "pass"
        assert await world.outcome("s", "safety_wording", end(8, 31), end(10, 8)) == "unknown"


async def test_a_shutdown_approved_later_excuses_its_days_for_who_knows_of_it(
    empty: Path, tmp_path: Path
) -> None:
    down = [date(2026, 8, 10) + n * DAY for n in range(5)]
    async with world_at(empty, tmp_path, midnight(date(2026, 8, 1))) as world:
        world.set(midnight(date(2026, 8, 16)))
        await world.runtime.store.save(visits(date(2026, 8, 1), 15, down))
        world.set(midnight(date(2026, 8, 20)))
        await world.runtime.store.remember([replace(SITE, maintenance=(SHUT,))])
        world.set(end(8, 31))
        assert await world.outcome("s", "site_unreachable", end(8, 14), end(8, 18)) == "fail"
        assert await world.outcome("s", "site_unreachable", end(8, 14), end(8, 31)) == "unknown"


async def test_what_can_no_longer_be_told_is_unknown_and_says_why(empty: Path, tmp_path: Path) -> None:
    """Visits handed in late stand in the day's count; when the rows are gone, what was known before cannot be counted."""
    async with world_at(empty, tmp_path, midnight(date(2026, 1, 1))) as world:
        world.set(midnight(date(2026, 1, 10)))
        await world.runtime.store.save(visits(date(2026, 1, 1), 9))
        early = end(1, 10)
        before = await world.say(end(1, 8), early)
        world.set(midnight(date(2026, 2, 1)))
        late = [
            replace(one, vantage="else", at=one.at + timedelta(minutes=20))
            for one in visits(date(2026, 1, 5), 1, [date(2026, 1, 5)])
        ]
        await world.runtime.store.save_imported(late)
        assert await world.say(end(1, 8), early) == before
        world.set(midnight(date(2026, 9, 1)))
        await world.runtime.store.prune(timedelta(days=400), timedelta(days=100))
        [verdict] = [
            one for one in (await world.say(end(1, 8), early))["s"] if one["rule"] == "site_unreachable"
        ]
        assert verdict["outcome"] == "unknown"
        assert any("no longer kept" in one["en"] for one in verdict["remarks"])
        now = await world.say(end(1, 8), end(2, 1))
        assert "no longer kept" not in str(now), "the count of all that was heard is kept"


#: Something that happens: how many days later, and what.
EVENTS = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from(["visits", "late visits", "listing", "old listing", "log", "sign",
                                                  "revoke", "shut", "open", "exclude"])),
    min_size=3, max_size=9,
)  # fmt: skip


async def happen(world: World, what: str, now: datetime, n: int) -> None:
    store, today = world.runtime.store, now.date()
    do: dict[str, Callable[[], Awaitable[Any]]] = {
        "visits": lambda: store.save(visits(today - 2 * DAY, 2, [today - DAY] if n % 2 else [])),
        "late visits": lambda: store.save_imported(
            [replace(one, vantage="v2") for one in visits(today - 9 * DAY, 3, [today - 8 * DAY])]
        ),
        "listing": lambda: store.save([Observation(subject="s", part="yw", at=now, facts=items(today, n))]),
        "old listing": lambda: store.save_imported(
            [
                Observation(
                    subject="s",
                    part="yw",
                    at=now - 5 * DAY,
                    vantage="import",
                    facts=items(today - 6 * DAY, n),
                )
            ]
        ),
        "log": lambda: store.save_imported([log(now, (Post(id=f"{n}", title="信息", on=today - n * DAY),))]),
        "sign": lambda: store.add_review(sign(now, today - 10 * DAY, today + 10 * DAY, n=n)),
        "revoke": lambda: store.add_review(sign(now, date(2000, 1, 1), None, "revoke", n)),
        "exclude": lambda: store.add_review(replace(sign(now, None, None, n=n), act="exclude", target="b/1")),
        "shut": lambda: store.remember([replace(SITE, maintenance=(SHUT,))]),
        "open": lambda: store.remember([SITE]),
    }
    await do[what]()


def items(newest: date, n: int) -> Listing:
    rows = tuple(
        Item(title=f"第{k}则", url=f"http://a.gov.cn/yw/{n % 3}_{k}.htm", on=newest - k * DAY)
        for k in range(3)
    )
    return Listing(state=ListState.ITEMS, items=rows, dates_confirmed=n % 2 == 0)


@pytest.mark.soak
@settings(
    max_examples=8, deadline=None, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(events=EVENTS, back=st.integers(0, 12))
def test_a_judgement_can_be_given_again_whatever_was_learnt_since(
    empty: Path, tmp_path_factory: pytest.TempPathFactory, events: list[tuple[int, str]], back: int
) -> None:
    async def play() -> None:
        start = datetime(2026, 8, 5, 9, tzinfo=SHANGHAI)
        async with world_at(empty, tmp_path_factory.mktemp("history"), start) as world:
            said: list[tuple[datetime, datetime, Said]] = []
            now = start
            for n, (days, what) in enumerate(events):
                now += days * DAY + timedelta(hours=1)
                world.set(now)
                await happen(world, what, now, n)
                asked = (now, now - back * DAY)
                said += [(as_of, now, await world.say(as_of, now)) for as_of in asked]
            world.set(now + 30 * DAY)
            for as_of, known_by, before in said:
                assert await world.say(as_of, known_by) == before

    asyncio.run(play())


@pytest.mark.parametrize("option", ["--as-of", "--known-by"])
@pytest.mark.parametrize("moment", ["0001-01-01", "1999-12-31", "9999-12-31"])
def test_a_moment_that_no_window_fits_before_or_after_is_refused(cli: Cli, option: str, moment: str) -> None:
    cli.configure('[[site]]\nid = "a"\nname = "甲"\nurl = "http://a.test/"\n')
    refused = cli.run("judge", option, moment)
    told = f"{option}: '{moment}' lies outside the years 2000 to 2999"
    assert (refused.exit_code, told in refused.output) == (2, True), refused.output


def test_what_was_seen_in_the_second_of_judging_is_seen_again_by_the_moment_printed(cli: Cli) -> None:
    cli.configure(
        '[[account]]\nid = "w"\nname = "示例发布"\nplatform = "weibo"\nsource = {kind = "import"}\n'
    )
    judged = cli.now.replace(microsecond=900_000)
    post = {"observation": "post", "account": "w", "at": judged - timedelta(milliseconds=500), "id": "1"}
    post |= {"published": judged - DAY, "title": "示例"}
    rows = cli.write("posts.jsonl", [{name: str(said) for name, said in post.items()}])
    cli.now = judged - timedelta(milliseconds=400)
    assert cli.run("import", rows).exit_code == 0
    cli.now = judged
    said = json.loads(cli.run("judge", "--json").stdout)
    again = json.loads(
        cli.run("judge", "--json", "--as-of", said["as_of"], "--known-by", said["known_by"]).stdout
    )
    outcomes = {one["rule"]: one["outcome"] for one in said["subjects"][0]["verdicts"]}
    assert (said["subjects"], outcomes["account_silent"]) == (again["subjects"], "pass")
