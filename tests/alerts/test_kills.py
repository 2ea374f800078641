"""A sender that is killed anywhere repeats a mail at most once, says so, and forgets none."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_killed_between_any_two_steps_a_mail_goes_twice_at_most_and_is_marked() -> None:
    """Every 40th step here; `make kills` takes every step and hundreds of kills."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.alerts.kills", "40", "3"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=250,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["wrong"] == []
    assert found["kills"] >= 6
