"""What a rule must see of a subject, and how far back (判定所需的监测记录): declared by the rule, read by whoever loads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from monitor.domain.timing import SHANGHAI, Quarter, day_of, midnight

#: Whose observations: the subject's own, or those of the platform's canaries (对照账号).
SUBJECT, CANARIES = "subject", "canaries"
#: Before anything was stored.
EVER = datetime(2000, 1, 1, tzinfo=SHANGHAI)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """
    One kind of fact that a rule decides by, and how many days of it.

    *days*: before the moment judged; None: the newest one, however old. *limit*: the name of a limit of the rule's
    clause, a number of days that comes on top, so that an edition with a longer window loads a longer one.
    """

    kind: type[Any]
    days: int | None
    limit: str = ""
    from_quarter: bool = False  #: counted back from the first day of the quarter instead
    of: str = SUBJECT  #: subject | canaries
    only: tuple[str, ...] = ()  #: the fields of the fact that the rule asks; (): all. The others may be empty
    #: the fields that it asks of looks before the newest readable one, where that one proves the newest day of all; (): all
    older: tuple[str, ...] = ()
    #: the fields that it asks of the newest look beside what its rows amount to (`RowCount`), where they are ordinary; (): all
    newest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lookback:
    """What all rules together need, by kind of fact: so far back a case is loaded."""

    #: by kind of fact and whose: every need of it, its limit counted in
    needs: Mapping[tuple[type[Any], str], tuple[Need, ...]] = field(default_factory=dict)
    kinds: Mapping[str, tuple[type[Any], ...]] = field(default_factory=dict)  #: by kind of subject

    def start(self, kind: type[Any], moment: datetime, whose: str = SUBJECT) -> datetime:
        """The first moment of what is loaded of *kind* for a case at *moment*; that itself when no rule needs any."""
        return min((_start(one, moment) for one in self.needs.get((kind, whose), ())), default=moment)

    def whole_days(self, kind: type[Any]) -> int:
        """How many whole Shanghai days before the day of the moment judged."""
        return max((one.days or 0 for one in self.needs.get((kind, SUBJECT), ())), default=0)

    def asks_only(self, kind: type[Any], fields: Iterable[str]) -> bool:
        """Whether no rule asks anything of *kind* but some of *fields*."""
        held = set(fields)
        return all(one.only and held.issuperset(one.only) for one in self.needs.get((kind, SUBJECT), ()))

    def asks_of_older(self, kind: type[Any], fields: Iterable[str]) -> bool:
        """Whether no rule asks anything but *fields* of looks whose items a newer look outdates."""
        held = set(fields)
        return all(one.older and held.issuperset(one.older) for one in self.needs.get((kind, SUBJECT), ()))

    def asks_of_newest(self, kind: type[Any], fields: Iterable[str]) -> bool:
        """Whether no rule asks anything but *fields* of the newest look whose rows were counted beforehand."""
        held = set(fields)
        return all(one.newest and held.issuperset(one.newest) for one in self.needs.get((kind, SUBJECT), ()))

    def others(self, subject: str, known: Iterable[type[Any]]) -> tuple[type[Any], ...]:
        """The kinds that rules on this kind of *subject* need beside those *known*."""
        held = set(known)
        return tuple(one for one in self.kinds.get(subject, ()) if one not in held)


def _start(need: Need, moment: datetime) -> datetime:
    if need.days is None:
        return EVER
    base = midnight(Quarter.of(day_of(moment)).first) if need.from_quarter else moment
    return base - timedelta(days=need.days)
