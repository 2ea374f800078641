"""`monitor scores` as a person would use it."""

import hashlib
import io
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import Result

from tests.cli.test_commands import CONFIG, Desk

ACCOUNT = """
[[account]]
id = "weibo"
name = "示例发布"
platform = "weibo"
unit = "office"
source = {kind = "import"}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.configure(ACCOUNT, head=CONFIG)
    return made


def scores(desk: Desk, *words: str) -> Result:
    return desk.run("scores", "--out", str(desk.folder / "out"), "--as-of", "2026-11-20", *words)


def written(desk: Desk) -> list[str]:
    return sorted(path.name for path in (desk.folder / "out").glob("*"))


def rows(desk: Desk, name: str) -> dict[str, tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO((desk.folder / "out" / name).read_bytes()))
    return {row[0]: row for row in book["评分表"].iter_rows(min_row=3, values_only=True)}


def verdicts_kept(desk: Desk) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(desk.folder / "m.db")) as database:
        return database.execute("SELECT subject, rule, digest FROM verdict ORDER BY number").fetchall()


def test_everyone_gets_a_sheet_by_the_configured_edition(desk: Desk) -> None:
    done = scores(desk, "--all")
    assert done.exit_code == 0, done.output
    assert written(desk) == ["account-weibo-Z21-20261120.xlsx", "site-portal-Z21-20261120.xlsx"]
    assert "35项指标，适用27" in done.output


def test_a_failed_veto_from_the_store_ends_the_scoring(desk: Desk) -> None:
    desk.run("import", desk.week(9))
    assert "单项否决，不再评分" in scores(desk, "--site", "portal").output
    found = rows(desk, "site-portal-Z21-20261120.xlsx")
    assert (found["Z21-V"][4], found["Z21-01"][4]) == ("未达标", "不再评分")
    assert "站点无法访问：未达标，近7天访问168次，9次未打开，占5.36%，限值5%" in found["Z21-V"][6]


def test_another_edition_is_a_trial_that_leaves_the_store_as_it_was(desk: Desk) -> None:
    desk.run("import", desk.week(8))
    desk.run("judge", "--as-of", "2026-11-20")
    before = verdicts_kept(desk)
    assert before
    trial = scores(desk, "--all", "--edition", "fujian-2019")
    assert trial.exit_code == 0, trial.output
    assert written(desk) == ["account-weibo-F19N-20261120.xlsx", "site-portal-F19W-20261120.xlsx"]
    found = rows(desk, "site-portal-F19W-20261120.xlsx")
    assert (found["F19W-V07"][4], found["F19W-V08"][4], found["F19W-53"][4]) == ("达标", "未知", "待人工")
    assert verdicts_kept(desk) == before


def test_the_same_store_and_moment_give_the_same_file(desk: Desk) -> None:
    digests = set()
    for _ in range(2):
        scores(desk, "--site", "portal")
        digests.add(
            hashlib.sha256((desk.folder / "out" / "site-portal-Z21-20261120.xlsx").read_bytes()).hexdigest()
        )
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--all", "--site", "portal"), "say whose score sheets"),
        (("--site", "portall"), "no such site: 'portall'"), (("--account", "x"), "no such account: 'x'"),
        (("--all", "--edition", "national-2019"), "--edition: found 'national-2019', expected one that scores: fujian-2019"),
    ],
    ids=["both", "no-site", "no-account", "edition"],
)  # fmt: skip
def test_wrong_use_is_told_and_writes_nothing(desk: Desk, words: tuple[str, ...], said: str) -> None:
    done = scores(desk, *words)
    assert (done.exit_code, said in done.output) == (2, True)
    assert written(desk) == []


def test_who_has_no_table_is_told_why_and_the_others_get_theirs(desk: Desk) -> None:
    (desk.folder / "sites.toml").write_text(
        CONFIG.replace('id = "portal"', 'id = "portal"\nedition = "national-2019"') + ACCOUNT,
        encoding="utf-8",
    )
    done = scores(desk, "--all")
    assert (done.exit_code, "site 'portal': edition 'national-2019' holds vetoes only" in done.output) == (1, True)  # fmt: skip
    assert written(desk) == ["account-weibo-Z21-20261120.xlsx"]
    assert scores(desk, "--site", "portal").exit_code == 2


def test_a_folder_that_cannot_be_written_is_named(desk: Desk) -> None:
    (desk.folder / "out").write_text("a file", encoding="utf-8")
    done = scores(desk, "--site", "portal")
    assert (done.exit_code, "cannot be written" in done.output) == (2, True)
