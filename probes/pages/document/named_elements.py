"""What an engine that runs a page's scripts is told of the page, and how an element that they name is found again."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import islice, product
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from probes.pages.document.costly import LONGEST
from probes.pages.document.css_select import is_understood, select
from probes.pages.document.handlers import LONGEST_HANDLER, MOST_ATTRIBUTES, reached
from probes.pages.document.parser import around, parse_html
from probes.pages.document.shown import LONGEST_HIDDEN, hiding_names, hiding_together, unseen_otherwise
from probes.pages.document.unrun import COUNTS, named_in

_QUERIES = re.compile(
    r"""(getElementById|getElementsByName|getElementsByClassName|getElementsByTagName|querySelector(?:All)?|\$|jQuery|select(?:All)?|template|appendTo|prependTo|insertAfter|insertBefore|mount|customElements\.define)\s{0,3}\(\s{0,3}(?:"([^"<]{1,80})"|'([^'<]{1,80})')"""
)
#: The place in which one is looked for: `$('b', '.info')`.
_PLACES = re.compile(r"""["']\s?,\s?["']([#.][\w-]{1,60})["']\s?\)""")
_MOUNTS = re.compile(r"""el(?<=\bel)\s{0,3}:\s{0,3}["']([^"'<>]{1,80})["']""")
#: The elements of which jQuery's own words choose: `.path > span` of `.path > span:gt(2)`.
_BEFORE_PLACES = re.compile(
    r"([^:,]{1,80}):(?:first|last|eq|gt|lt|even|odd|visible|hidden|has|contains)(?![\w-])"
)
#: Scripts that go on from an element to what stands around it, and the ways there.
_AROUND = re.compile(
    r"""parent|[sS]ibling|\.next(?:All)?\(|\.prev(?:All)?\(|closest|-child|-of-type|["'][^"'<>\n]{0,60}[+~]\s?[\w.#]|insertBefore|[rR]eplace(?:Child|With)|\.index\(|removeChild"""
)
#: What scripts ask of a document as a whole, and the elements that it means.
_ASKED_FOR = (
    ("document.images", "img"),
    ("document.links", "a[href]"),
    ("document.anchors", "a[name]"),
    ("document.forms", "form"),
    ("body.child", "body > *"),
)
#: A word by which jQuery knows an element.
_CONTAINS = re.compile(r""":contains\(["']?([^"'()]{1,40})["']?\)""")
_WAYS = ("up", "next", "prev")
#: A longer part of the page is told without its markup: nothing inside of it is found from it.
LONGEST_PART = 60_000
#: Between the markup of elements of which an answer may tell any.
BETWEEN = " | "
#: More parts are not told as those that code overwrites which was not run, and more elements are not looked at of which an answer may tell any.
MOST_PARTS, MOST_ANY, MOST_PUT_AWAY = 200, 2000, 20
#: So many elements of one selector are told, of links and pictures fewer: what scripts do to all of these changes no words.
MOST_FOUND, MOST_LINKS, _LINKS, _WORDLESS = 120, 40, ("a", "a[href]", "img", "input"), ("img", "input")


