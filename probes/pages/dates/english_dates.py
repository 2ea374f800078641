"""Dates that put the month's name first or between (月名日期): `March 5, 2026`, `5 Mar 2026`, `三月 5, 2026`. Pure, linear time."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from probes.pages.dates.dates import EARLIEST, FoundDate

ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},?\s{0,3})?"
_YEAR = r"(?P<year>(?:19[89]|20[0-4])\d)(?!\d)"
_PATTERNS = (
    re.compile(
        rf"(?<![A-Za-z]){_WEEKDAY}{_NAME}\.?\s{{0,3}}{_DAY}\s{{0,2}},?\s{{0,3}}{_YEAR}", re.IGNORECASE
    ),
    re.compile(rf"(?<![A-Za-z\d]){_WEEKDAY}{_DAY}[\s-]{{0,3}}{_NAME}\.?,?[\s-]{{0,3}}{_YEAR}", re.IGNORECASE),
    # as a program prints a moment: Thu Sep 12 10:20:30 CST 2024
    re.compile(
        rf"(?<![A-Za-z]){_WEEKDAY}{_NAME}\s{_DAY}\s\d\d:\d\d:\d\d\s(?:[A-Z]{{3,4}}(?:[+-]\d{{2}}:?\d{{2}})?\s)?{_YEAR}"
    ),
)
#: The same with a month's Chinese name, as blogs translate them: 三月 5, 2026, 3月 5日, 2026, 5 三月 2026. The pattern begins with its sign and looks back for the rest.
_BEHIND_MONTH = re.compile(rf"月(?:\s{{0,3}}{_DAY}日?\s{{0,2}}[,，]\s{{0,3}}|[,，]?\s{{1,3}}){_YEAR}")
_BEFORE_MONTH = re.compile(
    r"(?<![\d/.-])(?:(?P<day>3[01]|[12]\d|0?[1-9])\s{1,3})?(?:(?P<figure>1[0-2]|0?[1-9])|(?P<numeral>十[一二]?|[一二三四五六七八九]))\Z"
)
_NUMERALS = "一二三四五六七八九十"
#: 25/09/2024 and 09/25/2024, and no other: of 05/03/2026 nobody can say which is the month.
_YEAR_LAST = re.compile(r"20(?<=[/.-]20)[0-4]\d(?![\d/.-])")
_BEFORE_YEAR = re.compile(
    r"(?<![\d/.-])(?:(?P<d>1[3-9]|2\d|3[01])(?P<s>[/.-])(?P<m>1[0-2]|0?[1-9])(?P=s)|(?P<m2>1[0-2]|0?[1-9])(?P<s2>[/.-])(?P<d2>1[3-9]|2\d|3[01])(?P=s2))\Z"
)
#: A month with its year, and no day: what stands beside a large day figure.
_MONTH = re.compile(rf"{_NAME}\.?", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"\A{_NAME}\.?,?\s{{0,3}}{_YEAR}\s*+", re.IGNORECASE)


def find_english_dates(text: str) -> tuple[FoundDate, ...]:
    """Every full date with the name of its month in *text*, in order."""
    found = list(_with_chinese_months(text)) if "月" in text else []
    lower = text.lower()
    if any(one in lower for one in ENGLISH_MONTHS):
        found += _all(text)
    return tuple(sorted(found, key=lambda one: one.start))


def _with_chinese_months(text: str) -> Iterator[FoundDate]:
    for match in _BEHIND_MONTH.finditer(text):
        led = _BEFORE_MONTH.search(text, max(0, match.start() - 8), match.start())
        if led is None or (led["day"] is None) == (match["day"] is None):
            continue
        month = (
            int(led["figure"]) if led["figure"] else sum(_NUMERALS.index(one) + 1 for one in led["numeral"])
        )
        with suppress(ValueError):
            day = date(int(match["year"]), month, int(match["day"] or led["day"]))
            yield FoundDate(on=day, start=led.start(), end=match.end())


def find_year_last(text: str) -> Iterator[FoundDate]:
    """Days of figures whose year stands last, where one figure cannot be a month: `25/09/2024`."""
    for year in _YEAR_LAST.finditer(text):
        led = _BEFORE_YEAR.search(text, max(0, year.start() - 7), year.start())
        if led is None:
            continue
        with suppress(ValueError):
            day = date(int(year[0]), int(led["m"] or led["m2"]), int(led["d"] or led["d2"]))
            yield FoundDate(on=day, start=led.start(), end=year.end())


def figures(text: str) -> str:
    """`Nov 2026` as `2026-11`, `Nov` as `11月`; any other text as it is."""
    if (alone := _MONTH.fullmatch(text) if len(text) <= 10 else None) is not None:
        return f"{_number(alone['month'])}月"
    match = _MONTH_YEAR.fullmatch(text) if text[:1].isalpha() else None
    return f"{match['year']}-{_number(match['month']):02d}" if match is not None else text


def _all(text: str) -> Iterator[FoundDate]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            try:
                day = date(int(match["year"]), _number(match["month"]), int(match["day"]))
            except ValueError:
                continue
            if day >= EARLIEST:
                yield FoundDate(on=day, start=match.start(), end=match.end())


def _number(name: str) -> int:
    return ENGLISH_MONTHS.index(name[:3].lower()) + 1
