"""The line under a title that says source, author, counts, and mostly the publish day (稿件信息行)."""

import re

from probes.pages.dates.dates import FoundDate

#: What may stand on the same line as a publish day under a title.
FURNITURE = re.compile(
    r"视力保护色?|□|来源|作者|浏览|阅读|点击|人气|字号|字体|大中小|打印|分享|编辑|责编|审核|供稿|访问|次数|关闭|收藏|稿源|发布|时间|日期|评论|我要|扫一扫|背景|"
    r"\[|\]|【|】|\(|\)|（|）|:|\||/|第|次|大|中|小|[A-Za-z0-9]|\s"
)
#: More of a line is not looked at on either side of a date, nor farther below it: no publish line is as long.
LONGEST_LINE = 400
#: So far below stands what does not stand at all.
NO_TEXT = 100_000
#: Running text.
PROSE = re.compile(r"[^\n]{12}[，。；？！]")
#: Words that a date goes on with, on its own line and on the next one (a date in bold stands on a line of its own).
_NEXT_LINE = re.compile(
    r"[，,。、至到起前后]|\d{0,2}\s?[-—–~～]{1,2}\s?\d{1,2}\s?时|(?:[上下]午|凌晨|中午|傍晚|晚上?|当[天日晚])[，,]?"
)
_GOES_ON = re.compile(
    rf"{_NEXT_LINE.pattern}|[^\s\n\[(【（来作浏点阅责编字发人分访打【|:：A-Za-z0-9]{{1}}[^\n]{{0,2}}[，,]"
)
#: Who published it.
SOURCE = re.compile(
    r"(?:信息|文章|稿件|新闻|内容)?(?:来\s{0,4}源|稿源|发布机构|发布单位|信息来源|供稿单位)\s{0,3}[:：]\s{0,4}([^\s|:：\[\]【】]{2,40})"
)


#: Who wrote, checked or filed it.
PERSON = re.compile(
    r"(?:责任?编辑?|编\s?辑|作\s?者|审\s?[核稿签]|校\s?对|录\s?入|签\s?发|供\s?稿|摄\s?影|发布)(?:人员?|者)?\s?[:：]\s?[^\s|:：\[\]【】\d]{1,12}"
)


def without_facts(line: str) -> str:
    """What is left of *line* without what stands beside a publish day."""
    return FURNITURE.sub("", PERSON.sub("", SOURCE.sub("", line)))


def rest_of_line(text: str, found: FoundDate) -> str:
    """What else stands on the date's own line."""
    first, last = max(0, found.start - LONGEST_LINE), found.end + LONGEST_LINE
    start = max(first, text.rfind("\n", first, found.start) + 1)
    end = text.find("\n", found.end, last)
    return text[start : found.start] + text[found.end : last if end < 0 else end]


def is_furniture(rest: str) -> bool:
    """Whether a line holds nothing but what stands beside a publish day: source, author, counts."""
    if len(rest) > 120:
        return False
    source = SOURCE.sub("", rest.replace("〔〕", ""))
    left = FURNITURE.sub("", source)
    return len(left) <= 24 and not re.search(
        r"[，。；！？〔〕]|通过|修正|修订|(?:当前|所在)位置|首页", rest.replace("〔〕", "")
    )


def in_prose(text: str, found: FoundDate) -> bool:
    """A date that the next words go on from: `2020年1月8日，新疆…`; the next line's own words (`据了解，…`) do not."""
    whole = text[found.end : found.end + 12]
    after = whole.lstrip("\n ")
    before = text[max(0, found.start - 6) : found.start]
    goes_on = _NEXT_LINE if "\n" in whole[: len(whole) - len(after)] else _GOES_ON
    return goes_on.match(after) is not None or bool(
        re.search(r"(?:[，,、(（于在自从至到]\s?|。 ?)\Z", before) and not re.search(r"[(（\[【]\s?$", before)
    )


def text_begins(text: str, found: FoundDate) -> int:
    """How far below a date running text begins; `NO_TEXT` where none does."""
    match = PROSE.search(text, found.end, found.end + 2 * LONGEST_LINE)
    return match.start() - found.end if match is not None else NO_TEXT
