"""What publishing logs add to the ledger of a site's articles (发布日志并入稿件清单)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from monitor.domain.handed_in import LoggedArticle, PublishingLog
from monitor.domain.ledger import Article, DayBasis
from monitor.domain.observation import StoredObservation
from monitor.domain.timing import day_of, midnight

_Key = tuple[str, str, str]
_Line = tuple[LoggedArticle, str]


def with_logs(
    site: str, seen: Sequence[Article], logs: Sequence[StoredObservation[PublishingLog]], as_of: datetime
) -> tuple[Article, ...]:
    """
    *seen* and what *logs* (in the order of their storing) hold up to *as_of*, each item once, by address.

    A line that gives the address of an item, or its title and day, is that item: its own page's day stays, else the
    log's counts; the log's unit is the one that published it. A log that was declared whole replaces what logs
    stored before it say of its days.
    """
    lines = _lines(logs, as_of)
    if not lines:
        return tuple(seen)
    by_url = {_plain(one.url): n for n, one in enumerate(seen) if one.url}
    by_title: dict[tuple[str, object], list[int]] = {}
    for n, one in enumerate(seen):
        by_title.setdefault((one.title, one.on), []).append(n)
    found = list(seen)
    taken: set[int] = set()
    for same in lines:
        line = same[0][0]
        place = by_url.get(_plain(line.url)) if line.url else None
        if place is None or place in taken:
            place = next((n for n in by_title.get((line.title, line.on), ()) if n not in taken), None)
        if place is None:
            found.append(_article(site, same))
        else:
            taken.add(place)
            found[place] = _joined(found[place], same)
    return tuple(sorted(found, key=lambda one: (one.url, one.number)))


def _lines(logs: Sequence[StoredObservation[PublishingLog]], as_of: datetime) -> list[list[_Line]]:
    """The lines that hold, those of one item together."""
    found: dict[_Key, list[_Line]] = {}
    today = day_of(as_of)
    for n, log in enumerate(logs):
        later = [one.facts for one in logs[n + 1 :] if one.facts.complete]
        for line in log.facts.articles:
            if line.on > today or any(_speaks_of(one, line) for one in later):
                continue
            found.setdefault(_key(line), []).append((line, log.id))
    return list(found.values())


def _speaks_of(log: PublishingLog, line: LoggedArticle) -> bool:
    return log.first is not None and log.last is not None and log.first <= line.on <= log.last


def _key(line: LoggedArticle) -> _Key:
    """What lines of one item share: its address, else its number, else title, time and unit."""
    if line.url:
        return "url", _plain(line.url), ""
    if line.number:
        return "number", line.number, ""
    return "said", f"{line.at or line.on}", f"{line.unit}\n{line.title}"


def _plain(url: str) -> str:
    """*url* without what does not tell one page from another."""
    return url.split("#", 1)[0].partition("://")[2] or url.split("#", 1)[0]


def _article(site: str, same: Sequence[_Line]) -> Article:
    line, id = same[0]
    return Article(
        site=site,
        url=line.url,
        title=line.title,
        columns=_columns(same),
        first_seen=line.at or midnight(line.on),
        on=line.on,
        known=DayBasis.LOG,
        source=line.unit,
        evidence=(id,),
        number="" if line.url else "|".join(_key(line)),
    )


def _joined(seen: Article, same: Sequence[_Line]) -> Article:
    line, id = same[0]
    own = seen.known in (DayBasis.PAGE, DayBasis.FILE)
    return replace(
        seen,
        columns=tuple(sorted({*seen.columns, *_columns(same)})),
        on=seen.on if own else line.on,
        known=seen.known if own else DayBasis.LOG,
        source=line.unit or seen.source,
        evidence=(*seen.evidence, id) if own else (id,),
    )


def _columns(same: Iterable[_Line]) -> tuple[str, ...]:
    return tuple(sorted({line.column for line, _ in same if line.column}))
