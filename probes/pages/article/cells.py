"""Days in the cells of a small table of data (数据表中的日期): 日期 | 天气 under a title says when the sun shone, 发布日期 | 来源 when it was published."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from probes.pages.article.candidates import place_of
from probes.pages.article.features import Weighed, with_name
from probes.pages.article.info_line import FACTS, LONGEST_LINE, OFFICE, PUBLISHER, rest_of_line, without_facts
from probes.pages.article.rules import row_of, veto_of
from probes.pages.dates.dates import find_dates, narrow
from probes.pages.document.page_text import PageText

#: So far around a day its table is looked at.
_WIDEST = 4000
#: A longer cell with a sentence in it is the text of an article: its table only lays out the page.
_LONGEST_CELL = 80
#: The words of a day's cell besides the day: a label, a time, a weekday.
_LONGEST_REST = 16
#: Beside so many other things one cell with the name of a fact (来源) makes no line of facts.
_MANY_THINGS = 4
_TABLE = re.compile(r"<(/?)table\b", re.IGNORECASE)
_PART = re.compile(r"<(tr|td|th)\b[^<>]{0,400}>", re.IGNORECASE)
_END_OF_ROW = re.compile(r"</?(?:tr|table)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,600}>|&(?:nbsp|ensp|emsp);|<[^<>]{0,400}\Z")
_SENTENCE = re.compile(r"[。；]|，[^，]{4}")
#: The name of a day of any kind, in a cell of its own.
_HEAD_OF_DAYS = re.compile(r"[\u4e00-\u9fff]{0,6}(?:日\s{0,4}期|时\s{0,4}间):?")
_WEEKDAY = re.compile(r"(?:星期|周)[一二三四五六日天]")
#: The name of a fact that an article has, in a cell of its own or before a colon.
_FACT = re.compile(
    r"(?:信息|文章|稿件|新闻|内容)?来源|稿源|出处|记者|通讯员|撰文|摄影|校对|签发|[初复终]审|供稿(?:单位|人)?|(?:信息)?(?:发布|公开|发文|公布)[\u4e00-\u9fff]{0,4}|(?:文章)?作者|撰稿人?|(?:责任)?编辑|审核人?|"
    r"(?:浏览|点击|阅读|访问)(?:次数|量|数)?|人气|索引号?|(?:发文)?[文字]号|文件编号|[\u4e00-\u9fff]{0,4}分类|信息[\u4e00-\u9fff]{2,4}|责任(?:部门|单位)|主题词|关键[词字]|"
    r"(?:是否)?有效性?|有效期(?:至|限)?|时效(?:性|状态)?|效力(?:状态)?|(?:生效|失效|废止)(?:日期|时间)|体裁|标题|语种|载体(?:类型)?|正文下载|(?:成文|生成|制发|印发)(?:日期|时间)|[刊期]号|刊期|版次|制发(?:机关|机构)|所属(?:栏目|机构|单位)|栏目"
)
#: The same as a reader is served: 浏览 33, 【字体：大 中 小】, 打印本页.
_SERVED = re.compile(r"\W{0,2}(?:浏览|点击|阅读|访问|人气|字体|字号|打印|关闭|分享|收藏|来源)")


#: A name before a colon, and those that name who had to do with an article, or its change.
_NAMED = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,8})(?:[(（][^\n()（）]{1,10}[)）])?:")
_BESIDE_A_DAY = re.compile(
    r"(?:更新|修改)(?:日期|时间)$|(?:[人者员次数量]|单位|部门|机构|科室|栏目|类别?|编辑|校对|审核|签发|频道|版面|稿)$"
)
#: A label with words of its own (公告时间), beside which the name of another day (截止时间) is no name of a thing.
_OF_ITS_OWN = re.compile(r"[\u4e00-\u9fff]{2}[ \t]?(?:日期|时间)\s{0,3}[:\]】]?\s{0,3}\Z")
_ENDS_OF_DAYS = re.compile(r"(?:日期|时间|期限|[截期]至|截止)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    begins: int
    words: str


def with_cells(weighed: Sequence[Weighed], page: PageText) -> list[Weighed]:
    """*weighed*, those marked `others.cell` that a row would take and that stand in a table of data without a fact of the article."""
    return [
        with_name(one, "others.cell")
        if "label.publishing" not in one.features
        and row_of(one.features) is not None
        and veto_of(one.features) is None
        and (_is_of_a_record(page, one) or _is_of_data(page, one))
        else one
        for one in weighed
    ]


def _is_of_a_record(page: PageText, one: Weighed) -> bool:
    """Whether a mere 日期：, 时间： leads a line of names with values (日期：… 品种：… 价格：…) and none of them is a fact of an article."""
    if one.features.isdisjoint({"label.day", "label.changed"}):
        return False
    found = one.met.found
    ends = page.text.find("\n", found.end, found.end + LONGEST_LINE)
    behind = page.text[found.end : ends if ends >= 0 else found.end + LONGEST_LINE]
    if ":" not in behind or FACTS.search(rest_of_line(page.text, found)) is not None:
        return False
    named = _NAMED.findall(behind)
    if _OF_ITS_OWN.search(page.text, max(0, found.start - _LONGEST_REST), found.start) is not None:
        named = [name for name in named if _ENDS_OF_DAYS.search(name) is None]
    return bool(named) and not any(_FACT.fullmatch(name) or _BESIDE_A_DAY.search(name) for name in named)


def _is_of_data(page: PageText, one: Weighed) -> bool:
    """Whether a day fills a cell of a table that names a day of its own or holds more than one other thing, and no fact of an article."""
    at = place_of(page, one.met)
    if at < 0:
        return False
    since = max(0, at - _WIDEST)
    begins = _table_around(page.source[since:at])
    if begins < 0:
        return False
    begins += since
    if _lays_out(page.source, begins, at):
        return False
    cells = list(_cells(page.source[begins : at + _WIDEST]))
    own = next((cell for cell in reversed(cells) if cell.begins <= at - begins), None)
    if own is None or len(own.words) > one.met.found.end - one.met.found.start + _LONGEST_REST:
        return False
    if any(map(_is_text, cells)):
        return False
    facts = sum(_is_fact(cell.words, page.title) for cell in cells)
    things = sum(_is_a_thing(cell.words) for cell in cells if cell is not own)
    if facts:
        return facts == 1 and things >= _MANY_THINGS
    return things >= (1 if any(_HEAD_OF_DAYS.match(cell.words) for cell in cells) else 2)


def _table_around(led: str) -> int:
    """Where the table that is open at the end of *led* begins; -1 for none."""
    if "<table" not in led.lower():
        return -1
    closed = 0
    for mark in reversed(list(_TABLE.finditer(led))):
        if mark[1]:
            closed += 1
        elif not closed:
            return mark.end()
        else:
            closed -= 1
    return -1


def _lays_out(html: str, begins: int, at: int) -> bool:
    """Whether another table begins before the one that *begins* there ends and the row around *at* has no other cell with words: it lays out the page."""
    mark = _TABLE.search(html, begins, at + _WIDEST)
    if mark is None or mark[1]:
        return False
    ends = _END_OF_ROW.search(html, at, at + _WIDEST)
    row = max(html.rfind(tag, begins, at) for tag in ("<tr", "<TR"))
    return len(list(_cells(html[max(row, begins) : ends.start() if ends is not None else at]))) <= 1


def _cells(table: str) -> Iterator[_Cell]:
    """The cells from the beginning of *table* to its end that hold words."""
    opened, ends = 0, len(table)
    for mark in _TABLE.finditer(table):
        opened += -1 if mark[1] else 1
        if opened < 0:
            ends = mark.start()
            break
    parts = list(_PART.finditer(table, 0, ends))
    for n, part in enumerate(parts):
        if part[1] in ("tr", "TR"):
            continue
        until = parts[n + 1].start() if n + 1 < len(parts) else ends
        words = " ".join(narrow(_TAG.sub(" ", table[part.end() : until])).split())
        if words:
            yield _Cell(begins=part.start(), words=words)


def _is_text(cell: _Cell) -> bool:
    return len(cell.words) > _LONGEST_CELL and _SENTENCE.search(cell.words) is not None


def _is_fact(words: str, title: str) -> bool:
    """Whether a cell names or says something of the article: its source, its number, its title."""
    name = words.split(":")[0].replace(" ", "").strip("[]【】()")
    return (
        _FACT.fullmatch(name) is not None
        or _SERVED.match(words) is not None
        or (len(words) >= 6 and words in narrow(title))
    )


def _is_a_thing(words: str) -> bool:
    """Whether a cell says something that stands beside no publish day: no day, no name of one, no office."""
    if _HEAD_OF_DAYS.fullmatch(words) or _WEEKDAY.fullmatch(words) or find_dates(words):
        return False
    left = without_facts(words)
    if not left:
        return any(sign in words for sign in ".%")
    return OFFICE.fullmatch(left) is None and PUBLISHER.search(words) is None
