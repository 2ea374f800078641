"""Rows of a homepage that are no news (非信息发布): letters of citizens, who is on duty, cases served, threads of a forum."""

import re
from collections.abc import Iterator, Sequence

from probes.pages.document.tree import Element, Tree
from probes.pages.listing.events import foretells
from probes.pages.listing.page_links import said_of
from probes.pages.records.headings import heading_over, is_heading, number_over
from probes.pages.records.record import PageRecord
from probes.pages.records.rows import MORE

#: The heading over such rows; solicitations and surveys are news, and so is what is made public of complaints, and 新闻咨询, as some write 新闻资讯.
_HEAD = re.compile(
    r"(?!.{0,4}(?:新闻|要闻|动态)咨询)[\u4e00-\u9fff]{0,6}(?:信箱|来信|信件|留言板?|咨询|投诉|诉求|写信|回音壁|问政|举报|建言(?:献策)?)"
    r"(?:公开|选登|选编|[回答]复|办理|展示|列表|建议|查询|统计|情况|结果|平台|专区|与|和|及|、|最新|信箱|来信|信件|留言|咨询|投诉|举报){0,4}"
    r"|[\u4e00-\u9fff]{0,4}(?:值班|带班|坐诊|出诊)(?:安排|表|领导|信息|人员|专家|公示)?|(?:最新|实时|网上|我的)?办件(?:公示|动态|公告|查询|信息|结果|统计|情况)?"
    r"|[\u4e00-\u9fff]{0,4}(?:论坛|贴吧)(?:热帖|精华|新帖)?|(?:最新|热门|精华)?(?:热帖|帖子|主题帖)"
)
#: The heads of their tables; what is said beside their title, and how far a letter is.
_COLUMN = re.compile(
    r"(?:来信|写信|留言|信件|咨询|投诉)(?:人|时间|日期|标题|主题|编号|状态)|(?:办理|受理|[答回]复)(?:状态|情况)|(?:值班|带班)(?:人员?|领导|电话)"
)
_SAID = re.compile(
    r"(?:来信|写信|留言|咨询|投诉)(?:人|者|时间|日期)\s?[:：]|(?:信件|留言|咨询)编号|(?:[回答]复|受理)(?:单位|部门)\s?[:：]|(?:出诊|拍卖|开庭|值班)(?:日期|时间)\s?[:：]"
)
_STATUS = re.compile(
    r"[\[【(（]?(?:状态\s?[:：]\s?)?(?:(?:已|未|待)(?:经)?(?:回复|答复|办结|受理|办理|处理|转办)|(?:正在)?(?:办理|处理|受理)中|[处办]理完[毕成结])[\]】)）]?"
)
#: Folders of letters; and what stands beside the heading over them.
_FOLDER = re.compile(
    r"/(?:mail(?:box)?|letters?|liuyan|lyb|guestbook|xinxiang|consult|complain|bbs)[/._?]",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"我[要来]?[\u4e00-\u9fff]{1,4}|[查咨]询|[^-年月./]{0,12}\d[^-年月./]{0,8}|[\W_]+")
#: A heading's own box says so much at the most; a picture in its place stands so many elements before the rows.
_BOX, _NEAR = 6, 8
#: A table's heads are among so many of its texts; where it has one row, that is all of it.
_HEADS, _OF_TABLE = 8, frozenset({"tr", "tbody", "table"})


def is_no_news(tree: Tree, row: PageRecord) -> bool:
    """Whether a row says of itself that it is a letter or the like: by its status (已回复), its writer, where it leads; or its table's head does."""
    said = (*tree.parts(row.element), *(said_of(one) for one in tree.below(row.element) if one.tag == "img"))
    if _FOLDER.search(row.href) or any(_STATUS.fullmatch(text) or _SAID.search(text) for text in said):
        return True
    if row.element.tag not in _OF_TABLE:
        return False
    table = next((one for one in (row.element, *tree.above(row.element)) if one.tag == "table"), row.element)
    return any(_COLUMN.fullmatch(text) for text in tree.texts[table.start : table.start + _HEADS])


def below_no_news(tree: Tree, rows: Sequence[PageRecord]) -> Iterator[int]:
    """The numbers of those *rows* of one list that stand under a heading over letters and the like, or over events to come (活动预告)."""
    is_below, end = False, -1
    for number, row in enumerate(rows):
        if row.element.start > end:
            heading = heading_over(tree, row.element)
            over = _heads_no_news(tree, row.element)
            is_below = over or foretells(heading) or (is_below and not heading)
        end = row.element.end
        if is_below:
            yield number


def _heads_no_news(tree: Tree, element: Element) -> bool:
    """Whether the heading right over an element is one over letters and the like, whatever its tag, and none of several tabs of which another is over news; or a picture in its place."""
    number = number_over(tree, element) if element.start else -1
    near = tree.elements[max(element.index - _NEAR, 0) : element.index]
    heads = (one for one in near if one.tag == "img" and one.start > number and _HEAD.fullmatch(said_of(one)))
    if any(all(up.tag != "a" for up in tree.above(one)) for one in heads):
        return True
    box = tree.apart(number, element) if 0 <= number < element.start else None
    if box is None or box.end - box.start > _BOX:
        return False
    texts = tree.parts(box)
    if tree.is_linked(number) and not (is_heading(tree, number) or any(map(MORE.match, texts))):
        return False  # a lone link (局长信箱) over news
    said = [text for text in texts if not (MORE.match(text) or _BESIDE.fullmatch(text))]
    return said != [] and all(_HEAD.fullmatch(text.strip("·【】[] :：")) for text in said)
