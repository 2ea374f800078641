"""Whether a homepage of its own text leads its reader on to another page by itself (自动跳转), on load or after some seconds."""

import re
from collections.abc import Iterator
from itertools import islice

from probes.pages.document.markup import PageSource

_LOCATION = re.compile(
    r"""\blocation(?:\s?\.\s?href)?\s{0,9}(?:=(?!=)|\.\s?(?:replace|assign)\s?\()\s{0,9}(["'])([^"'\s]{1,300})\1(?!\s{0,9}\+)"""
)
#: The same where the address is put together or held under a name, and is not the page's own.
_UNTOLD = re.compile(
    r"""(?<![\w.])(?<!var )(?<!let )(?:(?:window|self|top|parent|document)\s?\.\s?){0,3}location(?:\s?\.\s?href)?\s{0,9}(?:=(?!=)|\.\s?(?:replace|assign)\s?\()\s{0,9}"""
    r"""(?![\s"'`=]|(?:\w{1,10}\s?\.\s?){0,3}(?:location|URL)\b)"""
)
_ON_LOAD = re.compile(
    r"""<body\b[^<>]{0,300}?\sonload\s?=\s?("[^"<>]{1,400}"|'[^'<>]{1,400}')""", re.IGNORECASE
)
#: What opens code that runs by itself; the name of a function; what makes it hang on something.
_RUNS = re.compile(
    r"""(?:(?:(?:window\.|(?<![\w.]))onload\s?=|ready\s?\(|(?<![\w.])(?:\$|jQuery)\s?\(|setTimeout\s?\(|["'](?:load|DOMContentLoaded)["']\s?,|(?:\A|[;{}!])\s{0,9}\(?)\s{0,9}"""
    r"""(?:async\s)?(?:function\s?\([^()]{0,40}\)|\([^()]{0,40}\)\s?=>)|\btry)\s{0,9}\Z"""
)
_NAMED = re.compile(r"\bfunction\s{1,9}(\w{1,40})\s?\([^()]{0,40}\)\s{0,9}\Z")
#: A function that is called as a step of its own, or after some time.
_CALLED = re.compile(
    r"""(?:setTimeout\s?\(\s?["']?|onload\s?=\s?|(?:\A|[;}])\s{0,9}(?!setTimeout))(\w{1,40})\s?[(,;)]"""
)
_HANGS = re.compile(r"\bif\b|\belse\b|\bcase\b|&&|\|\||\?")
_MOST, _CALLS, _BEFORE = 20, 1000, 120


def leads_on_to(parts: PageSource) -> Iterator[str]:
    """The addresses, as written, to which scripts send every reader that waits, "" for one that is not told; not where a branch, a click or a search does."""
    attribute = _ON_LOAD.search(parts.markup)
    on_load = attribute[1][1:-1] if attribute is not None else ""
    for code in (on_load, parts.scripts):
        for found in islice(_LOCATION.finditer(code), _MOST):
            if _runs_by_itself(code, found.start(), on_load):
                yield found[2]
        for found in islice(_UNTOLD.finditer(code), _MOST):
            if _runs_by_itself(code, found.start(), on_load):
                yield ""


def _runs_by_itself(code: str, place: int, on_load: str) -> bool:
    """Whether what stands at a *place* of *code* is run on load, whatever the browser is."""
    opened = list[int]()
    for brace in re.finditer(r"[{}]", code[:place]):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened:
            opened.pop()
    since = max(code.rfind(sign, 0, place) for sign in ";{}")
    if _HANGS.search(code, max(since, place - _BEFORE), place):
        return False
    return all(_opens_by_itself(code, one, on_load) for one in opened)


def _opens_by_itself(code: str, brace: int, on_load: str) -> bool:
    before = code[max(0, brace - _BEFORE) : brace]
    named = _NAMED.search(before)
    if named is None:
        return _RUNS.search(before) is not None
    return named[1] in on_load or named[1] in (called[1] for called in islice(_CALLED.finditer(code), _CALLS))
