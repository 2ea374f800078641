"""A guide's page cut into headings with their text (要素与内容): lines, tables in either direction, definition lists, tabs."""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import islice, pairwise

from probes.pages.dates.dates import narrow
from probes.pages.document.seen import PICTURE
from probes.pages.document.tree import Element, Tree
from probes.pages.guide.appeal import Appeal, is_own_name
from probes.pages.guide.beside import BESIDE, FOOT, NAMING_FOOT, find_beside
from probes.pages.guide.headings import (
    FOREIGN,
    GROUPS,
    cut_heading,
    groups_of,
    is_loosely_named,
    is_other_heading,
    may_be_title,
    plain_heading,
)
from probes.pages.guide.lines import (
    LOOK,
    Line,
    begins_alike,
    first_words,
    has_next_number,
    is_below,
    is_label,
    is_picture,
    names_element,
    names_within,
    read_lines,
    way_of,
    words_behind,
)
from probes.pages.guide.places import (
    LONGEST_QUESTION,
    around,
    comes_next,
    filled_places,
    is_beside,
    is_column,
    is_foot,
    is_in_next_cell,
    is_in_place,
    is_left,
    is_left_blank,
    is_value_of,
    nearest_row,
    row_of,
    spans_on,
)
from probes.pages.guide.strips import FEWEST, read_figures, read_tabs
from probes.pages.guide.styles import (
    LABELLED,
    WITHIN,
    apart_from_texts,
    find_styles,
    is_above,
    is_other_style,
    is_step,
    styles_of,
    tells_in_lines,
)
from probes.pages.guide.tables import only_heads, read_table
from probes.pages.guide.told import (
    LONGEST_OTHER,
    OWN_NAME,
    Sections,
    is_near,
    lists_papers,
    near_groups,
    says,
)
from probes.pages.records.outline import Outline

#: A picture counts as the text of these wherever it stands: flow charts are drawn, lists and fees scanned. Of others it does in the cell beside the heading.
_DRAWN = frozenset({"办理流程", "办理材料", "申请条件", "收费标准", "设定依据"})
_LABELLED_PICTURE = re.compile(rf":\s{{0,3}}{PICTURE}\s{{0,3}}\Z")
#: What is kept of a link behind which the text stands.
_BEHIND = "〔链接〕"
#: A line in another language, beside a heading on pages in two.
_FOREIGN = re.compile(rf"[{FOREIGN}][{FOREIGN} ,&'’/()-]{{1,60}}")
_OWNED = re.compile(r"(?:机构|机关|单位|部门)(?=联系|电话|地[址点])")
#: A heading behind the text of another in one line, with its number: 不收费　（三）办理时限：20日.
_WITHIN_LINE = re.compile(
    r"(?<=[\s；;。，,])(?:[（(第]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)条步]?[、.．]?\s?|[■◆●▶★]\s?)?(?P<name>[\u4e00-\u9fff]{2,12})\s?:"
)
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,12}")
#: So many headings stand above a page's foot.
_ENOUGH = 2
_PROCESS, _MATERIALS, _CONDITIONS = ("办理流程",), ("办理材料",), ("申请条件",)
#: What a foot begins with that is not called the office's own (0590-1234567; not 版权所有：… 电话：…).
_UNLABELLED = re.compile(r"(?!版权|主办|承办|Copyright|©)[^:：]{1,13}+(?![:：])")
#: Who may apply, in the words of another heading.
_WHO = frozenset({"单位", "机构", "部门", "机关"})
#: What a box beside the guide may tell without its name: 办事大厅 above a street; and a line with such words for it.
_CONTACT, _OF_PLACES = "联系我们", ("办理地点", "联系电话")
#: What a label among materials may be of (申请途径：…), as no material is called so.
_NO_PAPERS = ("设定依据", "申请条件", "办理地点", "办理机构", "收费标准", "办理时间", "联系电话", "办理流程")


def find_sections(tree: Tree, called: str = "") -> Sections:
    """Headings and texts of the page in *tree*, whichever way its author set them; what stands beside the guide apart. *called*: the page's titles."""
    outline, others, foot = Outline(tree), Sections(), Sections()
    found, beside = Sections(beside=others), find_beside(outline, called)

    def found_at(number: int) -> Sections:
        place = beside[number] if number < len(beside) else 0
        return others if place == BESIDE else foot if place else found

    taken = set[int]()
    for table in (one for one in tree.elements if one.tag == "table"):
        taken |= read_table(outline, table, found_at(table.start))
    taken |= read_figures(outline, found_at)
    panels = read_tabs(outline, found_at, taken)
    lines, hollow = read_lines(tree, taken, panels), only_heads(outline)
    own, of_others = _parted(lines, beside)
    found.doubt(_named_before(tree, beside))
    feet = (text for text, place in zip(tree.texts, beside, strict=False) if place == NAMING_FOOT)
    found.doubt(group for text in feet for group in groups_of(cut_heading(text)[0]))
    _read_lines(outline, own, found, hollow)
    others.in_strips -= found.headings.keys()
    _read_lines(outline, of_others, others, hollow)
    texts = [" ".join(one.parts) for one in of_others if isinstance(one, Line)]
    others.rest += texts
    found.doubt(group for group in _OF_PLACES if any(says(one, (group,)) for one in texts))
    return found


