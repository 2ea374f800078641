"""The rows of a quarter, of which a group stands in memory at a time (分组存放的数据行): a province has hundreds of thousands."""

import pickle
import tempfile
import weakref
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from io import BytesIO
from itertools import groupby, islice
from typing import IO, Any, Generic, TypeVar, overload

from monitor.quarter.ledgers import RecordPickler

T = TypeVar("T")
S = TypeVar("S")

#: Up to so many bytes of packed rows wait in memory, more in a file that the system removes.
IN_MEMORY = 2**18
#: So many rows go into one group where nobody says otherwise.
GROUP = 64
#: So many ids wait in memory, of all figures together, before they go to the file.
MOST_IDS = 200_000


def _file() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(IN_MEMORY)


class PackedRows(Sequence[T], Generic[T]):
    """
    Rows in groups, each packed as it was added; read in the order of their keys, those of one key as they came.

    A row that is read twice is made twice: what is read often should be taken from one passage.
    """

    def __init__(self, rows: Iterable[T] = ()) -> None:
        self._file = _file()
        weakref.finalize(self, self._file.close)
        self._keys: list[Any] = []
        self._starts, self._sizes, self._counts = array("Q"), array("Q"), array("Q")
        self._order: Sequence[int] | None = None  #: of the groups; None: something was added since
        self._ends: Sequence[int] = ()  #: rows up to the end of each group, in that order
        self._last: tuple[int, list[T]] = (-1, [])
        self.extend(rows)

    def add(self, rows: Iterable[T], key: tuple[Any, ...] = ()) -> None:
        """One more group; *key*: where among the others it belongs."""
        group = list(rows)
        if not group:
            return
        target = BytesIO()
        RecordPickler(target, pickle.HIGHEST_PROTOCOL).dump(group)
        packed = zlib.compress(target.getbuffer(), 1)
        self._file.seek(0, 2)
        self._starts.append(self._file.tell())
        self._file.write(packed)
        self._sizes.append(len(packed))
        self._counts.append(len(group))
        self._keys.append(key)
        self._order = None

    def extend(self, rows: Iterable[T]) -> None:
        """Some more, in groups of a size that is good to read."""
        for group in batched(rows):
            self.add(group)

    def _placed(self) -> Sequence[int]:
        if self._order is None:
            self._order = array("Q", sorted(range(len(self._keys)), key=self._keys.__getitem__))
            ends, many = array("Q"), 0
            for n in self._order:
                many += self._counts[n]
                ends.append(many)
            self._ends, self._last = ends, (-1, [])
        return self._order

    def _group(self, place: int) -> list[T]:
        """The group at *place*."""
        order = self._placed()
        if self._last[0] != place:
            n = order[place]
            self._file.seek(self._starts[n])
            rows: list[T] = pickle.loads(zlib.decompress(self._file.read(self._sizes[n])))  # we wrote it
            self._last = place, rows
        return self._last[1]

    def __len__(self) -> int:
        return sum(self._counts)

    def __bool__(self) -> bool:
        return bool(self._keys)

    def __iter__(self) -> Iterator[T]:
        for place in range(len(self._placed())):
            yield from self._group(place)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> list[T]: ...
    def __getitem__(self, place: int | slice) -> T | list[T]:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        self._placed()
        n = range(len(self))[place]  # IndexError as any sequence has it
        group = bisect_right(self._ends, n)
        rows = self._group(group)
        return rows[n - (self._ends[group] - len(rows))]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


def batched(rows: Iterable[T]) -> Iterator[list[T]]:
    """*rows* in lists of a size that is good to read."""
    source = iter(rows)
    while group := list(islice(source, GROUP)):
        yield group


class RowsOf(Sequence[T], Generic[T]):
    """Rows that are made as they are read, each time anew."""

    def __init__(self, make: Callable[[], Iterable[T]], many: int | None = None) -> None:
        """*many*: how many there are; None: to be counted where it is asked for."""
        self._make, self._many = make, many

    @classmethod
    def each(cls, source: Sequence[S], make: Callable[[S], T]) -> "RowsOf[T]":
        """What *make* makes of each of *source*."""
        return cls(lambda: map(make, source), len(source))

    def __len__(self) -> int:
        if self._many is None:
            self._many = sum(1 for _ in self)
        return self._many

    def __bool__(self) -> bool:
        return next(iter(self), None) is not None

    def __iter__(self) -> Iterator[T]:
        return iter(self._make())

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> list[T]: ...
    def __getitem__(self, place: int | slice) -> T | list[T]:
        if isinstance(place, slice):
            first, last, step = place.indices(len(self))
            return list(islice(self, first, last, step))
        n = range(len(self))[place]
        return next(islice(self, n, None))


class EvidenceIds:
    """
    The ids that figures rest on, as they come: of all figures together no more than *most* stand in memory.

    What is more goes to a file, figure by figure in order.
    """

    def __init__(self, most: int = MOST_IDS) -> None:
        self._most, self._waiting = most, 0
        self._file: IO[bytes] | None = None
        self._of: list[IdsOfFigure] = []

    def figure(self) -> "IdsOfFigure":
        """One more figure."""
        self._of.append(IdsOfFigure(self))
        return self._of[-1]

    def came(self, many: int) -> None:
        """So many more wait."""
        self._waiting += many
        if self._waiting < self._most:
            return
        if self._file is None:
            self._file = _file()
            weakref.finalize(self, self._file.close)
        self._file.seek(0, 2)
        for one in self._of:
            if one.waiting:
                start = self._file.tell()
                self._file.write("\n".join(sorted(one.waiting)).encode("utf-8", "surrogatepass"))
                one.runs.append((start, self._file.tell()))
                one.waiting = set()
        self._waiting = 0

    def run(self, start: int, end: int) -> Iterator[str]:
        """The ids that were written from *start* to *end*."""
        assert self._file is not None
        rest = b""
        while start < end:
            self._file.seek(start)
            block = self._file.read(min(2**14, end - start))
            start += len(block)
            *whole, rest = (rest + block).split(b"\n")
            for one in whole:
                yield one.decode("utf-8", "surrogatepass")
        yield rest.decode("utf-8", "surrogatepass")


class IdsOfFigure:
    """The ids of one figure."""

    def __init__(self, ids: EvidenceIds) -> None:
        self._ids = ids
        self.waiting: set[str] = set()
        self.runs: list[tuple[int, int]] = []

    def add(self, ids: Iterable[str]) -> None:
        """Some more; what came before is not counted again."""
        before = len(self.waiting)
        self.waiting.update(ids)
        if len(self.waiting) > before:
            self._ids.came(len(self.waiting) - before)

    def whole(self) -> Sequence[str]:
        """All of them in order, each once."""
        if not self.runs:
            return tuple(sorted(self.waiting))
        return RowsOf(self._merged)

    def _merged(self) -> Iterator[str]:
        runs = [self._ids.run(*one) for one in self.runs]
        for id, _ in groupby(merge(*runs, sorted(self.waiting))):
            yield id
