"""What a quarter's figures need of the verdicts, taken of some subjects after others (判定结果的季度汇总)."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from monitor.domain.finding import Owed
from monitor.domain.observation import VisitDay
from monitor.domain.site import Site, Subject, Watch
from monitor.domain.timing import DAY
from monitor.domain.verdict import Outcome, Verdict
from monitor.quarter.names import UnitNames, normal
from monitor.quarter.outlines import PackedSubjects
from monitor.quarter.packed_rows import PackedRows
from monitor.quarter.points import Judged, recheck, through_the_quarter
from monitor.quarter.problem_rows import (
    column_order,
    column_problem,
    column_rows,
    message_order,
    message_problem,
    message_rows,
    numbered,
    open_rows,
    recheck_columns,
    subject_problems,
)
from monitor.quarter.rows import (
    LateColumnRow,
    LateMessageRow,
    Open,
    ProblemRow,
    Recheck,
)
from monitor.regulations.editions import BASE, clause_stating
from monitor.rules.base import deciding_by, parts_of


class VerdictFigures:
    """
    Rows and counts of subjects in their order, of the verdicts on them in one quarter and the one before.

    Verdicts are let go of. *compared*: subjects that were looked at in last quarter at all.
    """

    def __init__(self, watch: Watch, names: UnitNames, compared: Collection[str] = ()) -> None:
        self._names, self._compared = names, compared
        self._units = {one.id: one.name for one in watch.units}
        self.subjects = PackedSubjects()
        self.late, self.blank = PackedRows[LateColumnRow](), PackedRows[LateColumnRow]()
        self.messages = PackedRows[LateMessageRow]()
        self.rechecks = PackedRows[Recheck]()
        self.open = PackedRows[Open]()
        self._problems = PackedRows[ProblemRow]()
        self.editions: set[str] = set()  #: that judged anything at a point
        self.is_compared = False  #: any subject with the quarter before
        self.seen_messages = self.decided = self.unknown = 0  #: at the last point
        self.visits = 0  #: of the windows before each one's points; of points less than a window apart the later one's only

    def add(self, subjects: Sequence[Subject], judged: Judged, before: Judged) -> None:
        """What was said of some more *subjects* in this quarter and *before*."""
        sites = [one for one in subjects if isinstance(one, Site)]
        earlier = {one.id: one for one in through_the_quarter(subjects, before, {}, self._units)}
        earlier = {id: one for id, one in earlier.items() if id in self._compared}
        self.is_compared = self.is_compared or bool(earlier)
        found = through_the_quarter(subjects, judged, earlier, self._units)
        self.subjects.add(found)
        self._problems.add(subject_problems(found), (0,))
        for column in column_rows(sites, judged, self._units):
            key = column_order(column)
            (self.blank if column.state == "blank" else self.late).add([column], key)
            self._problems.add([column_problem(column)], (1, *key))
        for message in message_rows(sites, judged, self._official):
            key = message_order(message)
            self.messages.add([message], key)
            self._problems.add([message_problem(message)], (2, *key))
        self.rechecks.add(recheck(found, earlier), (0,))
        for old, again in recheck_columns(sites, before, judged, earlier):
            self.rechecks.add([again], (1, *column_order(old)))
        self.open.add(open_rows(found, sites, judged))
        self._count(judged)

    def _official(self, printed: str) -> str:
        """The configured name of a unit that a board prints, or what it prints."""
        id = printed if printed in self._units else self._names.units.get(normal(printed), "")
        return self._units.get(id, printed)

    def _count(self, judged: Judged) -> None:
        window, later = window_of(BASE), dict[str, datetime]()
        for moment in sorted(judged.points, reverse=True):
            for id, verdicts in judged.points[moment].items():
                self.editions.update(one.clause.edition for one in verdicts)
                if id in later and later[id] - moment < window:
                    continue
                later[id] = moment
                self.visits += sum(map(_visits, verdicts))
        asked = (one for said in judged.last.values() for one in said if not one.clause.people)
        machine = [one for one in asked if one.outcome is not Outcome.NOT_APPLICABLE]
        self.seen_messages += sum(map(_messages, machine))
        self.unknown += (unknown := sum(one.outcome is Outcome.UNKNOWN for one in machine))
        self.decided += len(machine) - unknown

    def problems(self, quarter: str) -> Sequence[ProblemRow]:
        """The list of confirmed faults, numbered: vetoes that failed, then columns, then messages."""
        return PackedRows(numbered(quarter, self._problems))


def window_of(edition: str) -> timedelta:
    """How long before a point the visits of a site count (监测周期)."""
    return DAY * clause_stating("window_days", edition).limit["window_days"].least


def _visits(one: Verdict) -> int:
    return _number(one.measured.get("visits")) if one.rule in deciding_by(VisitDay) else 0


def _messages(one: Verdict) -> int:
    return _number(one.measured.get("messages")) if parts_of(one.rule) is Owed.MESSAGE else 0


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0
