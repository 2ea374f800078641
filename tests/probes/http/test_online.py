"""Whether our own line is up: a quorum of reference hosts, not asked again for every failure."""

import asyncio
from datetime import datetime, timedelta

import pytest

from monitor.domain.reach import Reason
from monitor.domain.site import References
from monitor.domain.timing import SHANGHAI
from probes.http.base import Answer, Fetched, Unreached
from probes.http.online import UplinkCheck
from tests.every import every

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=SHANGHAI)
URLS = ("http://a.test/", "http://b.test/", "http://c.test/")


class Line:
    """Reference hosts that are up or down, and a clock that stands until it is moved."""

    def __init__(self, **down: Unreached) -> None:
        self.down = down
        self.asked: list[str] = []
        self.now = NOW

    async def fetch(self, url: str, **_: object) -> Answer:
        self.asked.append(url)
        await asyncio.sleep(0)
        return self.down.get(url[7], Fetched(url=url, final_url=url, status=200))

    def check(self, quorum: int = 2) -> UplinkCheck:
        return UplinkCheck(self.fetch, References(urls=URLS, quorum=quorum), lambda: self.now)  # type: ignore[arg-type]


def gone(reason: Reason = Reason.CONNECT_TIMEOUT, status: int | None = None) -> Unreached:
    return Unreached(url="", reason=reason, status=status)


@every(
    ("down", "up"),
    [
        pytest.param({}, True, id="all answer"),
        pytest.param({"a": gone()}, True, id="a quorum answers"),
        pytest.param({"a": gone(), "b": gone()}, False, id="one below the quorum"),
        pytest.param(
            {"a": gone(), "b": gone(Reason.HTTP_STATUS, 503)}, True, id="an error page proves the line"
        ),
        pytest.param(
            {"a": gone(), "b": gone(Reason.HTTP_STATUS, 511)}, False, id="a network's own login does not"
        ),
        pytest.param({"a": gone(), "b": gone(Reason.BLOCKED_RATE)}, True, id="so does a block"),
        pytest.param({"a": gone(), "b": gone(Reason.HOST_LEFT)}, False, id="our provider's page does not"),
        pytest.param({"a": gone(), "b": gone(Reason.NAME_NOT_FOUND)}, False, id="a missing name does not"),
    ],
)
async def test_the_line_is_up_when_a_quorum_answers(down: dict[str, Unreached], up: bool) -> None:
    assert await Line(**down).check()() is up


async def test_a_burst_of_failures_asks_the_references_once() -> None:
    line = Line()
    check = line.check()
    assert await asyncio.gather(*(check() for _ in range(50))) == [True] * 50
    assert sorted(line.asked) == sorted(URLS)


@pytest.mark.parametrize(
    ("down", "later_s", "rounds"),
    [
        pytest.param({}, 9, 1, id="up, ten seconds not over"),
        pytest.param({}, 10, 2, id="up, ten seconds over"),
        pytest.param({"a": gone(), "b": gone()}, 59, 1, id="down, a minute not over"),
        pytest.param({"a": gone(), "b": gone()}, 60, 2, id="down, a minute over"),
    ],
)
async def test_an_answer_lasts_a_while(down: dict[str, Unreached], later_s: int, rounds: int) -> None:
    line = Line(**down)
    check = line.check()
    await check()
    line.now += timedelta(seconds=later_s)
    await check()
    assert len(line.asked) == rounds * len(URLS)
