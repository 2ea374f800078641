"""Code in attributes that runs by itself once a page or a part of it has come, or has not (事件属性)."""

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.domain.text import unescaped
from probes.pages.document.begun import holds, names_begun
from probes.pages.document.unrun import DEFINED, function_at

#: How most of them are written behind their first letter, and all.
_LIKELY = ("nload", "nLoad", "NLOAD", "nerror", "nError", "NERROR", "nfocus", "nanimation", "ncanplay", "ntoggle", "nbegin")  # fmt: skip
_ALL = (*_LIKELY, "nFocus", "npageshow", "nstart")
#: How frames begin whose address is code, or that hold a page which may have some, and scripts whose address is theirs.
_FRAMES, _DATA = ('rc="javascript:', "rc='javascript:", "rcdoc="), "data:text/j"
#: Those that run by themselves where they stand, and the one that only a body has.
_NAMES = frozenset({
    "onload", "onloadeddata", "onloadedmetadata", "onloadstart", "onloadend", "onerror", "onfocus", "onfocusin", "ontoggle", "onstart", "onbegin",
    "onanimationstart", "onanimationend", "onanimationiteration", "oncanplay", "oncanplaythrough",
})  # fmt: skip
_OF_BODY = "onpageshow"
_OF_FRAMES = ("src", "srcdoc")
#: Those of elements that may hold words, by how they begin; those of toggles and drawings, which few pages have.
_OF_WORDS = ("onanimation", "onfocus", "ontoggle")
_HAVE_OTHERS, _OTHERS = frozenset({"details", "svg"}), ("ntoggle", "nbegin")
_HANDLER = re.compile(
    rf"""[\s/"']({"|".join(sorted({*_NAMES, _OF_BODY, *_OF_FRAMES}))})\s{{0,3}}=\s{{0,3}}(?:"([^"]{{4,20000}})"|'([^']{{4,20000}})'|([^\s"'<>=][^\s>]{{3,20000}}))""",
    re.IGNORECASE,
)
_WITH_ONE = ",".join(f"[{name}]" for name in sorted(_NAMES))
#: Elements that may have one, but for those of animations: a selector of three names more takes twice as long.
_MAY_HAVE_ONE = "[onload],[onerror],[autofocus],video,audio"
#: Code that does something to the page, and not just to the picture that has it.
_OF_THE_PAGE = re.compile(
    r"document|\$|jQuery|(?:inner|outer)(?:HTML|Text)|textContent|\.\s?remove\s?\(|this\s?\.\s?(?:insert|replace|after|before)"
)
#: What an address begins with that is itself code.
_ADDRESS = re.compile(
    r"\s{0,9}(?:javascript:|data:(?:text|application)/(?:x-)?(?:java|ecma)script([^,]{0,60}),)", re.IGNORECASE
)
#: Ways from an element to those around it: one step up each, however far, and to those beside it.
_UP = re.compile(r"parent(?:Node|Element)|\.\s?parent\s?\(|offsetParent")
_FAR = re.compile(
    r"closest|parents|\bevent\b|\bwith\s?\(|eval|Function|fromCharCode|atob|(?:this|window|self|top)\s?\[|\[\s?[\"'][^\"'\]]{0,20}[\"']\s?\+"
)
_BESIDE = re.compile(
    r"(?:next|previous)(?:Element)?Sibling|\.\s?(?:next|prev|siblings|nextAll|prevAll|insertAdjacent\w{4,7}|replaceWith|after|before)\s?\("
)
#: How it changes what it finds there.
_CHANGES = re.compile(
    r"style|[cC]lass|hid|HTML|Text|textContent|nodeValue|\.\s?data\s?=|css|attr|setAttribute|fade|slide|(?:\.\s?|\[\W?)(?:html|text|empty|remove|replace|detach|toggle|append|prepend|insert|before|after|wrap)|eval|Function|atob|fromCharCode|\]\s?\("
)
_CALLED = re.compile(r"(?<![\w$])([A-Za-z_$][\w$]{0,60}+)\s?(?:\.\s?(?:call|apply)\s?)?[(`]")
_WORDS = frozenset(("if", "for", "while", "switch", "function", "return", "catch", "alert", "setTimeout"))
#: Code that may put words into the page.
_PUTS = re.compile(
    r"HTML|Text|textContent|nodeValue|write|\.(?:html|text|append|prepend|before|after|load|get|post|ajax)\s?\("
)
#: So many are looked at that say something of their own, and so many in all; so many that run on load are run.
MOST_HANDLERS, MOST_ATTRIBUTES = 200, 5000
LONGEST_HANDLER = 20_000
#: So much of their code in all: more than a page may be long, which those have that stand within one another.
_MOST_CODE = 2_000_000
_MOST_CALLED, _MOST_OF_FUNCTIONS, _ANY_HEIGHT = 20, 300_000, 60


