"""Which commands begin a new database, and what the others say where none is."""

from pathlib import Path

import pytest

from monitor.cli import console
from monitor.cli.commands import COMMANDS
from monitor.cli.options import WITHOUT_DATABASE
from storage.db.engine import StoreError
from tests.every import every
from tests.operator_desk import Cli


@pytest.fixture
def desk(tmp_path: Path) -> Cli:
    return Cli(tmp_path).configure('[[site]]\nid = "a"\nname = "甲"\nurl = "http://a.test/"\n')


@every(
    "words",
    [
        "judge", "feed", "scores", "report 2026Q3", "status", "web", "registry", "job re_1", "alerts preview", "findings list",
        "evidence show ob_1", "person list", "token list", "audit", "audit verify", "patrol list", "db backup copy.db", "db prune",
        "config edits", "backfill --site a --from 2026-11-01", "materials list", "patrol --site a",
    ],
)  # fmt: skip
def test_a_mistyped_database_is_told_and_not_made(desk: Cli, words: str) -> None:
    gone = desk.folder / "typo" / "m.db"
    done = desk.bare(*words.split(), "--config", str(desk.config), "--db", str(gone))
    assert isinstance(done.exception, StoreError), done.output
    assert f"{gone}: no database is there. Is its name right (--db, MONITOR_DATABASE_URL)" in str(
        done.exception
    )
    assert not gone.parent.exists()


@every("words", ["judge", "status"])
def test_an_emptied_database_is_told_and_not_taken_for_a_new_one(desk: Cli, words: str) -> None:
    emptied = desk.folder / "emptied.db"
    emptied.touch()
    done = desk.bare(words, "--config", str(desk.config), "--db", str(emptied))
    assert "is there and empty (0 bytes)" in str(done.exception)
    assert emptied.stat().st_size == 0


@every("words", ["import", "db upgrade"])
def test_what_gathers_or_migrates_begins_a_new_database(desk: Cli, words: str) -> None:
    gone = desk.folder / words.replace(" ", "-")
    more = [desk.write("rows.jsonl", []), "--config", str(desk.config)] if words == "import" else []
    done = desk.bare(*words.split(), *more, "--db", str(gone))
    assert gone.is_file(), done.output


@every("words", ["run-once --site a", "backfill --site a --from 2026-11-01", "patrol --site a", "daemon"])
def test_a_place_that_takes_no_evidence_is_told_before_anything_is_looked_at(desk: Cli, words: str) -> None:
    desk.run("db", "upgrade")
    (desk.folder / "evidence").write_text("a file stands there", encoding="utf-8")
    done = desk.run(*words.split())
    assert isinstance(done.exception, OSError), done.output
    told = console.not_allowed(done.exception)
    assert told.startswith(
        f"{desk.folder / 'evidence'}: no evidence can be written (Not a directory); name another place"
    )


def test_an_export_without_its_database_says_that_the_edits_are_not_in_it(desk: Cli) -> None:
    gone = desk.folder / "typo.db"
    for more in ([], ["--out", str(desk.folder / "x.toml")], ["--out", str(desk.folder / "x.xlsx")]):
        done = desk.bare("config", "export", *more, "--config", str(desk.config), "--db", str(gone))
        assert done.exit_code == 0
        assert f"what was edited in the browser is not in it: {gone}: no database is there." in done.stderr
    assert not gone.exists()


def test_what_needs_no_database_is_a_command() -> None:
    assert {one.split()[0] for one in WITHOUT_DATABASE} <= set(COMMANDS)
