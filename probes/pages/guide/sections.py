"""A guide's page cut into headings with their text (要素与内容): lines, tables in either direction, definition lists, tabs."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from probes.pages.dates.dates import narrow
from probes.pages.document.seen import PICTURE
from probes.pages.document.tree import Element, Tree
from probes.pages.guide.headings import (
    cut_heading,
    groups_of,
    is_loosely_named,
    is_other_heading,
    may_be_title,
)
from probes.pages.guide.materials import is_materials_head
from probes.pages.guide.strips import FEWEST, leads_on, read_figures, read_tabs, runs
from probes.pages.guide.tables import read_table
from probes.pages.guide.told import EMPTY, LONGEST_OTHER, OWN_NAME, Sections, is_near
from probes.pages.records.outline import Outline

#: A picture counts as the text of these wherever it stands: flow charts are drawn, lists and fees scanned. Of others it does in the cell beside the heading.
_DRAWN = frozenset({"办理流程", "办理材料", "申请条件", "收费标准", "设定依据"})
_LABELLED_PICTURE = re.compile(rf":\s{{0,3}}{PICTURE}\s{{0,3}}\Z")
_BLOCKS = frozenset({
    "p", "div", "li", "td", "th", "dt", "dd", "tr", "table", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "body", "header",
    "footer", "nav", "main", "form", "center", "caption", "tbody", "thead", "blockquote", "pre", "figure", "aside", "details", "summary", "fieldset", "legend",
})  # fmt: skip
#: Words of a link behind which the text stands, and what is kept of it.
_LOOK, _BEHIND = re.compile(r"(?:点击)?(?:查看|详情)(?:详情)?"), "〔链接〕"
#: Elements that hold headings and never their texts.
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "summary", "legend"})
_BOLD = frozenset({"b", "strong"})
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]")
#: A number or an icon in an element of its own before a heading.
_OWN_NUMBER = re.compile(rf"\s?\W?[\d一二三四五六七八九十]{{1,3}}\W?\s?|\s?{PICTURE}\s?")
#: A step of a process in the words of a heading (1.提交材料), and the ways to number a line.
_STEP = re.compile(
    r"\W{0,2}[\d一二三四五六七八九十①-⑳]{0,3}\W{0,2}(?:提交|递交|准备|报送|审[核查]|受理|补正|接收|收[取件]|核[对验]|上传|填[写报]|出示|查验|移交|领取|登录|制作)"
)
_WAYS = (_NUMBERED, re.compile(r"[（(][一二三四五六七八九十]"), re.compile(r"[（(]?\d|[①-⑳]|第.步"))
#: Words of parts of one element, which go on with it.
_WITHIN = re.compile(
    r"[。；;，,：:]|个人|单位|企业|法人|组织|新[办设]|[首初再]次|到期|申领|换领|补领|遗失|损[坏毁]|[本外]地|境[内外]|成年|[未已再]婚|委托|代办|本人|[类型]$|变更|延续|注销|补办|换[发证]|^情[形况]|情[形况][一二三四\d]|线[上下]|窗口|网上|受理|审[核查批]|决定|发证|送达|步骤|第.[步类种]|^\W*\d|[①-⑳]"
)
#: But headings of ways to apply, in whatever words (申领渠道).
_WAYS_TO_APPLY = re.compile(r"(?:渠道|途径|方式)$")
_OWNED = re.compile(r"(?:机构|机关|单位|部门)(?=联系|电话|地[址点])")
#: A heading behind the text of another in one line.
_WITHIN_LINE = re.compile(r"(?<=[\s；;。，,])([\u4e00-\u9fff]{2,12})\s?:")
#: Words of a page's foot, and how many headings stand above one.
_FOOT = re.compile(
    r"版权所有|主办\s?[:：]|主办单位\s?[:：].{0,60}(?:承办|版权|技术支持|备案)|Copyright|ICP备|网站标识码|公网安备|友情链接|网站声明",
    re.IGNORECASE,
)
_FOOT_NAME = re.compile(r"(?<![a-z])(?:foot|footer|copyright)(?![a-z])")
#: Where to appeal has an office, an address and a telephone of its own, called so and nothing more.
_APPEAL, _ITS_OWN = re.compile(r"复议|诉讼|救济"), frozenset({"部门", "单位", "机关", "地址", "电话"})
_COMPLAINTS = re.compile(r"投诉|监督|举报|送达|邮寄")
_ENOUGH = 2
#: So many cells of a row may be names and values in turn, and so a name looks there.
_PAIRED, _LABEL = frozenset({2, 4, 6}), re.compile(r"[\u4e00-\u9fff（）()]{2,16}[:：]?")
_PROCESS, _MATERIALS, _CONDITIONS = ("办理流程",), ("办理材料",), ("申请条件",)
#: Who may apply, in the words of another heading.
_WHO = frozenset({"单位", "机构", "部门", "机关"})
#: What a label among materials may be of (申请途径：…), as no material is called so.
_NO_PAPERS = ("设定依据", "申请条件", "办理地点", "办理机构", "收费标准", "办理时间", "联系电话", "办理流程")
_LONGEST_QUESTION = 40
#: So many signs stand below each other in a heading at most.
_HEIGHT = 8


@dataclass(frozen=True, slots=True)
class _Line:
    """One line as it is seen: its fragments, and the element that holds it."""

    parts: tuple[str, ...]
    holder: int
    owner: int  #: the element of its first fragment
    leads: bool = False  #: all of it is a link to another page: a menu's entry, no heading


def find_sections(tree: Tree) -> Sections:
    """Headings and texts of the page in *tree*, whichever way its author set them."""
    outline, found = Outline(tree), Sections()
    taken = set[int]()
    for table in (one for one in tree.elements if one.tag == "table"):
        taken |= read_table(outline, table, found)
    taken |= read_figures(outline, found)
    panels = read_tabs(outline, found, taken)
    current: tuple[str, ...] = ()
    within: Element | None = None
    opened_by: _Line | None = None  #: the heading, where it is the line before
    last: _Line | None = None  #: the heading
    lines = [piece for line in _lines(tree, taken, panels) for piece in _apart(line)]
    (styles, loose), opened = _styles(tree, lines), set[object]()
    for line in lines:
        if isinstance(line, str):  # a tab's panel begins
            current, within = groups_of(line), None
            found.head(current, line)
            found.left = ""
            continue
        if len(found.headings) >= _ENOUGH and _is_foot(tree, line):
            break
        if within is not None and within not in _around(tree, line):
            within = _spans_on(outline, within, line)
            if within is None:
                current, found.left, found.of_other = (), "", False
        inside = (
            within is not None and _nearest_row(tree, line) != within
        )  # a table in the heading's own cell
        own = set(_styles_of(tree, line))
        if current and not inside and _is_other_style(line, last, styles & opened & own):
            current, within, opened_by = (), None, None
            found.questions += [False] if line.parts[-1].endswith(("？", "?")) else []
            found.left, found.of_other = _first(line), False
            found.note(found.left, _behind(line))
            continue
        if not found.headings and not own & styles and may_be_title(" ".join(line.parts)):
            if line.owner < 0 or tree.elements[line.owner].tag != "h1":
                found.note(line.parts[0])
            continue
        if (
            ((left := _is_left(outline, line)) or loose & own)
            and not _names(first := _first(line))
            and not _is_in_next_cell(outline, line, opened_by)
        ):
            current = () if left and within is not None and not inside else current
            found.note(first, _behind(line))
            found.left = found.left if current else first
        if (
            opened_by is not None
            and line.parts[-1].strip(" :：") in OWN_NAME
            and _is_beside(outline, line, opened_by)
        ):
            continue
        if current and _is_picture(line) and _comes_next(tree, line, opened_by):
            found.add(current, "图片")
        waits = bool(current) and _is_value_of(outline, line, within, opened_by)
        waits = waits or (current == _PROCESS and _is_step(line, last, not opened & own))
        waits = waits or (current == _MATERIALS and _is_column(outline, line))
        waits = waits or (opened_by is not None and current == _CONDITIONS and line.parts[-1].strip() in _WHO)
        found.of_appeal = found.of_appeal or (found.of_other and _is_of_complaints(outline, line, opened_by))
        if current == _PROCESS and opened_by is not None and _is_below(line, opened_by):
            found.add(current, " ".join(line.parts))  # 1.申请材料：向窗口提交
        current, headed = _read_line(line, current, found, waits=waits)
        opened_by = line if headed else None
        if headed:
            within, opened, last = _row_of(outline, line), own, line
    found.settle()
    return found


def _styles(tree: Tree, lines: Sequence[_Line | str]) -> tuple[Set[object], Set[object]]:
    """
    What sets headings apart on this page: their kind of element, or Chinese numbers before them.

    And the same in which headings that we do not know may stand beside some that we do.
    """
    known, all_of = Counter[object](), Counter[object]()
    for line in lines:
        for style in _styles_of(tree, line) if isinstance(line, _Line) else ():
            all_of[style] += 1
            known[style] += _names(_first(line))  # type: ignore[arg-type]
    several = {one for one, n in known.items() if n >= FEWEST}
    heads = {one for one in several if isinstance(one, tuple) and one[0] in _HEADS}
    sure = {
        one
        for one in several
        if known[one] * 3 >= all_of[one] * 2 or (one in heads and known[one] * 2 > all_of[one])
    }
    bold = {one for one in several if one is _NUMBERED or (isinstance(one, tuple) and one[0] in _BOLD)}
    half = {one for one in several if known[one] * 2 > all_of[one]}
    return sure, sure | heads | bold | half


def _styles_of(tree: Tree, line: _Line) -> Iterator[object]:
    if line.owner >= 0:
        own = tree.elements[line.owner]
        yield own.tag, own.key, tree.elements[own.parent].key if own.parent >= 0 else ""
    if _NUMBERED.match(line.parts[0]):
        yield _NUMBERED


def _is_other_style(line: _Line, heading: _Line | None, styles: Set[object]) -> bool:
    """
    Whether a line of these *styles* of headings names none that we know: the text of the one before ends there.

    Not where that *heading* is numbered and the line is not, or the line has a colon (渔民：) and that has none.
    """
    first = _first(line)
    if not styles or len(first) > LONGEST_OTHER or (heading is not None and -1 < _way(heading) != _way(line)):
        return False
    alike = heading is not None and _is_label(heading) and _is_label(line)
    if _WITHIN.search(first if alike else line.parts[_is_numbered(line)]) and not _WAYS_TO_APPLY.search(
        first
    ):
        return False
    return not groups_of(first) and not is_other_heading(first)


def _is_label(line: _Line) -> bool:
    return line.parts[-1].rstrip().endswith(("：", ":"))


def _is_step(line: _Line, heading: _Line | None, otherwise: bool) -> bool:
    """Whether a line under 办理流程 is a step of it: it begins with what is done, and is numbered, or if at all set, otherwise than the heading."""
    first = line.parts[0].strip()
    if heading is None or _STEP.match(first) is None:
        return False
    way, above = _way(line), _way(heading)
    return way != above or (way < 0 and otherwise)


def _way(line: _Line) -> int:
    """Which of the ways to number a line it is in; -1: none."""
    return next((n for n, one in enumerate(_WAYS) if one.match(line.parts[0].strip())), -1)


def _is_below(line: _Line, heading: _Line) -> bool:
    """Whether a numbered line stands right below a heading that is numbered otherwise: it is a part of its text."""
    return -1 < _way(line) != _way(heading)


def _first(line: _Line) -> str:
    """The words that begin a line, behind a number in an element of its own, without their colon."""
    return line.parts[_is_numbered(line)].strip().rstrip("：: ")


def _behind(line: _Line) -> str:
    """What stands in a line behind the words that begin it."""
    return " ".join(line.parts[1 + _is_numbered(line) :])


def _is_numbered(line: _Line) -> bool:
    return len(line.parts) > 1 and _OWN_NUMBER.fullmatch(line.parts[0]) is not None


def _row_of(outline: Outline, line: _Line) -> Element | None:
    """The row of a table that a heading's text cannot leave, as a cell for it stands beside the heading."""
    row = _nearest_row(outline.tree, line)
    return row if row is not None and len(outline.cells(row)) >= _ENOUGH else None


