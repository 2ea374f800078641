"""The patrols of the weeks before in `monitor demo`: one simulated site walked whole, without the pace that a server is owed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from starlette.requests import Request

from monitor.app.patrolling import keep_result, word_lists
from monitor.app.runtime import Runtime
from monitor.cli import console
from monitor.collect.patrol import patrol_site
from monitor.collect.patrol_reader import PatrolTools
from monitor.demo.county import SITES, SimSite
from monitor.demo.portal import answer
from monitor.demo.world import World
from monitor.domain.observation import Exchange
from monitor.domain.patrol import CandidateState
from monitor.domain.reach import Reason
from monitor.domain.timing import Clock
from probes.http.base import Answer, Fetched, Unreached
from probes.wall.base import Inline
from storage.observations import patrol_queue, patrol_rounds

#: The site that has them, and how many days ago it was patrolled.
SITE, DAYS_AGO = "town", (9, 2)


@dataclass(frozen=True, slots=True)
class PastPortal:
    """Answers as the portal at *home* does, by a clock of the past: a patrol of it needs no minutes of waiting."""

    home: str
    today: date  #: what the ages of its items count from
    clock: Clock

    async def __call__(self, url: str, **_: Any) -> Answer:
        """See `Fetch`; what lies on other sites does not answer."""
        at = self.clock()
        if not url.startswith(self.home):
            return Unreached(url=url, reason=Reason.CONNECT_TIMEOUT, final_url=url)
        path = "/" + url.removeprefix(self.home).partition("?")[0]
        scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}
        site = _site()
        said = answer(site, Request(scope), self.today)
        headers = tuple((name, value) for name, value in said.headers.items())
        body, status = bytes(said.body), said.status_code
        sent = (Exchange(url=url, at=at, status=status, headers=headers, body=body),)
        if status != 200:
            return Unreached(url=url, reason=Reason.HTTP_STATUS, status=status, final_url=url, exchanges=sent)
        text = body.decode(site.encoding)
        return Fetched(url=url, final_url=url, status=status, body=body, text=text, exchanges=sent)


def _site() -> SimSite:
    return next(one for one in SITES if one.id == SITE)


async def patrol_past_weeks(runtime: Runtime, world: World) -> None:
    """The patrols of the weeks before on one site, from its own pages but without their pace, once for each folder."""
    site, settings = runtime.watch.site(SITE), runtime.watch.settings.patrol
    lists, now = word_lists(settings), runtime.clock()
    async with runtime.store.database.read() as connection:
        done = len(await patrol_rounds.rounds(connection, site.id))
    for days in DAYS_AGO[done:]:

        def then(days: int = days) -> datetime:
            return now - timedelta(days=days)

        portal = PastPortal(world.url(site.id), world.today, then)
        tools = PatrolTools(
            database=runtime.store.database, fetch=portal, wall=Inline(), clock=then, settings=settings, lists=lists,
            keep=runtime.store.save_with,
        )  # fmt: skip
        await patrol_site(site, tools, lambda address: None)
        await keep_result(runtime, site)
    async with runtime.store.database.read() as connection:
        lines = await patrol_queue.queue_lines(connection, site.id, CandidateState.OPEN)
    console.out().print(f"模拟过去两周对{site.name}的全站巡查：待核实线索{len(lines)}条", markup=False)
