"""The columns in Excel, out and back in: what comes back is held against what went out, each mistake with its cell."""

import io
import pickle
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from monitor.app.configuration import vocabulary
from monitor.collect.imports.ledger_sheet import MOST_BYTES, day_in, flag_in, read_sheet
from monitor.config import load, read_ledger
from monitor.config.door import ConfigDoor
from monitor.config.overlay import as_json
from monitor.domain.config_edit import ConfigEdit, Door
from monitor.domain.timing import SHANGHAI
from monitor.web.ledger.book import COLUMN_ID, LAYOUT, SHEET, VERSION, BookScope, write_book
from monitor.web.ledger.proposing import FilledDraft, changes_in, proposal_lines, propose
from probes.wall.frames import result_of

NOW = datetime(2026, 11, 20, 8, 30, tzinfo=SHANGHAI)
FILE = """
edition = "fuzhou-2021"
[centre]
name = "示例区大数据服务中心"
[[unit]]
id = "office"
name = "区政府办"
[[unit]]
id = "agriculture"
name = "区农业农村局"
aliases = ["农业局"]
[[site]]
id = "portal"
name = "门户"
url = "http://www.example.gov.cn/"
[[site.column]]
id = "news"
name = "要闻"
url = "http://www.example.gov.cn/yw/"
frequency = "monthly"
unit = "office"
list = {item = "ul li"}
[[site.column]]
id = "farm"
name = "三农"
url = "http://www.example.gov.cn/sn/"
kind = "policy"
unit = "agriculture"
retired = 2027-12-31
[[site]]
id = "second"
name = "第二网站"
url = "http://b.example.gov.cn/"
"""
NEWS = "site/portal/column/news"
ALL = BookScope()
#: What is done to a sheet: to the cell in that row under that heading, a value.
Fill = dict[tuple[int, str], Any]


