"""A veto is looked at a second time before it is made known, and what is disputed is, too."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from monitor.app.duties import DaemonWork
from monitor.app.finding_actions import retest_now
from monitor.app.runtime import Runtime, open_runtime, read_watch
from monitor.app.second_look import state_of
from monitor.domain.content import Dated, DatePlace, Item, ListState
from monitor.domain.finding import Act, Finding, Step
from monitor.domain.observation import Homepage, Observation, Reading
from monitor.domain.second_look import SecondState
from monitor.domain.timing import DAY, SHANGHAI
from monitor.domain.verdict import Outcome, Verdict
from monitor.rules.base import discover
from monitor.wording.say import say
from storage.decisions import findings
from tests.cli.test_commands import CONFIG
from tests.databases import sqlite_url
from tests.probes.world import Web, article, rows

NIGHT = datetime(2026, 11, 20, 1, 30, tzinfo=SHANGHAI)
HOME, OLD, NEW = (f"http://www.example.gov.cn/{name}" for name in ("", "a/1.html", "a/2.html"))
OLD_DAY, NEW_DAY = date(2026, 9, 1), date(2026, 11, 12)


class Hours:
    """A clock that a test moves."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def hours() -> Hours:
    return Hours(NIGHT)


@pytest.fixture
async def runtime(tmp_path: Path, hours: Hours) -> AsyncIterator[Runtime]:
    """Two weeks of nights on which the homepage showed nothing but an old page; it is half past six."""
    path = tmp_path / "sites.toml"
    path.write_text(CONFIG, encoding="utf-8")
    async with open_runtime(read_watch(path), sqlite_url(tmp_path / "m.db"), hours) as made:
        item = Item(title="关于防汛安全检查的通知", url=OLD, on=OLD_DAY)
        nights = [NIGHT - DAY * back for back in reversed(range(15))]
        shown = Homepage(state=ListState.ITEMS, items=(item,))
        read = Reading(url=OLD, published=Dated(on=OLD_DAY, place=DatePlace.VISIBLE))
        await made.store.save([Observation(subject="portal", at=at, facts=shown) for at in nights])
        await made.store.save([Observation(subject="portal", part=OLD, at=NIGHT, facts=read)])
        hours.now = NIGHT + timedelta(hours=5)
        yield made


class Site(Web):
    """The site as it is when it is looked at again."""

    __hash__ = object.__hash__


def showing(url: str, day: date) -> Site:
    return Site({HOME: rows((url, f"{day}")), url: article(f"{day}")})


def of(verdicts: list[Verdict]) -> Verdict:
    [found] = [one for one in verdicts if one.rule == "homepage_stale"]
    return found


async def judged(runtime: Runtime) -> Verdict:
    return of((await runtime.store.latest_verdicts(["portal"], runtime.clock()))["portal"])


async def its_findings(runtime: Runtime) -> list[Finding]:
    async with runtime.store.database.read() as connection:
        return [one for one in await findings.all_findings(connection) if one.rule == "homepage_stale"]


async def test_a_veto_that_is_seen_twice_is_made_known_with_both_looks(runtime: Runtime) -> None:
    runtime.fetch = web = showing(OLD, OLD_DAY)
    said = await DaemonWork(runtime, vantage="telecom-fz").judge(runtime.clock())
    assert "1 vetoes looked at twice" in said
    verdict = await judged(runtime)
    assert verdict.outcome is Outcome.FAIL
    assert "两次检查结论一致：2026-11-20 01:30" in say(verdict.remarks[-1])
    assert "本机、telecom-fz" in say(verdict.remarks[-1])
    [finding] = await its_findings(runtime)
    assert [step.act for step in finding.steps] == [Act.OPENED, Act.LOOKED_TWICE]
    assert len(finding.steps[-1].evidence) >= 2
    asked = len(web.asked)
    assert "twice" not in await DaemonWork(runtime).judge(runtime.clock())
    assert len(web.asked) == asked


async def test_a_veto_that_the_second_look_contradicts_waits_for_a_person(
    runtime: Runtime, hours: Hours
) -> None:
    runtime.fetch = showing(NEW, NEW_DAY)
    await DaemonWork(runtime).judge(runtime.clock())
    verdict = await judged(runtime)
    assert verdict.outcome is Outcome.UNKNOWN
    assert "两次检查结果不一致" in say(verdict.reason)
    assert await its_findings(runtime) == []
    hours.now += DAY  # that night's looks decide, and they saw what the second look saw
    await DaemonWork(runtime).judge(runtime.clock())
    assert (await judged(runtime)).outcome is Outcome.PASS


async def test_a_page_that_cannot_be_seen_again_is_no_second_fault(runtime: Runtime) -> None:
    runtime.fetch = Site({})
    await DaemonWork(runtime).judge(runtime.clock())
    verdict = await judged(runtime)
    assert verdict.outcome is Outcome.UNKNOWN  # by the rule itself: the newest homepage could not be read
    assert await its_findings(runtime) == []


@pytest.mark.parametrize(
    ("url", "day", "state"),
    [(OLD, OLD_DAY, SecondState.AGREES), (NEW, NEW_DAY, SecondState.DISAGREES)],
    ids=["still stale", "contradicted"],
)
async def test_what_is_disputed_is_looked_at_again_and_stays_for_a_person(
    runtime: Runtime, url: str, day: date, state: SecondState
) -> None:
    runtime.fetch = showing(OLD, OLD_DAY)
    await DaemonWork(runtime).judge(runtime.clock())
    [finding] = await its_findings(runtime)
    async with runtime.store.database.write() as connection:
        await findings.add_step(
            connection,
            finding.id,
            Step(at=runtime.clock(), who="王某", act=Act.APPEALED, note="已更新"),
        )
        finding = await findings.find(connection, finding.id) or finding
    runtime.fetch = showing(url, day)
    after = await retest_now(runtime, finding, "王某")
    assert after.is_open
    assert [step.act for step in after.steps[-2:]] == [Act.RETESTED, Act.LOOKED_TWICE]
    said = after.steps[-1].said
    assert said is not None
    assert ("不一致" in say(said)) is (state is SecondState.DISAGREES)


@pytest.mark.parametrize(
    ("rule", "again", "measured", "expected"),
    [
        ("homepage_stale", Outcome.FAIL, True, SecondState.AGREES),
        ("homepage_stale", Outcome.PASS, True, SecondState.DISAGREES),
        ("homepage_stale", Outcome.NOT_APPLICABLE, True, SecondState.DISAGREES),
        ("homepage_stale", Outcome.UNKNOWN, True, SecondState.NOT_SEEN),
        ("homepage_stale", Outcome.FAIL, False, SecondState.NOT_SEEN),
        ("site_unreachable", Outcome.FAIL, True, SecondState.COUNTED),
    ],
)
def test_what_the_second_look_says_to_the_first(
    rule: str, again: Outcome, measured: bool, expected: SecondState
) -> None:
    assert state_of(again, measured=measured, counts=discover()[rule].counts) is expected
