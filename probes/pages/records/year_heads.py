"""Headings that are years (2026年), over rows that show month and day only."""

import re

from probes.pages.document.tree import Tree

_YEAR = re.compile(r"(20[0-4]\d)\s?(年度?)?")
_NAMED = re.compile(r"(?<![a-z])years?(?![a-z])")
_TAGS = frozenset({"h2", "h3", "h4", "h5", "dt"})


def year_heads(tree: Tree) -> dict[int, int]:
    """The year of each text that is a heading of one, by its number; links and years side by side are tabs and head nothing."""
    heads = {
        number: int(match[1])
        for number, text in enumerate(tree.texts)
        if text.startswith("20")
        and (match := _YEAR.fullmatch(text))
        and not tree.is_linked(number)
        and (match[2] or _is_so_marked(tree, number))
    }
    return {n: year for n, year in heads.items() if n - 1 not in heads and n + 1 not in heads}


def _is_so_marked(tree: Tree, number: int) -> bool:
    """Whether a bare year (2026) is tagged as a heading or named a year."""
    if tree.owners[number] < 0:
        return False
    owner = tree.elements[tree.owners[number]]
    return owner.tag in _TAGS or _NAMED.search(owner.mark) is not None
