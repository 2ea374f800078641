"""Verdicts as they are stored, and back into objects, many at once: by hand, as a page shows thousands of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from monitor.domain.made import collector_rests
from monitor.domain.moved import ANY_MOMENT, days_left_on, moved_figures, moved_part
from monitor.domain.sentence import from_plain
from monitor.domain.timing import SHANGHAI, day_of
from monitor.domain.verdict import (
    SAYS_NOTHING,
    Clause,
    FaultyItem,
    Outcome,
    PartKind,
    Sort,
    Threshold,
    Verdict,
    VerdictPart,
)
from storage.db.codec import canonical, plain_of
from storage.decisions.part_text import figures_text, part_text, quoted, sentence_text, words_text


def encode_verdict(verdict: Verdict) -> str:
    """*verdict* as canonical JSON; of its parts only what they state: most of them leave most fields empty."""
    return VerdictText(verdict).written()


class VerdictText:
    """A verdict ready to be written: as it is, and as it would be at any moment if only the calendar moved it."""

    __slots__ = ("verdict",)

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict

    def written(self) -> str:
        """As canonical JSON."""
        one = self.verdict
        parts = [part_text(part, part.days_left, part.days_over, part.reason) for part in one.parts]
        known_by = f'"{_written(one.known_by)}"' if one.known_by is not None else "null"
        return _joined(one, _written(one.decided_at), known_by, one.window, one.measured, parts)

    def said(self) -> str:
        """As `moved` to ANY_MOMENT would be written: the same of two verdicts that only the calendar tells apart."""
        one, before = self.verdict, day_of(self.verdict.decided_at)
        window, measured = moved_figures(one, ANY_MOMENT)
        return _joined(
            one, _ANY_MOMENT, "null", window, measured, [_moved_text(part, before) for part in one.parts]
        )


_ANY_MOMENT, _ANY_DAY = ANY_MOMENT.isoformat(), day_of(ANY_MOMENT)


def _moved_text(part: VerdictPart, before: date) -> str:
    if part.due_on is None:
        return part_text(part, part.days_left, part.days_over, part.reason)
    if part.days_over is not None:
        part = moved_part(part, before, _ANY_DAY)
        return part_text(part, part.days_left, part.days_over, part.reason)
    return part_text(part, days_left_on(part, before, _ANY_DAY), None, part.reason)


def _joined(
    one: Verdict,
    decided_at: str,
    known_by: str,
    window: tuple[datetime, datetime],
    measured: Mapping[str, object],
    parts: Sequence[str],
) -> str:
    """*one* as canonical JSON, with these in the place of its own."""
    confirmed_by = quoted(one.confirmed_by) if one.confirmed_by is not None else "null"
    needs = sentence_text(one.needs) if one.needs is not None else "null"
    return (
        f'{{"clause":{_clause_text(one.clause)},"confirmed_by":{confirmed_by},"coverage":{canonical(one.coverage)},'
        f'"decided_at":"{decided_at}","evidence":{words_text(one.evidence)},"known_by":{known_by},'
        f'"measured":{figures_text(measured)},"needs":{needs},"outcome":"{one.outcome}","parts":[{",".join(parts)}],'
        f'"reason":{sentence_text(one.reason)},"remarks":[{",".join(map(sentence_text, one.remarks))}],'
        f'"rule":{quoted(one.rule)},"subject":{quoted(one.subject)},"window":["{_written(window[0])}","{_written(window[1])}"]}}'
    )


#: The texts of clauses, by identity: editions are loaded once. Each holds its clause, so that no other takes its place.
_CLAUSES: dict[int, tuple[Clause, str]] = {}


def _clause_text(clause: Clause) -> str:
    known = _CLAUSES.get(id(clause))
    if known is None or known[0] is not clause:
        if len(_CLAUSES) > 1000:
            _CLAUSES.clear()
        known = _CLAUSES[id(clause)] = (clause, canonical(plain_of(clause)))
    return known[1]


def _written(moment: datetime) -> str:
    return moment.isoformat() if moment.tzinfo is SHANGHAI else str(plain_of(moment))


def _figures(measured: Mapping[str, object]) -> Any:
    """Figures as plain data, in order."""
    return {name: one if type(one := measured[name]) in _PLAIN else _plain(one) for name in sorted(measured)}


_PLAIN = {str, int, float, bool, type(None)}


def _plain(value: object) -> Any:
    """A figure that is no number and no word."""
    return value.isoformat() if type(value) is date else _in_order(plain_of(value))


def _in_order(plain: Any) -> Any:
    """*plain* with the keys of everything in it in order."""
    if isinstance(plain, dict):
        return {name: _in_order(plain[name]) for name in sorted(plain)}
    return [_in_order(one) for one in plain] if isinstance(plain, list) else plain


def decode_verdict(text: str) -> Verdict:
    """The verdict that `encode_verdict` wrote, now or in an earlier version."""
    return _verdict(json.loads(text), {})


def decode_verdicts(texts: Sequence[str]) -> list[Verdict]:
    """
    The verdicts that `encode_verdict` wrote, in order.

    Equal to what the validating reader gives, at a fifth of its time: a clause met twice is one object, and
    the garbage collector rests meanwhile, as nothing here has a cycle.
    """
    with collector_rests():
        clauses: dict[tuple[str, str, str, str], Clause] = {}
        return [_verdict(json.loads(text), clauses) for text in texts]


def as_stored(verdict: Verdict) -> Verdict:
    """*verdict*, just decided, as it is read again once it is stored: its figures plain, and in the order of their names."""
    clause = verdict.clause
    known = _STORED_CLAUSES.get(id(clause))
    if known is None or known[0] is not clause:
        if len(_STORED_CLAUSES) > 1000:
            _STORED_CLAUSES.clear()
        plain = json.loads(_clause_text(clause))
        known = _STORED_CLAUSES[id(clause)] = (clause, _clause(plain, {}))
    measured = _figures(verdict.measured)
    if any(type(one) not in _PLAIN for one in measured.values()):
        measured = json.loads(canonical(measured))
    return replace(verdict, clause=known[1], measured=measured, coverage=float(verdict.coverage))


#: Clauses as they are read from the store, by identity, as in `_CLAUSES`.
_STORED_CLAUSES: dict[int, tuple[Clause, Clause]] = {}


def _verdict(plain: dict[str, Any], clauses: dict[tuple[str, str, str, str], Clause]) -> Verdict:
    if "parts" not in plain:
        plain = _upgraded(plain)
    window, needs = plain["window"], plain["needs"]
    return Verdict(
        subject=plain["subject"],
        rule=plain["rule"],
        clause=_clause(plain["clause"], clauses),
        outcome=Outcome(plain["outcome"]),
        decided_at=_moment(plain["decided_at"]),
        window=(_moment(window[0]), _moment(window[1])),
        measured=plain["measured"],
        coverage=float(plain["coverage"]),
        reason=from_plain(plain["reason"]),
        needs=from_plain(needs) if needs else None,
        remarks=tuple(from_plain(one) for one in plain["remarks"]),
        evidence=tuple(plain["evidence"]),
        parts=tuple(_part(one) for one in plain["parts"]),
        confirmed_by=plain["confirmed_by"],
        known_by=_moment(plain["known_by"]) if plain.get("known_by") else None,
    )


def _clause(plain: dict[str, Any], known: dict[tuple[str, str, str, str], Clause]) -> Clause:
    limit = {name: Threshold(**one) for name, one in plain["limit"].items()}
    own = {name: Threshold(**one) for name, one in plain.get("own", {}).items()}
    made = Clause(**{**plain, "sort": Sort(plain["sort"]), "limit": limit, "own": own})
    same = known.setdefault((made.edition, made.id, made.rule, made.subject), made)
    return same if same == made else made  # the words of an edition may have been corrected in between


def _part(plain: dict[str, Any]) -> VerdictPart:
    newest, due_on, reason = plain.get("newest"), plain.get("due_on"), plain.get("reason")
    return VerdictPart(
        kind=PartKind(plain["kind"]),
        id=plain["id"],
        outcome=Outcome(plain["outcome"]),
        name=plain.get("name", ""),
        unit=plain.get("unit"),
        state=plain.get("state", ""),
        url=plain.get("url", ""),
        board=plain.get("board", ""),
        newest=date.fromisoformat(newest) if newest else None,
        due_on=date.fromisoformat(due_on) if due_on else None,
        days_left=plain.get("days_left"),
        days_over=plain.get("days_over"),
        reason=from_plain(reason) if reason else SAYS_NOTHING,
        evidence=tuple(plain.get("evidence", ())),
        items=tuple(FaultyItem(**one) for one in plain.get("items", ())),
        settle=plain.get("settle", ""),
        unreadable=plain.get("unreadable", False),
    )


#: Rows that stood among the figures before verdicts had parts.
_ROWS = (
    "bad_columns", "unknown_columns", "unreadable_columns", "undated_pages", "open_messages", "undecided_messages",
    "bad_guides",
)  # fmt: skip


def _upgraded(plain: dict[str, Any]) -> dict[str, Any]:
    """A verdict that was stored before verdicts had parts, in today's shape: what it said is kept, nothing is judged anew."""
    measured = plain["measured"]
    unreadable, undated = measured.get("unreadable_columns") or (), measured.get("undated_pages")
    parts = [
        {**one, "kind": "column", "unreadable": one["id"] in unreadable, "items": _undated(one.get("undated", ()))}
        for one in plain["columns"]
    ]  # fmt: skip
    evidence = plain["evidence"]
    parts += [_old_message(one, evidence) for one in measured.get("open_messages", ())]
    parts += [
        {"kind": "message", "id": str(one["id"]), "outcome": "unknown", "state": one.get("why", "")}
        for one in measured.get("undecided_messages", ())
    ]
    parts += [
        {
            "kind": "guide", "id": str(one["id"]), "outcome": "fail", "name": one.get("title", ""), "url": one.get("url", ""),
            "items": [{"title": name, "why": "missing"} for name in one.get("missing", ())],
        }
        for one in measured.get("bad_guides", ())
    ]  # fmt: skip
    if "snapshot_days" in measured or "age_days" in measured:
        parts.append(_old_whole(plain, undated if isinstance(undated, list) else ()))
    return {
        **plain,
        "parts": parts,
        "measured": {name: one for name, one in measured.items() if name not in _ROWS},
    }


