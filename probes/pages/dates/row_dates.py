"""The date of one row of a listing: beside the title, split over nodes, in an attribute, in the address."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from monitor.domain.timing import DAY
from probes.pages.dates.dates import FoundDate, find_dates, find_relative, narrow
from probes.pages.dates.english_dates import figures, find_english_dates
from probes.pages.dates.moment import is_today
from probes.pages.dates.split_dates import bare_pieces, split_date

#: Month and day without a year (after 年 stands one that was not understood: 民国113年11月20日); with a dot only where both have two digits (1.2万 is no day).
_YEARLESS = re.compile(
    r"(?<![\d./年-])(?<!年\s)(?:(1[0-2]|0?[1-9])\s?[-/月]\s?(3[01]|[12]\d|0?[1-9])|(1[0-2]|0[1-9])\.(3[01]|[12]\d|0[1-9]))"
    r"\s?日?(?![\d./-])"
)
#: Days that a row names and that are not its publish day (behind six characters more such a word ends a title: 全县安全生产工作会议 2026-11-20).
_OTHER_DAY = re.compile(
    r"(?:(?:今天是|今日|现在是|当前|距离?|倒计时|截止|截至|数据更新|成文|生成|生效|失效|废止|施行|实施|有效期|公示期|工期|[时期]限|预计|到期|结束|开始|报名|至|到|[~～—]|\d\s?[-–]{1,2})[^\d]{0,8}"
    r"|(?:会议|会期|活动|出发|集合|开幕|上映|开标|投标|竞价|拍卖|开庭|庭审|听证|考试|笔试|面试|开考|召开|举办|举行|发布会|访谈|讲座|培训|演出|放映|播出|直播|开放|停水|停电|停气|施工|检修|开工|竣工|完工|值班)(?:(?:时间|日期|日|于)\s?[:：]?|\s?[:：]|(?<![\u4e00-\u9fff]{6}(?:会议|活动|召开|举办|举行|讲座|培训|访谈|演出)))\s?"
    r"|(?:浏览|点击|阅读|访问|次数|人气|电话|编号|索引号|文号|字号)[^\d]{0,4}|自\s?|(?:[将拟定已]|(?<!申)请)[于在]\s?)$"
)
#: A label 摇号时间, 监测日期 tells whose day it is; these are a record's own, all others those of what it is about.
_LABEL = re.compile(r"([\u4e00-\u9fff]{1,8})(?:时间|日期)\s?[:：]?\s?\Z")
_OWN_WORDS = re.compile(
    r"(?:发布|发表|发文|发稿|发送|公开|公布|公告|公示|更新|刊登|刊发|登载|上网|上传|上线|录入|添加|创建|编辑|修改|入库|推送|收录|转载|报道|播发|出版|投稿"
    r"|信息|文章|新闻|稿件|文件|成文|生成|印发|制发|签发|颁布|制作|提供|登记|填报|批准|通过|决定|审批|审核|立案|收文|来文|拍摄|采集"
    r"|提交|来信|写信|留言|提问|咨询|投诉|受理|回复|答复|办理|办结|处理|开始|征集|调查|起止|起始|最[后近]|的|年|月|日)\Z"
)
#: Behind a day until which something lasts, or from which it holds.
_UNTIL = re.compile(
    r"\s?(?:(?:截止|到期|结束)(?!时间|日|[:：])|止(?!\w)|之?前(?:(?!\w)|报名|提交|申报|反馈|办理|缴|有效)|以前|起(?:(?!\s{0,3}至|\w)|正?式?(?:施行|实施|执行|实行|生效|启用|停)))"
    r"|(?:正式|开始){0,2}(?:施行|实施|生效|失效|废止)(?!\w)"
)
#: A place or guests beside a day that is labelled 时间 and no more: an event's.
_OF_EVENT = re.compile(r"(?:地点|会场|嘉宾|主讲人?|参会人员)\s?[:：]")
_EVENT_LABEL = re.compile(r"\s{0,9}(?:时间|日期)\s?[:：]\s{0,9}")
_EVENT_TIME = re.compile(r"(?<![\u4e00-\u9fff])(?:时间|日期)\s?[:：]\s?(?:\d[\d年月日/.:：\s-]{0,24})?")
#: When a site was changed last, and the words of its foot.
_LAST_CHANGE = re.compile(r"(?:最[后近]|网站|本站|页面)更新[^\d]{0,8}$")
_FOOT = re.compile(r"版权|备案|主办|承办|Copyright|©|访问量")
#: A day that begins a period: 2026-10-01 至 2026-11-20.
_PERIOD = re.compile(r"\s{0,3}(?:起?至|到|[-—–~～]{1,2})\s{0,3}(?:\d|今)")
_PUBLISHED = re.compile(
    r"(?:发布|发文|公开|更新|发表|录入|添加)?(?:时间|日期)\s?[:：]?\s?$|发布于?\s?[:：]?\s?$"
)
_OWN_LABEL = re.compile(r"(?<![视音]频)(?<![解译][读文])发布|公布|公开")
#: A label that gives way to any other: of a change, of a part, of an answer.
_LESSER = re.compile(
    r"(?:更新|修改|修订|审核|采集|入库|登记|办结|答复|回复|评论|开始|起始|(?:[视音]频|解读|译文)发布)(?:时间|日期|于)?\s?[:：]?\s?\Z"
)
#: Greetings, counters and clocks of a page's head and foot: their 今天 is the day of the visit.
_FURNITURE = re.compile(
    r"[您你]是|[您你]好|欢迎|访客|来访|游客|访问(?:者|人|总|统计)|(?:位|个)(?:访问|网友|用户)|(?:总|次)访问|人次|在线(?:人数|用户|\d)|计数|今日是|今天是|天气|气温|农历|星期[一二三四五六日天]|登[录陆]"
)
#: What leads to the day of the visit, where that day is written out: 天气预报 2026-11-20 小雪.
_OF_THE_VISIT = re.compile(r"天气|气温|农历|欢迎|今天|今日|[您你]好")
#: A day and its weather: 2026-11-29 小雨转阴.
_WITH_SKY = re.compile(
    r"\d日?\s{0,3}(?:星期.|周.)?\s{0,3}(?:晴|多云|阴|雷?阵雨|[小中大暴][雨雪]|雨夹雪|[雾霾])(?=[转到间\s\d]|$)"
)
#: What may stand right before a relative word, as a label, and right after it.
_BEFORE_RELATIVE = re.compile(r"(?:[于在间期布新表:：]|[^\w\s]|^|\s)$")
_AFTER_RELATIVE = re.compile(r"\s*(?:$|[^\w]|\d|发布|发表|更新|来[自源]|上午|下午|凌晨|晚上|[（(]|\s)")
#: The same after 今天 and kin without a time of day: a greeting goes on otherwise (今天 晴).
_AFTER_WORD = re.compile(r"\s{0,9}(?:$|发布|发表|更新|来[自源]|[|·/\[【(（])")
#: Without one of these a text names no day.
_MAY_SAY = re.compile(r"[\d０-９一二三〇]|[今昨前]天|刚[刚才]")
#: A node that says what the next one is: `生效日期：`, `报名截止`.
_SAYS_NEXT = re.compile(
    r"(?:[:：]|日期|时间|截止|期至?|限|到期日|预计.{2}|浏览量?|次数|电话|编号|索引号|文号)\s*$"
)
_LETTER = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE = re.compile(r"[，。；！？,;]")
_BRACKETED = re.compile(r"[\[(（【]\s?(1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])日?\s?[\])）】]\s*$")
_WORD = re.compile(r"[a-z\u4e00-\u9fff]", re.IGNORECASE)
_OPEN, _CLOSE = " [(（【·•|", " ])）】|"
_BEHIND = re.compile(r"[\s\])）】|]{1,4}[\u4e00-\u9fff]")
_TIME, _SUMMARY = re.compile(r"[年:]"), 20
#: A line of facts within a link that holds its whole row: 2026-11-20 10:20 来源：某局 阅读 20.
_FACT = (
    r"(?:(?:(?:信息|稿件|文章|新闻)?来源|作者|编辑|责编|阅读|浏览|点击|发布(?:人|者|机构|单位)|人气|热度|评论|点赞)[^\s|·]{0,24}+"
    r"|(?!发[布表文]|公[开布]|日期|时间)[\u4e00-\u9fff]{2,6}[:：]\s?\d[\d年月日./-]{5,12}+(?: \d{1,2}:\d\d(?::\d\d)?)?)"
    r"[\s|·]{0,6}+(?:\d{1,7}次?(?![\d./年-])[\s|·]{0,6}+)?"
)
_FACTS = re.compile(
    rf"[\s|·]{{0,4}}+(?:{_FACT}){{0,3}}+(?:(?:发[布表文]|公[开布])?(?:时间|日期)\s?[:：]?\s?)?"
    r"((?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?!\d)(?:\s?\d{1,2}:\d\d(?::\d\d)?)?[\s|·]{0,6}+"
    rf"(?:{_FACT}){{0,4}}+"
)
#: So many days after the day in its address a row may still show its own day.
LATER = 31
#: A node this short, beside a date, is a label or a count and not a text.
_SHORT_NODE = 40
#: A row is no more lines, and its line of facts no longer.
_MOST_LINES, _LONGEST_FACTS = 12, 80
#: Of a longer one only the ends are read.
LONGEST_NODE = 1200


@dataclass(frozen=True, slots=True)
class RowDate:
    """What a row says of its day: a full day, or month and day that want a year."""

    on: date | None = None
    month_day: tuple[int, int] | None = None

    @property
    def is_stated(self) -> bool:
        """Whether the row says anything of its day."""
        return self.on is not None or self.month_day is not None


def row_date(
    beside: Sequence[str],
    inside: Sequence[str],
    told: Sequence[str],
    in_path: date | None,
    now: datetime | None,
) -> RowDate:
    """
    The day of a row: what a reader sees first, then attributes, then the address.

    *beside*: text nodes of the row outside its link. *inside*: the link's own nodes. *told*: attribute values.
    *in_path*: the day that the link's address carries.
    Dates inside a title or a summary are what the text is about and never count.
    """
    seen = seen_date(beside, in_path, now)
    if not seen.is_stated and len(inside) > 1:
        seen = told_in_full(seen_date(bare_pieces(inside), in_path, now), told)
        seen = seen if seen.is_stated or len(inside) > _MOST_LINES else _of_facts(inside)
    if seen.is_stated:
        return seen
    for value in told:
        if (day := _told(value)) is not None:
            return RowDate(day)
    own = narrow(_ends(" ".join(inside))).strip()
    if (day := _at_the_edge(own)) is not None:
        return RowDate(day)
    if in_path is not None:
        return RowDate(in_path)
    match = _BRACKETED.search(own)
    return RowDate(None, (int(match[1]), int(match[2]))) if match else RowDate()


def _of_facts(nodes: Sequence[str]) -> RowDate:
    """The day on the lines of facts of a link that holds its whole row, the first one where they name several."""
    lines = [narrow(node) for node in nodes if len(node) <= _LONGEST_FACTS and _MAY_SAY.search(node)]
    days = {found.on for line in lines if (said := _FACTS.fullmatch(line)) for found in find_dates(said[1])}
    return RowDate(min(days, default=None))


def is_others_label(words: str) -> bool:
    """Whether *words* end in a label that names the day of something other than a record: 摇号时间, 实施日期."""
    label = _LABEL.search(words)
    return label is not None and _OWN_WORDS.search(label[1]) is None


def _is_of_other(before: str) -> bool:
    """Whether the words right before a day name another day than that on which a record was published."""
    return _OTHER_DAY.search(before) is not None or is_others_label(before)


def seen_date(nodes: Sequence[str], in_path: date | None, now: datetime | None) -> RowDate:
    """The day that *nodes* show, as bare dates, pieces of one, relative words or beside a label."""
    if not any(_MAY_SAY.search(node) for node in nodes):
        return RowDate()
    if any(_OF_EVENT.search(node) for node in nodes):
        nodes = _without_event(nodes)
    said = _glued([figures(narrow(_ends(node))) for node in nodes])
    plain = [node for node in said if _MAY_SAY.search(node)]
    short = [node for node in said if len(node) <= _SHORT_NODE and not _SENTENCE.search(node)]
    labels = [node for node in short if _MAY_SAY.search(node)]
    dates = _full_dates([node for node in short if not _is_of_the_visit(node, now)])
    if dates:
        return RowDate(dates[0].on)
    if (day := split_date(bare_pieces(labels))) is not None:
        return RowDate(day)
    month_day = _month_day(short)
    if month_day is not None:
        return RowDate(None, month_day) if in_path is None else RowDate(_bounded(in_path, month_day))
    if now is not None:
        for node in () if _FURNITURE.search(" ".join(nodes)) else labels:
            if (relative := find_relative(node, now)) is not None and _stands_alone(node, relative):
                return RowDate(relative.on)
    for node, label in _with_labels(said):
        for found in find_dates(node):
            before = (label[-_SHORT_NODE:] + node[: found.start])[-_SHORT_NODE:]
            is_set_apart = _PUBLISHED.search(before) or _closes(node, found) or _opens(node, found)
            if not _is_of_other(before[-24:]) and is_set_apart:
                return RowDate(found.on)
    english = next((one for node in plain for one in find_english_dates(node)), None)
    return RowDate(english.on) if english is not None else RowDate()


def _without_event(nodes: Sequence[str]) -> list[str]:
    """*nodes* without the time of an event, which stands behind 时间： in the same node or in the next."""
    kept = [_EVENT_TIME.sub("", node) for node in nodes]
    bare = [_EVENT_LABEL.fullmatch(node) is not None for node in nodes]
    return [node for n, node in enumerate(kept) if node and not (n and bare[n - 1])]


def _glued(nodes: list[str]) -> list[str]:
    """*nodes*, those put together that are figures of one day parted by its signs: `2026`, `-`, `11`, `-`, `20`."""
    if not any(node in _SIGNS for node in nodes):
        return nodes
    found, run = list[str](), list[str]()
    for node in (*nodes, ""):
        if _PART.fullmatch(node):
            run.append(node)
            continue
        found += ["".join(run)] if _GLUED.fullmatch("".join(run)) else run
        found.append(node)
        run = []
    return found[:-1]


#: The signs of a day in nodes of their own, a part of it, and the whole.
_SIGNS = frozenset("-/.年月日")
_PART = re.compile(r"[\[(（【]?(?:(?:19|20)?\d{1,2}|[-/.年月日]|\d{1,2}[月日]|日?[\])）】])")
_GLUED = re.compile(r"[\[(（【]?(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\])）】]?")


def _ends(text: str) -> str:
    """*text*, of a long one its two ends: a row's day stands at one of them, and a thousand days in one line are none."""
    return (
        text if len(text) <= LONGEST_NODE else f"{text[: LONGEST_NODE // 2]} … {text[-LONGEST_NODE // 2 :]}"
    )


