"""Words as a mail may hold them: whatever a page said, one line, of bearable length."""

import unicodedata
from datetime import date

from monitor.domain.sentence import Text
from monitor.wording.say import for_unit


def clean(text: str, limit: int = 80) -> str:
    """
    *text* on one line, without control, direction and unpaired-surrogate characters, cut at *limit*.

    U+2028 and its kin become a space: in a header they would stop the mail.
    """
    spaced = " ".join(text[: limit * 40].split())
    plain = "".join(one for one in spaced if unicodedata.category(one)[0] != "C")
    plain = " ".join(plain.split())
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def day_words(day: date, night: date) -> str:
    """11月20日; with its year when that is not *night*'s."""
    words = f"{day.month}月{day.day}日"
    return words if day.year == night.year else f"{day.year}年{words}"


def days_words(left: int) -> str:
    """剩3天，今天到期，超期5天."""
    code = "left" if left > 0 else "over" if left else "today"
    return for_unit(Text(f"left.{code}", {"n": abs(left)}))
