"""How far our own clock is off, by what reference hosts outside say in their answers."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from monitor.domain.observation import Exchange
from monitor.domain.reach import Reason
from monitor.domain.site import References
from monitor.domain.timing import DAY, SHANGHAI
from probes.http.base import Answer, Fetched, Unreached
from probes.http.own_clock import clock_off
from tests.every import every

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=SHANGHAI)
HOUR = timedelta(hours=1)


def answer(
    ahead: timedelta = timedelta(), address: str = "1.2.4.8", status: int = 200, **headers: str
) -> Answer:
    """Of a host by whose time ours is so far *ahead*."""
    said = {"Date": format_datetime((NOW - ahead).astimezone(UTC), usegmt=True), **headers}
    seen = Exchange(url="", at=NOW, address=address, status=status, headers=tuple(said.items()))
    if status != 200:
        return Unreached(url="", reason=Reason.HTTP_STATUS, status=status, exchanges=(seen,))
    return Fetched(url="", final_url="", status=status, exchanges=(seen,))


SILENT = Unreached(url="", reason=Reason.CONNECT_TIMEOUT)


@every(
    ("answers", "off"),
    [
        pytest.param([answer(), answer(), answer()], timedelta(), id="all agree"),
        pytest.param([answer(3 * DAY), answer(3 * DAY), SILENT], 3 * DAY, id="ahead"),
        pytest.param([answer(-3 * DAY), answer(-3 * DAY), answer(-3 * DAY)], -3 * DAY, id="behind"),
        pytest.param([answer(3 * DAY), answer(HOUR), answer(HOUR / 2)], HOUR / 2, id="the one that we agree with best"),
        pytest.param([answer(3 * DAY), answer(-9000 * DAY), SILENT], None, id="two wrong clocks of others"),
        pytest.param([answer(3 * DAY), answer(3 * DAY), answer()], None, id="one of them agrees with us"),
        pytest.param([answer(3 * DAY), SILENT, SILENT], None, id="one below the quorum"),
        pytest.param([answer(DAY, status=503), answer(DAY), SILENT], DAY, id="an error page says it too"),
        pytest.param([answer(DAY, Age="86400"), answer(DAY, Age="86400"), SILENT], timedelta(), id="kept by a cache"),
        pytest.param([answer(DAY, "127.0.0.1"), answer(DAY, "10.0.0.1"), answer(DAY, "")], None, id="our own hosts"),
        pytest.param([answer(Date="yesterday"), answer(Date=""), answer(DAY)], None, id="no time at all"),
        pytest.param([answer(Age="x"), answer(Age="9" * 30), answer(Age="-5")], timedelta(), id="odd ages"),
    ],
)  # fmt: skip
async def test_a_quorum_outside_says_how_far_our_clock_is_off(
    answers: list[Answer], off: timedelta | None
) -> None:
    left = iter(answers)

    async def fetch(url: str, **_: object) -> Answer:
        return next(left)

    references = References(urls=("http://a.test/", "http://b.test/", "http://c.test/"), quorum=2)
    assert await clock_off(fetch, references, lambda: NOW) == off  # type: ignore[arg-type]


async def test_silent_hosts_are_waited_for_only_while_our_clock_may_be_wrong() -> None:
    silent = asyncio.Event()

    async def fetch(url: str, **_: object) -> Answer:
        if "silent" in url:
            await silent.wait()
        return answer(DAY if "behind" in url else timedelta())

    references = References(urls=("http://silent.test/", "http://a.test/", "http://b.test/"), quorum=2)
    assert await clock_off(fetch, references, lambda: NOW) == timedelta()  # type: ignore[arg-type]
    asked = replace(references, urls=("http://behind.test/1", "http://silent.test/", "http://behind.test/2"))
    waiting = asyncio.create_task(clock_off(fetch, asked, lambda: NOW))  # type: ignore[arg-type]
    for _ in range(9):
        await asyncio.sleep(0)
    assert not waiting.done(), "the third may agree with us"
    silent.set()
    assert await waiting is None
