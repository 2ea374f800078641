"""
The second voice over a reply's words: whether they sound like those of a reply that answers nothing (回执、承诺).

Weights of characters, pairs of characters and lengths, learnt from sentences of our own by `bench/replies.py`. No clock, no chance, no
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
#: What was done about the matter, and what makes it something that is still to come.
_DONE = re.compile(
    r"(?:完毕|到位|完成(?!.{0,4}(?:分派|派发|派单|登记|录入|流转|受理|审核|转办|转交|交办))|办结|处[理置](?:好|完|结束|妥当)|解决[了完]|已经?[^将待后]{0,8}(?:修[复好缮]|解决|整改|清[理除运走]|拆除|更换|恢复|换[上好成新]|退[还回款]|补[发种齐]|关[停闭]|停[业止产]|加固|扶正"
    r"|移[回走]|安装|装[上好]|纠正|更正|到账|发放(?![至到给].{0,6}(?:单位|部门|科室))|查处|处罚|立案))(?![前后时])"
)
_TO_COME = re.compile(r"[将待会]|尽快|争取|力争|正在|抓紧|督促|责成|要求|一旦|如|若|重复|台账")
#: What parts the clauses of a reply.
STOPS = re.compile(r"[。！!？?；;，,~～…\s:：]+")
#: Lengths are told apart by so many characters, up to so many steps; clauses up to so many.
_STEP, _LONG, _MANY = 12, 6, 6
_DIGITS, _MARKS = re.compile(r"\d+"), re.compile(r"[、“”\"（）()《》【】]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Learnt weights, those of a reply that answers nothing above zero, and what their sum must exceed."""

    bias: float
    weights: Mapping[str, float]
    least: float
    sentences: str = ""  #: digest of the sentences

    def sounds_empty(self, text: str) -> bool:
        """Whether *text* sounds like a reply that answers nothing."""
        if not 0 < len(text) <= LONGEST or says_done(text):
            return False
        told = math.fsum(self.weights.get(one, 0.0) for one in signs_of(text))
        return self.bias + told > self.least


def says_done(text: str) -> bool:
    """Whether a clause of *text* says that something was done: 已协调责任单位处理完毕."""
    return any(_DONE.search(one) is not None and _TO_COME.search(one) is None for one in STOPS.split(text))


def signs_of(text: str) -> set[str]:
    """
    The characters and pairs of characters of each clause, and how long the text is and of how many clauses.

    Any number is one sign, and so are the begin and the end of a clause.
    """
    clauses = [one for one in STOPS.split(_DIGITS.sub("0", text)) if one]
    signs = {f"length {min(_LONG, len(text) // _STEP)}", f"clauses {min(_MANY, len(clauses))}"}
    for clause in clauses:
        plain = f"^{_MARKS.sub(' ', clause)}$"
        signs.update(plain[1:-1], map(str.__add__, plain, plain[1:]))
    return signs - {" ", "^$"}


@cache
def load_wording() -> Wording:
    """The shipped weights."""
    return Wording(**json.loads(WEIGHTS.read_text("utf-8")))
