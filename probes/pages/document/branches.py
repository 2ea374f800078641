"""
The ways that a script may go on, marked so that the engine can try each (脚本分支).

What waits for another address is run with an answer that may be anything: it goes on in one way, and another answer
may take it the other. Tests are marked by their number: `if (a)` is `if (__engine.test(1, (a)))`.
"""

import re
import zlib
from bisect import bisect_left
from collections.abc import Sequence

#: Strings, comments and patterns, left as they are, each to its end or that of its line; what asks, and the parentheses around it; an operand that is asked.
#: (What one may begin with is looked for first: most characters begin none.)
_TOKEN = re.compile(
    r"""(?=["'`/()A-Za-z_$])(?:"""
    r'"(?:[^"\\\n]|\\.)*+"?'
    r"|'(?:[^'\\\n]|\\.)*+'?"
    r"|`(?:[^`\\]|\\.)*+`?"
    r"|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?"
    r"|(?:(?<=[=(,:;!&|?{\[])|(?<=[=(,:;!&|?{\[]\s)|(?<=return\s))/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*+\]?)*+/?"
    r"|(?<![\w$.])(?P<tries>try)\s?\{"
    r"|(?P<call>(?:(?<![\w$.])[A-Za-z_$][\w$.]*+\s?)?+)\("
    r"|(?P<closes>\))"
    r"|(?P<operand>(?<![\w$.])[A-Za-z_$][\w$.]*+(?:\s?(?:[=!]=[=]?|[<>]=?)\s?(?:[\w$.-]++|\"[\w-]{0,20}\"|'[\w-]{0,20}'))?+)(?=\s?(?:\?(?![.?])|&&|\|\|))"
    r"|(?<![\w$.])[A-Za-z_$][\w$.]*+)",
    re.DOTALL,
)
_ASKS = {"if": "test", "while": "loop", "switch": "choose"}
#: What goes on behind a call or parentheses, with what they may be compared with; and what an operand is compared with before it.
_GOES_ON = re.compile(
    r"((?:\s?(?:[=!]==?|[<>]=?)\s?(?:[\w$.-]++|\"[\w-]{0,20}\"|'[\w-]{0,20}'))?+)\s?(?:\?(?![.?])|&&|\|\|)"
)
_SAID_BEFORE = re.compile(
    r"(?:(?<![\w$.])(?:\d{1,9}|\"[\w-]{0,20}\"|'[\w-]{0,20}')\s?[=!]==?\s?|(?<![\w$.])typeof\s)\Z"
)
#: What stands before an operand that is one as a whole; so much before it is looked at.
_BEGINS = re.compile(r"(?:\A|[(,;{}=:?&|!)\[>]|(?<![\w$.])(?:return|else))\s*\Z")
_BEFORE = 30
_WORDS = frozenset(("return", "typeof", "case", "in", "of", "else", "void", "await", "new", "function", "for", "catch"))  # fmt: skip
_CASE = re.compile(r"""(?<![\w$.])case\s{0,3}(-?\d{1,9}|"[\w-]{0,20}"|'[\w-]{0,20}')\s?:""")
#: So far behind a switch its cases are looked for, so many of them, and so long is what is not run of a way that was not gone.
_LONGEST_SWITCH, MOST_CASES, LONGEST_WAY, _LONGEST_OPERAND = 3000, 20, 3000, 300


#: What leaves a function, or the round of a loop.
_LEAVES = re.compile(r"(?<![\w$.])(?:return|throw|break|continue)(?![\w$])")
_BRACES = re.compile(r"[{}]")


def marked(code: str) -> str:
    """*code* with its tests marked."""
    put, known_as = list[tuple[int, int, str]](), _number(code)
    cases = list(_CASE.finditer(code)) if "switch" in code else []
    starts = [one.start() for one in cases]
    opened = list[tuple[int, int, str]]()

    def ask(how: str, start: int, end: int, more: str = "") -> None:
        put.append((start, -end, f'__engine.{how}("{known_as}:{end}",('))
        put.append((end, -start, f"){more})"))

    for token in _TOKEN.finditer(code):
        if token["call"] is not None:
            opened.append((token.start(), token.end(), token["call"].strip()))
        elif token["closes"] and opened:
            start, inside, word = opened.pop()
            end = token.start()
            if word in _ASKS and inside < end:
                first = bisect_left(starts, end)
                known = ",".join(
                    one[1] for one in cases[first : first + MOST_CASES] if one.end() <= end + _LONGEST_SWITCH
                )
                ask(_ASKS[word], inside, end, f",[{known}]" if word == "switch" else "")
            elif word not in _WORDS and word not in _ASKS and (more := _GOES_ON.match(code, end + 1)):
                start = _begin(code, start)
                if _stands_alone(code, start, is_word=bool(word)):
                    ask("test", start, more.end(1))
        elif token["operand"]:
            start = _begin(code, token.start())
            if _stands_alone(code, start):
                ask("test", start, token.end("operand"))
        elif token["tries"]:
            put.append((token.end(), -len(code) - 1, f'__engine.fail("{known_as}:{token.end()}");'))
    pieces, at = list[str](), 0
    for place, _, text in sorted(put):
        pieces += [code[at:place], text]
        at = place
    return "".join([*pieces, code[at:]])


def ways_of(codes: Sequence[str], missed: Sequence[tuple[str, bool]]) -> list[str]:
    """The pieces of *codes* behind the tests that came out in one way only and were *missed* in the other."""
    found, pieces = {_number(one): one for one in codes}, list[str]()
    for name, way in missed:
        of, _, end = name.partition(":")
        if of in found:
            pieces.append(_way(found[of][int(end) : int(end) + LONGEST_WAY], way))
    return pieces


def _way(rest: str, way: bool) -> str:
    """What of *rest*, which begins with the end of a test, is run where that comes out as *way*."""
    if not rest.startswith(")"):
        return rest[:_LONGEST_OPERAND]
    at = _end_of_block(rest, 1)
    if way:
        return rest[:at]
    other = rest[at:]
    is_other = other.lstrip().startswith("else")
    if _LEAVES.search(rest, 0, at) is None and not is_other:
        return ""
    if _LEAVES.search(rest, 0, at) is None:
        return other[: _end_of_block(other, other.index("else") + 4)]
    return other[: _end_of_block("{" + other, 0)]


def _end_of_block(code: str, at: int) -> int:
    """Where the statement that begins *at* a place ends."""
    if code[at:].lstrip()[:1] != "{":
        end = code.find(";", at)
        return len(code) if end < 0 else end + 1
    deep = 0
    for brace in _BRACES.finditer(code, at):
        deep += 1 if brace[0] == "{" else -1
        if deep == 0:
            return brace.end()
    return len(code)


def _number(code: str) -> str:
    return str(zlib.crc32(code.encode("utf-8", "replace")))


def _begin(code: str, start: int) -> int:
    """Where the comparison begins of which the operand at *start* is the second part."""
    before = _SAID_BEFORE.search(code, max(0, start - _BEFORE), start)
    return before.start() if before else start


def _stands_alone(code: str, start: int, *, is_word: bool = True) -> bool:
    """Whether what begins at *start* is no more than a part of what stands before it."""
    before = code[max(0, start - _BEFORE) : start]
    return _BEGINS.search(before) is not None and (is_word or before.rstrip()[-1:] not in (")", "]", "}"))
