"""A verdict at another moment (判定不变): word for word what it says, with the moments and days that only the calendar moved."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from monitor.domain.made import replaced
from monitor.domain.sentence import Amount, Param, Text
from monitor.domain.timing import SHANGHAI, day_of, midnight
from monitor.domain.verdict import Verdict, VerdictPart

#: Two verdicts that are equal here are equal at either's moment. No window ends so: odd down to the microsecond.
ANY_MOMENT = datetime(2000, 1, 3, 4, 5, 6, 789_123, SHANGHAI)
#: Figures that count days: from which day, and whether towards it.
_COUNTED = {"days_left": ("due_on", 1), "age_days": ("newest", -1)}


def moved(verdict: Verdict, decided_at: datetime, known_by: datetime | None) -> Verdict:
    """
    *verdict* as of *decided_at*, by what had been heard up to *known_by*, if all that it rests on is the same.

    Its window moves with it, and days counted to or from a day that it names are counted anew: a limit's days left and
    over, an age. Whoever finds two verdicts equal at `ANY_MOMENT` may give the one for the other so, and nothing differs.
    """
    if verdict.decided_at == decided_at:
        return verdict if verdict.known_by == known_by else replaced(verdict, known_by=known_by)
    before, after = day_of(verdict.decided_at), day_of(decided_at)
    window, measured = moved_figures(verdict, decided_at)
    return replaced(
        verdict,
        decided_at=decided_at,
        known_by=known_by,
        window=window,
        measured=measured,
        parts=tuple(moved_part(one, before, after) for one in verdict.parts)
        if before != after
        else verdict.parts,
    )


def moved_figures(
    verdict: Verdict, decided_at: datetime
) -> tuple[tuple[datetime, datetime], Mapping[str, object]]:
    """The window and the figures of *verdict* as of *decided_at*, another moment than its own."""
    before, after = day_of(verdict.decided_at), day_of(decided_at)
    (start, end), step = verdict.window, decided_at - verdict.decided_at
    window = (
        _bound(start, verdict.decided_at, step, after - before),
        _bound(end, verdict.decided_at, step, after - before),
    )
    return window, _figures(verdict.measured, before, after)


def _bound(bound: datetime, decided_at: datetime, step: timedelta, days: timedelta) -> datetime:
    """One end of a window: a midnight stays one, unless it is the moment judged."""
    if bound != decided_at and bound == midnight(day_of(bound)):
        return midnight(day_of(bound) + days)
    return bound + step


def _figures(measured: Mapping[str, object], before: date, after: date) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for name, (named, sign) in _COUNTED.items():
        days, day = measured.get(name), _day(measured.get(named))
        if day is not None and days == sign * (day - before).days:
            found[name] = sign * (day - after).days
    return {**measured, **found} if found else measured


def _day(value: Any) -> date | None:
    """A day, as a rule gives it or as it was stored."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value if isinstance(value, date) else None


def moved_part(part: VerdictPart, before: date, after: date) -> VerdictPart:
    """*part* as it stands on the day *after*, judged on the day *before*."""
    if part.due_on is None:
        return part
    if (left := days_left_on(part, before, after)) != part.days_left:
        return replaced(part, days_left=left)
    over = part.days_over
    if over is not None and over == (before - part.due_on).days:
        now = (after - part.due_on).days
        return replaced(
            part, days_over=now, reason=_text(part.reason, Amount(over, "days"), Amount(now, "days"))
        )
    return part


def days_left_on(part: VerdictPart, before: date, after: date) -> int | None:
    """The days left of *part*, judged on the day *before*, on the day *after*; as they are where they do not count to its due day."""
    left, due_on = part.days_left, part.due_on
    if left is None or due_on is None or left != (due_on - before).days:
        return left
    return (due_on - after).days


def _text(text: Text, then: Amount, now: Amount) -> Text:
    """*text* with the days that a part is over, wherever it says them."""
    return Text(text.code, {name: _param(one, then, now) for name, one in text.params.items()})


def _param(value: Param, then: Amount, now: Amount) -> Param:
    if isinstance(value, Text):
        return _text(value, then, now)
    if isinstance(value, tuple):
        return tuple(_param(one, then, now) for one in value)
    return now if value == then else value
