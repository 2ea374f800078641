"""What a store's trouble is called, and what to do about it (存储故障)."""

import re
from errno import EDQUOT, EFBIG, EIO, ENOSPC
from json import JSONDecodeError
from traceback import walk_tb

from pydantic import ValidationError
from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError

#: What the database says, in its own words, and what helps.
_REMEDIES = (
    ("is locked", "another program holds it (a database browser left open, a copy being made): end that, and try again"),
    ("malformed", "the file is damaged: keep it as it is, and go on with the newest backup (deploy/README.md, Restore)"),
    ("readonly database", "run this as the user to whom the file and its folder belong"),
    ("unable to open database", "it and its folder have to be there, and to belong to the user who runs this"),
    ("disk i/o error", "is its disk full, or read-only? Look at the disk and its messages (dmesg), and try again"),
    ("disk is full", "make room on its disk, and try again"),
    ("no space left", "make room on that disk, and try again"),
    ("file too large", "raise the limit of file sizes (ulimit -f, LimitFSIZE), or name a place on another disk"),
    ("quota exceeded", "make room on that disk, and try again"),
    ("mib are needed", "make room there, and try again, or name a file on another disk"),
    ("password authentication", "name user and password in the address (--db or MONITOR_DATABASE_URL)"),
    ("does not exist", "make it first (createdb, createuser), then: monitor db upgrade"),
    ("resolve host", "is the address right (--db or MONITOR_DATABASE_URL), and does this machine know that name?"),
    ("connection", "is PostgreSQL up there, and the address right (--db or MONITOR_DATABASE_URL)?"),
)  # fmt: skip

#: What it says where no other name and no other user helps: the store itself, or its machine, is in trouble.
_FAULTS = ("is locked", "malformed", "disk i/o error", "disk is full", "no space left")
#: What helps where a record is damaged, and what only takes records apart for whoever reads them.
_CHANGED = "another program changed it, or its disk is broken. Keep the file as it is, and go on with the newest backup (deploy/README.md, Restore)"
#: How SQLite begins where the bytes of a text are no UTF-8.
_NO_TEXT = "Could not decode to UTF-8"
_CODECS = re.compile(r"(?:enum|json|pydantic|sqlalchemy)\b.*|storage\.db\.codec")
#: What Python says of a text or number that is no moment and no day, and of a word that none of ours is.
_NO_VALUE = re.compile(
    r"Invalid isoformat string|fromisoformat: |(?:year|month|day|hour|minute|second)\b.{0,20} (?:must be in|out of range)"
    r"|.{0,200} is not a valid [A-Z]\w{0,60}$"
)
#: How the note on an error begins that says of which store it is.
_AT = "Store: "


class StoreError(Exception):
    """The database cannot be used; the message says why and what to do."""


class DamagedRecord(ValueError):
    """What the store holds is not what was written (记录已损坏); the message says how that is known."""


class StoreFault(StoreError):
    """A database that is damaged, held by another program, or on a disk that is full or broken (数据库故障): nobody named it wrongly."""


def with_remedy(cause: str) -> str:
    """The first line of what a database said, and what to do; that line alone where nothing is known of it."""
    first = cause.splitlines()[0] if cause else ""
    found = next((remedy for words, remedy in _REMEDIES if words in first.lower()), "")
    return f"{first}; {found}" if found else first


def refused(place: object, error: Exception) -> StoreError:
    """What to raise where the database at *place* said *error*: a StoreFault where no other name and no other user would help."""
    said = str(getattr(error, "orig", None) or error)
    words = with_remedy(said) if said else type(error).__name__
    is_fault = any(one in said.lower() for one in _FAULTS)
    return (StoreFault if is_fault else StoreError)(f"{place}: {words}")


def cannot_copy(place: object, error: OSError, more: str = "") -> StoreError:
    """What to raise where a copy's *place* said *error*: a StoreFault where its disk is full or broken, and another name would not help."""
    is_fault = error.errno in (ENOSPC, EDQUOT, EFBIG, EIO)
    return (StoreFault if is_fault else StoreError)(f"{place}: {with_remedy(error.strerror or '')}{more}")


def note_where(error: BaseException, where: str) -> None:
    """Keep with *error* which store it is of, for `trouble` and for whoever reads the log."""
    if _AT + where not in getattr(error, "__notes__", ()):
        error.add_note(_AT + where)


def damage(error: BaseException) -> str:
    """What *error* says of a record that is not as it was written, with what to do; "" where it says anything else."""
    if isinstance(error, DamagedRecord):
        return _damaged(str(error))
    if isinstance(error, JSONDecodeError | ValidationError) and (reader := _reader_of(error)):
        return _damaged(f"read by {reader}: {_first_of(error)}")
    if (
        isinstance(error, TypeError | ValueError)
        and _NO_VALUE.match(str(error))
        and (reader := _reader_of(error))
    ):
        return _damaged(f"read by {reader}: {error}")
    if isinstance(error, OperationalError) and str(error.orig).startswith(_NO_TEXT):
        first = str(error.orig).partition("\n")[0]
        return _damaged(first.partition(" with text ")[0])  # without the damaged bytes themselves
    return ""


def trouble(error: BaseException) -> str:
    """What *error* says of a database that cannot be used at present or was changed from outside, with what to do; "" where it says anything else."""
    if said := damage(error):
        return said
    if type(error) not in (OperationalError, InterfaceError, DatabaseError) or not isinstance(
        error, DBAPIError
    ):
        return ""  # a wrong statement, or what breaks a constraint, is a bug of ours
    first = str(error.orig).partition("\n")[0]
    where = [one.removeprefix(_AT) for one in getattr(error, "__notes__", ()) if one.startswith(_AT)]
    store = " ".join(["The store", *where])
    return f"{store} cannot be used: {said}" if (said := with_remedy(first)) != first else ""


def _damaged(how: str) -> str:
    return f"The store holds a record that is not as it was written ({how}): {_CHANGED}"


def _reader_of(error: Exception) -> str:
    """Which part of the store read what *error* is about; "" where somebody else did, though the store had called them."""
    names = [str(frame.f_globals.get("__name__", "")) for frame, _ in walk_tb(error.__traceback__)]
    reader = next((one for one in reversed(names) if not _CODECS.fullmatch(one)), "")
    return reader if reader.startswith("storage.") else ""


def _first_of(error: JSONDecodeError | ValidationError) -> str:
    return str(error.errors()[0]["msg"]) if isinstance(error, ValidationError) else str(error)
