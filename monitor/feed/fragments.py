"""The entries of the feed's subjects as bytes, packed, without what changes with the moment; joined to a document in parts."""

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, BinaryIO

from isal import isal_zlib
from pydantic_core import PydanticSerializationError, to_json

from monitor.domain.plain import moment_text
from monitor.domain.site import Subject
from monitor.domain.verdict import Verdict
from monitor.feed import document as feed
from monitor.feed.document import SubjectNote

#: What of an entry changes with the moment, as an entry of no moment has it. No text within JSON holds bare quotes.
_OPEN = b'"last_seen":null,"age_s":null,'
#: A document is given out in parts of about this size, in bytes.
PART = 256 * 1024
#: Up to so many bytes of packed entries stay in memory, more go to a file.
IN_MEMORY = 2**20


#: What may be a number with an exponent, found fast.
_EXPONENT = re.compile(rb"e(?<=[0-9]e)[-0-9]")
#: A number that the quick writer may write in another way: a tiny one, or one with an exponent; or what is none.
_OWN_WAY = re.compile(rb"(?:[:,\[ ]|\A)(?:-?(?:0\.0000|\d+(?:\.\d+)?e)|NaN|-?Infinity)")


def written(value: Any) -> bytes:
    """*value*, plain data, as JSON in UTF-8, without spaces."""
    return (
        _quickly(value, None)
        or json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    )


def indented(value: Any) -> bytes:
    """*value*, plain data, as JSON in UTF-8, as `document.dumps` writes it, without the last line end."""
    return _quickly(value, 1) or json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1).encode()


def _quickly(value: Any, indent: int | None) -> bytes | None:
    """What the library's own writer would say, at a third of the time; None: it might say it otherwise."""
    try:
        said = to_json(value, indent=indent)
    except PydanticSerializationError:
        return None
    is_suspect = any(one in said for one in (b"0.0000", b"NaN", b"Infinity")) or _EXPONENT.search(said)
    return None if is_suspect and _OWN_WAY.search(said) else said


@dataclass(frozen=True, slots=True)
class _Place:
    """Bytes in a file: where they begin, and how many."""

    file: BinaryIO
    start: int
    size: int

    def read(self) -> bytes:
        return os.pread(self.file.fileno(), self.size, self.start)


class Spool:
    """
    Packed bytes, put one after another: few in memory, more in a file that the system removes when nobody needs it any more.

    What was put stays as it is, so any thread may read it while another one puts more.
    """

    def __init__(self) -> None:
        self._file: BinaryIO | None = None
        self.size = 0  #: all that was ever put, in bytes

    def put(self, packed: bytes) -> "bytes | _Place":
        """Where *packed* is from now on. Raises OSError when the disk is full."""
        start, self.size = self.size, self.size + len(packed)
        if self.size <= IN_MEMORY:
            return packed
        if self._file is None:
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  (closed with the last place)
        assert self._file is not None
        left = memoryview(packed)
        while left:
            left = left[os.pwrite(self._file.fileno(), left, start + len(packed) - len(left)) :]
        return _Place(self._file, start, len(packed))


@dataclass(frozen=True, slots=True)
class Fragment:
    """All that the feed says of one subject, but when it was last seen."""

    note: SubjectNote
    known_by: datetime | None  #: the newest of its verdicts'
    where: bytes | _Place

    @property
    def packed(self) -> bytes:
        """The entry of no moment, packed."""
        return self.where if isinstance(self.where, bytes) else self.where.read()

    @property
    def held(self) -> int:
        """Bytes of memory that it takes."""
        return len(self.where) if isinstance(self.where, bytes) else 0

    @property
    def size(self) -> int:
        """Bytes that it takes, wherever they are."""
        return len(self.where) if isinstance(self.where, bytes) else self.where.size

    def put(self, spool: Spool) -> "Fragment":
        """The same in *spool*."""
        return replace(self, where=spool.put(self.packed))

    def entry(self, seen: datetime | None, as_of: datetime) -> bytes:
        """The entry as of a moment, of a subject that was last *seen* then."""
        raw: bytes = isal_zlib.decompress(self.packed)
        if seen is None:
            return raw
        age = int((as_of - seen).total_seconds())
        filled = b'"last_seen":"%s","age_s":%d,' % (moment_text(seen).encode(), age)
        return raw.replace(_OPEN, filled, 1)


def fragment(subject: Subject, verdicts: Sequence[Verdict]) -> Fragment:
    """What is said of *subject* by *verdicts*."""
    entry = feed.subject_entry(subject, verdicts, None, None)
    heard = [one.known_by for one in verdicts if one.known_by]
    packed: bytes = isal_zlib.compress(written(entry), 1)
    return Fragment(feed.note_of(subject, verdicts), max(heard, default=None), packed)


@dataclass(frozen=True, slots=True)
class RenderedFeed:
    """An answer ready to send, in parts: JSON, its SHA-256, its size in bytes, and how many subjects it shows."""

    parts: Callable[[], Iterator[bytes]]
    digest: str
    size: int
    subjects: int = 0
    held: int = 0  #: bytes of memory that keeping it takes

    @property
    def body(self) -> bytes:
        """All of it at once."""
        return b"".join(self.parts())


def rendered(content: Mapping[str, Any]) -> RenderedFeed:
    """*content*, which is small."""
    body = written(content)
    digest = hashlib.sha256(body).hexdigest()
    return RenderedFeed(lambda: iter((body,)), digest, len(body), len(content.get("subjects", ())), len(body))


def joined(
    document: Mapping[str, Any], entries: Callable[[], Iterable[bytes]], many: int, held: int = 0
) -> RenderedFeed:
    """*document* with *entries* as its subjects, so *many*, whatever it says of them; joined anew for whoever reads it."""
    before, after = _around(document)

    def parts() -> Iterator[bytes]:
        return _in_parts(before, entries(), after)

    hash, size = hashlib.sha256(), 0
    for part in parts():
        hash.update(part)
        size += len(part)
    return RenderedFeed(parts, hash.hexdigest(), size, many, held)


def _around(document: Mapping[str, Any]) -> tuple[bytes, bytes]:
    """What stands before the first subject, and what behind the last."""
    names = list(document)
    at = names.index("subjects")
    before = written({name: document[name] for name in names[:at]})
    after = written({name: document[name] for name in names[at + 1 :]})
    return before[:-1] + b',"subjects":[', b"]," + after[1:]


def _in_parts(before: bytes, entries: Iterable[bytes], after: bytes) -> Iterator[bytes]:
    waiting, size, comma = [before], len(before), b""
    for one in entries:
        waiting += (comma, one)
        size, comma = size + len(one), b","
        if size >= PART:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join((*waiting, after))


class PackedEntries:
    """Many entries, kept small; read again in order."""

    def __init__(self) -> None:
        self._spool = Spool()
        self._parts: list[bytes | _Place] = []
        self._waiting: list[bytes] = []
        self._size = 0
        self.many = 0

    def add(self, entry: bytes) -> None:
        """One more."""
        self._waiting.append(entry)
        self._size += len(entry)
        self.many += 1
        if self._size >= PART:
            self._pack()

    def _pack(self) -> None:
        # JSON on one line holds no line break
        self._parts.append(self._spool.put(isal_zlib.compress(b"\n".join(self._waiting), 1)))
        self._waiting, self._size = [], 0

    @property
    def held(self) -> int:
        """Bytes of memory that it takes."""
        return sum(len(one) for one in self._parts if isinstance(one, bytes)) + self._size

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            packed = part if isinstance(part, bytes) else part.read()
            yield from isal_zlib.decompress(packed).split(b"\n")
        yield from self._waiting
