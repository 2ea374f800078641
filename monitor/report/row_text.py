"""
Rows of Word tables as text (表格行): a table of hundreds of rows stands in memory as what will be written, not as a tree.

The first row of a shape is built by python-docx; those like it are that row's text with other words in it, put into the document
as it is written.
"""

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

#: Where a run of rows belongs. Nothing else in a document looks like it: a comment is no text.
_PLACE = re.compile(rb"<!--rows (\d{1,9})-->")
#: What a row by itself says of its names, and not inside a document.
_NAMESPACE = re.compile(r' xmlns:\w{1,20}="[^"]{0,200}"')
_TEXT = re.compile(r"(<w:t>)[^<]*(?=</w:t>)")


def row_pieces(row: Any, texts: Sequence[str]) -> Sequence[str] | None:
    """What stands before, between and after the texts of *row*, one a cell; None: it was written otherwise."""
    written = _NAMESPACE.sub("", etree.tostring(row, encoding="unicode"))
    if [escape(one, quote=False) for one in texts] != re.findall(r"<w:t>([^<]*)</w:t>", written):
        return None
    return _TEXT.sub(r"\1\0", written).split("\0")


class WrittenRows:
    """The rows of one document that are text."""

    def __init__(self) -> None:
        self._runs: list[list[str]] = []

    def place(self) -> Any:
        """The node that stands in the table for the rows that are added next."""
        self._runs.append([])
        return etree.Comment(f"rows {len(self._runs) - 1}")

    def add(self, pieces: Sequence[str], texts: Sequence[str]) -> None:
        """One more row, of *pieces* around *texts*."""
        inside = (escape(one, quote=False) for one in texts)
        self._runs[-1] += [
            pieces[0],
            *(part for pair in zip(inside, pieces[1:], strict=True) for part in pair),
        ]

    def put(self, document: bytes) -> bytes:
        """*document* as it was written, with all of them in their places."""
        return _PLACE.sub(lambda found: "".join(self._runs[int(found[1])]).encode(), document)
