"""Official words and safe ones: outcomes, dates, numerals, and text from pages made harmless."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime

from monitor.domain.sentence import JOINED, Text
from monitor.domain.sentence import joined as joined_texts
from monitor.domain.timing import SHANGHAI, check_aware, day_of
from monitor.domain.verdict import Threshold
from monitor.quarter.figures import Quarterly
from monitor.regulations.editions import heading_and_item
from monitor.rules.suspicions import SUSPICIONS
from monitor.wording.labels import PLATFORMS
from monitor.wording.say import amount, for_document, label

NUMERALS = ("零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
OPERATORS = {">=": "≥", ">": "＞", "<=": "≤", "<": "＜"}

_LONE = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def writable(text: str) -> str:
    """*text* without what no file of Word or Excel can hold: control characters, halves of characters."""
    return _CONTROL.sub(" ", _LONE.sub("", text))


def clean(text: str, most: int = 300) -> str:
    """
    *text* on one line, without control and direction characters, at most *most* characters.

    Titles and sources come from pages and may hold anything.
    """
    if len(text) <= most and text.isprintable() and "  " not in text:
        return text.strip()  # as most are: nothing of all that is printable
    plain = "".join(
        " " if unicodedata.category(mark) in ("Cc", "Zl", "Zp") else mark
        for mark in _LONE.sub("", text[: most * 4])
        if unicodedata.category(mark) not in ("Cf", "Cs", "Co", "Cn")
    )
    plain = re.sub(r"\s+", " ", plain).strip()
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def official(text: Text | None, most: int = 300) -> str:
    """*text* for an office, days as official documents write them; "" where there is none."""
    return clean(for_document(text), most) if text is not None else ""


def confirmed(text: Text, most: int = 300) -> str:
    """*text* as `official` has it, without what people are only asked to look at; "" where that is all."""
    if text.code in SUSPICIONS:
        return ""
    parts = text.params.get("parts") if text.code == JOINED else None
    if not isinstance(parts, tuple):
        return official(text, most)
    confirmed_parts = [one for one in parts if isinstance(one, Text) and one.code not in SUSPICIONS]
    return official(joined_texts(*confirmed_parts), most) if confirmed_parts else ""


#: Brackets inside brackets (括号套用), where a pause may stand for them: nothing follows, or a pause or the outer bracket does.
_LAST = re.compile(r"（([^（）]*)）(?=[，；。：）]|$)")


def bracketed(text: str) -> str:
    """
    *text* in brackets, and none in those (括号不套用): what it has in brackets itself is joined on, `（首页无法读取，被防火墙拦截）`;
    where words follow, as after the names of a list, those stand in 〔〕.
    """
    plain, found = text, 1
    while found:
        plain, found = _LAST.subn(r"，\1", plain)
    if set("（）") & set(plain):  # of a reason that was cut short, the end may be missing
        plain = (text + "）" * (text.count("（") - text.count("）"))).translate(_OTHER)
    return f"（{plain.lstrip('，')}）"


_OTHER = str.maketrans("（）", "〔〕")


def percent(part: int, whole: int, places: int = 1) -> str:
    """*part* of *whole* in percent, rounded half up (四舍五入): 9 of 16 is 56.3%."""
    scale: int = 10**places
    figure = (200 * scale * part + whole) // (2 * whole)
    return f"{figure // scale}.{figure % scale:0{places}d}%"


def numeral(number: int) -> str:
    """1 to 99 in Chinese: 十一."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")


def day_text(day: date) -> str:
    """2026年10月18日."""
    return f"{day.year}年{day.month}月{day.day}日"


def moment_words(moment: datetime) -> str:
    """2026年10月18日24时 for the end of a day, 9时 for a full hour, else with hour and minute."""
    local = check_aware(moment)
    if (local.hour, local.minute) == (23, 59):
        return f"{day_text(day_of(local))}24时"
    if local.minute == 0:
        return f"{day_text(day_of(local))}{local.hour}时"
    return f"{day_text(day_of(local))}{local.hour}时{local.minute:02d}分"


def quarter_text(quarter: str) -> str:
    """2026年第三季度."""
    return f"{quarter[:4]}年第{NUMERALS[int(quarter[-1])]}季度"


def limit_words(name: str, limit: Threshold) -> str:
    """One limit of a clause: 更新时限＞14天. A limit without a Chinese name keeps its own."""
    return f"{label('limit', name)}{OPERATORS[limit.op]}{amount(limit.value, limit.unit)}"


def indicator(name: str) -> str:
    """An indicator's name in a sentence: 栏目不更新（空白栏目）."""
    heading, item = heading_and_item(name)
    return f"{clean(heading)}（{item}）" if item else clean(heading)


def named(name: str, platform: str = "") -> str:
    """A subject's name; an account's with its platform, as one name often stands on several."""
    return f"{clean(name)}（{PLATFORMS.get(platform, platform)}）" if platform else clean(name)


def sentence(text: str) -> str:
    """*text* with a full stop at its end."""
    return text if text.endswith(("。", "！", "？")) else f"{text.rstrip('；;，,. ')}。"


def joined(names: Sequence[str], most: int = 30) -> str:
    """Names with 、 between them; what is more than *most* is counted."""
    shown = "、".join(names[:most])
    return f"{shown}等{len(names)}个" if len(names) > most else shown


def chain_said(quarterly: Quarterly) -> str:
    """What the records behind the figures can be held against later, as the notice states it; "" where nothing was stored."""
    newest = quarterly.chain
    if newest is None:
        return ""
    at = newest.at.astimezone(SHANGHAI)
    return (
        f"本次检查所依据的监测记录已存证，截至{at.year}年{at.month}月{at.day}日{at:%H时%M分%S秒}记录链共{newest.number}环，"
        f"记录链校验值为{newest.hash}。"
    )
