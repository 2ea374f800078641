"""A configuration is read once and kept; what is kept never says anything but what the files say."""

import os
import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from monitor.app.configuration import kept_file
from monitor.config import ConfigError, Vocabulary, load
from monitor.config.kept import load_kept, load_outline
from monitor.domain.config_edit import ConfigEdit, Door
from monitor.domain.site import Subject, Watch
from monitor.domain.timing import SHANGHAI
from probes.base import discover

from .vocabulary import VOCABULARY as BARE

VOCABULARY = replace(BARE, probes={name: one.settings for name, one in discover().items()})

MAIN = """
include = ["sites.d/*.toml"]
edition = "fuzhou-2021"
[centre]
name = "中心"
[patrol]
lists = "lists"
[[unit]]
id = "civil"
name = "区民政局"
[[account]]
id = "weibo"
name = "发布"
platform = "weibo"
source = {kind = "feed", url = "http://feeds.test/1"}
registry = {opened = 2024-05-01}
"""
SITE = """
[[site]]
id = "portal"
name = "门户"
url = "http://www.example.gov.cn/"
domain_expires = 2027-03-01
probe.availability = {timeout_s = 10}
maintenance = [{start = 2026-10-01T08:00:00, end = 2026-10-02T08:00:00, reason = "升级", approved_by = "办公室", document = "1号"}]
columns_complete = {by = "王", on = 2026-11-01}
[[site.column]]
id = "relief"
name = "社会救助"
url = "http://www.example.gov.cn/dibao/"
catalogue = "Z2-16.01"
list = {json = "http://www.example.gov.cn/list.json", rows = "data"}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "config"
    (folder / "sites.d").mkdir(parents=True)
    (folder / "lists").mkdir()
    (folder / "lists" / "words.toml").write_text("", "utf-8")
    (folder / "sites.toml").write_text(MAIN, "utf-8")
    (folder / "sites.d" / "one.toml").write_text(SITE, "utf-8")
    return folder / "sites.toml"


class Reading:
    """Reads a configuration as a start does, and counts how often the files had to be checked."""

    def __init__(self, path: Path, beside: Path | None) -> None:
        self.path, self.beside, self.checked = path, beside, 0

    def __call__(
        self, *edits: ConfigEdit, describe: Callable[[Subject], str] = lambda one: one.name
    ) -> Watch:
        return load_kept(
            self.path, self._vocabulary, edits, self.beside, lambda watch: watch, describe,
            lambda watch: dict.fromkeys((one.id for one in watch.sites), 3),
        )  # fmt: skip

    def _vocabulary(self) -> Vocabulary:
        self.checked += 1
        return VOCABULARY


@pytest.fixture
def reading(path: Path, tmp_path: Path) -> Reading:
    return Reading(path, tmp_path / "kept")


def test_a_second_start_has_the_same_configuration_and_checks_nothing(reading: Reading) -> None:
    first, second = reading(), reading()
    assert first == second == load(reading.path, VOCABULARY)
    assert reading.checked == 1


def test_only_its_owner_reads_what_is_kept(reading: Reading) -> None:
    reading()
    assert reading.beside is not None
    assert reading.beside.stat().st_mode & 0o077 == 0


def test_what_each_subject_was_described_as_is_kept_with_it(reading: Reading) -> None:
    reading()
    kept = reading()
    assert {id: said for id, (_, said) in kept.described.items()} == {"portal": "门户", "weibo": "发布"}
    assert all(kept.described[one.id][0] is one for one in (*kept.sites, *kept.accounts))


@pytest.mark.parametrize(
    "file", ["sites.toml", "sites.d/one.toml", "sites.d/two.toml", "lists/words.toml", "lists/more.toml"]
)
def test_any_file_that_changes_or_is_added_is_read(reading: Reading, file: str) -> None:
    reading()
    changed = reading.path.parent / file
    changed.write_text((changed.read_text("utf-8") if changed.exists() else "") + "\n# more\n", "utf-8")
    reading()
    assert reading.checked == 2


def test_a_file_that_is_gone_is_missed(reading: Reading) -> None:
    reading()
    (reading.path.parent / "sites.d" / "one.toml").unlink()
    assert [one.id for one in reading().sites] == []


def test_a_mistake_made_since_is_named(reading: Reading) -> None:
    reading()
    with reading.path.open("a", encoding="utf-8") as file:
        file.write('[[site]]\nid = "portal"\n')
    with pytest.raises(ConfigError, match="portal"):
        reading()


def test_an_edit_in_the_browser_counts(reading: Reading) -> None:
    at = datetime(2026, 10, 1, tzinfo=SHANGHAI)
    edit = ConfigEdit(
        number=1, at=at, who="wang", door=Door.PAGE, batch="ed_1", item="site/portal", field="name", value='"新名"', base='"门户"'
    )  # fmt: skip
    reading()
    assert reading(edit).sites[0].name == "新名"
    assert reading(replace(edit, number=2, value='"又新"')).sites[0].name == "又新"
    assert reading().sites[0].name == "门户"


@pytest.mark.parametrize("spoilt", [b"", b"{}\n", b"not JSON", b"\x80\x05."])
def test_what_is_spoilt_is_passed_over(reading: Reading, spoilt: bytes) -> None:
    first = reading()
    assert reading.beside is not None
    reading.beside.write_bytes(spoilt)
    assert reading() == first
    assert reading() == first
    assert reading.checked == 2


def test_half_of_it_is_passed_over(reading: Reading) -> None:
    first = reading()
    assert reading.beside is not None
    whole = reading.beside.read_bytes()
    reading.beside.write_bytes(whole[: len(whole) * 2 // 3])
    assert reading() == first
    assert reading.checked == 2


class Harm:
    """What somebody could write in the place of a table."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("exit 1",)


