"""When a survey or solicitation runs, and where its results are told (调查征集)."""

import re
from collections.abc import Sequence
from datetime import date

from monitor.domain.text_page import TextLink
from probes.pages.dates.dates import find_dates

_PERIOD = re.compile(
    r"(?:征集|调查|征求意见|活动|公示|起止|有效|反馈|投票|问卷)(?:意见)?(?:的)?(?:时间|期限|日期|期)|(?:时间|日期)范围"
)
_ENDS = re.compile(r"截止|截至|结束(?:时间|日期)|(?:于|在)[^。；\n]{6,24}[日号](?:之)?前")
_STARTS = re.compile(r"开始(?:时间|日期)|起始(?:时间|日期)")
_OVER = re.compile(r"(?:已|征集|调查|活动|征求意见)(?:经)?(?:结束|截止|关闭)(?!时间|日期)")
_RUNNING = re.compile(r"(?:状态[：:]?\s*)?(?:正在(?:进行|征集)|进行中|征集中|调查中)")
_RESULT = re.compile(r"(?:结果|反馈|采纳|采用|意见(?:汇总|处理)|调查报告)")
_TOLD_HERE = re.compile(
    r"(?:结果反馈|征集结果|调查结果|反馈结果|意见采纳(?:情况)?|采纳情况|意见反馈情况|结果公布)[：:\s]*([^\n]{0,200}(?:\n[^\n]{0,200}){0,3})"
)
#: So many characters below such a heading are a result, and no empty place.
RESULT_FROM = 20
_REACH = 60


def period_of(text: str) -> tuple[date | None, date | None]:
    """First and last day that the page states beside words such as 征集时间; None where it states none."""
    starts: date | None = None
    ends: date | None = None
    for match in _PERIOD.finditer(text):
        days = [one.on for one in find_dates(text[match.end() : match.end() + _REACH])]
        if len(days) >= 2 and days[0] <= days[1]:
            return days[0], days[1]
    if (begins := _STARTS.search(text)) is not None:
        starts = next((one.on for one in find_dates(text[begins.end() : begins.end() + _REACH])), None)
    for match in _ENDS.finditer(text):
        around = text[match.start() : match.end() + _REACH]
        ends = next((one.on for one in find_dates(around)), None)
        if ends is not None:
            break
    return starts, ends


def ended(text: str) -> bool | None:
    """Whether the page says that the activity is over; None: it says neither."""
    if _OVER.search(text):
        return True
    return False if _RUNNING.search(text) else None


def feedback_of(text: str, links: Sequence[TextLink]) -> str:
    """Where its results are told: the address of a link named so, `here` where they stand on the page, else ""."""
    for one in links:
        if _RESULT.search(one.title):
            return one.url
    told = _TOLD_HERE.search(text)
    return "here" if told is not None and len("".join(told[1].split())) >= RESULT_FROM else ""
