"""The year before the simulated quarter: publishing logs of each quarter, and one town's bad week (all made up)."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from monitor.demo.county import SITES
from monitor.domain.timing import Quarter, day_of, midnight

#: Column, source and how often: every so many days. The towns differ, so that there is something to rank.
_RHYTHMS = (
    ("xzzc", "青溪镇", 2), ("xzzc", "临水镇", 3), ("xzzc", "北湾街道", 4),
    ("bmzc", "县卫健局", 2), ("bmzc", "县教育局", 3), ("bmzc", "县民政局", 3), ("bmzc", "县农业农村局", 7),
    ("yw", "县政府办", 3), ("zdgk", "县民政局", 20), ("zdgk", "县卫健局", 25), ("zdgk", "青溪镇", 30),
)  # fmt: skip
#: Column, source, title and day of the quarter: what a quarter owes.
_ONCE = (
    ("jctb", "县政府办", "关于全县政务新媒体自查情况的通报", 35),
    ("jctb", "县政府办", "关于全县政府网站自查情况的通报", 65),
    ("wsdc", "县政府办", "政务服务满意度调查", 20),
    ("yjzj", "县政府办", "《闽江县城市绿化管理办法（征求意见稿）》公开征求意见", 40),
    ("zxft", "县卫健局", "县卫生健康局局长谈家庭医生服务", 50),
)
#: Who explained how many policies in each quarter, in pictures: one, more than one, and none.
_EXPLAINED = (("青溪镇", 2), ("临水镇", 1), ("县卫健局", 1), ("县教育局", 1))
#: A site that did not open for some hours of each of these days of the last quarter.
OUTAGE, OUTAGE_FIRST, OUTAGE_DAYS = "town", 40, 12


def quarters(today: date) -> tuple[Quarter, ...]:
    """The four quarters before that of *today*, oldest first."""
    found = [Quarter.of(today).previous]
    while len(found) < 4:
        found.append(found[-1].previous)
    return tuple(reversed(found))


def log(quarter: Quarter) -> Iterator[str]:
    """All that the county's portal published in *quarter*, as lines of its publishing log."""
    for column, source, every in _RHYTHMS:
        for n, back in enumerate(range(every, (quarter.last - quarter.first).days, every)):
            yield _line(quarter, column, source, f"{source}第{quarter.number}季度工作动态之{n + 1}", back)
    for column, source, title, back in _ONCE:
        yield _line(quarter, column, source, title, back)
    for source, count in _EXPLAINED if quarter.number == 2 else ():
        for n in range(count):
            yield _line(quarter, "zcjd", source, f"一图读懂{source}惠民政策之{n + 1}", 10 + 20 * n)
    if quarter.number == 1:
        yield _line(quarter, "tzgg", "县政府办", f"闽江县人民政府{quarter.year - 1}年政府网站年度工作报表", 7)
        yield _line(
            quarter, "zdgk", "县政府办", f"闽江县人民政府{quarter.year - 1}年政府信息公开工作年度报告", 30
        )


def _line(quarter: Quarter, column: str, source: str, title: str, back: int) -> str:
    day = quarter.first + timedelta(days=back)
    row = {
        "observation": "article", "site": "county", "column": column, "unit": source, "title": title,
        "published": f"{day} 10:00", "vantage": "simulated",
        "url": f"/xjwz/{column}/{day:%Y%m}/t{day:%Y%m%d}_{abs(hash_of(title)) % 10**6}.htm",
    }  # fmt: skip
    return json.dumps(row, ensure_ascii=False)


def hash_of(text: str) -> int:
    """A number of *text* that is the same in every process."""
    return sum(ord(letter) * (n + 7) for n, letter in enumerate(text))


def outage(now: datetime) -> Iterator[str]:
    """Visits of the last quarter's twelve days in whose middle a town's site did not open for five: JSON lines."""
    first = Quarter.of(day_of(now)).previous.first + timedelta(days=OUTAGE_FIRST)
    assert any(site.id == OUTAGE for site in SITES)
    for n in range(OUTAGE_DAYS):
        for hour in range(24):
            down = 4 <= n < 9 and hour < 8
            row = {
                "observation": "visit", "site": OUTAGE, "vantage": "simulated", "elapsed_s": 15.0 if down else 0.6,
                "at": (midnight(first + timedelta(days=n)) + timedelta(hours=hour, minutes=20)).isoformat(),
                "reach": "not_opened" if down else "opened", "reason": "timeout_first_byte" if down else "ok",
            }  # fmt: skip
            yield json.dumps(row, ensure_ascii=False)
