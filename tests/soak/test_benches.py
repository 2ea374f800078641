"""Each bench still runs, at its smallest: what nobody runs for months is told here."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: All but those that learn from pages or measure on them, that need another environment, or serve for others.
BENCHES: Sequence[tuple[str, ...]] = (
    ("accounts.py", "5", "--rounds", "2"),
    ("crawl.py", "--sites", "1", "--rounds", "1"),
    ("daemon.py", "2", "1"),
    ("dashboard.py", "--sites", "10", "--days", "3", "--rounds", "1"),
    ("judge.py", "200"),
    ("nights.py", "1"),
    ("pack.py", "200"),
    ("province.py", "--sites", "5", "--nights", "2"),
    ("quarter.py", "1"),
    ("rows.py",),
    ("seats.py", "--sites", "20"),
    ("start.py", "1"),
    ("sweep.py", "--sites", "10", "--rounds", "1"),
    ("writes.py", "50"),
)


@pytest.mark.soak
@pytest.mark.parametrize("command", BENCHES, ids=lambda command: command[0])
def test_a_bench_runs(command: Sequence[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / command[0]), *command[1:]],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip()
