"""One row of a board page (留言条目): what holds its facts, its title and its link; rows that configured selectors name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborNode, SelectolaxError

from probes.pages.document.parser import parse_html
from probes.pages.document.tree import Element, Tree
from probes.pages.records.title import full_title, shown_title

_NOISE = ["script", "style", "noscript", "select", "textarea", "iframe", "template", "svg"]
#: What selectors may name of a row, beside its title.
_NAMED = ("submitted", "accepted", "answered", "status", "unit", "number")


@dataclass(slots=True)
class BoardRow:
    """One row, cut into what its columns or labels name."""

    texts: dict[str, str] = field(default_factory=dict)  #: submitted, answered, status, unit, number, …
    title: str = ""
    href: str = ""
    onclick: str = ""
    columns: bool = False  #: a head above it, or a mark before the answer, names what each part holds


def row_in(tree: Tree, element: Element, titled: Element | None) -> BoardRow:
    """Title and link of a row: of *titled*, else of its link with the most words."""
    holder = titled if titled is not None else element
    links = [one for one in (holder, *tree.below(holder)) if one.tag == "a"]
    link = max(links, key=lambda one: one.end - one.start and len(tree.text(one)), default=None)
    if link is None:
        link = next((one for one in (element, *tree.below(element)) if one.tag == "a"), None)
    shown = titled if titled is not None else link
    title = ""
    if shown is not None and shown.tag == "a":
        title = shown_title(tree, shown)
    elif shown is not None:
        title = full_title(tree.text(shown), dict(link.told).get("title", "") if link is not None else "")
    onclick = (link.script if link is not None else "") or element.script
    return BoardRow(title=title, href=link.href if link is not None else "", onclick=onclick)


def selected_rows(html: str, options: Mapping[str, Any]) -> list[BoardRow]:
    """The rows that a person's selectors name (`item`, `title`, `submitted`, …); none for a bad selector."""
    parser = parse_html(html)
    parser.strip_tags(_NOISE)
    rows = []
    try:
        for node in parser.css(str(options["item"])):
            row = _node_row(node, node.css_first(str(options["title"])) if options.get("title") else None)
            for noun in _NAMED:
                found = node.css_first(str(options[noun])) if options.get(noun) else None
                if options.get(noun):
                    row.texts[noun] = _text(found) if found is not None else ""
            rows.append(row)
    except SelectolaxError:
        return []
    return [row for row in rows if row.title]


def _node_row(node: LexborNode, titled: LexborNode | None) -> BoardRow:
    """The same of a row that configured selectors found."""
    holder = titled if titled is not None else node
    links = [holder] if holder.tag == "a" else holder.css("a")[:40]
    link = max(links, key=lambda one: len(_text(one)), default=None)
    if link is None:
        link = node if node.tag == "a" else next(iter(node.css("a")), None)
    attributes = link.attributes if link is not None else {}
    shown = _text(titled if titled is not None else link)
    onclick = attributes.get("onclick") or node.attributes.get("onclick") or ""
    title = full_title(shown, attributes.get("title") or "")
    return BoardRow(title=title, href=(attributes.get("href") or "").strip(), onclick=onclick)


def _text(node: LexborNode | None) -> str:
    return " ".join(node.text(separator=" ").split()) if node is not None else ""
