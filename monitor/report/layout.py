"""The form of official documents (GB/T 9704—2012 公文格式), on python-docx: page, fonts, headings, tables, page numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from monitor.report.blocks import Cell, TableBlock
from monitor.report.row_text import WrittenRows, row_pieces
from monitor.report.words import writable

#: 版面: A4, 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm.
WIDTH, HEIGHT = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
#: 三号 16 pt, 二号 22 pt, 四号 14 pt; 行距 28 pt.
BODY, TITLE, PAGE_NUMBER, CELL = Pt(16), Pt(22), Pt(14), Pt(10.5)
LINE = Pt(28)

SONG, FANGSONG, HEI, KAI = "宋体", "仿宋", "黑体", "楷体"
#: 小标宋; where it is not installed Word and WPS fall back to 宋体, which stands beside it.
TITLE_FONT = "方正小标宋简体"

#: So many characters of the title fill a line.
TITLE_LINE = 20

#: Cells of a Word table are cut here; the workbook holds more.
LONGEST_CELL = 500

#: So many rows of a table are printed in the Word file; the workbook holds all.
MOST_ROWS = 500


@dataclass(slots=True)
class WordPage:
    """A document in the making."""

    document: Any
    rows: WrittenRows = field(
        default_factory=WrittenRows
    )  #: of its tables, that are no part of *document* yet

    def title(self, text: str) -> None:
        """The title: 二号小标宋, centred, broken where a reader would."""
        self._paragraph(balanced(text), font=TITLE_FONT, latin=SONG, size=TITLE, centre=True, line=Pt(35))

    def number(self, text: str) -> None:
        """The number line (发文字号), centred."""
        self._paragraph(text, centre=True)

    def addressees(self, text: str) -> None:
        """主送机关: flush left, with a full-width colon."""
        self._paragraph(text.rstrip("：:") + "：")

    def heading(self, level: int, text: str) -> None:
        """一、 in 黑体, （一） in 楷体; never alone at the foot of a page."""
        paragraph = self._paragraph(text, font=HEI if level == 1 else KAI, indent=True)
        paragraph.paragraph_format.keep_with_next = True

    def text(self, text: str, lead: str = "") -> None:
        """A paragraph of the body, its lead in bold."""
        paragraph = self._paragraph("", indent=True)
        if lead:
            _run(paragraph, lead, FANGSONG, BODY, bold=True)
        _run(paragraph, text, FANGSONG, BODY)

    def blank(self) -> None:
        """An empty line."""
        self._paragraph("")

    def attachments(self, names: Sequence[str]) -> None:
        """附件说明: one name a line, the lines below hanging under the first name."""
        for n, name in enumerate(names):
            paragraph = self._paragraph(("附件：" if n == 0 else "") + name)
            paragraph.paragraph_format.keep_together = True
            shape = paragraph.paragraph_format
            shape.left_indent = BODY * 6
            shape.first_line_indent = BODY * (-4 if n == 0 else -1)

    def signature(self, signer: str, day: str) -> None:
        """署名 centred over 成文日期, the day four characters in from the right; never apart."""
        one, other = _width(signer), _width(day)
        signer_in, day_in = max(2.0, 4 + (other - one) / 2), max(4.0, 2 + (one - other) / 2)
        for text, characters in ((signer, signer_in), (day, day_in)):
            paragraph = self._paragraph(text)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.right_indent = int(BODY * characters)
            paragraph.paragraph_format.keep_together = True
            paragraph.paragraph_format.keep_with_next = text == signer

    def table(self, table: TableBlock) -> None:
        """A table with its title above and its note below; columns for the workbook only stay out."""
        shown = [n for n, name in enumerate(table.headings) if name not in table.only_excel]
        caption = self._paragraph(table.title, font=HEI, centre=True, size=Pt(14))
        caption.paragraph_format.keep_with_next = True
        if not table.rows:
            self._paragraph(table.empty, size=CELL, centre=True, line=Pt(20))
        else:
            self._grid(table, shown)
        if len(table.rows) > MOST_ROWS:
            left = len(table.rows) - MOST_ROWS
            self._paragraph(f"（其余{left}行见同名Excel附表。）", size=CELL, line=Pt(18))
        if table.note:
            self._paragraph(f"注：{table.note}", size=CELL, line=Pt(18))
        elif table.rows:
            self._paragraph("", line=Pt(12))

    def colophon(self, copies_to: str, printer: str, day: str) -> None:
        """版记: 抄送, 印发机关 and 印发日期 in 四号仿宋 between lines, one character in, kept together."""
        lines = [f"抄送：{copies_to.rstrip('。')}。"] if copies_to else []
        lines.append(f"{printer}\t{day}")
        self.blank()
        for n, line in enumerate(lines):
            paragraph = self._paragraph(line, size=PAGE_NUMBER, line=Pt(24))
            shape = paragraph.paragraph_format
            shape.left_indent = shape.right_indent = PAGE_NUMBER
            shape.keep_together, shape.keep_with_next = True, n + 1 < len(lines)
            shape.tab_stops.add_tab_stop(WIDTH - LEFT - RIGHT - PAGE_NUMBER, WD_TAB_ALIGNMENT.RIGHT)
            _ruled(paragraph, first=n == 0, last=n + 1 == len(lines))

    def annex_page(self, number: int, *, wide: bool, same: bool) -> None:
        """A new page for an annex (*same*: the first one), lying when its table is wide; 附件 in 黑体, flush left."""
        section = self.document.sections[-1] if same else self._section()
        _shape(section, lying=wide)
        self._paragraph(f"附件{number}", font=HEI)

    def _section(self) -> Any:
        """A section on a new page; the paragraph before it ends the old one, so that no empty one can fill a page of its own."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        [*_, before, ending, _] = self.document.element.body.iterchildren()
        if before.tag == qn("w:p"):
            before.set_sectPr(ending.pPr.sectPr)
            ending.getparent().remove(ending)
        return section

    def _grid(self, table: TableBlock, shown: Sequence[int]) -> None:
        grid = self.document.add_table(rows=1, cols=len(shown))
        grid.style = "Table Grid"
        grid.alignment = WD_TABLE_ALIGNMENT.CENTER
        grid.autofit = False
        section = self.document.sections[-1]
        room = section.page_width - section.left_margin - section.right_margin
        shown_widths = [table.widths[n] if n < len(table.widths) else 10 for n in shown]
        widths = [int(room * one / sum(shown_widths)) for one in shown_widths]
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width
        self._row(grid.rows[0], [table.headings[n] for n in shown], widths, bold=True)
        _repeat(grid.rows[0])
        #: what stands around the texts of a row, by which of its cells stand in the middle
        alike: dict[tuple[bool, ...], Sequence[str]] = {}
        is_written = False
        for row in table.rows[:MOST_ROWS]:
            values = [row[n] for n in shown]
            middles, texts = _middles(values, widths), [_cell_text(one) for one in values]
            if middles in alike and all(map(_is_plain, texts)):
                if not is_written:
                    grid._tbl.append(self.rows.place())
                    is_written = True
                self.rows.add(alike[middles], texts)
                continue
            made, is_written = grid.add_row(), False
            self._row(made, values, widths)
            if all(map(_is_plain, texts)) and (pieces := row_pieces(made._tr, texts)) is not None:
                alike[middles] = pieces

    def _row(self, row: Any, values: Sequence[Cell], widths: Sequence[int], bold: bool = False) -> None:
        _keep_whole(row)
        middles = _middles(values, widths)
        for cell, value, width, is_middle in zip(row.cells, values, widths, middles, strict=True):
            cell.width = width
            text, middle = _cell_text(value), bold or is_middle
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = Pt(15)
            _set_close(paragraph)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if middle else WD_ALIGN_PARAGRAPH.LEFT
            _run(paragraph, text, SONG, CELL, bold=bold)

    def _paragraph(
        self, text: str, *, font: str = FANGSONG, latin: str = "", size: Any = BODY, centre: bool = False,
        indent: bool = False, line: Any = LINE,
    ) -> Any:  # fmt: skip
        paragraph = self.document.add_paragraph()
        shape = paragraph.paragraph_format
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, line
        shape.space_before = shape.space_after = Pt(0)
        _set_close(paragraph)
        if centre:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if indent:
            shape.first_line_indent = BODY * 2
            paragraph._p.pPr.ind.set(qn("w:firstLineChars"), "200")
        if text:
            _run(paragraph, text, font, size, latin=latin)
        return paragraph


