"""Code in attributes that runs by itself once a page or a part of it has come, or has not (事件属性)."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape
from itertools import islice

from probes.pages.document.begun import holds

#: How most of them are written behind their first letter, and all.
_LIKELY = ("nload", "nLoad", "NLOAD", "nerror", "nError", "NERROR")
_ALL = (*_LIKELY, "nfocus", "nFocus", "npageshow", "ntoggle", "nstart")
_HANDLER = re.compile(
    r"""[\s/"'](on(?:load|error|pageshow|focus|toggle|start))\s{0,3}=\s{0,3}(?:"([^"]{8,2000})"|'([^']{8,2000})'|([^\s"'<>=][^\s>]{7,2000}))""",
    re.IGNORECASE,
)
#: Code that does something to the page, and not just to the picture that has it; what it calls stands in a script.
_OF_THE_PAGE = re.compile(
    r"document|\$|jQuery|(?:inner|outer)(?:HTML|Text)|textContent|\.\s?remove\s?\(|this\s?\.\s?(?:insert|parent|replace|after|before|next|prev)"
)
#: Code that may put words into the page.
_PUTS = re.compile(
    r"HTML|Text|textContent|nodeValue|write|\.(?:html|text|append|prepend|before|after|load|get|post|ajax)\s?\("
)
#: So many of each way of writing their names are looked at, and so many that run on load are run.
MOST_HANDLERS = 200


@lru_cache(maxsize=2)
def likely_handlers(html: str) -> Sequence[tuple[str, str]]:
    """The attributes of *html* that run once it has loaded, or a part of it has not, and may change it: their names and their code."""
    return tuple(_written(html, _LIKELY))


def handler_code(html: str) -> list[str]:
    """The code of those."""
    return [code for _, code in likely_handlers(html)]


def handlers_put_words(html: str) -> bool:
    """Whether any attribute that runs by itself may put words into the page."""
    return any(_PUTS.search(code) is not None for _, code in _written(html, _ALL))


def _written(html: str, signs: Sequence[str]) -> Iterator[tuple[str, str]]:
    found = (one for sign in signs for one in islice(_handlers(html, sign), MOST_HANDLERS))
    for handler in sorted(found, key=re.Match[str].start):
        if _OF_THE_PAGE.search(code := unescape(handler[handler.lastindex or 2])):
            yield handler[1].lower(), code


def _handlers(html: str, sign: str) -> Iterator[re.Match[str]]:
    """The attributes with *sign* in their name; what has it in a word (download) is none."""
    for at in _places(html, sign):
        if (handler := _HANDLER.match(html, max(0, at - 2))) is not None:
            yield handler


def _places(html: str, sign: str) -> Iterator[int]:
    at = html.find(sign) if holds(html, sign) else -1
    while at >= 0:
        yield at
        at = html.find(sign, at + len(sign))
