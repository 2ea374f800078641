"""Where words go: every character arrives, whatever the locale of the machine is."""

import io
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from monitor.__main__ import main
from monitor.app.pack_files import folder_beside
from monitor.cli import _tell, console
from monitor.cli.judge import replace_file


class Screen(io.BytesIO):
    """A terminal, of what a test needs of one."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("raw", "arrives"),
    [(io.BytesIO, "✗ 异常".encode()), (Screen, "? 异常".encode("gbk"))],
    ids=["file", "terminal"],
)
def test_a_machine_that_writes_gbk_gets_utf_8_in_files_and_its_own_on_the_screen(
    raw: type[io.BytesIO], arrives: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    stream = io.TextIOWrapper(raw(), encoding="gbk")
    console.adapt(stream)
    stream.write("✗ 异常")
    stream.flush()
    assert stream.buffer.getvalue() == arrives  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("raw", "arrives"), [(io.BytesIO, b"xx/\\udcff"), (Screen, b"xx/?")], ids=["file", "terminal"]
)
def test_a_name_of_another_encoding_ends_no_command(
    raw: type[io.BytesIO], arrives: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    stream = io.TextIOWrapper(raw(), encoding="utf-8", errors="strict")
    console.adapt(stream)
    stream.write(os.fsdecode(b"xx/\xff"))
    stream.flush()
    assert stream.buffer.getvalue() == arrives  # type: ignore[attr-defined]


def test_a_word_of_another_encoding_that_cannot_be_stored_is_told_and_nothing_else_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed, other = os.fsdecode(b"xx/\xc8\xfd"), os.fsdecode(b"\xff")
    monkeypatch.setattr("sys.argv", ["monitor", "evidence", "show", typed])
    with pytest.raises(UnicodeEncodeError) as raised:
        f"a reason: {typed}".encode()
    assert _tell(raised.value) == console.USAGE
    assert "not UTF-8" in capsys.readouterr().err
    with pytest.raises(UnicodeEncodeError) as raised:
        other.encode()
    assert _tell(raised.value) == console.OUR_FAULT


def test_what_a_person_says_of_the_encoding_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "gbk")
    stream = io.TextIOWrapper(io.BytesIO(), encoding="gbk")
    console.adapt(stream)
    assert (stream.encoding, stream.errors) == ("gbk", "backslashreplace")
    monkeypatch.setenv("PYTHONIOENCODING", "gbk:strict")
    stream = io.TextIOWrapper(io.BytesIO(), encoding="gbk", errors="strict")
    console.adapt(stream)
    assert stream.errors == "strict"


def test_a_file_that_cannot_be_written_is_named_as_it_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    (tmp_path / "folder").mkdir()
    nowhere = Path("/proc/none/out.toml")  # no folder can be made there, by root either
    for asked in (tmp_path / "file" / "out.toml", tmp_path / "folder", nowhere):
        with pytest.raises(OSError, match=r"directory|folder") as raised:
            replace_file(asked, "x")
        assert console.not_allowed(raised.value).startswith(f"{asked}: ")
        with pytest.raises(OSError, match=r"directory|folder") as raised, folder_beside(asked):
            pass
        assert console.not_allowed(raised.value).startswith(f"{asked}: ")


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["judge", "--as-of", "x"]])
def test_a_reader_who_has_read_enough_ends_no_command_and_changes_no_status(words: list[str]) -> None:
    command = [sys.executable, "-m", "monitor", *words]
    own = subprocess.run(command, capture_output=True, check=False).returncode
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as unread:
        assert subprocess.run(command, stdout=unread, stderr=unread, check=False).returncode == own
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w", encoding="utf-8") as pipe:
        stream = console.outliving(pipe)
        for _ in range(2):  # the second goes nowhere
            print("合格" * 10_000, file=stream, flush=True)


@pytest.mark.parametrize("words", [["--version"], ["--help"]])
def test_an_output_on_a_full_disk_is_told_and_ends_with_3(words: list[str]) -> None:
    command = [sys.executable, "-m", "monitor", *words]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        assert done.returncode == console.OUR_FAULT
        assert done.stderr.startswith(f"No space left on a disk: make room in {console.OUTPUT}")
        assert "Traceback" not in done.stderr
        assert subprocess.run(command, stdout=full, stderr=full, check=False).returncode == console.OUR_FAULT


def test_what_was_closed_before_is_written_nowhere() -> None:
    with console.outliving(None) as stream:
        assert stream.write("合格")


def test_ctrl_c_while_the_program_is_still_read_in_ends_it_as_later(monkeypatch: pytest.MonkeyPatch) -> None:
    class Loading(ModuleType):
        def __getattr__(self, name: str) -> object:
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "monitor.cli", Loading("monitor.cli"))
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 130
