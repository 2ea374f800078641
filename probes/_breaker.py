"""Leaves a platform alone that refuses us (熔断): asking on would only lengthen the refusal."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

#: So many refusals in a row, by whichever accounts, and the platform is left alone.
REFUSALS = 3
#: How long at first; each further refusal doubles it.
PAUSE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)


@dataclass(slots=True)
class _Line:
    refusals: int = 0
    pauses: int = 0
    until: datetime | None = None


@dataclass(slots=True)
class Breaker:
    """One memory for all accounts of a run: which platforms refuse, and until when they are left alone."""

    _lines: dict[str, _Line] = field(default_factory=dict)

    def is_open(self, platform: str, now: datetime) -> bool:
        """Whether *platform* is to be left alone at *now*."""
        line = self._lines.get(platform)
        return line is not None and line.until is not None and now < line.until

    def note(self, platform: str, now: datetime, *, refused: bool) -> None:
        """What came of asking *platform*. After a pause a single refusal starts the next, twice as long."""
        line = self._lines.setdefault(platform, _Line())
        if not refused:
            self._lines[platform] = _Line()
            return
        line.refusals += 1
        if line.refusals >= REFUSALS or line.pauses:
            line.until = now + min(PAUSE * 2**line.pauses, LONGEST)
            line.pauses += 1
            line.refusals = 0
