"""Whether a page's scripts change as a whole what a day stands in far below its begin (外层容器): `$('#main').hide()`."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, islice

#: How a script names an element by one name and changes all of it, or keeps it for later.
_CHANGED_AS_WHOLE = re.compile(
    r"""\(\s?["'`][#.]?([\w-]{2,40}+)["'`]\s?\)(?=\s?(?:\.\s?(?:html\(|hide|remove\b|empty|text\(|replace|detach|fade|slideUp|inner|outer|textContent|style\.(?!font|height|width)|hidden|css\(\s?[{"'\s]{1,4}(?:disp|vis|opa)|toggle\(|load\()|[;,\n]|\Z))"""
)
#: So far before a day an element that holds it may begin; so many names are looked for there.
_FARTHEST, _MOST_NAMES = 60_000, 40
_TAGS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,10}+)([^<>]{0,340}+>?)")
_NEVER_HOLD = frozenset({"a", "img", "input", "link", "meta", "script"})
#: A whole word of an attribute: one of its classes, its id.
_WORD = re.compile(r"""(?<=["' =])[\w-]{2,40}+(?=["' >])""")


def change_far_around(html: str, at: int, scripts: str) -> bool:
    """Whether *scripts* change as a whole an element of *html* that is opened before the place *at* and not closed there."""
    called = dict.fromkeys(islice(_CHANGED_AS_WHOLE.findall(scripts), 10 * _MOST_NAMES))
    before = html[max(0, at - _FARTHEST) : at]
    names = {name for name in islice(called, _MOST_NAMES) if name in before}
    return bool(names) and any(not names.isdisjoint(_WORD.findall(said)) for said in _open_tags(before))


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
