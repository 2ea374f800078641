"""Days of a quarter as a notice names them (日期写法): runs of days once, with their number."""

from collections.abc import Sequence
from datetime import date

from monitor.domain.timing import DAY

#: So many runs of days are written out; what is more is counted.
RUNS = 5


def days_said(days: Sequence[date], most: int = RUNS) -> str:
    """8月3日至7日、9月1日（共6天）; one run alone as 8月3日 or 8月3日至7日; "" for none. *most*: runs of days written out."""
    if not days:
        return ""
    runs: list[list[date]] = []
    for day in sorted(set(days)):
        if runs and day - runs[-1][-1] == DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    many = sum(len(run) for run in runs)
    said = "、".join(_run(run) for run in runs[:most]) + ("等" if len(runs) > most else "")
    return said if len(runs) == 1 else f"{said}（共{many}天）"


def _run(run: Sequence[date]) -> str:
    first, last = run[0], run[-1]
    begin = f"{first.month}月{first.day}日"
    if first == last:
        return begin
    return f"{begin}至{'' if first.month == last.month else f'{last.month}月'}{last.day}日"
