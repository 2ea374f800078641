"""Which rows of a page are its list: not its navigation, its hot news, its foot (列表区识别)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from monitor.domain.timing import DAY
from probes.pages.dates.dates import date_in_url
from probes.pages.document.tree import Element, Tree
from probes.pages.records.crumbs import crumbs_at, names_of
from probes.pages.records.halves import with_halves_joined
from probes.pages.records.headings import (
    alike_over,
    bears_name,
    calls_another,
    heading_over,
    is_column_head,
    is_heading,
    is_tab,
    names_other,
)
from probes.pages.records.headlines import is_head_of_own
from probes.pages.records.outline import shown_before
from probes.pages.records.own_place import (
    FEWEST,
    are_many_titles,
    holds_pager,
    is_beside,
    is_outside,
    is_small,
    lead_elsewhere,
    lie_in_folder,
    may_be_main,
    own_part,
    with_own_place,
)
from probes.pages.records.record import PageRecord
from probes.pages.records.row_group import RowGroup
from probes.pages.records.rows import MORE

#: Rows that only fill a template.
FILLERS = frozenset({"文章标题", "标题", ""})

_ASIDE = re.compile(
    r"(?<![a-z])(?:nav|navi?gation|menu|foot|footer|header|crumbs?|breadcrumb|friend|copyright|login|share|hot|hots|rank|ranking|paihang|phb|recommend|tuijian|relat(?:e|ed|ion)|side|(?<!layout-)(?<!has-)(?<!with-)(?<!no-)sidebar|aside|swiper|slide|slider|banner|carousel|focus|lunbo|lbt|jdt|flexslider|bxslider|superslide|scroll(?!-(?:view|wrap|con|body|page))|marquee|gundong|calendar|datepicker)(?![a-z])|yqlj|友情"
)
_FRAME = re.compile(r"nav|menu|foot|header|copyright|login")
_ASIDE_TAGS = frozenset({"nav", "footer", "aside", "header", "marquee"})
#: A page's name at the end of an address, the same read backwards, and what numbers an article in it.
_PAGE = re.compile(r"\.(?:s?html?|jhtml|aspx?|jsp|php)$", re.IGNORECASE)
_STEM = re.compile(r"[\w-]*")
_LONG_NUMBER, _DIGITS = re.compile(r"\d{4}"), re.compile(r"\d+")
#: The same in the column's own folder.
_ANY_NUMBER = re.compile(r"\d[^/]{0,40}\.\w{2,6}\Z")
#: Names so short, in characters, are rows of a list only where so many stand there.
_TERSE, _MANY = 2.5, 5
_NUMBER = re.compile(r"\d{4}|[0-9a-fA-F]{16}")
_ID = re.compile(r"[?&](?:id|aid|articleid|infoid|docid|newsid)=\w{0,60}\d{2}", re.IGNORECASE)
#: A longer address is nobody's article.
LONGEST_ADDRESS = 2048


#: What an empty list says.
_NONE_HERE = re.compile(r"\A.{0,8}(?:暂无|尚无|暂时没有|没有找到|未找到|无相关).{0,10}\Z|共\s?0\s?[条页篇]")
_ANY_WORD = re.compile(r"[\w\u4e00-\u9fff]")
_CRUMB = re.compile(r"[>》»＞→]|[位导][置航]")
#: What may stand behind the name in a heading: NOTICE, （最新）.
_BESIDE_NAME = re.compile(r"[^\u4e00-\u9fff].*")
_WIDTH = re.compile(r"(?:col|span|grid|w|width|layui-col)[a-z-]{0,12}\d{1,4}")
_ORDER = re.compile(
    r"[\d_\s-]+|(?<![a-z])(?:odd|even|first|last|on|cur|active|left|right|fl|fr|zuo|you|mt|mb)(?![a-z])"
)
_LETTERS = str.maketrans("0123456789", "abcdefghij")
#: So many undated rows in a box of their own are a box beside the dated ones.
_BOX_FROM = 2


def find_groups(tree: Tree, html: str, rows: Iterable[PageRecord], url: str) -> list[RowGroup]:
    """Every group of rows that could be a list, best first; equals in page order."""
    by_path: dict[str, list[PageRecord]] = {}
    start, end = crumbs_at(tree)
    for row in rows:
        if not start <= row.link.start < end:
            by_path.setdefault(row.path, []).append(row)
    names = names_of(tree, html)
    groups = [
        _weigh(tree, _clean(part), names, url)
        for group in with_halves_joined(by_path.values())
        for part in _parts(tree, group, names, url)
    ]
    groups = with_own_place(tree, [one for one in groups if one.score > 0], url)
    mains = [one for one in groups if (one.own or one.headed) and may_be_main(one)]
    shown = [one for one in groups if one.dated and not one.aside and not one.foreign]
    whole = any(not one.preview and len(one.rows) >= FEWEST for one in shown)
    undated = [one for one in groups if not one.dated and may_be_main(one)]
    titled = any(one.named and len(one.rows) >= _MANY for one in undated)
    largest, at = dict[int, int](), dict[int, list[RowGroup]]()
    for one in groups:
        at.setdefault(one.rows[0].element.start, []).append(one)
        if one.dated and (part := own_part(tree, one, names)) is not None:
            largest[part.index] = max(len(one.rows), largest.get(part.index, 0))
    headed = next((one.rows[0].element.start for one in shown if one.headed), 0)
    return sorted(
        groups,
        key=lambda one: (
            one.aside,
            one.rows[-1].element.end <= start < end,
            one.other_box,
            not one.own
            and any(
                len(one.rows) < count
                and is_outside(one.rows[0].element.start, one.rows[-1].element.end, tree.elements[n])
                for n, count in largest.items()
            ),
            is_head_of_own(tree, one, at.get(one.rows[-1].element.end, ()), url),
            is_beside(one, mains),
            one.dated and is_small(one, undated),
            titled and one.dated and one.foreign and not one.own,
            bool(shown)
            and one.dated
            and (
                one.foreign
                or (one.preview and whole)
                or (not one.headed and one.rows[0].element.start < headed)
            ),
            -one.score,
        ),
    )


def looks_like_article(address: str) -> bool:
    """Whether an address is shaped like an article's, not like a column's."""
    if len(address) > LONGEST_ADDRESS:
        return False
    path, _, query = address.split("#", 1)[0].partition("?")
    whole = f"{path}?{query}" if query else path
    return date_in_url(address) is not None or _is_numbered_page(whole) or _ID.search(whole) is not None


def _is_numbered_page(address: str) -> bool:
    """Whether an address ends in a page whose name holds four digits, or sixteen of a hexadecimal number."""
    ending = _PAGE.search(address)
    if ending is None:
        return False
    stem = _STEM.match(address[: ending.start()][::-1])
    return stem is not None and _NUMBER.search(stem[0][::-1]) is not None


def stands_aside(tree: Tree, element: Element) -> bool:
    """Whether *element* stands in navigation, foot, or a box beside the list, by tag or class; what holds the page's crumbs is none of these, nor a layout (main-side) that holds its `main`."""
    (start, end), is_main = crumbs_at(tree), False
    for one in (element, *tree.above(element)):
        is_named = _is_aside(one.mark) and not (is_main and not _FRAME.search(one.mark))
        if (one.tag in _ASIDE_TAGS or is_named) and not (one.start <= start < end <= one.end):
            return True
        is_main = is_main or one.tag == "main" or "main" in one.mark.split()
    return False


