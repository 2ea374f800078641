"""A full disk is told as such, with the folders that may be full; temporary files are among them."""

import errno
import os
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from monitor.app.pack_files import folder_beside
from monitor.cli import _tell, console
from monitor.cli.judge import replace_file
from monitor.cli.report import write_folder
from storage.db import backup
from tests.operator_desk import Cli

FULL = OSError(errno.ENOSPC, "No space left on device")


def test_a_report_that_finds_no_space_names_its_own_folder_and_that_of_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/scratch")

    def parts() -> Iterator[bytes]:
        yield b"PK"
        raise FULL

    with pytest.raises(typer.Exit) as left:
        write_folder(tmp_path, [("2026Q3-附表.xlsx", parts())])
    assert left.value.exit_code == console.OUR_FAULT
    said = capsys.readouterr().err
    assert f"make room in {tmp_path} and /scratch (temporary files, TMPDIR)" in said
    assert list(tmp_path.iterdir()) == [], "no half file stands there"


def test_a_starter_configuration_that_finds_no_space_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli
) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        path.touch()
        raise FULL

    with monkeypatch.context() as full:
        full.setattr(Path, "write_text", refuse)
        refused = cli.bare("init", str(tmp_path / "mine"))
    assert (refused.exit_code, "make room" in refused.output) == (console.OUR_FAULT, True)
    assert cli.bare("init", str(tmp_path / "mine")).exit_code == 0


@pytest.mark.parametrize("name", ["out.toml", "out.xlsx"])
def test_an_export_of_the_configuration_that_finds_no_space_names_its_own_place(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def refuse(*_: object) -> None:
        raise FULL

    cli.configure(
        '[[site]]\nid = "a"\nname = "甲"\nurl = "http://a.test/"\n[[site.column]]\nid = "yw"\nname = "要闻"\nurl = "http://a.test/yw/"\nkind = "news"\n'
    )
    monkeypatch.setattr(os, "fsync", refuse)
    refused = cli.run("config", "export", "--out", str(cli.folder / name))
    assert (refused.exit_code, f"make room in {cli.folder / name} " in refused.output) == (
        console.OUR_FAULT,
        True,
    ), refused.output
    assert not (cli.folder / name).exists()


def test_a_file_that_may_not_grow_is_told_with_the_limit_to_raise(capsys: pytest.CaptureFixture[str]) -> None:
    large = OSError(errno.EFBIG, "File too large")
    assert _tell(large) == console.OUR_FAULT
    said = capsys.readouterr().err
    assert "ulimit -f" in said
    assert "Traceback" not in said
    with pytest.raises(typer.Exit) as left:
        console.cannot_write("/mnt/stick/feed.json", large)
    assert left.value.exit_code == console.OUR_FAULT
    assert "/mnt/stick/feed.json" in capsys.readouterr().err


def test_a_backup_that_broke_off_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli
) -> None:
    def broken(source: Path, part: Path, *_: object) -> None:
        part.with_name(part.name + "-journal").touch()
        raise FULL

    cli.configure().run("judge")
    monkeypatch.setattr(backup, "_copy_database", broken)
    (there := tmp_path / "there").mkdir()
    assert cli.run("db", "backup", str(there / "b.db")).exit_code != 0
    assert list(there.iterdir()) == []


def test_a_device_or_a_pipe_is_written_to_and_stays_what_it_is(tmp_path: Path) -> None:
    os.mkfifo(pipe := tmp_path / "pipe")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    replace_file(pipe, "甲")
    reader.join(10)
    assert (got, pipe.is_fifo()) == (["甲".encode()], True)


def test_a_link_stays_a_link_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "feed.json").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "feed.json")
    replace_file(tmp_path / "link", "new")
    assert ((tmp_path / "link").is_symlink(), (tmp_path / "feed.json").read_text()) == (True, "new")


def test_no_pack_takes_the_place_of_a_device_or_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="is a device or a pipe, and no file"), folder_beside(tmp_path / "pipe"):
        pass
    assert (tmp_path / "pipe").is_fifo()


def test_only_a_full_disk_is_told_as_one() -> None:
    assert console.no_space(OSError(errno.EDQUOT, "Disk quota exceeded"), "/store").startswith(
        "No space left"
    )
    assert console.no_space(PermissionError(errno.EACCES, "Permission denied"), "/store") == ""
    assert console.no_space(ValueError(errno.ENOSPC), "/store") == ""


def test_an_error_that_is_none_of_writing_is_not_told_as_one() -> None:
    with pytest.raises(
        ConnectionRefusedError
    ):  # of the store on another machine, met while a feed was written
        console.cannot_write("/srv/feed.json", ConnectionRefusedError(errno.ECONNREFUSED, "refused"))


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOTDIR])
def test_a_place_that_may_not_be_written_is_named_without_a_traceback(
    number: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _tell(OSError(number, "no", "/srv/out.xlsx")) == console.USAGE
    said = capsys.readouterr().err
    assert said == "/srv/out.xlsx: no; name another place, or run this as the user to whom it belongs\n"
    assert console.not_allowed(OSError(errno.ENOENT, "no", "/srv/out.xlsx")) == ""


@pytest.mark.parametrize(
    "folder", [".", "/", "/proc"]
)  # the last two are mounted: renaming onto them is "busy"
def test_a_folder_is_told_as_one_where_a_file_is_to_be_written(cli: Cli, folder: str) -> None:
    done = cli.configure('[[site]]\nid = "p"\nname = "示例区人民政府"\nurl = "http://a.gov.cn/"\n').run(
        "feed", "--out", folder
    )
    assert done.exit_code == console.USAGE
    assert done.stderr.endswith(": cannot be written: Is a directory; name a file in it\n")
