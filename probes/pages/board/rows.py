"""The rows of a board page (留言列表): a table with headings, rows with labels, or titles with a date beside."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from monitor.domain.content import MessageStatus
from probes.pages.board.index import Index
from probes.pages.board.pairs import find_pairs
from probes.pages.board.words import LABELS, heading_of, status_of
from probes.pages.dates.dates import find_dates, narrow
from probes.pages.document.costly import too_costly
from probes.pages.document.parser import parse_html

_NOISE = ["script", "style", "noscript", "select", "textarea", "iframe", "template", "svg"]
_TIMES = frozenset({"submitted", "accepted", "answered"})
_TELLING = _TIMES | {"status", "unit"}
_ROW_TAGS = frozenset({"li", "tr", "dl", "dd", "div", "p", "section", "article", "a"})
_HEAD_TAGS = frozenset({"tr", "ul", "ol", "dl", "li", "div", "p"})
_PLAIN_TAGS = frozenset({"li", "tr", "dd", "dl", "p", "div"})
#: A page has one list of messages, or a few; and a row a few links.
_MOST_HEADS, _MOST_LINKS = 12, 40
#: More children than this is a page, not a row.
_WIDEST = 14
_LONGEST_ROW = 1500


@dataclass(slots=True)
class BoardRow:
    """One row, cut into what its columns or labels name."""

    texts: dict[str, str] = field(default_factory=dict)  #: submitted, answered, status, unit, number, …
    title: str = ""
    href: str = ""
    onclick: str = ""


def read_rows(html: str, options: Mapping[str, Any]) -> list[BoardRow]:
    """
    The messages that a page lists, in page order; none where no list of messages is recognised.

    With `item` (and `title`, `submitted`, `answered`, `status`, `unit`, `number`) in *options*, CSS selectors
    that a person configured decide alone.
    """
    parser = parse_html(html)
    parser.strip_tags(_NOISE)
    if parser.body is None or too_costly(html):
        return []
    if options.get("item"):
        return _selected(parser, options)
    index = Index(parser.body)
    return _table(index) or _labelled(index) or _plain(index) or _paired(html)


def _selected(parser: LexborHTMLParser, options: Mapping[str, Any]) -> list[BoardRow]:
    rows = []
    try:
        for node in parser.css(str(options["item"])):
            row = _row(node, node.css_first(str(options["title"])) if options.get("title") else None)
            for noun in (*_TELLING, "number"):
                found = node.css_first(str(options[noun])) if options.get(noun) else None
                if options.get(noun):
                    row.texts[noun] = _text(found) if found is not None else ""
            rows.append(row)
    except SelectolaxError:
        return []
    return [row for row in rows if row.title]


def _table(index: Index) -> list[BoardRow]:
    """The widest table whose headings name a title and a time or a status."""
    best: list[BoardRow] = []
    heads = 0
    for at, node in enumerate(index.nodes):
        if node.tag not in _HEAD_TAGS or not _may_be_head(index, at):
            continue
        names = [heading_of(_text(one)) for one in _children(node)]
        if "title" in names and _TELLING & set(names) and len([n for n in names if n]) * 2 > len(names):
            heads += 1
            rows = [row for row in _below(index, at, names) if row.title]
            if len(rows) > len(best) and any(_is_dated(row) for row in rows):
                best = rows
            if heads >= _MOST_HEADS:
                break
    return best


def _is_dated(row: BoardRow) -> bool:
    """Whether a row tells a day or a status at all: else it is no message."""
    told = [text for noun, text in row.texts.items() if noun in _TIMES]
    return any(find_dates(narrow(one), short=True) or _is_relative(one) for one in told) or _tells(
        row.texts.get("status", "")
    )


def _may_be_head(index: Index, at: int) -> bool:
    return 2 <= index.cells[at] <= _WIDEST and index.text(at, 120) is not None and not index.has_input(at)


def _below(index: Index, head: int, names: Sequence[str | None]) -> Iterator[BoardRow]:
    """Elements of as many cells as the head has, behind it in the same container."""
    for container in _containers(index, head):
        found = False
        at = index.last[head]
        while at < index.last[container]:
            if index.cells[at] == len(names) and index.text(at, _LONGEST_ROW) is not None:
                found = True
                node = index.nodes[at]
                yield _cells_row(node, list(_children(node)), names)
                at = index.last[at]
            else:
                at += 1
        if found:
            return


def _containers(index: Index, head: int) -> Iterator[int]:
    at = index.parents[head]
    for _ in range(2 if index.nodes[head].tag != "tr" else 3):
        if at <= 0:  # the body itself
            return
        yield at
        at = index.parents[at]


def _cells_row(node: LexborNode, cells: Sequence[LexborNode], names: Sequence[str | None]) -> BoardRow:
    titled = cells[names.index("title")]
    row = _row(node, titled)
    for cell, noun in zip(cells, names, strict=True):
        if noun is not None and noun not in row.texts:
            row.texts[noun] = _text(cell)
    return row


def _labelled(index: Index) -> list[BoardRow]:
    """The smallest elements that hold a link and labels such as 留言时间：."""
    found: list[BoardRow] = []
    holders: set[int] = set()
    barren: set[tuple[int, int]] = (
        set()
    )  #: stretches of text without labels, which what wraps them need not read again
    for at in range(len(index.nodes) - 1, -1, -1):
        if at in holders or index.nodes[at].tag not in _ROW_TAGS or index.stretch(at) in barren:
            continue
        text = index.text(at, _LONGEST_ROW)
        told = labels_in(text) if text else {}
        if not _TIMES & set(told):
            barren.add(index.stretch(at))
            continue
        row = _row(index.nodes[at], None)
        row.texts |= told
        if not row.title or not _is_dated(row):
            continue
        found.append(row)
        above = index.parents[at]
        while above >= 0 and above not in holders:
            holders.add(above)
            above = index.parents[above]
    return found[::-1]


def labels_in(text: str) -> dict[str, str]:
    """The labelled values in one row's text: `留言时间：2026-08-01 状态：已答复`."""
    told: dict[str, str] = {}
    marks = list(LABELS.finditer(text))
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        noun = heading_of(mark["label"])
        if noun is not None and noun not in told:
            value = text[mark.end() : following.start() if following else len(text)]
            told[noun] = value.strip()[:60]
    return told


