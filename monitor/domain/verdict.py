"""What a rule answers (判定) and the clause (条款) it answers to."""

import operator
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from monitor.domain.made import quickly_made
from monitor.domain.sentence import Text as Text
from monitor.domain.sentence import written
from monitor.domain.timing import DAY, add_months, check_aware


class Outcome(StrEnum):
    """A rule's answer. `unknown` is neither pass nor fail, and never becomes either by default."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Sort(StrEnum):
    """What a clause leads to."""

    VETO = "veto"  #: 单项否决
    SCORED = "scored"  #: 扣分、加分


#: What a limit counts, where it counts time.
_SPANS = ("days", "hours", "minutes", "seconds")
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}


@dataclass(frozen=True, slots=True)
class Threshold:
    """A limit with its operator and unit: 超过（含）5个 is `>=` 5 columns, 超过3个月 is `>` 3 months."""

    op: str  #: >= | > | <= | <
    value: int
    unit: str = ""  #: days, months, percent, visits …; "" in verdicts stored before units were

    def is_met(self, figure: float) -> bool:
        """Whether *figure*, in this limit's unit, reaches it."""
        return _COMPARISONS[self.op](figure, self.value)

    def is_met_by(self, span: timedelta) -> bool:
        """Whether *span* reaches a limit of days, hours, minutes or seconds."""
        return _COMPARISONS[self.op](span, self.span)

    @property
    def span(self) -> timedelta:
        """The limit as a stretch of time. Raises ValueError where its unit is none of fixed length (months)."""
        if self.unit not in _SPANS:
            raise ValueError(f"{self.value} {self.unit or 'without a unit'} is no stretch of fixed length")
        return timedelta(**{self.unit: self.value})

    @property
    def least(self) -> int:
        """The least whole figure that reaches a limit from below (`>=`, `>`)."""
        return self.value + (self.op == ">")

    @property
    def allowed(self) -> int:
        """The greatest whole figure that does not reach a limit from below: 14 days of 超过14天, or of 15天以上."""
        return self.least - 1

    @property
    def widest(self) -> int:
        """The greatest whole figure inside a limit from above (`<=`, `<`)."""
        return self.value - (self.op == "<")

    def months_before(self, day: date) -> date:
        """The earliest day still inside so many calendar months before *day*, by the operator."""
        edge = add_months(day, -self.value)
        return edge + DAY if self.op in (">=", "<") else edge

    def months_after(self, day: date) -> date:
        """The latest day still inside so many calendar months after *day*, by the operator."""
        edge = add_months(day, self.value)
        return edge - DAY if self.op in (">=", "<") else edge


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The words of a regulation and the numbers in them, as one edition has them."""

    id: str  #: veto.site_unreachable, scored.Z21-23
    edition: str
    rule: str
    subject: str  #: site | account
    sort: Sort
    name: str  #: 站点无法访问
    text: str  #: the regulation's own words
    source: str  #: 国办秘函〔2019〕19号, 附件1
    limit: Mapping[str, Threshold] = field(default_factory=dict)  #: the numbers that the feed names
    own: Mapping[str, Threshold] = field(default_factory=dict)  #: our own requirements (本系统的取证要求)
    points: str = ""  #: as printed; "" for vetoes
    people: bool = False  #: only a signature decides


#: The reason of a part whose rule gives none.
SAYS_NOTHING = written("", "")


class PartKind(StrEnum):
    """What a part of a verdict is (判定明细的对象)."""

    COLUMN = "column"  #: 栏目
    MESSAGE = "message"  #: 留言
    HOMEPAGE = "homepage"  #: 首页
    POSTS = "posts"  #: 新媒体账号的发布情况
    SHOP = "shop"  #: 应用商店
    CHANNEL = "channel"  #: 咨询渠道、互动功能
    GUIDE = "guide"  #: 办事指南
    DAY = "day"  #: 一天的访问
    MARK = "mark"  #: 页面标识
    PAGE = "page"  #: 页面


#: Kinds that are the subject as a whole: what its indicator shows of newest and due day is theirs.
_WHOLE = (PartKind.HOMEPAGE, PartKind.POSTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultyItem:
    """One thing within a part that is at fault, or that a person has to look at (问题条目)."""

    title: str
    url: str = ""
    why: str = ""  #: undated | missing


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictPart:
    """
    How one thing within a subject stands (判定明细): a column, a message, a guide, one day of visits.

    What it does not state is empty: what a verdict tells of one part at a time is told here and nowhere else.
    """

    kind: PartKind
    id: str
    outcome: Outcome
    name: str = ""  #: the masked title of a message, the title of a guide; "" the configuration has its name
    unit: str | None = (
        None  #: who owes it: an id, or a name as a board prints it; None: whoever owes the subject
    )
    state: str = ""  #: fresh, stale, blank …; open, overdue … of messages; covered of days
    url: str = ""
    board: str = ""  #: of a message: the board it stands on
    newest: date | None = None  #: the newest update; of a message the day on which it was submitted
    due_on: date | None = None  #: last day on which it still passes
    days_left: int | None = None  #: 0 on that day; None once it is over, or where no limit is known
    days_over: int | None = None
    reason: Text = SAYS_NOTHING
    evidence: tuple[str, ...] = ()
    items: tuple[FaultyItem, ...] = ()
    settle: str = ""  #: unknown: what would settle it, a key of the label table `settle`
    unreadable: bool = (
        False  #: no list was recognised on its page: for the operator, never a fault of the site
    )

    @property
    def days(self) -> int | None:
        """Days left; negative: days over; None: no limit is known."""
        return -self.days_over if self.days_over is not None else self.days_left

    @property
    def undated(self) -> tuple[str, ...]:
        """Addresses of undated pages that may be updates: a person confirms them before they decide."""
        return tuple(one.url for one in self.items if one.why == "undated")


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A rule's answer about one subject at one moment, with its grounds."""

    subject: str
    rule: str
    clause: Clause
    outcome: Outcome
    decided_at: datetime  #: the moment it holds for (监测时间点)
    window: tuple[datetime, datetime]  #: from, to (exclusive)
    measured: Mapping[str, object]  #: figures alone: no ids, no units; those stand in *parts*
    coverage: float  #: share of what had to be seen that was seen, 0 to 1
    reason: Text
    needs: Text | None = None  #: unknown: what would make it known
    remarks: tuple[Text, ...] = ()
    evidence: tuple[str, ...] = ()
    parts: tuple[VerdictPart, ...] = ()
    confirmed_by: str | None = None
    #: up to this moment we had heard (知悉时点); None: given before verdicts stored it
    known_by: datetime | None = None

    def __post_init__(self) -> None:
        check_aware(self.decided_at)
        if self.outcome is Outcome.FAIL and not self.evidence and not self.confirmed_by:
            raise ValueError(f"{self.rule} fails {self.subject} without evidence")
        if self.outcome is Outcome.UNKNOWN and self.needs is None:
            raise ValueError(f"{self.rule} is unknown for {self.subject} and does not say what it needs")

    def of(self, kind: PartKind) -> tuple[VerdictPart, ...]:
        """Its parts of that *kind*, in the order in which the rule gave them: the most pressing first."""
        return tuple(one for one in self.parts if one.kind is kind)

    @property
    def columns(self) -> tuple[VerdictPart, ...]:
        """How each column stands."""
        return self.of(PartKind.COLUMN)

    @property
    def messages(self) -> tuple[VerdictPart, ...]:
        """The messages that wait for an answer, or for a person."""
        return self.of(PartKind.MESSAGE)

    @property
    def whole(self) -> VerdictPart | None:
        """The part that is the subject as a whole: its homepage, its posts; None: it has none."""
        return next((one for one in self.parts if one.kind in _WHOLE), None)


class Conclusion(StrEnum):
    """What all verdicts of one subject amount to."""

    UNQUALIFIED = "unqualified"
    QUALIFIED = "qualified"
    UNDECIDED = "undecided"


def conclude(verdicts: tuple[Verdict, ...]) -> Conclusion:
    """`unqualified` if any veto fails, `qualified` if every veto passes or does not apply and one at least passes."""
    return conclude_vetoes([one.outcome for one in verdicts if one.clause.sort is Sort.VETO])


def conclude_vetoes(outcomes: Collection[Outcome]) -> Conclusion:
    """What the answers of all veto clauses of one subject amount to."""
    if Outcome.FAIL in outcomes:
        return Conclusion.UNQUALIFIED
    if Outcome.PASS not in outcomes or Outcome.UNKNOWN in outcomes:
        return Conclusion.UNDECIDED
    return Conclusion.QUALIFIED
