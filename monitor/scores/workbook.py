"""A score sheet as an Excel workbook (评分表工作簿): cover, rows to score, evidence. Same sheet, same bytes."""

import io
from collections.abc import Sequence
from datetime import UTC

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from monitor.domain.points import MARKS
from monitor.regulations.indicators import Decider, Indicator, Part, probe_names
from monitor.scores.cells import Formats, SheetColumn, lines_of, make_formats, plain
from monitor.scores.cover import ENDED, write_cover
from monitor.scores.sheet import BY_PEOPLE, ScoreRow, ScoreSheet, SheetMark
from monitor.wording.labels import words_of

#: Names of the worksheets.
COVER, ROWS, EVIDENCE = "封面", "评分表", "证据清单"
#: Row (from 0) of the header of the score sheet, and its first row below.
HEADER = 1
#: Ids of evidence shown beside a row; all of them stand on their own worksheet.
SHOWN_IDS = 2
#: Points that people may add or take by a note (注) whose sum the text does not bound.
FREE_RANGE = (-100, 100)

COLUMNS = (
    SheetColumn("编号", 9.5),
    SheetColumn("指标", 19),
    SheetColumn("指标说明（原文）", 44),
    SheetColumn("分值（原文）", 7),
    SheetColumn("评定", 8),
    SheetColumn("系统得分", 10),
    SheetColumn("采集情况", 42),
    SheetColumn("依据", 17),
    SheetColumn("评定方式", 14),
    SheetColumn("人工评定", 8.5),
    SheetColumn("人工评分", 8.5),
    SheetColumn("评分说明", 16),
)
#: Where points got, and where those of people stand.
GOT, PEOPLE_MARK, PEOPLE_POINTS, PEOPLE_NOTE = 5, 9, 10, 11

GRADES = words_of("decider", Decider)
PARTS = {Part.BONUS: "加分项", Part.DEDUCTION: "扣分项", Part.ADJUSTMENT: "注（增减分）"}