def _nearest_row(tree: Tree, line: _Line) -> Element | None:
    return next((one for one in _around(tree, line) if one.tag == "tr"), None)


def _spans_on(outline: Outline, row: Element, line: _Line) -> Element | None:
    """The row of *line*, where it goes on with the *row* above it: all of it is one cell."""
    below = _row_of(outline, line) or _nearest_row(outline.tree, line)
    if below is None or below.parent != row.parent:
        return None
    return below if len(outline.cells(below)) == 1 else None


def _around(tree: Tree, line: _Line) -> Iterator[Element]:
    """The elements around a line, from the innermost out."""
    if line.holder >= 0:
        yield tree.elements[line.holder]
        yield from tree.above(tree.elements[line.holder])


def _is_foot(tree: Tree, line: _Line) -> bool:
    """Whether a line stands in the page's foot, whose address and telephone are the office's and not the matter's."""
    return _FOOT.search(" ".join(line.parts)) is not None or any(
        one.tag == "footer" or _FOOT_NAME.search(one.mark) for one in _around(tree, line)
    )


def _is_column(outline: Outline, line: _Line) -> bool:
    """Whether a line stands in the head of columns of materials, somewhere in a table."""
    row = _nearest_row(outline.tree, line)
    return row is not None and is_materials_head(outline, row)


