"""Ids (编号): ULIDs, told apart by their moment and 80 bits of chance; made by the thousand, so without ceremony."""

import os
import threading
from datetime import datetime
from time import time_ns

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: Two letters at a time.
_PAIRS = tuple(one + two for one in _ALPHABET for two in _ALPHABET)
#: So much chance is asked of the system at a time.
_AT_ONCE = 4096


class _Chance(threading.local):
    """Bytes of the system's own randomness, drawn in large pieces; each is given out once. Every thread has its own."""

    def __init__(self) -> None:
        self._bytes, self._at, self._owner = b"", 0, 0
        self.last = (0, 0)  #: the millisecond and the chance of the ULID made last

    def draw(self, many: int) -> bytes:
        """So many bytes."""
        if self._at + many > len(self._bytes) or self._owner != os.getpid():  # a fork must not draw the same
            if self._owner != os.getpid():
                self._owner, self.last = os.getpid(), (0, 0)
            self._bytes, self._at = os.urandom(_AT_ONCE), 0
        self._at += many
        return self._bytes[self._at - many : self._at]


_chance = _Chance()


def ulid(moment: datetime | None = None) -> str:
    """
    A fresh ULID of *moment* (None: now, by the machine's clock), 26 letters.

    Those of later milliseconds are greater, and of one millisecond those that a thread made later.
    """
    time = time_ns() // 1_000_000 if moment is None else int(moment.timestamp() * 1000)
    chance = int.from_bytes(_chance.draw(10))
    before, last = _chance.last
    if time == before and (after := last + 1 + (chance & 0xFFFF_FFFF)) < 1 << 80:
        chance = after
    _chance.last = (time, chance)
    return (
        f"{_PAIRS[time >> 40]}{_PAIRS[time >> 30 & 1023]}{_PAIRS[time >> 20 & 1023]}{_PAIRS[time >> 10 & 1023]}{_PAIRS[time & 1023]}"
        f"{_PAIRS[chance >> 70]}{_PAIRS[chance >> 60 & 1023]}{_PAIRS[chance >> 50 & 1023]}{_PAIRS[chance >> 40 & 1023]}"
        f"{_PAIRS[chance >> 30 & 1023]}{_PAIRS[chance >> 20 & 1023]}{_PAIRS[chance >> 10 & 1023]}{_PAIRS[chance & 1023]}"
    )


def uuid4() -> str:
    """A fresh random UUID (RFC 9562, version 4), as text."""
    drawn = _chance.draw(16).hex()
    return f"{drawn[:8]}-{drawn[8:12]}-4{drawn[13:16]}-{'89ab'[int(drawn[16], 16) & 3]}{drawn[17:20]}-{drawn[20:]}"
