"""When a page shows an empty list (空白栏目): its own count, its own words, or a bare container and nothing else."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from probes.pages.document.elsewhere import opens_scripts
from probes.pages.document.markup import PageSource
from probes.pages.document.tree import Element, Tree
from probes.pages.listing.beside_nothing import (
    FOOT_WORDS,
    NOTHING,
    list_around,
    shows_else,
    shows_else_beside,
)
from probes.pages.listing.drawn import draws
from probes.pages.listing.script_lists import empty_containers, fills_lists
from probes.pages.records.crumbs import crumbs_at, part_apart
from probes.pages.records.groups import stands_aside
from probes.pages.records.headings import calls_another, heading_over, is_column_head, is_its_own

_TOTAL = re.compile(
    r"共\s?有?\s{0,3}(?:<[^>]{1,60}>\s{0,3})?(\d{1,7})\s{0,3}(?:<[^>]{1,60}>\s{0,3})?(?:条|篇|项)(?!评论|回复|留言|附件|选项)"
)
#: The same in a script. (It begins with a set of characters: only then does the engine skip what cannot begin it.)
_TOTAL_NAMED = re.compile(
    r"[rRtT](?<!\w.)(?i:(?<=r)ecordCount|(?<=r)ecordTotal|(?<=r)owCount|(?<=t)otalCount|(?<=t)otalRecords?)['\"]?\s{0,3}[:=]\s{0,3}['\"]?(\d{1,7})"
)
_NO_PAGES = re.compile(r"[cC](?i:reatePageHTML)\s*\(\s*['\"]?0['\"]?\s*,")
#: Pages of a list.
_PAGES = re.compile(r"共\s?有?\s{0,3}(?:<[^>]{1,60}>\s{0,3})?(\d{1,5})\s{0,3}(?:<[^>]{1,60}>\s{0,3})?页")
#: Words that may say so in a short text, and are no proof.
_PERHAPS_NOTHING = re.compile(
    r"[暂尚]无(?!评论|回复|留言|信件|来信|图片|视频|附件|预警|投票|调查)|(?:没有|查?无)(?:任何|相关|符合|查询|找到|可)?.{0,6}(?:内容|信息|数据|记录|文章|结果)(?!.{0,4}[？?])|敬请期待|空空如也|正在加载|加载中|请稍[候等后]|[没无]有?.{0,4}权限|请先登[录陆]|(?:已经?|现)(?:全部|整体)?(?:整合|迁移|合并|并入|移至|停更)|(?:栏目|专题|页面|网页|内容|信息).{0,8}(?:停止|不再)更新|登[录陆]后(?:才|再|可|查|浏|使)|[未没需]要?有?登[录陆]|\A请登[录陆][！!。.…]{0,3}\Z|登录(?:已|超时|失效)|系统繁忙|不存在|找不到|出错|\b404\b|(?:建设|更新|整理|完善|维护|升级)中|(?:[共总]|记录数?|总数)[有计]?\s?[:：]?\s?0\s?(?![\d.次人])"
)
#: Where such words speak of something else.
_ELSEWHERE = re.compile(
    r"(?<![a-z])(?:head|top|search|login|message|msg|comments?|reply|hide|hidden|dialog|popup|modal|weather)(?![a-z])"
)
#: The count's own element has a name, so that a script can reach it; a script's names for elements.
_REACHED = re.compile(r"""共\s?有?\s{0,3}<[^>]{0,50}\sid\s?=""", re.IGNORECASE)
_NAMES = re.compile(r"""[#."']([\w-]{2,40})""")
#: Rows for who runs no scripts: a script fills the list of all others.
_NOSCRIPT_ROWS = re.compile(r"<noscript[^>]{0,80}>\s{0,80}<(?:ul|ol|table|li|dl|div)\b", re.IGNORECASE)
#: A text this long makes a page a static one, whose empty list means nothing.
_STATIC_TEXT = 50
#: A link's title this long may be that of an item.
_TITLE_FROM = 8
#: So many boxes of such links, or sayings of nothing, are more than a blank page has.
_MOST = 40


def stated_total(html: str) -> int | None:
    """The number of items that the page itself states (`共 123 条`, `recordCount`), if it does."""
    stated = [match for one in (_TOTAL, _TOTAL_NAMED) if (match := one.search(html)) is not None]
    if stated:
        return int(min(stated, key=lambda match: match.start())[1])
    return 0 if _NO_PAGES.search(html) else None


def counts_some(html: str) -> bool:
    """Whether a page counts some items in its words, or several pages of them, whatever else it counts."""
    return any(int(match[1]) for match in _TOTAL.finditer(html)) or any(
        int(match[1]) > 1 for match in _PAGES.finditer(html)
    )


def waits_for_count(source: PageSource) -> bool:
    """Whether a stated count of nothing may only wait for a script that asks for the list: its own element's `id`, or a variable."""
    if fills_lists(source.scripts) and (_REACHED.search(source.markup) or not _TOTAL.search(source.markup)):
        return _NO_PAGES.search(source.scripts) is None
    if _TOTAL.search(source.markup):
        return _REACHED.search(source.markup) is not None and opens_scripts(source)
    return _TOTAL_NAMED.search(source.scripts) is not None and opens_scripts(source)


def speaks_of_nothing(tree: Tree, start: int, end: int, names: Sequence[str]) -> bool:
    """
    Whether a short text of the content, outside those from *start* to *end*, may say that there is nothing, in whatever words.

    Not before the crumbs that stand over these, nor under a heading that is none of the column's *names*, where these are known.
    """
    first, behind = crumbs_at(tree)
    for number, text in enumerate(tree.texts):
        is_outside = 3 <= len(text) <= 30 and not start <= number < end
        if behind <= start and number < first:
            continue
        if (
            is_outside
            and (_PERHAPS_NOTHING.search(text) or NOTHING.fullmatch(text))
            and (marks := _around_content(tree, number))
        ):
            heading = heading_over(tree, marks[0]) if names and marks[0].start == number else ""
            if not heading or is_its_own(heading, names):
                return True
    return False


def _around_content(tree: Tree, number: int) -> list[Element]:
    """The elements around a text, the innermost first, where it is shown in the page's own content; else none."""
    marks = list(tree.around_text(number))
    if not marks or marks[0].hidden or stands_aside(tree, marks[0]):
        return []
    return [] if any(one.tag == "a" or _ELSEWHERE.search(one.mark) for one in marks) else marks


def says_nothing_here(tree: Tree, scripts: str = "", names: Sequence[str] = ()) -> bool:
    """
    Whether the page says in its content that there is nothing (暂无信息) in the column of these *names*.

    Not where it is hidden until a script shows it, nor in a box that *scripts*, which fill lists, name, nor of another box.
    """
    return words_of_nothing(tree, scripts, names) >= 0


def words_of_nothing(tree: Tree, scripts: str, names: Sequence[str]) -> int:
    """The number of the text that says so; -1 where none does."""
    named: frozenset[str] | None = None
    said = (n for n, text in enumerate(tree.texts) if 3 <= len(text) <= 30 and NOTHING.fullmatch(text))
    for number in islice(said, _MOST):
        if marks := _around_content(tree, number):
            if named is None:
                named = frozenset(_NAMES.findall(scripts.lower()) if fills_lists(scripts) else ())
            if not _are_named(marks[:3], named) and _is_of_column(tree, number, names):
                return number
    return -1


def is_total_of_another(tree: Tree, names: Sequence[str]) -> bool:
    """Whether the text that counts nothing (共0条) is one of another box of the page."""
    number = _count_of_nothing(tree)
    return number >= 0 and not _is_of_column(tree, number, names)


def is_all_of_nothing(tree: Tree, source: PageSource, names: Sequence[str], url: str) -> bool:
    """Whether a page whose count is nothing shows nothing else that may be its content: beside the text that says so, else beside its empty list, if it has one."""
    number = _count_of_nothing(tree)
    if number >= 0:
        return is_alone(tree, source, number, names, url)
    return not (draws(source, tree) or shows_else(tree, next(iter(empty_containers(tree)), None), names, url))


def _count_of_nothing(tree: Tree) -> int:
    """The number of the text that counts nothing; -1 where none does."""
    return next(
        (n for n, text in enumerate(tree.texts) if (match := _TOTAL.search(text)) and not int(match[1])), -1
    )


def is_alone(tree: Tree, source: PageSource, number: int, names: Sequence[str], url: str) -> bool:
    """Whether a text of nothing stands beside nothing else that may be the content of the page at *url*."""
    is_below = _is_right_below(tree, number, names)
    is_sure = is_below and _speaks_of_all(tree, number)
    return not (
        draws(source, tree) or shows_else_beside(tree, number, names, url, is_below=is_below, is_sure=is_sure)
    )


def _speaks_of_all(tree: Tree, number: int) -> bool:
    """Whether a text of nothing calls what is empty the column (该栏目暂无内容), or words of nothing and a count of nothing stand together."""
    near = range(max(number - 1, 0), min(number + 2, len(tree.texts)))
    said = any(NOTHING.fullmatch(tree.texts[n]) for n in near)
    return "栏目" in tree.texts[number] or (said and _count_of_nothing(tree) in near)


def _is_right_below(tree: Tree, number: int, names: Sequence[str]) -> bool:
    """Whether nothing but a table's head, or more words of nothing, stands between a text and the crumbs or the column's name."""
    first, behind = crumbs_at(tree)
    before = range(number - 1, max(number - 9, -1), -1)
    skipped = (n for n in before if not (is_column_head(tree.texts[n]) or NOTHING.fullmatch(tree.texts[n])))
    over = next(skipped, -1)
    return (
        over < 0 or (first < behind == over + 1) or (tree.texts[over] in names and not tree.is_linked(over))
    )


def _is_of_column(tree: Tree, number: int, names: Sequence[str]) -> bool:
    """
    Whether a text that says that there is nothing speaks of the column: right behind the crumbs or the column's name; else where nothing else may be the content.

    That is a link with a long title behind the crumbs, or what stands with them in a part of its own.
    """
    if number < crumbs_at(tree)[0]:
        return False
    if _is_right_below(tree, number, names):
        return True
    owner = tree.elements[tree.owners[number]]
    heading = heading_over(tree, owner, names) if names and owner.start == number else ""
    if heading and not is_its_own(heading, names):
        return False
    return not (_is_beside_part(tree, owner) or _holds_items(tree, names))


def is_only_list(tree: Tree, source: PageSource, names: Sequence[str], url: str) -> bool:
    """Whether an empty list of the page may be the column's own, and nothing else its content: no rows, and nothing that is shown beside it."""
    empty = (one for one in empty_containers(tree)[:_MOST] if not _is_beside_part(tree, one))
    place = next(empty, None)
    return place is not None and not (
        draws(source, tree) or _holds_items(tree, names) or shows_else(tree, place, names, url)
    )


def _is_beside_part(tree: Tree, place: Element) -> bool:
    """Whether a place stands outside the part of the page that holds its crumbs and more than these."""
    part = part_apart(tree, place)
    return part is not None and (
        part.end > crumbs_at(tree)[1] or any(one.tag == "img" for one in tree.below(part))
    )


def _holds_items(tree: Tree, names: Sequence[str]) -> bool:
    """Whether a link with a long title stands behind the crumbs, in no box that stands aside or is called another."""
    key, behind = ("items", 0), crumbs_at(tree)[1]
    if key not in tree.notes:
        links = (one for one in tree.elements if behind <= one.start < one.end and is_item(tree, one))
        long = (one for one in links if not stands_aside(tree, one))
        boxes = {box.index if (box := list_around(tree, one)) else one.parent for one in long}
        tree.notes[key] = len(boxes) > _MOST or any(
            not calls_another(heading_over(tree, tree.elements[one]), names) for one in boxes
        )
    return bool(tree.notes[key])


def is_item(tree: Tree, element: Element) -> bool:
    """Whether an element is a shown link with a long title, to no folder."""
    return (
        element.tag == "a"
        and element.href != ""
        and not (element.href.endswith("/") or element.hidden)
        and len(tree.text(element)) >= _TITLE_FROM
    )


def _are_named(elements: Sequence[Element], names: frozenset[str]) -> bool:
    return any(not names.isdisjoint(one.mark.split()) for one in elements)


def has_bare_container(source: PageSource, tree: Tree) -> bool:
    """
    Whether an empty list stands in a page that is whole, has no text of its own and no inline script to fill it.

    Anything less is no proof of a blank column: an unfinished page, an introduction, a script with an address. Nor is this
    where the page opens what may fill it (`may_be_filled`).
    """
    tail = source.markup[-2000:].lower()
    if "</body" not in tail and "</html" not in tail:
        return False
    if fills_lists(source.scripts) or _NOSCRIPT_ROWS.search(source.markup) or has_text(tree):
        return False
    return any(not stands_aside(tree, one) for one in empty_containers(tree))


def has_text(tree: Tree) -> bool:
    """Whether the content of a page has a text of its own."""
    return next(own_texts(tree), None) is not None


def own_texts(tree: Tree, start: int = 0, end: int = 0) -> Iterator[int]:
    """The numbers of the texts of some length in the content of a page, outside those from *start* to *end*."""
    for number, text in enumerate(tree.texts):
        if len(text) < _STATIC_TEXT or start <= number < end or FOOT_WORDS.search(text):
            continue
        owner = tree.owners[number]
        if owner >= 0 and not stands_aside(tree, tree.elements[owner]):
            yield number
