"""Points of one row (计分): by the text's own arithmetic, by the centre's, or by people; what is open is a range."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.domain.points import EnteredCell
from monitor.domain.settings import PointRow
from monitor.domain.site import Watch
from monitor.domain.verdict import Outcome, Verdict
from monitor.regulations.indicators import Indicator
from monitor.scores.period import IndicatorFact


@dataclass(frozen=True, slots=True)
class PointRange:
    """From so many points to so many; both the same: settled."""

    low: float
    high: float

    @property
    def settled(self) -> bool:
        """Whether there is nothing left to tell."""
        return self.low == self.high

    def __str__(self) -> str:
        return shown(self.low) if self.settled else f"{shown(self.low)}–{shown(self.high)}"


def shown(number: float) -> str:
    """A number of points for people: no zeros behind the point."""
    return f"{round(number, 2):g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnArithmetic:
    """How the centre itself counts one row (考核单位自定)."""

    row: str
    full: float | None = None
    steps: tuple[
        tuple[str, float, float], ...
    ] = ()  #: at_least | at_most, edge, points; the first that holds
    per_fault: float | None = None
    figure: str = ""
    reason: str
    approver: str

    @property
    def basis(self) -> str:
        """How it is printed on a sheet."""
        return f"考核单位自定（{self.approver}）：{self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRules:
    """All of `[scores]`."""

    approver: str = ""
    reason: str = ""
    year: str | None = None  #: average | last
    several: str | None = None  #: average | lowest
    also: tuple[str, ...] = ()
    rows: Mapping[str, OwnArithmetic]


def own_rules(watch: Watch) -> OwnRules:
    """`[scores]` of *watch*."""
    said = watch.settings.scores
    return OwnRules(
        approver=said.approver,
        reason=said.reason,
        year=said.year,
        several=said.several,
        also=said.also,
        rows={one.id: _own(one) for one in said.row},
    )


def _own(said: PointRow) -> OwnArithmetic:
    steps = tuple(
        ("at_most", float(one.at_most or 0), float(one.points))
        if one.at_least is None
        else ("at_least", float(one.at_least), float(one.points))
        for one in said.steps
    )
    return OwnArithmetic(
        row=said.id, full=said.full, steps=steps, per_fault=said.per_fault, figure=said.figure, reason=said.reason,
        approver=said.approver,
    )  # fmt: skip


def figure_range(
    key: str, facts: Sequence[IndicatorFact], verdicts: Sequence[Verdict]
) -> tuple[float, float | None] | None:
    """What the figure *key* is at least and at most (None: no end); None: nobody measured it."""
    for one in facts:
        value = one.measured.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value), one.at_most.get(key, float(value))
    values = [
        float(value)
        for one in verdicts
        if one.outcome is not Outcome.UNKNOWN and isinstance(value := one.measured.get(key), int | float)
    ]
    return (min(values), max(values)) if values and len(values) == len(verdicts) else None


def own_points(
    own: OwnArithmetic, row: Indicator, full: float | None, outcome: Outcome | None,
    facts: Sequence[IndicatorFact], verdicts: Sequence[Verdict],
) -> PointRange:  # fmt: skip
    """The points that the centre's own arithmetic gives; a range as long as outcome or figure is open."""
    whole = own.full if full is None else full
    if not own.steps and own.per_fault is None:
        if outcome in (Outcome.PASS, Outcome.FAIL):
            got = whole or 0.0 if outcome is Outcome.PASS else 0.0
            return PointRange(got, got)
        return PointRange(0.0, whole or 0.0)
    found = figure_range(own.figure or row.figure, facts, verdicts)
    if own.steps:
        return _stepped(own.steps, found)
    most = whole or 0.0
    if found is None:
        return PointRange(0.0, most)
    few, many = found
    least = 0.0 if many is None else max(0.0, most - many * (own.per_fault or 0.0))
    return PointRange(least, max(0.0, most - few * (own.per_fault or 0.0)))


def _stepped(
    steps: Sequence[tuple[str, float, float]], found: tuple[float, float | None] | None
) -> PointRange:
    if found is None:
        every = [points for _, _, points in steps]
        return PointRange(min(0.0, *every), max(0.0, *every))
    few, many = found
    edges = [edge for _, edge, _ in steps]
    end = many if many is not None else max([few, *edges]) + 1
    # just beside an at_most edge another step holds
    marks = {few, end, *(one for edge in edges for one in (edge, edge + 1) if few <= one <= end)}
    reached = [_step(steps, mark) for mark in marks]
    return PointRange(min(reached), max(reached))


def _step(steps: Sequence[tuple[str, float, float]], value: float) -> float:
    for edge, at, points in steps:
        if value >= at if edge == "at_least" else value <= at:
            return points
    return 0.0


def people_say(cell: EnteredCell | None) -> str:
    """Who entered what, and what is in dispute."""
    if cell is None:
        return ""
    words = []
    if cell.now is not None:
        words.append(f"人工：{cell.now.who} {cell.now.at:%Y-%m-%d %H:%M} {_entry(*cell.now.said)}")
    words += [f"冲突待定：{one.who} {one.at:%Y-%m-%d %H:%M} {_entry(*one.said)}" for one in cell.disputed]
    return "；".join(words)


def _entry(mark: str, points: float | None, note: str) -> str:
    said = [mark, "" if points is None else f"{shown(points)}分", f"（{note}）" if note else ""]
    return " ".join(one for one in said if one) or "清空"