def _named_before(tree: Tree, beside: Sequence[int]) -> Iterator[str]:
    """The groups named right before a box beside the guide, or a foot, that begins with no name of its own: it may be what they say."""
    for number, (before, text) in enumerate(pairwise(tree.texts)):
        if not beside[number + 1] or beside[number] or names_element(cut_heading(text)[0]):
            continue
        groups = groups_of(before)
        if beside[number + 1] == BESIDE or (_UNLABELLED.match(text) and says(text, groups)):
            yield from groups


def _parted(
    lines: Sequence[Line | str], beside: Sequence[int]
) -> tuple[Sequence[Line | str], Sequence[Line | str]]:
    """The lines of the guide, and those *beside* it, without the foot; the head of a tab goes with the line behind it."""
    parts: dict[int, list[Line | str]] = {0: [], BESIDE: [], FOOT: [], NAMING_FOOT: []}
    heads = list[Line | str]()
    for line in lines:
        heads.append(line)
        if isinstance(line, Line):
            parts[beside[line.start]] += heads
            heads = []
    return [*parts[0], *heads], parts[BESIDE]


def _read_lines(outline: Outline, lines: Sequence[Line | str], found: Sections, hollow: Set[int]) -> None:
    """Put each of the *lines* under its heading; those of the texts *hollow* say nothing."""
    tree = outline.tree
    appeal = Appeal(outline, found)
    current: tuple[str, ...] = ()
    within: Element | None = None
    opened_by: Line | None = None  #: the heading, where it is the line before
    last: Line | None = None  #: the heading
    (styles, loose), opened = find_styles(tree, lines), set[object]()
    in_lines, end = tells_in_lines(lines), _end_of_guide(tree, lines)
    apart, filled = apart_from_texts(tree, lines), filled_places(tree, lines)
    of_two = sum(isinstance(one, Line) and _is_foreign(one) for one in lines) >= FEWEST
    for line in lines:
        if isinstance(line, str):  # a tab's panel begins
            current, within = _open_tab(line, found, appeal), None
            continue
        if len(found.headings) >= _ENOUGH and is_foot(tree, line):
            break
        current = _left_behind(line, end, current, found)
        if line.start in hollow or _is_foreign(line):
            found.doubt(() if of_two and line.start not in hollow else current)
            continue
        if within is not None and within not in around(tree, line):
            within = spans_on(outline, within, line)
            if within is None:
                current, found.left, found.of_other = (), "", False
        inside = within is not None and nearest_row(tree, line) != within  # a table in the heading's own cell
        own = set(styles_of(tree, line))
        alike = styles & opened & own
        is_value = inside or is_in_next_cell(outline, line, opened_by)
        is_value = is_value or is_in_place(outline, line, opened_by)
        if current and not is_value and (is_other_style(line, last, alike) or is_above(tree, line, last)):
            _end(current, line, last, alike, apart, found)
            appeal.open(found.left, words_behind(line))
            appeal.stand(line)
            current, within, opened_by = (), None, None
            continue
        if not found.headings and not own & styles and may_be_title(" ".join(line.parts)):
            if line.owner < 0 or tree.elements[line.owner].tag != "h1":
                found.note(line.parts[0])
            continue
        if (
            ((left := is_left(outline, line)) or loose & own)
            and not names_element(first := first_words(line))
            and not is_in_next_cell(outline, line, opened_by)
            and not (appeal.state and opened_by is not None)
        ):
            current = () if left and within is not None and not inside else current
            found.note(first, words_behind(line))
            found.left = found.left if current else first
        current = _left_blank(outline, line, last, filled, current, found)
        if (
            opened_by is not None
            and line.parts[-1].strip(" :：") in OWN_NAME
            and is_beside(outline, line, opened_by)
        ):
            continue
        if current and is_picture(line) and comes_next(tree, line, opened_by):
            found.add(current, "图片")
        waits = bool(current) and is_value_of(outline, line, within, opened_by)
        waits = waits or (current == _PROCESS and is_step(line, last, not opened & own))
        waits = waits or (current == _MATERIALS and is_column(outline, line))
        waits = waits or (opened_by is not None and current == _CONDITIONS and line.parts[-1].strip() in _WHO)
        plain = opened & own and not (inside or waits or left or loose & own)
        found.doubt(_names_of_others(line) if plain and not is_left_blank(tree, line, filled) else ())
        appeal.look(line, opened_by)
        if current == _PROCESS and opened_by is not None and is_below(line, opened_by):
            found.add(current, " ".join(line.parts))  # 1.申请材料：向窗口提交
        beside = (
            in_lines and bool(opened & own) and opened_by is not None and way_of(opened_by) == way_of(line)
        )
        current, headed = _read_line(line, current, found, appeal, waits=waits, beside=beside)
        opened_by = line if headed else None
        appeal.stand(line)
        if headed:
            within, opened, last = row_of(outline, line), own, line
    found.doubt(_MATERIALS if lists_papers(_above_headings(lines)) else ())
    found.doubt(_may_be_drawn(lines, end, found))
    found.settle()


