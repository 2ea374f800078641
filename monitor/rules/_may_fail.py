"""
Whether a rule could fail a subject on a day at all: cheap questions, asked of every day of a quarter.

Each may say yes too often; it never says no where the rule would answer `fail`. A rule that has none is decided on every
day. What a person signed is asked about elsewhere.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from monitor.domain.case import AccountCase, SiteCase
from monitor.domain.content import AppState, Dated, Item, ListState, TimelineState
from monitor.domain.observation import Reading, StoredObservation
from monitor.domain.shown import is_stated
from monitor.domain.site import Column
from monitor.domain.timing import DAY, add_months, day_of
from monitor.domain.verdict import Clause
from monitor.rules.freshness._column import (
    UpdateDuty,
    is_exempt,
    regulated_duty,
    strictest_duty,
)

#: A limit of calendar months may end so much earlier in a short month.
_SHORT_MONTHS = 4 * DAY


def never(case: Any, clause: Clause, now: datetime) -> bool:
    """The machine alone never fails it."""
    return False


def no_fresh_item(case: SiteCase, clause: Clause, now: datetime) -> bool:
    """No page that a homepage of the last days led to states a day inside the limit."""
    today = day_of(now)
    oldest = today - DAY * clause.limit["days"].allowed
    shown = [one for one in case.homepages if oldest <= day_of(one.at)]
    if shown and (rows := case.counts.get("")) is not None:
        is_new = rows.newest is not None and rows.newest >= oldest
        return not is_new and rows.counted > 0 and not rows.undecided(oldest)
    return bool(shown) and not any(
        shows_fresh(one.facts.items, case.readings, oldest, today) for one in reversed(shown)
    )


def enough_stale_columns(case: SiteCase, clause: Clause, now: datetime) -> bool:
    """So many columns of the clause's own kinds may be past their limit."""
    return _enough(case, clause, now, lambda column, own, today: regulated_duty(column, own))


def enough_overdue_columns(case: SiteCase, clause: Clause, now: datetime) -> bool:
    """So many columns may be past their own frequency, or blank."""
    return _enough(case, clause, now, strictest_duty)


def enough_blank_columns(case: SiteCase, clause: Clause, now: datetime) -> bool:
    """So many columns were last seen blank, or were said to be."""
    confirmed = {one.target for one in case.reviews if one.act == "confirm"}
    empty = {id for id, looks in case.listings.items() if looks[-1].facts.state is ListState.BLANK}
    return clause.limit["fail_from_columns"].is_met(len(confirmed | empty))


def _enough(case: SiteCase, clause: Clause, now: datetime, duty: Any) -> bool:
    today = day_of(now)
    confirmed = {one.target for one in case.reviews if one.act == "confirm"}
    needed = clause.limit["fail_from_columns"].least
    columns, many = case.site.columns, 0
    for n, column in enumerate(columns):
        many += column.id in confirmed or _may_be_late(column, case, clause, duty, today)
        if many >= needed or many + len(columns) - n - 1 < needed:
            break
    return clause.limit["fail_from_columns"].is_met(many)


def _may_be_late(column: Column, case: SiteCase, clause: Clause, duty: Any, today: date) -> bool:
    looks = case.listings.get(column.id, ())
    if not looks or is_exempt(column, today):
        return False
    last = looks[-1]
    if last.facts.state is ListState.BLANK:
        return True
    own = case.column_clauses.get(column.id, {}).get(clause.rule, clause)
    too_old = own.own["listing_lasts_days"].is_met_by(today - day_of(last.at))
    if last.facts.state is not ListState.ITEMS or too_old:
        return False
    owed: UpdateDuty | None = duty(column, own, today)
    if owed is None:
        return False
    if (rows := case.counts.get(column.id)) is not None:
        is_new = rows.newest is not None and rows.newest >= owed.oldest(today)
        return not is_new and rows.counted > 0 and not rows.undecided(owed.oldest(today))
    oldest, seen = owed.oldest(today), set[int]()
    for one in reversed(looks):
        if one.facts.state is ListState.ITEMS and id(one.facts) not in seen:
            seen.add(id(one.facts))
            if shows_fresh(one.facts.items, case.readings, oldest, today):
                return False
    return True


def shows_fresh(
    items: Iterable[Item], readings: Mapping[str, StoredObservation[Reading]], oldest: date, today: date
) -> bool:
    """Whether an item's own page states a day from *oldest* to *today*."""
    for item in items:
        seen = readings.get(item.url) if item.url else None
        published = seen.facts.published if seen is not None and is_stated(seen.facts) else None
        if isinstance(published, Dated) and oldest <= published.on <= today:
            return True
    return False


def any_message_due(case: SiteCase, clause: Clause, now: datetime) -> bool:
    """A message was seen unanswered whose limit may have passed."""
    today = day_of(now)
    months = clause.limit.get("answer_months") or clause.own.get("answer_months")
    due = add_months(today, -months.value) + _SHORT_MONTHS if months else today
    return any(
        one.submitted is not None and one.submitted <= due and not one.is_answered
        for looks in case.boards.values()
        for look in looks
        for one in look.facts.messages
    )


def any_guide_is_bad(case: SiteCase, clause: Clause, now: datetime) -> bool:
    """A guide that was read lately lacks as many elements as the clause asks."""
    limit = clause.limit["missing_groups"]
    return any(
        limit.is_met(len(one.missing)) for look in case.guides for one in look.facts.guides if one.is_read
    )


def has_boards(case: SiteCase, clause: Clause, now: datetime) -> bool:
    """Any board was read lately."""
    return bool(case.boards)


def no_recent_post(case: AccountCase, clause: Clause, now: datetime) -> bool:
    """The newest readable look shows no post inside the limit."""
    today = day_of(now)
    readable = [one for one in case.timelines if one.facts.state is TimelineState.POSTS]
    if not readable:
        return False
    last = readable[-1]
    until = min(today, day_of(last.at))
    newest = max((post.on for post in last.facts.posts if post.on and post.on <= until), default=None)
    return newest is None or clause.limit["silent_days"].is_met((today - newest).days)


def is_missing_somewhere(case: AccountCase, clause: Clause, now: datetime) -> bool:
    """A shop said that the app is missing."""
    return any(one.facts.state is AppState.MISSING for looks in case.apps.values() for one in looks)
