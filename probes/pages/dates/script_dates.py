"""The publish day that an inline script names (脚本变量中的发布时间): JSON-LD, a page's stored state, a variable."""

import re
from collections.abc import Iterator
from itertools import islice

from monitor.domain.timing import day_of
from probes.pages.dates.dates import FoundDate, find_dates, from_epoch, narrow

#: (One set of characters begins it, and what goes on looks back at it: the engine skips what cannot begin any of its names.)
_NAMED = re.compile(
    r"""(?P<name>[pPrRdDcCfFoOsSſnNaA](?i:(?<=p)ub(?:lish)?_?(?:date|time)|(?<=r)elease_?(?:date|time)|(?<=d)ocreltime|(?<=c)rtime|(?<=c)reate_?(?:date|time)|"""
    r"""(?<=f)bsj|(?<=f)brq|(?<=d)atePublished|(?<=o)riCreateTime|(?<=s)vrDate|(?<=n)ewsdate|(?<=a)rticleDate))["']?\s{0,3}[:=]\s{0,3}\(?["']?(?P<value>[^"';,<>)]{6,40})"""
)
#: More days or titles than this are lists; farther apart than that is another record.
MOST, FARTHEST = 100, 4000
#: The title of the article that a record is of.
_HEADLINE = re.compile(r"""["']?(?:headline|title)["']?\s{0,3}:\s{0,3}["']([^"'\\]{6,200})""")
_SHORTEST_TITLE = 8
_MADE = re.compile(r"c(?:rt|reate)|svr", re.IGNORECASE)


def named_date(scripts: str, title: str) -> FoundDate | None:
    """
    The day under a publish name in *scripts*; under a creation name where none else stands.

    Where scripts hold several days, as a list of other articles does, the one next to the article's own title;
    without it none, as any of them may be a newer article's.
    """
    named = list(islice(_named(scripts), MOST))
    found = [one for name, one in named if not _MADE.search(name)] or [one for _, one in named]
    if len({one.on for one in found}) <= 1:
        return found[0] if found and not _is_of_another(scripts, found[0], title) else None
    places = (
        [match.start() for match in islice(re.finditer(re.escape(title[:14]), scripts), MOST)]
        if len(title) >= 4
        else []
    )
    near = [
        (abs(one.start - place), one)
        for one in found
        for place in places
        if abs(one.start - place) <= FARTHEST and "{" not in _between(scripts, one.start, place)
    ]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _is_of_another(scripts: str, found: FoundDate, title: str) -> bool:
    """Whether the record that holds a day names another headline than the page's *title*."""
    begins = max(scripts.rfind("{", 0, found.start), found.start - FARTHEST)
    headline = _HEADLINE.search(scripts, max(0, begins), found.end + FARTHEST)
    if headline is None or len(title) < _SHORTEST_TITLE or "{" in scripts[found.end : headline.start()]:
        return False
    said = narrow(headline[1])
    return said[:_SHORTEST_TITLE] not in narrow(title) and narrow(title)[:_SHORTEST_TITLE] not in said


def _named(scripts: str) -> Iterator[tuple[str, FoundDate]]:
    for match in _NAMED.finditer(scripts):
        value = match["value"].strip(" }])")
        if (moment := from_epoch(value)) is not None:
            yield match["name"], FoundDate(on=day_of(moment), at=moment, start=match.start(), end=match.end())
        elif dates := find_dates(value):
            at = match.start("value") + dates[0].start
            yield match["name"], FoundDate(on=dates[0].on, at=dates[0].at, start=at, end=match.end())


def _between(text: str, one: int, other: int) -> str:
    return text[min(one, other) : max(one, other)]
