"""The JSON feed, version 1: verdicts as scoring tools read them. Shows what was decided, decides nothing."""

import importlib.metadata
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from monitor.assess.extractor_alarms import extractor_alarms
from monitor.domain.finding import Owed
from monitor.domain.parts import figures
from monitor.domain.plain import exact_text, moment_text, plain
from monitor.domain.site import Account, Subject, Watch
from monitor.domain.verdict import Text, Verdict, VerdictPart, conclude
from monitor.rules.base import parts_of
from monitor.wording.say import ENGLISH, label, say

#: Grows only with a breaking change; additions keep it.
VERSION = 1

#: What score sheets add to the document: units with what they own, totals with ranks, rows with facts.
SCORING = ("units", "scores", "indicators")


def document(
    watch: Watch,
    verdicts: Mapping[str, Sequence[Verdict]],
    *,
    as_of: datetime,
    known_by: datetime,
    generated_at: datetime,
    newest: Mapping[str, datetime],
    scoring: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """
    The feed document for all subjects of *watch* (评分工具数据接口).

    *verdicts*: by subject id. *newest*: when each subject was last seen; one that is missing, or was not
    seen in the two days before *as_of*, makes the document incomplete, as does a verdict that is missing or
    that old. *scoring*: the score sheets as plain values; None: none were drawn up.
    """
    notes = [note_of(one, verdicts.get(one.id, ())) for one in watch.subjects]
    return {
        **head(watch, notes, as_of=as_of, known_by=known_by, generated_at=generated_at, newest=newest),
        "subjects": [
            subject_entry(one, verdicts.get(one.id, ()), newest.get(one.id), as_of) for one in watch.subjects
        ],
        **tail(scoring),
    }


@dataclass(frozen=True, slots=True)
class SubjectNote:
    """What the head of the document says of one subject's verdicts."""

    id: str
    judged: datetime | None  #: the newest of them; None: there is none
    alarms: tuple[tuple[str, str], ...]  #: column, and why
    heard: datetime | None = (
        None  #: up to when whatever was seen and heard counts in all of them; None: there is none
    )


def note_of(subject: Subject, verdicts: Sequence[Verdict]) -> SubjectNote:
    """What the head needs of the *verdicts* on *subject*."""
    judged = max((one.decided_at for one in verdicts), default=None)
    heard = min((min(one.decided_at, one.known_by or one.decided_at) for one in verdicts), default=None)
    return SubjectNote(subject.id, judged, tuple(extractor_alarms(verdicts)), heard)


def head(
    watch: Watch,
    notes: Sequence[SubjectNote],
    *,
    as_of: datetime,
    known_by: datetime,
    generated_at: datetime,
    newest: Mapping[str, datetime],
) -> dict[str, Any]:
    """What stands before the subjects; *notes*: of each of them, in order."""
    stale = [one.id for one in notes if _is_stale(newest.get(one.id), as_of)]
    unjudged = [one.id for one in notes if one.judged is None]
    long_ago = [one.id for one in notes if one.judged is not None and _is_stale(one.judged, as_of)]
    return {
        "feed": VERSION,
        "generated_at": moment_text(generated_at),
        "as_of": exact_text(as_of),
        "known_by": exact_text(known_by),
        "complete": not stale and not unjudged and not long_ago,
        "software": software(),
        "own_line_checked": watch.references is not None,
        "not_seen_lately": stale,
        "not_judged": unjudged,
        "not_judged_lately": long_ago,
        # columns whose list or whose new pages' days nobody recognised: for the operator, never a fault of the site
        "extractor_alarms": [
            {"site": one.id, "column": column, "why": why} for one in notes for column, why in one.alarms
        ],
    }


def tail(scoring: Mapping[str, Any] | None) -> dict[str, Any]:
    """What stands behind the subjects: the score sheets."""
    return {name: list((scoring or {}).get(name, ())) for name in SCORING}


def only(watch: Watch, subjects: Sequence[Subject]) -> Watch:
    """*watch* with no other sites and accounts than *subjects*."""
    chosen = {one.id for one in subjects}
    return replace(
        watch,
        sites=tuple(one for one in watch.sites if one.id in chosen),
        accounts=tuple(one for one in watch.accounts if one.id in chosen),
    )


def dumps_line(value: Any) -> str:
    """JSON on one line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def software() -> str:
    """The version of this program."""
    return importlib.metadata.version("gov-monitor")


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of the feed, as shipped and served."""
    text = resources.files("monitor.feed").joinpath("schemas/feed-v1.schema.json").read_text("utf-8")
    return dict(json.loads(text))


@cache
def measured_words() -> dict[str, dict[str, str]]:
    """The dictionary of every key in `measured`: type (unit) and meaning, as shipped and served."""
    text = resources.files("monitor.feed").joinpath("schemas/measured-v1.json").read_text("utf-8")
    return dict(json.loads(text))


def dumps(value: Any) -> str:
    """JSON as we write it: readable, Chinese as it is, the same bytes for the same value."""
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def verdict_entry(verdict: Verdict) -> dict[str, Any]:
    """One verdict as the feed states it."""
    clause = verdict.clause
    return {
        "rule": verdict.rule,
        "name": clause.name,
        "sort": clause.sort.value,
        "outcome": verdict.outcome.value,
        "window": {"from": moment_text(verdict.window[0]), "to": moment_text(verdict.window[1])},
        "measured": _measured_of(verdict),
        "limit": {name: one.value for name, one in clause.limit.items()},
        "coverage": round(verdict.coverage, 4),
        "reason": say(verdict.reason, ENGLISH),
        "reason_zh": say(verdict.reason),
        "needs": say(verdict.needs, ENGLISH) if verdict.needs else None,
        "needs_zh": say(verdict.needs) if verdict.needs else None,
        "remarks": [_said(one) for one in verdict.remarks],
        "clause": {"edition": clause.edition, "id": clause.id},
        "evidence": list(verdict.evidence),
        "decided_at": exact_text(verdict.decided_at),
        "known_by": exact_text(verdict.known_by) if verdict.known_by else None,
        "confirmed_by": verdict.confirmed_by,
    }


def _measured_of(verdict: Verdict) -> dict[str, Any]:
    """The figures with their rows; why a message waits for a person is said in both languages."""
    found: dict[str, Any] = plain(figures(verdict))
    for one in found.get("undecided_messages", ()):
        one["why_en"], one["why_zh"] = label("undecided", one["why"], ENGLISH), label("undecided", one["why"])
    return found


def _column_entry(column: VerdictPart, names: Mapping[str, str]) -> dict[str, Any]:
    """How one column stands, as the feed states it; *names*: of the columns, by id."""
    return {
        "id": column.id,
        "name": names.get(column.id, column.id),
        "outcome": column.outcome.value,
        "state": column.state,
        "newest": plain(column.newest),
        "days_over": column.days_over,
        "days_left": column.days_left,
        "due_on": plain(column.due_on),
        "unit": column.unit,
        "reason": say(column.reason, ENGLISH),
        "reason_zh": say(column.reason),
        "evidence": list(column.evidence),
    }


def subject_entry(
    subject: Subject, verdicts: Sequence[Verdict], seen: datetime | None, as_of: datetime | None
) -> dict[str, Any]:
    """One site or account with all that is said of it; *seen*: when it was last, None: never, or it is filled in later."""
    entry: dict[str, Any] = {
        "kind": subject.kind,
        "id": subject.id,
        "name": subject.name,
        "unit": subject.unit,
        "edition": verdicts[0].clause.edition if verdicts else subject.edition,
        "conclusion": conclude(tuple(verdicts)).value,
        "last_seen": moment_text(seen) if seen else None,
        "age_s": int((as_of - seen).total_seconds()) if seen and as_of else None,
        "verdicts": [verdict_entry(one) for one in verdicts],
    }
    if isinstance(subject, Account):
        entry["platform"] = subject.platform.value
    else:
        entry["site_code"] = subject.site_code
        names = {one.id: one.name for one in subject.columns}
        entry["columns"] = [_column_entry(one, names) for one in _columns(verdicts)]
    return entry


def _columns(verdicts: Iterable[Verdict]) -> tuple[VerdictPart, ...]:
    return next((one.columns for one in verdicts if parts_of(one.rule) is Owed.COLUMN), ())


def _is_stale(seen: datetime | None, as_of: datetime) -> bool:
    return seen is None or (as_of - seen).days >= 2


def _said(said: Text) -> dict[str, str]:
    return {"en": say(said, ENGLISH), "zh": say(said)}
