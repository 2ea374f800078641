"""A veto is looked at a second time before it is made known, and what is disputed is, too."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date
from email.utils import format_datetime
from pathlib import Path

import pytest

from monitor.app.duties import DaemonWork
from monitor.app.errors import ClockError
from monitor.app.finding_actions import retest_now
from monitor.app.own_clock import must_not_be_known_wrong
from monitor.app.requests import RequestHandler
from monitor.app.runtime import Runtime
from monitor.app.second_look import state_of
from monitor.cli.daemon import Pulses
from monitor.domain.finding import Act, Finding, Step
from monitor.domain.observation import Exchange
from monitor.domain.second_look import SecondState
from monitor.domain.site import References
from monitor.domain.timing import DAY
from monitor.domain.verdict import Outcome, Verdict
from monitor.ops.metrics import Metrics
from monitor.rules.base import discover
from monitor.wording.say import ENGLISH, say
from probes.http.base import Answer, Fetched
from storage.decisions import findings
from storage.ops import requests

from .world import NEW, NEW_DAY, NIGHT, OLD, OLD_DAY, Hours, Pages, showing, stale_portal


@pytest.fixture
def hours() -> Hours:
    return Hours(NIGHT)


@pytest.fixture
async def runtime(tmp_path: Path, hours: Hours) -> AsyncIterator[Runtime]:
    async with stale_portal(tmp_path, hours) as made:
        yield made


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
    said = say(await DaemonWork(runtime, vantage="telecom-fz").judge(runtime.clock()), ENGLISH)
    assert "1 vetoes looked at twice" in said
    verdict = await judged(runtime)
    assert verdict.outcome is Outcome.FAIL
    assert "两次检查结论一致：2026-11-20 01:30" in say(verdict.remarks[-1])
    assert "本机、telecom-fz" in say(verdict.remarks[-1])
    [finding] = await its_findings(runtime)
    assert [step.act for step in finding.steps] == [Act.OPENED, Act.LOOKED_TWICE]
    assert len(finding.steps[-1].evidence) >= 2
    asked = len(web.asked)
    assert "twice" not in say(await DaemonWork(runtime).judge(runtime.clock()), ENGLISH)
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


async def test_a_clock_that_does_not_know_the_day_judges_and_mails_nothing(runtime: Runtime) -> None:
    """Three days ahead, every column would be three days later than it is."""
    watch = replace(runtime.watch, references=References(urls=("http://reference.test/",), quorum=1))
    wrong = runtime.clock() - 3 * DAY
    said = (("Date", format_datetime(wrong.astimezone(UTC), usegmt=True)),)

    asked = []

    async def fetch(url: str, **_: object) -> Answer:
        asked.append(url)
        seen = Exchange(url=url, at=wrong, address="1.2.4.8", status=200, headers=said)
        return Fetched(url=url, final_url=url, status=200, exchanges=(seen,))

    runtime.watch, runtime.fetch = watch, fetch
    work = DaemonWork(runtime)
    for duty in (work.judge, work.mail, work.prune):
        with pytest.raises(ClockError, match="3 days"):
            await duty(runtime.clock())
    wish = requests.UserRequest(id="rq_1", kind="judge", target="portal", who="w", at=runtime.clock())
    async with runtime.store.database.write() as connection:
        await requests.ask(connection, wish)
    await RequestHandler(runtime, runtime.clock()).take_up(runtime.clock())
    async with runtime.store.database.read() as connection:
        done = await requests.find(connection, wish.id)
    assert done is not None
    assert done.detail == "failed: clock_wrong"
    assert await runtime.store.latest_verdicts(["portal"], runtime.clock()) == {}
    pulses = Pulses(runtime, Metrics("0.1.0"))
    for _ in range(2):  # asked once an hour
        await pulses.compare_clocks(runtime.clock())
    assert [say(one.said) for one in (await pulses.health()).complaints if one.about == "clock"] == [
        "本机时钟比参照站点快3天 0小时"
    ]
    assert len(asked) == 1  # what follows within minutes goes by the same answer
    with pytest.raises(ClockError, match="--as-of"):
        await must_not_be_known_wrong(runtime)  # noted by the daemon: `monitor judge` visits nothing
    silent = Pages({})
    runtime.fetch, runtime.compared = silent, None  # nobody says any more
    for _ in range(2):
        with pytest.raises(ClockError, match="3 days"):
            await work.judge(runtime.clock())
    assert len(silent.asked) == 1  # silence, too, holds for some minutes: no duty waits for it again


async def test_a_page_that_cannot_be_seen_again_is_no_second_fault(runtime: Runtime) -> None:
    runtime.fetch = Pages({})
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