def _plain(index: Index) -> list[BoardRow]:
    """Rows of one title and one date; the date may be any of the message's days."""
    groups: dict[int, list[BoardRow]] = {}
    for at, node in enumerate(index.nodes):
        if node.tag not in _PLAIN_TAGS or not 0 < index.links(at) <= _MOST_LINKS or node.parent is None:
            continue
        text = index.text(at, 300)
        if not text:
            continue
        links = [one for one in node.css("a") if _text(one)]
        if not links or len(links) > 3:
            continue
        row = _row(node, None)
        beside = text.replace(row.title, " ")
        dates = find_dates(narrow(beside), short=True)
        said = beside[dates[0].start : dates[0].end] if len(dates) == 1 else ""
        if not said and not dates and (word := _relative_in(node, row.title)):
            said = word
        if said and len(row.title) >= 4:
            row.texts["listed"] = said
            row.texts["status"] = next((one for one in _words(node) if _tells(one)), "")
            groups.setdefault(node.parent.mem_id, []).append(row)
    best = max(groups.values(), key=len, default=[])
    return best if len(best) >= 2 else []


def _paired(html: str) -> list[BoardRow]:
    """Questions with their answers below them."""
    return [
        BoardRow(
            texts={"submitted": one.asked, "answered": one.answered, "answer": " ".join(one.words)[:200]},
            title=one.title,
        )
        for one in find_pairs(html)
    ]


def _relative_in(node: LexborNode, title: str) -> str:
    words = (one for one in _words(node) if one != title and len(one) <= 16)
    return next((one for one in words if re.search("前|昨天|今天|刚刚", one) and _is_relative(one)), "")


def _is_relative(text: str) -> bool:
    return re.search(r"刚刚|\d\s?(?:秒钟?|分钟|小时|天|周|个月)前|今天|昨天|前天", text) is not None


def _tells(text: str) -> bool:
    return len(text) <= 8 and status_of(text) is not MessageStatus.UNSTATED


def _words(node: LexborNode) -> list[str]:
    return [one.strip(" []【】()（）") for one in node.text(separator="\n", strip=True).split("\n")]


def _row(node: LexborNode, titled: LexborNode | None) -> BoardRow:
    """Title and link of a row: of *titled*, else of its first link that is no label."""
    holder = titled if titled is not None else node
    links = [holder] if holder.tag == "a" else holder.css("a")[:_MOST_LINKS]
    link = max(links, key=lambda one: len(_text(one)) if _text(one) else -1, default=None)
    if link is None and node.tag == "a":
        link = node
    if link is None:
        link = next(iter(node.css("a")), None)
    attributes = link.attributes if link is not None else {}
    whole = " ".join((attributes.get("title") or "").split())
    shown = _text(titled if titled is not None else link) if (titled is not None or link is not None) else ""
    onclick = attributes.get("onclick") or node.attributes.get("onclick") or ""
    title = whole if whole.startswith(shown.rstrip(".… ")[:8]) and whole else shown
    return BoardRow(title=title, href=(attributes.get("href") or "").strip(), onclick=onclick)


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if child.tag is not None and not child.tag.startswith(("-", "_")) and child.tag != "br":
            yield child
        child = child.next


def _text(node: LexborNode | None) -> str:
    return " ".join(node.text(separator=" ").split()) if node is not None else ""
