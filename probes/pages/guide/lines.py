"""Lines of a guide's page as they are seen (页面行): their fragments, how they are numbered, what begins them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from probes.pages.document.seen import PICTURE
from probes.pages.document.tree import Element, Tree
from probes.pages.guide.headings import groups_of, is_other_heading
from probes.pages.guide.strips import FEWEST, leads_on, runs

_BLOCKS = frozenset({
    "p", "div", "li", "td", "th", "dt", "dd", "tr", "table", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "body", "header",
    "footer", "nav", "main", "form", "center", "caption", "tbody", "thead", "blockquote", "pre", "figure", "aside", "details", "summary", "fieldset", "legend",
})  # fmt: skip
#: A number or an icon in an element of its own before a heading.
_OWN_NUMBER = re.compile(rf"\s?\W?[\d一二三四五六七八九十]{{1,3}}\W?\s?|\s?{PICTURE}\s?")
#: So many names with their values are several in one line, and so long are names without a colon.
_FEWEST_PAIRS, _SHORTEST = 2, 4
#: So many signs stand below each other in a heading at most.
_HEIGHT = 8
#: Words of a link behind which the text stands.
LOOK = re.compile(r"(?:点击)?(?:查看|详情)(?:详情)?")
#: Chinese numbers before headings, and all the ways to number a line.
NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]")
_WAYS = (
    NUMBERED,
    re.compile(r"[（(][一二三四五六七八九十]"),
    re.compile(r"[（(]?\d|[①-⑳]"),
    re.compile(r"第.步"),
)
#: The number itself, and its digits.
_NUMBER, _DIGITS = re.compile(r"\d{1,2}|[一二三四五六七八九十]{1,3}"), "〇一二三四五六七八九"


#: Titles of parts of a page, elements that hold headings and never their texts, and bold words.
TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
HEADS, BOLD = TITLES | {"dt", "th", "summary", "legend"}, frozenset({"b", "strong"})
#: How headings are tagged or named.
_SET_APART = HEADS | BOLD | {"caption"}
_TITLE_NAME = re.compile(
    r"(?<![a-z])(?:t|tt|tit|title|hd|head|heading|header|bt|biaoti|name|cap|column|lm)(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is seen: its fragments, and the element that holds it."""

    parts: tuple[str, ...]
    holder: int
    owner: int  #: the element of its first fragment
    leads: bool = False  #: all of it is a link to another page: a menu's entry, no heading
    start: int = 0  #: the number of its first text


def read_lines(tree: Tree, taken: set[int], panels: dict[int, str]) -> list[Line | str]:
    """The lines of the page in order, without what is *taken*; before a tab's panel the head of its tab."""
    return [piece for line in _each_line(tree, taken, panels) for piece in _apart(line, tree)]


def _apart(line: Line | str, tree: Tree) -> Sequence[Line | str]:
    """A line that is nothing but names of elements and their values in turn (`<em>地点</em><span>…</span><em>电话</em>…`), cut before each name."""
    if isinstance(line, str) or len(line.parts) <= _FEWEST_PAIRS or not names_element(line.parts[0]):
        return (line,)
    starts: Sequence[int] = [n for n, part in enumerate(line.parts) if names_element(part)]
    if len(starts) < FEWEST or any(b - a == 1 for a, b in pairwise(starts)):
        starts = _labels_within(line, tree)
    return [replace(line, parts=line.parts[a:b]) for a, b in pairwise([*starts, len(line.parts)])]


def _labels_within(line: Line, tree: Tree) -> Sequence[int]:
    """Where names begin that are set alike in elements of one kind, and their values otherwise (`<b>时间</b>…<b>电话</b>…`): at the line's begin alone, where it has no others."""
    if line.parts != tuple(tree.texts[line.start : line.start + len(line.parts)]):
        return (0,)
    owners = [tree.owners[line.start + n] for n in range(len(line.parts))]
    held = [tree.elements[one] if one >= 0 else None for one in owners]
    first = held[0]
    if first is None or first.index == line.holder:
        return (0,)
    starts = [n for n, one in enumerate(held) if one is not None and one.key == first.key]
    named = sum(names_element(line.parts[n]) for n in starts)
    if first.key != first.tag:
        enough = named * 2 > len(starts)
    else:  # a short word that is only set bold is none: 所需的<b>材料</b>
        long = all(len(part := line.parts[n].strip()) >= _SHORTEST or part[-1] in "：:" for n in starts)
        enough = named == len(starts) and long
    return starts if enough and _FEWEST_PAIRS <= len(starts) < len(held) else (0,)


