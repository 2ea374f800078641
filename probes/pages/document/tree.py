"""A page as a flat tree that is quick to ask: which links stand below an element, what text, in what order."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from probes.pages.document.costly import too_costly
from probes.pages.document.markup import without_comments, without_noscript
from probes.pages.document.parser import parse_html
from probes.pages.document.shown import hidden_for_sure, hides, stands_off

_DROP = ["script", "style", "noscript", "option", "select", "textarea", "iframe", "template", "svg", "head"]
_ALTERNATING = re.compile(
    r"(?<![a-z])(?:odd|even|first|last|on|cur(?:rent)?|active|hover|sel(?:ected)?|line)(?![a-z])|[\d_-]+"
)
_GOES = re.compile(
    r"""(?:location(?:\.href)?\s{0,3}=|window\.open\s{0,3}\()\s{0,3}["']([^"'\s]{1,300})["']"""
)
_SPACE = re.compile(r"\s+")
_SPAN = re.compile(r"\s{0,3}(\d{1,5})")
_PIXELS = re.compile(r"\s{0,3}(\d{1,5})(?:px)?\s{0,3}", re.IGNORECASE)
#: Attributes in which pages keep dates or the uncut title.
TELLING = ("title", "datetime", "data-date", "data-time", "data-title", "date", "pubdate", "alt")
#: Links, and those of image maps.
LINKS = frozenset({"a", "area"})
#: Attributes in which a row that is no link keeps where it leads.
CARRYING = ("data-href", "data-link")
_TELLING, _CARRYING = frozenset(TELLING), frozenset(CARRYING)

#: More of a page is not looked at, nor what lies deeper: real pages stay far below both.
LONGEST = 2_000_000
DEEPEST = 200
#: A cell stands beside no more rows.
MOST_ROWS = 65534
#: Longer classes and ids are cut.
LONGEST_MARK = 300


@dataclass(slots=True)
class Element:
    """One element, with the stretch of text below it."""

    index: int
    parent: int
    depth: int
    tag: str
    key: str  #: tag and classes, without what alternates from row to row
    mark: str  #: classes and id as written, in lower case
    href: str = ""
    told: tuple[tuple[str, str], ...] = ()  #: telling attributes
    start: int = 0  #: first text below it …
    end: int = 0  #: … and one past the last
    last: int = 0  #: one past the last element below it
    links: list[int] = field(default_factory=list)  #: content links below it, at most two kept
    children: int = 0
    hidden: bool = False  #: it, or something around it, is not shown (display:none and its kin)
    click: str = ""  #: where a click leads, of an element that is no link
    script: str = ""  #: what a click runs, as written
    rows: int = 1  #: so many rows of a table it stands beside
    size: tuple[int, int] = (0, 0)  #: width and height of a picture in pixels, as written


@dataclass(slots=True)
class Tree:
    """All elements in document order, and all text."""

    elements: list[Element]
    texts: list[str]
    owners: list[int]  #: element of each text
    base: str  #: <base href>
    notes: dict[tuple[str, int], Any] = field(
        default_factory=dict
    )  #: what was found out once, by kind and element

    def text(self, element: Element) -> str:
        """The text below *element*, nodes parted by a blank."""
        return " ".join(self.texts[element.start : element.end])

    def parts(self, element: Element) -> list[str]:
        """The text nodes below *element*."""
        return self.texts[element.start : element.end]

    def path(self, element: Element) -> str:
        """Where *element* stands: the same for all rows of one list, split or not, whatever class a row has."""
        keys = [element.tag, *(one.key for one in self.above(element))]
        return "/".join(reversed(keys))

    def above(self, element: Element) -> Iterator[Element]:
        """The elements around *element*, from its parent up."""
        index = element.parent
        while index >= 0:
            yield self.elements[index]
            index = self.elements[index].parent

    def below(self, element: Element) -> Sequence[Element]:
        """The elements inside *element*, in document order."""
        return self.elements[element.index + 1 : element.last]

    def children(self, index: int) -> Iterator[Element]:
        """The elements right inside that of an *index*; those that none holds, for -1."""
        last = self.elements[index].last if index >= 0 else len(self.elements)
        index += 1
        while index < last:
            yield self.elements[index]
            index = self.elements[index].last

    def is_linked(self, number: int) -> bool:
        """Whether a text stands in a link."""
        return any(one.tag == "a" for one in self.around_text(number))

    def apart(self, number: int, place: Element) -> Element | None:
        """The largest element around a text that does not hold *place*; None where each holds it."""
        found = None
        for one in self.around_text(number):
            if one.index <= place.index < one.last:
                break
            found = one
        return found

    def around_text(self, number: int) -> Iterator[Element]:
        """The elements around one text, from the innermost out."""
        owner = self.owners[number]
        if owner >= 0:
            yield self.elements[owner]
            yield from self.above(self.elements[owner])


def read_tree(html: str) -> Tree:
    """Parse *html*; comments, scripts, options and their like are left out."""
    if too_costly(html):
        return Tree([], [], [], "")
    parser = parse_html(without_comments(without_noscript(html[:LONGEST])))
    based = parser.css_first("base[href]")
    base = (based.attributes.get("href") or "") if based is not None else ""
    unseen = hidden_for_sure(one.text() for one in parser.css("style"))
    parser.strip_tags(_DROP)
    tree = Tree([], [], [], base)
    places: dict[int, int] = {}
    if parser.body is None:
        return tree
    for node in parser.body.traverse(include_text=True):
        above, tag = node.parent, node.tag
        parent = places.get(above.mem_id, -1) if above is not None else -1
        if tag == "-text":
            text = _SPACE.sub(" ", node.text_content or "").strip()
            if text:
                tree.texts.append(text)
                tree.owners.append(parent)
                if parent >= 0:
                    tree.elements[parent].end = len(tree.texts)
            continue
        if tag is None or tag.startswith("-"):
            continue
        depth = tree.elements[parent].depth + 1 if parent >= 0 else 0
        if depth > DEEPEST:
            places[node.mem_id] = parent
            continue
        attributes = node.attributes
        hidden = (parent >= 0 and tree.elements[parent].hidden) or (
            "hidden" in attributes and "display" not in (attributes.get("style") or "")
        )
        hidden = (
            hidden
            or _is_hidden(tag, attributes.get("style"))
            or (tag == "dialog" and "open" not in attributes)
        )
        classes, script = attributes.get("class") or "", attributes.get("onclick") or ""
        if unseen and not hidden and tag in _ROWS and "style" not in attributes:
            hidden = not unseen.isdisjoint(f".{one}" for one in classes.split())
            hidden = hidden or f"#{attributes.get('id')}" in unseen
        element = Element(
            index=len(tree.elements),
            parent=parent,
            depth=depth,
            tag=tag,
            key=_key(tag, classes[:LONGEST_MARK]) if classes else tag,
            mark=f"{classes} {attributes.get('id') or ''}".lower().strip()[:LONGEST_MARK],
            href=(attributes.get("href") or "").strip() if tag in LINKS else "",
            told=()
            if _TELLING.isdisjoint(attributes)
            else tuple((name, attributes[name] or "") for name in TELLING if attributes.get(name)),
            start=len(tree.texts),
            end=len(tree.texts),
            hidden=hidden,
            click=where_leads(script) or ("" if _CARRYING.isdisjoint(attributes) else _carried(attributes)),
            script=script[:LONGEST_MARK],
        )
        if "rowspan" in attributes:
            element.rows = _rows(attributes["rowspan"])
        if tag == "img":
            element.size = _pixels(attributes.get("width")), _pixels(attributes.get("height"))
        places[node.mem_id] = element.index
        tree.elements.append(element)
        if parent >= 0:
            tree.elements[parent].children += 1
    _close(tree)
    return tree


#: What fades in may be any box; a row that is clear is none that people see.
_ROWS = frozenset({"li", "tr", "dd", "dt", "dl", "span"})


def _is_hidden(tag: str, style: str | None) -> bool:
    if style is None:
        return False
    if tag in _ROWS:
        return hides(style) or stands_off(style)
    return hides(style.replace("opacity", ""))


def _rows(span: str | None) -> int:
    """How many rows a cell stands beside; as many as HTML allows at most."""
    match = _SPAN.match(span or "")
    return min(max(int(match[1]), 1), MOST_ROWS) if match is not None else 1


def _pixels(stated: str | None) -> int:
    """How many pixels a picture's attribute states; 0 for none, and for a share (100%)."""
    match = _PIXELS.fullmatch(stated) if stated else None
    return int(match[1]) if match is not None else 0


def where_leads(script: str) -> str:
    """The address to which a script leads that a click runs; "" where it names none."""
    match = _GOES.search(script) if script else None
    return match[1] if match is not None else ""


def _carried(attributes: Mapping[str, str | None]) -> str:
    """The address that an element carries for a script to follow."""
    found = next((value for name in CARRYING if (value := attributes.get(name))), "").strip()
    return found if found and not any(map(str.isspace, found)) else ""


@lru_cache(maxsize=2048)
def _key(tag: str, classes: str) -> str:
    plain = _SPACE.sub(" ", _ALTERNATING.sub("", classes.lower())).strip()
    return f"{tag}.{plain}" if plain else tag


def _close(tree: Tree) -> None:
    """Where each element ends: after its last text, and after its last element."""
    holds_link = [False] * len(tree.elements)
    for element in tree.elements:
        element.last = element.index + 1
    for element in reversed(tree.elements):
        if element.parent >= 0:
            above = tree.elements[element.parent]
            above.last = max(above.last, element.last)
            above.end = max(above.end, element.end)
            if element.tag == "a" or holds_link[element.index]:
                holds_link[above.index] = True
    for element in tree.elements:  # a row that leads on by its own script is a link, where it holds none
        if element.click and element.tag != "a" and not holds_link[element.index]:
            element.tag, element.href = "a", element.click
