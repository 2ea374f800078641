"""
Code of a page that is not run here and may be in a browser (未运行代码): what waits for the answer of another address, and what a script would have done had it not broken off.

What stands in the elements that such code overwrites, takes away or hides is not what people see.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice

from selectolax.lexbor import LexborNode, SelectolaxError

#: How the elements of a page are found: a kind (`id`, `css`) and a name.
Select = Callable[[str, str], list[LexborNode]]

#: So much of all of it is looked at, so long a call may be, and so many things of each kind.
_BEFORE = 120
LONGEST_CODE, LONGEST_CALL, MOST = 400_000, 6000, 200
_SIGNS = re.compile(r"""\\.|["'`(){}\[\]]""", re.DOTALL)
#: Elements by their bare names, and functions that do nothing but find one.
_ALL = re.compile(
    r"""document\.all(?:\.|\s?[\[(]\s?["'])(?!tags|item|length)([A-Za-z_][\w-]{0,40})(?:["']\s?[\])])?"""
)
_FINDERS = re.compile(
    r"(?:function\s{1,3}([\w$]{1,20})\s?\(\w{1,20}\)\s?\{\s{0,20}return\b|(?<![\w$.])([\w$]{1,20})\s?=\s?(?:function\s?\(\w{1,20}\)\s?\{\s{0,20}return\b|\(?\w{1,20}\)?\s?=>)?)"
    r"(?:[^;{}]{0,40}[^\w;{}])?document\.(getElementById|querySelector(?:All)?)(?:\(\w{1,20}\)|\.bind\()"
)
_CALL = re.compile(r"(?<![\w$.])(?<!function )([\w$]{1,20}+)\s?\(")
#: Where a function begins, the name that stands before one, and the names by which code calls one or hands it on.
_FUNCTION = re.compile(r"function\b\s{0,3}([\w$]{0,60})|=>|\)\s?\{")
_NAME_BEFORE = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]{0,60}+)\s{0,2}[:=]\s{0,2}(?:async\s{0,2})?(?:\([^()]{0,100}\)\s{0,2}|[\w$]{1,40}\s{0,2})?\Z"
)
_METHOD_BEFORE = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,60}+)\s?\([^(){};]{0,100}\Z")
_GIVEN = re.compile(r"\s?\(\s?([\w$]{1,40}+(?:\s?,\s?[\w$]{1,40}+){0,9})\s?\)")
_REMARK = re.compile(r"""//(?<![:"'`\\/=(,]//)[^\r\n]*+""")
_CALLS_GIVEN = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,60}+)\s?\(")
_BODIES, _MOST_BODIES = 8, 60
_CALLS = re.compile(r"(?<![\w$])([A-Za-z_$][\w$]{0,60}+)\s?\(|\(\s?([A-Za-z_$][\w$]{0,60}+)\s?[,)]")
#: How scripts look for an element: by words, by words that others go on, by no words of their own.
_FINDS = r"""[gqjZ$](?<![\w$].)(?:(?<=g)etElement(?:ById|sBy(?:Name|ClassName|TagName))|(?<=q)uerySelector(?:All)?|(?<=j)Query|(?<=Z)epto|(?<=\$))"""
_QUERY = re.compile(
    rf"""({_FINDS})(\s?\(\s?(?:"([^"<\n]{{1,80}})"|'([^'<\n]{{1,80}})'|`([^`<$\n]{{1,80}}))["'`$]?\s?(\+|\{{)?)"""
)
_ANY_QUERY = re.compile(
    rf"""{_FINDS}(\s?\(\s?(?:([A-Za-z_$][\w$.]{{0,60}}+)\s?[,)]|["'`][#.]?["'`$]\s?[+{{]))"""
)
#: What a variable, or a field of a thing, is given right before the place where that is looked for.
_KEPT_AS = re.compile(
    r"(?:(\.)|(?<![\w$.]))([A-Za-z_$][\w$]{0,60}+)\s{0,3}(?:=|(:))\s{0,3}(?:document\s?\.\s?|window\s?\.\s?)?\Z"
)
#: What a variable is given of another one, or of a field.
_KEPT_OF = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]{0,60}+)\s?=\s?(?:(?:this|self|that|_this|me)(\.))?([A-Za-z_$][\w$]{0,60}+)(?=\s?[.;\[,\n])"
)
_THIS = re.compile(r"this\b(?!\s?\.)(?:\s?\))?")
_KEPT_THIS = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,60}+)\s?=\s?(?:(?:\$|jQuery)\s?\(\s?)?\Z")
_USES = re.compile(r"(?:(\.)|(?<![\w$.'\"#-]))([A-Za-z_$][\w$]{0,60}+)(?=\s?[.\[])")
_STRINGS = re.compile(r"""(?<!ById\()(?<!\$\()["'](?:([#.])|(?=\w))([\w-]{1,40})["']""")
#: What stands behind an element: a place among several, or a word, with what is handed over.
_LINK = re.compile(r"\s{0,20}(?:\.\s{0,3}([\w$]{1,40}+)\s{0,2}(\()?|\[\s?(\d{1,3})?)")
_ASSIGNS = re.compile(r"\s{0,3}=(?![=>])")
_OVER = frozenset(
    {"html", "text", "load", "empty", "remove", "detach", "hide", "fadeOut", "slideUp", "replaceWith", "replaceChildren", "toggle"}
)  # fmt: skip
_SAYS_OR_READS = frozenset({"html", "text"})
_IS_SET = frozenset({"innerHTML", "innerText", "outerHTML", "textContent", "nodeValue", "data"})
_IS_STYLED = frozenset({"display", "visibility", "opacity", "cssText", "hidden"})
_BY_WORDS = frozenset({"css", "attr", "prop", "setAttribute", "addClass", "toggleClass", "add"})
_INSIDE = frozenset({"find", "children", "querySelector", "querySelectorAll"})
_AROUND = re.compile(r"next|prev|parent|closest|siblings|offsetParent")
_EACH = frozenset({"each", "forEach"})
_HIDES = re.compile(r"none|hid|opacity")
_NOT_SEEN = re.compile(r"none|hidden|true|(?<![\w.])0(?![\w.])")
_OVERWRITES = re.compile(
    r"\.\s?(?:(?:html|text)\s?\(\s?[^)\s]|(?:empty|remove(?:Child)?|replaceChild|hide|detach|fadeOut|slideUp|replaceWith|load)\s?\(|(?:inner(?:HTML|Text)|outerHTML|textContent|nodeValue|data)\s?=(?!=)|replaceChildren\s?\(|style\s?\.)"
)
#: The words of jQuery's own that choose among elements: the place, where it is one.
_CHOSEN = re.compile(
    r"([^:]{1,80}):(?:(first|last)|eq\((\d{1,3})\)|(?:gt|lt|even|odd|visible|hidden|has|contains)\b.*)\Z",
    re.DOTALL,
)
#: Where words of a selector begin that go on.
_CUT = re.compile(r"[:\[]")
_WHOLE = frozenset({"html", "head", "body"})


def overwritten(pieces: Sequence[str], codes: Sequence[str], select: Select) -> Iterator[LexborNode]:
    """The elements that *pieces* overwrite, take away or hide; *codes*: all scripts of the page, whose functions they call."""
    found = dict[int, LexborNode]()
    whole, begun = (_without_remarks("\n".join(one)[:LONGEST_CODE]) for one in (codes, pieces))
    finders = _finders(whole)
    whole, begun = _plain(whole, finders), _plain(begun, finders)
    code = _reached(begun, whole)
    if _OVERWRITES.search(code) is None and _HIDES.search(code) is None:
        return
    look = _Look(select, whole)
    for at, nodes in look.in_code(code):
        over, _ = look.follow(code, at, nodes)
        found.update((one.mem_id, one) for one in over)
    yield from found.values()


def _reached(code: str, whole: str) -> str:
    """*code* and what the functions do that it calls by name, or that others hand to the function around it."""
    defined: dict[str, list[int]] = {}
    handed_to: dict[str, str] = {}
    for one in islice(_FUNCTION.finditer(whole), 5 * MOST):
        name, at = one[1] or "", one.start()
        before = _METHOD_BEFORE if one[0][0] == ")" else _NAME_BEFORE
        if not name and (named := before.search(whole, max(0, at - _BEFORE), at)) is not None:
            name = named[1]
        if name and name != "function" and len(places := defined.setdefault(name, [])) < _BODIES:
            places.append(at)
            if (parameters := _GIVEN.match(whole, one.end())) is not None:
                handed_to.update(dict.fromkeys(parameters[1].replace(" ", "").split(","), name))
    parts, known, todo = [code], set[str](), code
    for _ in range(3):
        called = dict.fromkeys(one or other for one, other in _CALLS.findall(todo))
        names = [one for one in called if one not in known][:MOST]
        known.update(names)
        more = [
            _body(whole, at) for at in [at for name in names for at in defined.get(name, ())][:_MOST_BODIES]
        ]
        given = [name for name in dict.fromkeys(_CALLS_GIVEN.findall(todo)) if name in handed_to]
        more += [
            body
            for name in given[:_BODIES]
            if name not in defined
            for body in _handed(handed_to[name], whole)
        ]
        if not (todo := "\n".join(more)[:LONGEST_CODE]):
            break
        parts.append(todo)
    return "\n".join(parts)[:LONGEST_CODE]


def _body(code: str, at: int) -> str:
    """The function that is defined at the place *at*."""
    opened = code.find("{", at, at + 300)
    return code[at : _past(code, opened)] if opened >= 0 else code[at : at + 300]


def _handed(name: str, code: str) -> Iterator[str]:
    """What is handed to the function *name* wherever *code* calls it."""
    at = code.find(f"{name}(")
    for _ in range(_BODIES):
        if at < 0:
            return
        yield code[at + len(name) : _past(code, at + len(name))]
        at = code.find(f"{name}(", at + 1)


def _finders(code: str) -> dict[str, str]:
    """The functions of *code* that do nothing but find an element, and by which of the page's own they do."""
    return {one[1] or one[2]: one[3] for one in islice(_FINDERS.finditer(code), _BODIES)}


def _plain(code: str, finders: Mapping[str, str]) -> str:
    """*code* with the page's own words in the place of *finders* and of an element's bare name."""
    code = _ALL.sub(r"document.getElementById('\1')", code)
    return (
        _CALL.sub(lambda one: f"document.{finders[one[1]]}(" if one[1] in finders else one[0], code)
        if finders
        else code
    )


def _without_remarks(code: str) -> str:
    """*code* without what it says to nobody."""
    kept, at = list[str](), 0
    while (begins := code.find("/*", at)) >= 0 and (ends := code.find("*/", begins)) >= 0:
        kept.append(code[at:begins])
        at = ends + 2
    return _REMARK.sub("", "".join([*kept, code[at:]]))


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
        #: where the elements are looked for that variables hold, by the names of those, and those found already
        self._kept_at: dict[str, re.Match[str]] = {}
        self._kept: dict[str, list[LexborNode]] = {}
        self._each_of = list[re.Match[str]]()
        self._found_in: dict[tuple[int, str], list[LexborNode]] = {}
        for query in (*islice(_QUERY.finditer(whole), MOST), *islice(_ANY_QUERY.finditer(whole), MOST)):
            name = _KEPT_AS.search(whole, max(0, query.start() - _BEFORE), query.start())
            if name is not None and (query.re is _QUERY or query[2] != "this"):
                self._kept_at.setdefault("." * bool(name[1] or name[3]) + name[2], query)
            if (
                query.re is _QUERY
                and (link := _LINK.match(whole, _past(whole, query.start(2))))
                and link[1] in _EACH
            ):
                self._each_of.append(query)
        self._kept_of = {one[1]: one for one in islice(_KEPT_OF.finditer(whole), MOST)}
        #: the variables that hold the element a function is called for, and where what they are given goes on
        self._this = dict[str, int]()
        for this in islice(_THIS.finditer(whole), MOST):
            kept = _KEPT_THIS.search(whole, max(0, this.start() - _BEFORE), this.start())
            if kept is not None:
                self._this.setdefault(kept[1], this.end())

    def in_code(self, code: str) -> Iterator[tuple[int, list[LexborNode]]]:
        """Where *code* names elements, and which."""
        for query in islice(_QUERY.finditer(code), MOST):
            yield _past(code, query.start(2)), self._named(query)
        for query in islice(_ANY_QUERY.finditer(code), MOST):
            known = self._kept_as("this" if query[2] == "this" else query[2] or "")
            yield _past(code, query.start(1)), self._by_strings() if known is None else known
        left = MOST
        for use in islice(_USES.finditer(code), 10 * MOST):
            name = f"{use[1] or ''}{use[2]}"
            kept = self._kept_as(name) if name != "this" else None
            if kept is None and not use[1] and _OVERWRITES.match(code, use.end()) is not None:
                kept = self._select("id", name)
            if kept and left > 0:
                left -= 1
                yield use.end(), kept

    def _kept_as(self, name: str) -> list[LexborNode] | None:
        """The elements that a variable holds; None of one that holds none by any words."""
        if name in self._kept:
            return self._kept[name]
        if (query := self._kept_at.get(name)) is not None:
            is_named = query.re is _QUERY
            nodes = self._named(query) if is_named else self._by_strings()
            found = self.follow(self._whole, _past(self._whole, query.start(2 if is_named else 1)), nodes)[1]
        elif name == "this" or name in self._this:
            found = [*{node.mem_id: node for one in self._each_of for node in self._named(one)}.values()]
            if name != "this":
                found = self.follow(self._whole, self._this[name], found)[1]
        elif (of := self._kept_of.get(name)) is not None:
            self._kept[name] = []  # of itself
            nodes = self._kept_as(f"{of[2] or ''}{of[3]}") or []
            found = self.follow(self._whole, of.end(), nodes)[1]
        else:
            return None
        self._kept[name] = found
        return found

    def _named(self, query: re.Match[str]) -> list[LexborNode]:
        """The elements that a *query* looks for."""
        call, name = query[1], (query[3] or query[4] or query[5]).strip()
        if query[6]:  # the name goes on
            around, _, own = name.rpartition(" ")
            if (cut := _CUT.search(own)) is not None:
                before = name[: len(name) - len(own) + cut.start()]
                return self._select("css", before) if not before.isalnum() else []
            bare, is_class = own.lstrip("#."), own.startswith(".") or "Class" in call
            key = f'[{"class*" if is_class else "id^"}="{bare}"]' if bare else "*" if around else ""
            return self._select("css", f"{around} {key}") if key and '"' not in bare else []
        if call == "getElementById":
            return self._select("id", name)
        if call == "getElementsByName":
            return self._select("css", f'[name="{name}"]')
        if call == "getElementsByClassName":
            return self._select("css", "." + ".".join(name.split()))
        if (chosen := _CHOSEN.match(name)) is None:
            return self._select("css", name)
        place = -1 if chosen[2] == "last" else 0 if chosen[2] else int(chosen[3]) if chosen[3] else None
        return _placed(self._select("css", chosen[1].rstrip(" >+~")), place)

    def _by_strings(self) -> list[LexborNode]:
        """The elements whose names stand as words in the scripts: a function that looks for one may be handed any of them."""
        if (known := self._kept.get("")) is not None:
            return known
        words = dict.fromkeys(islice(_STRINGS.findall(self._whole), 2 * MOST))
        keys = (("css", "." + word) if sign == "." else ("id", word) for sign, word in words)
        self._kept[""] = [node for key in keys for node in self._select(*key)]
        return self._kept[""]

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
                    over += self._kept_as(handed.rsplit(",", 1)[-1].strip()) or [
                        one for one in nodes if one.tag not in _WHOLE
                    ]
                elif word in _EACH:
                    over += nodes if _OVERWRITES.search(handed) is not None else []
                elif (word in _OVER and (handed or word not in _SAYS_OR_READS)) or (
                    word in _BY_WORDS and _HIDES.search(handed) is not None
                ):
                    over += nodes
                else:
                    nodes = self._led_to(nodes, word, handed)
            elif word in _IS_STYLED:
                assigns = _ASSIGNS.match(code, at)
                over += nodes if assigns and _NOT_SEEN.search(code, assigns.end(), assigns.end() + 40) else []
                break
            elif word in _IS_SET:
                over += nodes if _ASSIGNS.match(code, at) is not None else []
                break
            else:
                nodes = self._led_to(nodes, word, "")
        return over, nodes

    def _led_to(self, nodes: list[LexborNode], word: str, handed: str) -> list[LexborNode]:
        """Where *word* leads from *nodes*: among them, inside of them, or to what stands around them."""
        if word in ("first", "last") or (word in ("eq", "get", "item") and handed.isdigit()):
            return _placed(nodes, -1 if word == "last" else int(handed) if handed.isdigit() else 0)
        selector = handed.strip("'\"") if handed[:1] in ("'", '"') else ""
        if word in _INSIDE and selector:
            return [one for node in nodes[:40] for one in self._inside(node, selector)[:MOST]]
        if word in ("closest", "parents") and selector:
            top = _above(nodes[0])[-1]
            found = {one.mem_id for one in self._inside(top, selector)}
            next_ones = (next((up for up in _above(one) if up.mem_id in found), None) for one in nodes[:40])
            return [one for one in next_ones if one is not None]
        if _AROUND.match(word) is not None:
            return [one.parent or one for one in nodes]
        return nodes

    def _inside(self, node: LexborNode, selector: str) -> list[LexborNode]:
        """What *selector* finds in *node*; the node itself where that cannot be said, or was asked too often."""
        key = (node.mem_id, selector)
        if key not in self._found_in:
            if len(self._found_in) >= 5 * MOST:
                return [node]
            self._found_in[key] = [node]
            with suppress(SelectolaxError, ValueError):
                self._found_in[key] = [one for one in node.css(selector) if one.mem_id != node.mem_id]
        return self._found_in[key]


def _above(node: LexborNode) -> list[LexborNode]:
    """The elements around *node*; itself where there is none."""
    around, at = list[LexborNode](), node.parent
    while at is not None:
        around.append(at)
        at = at.parent
    return around or [node]


def _placed(nodes: list[LexborNode], place: int | None) -> list[LexborNode]:
    if place is None:
        return nodes
    return nodes[-1:] if place < 0 else nodes[place : place + 1]