def _middles(values: Sequence[Cell], widths: Sequence[int]) -> tuple[bool, ...]:
    """Which cells of a row have their words in the middle: numbers, days and single words."""
    narrow = sum(widths) / 8
    return tuple(
        isinstance(value, int | float | date) or width < narrow
        for value, width in zip(values, widths, strict=True)
    )


def _cell_text(value: Cell) -> str:
    text = "—" if value is None else writable(str(value))
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def _is_plain(text: str) -> bool:
    """Whether *text* is one run of letters: no line breaks, no tabs, no spaces at its ends."""
    return bool(text) and text.isprintable() and text.strip() == text


def balanced(title: str) -> str:
    """*title* with a line break before its last words, when it needs two lines and those would else be torn."""
    for words in (
        "和政务新媒体检查情况的通报",
        "检查情况的通报",
        "情况的通报",
        "的通报",
        "和政务新媒体监测报告",
        "监测报告",
    ):
        first = title.removesuffix(words)
        if first != title and _width(title) > TITLE_LINE and _width(first) <= TITLE_LINE:
            return f"{first}\n{words}"
    return title


def _width(text: str) -> float:
    """How many full characters wide *text* is."""
    return sum(0.5 if mark.isascii() else 1.0 for mark in text)


def open_page(mark: str = "") -> WordPage:
    """An empty A4 document with its page numbers; *mark* stands at the head of every page, such as 初稿."""
    document = Document()
    _shape(document.sections[0], lying=False)
    document.settings.odd_and_even_pages_header_footer = True
    _number_pages(document.sections[0])
    for header in (document.sections[0].header, document.sections[0].even_page_header) if mark else ():
        header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(header.paragraphs[0], mark, HEI, CELL)
    style: Any = document.styles["Normal"]
    _fonts(style.element.get_or_add_rPr(), FANGSONG)
    style.font.size = BODY
    return WordPage(document)


