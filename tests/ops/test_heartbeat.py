"""The sign of life is given when all is well, and only then."""

from typing import Any

import pytest

from monitor.domain.reach import Reason
from monitor.domain.sentence import written
from monitor.ops.health import Complaint, Health
from monitor.ops.heartbeat import beat
from probes.http.base import Answer, Fetched, NotModified, Unreached

URL = "https://beat.example/0b1c"
WELL = Health()
UNWELL = Health((Complaint(about="lag", said=written("late", "晚"), remedy=written("look", "查看")),))


class Line:
    """A fetch that always gives the same answer and remembers what was asked."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def __call__(self, url: str, **_: Any) -> Answer:
        self.asked.append(url)
        return self.answer


HEARD = Fetched(url=URL, final_url=URL, status=200)


@pytest.mark.parametrize(
    ("answer", "heard"),
    [
        (HEARD, True),
        (NotModified(url=URL), True),
        (Unreached(url=URL, reason=Reason.EMPTY, status=204), True),
        (Unreached(url=URL, reason=Reason.HTTP_STATUS, status=404), False),
        (Unreached(url=URL, reason=Reason.REFUSED), False),
    ],
    ids=["ok", "not-modified", "no-content", "not-found", "refused"],
)
async def test_a_healthy_monitor_beats_once(answer: Answer, heard: bool) -> None:
    line = Line(answer)
    assert await beat(line, URL, WELL) is heard
    assert line.asked == [URL]


@pytest.mark.parametrize(("url", "health"), [(URL, UNWELL), ("", WELL)], ids=["unwell", "not-configured"])
async def test_silence_is_the_alarm(url: str, health: Health) -> None:
    line = Line(HEARD)
    assert await beat(line, url, health) is False
    assert line.asked == []
