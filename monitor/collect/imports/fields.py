"""What a field of an imported row may be: moments, days and yes or no as people and tables write them."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from monitor.domain.timing import SHANGHAI, day_of, midnight, parse_moment
from probes.sources._times import parse_written

#: Day 0 of Excel's calendar, for every day since March 1900; the serials of 1954 … 2064.
_EXCEL_DAY_0 = datetime(1899, 12, 30, tzinfo=SHANGHAI)
_SERIAL = re.compile(r"[2-5]\d{4}(\.\d+)?")
#: The same for 1954 … 2064 in a calendar that begins on 1 January 1904, so many days later.
_SERIAL_1904 = re.compile(r"(?:1[89]|[2-5]\d)\d{3}(\.\d+)?")
_DAYS_TO_1904 = 1462
_HOW = "write 2026-11-20 or 2026-11-20T08:30:00+08:00"


#: What stands in a cell that holds nothing; databases write a day of zeros.
_NONE = re.compile(
    r"[-\u2010-\u2015\u2500~_/\\.*\u00b7:()\[\]]*|空白?|暂缺|至今|长期|未(?:注销|关停|停用)|[暂尚还]?(?:无|没有?|未)(?:有|予|能)?(?:答复|回复|回应|反馈|办结|办理|处理)?(?:的?(?:时间|日期|记录|信息|数据|内容))?|"
    r"n/?a|none|nil|nan|null|undefined|0|(?:0000|0001|1899|1900|1970)\D.*|#?(?:n/a|value!|ref!|name\?|null!)",
    re.IGNORECASE,
)


class RowError(ValueError):
    """One row cannot be used; the message says why."""


def moment_in(value: Any) -> datetime:
    """
    The moment that a cell states: ISO 8601, 2026年11月20日 8:30, 2026/11/20, 20261120, 二〇二六年十一月二十日, Excel's own
    number, Unix seconds.

    No zone means Shanghai. Words that hang on another day (昨天) and what can be read in two ways (03/11/2026) are
    refused. Raises ValueError with the text.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("expected a time such as 2026-11-20T08:30:00+08:00")
    words = str(value).strip()
    if _SERIAL.fullmatch(words):
        return _EXCEL_DAY_0 + timedelta(seconds=round(float(words) * 86400))
    try:
        return parse_moment(words)
    except ValueError:
        found = parse_written(words)
        if found.on is None:
            raise ValueError(f"{words!r} is not a time: {_HOW}") from None
        return found.at or midnight(found.on)


def is_none(words: str) -> bool:
    """Whether a cell holds nothing, in words: 无, 暂无, 未答复, --, /, N/A, a database's day of zeros."""
    return _NONE.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", words[:200]))) is not None


def _day(value: Any) -> date | None:
    if value is None or (isinstance(value, str | int | float) and is_none(str(value))):
        return None
    if isinstance(value, date):
        return value
    try:
        return day_of(moment_in(value))
    except ValueError:
        raise ValueError("expected a day such as 2026-11-20") from None


def from_1904(value: Any) -> Any:
    """Excel's number of a day in a calendar that begins in 1904, as that of the usual calendar; all else as it is."""
    words = str(value).strip() if isinstance(value, str | int | float) else ""
    if isinstance(value, bool) or not _SERIAL_1904.fullmatch(words):
        return value
    return float(words) + _DAYS_TO_1904


def _flag(value: Any) -> Any:
    return {"是": True, "否": False, "√": True, "有": True, "无": False, "": False}.get(value, value)


def _text(value: Any) -> Any:
    """A number in a cell of words is a word: Excel keeps 1 for "1"."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Moment = Annotated[datetime, BeforeValidator(moment_in)]
Day = Annotated[date | None, BeforeValidator(_day)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Text = Annotated[str, BeforeValidator(_text)]


class Shape(BaseModel):
    """What every row says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    observation: str
    at: Moment
    vantage: str = Field(default="import", min_length=1, max_length=60)
