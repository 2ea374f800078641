"""A workbook of columns as it comes back (栏目台账导入): which cells say what; every mistake with its sheet, row and cell."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from monitor.collect.imports.archive import SPLIT_IT, WorkbookError
from monitor.collect.imports.fields import from_1904, moment_in
from monitor.collect.imports.workbook import Cell, Sheet, Workbook, read_workbook
from monitor.domain.timing import day_of

#: Bytes of an uploaded workbook, and of all that is read of it unpacked; a district's columns take 60 kB. [DEC]
MOST_BYTES, MOST_UNPACKED, MOST_TAGS = 4 * 1024 * 1024, 64 * 1024 * 1024, 4_000_000
MOST_ROWS = 5_000
#: The headings stand within so many rows.
HEADS_WITHIN = 10
#: Mistakes that are told at once.
TOLD = 60
_SAVE_AS = "请在Excel或WPS中打开，另存为“Excel工作簿（.xlsx）”后重新提交"
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_SCOPE = re.compile(r"site=[^;]{0,100};unit=[^;]{0,100}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLayout:
    """How the workbook is laid out that was handed out."""

    sheet: str  #: name of the sheet that is filled in
    lists: str  #: of the one with the lists, which remembers what was handed out
    heads: tuple[str, ...]
    needed: tuple[str, ...]  #: headings without which nobody can tell which row is which
    spared: tuple[str, ...]  #: headings that nobody misses


@dataclass(slots=True)
class SheetRow:
    """One row that says anything."""

    number: int  #: as a person counts
    cells: dict[str, Cell]  #: by heading


@dataclass(slots=True)
class FilledSheet:
    """All that the sheet says, and what is wrong with its form."""

    name: str = ""
    letters: dict[str, str] = field(default_factory=dict)  #: of each heading that it has
    rows: list[SheetRow] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  #: what of it is not read
    scope: str = ""  #: what was handed out; "" nobody knows
    from_1904: bool = False

    def place(self, row: int, head: str) -> str:
        """Where a cell stands, for people."""
        return f"工作表“{self.name}”第{row}行{self.letters.get(head, '')}列"


def read_sheet(content: bytes, layout: SheetLayout) -> FilledSheet:
    """
    What an uploaded workbook says. Pure, for behind the wall; never raises for what the file holds.

    A file that is no such workbook comes back with one sentence in `wrong` that says what to do.
    """
    if why := _no_workbook(content):
        return FilledSheet(wrong=[why])
    try:
        book = read_workbook(content, unpacked=MOST_UNPACKED, tags=MOST_TAGS)
    except WorkbookError as error:
        return FilledSheet(wrong=[_in_chinese(str(error))])
    found = _with_heads(book, layout)
    if found is None:
        names = "、".join(f"“{one.name}”" for one in book.sheets[:5])
        return FilledSheet(
            wrong=[
                f"文件中没有栏目台账：工作表{names}里都找不到表头“{layout.needed[0]}”等。请在本系统导出的文件上填写，不要改动表头。"
            ]
        )
    sheet, at = found
    read = FilledSheet(name=sheet.name, from_1904=book.from_1904, scope=_scope(book, layout))
    _read_heads(sheet.rows[at], layout, read)
    _refuse_merged(sheet, sheet.rows[at][0], read)
    _read_rows(sheet, at, read)
    return read


def _no_workbook(content: bytes) -> str:
    """Why it cannot be a workbook at all, by its first bytes."""
    if not content:
        return "文件是空的：请换一个文件。"
    if len(content) > MOST_BYTES:
        return f"文件过大（超过{MOST_BYTES // 1024 // 1024}MB）：栏目台账不应有这么大，请删除图片等无关内容，或分次提交。"
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return "文件设有打开密码，无法读取：请在Excel或WPS中取消密码，另存后重新提交。"
        return f"文件是旧格式（.xls或.et），不能读取：{_SAVE_AS}。"
    if not content.startswith(_ZIP):
        return f"文件不是Excel工作簿（.xlsx），可能是CSV文本或网页改了扩展名：{_SAVE_AS}。"
    return ""


def _in_chinese(words: str) -> str:
    if SPLIT_IT in words or "parts, far more" in words:
        return "文件展开后过大，已停止读取：请只保留栏目台账工作表，清除无内容的行列和格式，另存后重新提交。"
    if "password" in words:
        return "文件设有打开密码，无法读取：请在Excel或WPS中取消密码，另存后重新提交。"
    return f"文件不是Excel工作簿（.xlsx），或已损坏：{_SAVE_AS}。"


def _with_heads(book: Workbook, layout: SheetLayout) -> tuple[Sheet, int] | None:
    """The sheet whose first rows hold most of our headings, and which of its rows."""
    best, where = 3, None
    for sheet in book.sheets:
        if sheet.name == layout.lists:
            continue
        for at, (_, cells) in enumerate(sheet.rows[:HEADS_WITHIN]):
            many = sum(_head(one) in layout.heads for one in cells) + (sheet.name == layout.sheet)
            if many > best:
                best, where = many, (sheet, at)
    return where


def _head(cell: Cell) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", str(cell))) if cell is not None else ""


def _read_heads(row: tuple[int, list[Cell]], layout: SheetLayout, read: FilledSheet) -> None:
    number, cells = row
    strange: list[str] = []
    for at, cell in enumerate(cells):
        if not (head := _head(cell)):
            continue
        if head in read.letters:
            read.wrong.append(
                f"工作表“{read.name}”第{number}行{_letter(at)}列：表头“{head}”出现了两次（另一处在{read.letters[head]}列），请删去一列。"
            )
        elif head in layout.heads:
            read.letters[head] = _letter(at)
        else:
            strange.append(f"{_letter(at)}列“{head[:20]}”")
    missing = [one for one in layout.heads if one not in read.letters and one not in layout.spared]
    if missing and strange:
        read.wrong.append(
            f"工作表“{read.name}”第{number}行{'、'.join(strange[:5])}：不认识这样的表头；缺少{'、'.join(f'“{one}”' for one in missing)}。"
            "表头不能改名，请改回原样。"
        )
    elif needed := [one for one in missing if one in layout.needed]:
        read.wrong.append(
            f"工作表“{read.name}”第{number}行：缺少{'、'.join(f'“{one}”' for one in needed)}列，无法对应到台账，请在导出的文件上填写。"
        )
    elif missing:
        read.remarks.append(f"表中没有{'、'.join(f'“{one}”' for one in missing)}列，这些内容不变。")
    elif strange:
        read.remarks.append(f"第{number}行{'、'.join(strange[:5])}不是台账内容，没有读取。")


def _refuse_merged(sheet: Sheet, heads: int, read: FilledSheet) -> None:
    for area in sheet.merged[:200]:
        first = _PLACE.match(area)
        last = int(one[2]) if (one := _PLACE.fullmatch(area.rpartition(":")[2])) else 0
        if first is not None and last >= heads and first[1] in read.letters.values():
            read.wrong.append(
                f"工作表“{read.name}”{area}：是合并单元格，无法确定各行的内容，请取消合并后逐行填写。"
            )


def _read_rows(sheet: Sheet, at: int, read: FilledSheet) -> None:
    heads = {letter: head for head, letter in read.letters.items()}
    for place in sheet.formulas:
        found = _PLACE.fullmatch(place)
        if found and found[1] in heads and int(found[2]) > sheet.rows[at][0]:
            read.wrong.append(
                f"工作表“{read.name}”第{found[2]}行{found[1]}列：{heads[found[1]]}是公式，请复制后用“选择性粘贴→数值”改成文字。"
            )
    for number, cells in sheet.rows[at + 1 :]:
        said: dict[str, Cell] = {
            heads[letter]: cell
            for n, cell in enumerate(cells)
            if cell not in (None, "") and (letter := _letter(n)) in heads
        }
        if said:
            read.rows.append(SheetRow(number, said))
    if len(read.rows) > MOST_ROWS:
        read.wrong.append(f"工作表“{read.name}”有{len(read.rows)}行，最多{MOST_ROWS}行，请分次提交。")
        del read.rows[MOST_ROWS:]


def _letter(at: int) -> str:
    """A for 0, AA for 26."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _scope(book: Workbook, layout: SheetLayout) -> str:
    """Which columns were exported, as the hidden sheet remembers it; "": it is gone."""
    rows = [row for sheet in book.sheets if sheet.name == layout.lists for _, row in sheet.rows[:3]]
    said = (cell for row in rows for cell in row if isinstance(cell, str) and _SCOPE.fullmatch(cell))
    return next(said, "")