@lru_cache(maxsize=4096)
def _is_aside(mark: str) -> bool:
    return bool(mark) and _ASIDE.search(mark) is not None


def _parts(tree: Tree, group: list[PageRecord], names: Sequence[str], url: str) -> list[list[PageRecord]]:
    """What of a group is seen as one list: shown rows without those of hidden tabs, content without what stands aside, the column's own box without others of its kind."""
    shown = _shown([row for row in group if not _in_hidden(tree, row.element)] or group)
    if len({row.element.parent for row in shown}) == 1:
        return [shown]
    ends = {row.element.parent: row.element for row in shown}
    aside = {parent: stands_aside(tree, element) for parent, element in ends.items()}
    parts = ([row for row in shown if aside[row.element.parent] is there] for there in (False, True))
    return [
        own for part in parts if part for box in _boxes(tree, part, url) for own in _own_box(tree, box, names)
    ]


def _shown(rows: list[PageRecord]) -> list[PageRecord]:
    """Without rows that are hidden by themselves and newer than all that are seen: a pager's next rows are older."""
    hidden = [row for row in rows if row.element.hidden]
    seen = [row.said.on for row in rows if row.said.on and not row.element.hidden]
    if not hidden or not seen:
        return rows
    newest = max(seen)
    return [row for row in rows if not row.element.hidden or row.said.on is None or row.said.on <= newest]


