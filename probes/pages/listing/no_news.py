"""Rows of a homepage that are no news (非信息发布), for sure or perhaps: letters of citizens, who is on duty, cases served, threads of a forum."""

import re
from collections.abc import Iterator, Sequence

from probes.pages.document.tree import Element, Tree
from probes.pages.listing.page_links import said_of
from probes.pages.records.headings import heading_over, is_heading, number_over
from probes.pages.records.record import PageRecord
from probes.pages.records.rows import MORE

#: The heading over such rows; solicitations and surveys are news, and so is what is made public of complaints, and 新闻咨询, as some write 新闻资讯.
_HEAD = re.compile(
    r"(?!.{0,4}(?:新闻|要闻|动态)咨询)[\u4e00-\u9fff]{0,6}(?:信箱|来信|信件|留言板?|咨询|投诉|诉求|写信|回音壁|问政|举报|建言(?:献策)?)"
    r"(?:公开|选登|选编|[回答]复|办理|展示|列表|建议|查询|统计|情况|结果|平台|专区|与|和|及|、|最新|信箱|来信|信件|留言|咨询|投诉|举报){0,4}"
    r"|[\u4e00-\u9fff]{0,4}(?:值班|带班|坐诊|出诊)(?:安排|表|领导|信息|人员|专家|公示)?|(?:最新|实时|网上|我的)?办件(?:公示|动态|公告|查询|信息|结果|统计|情况)?"
    r"|[\u4e00-\u9fff]{0,4}(?:贴吧|论坛(?=热帖|精华|新帖)|(?:网[络上]|市民|百姓|社区|交流)论坛)(?:热帖|精华|新帖)?|(?:最新|热门|精华)?(?:热帖|帖子|主题帖)"
)
#: The end of one over threads, or over news of a forum that people hold (海峡论坛); and headings over talk with citizens, and what else there is of it.
FORUM = "论坛"
_TALK = re.compile(r"互动|民声|民意|民生|关切|问答|社情|心声|交流")
#: The heads of their tables; what is said beside their title, and how far a letter is.
_COLUMN = re.compile(
    r"(?:来信|写信|留言|信件|咨询|投诉)(?:人|时间|日期|标题|主题|编号|状态)|(?:办理|受理|[答回]复)(?:状态|情况)|(?:值班|带班)(?:人员?|领导|电话)"
)
_SAID = re.compile(
    r"(?:来信|写信|留言|咨询|投诉)(?:人|者|时间|日期)\s?[:：]|(?:信件|留言|咨询)编号|(?:[回答]复|受理)(?:单位|部门)\s?[:：]"
)
_STATUS = re.compile(
    r"[\[【(（]?(?:状态\s?[:：]\s?)?(?:(?:已|未|待)(?:经)?(?:回复|答复|办结|受理|办理|处理|转办)|(?:正在)?(?:办理|处理|受理)中|[处办]理完[毕成结])[\]】)）]?"
)
#: What calls for applications says too (受理中).
_TAKES = "受理"
#: Folders of letters, and one that news of a city called so may stand in too.
_FOLDER = re.compile(
    r"/(?:mail(?:box)?|letters?|liuyan|lyb|guestbook|(xinxiang|xjxd|xjhf)|consult|complain|bbs)[/._?]",
    re.IGNORECASE,
)
#: What the title of a letter or of a rota sounds like, and what an office calls its own.
_SOUNDS = re.compile(
    r"请问|求助|扰民|我家|我(?:们?小区|们?村|想[问咨知]|要[投反举咨]|是[^，]{0,8}(?:居民|村民|业主|市民))|本人|(?:投诉|咨询|建议|反映|举报)\s?[:：]|\A(?:投诉|咨询(?!服务|活动)|反映(?!群众|民意|社情)|建议(?=[增加在对把将尽能]|政府|有关))|(?:的|收费|供水|供电|物业|拆迁|噪音|污染|拖欠|占道)问题\Z"
    r"|希望(?:政府|领导|能|尽)|能否(?=[帮给增在将把尽]|安排|办理)|什么时候(?=能|才|可以)|怎么办|没人管|不作为|(?:值班|带班|坐诊|出诊)(?:安排)?(?:一览)?表\Z"
)
_OF_OFFICE = re.compile(
    r"通知|公告|通告|公示|通报|方案|办法|规定|解读|访谈|召开|举行|举办|部署|调研|座谈|会议|培训|专项|答记者问|一图|指南|申报"
)
#: What stands beside the heading over letters.
_BESIDE = re.compile(r"我[要来]?[\u4e00-\u9fff]{1,4}|[查咨]询|[^-年月./]{0,12}\d[^-年月./]{0,8}|[\W_]+")
#: A heading's own box says so much at the most; a picture in its place stands so many elements before the rows.
_BOX, _NEAR = 6, 8
#: A table's heads are among so many of its texts; where it has one row, that is all of it.
_HEADS, _OF_TABLE = 8, frozenset({"tr", "tbody", "table"})