def _full_dates(nodes: Sequence[str]) -> list[FoundDate]:
    """Full dates beside no foreign label: those labelled as publish dates, then bare ones, then those in running words, those that begin a period."""
    found: list[tuple[int, int, FoundDate]] = []
    for node, label in _with_labels(nodes):
        for one in find_dates(node, short=True):
            before = (label + node[: one.start])[-24:]
            if (
                not _is_of_other(before)
                and _UNTIL.match(node, one.end) is None
                and not _is_of_the_foot(node, before)
            ):
                rank = 0 if _OWN_LABEL.search(before[-8:]) else 2 if _in_words(node, one) else 1
                rank = 2 if _LESSER.search(before[-12:]) is not None else rank
                rank = 3 if _PERIOD.match(node, one.end) is not None else rank
                found.append((rank, len(found), one))
    return [one for _, _, one in sorted(found, key=lambda entry: entry[:2])]


def _is_of_the_foot(node: str, before: str) -> bool:
    """Whether a day is that of the site's last change, in the text of its foot."""
    return _LAST_CHANGE.search(before) is not None and _FOOT.search(node) is not None


def _is_of_the_visit(node: str, now: datetime | None) -> bool:
    """Whether a text tells the day of the visit beside a greeting or the weather, or any day's weather."""
    if _WITH_SKY.search(node):
        return True
    return _OF_THE_VISIT.search(node) is not None and any(is_today(one.on, now) for one in find_dates(node))


