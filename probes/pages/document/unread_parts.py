"""Parts of a page that are not read as its text and may show a day all the same (未读部分): buttons, fields, drawings, templates, pages within it."""

import re
from itertools import islice

from probes.pages.dates.dates import find_dates, narrow
from probes.pages.document.begun import holds, names_begun
from probes.pages.document.handlers import handlers_put_words

#: Those whose words are parts of the page themselves.
_KINDS = frozenset({"button", "textarea", "template", "option", "svg", "noscript"})
#: Elements whose words are not read as text, or that may bring some of another address.
_KINDS_OPENED = frozenset({"script", "iframe", "embed", "object"}) | _KINDS
_PART = re.compile(
    r"<([bB][uU][tT][tT][oO][nN]|[tT][eE](?:[xX][tT][aA][rR][eE][aA]|[mM][pP][lL][aA][tT][eE])|[oO][pP][tT][iI][oO][nN]|[sS][vV][gG]|[nN][oO][sS][cC][rR][iI][pP][tT])\b"
)
#: The words of a picture, a page within the page, and what a style sheet puts on it. (Begun with letters, which the engine finds at once.)
_ALT = re.compile(r"""alt\s?=\s?("[^"]{8,2000}"|'[^']{8,2000}')""")
_SRCDOC = re.compile(r"""srcdoc\s?=\s?("[^"]{8,2000}"|'[^']{8,2000}')""")
_PUT_BY_STYLE = re.compile(r"""content\s?:\s?("[^"\n]{8,120}"|'[^'\n]{8,120}')""")
#: What a style sheet puts there of an element's attribute, or counts: more figures than a number of a row, or a year.
_OF_ATTRIBUTE = re.compile(r"content\s?:[^;{}]{0,200}?attr\(\s?([\w-]{1,40})")
_VALUE = re.compile(r"""\s([\w-]{1,40}+)\s?=\s?["']?([^<>"'=]{0,40}?(?:19|20)\d\d[^<>"'=]{0,20})""")
_COUNTED = re.compile(
    r"content\s?:[^;{}]{0,200}?counter\([^;{}]{0,100}?counter\(|counter-(?:reset|set|increment)\s?:[^;{}]{0,80}?\b(?:19|20)\d\d\b"
)
_IN_QUOTES = {"alt": _ALT, "srcdoc": _SRCDOC, "content": _PUT_BY_STYLE}
_YEAR = re.compile(r"\d{4}|[〇零○一二三四五六七八九０-９]{4}")
_TAG = re.compile(r"<[^<>]{0,600}>")
_LABEL = re.compile(r"时\s{0,4}间|日\s{0,4}期|发布|发表")
#: Choices and the words of a picture speak of many days; with a label they speak of the page's.
_OF_MANY = frozenset({"option", "alt"})
MOST_PARTS, LONGEST_PART = 200, 1000
#: What its server or a script of another address has yet to put in: includes and tags of templates, elements of a page's own making that hold nothing.
_TO_BE_PUT_IN = re.compile(
    r"<(?=!|[a-zA-Z]++[:-])(?:!--\s{0,3}#(?i:include|exec|echo)\b|(?i:jsp|fmt|asp|dede|cms|trs|shiro|th|ui|tag|esi|[csp]):[a-zA-Z]"
    r"|([a-zA-Z]{1,20}-[a-zA-Z0-9-]{1,30})(?:\s[^<>]{0,400})?>\s{0,20}</\1)"
)
_INCLUDES = re.compile(r"\s(?:ng-include|(?:w3-)?include-html|data-include|hx-get)\s?=")


def lacks_a_part(html: str) -> bool:
    """Whether a part of the page was left for its server or for another address to put in."""
    return _TO_BE_PUT_IN.search(html) is not None or (
        holds(html, "include", "hx-get") and _INCLUDES.search(html) is not None
    )


def kinds_opened(html: str) -> frozenset[str]:
    """Which elements whose words are not read as text, or that may bring some of another address, begin in *html*: `script`, `iframe`, `button`."""
    return _KINDS_OPENED & names_begun(html).keys()


def shows_day_elsewhere(html: str) -> bool:
    """Whether a part of the page that is not read as text holds a whole day, a choice or a picture only with a label for it; or whether an attribute may write one."""
    return (
        _in_parts(html)
        or handlers_put_words(html)
        or _put_by_style(html)
        or any(
            _says_day(kind, ">" + one[1])
            for kind, pattern in _IN_QUOTES.items()
            if kind in html
            for one in islice(pattern.finditer(html), MOST_PARTS)
        )
    )


def _put_by_style(html: str) -> bool:
    """Whether a style sheet puts a day there that an attribute holds, or one that it counts."""
    if "counter(" in html and _COUNTED.search(html) is not None:
        return True
    if "attr(" not in html:
        return False
    names = set(islice(_OF_ATTRIBUTE.findall(html), MOST_PARTS))
    values = (value for name, value in _VALUE.findall(html) if name in names)
    return any(find_dates(narrow(value)) for value in islice(values, MOST_PARTS))


def _in_parts(html: str) -> bool:
    if kinds_opened(html).isdisjoint(_KINDS):
        return False
    for part in islice(_PART.finditer(html), MOST_PARTS):
        kind = part[1].lower()
        holds = html[part.end() : part.end() + LONGEST_PART]
        if _says_day(kind, holds[: holds.lower().find(f"</{kind}")]):
            return True
    return False


def _says_day(kind: str, words: str) -> bool:
    if _YEAR.search(words) is None:
        return False
    shown = narrow(_TAG.sub(" ", words[words.find(">") + 1 :]))
    return bool(find_dates(shown)) and (kind not in _OF_MANY or _LABEL.search(shown) is not None)
