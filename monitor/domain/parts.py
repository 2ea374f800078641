"""What a verdict tells part by part (判定明细), in the shapes in which it is read: rows of the feed, owners, alarms."""

from collections.abc import Iterable, Mapping, Sequence

from monitor.domain.site import Subject, Watch
from monitor.domain.verdict import Outcome, PartKind, Verdict, VerdictPart

#: States of a message that a person has to look at.
WAITING = Outcome.UNKNOWN


def open_messages(verdict: Verdict) -> tuple[VerdictPart, ...]:
    """The messages that nobody answered yet, in time or late; the most pressing first."""
    return tuple(one for one in verdict.messages if one.outcome is not WAITING)


def waiting_messages(verdict: Verdict) -> tuple[VerdictPart, ...]:
    """The messages of which a person has to say whether they count: answered late, refused, without a day."""
    return tuple(one for one in verdict.messages if one.outcome is WAITING)


def owner(part: VerdictPart, names: Mapping[str, str], otherwise: str | None) -> str | None:
    """
    The id of the unit that owes *part*; *names*: every name of every unit, and its id.

    A part of nobody, or of somebody who is not configured, belongs to *otherwise*: whoever owes the subject.
    """
    return names.get(part.unit, otherwise) if part.unit else otherwise


def unit_ids(watch: Watch) -> dict[str, str]:
    """Every name of every unit, and its id."""
    return {name: unit.id for unit in watch.units for name in (unit.id, unit.name, *unit.aliases)}


def is_shared(verdict: Verdict, subject: Subject, names: Mapping[str, str]) -> bool:
    """Whether a part of *verdict* belongs to another unit than its subject."""
    return any(owner(one, names, subject.unit) != subject.unit for one in verdict.parts)


def figures(verdict: Verdict) -> dict[str, object]:
    """
    What was measured, as the feed states it: the figures, and beside a count the rows that it counts.

    A rule that counts columns names the bad, unknown and unreadable ones, and the undated pages of each; one that counts
    messages names the open ones and those that a person has to look at; one that counts guides the incomplete ones; one by
    marks each mark with what it reads; one by pages those that did not open.
    """
    found = dict(verdict.measured)
    if "columns" in found:
        found |= _column_rows(verdict.columns)
    if "open" in found:
        found["open_messages"] = [message_row(one) for one in open_messages(verdict)]
        found["undecided_messages"] = [{"id": one.id, "why": one.state} for one in waiting_messages(verdict)]
    if "bad" in found and "guides" in found:
        found["bad_guides"] = [_guide_row(one) for one in verdict.of(PartKind.GUIDE)]
    if marks := verdict.of(PartKind.MARK):
        found["marks"] = {one.id: one.state for one in marks}
        found["values"] = {one.id: one.name for one in marks if one.name}
    if "pages_tried" in found:
        found["pages_not_opened"] = [
            one.url for one in verdict.of(PartKind.PAGE) if one.state == "not_opened"
        ]
    for one in verdict.of(PartKind.HOMEPAGE):
        found["undated_pages"] = list(one.undated)
    return found


def _column_rows(columns: Sequence[VerdictPart]) -> dict[str, object]:
    return {
        "bad_columns": _ids(columns, Outcome.FAIL),
        "unknown_columns": _ids(columns, Outcome.UNKNOWN),
        "unreadable_columns": [one.id for one in columns if one.unreadable],
        "undated_pages": {one.id: list(one.undated) for one in columns if one.undated},
    }


def _ids(parts: Iterable[VerdictPart], outcome: Outcome) -> list[str]:
    return [one.id for one in parts if one.outcome is outcome]


def message_row(one: VerdictPart) -> dict[str, object]:
    """An open message as the feed states it; negative days left are days over, "" a unit that nobody names."""
    return {
        "id": one.id,
        "board": one.board,
        "title": one.name,
        "submitted": one.newest.isoformat() if one.newest else "",
        "due_on": one.due_on.isoformat() if one.due_on else "",
        "days_left": one.days or 0,
        "unit": one.unit or "",
        "url": one.url,
    }


def _guide_row(one: VerdictPart) -> dict[str, object]:
    return {"id": one.id, "title": one.name, "url": one.url, "missing": [item.title for item in one.items]}