class NamedElements:
    """The elements of a page that its scripts name, and what else of it they may ask for."""

    def __init__(self, html: str, url: str, codes: Sequence[str], called: Sequence[str] = ()) -> None:
        """*called*: the functions of theirs that other addresses call."""
        self._parser, self._codes = parse_html(html), codes
        self._by_id = _by_id(self._parser)
        self._around = any(_AROUND.search(one) is not None for one in codes)
        self._queries = [query for one in codes for query in _queries_of(one)]
        self._queries += [
            ("css", selector) for word, selector in _ASKED_FOR if any(word in one for one in codes)
        ]
        self._names = _names_used(codes)
        self._forms = [
            name
            for form in self._parser.css("form[name]")[:MOST_NAMES]
            if (name := form.attributes.get("name")) and any(f"document.{name}" in one for one in codes)
        ]
        if self._forms:
            self._queries.append(("css", "form"))
        self._page = _page_of(self._parser, url) | {"called": list(called)}
        #: the selectors by which the page's own style sheets keep from sight what no name that hides tells
        self.unseen: list[str] = self._page["unseen"]
        #: what was found already, and what was told of it
        self._met: dict[str, list[LexborNode]] = {}
        self._said: dict[int, dict[str, Any]] = {}
        #: what stands right behind those of the overwritten elements that are empty
        self.behind: list[str] = []
        #: whether more of them were met than are told, or which they are is not known
        self.too_many = False
        #: what was looked for
        self.tried = frozenset(f"{kind} {key}" for kind, key in self._queries)

    def given(self, also: Sequence[str] = ()) -> dict[str, Any]:
        """What the engine is told: the page's address, and the elements that scripts name; *also*: those that they put together."""
        parser, found, tree, unread = self._parser, dict[str, list[int]](), _Told(self._said), set[str]()
        lasts = set[int]()
        for kind, key in (*self._queries, *map(_kind_and_name, also)):
            if f"{kind} {key}" in found:
                continue
            if tree.is_full():  # what is done to it is not known
                unread.add(f"{kind} {key}")
                continue
            met = self._select(kind, key)
            if not met and kind == "css" and not is_understood(parser, key):
                unread.add(f"{kind} {key}")
            elif met:
                found[f"{kind} {key}"] = [
                    tree.tell(node, [kind, key, place]) for place, node in enumerate(met)
                ]
                if len(met) == _most_of(key) and key not in _WORDLESS:
                    lasts.add(found[f"{kind} {key}"][-1])
                found |= _tell_around(tree, f"{kind} {key}", met[:8]) if self._around else {}
        ids = list[str]()
        for name in self._names:
            if nodes := self._select("id", name):
                ids.append(name)
                if tree.is_full() and f"id {name}" not in found:
                    unread.add(f"id {name}")
                    continue
                found.setdefault(f"id {name}", [tree.tell(nodes[0], ["id", name, 0])])
        told = {
            "found": found,
            "nodes": tree.nodes(),
            "unread": sorted(unread),
            "lasts": sorted(lasts),
            "ids": sorted(ids),
            "forms": self._forms,
            "names": f" {' '.join(self._by_id)[:_LONGEST_NAMES]} ",
        }
        return self._page | told

    def finds(self, asked: str) -> bool:
        """Whether the page holds what scripts looked for by a name that they put together."""
        return bool(self._select(*_kind_and_name(asked)))

    def overwritten(self, pieces: Sequence[str], filled: Sequence[tuple[str, str, int]]) -> tuple[str, ...]:
        """The markup of the elements that code overwrites of which these *pieces* were not run, or that are *filled* as a whole, and of those that attributes may change."""
        nodes = [*named_in(pieces, self._codes, self._select)] if pieces else []
        around_handlers = [*islice(reached(self._parser, "\n".join(self._codes)), MOST_PARTS + 1)]
        nodes += [one for one in around_handlers[:MOST_PARTS] if one.text(strip=True)]
        parts, left = list[str](), LONGEST
        for kind, name, place in filled:
            if kind == "any":
                parts.append(BETWEEN.join(one.html or "" for one in self._any(name))[:left])
                left -= len(parts[-1])
            else:
                nodes += self._select(kind, name)[place : place + 1]
        self.too_many |= len(nodes) > MOST_PARTS or len(around_handlers) > MOST_PARTS
        for one in nodes[:MOST_PARTS]:
            if left <= 0:
                self.too_many = True
                break
            parts.append((one.html or "")[: max(0, left)])
            left -= len(parts[-1])
            is_short = left > 0 and len(parts[-1]) < _LONGEST_EMPTY and len(self.behind) < MOST_BEHIND
            if is_short and not one.text(strip=True) and not _is_counter(one):
                words = _behind(one)
                self.behind += [words] if words[:_TITLED] not in self._page["title"] else []  # above it
        return tuple(parts)

    def put_away(self, keys: Iterable[tuple[str, str, int]]) -> tuple[str, ...]:
        """The markup of those of the elements with these *keys* that hold too much to be a mere remark."""
        found = (node for kind, name, at in keys for node in self._select(kind, name)[at : at + 1])
        long = (node.html or "" for node in found if len(node.text()) > LONGEST_HIDDEN)
        return tuple(islice(long, MOST_PUT_AWAY))

    def _any(self, name: str) -> list[LexborNode]:
        """The elements of the page that a selector may mean of whose words the answer of another address tells some: the innermost, as it puts words in them."""
        selector = _plain(name)
        found = select(self._parser, selector)[:MOST_ANY]
        self.too_many |= not found and not is_understood(self._parser, selector)
        outer = {up.mem_id for one in found for up in around(one)}
        return [one for one in found if one.mem_id not in outer]

    def _select(self, kind: str, key: str) -> list[LexborNode]:
        if (met := self._met.get(f"{kind} {key}")) is None:
            met = self._met[f"{kind} {key}"] = select_nodes(self._parser, kind, key, self._by_id)
        return met


