"""One damaged record leaves its own site unknown; all others are judged, and what happened is told."""

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from structlog.testing import capture_logs

from monitor.alerts.night import compose_night
from monitor.app.damaged import check_whole, words_of
from monitor.app.duties import DaemonWork
from monitor.app.runtime import Runtime
from monitor.domain.case import Review
from monitor.domain.content import Item, ListState
from monitor.domain.finding import Owed
from monitor.domain.observation import Fact, Homepage, Listing, Observation
from monitor.domain.page_marks import PageMarks
from monitor.domain.timing import DAY, day_of
from monitor.domain.verdict import Outcome
from monitor.wording.say import say
from storage.db import tables
from storage.db.troubles import DamagedRecord, StoreFault
from storage.decisions import findings
from storage.observations.certificates import certificates_of
from storage.ops.outbox import Outbox
from tests.alerts.nights import mail
from tests.app.world import NIGHT, OLD, OLD_DAY, Hours, stale_portal
from tests.cli.test_commands import SECOND
from tests.operator_desk import Cli


async def damage(made: Runtime, site: str, kind: type[Fact] = Homepage, odd: str = "'{}'") -> None:
    table = tables.observation
    async with made.store.database.write() as connection:
        of_site = select(table.c.digest).where(table.c.subject == site, table.c.kind == kind.kind)
        await connection.execute(
            update(tables.body).where(tables.body.c.digest.in_(of_site)).values(json=text(odd))
        )


async def test_the_site_whose_record_is_damaged_is_unknown_and_the_others_are_judged(tmp_path: Path) -> None:
    hours = Hours(NIGHT)
    async with stale_portal(tmp_path, hours, SECOND) as made:
        empty = Homepage(state=ListState.UNREADABLE, reason="x")
        await made.store.save([Observation(subject="school", at=NIGHT, facts=empty)])
        sound = await made.judge(made.watch.sites, hours.now, save=False)
        await damage(made, "portal")
        found = await made.judge(made.watch.sites, hours.now)
        assert {one.outcome for one in found["portal"]} == {Outcome.UNKNOWN}
        assert [one.rule for one in found["portal"]] == [one.rule for one in sound["portal"]]
        assert {say(one.reason) for one in found["portal"]} == {"监测记录已损坏，无法判定"}
        assert found["school"] == sound["school"]
        assert list(made.damaged) == ["portal"]
        with pytest.raises(StoreFault, match=r"portal: could not be told, all others were.*newest backup"):
            check_whole(made.damaged)
        with pytest.raises(DamagedRecord):  # asked for alone there is nothing else to judge
            await made.judge(made.watch.sites[:1], hours.now)
        [unknown] = await made.judge(made.watch.sites[:1], hours.now, of_many=True)  # the others come behind
        assert unknown == "portal"


@pytest.mark.parametrize(
    "statement",
    [
        "newest_shown SET day = 'x' WHERE site = 'portal'",
        "newest_shown SET day = 5 WHERE site = 'portal'",
        "newest_shown SET day = '2026-13-45' WHERE site = 'portal'",
        "newest_shown SET seen_at = 'x' WHERE site = 'portal'",
        "observation SET digest = 'x' WHERE subject = 'portal' AND kind = 'homepage'",
    ],
)
async def test_a_day_that_is_none_or_a_text_that_is_gone_is_a_damaged_record(
    tmp_path: Path, statement: str
) -> None:
    hours = Hours(NIGHT)
    async with stale_portal(tmp_path, hours, SECOND) as made:
        sound = await made.judge(made.watch.sites, hours.now, save=False)
        change(tmp_path, statement)
        found = await made.judge(made.watch.sites, hours.now)
        assert {one.outcome for one in found["portal"]} == {Outcome.UNKNOWN}
        assert found["school"] == sound["school"]
        with pytest.raises(
            StoreFault, match=r"portal: could not be told.*(read by storage\.|text x… is not there)"
        ):
            check_whole(made.damaged)


async def test_the_nights_duty_judges_the_others_and_says_what_to_do(tmp_path: Path) -> None:
    hours = Hours(NIGHT)
    async with stale_portal(tmp_path, hours, SECOND) as made:
        await damage(made, "portal")
        with capture_logs() as logged:
            done = await DaemonWork(made).judge(hours.now)
        assert "监测记录已损坏" in say(done)
        assert ["portal" in one["detail"] for one in logged if one["event"] == "records_damaged"] == [True]
        stored = await made.store.latest_verdicts(["portal", "school"], hours.now)
        assert {one.outcome for one in stored["portal"]} == {Outcome.UNKNOWN}
        assert stored["school"]
        assert not made.damaged
        hours.now += timedelta(minutes=5)
        with capture_logs() as logged:
            await DaemonWork(made).judge(hours.now)
        assert [one["event"] for one in logged].count("records_damaged") == 1