def likely_handlers(html: str) -> Sequence[tuple[str, str]]:
    """The attributes of *html* that run once it has loaded, or a part of it has not, and may change it: their names and their code."""
    return _looked_at(html, _LIKELY)[0]


def may_have_handlers(tree: LexborHTMLParser, html: str) -> bool:
    """Whether an attribute of *tree*, of the page *html*, may be such a one: quicker, and not asked of the words of its text."""
    return (
        tree.css_first(_MAY_HAVE_ONE) is not None
        or holds(html, "nanimation")
        or _with_addresses(html) != ()
        or (not _HAVE_OTHERS.isdisjoint(names_begun(html)) and holds(html, *_OTHERS))
    )


def handler_code(html: str) -> list[str]:
    """The code of those."""
    return [code for _, code in likely_handlers(html)]


def are_too_many(html: str) -> bool:
    """Whether more attributes of *html* run by themselves than are looked at."""
    return _looked_at(html, _LIKELY)[1]


def handlers_put_words(html: str) -> bool:
    """Whether any attribute that runs by itself may put words into the page, or there are more than are looked at."""
    told, too_many = _looked_at(html, _ALL)
    return too_many or any(_PUTS.search(code) is not None for _, code in told)


def are_of_words(html: str) -> bool:
    """Whether any of those stands on an element that may hold words of its own."""
    return any(name.startswith(_OF_WORDS) for name, _ in likely_handlers(html))


def reaches_out(codes: Sequence[str]) -> bool:
    """Whether any of these *codes* goes on from the element that has it to others."""
    return any(pattern.search(code) is not None for code in codes for pattern in (_UP, _FAR, _BESIDE))


def reached(tree: LexborHTMLParser, scripts: str) -> Iterator[LexborNode]:
    """The elements of *tree* that attributes may change by going on from their own: what stands around them; *scripts*: all of the page's."""
    nodes = tree.css(_WITH_ONE)[:MOST_ATTRIBUTES]
    functions = dict[str, int]()
    for one in DEFINED.finditer(scripts) if nodes else ():
        functions.setdefault(one[1] or one[2], one.start())
    heights, ways = dict[str, int | None](), dict[str, _Ways]()
    known, left = set[int](), _MOST_OF_FUNCTIONS
    for node in nodes:
        given = node.attributes
        codes = [
            value
            for name, value in given.items()
            if name in _NAMES and value and (not name.startswith("onfocus") or "autofocus" in given)
        ]
        for code in codes:
            if code in heights:
                continue
            called = [name for name in _CALLED.findall(code) if name in functions]
            for name in called:
                if name not in ways and left > 0:
                    function = function_at(scripts, functions[name])
                    ways[name] = _ways(function)
                    left -= len(function)
            heights[code] = _height([_ways(code), *(ways.get(name, _ANY_WAY) for name in called)])
        height = max((up for code in codes if (up := heights[code]) is not None), default=None)
        at = node
        for _ in range(height or 0):
            if at.parent is None or at.tag == "body" or (height == _ANY_HEIGHT and at.parent.tag == "body"):
                break
            at = at.parent
        has_content = at is not node or (node.tag != "body" and node.child is not None)
        if height is not None and has_content and at.mem_id not in known:
            known.add(at.mem_id)
            yield at


def _height(ways: Sequence["_Ways"]) -> int | None:
    """So many steps up from their element pieces of code with these *ways* together change what they find there; None where they change nothing."""
    if not any(way.changes for way in ways):
        return None
    if any(way.far for way in ways):
        return _ANY_HEIGHT
    return sum(way.up for way in ways) or int(any(way.beside for way in ways))


