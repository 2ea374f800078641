"""
A month of the daemon's life on a moved clock: the real scheduler, the real store, restarts and outages.

Its findings and its mails are held against the script, line by line.
"""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from monitor.app.configuration import read_watch
from monitor.app.duties import DaemonWork
from monitor.app.runtime import Runtime, build_line
from monitor.daemon.daemon import Daemon
from monitor.domain.mail import Carrier
from monitor.domain.observation import StoredObservation, Visit
from monitor.domain.reach import Reason
from monitor.domain.timing import system_clock
from monitor.schedule.plans import Plans
from probes._breaker import Breaker
from probes.http.base import Validators
from storage.decisions import findings as stored
from storage.observations.visits import visits_between
from storage.store import Store
from tests.daemon.conftest import advance
from tests.databases import sqlite_url
from tests.soak.world import CONFIG, Portal, PostOffice, Script, at, every
from tests.stores import open_at

#: What happens: each line of it must be found again in findings and mails, and nothing else.
SCRIPT = Script(
    columns={
        # silent from 6 October; put right on the 25th
        "yw": (*every(2, date(2026, 9, 12), date(2026, 10, 6)), at(25, 9), at(28, 9), at(30, 9)),
        # monthly, last on 10 September; put right on 14 October
        "jz": (*every(10, date(2026, 8, 1), date(2026, 8, 31)), datetime(2026, 9, 10, 9, tzinfo=at(1).tzinfo), at(14, 10)),
    },
    # silent from 9 October; put right on the 27th
    posts=(*every(3, date(2026, 9, 1), date(2026, 10, 9)), at(27, 15)),
    town_down=((at(8, 9), at(9, 9)),),
    line_down=((at(12, 10), at(12, 13)),),
    post_office_down=((at(21, 7), at(21, 12)),),
)  # fmt: skip
#: The machine is off: killed without a word, and started again.
ABSENT = ((at(6, 2), at(6, 5)), (at(19, 0, 10), at(20, 6)))

#: night, audience, heading, what it is about
LATE = [(night, "office", "持续问题", "政务要闻") for night in range(22, 26)]
SILENT = [(night, "office", "持续问题", "内容不更新·2周无更新") for night in range(23, 28)]
SCORED = [(night, "office", "计分项", "新媒体·更新频率") for night in range(21, 28)]
DOWN = [(night, "town", "持续问题", "站点无法访问") for night in range(10, 17)]
EXPECTED = {
    # 社会救助: published 10 September, monthly: due 10 October
    (3, "civil", "即将超期", "社会救助"),  # T-7
    (7, "civil", "即将超期", "社会救助"),  # T-3
    (9, "civil", "即将超期", "社会救助"),  # T-1
    (11, "civil", "新增问题", "社会救助"),
    (12, "civil", "持续问题", "社会救助"),
    (13, "civil", "持续问题", "社会救助"),
    (14, "civil", "持续问题", "社会救助"),
    (15, "civil", "已了结", "社会救助"),
    # 站点: 24 visits failed on 8 and 9 October; 15, then 24, then 9 of 168 are 5 % or more
    (9, "town", "新增问题", "站点无法访问"),
    *DOWN,
    (17, "town", "已了结", "站点无法访问"),
    # 要闻: last on 6 October, due 20 October; T-1 falls into the absence and is said on the next night there is
    (13, "office", "即将超期", "政务要闻"),
    (17, "office", "即将超期", "政务要闻"),
    (20, "office", "即将超期", "政务要闻"),
    (21, "office", "新增问题", "政务要闻"),
    *LATE,
    (26, "office", "已了结", "政务要闻"),
    # the homepage lives on the item of 14 October until 28 October, and shows the new one of the 25th before that
    (24, "office", "即将超期", "首页不更新"),
    (25, "office", "即将超期", "首页不更新"),
    (26, "office", "已了结", "首页不更新"),
    # 新媒体: last on 7 October; two weeks end on the 21st, the scored 13 days on the 20th
    (16, "office", "即将超期", "新媒体·更新频率"),
    (17, "office", "即将超期", "新媒体·更新频率"),
    (20, "office", "即将超期", "新媒体·更新频率"),
    (17, "office", "即将超期", "内容不更新·2周无更新"),
    (18, "office", "即将超期", "内容不更新·2周无更新"),
    (20, "office", "即将超期", "内容不更新·2周无更新"),
    (22, "office", "新增问题", "内容不更新·2周无更新"),
    *SILENT,
    *SCORED,
    (28, "office", "已了结", "新媒体·更新频率"),
    (28, "office", "已了结", "内容不更新·2周无更新"),
}
#: subject, rule, part: opened on, closed on
FINDINGS = {
    ("portal", "column", "jz"): (3, 15),
    ("town", "site_unreachable", ""): (9, 17),
    ("portal", "column", "yw"): (13, 26),
    ("wx", "Z21-23", ""): (16, 28),
    ("wx", "account_silent", ""): (17, 28),
    ("portal", "homepage_stale", ""): (24, 26),
}
#: What stands in a mail besides, and is no news.
QUIET = ("未能监测", "临近期限")


