"""
Code of a page that is not run here and may be in a browser (未运行代码): what waits for the answer of another address, and what a script would have done had it not broken off.

What stands in the elements that such code overwrites, takes away or hides is not what people see.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice

from selectolax.lexbor import LexborNode, SelectolaxError

#: How the elements of a page are found: a kind (`id`, `css`) and a name.
Select = Callable[[str, str], list[LexborNode]]

#: So much of all of it is looked at, so long a call may be, and so many things of each kind.
LONGEST_CODE, LONGEST_CALL, MOST = 400_000, 6000, 200
_SIGNS = re.compile(r"""\\.|["'`(){}\[\]]""", re.DOTALL)
#: Where a function is defined, whatever way, and the names by which code calls one or hands it on.
_DEFINES = re.compile(
    r"\bfunction\s{1,3}([\w$]{1,60}+)\s{0,2}\(|(?<![\w$])([\w$]{1,60}+)\s{0,2}[:=]\s{0,2}(?:async\s{1,2})?(?:function\b|\([^()]{0,100}\)\s{0,2}=>|[\w$]{1,60}+\s{0,2}=>)"
    r"|(?<![\w$.])([\w$]{1,60}+)\s?\([^(){};]{0,100}\)\s?\{"
)
_CALLS = re.compile(r"(?<![\w$])([A-Za-z_$][\w$]{0,60}+)\s?\(|\(\s?([A-Za-z_$][\w$]{0,60}+)\s?[,)]")
#: How scripts look for an element: by words, by words that others go on, by no words of their own.
_QUERY = re.compile(
    r"""(?<![\w$])(getElementById|getElementsByName|getElementsByClassName|getElementsByTagName|querySelector(?:All)?|\$|jQuery|Zepto)(\s?\(\s?(?:"([^"<\n]{1,80})"|'([^'<\n]{1,80})'|`([^`<$\n]{1,80}))["'`$]?\s?(\+|\{)?)"""
)
_ANY_QUERY = re.compile(
    r"""(?<![\w$])(?:getElementById|querySelector(?:All)?|\$|jQuery)(\s?\(\s?(?:([A-Za-z_$][\w$.]{0,60}+)\s?[,)]|["'`][#.]?["'`$]\s?[+{]))"""
)
_KEPT_AS = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]{0,60}+)\s{0,3}=\s{0,3}(?:document\s?\.\s?|window\s?\.\s?)?\Z"
)
_KEPT_THIS = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]{0,60}+)\s?=\s?(?:this\b(?!\s?\.)|(?:\$|jQuery)\s?\(\s?this\s?\))"
)
_USES = re.compile(r"(?<![\w$.'\"#-])([A-Za-z_$][\w$]{0,60}+)(?=\s?[.\[])")
_STRINGS = re.compile(r"""(?<!ById\()(?<!\$\()["'](?:([#.])|(?=\w))([\w-]{1,40})["']""")
#: What stands behind an element: a place among several, or a word, with what is handed over.
_LINK = re.compile(r"\s{0,20}(?:\.\s{0,3}([\w$]{1,40}+)\s{0,2}(\()?|\[\s?(\d{1,3})?)")
_ASSIGNS = re.compile(r"\s{0,3}=(?![=>])")
_OVER = frozenset(
    {"html", "text", "load", "empty", "remove", "detach", "hide", "fadeOut", "slideUp", "replaceWith", "replaceChildren", "toggle"}
)  # fmt: skip
_SAYS_OR_READS = frozenset({"html", "text"})
_IS_SET = frozenset({"innerHTML", "innerText", "outerHTML", "textContent", "nodeValue", "display", "visibility", "opacity", "cssText", "hidden"})  # fmt: skip
_INSIDE = frozenset({"find", "children", "querySelector", "querySelectorAll"})
_AROUND = re.compile(r"next|prev|parent|closest|siblings|offsetParent")
_EACH = frozenset({"each", "forEach", "map", "filter"})
_HIDES = re.compile(r"none|hidden|opacity")
_OVERWRITES = re.compile(
    r"\.\s?(?:(?:html|text)\s?\(\s?[^)\s]|(?:empty|remove(?:Child)?|replaceChild|hide|detach|fadeOut|slideUp|replaceWith|load)\s?\(|(?:inner(?:HTML|Text)|outerHTML|textContent)\s?=(?!=)|style\s?\.)"
)
#: The words of jQuery's own that choose among elements: the place, where it is one.
_CHOSEN = re.compile(
    r"([^:]{1,80}):(?:(first|last)|eq\((\d{1,3})\)|(?:gt|lt|even|odd|visible|hidden|has|contains)\b.*)\Z",
    re.DOTALL,
)
_CSS = {"getElementsByName": '[name="{}"]', "getElementsByClassName": ".{}"}
_IDS = frozenset({"getElementById"})
_WHOLE = frozenset({"html", "head", "body"})


