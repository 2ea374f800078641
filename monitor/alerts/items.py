"""One thing a mail may speak of: a finding as it stands tonight (提醒事项)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from monitor.alerts.ladder import Ladder
from monitor.domain.finding import Act, Finding, Grade, Owed, Standing
from monitor.domain.mail import LastMail
from monitor.domain.site import Unit, Watch
from monitor.domain.verdict import Outcome
from monitor.wording.say import label

#: Looks that tell how a thing stands; unknown says nothing.
MEASURED = (Outcome.PASS, Outcome.FAIL)


class ItemHeading(StrEnum):
    """
    Where in the mail a thing belongs; its word stands in the catalogue.

    Not "不合格": a late column or message is a fault of its own, and disqualifies nobody by itself. What does is
    tagged 单项否决.
    """

    NEW = "new"
    DUE = "due"
    SCORED = "scored"  #: costs points, disqualifies nobody
    STILL = "still"
    RECOVERED = "recovered"
    NEAR = "near"  #: between two rungs: said in passing, announces nothing
    UNSEEN = "unseen"

    @property
    def word(self) -> str:
        """As the mail has it."""
        return label("mail_heading", self)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestItem:
    """One thing, who answers for it, and how it stands tonight."""

    night: date
    standing: Standing  #: tonight's, or as last seen when tonight it could not be measured
    measured: bool  #: whether *standing* is tonight's
    finding: Finding
    unit: Unit | None  #: None: nobody is named

    @property
    def left(self) -> int | None:
        """Days left tonight; negative: days over."""
        if self.standing.due_on is not None:
            return (self.standing.due_on - self.night).days
        return self.standing.days_left

    def heading(self, last_mail: LastMail | None, ladder: Ladder) -> ItemHeading | None:
        """
        Where it belongs for an audience that was last *last_mail* of it then; None: nowhere tonight.

        New is what failed after the audience was last told, so that a mail that never arrived, or a night
        that was missed, hides nothing. A rung counts from the days that were left on that night.
        """
        if self.finding.grade is Grade.FAIL:
            if self.standing.owed is Owed.INDICATOR and not self.standing.veto:
                return ItemHeading.SCORED
            return ItemHeading.NEW if self.is_news(last_mail) else ItemHeading.STILL
        left = self.left
        if not self.measured or left is None or left < 0:
            return None
        then = left + (self.night - last_mail.night).days if last_mail else None
        return ItemHeading.DUE if ladder.is_new(self.standing.owed, left, then) else ItemHeading.NEAR

    def is_news(self, last_mail: LastMail | None) -> bool:
        """Whether it began to fail after the audience was last told of it."""
        return last_mail is None or last_mail.at < failed_at(self.finding)


def items(
    night: date, watch: Watch, standings: Sequence[Standing], findings: Sequence[Finding]
) -> tuple[DigestItem, ...]:
    """Every open finding that is not exempt (豁免), most urgent first."""
    now = {one.key: one for one in standings}
    found = [
        _item(night, watch, now.get(one.key), one)
        for one in findings
        if one.is_open and one.exempt_until(night) is None
    ]
    return tuple(sorted(found, key=_urgency))


def recovered(
    night: date, watch: Watch, closed: Sequence[Finding], findings: Sequence[Finding]
) -> tuple[DigestItem, ...]:
    """Findings that were closed and whose fault has not come back."""
    back = {one.key for one in findings if one.is_open and one.grade is Grade.FAIL}
    return tuple(
        DigestItem(
            night=night, standing=one.standing, measured=True, finding=one, unit=watch.unit(one.standing.unit)
        )
        for one in closed
        if one.key not in back
    )


def failed_at(finding: Finding) -> datetime:
    """When it became a fail: worsened from due soon, else as it was opened."""
    worsened = [one.at for one in finding.steps if one.act is Act.WORSENED]
    return max(worsened, default=finding.opened_at)


def _item(night: date, watch: Watch, now: Standing | None, finding: Finding) -> DigestItem:
    measured = now is not None and now.outcome in MEASURED
    unit = (now or finding.standing).unit
    return DigestItem(
        night=night,
        standing=now if now is not None and measured else finding.standing,
        measured=measured,
        finding=finding,
        unit=watch.unit(unit),
    )


def _urgency(item: DigestItem) -> tuple[bool, int, str, str]:
    """Vetoes first, then what is most over."""
    left = item.left
    return (
        not item.standing.veto,
        left if left is not None else 0,
        item.standing.subject,
        item.standing.part,
    )
