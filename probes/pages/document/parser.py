"""The one place where HTML is parsed, past a fault of the parser that a page could use."""

from selectolax.lexbor import LexborHTMLParser

#: The two names whose characters are longer than they: the parser (lexbor 2.5, selectolax 1.0.2) makes no room for that
#: and writes past its buffer where many of them follow each other.
_LONGER = {"&nGt;": "≫⃒", "&nLt;": "≪⃒"}


def parse_html(html: str) -> LexborHTMLParser:
    """The tree of *html*. Whoever has a whole page asks `too_costly` first."""
    for name, characters in _LONGER.items():
        html = html.replace(name, characters)
    return LexborHTMLParser(html)