def workbook(sheet: ScoreSheet) -> bytes:
    """
    The workbook of *sheet*, ready to print (A4, landscape).

    Text is written as text, whatever it begins with. The only formulas are our own: the sum over points got and
    entered, how many rows are still open, and, where the text weighs halves, the weighed sum.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {
            "title": plain(f"{sheet.subject.name} {sheet.table.id}评分表", 200),
            "author": "gov-monitor",
            "company": "",
            "created": sheet.as_of.astimezone(UTC).replace(tzinfo=None, microsecond=0),
        }
    )
    formats = make_formats(book)
    cover, rows, evidence = (book.add_worksheet(name) for name in (COVER, ROWS, EVIDENCE))
    _write_rows(rows, sheet, formats)
    write_cover(cover, sheet, formats, sums(sheet))
    _write_evidence(evidence, sheet, formats)
    for page in (cover, rows, evidence):
        page.set_footer(f"&L{sheet.table.id}评分表&R第&P页 共&N页")
    book.close()
    return buffer.getvalue()


def sums(sheet: ScoreSheet) -> dict[str, tuple[str, float]]:
    """Our formulas over the rows with their figures now: `total` of filled-in points, `open` rows left to fill."""
    got, mark, entered = (_range(sheet, column) for column in (GOT, PEOPLE_MARK, PEOPLE_POINTS))
    points = sum(row.got or 0 for row in sheet.rows)
    open_rows = sum(row.note == BY_PEOPLE for row in sheet.rows)
    # the vetoes stand first: one that a person finds failed ends the scoring as a machine's does
    vetoes = _range(sheet, PEOPLE_MARK, sum(row.indicator.part is Part.VETO for row in sheet.rows))
    # rows that a note (注) may change take points too, but nobody has to fill them: they are not counted as open
    return {
        "total": (f'=IF(COUNTIF({vetoes},"未达标")>0,"{ENDED}",SUM({got})+SUM({entered}))', points),
        "open": (f'=COUNTIFS({entered},"",{got},"{BY_PEOPLE}",{mark},"<>不适用")', open_rows),
    }


def _write_rows(page: Worksheet, sheet: ScoreSheet, formats: Formats) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, HEADER)
    page.freeze_panes(HEADER + 1, 2)
    page.merge_range(0, 0, 0, len(COLUMNS) - 1, "", formats.banner)
    page.write_string(0, 0, plain(_banner(sheet)), formats.banner)
    page.set_row(0, 30)
    page.set_row(HEADER, 30)
    for number, column in enumerate(COLUMNS):
        page.set_column(number, number, column.width)
        page.write_string(HEADER, number, column.name, formats.header)
    for number, row in enumerate(sheet.rows, HEADER + 1):
        _write_row(page, number, row, formats)
    page.autofilter(HEADER, 0, HEADER + len(sheet.rows), len(COLUMNS) - 1)


def _write_row(page: Worksheet, number: int, row: ScoreRow, formats: Formats) -> None:
    one = row.indicator
    texts = (
        one.id, " / ".join(one.heading), one.words, _points(row), row.mark.value, row.note,
        "\n".join(row.collected) or _nothing(row), shown_ids(row.evidence), way_of(one),
    )  # fmt: skip
    for column, text in enumerate(texts):
        style = formats.marks.get(row.mark.name, formats.centre) if column == 4 else _style(column, formats)
        page.write_string(number, column, plain(text), style)
    if row.got is not None:
        page.write_number(number, GOT, row.got, formats.centre)
    _write_entries(page, number, row, formats)
    page.set_row(number, _height(texts))


def _write_entries(page: Worksheet, number: int, row: ScoreRow, formats: Formats) -> None:
    """The cells that people fill: what they find, points between nothing and what is printed, why."""
    asked = row.mark not in (SheetMark.NOT_APPLICABLE, SheetMark.NOT_SCORED)
    for column in (PEOPLE_MARK, PEOPLE_NOTE):
        page.write_blank(number, column, None, formats.entry if asked else formats.closed)
    if asked:
        ask_mark(page, number, PEOPLE_MARK)
    if not row.open:
        page.write_blank(number, PEOPLE_POINTS, None, formats.closed)
        return
    low, high = (0, row.full) if row.full is not None else FREE_RANGE
    page.write_blank(number, PEOPLE_POINTS, None, formats.entry)
    ask_points(page, number, PEOPLE_POINTS, row.indicator.id, low, high)


def ask_mark(page: Worksheet, number: int, column: int) -> None:
    """Let people choose a mark in this cell."""
    page.data_validation(
        number, column, number, column,
        {"validate": "list", "source": list(MARKS), "error_title": "人工评定", "error_message": "请选择：" + "、".join(MARKS)},
    )  # fmt: skip


def ask_points(page: Worksheet, number: int, column: int, id: str, low: float, high: float) -> None:
    """Let people write points from *low* to *high* in this cell, for the indicator *id*."""
    page.data_validation(
        number, column, number, column,
        {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high, "input_title": id,
         "input_message": f"{low:g}至{high:g}分", "error_title": "人工评分", "error_message": f"分值应在{low:g}至{high:g}之间"},
    )  # fmt: skip


def _write_evidence(page: Worksheet, sheet: ScoreSheet, formats: Formats) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    for number, (name, width) in enumerate((("编号", 12), ("指标", 60), ("证据编号", 40))):
        page.set_column(number, number, width)
        page.write_string(0, number, name, formats.header)
    pairs = [(row.indicator, id) for row in sheet.rows for id in row.evidence]
    for number, (one, id) in enumerate(pairs, 1):
        for column, text in enumerate((one.id, " / ".join(one.heading), id)):
            page.write_string(number, column, plain(text), formats.text)
    if not pairs:
        page.write_string(1, 0, "无", formats.text)
    page.write_string(len(pairs) + 2, 0, "核验：monitor evidence verify 证据编号", formats.faint)


def _banner(sheet: ScoreSheet) -> str:
    ending = f"　{ENDED}" if sheet.vetoed else ""
    return f"{sheet.subject.name}　{sheet.table.title}　监测时间点{sheet.as_of:%Y-%m-%d %H:%M}{ending}"


def _points(row: ScoreRow) -> str:
    """Points as printed, with the one that holds at this level where the text prints two."""
    one = row.indicator
    if one.part is Part.VETO:
        return "—"
    if one.shared:
        return f"（同上{one.points}）"
    here = f"\n本级{row.full}" if "/" in one.points and row.full is not None else ""
    return f"{one.points}{here}" if one.points else PARTS.get(one.part, "—")


def _nothing(row: ScoreRow) -> str:
    return "不再评分" if row.mark is SheetMark.NOT_SCORED else "本系统未采集，待人工评定"


def shown_ids(evidence: Sequence[str]) -> str:
    """The first few ids that stand behind a row, and how many there are."""
    more = f"\n等{len(evidence)}条" if len(evidence) > SHOWN_IDS else ""
    return "\n".join(evidence[:SHOWN_IDS]) + more


def way_of(one: Indicator) -> str:
    """Who assesses a row, by what means, and when (评定方式)."""
    names = "、".join(probe_names()[code] for code in one.probes)
    return f"{GRADES[one.grade]}\n（{names}）" + (f"\n{one.assessed}" if one.assessed else "")


def _style(column: int, formats: Formats) -> Format:
    return formats.centre if column in (0, 3, GOT) else formats.text


def _height(texts: Sequence[str]) -> float:
    """Points of height that the fullest cell needs: Excel does not fit rows of files it did not write."""
    lines = max(lines_of(text, column.width) for text, column in zip(texts, COLUMNS, strict=False))
    return min(409.0, max(30.0, 13.5 * lines + 6))


def _range(sheet: ScoreSheet, column: int, count: int | None = None) -> str:
    """One column of the rows, or of the first *count*, as a formula names it."""
    last = HEADER + (len(sheet.rows) if count is None else count)
    ends = (xl_rowcol_to_cell(row, column, True, True) for row in (HEADER + 1, last))
    return f"'{ROWS}'!{':'.join(ends)}"
