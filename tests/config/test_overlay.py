"""The file and what people edited beside it: joined field by field, nothing lost either way."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.app.configuration import vocabulary
from monitor.config import ConfigError, load, read_ledger
from monitor.config.export import as_toml
from monitor.config.overlay import FieldOrigin, as_json
from monitor.domain.config_edit import ConfigEdit, Door
from monitor.domain.site import Frequency
from monitor.domain.timing import SHANGHAI

FILE = """
edition = "fuzhou-2021"
[centre]
name = "示例区大数据服务中心"
[[unit]]
id = "office"
name = "区政府办"
[[site]]
id = "portal"
name = "门户"
url = "http://www.example.gov.cn/"
columns_complete = {by = "林某", on = 2026-11-01}
[site.probe.homepage]
[[site.column]]
id = "news"
name = "要闻"
url = "http://www.example.gov.cn/yw/"
frequency = "monthly"
list = {item = "ul li"}
"""
NEWS = "site/portal/column/news"


def edits(*said: tuple[str, str, Any, Any]) -> tuple[ConfigEdit, ...]:
    """Edits of item, field, value and what the file said; `...` as value: taken back, as base: nothing."""
    return tuple(
        ConfigEdit(
            number=n, at=datetime(2026, 11, 20, tzinfo=SHANGHAI), who="林某", door=Door.PAGE, batch="ed_1", item=item,
            field=field, value=None if value is ... else as_json(value), base=None if base is ... else as_json(base),
        )
        for n, (item, field, value, base) in enumerate(said, start=1)
    )  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sites.toml"
    path.write_text(FILE, "utf-8")
    return path


@pytest.mark.parametrize(
    ("said", "origin", "holds"),
    [
        ([(NEWS, "frequency", "weekly", "monthly")], FieldOrigin.PAGE, "weekly"),
        ([(NEWS, "frequency", "monthly", "weekly")], FieldOrigin.FILE, "monthly"),
        ([(NEWS, "frequency", "weekly", "annual")], FieldOrigin.CONFLICT, "monthly"),
        ([(NEWS, "frequency", None, "monthly")], FieldOrigin.PAGE, None),
        ([(NEWS, "frequency", None, "annual")], FieldOrigin.CONFLICT, "monthly"),
        ([(NEWS, "frequency", "weekly", ...)], FieldOrigin.CONFLICT, "monthly"),
        ([(NEWS, "frequency", "weekly", "annual"), (NEWS, "frequency", ..., "monthly")], FieldOrigin.FILE, "monthly"),
        ([(NEWS, "frequency", "weekly", "annual"), (NEWS, "frequency", "weekly", "monthly")], FieldOrigin.PAGE, "weekly"),
    ],
)  # fmt: skip
def test_one_changed_field_holds_and_two_are_a_conflict_in_which_the_file_holds(
    file: Path, said: list[tuple[str, str, Any, Any]], origin: FieldOrigin, holds: str | None
) -> None:
    ledger = read_ledger(file, edits(*said))
    assert ledger.items[NEWS].origin("frequency") is origin
    assert bool(ledger.conflicts) is (origin is FieldOrigin.CONFLICT)
    column = load(file, vocabulary(), edits(*said)).site("portal").column("news")
    assert (column.frequency and column.frequency.value) == holds


def test_a_column_a_unit_and_a_site_that_no_file_holds_are_watched(file: Path) -> None:
    said = edits(
        ("site/farm/column/a", "", True, ...), ("site/farm/column/a", "name", "通知", ...),
        ("site/farm/column/a", "url", "http://f.example.gov.cn/a/", ...), ("site/farm/column/a", "unit", "farm", ...),
        ("site/farm", "", True, ...), ("site/farm", "name", "农业局", ...), ("site/farm", "url", "http://f.example.gov.cn/", ...),
        ("unit/farm", "", True, ...), ("unit/farm", "name", "区农业局", ...),
        ("site/portal/column/b", "", True, ...), ("site/portal/column/b", "name", "公示", ...),
        ("site/portal/column/b", "url", "http://www.example.gov.cn/b/", ...),
    )  # fmt: skip
    watch = load(file, vocabulary(), said)
    assert [one.id for one in watch.sites] == ["portal", "farm"]
    assert watch.site("farm").column("a").unit == "farm"
    assert [one.id for one in watch.site("portal").columns] == ["news", "b"]
    assert read_ledger(file, said).items["site/portal/column/b"].origin("name") is FieldOrigin.PAGE


def test_what_the_file_dropped_after_it_was_edited_is_shown_and_not_watched(file: Path) -> None:
    said = edits(
        ("site/portal/column/old", "frequency", "weekly", "monthly"), ("site/gone/column/x", "", True, ...)
    )
    ledger = read_ledger(file, said)
    [(item, state)] = ledger.conflicts
    assert (item.key, state.origin) == ("site/portal/column/old", FieldOrigin.GONE)
    assert len(load(file, vocabulary(), said).site("portal").columns) == 1


def test_an_edit_that_makes_no_sense_is_named_and_nothing_starts(file: Path) -> None:
    with pytest.raises(ConfigError, match=r"unit: found 'nobody', no such \[\[unit\]\]"):
        load(file, vocabulary(), edits((NEWS, "unit", "nobody", ...)))
    with pytest.raises(ConfigError, match="edited in the browser"):
        load(file, vocabulary(), edits(("unit/farm", "", True, ...)))
    for unseen in ("要\u200b闻", "要\0闻"):
        with pytest.raises(ConfigError, match="a character that nobody sees"):
            load(file, vocabulary(), edits((NEWS, "name", unseen, "要闻")))


def test_the_exported_file_reads_back_as_the_same_configuration(file: Path, tmp_path: Path) -> None:
    said = edits(
        (NEWS, "frequency", "weekly", "monthly"), (NEWS, "retired", "2026-12-31", ...),
        ("unit/office", "aliases", ['"政府"\\办\t', "二"], ...), ("site/portal/board/mail", "", True, ...),
        ("site/portal/board/mail", "name", "信箱", ...), ("site/portal/board/mail", "url", "http://www.example.gov.cn/xx/", ...),
    )  # fmt: skip
    other = tmp_path / "whole.toml"
    other.write_text(as_toml(read_ledger(file, said).tables(), "as it held\n第二行"), "utf-8")
    was, now = load(file, vocabulary(), said), load(other, vocabulary())
    assert (now.sites, now.units, now.centre) == (was.sites, was.units, was.centre)
    assert now.site("portal").column("news").frequency is Frequency.WEEKLY
    assert not read_ledger(other, said).conflicts
