"""The ladder through the whole path: stored observations, rules, findings, mails, night after night."""

import re
from collections.abc import Collection
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from monitor.alerts.delivery import Answer, deliver
from monitor.alerts.night import compose_night
from monitor.app.configuration import read_watch
from monitor.app.runtime import open_runtime
from monitor.collect.imports.looks import read_looks
from monitor.collect.imports.rows import ImportedRow
from monitor.domain.mail import Carrier, Mail
from monitor.domain.timing import DAY, SHANGHAI
from storage.ops.outbox import Outbox
from tests.databases import sqlite_url

#: Night after night through the whole path: `make soak` does it.
pytestmark = pytest.mark.soak

CONFIG = """
edition = "fuzhou-2021"
[centre]
name = "闽江县大数据服务中心"
email = ["centre@mail.invalid"]
[mail]
host = "127.0.0.1"
security = "none"
sender = "monitor@mail.invalid"
[alerts]
brake_percent = 100
[[unit]]
id = "office"
name = "县政府办"
email = ["office@mail.invalid"]
[[site]]
id = "portal"
name = "闽江县人民政府"
url = "http://portal.invalid/"
unit = "office"
[[site.column]]
id = "jz"
name = "社会救助"
url = "http://portal.invalid/jz/"
frequency = "monthly"
unit = "office"
[[site.board]]
id = "xx"
name = "县长信箱"
url = "http://portal.invalid/xx/"
unit = "office"
[[account]]
id = "wx"
name = "闽江发布"
platform = "wechat"
unit = "office"
source = {kind = "import", complete = true}
"""
LAST = date(2026, 10, 12)
#: Published 10 September, monthly: due 10 October. Posted 20 September: its 14th day is 4 October. Asked 8 July:
#: three months end on 8 October.
COLUMN, ACCOUNT, MESSAGE = "社会救助", "内容不更新·2周无更新", "路灯不亮（县长信箱第7号）"
ON_TIME = {
    COLUMN: [date(2026, 10, day) for day in (3, 7, 9)],  # T-7, T-3, T-1
    ACCOUNT: [date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 3)],  # day 10, 11 and 13
    MESSAGE: [date(2026, 9, 8), date(2026, 9, 24), date(2026, 10, 5)],  # T-30, T-14, T-3
}
FAILS = {COLUMN: date(2026, 10, 11), ACCOUNT: date(2026, 10, 5), MESSAGE: date(2026, 10, 9)}


def rows(now: datetime) -> list[ImportedRow]:
    """What is seen on one night: the same as on the night before."""
    at = now.isoformat()
    published = str(min(now.date(), date(2026, 9, 10)))
    items = [{"title": "关于救助标准的通知", "url": "http://portal.invalid/jz/1.htm", "date": published}]
    posted = "2026-09-20" if now.date() >= date(2026, 9, 20) else str(now.date())
    seen = (
        {"observation": "listing", "site": "portal", "column": "jz", "items": items},
        {"observation": "message", "site": "portal", "board": "xx", "id": "7", "title": "路灯不亮", "submitted": "2026-07-08", "status": "办理中"},
        {"observation": "post", "account": "wx", "published": f"{posted}T00:30:00+08:00", "title": "第一期", "id": posted},
    )  # fmt: skip
    return [ImportedRow(number=n, fields={**one, "at": at}) for n, one in enumerate(seen, 1)]


class Post:
    """Takes every mail."""

    async def send(self, mail: Mail) -> Answer:
        return Answer(delivered=mail.owing, words="250 OK")


async def live(folder: Path, down: Collection[date] = ()) -> dict[tuple[str, str], list[date]]:
    """On which nights the unit reads of which thing below which heading, the machine being *down* on some."""
    path = folder / "sites.toml"
    path.write_text(CONFIG, encoding="utf-8")
    watch, now = read_watch(path), datetime(2026, 9, 5, 7, 30, tzinfo=SHANGHAI)
    found: dict[tuple[str, str], list[date]] = {}
    async with open_runtime(watch, sqlite_url(folder / "m.db"), lambda: now) as runtime:
        while now.date() <= LAST:
            if now.date() not in down:
                done = read_looks(rows(now - timedelta(hours=2)), watch)
                assert not done.errors
                await runtime.store.save_imported(done.looks)
                night = await compose_night(runtime, now.date())
                await deliver(Outbox(runtime.store.database), {Carrier.MAIL: Post()}, runtime.clock)
                for digest in night.digests:
                    for section in digest.sections if digest.audience == "office" else ():
                        for line in section.lines:
                            key = (re.sub(r"\d+项$", "", section.title), line.title.split(" · ")[-1])
                            found.setdefault(key, []).append(now.date())
            now += DAY
    return found


async def test_each_rung_is_climbed_on_its_day_and_on_no_other(tmp_path: Path) -> None:
    found = await live(tmp_path)
    assert {name: found["即将超期", name] for name in ON_TIME} == ON_TIME
    assert {name: found["新增问题", name] for name in FAILS} == {name: [day] for name, day in FAILS.items()}
    assert {name: found["持续问题", name][0] for name in FAILS} == {
        name: day + DAY for name, day in FAILS.items()
    }


@pytest.mark.parametrize("rung", [0, 1, 2])
async def test_a_rung_whose_night_was_missed_is_climbed_on_the_next(tmp_path: Path, rung: int) -> None:
    down = {days[rung] for days in ON_TIME.values()}
    found = await live(tmp_path, down)
    for name, days in ON_TIME.items():
        nights = {next(day + n * DAY for n in range(9) if day + n * DAY not in down) for day in days}
        assert found["即将超期", name] == sorted(one for one in nights if one < FAILS[name])


async def test_a_fault_that_began_while_the_machine_was_down_is_new_when_it_is_back(tmp_path: Path) -> None:
    days = [date(2026, 10, day) for day in range(4, 12)]
    found = await live(tmp_path, days)
    assert {found["新增问题", name][0] for name in FAILS} == {LAST}
