"""Days of events (活动时间) beside the rows of a homepage: of meetings, talks and shows, which are no days of news."""

import re
from collections.abc import Iterator, Sequence

from probes.pages.dates.dates import date_in_url
from probes.pages.dates.row_dates import LONGEST_NODE
from probes.pages.document.tree import Tree
from probes.pages.records.headings import heading_over
from probes.pages.records.record import PageRecord

#: The time of an event, and what is said of news.
_TIME = re.compile(r"(?<![\u4e00-\u9fff])(?:时\s?间|[展会]\s?期)\s?[:：]\s?(?:20)?\d")
_OF_NEWS = re.compile(r"来源|作者|编辑|记者|发布(?!会)|浏览|阅读|点击|更新|人气")
#: Some days, or an hour at which something begins.
_SOME_DAYS = re.compile(
    r"日\s?(?:至|到|[-—–~～]{1,2})\s?\d{1,2}[月日]|(?:日|[-./]\d{1,2})\s?(?:\d{1,2}[:时]\d{0,2}分?\s?)?(?:至|到|[-—–~～]{1,2})\s?20\d\d[-./年]"
    r"|\d:\d\d\s{0,3}(?:准时)?(?:开播|开始|开幕|举行|召开|直播|播出)"
)
#: How the name of an event ends, and the head of a table that says where it takes place.
_NAME = re.compile(r"(?:大会|会|论坛|讲座|培训班?|展览?|演出|比赛|活动|沙龙|访谈|直播)\Z")
_PLACE = re.compile(r"(?:活动|会议|举办|演出)?(?:地点|会场|场馆)|嘉宾|主讲人?")
_OF_EVENT = re.compile(r"(?:出诊|拍卖|开庭)(?:日期|时间)\s?[:：]")
#: The heading over events to come, whose days pass.
_FORETOLD = re.compile(
    r"(?:活动|会议|演出|讲座|赛事|展览|节目|直播|访谈|庭审|招聘会?)(?:预告|预报|日程|安排)"
)
#: So few rows with the time of an event are no list of news whose label that is; so many texts are a table's head, and so many characters the name of a box.
_FEW, _HEADS, _SHORT = 2, 8, 10


def is_of_event(tree: Tree, row: PageRecord, alike: int) -> bool:
    """
    Whether a row's day, not one in its address, is that of an event, and nothing in the row is said of news (来源, 浏览); so many rows are *alike*.

    It is labelled 时间 and no more, where these are few or the title names an event; of a lone row it begins some days (11月20日-23日) or stands
    with the hour at which something begins; or it stands in a table that says where events take place.
    """
    said = "\n".join((*tree.parts(row.element), *(value for _, value in row.link.told)))[:LONGEST_NODE]
    if _OF_EVENT.search(said):
        return True
    if date_in_url(row.href) is not None:
        return False
    if _OF_NEWS.search(said):
        return False
    if _TIME.search(said) and (alike <= _FEW or _NAME.search(row.title)):
        return True
    return (alike == 1 and _SOME_DAYS.search(said) is not None) or _stands_among_events(tree, row)


def below_foretold(tree: Tree, rows: Sequence[PageRecord]) -> Iterator[int]:
    """The numbers of those *rows* of one list that stand under a heading over events to come (活动预告)."""
    is_below, end = False, -1
    for number, row in enumerate(rows):
        if row.element.start > end and (heading := heading_over(tree, row.element)):
            is_below = len(heading) <= _SHORT and _FORETOLD.search(heading) is not None
        end = row.element.end
        if is_below:
            yield number


def _stands_among_events(tree: Tree, row: PageRecord) -> bool:
    """Whether a row is one of a table whose head has a column for places or guests."""
    if row.element.tag != "tr":
        return False
    table = next((up for up in tree.above(row.element) if up.tag == "table"), row.element)
    return any(_PLACE.fullmatch(text) for text in tree.texts[table.start : table.start + _HEADS])