async def test_the_mail_duty_says_what_it_could_not_tell_and_leaves_it_to_no_later_judging(
    tmp_path: Path,
) -> None:
    hours = Hours(NIGHT)
    async with stale_portal(tmp_path, hours, SECOND) as made:
        await damage(made, "portal")
        with capture_logs() as logged:
            said = say(await DaemonWork(made).mail(hours.now))
        assert "监测记录已损坏，1项未能得出" in said
        assert ["portal" in one["detail"] for one in logged if one["event"] == "records_damaged"] == [True]
        assert not made.damaged


def change(folder: Path, statement: str) -> None:
    """What another program changes, which heeds no foreign key."""
    with closing(sqlite3.connect(folder / "m.db")) as other:
        assert other.execute(f"UPDATE {statement}").rowcount
        other.commit()


@pytest.mark.parametrize(
    "statement",
    [
        "finding SET standing = '{}' WHERE subject = 'portal'",
        "finding SET opened_at = 'x' WHERE subject = 'portal'",
        "finding SET grade = 'x' WHERE subject = 'portal'",
        "step SET act = 'x' WHERE finding = (SELECT id FROM finding WHERE subject = 'portal')",
        "repeated SET verdicts = 'x' WHERE subject = 'portal'",
        "repeated SET verdicts = '[9999]' WHERE subject = 'portal'",
        "repeated SET known_by = 'x' WHERE subject = 'portal'",
        "verdict SET known_by = 'x' WHERE subject = 'portal'",
        "review SET outcome = 'x' WHERE subject = 'portal'",
        "description SET digest = 'x' WHERE subject = 'portal'",
    ],
)
async def test_what_was_said_of_a_subject_before_ends_no_night_where_it_is_damaged(
    tmp_path: Path, statement: str
) -> None:
    hours = Hours(NIGHT)
    async with stale_portal(tmp_path, hours, SECOND) as made:
        item = Item(title="关于防汛安全检查的通知", url=OLD, on=OLD_DAY)
        listing = Listing(state=ListState.ITEMS, items=(item,))
        looks = [
            Observation(subject="portal", part="news", at=NIGHT - DAY * n, facts=listing) for n in range(15)
        ]
        await made.store.save(looks)
        signed = Review(
            id="re_1", at=NIGHT, who="li", act="sign", subject="portal", target="safety_wording", outcome="pass", reason="已核对"
        )  # fmt: skip
        await made.store.add_review(signed)
        work = DaemonWork(made)
        for _ in range(2):  # the second comes to the same, and is a repeat
            await work.judge(hours.now)
            hours.now += timedelta(hours=1)
        sound = await made.store.latest_verdicts(["school"], hours.now)
        change(tmp_path, statement)
        with capture_logs() as logged:
            said = say(await work.judge(hours.now)) + say(await work.mail(hours.now))
        assert "监测记录已损坏" in said
        told = next(one["detail"] for one in logged if one["event"] == "records_damaged")
        assert told.startswith("portal")
        stored = await made.store.latest_verdicts(["portal", "school"], hours.now)
        assert [one.outcome for one in stored["school"]] == [one.outcome for one in sound["school"]]
        assert {one.decided_at for one in stored["portal"]} == {hours.now}


@pytest.mark.parametrize("table", ["verdict", "repeated"])
async def test_a_moment_of_judging_that_is_none_ends_no_night(tmp_path: Path, table: str) -> None:
    hours = Hours(NIGHT)
    async with stale_portal(tmp_path, hours, SECOND) as made:
        work = DaemonWork(made)
        for _ in range(2):
            await work.judge(hours.now)
            hours.now += timedelta(hours=1)
        change(tmp_path, f"{table} SET decided_at = 'x' WHERE subject = 'portal'")
        for _ in range(2):
            await work.judge(hours.now)
            await work.mail(hours.now)
            hours.now += timedelta(hours=1)
        stored = await made.store.latest_verdicts(["portal", "school"], hours.now)
        assert set(stored) == {"portal", "school"}


async def test_a_last_batch_of_one_whose_record_is_damaged_ends_no_night(tmp_path: Path) -> None:
    hours = Hours(NIGHT)
    async with stale_portal(tmp_path, hours) as made:
        await damage(made, "portal")
        assert "监测记录已损坏" in say(await DaemonWork(made).judge(hours.now))
        stored = await made.store.latest_verdicts(["portal"], hours.now)
        assert {one.outcome for one in stored["portal"]} == {Outcome.UNKNOWN}


async def test_what_was_found_of_a_column_stays_open_while_a_record_of_its_site_is_damaged(
    tmp_path: Path,
) -> None:
    hours = Hours(NIGHT)
    async with stale_portal(tmp_path, hours, SECOND) as made:
        item = Item(title="关于防汛安全检查的通知", url=OLD, on=OLD_DAY)
        listing = Listing(state=ListState.ITEMS, items=(item,))
        await made.store.save(
            [Observation(subject="portal", part="news", at=NIGHT - DAY * n, facts=listing) for n in range(15)]
        )

        async def open_columns() -> list[str]:
            async with made.store.database.read() as connection:
                found = await findings.open_findings(connection, ["portal"])
            return [one.part for one in found if one.rule == Owed.COLUMN]

        work = DaemonWork(made)
        await work.judge(hours.now)
        assert await open_columns() == ["news"]
        await damage(made, "portal")
        hours.now += timedelta(hours=1)
        await work.judge(hours.now)
        assert await open_columns() == ["news"]


