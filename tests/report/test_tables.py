"""The workbook: a sheet an annex, the notice's own figures, and no cell that Excel would run."""

import errno
import io
import json
import tempfile
import weakref
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from monitor.domain.timing import SHANGHAI
from monitor.quarter.packed_rows import GROUP, RowsOf
from monitor.report import tables
from monitor.report.annexes import as_of_line
from monitor.report.blocks import Annex, TableBlock
from monitor.report.grounds import EVIDENCE
from monitor.report.outline import outline
from monitor.report.tables import tables_parts

from .cases import CLAUSES, files_of, quarterly, settings


def book(**more: Any) -> Any:
    files = files_of(quarterly(**more), settings(), CLAUSES)
    return openpyxl.load_workbook(io.BytesIO(files["2026Q3-附表.xlsx"]))


def rows(sheet: Any) -> list[list[Any]]:
    """The cells from the headings on; Excel's days as days."""
    return [
        [cell.value.date() if isinstance(cell.value, datetime) else cell.value for cell in row]
        for row in sheet.iter_rows(min_row=3)
    ]


def test_it_holds_the_annexes_a_to_k_what_stays_open_and_the_grounds() -> None:
    *annexes, evidence, grounds = book().sheetnames
    assert evidence == "依据清单"
    assert [name[0] for name in annexes] == list("ABCDEFGHIJKL")
    assert grounds == "数据依据索引"


def test_units_stand_in_their_table_most_first() -> None:
    head, *found = rows(book().worksheets[5])
    assert head[:7] == ["序号", "单位", "7月", "8月", "9月", "合计", "其中待核实"]
    assert [one[1:8] for one in found[:2]] == [
        ["示例区临江街道办事处", 12, 12, 12, 36, 0, "达到"],
        ["示例区东升街道办事处", 0, 3, 0, 3, 0, "未达到"],
    ]


def test_late_columns_name_owner_and_last_day_and_their_evidence_stands_apart() -> None:
    found = book()
    _, row, *_ = rows(found.worksheets[1])
    assert row[:7] == [
        "示例区人民政府",
        "社会救助/临时救助",
        "示例区民政局",
        "按条款",
        date(2025, 11, 30),
        date(2025, 12, 30),
        274,
    ]
    behind = [one for one in rows(found["依据清单"]) if one[0] == "附件2"]
    assert behind == [
        ["附件2", 4, "示例区人民政府", "社会救助/临时救助", "http://a.gov.cn/shjz/", "ob_column"]
    ]


def test_the_columns_of_every_sheet_fit_on_a4_as_they_are() -> None:
    for sheet in book().worksheets:
        widths = [sheet.column_dimensions[get_column_letter(n + 1)].width for n in range(sheet.max_column)]
        lying = sheet.page_setup.orientation == "landscape"
        assert sum(widths) <= (150 if lying else 100), sheet.title
        assert "依据编号" not in [one.value for one in sheet[3]] or sheet.title in (
            "依据清单",
            "数据依据索引",
        )


@pytest.mark.parametrize("hostile", [False, True])
def test_no_cell_is_a_formula_or_a_link(hostile: bool) -> None:
    for sheet in book(hostile=hostile).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None


def test_only_confirmed_faults_stand_in_the_list_of_problems() -> None:
    found = [row for row in rows(book().worksheets[8])[1:] if row[0] and str(row[0]).startswith("2026Q3")]
    assert [row[3] for row in found] == ["站点无法访问", "栏目更新不及时"]


def test_every_number_of_the_json_has_its_evidence() -> None:
    plain = json.loads(files_of(quarterly(), settings(), CLAUSES)["2026Q3-numbers.json"])
    assert plain["numbers"] == 1
    total = plain["output"]["total"]
    assert (total["value"], len(total["evidence"])) == (39, 39)
    [town] = [one for one in plain["output"]["groups"][0]["units"] if one["unit"] == "town"]
    assert (town["total"]["value"], len(town["total"]["evidence"]), town["outcome"]) == (3, 3, "fail")
    fails = [rule for one in plain["subjects"] for rule in one["rules"] if rule["outcome"] == "fail"]
    assert [(one["rule"], one["at"], one["evidence"]) for one in fails] == [
        ("site_unreachable", "2026-08-31T23:59:59+08:00", ["ob_site_unreachable"])
    ]


