"""A configuration is read again when its files change, and a mistaken one changes nothing."""

import logging
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.app.config_watcher import ConfigWatcher
from monitor.app.configuration import read_watch
from monitor.domain.timing import SHANGHAI
from tests.cli.test_commands import CONFIG


class Reader:
    """A configuration file, and a clock that moves on with each look."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "sites.toml"
        self.now = datetime(2026, 11, 20, tzinfo=SHANGHAI)
        self.write(CONFIG)
        self.follow = ConfigWatcher(self.path, read_watch, lambda: self.now)

    def write(self, text: str, name: str = "sites.toml") -> None:
        path = self.path.with_name(name)
        path.write_text(text, encoding="utf-8")
        self.now += timedelta(minutes=1)
        os.utime(path, (self.now.timestamp(), self.now.timestamp()))

    def name(self) -> str:
        self.now += timedelta(minutes=1)
        return self.follow().sites[0].name


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader(tmp_path)


def test_an_unchanged_file_gives_the_very_same_watch(reader: Reader) -> None:
    first = reader.follow()
    reader.write("a database that lies beside it", "monitor.db-wal")
    reader.name()
    assert reader.follow() is first


def test_a_changed_file_is_read_again(reader: Reader) -> None:
    reader.write(CONFIG.replace('name = "示例区人民政府"', 'name = "新区人民政府"'))
    assert reader.name() == "新区人民政府"


def test_a_mistake_is_named_once_and_the_last_good_one_stays(
    reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        reader.write(CONFIG.replace("edition", "editoin"))
        assert [reader.name() for _ in range(3)] == ["示例区人民政府"] * 3
    assert [one.message.count("editoin") > 0 for one in caplog.records] == [True]
    reader.write(CONFIG.replace('name = "示例区人民政府"', 'name = "新区人民政府"'))
    assert reader.name() == "新区人民政府"


def test_a_file_that_is_gone_changes_nothing(reader: Reader) -> None:
    reader.path.unlink()
    assert reader.name() == "示例区人民政府"


def test_a_new_file_among_the_included_is_met(reader: Reader) -> None:
    reader.write('include = ["more-*.toml"]\n' + CONFIG)
    assert reader.name()
    reader.write('[[unit]]\nid = "health"\nname = "区卫健局"\n', "more-1.toml")
    reader.name()
    assert reader.follow().unit("health") is not None
