"""Dates that a row writes in pieces: the day large, its year and month small (日期分两处显示)."""

import re
from collections.abc import Sequence
from datetime import date

#: Year, month and day on lines of their own with their signs: 2022 / 08 / - / 26.
COLUMN = re.compile(
    r"(20(?:(?<=\n20)|(?<=\A20))[0-4]\d)\n(?:[-/.年]\n)?(1[0-2]|0?[1-9])\n?[-/.月]\n?(3[01]|[12]\d|0?[1-9])(?=\n|日|\Z)"
)
_PIECE = re.compile(
    r"\A[\s\[\]()（）【】|·/]*+(?:(?:发布|更新|发表)?(?:时间|日期)\s?[:：]?)?\s?\d[\d年月日号:/.,\s-]{0,24}[\s\[\]()（）【】|]*+"
)
_YEAR_MONTH = re.compile(r"(20[0-4]\d|19[89]\d)\s?[-/.年]\s?(1[0-2]|0?[1-9])\s?月?")
_MONTH_YEAR = re.compile(r"(1[0-2]|0?[1-9])\s?月?\s?[-/.月,，]\s?(20[0-4]\d)\s?年?")
#: `21-04月`: year and month of two digits each.
_SHORT_YEAR_MONTH = re.compile(r"([0-4]\d)\s?[-/.年]\s?(1[0-2]|0[1-9])\s?月")
_MONTH_DAY = re.compile(r"(1[0-2]|0?[1-9])\s?[-/.月]\s?(3[01]|[12]\d|0?[1-9])\s?日?")
_YEAR = re.compile(r"(20[0-4]\d|19[89]\d)\s?年?")
_MONTH = re.compile(r"(1[0-2]|0?[1-9])\s?月")
_DAY = re.compile(r"(3[01]|[12]\d|0?[1-9])\s?[日号]?")
_TIME = re.compile(r"\s?\d{1,2}:\d\d(?::\d\d)?$")
_LABEL_END = re.compile(r"[:：]\s?(?=\d{1,4}\D)")
_FIGURE = re.compile(r"\d")
_SKIN = " []()（）【】|·.,/"


def bare_pieces(nodes: Sequence[str]) -> list[str]:
    """The nodes that hold figures of a date and nothing else, a label aside."""
    return [node for node in nodes if _may_end(node[-1:]) and _PIECE.fullmatch(node)]


def _may_end(last: str) -> bool:
    """Whether a piece may end so: what most lines of words do not, told quickly."""
    return not last.isalpha() or last in "年月日号"


def split_date(pieces: Sequence[str]) -> date | None:
    """
    A day whose pieces stand in several nodes: `30` `2020-11`, `11-30` `2020`, `30` `11月` `2020年`.

    Pieces of one date are neighbours; of several day figures the one next to its month counts.
    """
    plain = [_TIME.sub("", _without_label(piece)).strip(_SKIN) for piece in pieces]
    for n, piece in enumerate(plain):
        if match := _YEAR_MONTH.fullmatch(piece):
            if (day := _beside(plain, n)) is not None:
                return _make(match[1], match[2], day)
        elif match := _SHORT_YEAR_MONTH.fullmatch(piece):
            if (day := _beside(plain, n)) is not None:
                return _make(f"20{match[1]}", match[2], day)
        elif match := _MONTH_YEAR.fullmatch(piece):
            if (day := _beside(plain, n)) is not None:
                return _make(match[2], match[1], day)
        elif match := _YEAR.fullmatch(piece):
            for near in _neighbours(plain, n):
                if whole := _MONTH_DAY.fullmatch(near):
                    return _make(match[1], whole[1], whole[2])
            return _in_three(plain, n, match[1])
    return None


def _without_label(piece: str) -> str:
    """A piece without its label: behind the last colon that leads to figures, else from its first figure on."""
    ends = [match.end() for match in _LABEL_END.finditer(piece)]
    first = _FIGURE.search(piece)
    return piece[ends[-1] :] if ends else piece[first.start() :] if first is not None else piece


def _neighbours(plain: Sequence[str], n: int) -> list[str]:
    """The pieces before and after, the one before first: a large day leads its month."""
    return [plain[k] for k in (n - 1, n + 1) if 0 <= k < len(plain)]


def _beside(plain: Sequence[str], n: int) -> str | None:
    return next((match[1] for near in _neighbours(plain, n) if (match := _DAY.fullmatch(near))), None)


def _in_three(plain: Sequence[str], n: int, year: str) -> date | None:
    """Year, month and day each in its own node, in either order."""
    for month_at, day_at in ((n - 1, n - 2), (n + 1, n + 2), (n - 1, n + 1), (n - 2, n - 1)):
        if min(month_at, day_at) >= 0 and max(month_at, day_at) < len(plain):
            month, day = _MONTH.fullmatch(plain[month_at]), _DAY.fullmatch(plain[day_at])
            if month and day:
                return _make(year, month[1], day[1])
    return None


def _make(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
