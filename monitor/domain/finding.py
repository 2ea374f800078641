"""How each thing that is owed stands tonight, and the faults that come of it (问题台账)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from monitor.domain.made import quickly_made
from monitor.domain.timing import check_aware
from monitor.domain.verdict import Outcome, Text

#: An exemption or a promise reaches at most to the same day of next year: nothing is put off for ever.
LONGEST_STRETCH = timedelta(days=366)


class Owed(StrEnum):
    """What a standing is about (对象)."""

    INDICATOR = "indicator"  #: a clause as a whole (指标): its veto or its score
    COLUMN = "column"  #: one column (栏目)
    MESSAGE = "message"  #: one citizen's question (留言)
    PATROL = "patrol"  #: what a person confirmed of the patrol's candidates (巡查问题)


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one thing that somebody owes stands (时效情况): taken from verdicts, nothing judged anew."""

    subject: str  #: id of the site or account
    rule: str
    part: str = ""  #: column or message id; "" the indicator as a whole
    owed: Owed = Owed.INDICATOR
    name: str  #: 站点无法访问; the column's path; the masked title of a message
    unit: str | None = None  #: id of the responsible unit; None: nobody is named
    veto: bool = False  #: a clause that disqualifies alone (单项否决)
    outcome: Outcome
    newest: date | None = None
    due_on: date | None = None  #: last day on which it still passes
    days_left: int | None = None  #: 0 on that day; negative: days over; None: no limit is known
    reason: Text
    needs: Text | None = None  #: unknown: what would make it known
    people: bool = False  #: only a signature decides (人工确认)
    evidence: tuple[str, ...] = ()
    shared: bool = False  #: of an indicator: other units than its own owe parts of it
    whole: bool = True  #: all its parts (columns, open messages) are named: one that is not has gone

    @property
    def key(self) -> tuple[str, str, str]:
        """What stays the same from night to night."""
        return self.subject, self.rule, self.part


class Grade(StrEnum):
    """How grave a finding is (程度)."""

    FAIL = "fail"  #: 不合格
    DUE = "due"  #: 即将超期: still passes, and its limit is near


class Act(StrEnum):
    """What happened to a finding (处理记录)."""

    OPENED = "opened"  #: 发现
    WORSENED = "worsened"  #: due soon became a fail
    NOTIFIED = "notified"  #: 已通知: a digest that names it was delivered
    PROMISED = "promised"  #: 承诺整改: *until* holds the day
    APPEALED = "appealed"  #: 申诉
    ANSWERED = "answered"  #: 答复申诉, as it was noted before appeals were decided
    UPHELD = "upheld"  #: 申诉成立
    REJECTED = "rejected"  #: 申诉不成立
    ASSIGNED = "assigned"  #: 交办: *assignee* is to see to it; *until* holds the day, if one was set
    ASKED = "asked"  #: 已整改，申请复测
    EXEMPTED = "exempted"  #: 豁免: *until* holds its last day
    RETESTED = "retested"  #: 复测
    LOOKED_TWICE = (
        "looked_twice"  #: 两次检查: what the look before it was made known, or after an appeal, came to
    )
    CLOSED = "closed"  #: 整改完成: seen to pass again


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happened to a finding: who, when, what. Append-only."""

    at: datetime
    who: str  #: a person; "monitor" for what the program did
    act: Act
    note: str = ""  #: as a person typed it; of the program, what was stored before it said codes
    said: Text | None = None  #: what the program says of it; None for what a person did
    until: date | None = None
    evidence: tuple[str, ...] = ()
    assignee: str | None = None  #: the name that whoever was charged with it logs in with

    def __post_init__(self) -> None:
        check_aware(self.at)


#: What ends an appeal.
DECIDED = (Act.ANSWERED, Act.UPHELD, Act.REJECTED)


def dispute_of(steps: Iterable[Step]) -> Step | None:
    """The newest step of the dispute about a finding (申诉): the appeal that waits, or what was decided; None: nobody appealed."""
    disputed = [one for one in steps if one.act is Act.APPEALED or one.act in DECIDED]
    return disputed[-1] if disputed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One episode of a fault (问题): open until seen to pass; when it comes back, it is a new episode."""

    id: str  #: fi_ and a ULID
    subject: str
    rule: str
    part: str = ""
    episode: int = 1  #: counts the episodes of the same fault
    grade: Grade
    opened_at: datetime
    closed_at: datetime | None = None
    seen_at: datetime  #: the newest night on which it was seen standing
    standing: Standing  #: as last seen, unknown nights left out
    steps: tuple[Step, ...] = field(default=())

    @property
    def key(self) -> tuple[str, str, str]:
        """The key of its standing."""
        return self.subject, self.rule, self.part

    @property
    def is_open(self) -> bool:
        """Whether it still stands."""
        return self.closed_at is None

    def exempt_until(self, today: date) -> date | None:
        """The last day of the exemption (豁免) that holds on *today*, if any; the newest word on it counts."""
        days = [one.until for one in self.steps if one.act is Act.EXEMPTED and one.until]
        return days[-1] if days and days[-1] >= today else None

    @property
    def is_appealed(self) -> bool:
        """Whether an appeal (申诉) waits for its decision."""
        newest = dispute_of(self.steps)
        return newest is not None and newest.act is Act.APPEALED

    @property
    def promised(self) -> date | None:
        """The day by which the unit promised to put it right (承诺整改期限); the newest promise counts."""
        days = [one.until for one in self.steps if one.act is Act.PROMISED]
        return days[-1] if days else None
