"""Policies, interpretations, interviews, surveys and element pages, each read closely once a week (专题稿件细读)."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import timedelta
from typing import Any

from monitor.domain.column_classes import BY_NAME
from monitor.domain.content import ListState, is_direct_file
from monitor.domain.observation import Observation
from monitor.domain.settings import COLUMN_IDS
from monitor.domain.site import Column, ColumnKind, Site
from monitor.domain.text_page import TextPage
from monitor.domain.timing import DAY, day_of
from probes._net import broken
from probes.base import COLUMNS, Probe, Tools
from probes.columns import read_column
from probes.http.base import Fetched, Unreached
from probes.pages.texts.texts import read_text_page
from probes.wall.base import ReaderBroke

#: A page is read again after so long: a policy may be linked to its interpretation later.
AGAIN_AFTER = timedelta(days=7)
#: Older items are left alone: the longest window of the rows is a year.
OLDEST = 400 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`probe.texts = {…}`: ids of columns by class, where their names do not tell; pages read in one run."""

    policy: tuple[str, ...] | None = field(default=None, metadata=COLUMN_IDS)
    interpretation: tuple[str, ...] | None = field(default=None, metadata=COLUMN_IDS)
    survey: tuple[str, ...] | None = field(default=None, metadata=COLUMN_IDS)
    solicitation: tuple[str, ...] | None = field(default=None, metadata=COLUMN_IDS)
    interview: tuple[str, ...] | None = field(default=None, metadata=COLUMN_IDS)
    press: tuple[str, ...] | None = field(default=None, metadata=COLUMN_IDS)
    pages: int = 20


async def run(site: Site, settings: Settings, tools: Tools) -> AsyncIterator[Observation[Any]]:
    """
    Read the pages that are due: those never read first, then those read longest ago; lists are taken as last seen.

    A column whose list was never seen is read once. At most *settings.pages* pages a run.
    """
    wanted: dict[str, str] = {one.url: "page" for one in site.pages}
    ranks: Counter[str] = Counter()  #: so that a class with many items keeps no other waiting
    places: dict[str, int] = {}
    for column, name in _classed(site, settings, tools):
        listing = tools.known.listing(column.id)
        facts = listing.facts if listing is not None else None
        if facts is None:
            look = await read_column(site, column, tools)
            yield look
            facts = look.facts
        if facts.state is not ListState.ITEMS:
            continue
        since = day_of(tools.clock()) - OLDEST
        for item in facts.items:
            recent = item.on is None or item.on >= since
            if item.url and recent and item.url not in wanted and not is_direct_file(item.url):
                wanted[item.url] = name
                ranks[name] += 1
                places[item.url] = ranks[name]
    read = tools.known.texts()
    now = tools.clock()
    never = sorted((url for url in wanted if url not in read), key=lambda url: places.get(url, 0))
    old = sorted(
        (url for url in wanted if url in read and now - read[url] >= AGAIN_AFTER), key=read.__getitem__
    )
    for url in (*never, *old)[: settings.pages]:
        yield await read_page_of(site, url, wanted[url], tools)


def _classed(site: Site, settings: Settings, tools: Tools) -> Iterator[tuple[Column, str]]:
    """The columns of each class, in the order of the classes; a retired one is asked no more."""
    today = day_of(tools.clock())
    named: dict[str, Sequence[str] | None] = {
        one.name: getattr(settings, one.name) for one in fields(settings) if one.metadata == COLUMN_IDS
    }
    for name, ids in named.items():
        for column in site.columns:
            if (
                not column.url
                or column.kind is ColumnKind.LINK
                or (column.retired and column.retired <= today)
            ):
                continue
            if column.id in ids if ids is not None else BY_NAME[name](column):
                yield column, name


async def read_page_of(site: Site, url: str, column_class: str, tools: Tools) -> Observation[TextPage]:
    """One page, read closely; one that cannot be had is unreached, with the reason."""
    at = tools.clock()
    try:
        answer = await tools.fetch(url, allowed_hosts=site.allowed_hosts, attempts=2)
        if not isinstance(answer, Fetched):
            reason = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
            facts = TextPage(url=url, column_class=column_class, state="unreached", reason=reason)
        else:
            found = await tools.wall.read(read_text_page, answer.text, answer.final_url, column_class, at)
            facts = (
                TextPage(url=url, column_class=column_class, state="unreadable", reason=found.reason)
                if isinstance(found, ReaderBroke)
                else found
            )
        return Observation(subject=site.id, part=url, at=at, facts=facts, exchanges=answer.exchanges)
    except Exception as error:
        facts = TextPage(url=url, column_class=column_class, state="unreadable", reason=broken(error, url))
        return Observation(subject=site.id, part=url, at=at, facts=facts)


PROBE = Probe(Settings, run, duty=COLUMNS, kinds=(TextPage,))
