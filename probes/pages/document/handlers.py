"""Code in attributes that runs by itself once a page or a part of it has come, or has not (事件属性)."""

import re
from functools import lru_cache
from html import unescape
from itertools import islice

#: How most of them begin; only a page with one of these is looked at closely.
_SIGNS = ("nload=", "nLoad=", "nerror=")
_HANDLER = re.compile(
    r"""\s(on(?:load|error|pageshow|focus|toggle|start))\s?=\s?("[^"]{8,2000}"|'[^']{8,2000}')""",
    re.IGNORECASE,
)
#: Code that does something to the page, and not just to the picture that has it; what it calls stands in a script.
_OF_THE_PAGE = re.compile(
    r"document|\$|jQuery|this\s?\.\s?(?:outer|inner|insert|parent|replace|after|before|next|prev|remove)"
)
_MOST_HANDLERS = 200


def writing_handlers(html: str) -> list[tuple[str, str]]:
    """The attributes of *html* that run by themselves and may change it: their names and their code."""
    found = (
        (one[1].lower(), unescape(one[2][1:-1])) for one in islice(_HANDLER.finditer(html), _MOST_HANDLERS)
    )
    return [(name, code) for name, code in found if _OF_THE_PAGE.search(code)]


@lru_cache(maxsize=2)
def likely_handlers(html: str) -> list[tuple[str, str]]:
    """The same, of a page on which any loads or breaks: a quick look for pages that have none."""
    return writing_handlers(html) if any(one in html for one in _SIGNS) else []


def handler_code(html: str) -> list[str]:
    return [code for _, code in likely_handlers(html)]


#: Code that may put words into the page.
_PUTS = re.compile(
    r"HTML|Text|textContent|nodeValue|write|\.(?:html|text|append|prepend|before|after|load|get|post|ajax)\s?\("
)


def handlers_put_words(html: str) -> bool:
    """Whether an attribute that runs by itself may put words into the page; looked for closely."""
    return any(_PUTS.search(code) is not None for _, code in writing_handlers(html))
