"""What today's judging said is written into the feed's file as it is, unless something was heard since."""

import io
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.app.runtime import Runtime, open_runtime
from monitor.app.unchanged import unchanged
from monitor.assess.current import current_verdicts, of_one_edition
from monitor.domain.case import Review
from monitor.domain.content import TimelineState
from monitor.domain.observation import Observation, Timeline, Visit
from monitor.domain.reach import Reach
from monitor.domain.site import Account, Centre, Platform, Site, Watch
from monitor.domain.timing import midnight
from monitor.feed.file import FeedFile
from tests.databases import sqlite_url
from tests.operator_desk import Cli

JUDGED = midnight(date(2026, 11, 20)) + timedelta(hours=2)
SITES = tuple(
    Site(id=f"s{n}", name=f"网站{n}", url=f"http://s{n}.gov.cn/", edition="fuzhou-2021") for n in range(2)
)
ACCOUNTS = tuple(
    Account(
        id=id, name=id, platform=Platform.WEIBO, edition="fuzhou-2021", source={"kind": "import"}, canary=id == "canary"
    )
    for id in ("w", "canary")
)  # fmt: skip
WATCH = Watch(edition="fuzhou-2021", centre=Centre(name="中心"), sites=SITES, accounts=ACCOUNTS)
ALL = {"s0", "s1", "w", "canary"}


class Desk:
    """A store that was judged in the night, and a clock."""

    runtime: Runtime
    now = JUDGED

    def __call__(self) -> datetime:
        """The present."""
        return self.now


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """At two o'clock everything was judged; it is seven now."""
    desk = Desk()
    async with open_runtime(WATCH, sqlite_url(tmp_path / "m.db"), desk) as desk.runtime:
        await desk.runtime.judge([*SITES, *ACCOUNTS], JUDGED)
        desk.now += timedelta(hours=5)
        yield desk


def visit(desk: Desk, site: str, slot: datetime | None) -> Observation[Any]:
    return Observation(
        subject=site,
        at=desk.now - timedelta(hours=9),
        facts=Visit(reach=Reach.OPENED, reason="ok", slot=slot),
    )


def posts(desk: Desk, account: str) -> Observation[Any]:
    return Observation(
        subject=account,
        at=desk.now,
        facts=Timeline(state=TimelineState.POSTS, posts=(), complete=False, through="import"),
    )


async def test_nothing_was_heard_and_all_stands(desk: Desk) -> None:
    assert set(await unchanged(desk.runtime, desk.now)) == ALL


async def test_planned_visits_come_all_day_and_wait_for_the_night(desk: Desk) -> None:
    await desk.runtime.store.save([visit(desk, "s0", desk.now - timedelta(minutes=5))])
    assert set(await unchanged(desk.runtime, desk.now)) == ALL


@pytest.mark.parametrize("act", ["look", "visit", "import", "review", "describe"])
async def test_whoever_something_was_heard_of_is_judged_anew(desk: Desk, act: str) -> None:
    store = desk.runtime.store
    if act == "look":
        await store.save([posts(desk, "w")])
    elif act == "visit":
        await store.save([visit(desk, "s0", None)])
    elif act == "import":
        await store.save_imported([visit(desk, "s0", None)])
    elif act == "review":
        said = {
            "id": "rv_1",
            "who": "王某",
            "act": "sign",
            "target": "safety_wording",
            "outcome": "pass",
            "reason": "",
        }
        await store.add_review(Review(at=desk.now, subject="s0", **said))
    else:
        await store.remember((replace(SITES[0], name="新名"), SITES[1], *ACCOUNTS), {})
    assert ALL - set(await unchanged(desk.runtime, desk.now)) == {"w" if act == "look" else "s0"}


async def test_a_canary_speaks_for_all_accounts_and_a_stranger_for_everybody(desk: Desk) -> None:
    await desk.runtime.store.save([posts(desk, "canary")])
    assert set(await unchanged(desk.runtime, desk.now)) == {"s0", "s1"}
    await desk.runtime.store.save([posts(desk, "nobody")])
    assert await unchanged(desk.runtime, desk.now) == {}


