"""The whole workbook (评分工作簿): overview, ranking, one sheet a unit, evidence. Same sheets, same bytes."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from monitor.regulations.indicators import Part
from monitor.scores.cells import Formats, SheetColumn, lines_of, make_formats, plain
from monitor.scores.ranking import RankedGroup
from monitor.scores.sheet import STATES, RowState, ScoreRow, SheetMark
from monitor.scores.units import SheetPart, UnitSheet, fail_days
from monitor.scores.workbook import EVIDENCE, FREE_RANGE, PARTS, ask_mark, ask_points, shown_ids, way_of
from monitor.wording.labels import UNIT_KINDS
from monitor.wording.say import for_unit

OVERVIEW, RANKING = "总览", "排名"
#: Begins the line by which a sheet is known again when it comes back.
NUMBER = "表号"

COLUMNS = (
    SheetColumn("编号", 9.5),
    SheetColumn("指标", 18),
    SheetColumn("指标说明（原文）", 40),
    SheetColumn("分值（原文）", 7),
    SheetColumn("评定", 8),
    SheetColumn("状态", 10),
    SheetColumn("系统得分", 11),
    SheetColumn("采集情况", 42),
    SheetColumn("尚需", 20),
    SheetColumn("依据", 17),
    SheetColumn("评定方式", 13),
    SheetColumn("人工评定", 8.5),
    SheetColumn("人工评分", 8.5),
    SheetColumn("评分说明", 16),
)
GOT, IDS, PEOPLE_MARK, PEOPLE_POINTS, PEOPLE_NOTE = 6, 9, 11, 12, 13
_UNFIT = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookInput:
    """All that stands in one workbook."""

    title: str  #: 2026年第三季度
    sheets: Sequence[UnitSheet]
    groups: Sequence[RankedGroup]
    as_of: datetime
    known_by: datetime
    refused: Sequence[str] = ()
    empty: Sequence[str] = ()  #: names of units that own nothing that is scored
    year_note: str = ""  #: how a year is made of its quarters; "" for a quarter
    dashboard: str = ""  #: address of the dashboard, for links


def workbook_of(seen: BookInput) -> bytes:
    """The workbook, ready to print (A4, landscape); text is written as text, whatever it begins with."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    created = seen.known_by.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.set_properties(
        {"title": plain(f"{seen.title}评分表", 200), "author": "gov-monitor", "created": created}
    )
    formats = make_formats(book)
    overview, ranking = book.add_worksheet(OVERVIEW), book.add_worksheet(RANKING)
    names = sheet_names(seen.sheets)
    pages = {one.key: book.add_worksheet(names[one.key]) for one in seen.sheets}
    evidence = book.add_worksheet(EVIDENCE)
    places = _write_evidence(evidence, seen, formats)
    for one in seen.sheets:
        _write_unit(pages[one.key], one, formats, places)
    _write_overview(overview, seen, formats, names)
    _write_ranking(ranking, seen, formats)
    for page in (overview, ranking, *pages.values(), evidence):
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.set_footer(f"&L{plain(seen.title, 60)}评分表&R第&P页 共&N页")
    book.close()
    return buffer.getvalue()


def sheet_names(sheets: Sequence[UnitSheet]) -> dict[str, str]:
    """A worksheet's name for each sheet: the unit's, fit for Excel, each once."""
    taken = {OVERVIEW, RANKING, EVIDENCE}
    found = {}
    for one in sheets:
        base = _UNFIT.sub("", plain(one.owner.name, 60)).strip()[:26] or one.owner.id[:26]
        name, count = base, 1
        while name in taken:
            count += 1
            name = f"{base}（{count}）"
        taken.add(name)
        found[one.key] = name
    return found


def number_line(sheet: UnitSheet) -> str:
    """By which a filled sheet is known again: whose, of which period, and what it showed."""
    return f"{NUMBER} {sheet.key} {sheet.period} {sheet.entries}"


