"""What an engine that runs a page's scripts is told of the page, and how an element that they name is found again."""

import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from probes.pages.document.css_select import select
from probes.pages.document.parser import parse_html
from probes.pages.document.shown import hiding_names

_QUERIES = re.compile(
    r"""(getElementById|getElementsByName|getElementsByClassName|getElementsByTagName|querySelector(?:All)?|\$|jQuery|template|appendTo|prependTo|insertAfter|insertBefore|mount|customElements\.define)\s{0,3}\(\s{0,3}(?:"([^"<]{1,80})"|'([^'<]{1,80})')"""
)
#: The place in which one is looked for: `$('b', '.info')`.
_PLACES = re.compile(r"""["']\s?,\s?["']([#.][\w-]{1,60})["']\s?\)""")
_MOUNTS = re.compile(r"""el(?<=\bel)\s{0,3}:\s{0,3}["']([^"'<>]{1,80})["']""")
#: Scripts that go on from an element to what stands around it, and the ways there.
_AROUND = re.compile(r"parent|[sS]ibling|\.next(?:All)?\(|\.prev\(|closest")
#: A word by which jQuery knows an element.
_CONTAINS = re.compile(r""":contains\(["']?([^"'()]{1,40})["']?\)""")
_WAYS = ("up", "next", "prev")


def given_of(html: str, url: str, codes: Sequence[str], also: Sequence[str] = ()) -> dict[str, Any]:
    """
    What the engine is told of the page: its address, and the elements that scripts name; *also*: those that they put together.

    `tried` is for the caller: what was looked for.
    """
    parser = parse_html(html)
    by_id = _by_id(parser)
    parts = urlsplit("")
    with suppress(ValueError):
        parts = urlsplit(url)
    found: dict[str, list[dict[str, Any]]] = {}
    left = 200_000
    kept: dict[int, dict[str, Any]] = {}

    def told(node: LexborNode) -> dict[str, Any]:
        """What is said of *node*, made once however many scripts find it."""
        if (known := kept.get(node.mem_id)) is None:
            known = kept[node.mem_id] = _told(node)
        return known

    around = any(_AROUND.search(one) is not None for one in codes)
    tried = set[str]()
    for queries in (*map(_queries_of, codes), [_kind_and_name(one) for one in also]):
        for kind, key in queries:
            tried.add(f"{kind} {key}")
            if f"{kind} {key}" in found or left <= 0:
                continue
            met = select_nodes(parser, kind, key, by_id)
            nodes = [told(node) for node in met]
            if nodes:
                found[f"{kind} {key}"] = nodes
                left -= sum(len(one["html"]) for one in nodes)
                for way in _WAYS if around else ():
                    for place, node in enumerate(met[:8]):
                        if (near := _near(node, way)) is not None:
                            found[f"{way} {kind} {key} {place}"] = [told(near)]
    ids = list[str]()
    for name in _names_used(codes):
        if nodes := [told(node) for node in select_nodes(parser, "id", name, by_id)]:
            ids.append(name)
            found.setdefault(f"id {name}", nodes)
    titled = parser.css_first("title")
    return {
        "title": " ".join(titled.text().split())[:300] if titled is not None else "",
        "found": found,
        "tried": tried,
        "ids": sorted(ids),
        "hides": list(islice(hiding_names(one.text() for one in parser.css("style")), MOST_NAMES)),
        "attrs": {name: (value or "")[:200] for name, value in _body_of(parser).items()},
        "onload": [
            handler[:2000]
            for node in parser.css("body[onload], img[onload], iframe[onload], svg[onload]")[:10]
            if (handler := node.attributes.get("onload"))
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
    return [_query(call, name) for call, name in (*named, *mounts)]


def _kind_and_name(key: str) -> tuple[str, str]:
    kind, _, name = key.partition(" ")
    return kind, name


def _body_of(parser: LexborHTMLParser) -> dict[str, str | None]:
    body = parser.body
    return dict(list(body.attributes.items())[:20]) if body is not None else {}


#: A bare name by which a script changes an element: `pubtime.innerHTML`.
_NAMED_ELEMENT = re.compile(
    r"""(?<![\w$.'"#-])([A-Za-z_$][\w$]{0,60}+)\s{0,2}\.\s{0,2}(?:inner|outer|text|append|prepend|insert|replace|before|after|value|first|child)"""
)
MOST_NAMES = 40


def _names_used(codes: Sequence[str]) -> list[str]:
    """The names of the scripts that may be those of elements, in order."""
    return list(dict.fromkeys(name for one in codes for name in _NAMED_ELEMENT.findall(one)))[:MOST_NAMES]


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
        found.setdefault(node.attributes.get("id") or "", node)
    return found


def select_nodes(
    parser: LexborHTMLParser, kind: str, name: str, ids: dict[str, LexborNode] | None = None
) -> list[LexborNode]:
    try:
        if kind in _WAYS:
            base, key, place = (
                name.split(" ", 1)[0],
                name.split(" ", 1)[1].rsplit(" ", 1)[0],
                name.rsplit(" ", 1)[1],
            )
            nodes = select_nodes(parser, base, key, ids)
            node = nodes[int(place)] if int(place) < len(nodes) else None
            return [near] if (near := _near(node, kind)) is not None else []
        if kind == "id" and ids is not None:
            return [ids[name]] if name in ids else []
        if kind == "id":
            return [] if '"' in name or "\\" in name else parser.css(f'[id="{name}"]')[:1]
        return select(parser, _CONTAINS.sub(r':lexbor-contains("\1")', name))[:40]
    except (SelectolaxError, ValueError):
        return []


def _near(node: LexborNode | None, way: str) -> LexborNode | None:
    """The element around, after or before *node*."""
    if node is None or way == "up":
        return node.parent if node is not None else None
    near = node.next if way == "next" else node.prev
    while near is not None and (near.tag is None or near.tag.startswith("-")):
        near = near.next if way == "next" else near.prev
    return near


def _told(node: LexborNode) -> dict[str, Any]:
    attributes = {str(name): value or "" for name, value in node.attributes.items()}
    small = node.tag not in ("body", "html", "head", "style")
    html = ""
    if node.tag == "script":
        html = node.text()
    elif node.tag == "template":  # its content is no part of the tree
        html = (node.html or "").partition(">")[2].removesuffix("</template>")
    elif small:
        html = node.inner_html or ""
    return {
        "tag": node.tag or "span",
        "html": html if len(html) < 60_000 else "",
        "value": attributes.get("value", "") or (node.text() if node.tag == "textarea" else ""),
        "attrs": attributes,
    }
