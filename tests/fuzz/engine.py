"""
A backtracking matcher that counts its steps: what Python's `re` does, on the tree that Python's own parser makes.

Steps are the same on every machine, which seconds are not. Bounded repeats are cut to a few, as what they cost is a
constant; what then still grows faster than the text is a repeat without bound.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

#: Bounded repeats are cut to so many.
CLIP = 5
#: More steps than this are an explosion, whatever the text.
CEILING = 400_000

Test = Callable[[str], bool]


class Explosion(Exception):
    """More steps than `CEILING`."""


@dataclass(slots=True)
class Program:
    """One pattern as instructions, with the tests of its characters."""

    code: list[tuple[Any, ...]] = field(default_factory=list)
    tests: list[Test] = field(default_factory=list)

    def first_end(self, text: str, at: int) -> int | None:
        """Where a match that begins at *at* ends."""
        return _Runner(self, text).run(0, at)


def tree_of(pattern: re.Pattern[Any]) -> Any:
    """The tree of *pattern*; bytes are read as latin-1, one character a byte."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    return parser.parse(text, flags & ~re.DEBUG)


def program_of(pattern: re.Pattern[Any]) -> Program:
    """*pattern* made ready to be stepped through."""
    program = Program()
    _emit(program, list(tree_of(pattern)), pattern.flags)
    program.code.append(("match",))
    return program


def steps(program: Program, text: str) -> int:
    """How many steps it takes to find every match in *text*, and to try the whole of it, each as `re` does."""
    runner = _Runner(program, text)
    at = 0
    while at <= len(text):
        end = runner.run(0, at)
        at = max(end, at + 1) if end is not None else at + 1
    runner.whole = True
    runner.run(0, 0)
    return runner.count


class _Runner:
    def __init__(self, program: Program, text: str) -> None:
        self.code, self.text = program.code, text
        self.count = 0
        self.whole = False

    def run(self, start: int, begin: int) -> int | None:
        """Where a match of the code from *start* that begins at *begin* ends."""
        waiting: list[tuple[int, int, tuple[tuple[int, int], ...]]] = [(start, begin, ())]
        code, text, length, count = self.code, self.text, len(self.text), self.count
        while waiting:
            pc, at, marks = waiting.pop()
            while True:
                count += 1
                if count > CEILING:
                    raise Explosion
                step = code[pc]
                kind = step[0]
                if kind == "char":
                    if at >= length or not step[1](text[at]):
                        break
                    pc, at = pc + 1, at + 1
                elif kind == "split":
                    waiting.append((step[2], at, marks))
                    pc = step[1]
                elif kind == "jump":
                    pc = step[1]
                elif kind == "mark":
                    marks = (*(one for one in marks if one[0] != step[1]), (step[1], at))
                    pc += 1
                elif kind == "moved":  # a round that took nothing ends the repeat
                    pc = step[2] if (step[1], at) in marks else pc + 1
                elif kind == "at":
                    if not _stands(step[1], step[2], text, at):
                        break
                    pc += 1
                elif kind in ("look", "atomic"):
                    self.count = count
                    after = self._inside(step, pc, at)
                    count = self.count
                    if after is None:
                        break
                    pc, at = after
                elif self.whole and kind == "match" and at < length:
                    break
                else:
                    self.count = count
                    return at
        self.count = count
        return None

    def _inside(self, step: tuple[Any, ...], pc: int, at: int) -> tuple[int, int] | None:
        """Where to go on past a look around or an atomic group; None: it does not hold at *at*."""
        begin = at - step[2] if step[0] == "look" else at
        whole, self.whole = self.whole, False
        end = self.run(pc + 1, begin) if begin >= 0 else None
        self.whole = whole
        if step[0] == "look":
            return None if (end is not None) is step[3] else (step[1], at)
        return None if end is None else (step[1], end)


def _stands(what: Any, flags: int, text: str, at: int) -> bool:
    if what in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING):
        multi = what is sre.AT_BEGINNING and flags & re.MULTILINE
        return at == 0 or bool(multi and text[at - 1] == "\n")
    if what in (sre.AT_END, sre.AT_END_STRING):
        last = at == len(text)
        if what is sre.AT_END_STRING:
            return last
        multi = flags & re.MULTILINE
        return last or (text[at] == "\n" and (bool(multi) or at == len(text) - 1))
    word = [0 <= n < len(text) and (text[n].isalnum() or text[n] == "_") for n in (at - 1, at)]
    return (word[0] != word[1]) is (what is sre.AT_BOUNDARY)


def _emit(program: Program, nodes: Iterable[Any], flags: int) -> None:
    for op, value in nodes:
        _emit_one(program, op, value, flags)