async def test_who_judged_for_later_today_had_not_heard_what_came_until_then(desk: Desk) -> None:
    await desk.runtime.judge([*SITES, *ACCOUNTS], desk.now + timedelta(hours=5))
    desk.now += timedelta(hours=1)
    await desk.runtime.store.save_imported([visit(desk, "s0", None)])
    desk.now += timedelta(hours=6)
    assert set(await unchanged(desk.runtime, desk.now)) == ALL - {"s0"}


async def test_a_verdict_that_a_later_judging_left_out_holds_no_subject(desk: Desk) -> None:
    """Of a rule that the edition no longer has."""
    (verdicts,) = (await desk.runtime.judge([SITES[0]], desk.now, save=False)).values()
    old = desk.now - timedelta(days=3)
    gone = replace(verdicts[0], rule="gone", decided_at=old, known_by=old)
    await desk.runtime.store.save_verdicts([gone])
    assert set(await unchanged(desk.runtime, desk.now)) == ALL - {"s0"}


async def test_an_account_that_is_a_canary_no_longer_speaks_for_all_accounts_once_more(desk: Desk) -> None:
    none = tuple(replace(one, canary=False) for one in ACCOUNTS)
    desk.runtime.reload(replace(WATCH, accounts=none))
    await desk.runtime.store.remember((*SITES, *none))
    assert set(await unchanged(desk.runtime, desk.now)) == {"s0", "s1"}


async def test_where_a_canary_was_removed_accounts_are_judged_anew(desk: Desk) -> None:
    for left, held in ((ACCOUNTS[:1], {"s0", "s1"}), (ACCOUNTS[1:], {"s0", "s1", "canary"})):
        desk.runtime.reload(replace(WATCH, accounts=left))
        await desk.runtime.store.remember((*SITES, *left))
        assert set(await unchanged(desk.runtime, desk.now)) == held


@pytest.mark.parametrize("hours", [-6, 17])
async def test_on_another_day_all_is_judged_anew(desk: Desk, hours: int) -> None:
    assert await unchanged(desk.runtime, desk.now + timedelta(hours=hours)) == {}


async def test_a_link_with_an_earlier_moment_hides_none_before_it(desk: Desk) -> None:
    """The clock was set back after something was heard."""
    store = desk.runtime.store
    await store.save([posts(desk, "w")])
    desk.now = JUDGED - timedelta(hours=1)
    await store.save([visit(desk, "s1", desk.now)])
    assert ALL - set(await unchanged(desk.runtime, JUDGED + timedelta(hours=5))) == {"w"}


async def test_a_file_joined_is_the_file_made_of_the_stored_verdicts(desk: Desk) -> None:
    joined = await unchanged(desk.runtime, desk.now)
    subjects = (*SITES, *ACCOUNTS)
    given, _ = await current_verdicts(desk.runtime.store, subjects, desk.now)
    verdicts = {id: of_one_edition(several) for id, several in given.items()}
    looks = {"s0": desk.now - timedelta(hours=1)}
    made: list[bytes] = []
    for is_joined in (True, False):
        out = io.BytesIO()
        with FeedFile(desk.now) as file:
            for one in subjects:
                if is_joined:
                    file.join(joined[one.id], looks.get(one.id))
                else:
                    file.add([one], verdicts, looks)
            file.write(out, WATCH, known_by=desk.now, generated_at=desk.now)
        made.append(out.getvalue())
    assert made[0] == made[1]


def test_the_command_judges_what_was_heard_of_and_joins_the_rest(cli: Cli) -> None:
    parts = [
        f'[[site]]\nid = "s{n}"\nname = "网站{n}"\nurl = "http://s{n}.example.gov.cn/"\n' for n in range(2)
    ]
    cli.configure(*parts)

    def decided(*words: str) -> Sequence[str]:
        document = json.loads(cli.run("feed", *words).output)
        return [one["verdicts"][0]["decided_at"] for one in document["subjects"]]

    first = decided()
    assert decided() == first
    row = {"observation": "visit", "site": "s1", "at": "2026-11-20T08:00:00+08:00", "reach": "opened"}
    cli.run("import", cli.write("v.jsonl", [row]))
    later = decided()
    assert (later[0], later[1] > first[1]) == (first[0], True)
    assert decided("--as-of", "2026-11-20T11:00") == ["2026-11-20T11:00:00+08:00"] * 2
