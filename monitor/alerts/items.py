"""One thing a mail may speak of: a finding or a near limit, as it stands tonight (提醒事项)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from monitor.alerts.ladder import Ladder
from monitor.domain.finding import Act, Finding, Grade, Owed, Standing, Step
from monitor.domain.mail import Told
from monitor.domain.site import Unit, Watch
from monitor.domain.verdict import Outcome

#: Looks that tell how a thing stands; unknown says nothing.
MEASURED = (Outcome.PASS, Outcome.FAIL)


class Heading(StrEnum):
    """Where in the mail a thing belongs."""

    NEW = "新增不合格"
    DUE = "即将超期"
    SCORED = "计分项"  #: costs points, disqualifies nobody
    STILL = "持续不合格"
    RECOVERED = "已恢复"
    NEAR = "临近期限"  #: between two rungs: said in passing, announces nothing
    UNSEEN = "未能监测"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing, who answers for it, and how it stands tonight."""

    night: date
    standing: Standing  #: tonight's, or as last seen when tonight it could not be measured
    measured: bool  #: whether *standing* is tonight's
    finding: Finding | None  #: None: near its limit, and no finding is open
    unit: Unit | None  #: None: nobody is named

    @property
    def left(self) -> int | None:
        """Days left tonight; negative: days over."""
        if self.standing.due_on is not None:
            return (self.standing.due_on - self.night).days
        return self.standing.days_left

    def heading(self, told: Told | None, ladder: Ladder) -> Heading | None:
        """
        Where it belongs for an audience that was last *told* of it then; None: nowhere tonight.

        New is what failed after the audience was last told, so that a mail that never arrived, or a night
        that was missed, hides nothing. A rung counts from the days that were left on that night.
        """
        if self.finding is not None and self.finding.grade is Grade.FAIL:
            if self.standing.owed is Owed.INDICATOR and not self.standing.veto:
                return Heading.SCORED
            return Heading.NEW if self.is_news(told) else Heading.STILL
        left = self.left
        if not self.measured or left is None or left < 0:
            return None
        if self.finding is None:
            then: int | None = left + 1
        else:
            then = left + (self.night - told.night).days if told else None
        return Heading.DUE if ladder.is_new(self.standing.owed, left, then) else Heading.NEAR

    def is_news(self, told: Told | None) -> bool:
        """Whether it began to fail after the audience was last told of it."""
        return told is None or (self.finding is not None and told.at < failed_at(self.finding))


def items(
    night: date, watch: Watch, standings: Sequence[Standing], findings: Sequence[Finding], ladder: Ladder
) -> tuple[Item, ...]:
    """Every open finding that is not exempt (豁免), and every limit that is near without being a finding."""
    now = {one.key: one for one in standings}
    open_now = [one for one in findings if one.is_open]
    found = [_item(night, watch, now.get(one.key), one) for one in open_now if not exempt_until(one, night)]
    known = {one.key for one in open_now}
    near = [
        Item(night=night, standing=one, measured=True, finding=None, unit=watch.unit(one.unit))
        for one in standings
        if one.key not in known and _is_near(one, night, ladder)
    ]
    return tuple(sorted([*found, *near], key=_urgency))


def recovered(
    watch: Watch, night: date, closed: Sequence[Finding], open_keys: set[tuple[str, str, str]]
) -> tuple[Item, ...]:
    """Findings that were closed and whose fault has not come back."""
    return tuple(
        Item(
            night=night, standing=one.standing, measured=True, finding=one, unit=watch.unit(one.standing.unit)
        )
        for one in closed
        if one.key not in open_keys
    )


def failed_at(finding: Finding) -> datetime:
    """When it became a fail: worsened from due soon, else as it was opened."""
    worsened = [one.at for one in finding.steps if one.act is Act.WORSENED]
    return max(worsened, default=finding.opened_at)


def exempt_until(finding: Finding, night: date) -> date | None:
    """The last day of an exemption that covers *night*."""
    step = _last(finding, Act.EXEMPTED)
    if step is None:
        return None
    until = step.until or date.max
    return until if until >= night else None


def promised(finding: Finding) -> date | None:
    """The day by which the unit promised to put it right (承诺整改)."""
    step = _last(finding, Act.PROMISED)
    return step.until if step else None


def is_appealed(finding: Finding) -> bool:
    """Whether an appeal (申诉) waits for its answer."""
    acts = [one.act for one in finding.steps if one.act in (Act.APPEALED, Act.ANSWERED)]
    return acts[-1:] == [Act.APPEALED]


def told_of(told: Mapping[str, Told], item: Item) -> Told | None:
    """When an audience was last told of *item*."""
    return told.get(item.finding.id) if item.finding else None


def _item(night: date, watch: Watch, now: Standing | None, finding: Finding) -> Item:
    measured = now is not None and now.outcome in MEASURED
    unit = (now or finding.standing).unit
    return Item(
        night=night,
        standing=now if now is not None and measured else finding.standing,
        measured=measured,
        finding=finding,
        unit=watch.unit(unit),
    )


def _is_near(one: Standing, night: date, ladder: Ladder) -> bool:
    if one.outcome is not Outcome.PASS or one.days_left is None or one.days_left < 0:
        return False
    left = (one.due_on - night).days if one.due_on else one.days_left
    return ladder.rung(one.owed, left) is not None


def _urgency(item: Item) -> tuple[bool, int, str, str]:
    """Vetoes first, then what is most over."""
    left = item.left
    return (
        not item.standing.veto,
        left if left is not None else 0,
        item.standing.subject,
        item.standing.part,
    )


def _last(finding: Finding, act: Act) -> Step | None:
    return next((one for one in reversed(finding.steps) if one.act is act), None)