#: What the answer of another address tells of a selector, for the engine.
_TOLD = "\u2d55"
_TOLD_NAME = re.compile(rf"([#.])([\w-]{{0,60}}){_TOLD}([\w-]{{0,60}})")
_TOLD_VALUE = re.compile(
    rf"""\[([\w-]{{1,40}})[*^$~|]?=["']?([^"'\]{_TOLD}]{{0,60}}){_TOLD}([^"'\]]{{0,60}})["']?\]"""
)
_TOLD_PLACE = re.compile(rf":[\w-]{{1,20}}\([^()]{{0,40}}{_TOLD}[^()]{{0,40}}\)")


def _plain(selector: str) -> str:
    """*selector* for whatever the answer tells: `#row_…` is any id that begins so."""
    selector = _TOLD_PLACE.sub("", _TOLD_VALUE.sub(_any_value, selector))
    return _TOLD_NAME.sub(_any_name, selector)


def _any_value(found: re.Match[str]) -> str:
    parts = [f'[{found[1]}{sign}"{part}"]' for sign, part in (("^=", found[2]), ("$=", found[3])) if part]
    return "".join(parts) or f"[{found[1]}]"


def _any_name(found: re.Match[str]) -> str:
    key, begin, end = "id" if found[1] == "#" else "class", found[2], found[3]
    parts = [f'[{key}*="{one}"]' for one in (begin, end) if one]
    return "".join(parts) or f"[{key}]"


def _page_of(parser: LexborHTMLParser, url: str) -> dict[str, Any]:
    """What is told of the page as a whole."""
    parts = urlsplit("")
    with suppress(ValueError):
        parts = urlsplit(url)
    titled = parser.css_first("title")
    sheets = [one.text() for one in parser.css("style")]
    unseen = [*islice(unseen_otherwise(sheets), MOST_NAMES)]
    by_class = (*islice(hiding_together(sheets), MOST_NAMES), *unseen)
    return {
        "title": " ".join(titled.text().split())[:300] if titled is not None else "",
        "hides": list(islice(hiding_names(sheets), MOST_NAMES)),
        "unseen": unseen,
        "together": sorted({one for selector in by_class for one in _CLASS.findall(selector)}),
        "marks": sorted({one.lower() for selector in unseen for one in _ATTRIBUTE.findall(selector)}),
        "attrs": {name: (value or "")[:200] for name, value in _attributes_of(parser.body).items()},
        "html": {name: (value or "")[:200] for name, value in _attributes_of(parser.root).items()},
        "onload": [
            *dict.fromkeys(
                handler[:LONGEST_HANDLER]
                for node in parser.css("body[onload], img[onload], iframe[onload], svg[onload], link[onload], style[onload]")[:MOST_ATTRIBUTES]
                if (handler := node.attributes.get("onload"))
            )
        ],
        "location": {
            "href": url, "protocol": f"{parts.scheme}:", "host": parts.netloc, "hostname": parts.netloc.partition(":")[0], "port": "", "pathname": parts.path,
            "search": f"?{parts.query}" if parts.query else "", "hash": f"#{parts.fragment}" if parts.fragment else "", "origin": f"{parts.scheme}://{parts.netloc}",
        },
    }  # fmt: skip


def _queries_of(code: str) -> list[tuple[str, str]]:
    """What a script looks for by name."""
    mounts = [("$", one) for one in (*_MOUNTS.findall(code)[:10], *_PLACES.findall(code)[:10])]
    named = [(call, one or other) for call, one, other in islice(_QUERIES.findall(code), 100)]
    before = [
        ("$", found[1].rstrip(" >+~"))
        for _, name in named
        if ":" in name and (found := _BEFORE_PLACES.match(name))
    ]
    return [_query(call, name) for call, name in (*named, *mounts, *before) if name]


def _kind_and_name(key: str) -> tuple[str, str]:
    kind, _, name = key.partition(" ")
    return kind, name


def _attributes_of(node: LexborNode | None) -> dict[str, str | None]:
    return dict(list(node.attributes.items())[:20]) if node is not None else {}


