"""
Code of a page that breaks off here, even with answers that may be anything, and may not in a browser (未运行代码).

What stands in the elements that such code names is not sure to be what people see.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

#: How the elements of a page are found: a kind (`id`, `css`) and a name.
Select = Callable[[str, str], list[LexborNode]]

#: So much of it is looked at, so much of each function that it calls, and so many names.
LONGEST_CODE, MOST = 200_000, 200
#: A function is looked at so far at least, whatever braces stand in its texts and patterns, and no farther than that.
_SHORTEST, _LONGEST_FUNCTION, _BRACES = 3000, 30_000, re.compile(r"[{}]")
_CALLED = re.compile(r"(?<![\w$])([A-Za-z_$][\w$]{1,60}+)\s?\(")
DEFINED = re.compile(
    r"function\s{1,3}([\w$]{1,61}+)|(?<![\w$])([A-Za-z_$][\w$]{0,60}+)\s?[:=]\s?(?:async\s?)?(?:function\b|\([^()\n]{0,80}\)\s?=>|[\w$]{1,20}\s?=>)"
)
#: What takes away, hides or overwrites; and the names of elements: as words of their own, or by no more than their ids.
_CHANGES = re.compile(
    r"\.\s?(?:html|text|empty|remove(?:Child)?|replace\w{0,9}|hide|detach|fadeOut|slideUp|load|toggle)\s?\(|inner(?:HTML|Text)|outerHTML|textContent|nodeValue|\.data\s?=|none|hid|opacity|\bel\s?:|mount\s?\(|\.render\s?\("
)
_WORDS = re.compile(r"""["'`]([#.\w][^"'`<>\n{}()=;,]{0,80})(?=["'`])""")
_BARE = re.compile(r"(?<![\w$.])([A-Za-z_]\w{0,40}+)\.(?:inner|outer|text|style\b|remove\b|replace|hidden\b)")
_ONE_WORD = re.compile(r"[\w-]++")
_WHOLE = frozenset({"html", "head", "body"})
#: How code and places of counts of readers are called.
COUNTS = "hit|click|count|view|visit|pv|num|zan|share"
#: All that a script does where what it calls writes: `showTime(1234);`; and what counts, shares, sets or is any browser's own.
_ONE_CALL = re.compile(
    r"(?:<!--\s{0,9})?([A-Za-z_$][\w$]{1,60}+)(?:\.[\w$]{1,60}+){0,3}+\([^()<>]{0,300}+\)\s{0,9};?\s{0,9}(?://\s{0,9}-->)?"
)
_NO_TEXT = re.compile(
    rf"{COUNTS}|font|zoom|size|print|init|log|load|set|bd|\$|jQuery|document|window|console|alert",
    re.IGNORECASE,
)
_MOST_CALLS = 60


def calls_alone(tree: LexborHTMLParser, scripts: str) -> list[LexborNode]:
    """The scripts of a body that do no more than call a function, which may write, and which none of the page's own *scripts* holds."""
    nodes, known = list[LexborNode](), frozenset[str]()
    for node in tree.css("body script:not([src])")[:_MOST_CALLS]:
        call = _ONE_CALL.fullmatch(node.text(strip=True))
        if call is None or _NO_TEXT.search(call[0]) is not None:
            continue
        known = known or frozenset(one or other for one, other in DEFINED.findall(scripts[:LONGEST_CODE]))
        if call[1] not in known:
            nodes.append(node)
    return nodes


def function_at(code: str, begin: int) -> str:
    """The function that begins at a place of *code*, or more than it."""
    deep = 0
    for brace in _BRACES.finditer(code, begin, begin + _LONGEST_FUNCTION):
        deep += 1 if brace[0] == "{" else -1
        if deep <= 0 and brace.start() > begin + _SHORTEST:
            return code[begin : brace.end()]
    return code[begin : begin + (_SHORTEST if deep <= 0 else _LONGEST_FUNCTION)]


def named_in(pieces: Sequence[str], codes: Sequence[str], select: Select) -> Iterator[LexborNode]:
    """The elements that *pieces* of code name, or the functions that they call; *codes*: all scripts of the page."""
    code = "\n".join(pieces)[:LONGEST_CODE]
    called = frozenset(islice(_CALLED.findall(code), 5 * MOST))
    whole = "\n".join(codes)[:LONGEST_CODE]
    own = (one.start() for one in DEFINED.finditer(whole) if (one[1] or one[2]) in called)
    for begin in islice(own, MOST):
        if len(code) >= LONGEST_CODE:
            break
        code += "\n" + function_at(whole, begin)
    code = code[:LONGEST_CODE]
    if _CHANGES.search(code) is None:
        return
    found = dict[int, LexborNode]()
    for word in dict.fromkeys(islice(_WORDS.findall(code), 2 * MOST)):
        plain = word.partition(":")[0].strip()
        keys = [("id", plain), ("css", f".{plain}")] if _ONE_WORD.fullmatch(plain) else [("css", plain)]
        found.update((node.mem_id, node) for key in keys if plain for node in select(*key))
    for name in dict.fromkeys(islice(_BARE.findall(code), MOST)):
        found.update((node.mem_id, node) for node in select("id", name))
    yield from (node for node in found.values() if node.tag not in _WHOLE)
