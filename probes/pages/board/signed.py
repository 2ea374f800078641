"""The day that signs a reply (落款日期): at the end of a line, below or behind the office that signs it."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from probes.pages.dates.dates import find_dates
from probes.pages.dates.moment import is_today

SKIN = " ()（）[]【】。.,，|"
OFFICE = re.compile(r"[局委办厅府会心院队处室站所镇乡社司组科道]$")
TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_SIGNED = re.compile(rf"(?:^|[\s(（【\[。！!；;，,]|{OFFICE.pattern[:-1]})$")
#: An office's name, of which no sentence is made (请到社保局, 已报住建局).
_NAME = re.compile(
    rf"(?![^ ]{{0,24}}(?:[请到由已将不是了您你可没无在向归]|属于))[\u4e00-\u9fff]{{1,23}}{OFFICE.pattern}"
)
_LONGEST_SIGNATURE, _MOST_NAMES = 60, 3
#: What a sentence has right before a day.
_SPOKEN = re.compile(r"[于至在到自从定为是及和约、，,]\s{0,3}$")


def only_day(values: Sequence[str], now: datetime) -> date | None:
    """
    The one day that a line of a reply says alone, or that ends one as under a signature; None where lines differ.

    Rows of other letters below end in days too, and a clock shows today's: that one only below or behind an office.
    """
    days = set[date]()
    for over, value in zip(["", *values], values, strict=False):
        day = day_of_line(value)
        signed = OFFICE.search(over) is not None or not value[:1].isdigit()
        if day is not None and (signed or not is_today(day, now)):
            days.add(day)
    return days.pop() if len(days) == 1 else None


def day_of_line(value: str) -> date | None:
    """The day of a line that says nothing else, or ends in it. A day within its sentences (将于9月1日前完成) is another's."""
    tail = value[-60:]
    for one in find_dates(tail, short=True)[-1:]:
        before, behind = tail[: one.start], TIME.sub("", tail[one.end :]).strip(SKIN)
        if behind or (len(tail) < len(value) and not before):
            return None
        return one.on if _SIGNED.search(before) and not _SPOKEN.search(before) else None
    return None


def signs_only(text: str) -> bool:
    """Whether a text is nothing but a signature: the names of one to three offices, with a day perhaps (市城管局 2026-09-05)."""
    if len(text) > _LONGEST_SIGNATURE:
        return False
    day = next(iter(find_dates(text, short=True)), None)
    names = (TIME.sub("", text[: day.start] + " " + text[day.end :]) if day is not None else text).split()
    named = [name for one in names if (name := one.strip(SKIN))]
    return 0 < len(named) <= _MOST_NAMES and all(map(_NAME.fullmatch, named))
