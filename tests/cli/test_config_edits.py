"""What was edited in the browser, as commands see it: watched, replayed, exported, taken back."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from monitor.app.configuration import read_watch
from monitor.app.runtime import open_runtime
from monitor.cli.daemon import follow_edits
from monitor.config import read_ledger
from monitor.domain.config_edit import ConfigEdit, Door
from storage.db.engine import connect
from storage.decisions import config_edits
from tests.config.test_overlay import FILE, NEWS, edits
from tests.operator_desk import Cli


def store(cli: Cli, said: Sequence[ConfigEdit], seen: int = 0) -> Sequence[ConfigEdit]:
    """Add edits as a page would; returns the others' that are in the way."""

    async def add() -> Sequence[ConfigEdit]:
        database = await connect(cli.url)
        try:
            async with database.write() as connection:
                return await config_edits.add_edits(
                    connection, [replace(one, number=0) for one in said], seen
                )
        finally:
            await database.close()

    return asyncio.run(add())


@pytest.fixture
def desk(cli: Cli) -> Cli:
    return cli.configure(head=FILE)


def test_of_two_who_saw_the_same_the_second_is_told_unless_they_agree_or_changed_other_fields(
    desk: Cli,
) -> None:
    first = edits((NEWS, "frequency", "weekly", "monthly"), (NEWS, "name", "头条", "要闻"))
    assert store(desk, first) == ()
    [other] = store(desk, edits((NEWS, "frequency", "annual", "monthly"), (NEWS, "top_level", True, ...)))
    assert (other.who, other.value, other.number) == ("林某", '"weekly"', 1)
    assert len(config_edits.read_edits(desk.url)) == 2  # of the second save nothing was kept
    assert store(desk, edits((NEWS, "frequency", "weekly", "monthly"), (NEWS, "top_level", True, ...))) == ()
    assert store(desk, edits((NEWS, "frequency", "annual", "monthly")), seen=3) == ()
    assert [one.number for one in config_edits.read_edits(desk.url)] == [1, 2, 3, 4]
    assert desk.run("audit", "verify").exit_code == 0


def test_commands_watch_what_was_edited_and_an_old_moment_keeps_its_own_columns(desk: Cli) -> None:
    before = read_watch(desk.config, desk.url)
    moment = desk.now

    async def remembered() -> list[str]:
        names = []
        async with open_runtime(before, desk.url, desk.clock):
            pass
        desk.now += timedelta(days=1)
        await asyncio.to_thread(store, desk, edits((NEWS, "name", "头条", "要闻")))
        async with open_runtime(read_watch(desk.config, desk.url), desk.url, desk.clock) as runtime:
            for at in (moment, desk.now):
                noted = await runtime.store.descriptions(runtime.watch.sites, at, at, desk.now)
                names.append(noted["portal"].at(at).columns[0].name)  # type: ignore[union-attr]
        return names

    assert asyncio.run(remembered()) == ["要闻", "头条"]


def test_export_list_and_taking_back(desk: Cli) -> None:
    store(desk, edits((NEWS, "name", "头条", "要闻"), ("unit/farm", "", True, ...)))
    broken = desk.run("config", "check")
    assert "unit 'farm': name: is missing" in str(broken.exception)
    assert desk.run("config", "withdraw", "unit/farm").exit_code == 0
    assert desk.run("config", "check").exit_code == 0
    assert (
        "nothing of it was edited; edited are: site/portal/column/news"
        in desk.run("config", "withdraw", "unit/x").output
    )
    listed = desk.bare("config", "edits", "--db", desk.url).output
    assert 'site/portal/column/news  name: "头条"  (file then: "要闻")' in listed
    assert "unit/farm  (the item): taken back" in listed
    out = desk.folder / "whole.toml"
    assert desk.run("config", "export", "--out", str(out)).exit_code == 0
    assert read_ledger(out, config_edits.read_edits(desk.url)).items[NEWS].table["name"] == "头条"
    assert 'name = "头条"' in desk.run("config", "export").output


def test_columns_go_out_to_excel_and_come_back_shown_first_and_kept_on_request(
    desk: Cli, tmp_path: Path
) -> None:
    book = tmp_path / "columns.xlsx"
    assert "1 columns written" in desk.run("config", "export", "--out", str(book), "--site", "portal").stdout
    sheet = load_workbook(book)
    sheet["栏目台账"]["H4"] = "每周"
    sheet.save(book)
    shown = desk.run("config", "import", str(book))
    assert "门户 · 要闻  更新频率：每月 → 每周\n修改1处" in shown.stdout
    assert config_edits.read_edits(desk.url) == ()
    assert desk.run("config", "import", str(book), "--save").exit_code == 0
    [one] = config_edits.read_edits(desk.url)
    assert (one.door, one.field, one.value) == (Door.WORKBOOK, "frequency", '"weekly"')
    store(desk, edits((NEWS, "frequency", "annual", "monthly")), seen=1)
    late = desk.run("config", "import", str(book), "--save")
    assert (late.exit_code, "未采用：导出后已被林某于2026-11-20 00:00改为每年" in late.stdout) == (1, True)
    sheet["栏目台账"]["F4"] = "nowhere"
    sheet.save(book)
    wrong = desk.run("config", "import", str(book))
    assert (wrong.exit_code, "第4行F列：网址“nowhere”不是网址" in wrong.stderr) == (2, True)
    assert desk.run("config", "export", "--site", "portal").exit_code == 2
    table = book.with_suffix(".csv")
    refused = desk.run("config", "export", "--out", str(table))
    assert refused.exit_code == 2
    assert "as .toml, its columns as .xlsx" in refused.stderr
    assert not table.exists()
    table.write_text("栏目编号,栏目名称\n", "utf-8")
    refused = desk.run("config", "import", str(table))
    assert refused.exit_code == 2
    assert "重新提交" in refused.stderr
    assert "上传" not in refused.stderr


def test_a_daemon_or_worker_reads_again_once_for_what_was_edited_and_not_without_it(desk: Cli) -> None:
    read: list[int] = []

    async def read_again() -> None:
        read.append(len(config_edits.read_edits(desk.url)))

    async def follow_two_pulses_each() -> None:
        follow = follow_edits(desk.url, config_edits.newest_edit(desk.url), read_again)
        for said in ((), edits((NEWS, "name", "头条", "要闻")), ()):
            if said:
                await asyncio.to_thread(store, desk, said)
            await follow(desk.now)
            await follow(desk.now)

    asyncio.run(follow_two_pulses_each())
    assert read == [1]


@pytest.mark.parametrize("name", ["nowhere.xlsx", "."])
def test_a_workbook_that_is_not_there_is_told_with_what_to_name(cli: Cli, name: str) -> None:
    done = cli.configure().run("config", "import", str(cli.folder / name))
    assert done.exit_code == 2
    assert "cannot be read" in done.output
    assert "`monitor config export --out X.xlsx` wrote" in done.output