#: The classes and the attributes of a selector.
_CLASS, _ATTRIBUTE = re.compile(r"\.([\w-]{1,60})"), re.compile(r"\[\s?([\w-]{1,60})")


#: What a script asks of an element, and a bare name before it by which it means one: `pubtime.innerHTML`.
_OF_AN_ELEMENT = re.compile(
    r"\[[^\]\n]{1,40}\+|(?:\.\s{0,2}|\[\s?[\"'`])(?:inner|outer|text|style|class|hidden|append|prepend|insert|replace|remove(?!Item|Event)|before|after|value|first|last[EC]|child|setA|toggleA|parent[NE]|nextE|nextS|previous|query|getElementsBy|attach)"
)
_BARE_NAME = re.compile(
    r"""(?:(?:(?<![\w$.'"#-])|(?<=window\.)|(?<=self\.)|(?<=globalThis\.)|(?<=top\.)|(?<=parent\.))([A-Za-z_$][\w$]{0,60}+)|window\[["']([\w-]{1,60}+)["']\])\s{0,2}\Z"""
)
#: One by whose ways a script goes on: `with(pubtime)`.
WITH = re.compile(r"with\s?\(\s?([A-Za-z_$][\w$]{0,60}+)")
_LONGEST_NAME = 75
MOST_NAMES, MOST_BARE, MOST_TOLD, _LONGEST_NAMES = 40, 2000, 3000, 50_000


def _names_used(codes: Sequence[str]) -> list[str]:
    """The names of the scripts that may be those of elements, in order."""
    names = dict[str, None]()
    for one in codes:
        since = 0
        names.update(dict.fromkeys(islice(WITH.findall(one), MOST_NAMES)) if "with" in one else {})
        for asked in _OF_AN_ELEMENT.finditer(one):
            begins = max(0, asked.start() - _LONGEST_NAME)
            name = _BARE_NAME.search(one[begins : asked.start()])
            if name is not None and begins + name.start(name.lastindex or 1) >= since:
                since = asked.end()
                names[name[1] or name[2]] = None
                if len(names) == MOST_BARE:
                    return list(names)
    return list(names)


def _query(call: str, name: str) -> tuple[str, str]:
    name = name.strip()
    if call in ("getElementById", "template"):
        return "id", name
    if call == "getElementsByName":
        return "css", f'[name="{name}"]'
    if call == "getElementsByClassName":
        return "css", "." + ".".join(name.split())
    if re.fullmatch(r"#[\w-]+", name):
        return "id", name[1:]
    return "css", name


def _by_id(parser: LexborHTMLParser) -> dict[str, LexborNode]:
    """The page's elements by their ids; of one id the first."""
    found: dict[str, LexborNode] = {}
    for node in parser.css("[id]"):
        found.setdefault(node.id or "", node)
    return found


def select_nodes(
    parser: LexborHTMLParser, kind: str, name: str, ids: dict[str, LexborNode] | None = None
) -> list[LexborNode]:
    try:
        if kind in _WAYS:
            base, rest = name.split(" ", 1)
            key, place = rest.rsplit(" ", 1)
            near = _near(select_nodes(parser, base, key, ids)[int(place)], kind)
            return [near] if near is not None else []
        if kind == "id" and ids is not None:
            return [ids[name]] if name in ids else []
        if kind == "id":
            return [] if '"' in name or "\\" in name else parser.css(f'[id="{name}"]')[:1]
        found = select(parser, _CONTAINS.sub(r':lexbor-contains("\1")', name))
        return found[: _most_of(name)]
    except (SelectolaxError, ValueError, IndexError):  # a script may have made the name up
        return []


_COUNTS = re.compile(COUNTS, re.IGNORECASE)
_LONGEST_EMPTY, _LONGEST_BEHIND, MOST_BEHIND, _TITLED = 400, 60, 20, 20


def _is_counter(node: LexborNode) -> bool:
    return _COUNTS.search(" ".join(filter(None, node.attributes.values()))) is not None


def _most_of(selector: str) -> int:
    """How many elements of a *selector* are told; what is done to the last of so many may be done to more."""
    return MOST_LINKS if selector in _LINKS else MOST_FOUND


def _behind(node: LexborNode) -> str:
    """The first words that stand behind *node*."""
    at: LexborNode | None = node
    for _ in range(MOST_BEHIND):
        while at is not None and at.next is None:
            at = at.parent
        at = at.next if at is not None else None
        if at is None:
            return ""
        if at.tag not in ("script", "style", "-comment") and (
            words := (at.text_content or "" if at.tag == "-text" else at.text()).strip()
        ):
            return words[:_LONGEST_BEHIND]
    return ""


