"""A full disk is told as such, with the folders that may be full; temporary files are among them."""

import errno
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from monitor.cli import _tell, console
from monitor.cli.report import write_folder

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


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOTDIR, errno.EISDIR])
def test_a_place_that_may_not_be_written_is_named_without_a_traceback(
    number: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _tell(OSError(number, "no", "/srv/out.xlsx")) == console.USAGE
    said = capsys.readouterr().err
    assert said == "/srv/out.xlsx: no; name another place, or run this as the user to whom it belongs\n"
    assert console.not_allowed(OSError(errno.ENOENT, "no", "/srv/out.xlsx")) == ""
