"""Parts of a page beside a group of rows that may be the column's content instead (正文在别处): a form to write to a body, buttons that lead to one, a picture, some prose."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, islice

from monitor.domain.content import is_direct_file
from probes.http.guard import is_same_site
from probes.http.links import host_of, join
from probes.pages.document.tree import Element, Tree
from probes.pages.listing.beside_nothing import FOOT_WORDS, is_of_frame, list_around, shows_else
from probes.pages.listing.blank import is_item
from probes.pages.listing.page_links import said_of
from probes.pages.listing.places import NO_PLACE, PLACES
from probes.pages.records.crumbs import crumb_name, crumbs_at
from probes.pages.records.groups import stands_aside
from probes.pages.records.headings import (
    bears_name,
    calls_another,
    heading_over,
    is_heading,
    is_its_own,
    is_tab,
    may_head,
    number_over,
)
from probes.pages.records.headlines import shape_of
from probes.pages.records.outline import says_day
from probes.pages.records.own_place import FEWEST, is_outside, own_part
from probes.pages.records.row_group import RowGroup

#: What a form asks of who writes to a body, and the words of a button that leads to one.
_ASKED = re.compile(r"姓\s?名|称\s?呼|手\s?机|电\s?话|邮\s?箱|验证码|身份证|提\s?交|发\s?送")
_BUTTON = re.compile(
    r"我要.{2,6}|(?:我要)?写信|(?:信件|留言|咨询|投诉|办件|进度|回复|结果)查询|(?:在线|网上|立即|点击)(?:咨询|投诉|申请|申报|举报|建言|报名|提问|写信|留言|办理|查询|填写|参与|进入)|提交.{0,4}"
)
#: More texts are more than some buttons, crumbs and headings included, and so many sentences are prose.
_MOST_BUTTONS, _LONGEST, _PROSE = 4, 12, 2
#: So many links between the crumbs and the rows are looked at.
_MOST_OVER = 40
#: A sentence is no shorter, and how a text about a column or the site calls it.
_SENTENCE, _THIS_COLUMN = 10, re.compile(r"[本该此]栏目|[本该此](?:网|站|平台)")
#: The name of a column that holds items: nothing is written to a body there.
_OF_ITEMS = re.compile(r"动态|要闻|新闻|资讯|通知|公告|公示|文件|法规|解读|招聘|采购")
#: A site's own name, which is no column's; a box that heads rows holds its words and perhaps a link to more.
_SITE, _HEADING = re.compile(r"(?:政府|[局委办厅署]|中心|门户|网站?|首页|公司|[学医]院|学校|协会)\Z"), 2


def holds_content_beside(
    tree: Tree, group: RowGroup, others: Iterable[RowGroup], names: Sequence[str], since: int
) -> bool:
    """
    Whether a part of the page without the rows, not before the text *since*, may be the column's content.

    It holds nothing but a picture, or where the column's name is not that of items, a form or buttons; or one of the column's *names* as a heading over items, more of them than follow the crumbs elsewhere; or all parts together some sentences outside the rows of *others*.
    """
    sentences, rows, own = 0, _texts_of(others), own_part(tree, group, names)
    is_of_items = any(_OF_ITEMS.search(name) for name in crumb_name(tree) or names)
    for part in _parts(tree, group, since):
        sentences += sum(n not in rows and _is_sentence(tree, n) for n in range(part.start, part.end))
        if (
            sentences >= _PROSE
            or (not is_of_items and _is_to_write(tree, part))
            or _is_picture(tree, part)
            or _is_named(tree, part, names, own, len(group.rows))
        ):
            return True
    return False


def is_behind_texts(tree: Tree, start: int) -> bool:
    """Whether some texts that are no link, no cell and no day stand between the page's crumbs and the rows that begin at *start*."""
    first, behind = crumbs_at(tree)
    texts = (
        n
        for n in range(behind, start)
        if first < behind and len(tree.texts[n]) >= _SENTENCE and not says_day(tree.texts[n])
    )
    plain = [n for n in texts if all(one.tag not in ("a", "th", "td") for one in tree.around_text(n))]
    return len(plain) >= 2 and not any(_THIS_COLUMN.search(tree.texts[n]) for n in plain)


def is_behind_items(tree: Tree, group: RowGroup, others: Iterable[RowGroup], url: str) -> bool:
    """
    Whether a file or two, or pages of long titles, stand between the page's crumbs and the rows, which lead elsewhere: they may be all that the column holds.

    Not the rows of *others*, nor more of them (a box), nor under a heading of hot news.
    """
    first, behind = crumbs_at(tree)
    start, base = group.rows[0].element.start, join(url, tree.base) or url
    rows = _texts_of(others)
    over = (
        one
        for one in tree.elements[: group.rows[0].element.index]
        if first < behind <= one.start < one.end <= start and one.tag == "a" and one.href and not one.hidden
    )
    items = [
        one
        for one in islice(over, _MOST_OVER)
        if (is_item(tree, one) or is_direct_file(one.href))
        and one.start not in rows
        and not one.href.startswith(("?", "#", "javascript:"))
    ]
    if not 0 < len(items) < FEWEST:
        return False
    shapes = {shape_of(base, row.href) for row in group.rows}
    return any(
        shape_of(base, one.href) not in shapes
        and is_same_site(host_of(join(base, one.href)), host_of(url), ())
        and not stands_aside(tree, one)
        and not calls_another(heading_over(tree, list_around(tree, one) or one))
        for one in items
    )


