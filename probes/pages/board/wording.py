"""
The second voice over a reply's words: whether they sound like those of a reply that answers nothing (回执、承诺).

Weights of characters and pairs of characters, learnt from sentences of our own by `bench/replies.py`. No clock, no chance, no
network: the same words always have the same figure. What it tells is for people: it never calls a letter open.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

#: Where the weights stand.
WEIGHTS = Path(__file__).with_name("wording.json")
#: A longer reply says more. [DEC]
LONGEST = 200
_STOPS, _DIGITS, _MARKS = re.compile(r"[。！!？?；;，,~～…\s:：]+"), re.compile(r"\d+"), re.compile(r"[、“”\"（）()《》【】]+")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Learnt weights, those of a reply that answers nothing above zero, and what their sum must exceed."""

    bias: float
    weights: Mapping[str, float]
    least: float
    sentences: str = ""  #: digest of the sentences

    def sounds_empty(self, text: str) -> bool:
        """Whether *text* sounds like a reply that answers nothing."""
        if not 0 < len(text) <= LONGEST:
            return False
        told = math.fsum(self.weights.get(one, 0.0) for one in signs_of(text))
        return self.bias + told > self.least


def signs_of(text: str) -> set[str]:
    """The characters and pairs of characters of each clause; any number is one sign, and so are its begin and its end."""
    signs = set[str]()
    for clause in _STOPS.split(_DIGITS.sub("0", text)):
        plain = f"^{_MARKS.sub(' ', clause)}$"
        signs.update(plain[1:-1], map(str.__add__, plain, plain[1:]))
    return signs - {" ", "^$"}


@cache
def load_wording() -> Wording:
    """The shipped weights."""
    return Wording(**json.loads(WEIGHTS.read_text("utf-8")))
