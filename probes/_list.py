"""The items of a listing page (栏目列表页): repeated rows of one link and, mostly, one date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urljoin

from monitor.domain.content import Item, ListState
from monitor.domain.observation import Listing
from monitor.domain.site import ListSource
from monitor.domain.timing import DAY
from probes._blank import blank_words, script_list, stated_total
from probes._row_dates import RowDate, give_years, row_date
from probes._selectors import read_with_selectors
from probes._tree import Element, Tree, read_tree

#: Rows that WAS5 puts in to fill a template.
FILLERS = frozenset({"文章标题", "标题"})
_NAV = re.compile(
    r"\b(?:nav|menu|foot|footer|header|head|crumb|position|location|breadcrumb|pager?|pagination|page-?nav|friend|link-?s?|copyright|top-?bar|login|share|search|hot|rank|sidebar-?nav)",
    re.IGNORECASE,
)
_PINNED = re.compile(r"置顶|\[顶\]|【顶】|\[荐\]")
_MORE = re.compile(
    r"^(?:更多|more|>>|»|\+|查看更多|详情|\[详细\]|详细|阅读全文|查看详情)+[>》.…+]*$", re.IGNORECASE
)
_PAGER = re.compile(
    r"^(?:首页|上一?页|下一?页|尾页|末页|前一页|后一页|\d{1,4}|[<>«»]+|跳转|转到|go)$", re.IGNORECASE
)
_CUT = re.compile(r"(?:\.{2,}|…+)\s*$")


@dataclass(slots=True)
class Row:
    """One candidate row: its element, its link, and what it says."""

    element: Element
    link: Element
    title: str
    href: str
    said: RowDate
    pinned: bool
    path: str  #: where it stands in the page's structure


def read_list(
    html: str, url: str, *, source: ListSource | None = None, now: datetime | None = None
) -> Listing:
    """
    The items of a listing page, in page order, doubled rows once.

    *source*: configured selectors win over the analysis. *now*: when the page was fetched, for relative words only.
    No list found is `unreadable`, never blank; blank needs a recognised empty list.
    """
    if source is not None and source.item is not None:
        return read_with_selectors(html, url, source, now)
    tree = read_tree(html)
    base = urljoin(url, tree.base) if tree.base else url
    best = _best_group(_groups(tree, now))
    if best is not None:
        items = _items(best, base)
        if items:
            return Listing(state=ListState.ITEMS, items=items, total=stated_total(html))
    if (words := script_list(html)) is not None:
        return Listing(state=ListState.UNREADABLE, reason=words)
    if blank_words(html, tree):
        return Listing(state=ListState.BLANK, total=0)
    return Listing(state=ListState.UNREADABLE, reason="no_list_found")


def _groups(tree: Tree, now: datetime | None) -> list[list[Row]]:
    """Rows that stand at the same place of the page's structure, in page order."""
    groups: dict[str, list[Row]] = {}
    for row in content_rows(tree, now):
        groups.setdefault(row.path, []).append(row)
    return list(groups.values())


def content_rows(tree: Tree, now: datetime | None) -> list[Row]:
    """Every link with words, as the widest row that holds no other link, in page order."""
    links = [one for one in tree.elements if one.tag == "a" and _is_content(tree, one)]
    _note_links(tree, links)
    rows: list[Row] = []
    taken: set[int] = set()
    for link in links:
        element = _row_of(tree, link)
        if element.index in taken:
            continue
        taken.add(element.index)
        rows.append(_row(tree, element, link, now))
    return rows


def _is_content(tree: Tree, link: Element) -> bool:
    text = tree.text(link) or dict(link.told).get("title", "")
    return len(text) >= 2 and bool(link.href) and not _MORE.match(text) and not _PAGER.match(text)


def _note_links(tree: Tree, links: Sequence[Element]) -> None:
    """Tell every element which links stand below it; two different ones are as good as many."""
    for link in links:
        index = link.index
        while index >= 0:
            element = tree.elements[index]
            if len(element.links) >= 2:
                break
            if all(not _same(tree, tree.elements[other], link) for other in element.links):
                element.links.append(link.index)
            index = element.parent


def _same(tree: Tree, one: Element, other: Element) -> bool:
    if one.index == other.index:
        return True
    return one.href == other.href and not one.href.lower().startswith(("javascript:", "#"))


def _row_of(tree: Tree, link: Element) -> Element:
    """The widest element around *link* that holds no other link."""
    row = link
    while row.parent >= 0:
        above = tree.elements[row.parent]
        if len(above.links) > 1 or above.tag in ("body", "html", "form"):
            break
        row = above
    return row


