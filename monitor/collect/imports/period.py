"""The days that an export was declared for (导出时段), as people write them."""

import re
from datetime import date

from monitor.domain.timing import DAY, Quarter, add_months

_HOW = "write 2026Q3, 2026-07, 2026, or 2026-07-01..2026-09-30"


def period_days(text: str) -> tuple[date, date]:
    """First and last day, both included, of a quarter, a month, a year, or of two days with .. between. Raises ValueError."""
    plain = text.strip()
    try:
        if re.fullmatch(r"\d{4}", plain):
            return date(int(plain), 1, 1), date(int(plain), 12, 31)
        if found := re.fullmatch(r"(\d{4})-(\d{1,2})", plain):
            first = date(int(found[1]), int(found[2]), 1)
            return first, add_months(first, 1) - DAY
        if ".." in plain:
            begin, _, end = plain.partition("..")
            first, last = date.fromisoformat(begin.strip()), date.fromisoformat(end.strip())
            if last < first:
                raise ValueError(f"{last} lies before {first}")
            return first, last
        quarter = Quarter.parse(plain)
    except ValueError as error:
        raise ValueError(f"--period: {text!r}: {error}; {_HOW}") from None
    return quarter.first, quarter.last
