"""What runs is what is needed; what it is made of is written down; a Python that is too old is told so."""

import importlib.util
import json
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from monitor.__main__ import OLDEST, complaint

ROOT = Path(__file__).parents[1]


def pins(name: str) -> dict[str, str]:
    """The packages of a lock file, with their versions."""
    text = (ROOT / name).read_text("utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", text, re.MULTILINE))


def sbom() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sbom", ROOT / "docs" / "sbom.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "name", ["aiosmtpd", "hatchling", "editables", "pgqueuer", "croniter", "uvloop", "pytest"]
)
def test_what_does_not_run_is_not_installed_to_run(name: str) -> None:
    assert name not in pins("requirements.lock")


@pytest.mark.parametrize(
    ("lock", "more"),
    [("demo", "aiosmtpd"), ("workers", "pgqueuer"), ("build", "hatchling"), ("dev", "pytest")],
)
def test_each_other_lock_adds_to_the_same_versions(lock: str, more: str) -> None:
    run, other = pins("requirements.lock"), pins(f"requirements-{lock}.lock")
    assert more in other
    assert {name: version for name, version in other.items() if name in run and run[name] != version} == {}


def test_the_bill_of_materials_names_every_pin_with_its_hashes() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    made = sbom().bill(lock, project)
    assert json.dumps(made) == json.dumps(sbom().bill(lock, project))
    named = {one["name"]: one["version"] for one in made["components"]}
    assert named == {
        re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pins("requirements.lock").items()
    }
    hashes = [one["externalReferences"] for one in made["components"]]
    assert all(hashes)
    assert sum(len(one) for one in hashes) == lock.count("--hash=sha256:")


def test_a_python_with_the_hole_is_refused_in_one_sentence() -> None:
    said = complaint((3, 11, 2), is_mended=False)
    assert "3.11.2 is too old" in said
    assert ".".join(map(str, OLDEST)) in said


@pytest.mark.parametrize(
    ("version", "is_mended"),
    [((3, 11, 4), True), ((3, 11, 2), True), ((3, 11, 14), True), ((3, 12, 0), True)],
)
def test_a_python_without_it_runs(version: tuple[int, ...], is_mended: bool) -> None:
    assert complaint(version, is_mended=is_mended) == ""


def test_images_are_pinned_by_their_exact_version() -> None:
    said = (ROOT / "deploy" / "Dockerfile").read_text("utf-8") + (ROOT / "docker-compose.yml").read_text(
        "utf-8"
    )
    images = re.findall(r"(?:FROM|image:) ([\w.-]+):(\S+)", said)
    assert len(images) >= 3
    for image, tag in images:
        assert image == "gov-monitor" or re.match(r"\d+\.\d+", tag), (image, tag)
