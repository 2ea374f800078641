"""The materials that a guide asks for (申请材料): name, original or copy, how many, and the forms that it offers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from probes.pages.document.tree import Element, Tree
from probes.pages.guide.headings import groups_of
from probes.pages.records.outline import Outline

MOST = 60
_ASKED_FOR = r"(?:申[请报办领]|办理|所需|需要?|应|必[备须]|提[交供]|携带|证明){0,3}"
_NAME = re.compile(
    rf"{_ASKED_FOR}(?:材料|资料|要件|证[件照书]|证件(?:[/、及和或与]|)(?:材料|资料)|材料(?:[/、及和或与]|)证件)(?:名称|清单|目录|种类)?|{_ASKED_FOR}文件(?:名称|清单|目录)|名称|(?:[需须应要]{{1,2}}(?:提[交供]|携?带|准备)|提[交供]|携带)的?(?:材料|资料|证件|文件)(?:名称|清单)?"
)
#: What may also be the name of what is given out (证照名称), or of a law: a column beside it says that these are handed in, or the heading above.
_EITHER_NAME = re.compile(r"证[件照书](?:名称|种类)?|文件(?:名称|清单|目录)|名称")
_FORMAT = re.compile(
    r"类型|材料(?:类型|形式|形态|要求|性质|必要性|来源|数量)|必要性|来源渠道|(?:纸质)?(?:材料|原件|复印件)?(?:份数|数量)|原件|复印件|原件[/、或和]复印件|纸质|电子|形式|介质|要求|备注|规格"
)
#: Columns that may stand beside these: a table below 申请材料 has no others.
_NUMBER, _BESIDE_NAMES = (
    re.compile(r"序号|编号|项次|No\.?", re.IGNORECASE),
    re.compile(
        r"是否(?:必[需须备要]|容缺|电子化|免[交提]交?)|(?:空白|填写|材料)?(?:样[本表例]|表格|示例|范本|模板)(?:下载)?|(?:相关|情况|填[写报])?(?:说明|须知)|下载|附件|来源|(?:材料)?出具(?:单位|部门|机关)|(?:提[供交]|获取)(?:方式|途径)|(?:受理|审[查核])(?:标准|要点)|依据|法律依据"
    ),
)
_STRONG = re.compile(
    r"(?:纸质)?(?:材料|原件|复印件)?(?:份数|数量)|原件|复印件|纸质|材料(?:类型|形式|必要性|来源)|来源渠道|要求|备注|形式"
)
_MARKS, _BRACKETS = (
    re.compile(r"[\s*＊:：]|[（(](?:[份张套]|中文|[\u4e00-\u9fff]{1,2}[/、][\u4e00-\u9fff]{1,2})[)）]"),
    re.compile(r"[（()）]"),
)
_ORIGINAL = re.compile(r"原件|正本")
_COPY = re.compile(r"复印件|副本|影印件")
_ELECTRONIC = re.compile(r"电子|扫描|PDF", re.IGNORECASE)
_COUNT = re.compile(
    r"(?:[\d一二两三四五六各]{1,3}|壹|贰|叁)\s?(?:式[\d一二两三四五六]{1,2})?\s?[份张套]|份数\s?[:：]?\s?(\d{1,2})"
)
_BARE_COUNT = re.compile(r"\d{1,2}")
_ITEM = re.compile(
    r"(?:^|(?<=[\s；;。）)]))[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[）)、.．]\s*|[①-⑳]\s*"
)
#: A number before a name, and what 原件：1 复印件：0 say in one cell.
_FIRST = re.compile(r"^[（(]?\d{1,2}[）)、.．]\s*(?=[\u4e00-\u9fff《])")
_EACH = re.compile(r"(原件|复印件|正本|副本)\s?[:：]\s?(\d{1,2})")
_TICK = re.compile(r"[√✓✔是有]|[1-9]\d?")
#: A column for originals or for copies, alone or below a head for both.
_EITHER = re.compile(r"(?:纸质)?(?:原件|复印件)(?:份数|数量)?")
_NO_FORM = re.compile(r"流程图|客户端|APP|二维码", re.IGNORECASE)
FORM_LINK = re.compile(r"下载|表格|样表|空表|空白表|样本|示范文本|申请[表书]|登记表|附件|范本")
FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|rar|zip|ofd)(?:$|\?)", re.IGNORECASE)
#: How outer numbers begin, what stands around a number, and how long the name of a stage is.
_LONGEST_COLUMN = 40
_OUTER, _AROUND, _LONGEST_STAGE = "（(一二三四五六七八九十", "（()）、.． ", 20
_DEAD = frozenset({"", "#", "javascript:;", "javascript:void(0)", "javascript:void(0);", "javascript:", "about:blank", "http://", "https://"})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideMaterial:
    """One material (材料) as the guide asks for it; "" where it says nothing of the matter."""

    name: str
    form: str = ""  #: 原件, 复印件, 电子, several joined by 、
    count: str = ""  #: 份数 as written


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideForm:
    """A link to a form (表格) or its sample."""

    text: str
    href: str
    leads: bool  #: False: the link leads nowhere


def find_materials(tree: Tree, lines: Sequence[str]) -> tuple[GuideMaterial, ...]:
    """The rows of the materials' table, else the items of the *lines* under 办理材料: numbered, or a line each."""
    outline = Outline(tree)
    tables = [one for one in tree.elements if one.tag == "table"]
    told = " ".join(lines)
    for below in (False, True):
        for table in tables:
            rows = list(_rows(outline, table, below=below))
            if rows and (not below or all(one.name in told for one in rows)):
                return tuple(rows[:MOST])
    return tuple(_items(lines))[:MOST]


