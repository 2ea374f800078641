"""What may be a column's content beside an empty list or words of nothing (空列表旁): topics, files, films, forms, short lines, pictures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from probes.pages.document.markup import PageSource
from probes.pages.document.tree import Element, Tree
from probes.pages.records.crumbs import crumbs_at
from probes.pages.records.groups import stands_aside
from probes.pages.records.headings import calls_another, heading_over, is_column_head, is_heading
from probes.pages.records.pagers import is_pager, says_pages
from probes.pages.records.rows import MORE
from probes.pages.records.title import is_furniture

#: What an empty list says.
NOTHING = re.compile(
    r"\A[\s*·（(\[【]*+(?:抱歉|对不起|很遗憾|提示)?[，,！!:： ]*+(?:(?:该栏目|本栏目|该目录|当前栏目|此栏目|当前页|该分类|栏目|当前|目前)?下?(?:内容)?"
    r"(?:暂无|暂时没有|暂时无|暂未|没有找到|没有检索到|没有查询到|没有查到|未查询到|未查到|未检索到|未找到|没有|尚无|无|正在)(?:发布|添加|查询到|找到|任何|相关|符合条件|您要找|的){0,3}"
    r"(?:信息|数据|内容|记录|文章|稿件|公告|文件|新闻|结果|建设中|更新中|完善中|资料)?(?:建设|更新|完善)?中?|(?:[该本此]?(?:栏目|页面|网页)(?:的?内容)?|内容)(?:正在)?(?:建设|更新|完善|整理)中)(?:[，,。!！；;]?\s?(?:(?:敬请|请)您?(?:期待|关注|等待|(?:浏览|查看|访问)其[他它](?:栏目|页面|内容|信息))|正在(?:建设|更新|完善|整理|补充)中))?[!！。….，,~～）)\]】 ]*"
)
#: Words of a page's foot; and those with which no text of the content begins it.
FOOT_WORDS = re.compile(
    r"版权|备案|主办|承办|ICP|地址|邮编|电话|建议使用|浏览器|标识码|技术支持|维护", re.IGNORECASE
)
_FOOT = re.compile(r"版权|备案|主办|承办|ICP|标识码|copyright|技术支持", re.IGNORECASE)
#: The same where they stand before it; an address and a telephone may be all that a column says (联系我们).
_OF_FOOT = re.compile(rf"{_FOOT.pattern}|建议使用|浏览器|维护", re.IGNORECASE)
#: The words of a search, of an order, and of what every page of a site offers.
_TOOL = re.compile(
    r"搜\s?索|检\s?索|查\s?询|重\s?置|关键[字词][:：]?|[（(]\d{1,6}[)）]|排序|按.{2,4}|[大中小]|[\W_]+"
)
#: The same in a text that is not long and says no more than that: 欢迎您访问, and not 欢迎来到某县.
_OF_SITE = re.compile(
    r"\W{0,3}(?:分享.{0,8}|(?:微信)?扫(?:一扫|码)(?!.{0,20}关注[^我微官公本]).{0,24}|打印(?:本[文页篇]|页面|此[文页])?|关闭(?:本[文页]|此页|窗口|页面)?|字[体号].{0,24}"
    r"|(?:返回|回到).{0,4}|.{0,4}声明|隐私.{0,4}|.{0,4}纠错|RSS.{0,4}|(?:加入)?收藏(?:本[站页文])?|.{0,20}IPv6.{0,20}|今天是.{0,24}|欢迎[您你]?(?:访问|光临|登[录陆]|使用|.{0,14}网).{0,14}"
    r"|浏览次数.{0,12}|.{0,16}第\s?\d{1,12}\s?位.{0,8}|.{0,4}访问[量次人总统].{0,16}|(?:友情|网站|常用)链接|首页\s?[>»＞→].{1,40})\W{0,3}",
    re.IGNORECASE,
)
_LONGEST = 30
#: What a menu is named, whatever stands before it: subnav, left-menu.
_MENU = re.compile(r"nav(?![a-z])|menu")
#: Such a link stands at a heading; one that opens something (点击查看) may be all that a column holds.
_MORE = re.compile(r"更多|more|全部|[>»+]", re.IGNORECASE)
#: A part of a pager of nothing: 第1/0页, 共0条.
_OF_PAGER = re.compile(
    r"[首上下尾末前后第一页码共总计有条记录数每当次转到跳至\dGO/\\\[\]【】|<>«»‹›:：,，。.\s]{1,40}"
)
_WORD = re.compile(r"\w")
#: A year to choose: its list may be empty, and another's not.
_YEAR = re.compile(r"(?:19|20)\d\d\s?(?:年度?)?")
#: What shows something without words; a code to scan, a logo, what floats over the page.
_SHOWN = frozenset({"img", "video", "audio", "canvas", "embed", "object"})
_NO_PICTURE = re.compile(
    r"code|logo|icon|float|ewm|erwei|weixin|search|banner|(?<![a-z])(?:qr|wx|ico|ads?|top|gb|close)(?![a-z])"
)
#: Drawn by the page itself so wide, or a field to write a text into; both are no elements of a tree.
_DRAWN = re.compile(r"""<svg\b[^<>]{0,300}\swidth\s?=\s?["']?\d{3}|<textarea\b""", re.IGNORECASE)
#: So many pictures that lead on are topics; so wide a part around a link is looked at.
_TOPICS, _WIDEST = 3, 6
#: What holds a menu's links, or rows.
BOXES = frozenset({"ul", "ol", "dl", "table"})


