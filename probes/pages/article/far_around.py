"""Whether a page's scripts change as a whole what a day stands in far below its begin (外层容器): `$('#main').hide()`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

#: How a script names an element by one name and changes all of it, or keeps it for later.
_CHANGED_AS_WHOLE = re.compile(
    r"""\(\s?["'`][#.]?([\w-]{2,40}+)["'`]\s?\)(?=\s?(?:\.\s?(?:html\(|hide|remove\b|empty|text\(|replace|detach|fade|slideUp|inner|outer|textContent|style\.(?!font|height|width)|hidden|css\(\s?[{"'\s]{1,4}(?:disp|vis|opa)|toggle\(|load\()|[;,\n]|\Z))"""
)
#: So far before a day an element that holds it may begin; so many names are looked for there.
_FARTHEST, _MOST_NAMES = 60_000, 40
#: The begin of an element, up to so far behind its name; so many words of such names are looked at.
_TAG, _LONGEST_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,30}+)[^<>]{0,340}+"), 350
_MOST_WORDS, _BEGIN_OR_END = 500, re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,30}+)")
_NEVER_HOLD = frozenset({"a", "img", "input", "link", "meta", "script"})
#: What stands around a whole word of an attribute: one of its classes, its id.
_BEFORE, _BEHIND = frozenset("\"' ="), frozenset("\"' >")


def change_far_around(html: str, places: Sequence[int], scripts: str) -> bool:
    """Whether *scripts* change as a whole an element of *html* that is opened before one of the *places* and not closed there."""
    called = dict.fromkeys(islice(_CHANGED_AS_WHOLE.findall(scripts), 10 * _MOST_NAMES))
    if not called or not places:
        return False
    words = (at for name in islice(called, _MOST_NAMES) for at in _words(html, name, places))
    begun = dict[int, str]()
    for at in islice(words, _MOST_WORDS):
        tag = _TAG.match(html, html.rfind("<", max(0, at - _LONGEST_TAG), at))
        if tag is not None and tag.end() > at and (name := tag[1].lower()) not in _NEVER_HOLD:
            begun[tag.start()] = name
    return next(words, None) is not None or any(_are_open(html, begun, at) for at in places)


def _words(html: str, name: str, places: Sequence[int]) -> Iterator[int]:
    """Where *html* has a *name* as a whole word of an attribute, not too far before one of the *places*."""
    end = max(places)
    at = html.find(name, max(1, min(places) - _FARTHEST), end)
    while at >= 0:
        behind = at + len(name)
        if html[at - 1] in _BEFORE and html[behind : behind + 1] in _BEHIND:
            yield at
        at = html.find(name, behind, end)


def _are_open(html: str, begun: Mapping[int, str], at: int) -> bool:
    """Whether any of the elements that are *begun* (where, and their names) is not closed before the place *at*."""
    opened = {name: list[bool]() for name in begun.values()}
    for tag in _BEGIN_OR_END.finditer(html, min(begun, default=at), at):
        of_its_name = opened.get(tag[2].lower())
        if of_its_name is None:
            continue
        if not tag[1]:
            of_its_name.append(tag.start() in begun)
        elif of_its_name:
            of_its_name.pop()
    return any(map(any, opened.values()))