def _own_box(tree: Tree, rows: list[PageRecord], names: Sequence[str]) -> Iterator[list[PageRecord]]:
    """Dated rows under the column's own name apart from those under other headings; all together where no heading bears it and none is that of another box."""
    if not any(row.said.is_stated for row in rows):
        yield rows
        return
    boxes: list[tuple[str, list[PageRecord]]] = []
    firsts = {n for n, row in enumerate(rows) if n == 0 or row.element.parent != rows[n - 1].element.parent}
    alike = alike_over(tree, [rows[n] for n in firsts], names)
    for n, row in enumerate(rows):
        heading = (_box_name(tree, row, names) or alike.get(row.element.index, "")) if n in firsts else ""
        if heading or not boxes:
            boxes.append((heading, []))
        boxes[-1][1].append(row)
    own = [bears_name(heading, names) and not calls_another(heading, names) for heading, _ in boxes]
    if not any(own):
        own = [not names_other(heading) for heading, _ in boxes]
    if all(own) or not any(own):
        yield rows
        return
    yield [row for (_, box), ours in zip(boxes, own, strict=True) if ours for row in box]
    yield from (box for (_, box), ours in zip(boxes, own, strict=True) if not ours)


def _box_name(tree: Tree, row: PageRecord, names: Sequence[str]) -> str:
    """The heading over a row, or a short text that calls its box another: 最新动态 in a cell of its own."""
    over = _texts_over(tree, row)
    return over[0] if over and calls_another(over[0]) else heading_over(tree, row.element, names)


def _boxes(tree: Tree, rows: list[PageRecord], url: str) -> Iterator[list[PageRecord]]:
    """Rows of one place as they stand in boxes of other names (col-md-9, col-md-3), where their width, a heading, a pager, the column's folder or days part them."""
    many = Counter(row.element.parent for row in rows)
    told = {row.element.parent for row in rows if row.said.is_stated}
    box = rows[:1]
    for last, row in pairwise(rows):
        one, other = last.element.parent, row.element.parent
        if one != other:
            few = min(many[one], many[other])
            mixed = few >= FEWEST and (one in told) != (other in told)
            if _parted(tree, last, row, url, mixed, few >= _BOX_FROM and _differ_in_days(last, row)):
                yield box
                box = []
        box.append(row)
    yield box


def _parted(tree: Tree, last: PageRecord, row: PageRecord, url: str, mixed: bool, newer: bool) -> bool:
    """
    Whether two rows stand in two boxes of one page.

    Boxes of other widths; of other classes, with a heading over the second, a pager behind the first, one of the two alone in the column's folder or
    dated, or the second *newer*; and those of some rows each of which one alone has days (*mixed*), under no heading of its own, or one alone lies in the column's folder, the second *newer*.
    """
    one, other = last.element, row.element
    if one.end <= crumbs_at(tree)[0] and crumbs_at(tree)[1] <= other.start:
        return True
    above = {place.parent: place for place in (one, *tree.above(one))}
    for place in (other, *tree.above(other)):
        if place.parent in above:
            before = above[place.parent]
            between = range(place.start, other.start)
            if place.mark == before.mark or _bare(place.mark) == _bare(before.mark):
                leads = not any(one.href.startswith(("#", "javascript:")) for one in (last, row))
                is_other = newer and leads and _lies_apart(tree, last, row, url)
                return (is_other or mixed) and not any(is_heading(tree, number) for number in between)
            return (
                newer
                or any(is_heading(tree, number) for number in between)
                or _WIDTH.findall(place.mark) != _WIDTH.findall(before.mark)
                or holds_pager(tree, one.end, place.start)
                or _lies_apart(tree, last, row, url)
            )
    return False