def test_a_file_that_would_run_something_is_refused(
    reading: Reading, caplog: pytest.LogCaptureFixture
) -> None:
    first = reading()
    assert reading.beside is not None
    heading = reading.beside.read_bytes().split(b"\n", 1)[0]
    reading.beside.write_bytes(heading + b"\n" + pickle.dumps(Harm()))
    assert reading() == first
    assert "system is no part of a configuration" in caplog.text


def test_without_a_folder_for_it_nothing_is_kept(path: Path, tmp_path: Path) -> None:
    reading = Reading(path, tmp_path / "none" / "kept")
    assert reading() == reading()
    assert not (tmp_path / "none").exists()


def test_a_database_in_memory_has_no_file_for_it_to_be_kept_beside() -> None:
    places = [kept_file(Path("sites.toml"), f"sqlite:///{one}") for one in (":memory:", "", "var/monitor.db")]
    assert len({*places}) == 1
    assert places[0].parent == Path("var")


def test_other_plugins_have_the_files_read_again(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, folder = Reading(path, tmp_path / "kept"), tmp_path / "plugins"
    reading()
    monkeypatch.setenv("MONITOR_PLUGINS", str(folder))
    (folder / "probes").mkdir(parents=True)
    reading()
    (folder / "probes" / "mine.py").write_text("", "utf-8")
    reading()
    assert reading.checked == 3
    reading()
    assert reading.checked == 3


def test_the_outline_is_read_without_the_sites_while_what_is_kept_holds(reading: Reading) -> None:
    assert reading.beside is not None
    assert load_outline(reading.path, (), reading.beside) is None  # nothing is kept yet
    whole = reading()
    assert load_outline(reading.path, (), reading.beside) == (
        replace(whole, sites=(), accounts=(), described={}),
        {"portal": 3},
    )
    with reading.path.open("a", encoding="utf-8") as file:
        file.write("# more\n")
    assert load_outline(reading.path, (), reading.beside) is None