def _end_of_guide(tree: Tree, lines: Sequence[Line | str]) -> int:
    """One past the last text of the smallest element that holds all names of elements on the page; past all texts where they are few."""
    own = [one for one in lines if isinstance(one, Line)]
    first = list(islice(filter(_names_one, own), FEWEST))
    if len(first) < FEWEST:
        return len(tree.texts)
    last = next(filter(_names_one, reversed(own)))
    around = tree.around_text(first[0].start)
    return next((one.end for one in around if last.start < one.end and one.tag != "body"), len(tree.texts))


def _names_one(line: Line) -> bool:
    """Whether a line begins with the name of an element."""
    return names_element(cut_heading(narrow(line.parts[0]))[0])


def _may_be_drawn(lines: Sequence[Line | str], end: int, found: Sections) -> Sequence[str]:
    """The groups that a picture may tell which stands before the *end* of the guide, below the text of its last element: what is named nowhere, where that is much. No flow chart."""
    unnamed = [one for one in GROUPS if one not in found.headings]
    own = [one for one in lines if isinstance(one, Line) and one.start < end]
    last = next((n for n in reversed(range(len(own))) if _names_one(own[n])), -1)
    if len(unnamed) < FEWEST or last < 0:
        return ()
    heading, value = cut_heading(narrow(own[last].parts[0]))
    told = bool(value or words_behind(own[last])) or not all(map(is_picture, own[last + 1 : last + 2]))
    drawn = told and groups_of(heading) != _PROCESS and any(map(is_picture, own[last + 1 :]))
    return unnamed if drawn else ()


def _left_behind(line: Line, end: int, groups: tuple[str, ...], found: Sections) -> tuple[str, ...]:
    """
    The *groups* whose text goes on with a *line*: none where they have no text yet and it stands behind the *end* of the guide, as what every page says does.

    Whether they have one is not told then, unless the line is called something else.
    """
    if not groups or not found.is_open or line.start < end:
        return groups
    found.doubt(() if is_other_heading(first_words(line)) else groups)
    return ()


def _names_of_others(line: Line) -> Sequence[str]:
    """The groups that a *line* of nothing but a few words may be the name of, in words that we do not know."""
    if len(line.parts) > 1 or ":" in narrow(line.parts[0]) or names_element(line.parts[0]):
        return ()
    return near_groups(line.parts[0])


def _left_blank(
    outline: Outline,
    line: Line,
    heading: Line | None,
    filled: Set[tuple[str, ...]],
    groups: tuple[str, ...],
    found: Sections,
) -> tuple[str, ...]:
    """
    The *groups* whose text goes on with a *line* behind their *heading*: none where it has the next number, begins as the heading does with a text behind that, or the place is blank which is *filled* behind other headings.

    Where the place is no part of a row of its own the line may be the text all the same: it is told where it says so, else not.
    """
    if heading is None or not (groups and found.is_open) or _names_one(line):
        return groups
    if has_next_number(line, heading):
        return ()
    alike = begins_alike(outline.tree, line, heading)
    if not alike and not is_left_blank(outline.tree, heading, filled):
        return groups
    row = outline.tree.elements[outline.tree.elements[heading.holder].parent]
    if alike or len(outline.cells(row)) > _ENOUGH:
        if says(" ".join(line.parts), groups):
            return groups
        found.doubt(groups)
    return ()


def _above_headings(lines: Sequence[Line | str]) -> Iterator[str]:
    """What the lines above the first heading begin with."""
    for line in lines:
        if isinstance(line, str) or groups_of(cut_heading(line.parts[0])[0]):
            return
        yield line.parts[0]


def _is_foreign(line: Line) -> bool:
    """Whether a line is in another language alone."""
    return _FOREIGN.fullmatch(" ".join(line.parts).strip()) is not None


