"""A web of a few pages for the probes about people's questions: no socket is opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from monitor.domain.observation import BoardReading, Exchange, Observation, StoredObservation
from monitor.domain.reach import Reason
from monitor.domain.site import Board, Site
from monitor.domain.timing import SHANGHAI
from probes.base import NothingStored, Probe, Tools
from probes.http.base import Answer, Fetch, Fetched, Unreached

NOW = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
HOME = "http://www.a.gov.cn/"
BOARD = "http://www.a.gov.cn/xx/"


@dataclass
class Web:
    """Pages by address; what is not there is a 404. Remembers what was asked, and how."""

    pages: Mapping[str, str]
    asked: list[str] = field(default_factory=list)
    methods: set[str] = field(default_factory=set)

    async def __call__(self, url: str, *, method: str = "GET", **_: Any) -> Answer:
        self.asked.append(url)
        self.methods.add(method)
        if url not in self.pages:
            return Unreached(url=url, reason=Reason.HTTP_STATUS, status=404)
        text = self.pages[url]
        exchange = Exchange(
            url=url,
            at=NOW,
            status=200,
            headers=(("Content-Type", "text/html; charset=utf-8"),),
            body=text.encode(),
        )
        return Fetched(url=url, final_url=url, status=200, body=text.encode(), text=text, encoding="utf-8", exchanges=(exchange,))  # fmt: skip


@dataclass
class Memory(NothingStored):
    """The readings of boards that are known beforehand."""

    boards: dict[str, tuple[StoredObservation[BoardReading], ...]] = field(default_factory=dict)

    def board(self, id: str) -> tuple[StoredObservation[BoardReading], ...]:
        return self.boards.get(id, ())


def site(*boards: Board, **more: Any) -> Site:
    return Site(id="s", name="示例", url=HOME, edition="fuzhou-2021", boards=boards, **more)


def board(**more: Any) -> Board:
    facts = {"id": "mail", "name": "区长信箱", "url": BOARD, "unit": "office", **more}
    return Board(**facts)


async def looks(
    probe: Probe, one: Site, web: Fetch, *, known: Sequence[StoredObservation[BoardReading]] = (), now: datetime = NOW, **settings: Any
) -> list[Observation[Any]]:  # fmt: skip
    """What *probe* hands over."""
    memory = Memory(boards={"mail": tuple(known)})
    tools = Tools(fetch=web, clock=lambda: now, rng=Random(0), known=memory)
    return [look async for look in probe.run(one, probe.settings(**settings), tools)]
