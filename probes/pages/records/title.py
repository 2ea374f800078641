"""The title of one row (标题): uncut, and without marks, dates or a summary."""

import re

from probes.pages.dates.split_dates import bare_pieces
from probes.pages.document.tree import Element, Tree

PINNED = re.compile(r"置顶|\[顶\]|【顶】|（顶）|\(顶\)")
_PIN_MARK = re.compile(r"[\[【(（]?\s{0,4}(?:置顶|(?<=[\[【(（])顶)\s{0,4}[\]】)）]?[:：]?\s{0,4}")
#: How a title ends that was cut.
_CUT = ("..", "…")
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADS | {"p", "div", "dt", "dd", "li"}
#: Tags that mark a word inside a title, as searches do.
_MARKED = frozenset({"em", "b", "strong", "font", "mark", "i", "u"})
_BULLET = re.compile(r"^[·•▪■◆●►>\-\s]+")


def shown_title(tree: Tree, link: Element) -> str:
    """The uncut title of a link: `title=` when it continues the shown text, else the shown text."""
    return full_title(_shown(tree, link), dict(link.told).get("title", ""))


def full_title(shown: str, told: str) -> str:
    """The title out of what a link shows and what its `title=` tells (several lines: the first)."""
    shown, told = _plain(shown), _plain(told.strip().partition("\n")[0])
    is_cut = shown.endswith(_CUT)
    bare = shown.rstrip(".…").rstrip() if is_cut else shown
    if told and (not shown or is_cut or told.startswith(bare)) and len(told) >= len(bare):
        return told
    return shown or told


def _shown(tree: Tree, link: Element) -> str:
    """What the link shows as its title; a card's link holds date and summary too."""
    blocks = [one for one in tree.below(link) if one.tag in _BLOCKS and one.end > one.start]
    heads = [one for one in blocks if one.tag in _HEADS]
    for block in heads or blocks:
        words = _words(tree, block)
        if len(words) >= 4 and not bare_pieces([words]):
            return words
    return _words(tree, link) or tree.text(link)


def _words(tree: Tree, element: Element) -> str:
    parts, owners = tree.parts(element), tree.owners[element.start : element.end]
    dates = set(bare_pieces(parts)) if len(parts) > 1 else set()
    words, last, was_marked = list[str](), "", False
    for part, owner in zip(parts, owners, strict=True):
        if part in dates:
            continue
        marked = tree.elements[owner].tag in _MARKED
        glued = not words or ((marked or was_marked) and not (last + part[0]).isascii())
        words += [part] if glued else [" ", part]
        last, was_marked = part[-1], marked
    return "".join(words)


def _plain(text: str) -> str:
    return _BULLET.sub("", _PIN_MARK.sub("", " ".join(text.split()))).strip()
