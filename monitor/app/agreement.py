"""How a verdict decided again stands to the one that was stored (重新判定的比对): the same, the same but for sentences, or another."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum

from monitor.domain.sentence import WRITTEN, Amount, Named, Param, Text
from monitor.domain.verdict import SAYS_NOTHING, Threshold, Verdict
from storage.decisions.verdict_text import as_stored, decode_verdict, encode_verdict

#: What needs name since they say the whole command to type; verdicts stored before name none of it.
_NAMED_SINCE = {"subject", "rule", "message"}
_FIGURE = re.compile(r"\d{1,18}+")


class Agreement(StrEnum):
    """How far a verdict decided again agrees with the stored one, as the manifest of a pack states it too."""

    EXACT = "exact"  #: word for word, or but for what is named of what to type
    OLD = "old"  #: stored before verdicts of its rule had parts: in all that both hold
    WORDS = "words"  #: in all but sentences, of which none has another figure, day or name
    NONE = "none"


def agreement(stored: str, again: Verdict) -> Agreement:
    """How far *again* agrees with the verdict that was *stored*."""
    then = decode_verdict(stored)
    if encode_verdict(again) == stored or (
        _asks_more(then.needs, again.needs) and encode_verdict(replace(again, needs=then.needs)) == stored
    ):
        return Agreement.EXACT
    if _says_otherwise(then, again):
        return Agreement.NONE
    if encode_verdict(_bare(then)) == encode_verdict(_bare(again)):
        return Agreement.WORDS
    is_old = "parts" not in json.loads(stored) or bool(again.parts and not then.parts)
    return Agreement.OLD if is_old and _holds_the_same(then, as_stored(again)) else Agreement.NONE


def _holds_the_same(then: Verdict, again: Verdict) -> bool:
    """Whether two verdicts, the one without parts, are the same in all that both hold: figures and limits that came later are in one alone."""
    return _in_both(then) == _in_both(again) and all(
        map(_same_where_both, (then.measured, then.clause.limit), (again.measured, again.clause.limit))
    )


def _in_both(one: Verdict) -> tuple[object, ...]:
    named = (one.clause.id, one.clause.name)
    return (one.outcome, one.window, one.coverage, one.evidence, one.decided_at, one.confirmed_by, *named)


def _same_where_both(one: Mapping[str, object | Threshold], other: Mapping[str, object | Threshold]) -> bool:
    return all(one[name] == other[name] for name in one.keys() & other.keys())


def _bare(verdict: Verdict) -> Verdict:
    """*verdict* without its sentences."""
    parts = tuple(replace(one, reason=SAYS_NOTHING, settle="") for one in verdict.parts)
    needs = SAYS_NOTHING if verdict.needs is not None else None
    return replace(verdict, reason=SAYS_NOTHING, needs=needs, remarks=(), parts=parts)


def _says_otherwise(then: Verdict, again: Verdict) -> bool:
    """Whether a sentence of *then* is said again with another figure, day or name: no program words that differently."""
    reasons = {(one.kind, one.id): one.reason for one in again.parts}
    said = [
        (then.reason, again.reason),
        (then.needs, again.needs),
        *zip(then.remarks, again.remarks, strict=False),
    ]
    said += [(one.reason, reasons.get((one.kind, one.id))) for one in then.parts]
    return any(_is_altered(one, other) for one, other in said)


def _is_altered(then: Param, again: Param) -> bool:
    """Whether the same sentence holds another figure, day or name; of two different sentences nobody can tell."""
    if isinstance(then, Text) and isinstance(again, Text):
        return then.code == again.code != WRITTEN and any(
            _is_altered(value, again.params[name])
            for name, value in then.params.items()
            if name in again.params
        )
    if isinstance(then, tuple) and isinstance(again, tuple):
        return any(map(_is_altered, then, again))
    if type(then) is type(again):
        return then != again
    if isinstance(again, Named):  # an earlier program may have said the id or the name alone
        return isinstance(then, str) and then not in (again.id, again.name)
    return isinstance(again, int | date | Amount) and then is not None and _figures(then) != _figures(again)


def _figures(said: Param) -> list[int]:
    """The figures in it, in order: of two programs one may say 3 where the other says 3 months, and nothing else."""
    return [int(one) for one in _FIGURE.findall(repr(said))]


def _asks_more(then: Param, again: Param) -> bool:
    """Whether *again* asks for what *then* asks for, and at most names besides what to type."""
    if isinstance(then, tuple) and isinstance(again, tuple):
        return len(then) == len(again) and all(map(_asks_more, then, again))
    if not (isinstance(then, Text) and isinstance(again, Text)):
        return bool(then == again)
    named = again.params.keys() - then.params.keys()
    return (
        then.code == again.code
        and named <= _NAMED_SINCE
        and all(_asks_more(value, again.params.get(name)) for name, value in then.params.items())
    )
