"""Which elements begin in a page's markup (开始标签): looked for once, so that nobody walks over its tree for those that it has not."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

#: Elements that change how words look, but for links, of which a parser keeps one.
MARKS = frozenset(
    {"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
#: A tag whose name begins as those do that are asked for (`p`, `a`, `div`, `span`, `li`, `tr` are none), and the sign behind it.
_BEGUN = re.compile(
    r"<(?=[bBcCdDeEfFhHiInNoOsStTuU][ \t\n\r\f/>bBcCeEfFiImMoOpPtTuUvV1-3](?:(?<![sSdD][pPiI])|(?=[aA][lL])(?<=[dD][iI])))([a-zA-Z1-3]++[ \t\n\r\f/>]?)"
)
_BEHIND_NAME = " \t\n\r\f/>"


@lru_cache(maxsize=2)
def names_begun(html: str) -> Mapping[str, int]:
    """
    How often elements of each name begin in *html*, rather more often than less; only of those that its tree holds none may be left out.

    Told of marks, headings, what is not read as text, `template`, `time`, `del`, `dialog`; and of `html` and `body` where they have attributes.
    """
    found = dict[str, int]()
    for told, times in Counter(_BEGUN.findall(html)).items():
        if told.lower() not in ("html>", "body>"):
            name = told.rstrip(_BEHIND_NAME).lower()
            found[name] = found.get(name, 0) + times
    return found


def holds(html: str, *words: str) -> bool:
    """Whether a page holds any of these *words*. (Looked for from its end: a long text is gone through in less than half the time so.)"""
    return any(html.rfind(word) >= 0 for word in words)


def marks_begun(html: str) -> int:
    """How many marks begin in *html*, rather more than less."""
    return sum(times for name, times in names_begun(html).items() if name in MARKS)
