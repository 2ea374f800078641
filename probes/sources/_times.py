"""When a post was published, from the words of platforms (发布时间): to Shanghai, or not understood."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from monitor.domain.timing import SHANGHAI, add_months, day_of

#: Earlier days are machines' zeros (1970-01-01, 0001-01-01), not days on which anything was posted.
FIRST_YEAR = 2000
#: The platform and this machine may disagree by so much about what time it is.
SKEW = timedelta(minutes=10)
#: A longer text states no time.
LONGEST = 1000

_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_MONTHS = {name: n for n, name in enumerate(_ENGLISH, 1)}
_MONTHS |= {f"{name}月": n for n, name in enumerate(_NUMERALS, 1)} | {f"{n}月": n for n in range(1, 13)}
_NAME = r"([A-Za-z]{3})[a-z]{0,6}\.?"
_CHINESE = r"((?:十[一二]?|[一二三四五六七八九]|\d{1,2})月)"

_TAG = re.compile(r"<[^>]{0,500}>")
_AGO = re.compile(r"((?<!\d)\d{1,9}|半|一|两)\s?个?\s?(秒|分|小时|天|周|星期|月|年)钟?之?前")
_COUNTS = {"半": 0.5, "一": 1.0, "两": 2.0}
_UNITS = {"秒": "seconds", "分": "minutes", "小时": "hours"}
_DAYS_BACK = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2}
_STAMP = re.compile(r"\d{10}|\d{13}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?")
_FULL = re.compile(r"(?<!\d)(\d{4}|\d{2})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_SHORT = re.compile(r"(?<![\d./-])(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?![\d./-])")
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}})[ -](?:{_NAME}|{_CHINESE})[ ,-]+(\d{{4}}|\d{{2}})(?!\d)")
_MONTH_FIRST = re.compile(rf"\b{_NAME} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)")
_YEAR_AT_END = re.compile(rf"\b{_NAME} (\d{{1,2}}) (\d{{1,2}}:.{{0,60}}?) (\d{{4}})$")

_CLOCK = re.compile(r"(\d{1,2})\s*[:时点]\s*(\d{2})(?:\s*[:分]\s*(\d{2}))?(?:[.,]\d+)?")
_AFTERNOON = re.compile(r"下午|晚上|傍晚|\bPM\b|(?<=\d)PM\b", re.IGNORECASE)
_MORNING = re.compile(r"上午|凌晨|早上|\bAM\b|(?<=\d)AM\b", re.IGNORECASE)
_OFFSET = re.compile(r"\s?(?:GMT|UTC|UT)?\s?([+-])(\d{1,2})(?::?(\d{2}))?\b")
_ZONE = re.compile(r"\s?(?:[AP]M\s?)?(Z|GMT|UTC|UT|[ECMP][SD]T|HKT|[JK]ST)\b", re.IGNORECASE)
#: CST is China's here, as both feed libraries get it wrong by 14 hours.
_HOURS = {
    "Z": 0, "GMT": 0, "UTC": 0, "UT": 0, "CST": 8, "HKT": 8, "JST": 9, "KST": 9,
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class When:
    """A day, and the moment where the words state one. Both None: not understood."""

    on: date | None = None
    at: datetime | None = None


def moment(at: datetime) -> When:
    """*at* as a day and a moment in Shanghai."""
    here = at.astimezone(SHANGHAI)
    return When(here.date(), here) if here.year >= FIRST_YEAR else When()


def from_seconds(value: object) -> When:
    """Unix seconds or milliseconds, as a number or digits."""
    try:
        seconds = float(str(value))
        seconds = seconds / 1000 if seconds > 10**11 else seconds
        return moment(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return When()


def parse_time(text: str, now: datetime) -> When:
    """
    The time that *text* states, seen at *now*.

    Knows RFC 822 and ISO 8601 with their usual mistakes, Unix seconds, the words of Chinese platforms (刚刚, 5分钟前,
    昨天 09:41, 11-03) and of scripts (Fri Nov 20 2026 …). No zone means Shanghai, `CST` means China. A day without
    its year is the newest one that is not ahead. What can be read in two ways (03/11/2026, 两周前) is not understood.
    """
    words = " ".join(_TAG.sub(" ", unicodedata.normalize("NFKC", text[:LONGEST])).split())
    try:
        found = _digits(words) or _relative(words, now) or _written(words, now) or When()
    except (ValueError, OverflowError):
        return When()
    return found if found.on is not None and found.on.year >= FIRST_YEAR else When()


def _digits(words: str) -> When | None:
    if _STAMP.fullmatch(words):
        return from_seconds(words)
    compact = _COMPACT.fullmatch(words)
    if compact is None:
        return None
    day = date(int(compact[1]), int(compact[2]), int(compact[3]))
    return _with_clock(day, f"{compact[4]}:{compact[5]}:{compact[6] or '00'}" if compact[4] else "")


def _relative(words: str, now: datetime) -> When | None:
    if words.startswith(("刚刚", "刚才")):
        return moment(now)
    if (ago := _AGO.search(words)) is not None:
        return _ago(_COUNTS.get(ago[1]) or float(ago[1]), ago[2], now)
    for name, back in _DAYS_BACK.items():
        if name in words:
            return _with_clock(day_of(now) - timedelta(days=back), words)
    return None


def _ago(count: float, unit: str, now: datetime) -> When:
    """Coarse words stand for the newest day they may mean; 两周前 may lie on either side of a limit."""
    if unit in _UNITS:
        return moment(now - timedelta(**{_UNITS[unit]: count}))
    if unit in ("月", "年"):
        return When(add_months(day_of(now), -int(count * (12 if unit == "年" else 1))))
    if unit in ("周", "星期"):
        return When() if count == 2 else When(day_of(now - timedelta(days=7 * count)))
    return When(day_of(now - timedelta(days=count)))


def _written(words: str, now: datetime) -> When | None:
    if (full := _FULL.search(words)) is not None:
        year = int(full[1]) if len(full[1]) == 4 else 2000 + int(full[1])
        return _with_clock(date(year, int(full[2]), int(full[3])), words[full.end() :])
    if (last := _YEAR_LAST.search(words)) is not None:
        return _year_last(int(last[1]), int(last[2]), int(last[3]), words[last.end() :])
    if (named := _named_month(words)) is not None:
        return named
    if (short := _SHORT.search(words)) is not None:
        return _this_year_or_before(int(short[1]), int(short[2]), words[short.end() :], now)
    clock = _CLOCK.fullmatch(words)
    return _with_clock(day_of(now), words) if clock else None


def _year_last(one: int, other: int, year: int, rest: str) -> When | None:
    """Day or month first? Only a number above 12 tells."""
    if one <= 12 and other <= 12 and one != other:
        return When()
    day, month = (one, other) if one > 12 else (other, one)
    return _with_clock(date(year, month, day), rest)


def _named_month(words: str) -> When | None:
    if (found := _YEAR_AT_END.search(words)) is not None:
        name, day, rest, year = found[1], found[2], found[3], found[4]
    elif (found := _DAY_FIRST.search(words)) is not None:
        day, name, year, rest = found[1], found[2] or found[3], found[4], words[found.end() :]
    elif (found := _MONTH_FIRST.search(words)) is not None:
        name, day, year, rest = found[1], found[2], found[3], words[found.end() :]
    else:
        return None
    month = _MONTHS.get(name.lower())
    if month is None:
        return None
    return _with_clock(date(int(year) if len(year) == 4 else 2000 + int(year), month, int(day)), rest)


def _this_year_or_before(month: int, day: int, rest: str, now: datetime) -> When | None:
    today = day_of(now + SKEW)
    for year in range(today.year, today.year - 5, -1):
        try:
            found = date(year, month, day)
        except ValueError:  # 29 February
            continue
        if found <= today:
            return _with_clock(found, rest)
    return None


def _with_clock(day: date, words: str) -> When:
    clock = _CLOCK.search(words)
    if clock is None or int(clock[1]) > 23 or int(clock[2]) > 59:
        return When(day)
    hour = int(clock[1])
    if hour < 12 and _AFTERNOON.search(words):
        hour += 12
    elif hour == 12 and _MORNING.search(words):
        hour = 0
    second = min(int(clock[3] or 0), 59)
    zone = _zone(words[clock.end() :])
    return moment(datetime(day.year, day.month, day.day, hour, int(clock[2]), second, tzinfo=zone))


def _zone(after: str) -> tzinfo:
    if (offset := _OFFSET.match(after)) is not None:
        away = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(away if offset[1] == "+" else -away)
    named = _ZONE.match(after)
    return timezone(timedelta(hours=_HOURS[named[1].upper()])) if named else SHANGHAI