def overwritten(pieces: Sequence[str], codes: Sequence[str], select: Select) -> Iterator[LexborNode]:
    """The elements that *pieces* overwrite, take away or hide; *codes*: all scripts of the page, whose functions they call."""
    found = dict[int, LexborNode]()
    whole = "\n".join(codes)[:LONGEST_CODE]
    code = _reached("\n".join(pieces)[:LONGEST_CODE], whole)
    if _OVERWRITES.search(code) is None and _HIDES.search(code) is None:
        return
    look = _Look(select, whole)
    for at, nodes in look.in_code(code):
        over, _ = look.follow(code, at, nodes)
        found.update((one.mem_id, one) for one in over)
    yield from found.values()


def _reached(code: str, whole: str) -> str:
    """*code* and what the functions do that it calls by name."""
    defined: dict[str, int] = {}
    for one in islice(_DEFINES.finditer(whole), 4 * MOST):
        defined.setdefault(one[1] or one[2] or one[3], one.start())
    parts, known, todo = [code], set[str](), code
    for _ in range(3):
        called = dict.fromkeys(one or other for one, other in _CALLS.findall(todo))
        names = [one for one in called if one in defined and one not in known][:MOST]
        known.update(names)
        todo = "\n".join(_body(whole, defined[one]) for one in names)[:LONGEST_CODE]
        if not todo:
            break
        parts.append(todo)
    return "\n".join(parts)[:LONGEST_CODE]


def _body(code: str, at: int) -> str:
    """The function that is defined at the place *at*."""
    opened = code.find("{", at, at + 300)
    return code[at : _past(code, opened)] if opened >= 0 else code[at : at + 300]


def _past(code: str, at: int) -> int:
    """The place behind what is opened at *at* and closed again."""
    deep, quote = 0, ""
    for sign in _SIGNS.finditer(code, at, at + LONGEST_CALL):
        one = sign[0]
        if quote:
            quote = "" if one == quote else quote
        elif one in "\"'`":
            quote = one
        elif one in "([{":
            deep += 1
        elif one in ")]}":
            deep -= 1
            if deep <= 0:
                return sign.end()
    return min(len(code), at + LONGEST_CALL)


