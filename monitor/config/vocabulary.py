"""The names a configuration may point at."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from monitor.domain.site import ColumnKind, Frequency


class AnnexRow(Protocol):
    """What a row of annex 2 (附件2) tells about a column."""

    @property
    def kind(self) -> ColumnKind:
        """Class of the column."""

    @property
    def frequency(self) -> Frequency | None:
        """Declared frequency; None for 链接型."""

    @property
    def owner(self) -> str:
        """Name of the unit, as printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The names a configuration may point at; the caller knows them, this room does not."""

    editions: Collection[str]
    catalogue: Mapping[str, AnnexRow] = field(default_factory=dict)
    probes: Mapping[str, type[Any]] = field(default_factory=dict)
    adapters: Collection[str] = ()
    sources: Mapping[str, type[Any]] = field(default_factory=dict)
    #: what is wrong with the word lists in a folder: file, line (0: the whole file), what to do
    word_lists: Callable[[Path], Sequence[tuple[str, int, str]]] = lambda folder: ()
    indicators: Mapping[str, Collection[str]] = field(
        default_factory=dict
    )  #: row of a table -> the fields that its words name