def shows_else(tree: Tree, place: Element | None, names: Sequence[str]) -> bool:
    """
    Whether a page shows, beside an empty *place* of the column of these *names*, if it has one, anything that may be its content.

    That is all behind the crumbs, or behind the first menu, and before the foot, but menus (lists of links, one of which bears the column's name), boxes called another (热点),
    a heading, a search, a table's head, a pager and pictures that lead on, where they are few.
    """
    first, behind = crumbs_at(tree)
    if place is None:
        place = _nowhere(tree)
    since = behind if first < behind <= place.start else _behind_menu(tree, place)
    until, last = _foot(tree, place)
    menus, others = dict[int, bool](), dict[int, bool]()
    is_behind_heading = False
    for number in range(since, until):
        if place.start <= number < place.end or not _is_own(tree, number, names):
            is_behind_heading = False
            continue
        box = _menu_around(tree, number, place)
        if box.index not in others:
            over = heading_over(tree, box), tree.texts[box.start]
            others[box.index] = any(calls_another(one, names) for one in over)
        if tree.is_linked(number) or (box.tag in BOXES and others[box.index]):
            is_behind_heading = False
            if box.index not in menus:
                menus[box.index] = others[box.index] or _is_menu(tree, box, names)
            if not menus[box.index]:
                return True
        elif is_behind_heading or not is_heading(tree, number):
            return True
        else:
            is_behind_heading = number + 1 != place.start
    return _shows_picture(tree, place, since, last, names)


def shows_else_beside(tree: Tree, number: int, names: Sequence[str]) -> bool:
    """The same beside a text, whatever its own element holds besides."""
    owner = tree.elements[tree.owners[number]]
    return shows_else(tree, replace(owner, start=number, end=number + 1, last=owner.index + 1), names)


def draws(source: PageSource) -> bool:
    """Whether a page draws something wide, or asks for a text: a tree of elements holds neither."""
    return _DRAWN.search(source.markup) is not None


def _nowhere(tree: Tree) -> Element:
    """A place that no element holds, behind all texts."""
    end = len(tree.texts)
    return Element(index=-1, parent=-1, depth=0, tag="", key="", mark="", start=end, end=end)


def _behind_menu(tree: Tree, place: Element) -> int:
    """The text behind the first menu of a page: what stands over that is the site's head."""
    for link in tree.elements:
        if link.index >= place.index >= 0:
            break
        if link.tag == "a" and link.end > link.start and stands_aside(tree, link):
            around = tree.apart(link.start, place)
            return around.end if around is not None else link.end
    return 0


