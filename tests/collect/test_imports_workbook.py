"""Workbooks are read by their filled cells, within limits; what is no workbook is named as what it is."""

import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from monitor.collect.imports.archive import WorkbookError
from monitor.collect.imports.rows import FileError, read_rows
from monitor.collect.imports.workbook import Workbook, read_workbook
from tests.collect.workbooks import cells, rows, sheet, workbook, zipped
from tests.every import every

HEAD = ("标题", "发布时间")
LOG = rows(HEAD, ("一", "2026-11-24"))


def read(content: bytes) -> list[tuple[int, list[Any]]]:
    return read_workbook(content).sheets[0].rows


def test_an_ordinary_workbook_gives_its_filled_rows_by_number() -> None:
    assert read(workbook({"S": sheet(LOG)})) == [(1, [*HEAD]), (2, ["一", "2026-11-24"])]


@pytest.mark.parametrize("dimension", ["A1", "A1:B1", "A1:XFD1048576", "nonsense"])
def test_the_dimension_that_is_written_down_is_not_believed(dimension: str) -> None:
    body = rows(HEAD, *[(f"第{n}条", "2026-11-24") for n in range(300)])
    assert len(read(workbook({"S": sheet(body, dimension=dimension)}))) == 301


@pytest.mark.parametrize(
    "styles",
    [
        "<styleSheet><fills><fill/></fills></styleSheet>",
        '<styleSheet colour="x"><fonts><font><sz val="huge"/></font></fonts><cellXfs><xf applyMagic="2"/></cellXfs></styleSheet>',
        "<styleSheet><fonts><font",
        "<nothing/>",
    ],
    ids=["a fill without a pattern", "unknown attributes", "cut off", "something else"],
)
def test_styles_of_other_programs_stop_nothing(styles: str) -> None:
    assert len(read(workbook({"S": sheet(LOG)}, styles=styles))) == 2


def test_unknown_attributes_and_parts_stop_nothing() -> None:
    body = '<row r="1" spans="oops" thick="?"><c r="A1" odd="1" t="inlineStr"><is><t>标题</t></is></c></row><extra><deep/></extra>'
    assert read(workbook({"S": sheet(body)}, more={"xl/odd.bin": "x", "docProps/custom.xml": "<"})) == [
        (1, ["标题"])
    ]


STYLES = """<styleSheet><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>
<numFmt numFmtId="165" formatCode="[Red]#,##0.00&quot;days&quot;"/><numFmt numFmtId="166" formatCode="G/通用格式"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/><xf numFmtId="166"/><xf numFmtId="57"/></cellXfs></styleSheet>"""


@every(
    ("style", "number", "value"),
    [
        (0, "46350", 46350),
        (1, "46350", "2026-11-24"),
        (2, "46350", "2026-11-24"),
        (3, "46350", 46350),
        (4, "46350.354166666664", "2026-11-24T08:30:00"),
        (5, "46350", 46350),
        (6, "46350", "2026-11-24"),
        (1, "0.354166666666667", "08:30:00"),
        (1, "-3", -3),
        (0, "1.50", 1.5),
        (0, "20261124", 20261124),
        (99, "7", 7),
    ],
)
def test_a_number_is_a_day_where_its_format_says_so(style: int, number: str, value: object) -> None:
    body = f'<row r="1"><c r="A1" s="{style}"><v>{number}</v></c></row>'
    assert read(workbook({"S": sheet(body)}, styles=STYLES)) == [(1, [value])]


@pytest.mark.parametrize("flag", [' date1904="1"', ' date1904="true"'])
def test_a_calendar_that_begins_in_1904_counts_its_days_from_there(flag: str) -> None:
    book = read_workbook(
        workbook(
            {"S": sheet('<row r="1"><c r="A1" s="1"><v>44888</v></c></row>')}, styles=STYLES, settings=flag
        )
    )
    assert (book.from_1904, book.sheets[0].rows) == (True, [(1, ["2026-11-24"])])