def names_within(line: Line) -> Iterator[str]:
    """The names of elements, each before something else, within a line that a name begins (`<span>时间</span><span>…</span><span>电话</span><span>…</span>`)."""
    if len(line.parts) >= 4 and not line.leads and names_element(line.parts[0]):
        for name, text in pairwise(line.parts[2:]):
            if names_element(name) and not names_element(text):
                yield name


def _each_line(tree: Tree, taken: set[int], panels: dict[int, str]) -> Iterator[Line | str]:
    breaks = {one.start for one in tree.elements if one.tag == "br"}
    starts: dict[int, list[str]] = {}
    for index, head in panels.items():
        starts.setdefault(tree.elements[index].start, []).append(head)
    parts, holder, owner, leads, first = list[str](), -1, -1, True, 0
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
            yield Line(tuple(parts), holder, owner, leads, first)
            parts, leads = [], True
        yield from starts.get(number, ())
        if number not in taken:
            numbered = len(parts) == 1 and _OWN_NUMBER.fullmatch(parts[0]) is not None
            owner = owner if parts and not numbered else tree.owners[number]
            first = first if parts else number
            parts.append(text)
            holder = block
            leads = leads and any(
                leads_on(one) or (LOOK.fullmatch(text) is not None and runs(one))
                for one in tree.around_text(number)
            )
    if parts:
        yield Line(tuple(parts), holder, owner, leads, first)


def _is_upright(part: str, before: str, text: str) -> bool:
    """Whether *text* is the next sign of a heading set from top to bottom (收<br>费<br>标<br>准)."""
    return (
        len(before) == len(text) == 1
        and len(part) < _HEIGHT
        and before >= "\u4e00"
        and "\u4e00" <= text <= "\u9fff"
    )


def is_set_apart(element: Element) -> bool:
    """Whether an element is tagged or named as a heading is."""
    return element.tag in _SET_APART or _TITLE_NAME.search(element.mark) is not None


def first_words(line: Line) -> str:
    """The words that begin a line, behind a number in an element of its own, without their colon."""
    return line.parts[is_numbered(line)].strip().rstrip("：: ")


def words_behind(line: Line) -> str:
    """What stands in a line behind the words that begin it."""
    return " ".join(line.parts[1 + is_numbered(line) :])


def is_numbered(line: Line) -> bool:
    """Whether a number in an element of its own begins a line."""
    return len(line.parts) > 1 and _OWN_NUMBER.fullmatch(line.parts[0]) is not None


def is_label(line: Line) -> bool:
    """Whether a line ends with a colon."""
    return line.parts[-1].rstrip().endswith(("：", ":"))


def way_of(line: Line) -> int:
    """Which of the ways to number a line it is in; -1: none."""
    return next((n for n, one in enumerate(_WAYS) if one.match(line.parts[0].strip())), -1)


def has_next_number(line: Line, heading: Line) -> bool:
    """Whether a line has the number after that of a *heading*, in the same way: it stands beside it and not below."""
    if not -1 < way_of(line) == way_of(heading):
        return False
    own, above = (_NUMBER.search(one.parts[0]) for one in (line, heading))
    return own is not None and above is not None and _value_of(own[0]) == _value_of(above[0]) + 1


def _value_of(number: str) -> int:
    """A number before a line, of those up to 99."""
    if number.isdecimal():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    return (10 * (_DIGITS.find(tens) if tens else 1) if ten else 0) + (_DIGITS.find(ones) if ones else 0)


def begins_alike(tree: Tree, line: Line, heading: Line) -> bool:
    """Whether a line of several parts begins with an element of the kind in which all of its *heading* stands, in its line: `<b>电话</b>` over `<b>窗口</b>某路1号`."""
    if len(line.parts) < _FEWEST_PAIRS or len(heading.parts) > 1 or min(line.owner, heading.owner) < 0:
        return False
    if heading.owner == heading.holder or line.owner == line.holder:
        return False
    return tree.elements[line.owner].key == tree.elements[heading.owner].key


def is_below(line: Line, heading: Line) -> bool:
    """Whether a numbered line stands right below a heading that is numbered otherwise: it is a part of its text."""
    return -1 < way_of(line) != way_of(heading)


def is_picture(line: Line) -> bool:
    """Whether a line is nothing but a picture."""
    return "".join(line.parts).replace(PICTURE, "").strip() == "" and PICTURE in line.parts[0]


def names_element(text: str) -> bool:
    """Whether a text is a heading of guides and nothing more."""
    return bool(groups_of(text)) or is_other_heading(text)
