"""The ledgers of many sites, of which one stands in memory at a time."""

import pickle
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from io import BytesIO
from types import TracebackType
from typing import Any, Self

from monitor.domain.ledger import ArticleLedger

#: Up to so many bytes wait in memory, more in a file that the system removes.
IN_MEMORY = 2**22


class PackedLedgers(Mapping[str, ArticleLedger]):
    """Ledgers by site, each packed as it came; the one that was asked for last is at hand."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  (closed by __exit__)
        self._places: dict[str, tuple[int, int]] = {}
        self._last: ArticleLedger | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, ledgers: Iterable[ArticleLedger]) -> None:
        """Some more."""
        self._file.seek(0, 2)
        for one in ledgers:
            target = BytesIO()
            RecordPickler(target, pickle.HIGHEST_PROTOCOL).dump(one)
            packed = zlib.compress(target.getbuffer(), 1)
            self._places[one.site] = self._file.tell(), len(packed)
            self._file.write(packed)

    def __getitem__(self, site: str) -> ArticleLedger:
        if self._last is None or self._last.site != site:
            start, size = self._places[site]
            self._file.seek(start)
            self._last = pickle.loads(zlib.decompress(self._file.read(size)))  # we wrote it
        return self._last

    def __contains__(self, site: object) -> bool:
        return site in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@cache
def _fields_of(kind: type) -> tuple[str, ...]:
    """The fields of a record that has slots; none of anything else."""
    return (
        tuple(one.name for one in fields(kind)) if is_dataclass(kind) and hasattr(kind, "__slots__") else ()
    )


@cache
def _setters_of(kind: type) -> tuple[Callable[[object, object], None], ...]:
    return tuple(getattr(kind, name).__set__ for name in _fields_of(kind))


def unpacked_record(kind: type, *values: object) -> object:
    """The record with *values*, in the order of its fields: a ledger holds hundreds, so each takes them straight."""
    record: object = object.__new__(kind)
    for setter, value in zip(_setters_of(kind), values, strict=True):
        setter(record, value)
    return record


class RecordPickler(pickle.Pickler):
    """Packs records that have slots in less time and space than `pickle.dumps` does; the same unpacks them."""

    def reducer_override(self, value: object) -> Any:
        """A record by its values alone; all else as ever."""
        kind: type = type(value)
        if names := _fields_of(kind):
            return unpacked_record, (kind, *[getattr(value, name) for name in names])
        return NotImplemented
