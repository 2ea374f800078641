"""Evidence (依据): every exchange as it went over the wire, in standard WARC files, gzip per record."""

import contextlib
import hashlib
import io
import os
import tempfile
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from errno import EDQUOT, ENOSPC
from pathlib import Path
from typing import IO, Any

from ulid import ULID
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from monitor.domain.observation import Exchange
from monitor.domain.timing import day_of
from storage.db.ids import ulid
from storage.evidence.warc import head_lines, records


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredExchange:
    """Where one exchange is kept: the row of table `evidence`."""

    id: str
    at: datetime
    url: str
    address: str
    status: int | None
    sha256: str
    file: str
    offset: int
    length: int
    note: str


class Condition(StrEnum):
    """Whether evidence is as it was written."""

    INTACT = "intact"
    MISSING = "missing"  #: the file is gone, or ends before the record
    ALTERED = "altered"  #: other bytes than were written
    UNKNOWN_ID = "unknown_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One exchange read back."""

    condition: Condition
    exchange: StoredExchange
    request: str = ""  #: request line and headers
    headers: tuple[tuple[str, str], ...] = ()
    status_line: str = ""
    body: bytes = b""  #: as it came over the wire
    detail: str = ""  #: what is wrong, when something is


class EvidenceFolder:
    """
    Writes WARC files below one folder, `YYYY/MM/DD/<ulid>.warc.gz`, one a process and day.

    A record is on disk before its row is in the database, so a kill leaves at worst a torn tail that no row
    points at; the next process begins a file of its own.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._turn = threading.Lock()  # of a save that was called off, the thread may still be writing
        self._day: date | None = None
        self._name = ""
        self._file: IO[bytes] | None = None
        self._full: dict[str, str] = {}  # sha256 -> url of a full record in the open file
        self._is_named = False  # rows point at the open file

    def keep_all(self, looks: Iterable[Iterable[Exchange]]) -> list[list[StoredExchange]]:
        """Write the exchanges of every look; all are on disk when this returns."""
        with self._turn:
            written = [[self._write(exchange) for exchange in exchanges] for exchanges in looks]
            if any(written) and self._file is not None:
                self._file.flush()
                os.fsync(self._file.fileno())
            return written

    def check_writable(self, day: date) -> None:
        """
        Raises OSError, naming the folder, where what is seen on *day* may not be written: told before anything is looked at.

        Not on a full disk, where what is looked at is saved again later.
        """
        place = (self.folder / f"{day:%Y/%m/%d}").absolute()
        while not os.path.lexists(place):
            place = place.parent
        try:
            with tempfile.TemporaryFile(dir=place):
                pass
        except OSError as error:
            if error.errno in (ENOSPC, EDQUOT):
                return
            raise OSError(error.errno, f"no evidence can be written ({error.strerror})", str(place)) from None

    def named(self) -> None:
        """The rows of what was kept last are stored: the open file is needed."""
        self._is_named = True

    def start_anew(self) -> None:
        """
        Leave the open file: what was kept last got no rows.

        The same payload is written in full again next time, for nothing may rest on a record that no row names.
        A file without any row is removed; on a full disk that space is needed.
        """
        with self._turn:  # a write that was cancelled may still be under way in its thread
            file, self._file = self._file, None
            if file is not None:
                with contextlib.suppress(OSError):
                    file.close()  # what is still in the buffer may not fit on the disk
                if not self._is_named:
                    with contextlib.suppress(OSError):
                        (self.folder / self._name).unlink()

    def close(self) -> None:
        """Close the open file, once nothing is being written to it."""
        with self._turn:
            self._close()

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def read(self, exchange: StoredExchange, full: StoredExchange | None = None) -> Record:
        """
        The exchange behind *exchange*, checked against its hash.

        *full*: where the same payload stands in full, when *exchange* only says that it was the same again.
        """
        record = self._read(exchange)
        if record.condition is Condition.INTACT and record.detail == "revisit" and full is not None:
            payload = self._read(full)
            if payload.condition is not Condition.INTACT:
                return Record(condition=payload.condition, exchange=exchange, detail=payload.detail)
            record = Record(
                condition=Condition.INTACT, exchange=exchange, request=record.request, headers=record.headers,
                status_line=record.status_line, body=payload.body,
            )  # fmt: skip
        if record.condition is Condition.INTACT and sha256_of(record.body) != exchange.sha256:
            return Record(condition=Condition.ALTERED, exchange=exchange, detail="the body's SHA-256 differs")
        return record

    def _write(self, exchange: Exchange) -> StoredExchange:
        file = self._open(day_of(exchange.at))
        offset = file.tell()
        sha256 = sha256_of(exchange.body)
        again = bool(exchange.body) and sha256 in self._full
        file.write(records(exchange, sha256, again=again))
        if exchange.body:
            self._full.setdefault(sha256, exchange.url)
        return StoredExchange(
            id=f"ev_{ulid()}", at=exchange.at, url=exchange.url, address=exchange.address,
            status=exchange.status, sha256=sha256, file=self._name, offset=offset,
            length=file.tell() - offset, note=exchange.note,
        )  # fmt: skip

    def _open(self, day: date) -> IO[bytes]:
        if self._file is None or self._day != day:
            self._close()
            self._day, self._full = day, {}
            self._name = f"{day:%Y/%m/%d}/{ULID()}.warc.gz"
            path = self.folder / self._name
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file, self._is_named = path.open("xb"), False
        return self._file

    def _read(self, exchange: StoredExchange) -> Record:
        try:
            with (self.folder / exchange.file).open("rb") as file:
                file.seek(exchange.offset)
                raw = file.read(exchange.length)
        except OSError as error:
            return Record(
                condition=Condition.MISSING, exchange=exchange, detail=f"{exchange.file}: {error.strerror}"
            )
        if len(raw) < exchange.length:
            return Record(
                condition=Condition.MISSING, exchange=exchange, detail=f"{exchange.file} ends early"
            )
        try:
            return _parse(exchange, raw)
        except _DAMAGED:  # without its words: they hold the damaged bytes themselves
            return Record(
                condition=Condition.ALTERED,
                exchange=exchange,
                detail="what stands there is no readable record",
            )


#: How reading a record ends whose bytes were changed; warcio asks for heads that are not there any more.
_DAMAGED = (
    ArchiveLoadFailed,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    EOFError,
    OSError,
    zlib.error,
)


def in_full(exchanges: Iterable[StoredExchange]) -> dict[tuple[str, str], StoredExchange]:
    """By payload and file, the exchange among *exchanges* that holds it in full: the one that was written first."""
    found: dict[tuple[str, str], StoredExchange] = {}
    for one in sorted(exchanges, key=lambda one: one.offset):
        found.setdefault((one.sha256, one.file), one)
    return found


def is_record_of(path: Path, exchange: StoredExchange) -> bool:
    """
    Whether the file at *path* is the record of *exchange* beyond its body: its length, address, moment, server and status.

    The chain holds these of every exchange; the other headers of an answer it does not.
    """
    try:
        raw = path.read_bytes()
        heads = list(_heads(raw))
    except (OSError, zlib.error, EOFError):
        return False
    lines, statuses = (
        head_lines(exchange.at, exchange.url, exchange.address, exchange.note),
        [status for _, status in heads if status],
    )
    if len(raw) != exchange.length or not heads or not all(lines <= head for head, _ in heads):
        return False
    return statuses == ([] if exchange.status is None else [str(exchange.status).encode()])


def _heads(raw: bytes) -> Iterator[tuple[frozenset[bytes], bytes]]:
    """The lines of each record's own head, and the status that its answer begins with (b"": a request)."""
    while raw:
        member = zlib.decompressobj(wbits=31)
        text = member.decompress(raw)
        if not member.eof:
            raise EOFError("the member ends early")
        raw = member.unused_data
        head, _, block = text.partition(b"\r\n\r\n")
        first = block.partition(b"\r\n")[0].split(b" ")
        yield (
            frozenset(head.split(b"\r\n")),
            first[1] if block.startswith(b"HTTP/") and len(first) > 1 else b"",
        )


