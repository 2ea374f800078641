"""When a post was published, from the words of platforms (发布时间): to Shanghai, or not understood."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from monitor.domain.timing import SHANGHAI, add_months, day_of
from probes.pages.dates.english_dates import ENGLISH_MONTHS

#: Earlier days are machines' zeros (1970-01-01, 0001-01-01), not days on which anything was posted.
FIRST_YEAR = 2000
#: The platform and this machine may disagree by so much about what time it is.
SKEW = timedelta(minutes=10)
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_MONTHS = {name: n for n, name in enumerate(ENGLISH_MONTHS, 1)}
_MONTHS |= {f"{name}月": n for n, name in enumerate(_NUMERALS, 1)} | {f"{n}月": n for n in range(1, 13)}
_NAME = r"([A-Za-z]{3})[a-z]{0,6}\.?"
_CHINESE = r"((?:十[一二]?|[一二三四五六七八九]|\d{1,2})月)"

_TAG = re.compile(r"<[^>]{0,500}>")
_AGO = re.compile(
    r"(?<![\d.,几数多上])(\d{1,20}(?:\.\d{1,3})?|[半两〇零一二三四五六七八九十百]{1,6})\s?个?(半)?\s?(秒|分|小时|天|周|星期|月|年)钟?之?前"
)
_UNITS = {"秒": "seconds", "分": "minutes", "小时": "hours"}
_DAYS_BACK = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "大前天": 3, "大前日": 3, "前天": 2, "前日": 2}
_WORD = re.compile(rf"(?<![大以之])(?:{'|'.join(_DAYS_BACK)})")
_STAMP = re.compile(r"\d{10}|\d{13}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?")
_FULL = re.compile(r"(?<!\d)(\d{4}|\d{2})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_SHORT = re.compile(r"(?<![\d./-])(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?![\d./-])")
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}})[ -](?:{_NAME}|{_CHINESE})[ ,-]+(\d{{4}}|\d{{2}})(?!\d)")
_MONTH_FIRST = re.compile(rf"\b{_NAME} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)")
_YEAR_AT_END = re.compile(rf"\b{_NAME} (\d{{1,2}}) (\d{{1,2}}:.{{0,60}}?) (\d{{4}})$")

#: When a post was changed or talked of.
_LATER = re.compile(
    r"(?:编辑|修改|更新|评论|回复)于|最[后近新](?:编辑|修改|更新|评论|回复)|\bedited\b", re.IGNORECASE
)
#: Longer words state no time.
_LONGEST = 200
_NUMERAL = "〇零○一二三四五六七八九"
_FIGURES = {numeral: n for n, numeral in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
#: Reigns, by the year before their first: 民国113年 is 2024, 令和6年 too.
_REIGNS = {"民国": 1911, "民國": 1911, "令和": 2018, "平成": 1988, "昭和": 1925}
_REIGN = re.compile(
    rf"(?:中华|中華)?({'|'.join(_REIGNS)})\s?(元|\d{{1,3}}|[{_NUMERAL}十百]{{1,6}})\s?(?:(年)|(?=[-/.]\d))"
)
_IN_NUMERALS = re.compile(rf"([{_NUMERAL}]{{4}})\s?年")
_MONTH_IN_NUMERALS = re.compile(rf"([{_NUMERAL}十]{{1,3}})\s?月\s?([{_NUMERAL}十廿卅]{{1,3}})\s?[日号]")
_THAT_YEAR = re.compile(r"(今年|本年|去年|前年)\s?(?=\d{1,2}\s?月)")
_YEARS_BACK = {"今年": 0, "本年": 0, "去年": 1, "前年": 2}
#: What else may stand beside a month and a day; with anything more that counts, the year is one we do not know.
_BESIDE = re.compile(r"(?:周|星期|礼拜)[一二三四五六日天末]|来自.*")
_COUNTS = re.compile(
    rf"[\d{_NUMERAL}十百廿年岁載载'’]|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]|民[国國]|令和|平成|佛[历曆]"
)
#: Figures that nobody can alter (大写数字).
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰貳參陸", "一二三四五六七八九十百二三六")
_GAPS = re.compile(
    r"(?<=[\d〇零○一二三四五六七八九十])\s+(?=[年月日号])|(?<=年)\s+(?=[\d一二三四五六七八九十]{1,3}\s?月)|(?<=月)\s+(?=[\d一二三四五六七八九十廿]{1,3}\s?[日号])"
)
#: What stands before a year of two figures: a gap, or a label (发布于, 时间). Letters (R06, 公元24) make another year of it.
_LABELLED = re.compile(r"(?:^|[\s:(\[【,，|]|[于在间期布新表])$")

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
class PostTime:
    """A day, and the moment where the words state one. Both None: not understood."""

    on: date | None = None
    at: datetime | None = None


def moment(at: datetime) -> PostTime:
    """*at* as a day and a moment in Shanghai."""
    here = at.astimezone(SHANGHAI)
    return PostTime(here.date(), here) if here.year >= FIRST_YEAR else PostTime()


def from_seconds(value: object) -> PostTime:
    """Unix seconds or milliseconds, as a number or digits."""
    try:
        seconds = float(str(value))
        seconds = seconds / 1000 if seconds > 10**11 else seconds
        return moment(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return PostTime()


def parse_time(text: str, now: datetime) -> PostTime:
    """
    The time that *text* states, seen at *now*.

    Knows RFC 822 and ISO 8601 with their usual mistakes, Unix seconds, the words of Chinese platforms (刚刚, 5分钟前,
    昨天 09:41, 大前天, 11-03), Chinese numerals, the years of reigns (民国113年, 令和6年) and the words of scripts
    (Fri Nov 20 2026 …). No zone means Shanghai, `CST` means China. A day without its year is the newest one that is
    not ahead; a year that is not understood never becomes this one. When a post was changed or talked of (编辑于 昨天) tells nothing. What can be read in two ways (03/11/2026, 两周前)
    is not understood, nor is a year after the next.
    """
    words = _plain(text, now)
    if _LATER.search(words):
        return PostTime()
    try:
        found = _digits(words) or _relative(words, now) or _written(words, now) or PostTime()
    except (ValueError, OverflowError):
        return PostTime()
    known = found.on is not None and FIRST_YEAR <= found.on.year <= day_of(now).year + 1
    return found if known else PostTime()


def parse_written(text: str) -> PostTime:
    """
    The time that *text* states by itself: with its year, and no word that hangs on another day (昨天, 11-03, 25-11-3).

    Otherwise as `parse_time`; a year to come is as good as another.
    """
    words = _plain(text, None)
    try:
        found = _digits(words) or _written(words, None) or PostTime()
    except (ValueError, OverflowError):
        return PostTime()
    return found if found.on is not None and found.on.year >= FIRST_YEAR else PostTime()


def _plain(text: str, now: datetime | None) -> str:
    """*text* on one line, without tags, years and days in Arabic figures."""
    words = " ".join(_TAG.sub(" ", unicodedata.normalize("NFKC", text[: 10 * _LONGEST])).split())
    if len(words) > _LONGEST:
        return ""
    words = _REIGN.sub(_reign, _GAPS.sub("", words.translate(_FORMAL)))
    words = _IN_NUMERALS.sub(lambda match: "".join(str(_FIGURES[one]) for one in match[1]) + "年", words)
    words = _MONTH_IN_NUMERALS.sub(lambda match: f"{_count(match[1])}月{_count(match[2])}日", words)
    if now is not None:
        words = _THAT_YEAR.sub(lambda match: f"{day_of(now).year - _YEARS_BACK[match[1]]}年", words)
    return words


def _reign(match: re.Match[str]) -> str:
    count = 1 if match[2] == "元" else int(match[2]) if match[2].isdigit() else _count(match[2])
    return f"{_REIGNS[match[1]] + count}{match[3] or ''}"


def _count(word: str) -> int:
    """十二 is 12, 二十 is 20, 廿三 is 23, 一百一十三 is 113, 一一三 too."""
    word = word.replace("廿", "二十").replace("卅", "三十")
    hundreds, hundred, rest = word.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    if not (hundred or ten):
        return int("".join(str(_FIGURES.get(one)) for one in word) or "0")
    total = (_count(hundreds) if hundreds else 1) * 100 if hundred else 0
    total += (_count(tens) or 1) * 10 if ten else 0
    return total + _count(ones)


def _digits(words: str) -> PostTime | None:
    if _STAMP.fullmatch(words):
        return from_seconds(words)
    compact = _COMPACT.fullmatch(words)
    if compact is None:
        return None
    day = date(int(compact[1]), int(compact[2]), int(compact[3]))
    return _with_clock(day, f"{compact[4]}:{compact[5]}:{compact[6] or '00'}" if compact[4] else "")


def _relative(words: str, now: datetime) -> PostTime | None:
    if words.startswith(("刚刚", "刚才")):
        return moment(now)
    if (ago := _AGO.search(words)) is not None:
        many = 0.5 if ago[1] == "半" else float(ago[1]) if ago[1][0].isdigit() else float(_count(ago[1]))
        return _ago(many + (0.5 if ago[2] else 0), ago[3], now)
    if (word := _WORD.search(words)) is not None:
        return _with_clock(day_of(now) - timedelta(days=_DAYS_BACK[word[0]]), words)
    return None


def _ago(count: float, unit: str, now: datetime) -> PostTime:
    """Coarse words stand for the newest day they may mean; 两周前 may lie on either side of a limit."""
    if unit in _UNITS:
        return moment(now - timedelta(**{_UNITS[unit]: count}))
    if unit in ("月", "年"):
        return PostTime(add_months(day_of(now), -int(count * (12 if unit == "年" else 1))))
    if unit in ("周", "星期"):
        return PostTime() if count == 2 else PostTime(day_of(now - timedelta(days=7 * count)))
    return PostTime(day_of(now - timedelta(days=count)))


def _written(words: str, now: datetime | None) -> PostTime | None:
    if (full := _FULL.search(words)) is not None:
        rest = words[full.end() :]
        if len(full[1]) == 2:
            return _short_year(full, words[: full.start()], rest, now)
        return _with_clock(date(int(full[1]), int(full[2]), int(full[3])), rest)
    if (last := _YEAR_LAST.search(words)) is not None:
        return _year_last(int(last[1]), int(last[2]), int(last[3]), words[last.end() :])
    if (named := _named_month(words)) is not None:
        return named
    if now is None:
        return None
    if (short := _SHORT.search(words)) is not None:
        before, after = words[: short.start()], words[short.end() :]
        if _names_a_year(before) or _names_a_year(after):
            return PostTime()
        return _this_year_or_before(int(short[1]), int(short[2]), after, now)
    clock = _CLOCK.fullmatch(words)
    return _with_clock(day_of(now), words) if clock else None


def _names_a_year(beside: str) -> bool:
    """Whether what stands beside a month and a day counts anything but the time of day: the year, in a way unknown."""
    clock = _CLOCK.search(beside)
    if clock is not None:
        after = beside[clock.end() :]
        zone = _OFFSET.match(after) or _ZONE.match(after)
        beside = beside[: clock.start()] + " " + after[zone.end() if zone else 0 :]
    return _COUNTS.search(_BESIDE.sub("", beside)) is not None


def _short_year(full: re.Match[str], before: str, rest: str, now: datetime | None) -> PostTime:
    """25-11-3, and 25/11/30 where the last number cannot be the year as well."""
    year, month, day = 2000 + int(full[1]), int(full[2]), int(full[3])
    if now is None or year > day_of(now).year or _LABELLED.search(before) is None:
        return PostTime()
    sign = full[0][len(full[1])]
    if (
        sign in "/."
        and len(full[3]) == 2
        and 2000 + day <= day_of(now).year
        and 1 <= int(full[1]) <= 31
        and full[1] != full[3]
    ):
        return PostTime()
    return _with_clock(date(year, month, day), rest)


def _year_last(one: int, other: int, year: int, rest: str) -> PostTime | None:
    """Day or month first? Only a number above 12 tells."""
    if one <= 12 and other <= 12 and one != other:
        return PostTime()
    day, month = (one, other) if one > 12 else (other, one)
    return _with_clock(date(year, month, day), rest)


def _named_month(words: str) -> PostTime | None:
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


def _this_year_or_before(month: int, day: int, rest: str, now: datetime) -> PostTime | None:
    today = day_of(now + SKEW)
    for year in range(today.year, today.year - 5, -1):
        try:
            found = date(year, month, day)
        except ValueError:  # 29 February
            continue
        if found <= today:
            return _with_clock(found, rest)
    return None


def _with_clock(day: date, words: str) -> PostTime:
    clock = _CLOCK.search(words)
    if clock is None or int(clock[1]) > 23 or int(clock[2]) > 59:
        return PostTime(day)
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
