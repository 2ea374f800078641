"""Exports open as what they are: text as text, numbers as numbers, nothing as a formula."""

import csv
import io

import openpyxl
import pytest

from monitor.web.export import table_to_csv, table_to_xlsx

HOSTILE = ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1+1"]


def sheet_of(data: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data)).active


@pytest.mark.parametrize("text", HOSTILE, ids=repr)
def test_a_formula_stays_text_in_csv(text: str) -> None:
    data = table_to_csv(["标题"], [[text]]).decode("utf-8-sig")
    [_, [cell]] = csv.reader(io.StringIO(data, newline=""))
    assert cell == "'" + text


@pytest.mark.parametrize("text", HOSTILE, ids=repr)
def test_a_formula_stays_text_in_excel(text: str) -> None:
    cell = sheet_of(table_to_xlsx(["标题"], [[text]]))["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_a_formula_in_a_heading_stays_text_too() -> None:
    assert sheet_of(table_to_xlsx(["=1+1"], []))["A1"].data_type == "s"


def test_numbers_stay_numbers_even_below_zero() -> None:
    assert sheet_of(table_to_xlsx(["剩余天数"], [[-3]]))["A2"].value == -3
    assert table_to_csv(["剩余天数"], [[-3]]).decode("utf-8-sig") == "剩余天数\r\n-3\r\n"


def test_control_characters_and_lone_surrogates_are_left_out() -> None:
    text = "甲\x00\x1b[31m\ud800乙\u2028"
    assert table_to_csv(["标题"], [[text]]).decode("utf-8-sig") == "标题\r\n甲[31m乙\u2028\r\n"
    assert sheet_of(table_to_xlsx(["标题"], [[text]]))["A2"].value == "甲[31m乙\u2028"


def test_a_text_longer_than_a_cell_is_cut() -> None:
    assert len(sheet_of(table_to_xlsx(["标题"], [["长" * 40_000]]))["A2"].value) == 32_767


def test_excel_finds_chinese_in_the_csv() -> None:
    assert table_to_csv(["单位"], []).startswith(b"\xef\xbb\xbf")


def test_a_link_is_not_made_clickable() -> None:
    assert sheet_of(table_to_xlsx(["网址"], [["http://a.gov.cn/"]]))["A2"].hyperlink is None