def _end(
    groups: Sequence[str],
    line: Line,
    heading: Line | None,
    styles: Set[object],
    apart: Set[object],
    found: Sections,
) -> None:
    """Note a *line* that is a heading of none, of these *styles*, and ends the text of *groups* below *heading*; it may be that text where none of them sets names *apart* from texts."""
    behind = words_behind(line)
    in_line = bool(behind) or styles == {LABELLED}
    labelled = in_line and heading is not None and is_label(heading)
    if found.is_open and (labelled or (bool(styles) and styles.isdisjoint(apart))):
        found.doubt(groups)
    if line.parts[-1].endswith(("？", "?")):
        found.questions.append(False)
    found.left, found.of_other = first_words(line), False
    found.note(found.left, behind)


def _open_tab(head: str, found: Sections, appeal: Appeal) -> tuple[str, ...]:
    """The groups that a tab's *head* names, whose panel begins."""
    groups = groups_of(head)
    found.head(groups, head)
    appeal.end()
    found.left = ""
    if is_other_heading(head):
        found.of_other = True
        appeal.open(head, "")
    elif not groups:
        found.left = head.strip(" :：")
        found.note(found.left, bare=False)
    return groups


def _read_line(
    line: Line, current: tuple[str, ...], found: Sections, appeal: Appeal, *, waits: bool, beside: bool
) -> tuple[tuple[str, ...], bool]:
    """
    Put one line where it belongs; the groups whose text goes on, and whether it is a heading.

    *waits*: it is a heading's value. *beside*: it is set as the heading right before it, which has its text in its line.
    """
    for name in names_within(line):  # what stands behind it is read as the first one's text
        found.doubt(groups_of(name))
    whole = narrow(" ".join(line.parts))
    drawn = (
        PICTURE in whole and not _DRAWN.isdisjoint(current) and not names_element(whole.replace(PICTURE, ""))
    )
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
    if text.endswith(("？", "?")) and len(text) <= LONGEST_QUESTION and (groups or found.headings):
        found.questions.append(bool(groups))
    waits = waits or (set(groups) <= set(current) and is_loosely_named(heading))  # 改造对象: 六类重点对象
    if (groups or value) and appeal.owns(heading):
        appeal.keep(heading, value)
        return (), True
    if groups and (value or not waits):
        found.head(groups, heading)
        appeal.end()
        current, found.left, found.is_open = groups, "", True
        if (others or len(line.parts) > _ENOUGH) and _is_of_another(value, groups):
            found.doubt(groups)
            value = ""
        if _OWNED.search(heading):  # 受理机构电话：县民政局 12345 may name the office too
            found.note(heading)
    elif heading and not waits and is_other_heading(heading) and found.unknown.get(found.left) != "":
        current, found.left, found.of_other = (), "", True
        appeal.open(heading, value)
        found.doubt(one for one in _OF_PLACES if heading == _CONTACT and says(value, (one,)))
    else:
        labels = len(heading) < len(text) and text.lstrip("【[〔").startswith(heading)
        if labels and (current != _MATERIALS or is_near(heading, _NO_PAPERS)):
            found.note(heading, value, bare=PICTURE in whole)
            found.left = found.left if value else heading
        if labels and value and beside and found.is_open and not _is_part(heading, value, current):
            found.doubt(current)
            current = ()
        found.go_on(text)
        if not labels or not value:
            appeal.say()
        value, headed = "" if text.endswith(":") and len(text) <= LONGEST_OTHER else text, False
    found.add(current, f"{value}{_BEHIND}" if line.leads and LOOK.fullmatch(value) else value)
    for piece in others:
        heading, value = cut_heading(piece)
        if found.of_other and is_own_name(heading):
            appeal.keep(heading, value)
            continue
        current, headed = groups_of(heading), True
        found.head(current, heading)
        appeal.end()
        found.of_other = not current
        if _is_of_another(value, current):
            found.doubt(current)
        else:
            found.add(current, value)
    return current, headed


def _is_part(label: str, text: str, groups: Sequence[str]) -> bool:
    """Whether a *label* with its *text* below an element's name that has none of its own is a part of that element."""
    label = plain_heading(label)
    return WITHIN.search(label) is not None or is_near(label, groups) or says(f"{label} {text}", groups)


def _is_of_another(text: str, groups: Sequence[str]) -> bool:
    """Whether a *text* in a line of several elements begins with a label that is no part of *groups*: the name before it has no text."""
    label, value = cut_heading(text.lstrip("；;。，, "))
    return bool(value) and _LABEL.fullmatch(label) is not None and not _is_part(label, value, groups)


def _pieces(text: str) -> Sequence[str]:
    """A line cut where a further heading with its colon begins: `办理时限：20日　收费标准：不收费`."""
    found = _WITHIN_LINE.finditer(text) if ":" in text else ()
    starts = [one.start() for one in found if names_element(one["name"])]
    if starts and not plain_heading(text[: starts[0]]):  # no more than a number stands before the first
        del starts[0]
    return [text[a:b].strip() for a, b in pairwise([0, *starts, len(text)])]


def _heading_of(line: Line, text: str) -> tuple[str, str]:
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
