"""Every command is there, and none waits for the others."""

import re
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from monitor.cli import app
from monitor.cli.commands import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_found_and_explains_itself(name: str) -> None:
    done = CliRunner().invoke(app, [name, "--help"])
    assert done.exit_code == 0
    usage, _, words = done.output.strip().partition("\n")
    assert f" {name} [OPTIONS]" in usage
    assert re.match(r"\s+[A-Z]\w+", words), "no word of what it does"


def test_a_mistyped_command_gets_the_nearest_name() -> None:
    done = CliRunner().invoke(app, ["jugde"])
    assert done.exit_code == 2
    assert "judge" in done.stderr


def test_a_command_does_not_load_what_only_others_need() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from monitor.cli import app; "
        "CliRunner().invoke(app, ['config', 'check', '--help']); "
        "print([name for name in ('apscheduler', 'docx', 'fastapi', 'feedparser') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_neither_a_worker_nor_the_judging_loads_the_dashboard() -> None:
    code = "import sys, monitor.cli.worker, monitor.web.pages.morning_notes; print([name for name in sys.modules if name == 'fastapi'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