def _write_unit(
    page: Worksheet, sheet: UnitSheet, formats: Formats, places: Mapping[str, tuple[str, str]]
) -> None:
    for number, column in enumerate(COLUMNS):
        page.set_column(number, number, column.width)
    last = len(COLUMNS) - 1
    page.merge_range(0, 0, 0, last, "", formats.title)
    page.write_string(
        0, 0, plain(f"{sheet.owner.name}　{period_words(sheet.period)}评分表", 200), formats.title
    )
    page.set_row(0, 34)
    page.write_string(1, 0, number_line(sheet), formats.faint)
    line = 2
    for words in _head_lines(sheet):
        page.merge_range(line, 0, line, last, "", formats.text)
        page.write_string(line, 0, plain(words), formats.text)
        page.set_row(line, 8 + 14 * lines_of(words, sum(one.width for one in COLUMNS)))
        line += 1
    for part in sheet.parts:
        line = _write_part(page, line, part, formats, places)
    page.freeze_panes(1, 2)


def _head_lines(sheet: UnitSheet) -> list[str]:
    counts = "　".join(f"{STATES[state]} {count}项" for state, count in sheet.states.items() if count)
    owned = [f"网站{len(sheet.owner.sites)}个", f"政务新媒体{len(sheet.owner.accounts)}个"]
    owned += [f"其他网站上的栏目{len(sheet.owner.columns)}个", f"留言栏目{len(sheet.owner.boards)}个"]
    lines = [
        f"得分：{sheet.total}",
        f"监测时间点{sheet.as_of:%Y-%m-%d %H:%M}，知悉截至{sheet.known_by:%Y-%m-%d %H:%M}（北京时间）。{'　'.join(owned)}",
        f"状态：{counts}",
        "黄色单元格由人工填写后交回：monitor scores import 本文件 --by 姓名。“未知”既不是达标也不是未达标；得分为区间时，未定各项可能从0分到满分。",
    ]
    if days := fail_days(sheet):
        lines.append(f"单项否决（季度内任何一天）：{days}")
    return lines


def _write_part(
    page: Worksheet,
    line: int,
    part: SheetPart,
    formats: Formats,
    places: Mapping[str, tuple[str, str]],
) -> int:
    table, last = part.chosen.table, len(COLUMNS) - 1
    weight = f"，占{part.chosen.weight}%" if part.chosen.weight else ""
    words = f"{table.id}　{table.title}{weight}。{part.chosen.why}。{table.remark}"
    page.merge_range(line, 0, line, last, "", formats.text)
    page.write_string(line, 0, plain(words), formats.text)
    page.set_row(line, 8 + 14 * lines_of(words, sum(one.width for one in COLUMNS)))
    line += 1
    for number, column in enumerate(COLUMNS):
        page.write_string(line, number, column.name, formats.header)
    page.set_row(line, 30)
    first = line + 1
    for line, row in enumerate(part.rows, first):
        _write_row(page, line, row, formats, places)
    end = first + len(part.rows) - 1
    page.write_string(end + 1, 0, "合计", formats.header)
    page.merge_range(end + 1, 1, end + 1, GOT - 1, "", formats.text)
    page.write_string(end + 1, 1, plain(f"系统按已知情况：{part.total}"), formats.text)
    ranges = [f"{xl_rowcol_to_cell(first, at)}:{xl_rowcol_to_cell(end, at)}" for at in (GOT, PEOPLE_POINTS)]
    known = sum(row.points.low for row in part.rows if row.points is not None and row.points.settled)
    vetoed = part.total.vetoed
    if vetoed or not part.total.full:
        page.write_string(end + 1, GOT, "—", formats.centre)
    else:
        page.write_formula(end + 1, GOT, f"=SUM({ranges[0]})+SUM({ranges[1]})", formats.centre, known)
    page.write_string(end + 1, GOT + 1, "已定分值之和（含本表人工评分）", formats.text)
    return end + 3


def _write_row(
    page: Worksheet, number: int, row: ScoreRow, formats: Formats, places: Mapping[str, tuple[str, str]]
) -> None:
    one = row.indicator
    texts = (
        one.id, " / ".join(one.heading), one.words, _points(row), row.mark.value, STATES[row.state], _points_words(row),
        "\n".join(row.collected) or "本系统未采集", for_unit(row.needs) if row.needs else "", shown_ids(row.evidence), way_of(one),
    )  # fmt: skip
    for column, text in enumerate(texts):
        style = formats.marks.get(row.mark.name, formats.centre) if column == 4 else formats.text
        page.write_string(number, column, plain(text), formats.centre if column in (0, 3, 5, GOT) else style)
    if row.got is not None:
        page.write_number(number, GOT, row.got, formats.centre)
        if row.basis_note:
            page.write_comment(number, GOT, plain(row.basis_note, 300))
    if row.evidence and row.evidence[0] in places:
        url, _ = places[row.evidence[0]]
        page.write_url(number, IDS, url, formats.text, plain(texts[IDS]))
    _write_entries(page, number, row, formats)
    tallest = max(lines_of(text, column.width) for text, column in zip(texts, COLUMNS, strict=False))
    page.set_row(number, min(409.0, max(30.0, 13.5 * tallest + 6)))