def heads_another(tree: Tree, group: RowGroup) -> bool:
    """Whether between the words right over rows and these stands an empty place, a frame's or a picture's: the words head that."""
    first = group.rows[0].element
    number = number_over(tree, first)
    part = tree.apart(number, first)
    return part is not None and any(
        number < one.start == one.end
        and (one.tag in PLACES or (one.tag == "img" and tree.elements[one.parent].tag == "p"))
        and not NO_PLACE.search(one.mark)
        for one in tree.elements[part.index + 1 : first.index]
    )


def stands_under_another(tree: Tree, group: RowGroup, names: Sequence[str], url: str) -> bool:
    """Whether a picture, or a short text that stands alone, right over rows says none of the column's *names*, where the page tells these, nor that it is a list, and the page shows something else that may be its content."""
    first, last = group.rows[0].element, group.rows[-1].element
    if not first.start or all(map(_SITE.search, names)):
        return False
    number = number_over(tree, first)
    head = tree.apart(number, first)
    since = head.last if head is not None else tree.owners[number] + 1
    pictures = [one for one in tree.elements[since : first.index] if one.tag == "img"]
    if any(bears_name(said_of(one), names) for one in pictures):
        return False
    is_alone = head is not None and head.end - head.start <= _HEADING and not is_tab(tree, number)
    over = tree.texts[number] if is_alone and number not in range(*crumbs_at(tree)) else ""
    if pictures:
        head, over = pictures[0], said_of(pictures[0])
    is_another = (pictures and not over) or (
        may_head(over) and not is_its_own(over, names) and not is_of_frame(over)
    )
    if head is None or head.hidden or stands_aside(tree, head) or not is_another:
        return False
    place = replace(first, start=min(head.start, first.start), end=last.end, last=last.last)
    return shows_else(tree, place, names, url, head=head)


def _parts(tree: Tree, group: RowGroup, since: int) -> Iterator[Element]:
    """The largest shown elements of the content that hold none of the rows and do not end before the text *since*."""
    first, last = group.rows[0].element, group.rows[-1].element
    inside = first
    for above in tree.above(first):
        for one in tree.children(above.index):
            if one.index == inside.index or (first.index <= one.index < last.last) or one.hidden:
                continue
            if one.end >= since and not stands_aside(tree, one):
                yield one
        inside = above


def _texts_of(groups: Iterable[RowGroup]) -> set[int]:
    """The numbers of the texts of all rows of some groups."""
    return {n for one in groups for row in one.rows for n in range(row.element.start, row.element.end)}


def _own_texts(tree: Tree, part: Element) -> list[int]:
    """The numbers of the texts of a part besides the crumbs and headings."""
    return [number for number in range(part.start, part.end) if _is_own(tree, number)]


def _own_up_to(tree: Tree) -> list[int]:
    """How many of the first texts are neither crumbs nor headings, for every number of texts."""
    key = ("own texts", 0)
    if key not in tree.notes:
        own = (_is_own(tree, number) for number in range(len(tree.texts)))
        tree.notes[key] = [0, *accumulate(own)]
    found: list[int] = tree.notes[key]
    return found


def _is_own(tree: Tree, number: int) -> bool:
    start, behind = crumbs_at(tree)
    return not (start <= number < behind or is_heading(tree, number))


def _is_to_write(tree: Tree, part: Element) -> bool:
    """Whether a part holds a form that asks who somebody is, or nothing but buttons that lead to one."""
    texts = _own_texts(tree, part) if part.end - part.start <= _LONGEST else []
    if 0 < len(texts) <= _MOST_BUTTONS and all(_BUTTON.fullmatch(tree.texts[number]) for number in texts):
        return True
    forms = (one for one in (part, *tree.below(part)) if one.tag == "form" and not one.hidden)
    return any(_ASKED.search(tree.text(one)) for one in forms)


def _is_picture(tree: Tree, part: Element) -> bool:
    """Whether a part says nothing but a menu and shows, in a box of its own under a heading or none, a picture in a paragraph that leads nowhere: as an editor puts it there."""
    pictures = (one for one in tree.below(part) if one.tag == "img" and tree.elements[one.parent].tag == "p")
    return any(_stands_alone(tree, one) for one in pictures) and all(
        tree.is_linked(number) for number in _own_texts(tree, part)
    )


def _stands_alone(tree: Tree, picture: Element) -> bool:
    """Whether a picture in a paragraph is in no link, and the box around that says nothing but its heading."""
    box, own = tree.elements[max(tree.elements[picture.parent].parent, 0)], _own_up_to(tree)
    return own[box.start] == own[box.end] and all(up.tag != "a" for up in islice(tree.above(picture), 3))


def _is_named(tree: Tree, part: Element, names: Sequence[str], own: Element | None, rows: int) -> bool:
    """Whether a part holds one of the column's names as a heading, and a link with a long title behind it; more than so many *rows* of them outside the column's *own* part."""
    start, behind = crumbs_at(tree)
    named = (
        number
        for number in range(part.start, part.end)
        if tree.texts[number] in names
        and not start <= number < behind
        and is_heading(tree, number)
        and not tree.is_linked(number)
    )
    first = next(named, part.end)
    links = (one for one in tree.below(part) if one.start > first and is_item(tree, one))
    is_beside = own is not None and is_outside(part.start, part.end, own)
    return first < part.end and next(islice(links, rows if is_beside else 0, None), None) is not None


def _is_sentence(tree: Tree, number: int) -> bool:
    text, owner = tree.texts[number], tree.owners[number]
    return (
        owner >= 0
        and len(text) > _SENTENCE
        and "。" in text[_SENTENCE:]
        and not (_THIS_COLUMN.search(text) or FOOT_WORDS.search(text))
        and not tree.is_linked(number)
        and tree.elements[owner].tag not in ("th", "td", "li")
    )
