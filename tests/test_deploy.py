"""What is shipped to run the program with fits the program, and is closed where it can be."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from monitor.cli import app
from monitor.cli.commands import COMMANDS
from tests.every import every

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
UNITS = ("gov-monitor.service", "gov-monitor-web.service", "monitor-worker@.service")
SECRET = re.compile(r"(PASSWORD|SECRET|TOKEN|CHAT)", re.IGNORECASE)


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string((DEPLOY / name).read_text("utf-8"))
    return parser


@every("name", UNITS)
@every(
    ("key", "value"),
    [
        ("NoNewPrivileges", "yes"),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateTmp", "yes"),
        ("CapabilityBoundingSet", ""),
        ("StateDirectory", "gov-monitor"),
        ("User", "gov-monitor"),
        ("Restart", "always"),
    ],
)
def test_a_unit_may_do_no_more_than_it_must(name: str, key: str, value: str) -> None:
    assert unit(name)["Service"][key] == value


@pytest.mark.parametrize("name", ["gov-monitor.service", "monitor-worker@.service"])
def test_the_daemon_and_a_worker_tell_systemd_how_they_are(name: str) -> None:
    service = unit(name)["Service"]
    assert (service["Type"], service["NotifyAccess"]) == ("notify", "main")
    assert int(service["WatchdogSec"]) >= 120
    assert service["ExecReload"] == "/bin/kill -HUP $MAINPID"


@pytest.mark.parametrize("name", UNITS)
def test_systemd_understands_the_unit(name: str, tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd here")
    text = (DEPLOY / name).read_text("utf-8").replace("/opt/gov-monitor/.venv/bin/monitor", sys.executable)
    (tmp_path / name).write_text(text, encoding="utf-8")
    said = subprocess.run(
        [analyze, "verify", "--man=no", str(tmp_path / name)], capture_output=True, text=True, check=False
    )
    complaints = [line for line in said.stderr.splitlines() if name in line]
    assert (said.returncode, complaints) == (0, [])


def commands(name: str, heading: str) -> list[str]:
    """What is to be typed in one section of a document, without remarks."""
    section = (DEPLOY / name).read_text("utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return [line.partition("   # ")[0] for line in section.splitlines() if line.startswith("    ")]


def test_backup_and_restore_are_the_same_in_both_languages() -> None:
    english = commands("README.md", "Back up and restore")
    assert len(english) >= 10
    assert commands("README.zh-CN.md", "备份与恢复") == english


def compose() -> dict[str, Any]:
    yaml = pytest.importorskip("yaml")
    found: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    return found


def test_the_tables_are_upgraded_before_anything_starts() -> None:
    services = compose()["services"]
    assert services["upgrade"]["command"] == ["db", "upgrade"]
    for name in ("daemon", "web", "worker"):
        assert services[name]["depends_on"]["upgrade"] == {"condition": "service_completed_successfully"}


def test_workers_are_started_by_who_asks_for_them_and_share_the_daemons_evidence() -> None:
    services = compose()["services"]
    assert services["worker"]["profiles"] == ["workers"]
    assert services["worker"]["volumes"] == services["daemon"]["volumes"]


def test_no_service_is_privileged_or_open_to_the_network() -> None:
    for service in compose()["services"].values():
        assert "privileged" not in service
        assert "no-new-privileges:true" in service["security_opt"]
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_no_secret_stands_in_the_compose_file_or_the_example() -> None:
    for service in compose()["services"].values():
        for key, value in service.get("environment", {}).items():
            assert not SECRET.search(key) or value.startswith("${"), key
    lines = (DEPLOY / "gov-monitor.env.example").read_text("utf-8").splitlines()
    given = [line.lstrip("#") for line in lines if re.match(r"#?[A-Z_]+=", line)]
    assert len(given) >= 4
    assert [line for line in given if SECRET.search(line) and not line.endswith("=")] == []


def test_every_volume_that_is_used_is_declared() -> None:
    document = compose()
    used = {
        one.split(":")[0] for service in document["services"].values() for one in service.get("volumes", [])
    }
    assert {one for one in used if not one.startswith(".")} == set(document["volumes"])


def test_every_command_that_is_started_exists() -> None:
    started = {service["command"][0] for service in compose()["services"].values() if "command" in service}
    for name in UNITS:
        text = (DEPLOY / name).read_text("utf-8")
        started |= set(re.findall(r"bin/monitor ([a-z-]+)", text))
    docker = (DEPLOY / "Dockerfile").read_text("utf-8")
    started |= set(re.findall(r'CMD \["monitor", "([a-z-]+)"', docker))
    assert {"daemon", "web", "db", "status", "worker"} <= started
    assert started <= set(COMMANDS)


def test_every_option_that_is_started_with_exists() -> None:
    lines = [service["command"] for service in compose()["services"].values() if "command" in service]
    for name in UNITS:
        text = (DEPLOY / name).read_text("utf-8")
        lines += [line.split() for line in re.findall(r"bin/monitor (.+)", text)]
    root = typer.main.get_command(app)
    used = 0
    for words in lines:
        command: Any = root
        while hasattr(command, "commands"):
            command, words = command.commands[words[0]], words[1:]
        known = {option for one in command.params for option in one.opts}
        asked = {word for word in words if word.startswith("--")}
        used += len(asked)
        assert asked <= known, words
    assert used >= 4


def test_the_image_runs_as_nobody_in_particular() -> None:
    lines = (DEPLOY / "Dockerfile").read_text("utf-8").splitlines()
    assert "USER 10001:10001" in lines
    assert len([line for line in lines if line.startswith("FROM ")]) == 2


def test_what_the_image_copies_is_there() -> None:
    text = (DEPLOY / "Dockerfile").read_text("utf-8")
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
        assert all((ROOT / one).exists() for one in line.split()), line
