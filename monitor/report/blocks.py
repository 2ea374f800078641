"""A document before it has a form: headings, paragraphs and tables, as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """A heading: level 1 is 一、, level 2 is （一）."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph. *lead*: its first words, set in bold."""

    text: str
    lead: str = ""


Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    """A table: *widths* in characters; columns of *only_excel* stay out of the Word file."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Cell]] = ()
    widths: tuple[int, ...] = ()
    only_excel: frozenset[str] = frozenset()
    note: str = ""
    empty: str = "无"  #: said instead of rows


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex (附件): its letter in the canonical outline, and its table."""

    letter: str
    table: TableBlock


Block = HeadingBlock | TextBlock | TableBlock
