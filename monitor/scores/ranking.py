"""Ranking (排名) by group, ties as ties, ranges as ranges; quarters against quarters, and quarters to a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.scores.points import OwnRules, PointRange, shown
from monitor.scores.units import SheetTotal, UnitSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One unit in its group."""

    key: str
    name: str
    total: SheetTotal
    best: int | None  #: the best rank it may still have; None: not ranked
    worst: int | None
    tied: bool = False  #: another has exactly as many
    before: SheetTotal | None = None  #: last quarter; None: there was none
    before_best: int | None = None
    before_worst: int | None = None
    history: tuple[tuple[str, SheetTotal], ...] = ()  #: quarter by quarter, in a year

    @property
    def rank(self) -> str:
        """For people: 3, 并列3, 2–4, or why there is none."""
        if self.best is None:
            return "不合格" if self.total.vetoed else "不排名"
        place = str(self.best) if self.best == self.worst else f"{self.best}–{self.worst}"
        return f"并列{place}" if self.tied else place

    @property
    def change(self) -> str:
        """Against last quarter, for people."""
        if self.before is None:
            return "上季度无"
        now, then = self.total, self.before
        if now.vetoed or then.vetoed:
            if now.vetoed and then.vetoed:
                return "连续单项否决"
            return "新出现单项否决" if now.vetoed else "上季度单项否决"
        if now.points is None or then.points is None:
            return "—"
        low, high = now.points.low - then.points.high, now.points.high - then.points.low
        if low == high:
            return f"{low:+.4g}" if low else "持平"
        return f"{shown(low)}至{shown(high)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedGroup:
    """Units that are ranked together."""

    name: str
    rows: tuple[Ranked, ...]


def rank(totals: Mapping[str, SheetTotal]) -> dict[str, tuple[int | None, int | None, bool]]:
    """
    Best and worst rank of each of *totals*, and whether another has exactly as many.

    A rank is told only as far as the ranges of points tell it; a vetoed unit has none, and stands below all. Where not
    everybody has as many points at stake (rows that do not concern a unit are left out), the share of them counts.
    """
    ranges = {key: one.points for key, one in totals.items() if one.points is not None}
    if by_share(list(totals.values())):
        ranges = {key: _share(one, totals[key].full) for key, one in ranges.items()}
    found: dict[str, tuple[int | None, int | None, bool]] = {}
    for key in totals:
        own = ranges.get(key)
        if own is None:
            found[key] = (None, None, False)
            continue
        others = [one for other, one in ranges.items() if other != key]
        equal = [one for one in others if own.settled and one == own]
        best = 1 + sum(one.low > own.high for one in others)
        worst = 1 + sum(one.high > own.low for one in others)
        found[key] = (best, worst, bool(equal))
    return found


def by_share(totals: Sequence[SheetTotal]) -> bool:
    """Whether units with unlike points at stake are compared: then by the share that they got (得分率)."""
    fulls = {one.full for one in totals if one.points is not None}
    return len(fulls) > 1 and 0.0 not in fulls


def _share(points: PointRange, full: float) -> PointRange:
    return PointRange(round(points.low / full, 6), round(points.high / full, 6))


def _named(group: str, totals: Sequence[SheetTotal]) -> str:
    return f"{group}　满分不同，按得分率排名" if by_share(totals) else group


def rank_sheets(sheets: Sequence[UnitSheet], before: Sequence[UnitSheet]) -> tuple[RankedGroup, ...]:
    """Every group of *sheets*, best first, each against its own last quarter (*before*)."""
    earlier = {one.key: one for one in before}
    then = {
        group: rank({one.key: one.total for one in members}) for group, members in _groups(before).items()
    }
    groups = []
    for name, members in _groups(sheets).items():
        places = rank({one.key: one.total for one in members})
        rows = []
        for sheet in members:
            old = earlier.get(sheet.key)
            place = (
                then.get(old.group, {}).get(sheet.key, (None, None, False)) if old else (None, None, False)
            )
            best, worst, tied = places[sheet.key]
            rows.append(
                Ranked(
                    key=sheet.key, name=sheet.owner.name, total=sheet.total, best=best, worst=worst, tied=tied,
                    before=old.total if old else None, before_best=place[0], before_worst=place[1],
                )
            )  # fmt: skip
        title = _named(name, [one.total for one in members])
        groups.append(RankedGroup(name=title, rows=tuple(sorted(rows, key=_order))))
    return tuple(groups)


def rank_year(quarters: Mapping[str, Sequence[UnitSheet]], rules: OwnRules) -> tuple[RankedGroup, ...]:
    """A year's groups: each unit's quarters side by side, and a total of the year where the centre says how."""
    newest: dict[str, UnitSheet] = {}
    history: dict[str, list[tuple[str, SheetTotal]]] = {}
    for name, sheets in quarters.items():
        for sheet in sheets:
            newest[sheet.key] = sheet
            history.setdefault(sheet.key, []).append((name, sheet.total))
    groups = []
    for name, group in _groups(list(newest.values())).items():
        totals = {one.key: year_total([total for _, total in history[one.key]], rules) for one in group}
        places = rank(totals)
        rows = [
            Ranked(
                key=one.key, name=one.owner.name, total=totals[one.key], best=places[one.key][0], worst=places[one.key][1],
                tied=places[one.key][2], history=tuple(history[one.key]),
            )
            for one in group
        ]  # fmt: skip
        title = _named(name, list(totals.values()))
        groups.append(RankedGroup(name=title, rows=tuple(sorted(rows, key=_order))))
    return tuple(groups)


def year_total(quarters: Sequence[SheetTotal], rules: OwnRules) -> SheetTotal:
    """The year from its quarters, as `[scores] year` says; a quarter with a veto leaves the year without points."""
    if any(one.vetoed for one in quarters):
        return SheetTotal(points=None, vetoed=True)
    counted = [one for one in quarters if one.points is not None]
    if rules.year is None or not counted:
        return SheetTotal(points=None)
    chosen = counted[-1:] if rules.year == "last" else counted
    count = len(chosen)
    return SheetTotal(
        points=PointRange(
            round(sum(one.points.low for one in chosen if one.points) / count, 4),
            round(sum(one.points.high for one in chosen if one.points) / count, 4),
        ),
        full=round(sum(one.full for one in chosen) / count, 4),
        open=sum(one.open for one in chosen),
    )


def _groups(sheets: Sequence[UnitSheet]) -> dict[str, list[UnitSheet]]:
    found: dict[str, list[UnitSheet]] = {}
    for one in sheets:
        found.setdefault(one.group, []).append(one)
    return found


def _order(row: Ranked) -> tuple[int, int, float, str]:
    points = row.total.points
    return (
        row.best if row.best is not None else 10**6,
        row.worst if row.worst is not None else 10**6,
        -(points.high if points else 0.0),
        row.name,
    )
