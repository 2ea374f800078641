"""`monitor db backup` as an operator uses it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import Result

from tests.operator_desk import Cli

CONFIG = """
edition = "fuzhou-2021"
[centre]
name = "示例区大数据服务中心"
[[site]]
id = "portal"
name = "示例区人民政府"
url = "http://www.example.gov.cn/"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Cli(tmp_path).configure(head=CONFIG)
    run(tmp_path, "db", "upgrade")
    path = tmp_path / "evidence/2026/11/20/A.warc.gz"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"one")
    return tmp_path


def run(folder: Path, *words: str) -> Result:
    return Cli(folder).bare(
        "--config", str(folder / "sites.toml"), "--db", str(folder / "monitor.db"), *words
    )


def test_a_backup_says_what_it_wrote_and_where(folder: Path) -> None:
    done = run(folder, "db", "backup", str(folder / "copy.db"), "--evidence", str(folder / "copies"))
    assert done.exit_code == 0, done.output
    assert "verified" in done.output
    assert "1 evidence files copied (3 bytes), 0 there" in done.output
    with closing(sqlite3.connect(folder / "copy.db")) as one:
        assert one.execute("SELECT count(*) FROM finding").fetchone() == (0,)


def test_a_copy_longer_than_its_original_is_told_and_left(folder: Path) -> None:
    there = folder / "copies/2026/11/20/A.warc.gz"
    there.parent.mkdir(parents=True)
    there.write_bytes(b"longer")
    done = run(folder, "db", "backup", str(folder / "copy.db"), "--evidence", str(folder / "copies"))
    assert done.exit_code == 3
    assert "2026/11/20/A.warc.gz" in done.output
    assert there.read_bytes() == b"longer"


def test_evidence_may_be_copied_alone(folder: Path) -> None:
    done = run(folder, "db", "backup", "--evidence", str(folder / "copies"))
    assert done.exit_code == 0, done.output
    assert (folder / "copies/2026/11/20/A.warc.gz").read_bytes() == b"one"


def test_nothing_to_copy_is_wrong_usage(folder: Path) -> None:
    done = run(folder, "db", "backup")
    assert done.exit_code == 2
    assert "--evidence DIR" in done.output