def _tell_around(tree: "_Told", name: str, met: Sequence[LexborNode]) -> dict[str, list[int]]:
    """The elements around, after and before those *met* by *name*, by the way to them; of the first of them two steps up."""
    found = dict[str, list[int]]()
    for way, (place, node) in product(_WAYS, enumerate(met)):
        if (near := _near(node, way)) is None:
            continue
        found[f"{way} {name} {place}"] = [tree.tell(near, [way, f"{name} {place}", 0])]
        if way == "up" and place == 0 and near.parent is not None:
            found[f"up up {name} 0 0"] = [tree.tell(near.parent, ["up", f"up {name} 0", 0])]
    return found


def _near(node: LexborNode, way: str) -> LexborNode | None:
    """The element around, after or before *node*."""
    if way == "up":
        return node.parent
    near = node.next if way == "next" else node.prev
    while near is not None and (near.tag is None or near.tag.startswith("-")):
        near = near.next if way == "next" else near.prev
    return near


class _Told:
    """The elements that the engine is told of, each once, with the next one around it that it is told of too and the way from there."""

    def __init__(self, said: dict[int, dict[str, Any]]) -> None:
        """*said*: what was told of elements before."""
        self.left = 400_000
        self._said = said
        self._big = {number for number, one in said.items() if one["big"]}
        self._known: dict[int, int] = {}
        self._met: list[tuple[LexborNode, dict[str, Any]]] = []
        self._place: dict[int, dict[int, int]] = {}

    def tell(self, node: LexborNode, key: list[Any]) -> int:
        """The number of *node*, which can be found again by *key*."""
        if (known := self._known.get(node.mem_id)) is not None:
            return known
        told = self._said.get(node.mem_id)
        if told is None:
            told = _told(node, is_big=node.mem_id in self._big or self.left <= 0)
            at: LexborNode | None = node
            if self.left <= 0:  # it is not too long itself
                at = None
            else:
                self._said[node.mem_id] = told
            while told["big"] and at is not None and (at is node or at.mem_id not in self._big):
                self._big.add(at.mem_id)
                at = at.parent
        said = told | {"key": key}
        self.left -= len(said["html"])
        self._met.append((node, said))
        self._known[node.mem_id] = len(self._met) - 1
        return len(self._met) - 1

    def is_full(self) -> bool:
        """Whether no more elements are told, not even without their markup."""
        return len(self._met) > MOST_TOLD

    def nodes(self) -> list[dict[str, Any]]:
        for node, said in self._met:
            path, at = list[int](), node
            said["in"] = -1
            while (up := at.parent) is not None:
                path.append(self._place_in(up, at))
                if (number := self._known.get(up.mem_id)) is not None:
                    said["in"] = number if self._met[number][1]["tag"] not in _WHOLE else -1
                    said["path"] = path[::-1]
                    if at is node:
                        said["up"] = number
                    break
                at = up
        return [said for _, said in self._met]

    def _place_in(self, up: LexborNode, node: LexborNode) -> int:
        """How many elements stand before *node* in the one around it."""
        if (places := self._place.get(up.mem_id)) is None:
            inside = (one for one in up.iter() if one.tag is not None and not one.tag.startswith("-"))
            places = self._place[up.mem_id] = {one.mem_id: n for n, one in enumerate(inside)}
        return places.get(node.mem_id, -1)


_WHOLE = ("body", "html", "head", "style")


def _told(node: LexborNode, *, is_big: bool) -> dict[str, Any]:
    """What the engine is told of *node*; *is_big*: it is known to be too long to be told."""
    attributes = {str(name): value or "" for name, value in node.attributes.items()}
    small = node.tag not in _WHOLE
    html = ""
    if node.tag == "script":
        html = node.text()
    elif node.tag == "template":  # its content is no part of the tree
        html = (node.html or "").partition(">")[2].removesuffix("</template>")
    elif small and not is_big:
        html = node.inner_html or ""
    is_big = len(html) >= LONGEST_PART or (small and is_big)
    return {
        "tag": node.tag or "span",
        "html": "" if is_big else html,
        "big": is_big,
        "value": attributes.get("value", "") or (node.text() if node.tag == "textarea" else ""),
        "attrs": attributes,
    }
