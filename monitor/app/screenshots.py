"""Pictures of what was decided about (网页截图): taken once a finding opens, kept as evidence like the rest."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from monitor.app.runtime import Runtime
from monitor.app.shots_state import ShotsState as ShotsState
from monitor.app.shots_state import shots_state as shots_state
from monitor.assess.live_page import live_page
from monitor.assess.patrol_findings import part_of
from monitor.domain.finding import Finding, Grade, Owed
from monitor.domain.observation import Observation
from monitor.domain.patrol import ScreenId
from monitor.domain.screenshot import Screenshot, ShotState
from monitor.domain.sentence import Text
from monitor.domain.site import Watch
from monitor.domain.timing import DAY
from monitor.rules.base import pictured_parts
from probes.http.base import Unreached
from probes.http.browser_picture import Picture
from storage.db.retry import with_retry
from storage.decisions import findings
from storage.observations import patrol_queue
from storage.observations.page_facts import newest_of_kind

log = structlog.get_logger()

#: So many pictures are taken in one night, and so long it may take: the mails go out afterwards.
MOST, LONGEST = 60, timedelta(minutes=15)
#: A picture so much older than a finding is still one of it: the homepage of several findings is taken once.
SHARED = DAY

Shoot = Callable[[str], Awaitable[Picture | Unreached]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One page of which there is no picture yet."""

    subject: str
    part: str
    url: str
    since: datetime


async def take_screenshots(runtime: Runtime, shoot: Shoot | None = None) -> Text | None:
    """
    Take a picture of each page that an open finding, or a candidate that waits, is about, and that has none yet.

    At most `MOST` in a night, the newest first; the others follow in the nights after. Gives what was done, in few words;
    None where nothing was. *shoot*: takes one; None: the runtime's browser. Without it nothing is done, and nothing is lost.
    """
    if shoot is None:
        if runtime.render is None or shots_state(runtime.watch) is not ShotsState.ON:
            return None
        shoot = runtime.render.picture
    started, taken, failed = runtime.clock(), 0, 0
    for one in (await with_retry(lambda: wanted_pictures(runtime)))[:MOST]:
        if runtime.clock() - started >= LONGEST:
            break
        found = await shoot(one.url)
        look = _look(one, found, runtime.clock())
        await with_retry(lambda look=look: runtime.store.save([look]))  # type: ignore[misc]
        taken, failed = taken + isinstance(found, Picture), failed + isinstance(found, Unreached)
        if isinstance(found, Unreached):
            log.info("no_screenshot", subject=one.subject, part=one.part, detail=found.detail)
    return Text("duty_done.pictures", {"taken": taken, "failed": failed}) if taken or failed else None


async def wanted_pictures(runtime: Runtime) -> list[Wanted]:
    """The pages without a picture, those of the newest findings first, then those of candidates that wait."""
    async with runtime.store.database.read() as connection:
        held = await findings.all_open(connection, runtime.damaged)
        lines = await patrol_queue.queue_lines(connection, most=MOST)
        have = await newest_of_kind(connection, Screenshot.kind)
    newest = sorted(held, key=lambda one: one.opened_at, reverse=True)
    wished = [one for found in newest if (one := _of_finding(runtime.watch, found)) is not None]
    wished += [
        Wanted(line.first.site, part_of(line.first.screen, line.first.line), line.first.page, line.first.first_seen)
        for line in lines
        if line.first.page and line.first.screen is not ScreenId.PRIVACY
    ]  # fmt: skip
    missing = {
        (one.subject, one.part): one
        for one in reversed(wished)
        if (seen := have.get((one.subject, one.part))) is None or seen < one.since - SHARED
    }
    return list(reversed(missing.values()))


def _of_finding(watch: Watch, found: Finding) -> Wanted | None:
    """
    The page that a finding is about; None: no picture is taken of it.

    Boards hold citizens' words, and what leaks numbers would leak them again in a picture: neither is ever taken.
    """
    standing = found.standing
    if found.grade is not Grade.FAIL:
        return None
    if standing.owed is Owed.PATROL:
        if standing.part.startswith(f"{ScreenId.PRIVACY.value}-"):
            return None
    elif standing.owed is Owed.INDICATOR:
        if not pictured_parts(standing.rule):
            return None
    elif standing.owed is not Owed.COLUMN:
        return None
    url = live_page(watch, standing)
    return Wanted(found.subject, standing.part, url, found.opened_at) if url else None


def _look(one: Wanted, found: Picture | Unreached, at: datetime) -> Observation[Screenshot]:
    if isinstance(found, Unreached):
        facts = Screenshot(url=one.url, state=ShotState.FAILED, reason=str(found.reason))
        return Observation(subject=one.subject, part=one.part, at=at, facts=facts)
    facts = Screenshot(
        url=one.url, state=ShotState.TAKEN, width=found.width, height=found.height, cut=found.cut
    )
    at = found.exchange.at
    return Observation(subject=one.subject, part=one.part, at=at, facts=facts, exchanges=(found.exchange,))