class Tray:
    """A configuration's file with its edits, and workbooks that go out and come back."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.config = ConfigDoor(path, vocabulary(), lambda: load(path, vocabulary()))
        self.edits: tuple[ConfigEdit, ...] = ()

    def edit(self, item: str, field: str, value: Any, who: str = "王某") -> None:
        """Somebody edits one field in the browser."""
        said = self.config.ledger(self.edits).items[item].said.get(field)
        one = ConfigEdit(
            number=len(self.edits) + 1, at=NOW, who=who, door=Door.PAGE, batch="ed_1", item=item, field=field,
            value=as_json(value), base=said,
        )  # fmt: skip
        self.edits = (*self.edits, one)

    def export(self, scope: BookScope = ALL) -> bytes:
        ledger = read_ledger(self.path, self.edits)
        return write_book(ledger, scope, centre="示例区大数据服务中心", now=NOW)

    def back(self, content: bytes, unit: str | None = None) -> FilledDraft:
        return propose(read_sheet(content, LAYOUT), self.edits, self.config, unit)

    def filled(self, fill: Fill, scope: BookScope = ALL, unit: str | None = None) -> FilledDraft:
        return self.back(changed(self.export(scope), fill), unit)


@pytest.fixture
def tray(tmp_path: Path) -> Tray:
    path = tmp_path / "sites.toml"
    path.write_text(FILE, "utf-8")
    return Tray(path)


def changed(content: bytes, fill: Fill, more: Callable[[Any], None] = lambda sheet: None) -> bytes:
    """The workbook as somebody fills it in; row 4 is the first column."""
    book = load_workbook(io.BytesIO(content))
    sheet = book[SHEET]
    heads = {cell.value: cell.column for cell in sheet[3]}
    for (row, head), value in fill.items():
        sheet.cell(row, heads[head]).value = value
    more(sheet)
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def said(draft: FilledDraft) -> list[tuple[str, str, str]]:
    assert draft.wrong == []
    return [(one.item.removeprefix("site/portal/column/"), one.field, one.value) for one in draft.fields]


def test_what_went_out_comes_back_unchanged(tray: Tray) -> None:
    tray.edit(NEWS, "frequency", "weekly")
    draft = tray.back(tray.export())
    assert (draft.wrong, draft.fields, draft.missing, draft.unchanged) == ([], [], [], 2)


def test_what_a_sheet_says_comes_over_the_wall(tray: Tray) -> None:
    read = read_sheet(tray.export(), LAYOUT)
    assert result_of(pickle.dumps(read)) == read


def test_the_sheet_offers_lists_and_locks_what_tells_a_row(tray: Tray) -> None:
    sheet = load_workbook(io.BytesIO(tray.export()))[SHEET]
    assert [cell.value for cell in sheet[4]][:8] == [
        "portal", "news", tray_version(tray), "门户", "要闻", "http://www.example.gov.cn/yw/", None, "每月",
    ]  # fmt: skip
    assert [cell.protection.locked for cell in sheet[4]] == [True] * 4 + [False] * 9
    assert sheet.protection.sheet
    offered = {str(one.sqref)[:1] for one in sheet.data_validations.dataValidation if one.type == "list"}
    assert offered == {"D", "G", "H", "I", "K", "L"}
    clerk = load_workbook(io.BytesIO(tray.export(BookScope(unit="agriculture"))))[SHEET]
    assert [cell.value for cell in clerk[4]][1] == "farm"
    assert clerk["B5"].value is None
    assert [cell.column_letter for cell in clerk[4] if not cell.protection.locked] == ["E", "F", "H", "M"]


def tray_version(tray: Tray) -> str:
    sheet = load_workbook(io.BytesIO(tray.export()))[SHEET]
    assert isinstance(sheet["C4"].value, str)
    return sheet["C4"].value


def test_only_what_was_filled_in_otherwise_changes(tray: Tray) -> None:
    fill: Fill = {
        (4, "更新频率"): "每周", (4, "责任单位"): "农业局", (5, "一级栏目"): "是", (5, "停用日期"): None, (5, "附件2序号"): "Ｚ２－１６．０１",
    }  # fmt: skip
    assert said(tray.filled(fill)) == [
        ("news", "frequency", '"weekly"'), ("news", "unit", '"agriculture"'), ("farm", "catalogue", '"Z2-16.01"'),
        ("farm", "top_level", "true"), ("farm", "retired", "null"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "day", [datetime(2026, 12, 31), 46387, "2026/12/31", "２０２６年１２月３１日", "20261231"]  # noqa: DTZ001
)  # fmt: skip
def test_a_day_is_read_however_a_clerk_or_excel_writes_it(tray: Tray, day: Any) -> None:
    assert said(tray.filled({(4, "停用日期"): day})) == [("news", "retired", '"2026-12-31"')]


def test_days_of_a_calendar_from_1904_and_odd_flags_are_read() -> None:
    assert (day_in(46387 - 1462, True), day_in("soon", False), day_in(None, False)) == (
        "2026-12-31",
        "soon",
        "",
    )
    assert [flag_in(one) for one in (None, "√", "１", True, "No", "也许")] == [
        False,
        True,
        True,
        True,
        False,
        None,
    ]


@pytest.mark.parametrize(
    ("fill", "words"),
    [
        ({(4, "更新频率"): "天天"}, "第4行H列：更新频率“天天”不在可选范围内，应为实时、每周"),
        ({(5, "类别"): "新 闻"}, "第5行G列：类别“新 闻”不在可选范围内"),
        ({(4, "责任单位"): "区水务局"}, "第4行I列：责任单位“区水务局”不在单位台账中"),
        ({(4, "网址"): "www.example.gov.cn"}, "第4行F列：网址“www.example.gov.cn”不是网址"),
        ({(4, "网址"): None}, "第4行F列：网址没有填写"), ({(4, "栏目名称"): None}, "第4行E列：名称没有填写"),
        ({(4, "停用日期"): "明年"}, "第4行M列：停用日期“明年”不是日期"), ({(4, "停用日期"): 7}, "第4行M列：停用日期“7”不是日期"),
        ({(4, "附件2序号"): "十六"}, "第4行J列：附件2序号“十六”不存在"), ({(4, "一级栏目"): "也许"}, "第4行K列：一级栏目“也许”不在可选范围内"),
        ({(5, "栏目编号"): "news"}, "第5行B列：栏目编号“news”与第4行重复"), ({(4, "栏目编号"): "gone"}, "第4行B列：台账中没有网站“portal”的栏目“gone”"),
        ({(4, "版本"): None}, "第4行C列：版本被改动或清空"), ({(4, "版本"): "9-00000000"}, "第4行C列：版本被改动或清空"),
        ({(4, "更新频率"): "=LOWER(A1)"}, "第4行H列：更新频率是公式"),
        ({(6, "栏目名称"): "公示", (6, "网址"): "http://a.example.gov.cn/"}, "第6行D列：新增栏目没有选择网站"),
        ({(6, "网站"): "别处", (6, "栏目名称"): "公示", (6, "网址"): "http://a.example.gov.cn/"}, "第6行D列：台账中没有“别处”"),
        ({(6, "网站"): "门户", (6, "栏目名称"): "要闻", (6, "网址"): "http://a.example.gov.cn/"}, "第6行E列：名称与台账中的“要闻”相同"),
        ({(3, "更新频率"): "更新频次"}, "第3行H列“更新频次”：不认识这样的表头；缺少“更新频率”"),
        ({(3, "版本"): None}, "第3行：缺少“版本”列"), ({(3, "网站"): "版本"}, "第3行D列：表头“版本”出现了两次（另一处在C列）"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_sheet_row_and_cell(tray: Tray, fill: Fill, words: str) -> None:
    draft = tray.filled({**fill, (5, "栏目名称"): "农业"})
    assert any(one.startswith("工作表“栏目台账”") and words in one for one in draft.wrong), draft.wrong


def test_all_mistakes_are_told_at_once(tray: Tray) -> None:
    draft = tray.filled({(4, "更新频率"): "天天", (4, "网址"): "x", (5, "责任单位"): "谁"})
    assert len(draft.wrong) == 3


def test_merged_cells_and_headings_that_were_left_out(tray: Tray) -> None:
    merged = changed(tray.export(), {}, lambda sheet: sheet.merge_cells("I4:I5"))
    assert tray.back(merged).wrong == [
        "工作表“栏目台账”I4:I5：是合并单元格，无法确定各行的内容，请取消合并后逐行填写。"
    ]
    draft = tray.back(changed(tray.export(), {(4, "更新频率"): "每周"}, lambda sheet: sheet.delete_cols(13)))
    assert said(draft) == [("news", "frequency", '"weekly"')]
    assert draft.remarks == ["表中没有“停用日期”列，这些内容不变。"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式（.xls或.et）"),
        ("编号,名称\n1,要闻\n".encode("gbk"), "可能是CSV文本"), (b"<html><table>", "可能是CSV文本或网页"), (b"PK\x03\x04 broken", "已损坏"),
        (b"PK" + b"\0" * MOST_BYTES, "文件过大"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_workbook_is_told_in_one_sentence(content: bytes, words: str) -> None:
    [wrong] = read_sheet(content, LAYOUT).wrong
    assert words in wrong


def test_a_workbook_of_something_else_and_one_that_unpacks_without_end_are_refused() -> None:
    book = Workbook()
    book.active["A1"] = "姓名"  # type: ignore[index]
    assert "文件中没有栏目台账" in read_sheet(saved(book), LAYOUT).wrong[0]
    for row in range(1, 10):
        book.active.cell(row, 1).value = "甲" * 32_000  # type: ignore[union-attr]
    assert read_sheet(bomb(saved(book)), LAYOUT).wrong[0].startswith("文件展开后过大")


def bomb(content: bytes) -> bytes:
    """The workbook with a sheet that unpacks to far more than any does."""
    import zipfile

    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, body.replace(b"</sheetData>", b" " * 70_000_000 + b"</sheetData>"))
    return file.getvalue()


def test_what_another_changed_since_the_export_is_kept_and_the_same_field_is_a_conflict(tray: Tray) -> None:
    out = tray.export()
    tray.edit(NEWS, "frequency", "weekly", "赵某")
    tray.edit(NEWS, "name", "头条", "赵某")
    draft = tray.back(changed(out, {(4, "更新频率"): "每年", (4, "责任单位"): None}))
    assert said(draft) == [("news", "frequency", '"annual"'), ("news", "unit", "null")]  # the name is theirs
    lines = proposal_lines(draft.fields, tray.config.ledger(tray.edits), tray.edits)
    assert [(one.is_conflict, one.theirs.who if one.theirs else None) for one in lines] == [
        (True, "赵某"),
        (False, None),
    ]
    wanted = changes_in(lines, [], "2026-11-20", tray.config.ledger(tray.edits))
    assert [(one.field, one.value) for one in wanted] == [("unit", None)]


def test_a_row_that_the_file_changed_since_the_export_asks_for_a_new_one(tray: Tray) -> None:
    out = tray.export()
    tray.path.write_text(FILE.replace('"monthly"', '"annual"'), "utf-8")
    assert "导出之后，这个栏目在配置文件中被修改过" in tray.back(out).wrong[0]


def test_a_row_that_is_gone_changes_nothing_until_somebody_says_so(tray: Tray) -> None:
    draft = tray.back(changed(tray.export(), {}, lambda sheet: sheet.delete_rows(4)))
    assert (draft.wrong, draft.fields, draft.missing) == ([], [], [NEWS])
    [change] = changes_in([], draft.missing, "2026-11-20", tray.config.ledger(()))
    assert (change.item, change.field, change.value) == (NEWS, "retired", "2026-11-20")


def test_120_new_columns_come_in_at_once(tray: Tray) -> None:
    fill: Fill = {}
    for n in range(120):
        fill |= {
            (6 + n, "网站"): "第二网站", (6 + n, "栏目名称"): f"栏目{n}", (6 + n, "网址"): f"http://b.example.gov.cn/c{n}/",
            (6 + n, "更新频率"): "每月", (6 + n, "责任单位"): "农业局", (6 + n, "类别"): "通知公告" if n % 2 else "动态要闻",
        }  # fmt: skip
    draft = tray.filled(fill)
    assert draft.wrong == []
    made = [one for one in draft.fields if one.field == ""]
    assert len({one.item for one in made}) == 120
    assert made[0].item == "site/second/column/c0"
    edits: Sequence[ConfigEdit] = [
        ConfigEdit(
            number=n, at=NOW, who="li", door=Door.WORKBOOK, batch="ed_2", item=one.item, field=one.field, value=one.value, base=None
        )
        for n, one in enumerate(draft.fields, start=1)
    ]  # fmt: skip
    assert len(load(tray.path, vocabulary(), edits).site("second").columns) == 120


def test_a_clerk_fills_in_what_is_her_units_and_nothing_else(tray: Tray) -> None:
    scope = BookScope(unit="agriculture")
    hers = tray.filled(
        {(4, "更新频率"): "每季度", (4, "网址"): "http://www.example.gov.cn/new/"}, scope, "agriculture"
    )
    assert said(hers) == [
        ("farm", "url", '"http://www.example.gov.cn/new/"'),
        ("farm", "frequency", '"quarterly"'),
    ]
    moved = tray.filled({(4, "责任单位"): "区政府办", (4, "地址待确认"): "是"}, scope, "agriculture")
    assert [one.partition("：")[2][:11] for one in moved.wrong] == [
        "责任单位由监测单位填写",
        "地址待确认由监测单位填",
    ]
    whole = tray.filled({}, ALL, "agriculture")
    assert "“要闻”不是本单位负责的栏目" in whole.wrong[0]
    new = tray.filled(
        {(5, "网站"): "门户", (5, "栏目名称"): "农技", (5, "网址"): "http://www.example.gov.cn/nj/"}, scope, "agriculture"
    )  # fmt: skip
    assert ("nj", "unit", '"agriculture"') in said(new)
    elsewhere = tray.filled({(5, "网站"): "第二网站", (5, "栏目名称"): "农技"}, scope, "agriculture")
    assert "本单位可以填报的网站中没有“第二网站”" in elsewhere.wrong[0]


def test_texts_that_look_like_formulas_stay_texts(tray: Tray) -> None:
    tray.edit(NEWS, "name", "=cmd|' /C calc'!A0")
    sheet = load_workbook(io.BytesIO(tray.export()))[SHEET]
    assert (sheet["E4"].value, sheet["E4"].data_type) == ("=cmd|' /C calc'!A0", "s")
    assert {COLUMN_ID, VERSION} <= {cell.value for cell in sheet[3]}