def _is_left(outline: Outline, line: _Line) -> bool:
    """Whether a line is the left one of two cells of a row, or of a pair in a row of such, with words in the right one."""
    row = _nearest_row(outline.tree, line)
    cells = outline.cells(row) if row is not None else ()
    if len(cells) not in _PAIRED or len(line.parts) > 1:
        return False
    place = bisect_right(cells, line.holder, key=attrgetter("index")) - 1
    if place < 0 or place % 2 or outline.length(cells[place]) > _LONGEST_QUESTION:
        return False
    if EMPTY.fullmatch(outline.tree.text(cells[place + 1]).strip()):
        return False
    if len(cells) == _ENOUGH:
        return True
    labels, values = ([_names(outline.tree.text(one)) for one in cells[n::2]] for n in (0, 1))
    return any(labels) and not any(values) and _LABEL.fullmatch(line.parts[0].strip()) is not None


def _is_value_of(outline: Outline, line: _Line, row: Element | None, heading: _Line | None) -> bool:
    """Whether a line is the cell beside the heading right before it, in a row of these two: its words are no heading (网上办理)."""
    return (
        heading is not None
        and row is not None
        and len(outline.cells(row)) == _ENOUGH
        and _nearest_row(outline.tree, line) == row
    )


def _is_in_next_cell(outline: Outline, line: _Line, heading: _Line | None) -> bool:
    """Whether a line stands in the cell behind the one of the heading right before it: it is what that says."""
    row = _nearest_row(outline.tree, line) if heading is not None else None
    if heading is None or row is None:
        return False
    cells = outline.cells(row)
    of_heading, of_line = (
        bisect_right(cells, one.holder, key=attrgetter("index")) - 1 for one in (heading, line)
    )
    return of_heading >= 0 and of_line == of_heading + 1


