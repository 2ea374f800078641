"""What the account rules share: which posts count, how old the newest is, and what may prove silence."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from monitor.domain.case import AccountCase
from monitor.domain.content import Life, Post, TimelineState
from monitor.domain.observation import Registration, StoredObservation, Timeline
from monitor.domain.timing import DAY, day_of, midnight
from monitor.domain.verdict import Clause, Threshold

#: A post that states no day, or one that has not come, may be new.
UNDATED = "post_without_day"
#: As it was noted until November 2026.
_UNDATED_BEFORE = re.compile(r"\d{1,9}_posts_without_day")
#: Posts made elsewhere and handed in.
IMPORTED = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedPosts:
    """The posts that count, and the look that may prove that there are no others."""

    days: tuple[date, ...]  #: every day with a post, oldest first, pinned and reposted ones included
    reposts_only: bool  #: of the newest look's posts
    newest: date | None
    grounds: str = ""  #: id of the look that showed the newest post
    proof: StoredObservation[Timeline] | None = None  #: newest complete look
    proved_until: datetime | None = (
        None  #: up to this moment that look, or the import's handing over, shows all
    )
    blocker: str = ""  #: why the newest look proves no silence; "" it does
    last: StoredObservation[Timeline] | None = None  #: newest look, readable or not


def count_posts(case: AccountCase, clause: Clause, now: datetime) -> CountedPosts:
    """The posts of *case* that count at *now*, from every look: a post stays published though it was seen long ago."""
    readable = [one for one in case.timelines if one.facts.state is TimelineState.POSTS]
    skew = clause.own["skew_minutes"]
    shown = _days_shown(readable, now, skew)
    newest_look = _standing(readable, case, clause, now)
    gone = _deleted(readable, now, skew)
    days = sorted(day for day in shown if day not in gone)
    newest = days[-1] if days else None
    last = case.timelines[-1] if case.timelines else None
    blocker = _blocker(case, last, newest_look, clause, now)
    until = None
    if newest_look is not None and not blocker:
        until = min(now, _covered(newest_look, case))
    return CountedPosts(
        days=tuple(days),
        reposts_only=newest_look is not None and all(post.repost for post in newest_look.facts.posts),
        newest=newest,
        grounds=shown[newest] if newest else "",
        proof=newest_look if not blocker else None,
        proved_until=until,
        blocker=blocker,
        last=last,
    )


def _days_shown(
    looks: Iterable[StoredObservation[Timeline]], now: datetime, skew: Threshold
) -> dict[date, str]:
    """
    Every day on which a post of *looks* counts, with the id of the first of them that showed it.

    Most looks showed what the one before showed, and are one object: each of its days is weighed until it counts.
    """
    shown: dict[date, str] = {}
    open_days: dict[
        int, list[Post]
    ] = {}  #: by what a look showed: a post for each day that does not count yet
    for one in looks:
        if (posts := open_days.get(id(one.facts))) is None:
            posts = list({post.on: post for post in one.facts.posts}.values())
        open_days[id(one.facts)] = left = []
        for post in posts:
            if post.on is None or post.on in shown:
                continue
            if (day := _day(post, one, now, skew)) is not None:
                shown[day] = one.id
            else:
                left.append(post)
    return shown


def _standing(
    readable: Sequence[StoredObservation[Timeline]], case: AccountCase, clause: Clause, now: datetime
) -> StoredObservation[Timeline] | None:
    """
    The look that speaks for the timeline: the newest, or the last complete one where all newer ones merely lack
    their owner's vouching. One that was not wholly understood may hide a post, and stands in the way.
    """
    # of two imports of one log the one that was corrected speaks, whichever was stored first; else the later stored
    order = sorted(enumerate(readable), key=lambda two: (two[1].at, two[1].facts.complete, two[0]))
    for _, one in order[::-1]:
        if one.facts.complete or one.facts.reason:
            recent = not clause.own["read_lasts_days"].is_met_by(now - _covered(one, case))
            return one if one.facts.complete and recent else readable[-1]
    return readable[-1] if readable else None


def _covered(seen: StoredObservation[Timeline], case: AccountCase) -> datetime:
    """Up to this moment *seen* shows all: a log that does not say when it was taken reaches to its handing over."""
    handed = case.handed_over if seen.facts.through == IMPORTED else None
    return max(seen.at, handed or seen.at)


def _day(post: Post, seen: StoredObservation[Timeline], now: datetime, skew: Threshold) -> date | None:
    """
    The day on which *post* counts; None when it states none, or one that had not come yet.

    *skew*: by so much the platform and the reader may disagree about what time it is.
    """
    if post.on is None or not skew.is_met_by(midnight(post.on) - min(seen.at, now)):
        return None
    return post.on


def _deleted(readable: Sequence[StoredObservation[Timeline]], now: datetime, skew: Threshold) -> set[date]:
    """
    Days whose posts are all gone from a newest look that is complete and reaches back to them (已删除).

    Posts that were handed in stand: a log is no timeline.
    """
    if not readable or not readable[-1].facts.complete or readable[-1].facts.through == IMPORTED:
        return set()
    newest = readable[-1]
    days_kept = {day for post in newest.facts.posts if (day := _day(post, newest, now, skew))}
    reaches = min((post.on for post in newest.facts.posts if post.on and not post.pinned), default=None)
    if reaches is None:
        return set()
    seen = _days_shown((one for one in readable[:-1] if one.facts.through != IMPORTED), now, skew)
    return {day for day in seen if day >= reaches} - days_kept


def _blocker(
    case: AccountCase,
    last: StoredObservation[Timeline] | None,
    newest: StoredObservation[Timeline] | None,
    clause: Clause,
    now: datetime,
) -> str:
    """Why silence is not proved, in a word; "" when it would be."""
    if last is None:
        return "never_read"
    if newest is None:
        return last.facts.reason or last.facts.state.value
    if clause.own["read_lasts_days"].is_met_by(now - _covered(newest, case)):
        return last.facts.reason or "not_read_recently"
    facts = newest.facts
    if not facts.complete:
        return _code(facts.reason) or "not_complete"
    if all(post.pinned for post in facts.posts):
        return "pinned_only"
    if any(_day(post, newest, now, clause.own["skew_minutes"]) is None for post in facts.posts):
        return UNDATED
    # a log that was handed in is no reading of the platform
    return "" if facts.through == IMPORTED else suspect(case, clause, now)


def _code(reason: str) -> str:
    """The code of why a list is not whole, undated posts by one name, however many there are."""
    is_undated = reason.partition(":")[0] == UNDATED or _UNDATED_BEFORE.fullmatch(reason)
    return UNDATED if is_undated else reason


def suspect(case: AccountCase, clause: Clause, now: datetime) -> str:
    """`canary_silent` when the platform's canaries look silent or unreadable too; "" when one of them shows life."""
    if not case.canaries:
        return ""
    lasts = clause.own["read_lasts_days"]
    recent = [[one for one in looks if not lasts.is_met_by(now - one.at)] for looks in case.canaries.values()]
    if not any(recent):
        return "canary_not_read"
    oldest = day_of(now) - DAY * clause.own["canary_days"].allowed
    for looks in recent:
        readable = [one for one in looks if one.facts.state is TimelineState.POSTS]
        if readable and (readable[-1].facts.newest or date.min) >= oldest:
            return ""
    return "canary_silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLife:
    """Where an account stands in its life, by configuration and register (备案状态)."""

    life: Life
    opened: date | None = None
    closed: date | None = None


