"""The Chinese names of the field's words, as every screen, mail and report says them (名称): out of `zh.toml`."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from monitor.domain.content import Life
from monitor.domain.finding import Act, Finding, Grade, Owed
from monitor.domain.site import Frequency, Level, Platform, UnitKind
from monitor.domain.verdict import Conclusion, Outcome
from monitor.wording.say import CHINESE, label

Key = TypeVar("Key", bound=StrEnum)


def words_of(table: str, keys: Iterable[Key], language: str = CHINESE) -> dict[Key, str]:
    """A label table of *language* for the members of an enumeration, in their order."""
    return {one: label(table, one, language) for one in keys}


LEVELS = words_of("level", Level)
PLATFORMS: Mapping[str, str] = {one: label("platform", one) for one in Platform}
#: 更新频率 in annex 2's words.
FREQUENCIES = words_of("frequency", Frequency)
#: Stands behind a frequency that the centre set for a kind of column.
OWN_DECISION = label("decided_by", "kind")
OUTCOMES = words_of("outcome", Outcome)
CONCLUSIONS = words_of("conclusion", Conclusion)
UNIT_KINDS: Mapping[UnitKind, str] = words_of("unit_kind", UnitKind)
LIVES: Mapping[str, str] = {one: label("life", one) for one in Life}
#: What happens to a finding (整改进程).
ACTS = words_of("act", Act)


def grade_key(found: Finding) -> str:
    """How grave a finding is, or was before it was closed, as a key of the label table `grade`."""
    standing = found.standing
    if found.grade is Grade.DUE:
        return "due"
    if standing.owed is Owed.INDICATOR:
        return "veto" if standing.veto else "scored"
    if standing.owed is Owed.PATROL:
        return "confirmed"
    return "late" if standing.due_on is not None or standing.days_left is not None else "undated"
