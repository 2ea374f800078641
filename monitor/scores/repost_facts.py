"""Facts on what portals above published, and what the owner's sites reposted of it (信息转载)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from monitor.domain.content import ListState
from monitor.domain.ledger import Article
from monitor.domain.likeness import NEAR, SAME, address_key, likeness
from monitor.domain.site import ColumnKind, Site
from monitor.domain.timing import DAY, day_of
from monitor.domain.verdict import Outcome, Text
from monitor.quarter.output import covers_days
from monitor.scores.period import NAMED, IndicatorFact, OwnerScope, evidence_in, not_looked, not_theirs

KIND, TITLE = "reposts", "上级信息转载"
#: A repost may stand on the site a day before the list above shows it: clocks and nights differ.
EARLIER = 1 * DAY
#: So long after it was published above an item may still come where no limit is known.
PATIENCE = 7 * DAY


@dataclass(frozen=True, slots=True)
class UpstreamItem:
    """One item of a portal above."""

    source: str
    title: str
    url: str
    on: date
    hours: int | None


@dataclass(frozen=True, slots=True)
class Matched:
    """An item above, with what repeats it here, and how alike their titles are."""

    item: UpstreamItem
    article: Article | None
    likeness: float


def reposts(scope: OwnerScope) -> IndicatorFact:
    """
    How much of what the configured lists above published in the quarter the owner's sites reposted.

    The same address or a title alike is a repost; a title that is only near one is for a person. An item that is not there though
    every column was followed whole fails, and so does one later than the hours that were configured.
    """
    if not scope.sites:
        return not_theirs(KIND, TITLE, Text("fact.no_counted_site"))
    items, looks = _items(scope)
    if not looks:
        return not_looked(KIND, TITLE, Text("fact.no_upstream"), Text("fact.needs_upstream"))
    own = _own(scope)
    matched = [_match(one, own) for one in items]
    here = [one for one in matched if one.article is not None and one.likeness >= SAME]
    near = [one for one in matched if one.article is not None and one.likeness < SAME]
    late = [one for one in here if _is_late(one)]
    today = min(day_of(scope.period.as_of), scope.period.span.last)
    missing = [one for one in matched if one.article is None and one.item.on + _limit(one.item) < today]
    whole = all(_is_whole(scope, site) for site in _sites(scope))
    waiting = len(matched) - len(here) - len(near) - len(missing)
    outcome = _outcome(
        bool(items), late=bool(late), missing=bool(missing), near=bool(near), whole=whole, waiting=waiting > 0
    )
    return IndicatorFact(
        kind=KIND, name=TITLE, outcome=outcome, waits=outcome is Outcome.UNKNOWN and bool(near) and not missing,
        reason=Text(
            "fact.reposts",
            {
                "n": len(items), "here": len(here),
                "late": Text("fact.reposts_late", {"n": len(late), "names": _names(late)}) if late else None,
                "missing": Text("fact.reposts_missing", {"n": len(missing), "names": _names(missing)}) if missing else None,
                "near": Text("fact.reposts_near", {"n": len(near), "names": _names(near)}) if near else None,
                "waiting": Text("fact.reposts_waiting", {"n": waiting}) if waiting else None,
            },
        ),
        needs=Text("fact.needs_near" if near and not missing else "fact.needs_whole_site") if outcome is Outcome.UNKNOWN else None,
        measured={
            "upstream_items": len(items), "reposted": len(here), "late_reposts": [one.item.url for one in late],
            "missing_reposts": [one.item.url for one in missing], "near_titles": [[one.item.title, one.article.title] for one in near if one.article],
            "whole": whole,
        },
        evidence=(*looks, *evidence_in(one.article for one in (late or here) if one.article)),
    )  # fmt: skip


def _outcome(is_any: bool, *, late: bool, missing: bool, near: bool, whole: bool, waiting: bool) -> Outcome:
    if late or (missing and whole):
        return Outcome.FAIL
    return Outcome.PASS if is_any and not (missing or near or waiting) else Outcome.UNKNOWN


def _limit(item: UpstreamItem) -> timedelta:
    return DAY * -(-item.hours // 24) if item.hours is not None else PATIENCE


def _is_late(one: Matched) -> bool:
    """Later than the configured hours, in whole days: lists state no more. Only a day that its own page states counts."""
    article = one.article
    if one.item.hours is None or article is None or article.on is None or not article.is_certain:
        return False
    return article.on > one.item.on + _limit(one.item)


def _items(scope: OwnerScope) -> tuple[list[UpstreamItem], tuple[str, ...]]:
    """What the lists showed of the quarter, each item once, and the looks that showed it."""
    span = scope.period.span
    found: dict[str, UpstreamItem] = {}
    looks = []
    for site in scope.sites:
        for seen in scope.period.upstreams.get(site, ()):
            if seen.facts.state is not ListState.ITEMS:
                continue
            looks.append(seen.id)
            for item in seen.facts.items:
                if item.on is not None and span.first <= item.on <= span.last:
                    key = address_key(item.url) or item.title
                    found.setdefault(key, UpstreamItem(seen.facts.name, item.title, item.url, item.on, seen.facts.hours))  # fmt: skip
    return sorted(found.values(), key=lambda one: (one.on, one.url)), tuple(looks[-NAMED:])


def _own(scope: OwnerScope) -> list[Article]:
    first, last = scope.period.span.first - EARLIER, scope.period.span.last
    return [
        one
        for site in scope.sites
        if site in scope.period.ledgers
        for one in scope.period.ledgers[site].articles
        if one.on is None or first <= one.on <= last
    ]


def _match(item: UpstreamItem, own: Sequence[Article]) -> Matched:
    key = address_key(item.url)
    best, score = None, 0.0
    for one in own:
        if one.on is not None and one.on < item.on - EARLIER:
            continue
        alike = 1.0 if key and address_key(one.url) == key else likeness(item.title, one.title)
        if alike > score:
            best, score = one, alike
    return Matched(item, best, score) if score >= NEAR else Matched(item, None, score)


def _sites(scope: OwnerScope) -> Iterator[Site]:
    by_id: Mapping[str, Site] = {one.id: one for one in scope.period.watch.sites}
    return (by_id[id] for id in scope.sites if id in by_id)


def _is_whole(scope: OwnerScope, site: Site) -> bool:
    """Whether a repost could stand in no column unseen: all are listed, and each was followed through the quarter."""
    ledger, span = scope.period.ledgers.get(site.id), scope.period.span
    if ledger is None or site.columns_complete is None:
        return False
    columns = [one for one in site.columns if one.kind is not ColumnKind.LINK and not (one.retired and one.retired <= span.last)]  # fmt: skip
    return bool(columns) and all(covers_days(ledger, one, span.first, span.last) for one in columns)


def _names(found: Sequence[Matched]) -> tuple[str, ...]:
    return tuple(f"《{one.item.title}》（{one.item.source}）" for one in found[:NAMED])