def _points_words(row: ScoreRow) -> str:
    if row.points is not None and not row.points.settled and row.basis == "centre":
        return row.note
    return "" if row.basis == "people" else row.note


def _write_entries(page: Worksheet, number: int, row: ScoreRow, formats: Formats) -> None:
    """The cells that people fill, with what was entered already."""
    asked = row.state is not RowState.ENDED and (
        row.mark is not SheetMark.NOT_APPLICABLE or row.cell is not None
    )
    cell = row.cell.now if row.cell is not None and not row.cell.disputed else None
    style = formats.entry if asked else formats.closed
    page.write_string(number, PEOPLE_MARK, cell.mark if cell else "", style)
    page.write_string(number, PEOPLE_NOTE, plain(cell.note) if cell else "", style)
    if asked:
        ask_mark(page, number, PEOPLE_MARK)
    if not row.open:
        page.write_blank(number, PEOPLE_POINTS, None, formats.closed)
        return
    low, high = bounds(row)
    page.write_blank(number, PEOPLE_POINTS, None, formats.entry)
    if cell is not None and cell.points is not None:
        page.write_number(number, PEOPLE_POINTS, cell.points, formats.entry)
    ask_points(page, number, PEOPLE_POINTS, row.indicator.id, low, high)


def bounds(row: ScoreRow) -> tuple[float, float]:
    """The least and the most that a person may give."""
    if row.full is None or row.indicator.part is Part.ADJUSTMENT:
        return FREE_RANGE
    return 0.0, row.full


def _write_evidence(page: Worksheet, seen: BookInput, formats: Formats) -> dict[str, tuple[str, str]]:
    """Every id once a row it stands behind; returns where each stands first: its link, and the worksheet's cell."""
    for number, (name, width) in enumerate((("单位", 30), ("编号", 12), ("证据编号", 40))):
        page.set_column(number, number, width)
        page.write_string(0, number, name, formats.header)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    places: dict[str, tuple[str, str]] = {}
    line = 1
    for sheet in seen.sheets:
        for row in sheet.rows:
            for id in row.evidence:
                page.write_string(line, 0, plain(sheet.owner.name), formats.text)
                page.write_string(line, 1, row.indicator.id, formats.text)
                if seen.dashboard:
                    page.write_url(line, 2, f"{seen.dashboard.rstrip('/')}/evidence/{id}", formats.text, id)
                else:
                    page.write_string(line, 2, id, formats.text)
                url = f"internal:'{EVIDENCE}'!C{line + 1}"
                places.setdefault(id, (url, f"C{line + 1}"))
                line += 1
    if line == 1:
        page.write_string(1, 0, "无", formats.text)
    page.write_string(line + 1, 0, "核验：monitor evidence verify 证据编号", formats.faint)
    return places


