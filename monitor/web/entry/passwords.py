"""Passwords (口令): argon2 hashes; a wrong name costs the same time as a wrong password."""

import asyncio
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

#: The shortest password accepted, in characters.
SHORTEST = 10
#: Hashes made at the same time: each takes 64 MiB and a core.
AT_ONCE = 2


class Passwords:
    """Hashes and compares, off the event loop, never many at a time."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._seats = asyncio.Semaphore(AT_ONCE)
        self._nobody = self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """What is stored of *password*."""
        return self._hasher.hash(_same_letters(password))

    async def fits(self, password: str, stored: str | None) -> bool:
        """Whether *password* is the stored one; for None the same work is done, and the answer is no."""
        async with self._seats:
            return await asyncio.to_thread(self._fits, password, stored)

    async def renewed(self, password: str, stored: str) -> str:
        """*stored*, or a new hash when it was made with weaker settings than today's."""
        if not self._hasher.check_needs_rehash(stored):
            return stored
        async with self._seats:
            return await asyncio.to_thread(self.hash, password)

    def _fits(self, password: str, stored: str | None) -> bool:
        try:
            return self._hasher.verify(stored or self._nobody, _same_letters(password)) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def _same_letters(password: str) -> str:
    """The same for every keyboard: full-width and composed letters become plain ones."""
    return unicodedata.normalize("NFKC", password)