@pytest.fixture
def traveller() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(at(1), tick=False) as coordinates:
        yield coordinates


@asynccontextmanager
async def machine(folder: Path, portal: Portal, office: PostOffice) -> AsyncIterator[tuple[Daemon, Store]]:
    """The program, started."""
    watch = read_watch(folder / "sites.toml")
    url = sqlite_url(folder / "m.db")
    async with open_at(url, folder / "evidence", system_clock, make_validators=Validators) as store:
        await store.remember(watch.subjects)
        runtime = Runtime(
            watch, store, portal, system_clock, Breaker(), build_line(portal, watch, system_clock)
        )
        work = DaemonWork(runtime, carriers=lambda watch: {Carrier.MAIL: office})
        daemon = Daemon(
            store=store, clock=system_clock, sites=lambda: watch.sites, visit=work.visit, duties=work.duties,
            holder=f"process {system_clock():%d%H}", plans=Plans(24), timer=lambda: system_clock().timestamp(),
            pulse_every=timedelta(minutes=20),
        )  # fmt: skip
        yield daemon, store


async def live(
    folder: Path, traveller: time_machine.Traveller, portal: Portal, office: PostOffice, until: datetime
) -> None:
    """Run through the month, killed and started again as the script has it."""
    stretches = [*(begin for begin, _ in ABSENT), until]
    starts = [at(1), *(end for _, end in ABSENT)]
    for start, stop in zip(starts, stretches, strict=True):
        traveller.move_to(start)
        async with machine(folder, portal, office) as (daemon, _):
            await daemon.start()
            await advance(daemon, traveller, stop)
            daemon.scheduler.shutdown(wait=False)


def lines(office: PostOffice) -> list[tuple[int, str, str, str]]:
    """Each line of each unit's mail: night, audience, heading, what it is about."""
    found = []
    for _, mail in office.taken:
        heading = ""
        for line in mail.text.splitlines() if mail.audience != "centre" else ():
            if match := re.match(r"== (\D+?)(?=\d|\s|（|$)", line):
                heading = match[1]
            elif match := re.match(r"- (?:\[[^]]+\] )?(.+)", line):
                found.append((mail.night.day, mail.audience, heading, match[1].split(" · ")[-1]))
    return found


@pytest.mark.soak
async def test_a_month(tmp_path: Path, traveller: time_machine.Traveller) -> None:
    (tmp_path / "sites.toml").write_text(CONFIG, encoding="utf-8")
    portal, office = Portal(SCRIPT), PostOffice(SCRIPT)
    await live(tmp_path, traveller, portal, office, at(31, 23))

    said = [one for one in lines(office) if one[2] not in QUIET]
    assert sorted(said) == sorted(EXPECTED), "each line once, and no other"

    async with machine(tmp_path, portal, office) as (_, store), store.database.read() as connection:
        findings = await stored.all_findings(connection)
        visits = {id: await visits_between(connection, id, at(1), at(31)) for id in ("portal", "town")}
    assert {
        one.key: (one.opened_at.day, one.closed_at.day if one.closed_at else 0) for one in findings
    } == FINDINGS
    assert all(one.episode == 1 for one in findings)

    for site, seen in visits.items():
        filled = {one.facts.slot for one in seen}
        planned = {slot for day in range(1, 31) for slot in Plans(24).first_plan(site, date(2026, 10, day))}
        assert planned <= filled | replanned(seen, planned), f"{site}: a slot is silently missing"
        missed = [one for one in seen if one.facts.reason == Reason.MISSED]
        assert {one.at.day for one in missed} == {6, 19, 20}
        offline = [one for one in seen if one.facts.reason == Reason.OFFLINE]
        assert {(one.at.day, 10 <= one.at.hour < 13) for one in offline} == {(12, True)}

    nights = [mail.night.day for _, mail in office.taken if mail.audience == "centre"]
    assert nights == [day for day in range(1, 32) if day != 19], "the night nobody was there has none"
    ids = [mail.message_id for _, mail in office.taken]
    assert len(set(ids)) == len(ids), "no mail twice"
    late = {when.hour for when, mail in office.taken if mail.night == date(2026, 10, 21)}
    assert office.refused > 0
    assert min(late) >= 12, "it waited for the post office"


def replanned(seen: list[StoredObservation[Visit]], planned: set[datetime]) -> set[datetime]:
    """
    Planned moments of days with an absence in whose hour something else was stored.

    After an absence the rest of the day is planned anew, and a moment of the first plan may be left out.
    """
    hours = {(one.at.day, one.at.hour) for one in seen}
    return {slot for slot in planned if slot.day in (6, 12, 19, 20) and (slot.day, slot.hour) in hours}
