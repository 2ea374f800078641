"""Words as a mail may hold them: whatever a page said, one line, of bearable length."""

import unicodedata
from datetime import date


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
    """剩 3 天, 今天到期, 超期 5 天."""
    if left > 0:
        return f"剩{left}天"
    return "今天到期" if left == 0 else f"超期{-left}天"