def _row(tree: Tree, element: Element, link: Element, now: datetime | None) -> Row:
    below = (
        [one for one in tree.elements[element.index :] if one.start < element.end][:40]
        if element is not link
        else [link]
    )
    told = [value for one in below if _is_below(tree, one, element) for _, value in one.told]
    beside = tree.texts[element.start : link.start] + tree.texts[link.end : element.end]
    if element is link or not any(any(c.isdigit() for c in text) for text in beside):
        beside = beside + _after(tree, element)
    inside = tree.text(link)
    title = _title(tree, element, link)
    whole = " ".join(beside) + inside
    return Row(
        element=element,
        link=link,
        title=title,
        href=link.href,
        said=row_date(beside, inside, told, link.href, now),
        pinned=bool(_PINNED.search(whole)) or any(_PINNED.search(value) for value in told),
        path=tree.path(element),
    )


def _is_below(tree: Tree, one: Element, above: Element) -> bool:
    index = one.index
    while index > above.index:
        index = tree.elements[index].parent
    return index == above.index


def _after(tree: Tree, element: Element) -> list[str]:
    """Text that stands between this row and the next link: dates in sibling elements."""
    texts = []
    for number in range(element.end, min(element.end + 4, len(tree.texts))):
        owner: int = tree.owners[number]
        if any(tree.elements[k].tag == "a" for k in _above(tree, owner, 4)) or not _shares_parent(
            tree, owner, element
        ):
            break
        texts.append(tree.texts[number])
    return texts


def _above(tree: Tree, index: int, most: int) -> list[int]:
    found: list[int] = []
    while index >= 0 and len(found) < most:
        found.append(index)
        index = tree.elements[index].parent
    return found


def _shares_parent(tree: Tree, owner: int, element: Element) -> bool:
    return element.parent in _above(tree, owner, 4)


def _title(tree: Tree, element: Element, link: Element) -> str:
    """The uncut title: `title=` when it continues the shown text, else the shown text."""
    shown = _PINNED.sub("", tree.text(link)).strip()
    told = dict(link.told).get("title", "").strip()
    told = told.splitlines()[0].strip() if told else ""
    bare = _CUT.sub("", shown)
    if told and (not shown or _CUT.search(shown) or told.startswith(bare)) and len(told) >= len(bare):
        return re.sub(r"\s+", " ", told)
    return shown or told


def _best_group(groups: list[list[Row]]) -> list[Row] | None:
    """The group that most looks like the list of this page."""
    ranked = [(score, n, group) for n, group in enumerate(groups) if (score := _score(group)) > 0]
    if not ranked:
        return None
    _, _, best = max(ranked, key=lambda one: (one[0], -one[1]))
    return best


def _score(group: Sequence[Row]) -> float:
    """Dated rows with long titles count most; navigation, pagers and single words do not count at all."""
    rows = [row for row in group if row.title not in FILLERS]
    if not rows:
        return 0.0
    dated = sum(1 for row in rows if row.said.on or row.said.month_day)
    length = sum(min(len(row.title), 30) for row in rows) / len(rows)
    share = dated / len(rows)
    if dated and share >= 0.5 and length >= 4:
        return dated * (4 + length) * (1.5 if share > 0.9 else 1.0)
    if len(rows) >= 5 and length >= 10 and not _NAV.search(rows[0].element.key):
        return len(rows) * length / 40
    return 0.0


def _items(group: Sequence[Row], base: str) -> tuple[Item, ...]:
    days = give_years([row.said for row in group])
    items: list[Item] = []
    seen: set[tuple[str, str]] = set()
    for row, day in zip(group, days, strict=True):
        address = _absolute(base, row.href)
        key = (address, row.title if not address else "")
        if row.title in FILLERS or key in seen:
            continue
        seen.add(key)
        items.append(Item(title=row.title[:300], url=address, on=day, pinned=row.pinned))
    return _with_pins(items)


def _with_pins(items: list[Item]) -> tuple[Item, ...]:
    """Rows at the top that are older than the one below them stand there because somebody pinned them."""
    days: list[date | None] = [item.on for item in items]
    for n, day in enumerate(days[:5]):
        below = [other for other in days[n + 1 : n + 4] if other is not None]
        if day is None or len(below) < 2 or not all(other - day > DAY for other in below):
            break
        items[n] = replace(items[n], pinned=True)
    return tuple(items)


def _absolute(base: str, href: str) -> str:
    if href.lower().startswith(("javascript:", "#", "mailto:", "tel:", "data:")):
        return ""
    try:
        address = urljoin(base, href.strip())
    except ValueError:
        return ""
    return address.split("#", 1)[0]
