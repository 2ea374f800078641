"""Whether a page's scripts change as a whole what a day stands in far below its begin (外层容器): `$('#main').hide()`."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from probes.pages.document.begun import holds

#: How a script names an element by one name and changes all of it, or keeps it for later.
_CHANGED_AS_WHOLE = re.compile(
    r"""\(\s?["'`][#.]?([\w-]{2,40}+)["'`]\s?\)(?=\s?(?:\.\s?(?:html\(|hide|remove\b|empty|text\(|replace|detach|fade|slideUp|inner|outer|textContent|style\.(?!font|height|width)|hidden|css\(\s?[{"'\s]{1,4}(?:disp|vis|opa)|toggle\(|load\()|[;,\n]|\Z))"""
)
#: So far before a day an element that holds it may begin; so many names are looked for there.
_FARTHEST, _MOST_NAMES = 60_000, 40
_TAGS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,10}+)([^<>]{0,340}+>?)")
_NEVER_HOLD = frozenset({"a", "img", "input", "link", "meta", "script"})
#: A whole word of an attribute: one of its classes, its id.
_BEFORE, _BEHIND = "\"' =", "\"' >"
_WORD = re.compile(rf"(?<=[{_BEFORE}])[\w-]{{2,40}}+(?=[{_BEHIND}])")


def change_far_around(html: str, places: Sequence[int], scripts: str) -> bool:
    """Whether *scripts* change as a whole an element of *html* that is opened before one of the *places* and not closed there."""
    called = dict.fromkeys(islice(_CHANGED_AS_WHOLE.findall(scripts), 10 * _MOST_NAMES))
    if not called or not places:
        return False
    above = html[max(0, min(places) - _FARTHEST) : max(places)]
    names = {name for name in islice(called, _MOST_NAMES) if _is_word_of(above, name)}
    return bool(names) and any(
        not names.isdisjoint(_WORD.findall(said))
        for at in places
        for said in _open_tags(html[max(0, at - _FARTHEST) : at])
    )


def _is_word_of(html: str, name: str) -> bool:
    """Whether a *name* may be a whole word of an attribute of *html*, looked for before its tags are."""
    return holds(html, name) and holds(html, *(f"{sign}{name}" for sign in _BEFORE))


def _open_tags(before: str) -> Iterator[str]:
    """What is said in the tags of the elements that begin in the markup *before* a place and do not end there."""
    begun = defaultdict[str, list[str]](list)
    for ends, name, said in _TAGS.findall(before):
        of_its_name = begun[name.lower()]
        if not ends:
            of_its_name.append(said)
        elif of_its_name:
            of_its_name.pop()
    return chain.from_iterable(said for name, said in begun.items() if name not in _NEVER_HOLD)
