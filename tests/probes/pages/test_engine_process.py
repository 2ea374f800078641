"""Pages' scripts run in one small process: what happens to it happens to no page, and its end is the end of nothing else."""

import os
import signal
import sys
from pathlib import Path

import pytest

from probes.pages.document import engine_process
from probes.pages.document.engine_process import _HELD
from probes.pages.document.scripts import render


def _shown(word: str) -> str:
    return render(f"<p id=d></p><script>d.innerHTML='{word}'</script>", "", None).html


def test_a_process_that_was_ended_is_started_anew() -> None:
    assert 'd">first' in _shown("first")
    os.kill(_HELD._pid, signal.SIGKILL)
    assert 'd">second' in _shown("second")


def test_a_process_that_somebody_stopped_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    _shown("before")
    os.kill(_HELD._pid, signal.SIGSTOP)
    monkeypatch.setattr(engine_process, "WALL_S", 0.0)
    monkeypatch.setattr(engine_process, "_GRACE_S", 0.01)
    assert _HELD.ask(b"[[], []]", bytes(1 << 20)) == b""  # more than the way there holds
    assert 'd">after' in _shown("after")


def test_one_process_runs_the_scripts_of_page_after_page_and_they_know_nothing_of_each_other() -> None:
    assert 'd">a' in _shown("a")
    held = _HELD._pid
    tricks = "<p id=d></p><script>window.kept = 'left behind'; Array.prototype.map = null; d.innerHTML = 'x'</script>"
    assert render(tricks, "", None).unable
    assert render("<script>for(;;);</script><script>document.write(1)</script>", "", None).failed
    other = "<p id=d></p><script>d.innerHTML = typeof kept + [1].map(function (n) { return n + 1; })</script>"
    assert 'd">undefined2' in render(other, "", None).html
    assert held == _HELD._pid


def test_a_copy_of_this_process_has_one_of_its_own() -> None:
    _shown("before")
    held = _HELD._pid
    if (copy := os.fork()) == 0:
        is_own = False
        try:
            is_own = _HELD._pid < 0 and 'd">inside' in _shown("inside") and held != _HELD._pid
        finally:
            os._exit(0 if is_own else 1)
    assert os.waitpid(copy, 0)[1] == 0
    assert 'd">after' in _shown("after")
    assert held == _HELD._pid


class _CutShort(bytes):
    def __len__(self) -> int:
        raise KeyboardInterrupt


def test_what_was_cut_short_is_not_taken_for_another_page() -> None:
    _shown("before")
    with pytest.raises(KeyboardInterrupt):
        _HELD.ask(b"[[], []]", _CutShort())
    assert 'd">after' in _shown("after")


def test_the_directory_that_one_is_in_brings_no_modules_and_may_be_gone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    (here / "json.py").write_text("raise SystemExit")
    _HELD._end()
    assert 'd">own' in _shown("own")
    (here / "json.py").unlink()
    here.rmdir()
    monkeypatch.setattr(sys, "path", [*sys.path, ""])
    _HELD._end()
    assert 'd">gone' in _shown("gone")
