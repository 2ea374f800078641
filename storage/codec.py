"""Domain objects as JSON and back: canonical, so that the same object always gives the same digest."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from pydantic import TypeAdapter

from monitor.domain.observation import Homepage, Listing, Reading, Visit, VisitDay
from monitor.domain.site import Account, Site
from monitor.domain.verdict import Verdict

T = TypeVar("T")

#: Every kind of fact that is stored in `observation`, by the name it is stored under.
KINDS: dict[str, type[Any]] = {
    "visit": Visit,
    "listing": Listing,
    "homepage": Homepage,
    "reading": Reading,
}
_NAMES = {shape: name for name, shape in KINDS.items()}

STORED: tuple[type[Any], ...] = (*KINDS.values(), VisitDay, Verdict, Site, Account)


def kind_of(facts: object) -> str:
    """The name under which *facts* are stored. Raises KeyError for what is no fact."""
    return _NAMES[type(facts)]


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {shape: TypeAdapter(shape) for shape in STORED}


def encode(value: object) -> str:
    """*value* as canonical JSON: sorted keys, no spaces, moments with +08:00."""
    plain = _ADAPTERS[type(value)].dump_python(value, mode="json")
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def decode(shape: type[T], text: str) -> T:
    """The object that `encode` wrote."""
    return _ADAPTERS[shape].validate_json(text)  # type: ignore[no-any-return]


def digest(text: str) -> str:
    """SHA-256 of *text*, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def decode_days(texts: Sequence[str]) -> list[VisitDay]:
    """
    The day counts that `encode` wrote, many at once.

    By hand, as all sites' weeks are read every night: a third of the validating reader's time.
    """
    return [
        VisitDay(
            day=date.fromisoformat(one["day"]),
            opened=one["opened"],
            failed=one["failed"],
            blocked=one["blocked"],
            void=one["void"],
            first=datetime.fromisoformat(one["first"]) if one["first"] else None,
            last=datetime.fromisoformat(one["last"]) if one["last"] else None,
            reasons=one["reasons"],
            vantages={name: tuple(figures) for name, figures in one["vantages"].items()},
            failed_ids=tuple(one["failed_ids"]),
        )
        for one in json.loads(f"[{','.join(texts)}]")
    ]
