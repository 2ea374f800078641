"""What may be a column's content beside an empty list or words of nothing (空列表旁): topics, files, films, forms, short lines, pictures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from monitor.domain.content import is_direct_file
from probes.http.guard import is_same_site
from probes.http.links import host_of, join
from probes.pages.document.tree import Element, Tree
from probes.pages.listing.content_aside import holds_content_aside
from probes.pages.listing.menus import holds_other_news, is_folder, is_menu, is_of_tool, lead_out, lies_below
from probes.pages.records.crumbs import crumbs_at
from probes.pages.records.extent import days_up_to
from probes.pages.records.groups import looks_like_article, stands_aside
from probes.pages.records.headings import calls_another, heading_over, is_column_head, is_heading, is_its_own
from probes.pages.records.pagers import is_of_pager, is_pager, says_pages
from probes.pages.records.rows import MORE
from probes.pages.records.title import is_furniture

#: What an empty list says.
NOTHING = re.compile(
    r"\A[\s*·（(\[【]*+(?:抱歉|对不起|很遗憾|提示)?[，,！!:： ]*+(?:(?:该栏目|本栏目|该目录|当前栏目|此栏目|当前页|该分类|栏目|当前|目前)?下?(?:内容)?"
    r"(?:暂无|暂时没有|暂时无|暂未|没有找到|没有检索到|没有查询到|没有查到|未查询到|未查到|未检索到|未找到|没有|尚无|无|正在)(?:发布|添加|查询到|找到|任何|相关|符合条件|您要找|的){0,3}"
    r"(?:信息|数据|内容|记录|文章|稿件|公告|文件|新闻|结果|建设中|更新中|完善中|资料)?(?:建设|更新|完善)?中?|(?:[该本此]?(?:栏目|页面|网页)(?:的?内容)?|内容)(?:正在)?(?:建设|更新|完善|整理)中)(?:[，,。!！；;]?\s?(?:(?:敬请|请)您?(?:期待|关注|等待|(?:浏览|查看|访问)其[他它](?:栏目|页面|内容|信息))|正在(?:建设|更新|完善|整理|补充)中))?[!！。….，,~～）)\]】 ]*"
)
#: Words with which a page's foot begins, and no title or sentence of the content: 主办：某区人民政府, 某局承办; all that stand in it; and those of a long text of it.
_FOOT = re.compile(
    r"版权所有|©|copyright|ICP\s?[备证]|网\s?安备|备案(?:序?号|[:：])|标识码|(?:主\s?办|承\s?办|主\s?管|技术支持|版权|制作|维护)(?:单位|方)?\s?[:：]"
    r"|\A[^，。；]{0,60}(?:政府|[办室委局厅院会]|中心)\s?(?:主办|承办)(?:并?维护)?(?=[\s|]|\Z)",
    re.IGNORECASE,
)
_OF_FOOT = re.compile(rf"{_FOOT.pattern}|建议使用.{{0,24}}(?:浏览|分辨率)|分辨率.{{0,24}}浏览", re.IGNORECASE)
FOOT_WORDS = re.compile(rf"{_OF_FOOT.pattern}|邮编|(?:地址|电话)\s?[:：]", re.IGNORECASE)
#: The words of a search, of an order, and of what every page of a site offers.
_TOOL = re.compile(
    r"搜\s?索|检\s?索|查\s?询|重\s?置|关键[字词][:：]?|[（(]\d{1,6}[)）]|排序|按.{2,4}|[大中小]|[\W_]+"
)
#: The same in a text that is not long and says no more than that: 欢迎您访问, and not 欢迎来到某县.
_OF_SITE = re.compile(
    r"\W{0,3}(?:分享.{0,8}|(?:新浪|腾讯)?微[信博]|QQ(?:空间|好友)?|(?:微信)?扫(?:一扫|码)(?!.{0,20}关注[^我微官公本]).{0,24}|打印(?:本[文页篇]|页面|此[文页])?|关闭(?:本[文页]|此页|窗口|页面)?|字[体号].{0,24}"
    r"|(?:返回|回到).{0,4}|.{0,4}声明|隐私.{0,4}|.{0,4}纠错|RSS.{0,4}|(?:加入)?收藏(?:本[站页文])?|.{0,20}IPv6.{0,20}|今天是.{0,24}|欢迎[您你]?(?:访问|光临|登[录陆]|使用|.{0,14}网).{0,14}"
    r"|浏览次数.{0,12}|.{0,16}第\s?\d{1,12}\s?位.{0,8}|.{0,4}访问[量次人总统].{0,16}|(?:友情|网站|常用)链接|首页\s?[>»＞→].{1,40})\W{0,3}",
    re.IGNORECASE,
)
_LONGEST = 30
#: Such a link stands at a heading; one that opens something (点击查看) may be all that a column holds.
_MORE = re.compile(r"更多|more|全部|[>»+]", re.IGNORECASE)
_WORD = re.compile(r"\w")
#: A year to choose: its list may be empty, and another's not.
_YEAR = re.compile(r"(?:19|20)\d\d\s?(?:年度?)?")
#: What shows something without words; a code to scan, a logo, what floats over the page.
_SHOWN = frozenset({"img", "video", "audio", "canvas", "embed", "object", "area"})
#: Films, and places of a picture to click, are no icons.
_FILMS = frozenset({"video", "audio"})
_NO_ICONS = _FILMS | {"embed", "object", "area"}
_NO_PICTURE = re.compile(
    r"code|logo|icon|float|empty|no[-_]?(?:data|info|content|result)|ewm|erwei|weixin|search|banner|(?<![a-z])(?:qr|wx|ico|ads?|top|gb|close)(?![a-z])"
)
#: So many pictures that lead on are topics, of the site itself and of any; so wide a part around a link is looked at.
_TOPICS, _PICTURES, _WIDEST = 2, 3, 6
#: A link's title this long may be that of an item, and of one in the column's own folder.
_TITLE_FROM, _OWN_TITLE_FROM = 8, 6
#: A line or an icon is thinner, in pixels, a banner or a topic's picture as wide; and the file of a large one.
_THIN, _WIDE = 60, 300
_FILE = re.compile(r"\.(?:jpe?g|png|gif)\Z", re.IGNORECASE)
#: Words that lead a reader elsewhere, however boldly.
_POINTS = re.compile(r"请|详?见|移步|转[至到]|前往|点击|访问")
#: What a heading may be that of; a title has so many characters.
_BELOW_HEADING = frozenset({"img", "ul", "ol", "dl", "table", "a"})
_FEWEST_OF_TITLE = 4
#: What holds a menu's links, or rows.
_BOXES = frozenset({"ul", "ol", "dl", "table"})


def shows_else(
    tree: Tree,
    place: Element | None,
    names: Sequence[str],
    url: str,
    *,
    is_below: bool = False,
    is_sure: bool = False,
    head: Element | None = None,
) -> bool:
    """
    Whether a page shows, beside an empty *place* of the column of these *names*, if it has one, anything that may be its content.

    That is all behind the crumbs, or behind the first menu, and before the foot, but menus (lists of links, one of which bears the column's name), boxes called another (热点),
    a heading, a search, a table's head, a pager and pictures that lead on, where they are few; and, wherever it stands, a long title that leads below the column's own folder. *is_below*: the place stands right below the crumbs or the column's name; then rows that lie elsewhere are another's: those under its heading, and where it *is_sure* that all of the column is spoken of, under none too. A picture that is the place's *head* is none of it.
    """
    first, behind = crumbs_at(tree)
    if place is None:
        place = _nowhere(tree)
    if _leads_to_own(tree, url):
        return True
    since = behind if first < behind <= place.start else _behind_menu(tree, place)
    until, last = _foot(tree, place)
    if holds_content_aside(tree, place, since, last, url):
        return True
    menus, others = dict[int, bool](), dict[int, bool]()
    is_behind_heading, lone = False, 0
    for number in range(since, until):
        if (
            place.start <= number < place.end
            or not _is_own(tree, number, names)
            or (is_below and _is_of_row_elsewhere(tree, number, place, names, url, is_sure))
        ):
            is_behind_heading = False
            continue
        box = _menu_around(tree, number, place)
        if box.index not in others:
            over = heading_over(tree, box), tree.texts[box.start]
            others[box.index] = any(calls_another(one, names) for one in over)
        if tree.is_linked(number) or (box.tag in _BOXES and others[box.index]):
            is_behind_heading = False
            if box.index not in menus:
                is_known = others[box.index] or is_menu(tree, box, names, url)
                menus[box.index] = is_known or (is_below and holds_other_news(tree, box, names, url))
            if not menus[box.index]:
                return True
        elif is_behind_heading or not is_heading(tree, number) or _POINTS.search(tree.texts[number]):
            return True
        else:
            is_behind_heading = number + 1 != place.start
            lone = number
    if is_behind_heading and _is_lone_heading(tree, lone, place, last):
        return True
    return _shows_picture(tree, place, since, last, names, url, head)


def shows_else_beside(
    tree: Tree, number: int, names: Sequence[str], url: str, *, is_below: bool, is_sure: bool
) -> bool:
    """The same beside a text, whatever its own element holds besides."""
    owner = tree.elements[tree.owners[number]]
    place = replace(owner, start=number, end=number + 1, last=owner.index + 1)
    return shows_else(tree, place, names, url, is_below=is_below, is_sure=is_sure)


def list_around(tree: Tree, element: Element) -> Element | None:
    """The nearest list or table around an element."""
    return next((one for one in tree.above(element) if one.tag in _BOXES), None)


def _leads_to_own(tree: Tree, url: str) -> bool:
    """Whether a shown link with a long title, or with a picture in its place that leads to an article, wherever it stands, leads to a page below the column's own folder."""
    return any(
        one.tag == "a"
        and (
            len(tree.text(one)) >= _OWN_TITLE_FROM or (one.start == one.end and looks_like_article(one.href))
        )
        and not (one.hidden or is_folder(one.href))
        and lies_below(tree, one, url)
        for one in tree.elements
    )


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
        and (_YEAR.fullmatch(text) is not None or not is_of_frame(text))
        and not (tree.elements[owner].hidden or _OF_FOOT.search(text))
        and not stands_aside(tree, _without_marquee(tree, tree.elements[owner]))
    )