def _is_of_complaints(outline: Outline, line: _Line, heading: _Line | None) -> bool:
    """Whether a line stands in the cell behind one for complaints or what is sent."""
    return (
        heading is not None
        and _COMPLAINTS.search(" ".join(heading.parts)) is not None
        and _is_in_next_cell(outline, line, heading)
    )


def _is_picture(line: _Line) -> bool:
    """Whether a line is nothing but a picture."""
    return "".join(line.parts).replace(PICTURE, "").strip() == "" and PICTURE in line.parts[0]


def _comes_next(tree: Tree, line: _Line, heading: _Line | None) -> bool:
    """Whether a line stands right behind the heading before it, or in the very element behind that one, as a picture of a telephone does."""
    if heading is None or heading.holder < 0:
        return False
    if line.holder == tree.elements[heading.holder].parent:
        return True
    if tree.elements[heading.holder].last >= len(tree.elements):
        return False
    box = tree.elements[tree.elements[heading.holder].last]
    return line.holder in range(box.index, box.last)


def _is_beside(outline: Outline, line: _Line, heading: _Line) -> bool:
    """Whether a line stands in the row of the heading right before it."""
    row = _nearest_row(outline.tree, line)
    return row is not None and row == _nearest_row(outline.tree, heading)


def _names(text: str) -> bool:
    """Whether a text is a heading of guides and nothing more."""
    return bool(groups_of(text)) or is_other_heading(text)


def _read_line(
    line: _Line, current: tuple[str, ...], found: Sections, *, waits: bool
) -> tuple[tuple[str, ...], bool]:
    """Put one line where it belongs; the groups whose text goes on, and whether it is a heading. *waits*: it is a heading's value."""
    whole = narrow(" ".join(line.parts))
    drawn = PICTURE in whole and not _DRAWN.isdisjoint(current) and not _names(whole.replace(PICTURE, ""))
    text = whole.replace(PICTURE, "图片" if drawn else "").strip()
    text, *others = [text] if drawn or line.leads else _pieces(text)
    heading, value = ("", text) if drawn or line.leads else _heading_of(line, text)
    headed = True
    groups = groups_of(heading)
    if (
        groups
        and not value
        and (_LABELLED_PICTURE.search(whole) or narrow(line.parts[-1]).strip() == PICTURE)
    ):
        value = "图片"
    if text.endswith(("？", "?")) and len(text) <= _LONGEST_QUESTION and (groups or found.headings):
        found.questions.append(bool(groups))
    waits = waits or (set(groups) <= set(current) and is_loosely_named(heading))  # 改造对象: 六类重点对象
    if value and found.of_appeal and heading.strip() in _ITS_OWN:
        found.note_other(heading.strip(), value)
        return (), True
    if groups and (value or not waits):
        found.head(groups, heading)
        current, found.left = groups, ""
        if _OWNED.search(heading):  # 受理机构电话：县民政局 12345 may name the office too
            found.note(heading)
    elif heading and not waits and is_other_heading(heading) and found.unknown.get(found.left) != "":
        current, found.left, found.of_other = (), "", True
        found.of_appeal = bool(_APPEAL.search(heading) or (not value and _COMPLAINTS.search(heading)))
    else:
        labels = len(heading) < len(text) and text.lstrip("【[〔").startswith(heading)
        if labels and (current != _MATERIALS or is_near(heading, _NO_PAPERS)):
            found.note(heading, value, bare=PICTURE in whole)
            found.left = found.left if value else heading
        found.go_on(text)
        value, headed = "" if text.endswith(":") and len(text) <= LONGEST_OTHER else text, False
    found.add(current, f"{value}{_BEHIND}" if line.leads and _LOOK.fullmatch(value) else value)
    for piece in others:
        heading, value = cut_heading(piece)
        if found.of_other and heading.strip() in _ITS_OWN:
            found.note_other(heading.strip(), value)
            continue
        current, headed = groups_of(heading), True
        found.head(current, heading)
        found.of_other = not current
        found.add(current, value)
    return current, headed


