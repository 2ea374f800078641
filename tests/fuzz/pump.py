"""Texts that make a pattern work hard, made from the pattern's own structure."""

import re
from collections.abc import Iterable, Iterator
from re import _constants as sre  # type: ignore[attr-defined]
from typing import Any

from tests.fuzz.engine import Explosion, Test, program_of, repeats, steps, test_of, tree_of

#: How often a part is repeated in the shorter and the longer text, and how much more work the longer may cost.
SHORT, LONG, MOST_GROWTH = 20, 40, 2.8
_USUAL = " 0a_\n-中<>\"'./:|&;,=(){}[]Z\t~年　"


def superlinear(pattern: re.Pattern[Any]) -> str:
    """The unit whose repetition makes *pattern* work more than in proportion, "" where none does."""
    tree = list(tree_of(pattern))
    if not any(repeats(tree)):
        return ""
    program = program_of(pattern)
    for lead, unit, tail in dict.fromkeys(_texts(pattern, tree, program.tests)):
        try:
            less = steps(program, lead + unit * SHORT + tail)
            more = steps(program, lead + unit * LONG + tail)
        except Explosion:
            return f"{lead!r} + {unit!r} * n + {tail!r}: explodes"
        if more > less * MOST_GROWTH and more > 20 * LONG * len(unit):
            return f"{lead!r} + {unit!r} * n + {tail!r}: {less} steps, then {more}"
    return ""


def _texts(pattern: re.Pattern[Any], tree: list[Any], tests: list[Test]) -> Iterator[tuple[str, str, str]]:
    """What leads, what is repeated, what follows."""
    flags = pattern.flags
    usual = _USUAL if isinstance(pattern.pattern, str) else _USUAL[:5]
    letters = list(_letters(tree) | dict.fromkeys(usual))
    rank = {c: sum(takes(c) for takes in tests) for c in letters}
    for body, before in repeats(tree):
        plain = sample(before, flags, letters)
        for unit in _bodies(body, flags, rank):
            lead = sample(before, flags, [*unit, *letters])
            for tail in ("", "\n\x01"):
                yield "", unit, tail
                yield lead, unit, tail
                yield "", lead + unit, tail
                yield "", plain + unit, tail
                if lead:
                    yield "", lead, tail


def _bodies(body: Any, flags: int, rank: dict[str, int]) -> list[str]:
    """What a repeat repeats: for one character those that most other parts of the pattern take too."""
    nodes = list(body)
    if len(nodes) == 1 and nodes[0][0] in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
        takes = test_of(nodes[0][0], nodes[0][1], flags)
        return sorted((c for c in rank if takes(c)), key=lambda c: -rank[c])[:3]
    letters = list(rank)
    return list(dict.fromkeys((sample(nodes, flags, letters), sample(nodes, flags, letters[::-1]))))


def _letters(nodes: Iterable[Any]) -> dict[str, None]:
    """Characters that a tree names."""
    found: dict[str, None] = {}
    for op, value in nodes:
        if op in (sre.LITERAL, sre.NOT_LITERAL):
            found[chr(value)] = None
        elif op is sre.IN:
            for kind, one in value:
                if kind is sre.LITERAL:
                    found[chr(one)] = None
                elif kind is sre.RANGE:
                    found |= {chr(one[0]): None, chr(one[1]): None}
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            found |= _letters(value[2])
        elif op is sre.BRANCH:
            for one in value[1]:
                found |= _letters(one)
        elif op is sre.SUBPATTERN:
            found |= _letters(value[3])
        elif op is sre.ATOMIC_GROUP:
            found |= _letters(value)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            found |= _letters(value[1])
    return found


def sample(nodes: Iterable[Any], flags: int, letters: list[str]) -> str:
    """A short text that a tree takes, of *letters*, the first ones preferred."""
    text = ""
    for op, value in nodes:
        if op in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
            takes = test_of(op, value, flags)
            text += next((c for c in letters if takes(c)), "")
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            text += sample(value[2], flags, letters) * min(value[0], 5)
        elif op is sre.BRANCH:
            text += min((sample(one, flags, letters) for one in value[1]), key=len)
        elif op is sre.SUBPATTERN:
            text += sample(value[3], flags, letters)
        elif op is sre.ATOMIC_GROUP:
            text += sample(value, flags, letters)
    return text
