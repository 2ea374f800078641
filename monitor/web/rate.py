"""How often a program may ask (限流): a bucket a consumer, in this process."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

#: Consumers remembered at once; beyond it the one longest silent goes, whose bucket is full again by then.
REMEMBERED = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime


class RateLimit:
    """Buckets that hold one minute's requests and fill evenly."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def admit(self, key: str, per_minute: int, now: datetime) -> timedelta:
        """How long *key* must wait for its next request; zero: it may ask now, and this one is counted."""
        known = self._buckets.get(key) or _Bucket(per_minute, now)
        passed = max(0.0, (now - known.at).total_seconds())
        left = min(float(per_minute), known.left + passed * per_minute / 60)
        admitted = left >= 1
        self._buckets[key] = _Bucket(left - 1 if admitted else left, max(now, known.at))
        self._buckets.move_to_end(key)
        while len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        return timedelta(0) if admitted else timedelta(seconds=(1 - left) * 60 / per_minute)
