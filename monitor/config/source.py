"""One file of a configuration while it is read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from monitor.config.lines import line_of
from monitor.config.mistakes import Mistake, Path, english, place_of, steps_of
from monitor.domain.sentence import Text


@dataclass(slots=True)
class ConfigFile:
    """One file while it is read: its text for line numbers, its tables, its mistakes."""

    name: str
    text: str
    tables: dict[str, Any]
    mistakes: list[Mistake]
    digest: str = ""  #: SHA-256 of its bytes

    def blame(self, path: Path, text: Text | str) -> None:
        """Note a mistake at *path*; one that only who edits the file can make is a plain English *text*."""
        place, said = place_of(path, self.tables), text if isinstance(text, Text) else None
        self.mistakes.append(
            Mistake(
                self.name, line_of(self.text, path), place, english(text), said, steps_of(path, self.tables)
            )
        )

    def rows(self, kind: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Its tables of *kind*, numbered; what is no table is passed over."""
        yield from rows(self.tables.get(kind))


def rows(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """The tables in *value*, numbered; what is no table is passed over."""
    for n, one in enumerate(value if isinstance(value, list) else ()):
        if isinstance(one, dict):
            yield n, one


def texts(value: Any) -> list[tuple[int, str]]:
    """The texts in *value*, numbered; what is none is passed over."""
    listed = value if isinstance(value, list) else []
    return [(n, one) for n, one in enumerate(listed) if isinstance(one, str)]
