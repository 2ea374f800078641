"""The ledgers of many sites, of which one stands in memory at a time."""

import pickle
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from types import TracebackType
from typing import Any, Self

from monitor.domain.ledger import Article, ArticleLedger

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
            _Pickler(target, pickle.HIGHEST_PROTOCOL).dump(one)
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


#: The fields of an article: there are hundreds of a site, and each takes its values straight.
_FIELDS = tuple(Article.__slots__)
_SETTERS = tuple(Article.__dict__[name].__set__ for name in _FIELDS)


def unpacked_article(*values: object) -> Article:
    """The article with *values*, in the order of its fields."""
    article = object.__new__(Article)
    for setter, value in zip(_SETTERS, values, strict=True):
        setter(article, value)
    return article


class _Pickler(pickle.Pickler):
    def reducer_override(self, value: object) -> Any:
        """An article by its values alone; all else as ever."""
        if type(value) is Article:
            return unpacked_article, tuple([getattr(value, name) for name in _FIELDS])
        return NotImplemented
