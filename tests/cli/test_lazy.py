"""Every command is there, and none waits for the others."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
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


def _ends(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Each command of the program or of a group, as it is typed."""
    found = getattr(command, "commands", None)
    if found is None:
        yield " ".join(words), command
    for name in found or ():
        yield from _ends(found[name], (*words, name))


def test_configuration_and_database_may_be_said_behind_every_command() -> None:
    lacking = [
        words
        for words, command in _ends(typer.main.get_command(app))
        if not {"--config", "--db"} <= {name for one in command.params for name in one.opts}
    ]
    assert lacking == []


def test_a_command_that_reads_neither_leaves_them_aside(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<title>x</title>", "utf-8")
    asked = ["--config", str(tmp_path / "none.toml"), "--db", "nothing.db"]
    done = CliRunner().invoke(app, ["inspect", str(tmp_path / "page.html"), "--as", "article", *asked])
    assert done.exit_code == 1
    assert "none.toml" not in done.output
    assert CliRunner().invoke(app, ["init", str(tmp_path / "mine"), *asked]).exit_code == 0
    assert not (tmp_path / "nothing.db").exists()