def test_shared_texts_leave_out_how_they_are_spoken() -> None:
    texts = "<sst><si><t>标题</t></si><si><r><t>仓山</t></r><rPh><t>cangshan</t></rPh><r><t>发布</t></r></si><si/></sst>"
    body = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="b"><v>1</v></c><c t="str"><f>A1</f><v>x_x000D_y</v></c></row>'
    assert read(workbook({"S": sheet(body)}, texts=texts)) == [(1, ["标题", "仓山发布", None, True, "x\ry"])]


def test_one_text_that_many_cells_refer_to_is_held_once() -> None:
    texts = f"<sst><si><t xml:space='preserve'> {'长' * 30_000} </t></si></sst>"
    body = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 2000))
    found = read(workbook({"S": sheet(body)}, texts=texts))
    assert len({id(row[0]) for _, row in found}) == 1


def test_half_an_emoji_and_nul_in_a_cell_are_mended() -> None:
    body = '<row r="1"><c r="A1" t="inlineStr"><is><t>便民_xD83D_信息_x0000_</t></is></c></row>'
    assert read(workbook({"S": sheet(body)})) == [(1, ["便民\ufffd信息\ufffd"])]


def test_a_cell_merged_downwards_holds_its_value_in_every_row_that_holds_anything() -> None:
    body = rows(("名称", "标题"), ("仓山发布", "一"), (None, "二"), (None, "三"), ("别的", "四"))
    content = workbook(
        {"S": sheet(body, tail='<mergeCells><mergeCell ref="A2:A4"/><mergeCell ref="C1:D9"/></mergeCells>')}
    )
    assert [row[0] for _, row in read(content)] == ["名称", "仓山发布", "仓山发布", "仓山发布", "别的"]


def test_a_million_formatted_rows_cost_no_memory() -> None:
    many = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(3, 30_000))
    content = workbook({"S": sheet(LOG + many + cells(1_048_576, None, None, style=' s="1"'))})
    tracemalloc.start()
    try:
        assert len(read(content)) == 2
        assert tracemalloc.get_traced_memory()[1] < 4 * 1024 * 1024
    finally:
        tracemalloc.stop()


def refused(content: bytes) -> str:
    with pytest.raises(WorkbookError) as told:
        read_workbook(content)
    return str(told.value)


BOMB = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
FAR = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(2, 6000))
MERGED = "<mergeCells>" + '<mergeCell ref="A1:A1048576"/>' * 600 + "</mergeCells>"


