"""When a post was published, from the words of platforms (发布时间): to Shanghai, or not understood."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.domain.timing import SHANGHAI, day_of

_AGO = re.compile(r"(\d+)\s*(秒|分钟|小时|天)前")
_UNITS = {"秒": "seconds", "分钟": "minutes", "小时": "hours", "天": "days"}
_DAYS_BACK = {"今天": 0, "昨天": 1, "前天": 2}
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_FULL = re.compile(r"(?<!\d)(\d{4}|\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_SHORT = re.compile(r"(?<!\d)(\d{1,2})[-/.月](\d{1,2})日?(?!\d)")
_WEIBO = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{2}:\d{2}:\d{2}) ([+-]\d{4}) (\d{4})")
_CHINA_TIME = re.compile(r"\bCST\b")
_ZONE = re.compile(r"(GMT|UTC|Z|[+-]\d{2}:?\d{2}|\b[ECMP][SD]T)\s*$")


@dataclass(frozen=True, slots=True)
class When:
    """A day, and the moment where the words state one. Both None: not understood."""

    on: date | None = None
    at: datetime | None = None


def moment(at: datetime) -> When:
    """*at* as a day and a moment in Shanghai."""
    here = at.astimezone(SHANGHAI)
    return When(here.date(), here)


def from_seconds(value: object) -> When:
    """Unix seconds or milliseconds, as a number or digits."""
    try:
        seconds = float(str(value))
        seconds = seconds / 1000 if seconds > 10**11 else seconds
        return moment(datetime.fromtimestamp(seconds, UTC)) if seconds > 0 else When()
    except (ValueError, OverflowError, OSError):
        return When()


def parse_time(text: str, now: datetime) -> When:
    """
    The time that *text* states, seen at *now*.

    Knows RFC 822 and ISO 8601, the words of Chinese platforms (刚刚, 5分钟前, 昨天 09:41, 11-03) and weibo's English
    form. No zone means Shanghai, `CST` means China. A day without its year is the newest one that is not ahead.
    """
    words = text.strip()
    if not words:
        return When()
    try:
        return _relative(words, now) or _standard(words) or _written(words, now) or When()
    except (ValueError, OverflowError):
        return When()


def _relative(words: str, now: datetime) -> When | None:
    if words.startswith("刚刚"):
        return moment(now)
    if (ago := _AGO.search(words)) is not None:
        at = now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        return When(day_of(at)) if ago[2] == "天" else moment(at)
    for name, back in _DAYS_BACK.items():
        if name in words:
            return _with_clock(day_of(now) - timedelta(days=back), words)
    return None


def _standard(words: str) -> When | None:
    if (weibo := _WEIBO.search(words)) is not None:
        text = f"{weibo[2]} {weibo[1]} {weibo[5]} {weibo[3]} {weibo[4]}"
        return moment(parsedate_to_datetime(text))
    if re.match(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}", words):
        at = datetime.fromisoformat(re.sub(r"\s+([+-]\d{2}:?\d{2})$", r"\1", words.replace("Z", "+00:00")))
        return moment(at.replace(tzinfo=SHANGHAI) if at.tzinfo is None else at)
    if re.search(r"\d{1,2} [A-Z][a-z]{2,8} \d{2,4}", words):
        china = _CHINA_TIME.sub("+0800", words)
        at = parsedate_to_datetime(china)
        if at.tzinfo is None:
            # `-0000` means UTC without a zone; nothing at all means here
            stated = words.endswith("-0000")
            at = at.replace(tzinfo=UTC if stated else SHANGHAI)
        return moment(at)
    return None


def _written(words: str, now: datetime) -> When | None:
    if (full := _FULL.search(words)) is not None:
        year = int(full[1]) if len(full[1]) == 4 else 2000 + int(full[1])
        return _with_clock(date(year, int(full[2]), int(full[3])), words[full.end() :])
    if (short := _SHORT.search(words)) is not None:
        today = day_of(now)
        month, day = int(short[1]), int(short[2])
        for year in (today.year, today.year - 1, today.year - 2, today.year - 3, today.year - 4):
            try:
                found = date(year, month, day)
            except ValueError:  # 29 February
                continue
            if found <= today + timedelta(days=1):
                return _with_clock(found, words[short.end() :])
    if (clock := _CLOCK.fullmatch(words)) is not None:
        return _with_clock(day_of(now), clock[0])
    return None


def _with_clock(day: date, words: str) -> When:
    clock = _CLOCK.search(words)
    if clock is None:
        return When(day)
    zone = UTC if _ZONE.search(words) and words.rstrip().endswith(("Z", "GMT", "UTC")) else SHANGHAI
    return moment(
        datetime(day.year, day.month, day.day, int(clock[1]), int(clock[2]), int(clock[3] or 0), tzinfo=zone)
    )
