"""The page of a finding shows both looks, and the page of the evidence says what they were."""

from datetime import timedelta

from monitor.domain.finding import Finding, Grade, Standing
from monitor.domain.observation import Observation
from monitor.domain.second_look import OneLook, SecondLook, SecondState
from monitor.domain.sentence import Text
from monitor.domain.verdict import Outcome
from storage.decisions import findings
from tests.web.conftest import NOW, House

HOUR = timedelta(hours=1)


async def test_both_looks_stand_on_the_page_with_their_places_and_times(house: House) -> None:
    reason = Text("homepage.no_day")
    standing = Standing(
        subject="portal", rule="homepage_stale", name="首页不更新", unit="office", veto=True, outcome=Outcome.FAIL, reason=reason
    )  # fmt: skip
    one = Finding(
        id="fi_9", subject="portal", rule="homepage_stale", grade=Grade.FAIL, opened_at=NOW, seen_at=NOW, standing=standing
    )  # fmt: skip
    first = OneLook(at=NOW - 5 * HOUR, outcome=Outcome.FAIL, reason=reason, evidence=("ob_1",))
    second = OneLook(at=NOW, vantage="telecom-fz", outcome=Outcome.FAIL, reason=reason, evidence=("ob_2",))
    look = SecondLook(
        rule="homepage_stale", why="veto", state=SecondState.AGREES, first=first, second=second, until=NOW + HOUR
    )  # fmt: skip
    [id] = await house.store.save([Observation(subject="portal", part=look.rule, at=NOW, facts=look)])
    async with house.store.database.write() as connection:
        await findings.save_findings(connection, [one])
    await house.person("lin", "centre")
    await house.log_in("lin")
    page = (await house.browser.get("/findings/fi_9")).text
    for said in ("首次检查", "公布前复查", "telecom-fz", 'href="/evidence/ob_1"', 'href="/evidence/ob_2"'):
        assert said in page
    assert "两次检查" in (await house.browser.get(f"/evidence/{id}")).text