def _lies_apart(tree: Tree, last: PageRecord, row: PageRecord, url: str) -> bool:
    """Whether one of two rows alone leads into the column's folder."""
    return lie_in_folder(tree, [last], url) != lie_in_folder(tree, [row], url)


def _differ_in_days(last: PageRecord, row: PageRecord) -> bool:
    """Whether the second of two rows is newer than the first, or one of them alone says its day."""
    if last.said.on is not None and row.said.on is not None:
        return row.said.on > last.said.on
    return last.said.is_stated != row.said.is_stated


def _bare(mark: str) -> str:
    """A class without what numbers or alternates it, but for the width of a column."""
    return _ORDER.sub("", _WIDTH.sub(lambda width: width[0].translate(_LETTERS), mark))


def _is_hidden_box(tree: Tree, rows: Sequence[PageRecord]) -> bool:
    """Whether all rows stand in boxes that are not shown: what a tab holds ready."""
    return all(_in_hidden(tree, row.element) for row in rows)


def _in_hidden(tree: Tree, element: Element) -> bool:
    """Whether the box around a row is not shown; a row hidden by itself waits for a pager."""
    return element.parent >= 0 and tree.elements[element.parent].hidden


def _clean(group: list[PageRecord]) -> list[PageRecord]:
    """Without fillers, and of dated rows without those of another class that hold no date (heads, pagers) and without boxes of columns (a menu in a table of its own)."""
    rows = [row for row in group if row.title not in FILLERS]
    dated = [row for row in rows if row.said.is_stated]
    if len(dated) * 2 < len(rows):
        return rows
    keys = {row.element.key for row in dated}
    boxes, told = Counter(row.element.parent for row in rows), {row.element.parent for row in dated}
    return [
        row
        for row in rows
        if row.said.is_stated
        or (
            row.element.key in keys
            and (
                row.element.parent in told
                or boxes[row.element.parent] < _BOX_FROM
                or looks_like_article(row.href)
            )
        )
    ]


def _weigh(tree: Tree, rows: list[PageRecord], names: Sequence[str], url: str) -> RowGroup:
    """Dated rows with long titles count most; bare words do not count at all, nor the days of a calendar."""
    if not rows or is_calendar(rows):
        return RowGroup(rows, 0.0, False, False, False, False)
    over = _texts_over(tree, rows[0])
    heading = heading_over(tree, rows[0].element, names if len(rows) >= FEWEST else ()) or (
        _heading_in(tree, rows[0]) if len(rows) == 1 else ""
    )
    elsewhere = _is_another_name(tree, heading, names)
    headed = heading != "" and (heading in names or _BESIDE_NAME.sub("", heading) in names)
    named = not elsewhere and any(
        (text.endswith(name) or name in text.split()) and not calls_another(text, names)
        for text in over
        for name in names
    )
    other_box = bool(over) and calls_another(over[0], names)
    aside = (other_box and not named) or stands_aside(tree, rows[0].element) or _is_hidden_box(tree, rows)
    aside = aside or (_is_behind_empty(tree, rows[0], names) and not lie_in_folder(tree, rows, url))
    dated = sum(row.said.is_stated for row in rows)
    length = sum(min(len(row.title), 30) for row in rows) / len(rows)
    share = dated / len(rows)
    score = 0.0
    foreign = elsewhere or (not named and lead_elsewhere(rows, url))
    preview = heading != "" and not named and _leads_on(tree, rows[0].element)
    if dated and share >= 0.5 and (length >= 4 or _are_terse(rows, length)):
        score = dated * (4 + length) * (1.5 if share > 0.9 else 1.0) * (3.0 if named else 1.0)
        return RowGroup(rows, score, True, named, aside, other_box, foreign, heading, preview, headed)
    if (
        len(rows) >= 3
        and length >= 8
        and (
            _lead_to_articles(rows)
            or are_many_titles(rows, length)
            or (_are_numbered(rows, _ANY_NUMBER) and lie_in_folder(tree, rows, url))
        )
    ):
        score = len(rows) * length / 40
    return RowGroup(rows, score, False, named, aside, other_box, foreign, preview=preview, headed=headed)


