"""Every number of a quarterly notice with the observations it rests on: one frozen tree (季度数据)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from monitor.domain.patrol import PatrolGround
from monitor.domain.sentence import Text
from monitor.domain.timing import check_aware
from monitor.domain.verdict import Outcome
from monitor.quarter.outlines import PackedSubjects
from monitor.quarter.rows import (
    ChainPoint,
    Disclosure,
    Exemption,
    ExportFigure,
    FrequencyRow,
    LateColumnRow,
    LateMessageRow,
    Open,
    Output,
    ProblemRow,
    Recheck,
    SubjectQuarter,
)
from monitor.wording.say import for_unit

#: Grows only with a breaking change of `numbers.json`.
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What was looked at, and how much of it was seen (监测范围与覆盖)."""

    sites: int
    accounts: int
    platforms: Mapping[str, int] = field(default_factory=dict)
    columns: int = 0
    visits: int = 0  #: of the weeks before the points: good or failed
    readings: int = 0
    listings: int = 0
    messages: int = 0
    decided: int = 0  #: machine-decided verdicts at the last point, without those that do not apply
    unknown: int = 0  #: of all machine verdicts at the last point, those that stayed unknown
    own_line_checked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Quarterly:
    """
    All numbers of one quarter's notice.

    Without a `repr` of all that it holds: `asyncio.run` makes one of what it returns, which took a fifth of a second a hundred sites.
    """

    quarter: str
    first: date
    last: date
    as_of: datetime
    known_by: datetime  #: up to when had been heard what it rests on
    over: bool  #: the quarter had ended at *as_of*
    editions: Mapping[str, str]  #: id -> title and number
    points: tuple[datetime, ...]
    later_points: tuple[date, ...] = ()  #: of this quarter, not yet reached
    scope: Scope
    subjects: Sequence[SubjectQuarter] = ()
    compared: bool = False  #: last quarter was monitored, so changes can be stated
    output: Output
    disclosure: Disclosure
    late: Sequence[LateColumnRow] = ()
    blank: Sequence[LateColumnRow] = ()
    frequencies: Sequence[FrequencyRow] = ()
    messages: Sequence[LateMessageRow] = ()
    rechecks: Sequence[Recheck] = ()
    problems: Sequence[ProblemRow] = ()
    open: Sequence[Open] = ()
    exempt: tuple[Exemption, ...] = ()
    exports: tuple[ExportFigure, ...] = ()
    short_names: Mapping[str, str] = field(default_factory=dict)  #: unit's name -> the one that notices use
    area: str = ""  #: 全区, as it stands in titles
    patrols: tuple[
        PatrolGround, ...
    ] = ()  #: what the quarter's patrols saw of each site, and what people made of it
    chain: ChainPoint | None = None  #: what the records can be held against later; None: nothing was stored
    removed: tuple[str, ...] = ()  #: looked at in the quarter, configured no more: named, not judged

    @property
    def is_grounded(self) -> bool:
        """Whether anything was told pass or fail at any point of the quarter, by machine or by a person."""
        decided = (Outcome.PASS, Outcome.FAIL)
        rules = (rule for one in self.outlines for rule in one.rules)
        return any(
            rule.outcome in decided or any(at.outcome in decided for at in rule.points) for rule in rules
        )

    @property
    def outlines(self) -> Sequence[SubjectQuarter]:
        """Its subjects, with as much as the notice says of them."""
        return self.subjects.outlines if isinstance(self.subjects, PackedSubjects) else self.subjects

    def of_kind(self, kind: str) -> tuple[SubjectQuarter, ...]:
        """The outlines of its sites, or its accounts."""
        return tuple(one for one in self.outlines if one.kind == kind)


def as_json(quarterly: Quarterly) -> dict[str, Any]:
    """Every number with its evidence ids, as plain data."""
    return {"numbers": VERSION, **_plain(quarterly)}


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return for_unit(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return check_aware(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, Sequence | set | frozenset) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value