def find_forms(tree: Tree) -> tuple[GuideForm, ...]:
    """Every link whose words or file speak of a form, in page order."""
    found = []
    for link in (one for one in tree.elements if one.tag == "a"):
        text = tree.text(link) or dict(link.told).get("title", "")
        if text and (FORM_LINK.search(text) or FILE.search(link.href)) and not _NO_FORM.search(text):
            found.append(
                GuideForm(
                    text=text[:60], href=link.href, leads=link.href.lower() not in _DEAD or bool(link.script)
                )
            )
    return tuple(found)


def is_materials_table(outline: Outline, table: Element, *, below: bool) -> bool:
    """Whether a table lists materials under a head that says so, and not beside it; *below* a heading for materials any names of columns do."""
    row = next((one for one in outline.tree.below(table) if one.tag == "tr"), None)
    cells = outline.cells(row) if row is not None else ()
    return not _is_beside(cells) and _is_head([outline.tree.text(cell) for cell in cells], below=below)


def is_below_materials(tree: Tree, table: Element) -> bool:
    """Whether the text right before a table is a heading for materials."""
    return table.start > 0 and groups_of(tree.texts[table.start - 1]) == ("办理材料",)


def _rows(outline: Outline, table: Element, *, below: bool) -> Iterator[GuideMaterial]:
    """Rows under a head that names materials and what form they take; *below* a heading for materials also what else."""
    names: list[str] = []
    for row in (one for one in outline.tree.below(table) if one.tag == "tr"):
        if table.index not in (row.parent, outline.tree.elements[row.parent].parent):  # of a table within
            continue
        cells = outline.cells(row)
        texts = [outline.tree.text(cell) for cell in (cells[1:] if _is_beside(cells) else cells)]
        if _is_head(texts, below=below):
            names = texts
        elif len(texts) < len(names) and texts and all(map(_EITHER.fullmatch, texts)):
            at = next((n for n, name in enumerate(names) if _FORMAT.search(name)), len(names))
            names = [*names[:at], *texts, *names[at + 1 :]]
        elif names and texts and groups_of(texts[0]):  # the next element
            names = []
        elif names and len(texts) == len(names):
            yield from _material(names, texts)


def _is_beside(cells: Sequence[Element]) -> bool:
    """Whether the first cell of a row stands beside the rows below too, as a heading of them all."""
    return len(cells) > 1 and cells[0].rows > 1 and all(one.rows == 1 for one in cells[1:])


