"""The brake (异常暂停): when too much turns bad in one night, people look before the units are told."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Brake:
    """When to hold the units' mails."""

    percent: int = 20  #: more than this share of all subjects; 100: never
    subjects: int = 3  #: and no fewer than this many: two sites of three are no flood

    def holds(self, newly_bad: Set[str], subjects: int) -> bool:
        """Whether so many of *subjects* turned bad that our own fault is the likelier cause."""
        many = len(newly_bad)
        return many >= self.subjects and many * 100 > self.percent * subjects


def brake_of(settings: Mapping[str, Any]) -> Brake:
    """The brake of `[alerts]`."""
    said = settings.get("alerts") or {}
    plain = Brake()
    return Brake(
        percent=int(said.get("brake_percent", plain.percent)),
        subjects=int(said.get("brake_subjects", plain.subjects)),
    )
