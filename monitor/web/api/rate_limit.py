"""How often a program may ask (限流): a bucket a consumer, in this process."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

#: Consumers remembered at once; beyond it the one longest silent goes, whose bucket is full again by then.
REMEMBERED = 10_000
#: No key is longer, whatever a proxy calls an address.
LONGEST_KEY = 200


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
        key = key[:LONGEST_KEY]
        known = self._buckets.get(key) or _Bucket(per_minute, now)
        passed = max(0.0, (now - known.at).total_seconds())
        left = min(float(per_minute), known.left + passed * per_minute / 60)
        admitted = left >= 1
        self._buckets[key] = _Bucket(left - 1 if admitted else left, max(now, known.at))
        self._buckets.move_to_end(key)
        while len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        return timedelta(0) if admitted else timedelta(seconds=(1 - left) * 60 / per_minute)


class Sparing:
    """What a flood may write into the audit log: so many lines a minute of one network, so many in all."""

    def __init__(self, each: int, whole: int) -> None:
        self._each, self._whole = each, whole
        self._rate = RateLimit()
        self._left_out = 0

    def note(self, network: str, now: datetime) -> int | None:
        """None: leave this line out; else how many were left out since the last one that was not."""
        if self._rate.admit(network, self._each, now) or self._rate.admit("", self._whole, now):
            self._left_out += 1
            return None
        left_out, self._left_out = self._left_out, 0
        return left_out
