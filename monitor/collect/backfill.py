"""Fills the ledger back to a day (补采): lists page by page, then the article pages nobody has read. Judges nothing."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from monitor.domain.content import Item, ListState, is_direct_file
from monitor.domain.ledger import Article, ArticleLedger, DayBasis
from monitor.domain.observation import Observation, OlderPage, StoredObservation
from monitor.domain.site import Column, ColumnKind, Site
from monitor.domain.timing import day_of
from probes._articles import needs_reading, read_one
from probes._older_pages import Start, walk
from probes.base import Tools

#: A walk that was interrupted goes on where it stopped within this time; later it begins anew, as lists move.
RESUME_WITHIN = timedelta(days=1)

Save = Callable[[Sequence[Observation[Any]]], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfillStep:
    """One page that was stored, in few words."""

    site: str
    column: str  #: "" for an article page
    page: int = 0
    items: int = 0
    done: int = 0  #: articles: so many of *total*
    total: int = 0
    url: str = ""
    reached: bool = False
    reason: str = ""  #: why it could not be read


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfillResult:
    """What a backfill of one site came to."""

    reached: tuple[str, ...] = ()  #: columns whose lists are known back to the day
    short: tuple[tuple[str, str], ...] = ()  #: columns that are not, with the reason
    pages: int = 0
    articles: int = 0
    unread: int = 0  #: article pages that could not be read


async def walk_lists(
    site: Site, since: date, ledger: ArticleLedger, tools: Tools, save: Save, *, most: int,
    observer: Callable[[BackfillStep], None], only: Sequence[str] = (),
) -> BackfillResult:  # fmt: skip
    """
    Every column's list back to *since*; each page is stored before the next is asked.

    Columns that an earlier run of the same day brought back as far are left alone. *most*: pages of one column in this run.
    """
    reached, short, pages = [], [], 0
    for column in site.columns:
        if not _is_walked(column, since) or (only and column.id not in only):
            continue
        if column.browser:
            short.append((column.id, "needs_browser"))
            continue
        start = _start(ledger.backlogs.get(column.id, ()), since, tools.clock())
        if start is None:
            reached.append(column.id)
            continue
        last: OlderPage | None = None
        async for look in walk(site, column, tools, since=since, start=start, most=most):
            await save([look])
            pages, last = pages + 1, look.facts
            observer(_step(site, column, last))
        if last is not None and last.reached:
            reached.append(column.id)
        else:
            short.append((column.id, (last.reason if last else "") or "page_limit"))
    return BackfillResult(reached=tuple(reached), short=tuple(short), pages=pages)


def _is_walked(column: Column, since: date) -> bool:
    return (
        bool(column.url)
        and column.kind is not ColumnKind.LINK
        and not (column.retired is not None and column.retired <= since)
    )


def _start(backlogs: Sequence[StoredObservation[OlderPage]], since: date, now: datetime) -> Start | None:
    """Where to begin: None when an earlier walk of the same day reached as far; behind its last page when it broke off."""
    for one in backlogs:
        if one.facts.reached and one.facts.since <= since and day_of(one.at) == day_of(now):
            return None
    last = backlogs[-1] if backlogs else None
    if last is None or last.facts.reached or last.facts.since != since or now - last.at > RESUME_WITHIN:
        return Start()
    facts = last.facts
    if facts.state is not ListState.ITEMS or facts.reason:  # that page is tried again
        return Start(facts.page, facts.url if not facts.through else "")
    return Start(facts.page + 1, facts.following) if facts.following or facts.through else Start()


def _step(site: Site, column: Column, facts: OlderPage) -> BackfillStep:
    return BackfillStep(
        site=site.id,
        column=column.id,
        page=facts.page,
        items=len(facts.items),
        url=facts.url,
        reached=facts.reached,
        reason=facts.reason,
    )


def unread(ledger: ArticleLedger, since: date, tools: Tools) -> list[Article]:
    """The articles since *since*, or of no known day, whose own pages nobody has read; newest first."""
    wanted = [
        one
        for one in ledger.articles
        if one.known in (DayBasis.LISTED, DayBasis.NOTHING)
        and (one.on is None or one.on >= since)
        and one.columns
        and not is_direct_file(one.url)
        and needs_reading(Item(title=one.title, url=one.url), tools)
    ]
    return sorted(wanted, key=lambda one: (one.on or date.max, one.url), reverse=True)


async def read_articles(
    site: Site,
    articles: Sequence[Article],
    tools: Tools,
    save: Save,
    observer: Callable[[BackfillStep], None],
) -> int:
    """Read their pages, each stored before the next is asked. Returns how many could not be read."""
    failed = 0
    for n, article in enumerate(articles, 1):
        look = await read_one(site, article.url, tools)
        await save([look])
        why = str(getattr(look.facts.published, "why", ""))
        failed += bool(why)
        observer(
            BackfillStep(site=site.id, column="", done=n, total=len(articles), url=article.url, reason=why)
        )
    return failed
