"""Official words and safe ones: outcomes, dates, numerals, and text from pages made harmless."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime

from monitor.domain.sentence import JOINED, Text
from monitor.domain.sentence import joined as joined_texts
from monitor.domain.timing import SHANGHAI, check_aware, day_of
from monitor.domain.verdict import Conclusion, Outcome, Threshold
from monitor.quarter.figures import Quarterly
from monitor.rules.suspicions import SUSPICIONS
from monitor.wording.labels import PLATFORMS
from monitor.wording.say import for_document

OUTCOMES = {
    Outcome.PASS: "合格",
    Outcome.FAIL: "不合格",
    Outcome.UNKNOWN: "尚不能判定",
    Outcome.NOT_APPLICABLE: "不适用",
}
CONCLUSIONS = {
    Conclusion.QUALIFIED: "合格",
    Conclusion.UNQUALIFIED: "不合格",
    Conclusion.UNDECIDED: "尚不能判定",
}
NUMERALS = ("零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
#: Names of the clauses' limits.
LIMITS = {
    "window_days": "监测天数",
    "visits_per_day": "每天访问次数",
    "deadline_s": "打开时限（秒）",
    "fail_from_percent": "打不开次数占比（%）",
    "days": "未更新天数",
    "snapshots": "首页快照天数",
    "news_days": "动态要闻类未更新天数",
    "notice_months": "通知政策类未更新月数",
    "blank_days": "空白核对天数",
    "fail_from_columns": "栏目个数",
    "window_months": "监测月数",
    "answer_months": "未回应月数",
    "fail_from_messages": "留言件数",
    "missing_groups": "缺失要素类别",
    "fail_from_guides": "事项个数",
    "silent_days": "未更新天数",
    "missing_days": "无法下载天数",
    "update_months": "留言更新月数",
    "element_percent": "要素齐全占比（%）",
}
OPERATORS = {">=": "≥", ">": "＞", "<=": "≤", "<": "＜"}
STATES = {"stale": "更新不及时", "blank": "空白栏目"}

_LONE = re.compile(r"[\ud800-\udfff\ufffe\uffff]")


def clean(text: str, most: int = 300) -> str:
    """
    *text* on one line, without control and direction characters, at most *most* characters.

    Titles and sources come from pages and may hold anything.
    """
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
    kept = [one for one in parts if isinstance(one, Text) and one.code not in SUSPICIONS]
    return official(joined_texts(*kept), most) if kept else ""


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
    """One limit of a clause: 未更新天数＞14. A limit without a Chinese name keeps its own."""
    return f"{LIMITS.get(name, name)}{OPERATORS[limit.op]}{limit.value}"


def indicator(name: str) -> str:
    """An indicator's name in a sentence: 栏目不更新（空白栏目）."""
    first, mark, rest = clean(name).partition("·")
    return f"{first}（{rest}）" if mark else first


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
