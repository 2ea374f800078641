"""Whether a homepage of its own text leads its reader on to another page by itself (自动跳转), on load or after some seconds."""

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache
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
_BRACE = re.compile(r"[{}]")
_MOST, _CALLS, _BEFORE = 20, 1000, 120


def leads_on_to(parts: PageSource) -> Iterator[str]:
    """The addresses to which scripts send every reader that waits, "" for one that is not told; not where a branch, a click or a search does."""
    attribute = _ON_LOAD.search(parts.markup)
    on_load = attribute[1][1:-1] if attribute is not None else ""
    for code in (on_load, parts.scripts):
        told = [(one.start(), one[2]) for one in islice(_LOCATION.finditer(code), _MOST)]
        told += [(one.start(), "") for one in islice(_UNTOLD.finditer(code), _MOST)]
        run = _that_run(code, sorted(place for place, _ in told), on_load)
        yield from (address.replace("\\/", "/") for place, address in told if place in run)


def _that_run(code: str, places: Sequence[int], on_load: str) -> Set[int]:
    """Those of the *places* of *code*, in order, that are run on load, whatever the browser is. (Each brace is looked at once.)"""
    called = frozenset(one[1] for one in islice(_CALLED.finditer(code), _CALLS)) if places else frozenset()
    opens = cache(lambda brace: _opens_by_itself(code, brace, on_load, called))
    opened, run, at = list[int](), set[int](), 0
    for place in places:
        for brace in _BRACE.finditer(code, at, place):
            if brace[0] == "{":
                opened.append(brace.start())
            elif opened:
                opened.pop()
        at = place
        begins = max(0, place - _BEFORE)
        since = max(begins, *(code.rfind(sign, begins, place) for sign in ";{}"))
        if _HANGS.search(code, since, place) is None and all(map(opens, opened)):
            run.add(place)
    return run


def _opens_by_itself(code: str, brace: int, on_load: str, called: Set[str]) -> bool:
    before = code[max(0, brace - _BEFORE) : brace]
    named = _NAMED.search(before)
    if named is None:
        return _RUNS.search(before) is not None
    return named[1] in on_load or named[1] in called