def _pieces(text: str) -> Sequence[str]:
    """A line cut where a further heading with its colon begins: `办理时限：20日　收费标准：不收费`."""
    starts = [one.start(1) for one in _WITHIN_LINE.finditer(text) if _names(one[1])] if ":" in text else []
    return [text[a:b].strip() for a, b in pairwise([0, *starts, len(text)])]


def _heading_of(line: _Line, text: str) -> tuple[str, str]:
    """The heading of a line and what follows: by its words, else by the fragment (bold, a label) that begins it."""
    heading, value = cut_heading(text)
    if groups_of(heading) or is_other_heading(heading):
        return heading, value
    parts = [narrow(one).replace(PICTURE, "") for one in line.parts]
    for count in range(min(3, len(parts) - 1), 0, -1):
        first = "".join(parts[:count])
        if len(first) <= 20 and groups_of(first):
            return first, " ".join(parts[count:]).lstrip(" :：")
    return heading, value


def _apart(line: _Line | str) -> Sequence[_Line | str]:
    """A line that is nothing but names of elements and their values in turn (`<em>地点</em><span>…</span><em>电话</em>…`), cut before each name."""
    if isinstance(line, str) or len(line.parts) < 2 * FEWEST or not _names(line.parts[0]):
        return (line,)
    starts = [n for n, part in enumerate(line.parts) if _names(part)]
    if len(starts) < FEWEST or any(b - a == 1 for a, b in pairwise(starts)):
        return (line,)
    return [replace(line, parts=line.parts[a:b]) for a, b in pairwise([*starts, len(line.parts)])]


def _lines(tree: Tree, taken: set[int], panels: dict[int, str]) -> Iterator[_Line | str]:
    """The lines of the page in order, without what is *taken*; before a tab's panel the head of its tab."""
    breaks = {one.start for one in tree.elements if one.tag == "br"}
    starts: dict[int, list[str]] = {}
    for index, head in panels.items():
        starts.setdefault(tree.elements[index].start, []).append(head)
    parts, holder, owner, leads = list[str](), -1, -1, True
    for number, text in enumerate(tree.texts):
        block = next((one.index for one in tree.around_text(number) if one.tag in _BLOCKS), -1)
        if (
            number in breaks
            and parts
            and block == holder
            and _is_upright(parts[-1], tree.texts[number - 1], text)
        ):
            parts[-1] += text
            continue
        if parts and (block != holder or number in breaks or number in starts):
            yield _Line(tuple(parts), holder, owner, leads)
            parts, leads = [], True
        yield from starts.get(number, ())
        if number not in taken:
            numbered = len(parts) == 1 and _OWN_NUMBER.fullmatch(parts[0]) is not None
            owner = owner if parts and not numbered else tree.owners[number]
            parts.append(text)
            holder = block
            leads = leads and any(
                leads_on(one) or (_LOOK.fullmatch(text) is not None and runs(one))
                for one in tree.around_text(number)
            )
    if parts:
        yield _Line(tuple(parts), holder, owner, leads)


def _is_upright(part: str, before: str, text: str) -> bool:
    """Whether *text* is the next sign of a heading set from top to bottom (收<br>费<br>标<br>准)."""
    return (
        len(before) == len(text) == 1
        and len(part) < _HEIGHT
        and before >= "\u4e00"
        and "\u4e00" <= text <= "\u9fff"
    )
