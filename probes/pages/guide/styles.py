"""What sets the headings of a guide apart from its text: their element, their numbers, a label's colon; and the lines that are set so and are none we know."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from probes.pages.dates.dates import narrow
from probes.pages.document.tree import Tree
from probes.pages.guide.headings import cut_heading, groups_of, is_other_heading, plain_heading
from probes.pages.guide.lines import (
    BOLD,
    HEADS,
    NUMBERED,
    Line,
    first_words,
    is_label,
    is_numbered,
    names_element,
    way_of,
    words_behind,
)
from probes.pages.guide.places import title_around
from probes.pages.guide.strips import FEWEST
from probes.pages.guide.told import LONGEST_OTHER

#: The style of a line that is nothing but a label (收费标准：).
LABELLED = "label"
#: A step of a process in the words of a heading (1.提交材料).
_STEP = re.compile(
    r"\W{0,2}[\d一二三四五六七八九十①-⑳]{0,3}\W{0,2}(?:提交|递交|准备|报送|审[核查]|受理|补正|接收|收[取件]|核[对验]|上传|填[写报]|出示|查验|移交|领取|登录|制作)"
)
#: What begins as a step does, and names another element.
_NO_STEP = re.compile(
    r"\W{0,2}[\d一二三四五六七八九十①-⑳]{0,3}\W{0,2}(?:受理|审[核查批])(?:条件|对象|范围|依据|机[构关]|单位|部门|地[点址])\W{0,2}(?:[:：]|$)"
)
#: Words that lead to what follows them (同时具备：), and are no label.
_LEADS = re.compile(r"同时|具备|符合|满足|[如以]下|下列|包括|分[为别]")
#: But headings of ways to apply, in whatever words (申领渠道).
_WAYS_TO_APPLY = re.compile(r"(?:渠道|途径|方式)$")
#: Words of parts of one element, which go on with it.
WITHIN = re.compile(
    r"[。；;，,：:]|个人|单位|企业|法人|组织|新[办设]|[首初再]次|到期|申领|换领|补领|遗失|损[坏毁]|[本外]地|境[内外]|成年|[未已再]婚|委托|代办|本人|[类型]$|变更|延续|注销|补办|换[发证]|^情[形况]|情[形况][一二三四\d]|线[上下]|窗口|网上|受理|审[核查批]|决定|发证|送达|步骤|第.[步类种]|^\W*\d|[①-⑳]"
)


def find_styles(tree: Tree, lines: Sequence[Line | str]) -> tuple[Set[object], Set[object]]:
    """
    What sets headings apart on this page: their kind of element, or Chinese numbers before them.

    And the same in which headings that we do not know may stand beside some that we do.
    """
    known, all_of = Counter[object](), Counter[object]()
    for line in lines:
        if not isinstance(line, Line):
            continue
        styles = list(styles_of(tree, line))
        all_of.update(styles)
        if styles and names_element(first_words(line)):
            known.update(styles)
    several = {one for one, n in known.items() if n >= FEWEST}
    heads = {one for one in several if isinstance(one, tuple) and one[0] in HEADS}
    sure = {
        one
        for one in several
        if known[one] * 3 >= all_of[one] * 2 or (one in heads and known[one] * 2 > all_of[one])
    }
    bold = {one for one in several if one is NUMBERED or (isinstance(one, tuple) and one[0] in BOLD)}
    half = {one for one in several if known[one] * 2 > all_of[one]}
    return sure, sure | heads | bold | half


def apart_from_texts(tree: Tree, lines: Sequence[Line | str]) -> Set[object]:
    """The styles of the names of elements that what stands right behind these has not: where most texts are set as their names, a line that is set so may be either."""
    apart = Counter[object]()
    for line, behind in pairwise(lines):
        if isinstance(line, str) or not names_element(first_words(line)):
            continue
        own, others = set(styles_of(tree, line)), set[object]()
        if not words_behind(line):
            if isinstance(behind, str) or names_element(first_words(behind)):
                continue
            others = set(styles_of(tree, behind))
        apart.update(own - others)
        apart.subtract(own & others)
    return {one for one, n in apart.items() if n >= 0}


def tells_in_lines(lines: Sequence[Line | str]) -> bool:
    """Whether most headings that we know stand in one line with their text (收费标准：不收费)."""
    texts = (narrow(" ".join(one.parts)) for one in lines if isinstance(one, Line))
    known = [bool(value) for heading, value in map(cut_heading, texts) if groups_of(heading)]
    return sum(known) >= FEWEST and sum(known) * 2 > len(known)


def styles_of(tree: Tree, line: Line) -> Iterator[object]:
    if line.owner >= 0:
        own = tree.elements[line.owner]
        yield own.tag, own.key, tree.elements[own.parent].key if own.parent >= 0 else ""
    if NUMBERED.match(line.parts[0]):
        yield NUMBERED
    if len(line.parts) == 1 and len(line.parts[0]) <= LONGEST_OTHER and is_label(line):
        yield LABELLED


def is_other_style(line: Line, heading: Line | None, styles: Set[object]) -> bool:
    """
    Whether a line of these *styles* of headings names none that we know: the text of the one before ends there.

    Not where that *heading* is numbered and the line is not, or the line has a colon (渔民：) and that has none.
    """
    first = first_words(line)
    if (
        not styles
        or len(first) > LONGEST_OTHER
        or (heading is not None and -1 < way_of(heading) != way_of(line))
    ):
        return False
    alike = heading is not None and is_label(heading) and is_label(line)
    numbered = heading is not None and -1 < way_of(heading) == way_of(line)
    words = first if alike else line.parts[is_numbered(line)]
    if WITHIN.search(plain_heading(words) if numbered else words) and not _WAYS_TO_APPLY.search(first):
        return False
    if alike and _LEADS.search(first):
        return False
    return not groups_of(first) and not is_other_heading(first)


def is_above(tree: Tree, line: Line, heading: Line | None) -> bool:
    """Whether a line that names no element is the title of a part above that of the *heading*: 办理信息 in an `h2` behind an `h3`."""
    own = title_around(tree, line)
    above = title_around(tree, heading) if heading is not None else None
    if own is None or above is None:
        return False
    return own.tag < above.tag and not names_element(first_words(line))


def is_step(line: Line, heading: Line | None, otherwise: bool) -> bool:
    """Whether a line under 办理流程 is a step of it: it begins with what is done, and is numbered, or if at all set, otherwise than the heading."""
    first = line.parts[0].strip()
    if heading is None or _STEP.match(first) is None or _NO_STEP.match(first) is not None:
        return False
    way, above = way_of(line), way_of(heading)
    return way != above or (way < 0 and otherwise)