class _Look:
    """How code names the elements of one page."""

    def __init__(self, select: Select, whole: str) -> None:
        self._select, self._whole = select, whole
        #: elements by the names of the variables that hold them
        self._kept: dict[str, list[LexborNode]] = {}
        self._each = list[LexborNode]()
        for begin, at, nodes in self._queries(whole):
            link = _LINK.match(whole, at)
            if link is not None and link[1] in _EACH:
                self._each += nodes
            name = _KEPT_AS.search(whole, max(0, begin - 90), begin)
            if name is not None and name[1] not in self._kept:
                self._kept[name[1]] = self.follow(whole, at, nodes)[1]
        for this in islice(_KEPT_THIS.finditer(whole), MOST):
            self._kept.setdefault(this[1], self._each)

    def in_code(self, code: str) -> Iterator[tuple[int, list[LexborNode]]]:
        """Where *code* names elements, and which."""
        for _, at, nodes in self._queries(code):
            yield at, nodes
        for query in islice(_ANY_QUERY.finditer(code), MOST):
            known = self._each if query[2] == "this" else self._kept.get(query[2] or "")
            yield _past(code, query.start(1)), self._by_strings() if known is None else known
        for use in islice(_USES.finditer(code), 10 * MOST):
            kept = self._kept.get(use[1])
            if kept is None and _OVERWRITES.match(code, use.end()) is not None:
                kept = self._select("id", use[1])
            if kept:
                yield use.end(), kept

    def _queries(self, code: str) -> Iterator[tuple[int, int, list[LexborNode]]]:
        """Where *code* looks for elements by a name, the place behind that, and which those are."""
        for query in islice(_QUERY.finditer(code), MOST):
            name = query[3] or query[4] or query[5]
            yield (
                query.start(),
                _past(code, query.start(2)),
                self._named(query[1], name.strip(), goes_on=bool(query[6])),
            )

    def _named(self, call: str, name: str, *, goes_on: bool) -> list[LexborNode]:
        if goes_on:
            bare = name.lstrip("#.")
            by_class = name.startswith(".") or "Class" in call
            return (
                self._select("css", f'[{"class*" if by_class else "id^"}="{bare}"]')
                if bare and '"' not in bare
                else []
            )
        if call in _IDS:
            return self._select("id", name)
        if (form := _CSS.get(call)) is not None:
            return self._select("css", form.format(".".join(name.split()) if form[0] == "." else name))
        if (chosen := _CHOSEN.match(name)) is not None:
            nodes = self._select("css", chosen[1].rstrip(" >+~"))
            return _placed(
                nodes,
                -1 if chosen[2] == "last" else 0 if chosen[2] else int(chosen[3]) if chosen[3] else None,
            )
        return self._select("css", name)

    def _by_strings(self) -> list[LexborNode]:
        """The elements whose names stand as words in the scripts: a function that looks for one may be handed any of them."""
        words = dict.fromkeys(islice(_STRINGS.findall(self._whole), 2 * MOST))
        return [
            node
            for sign, word in words
            for node in self._select("css" if sign == "." else "id", "." + word if sign == "." else word)
        ]

    def follow(
        self, code: str, at: int, nodes: list[LexborNode]
    ) -> tuple[list[LexborNode], list[LexborNode]]:
        """Which elements the words behind *at* overwrite, beginning with *nodes*, and which they lead to."""
        over = list[LexborNode]()
        for _ in range(20):
            link = _LINK.match(code, at)
            if link is None or not nodes:
                break
            at, word = link.end(), link[1]
            if word is None:
                nodes = _placed(nodes, int(link[3])) if link[3] else nodes
                at = _past(code, code.find("[", link.start()))
            elif link[2]:
                end = _past(code, at - 1)
                handed = code[at : end - 1].strip()
                at = end
                if word in ("removeChild", "replaceChild"):
                    over += self._kept.get(handed.rsplit(",", 1)[-1].strip()) or [
                        one for one in nodes if one.tag not in _WHOLE
                    ]
                elif word in _EACH:
                    over += nodes if _OVERWRITES.search(handed) is not None else []
                elif (word in _OVER and (handed or word not in _SAYS_OR_READS)) or (
                    word in ("css", "attr", "prop", "setAttribute") and _HIDES.search(handed) is not None
                ):
                    over += nodes
                else:
                    nodes = _led_to(nodes, word, handed)
            elif word in _IS_SET:
                over += nodes if _ASSIGNS.match(code, at) is not None else []
                break
            else:
                nodes = _led_to(nodes, word, "")
        return over, nodes


def _placed(nodes: list[LexborNode], place: int | None) -> list[LexborNode]:
    if place is None:
        return nodes
    return nodes[-1:] if place < 0 else nodes[place : place + 1]


def _led_to(nodes: list[LexborNode], word: str, handed: str) -> list[LexborNode]:
    """Where *word* leads from *nodes*: among them, inside of them, or to what stands around them."""
    if word in ("first", "last") or (word in ("eq", "get", "item") and handed.isdigit()):
        return _placed(nodes, -1 if word == "last" else int(handed) if handed.isdigit() else 0)
    if word in _INSIDE and handed[:1] in ("'", '"') and handed:
        with suppress(SelectolaxError, ValueError):
            return [
                inside
                for one in nodes[:40]
                for inside in one.css(handed.strip("'\""))
                if inside.mem_id != one.mem_id
            ]
        return nodes
    if _AROUND.match(word) is not None:
        return [one.parent or one for one in nodes]
    return nodes