def _old_message(row: dict[str, Any], evidence: list[str]) -> dict[str, Any]:
    late = int(row["days_left"]) < 0
    return {
        "kind": "message", "id": str(row["id"]), "outcome": "fail" if late else "pass", "state": "overdue" if late else "open",
        "name": str(row["title"]), "unit": str(row["unit"]) or None, "url": row.get("url", ""), "board": row.get("board", ""),
        "newest": str(row["submitted"])[:10], "due_on": str(row["due_on"])[:10], "evidence": evidence if late else [],
        **_days(int(row["days_left"])),
    }  # fmt: skip


def _old_whole(plain: dict[str, Any], undated: Sequence[str]) -> dict[str, Any]:
    """The homepage of a site, or the posts of an account."""
    measured = plain["measured"]
    kind, id = ("posts", "posts") if "age_days" in measured else ("homepage", "homepage")
    newest, due_on = measured.get("newest"), measured.get("due_on")
    return {
        "kind": kind, "id": id, "outcome": plain["outcome"], "items": _undated(undated),
        "newest": newest[:10] if newest else None, "due_on": due_on[:10] if due_on else None,
        **_days(measured.get("days_left")),
    }  # fmt: skip


def _days(left: int | None) -> dict[str, int | None]:
    if left is None:
        return {}
    return {"days_left": left} if left >= 0 else {"days_over": -left}


def _undated(pages: Sequence[str]) -> list[dict[str, str]]:
    return [{"title": "", "url": url, "why": "undated"} for url in pages]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(SHANGHAI)
