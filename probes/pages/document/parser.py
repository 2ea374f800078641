"""The one place where HTML is parsed, past a fault of the parser that a page could use."""

import re
from collections.abc import Iterator
from functools import cache

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from probes.pages.document.begun import holds

#: The two names whose characters are longer than they: the parser (lexbor 2.5, selectolax 1.0.2) makes no room for that
#: and writes past its buffer where many of them follow each other.
_LONGER = {"&nGt;": "≫⃒", "&nLt;": "≪⃒"}
#: Halves of a pair of surrogates. selectolax would leave them out: tags that nobody saw would come together around them.
_HALVES = re.compile("[\ud800-\udfff]")

#: The tree that was asked how deep it is, at most one, for who parses the same page next.
_KEPT = list[tuple[str, LexborHTMLParser]]()
#: The parser's own listeners to changes of its tree are left out: finding a form's chosen ones, they take the square of its choices.
_OPTIONS = LexborDocumentOptions.WO_EVENTS.value


def parse_html(html: str) -> LexborHTMLParser:
    """The tree of *html*. Whoever has a whole page asks `too_costly` first."""
    while _KEPT:
        page, tree = _KEPT.pop()
        if page is html:
            return tree
    if holds(html, *_LONGER):
        for name, characters in _LONGER.items():
            html = html.replace(name, characters)
    try:
        written = html.encode()
    except UnicodeEncodeError:
        written = _HALVES.sub("\ufffd", html).encode()
    return LexborHTMLParser(written, options=_OPTIONS)


def around(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around *node*, from its parent up."""
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def is_deeper(html: str, most: int) -> bool:
    """Whether elements of *html*, but those of templates, stand at least *most* deep in each other. Linear."""
    tree = parse_html(html)
    found = tree.css_first(_less_deep(most)) is None
    _KEPT.append((html, tree))
    return found


@cache
def _less_deep(most: int) -> str:
    """What finds the root of a tree that is less than *most* deep: it is gone down once, from parents to their children."""
    return f":root:not(:has(> {' > '.join('*' * (most - 1))}))"