def _with_labels(nodes: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every node that may say a day, with the node before it where that one says what it is."""
    label = ""
    for node in nodes:
        if _MAY_SAY.search(node):
            yield node, label
        label = node if _SAYS_NEXT.search(node) and not node[:1].isdigit() else ""


def _in_words(node: str, found: FoundDate) -> bool:
    """Whether letters stand close on both sides of a date, as in running text."""
    before, after = node[: found.start][-1:], node[found.end : found.end + 1]
    return _LETTER.match(before) is not None and _LETTER.match(after) is not None


def _month_day(nodes: Sequence[str]) -> tuple[int, int] | None:
    for node, label in reversed(list(_with_labels(nodes))):
        matches = [
            one
            for one in _YEARLESS.finditer(node)
            if not _is_of_other((label + node[: one.start()])[-24:]) and _UNTIL.match(node, one.end()) is None
        ]
        if matches:
            match = matches[-1]
            return int(match[1] or match[3]), int(match[2] or match[4])
    return None


def _closes(node: str, found: FoundDate) -> bool:
    """Whether a date stands at the very end of a text, set apart from it."""
    before = node[: found.start]
    return not node[found.end :].strip(_CLOSE) and (not before or before[-1] in _OPEN)


def _opens(node: str, found: FoundDate) -> bool:
    """Whether a date in figures stands at the very beginning of a summary, set apart from it and without a time: [2026-11-20] 全市…."""
    is_bare = not node[: found.start].strip(_OPEN) and _TIME.search(node[found.start : found.end]) is None
    is_long = len(node) - found.end >= _SUMMARY and _WITH_SKY.search(node) is None
    return is_bare and is_long and _BEHIND.match(node, found.end) is not None


def _told(value: str) -> date | None:
    """The day of an attribute that holds little else, or that labels it, or whose last line it is."""
    text = narrow(_ends(value)).replace("T", " ")
    last = text.rstrip().rfind("\n") + 1
    for found in find_dates(text):
        before = text[: found.start]
        label = before[before.rfind("\n") + 1 :][-24:]
        rest = before[last:].strip() + text[found.end :].strip()
        is_labelled = _PUBLISHED.search(label) and not _is_of_other(label)
        if is_labelled or not _WORD.search(rest):
            return found.on
    return _at_the_edge(text)


def _at_the_edge(text: str) -> date | None:
    """A date in figures at either end of the link's text, set apart from the title."""
    for found in reversed(find_dates(text)):
        if "年" in text[found.start : found.end]:
            bracketed = found.start > 0 and text[found.start - 1] in "[(（【" and _closes(text, found)
            if not bracketed:
                continue
        after = text[found.end : found.end + 1]
        if _closes(text, found) or (not text[: found.start].strip(_OPEN) and (not after or after in _CLOSE)):
            return found.on
    return None


def told_in_full(said: RowDate, told: Sequence[str]) -> RowDate:
    """*said*, its year that of an attribute which tells the same month and day in full; else as it was."""
    if said.on is not None or said.month_day is None:
        return said
    days = (_told(value) for value in told if "20" in value)
    full = next((day for day in days if day is not None and (day.month, day.day) == said.month_day), None)
    return RowDate(full, said.month_day) if full is not None else said


def _stands_alone(node: str, found: FoundDate) -> bool:
    """Whether a relative word is all that is said, or labelled: 发布于昨天, 3天前 来源：…; not 今天第1234位, 三年前今天."""
    after = _AFTER_WORD if node[found.start : found.end] in ("今天", "昨天", "前天") else _AFTER_RELATIVE
    return (
        _BEFORE_RELATIVE.search(node[: found.start]) is not None
        and after.match(node[found.end :]) is not None
    )


def _bounded(path: date, month_day: tuple[int, int]) -> date:
    """*month_day* near the day in the address; months after it, it is the day of the document, and the address tells."""
    near = _near(path, month_day)
    return near if near is not None and near - path <= LATER * DAY else path


def _near(path: date, month_day: tuple[int, int]) -> date | None:
    """*month_day* in the year that brings it nearest to the day in the address."""
    days = [make_day(path.year + shift, *month_day) for shift in (-1, 0, 1)]
    return min((day for day in days if day), key=lambda day: abs((day - path).days), default=None)


def make_day(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
