"""Domain objects as JSON and back: canonical, so that the same object always gives the same digest."""

import gc
import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import wraps
from json.encoder import encode_basestring
from math import isfinite
from typing import Any, ParamSpec, TypeVar

from pydantic import TypeAdapter

from monitor.domain.observation import Fact, Visit, VisitDay
from monitor.domain.timing import SHANGHAI
from storage.db.troubles import DamagedRecord

T = TypeVar("T")
P = ParamSpec("P")


def kind_of(facts: object) -> str:
    """The name under which *facts* are stored. Raises KeyError for what is no fact."""
    if not isinstance(facts, Fact):
        raise KeyError(type(facts))
    return facts.kind


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(shape: type[Any]) -> TypeAdapter[Any]:
    """The adapter of *shape*, made when it is first asked for: whoever brings a shape need not name it here."""
    found = _ADAPTERS.get(shape)
    if found is None:
        found = _ADAPTERS[shape] = TypeAdapter(shape)
    return found


def encode(value: object) -> str:
    """*value* as canonical JSON: sorted keys, no spaces, moments with +08:00."""
    if value.__class__ is Visit and (written := _visit(value)) is not None:
        return written
    return canonical(plain_of(value))


#: Since when Shanghai is eight hours ahead, summer and winter.
_EIGHT_HOURS = 1992


def _visit(visit: Visit) -> str | None:
    """What `canonical` makes of *visit*, by hand, as there are millions; None where a value is not of its proper type."""
    slot, elapsed_s = visit.slot, visit.elapsed_s
    if slot is not None and (slot.tzinfo is not SHANGHAI or slot.year < _EIGHT_HOURS):
        return None
    if elapsed_s is not None and elapsed_s.__class__ is not float:
        return None
    attempts = [
        f'{{"address":{_text(one.address)},"connect_s":{_number(one.connect_s)},"dns_s":{_number(one.dns_s)},"first_byte_s":{_number(one.first_byte_s)},'
        f'"reason":{_text(one.reason)},"status":{_number(one.status)},"tls_s":{_number(one.tls_s)},"total_s":{_number(one.total_s)},"url":{_text(one.url)}}}'
        for one in visit.attempts
    ]
    at = f'"{slot.isoformat()}"' if slot is not None else "null"
    return (
        f'{{"attempts":[{",".join(attempts)}],"elapsed_s":{_number(elapsed_s)},"final_url":{_text(visit.final_url)},"reach":"{visit.reach.value}",'
        f'"reason":{_text(visit.reason)},"remarks":[{",".join(map(_text, visit.remarks))}],"slot":{at},"status":{_number(visit.status)}}}'
    )


def _text(value: str) -> str:
    return encode_basestring(value) if value.__class__ is str else _CANONICAL(value)


def _number(value: float | None) -> str:
    if value is None:
        return "null"
    if value.__class__ is int or (value.__class__ is float and isfinite(value)):
        return repr(value)
    return _CANONICAL(value)


def plain_of(value: object) -> Any:
    """*value* as plain data, as JSON has it."""
    return _adapter(type(value)).dump_python(value, mode="json")


def canonical(plain: object) -> str:
    """Plain data as canonical JSON."""
    return _CANONICAL(plain)


_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


def decode(shape: type[T], text: str) -> T:
    """The object that `encode` wrote."""
    return _adapter(shape).validate_json(text)  # type: ignore[no-any-return]


def decode_names(text: str) -> tuple[str, ...]:
    """A list of names, as JSON has it."""
    return decode(tuple[str, ...], text)


def decode_plain(text: str) -> dict[str, Any]:
    """An object of JSON whose own keys whoever asks takes apart."""
    return decode(dict[str, Any], text)


def visit_says(text: str) -> dict[str, Any]:
    """What a visit says, as plain data that is known to be a visit's."""
    decode(Visit, text)
    return decode_plain(text)


def by_hand(read: Callable[P, T]) -> Callable[P, T]:
    """
    For readers that take a record apart by hand: what is not in its place there is a damaged record.

    Not for texts under their hash (`UnderItsHash`): what is not in its place there was written so, and is a mistake of ours.
    """

    @wraps(read)
    def reads(*args: P.args, **more: P.kwargs) -> T:
        try:
            return read(*args, **more)
        except DamagedRecord:
            raise
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            words = str(error) if isinstance(error, ValueError) else f"{type(error).__name__}: {error}"
            raise DamagedRecord(f"read by {read.__module__}: {words}") from error

    return reads


def digest(text: str) -> str:
    """SHA-256 of *text*, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


@by_hand
def decode_days(texts: Sequence[str]) -> list[VisitDay]:
    """
    The day counts that `encode` wrote, many at once.

    By hand and with the garbage collector at rest, as all sites' weeks are read every night: a third of the
    validating reader's time, and a hundred thousand new objects without a cycle among them.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return [_day(one) for one in json.loads(f"[{','.join(texts)}]")]
    finally:
        if collecting:
            gc.enable()


def _day(plain: dict[str, Any]) -> VisitDay:
    first, last, vantages = plain["first"], plain["last"], plain["vantages"]
    sum((plain["opened"], plain["failed"], plain["blocked"], plain["void"]))  # numbers, or a TypeError here
    return VisitDay(
        day=date.fromisoformat(plain["day"]),
        opened=plain["opened"],
        failed=plain["failed"],
        blocked=plain["blocked"],
        void=plain["void"],
        first=datetime.fromisoformat(first) if first else None,
        last=datetime.fromisoformat(last) if last else None,
        reasons=plain["reasons"],
        vantages={name: tuple(figures) for name, figures in vantages.items()},
        failed_ids=tuple(plain["failed_ids"]),
    )
