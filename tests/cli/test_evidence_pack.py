"""An evidence pack: everything of one verdict, checked without the database it came from, and no change to it unnoticed."""

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.test_commands import CONFIG, START, Desk
from tests.operator_desk import Cli


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack of a site that was not open in a tenth of its visits."""
    desk = Desk(tmp_path_factory.mktemp("desk"), START + timedelta(days=7, hours=6))
    desk.configure(head=CONFIG)
    assert desk.run("import", desk.week(17)).exit_code == 0
    desk.run("judge", "--as-of", "2026-11-20")
    done = desk.run("evidence", "pack", "portal/site_unreachable", "--out", str(desk.folder / "x.zip"))
    assert done.exit_code == 0, done.output
    assert "不合格" in done.output
    return desk.folder / "x.zip"


def check(folder: Path, pack: Path, *options: str) -> tuple[int, str]:
    elsewhere = Cli(folder / "elsewhere")  # another machine: neither our configuration nor our database
    done = elsewhere.bare("evidence", "check", str(pack), *options)
    return done.exit_code, done.output


def repacked(pack: Path, target: Path, change: Callable[[Path], None]) -> Path:
    """*pack* with *change* done to what is in it; the manifest's sums stay."""
    folder = target.with_suffix("")
    with zipfile.ZipFile(pack) as file:
        file.extractall(folder)
    change(folder)
    shutil.make_archive(str(folder), "zip", folder)
    return target


def resummed(folder: Path) -> None:
    """A manifest that fits what is there now: whoever alters a pack can do that too."""
    import hashlib

    path = folder / "manifest.json"
    about = json.loads(path.read_text("utf-8"))
    about["files"] = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in about["files"]
    }
    path.write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")


def altered(statement: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with closing(sqlite3.connect(folder / "store.db")) as base:
            base.execute(statement)
            base.commit()
        resummed(folder)

    return change


def test_a_pack_holds_on_a_machine_that_has_nothing_else(packed: Path, tmp_path: Path) -> None:
    status, said = check(tmp_path, packed)
    assert status == 0, said
    assert "重新判定，结果逐字一致：不合格" in said
    assert "✗" not in said


def test_a_pack_says_for_people_what_it_is(packed: Path) -> None:
    with zipfile.ZipFile(packed) as file:
        said = file.read("说明.txt").decode()
        assert json.loads(file.read("manifest.json"))["rule"] == "site_unreachable"
    assert "站点无法访问" in said
    assert "monitor evidence check" in said


def test_one_byte_changed_is_named(packed: Path, tmp_path: Path) -> None:
    def change(folder: Path) -> None:
        path = folder / "说明.txt"
        path.write_bytes(path.read_bytes().replace(b"2026", b"2025", 1))

    status, said = check(tmp_path, repacked(packed, tmp_path / "y.zip", change))
    assert status == 4
    assert "说明.txt（已改动）" in said


def test_a_file_left_out_is_named(packed: Path, tmp_path: Path) -> None:
    status, said = check(tmp_path, repacked(packed, tmp_path / "y.zip", lambda folder: (folder / "verdict.json").unlink()))  # fmt: skip
    assert status == 4
    assert "verdict.json（缺失）" in said


def test_a_verdict_altered_with_its_sums_is_told_by_its_replay(packed: Path, tmp_path: Path) -> None:
    def change(folder: Path) -> None:
        path = folder / "verdict.json"
        path.write_text(path.read_text("utf-8").replace('"outcome":"fail"', '"outcome":"pass"'), "utf-8")
        resummed(folder)

    status, said = check(tmp_path, repacked(packed, tmp_path / "y.zip", change))
    assert status == 4
    assert "判定与库中保存的不是同一份" in said


def test_a_visit_altered_with_all_sums_is_told_by_the_chain(packed: Path, tmp_path: Path) -> None:
    change = altered("UPDATE visit SET reach = 'opened' WHERE reach = 'not_opened'")
    status, said = check(tmp_path, repacked(packed, tmp_path / "y.zip", change))
    assert status == 4
    assert "与记录链不符：visit" in said


def test_a_chain_that_was_made_anew_lacks_the_hash_that_a_mail_named(packed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(packed) as file:
        head = json.loads(file.read("manifest.json"))["head"]
    assert check(tmp_path, packed, "--head", head)[0] == 0
    status, said = check(tmp_path, packed, "--head", "0" * 63 + "1")
    assert status == 4
    assert "不含摘要" in said


def test_what_is_no_pack_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK nothing")
    status, said = check(tmp_path, tmp_path / "x.zip")
    assert status == 2
    assert "is no evidence pack" in said


def test_a_verdict_that_nobody_gave_cannot_be_packed(cli: Cli) -> None:
    done = cli.configure(head=CONFIG).run(
        "evidence", "pack", "portal/homepage_stale", "--out", str(cli.folder / "x.zip")
    )
    assert done.exit_code == 1
    assert "no verdict of homepage_stale is stored" in done.output
    assert not (cli.folder / "x.zip").exists()
