"""Dates as Chinese pages write them. Pure; every pattern runs in linear time."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter
from urllib.parse import unquote

from monitor.domain.timing import DAY, SHANGHAI, day_of
from probes.pages.dates.moment import hangs_on_moment

#: Nothing on the web is older; what claims to be is not a publish day.
EARLIEST = date(1990, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """One date in a text."""

    on: date
    at: datetime | None = None  #: when a time stands beside it
    start: int
    end: int


#: Full-width figures and signs; the traditional letters of 发布时间, 来源 and kin; the Korean ones of 年月日.
_WIDE = re.compile(r"[０-９－／．發佈時間來號國∶﹕︰년월일]")
_NARROW = tuple(
    zip(
        "０１２３４５６７８９－／．發佈時間來號國∶﹕︰년월일",
        "0123456789-/.发布时间来号国:::年月日",
        strict=True,
    )
)
#: In a longer text one character after the other is found quicker than all of them at once.
_SOON_SEARCHED = 300
_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "o": 0,
    "0": 0,
}

_TIME = r"(?:[\sT,，　]{0,6}(?:(?P<half>上午|下午|凌晨|早上|中午|傍晚|晚上|晚|AM|PM)\s?)?(?P<hour>[01]?\d|2[0-4])\s?[:：时]\s?(?P<minute>[0-5]\d)(?!\d)(?:\s?[:：分]\s?(?P<second>[0-5]\d)(?!\d))?(?P<after>\s?[AaPp][Mm]\b)?)?"
#: What follows a time that is an instant: 18:30:00Z is half past two of the next day in Shanghai.
_ZONE = re.compile(
    r"(?:[.,]\d{1,9})?\s?(?:(?P<utc>Z\b|UTC|GMT)|(?P<sign>[+-])(?P<hours>0\d|1[0-4]):?(?P<minutes>00|30|45)(?![\d:]))"
)
# No day is the first of a calendar: 2026年5月, then 1, 2, 3 on lines of their own.
# Each century by itself: a pattern that begins with a literal is found many times as quick as one that begins with a choice.
_REST = (
    r"\s{0,2}(?P<sep>[-/.年—–~_·・•−‐‑])\s{0,2}(?P<month>1[0-2]|0?[1-9])\s{0,2}[-/.月—–~_·・•−‐‑]\s{0,2}"
    r"(?P<day>3[01]|[12]\d|0?[1-9])(?:(?!\d|(?:(?<=月\d)|(?<=月\n\d))\n\d日|(?<=月\n\d)\n\d{1,2}\n)|(?=[0-2]\d:[0-5]\d))(?:\s?[日号])?"
    + _TIME
)
_FULL = (
    re.compile(r"(?P<year>20(?<![\d.]20)[0-4]\d)" + _REST),
    re.compile(r"(?P<year>19(?<![\d.]19)[89]\d)" + _REST),
)
_SHORT = re.compile(
    r"(?<![\d./-])(?P<year>[0-4]\d)(?P<sep>[-/.年])(?P<month>1[0-2]|0?[1-9])[-/.月](?P<day>3[01]|[12]\d|0?[1-9])(?:(?![\d./:-])|(?=[0-2]\d:[0-5]\d))日?"
    + _TIME
)
_COMPACT = re.compile(
    r"(?<![\d.])(?P<year>20[0-4]\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)" + _TIME
)
#: The same alone on its line, or behind blanks and a word that is no label.
_COMPACT_ALONE = re.compile(
    r"20(?:(?<=\n20)|(?<=[\[【(（|]20)|(?<=[^\s:\d]\s20))(?P<year>[0-4]\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=\s{0,3}(?:[\n\]】)）|]|\Z|来源|作者|浏览|阅读|点击))"
)
#: What ends right before a number that is no day: 信息编号, 阅读量, 联系电话, 示政办发.
_NUMBERED = re.compile(r"(?:号|码|数|量|编|次|电话|传真|文字|发|阅读|浏览|点击|访问)[\s\[【(（|]{0,4}\Z")
#: The same before a colon, with words between: 备案文号：示采 20240912.
_NUMBERED_LINE = re.compile(r"[号码][^\n:]{0,4}:[^\n\d]{0,12}\Z")
#: Such words and what opens behind them are no longer.
_LONGEST_WORD = 24
_NUMERALS = re.compile(
    r"年(?<=(?P<year>[〇零○ＯOo0一二三四五六七八九]{4})年)(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日"
)
_PATHS = (
    re.compile(r"/t(20\d\d)(\d\d)(\d\d)_\d"),
    re.compile(r"/P0?(20\d\d)(\d\d)(\d\d)\d{6}"),
    re.compile(r"/(20\d\d)/(\d\d)(\d\d)(?=[/_-]|\d{0,2}[a-z])"),
    re.compile(r"/(20\d\d)[-_](\d{1,2})[-_](\d{1,2})(?=[/_.-]|$)"),
    # a name with an ending in the folder of a month is a number as likely: /202103/12.html
    re.compile(r"/(20\d\d)[-_/](\d{1,2})[-_/](\d{1,2})(?=[/_-]|$)"),
    re.compile(r"/(20\d\d)-(\d\d)/(\d\d)(?=[/_-]|$)"),
    re.compile(r"/(20\d\d)(\d\d)/(\d\d)(?=[/_-]|$)"),
    re.compile(r"[/_-](20\d\d)(\d\d)(\d\d)(?=[/_.-]|$)"),
    re.compile(r"/(20[0-2]\d)(\d\d)(\d\d)\d{0,8}[/.]"),
)
_MONTH_PATH = re.compile(r"/(20[0-4]\d)[-_/]?(0[1-9]|1[0-2])(?=/)")
_RELATIVE = re.compile(
    r"(?P<now>刚刚|刚才)|(?P<count>\d{1,3})\s?(?P<unit>秒钟?|分钟|小时|天)前|(?P<word>今天(?!\s?是)|昨天|前天)(?:\s{0,2}(?P<hour>\d{1,2})[:：](?P<minute>\d\d))?"
)
_WORDS = {"今天": 0, "昨天": 1, "前天": 2}


def narrow(text: str) -> str:
    """*text* with full-width digits and signs, and the words beside dates, made plain; as long as before."""
    if text.isascii():
        return text
    plain = text.replace("：", ":").replace("　", " ").replace("\xa0", " ")
    if len(plain) < _SOON_SEARCHED and _WIDE.search(plain) is None:
        return plain
    for wide, sign in _NARROW:
        plain = plain.replace(wide, sign)
    return plain


_START = attrgetter("start")


def find_dates(text: str, *, short: bool = False) -> tuple[FoundDate, ...]:
    """
    Every full date in *text*, in order. Impossible days are passed over.

    *short*: also dates with a two-digit year, without separators (20261101) or in Chinese numerals; in running
    text those are as often something else.
    """
    if not text:
        return ()
    found = [one for century in _FULL for one in _matches(century, text)]
    found.sort(key=_START)
    if short:
        taken = tuple(found)  # in order, none over another
        for pattern in (_SHORT, _COMPACT):
            found += [one for one in _matches(pattern, text) if not _overlaps(one, taken)]
        found += find_numerals(text)
        found.sort(key=_START)
    return tuple(found)


def date_in_url(url: str) -> date | None:
    """The day that an address carries (`t20261101_…`, `/2026/11/01/`, `/202611/01/`), if any."""
    path = unquote(url.split("?", 1)[0].split("#", 1)[0])
    for pattern in _PATHS if "20" in path else ():
        for match in pattern.finditer(path):
            if (day := _day(match[1], match[2], match[3])) is not None:
                return day
    return None


def month_in_url(url: str) -> date | None:
    """The first of the month that an address carries, with or without a day (`/202611/`, `/2026/11/`), if any."""
    if (day := date_in_url(url)) is not None:
        return day.replace(day=1)
    month = _MONTH_PATH.search(url.split("?", 1)[0])
    return _day(month[1], month[2], "1") if month is not None else None


def find_relative(text: str, now: datetime) -> FoundDate | None:
    """The first relative word in *text* (`3 天前`, `昨天 09:41`), resolved against *now*; weeks and months (2周前) name no day."""
    match = _RELATIVE.search(text)
    if match is None:
        return None
    hangs_on_moment()
    at: datetime | None = None
    if match["now"]:
        at = now
    elif match["unit"]:
        count, unit = int(match["count"]), match["unit"]
        if unit.startswith("秒"):
            at = now - timedelta(seconds=count)
        elif unit == "分钟":
            at = now - timedelta(minutes=count)
        elif unit == "小时":
            at = now - timedelta(hours=count)
    if at is not None:
        return FoundDate(on=day_of(at), at=at, start=match.start(), end=match.end())
    back = _WORDS[match["word"]] if match["word"] else int(match["count"])
    day = day_of(now) - DAY * back
    moment = _moment(day, match["hour"], match["minute"], None)
    return FoundDate(on=day, at=moment, start=match.start(), end=match.end())


def from_epoch(digits: str) -> datetime | None:
    """The moment behind an epoch in seconds (10 digits) or milliseconds (13), of this century."""
    if len(digits) not in (10, 13) or not digits.isdigit():
        return None
    seconds = int(digits[:10])
    return datetime.fromtimestamp(seconds, SHANGHAI) if 946_656_000 <= seconds < 2_524_579_200 else None


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[FoundDate]:
    for match in pattern.finditer(text):
        year, month, of_month, minute = match.group("year", "month", "day", "minute")
        day = _day(year if len(year) == 4 else f"20{year}", month, of_month)
        if day is not None:
            at = None if minute is None else _moment(day, _hour(match), minute, match["second"])
            if at is not None and (match["second"] or "T" in match[0]):
                at = _in_shanghai(at, _ZONE.match(text, match.end()))
                day = day_of(at)
            yield FoundDate(on=day, at=at, start=match.start(), end=match.end())


def _hour(match: re.Match[str]) -> str | None:
    """The hour on a clock of 24: 下午 2 is 14, 晚 8 is 20, 凌晨 12 is 0, 中午 12 stays."""
    hour, half = match["hour"], match["half"] or (match["after"] or "").strip().upper()
    if hour is None or not half or int(hour) > 12:
        return hour
    number = int(hour)
    if half in ("下午", "傍晚", "晚上", "晚", "PM") or (half == "中午" and number < 10):
        return (
            str(number + 12 if number < 12 else number) if half not in ("晚上", "晚") or number < 12 else None
        )
    return "0" if number == 12 and half in ("凌晨", "AM") else hour


def _in_shanghai(at: datetime, zone: re.Match[str] | None) -> datetime:
    """The moment in Shanghai, where its text says in which zone it stands."""
    if zone is None:
        return at
    ahead = timedelta(0)
    if not zone["utc"]:
        ahead = timedelta(hours=int(zone["hours"]), minutes=int(zone["minutes"])) * (
            1 if zone["sign"] == "+" else -1
        )
    return (at.replace(tzinfo=UTC) - ahead).astimezone(SHANGHAI)


def find_numerals(text: str) -> Iterator[FoundDate]:
    """Days in Chinese numerals: 二〇二四年九月十二日."""
    for match in _NUMERALS.finditer(text):
        year = "".join(str(_DIGITS[c]) for c in match["year"])
        day = _day(year, str(_number(match["month"])), str(_number(match["day"])))
        if day is not None:
            yield FoundDate(on=day, start=match.start("year"), end=match.end())


def find_compact(text: str) -> Iterator[FoundDate]:
    """Days without separators that end their line (20240912) and stand behind no label and no word of a number."""
    for match in _COMPACT_ALONE.finditer(text):
        day = _day(f"20{match['year']}", match["month"], match["day"])
        if day is not None and not any(
            one.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
            for one in (_NUMBERED, _NUMBERED_LINE)
        ):
            yield FoundDate(on=day, start=match.start(), end=match.end())


def _number(word: str) -> int:
    """十二 is 12, 二十 is 20, 三 is 3."""
    tens, ten, ones = word.partition("十")
    if not ten:
        return _DIGITS.get(word, 0) if len(word) == 1 else 0
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found >= EARLIEST else None


def _moment(day: date, hour: str | None, minute: str | None, second: str | None) -> datetime | None:
    if hour is None or minute is None or int(hour) > 23:
        return None
    return datetime(day.year, day.month, day.day, int(hour), int(minute), int(second or 0), tzinfo=SHANGHAI)


def _overlaps(one: FoundDate, taken: Sequence[FoundDate]) -> bool:
    """Whether *one* shares a character with any of *taken*, which stand in order."""
    after = bisect_left(taken, one.end, key=lambda other: other.start)
    return after > 0 and taken[after - 1].end > one.start