def is_materials_head(outline: Outline, row: Element) -> bool:
    """Whether a row below a heading for materials is the head of their columns."""
    tree, key = outline.tree, ("materials head", row.index)
    if key not in tree.notes:
        tree.notes[key] = is_materials_columns([tree.text(cell) for cell in outline.cells(row)])
    return bool(tree.notes[key])


def is_materials_columns(texts: Sequence[str]) -> bool:
    """Whether *texts* beside or below a heading for materials are the names of their columns."""
    return _is_head(texts, below=True)


def _plain(name: str) -> str:
    """A column's name without signs and units: 证件（材料）名称, 数量（份）, *材料名称."""
    return _BRACKETS.sub("", _MARKS.sub("", name[:_LONGEST_COLUMN]))


def _is_head(texts: Sequence[str], *, below: bool = False) -> bool:
    """
    Whether *texts* are the names of columns, one of which is that of the materials.

    *below* a heading for materials further names of columns are enough; elsewhere one of them must tell that papers are handed in.
    """
    plain = list(map(_plain, texts))
    at = next(
        (n for n, one in enumerate(plain) if _NAME.fullmatch(one) and (one != "名称" or len(plain) > 2)), -1
    )
    others = [one for n, one in enumerate(plain) if n != at and not _NUMBER.fullmatch(one)]
    known = [
        one
        for one in others
        if _FORMAT.fullmatch(one) or _BESIDE_NAMES.fullmatch(one) or _NAME.fullmatch(one)
    ]
    if at < 0 or len(plain) < 2 or len(known) * 2 < len(others):
        return False
    if below or (not _EITHER_NAME.fullmatch(plain[at]) and (known or plain[at].endswith("名称"))):
        return True
    return any(map(_STRONG.fullmatch, others))


def _material(names: Sequence[str], texts: Sequence[str]) -> Iterator[GuideMaterial]:
    cells = [(_plain(name), text) for name, text in zip(names, texts, strict=True)]
    name = next((text for head, text in cells if _NAME.fullmatch(head) and text), "")
    said: list[str] = []
    count = ""
    for head, text in cells:
        if _NAME.fullmatch(head):
            continue
        if _EITHER.fullmatch(head):
            if _TICK.search(text):
                said.append(head)
                count = count or (text if _BARE_COUNT.search(text) else "")
        elif re.search(r"份数|数量", head) and text:
            count = count or text
        else:
            said.append(text)
            counted = _COUNT.search(text)
            count = count or (counted[0] if counted else "")
    told = " ".join([*said, name])
    if each := [(one[1], one[2]) for one in _EACH.finditer(told) if one[2].strip("0")]:
        told, count = f"{_EACH.sub('', told)} {' '.join(word for word, _ in each)}", count or each[0][1]
    if name:
        yield GuideMaterial(name=_FIRST.sub("", name)[:120], form=_form(told), count=count[:20])


def _items(lines: Sequence[str]) -> Iterator[GuideMaterial]:
    told = " ".join(lines)
    each = lines if len(lines) > 1 else re.split(r"[；;。]|、(?!复印件|原件|副本)", told)
    for part in _numbered(told) or each:
        text = part.strip(" ；;。，,、")
        if 2 <= len(text) <= 200 and not groups_of(text):
            counted = _COUNT.search(text)
            yield GuideMaterial(name=text[:120], form=_form(text), count=counted[0] if counted else "")


def _numbered(told: str) -> Sequence[str]:
    """What stands behind each number, but for the words above further numbers: （一）筹设阶段 1.申请报告."""
    starts = list(_ITEM.finditer(told))
    parts = [told[a.end() : b.start() if b else None] for a, b in zip_longest(starts, starts[1:])]
    first = [told[: starts[0].start()]] if starts else []
    above = [
        b is not None and a[0][:1] in _OUTER and b[0].strip(_AROUND) == "1" and len(part) <= _LONGEST_STAGE
        for a, b, part in zip_longest(starts, starts[1:], parts)
    ]
    return first + [part for part, stage in zip(parts, above, strict=True) if not stage]


def _form(text: str) -> str:
    found = (
        name
        for name, words in (("原件", _ORIGINAL), ("复印件", _COPY), ("电子", _ELECTRONIC))
        if words.search(text)
    )
    return "、".join(found)
