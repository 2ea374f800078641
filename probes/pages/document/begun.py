"""Which elements begin in a page's markup (开始标签): looked for once, so that nobody walks over its tree for those that it has not."""

import re
from collections import Counter
from functools import lru_cache

#: Elements that change how words look, but for links, of which a parser keeps one.
MARKS = ("b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
#: A tag whose name begins as those do that are asked for (`p`, `a`, `div`, `span`, `li`, `tr` are none), and the sign behind it.
_BEGUN = re.compile(
    r"<(?=[bBcCdDeEfFhHiInNoOsStTuU][ \t\n\r\f/>bBcCeEfFiImMoOpPtTuUvV1-3](?<![sSdD][pPiI]))([a-zA-Z1-3]++[ \t\n\r\f/>]?)"
)
_BEHIND_NAME = " \t\n\r\f/>"


@lru_cache(maxsize=2)
def names_begun(html: str) -> Counter[str]:
    """
    How often elements of each name begin in *html*, rather more often than less; 0 only of those that its tree does not hold.

    Told of marks, headings, what is not read as text, `template`, `time`, `del`; and of `html` and `body` where they have attributes.
    """
    found = Counter[str]()
    for told, times in Counter(_BEGUN.findall(html)).items():
        if told.lower() not in ("html>", "body>"):
            found[told.rstrip(_BEHIND_NAME).lower()] += times
    return found


def marks_begun(names: Counter[str]) -> int:
    """How many marks are among *names*."""
    return sum(names[one] for one in MARKS)
