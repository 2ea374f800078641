"""Whether a page's scripts change as a whole what a day stands in far below its begin (外层容器): `$('#main').hide()`."""

import re
from itertools import islice

#: How a script names an element by one name and changes all of it, or keeps it for later.
_CHANGED_AS_WHOLE = re.compile(
    r"""\(\s?["'`][#.]?([\w-]{2,40}+)["'`]\s?\)(?=\s?(?:\.\s?(?:html\(|hide|remove\b|empty|text\(|replace|detach|fade|slideUp|inner|outer|textContent|style\.(?!font|height|width)|hidden|css\(\s?[{"'\s]{1,4}(?:disp|vis|opa)|toggle\(|load\()|[;,\n]|\Z))"""
)
#: So far before a day an element that holds it may begin; so many names are looked for there, in so many places each.
_FARTHEST, _MOST_NAMES, _MOST_PLACES, _LONGEST_TAG = 60_000, 40, 3, 300
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,10})")
_TAGS = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]{0,10})")
_NEVER_HOLD = frozenset({"a", "img", "input", "link", "meta", "script"})
_BEFORE, _BEHIND = "\"' =", "\"' >"


def change_far_around(html: str, at: int, scripts: str) -> bool:
    """Whether *scripts* change as a whole an element of *html* that is opened before the place *at* and not closed there."""
    names = dict.fromkeys(islice(_CHANGED_AS_WHOLE.findall(scripts), 10 * _MOST_NAMES))
    before = html[max(0, at - _FARTHEST) : at]
    return any(_is_open(before, name) for name in islice(names, _MOST_NAMES))


def _is_open(before: str, name: str) -> bool:
    """Whether an element of this id or class begins in the markup *before* a place and does not end there."""
    at = before.find(name)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return False
        begins = before.rfind("<", max(0, at - _LONGEST_TAG), at)
        tag = _TAG.match(before, begins) if begins >= 0 and before.find(">", begins, at) < 0 else None
        is_whole = before[at - 1 : at] in _BEFORE and before[at + len(name) : at + len(name) + 1] in _BEHIND
        may_hold = tag is not None and is_whole and tag[1].lower() not in _NEVER_HOLD
        if tag is not None and may_hold and _goes_on(before, begins, tag[1].lower()):
            return True
        at = before.find(name, at + 1)
    return False


def _goes_on(before: str, begins: int, name: str) -> bool:
    """Whether the element of this *name* that *begins* there is not closed in the markup behind that."""
    deep, end = 0, f"/{name}"
    for tag in _TAGS.finditer(before, begins):
        said = tag[1].lower()
        deep += 1 if said == name else -1 if said == end else 0
        if deep == 0:
            return False
    return True
