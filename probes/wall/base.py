"""The shape of the wall: a pure reading function goes in, its result or the reason why there is none comes out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, Protocol, TypeVar

from monitor.domain.reach import Reason
from probes.pages.document.costly import TooCostly

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ReaderBroke:
    """A reader gave no result: unknown, and never a fault of the page's owner."""

    reason: str  #: `too_costly` (time or memory), or `reader_broke:` with the error's or signal's name in lower case
    detail: str = ""  #: English, for logs: the error's own words and where it stood


class Wall(Protocol):
    """Reads what others wrote. Never raises for what a page holds; cancellation passes through."""

    async def read(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T | ReaderBroke:
        """
        What *function* makes of *args*, or why it made nothing.

        *function* is pure and stands at the top of its module; arguments and result are plain values and
        dataclasses. It touches neither network nor database.
        """


class Inline:
    """The wall without processes: tests, and single pages that a person waits for. An endless reader is endless here."""

    async def read(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T | ReaderBroke:
        """See `Wall`."""
        try:
            return function(*args, **kwargs)
        except Exception as error:
            return broke_by(error)


def broke_by(error: Exception) -> ReaderBroke:
    """What remains of a reader that raised *error*, with the place where it stood."""
    if isinstance(error, MemoryError):
        return too_costly("memory")
    if isinstance(error, TooCostly):
        return too_costly(str(error))
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f" at {place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place is not None else ""
    return ReaderBroke(f"{Reason.READER_BROKE}:{type(error).__name__.lower()}", f"{str(error)[:300]}{where}")


def too_costly(what: str) -> ReaderBroke:
    """A page that took more than a page may take; *what* says of what."""
    return ReaderBroke(Reason.TOO_COSTLY.value, what)
