"""The built wheel works away from the checkout: migrations, editions, catalogue, templates and demo are inside."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(unpacked: Path, cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "monitor", *words], cwd=cwd, env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.mark.soak
def test_the_demo_runs_from_the_wheel_alone(unpacked: Path, tmp_path: Path) -> None:
    done = run(unpacked, tmp_path, "demo", "--once", "--port", "0", "--dir", "state")
    assert done.returncode == 0, done.stderr
    assert "不合格（单项否决）" in done.stdout
    assert {path.name for path in (tmp_path / "state").iterdir()} >= {
        "monitor.db",
        "feed.json",
        "evidence",
        "sites.toml",
    }


def test_what_runs_is_the_wheel_and_not_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    code = "import storage.db.engine as e; print(e.__file__, e._migrations())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.count(str(unpacked)) == 2


def test_init_and_config_check_work_from_the_wheel(unpacked: Path, tmp_path: Path) -> None:
    assert run(unpacked, tmp_path, "init", "mine").returncode == 0
    checked = run(unpacked, tmp_path, "config", "check", "--config", "mine/sites.toml")
    assert (checked.returncode, "没有错误" in checked.stdout) == (0, True)