@every(
    ("content", "words"),
    [
        (workbook({"S": sheet(LOG)[:-40]}), "is damaged"),
        (workbook({"S": sheet(LOG, head=BOMB)}), "declares XML entities"),
        (workbook({"S": sheet(FAR)}), "filled cells; split it"),
        (workbook({"S": sheet(rows(*[("a",)] * 2000), tail=MERGED)}), "filled cells; split it"),
        (workbook({"S": sheet("", tail='<mergeCell ref="A1:B1"/>' * 20_001)}), "merged areas"),
        (workbook({"S": sheet(f'<row r="1"><c r="A1" x="{"a" * 3_000_000}"/></row>')}), "one tag is longer"),
        (workbook({"S": sheet(rows(("a" * 90_000,)))}), "longer than 32767 characters"),
        (workbook({"S": sheet('<row><c t="s"><v>7</v></c></row>')}), "has no text number '7'"),
        (workbook({f"S{n}": sheet("") for n in range(201)}), "more than 200 sheets"),
        (zipped({"a.csv": "标题,发布时间"}), "is a zip archive and no workbook"),
        (zipped({"word/document.xml": "<w/>"}), "is a Word document"),
        (zipped({"mimetype": "application/vnd.oasis", "content.xml": "<x/>"}), "OpenDocument"),
        (zipped({"xl/workbook.bin": "x"}), "(.xlsb)"),
        (workbook({"S": sheet(LOG)})[:-300], "is not an Excel workbook"),
        (b"PK\x03\x04 and no more", "is not an Excel workbook"),
    ],
    ids=[
        "cut", "entities", "far cells", "merged", "many merged", "long tag", "long text", "no such text", "many sheets",
        "zip", "docx", "ods", "xlsb", "cut archive", "no archive",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_sentence(content: bytes, words: str) -> None:
    assert words in refused(content)


def test_a_part_that_unpacks_too_far_is_refused_before_it_is_unpacked() -> None:
    content = workbook({"S": sheet(LOG + " " * 200_000)})
    assert len(read_workbook(content, unpacked=300_000).sheets[0].rows) == 2
    with pytest.raises(WorkbookError, match="unpacks to more than 97 KiB"):
        read_workbook(content, unpacked=100_000)


def test_empty_tags_without_end_are_refused() -> None:
    content = workbook({"S": sheet(LOG + "<row/>" * 1200)})
    assert len(read_workbook(content, tags=2000).sheets[0].rows) == 2
    with pytest.raises(WorkbookError, match="holds more than 1000 tags"):
        read_workbook(content, tags=1000)


def ole(*streams: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(600)
        + b"".join(f"{name}\0".encode("utf-16-le") for name in streams)
    )


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("log.xlsx", ole("Workbook"), "is an old Excel workbook (.xls), though its name ends in '.xlsx'"),
        ("log.xls", ole("Book"), "is an old Excel workbook (.xls); open it in Excel or WPS and save it as .xlsx"),
        ("log.xlsx", ole("EncryptionInfo", "EncryptedPackage"), "is protected by a password"),
        ("log.xlsx", ole("WordDocument"), "is an old Word document"),
        ("log.csv", ole("Workbook"), "is an old Excel workbook"),
        ("log.csv", workbook({"S": sheet(LOG)}), "is an Excel workbook (.xlsx), though its name ends in '.csv'; rename it"),
        ("log.xls", workbook({"S": sheet(LOG)}), "rename it to .xlsx"),
        ("log.jsonl", workbook({"S": sheet(LOG)}), "rename it to .xlsx"),
        ("log.json", b'{\r\n "observation": "post"\r\n}', "one JSON object over many lines"),
        ("log.xlsx", "标题,发布时间\n一,2026-11-24\n".encode(), "but text, perhaps CSV; rename it to .csv"),
        ("log.xlsx", b'{"observation": "post"}', "rename it to .jsonl"),
        ("log.xls", b"<html><body><table><tr><td>1</td></tr></table></body></html>", "is an HTML page"),
        ("log.xlsx", b'\xef\xbb\xbf<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "XML table of Excel 2003"),
        ("log.csv", b"%PDF-1.7", "is a PDF"),
        ("log.xlsx", b"", "is empty"),
    ],
)  # fmt: skip
def test_a_file_is_named_as_what_it_is(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError) as told:
        list(read_rows(path))
    assert words in str(told.value)
    assert str(path) in str(told.value)


def test_sheets_that_are_left_out_are_named_and_dated_ones_are_in_doubt(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    content = workbook(
        {
            "十月": sheet(LOG),
            "说明": sheet(rows(("请于每月五日前报送",))),
            "续": sheet(rows(("二", "2026-11-25"), ("三", "2026-11-26"))),
            "字典": sheet(rows(("微信",))),
            "旧": sheet(LOG),
        },
        hidden=("字典", "旧"),
    )
    path.write_bytes(content)
    told = {row.sheet: (row.left, row.error) for row in read_rows(path) if row.left or row.error}
    assert told["说明"] == ("the sheet has no heading that we know", "")
    assert told["字典"] == ("the sheet is hidden", "")
    assert "has rows with days, which were not read" in told["续"][1]
    assert "has rows with days, which were not read" in told["旧"][1]


def test_an_empty_workbook_has_no_rows() -> None:
    assert read_workbook(workbook({"S": sheet("")})) == Workbook(
        read_workbook(workbook({"S": sheet("")})).sheets
    )
