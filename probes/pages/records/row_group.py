"""Rows at one place of a page (条目组), and what speaks for and against their being its list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from probes.pages.records.record import PageRecord


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows at one place of a page's structure, and how much they look like its list."""

    rows: Sequence[PageRecord]
    score: float
    dated: bool
    named: bool  #: the column's own name stands over it
    aside: bool  #: navigation, hot news, foot
    other_box: bool  #: the words over it say that it is not the column
    foreign: bool = False  #: a heading of another name stands over it, or it leads to other sites
    heading: str = ""  #: right over it
    preview: bool = (
        False  #: a link to more stands between its heading and its rows: the box of another column
    )
    headed: bool = False  #: its heading is the column's own name
    own: bool = False  #: its rows lie in the column's folder, or the pager follows them

    @property
    def newest(self) -> date | None:
        """The newest day of its rows."""
        return max((row.said.on for row in self.rows if row.said.on), default=None)
