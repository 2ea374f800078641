"""The one place where HTML is parsed, past a fault of the parser that a page could use."""

import re

from selectolax.lexbor import LexborHTMLParser

#: The two names whose characters are longer than they: the parser (lexbor 2.5, selectolax 1.0.2) makes no room for that
#: and writes past its buffer where many of them follow each other.
_LONGER = {"&nGt;": "≫⃒", "&nLt;": "≪⃒"}
_ANY_LONGER = re.compile("&n[GL]t;")


def parse_html(html: str) -> LexborHTMLParser:
    """The tree of *html*. Whoever has a whole page asks `too_costly` first."""
    if _ANY_LONGER.search(html) is not None:
        html = _ANY_LONGER.sub(lambda name: _LONGER[name[0]], html)
    return LexborHTMLParser(html)