def _emit_one(program: Program, op: Any, value: Any, flags: int) -> None:
    code = program.code
    if op in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
        test = test_of(op, value, flags)
        program.tests.append(test)
        code.append(("char", test))
    elif op is sre.BRANCH:
        ends = []
        for n, one in enumerate(value[1]):
            fork = len(code)
            if n < len(value[1]) - 1:
                code.append(())
            _emit(program, one, flags)
            ends.append(len(code))
            code.append(())
            if n < len(value[1]) - 1:
                code[fork] = ("split", fork + 1, len(code))
        for end in ends:
            code[end] = ("jump", len(code))
    elif op is sre.SUBPATTERN:
        _emit(program, value[3], (flags | value[1]) & ~value[2])
    elif op is sre.ATOMIC_GROUP:
        _emit_inner(program, ("atomic",), value, flags)
    elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        _emit_repeat(program, value, flags, lazy=op is sre.MIN_REPEAT)
    elif op is sre.POSSESSIVE_REPEAT:
        at = len(code)
        code.append(())
        _emit_repeat(program, value, flags, lazy=False)
        code.append(("done",))
        code[at] = ("atomic", len(code))
    elif op is sre.AT:
        code.append(("at", value, flags))
    elif op in (sre.ASSERT, sre.ASSERT_NOT):
        way, inner = value
        back = inner.getwidth()[0] if way < 0 else 0
        _emit_inner(program, ("look", back, op is sre.ASSERT_NOT), inner, flags)
    elif op is sre.GROUPREF:
        pass  # as if it were empty: what it repeats was counted where it stood
    else:
        raise NotImplementedError(f"{op}")


def _emit_inner(program: Program, head: tuple[Any, ...], nodes: Any, flags: int) -> None:
    at = len(program.code)
    program.code.append(())
    _emit(program, nodes, flags)
    program.code.append(("done",))
    program.code[at] = (head[0], len(program.code), *head[1:])


def _emit_repeat(program: Program, value: Any, flags: int, *, lazy: bool) -> None:
    least, most, nodes = value
    code = program.code
    for _ in range(min(least, CLIP)):
        _emit(program, nodes, flags)
    if most is sre.MAXREPEAT:
        fork = len(code)
        code.append(())
        code.append(("mark", fork))
        _emit(program, nodes, flags)
        moved = len(code)
        code.append(())
        code.append(("jump", fork))
        code[moved] = ("moved", fork, len(code))
        code[fork] = ("split", len(code), fork + 1) if lazy else ("split", fork + 1, len(code))
        return
    forks = []
    for _ in range(max(0, min(most, CLIP) - min(least, CLIP))):
        forks.append(len(code))
        code.append(())
        _emit(program, nodes, flags)
    for fork in forks:
        code[fork] = ("split", len(code), fork + 1) if lazy else ("split", fork + 1, len(code))


def test_of(op: Any, value: Any, flags: int) -> Test:
    """Whether a character is one of those that a node takes."""
    if op is sre.ANY:
        return (lambda c: True) if flags & re.DOTALL else (lambda c: c != "\n")
    if op is sre.LITERAL:
        parts: tuple[tuple[Any, Any], ...] = ((sre.LITERAL, value),)
    elif op is sre.NOT_LITERAL:
        parts = ((sre.NEGATE, None), (sre.LITERAL, value))
    else:
        parts = tuple(value)
    fold = bool(flags & re.IGNORECASE)

    @cache
    def takes(c: str) -> bool:
        if not fold:
            return _among(parts, c)
        negated = parts[0][0] is sre.NEGATE
        each = [_among(parts, one) for one in {c, c.lower()[:1], c.upper()[:1]}]
        return all(each) if negated else any(each)

    return takes


def _among(parts: tuple[tuple[Any, Any], ...], c: str) -> bool:
    negated = parts[0][0] is sre.NEGATE
    code = ord(c)
    found = any(
        (kind is sre.LITERAL and code == value)
        or (kind is sre.RANGE and value[0] <= code <= value[1])
        or (kind is sre.CATEGORY and _is_of(value, c))
        for kind, value in parts
    )
    return found is not negated


def _is_of(category: Any, c: str) -> bool:
    name = str(category).rpartition("_")[2]
    found = {"DIGIT": c.isdecimal(), "SPACE": c.isspace(), "WORD": c.isalnum() or c == "_"}[name]
    return found is not ("_NOT_" in str(category))


def repeats(nodes: Iterable[Any], before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Every repeat without bound in a tree: its body, and what stands before it."""
    for op, value in nodes:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            if value[1] is sre.MAXREPEAT:
                yield value[2], before
            yield from repeats(value[2], before)
        elif op is sre.BRANCH:
            for one in value[1]:
                yield from repeats(one, before)
        elif op is sre.SUBPATTERN:
            yield from repeats(value[3], before)
        elif op is sre.ATOMIC_GROUP:
            yield from repeats(value, before)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from repeats(value[1], before)
        before = (*before, (op, value))
