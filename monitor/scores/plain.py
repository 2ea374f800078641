"""Sheets as plain values, as the feed carries them: rows, totals, units (评分数据). Decides nothing."""

from collections.abc import Iterable, Sequence
from typing import Any

from monitor.domain.plain import exact_text, plain
from monitor.domain.points import EnteredCell, PeoplePoints
from monitor.domain.timing import check_aware
from monitor.domain.verdict import Text
from monitor.scores.period import IndicatorFact
from monitor.scores.points import PointRange
from monitor.scores.ranking import Ranked, RankedGroup
from monitor.scores.sheet import ScoreRow
from monitor.scores.units import SheetPart, SheetTotal, UnitSheet
from monitor.wording.say import ENGLISH, say


def draw_of(sheets: Sequence[UnitSheet], groups: Iterable[RankedGroup]) -> dict[str, Any]:
    """The keys that the feed gains: `indicators`, `units`, `scores`."""
    ranks = {row.key: (group.name, row) for group in groups for row in group.rows}
    return {
        "units": [_unit(one) for one in sheets],
        "scores": [_score(one, *ranks.get(one.key, ("", None))) for one in sheets],
        "indicators": [_row(one, part, row) for one in sheets for part in one.parts for row in part.rows],
    }


def _unit(sheet: UnitSheet) -> dict[str, Any]:
    owner = sheet.owner
    return {
        "kind": owner.kind,
        "id": owner.id,
        "name": owner.name,
        "unit_kind": sheet.kind.value if sheet.kind else None,
        "group": sheet.group,
        "sites": [one.id for one in owner.sites],
        "accounts": [one.id for one in owner.accounts],
        "columns": [{"site": site.id, "id": id} for site, id in owner.columns],
        "boards": [{"site": site.id, "id": id} for site, id in owner.boards],
        "tables": [_table(part) for part in sheet.parts],
    }


def _table(part: SheetPart) -> dict[str, Any]:
    chosen = part.chosen
    return {
        "id": chosen.table.id,
        "edition": chosen.table.edition,
        "title": chosen.table.title,
        "level": chosen.level.value if chosen.level else None,
        "weight_percent": chosen.weight,
        "why_zh": chosen.why,
        "total": _total(part.total),
    }


def _total(total: SheetTotal | None) -> dict[str, Any] | None:
    if total is None:
        return None
    return {**_range(total.points), "full": total.full, "open": total.open, "vetoed": total.vetoed}


def _range(points: PointRange | None) -> dict[str, Any]:
    return {"low": points.low if points else None, "high": points.high if points else None}


def _score(sheet: UnitSheet, group: str, row: Ranked | None) -> dict[str, Any]:
    return {
        "owner": {"kind": sheet.owner.kind, "id": sheet.owner.id},
        "period": sheet.period,
        "as_of": exact_text(sheet.as_of),
        "known_by": exact_text(sheet.known_by),
        "total": _total(sheet.total),
        "open_rows": [
            one.indicator.id
            for part in sheet.scored
            for one in part.rows
            if one.points and not one.points.settled
        ],
        "states": {state.value: count for state, count in sheet.states.items()},
        "group": group,
        "rank": {"best": row.best, "worst": row.worst, "tied": row.tied} if row else None,
        "before": _total(row.before) if row else None,
    }


def _row(sheet: UnitSheet, part: SheetPart, row: ScoreRow) -> dict[str, Any]:
    one = row.indicator
    return {
        "owner": {"kind": sheet.owner.kind, "id": sheet.owner.id},
        "subjects": _subjects(sheet, row),
        "period": sheet.period,
        "table": part.chosen.table.id,
        "id": one.id,
        "heading": list(one.heading),
        "words": one.words,
        "printed_points": one.points,
        "part": one.part.value,
        "about": one.about,
        "decided_by": one.grade.value,
        "full": row.full,
        "mark_zh": row.mark.value,
        "state": row.state.value,
        "points": _range(row.points) if row.points else None,
        "basis": row.basis or None,
        "basis_zh": row.basis_note or None,
        "needs": _said(row.needs),
        "rules": [
            {
                "subject": v.subject,
                "rule": v.rule,
                "outcome": v.outcome.value,
                "decided_at": exact_text(v.decided_at),
            }
            for v in row.verdicts
        ],
        "facts": [_fact(fact) for fact in row.facts],
        "collected_zh": list(row.collected),
        "people": _people(row.cell),
        "evidence": list(row.evidence),
    }


def _subjects(sheet: UnitSheet, row: ScoreRow) -> list[str]:
    """The sites and accounts of the owner that the row is about."""
    about = row.indicator.about
    sites = [one.id for one in sheet.owner.sites] if about != "account" else []
    return [*sites, *(one.id for one in sheet.owner.accounts if about != "site")]


def _fact(fact: IndicatorFact) -> dict[str, Any]:
    return {
        "kind": fact.kind,
        "name_zh": fact.name,
        "outcome": fact.outcome.value if fact.outcome else None,
        "configured": fact.configured,
        "reason": say(fact.reason, ENGLISH),
        "reason_zh": say(fact.reason),
        "needs": _said(fact.needs),
        "measured": plain(fact.measured),
        "at_most": plain(fact.at_most),
        "evidence": list(fact.evidence),
    }


def _people(cell: EnteredCell | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    return {"now": _entry(cell.now) if cell.now else None, "disputed": [_entry(one) for one in cell.disputed]}


def _entry(one: PeoplePoints) -> dict[str, Any]:
    return {
        "at": check_aware(one.at).isoformat(),
        "who": one.who,
        "mark_zh": one.mark,
        "points": one.points,
        "note": one.note,
    }


def _said(said: Text | None) -> dict[str, str] | None:
    return {"en": say(said, ENGLISH), "zh": say(said)} if said else None
