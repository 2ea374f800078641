"""One timed visit to a homepage (站点可用性)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from monitor.domain.observation import Look, Visit
from monitor.domain.reach import Reach, Reason, reach_of
from monitor.domain.site import Site
from probes._fetch import Fetched, NotModified, Unreached
from probes._probe import Probe, Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`probe.availability = {…}`"""

    timeout_s: float = 15.0  #: 超过（含）15秒: the document must be whole by then
    attempts: int = 3  #: tries after quick failures, all inside the same limit
    minimum_bytes: int = 300  #: a shorter page is a stub
    visits_per_day: int | None = None  #: planned; the clause asks for 20; left out: as `[daemon]` has it

    def __post_init__(self) -> None:
        if self.visits_per_day is not None and not 20 <= self.visits_per_day <= 96:
            raise ValueError(f"visits_per_day: {self.visits_per_day} is not between 20 and 96")
        if self.timeout_s <= 0 or self.attempts < 1:
            raise ValueError("timeout_s must be more than 0, attempts at least 1")


async def run(site: Site, settings: Settings, tools: Tools) -> AsyncIterator[Look[Visit]]:
    """
    Visit the homepage once, on fresh connections, within one wall-clock limit.

    Inside an approved maintenance window no visit is made; when it fails while our own line is down, it counts
    for nobody.
    """
    at = tools.clock()
    if any(window.start <= at < window.end for window in site.maintenance):
        yield Look(subject=site.id, at=at, facts=Visit(reach=Reach.NOT_MEASURED, reason=Reason.MAINTENANCE))
        return
    answer = await tools.fetch(
        site.url,
        budget_s=settings.timeout_s,
        attempts=settings.attempts,
        allowed_hosts=site.allowed_hosts,
        minimum_bytes=settings.minimum_bytes,
        patient=False,
    )
    reason = _reason(answer, site)
    # Whatever it looked like: a line that is down may also answer for the site, with a page of its own.
    if reach_of(reason) is Reach.NOT_OPENED and not await tools.online():
        reason = Reason.OFFLINE
    facts = Visit(
        reach=reach_of(reason),
        reason=reason,
        elapsed_s=round(answer.elapsed_s, 3),
        status=None if isinstance(answer, NotModified) else answer.status,
        final_url="" if isinstance(answer, NotModified) else answer.final_url,
        remarks=answer.remarks if isinstance(answer, Fetched) else (),
        attempts=answer.attempts,
    )
    yield Look(subject=site.id, at=at, facts=facts, exchanges=answer.exchanges)


def _reason(answer: Fetched | NotModified | Unreached, site: Site) -> Reason:
    if isinstance(answer, Unreached):
        return answer.reason
    if isinstance(answer, Fetched) and not _is_this_site(answer.text, site):
        return Reason.WRONG_SITE
    return Reason.OK


def _is_this_site(text: str, site: Site) -> bool:
    """With title marks configured, the page must bear one of them, or the site's code; without one, any page will do."""
    if not site.title_mark:
        return True
    return any(mark in text for mark in site.title_mark) or (
        site.site_code is not None and site.site_code in text
    )


PROBE = Probe(Settings, run)