def words_in(cell: Cell) -> str:
    """A cell's words on one line; a number as it is written, yes and no as such."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    text = "".join(one if one.isprintable() else " " for one in str(cell))
    return " ".join(text.split())


def plain_in(cell: Cell) -> str:
    """The words of a cell that holds a number, a code or an address: full-width characters as the usual ones."""
    return words_in(unicodedata.normalize("NFKC", words_in(cell)))


def flag_in(cell: Cell) -> bool | None:
    """Yes or no; None for anything else. An empty cell is no."""
    return {
        "": False, "是": True, "否": False, "√": True, "✓": True, "×": False, "1": True, "0": False, "有": True, "无": False,
        "y": True, "n": False, "yes": True, "no": False, "true": True, "false": False,
    }.get(plain_in(cell).casefold())  # fmt: skip


def day_in(cell: Cell, is_1904: bool) -> str:
    """A day in ISO however it is written, Excel's number too; what is no day comes back as it is."""
    said = plain_in(cell)
    if not said:
        return ""
    value = from_1904(said) if is_1904 else said
    try:
        found: date = day_of(moment_in(value))
    except (ValueError, OverflowError):
        return said
    return found.isoformat() if 2000 <= found.year < 2100 else said


def repeated(names: Sequence[str]) -> set[str]:
    """Those of *names* that stand there more than once; empty ones do not count."""
    return {name for name, many in Counter(names).items() if many > 1 and name}