class _Ways(NamedTuple):
    """Whether a piece of code changes anything, and how it goes on from an element."""

    changes: bool
    far: bool
    up: int
    beside: bool


_ANY_WAY = _Ways(changes=True, far=True, up=0, beside=True)


@lru_cache(maxsize=1024)
def _ways(code: str) -> _Ways:
    return _Ways(
        changes=_CHANGES.search(code) is not None,
        far=_FAR.search(code) is not None,
        up=len(_UP.findall(code)),
        beside=_BESIDE.search(code) is not None,
    )


@lru_cache(maxsize=4)
def _looked_at(html: str, signs: Sequence[str]) -> tuple[Sequence[tuple[str, str]], bool]:
    """The attributes with one of these *signs* in their name that may change the page, and whether there are more than are looked at."""
    found, left = list[re.Match[str]](), _MOST_CODE
    for handler in _handlers(html, (*signs, *_with_addresses(html))):
        left -= handler.end() - handler.start()
        if left < 0 or len(found) > MOST_ATTRIBUTES:
            break
        if signs is _ALL or _runs(html, handler):
            found.append(handler)
    told = tuple(islice(_changing(html, found), MOST_HANDLERS + 1))
    return told[:MOST_HANDLERS], left < 0 or len(found) > MOST_ATTRIBUTES or len(told) > MOST_HANDLERS


def _with_addresses(html: str) -> Sequence[str]:
    """How the addresses of *html* that may be code themselves begin, if it has any."""
    names = names_begun(html)
    signs = _FRAMES if "iframe" in names else ()
    if "script" in names and holds(html, _DATA):
        signs = (*signs, f'rc="{_DATA}', f"rc='{_DATA}")
    return signs if holds(html, *signs) else ()


def _code_of(said: str) -> str:
    """The code of an attribute that says so."""
    code = unescaped(said)
    if (address := _ADDRESS.match(code)) is None:
        return code
    code = unquote(code[address.end() :])
    if "base64" not in (address[1] or ""):
        return code
    with suppress(ValueError):
        return b64decode(code).decode("utf-8", "replace")
    return ""


def _changing(html: str, handlers: Iterable[re.Match[str]]) -> Iterator[tuple[str, str]]:
    """Those of the *handlers* that may change the page, in order; of those that say the same one."""
    known, own = dict[tuple[str, str], None](), dict[str, bool]()
    for handler in sorted(handlers, key=re.Match[str].start):
        one = handler[1].lower(), handler[handler.lastindex or 2]
        if one in known:
            continue
        known[one] = None
        code = _code_of(one[1])
        if _OF_THE_PAGE.search(code) or reaches_out((code,)) or _calls_own(code, html, own):
            yield one[0], code


def _calls_own(code: str, html: str, known: dict[str, bool]) -> bool:
    """Whether *code* calls a function that the page's scripts hold, or one behind so many that it is not looked for; *known*: what was found before."""
    names = _CALLED.findall(code)
    for name in names:
        if name not in known and len(known) < _MOST_CALLED:
            known[name] = name not in _WORDS and holds(
                html, f"function {name}", f"{name}=", f"{name} =", f"{name}:", f"{name} :"
            )
    return any(known.get(name, name not in _WORDS) for name in names)


def _handlers(html: str, signs: Sequence[str]) -> Iterator[re.Match[str]]:
    """The attributes with one of these *signs* in their name; what has it in a word (download) is none."""
    for sign in signs:
        for at in _places(html, sign):
            handler = _HANDLER.match(html, max(0, at - 2))
            if handler is not None:
                yield handler


def _runs(html: str, handler: re.Match[str]) -> bool:
    """Whether an attribute runs by itself: one of what has the focus, only where that is given it."""
    if not handler[1].lower().startswith("onfocus"):
        return True
    begins = max(html.rfind("<", max(0, handler.start() - 2000), handler.start()), 0)
    return "autofocus" in html[begins : handler.end() + 300].partition(">")[0].lower()


def _places(html: str, sign: str) -> Iterator[int]:
    at = html.find(sign) if holds(html, sign) else -1
    while at >= 0:
        yield at
        at = html.find(sign, at + len(sign))