def _write_overview(page: Worksheet, seen: BookInput, formats: Formats, names: Mapping[str, str]) -> None:
    heads = (
        SheetColumn("单位", 26), SheetColumn("类别", 10), SheetColumn("指标表", 12), SheetColumn("得分", 26),
        SheetColumn("名次", 10), SheetColumn("较上季度", 14), SheetColumn("已判定", 8), SheetColumn("已采集事实", 10),
        SheetColumn("待人工", 8), SheetColumn("无来源", 8), SheetColumn("不适用", 8), SheetColumn("为何用此表", 60),
    )  # fmt: skip
    page.merge_range(0, 0, 0, len(heads) - 1, "", formats.title)
    page.write_string(0, 0, plain(f"{seen.title}评分总览", 200), formats.title)
    page.set_row(0, 34)
    said = f"监测时间点{seen.as_of:%Y-%m-%d %H:%M}，知悉截至{seen.known_by:%Y-%m-%d %H:%M}（北京时间）"
    page.write_string(1, 0, said, formats.faint)
    ranks = {row.key: row for group in seen.groups for row in group.rows}
    for number, head in enumerate(heads):
        page.set_column(number, number, head.width)
        page.write_string(2, number, head.name, formats.header)
    line = 3
    for sheet in seen.sheets:
        row, states = ranks.get(sheet.key), sheet.states
        tables = "+".join(part.chosen.table.id for part in sheet.parts)
        why = "；".join(part.chosen.why for part in sheet.parts)
        page.write_url(
            line, 0, f"internal:'{names[sheet.key]}'!A1", formats.text, plain(sheet.owner.name, 200)
        )
        texts = (
            UNIT_KINDS[sheet.kind] if sheet.kind else "—", tables, str(row.total if row else sheet.total),
            row.rank if row else "—", row.change if row and not row.history else "—",
        )  # fmt: skip
        for column, text in enumerate(texts, 1):
            page.write_string(line, column, plain(text), formats.centre)
        for column, state in enumerate(
            (
                RowState.DECIDED,
                RowState.COLLECTED,
                RowState.PERSON,
                RowState.NO_SOURCE,
                RowState.NOT_APPLICABLE,
            ),
            6,
        ):
            page.write_number(line, column, states[state], formats.centre)
        page.write_string(line, 11, plain(why), formats.text)
        page.set_row(line, max(24, 8 + 14 * lines_of(why, 60)))
        line += 1
    for words in seen.refused:
        page.write_string(line + 1, 0, plain(f"未出表：{words}"), formats.faint)
        line += 1


def _write_ranking(page: Worksheet, seen: BookInput, formats: Formats) -> None:
    for number, width in enumerate((10, 30, 26, 26, 12, 16, 16, 16)):
        page.set_column(number, number, width)
    page.merge_range(0, 0, 0, 7, "", formats.title)
    page.write_string(0, 0, plain(f"{seen.title}排名", 200), formats.title)
    page.set_row(0, 34)
    page.write_string(1, 0, plain(seen.year_note or RANGES), formats.faint)
    line = 3
    for group in seen.groups:
        page.write_string(line, 0, plain(group.name), formats.banner)
        line += 1
        quarters = list(dict.fromkeys(name for row in group.rows for name, _ in row.history))
        heads = (
            ["名次", "单位", "得分", *quarters]
            if quarters
            else ["名次", "单位", "得分", "上季度得分", "上季度名次", "较上季度"]
        )
        for column, head in enumerate(heads):
            page.write_string(line, column, head, formats.header)
        for row in group.rows:
            line += 1
            then = dict(row.history)
            cells = [
                row.rank,
                row.name,
                str(row.total) if not quarters or row.total.points or row.total.vetoed else "—",
            ]
            if quarters:
                cells += [str(then[name]) if name in then else "—" for name in quarters]
            else:
                old = "—" if row.before_best is None else _place(row.before_best, row.before_worst)
                cells += [str(row.before) if row.before else "—", old, row.change]
            for column, text in enumerate(cells):
                page.write_string(line, column, plain(text), formats.text if column == 1 else formats.centre)
            page.set_row(line, 30)
        line += 2


RANGES = "得分未定时为区间，名次也按区间给出（如2–4）；分值相同者并列；单项否决者不排名。"


def _place(best: int, worst: int | None) -> str:
    return str(best) if best == worst else f"{best}–{worst}"


def period_words(period: str) -> str:
    """2026Q3 as 2026年第三季度."""
    year, _, quarter = period.partition("Q")
    return f"{year}年第{'一二三四'[int(quarter) - 1]}季度" if quarter else f"{year}年度"


def _points(row: ScoreRow) -> str:
    """Points as printed, with the one that holds at this level where the text prints two, or the centre's own."""
    one = row.indicator
    if one.part is Part.VETO:
        return "—"
    if one.shared:
        return f"（同上{one.points}）"
    if not one.points:
        return PARTS.get(one.part, "—") if row.full is None else f"自定{row.full:g}"
    here = f"\n本级{row.full:g}" if "/" in one.points and row.full is not None else ""
    return f"{one.points}{here}"