@pytest.mark.parametrize("odd", ["'{}'", "CAST(x'ff5a5a5a' AS TEXT)"])  # another text, and none at all
async def test_the_nights_mails_go_out_and_name_the_certificates_of_the_others(
    tmp_path: Path, odd: str
) -> None:
    hours = Hours(NIGHT)
    async with stale_portal(tmp_path, hours, SECOND) as made:
        for site, days in (("portal", 3), ("school", 4)):
            marks = PageMarks(url="x", state="read", certificate_until=(NIGHT + DAY * days).date())
            await made.store.save([Observation(subject=site, at=NIGHT, facts=marks)])
        await damage(made, "portal", PageMarks, odd)
        assert (await compose_night(made, day_of(hours.now), keep=False)).mails
        async with made.store.database.read() as connection:
            found = await certificates_of(connection, ["portal", "school"], hours.now)
        assert list(found) == ["school"]


async def _damaged(folder: Path, hours: Hours) -> None:
    async with stale_portal(folder, hours, SECOND) as made:
        await damage(made, "portal")


@pytest.mark.parametrize("asked", [["judge"], ["feed"], ["alerts", "preview"]])
def test_commands_write_what_could_be_told_and_end_with_our_fault(
    cli: Cli, tmp_path: Path, asked: list[str]
) -> None:
    hours, out = Hours(NIGHT), tmp_path / "out"
    asyncio.run(_damaged(cli.folder, hours))
    cli.now = hours.now
    shown = cli.run(*asked, *([] if asked == ["judge"] else ["--out", str(out)]))
    assert isinstance(shown.exception, StoreFault)
    assert str(shown.exception).startswith("portal")
    if asked == ["judge"]:
        assert "示例区教育局" in shown.output
    if asked == ["feed"]:
        document = json.loads(out.read_text(encoding="utf-8"))
        assert {one["id"] for one in document["subjects"]} == {"portal", "school"}
    if asked[0] == "alerts":
        assert list(out.glob("*.eml"))


async def _judged(folder: Path, hours: Hours) -> None:
    async with stale_portal(folder, hours, SECOND) as made:
        item = Item(title="关于防汛安全检查的通知", url=OLD, on=OLD_DAY)
        listing = Listing(state=ListState.ITEMS, items=(item,))
        looks = [
            Observation(subject=site, part="news", at=NIGHT - DAY * n, facts=listing)
            for site in ("portal", "school")
            for n in range(15)
        ]
        await made.store.save(looks)
        await DaemonWork(made).judge(hours.now)


@pytest.mark.parametrize("asked", [["findings", "list"], ["findings", "list", "--closed"], ["judge"]])
@pytest.mark.parametrize("statement", ["finding SET standing = '{}'", "step SET at = 'x'"])
def test_commands_list_the_other_findings_and_end_with_our_fault(
    cli: Cli, asked: list[str], statement: str
) -> None:
    hours = Hours(NIGHT)
    asyncio.run(_judged(cli.folder, hours))
    whole = "finding" if statement.startswith("step") else "id"
    change(cli.folder, f"{statement} WHERE {whole} = (SELECT min(id) FROM finding)")
    cli.now = hours.now + timedelta(minutes=5)
    shown = cli.run(*asked)
    assert isinstance(shown.exception, StoreFault)
    assert "all others were" in str(shown.exception)


async def test_a_moment_that_is_none_is_not_the_newest_that_was_heard(tmp_path: Path) -> None:
    hours = Hours(NIGHT)
    async with stale_portal(tmp_path, hours, SECOND) as made:
        heard = await made.store.newest_heard()
        change(tmp_path, "description SET since = 'x' WHERE subject = 'portal'")
        assert await made.store.newest_heard() == heard


def test_of_many_damaged_subjects_a_few_are_named() -> None:
    said = words_of({f"s{n}": "The record" for n in range(7)})
    assert said == "s0, s1, s2, s3, s4 and 2 more: could not be told, all others were. The record"


async def test_a_damaged_mail_ends_no_nights_mails_and_the_centre_reads_of_it(tmp_path: Path) -> None:
    hours = Hours(NIGHT)
    async with stale_portal(tmp_path, hours, SECOND) as made:
        before = day_of(hours.now) - DAY
        await Outbox(made.store.database).put([mail(night=before, created_at=hours.now, next_at=hours.now)])
        change(tmp_path, "outbox SET findings = 'x'")
        said = say(await DaemonWork(made).mail(hours.now))
        assert said.count("监测记录已损坏，1项未能得出") == 1
        centre = (await compose_night(made, day_of(hours.now), keep=False)).digests[0]
        assert "发件箱等处1条记录已损坏，无法得知其内容（处理办法见运行日志）" in centre.alarms
