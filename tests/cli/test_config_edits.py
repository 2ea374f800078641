"""What was edited in the browser, as commands see it: watched, replayed, exported, taken back."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.app.runtime import open_runtime, read_watch
from monitor.config import read_ledger
from monitor.domain.config_edit import ConfigEdit
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
