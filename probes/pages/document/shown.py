"""What a person sees of a page, where its markup says more or says it elsewhere (可见内容): hidden days, tables whose head names the cells below."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from probes.pages.dates.dates import narrow

_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d\s?[-/.年]")
LONGEST_YEAR = 6
#: A longer element is a part of the page that a script shows, and no mere remark.
LONGEST_HIDDEN = 300
#: More elements, or rows of tables, are not looked at.
MOST_HIDDEN, MOST_ROWS = 400, 60
#: In the page's text a head that names days is followed by something else than one.
_HEADS_OF_DAYS = re.compile(r"(?:日期|时间)\n(?!\s{0,3}(?:19|20)\d\d)")
#: What hides an element.
_HIDING = re.compile(r"display\s{0,3}:\s{0,3}none"), re.compile(r"<(?:del|s|strike)[\s>]")
_CROSSED_OUT = frozenset({"del", "s", "strike"})
_DAY_HEAD = re.compile(r"(?:日期|时间)\s?:?$")
_ANY_FIGURE = re.compile(r"\d{2}")
LONGEST_HEAD = 12
_SHEET = re.compile(r"<style\b[^<>]{0,200}>([^<]{1,60000})")
#: What holds on some screens only.
_SCREENS = re.compile(r"@[a-z-]{1,20}[^{}]{0,200}\{(?:[^{}]{0,400}\{[^{}]*+\})*+[^{}]*+\}?")
#: The one name before a rule's brace, and how far behind the brace what hides stands at the most.
_NAME_OF_RULE = re.compile(r"(?:^|[},])\s{0,9}([.#][A-Za-z_][\w-]{0,40})\s{0,3}\Z")
LONGEST_NAME, LONGEST_RULE = 60, 400
MOST_NAMES = 20


def _hiding_names(html: str) -> Iterator[str]:
    """The classes and ids that the page's own style sheets hide on every screen."""
    for sheet in _SHEET.finditer(html):
        if _HIDING[0].search(sheet[1]) is None:
            continue
        plain = _SCREENS.sub("", sheet[1])
        yield from islice(_hidden_by(plain), MOST_NAMES)


def _hidden_by(sheet: str) -> Iterator[str]:
    """The names of those rules of *sheet* that hide."""
    seen = -1
    for hides in _HIDING[0].finditer(sheet):
        brace = sheet.rfind("{", max(0, hides.start() - LONGEST_RULE - 1), hides.start())
        if brace <= seen or sheet.find("}", brace, hides.start()) >= 0:
            continue
        seen = brace
        named = _NAME_OF_RULE.search(sheet, max(0, brace - LONGEST_NAME), brace)
        if named is not None:
            yield named[1]


def _hides_a_day(html: str, names: Sequence[str], hiding: Sequence[re.Pattern[str]]) -> bool:
    """Whether anything that may hide, or is of *names*, stands close before a year."""
    return any(_stand_before_year(html, places) for places in _hiding_places(html, names, hiding))


def _stand_before_year(html: str, places: Iterable[int]) -> bool:
    """Whether a year stands close behind one of *places*, which are in order."""
    looked_at = 0
    for at in places:
        end = at + 2 * LONGEST_HIDDEN
        if _YEAR.search(html, max(at, looked_at - LONGEST_YEAR), end) is not None:
            return True
        looked_at = end
    return False


def _hiding_places(
    html: str, names: Sequence[str], hiding: Sequence[re.Pattern[str]]
) -> Iterator[Iterator[int]]:
    """Where each word that hides, or one of *names*, ends."""
    for pattern in hiding:
        yield (one.end() for one in islice(pattern.finditer(html), MOST_HIDDEN))
    for name in names:
        yield islice(_ends_of(name[1:], html), MOST_HIDDEN)


def _ends_of(name: str, html: str) -> Iterator[int]:
    at = html.find(name)
    while at >= 0:
        at += len(name)
        yield at
        at = html.find(name, at)


def take_hidden(tree: LexborHTMLParser, html: str, tags: Set[str] | None = None) -> str:
    """Take the small elements that are not shown and hold a day out of *tree*; what they say. *tags*: the page's, where they are known."""
    may_hold_sheets = "<style" in html if tags is None else any(one.startswith("style") for one in tags)
    names = list(_hiding_names(html)) if may_hold_sheets else []
    crossed_out = tags is None or not tags.isdisjoint(_CROSSED_OUT)
    if not _hides_a_day(html, names, _HIDING if crossed_out else _HIDING[:1]):
        return ""
    found = list[str]()
    for node in tree.css(", ".join(("[style]", "[hidden]", "del", "s", "strike", *names)))[:MOST_HIDDEN]:
        style = node.attributes.get("style")
        if node.tag in ("body", "html") or (style is not None and _HIDDEN.search(style) is None):
            continue
        text = node.text(separator=" ")[: LONGEST_HIDDEN + 1]
        if len(text) <= LONGEST_HIDDEN and _YEAR.search(narrow(text)) is not None:
            found.append(text)
            node.inner_html = ""
    return " ".join(found)


def put_heads_to_cells(tree: LexborHTMLParser, text: str) -> bool:
    """
    Where a table's head row names the days in the row below (成文日期 | 发布日期), put each name before its own cell.

    *text*: what the page says as it is. Whether anything was put.
    """
    if ("日期\n" not in text and "时间\n" not in text) or _HEADS_OF_DAYS.search(text) is None:
        return False
    put = False
    for row in tree.css("tr")[:MOST_ROWS]:
        heads = list(_cells(row))
        named = [n for n, text in enumerate(map(_words, heads)) if _DAY_HEAD.search(text) is not None]
        if len(heads) < 2 or not named or any(map(_is_value, map(_words, heads))):
            continue
        below = _next_row(row)
        cells = list(_cells(below)) if below is not None else []
        if len(cells) != len(heads) or not all(_YEAR.match(_words(cells[n])) for n in named):
            continue
        if below is not None and _goes_on(
            below, len(heads), named
        ):  # a table of many things, each with its day
            continue
        for n in named:
            said = _words(heads[n]).rstrip(":")
            cells[n].inner_html = f"{said}: {_words(cells[n])}"
            heads[n].inner_html = ""
            put = True
    return put


def _goes_on(row: LexborNode, width: int, named: Sequence[int]) -> bool:
    """Whether the row below is of the same table of days."""
    below = _next_row(row)
    cells = list(_cells(below)) if below is not None else []
    return len(cells) == width and all(_YEAR.match(_words(cells[n])) for n in named)


def _is_value(text: str) -> bool:
    return len(text) > LONGEST_HEAD or _ANY_FIGURE.search(text) is not None


def _words(node: LexborNode) -> str:
    return narrow(node.text(strip=True))[:40]


def _cells(row: LexborNode) -> Iterator[LexborNode]:
    return (one for one in row.iter() if one.tag in ("td", "th"))


def _next_row(row: LexborNode) -> LexborNode | None:
    """The row below, in the table's next part too (thead, tbody)."""
    near = row.next
    while near is not None and near.tag != "tr":
        near = near.next
    if near is None and row.parent is not None and row.parent.tag == "thead":
        near = row.parent.next
        while near is not None and near.tag != "tbody":
            near = near.next
        near = near.css_first("tr") if near is not None else None
    return near
