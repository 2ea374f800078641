"""What the notice says of each subject of a quarter, without what stands in the file of numbers alone (季度概要)."""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from monitor.domain.finding import Owed
from monitor.domain.sentence import Text
from monitor.domain.verdict import Outcome
from monitor.quarter.packed_rows import PackedRows
from monitor.quarter.rows import AtPoint, SubjectQuarter, Worst
from monitor.rules.base import parts_of

#: Instead of a reason that no part of the notice says.
_UNSAID = Text("")
#: So many different things that are said are looked out for again.
MOST_KINDS = 20_000
#: Figures of a verdict that the notice's sentences speak of, whatever came of it.
_SPOKEN_OF = ("messages", "answered", "overdue", "excluded")


class PackedSubjects(PackedRows[SubjectQuarter]):
    """Subjects as they are written to the file of numbers, and their outlines: what the notice says of each, at hand."""

    def __init__(self, subjects: Iterable[SubjectQuarter] = ()) -> None:
        self._alike: dict[object, Any] = {}
        self.outlines: list[SubjectQuarter] = []
        super().__init__(subjects)

    def add(self, rows: Iterable[SubjectQuarter], key: tuple[Any, ...] = ()) -> None:
        """Some more subjects, in their order."""
        subjects = list(rows)
        super().add(subjects, key)
        self.outlines += map(self._outline, subjects)

    def _outline(self, one: SubjectQuarter) -> SubjectQuarter:
        return replace(one, rules=tuple(self._one_rule(rule) for rule in one.rules))

    def _one_rule(self, rule: Worst) -> Worst:
        """*rule* without evidence, reasons and figures that the notice says of faults and open questions alone."""
        failed = rule.outcome is Outcome.FAIL
        reason = rule.reason if failed or rule.outcome is Outcome.UNKNOWN else _UNSAID
        points = tuple(
            self._one(AtPoint(at=one.at, outcome=one.outcome, reason=_UNSAID)) for one in rule.points
        )
        measured = rule.measured
        if not failed:
            is_spoken_of = parts_of(rule.rule) is Owed.MESSAGE
            measured = {key: measured[key] for key in _SPOKEN_OF if is_spoken_of and key in measured}
        slim = replace(
            rule, reason=reason, needs=None, measured=measured, points=self._one(points),
            evidence=rule.evidence if failed else (),
        )  # fmt: skip
        return slim if measured else self._one(slim, key=_key_of(slim))

    def _one(self, value: Any, key: object = None) -> Any:
        """*value*, one object for all that are equal, as far as they are many."""
        key = value if key is None else key
        known = self._alike.get(key)
        if known is None and len(self._alike) < MOST_KINDS:
            self._alike[key] = value
        return value if known is None else known


def _key_of(one: Worst) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in _NAMES)


_NAMES = [one.name for one in fields(Worst) if one.name != "measured"]
