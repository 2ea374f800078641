"""The workbook, read back as a person would open it."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import Any

import openpyxl
import pytest

from monitor.domain.sentence import written
from monitor.domain.site import Level
from monitor.scores.cells import CELL_LIMIT, lines_of, plain
from monitor.scores.workbook import COLUMNS, COVER, EVIDENCE, HEADER, ROWS, workbook
from tests.scores.verdicts import ACCOUNT, NOW, SITE, scored_clause, sheet_of, verdict, verdicts

HOSTILE = "=cmd|' /C calc'!A0"


def opened(payload: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(payload))


def cover_of(book: Any) -> dict[str, Any]:
    return {row[0].value: row[1].value for row in book[COVER].iter_rows() if row[0].value}


def line(book: Any, id: str) -> Any:
    [row] = [row for row in book[ROWS].iter_rows(min_row=HEADER + 2) if row[0].value == id]
    return row


def limits(book: Any, cell: str) -> list[Any]:
    return [one for one in book[ROWS].data_validations.dataValidation if cell in one.sqref]


def test_every_row_is_there_under_a_frozen_head_ready_for_a4_landscape() -> None:
    sheet = sheet_of(SITE, verdicts(SITE))
    page = opened(workbook(sheet))[ROWS]
    assert [cell.value for cell in page[HEADER + 1]] == [column.name for column in COLUMNS]
    assert [row[0].value for row in page.iter_rows(min_row=HEADER + 2)] == [
        row.indicator.id for row in sheet.rows
    ]
    assert (page.freeze_panes, page.page_setup.orientation, int(page.page_setup.paperSize)) == (
        "C3",
        "landscape",
        9,
    )
    assert page.print_title_rows == "$1:$2"
    assert all(cell.alignment.wrap_text for row in page.iter_rows(min_row=HEADER + 1) for cell in row)


def test_the_same_sheet_gives_the_same_bytes_and_another_moment_others() -> None:
    sheet = sheet_of(SITE, verdicts(SITE, F19W_26="fail"))
    assert workbook(sheet) == workbook(sheet_of(SITE, verdicts(SITE, F19W_26="fail")))
    assert workbook(sheet) != workbook(replace(sheet, as_of=NOW + timedelta(days=1)))


def test_no_time_of_writing_is_in_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(sheet_of(SITE, [])))) as parts:
        assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        said = parts.read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", said) == ["2026-11-20T04:00:00Z"] * 2


def test_the_only_formulas_are_our_own_sums_on_the_cover() -> None:
    book = opened(workbook(sheet_of(SITE, verdicts(SITE))))
    formulas = [(page.title, cell.coordinate, cell.value) for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]  # fmt: skip
    assert formulas == [
        (COVER, "B12", "=IF(COUNTIF('评分表'!$J$3:$J$16,\"未达标\")>0,\"单项否决，不再评分\",SUM('评分表'!$F$3:$F$71)+SUM('评分表'!$K$3:$K$71))"),
        (COVER, "B13", "=COUNTIFS('评分表'!$K$3:$K$71,\"\",'评分表'!$F$3:$F$71,\"由人工评分\",'评分表'!$J$3:$J$71,\"<>不适用\")"),
        (COVER, "B15", '=IF(AND(B13=0,ISNUMBER(B12),ISNUMBER(B14)),ROUND(B12*80/100+B14*20/100,2),"两部分均评分完毕后计算")'),
    ]  # fmt: skip
    names = [book[COVER][f"A{number}"].value for number in (12, 13, 14, 15)]
    assert names == [
        "已评得分合计（满分100）",
        "尚未评分的指标（项）",
        "政务新媒体得分（占20%）",
        "综合得分（政府网站80%）",
    ]


def test_an_account_is_the_smaller_half() -> None:
    book = opened(workbook(sheet_of(ACCOUNT, verdicts(ACCOUNT), SITE)))
    cover = cover_of(book)
    assert "综合得分（政务新媒体20%）" in cover
    assert "*20/100+" in cover["综合得分（政务新媒体20%）"]


def test_formulas_carry_their_figures_for_readers_that_do_not_calculate() -> None:
    sheet = sheet_of(SITE, [verdict(scored_clause("F19W-32"), "fail")])
    book = openpyxl.load_workbook(io.BytesIO(workbook(sheet)), data_only=True)
    cover = cover_of(book)
    assert cover["已评得分合计（满分100）"] == 0
    assert cover["尚未评分的指标（项）"] == sum(row.note == "由人工评分" for row in sheet.rows) == 43
    assert line(book, "F19W-32")[5].value == 0


def test_people_enter_points_between_nothing_and_what_is_printed() -> None:
    book = opened(workbook(sheet_of(SITE, verdicts(SITE))))
    cell = line(book, "F19W-40")[10]
    [limit] = limits(book, cell.coordinate)
    assert (limit.type, limit.operator or "between", limit.formula1, limit.formula2) == (
        "decimal",
        "between",
        "0",
        "2",
    )
    assert line(book, "F19W-40")[3].value == "1/2\n本级2"
    [choice] = limits(book, line(book, "F19W-40")[9].coordinate)
    assert choice.formula1 == '"达标,未达标,不适用"'


@pytest.mark.parametrize(
    "id", ["F19W-V01", "F19W-31", "F19W-37"], ids=["veto", "shared", "not-of-this-level"]
)
def test_where_there_are_no_points_none_can_be_entered(id: str) -> None:
    book = opened(workbook(sheet_of(SITE, verdicts(SITE))))
    assert limits(book, line(book, id)[10].coordinate) == []


def test_a_vetoed_subject_is_not_scored_and_every_page_says_so() -> None:
    book = opened(workbook(sheet_of(SITE, verdicts(SITE, site_unreachable="fail"))))
    assert cover_of(book)["得分"] == "单项否决，不再评分"
    assert book[ROWS]["A1"].value.endswith("单项否决，不再评分")
    assert line(book, "F19W-26")[4].value == "不再评分"
    assert not any(one.type == "decimal" for one in book[ROWS].data_validations.dataValidation)
    assert not any(cell.data_type == "f" for page in book for row in page.iter_rows() for cell in row)


def test_the_cover_says_whose_when_by_what_and_how_much_is_unknown() -> None:
    cover = cover_of(opened(workbook(sheet_of(SITE, verdicts(SITE, homepage_stale="unknown")))))
    assert cover["评分对象"].startswith("示例区人民政府（portal）")
    assert cover["监测时间点"] == "2026-11-20 12:00（北京时间）"
    assert cover["条款版本"].startswith("fujian-2019")
    assert cover["主办单位层级"] == "县级"
    assert cover["单项否决结论"] == "单项否决指标尚未全部判定，以下评分为暂定"
    assert cover["单项否决条款未定"] == "1项：首页不更新"
    assert cover["未知与待人工"].startswith("未知8项")  # seven rows wait for figures of the quarter
    assert cover["覆盖情况"] == "指标69项，适用61项，其中由系统判定或经人工确认16项"


def test_a_regulation_without_points_adds_nothing_up() -> None:
    xiamen = replace(SITE, edition="xiamen-2023", level=Level.CITY)
    book = opened(workbook(sheet_of(xiamen, verdicts(xiamen))))
    assert cover_of(book)["得分"] == "原文未给出分值，不计分"
    assert line(book, "X23-01")[5].value == "原文未给分值"


def test_all_evidence_is_listed_and_a_row_shows_its_first_ids() -> None:
    ids = tuple(f"ob_{n}" for n in range(5))
    given = [replace(one, evidence=ids) if one.rule == "F19W-26" else one for one in verdicts(SITE)]
    book = opened(workbook(sheet_of(SITE, given)))
    assert line(book, "F19W-26")[7].value == "ob_0\nob_1\n等6条"
    listed = [row[2].value for row in book[EVIDENCE].iter_rows(min_row=2) if row[0].value == "F19W-26"]
    assert listed == [*ids, "ob_replies_late"]


def test_hostile_words_stay_words() -> None:
    site = replace(SITE, name=HOSTILE + "\x00\u2028<script>\ud800")
    given = [
        replace(one, reason=written("x", HOSTILE + "\r\n" + "长" * 10_000)) if one.rule == "F19W-26" else one
        for one in verdicts(site)
    ]
    payload = workbook(sheet_of(site, given))
    book = opened(payload)
    cell = line(book, "F19W-26")[6]
    assert (cell.data_type, cell.value.startswith(HOSTILE), len(cell.value) <= CELL_LIMIT) == (
        "s",
        True,
        True,
    )
    assert cover_of(book)["评分对象"].startswith(HOSTILE + "\n<script>（portal）")
    assert zipfile.ZipFile(io.BytesIO(payload)).testzip() is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"), ("\x00\x1f\x7f\u202eabc\ufffe", "abc"), ("x" * 2000, "x" * 2000),
        ("x" * 2001, "x" * 1999 + "…"), ("\ud83d", ""), ("表\t格", "表\t格"),
    ],
    ids=["line-ends", "control", "at-the-limit", "over", "half-a-letter", "tab"],
)  # fmt: skip
def test_text_is_made_fit_for_a_cell(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_chinese_takes_twice_the_room() -> None:
    assert [lines_of("a" * 10, 11.5), lines_of("中" * 10, 11.5), lines_of("a\n\nb", 11.5)] == [1, 2, 3]