def no_news(tree: Tree, rows: Sequence[PageRecord]) -> Iterator[tuple[int, bool]]:
    """
    The numbers of those *rows* of one list that are no news, or may be none, and whether that is sure.

    It is where their heading, their table's head or they themselves (已回复) say so, and where a title that sounds like a letter's stands in a
    folder of letters or under a heading over talk with citizens. One of these alone leaves it open, unless an office's words stand there or another heading.
    """
    head, over, talks, end = "", "", False, -1
    is_office = any(_OF_OFFICE.search(row.title) for row in rows)
    for number, row in enumerate(rows):
        if row.element.start > end:
            heading = heading_over(tree, row.element)
            head = head_of_no_news(tree, row.element) or (head if not heading else "")
            over = heading or over
            talks = _TALK.search(over) is not None
        end = row.element.end
        says, folder = _says_so(tree, row), _FOLDER.search(row.href)
        sounds = (talks or not over) and _SOUNDS.search(row.title) and not _OF_OFFICE.search(row.title)
        takes, forum = says == _TAKES, head == FORUM
        if (head and not forum) or (says and not takes) or (sounds and (folder or talks or takes)):
            yield number, True
        elif sounds or ((takes or forum or (folder and not folder[1])) and not is_office):
            yield number, False


def _says_so(tree: Tree, row: PageRecord) -> str:
    """What a row says of itself that a letter or the like does: its status (已回复), its writer, its kind before the link ([投诉]); or what its table's head does."""
    said = (*tree.parts(row.element), *(said_of(one) for one in tree.below(row.element) if one.tag == "img"))
    if found := next((text for text in said if _SAID.search(text)), ""):
        return found
    if status := next((one for text in said if (one := _STATUS.fullmatch(text))), None):
        return _TAKES if _TAKES in status[0] else status[0]
    before = map(_bare, tree.texts[row.element.start : min(row.link.start, row.element.start + _HEADS)])
    if kind := next(filter(_HEAD.fullmatch, before), ""):
        return kind
    if row.element.tag not in _OF_TABLE:
        return ""
    table = next((one for one in (row.element, *tree.above(row.element)) if one.tag == "table"), row.element)
    heads = tree.texts[table.start : table.start + _HEADS]
    return next((text for text in heads if _COLUMN.fullmatch(text)), "")


def head_of_no_news(tree: Tree, element: Element) -> str:
    """The heading right over an element where it is one over letters and the like, whatever its tag, and none of several tabs of which another is over news; or a picture in its place."""
    number = number_over(tree, element) if element.start else -1
    near = tree.elements[max(element.index - _NEAR, 0) : element.index]
    heads = (one for one in near if one.tag == "img" and one.start > number and _HEAD.fullmatch(said_of(one)))
    if shown := next((one for one in heads if all(up.tag != "a" for up in tree.above(one))), None):
        return said_of(shown)
    box = tree.apart(number, element) if 0 <= number < element.start else None
    if box is None or box.end - box.start > _BOX:
        return ""
    texts = tree.parts(box)
    if tree.is_linked(number) and not (is_heading(tree, number) or any(map(MORE.match, texts))):
        return ""  # a lone link (局长信箱) over news
    said = [_bare(text) for text in texts if not (MORE.match(text) or _BESIDE.fullmatch(text))]
    if not said and is_heading(tree, number):
        said = texts  # 我要咨询 over its letters
    if said and all(map(_HEAD.fullmatch, said)):
        return said[0]
    return FORUM if said and all(one.endswith(FORUM) for one in said) else ""


def _bare(text: str) -> str:
    return text.strip("·【】[]()（） :：")
