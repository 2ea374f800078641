"""The patrol's nights (夜间巡查): which sites are walked tonight, what is looked at a second time, the findings of it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import structlog

from monitor.app.runtime import Runtime
from monitor.assess.patrol_findings import part_of, update_patrol_findings
from monitor.collect.patrol import Patrolled, look_again, patrol_site
from monitor.collect.patrol_reader import PatrolTools
from monitor.domain.observation import Observation
from monitor.domain.sentence import Label, Param, Text
from monitor.domain.settings import PatrolSettings
from monitor.domain.site import Site
from monitor.patrol.wording import WordList, lists_in, shipped
from monitor.regulations.sought_links import link_topics
from monitor.schedule.duties import patrol_due, patrol_night
from probes.base import NothingStored
from storage.db.retry import with_retry
from storage.observations import patrol, patrol_links, patrol_queue, patrol_rounds

log = structlog.get_logger()


def word_lists(settings: PatrolSettings) -> tuple[WordList, ...]:
    """The lists that come with the program, and the centre's own. Raises WordListError."""
    return shipped() + (lists_in(Path(settings.lists)) if settings.lists else ())


def patrol_tools(
    runtime: Runtime, site: Site, settings: PatrolSettings, lists: tuple[WordList, ...]
) -> PatrolTools:
    """What a patrol of *site* works with; it shares the pace of each host with all other probes of the runtime."""
    tools = runtime.tools(site, NothingStored())
    return PatrolTools(
        database=runtime.store.database, fetch=tools.fetch, wall=runtime.wall, clock=runtime.clock, settings=settings,
        lists=lists, online=tools.online, keep=runtime.store.save_with,
    )  # fmt: skip


async def patrol_once(
    runtime: Runtime,
    sites: Sequence[Site],
    settings: PatrolSettings,
    progress: Callable[[str], None],
) -> list[Patrolled]:
    """Patrol *sites*, one after the other, and bring the findings of what was confirmed up to date."""
    lists, done = word_lists(settings), []
    for site in sites:
        tools = patrol_tools(runtime, site, settings, lists)
        await keep_result(runtime, site)
        done.append(await patrol_site(site, tools, progress))
        await keep_result(runtime, site)
        await _update(runtime, [site])
    return done


async def keep_result(runtime: Runtime, site: Site) -> bool:
    """
    Store what the site's newest patrol came to as an observation, where that was not done; whether it was now.

    Asked for after each walk and each night: a kill between the walk's end and this loses nothing.
    """
    async with runtime.store.database.read() as connection:
        number = await patrol_links.last_ended(connection, site.id)
        newest, _ = await patrol.newest_round(connection, site.id)
        # the next patrol has begun: what the one before met is written over already
        if not number or number != newest:
            return False
        found = await patrol_links.site_patrol(connection, site.id, site.url, number, link_topics().values())
        if found is None or await patrol_links.is_kept(connection, site.id, found.ended_at):
            return False
    await runtime.store.save([Observation(subject=site.id, part="site", at=found.ended_at, facts=found)])
    return True


async def retest_line(runtime: Runtime, subject: str, part: str) -> int:
    """Ask anew for what the finding *part* of a site is about, and its pages; gives how many addresses that were."""
    settings = runtime.watch.settings.patrol
    site = next(one for one in runtime.watch.sites if one.id == subject)
    async with runtime.store.database.read() as connection:
        confirmed = await patrol_queue.confirmed_lines(connection, [site.id])
        found = [one.first for one in confirmed if part_of(one.first.screen, one.first.line) == part]
        several = [one for each in found for one in await patrol_queue.on_line(connection, each)]
    urls = {one.cause for one in several} | {one.page for one in several if one.page}
    many = await look_again(site, patrol_tools(runtime, site, settings, word_lists(settings)), urls)
    await _update(runtime, [site])
    return many


@dataclass(frozen=True, slots=True)
class PatrolDuty:
    """The duty `patrol` of the daemon: asks for pages at night only, and for no more than tonight allows."""

    runtime: Runtime

    async def run(self, now: datetime) -> Text:
        """Begin what is due, go on with what waits, look a second time at what was dead once; until the night ends."""
        settings = self.runtime.watch.settings.patrol
        begins, ends = patrol_night(settings, now)
        if not begins <= now < ends:
            return Text("duty_done.patrol_over", {"at": f"{settings.at:%H:%M}"})
        lists, due = word_lists(settings), patrol_due(settings, now)
        seats, results = asyncio.Semaphore(settings.sites_at_once), list[tuple[str, str]]()

        async def one(site: Site) -> None:
            async with seats:
                try:
                    results.append(await self._tonight(site, lists, due, ends))
                except Exception:  # one site's fault stops no other's patrol
                    log.exception("patrol_broke", site=site.id)
                    results.append(("duty_done.patrol_broke", ""))

        async with asyncio.TaskGroup() as group:
            for site in self.runtime.watch.sites:
                group.create_task(one(site), name=f"patrol:{site.id}")
        if not results:
            return Text("duty_done.no_sites")
        return Text(
            "duty_done.patrol",
            {"sites": tuple(_sites(*one, results.count(one)) for one in sorted(set(results)))},
        )

    async def _tonight(
        self, site: Site, lists: tuple[WordList, ...], due: datetime, ends: datetime
    ) -> tuple[str, str]:
        """What came of a site tonight: the code of it, and why it paused."""
        settings, database = self.runtime.watch.settings.patrol, self.runtime.store.database
        if self.runtime.clock() >= ends:
            return "duty_done.patrol_waits", ""
        async with database.read() as connection:
            _, waiting = await patrol.newest_round(connection, site.id)
            begun = await patrol_rounds.newest_begun(connection, site.id)
            confirmed = await patrol_queue.confirmed_lines(connection, [site.id])
        tools = patrol_tools(self.runtime, site, settings, lists)
        await keep_result(self.runtime, site)
        came = ("duty_done.patrol_unchanged", "")
        if waiting or begun is None or begun < due:
            done = await patrol_site(site, tools, lambda address: None, ends)
            await keep_result(self.runtime, site)
            came = ("duty_done.patrol_paused", done.paused) if done.paused else ("duty_done.patrol_done", "")
            log.info(
                "patrol", site=site.id, number=done.number, asked=done.asked, left=done.left, paused=done.paused,
                outcomes=dict(done.outcomes),
            )  # fmt: skip
        standing = [one for one in confirmed if not one.mended]
        urls = {one.first.cause for one in standing} | {page for one in standing for page in one.pages[:20]}
        await look_again(site, replace(tools), urls)
        await _update(self.runtime, [site])
        return came


def _sites(code: str, why: str, many: int) -> Text:
    params: dict[str, Param] = {"sites": many}
    return Text(code, params | {"why": Label("patrol_paused", why)} if why else params)


async def _update(runtime: Runtime, sites: Sequence[Site]) -> None:
    async def once() -> None:
        async with runtime.store.database.write() as connection:
            await update_patrol_findings(
                connection, runtime.watch, [one.id for one in sites], runtime.clock()
            )

    await with_retry(once)
