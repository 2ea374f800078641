"""A group of rows, and the signs that it is the list of its page (栏目自有条目): it lies in the column's own folder, or the pager follows it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from probes.http.guard import is_kin
from probes.http.links import host_of, join
from probes.pages.document.tree import Element, Tree
from probes.pages.records.crumbs import crumbs_at, part_around
from probes.pages.records.headings import is_column_head
from probes.pages.records.outline import says_day
from probes.pages.records.pagers import says_pages
from probes.pages.records.record import PageRecord
from probes.pages.records.row_group import RowGroup

#: What else may stand in a pager before its own words, and how much of that is looked at.
_OF_PAGER = re.compile(
    r"[\d<>«»‹›.…|/\s]{1,6}|首页|第?一页|[共每第]页?|(?:总共|共有|总数|记录)数?[:：]?|[页条]|共?\d{1,6}\s?条?|[:：,，]"
)
_LOOKED_AT = 24
#: What the pager of a row or two says, and what it does not.
_OF_FEW = re.compile(
    r"首\s?页|[尾末]页|(?<!\d)1\s?/\s?1(?!\d)|共\s?[12]\s?[条页]|记录数[:：]\s?[12](?!\d)|没有更多"
)
_OF_MANY = re.compile(
    r"(?<!\d)1\s?/\s?(?:[2-9]|\d\d)|共\s?(?:[3-9]|\d\d)\d{0,6}\s?条|共\s?(?:[2-9]|\d\d)\d{0,6}\s?页"
)
#: An address up to its page's name, where that stands in a folder; and behind it a query that names the column: the folder is that of all.
_FOLDER = re.compile(r"https?://[^/?#]{1,300}/[^?#]{1,1000}/")
_OF_ALL = re.compile(r"[^?#]{0,200}\?(?!(?:page|p|pn|v|t|_)\w{0,12}=\w{0,20}\Z)\w")
#: A folder's name with nothing of a day or a number in it, and none that holds the articles of any column.
_NAMED_FOLDER = re.compile(
    r"(?!(?:art|articles?|info|content|html|show|view|detail|news|doc|page|item)$)[a-z_-]+", re.IGNORECASE
)
#: So many rows of a list tell where it lies.
_SAMPLE = 10
#: So few rows are a list beside boxes that lead on.
FEWEST = 3
#: So many undated rows are the list beside a row or two with days, and so many beside a preview of another column.
_MORE, _MANY = 5, 10
#: So long are titles that are no names of columns.
_LONG = 12


def with_own_place(tree: Tree, groups: list[RowGroup], url: str) -> list[RowGroup]:
    """The groups, those of the page's own place told, and those that repeat one; where one alone may be the list nobody asks."""
    if sum(not one.aside and not one.other_box for one in groups) < 2:
        return groups
    told = [replace(one, own=stand_in_own_place(tree, one.rows, url)) for one in groups]
    mine = [pages_of(one) for one in told if one.own]
    return [one if one.own or not _repeats(pages_of(one), mine) else replace(one, own=True) for one in told]


def _repeats(pages: set[str], others: Sequence[set[str]]) -> bool:
    return any(one >= pages for one in others)


def pages_of(group: RowGroup) -> set[str]:
    """Where the rows of a group lead, or what they are called: the same list may stand twice, for desktop and phone."""
    return {row.href or row.title for row in group.rows}


def stand_in_own_place(tree: Tree, rows: Sequence[PageRecord], url: str) -> bool:
    """Whether rows lie in the column's own folder, or the pager follows them."""
    return lie_in_folder(tree, rows, url) or _lead_to_pager(tree, rows)


def may_be_main(group: RowGroup) -> bool:
    """Whether nothing speaks against a group of some rows being the page's list; a dated row or two in its own place or under its very name are one."""
    return (len(group.rows) >= FEWEST or ((group.own or group.headed) and group.dated)) and not (
        group.aside or group.other_box or group.foreign or group.preview
    )


def is_beside(group: RowGroup, mains: Sequence[RowGroup]) -> bool:
    """Whether a group without any sign of the page's own place stands beside one that has such a sign."""
    return (
        bool(mains)
        and not group.own
        and not group.headed
        and (not group.named or any(one.dated or one.headed for one in mains))
        and not any(are_mixed(group.rows, one.rows) for one in mains)
    )


def own_part(tree: Tree, group: RowGroup, names: Sequence[str]) -> Element | None:
    """The part of the page, not all of it, in which some rows follow the crumbs, with nothing between but the column's name: what stands outside is beside the list."""
    first = group.rows[0].element
    part = part_around(tree, first) if may_be_main(group) else None
    if part is None:
        return None
    between = (tree.texts[number] for number in range(crumbs_at(tree)[1], first.start))
    return part if all(one in names or is_column_head(one) for one in between) else None


