"""The rows of a quarter's figures: counts, units, columns, messages, faults, each with its evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from monitor.domain.sentence import Text
from monitor.domain.verdict import Conclusion, Outcome

NOT_CONFIGURED = Text("quarter.not_configured")
#: Of a fault that was looked at last quarter and not in this one.
NOT_JUDGED = Text("quarter.not_judged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """
    A number of items, and on what it rests.

    *value* None: not counted, and *note* says why; never 0 instead.
    """

    value: int | None
    confirmed: int = 0  #: of these, days stated by their own pages
    claimed: int = 0  #: of these, days that only the list claims
    note: Text | None = None
    evidence: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitOutput:
    """What one unit published, month by month (信息发布量)."""

    unit: str
    name: str
    total: Figure
    months: tuple[Figure, ...]
    outcome: Outcome  #: pass: enough in every month that is over; fail: a month proven short; else unknown
    short_months: tuple[int, ...] = ()
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupOutput:
    """The units of one group, most first (镇街、部门)."""

    name: str
    units: tuple[UnitOutput, ...] = ()
    note: Text | None = None  #: why there is nothing to rank

    def of(self, outcome: Outcome) -> tuple[UnitOutput, ...]:
        """Its units of that outcome."""
        return tuple(one for one in self.units if one.outcome is outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOutput:
    """What one site published in the quarter."""

    site: str
    name: str
    total: Figure
    undated: Figure  #: pages without a day: not counted
    conflicts: Figure  #: days that disagree: 疑似旧稿重发
    uncovered: tuple[str, ...] = ()  #: columns whose lists were not followed through the whole quarter
    logged: bool = False  #: counted by publishing logs that were declared whole


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCount:
    """A unit and a count."""

    unit: str
    name: str
    count: Figure
    outcome: Outcome = Outcome.UNKNOWN  #: fail: proven to be nothing, or too little


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCount:
    """A printed source that is no configured unit, and how many items carry it."""

    name: str
    count: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """All that was published (信息发布)."""

    minimum: int | None
    rule: str = ""
    total: Figure
    before: Figure  #: last quarter's; not counted where its lists were not followed
    sites: Sequence[SiteOutput] = ()
    groups: tuple[GroupOutput, ...] = ()
    others: tuple[UnitCount, ...] = ()  #: configured units outside the groups
    outside: Figure
    nobody: Figure
    unresolved: tuple[NameCount, ...] = ()
    complete: bool = False  #: every counted column was followed through the whole quarter
    uncounted: int = 0  #: columns that a person left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """One policy and what explains it (政策与解读)."""

    policy: str
    policy_url: str
    policy_on: date
    title: str = ""  #: of the interpretation; "" none was found
    url: str = ""
    on: date | None = None
    form: str = ""  #: 图文 | 音视频 | "" not told by title or column
    working_days: int | None = None
    provisional: bool = False  #: counted over a year without a published holiday table
    outcome: Outcome = Outcome.UNKNOWN
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitInterpretations:
    """A unit's interpretations of the year (年度政策解读)."""

    unit: str
    name: str
    quarter: Figure
    year: Figure
    graphic: int = 0
    audiovisual: int = 0
    unstated: int = 0  #: form told by neither title nor column: for people
    outcome: Outcome = Outcome.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """Something owed by a day or within a window (限期工作)."""

    kind: str  #: site_check | media_check | site_report | disclosure_report
    name: Text
    owner: str
    rule: str = ""  #: whose window it is
    since: date
    due: date
    outcome: Outcome
    reason: Text
    on: date | None = None
    title: str = ""
    url: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A count against a yearly or quarterly minimum (调查、征集、访谈)."""

    name: Text
    quarter: Figure
    year: Figure
    minimum: int | None = None
    minimum_of: Text  #: the stretch that the minimum is for: a quarter or a year
    outcome: Outcome = Outcome.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Disclosure and interpretation (政府信息公开与解读)."""

    items: Figure
    units: tuple[UnitCount, ...] = ()
    interpretations: Figure
    by_unit: tuple[UnitInterpretations, ...] = ()
    pairs: tuple[Interpretation, ...] = ()
    pairs_note: Text | None = None
    activities: tuple[Activity, ...] = ()
    duties: tuple[DutyRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AtPoint:
    """What a rule said at one monitoring point."""

    at: datetime
    outcome: Outcome
    reason: Text
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Worst:
    """The worst that one rule said of one subject on any day of the quarter (最差判定), and when."""

    rule: str
    name: str
    veto: bool
    people: bool
    edition: str = ""  #: that judged it at that point
    outcome: Outcome
    at: datetime
    reason: Text
    needs: Text | None = None
    coverage: float
    window: tuple[datetime, datetime]
    measured: Mapping[str, Any] = field(default_factory=dict)
    points: tuple[AtPoint, ...] = ()  #: the official ones
    is_point: bool = True  #: *at* is one of them
    failed: tuple[date, ...] = ()  #: every day that was judged a fail
    confirmed_by: str = ""
    newest: date | None = None  #: of a clause about a homepage or an account: its newest update
    unknown_columns: int = 0  #: of a clause that counts columns: how many could not be told
    evidence: tuple[str, ...] = ()

    @property
    def latest(self) -> Outcome:
        """What it said at the last point."""
        return self.points[-1].outcome if self.points else self.outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectQuarter:
    """One site or account through the quarter."""

    id: str
    kind: str
    name: str
    unit: str = ""
    platform: str = ""
    edition: str
    since: date | None = (
        None  #: watching it began on this day of the quarter, and it is judged from then; None: before
    )
    conclusion: Conclusion
    before: Conclusion | None = None  #: last quarter; None: it was not monitored then
    rules: tuple[Worst, ...] = ()

    def rule(self, id: str) -> Worst | None:
        """What that rule said."""
        return next((one for one in self.rules if one.rule == id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LateColumnRow:
    """A column that was late or blank at a monitoring point."""

    site: str
    site_name: str
    column: str
    name: str
    url: str
    unit: str = ""
    frequency: Text | None = None  #: None: nothing countable
    state: str  #: stale | blank
    newest: date | None = None
    due_on: date | None = None
    days_over: int | None = None
    at: datetime
    latest: Outcome = Outcome.FAIL  #: at the last point
    reason: Text
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFigure:
    """What one export of a back office says of the quarter (后台数据); figures that its topic has not are 0 or None."""

    site: str
    site_name: str
    topic: str
    name: str
    first: date | None = None
    last: date | None = None
    complete: bool = False  #: declared whole, and every row could be used
    declared_by: str = ""
    rows: int = 0
    received: int = 0  #: in the quarter
    closed: int = 0  #: of these
    in_time: int = 0  #: of these, within the working days that the regulation gives
    provisional: bool = False  #: counted over a year without a published holiday table
    total: float | None = None  #: sum of counts: 办件量
    with_cycle: int = 0  #: data sets that state a cycle and their last update
    overdue: int = 0  #: of these, past their own cycle
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """An approved shutdown that touches the quarter (临时关停): its visits count for nobody."""

    site: str
    name: str
    first: date
    last: date
    reason: str
    approved_by: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Something that stays unknown at the last point, and what would settle it (待查清事项)."""

    subject: str
    name: str
    platform: str = ""  #: of an account
    part: str = ""  #: column id; "" the indicator as a whole
    indicator: str
    people: bool = False  #: only a signature settles it
    reason: Text
    needs: Text | None = None
    remedy: Text | None = None  #: what would settle it, in one sentence that is the same for all of its sort


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequencyRow:
    """A column held to its declared frequency over the quarter (季度频次)."""

    site: str
    site_name: str
    column: str
    name: str
    url: str
    unit: str = ""
    frequency: Text
    outcome: Outcome
    published: Figure
    missed: tuple[Text, ...] = ()  #: months or weeks without an item
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class LateMessageRow:
    """A message past its limit; no citizen's words but a masked title."""

    site: str
    site_name: str
    id: str
    title: str
    unit: str
    submitted: str
    due_on: str
    days_over: int
    at: datetime
    latest: Outcome = Outcome.FAIL  #: at the last point; pass: answered, or struck out by a person
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """A fault of last quarter, looked at again (上期问题复查): an indicator that failed, or a late column."""

    subject: str
    name: str
    platform: str = ""  #: of an account
    rule: str
    rule_name: str
    part: str = ""  #: column id; "" the indicator as a whole
    was: Text  #: what it said then
    outcome: Outcome  #: at the last point of this quarter
    reason: Text
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """One row of the list of faults (问题清单): confirmed ones only."""

    number: str
    subject: str
    platform: str = ""  #: of an account
    unit: str
    indicator: str
    text: Text
    days: tuple[date, ...] = ()  #: on which a clause failed; none: it is no clause, but a column or a message
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainPoint:
    """The newest link of the chain of records (记录链) when the figures were drawn: what was stored before cannot change unnoticed."""

    number: int
    at: datetime
    hash: str  #: 记录链校验值