def _without_marquee(tree: Tree, element: Element) -> Element:
    """What stands around the line that runs (marquee) which an element is or is part of; else the element."""
    around = next((one for one in (element, *tree.above(element)) if one.tag == "marquee"), None)
    return tree.elements[around.parent] if around is not None and around.parent >= 0 else element


def _is_of_row_elsewhere(
    tree: Tree, number: int, place: Element, names: Sequence[str], url: str, is_sure: bool
) -> bool:
    """Whether a text is one of a row with a day whose one link leads to a page out of the column's folder, under no heading of its own, and where it is not *sure* that the page speaks of its own column under another's."""
    days = days_up_to(tree)
    for one in islice(tree.around_text(number), _WIDEST):
        if one.index <= place.index < one.last or len(one.links) > 1:
            return False
        if one.links and days[one.end] > days[one.start]:
            if not lead_out(tree, [tree.elements[one.links[0]]], url):
                return False
            heading = heading_over(tree, list_around(tree, one) or one)
            return (is_sure or heading != "") and not is_its_own(heading, names)
    return False


def is_of_frame(text: str) -> bool:
    """Whether a text is a table's head, a word of a search, of a pager, or of what every page of a site offers."""
    return (
        is_column_head(text.rstrip(":： "))
        or _TOOL.fullmatch(text) is not None
        or (MORE.match(text) is not None and _MORE.search(text) is not None)
        or is_pager(text)
        or says_pages(text)
        or is_of_pager(text)
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
        found = one if one.tag in _BOXES else found
    return found or some or part


def _shows_picture(
    tree: Tree, place: Element, since: int, last: int, names: Sequence[str], url: str, head: Element | None
) -> bool:
    """Whether a picture or a film stands in the content that leads nowhere, or from a paragraph, or to a file, and is no icon of a heading or over a menu; or so many that lead on."""
    lead_on, of_site = 0, 0
    for one in _shown(tree, since, last):
        if place.index <= one.index < place.last or one is head or one.hidden or stands_aside(tree, one):
            continue
        above = list(islice(tree.above(one), 3))
        link = one if is_bare_link(one) else next((up for up in above if up.tag == "a"), None)
        if link is not None and is_direct_file(link.href):
            return True
        is_of_nothing = one.tag == "img" and (
            0 < min(one.size) < _THIN or (one.size[0] < _WIDE and _says_only(above[0], place))
        )
        if is_of_nothing or (
            one.tag not in _FILMS and any(_NO_PICTURE.search(up.mark) for up in (one, *above))
        ):
            continue
        if link is not None:
            lead_on += 1
            of_site += is_same_site(host_of(join(url, link.href)), host_of(url), ())
            is_large = one.size[0] >= _WIDE or _FILE.search(link.href) is not None
            is_topic = lies_below(tree, link, url) and not is_of_tool(link.href)
            is_titled = link is one and any(len(value) >= _TITLE_FROM for _, value in one.told)
            is_put = link is not one and tree.elements[link.parent].tag == "p"
            leads_to_page = link is one and looks_like_article(link.href)
            if is_large or is_put or is_topic or is_titled or leads_to_page:
                return True
        elif not (_is_icon(tree, one) or _stands_over_menu(tree, above[0], names)):
            return True
    return lead_on >= _PICTURES or of_site >= _TOPICS


def _is_lone_heading(tree: Tree, number: int, place: Element, last: int) -> bool:
    """Whether a heading behind a place, not of other boxes (热点), has nothing below it: no picture, no frame of a box to fill."""
    text = tree.texts[number]
    return (
        number >= place.end
        and len(text) >= _FEWEST_OF_TITLE
        and not calls_another(text)
        and not any(one.start > number and one.tag in _BELOW_HEADING for one in tree.elements[:last])
    )


def _says_only(box: Element, place: Element) -> bool:
    """Whether the words of nothing are all that a box says: a picture in it shows them."""
    return (box.start, box.end) == (place.start, place.end) and box.start < box.end


def _shown(tree: Tree, since: int, last: int) -> Iterator[Element]:
    """The pictures and films of the content, and buttons and links without words that lead on."""
    return (
        one
        for one in tree.elements[:last]
        if one.start >= since
        and (
            one.tag in _SHOWN
            or (one.click != "" and one.start == one.end and not one.children)
            or (is_bare_link(one) and not any(up.tag in _SHOWN for up in tree.below(one)))
        )
    )


def is_bare_link(element: Element) -> bool:
    """Whether a link holds no words and leads to a page: its picture may be its background."""
    return (
        element.tag == "a"
        and element.start == element.end
        and not element.click
        and element.href.strip("/") != ""
        and not element.href.lower().startswith(("#", "javascript:", "mailto:", "tel:"))
    )


def _stands_over_menu(tree: Tree, box: Element, names: Sequence[str]) -> bool:
    """Whether the box around a picture holds some links and nothing else, one of them the column's own."""
    texts = range(box.start, box.end)
    return 1 < len(texts) <= _LONGEST and (
        any(tree.texts[number] in names for number in texts) and all(map(tree.is_linked, texts))
    )


def _is_icon(tree: Tree, picture: Element) -> bool:
    """Whether a picture stands in a heading, or beside one and nothing else."""
    box = tree.elements[picture.parent]
    return picture.tag not in _NO_ICONS and box.end - box.start == 1 and is_heading(tree, box.start)