def _foot(tree: Tree, place: Element) -> tuple[int, int]:
    """The first text and the first element of the page's foot behind a *place*."""
    for number in range(place.end if place.index >= 0 else crumbs_at(tree)[1], len(tree.texts)):
        if _FOOT.search(tree.texts[number]) and (around := tree.apart(number, place)) is not None:
            return around.start, around.index
    return len(tree.texts), len(tree.elements)


def _is_own(tree: Tree, number: int, names: Sequence[str]) -> bool:
    """Whether a text is shown in the content and says more than the column's name, a table's head, a search or a pager."""
    text, owner = tree.texts[number], tree.owners[number]
    return (
        owner >= 0
        and _WORD.search(text) is not None
        and text not in names
        and (_YEAR.fullmatch(text) is not None or not _is_of_frame(text))
        and not (tree.elements[owner].hidden or _OF_FOOT.search(text))
        and not stands_aside(tree, tree.elements[owner])
    )


def _is_of_frame(text: str) -> bool:
    """Whether a text is a table's head, a word of a search, of a pager, or of what every page of a site offers."""
    return (
        is_column_head(text.rstrip(":： "))
        or _TOOL.fullmatch(text) is not None
        or (MORE.match(text) is not None and _MORE.search(text) is not None)
        or is_pager(text)
        or says_pages(text)
        or _OF_PAGER.fullmatch(text) is not None
        or NOTHING.fullmatch(text) is not None
        or is_furniture(text)
        or (len(text) <= _LONGEST and _OF_SITE.fullmatch(text) is not None)
    )


def _menu_around(tree: Tree, number: int, place: Element) -> Element:
    """The outermost list around a link's text that does not hold the *place*; else the nearest part of some links; else the link."""
    part = tree.elements[tree.owners[number]]
    found: Element | None = None
    some: Element | None = None
    for one in islice(tree.around_text(number), _WIDEST * 2):
        if one.index <= place.index < one.last:
            break
        part = part if one.tag != "a" else one
        some = some or (one if len(one.links) > 1 else None)
        found = one if one.tag in BOXES else found
    return found or some or part


def _is_menu(tree: Tree, box: Element, names: Sequence[str]) -> bool:
    """Whether a box of links is a menu: it is named so, or one bears the column's name."""
    if any(_MENU.search(up.mark) for up in (box, *islice(tree.above(box), 2))):
        return True
    return any(text in names for text in tree.parts(box))


def _shows_picture(tree: Tree, place: Element, since: int, last: int, names: Sequence[str]) -> bool:
    """Whether a picture or a film stands in the content that leads nowhere and is no icon of a heading or over a menu; or so many that lead on."""
    lead_on = 0
    for one in _shown(tree, since, last):
        if place.index <= one.index < place.last or one.hidden or stands_aside(tree, one):
            continue
        above = list(islice(tree.above(one), 3))
        if any(_NO_PICTURE.search(up.mark) for up in (one, *above)) or _says_only(above[0], place):
            continue
        if any(up.tag == "a" for up in above):
            lead_on += 1
        elif not (_is_icon(tree, one) or _stands_over_menu(tree, above[0], names)):
            return True
    return lead_on >= _TOPICS


def _says_only(box: Element, place: Element) -> bool:
    """Whether the words of nothing are all that a box says: a picture in it shows them."""
    return (box.start, box.end) == (place.start, place.end) and box.start < box.end


def _shown(tree: Tree, since: int, last: int) -> Iterator[Element]:
    return (one for one in tree.elements[:last] if one.tag in _SHOWN and one.start >= since)


def _stands_over_menu(tree: Tree, box: Element, names: Sequence[str]) -> bool:
    """Whether the box around a picture holds some links and nothing else, one of them the column's own."""
    texts = range(box.start, box.end)
    return 1 < len(texts) <= _LONGEST and (
        any(tree.texts[number] in names for number in texts) and all(map(tree.is_linked, texts))
    )


def _is_icon(tree: Tree, picture: Element) -> bool:
    """Whether a picture stands in a heading."""
    box = tree.elements[picture.parent]
    return box.end - box.start == 1 and is_heading(tree, box.start)
