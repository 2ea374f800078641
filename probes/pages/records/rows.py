"""The records of a page (记录): each link with its title, its day and where it stands, and repeated blocks that hold no link."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from itertools import compress, islice
from operator import attrgetter

from probes.pages.dates.dates import date_in_url, find_dates, narrow
from probes.pages.dates.row_dates import RowDate, row_date, seen_date, told_in_full
from probes.pages.document.tree import Element, Tree
from probes.pages.records.buttons import is_button, name_buttons
from probes.pages.records.date_heads import in_month, use_day_heads, use_month_heads, use_year_heads
from probes.pages.records.extent import HAS_DAY, ROW_TAGS, days_up_to, join_groups_of_one, narrow_rows
from probes.pages.records.pagers import is_neighbour, is_pager, says_pages
from probes.pages.records.record import PageRecord
from probes.pages.records.table_head import day_cells
from probes.pages.records.title import PINNED, caption_of, is_furniture, link_in_words, shown_title

MORE = re.compile(
    r"^[\[【(（+＋]?(?:更多|more|查看更多|查看全部|详情|详细|详细信息|阅读全文|阅读更多|查看详情|点击查看|进入|>>|»|\+)[>》.…+\])）】]*$",
    re.IGNORECASE,
)
#: A day in figures, and perhaps its time.
_EXACT = re.compile(
    r"\s{0,9}(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?[\sT]{0,9}[\d:.+Z]{0,30}\s{0,9}"
)
#: How often something was read or answered.
_COUNT = re.compile(r"[\d,.]{1,12}\s?[万千kKwW]?\+?(?:次|人|条)?")
_MONTH_PATH = re.compile(r"/(20[0-4]\d)(?:[-_/]?(0[1-9]|1[0-2])|[-_/]([1-9]))(?=/)")
_MOST_LINKS = 4
#: Elements with several links that are a part of a row at most.
_PARTS = frozenset(
    {"td", "th", "header", "hgroup", "h2", "h3", "h4", "h5", "span", "strong", "b", "em", "font"}
)
#: A forum's row has more, one of them the title, the others names; and two days, of the question and of the last word.
_MANY_LINKS, _TITLE_FROM, _NAME_TO, _MOST_DAYS, _WIDEST = 14, 9, 8, 3, 90
#: So many texts a day beside its row may be torn into.
_PIECES = 6
#: So deep below a row's parent its day may stand beside it.
_NEAR = 4
#: A row says less than this.
_LONGEST_ROW = 5000


def linked_records(tree: Tree, now: datetime | None) -> list[PageRecord]:
    """Every link with words, as the widest element that is one row, in page order."""
    links = _content_links(tree)
    _note_links(tree, links)
    rows: dict[int, PageRecord] = {}
    for link in links:
        element = _row_of(tree, link)
        known = rows.get(element.index)
        title = shown_title(tree, link)
        if known is None or (known.link is not link and _says_more(tree, title, link, known)):
            rows[element.index] = PageRecord(element, link, title, link.href, tree.path(element))
    found = list(rows.values())
    _name_icons(tree, found)
    name_buttons(tree, found)
    join_groups_of_one(tree, found)
    narrow_rows(tree, found)
    _date_rows(tree, found, now)
    use_year_heads(tree, found)
    use_month_heads(tree, found)
    use_day_heads(tree, found)
    return found


def _name_icons(tree: Tree, rows: Sequence[PageRecord]) -> None:
    """What an icon tells of many rows (有新回复) is no title: the link in words that leads to the same page is."""
    bare = [row for row in rows if row.link.start == row.link.end]
    told = Counter(row.title for row in bare)
    for row in bare:
        if told[row.title] > 1 and (link := link_in_words(tree, row.element, row.link)) is not None:
            row.link, row.title = link, shown_title(tree, link)


def _content_links(tree: Tree) -> list[Element]:
    """The links of a page that may lead to items, in order."""
    key = ("content links", 0)
    if key not in tree.notes:
        tree.notes[key] = [one for one in tree.elements if one.tag == "a" and _is_content(tree, one)]
    found: list[Element] = tree.notes[key]
    return found


def _links_below(tree: Tree, element: Element) -> list[Element]:
    """Those of them that stand inside *element*."""
    links = _content_links(tree)
    first = bisect_left(links, element.index + 1, key=_index_of)
    return links[first : bisect_left(links, element.last, lo=first, key=_index_of)]


_index_of = attrgetter("index")


def _is_content(tree: Tree, link: Element) -> bool:
    shown = tree.text(link)
    text = shown or dict(link.told).get("title", "")
    if not shown and link.href.lower().startswith(("javascript:", "#")):  # a menu's arrow, a button
        return False
    text = text or caption_of(tree, link)
    return (
        len(text) >= 2
        and bool(link.href)
        and (not MORE.match(text) or (is_button(text) and _stands_in_cell(tree, link)))
        and not is_pager(text)
        and not is_neighbour(tree, link, text)
        and not _COUNT.fullmatch(text)
    )


def _stands_in_cell(tree: Tree, link: Element) -> bool:
    """Whether a button stands alone in a cell of a table whose row holds no other link."""
    row = next((one for one in islice(tree.above(link), 4) if one.tag == "tr"), None)
    if row is None or row.last - row.index > _WIDEST:
        return False
    return sum(one.tag == "a" for one in tree.below(row)) == 1


def _says_more(tree: Tree, title: str, link: Element, known: PageRecord) -> bool:
    """Whether a further link of a row is its title rather than a category, a unit or a picture."""
    return len(title) > len(known.title) and not _same(link, known.link)


def _note_links(tree: Tree, links: Sequence[Element]) -> None:
    """Tell every element which links stand below it; two different ones are as good as many."""
    for link in links:
        for element in (link, *tree.above(link)):
            if len(element.links) >= 2:
                break
            if all(not _same(tree.elements[other], link) for other in element.links):
                element.links.append(link.index)


def _same(one: Element, other: Element) -> bool:
    if one.index == other.index:
        return True
    return one.href == other.href and not one.href.lower().startswith(("javascript:", "#"))


def _row_of(tree: Tree, link: Element) -> Element:
    """The widest element around *link* that holds no other link, or one row that holds a few."""
    row = link
    for above in tree.above(link):
        if above.tag in ("body", "html", "form"):
            break
        if len(above.links) > 1:
            key = ("one row", above.index)
            if key not in tree.notes:
                tree.notes[key] = _may_be_one_row(tree, above)
            fits = tree.notes[key]
            if fits is None:
                break
            if not fits or not _has_twin(tree, above):  # a part of a row: the row itself may stand around it
                continue
        row = above
    return row


def _may_be_one_row(tree: Tree, element: Element) -> bool | None:
    """
    Whether an element with several links may be one row: few links and one day, or one long title among short links.

    False for what has no day, and may be a part of one; None for what holds several rows.
    """
    cell = element.tag in _PARTS
    if not (cell or element.tag in ROW_TAGS) or element.parent < 0 or element.last - element.index > _WIDEST:
        return None
    inside = _links_below(tree, element)
    links = {one.index if one.href.lower().startswith(("javascript:", "#")) else one.href for one in inside}
    if not len(links) > 1 or sum(map(len, tree.parts(element))) > _LONGEST_ROW:
        return None
    if len(links) <= _MOST_LINKS and element.last - element.index <= 40:
        outside = [
            tree.texts[n]
            for n in range(element.start, element.end)
            if not any(one.tag == "a" for one in _up_to(tree, n, element))
        ]
        days = sum(
            len(HAS_DAY.findall(_without_full(text))) + len(find_dates(narrow(text))) for text in outside
        )
        if days == 1:
            return not cell
    fits = _has_one_title(tree, element, inside) if len(links) <= _MANY_LINKS else None
    return False if fits and cell else fits


def _has_one_title(tree: Tree, element: Element, links: Sequence[Element]) -> bool | None:
    """Whether one link of an element is a title and all others are names and counts (a forum's thread: author, board, last reply)."""
    by_width = sorted(links, key=lambda one: -_width(tree.text(one)))
    title = by_width[0]
    others = [_width(tree.text(one)) for one in by_width[1:] if not _same(one, title)]
    if _width(tree.text(title)) < _TITLE_FROM or max(others, default=0) > _NAME_TO:
        return None
    days = days_up_to(tree)
    count = days[element.end] - days[element.start]
    if not 1 <= count <= _MOST_DAYS:
        return False if count == 0 else None
    if _stand_in_columns(tree, element, links):
        return None
    inner = title
    for above in tree.above(title):
        if (
            days[inner.end] > days[inner.start]
        ):  # the title's own part has its day: so may its neighbours have theirs
            shared = any(
                one.tag == inner.tag
                and one.parent == above.index
                and one.index != inner.index
                and days[one.end] > days[one.start]
                and any(other.tag == "a" for other in (one, *tree.below(one)))
                for one in tree.below(above)
            )
            return None if shared else True
        if above.index == element.index:
            return True
        inner = above
    return None


def _stand_in_columns(tree: Tree, element: Element, links: Sequence[Element]) -> bool:
    """Whether two titles, each with its day behind it, stand side by side."""
    days = days_up_to(tree)
    if len(links) != 2 or days[element.end] - days[element.start] != 2:
        return False
    one, other = links
    return (
        min(_width(tree.text(one)), _width(tree.text(other))) >= _TITLE_FROM - 2
        and days[other.start] - days[one.end] == 1
        and days[element.end] - days[other.end] == 1
    )


def _width(text: str) -> float:
    """How wide a text is, in Chinese characters."""
    first = text[:200]
    return len(first) - len(first.encode("ascii", "ignore")) / 2


def _without_full(text: str) -> str:
    """*text* with its full dates cut out."""
    plain, kept, at = narrow(text), list[str](), 0
    for found in find_dates(plain):
        kept.append(plain[at : found.start])
        at = found.end
    return "".join([*kept, plain[at:]])


def _up_to(tree: Tree, number: int, top: Element) -> list[Element]:
    found = []
    for one in tree.around_text(number):
        if one is top:
            break
        found.append(one)
    return found


def _has_twin(tree: Tree, element: Element) -> bool:
    """Whether an element of the same tag, with links too, stands right beside."""
    key = ("twins", element.parent)
    if key not in tree.notes:
        tree.notes[key] = Counter(one.tag for one in tree.children(element.parent) if one.links)
    return bool(tree.notes[key][element.tag] > bool(element.links))


def _date_rows(tree: Tree, rows: Sequence[PageRecord], now: datetime | None) -> None:
    """Give every row its date; where rows hold none, from the text between them, before or after."""
    bare: dict[tuple[int, str], list[tuple[PageRecord, date | None, int, int]]] = {}
    for n, row in enumerate(rows):
        if is_furniture(row.title):
            continue
        beside = _beside(tree, row)
        inside = _seen_first(tree, range(row.link.start, row.link.end), row.element)
        told = [
            value
            for one in (row.element, *tree.below(row.element))
            for _, value in one.told
            if one.tag != "img"
        ]
        path = _day_in(row.href)
        month = _month_in(row.href) if path is None else None
        own = told_in_full(seen_date(beside, path, now), told)
        row.said = in_month(own if own.is_stated else row_date((), inside, told, path, now), month)
        row.place = _place(own, inside, path, row.said, now)
        row.pinned = any(PINNED.search(text) for text in (*beside, *inside, *told))
        if not own.is_stated and not seen_date(inside, None, now).is_stated:
            previous = rows[n - 1].element.end if n else 0
            following = rows[n + 1].element.start if n + 1 < len(rows) else len(tree.texts)
            bare.setdefault((row.element.parent, row.element.tag), []).append(
                (
                    row,
                    path,
                    max(previous, row.element.start - _PIECES),
                    min(following, row.element.end + _PIECES),
                )
            )
    for group in bare.values():
        said = [
            (
                row,
                seen_date(_between(tree, row.element, since, row.element.start), path, now),
                seen_date(_between(tree, row.element, row.element.end, until), path, now),
            )
            for row, path, since, until in group
        ]
        leading = sum(before.is_stated for _, before, _ in said)
        trailing = sum(after.is_stated for _, _, after in said)
        for row, said_before, said_after in said:
            found = said_before if leading > trailing else said_after
            if found.is_stated:
                row.said, row.place = found, "between"


def _place(
    own: RowDate, inside: Sequence[str], path: date | None, said: RowDate, now: datetime | None
) -> str:
    if own.is_stated:
        return "row"
    if not said.is_stated:
        return ""
    if said == row_date((), inside, (), None, now):
        return "link"
    return "address" if path is not None and said.on == path else "attribute"


def _day_in(href: str) -> date | None:
    """The day in an address, which may be written from the page's own folder on."""
    return date_in_url(href if "://" in href[:12] or href.startswith("/") else f"/{href}")


def _month_in(href: str) -> tuple[int, int] | None:
    """Year and month in an address of this site or another (`/202611/…`, `/2026-11/…`, `/2026/11/…`)."""
    match = _MONTH_PATH.search(f"/{href[:300]}")
    return (int(match[1]), int(match[2] or match[3])) if match is not None else None


def _beside(tree: Tree, row: PageRecord) -> list[str]:
    """Text of the row outside its title; of a table row with a head, the cell that the head calls its day, and none that it calls another."""
    cell, others = day_cells(tree, row.element)
    if cell is not None and seen_date(tree.parts(cell), None, None).is_stated:
        return tree.parts(cell)
    outside = (*range(row.element.start, row.link.start), *range(row.link.end, row.element.end))
    bare = row.link.start == row.link.end  # a picture: its title stands below it
    numbers = [
        number
        for number in outside
        if not (bare and tree.texts[number] == row.title)
        and not _is_of_pager(tree.texts[number])
        and not any(other.start <= number < other.end for other in others)
    ]
    return _seen_first(tree, numbers, row.element, exact=True)


def _seen_first(tree: Tree, numbers: Sequence[int], row: Element, *, exact: bool = False) -> list[str]:
    """Some texts of a row, without those that are hidden in it where the others say a day."""
    texts = [_exact(tree, number) if exact else tree.texts[number] for number in numbers]
    shown = [not tree.elements[tree.owners[number]].hidden for number in numbers]
    if row.hidden or all(shown):
        return texts
    seen = list(compress(texts, shown))
    return seen if seen_date(seen, None, None).is_stated else texts


def _exact(tree: Tree, number: int) -> str:
    """A text of a row; of one in words (2 小时前) whose own element tells the day in figures (`title=`), those."""
    text, owner = tree.texts[number], tree.owners[number]
    if owner < 0 or not tree.elements[owner].told or len(text) > 20 or find_dates(narrow(text)):
        return text
    return next((value for _, value in tree.elements[owner].told if _EXACT.fullmatch(value)), text)


def _between(tree: Tree, element: Element, start: int, end: int) -> list[str]:
    """The texts from *start* to *end* that stand close beside *element*, in no link and in no box with links, which is that of other rows."""
    texts = []
    for number in range(start, end):
        near = list(islice(tree.around_text(number), _NEAR))
        depth = next((n for n, one in enumerate(near) if one.index == element.parent), -1)
        if depth < 0 or any(one.tag == "a" for one in near) or (depth and near[depth - 1].links):
            continue
        if _is_of_pager(tree.texts[number]):
            continue
        texts.append(tree.texts[number])
    return texts


def _is_of_pager(text: str) -> bool:
    """Whether a text counts pages by a sign that days have too: 1/4."""
    return "/" in text and says_pages(text)