def _are_terse(rows: Sequence[PageRecord], length: float) -> bool:
    """Whether many rows, each with its day, lead to a page each under names of a word or two (停水通知, 公示)."""
    return (
        length >= _TERSE
        and len(rows) >= _MANY
        and all(row.said.is_stated for row in rows)
        and len({row.href for row in rows if _PAGE.search(row.href) or _ID.search(row.href)}) == len(rows)
    )


def _lead_to_articles(rows: Sequence[PageRecord]) -> bool:
    """Whether three in five rows lead to what looks like an article."""
    found = sum(looks_like_article(row.href) or row.href.lower().startswith("javascript") for row in rows)
    return found * 5 >= len(rows) * 3 or _are_numbered(rows, _LONG_NUMBER)


def _are_numbered(rows: Sequence[PageRecord], number: re.Pattern[str]) -> bool:
    """Whether three in five rows lead to pages whose addresses are alike but for a *number* (/zwgk/4711/index.html)."""
    numbered = {row.href for row in rows if number.search(row.href[:LONGEST_ADDRESS])}
    shapes = Counter(_DIGITS.sub("0", href[:LONGEST_ADDRESS]) for href in numbered)
    return max(shapes.values(), default=0) * 5 >= len(rows) * 3


def is_calendar(rows: Sequence[PageRecord]) -> bool:
    """Whether many rows have one day each, one after the other, under short names."""
    days = [row.said.on for row in rows if row.said.on]
    return (
        len(days) >= 20
        and max(len(row.title) for row in rows) <= 12
        and all(later - sooner == DAY for sooner, later in pairwise(days))
    )


def _leads_on(tree: Tree, element: Element) -> bool:
    """Whether a link to more (更多) stands beside the heading over an element."""
    return any(MORE.match(text) for text in tree.texts[max(element.start - 2, 0) : element.start])


def _heading_in(tree: Tree, row: PageRecord) -> str:
    """The heading inside a lone row, which is as wide as its box."""
    first = row.element.start
    return tree.texts[first] if first < row.link.start and is_heading(tree, first) else ""


def _is_another_name(tree: Tree, heading: str, names: Sequence[str]) -> bool:
    """Whether a heading is none of the column's names, although the page shows one of them."""
    return (
        heading != ""
        and (calls_another(heading, names) or not bears_name(heading, names))
        and any(
            text == name or (text.endswith(name) and _CRUMB.search(text))
            for name in names
            for text in tree.texts
        )
    )


def _texts_over(tree: Tree, row: PageRecord) -> list[str]:
    """The last few texts before a group's first row, nearest first, without 更多 and the like."""
    texts = list[str]()
    for number in shown_before(tree, row.element.start):
        text = tree.texts[number]
        if _NONE_HERE.search(text):  # the column has ended
            break
        if MORE.match(text) or not _ANY_WORD.search(text) or is_column_head(text):
            continue
        if not texts or not is_tab(tree, number):  # what stands among others in a menu names no box below
            texts.append(text)
    return texts[:4]


def _is_behind_empty(tree: Tree, row: PageRecord, names: Sequence[str]) -> bool:
    """Whether the column of this name has said, right before a row, that it is empty."""
    at = next((n for n in shown_before(tree, row.element.start) if _NONE_HERE.search(tree.texts[n])), 0)
    if at < crumbs_at(tree)[0] < row.element.start:
        return False
    return any(
        tree.texts[n].endswith(name) and (n < crumbs_at(tree)[1] or not tree.is_linked(n))
        for n in range(max(at - 4, 0), at)
        for name in names
    )
