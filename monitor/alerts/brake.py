"""The brake (异常暂停): when too much turns bad in one night, people look before the units are told."""

from collections.abc import Set
from dataclasses import dataclass

from monitor.domain.settings import AlertsSettings

_OURS = AlertsSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brake:
    """When to hold the units' mails."""

    percent: int = _OURS.brake_percent  #: more than this share of all subjects; 100: never
    subjects: int = _OURS.brake_subjects  #: and no fewer than this many: two sites of three are no flood

    def holds(self, newly_bad: Set[str], subjects: int) -> bool:
        """Whether so many of *subjects* turned bad that our own fault is the likelier cause."""
        many = len(newly_bad)
        return many >= self.subjects and many * 100 > self.percent * subjects


def brake_of(alerts: AlertsSettings) -> Brake:
    """The brake of `[alerts]`."""
    return Brake(percent=alerts.brake_percent, subjects=alerts.brake_subjects)
