"""The marks of a site's homepage (开设规范标识), its page tags, and how long its certificate lasts."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from monitor.domain.observation import Observation
from monitor.domain.page_marks import PageMarks
from monitor.domain.site import Site
from monitor.domain.timing import day_of
from probes.base import COLUMNS, Probe, Tools
from probes.http.base import Fetched, Unreached
from probes.pages.marks.marks import read_marks, read_tags
from probes.wall.base import ReaderBroke


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`probe.marks = {}`: nothing to set."""


async def run(site: Site, settings: Settings, tools: Tools) -> AsyncIterator[Observation[Any]]:
    """Look at the homepage once, whole, with its inline scripts run; pictures and scripts are not fetched."""
    at = tools.clock()
    answer = await tools.fetch(site.url, allowed_hosts=site.allowed_hosts, attempts=2)
    if not isinstance(answer, Fetched):
        reason = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
        facts = PageMarks(url=site.url, state="unreached", reason=reason)
    else:
        marks = await tools.wall.read(read_marks, answer.text, answer.final_url, site.name, at)
        tags = await tools.wall.read(read_tags, answer.text)
        until = day_of(answer.certificate.not_after) if answer.certificate else None
        if isinstance(marks, ReaderBroke):
            facts = PageMarks(
                url=answer.final_url, state="unreadable", reason=marks.reason, certificate_until=until
            )
        else:
            facts = PageMarks(
                url=answer.final_url, state="read", marks=marks, certificate_until=until,
                tags=() if isinstance(tags, ReaderBroke) else tags,
            )  # fmt: skip
    yield Observation(subject=site.id, part="homepage", at=at, facts=facts, exchanges=answer.exchanges)


PROBE = Probe(Settings, run, duty=COLUMNS, every_days=7, kinds=(PageMarks,))