def test_the_json_holds_hostile_text_whole_and_well_formed() -> None:
    content = files_of(quarterly(hostile=True), settings(), CLAUSES)["2026Q3-numbers.json"]
    assert json.loads(content)["output"]["unresolved"][0]["count"]["value"] == 1


@pytest.mark.parametrize("hostile", [False, True])
def test_a_book_that_is_written_row_by_row_says_the_same(hostile: bool) -> None:
    found = quarterly(hostile=hostile)
    report, line = outline(found, settings(), CLAUSES), as_of_line(found)
    kept, streamed = (
        openpyxl.load_workbook(io.BytesIO(b"".join(tables_parts(report, line, found.as_of, many=many))))
        for many in (False, True)
    )
    assert kept.sheetnames == streamed.sheetnames
    for one, other in zip(kept, streamed, strict=True):
        for row, same in zip(one.iter_rows(), other.iter_rows(), strict=True):
            assert [(cell.value, cell.number_format) for cell in row] == [
                (cell.value, cell.number_format) for cell in same
            ]
        assert one.merged_cells.ranges == other.merged_cells.ranges
        assert [one.row_dimensions[n].height for n in (1, 2, 3)] == [
            other.row_dimensions[n].height for n in (1, 2, 3)
        ]
        assert one.auto_filter.ref == other.auto_filter.ref


def test_rows_are_read_once_and_never_held_together() -> None:
    """A book of many rows: each is let go of before some more are made."""
    made: list[weakref.ref[_Row]] = []
    most = 0

    def rows() -> Iterator[_Row]:
        nonlocal most
        for n in range(2000):
            if n % 100 == 0:
                most = max(most, sum(one() is not None for one in made))
            row = _Row((f"网站{n}", n, f"ob_{n}"))
            made.append(weakref.ref(row))
            yield row

    table = TableBlock(
        title="网站", headings=("网站", "数", EVIDENCE), rows=RowsOf(rows, 2000), widths=(10, 10, 10)
    )
    found = quarterly()
    report = replace(outline(found, settings(), CLAUSES), annexes=(Annex("A", table),))
    parts = tables_parts(report, "", found.as_of, many=True)
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(parts)), read_only=True)["依据清单"]
    assert sheet.cell(2003, 6).value == "ob_1999"
    assert most <= 2 * GROUP


class _Row(list[Any]):
    """A row that may be asked whether it is still held."""


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # xlsxwriter leaves its files open
@pytest.mark.parametrize("many", [False, True])
def test_a_workbook_that_breaks_off_leaves_no_file_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: bool
) -> None:
    """Its rows say what nobody should find in the system's folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def rows() -> Iterator[tuple[str, ...]]:
        yield ("示例区人民政府",)
        raise OSError(errno.ENOSPC, "No space left on device")

    table = TableBlock(title="一", headings=("网站",), rows=RowsOf(rows, 2), widths=(16,))
    whole = outline(quarterly(), settings(), CLAUSES)
    broken = replace(whole, annexes=(*whole.annexes, Annex("M", table)))
    with pytest.raises(OSError, match="No space left"):
        list(tables_parts(broken, "截至", datetime(2026, 10, 8, tzinfo=SHANGHAI), many=many))
    assert list(tmp_path.iterdir()) == []


def test_rows_that_excel_cannot_hold_are_counted_where_they_are_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Excel ends at its millionth row, and what is written below is lost in silence."""
    whole = rows(book().worksheets[8])
    monkeypatch.setattr(tables, "MOST_ROWS", 1)
    cut = rows(book().worksheets[8])
    assert cut[:2] == whole[:2]
    left_out = sum(str(one[0]).startswith("2026Q3-") for one in whole) - 1
    assert left_out
    assert str(cut[-1][0]).startswith(
        f"注：超出Excel每表行数上限，另有{left_out}行未列出，全部数据见 numbers.json。"
    )