def course(case: AccountCase, today: date) -> AccountLife:
    """
    The life of the account on *today*; what the configuration says goes before an imported register.

    A day of opening that has not come is somebody's mistake, and excuses nothing.
    """
    return course_of(case.account.registry, case.registration, today)


def course_of(said: Mapping[str, Any], entry: Registration | None, today: date) -> AccountLife:
    """The same of what the configuration said and the register's newest entry."""
    opened = _date(said.get("opened")) or (entry.opened if entry else None)
    opened = opened if opened is not None and opened <= today else None
    closed = _date(said.get("closed")) or (entry.closed if entry else None)
    word = said.get("status") or (entry.life.value if entry else None)
    life = Life(word) if word in set(Life) else Life.RUNNING
    if closed is not None:
        life = Life.CLOSED if closed <= today else Life.CLOSING if life is Life.CLOSED else life
    return AccountLife(life=life, opened=opened, closed=closed)


def _date(value: object) -> date | None:
    if isinstance(value, datetime):
        return day_of(value)
    return value if isinstance(value, date) else date.fromisoformat(value) if isinstance(value, str) else None


def gaps(days: Iterable[date], start: date, end: date, allowed: int) -> tuple[int, int]:
    """
    The longest stretch without a post inside *start* … *end*, and on how many of its days the account was out.

    A day is out when the newest post up to it is older than *allowed* days. Days before the first known post
    are not counted: nothing is known of them.
    """
    known = sorted({day for day in days if day <= end})
    stretches = [(one, after - DAY, after) for one, after in pairwise(known)]
    stretches += [(known[-1], end, end)] if known else []
    longest = out = 0
    for one, last, after in stretches:
        if last >= start:
            longest = max(longest, (after - one).days)
            out += max(0, (last - max(one + DAY * (allowed + 1), start)).days + 1)
    return longest, out
