"""Repeated records that need no link (重复块): elements of one kind beside each other, each with words and a day of its own."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from probes.pages.document.tree import Element, Tree
from probes.pages.records.outline import Outline, says_day

#: Elements that can be one record, and how long and how many-sided one is.
RECORD_TAGS = frozenset({"li", "tr", "dl", "dd", "dt", "div", "p", "section", "article", "a", "ul", "table", "tbody", "h3", "h4"})  # fmt: skip
LONGEST, SHORTEST = 1500, 8
MOST_DAYS = 4
#: So few are repeated.
FEWEST = 2


def sibling_sets(outline: Outline) -> Iterator[list[Element]]:
    """Every set of two or more elements of one tag right beside each other of which most hold a day and words."""
    for parent in outline.tree.elements:
        cells = [one for one in outline.cells(parent) if one.tag in RECORD_TAGS]
        if len(cells) < FEWEST:
            continue
        for tag, count in Counter(one.tag for one in cells).items():
            members = [one for one in cells if one.tag == tag and is_record(outline, one)]
            if len(members) >= FEWEST and len(members) * 5 >= count * 2:
                yield members


def is_record(outline: Outline, element: Element) -> bool:
    """Whether an element holds a day or a few, and words beside them, and no more than one record does."""
    return (
        SHORTEST <= outline.length(element) <= LONGEST
        and 1 <= outline.days(element) <= MOST_DAYS
        and not element.hidden
    )


def boxes_around(tree: Tree, elements: Sequence[Element]) -> tuple[Sequence[Element], Sequence[Element]]:
    """
    The widest box around each of these elements that holds no other of them, and the boxes of the same kind beside that hold none.

    Nothing where fewer than two are given, or two share a box.
    """
    if len(elements) < FEWEST:
        return (), ()
    first, last = min(one.index for one in elements), max(one.index for one in elements)
    around = next((one for one in tree.above(tree.elements[first]) if one.last > last), None)
    if around is None:
        return (), ()
    own = [
        next(one for one in (element, *tree.above(element)) if one.parent == around.index)
        for element in elements
    ]
    held = {one.index for one in own}
    if len(held) < len(own):
        return (), ()
    kinds = {(one.tag, one.key) for one in own}
    others = [
        one for one in tree.children(around.index) if one.index not in held and (one.tag, one.key) in kinds
    ]
    return own, others


def spoken_title(tree: Tree, element: Element, speaks: Callable[[str], bool] = bool) -> str:
    """The first text of a record that has words of its own: no day, no count, no label, and what *speaks* takes."""
    for text in filter(speaks, tree.parts(element)):
        plain = text.strip(" ·•[]【】()（）")
        if (
            len(plain) >= 4
            and not says_day(text)
            and not plain.endswith((":", "："))
            and any("\u4e00" <= c <= "\u9fff" for c in plain)
        ):
            return plain
    return ""