def is_outside(start: int, end: int, part: Element) -> bool:
    """Whether the texts from *start* to *end* stand before a part of the page, or behind it."""
    return end <= part.start or part.end <= start


def is_small(group: RowGroup, undated: Sequence[RowGroup]) -> bool:
    """Whether a dated group is too small to be the list beside *undated* ones: a row or two, or fewer than the many rows under the column's name or beside the preview of another column."""
    if group.own or group.named or group.headed:
        return False
    few, count = len(group.rows) < FEWEST, len(group.rows)
    preview = group.preview and len({row.element.parent for row in group.rows}) == 1  # one box, not several
    return any(
        (few and len(one.rows) >= _MORE)
        or ((preview or one.named) and len(one.rows) >= max(_MANY, count + 1))
        for one in undated
    )


def are_many_titles(rows: Sequence[PageRecord], length: float) -> bool:
    """Whether many rows bear long titles and lead to as many pages: no menu does."""
    return length >= _LONG and len({row.href for row in rows}) == len(rows) >= _MANY


def are_mixed(rows: Sequence[PageRecord], others: Sequence[PageRecord]) -> bool:
    """Whether two groups are parts of the same records: one begins before the other has ended."""
    return rows[0].element.start < others[-1].element.end and others[0].element.start < rows[-1].element.end


def lie_in_folder(tree: Tree, rows: Sequence[PageRecord], url: str) -> bool:
    """Whether most rows lead below the folder of the page itself, which is not that of the whole site or of all its columns."""
    folder = _FOLDER.match(url)
    if folder is None or _OF_ALL.match(url, folder.end()):
        return False
    sample, base = rows[:_SAMPLE], join(url, tree.base) or url
    return sum(_is_below(folder[0], base, row.href) for row in sample) * 2 > len(sample)


def lie_in_one_below(tree: Tree, rows: Sequence[PageRecord], url: str) -> bool:
    """Whether all rows lead to one further folder with a name (/zwgk/tzgg/ of /zwgk/): it may be that of another column."""
    folder = _FOLDER.match(url)
    if folder is None:
        return False
    base, own = join(url, tree.base) or url, folder[0]
    below = {join(base, row.href).removeprefix(own).partition("/")[0] for row in rows[:_SAMPLE]}
    return len(below) == 1 and _NAMED_FOLDER.fullmatch(below.pop()) is not None


def _is_below(own: str, base: str, href: str) -> bool:
    return bool(href) and not href.startswith(("#", "javascript:")) and join(base, href).startswith(own)


def lead_elsewhere(rows: Sequence[PageRecord], url: str) -> bool:
    """Whether nearly all rows lead to sites of other owners."""
    host = host_of(url) if url else ""
    hosts = [host_of(row.href) for row in rows if row.href.startswith(("http://", "https://"))]
    elsewhere = sum(1 for one in hosts if one and one != host and not is_kin(one, host))
    return bool(host) and elsewhere * 5 >= len(rows) * 4


def holds_pager(tree: Tree, start: int, end: int) -> bool:
    """Whether a pager stands among the texts from *start* to *end*: it ends a list."""
    return any(map(says_pages, tree.texts[start : min(end, start + _LOOKED_AT)]))


def _lead_to_pager(tree: Tree, rows: Sequence[PageRecord]) -> bool:
    """Whether the first words behind the rows are those of a pager, of some rows its first two numbers; a row or two are followed by a whole one that counts no more of them (a carousel turns: 1/5, 下一页)."""
    found, behind = pager_behind(tree, rows)
    if not found or len(rows) >= FEWEST:
        return found
    words = " ".join(tree.texts[rows[-1].element.end : behind])
    return _OF_FEW.search(words) is not None and _OF_MANY.search(words) is None


def pager_behind(tree: Tree, rows: Sequence[PageRecord]) -> tuple[bool, int]:
    """Whether the first words behind the rows are those of a pager, of some rows its first two numbers; and the first text behind it."""
    end, last, found = rows[-1].element.end, "", False
    for number, text in enumerate(tree.texts[end : end + _LOOKED_AT], end):
        if says_pages(text) or ((last, text) == ("1", "2") and len(rows) >= _MORE):
            found = True
        elif not _OF_PAGER.fullmatch(text) and not (number == end and says_day(text)):
            return found, number
        last = text
    return found, min(end + _LOOKED_AT, len(tree.texts))