def name_fallbacks(document: Any) -> None:
    """Say in the font table which font stands in for 小标宋 where it is not installed."""
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            entry = f'<w:font w:name="{TITLE_FONT}"><w:altName w:val="{SONG}"/></w:font></w:fonts>'
            part._blob = part.blob.replace(b"</w:fonts>", entry.encode())


def _shape(section: Any, *, lying: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (HEIGHT, WIDTH) if lying else (WIDTH, HEIGHT)
    section.top_margin, section.bottom_margin = (LEFT, RIGHT) if lying else (TOP, BOTTOM)
    section.left_margin, section.right_margin = (Mm(25), Mm(25)) if lying else (LEFT, RIGHT)
    section.footer_distance = Mm(18) if lying else Mm(25)


def _number_pages(section: Any) -> None:
    """— 1 —, 四号宋体: on odd pages right, on even pages left, one character in."""
    for footer, alignment in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = alignment
        indent = "right_indent" if alignment is WD_ALIGN_PARAGRAPH.RIGHT else "left_indent"
        setattr(paragraph.paragraph_format, indent, PAGE_NUMBER)
        _run(paragraph, "— ", SONG, PAGE_NUMBER)
        run = _run(paragraph, "", SONG, PAGE_NUMBER)
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            mark = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                mark.set(qn("w:fldCharType"), kind)
            else:
                mark.text = text
            run._r.append(mark)
        _run(paragraph, " —", SONG, PAGE_NUMBER)


def _run(paragraph: Any, text: str, font: str, size: Any, *, bold: bool = False, latin: str = "") -> Any:
    run = paragraph.add_run(writable(text))
    run.font.size = size
    run.bold = bold or None
    properties = run._r.get_or_add_rPr()
    _fonts(properties, font, latin)
    if size == BODY:
        _draw_together(properties)
    return run


def _set_close(paragraph: Any) -> None:
    """No extra space between Chinese and figures or letters: 2026年, not 2026 年."""
    properties = paragraph._p.get_or_add_pPr()
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        mark = OxmlElement(name)
        mark.set(qn("w:val"), "0")
        properties.insert_element_before(
            mark, "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
            "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
            "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
        )  # fmt: skip


def _ruled(paragraph: Any, *, first: bool, last: bool) -> None:
    """Lines above and below a paragraph: thick ones around the whole, thin ones inside."""
    borders = OxmlElement("w:pBdr")
    for side, outer in (("top", first), ("bottom", last)):
        line = OxmlElement(f"w:{side}")
        for name, value in (
            ("val", "single"),
            ("sz", "8" if outer else "4"),
            ("space", "1"),
            ("color", "000000"),
        ):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
        "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid",
        "w:spacing", "w:ind", "w:jc", "w:rPr",
    )  # fmt: skip


def _draw_together(properties: Any) -> None:
    """0.2 pt closer, so that a line of 156 mm holds 28 characters of 16 pt; a character grid is not drawn alike everywhere."""
    mark = OxmlElement("w:spacing")
    mark.set(qn("w:val"), "-4")
    properties.find(qn("w:sz")).addprevious(mark)  # the schema has an order


def _fonts(properties: Any, font: str, latin: str = "") -> None:
    fonts = properties.get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), latin or font)
    fonts.set(qn("w:eastAsia"), font)


def _repeat(row: Any) -> None:
    """The heading row stands again on every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _keep_whole(row: Any) -> None:
    """A row is not broken between pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
