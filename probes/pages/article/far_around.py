"""Whether a page's scripts change as a whole what a day stands in far below its begin (外层容器): `$('#main').hide()`."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import islice

from probes.pages.document.begun import holds

#: How a script names an element by one name and changes all of it, or keeps it for later.
_CHANGED_AS_WHOLE = re.compile(
    r"""\(\s?["'`][#.]?([\w-]{2,40}+)["'`]\s?\)(?=\s?(?:\.\s?(?:html\(|hide|remove\b|empty|text\(|replace|detach|fade|slideUp|inner|outer|textContent|style\.(?!font|height|width)|hidden|css\(\s?[{"'\s]{1,4}(?:disp|vis|opa)|toggle\(|load\()|[;,\n]|\Z))"""
)
#: How a script puts away what stands beside an element that it names: `$('#tab2').show().siblings().hide()`.
_BESIDE_PUT_AWAY = re.compile(
    r"""\(\s?["'`][#.][\w-]{1,40}["'`]\s?\)[^;{}\n"'`]{0,80}\.\s?(?:siblings|(?:next|prev)(?:All|Until)?)\s?\([^()]{0,60}\)\s?\.\s?(?:hide|remove|detach|fadeOut|slideUp|empty|toggle|css(?=\s?\(\s?[{"'\s]{1,4}(?:disp|vis|opa)))\s?\("""
)
#: So far before a day an element that holds it may begin; so many names are looked for there.
_FARTHEST, _MOST_NAMES = 60_000, 40
#: The begin of an element, up to so far behind its name; so many words of such names are looked at.
_TAG, _LONGEST_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,30}+)[^<>]{0,340}+"), 350
_MOST_WORDS = 500
_NEVER_HOLD = frozenset({"a", "img", "input", "link", "meta", "script"})
#: What stands around a whole word of an attribute: one of its classes, its id.
_BEFORE, _BEHIND = frozenset("\"' ="), frozenset("\"' >")


def change_far_around(html: str, places: Sequence[int], scripts: str) -> bool:
    """Whether *scripts* change as a whole an element of *html* that is opened before one of the *places* and not closed there."""
    called = dict.fromkeys(islice(_CHANGED_AS_WHOLE.findall(scripts), 10 * _MOST_NAMES))
    if not called or not places:
        return False
    words = (at for name in islice(called, _MOST_NAMES) for at in _words(html, name, places))
    begun = defaultdict[str, set[int]](set)
    for at in islice(words, _MOST_WORDS):
        tag = _TAG.match(html, html.rfind("<", max(0, at - _LONGEST_TAG), at))
        if tag is not None and tag.end() > at:
            begun[tag[1].lower()].add(tag.start())
    return next(words, None) is not None or any(
        name not in _NEVER_HOLD and _are_open(html, name, tags, at)
        for name, tags in begun.items()
        for at in places
    )


def put_away_beside(scripts: str) -> bool:
    """Whether *scripts* put away what stands beside an element that they name: by none of its own names."""
    return holds(scripts, "siblings", "next", "prev") and _BESIDE_PUT_AWAY.search(scripts) is not None


def _words(html: str, name: str, places: Sequence[int]) -> Iterator[int]:
    """Where *html* has a *name* as a whole word of an attribute, not too far before one of the *places*."""
    end = max(places)
    at = html.find(name, max(1, min(places) - _FARTHEST), end)
    while at >= 0:
        behind = at + len(name)
        if html[at - 1] in _BEFORE and html[behind : behind + 1] in _BEHIND:
            yield at
        at = html.find(name, behind, end)


def _are_open(html: str, name: str, tags: Set[int], at: int) -> bool:
    """Whether any of the elements of a *name* whose *tags* begin there is not closed before the place *at*."""
    opened = list[bool]()
    for tag in re.compile(rf"<(/?){name}\b", re.IGNORECASE).finditer(html, min(tags), at):
        if not tag[1]:
            opened.append(tag.start() in tags)
        elif opened:
            opened.pop()
    return any(opened)
