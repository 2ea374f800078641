"""Verdicts of one night against the findings that are open (问题台账): what opens, worsens, closes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.assess.due import DuePolicy, due_soon
from monitor.domain.finding import Act, Finding, Grade, Owed, Standing, Step
from monitor.domain.site import Site, Subject
from monitor.domain.verdict import Outcome, Text
from monitor.rules.base import rule_of

#: Who does what the program does by itself.
MONITOR = "monitor"
OURS = DuePolicy()

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingChanges:
    """What one judging did to the findings."""

    opened: tuple[Finding, ...] = ()
    changed: tuple[Finding, ...] = ()  #: still open: seen again or worsened
    closed: tuple[Finding, ...] = ()

    @property
    def standing(self) -> tuple[Finding, ...]:
        """All that is open now."""
        return self.opened + self.changed


def update(
    open_findings: Sequence[Finding],
    standings: Sequence[Standing],
    now: datetime,
    *,
    episodes: Mapping[Key, int],
    new_id: Callable[[], str],
    is_watched: Callable[[Finding], bool] = lambda finding: True,
    policy: DuePolicy = OURS,
) -> FindingChanges:
    """
    What *standings* of one moment do to the findings that are open.

    A fail or a near limit opens one; it stays one episode however often it is seen, closes when it is seen to
    pass with its limit far, and is a new episode when it comes back. Unknown neither opens nor closes. A part
    that is no longer owed (a column retired, a message answered) closes, but only when its whole was seen.
    *episodes*: how many episodes each key had so far. *is_watched*: whether what a finding is about is configured still; else it closes.
    """
    held = {one.key: one for one in open_findings}
    seen = {one.key: one for one in standings}
    opened, changed, closed = list[Finding](), list[Finding](), list[Finding]()
    for key, finding in held.items():
        standing = seen.get(key)
        if standing is None:
            gone = not is_watched(finding) or _is_gone(finding, seen)
            (closed if gone else changed).append(_close(finding, None, now) if gone else finding)
        elif standing.outcome is Outcome.UNKNOWN:
            changed.append(finding)
        elif (grade := grade_of(standing, policy)) is None or (
            grade is Grade.DUE and finding.grade is Grade.FAIL
        ):
            closed.append(_close(finding, standing, now))
        else:
            changed.append(_again(finding, standing, grade, now))
    still = {one.key for one in changed}
    for key, standing in seen.items():
        grade = grade_of(standing, policy)
        if key not in still and grade is not None:
            opened.append(_open(standing, grade, now, episodes.get(key, 0) + 1, new_id()))
    return FindingChanges(opened=tuple(opened), changed=tuple(changed), closed=tuple(closed))


def grade_of(standing: Standing, policy: DuePolicy = OURS) -> Grade | None:
    """How grave *standing* is; None: nothing to find, or nothing known."""
    if standing.outcome is Outcome.FAIL:
        return Grade.FAIL
    return Grade.DUE if due_soon(standing, policy) else None


def is_configured(finding: Finding, subject: Subject) -> bool:
    """Whether *subject* has the column, or the board of the message, that *finding* is about; True of what is about no part."""
    if isinstance(subject, Site) and finding.rule == Owed.COLUMN:
        return any(one.id == finding.part for one in subject.columns)
    if isinstance(subject, Site) and finding.rule == Owed.MESSAGE and "/" in finding.part:
        return any(finding.part.startswith(f"{one.id}/") for one in subject.boards)
    return True


def _open(standing: Standing, grade: Grade, now: datetime, episode: int, id: str) -> Finding:
    return Finding(
        id=id,
        subject=standing.subject,
        rule=standing.rule,
        part=standing.part,
        episode=episode,
        grade=grade,
        opened_at=now,
        seen_at=now,
        standing=standing,
        steps=(
            Step(at=now, who=MONITOR, act=Act.OPENED, said=standing.reason, evidence=standing.evidence[:20]),
        ),
    )


def _again(finding: Finding, standing: Standing, grade: Grade, now: datetime) -> Finding:
    steps = finding.steps
    if grade is not finding.grade:
        steps += (
            Step(
                at=now,
                who=MONITOR,
                act=Act.WORSENED,
                said=standing.reason,
                evidence=standing.evidence[:20],
            ),
        )
    return replace(finding, grade=grade, seen_at=now, standing=standing, steps=steps)


def _close(finding: Finding, standing: Standing | None, now: datetime) -> Finding:
    said = standing.reason if standing else Text("step.no_longer_owed")
    evidence = standing.evidence[:20] if standing else ()
    step = Step(at=now, who=MONITOR, act=Act.CLOSED, said=said, evidence=evidence)
    return replace(
        finding, closed_at=now, standing=standing or finding.standing, steps=(*finding.steps, step)
    )


def _is_gone(finding: Finding, seen: Mapping[Key, Standing]) -> bool:
    """Whether what was owed is no longer owed: its subject was judged, its whole is known, and it is not named."""
    wholes = {part.value: rule_of(part).id for part in (Owed.COLUMN, Owed.MESSAGE)}
    whole = seen.get((finding.subject, wholes.get(finding.rule, ""), ""))
    if finding.rule in wholes:
        return whole is not None and whole.whole
    return any(key[0] == finding.subject for key in seen)
