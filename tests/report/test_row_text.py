"""Rows of a Word table that are written as text are the rows that python-docx would have made."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx import Document

from monitor.report.blocks import Annex, TableBlock
from monitor.report.layout import LONGEST_CELL
from monitor.report.notice import annexes_docx
from monitor.report.notice_text import Notice

#: Words that a page may hold: marks of XML, quotes, breaks, spaces at the ends, none, a letter beyond the first plane.
AWKWARD = [
    "甲",
    "a<b>&c",
    "<!--rows 0-->",
    "“引”与\"引\"和'引'",
    "一\n二",
    "一\t二",
    " 前后 ",
    "",
    "　",
    "𠮷",
    "]]>",
    "乙",
]


def written(rows: list[tuple[Any, ...]]) -> tuple[Any, bytes]:
    """The table as Word reads it, and the document's own text."""
    table = TableBlock(title="表", headings=("名称", "数"), rows=rows, widths=(20, 6))
    notice = Notice(
        title="通报",
        body=(),
        mark="",
        signer="中心",
        annexes=(Annex("A", table),),
        signed_on=datetime(2026, 10, 8, tzinfo=UTC).date(),
    )
    content = annexes_docx(notice, datetime(2026, 10, 8, tzinfo=UTC))
    [found] = Document(io.BytesIO(content)).tables
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return found, archive.read("word/document.xml")


def test_every_cell_holds_its_words_whatever_they_are() -> None:
    rows = [(text, n) for n, text in enumerate(AWKWARD * 3)]
    table, _ = written(rows)
    assert [tuple(cell.text for cell in row.cells) for row in table.rows[1:]] == [
        (text, str(n)) for text, n in rows
    ]


#: What a page's title may hold and no file of Word can, and what it becomes.
HARMFUL = {
    "甲\x00乙": "甲 乙", "甲\x0b乙": "甲 乙", "半\ud83d": "半", "\ud800": "", "非\uffff": "非", "\u202e反": "\u202e反", "שלום": "שלום",
    "长" * 9_000: "长" * (LONGEST_CELL - 1) + "…",
}  # fmt: skip


def test_harmful_words_break_neither_the_file_nor_their_neighbours() -> None:
    rows = [(text, n) for text in HARMFUL for n in range(3)]
    rows = [one for harmful in rows for one in (harmful, ("甲", 7), ("乙", 8))]
    table, _ = written(rows)
    assert [tuple(cell.text for cell in row.cells) for row in table.rows[1:]] == [
        (HARMFUL.get(text, text), str(n)) for text, n in rows
    ]


def test_rows_written_as_text_are_those_that_were_built() -> None:
    """A row after one of another shape is built, the next like it is text: both are the same but for their words."""
    _, alike = written([("甲", 1), ("乙", 2), ("丙", 3)])
    built = [
        written([(text, n)])[1].split(b"<w:tr>")[-1].split(b"</w:tr>")[0]
        for text, n in (("甲", 1), ("乙", 2), ("丙", 3))
    ]
    assert [one.split(b"</w:tr>")[0] for one in alike.split(b"<w:tr>")[2:]] == built
