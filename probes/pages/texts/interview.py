"""Who was asked in an interview, what was asked, and whether it is only announced (在线访谈)."""

import re
from datetime import date

from probes.pages.dates.dates import find_dates

_GUEST = re.compile(
    r"(?:访谈|本期|受访|主讲|特邀|采访)?(?:嘉宾|主讲人|受访人|发布人|解读人)(?:姓名|介绍)?\s{0,3}[：:]\s{0,3}([^\n：:]{2,80})"
)
_ANNOUNCES = re.compile(r"预告|下期|即将(?:开始|举行|播出)|敬请(?:关注|期待)|提问(?:征集|时间)|征集问题")
_WHEN = re.compile(r"(?m)(?:访谈|直播|活动|播出|举行|开始|^)(?:时间|日期)\s{0,3}[：:]")
_ASKS = re.compile(
    r"(?m)^\s*(?:\[|【|〔)?(?:网友|网民|问题?|记者|Q\d{0,2})[^\n：:]{0,16}(?:\]|】|〕)?\s*[：:]"
)
_ANSWERS = re.compile(
    r"(?m)^\s*(?:\[|【|〔)?(?:答复?|嘉宾|局长|主任|书记|区长|县长|市长|A\d{0,2}|回复|回答)[^\n：:]{0,16}(?:\]|】|〕)?\s*[：:]"
)


def guest_of(text: str) -> str:
    """The guest as the page names him, with his office; "" where it names none."""
    found = _GUEST.search(text)
    return found[1].strip() if found is not None else ""


def announces(title: str, text: str) -> bool:
    """Whether the page announces an interview: its title says so, or its text without any answer."""
    return bool(_ANNOUNCES.search(title) or (_ANNOUNCES.search(text[:600]) and not _ANSWERS.search(text)))


def day_of_interview(text: str) -> date | None:
    """The day on which the interview takes place, where the page states it beside 访谈时间 or the like."""
    for match in _WHEN.finditer(text):
        found = find_dates(text[match.end() : match.end() + 40])
        if found:
            return found[0].on
    return None


def asked_and_answered(text: str) -> tuple[int, int]:
    """How many questions and how many answers the record marks as such."""
    return len(_ASKS.findall(text)), len(_ANSWERS.findall(text))