def _parse(exchange: StoredExchange, raw: bytes) -> Record:
    request, status_line, body, detail = "", "", b"", ""
    headers: tuple[tuple[str, str], ...] = ()
    for record in ArchiveIterator(io.BytesIO(raw), no_record_parse=False):
        if record.rec_type == "request":
            request = _text(record.http_headers)
            record.raw_stream.read()
        else:
            status_line = record.http_headers.get_statuscode() if record.http_headers else ""
            headers = tuple(record.http_headers.headers) if record.http_headers else ()
            body = record.raw_stream.read()
            detail = "revisit" if record.rec_type == "revisit" else ""
    if not request:
        return Record(condition=Condition.ALTERED, exchange=exchange, detail="no record at this place")
    return Record(
        condition=Condition.INTACT, exchange=exchange, request=request, headers=headers,
        status_line=status_line, body=body, detail=detail,
    )  # fmt: skip


def _text(headers: Any) -> str:
    return "\n".join([headers.statusline, *(f"{name}: {value}" for name, value in headers.headers)])


def sha256_of(data: bytes) -> str:
    """SHA-256 of *data*, in hex."""
    return hashlib.sha256(data).hexdigest()


def stored_exchange_from(row: Mapping[Any, Any]) -> StoredExchange:
    """The `StoredExchange` of one row of table `evidence`."""
    return StoredExchange(**{name: row[name] for name in StoredExchange.__dataclass_fields__})
