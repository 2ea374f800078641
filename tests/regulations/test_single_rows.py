"""An indicator in a file of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.regulations import single_rows
from monitor.regulations.single_rows import RowFileError, clauses_of_edition, rows_of_table

ROW = """
edition = "fuzhou-2021"
table = "Z21"
[indicator]
id = "Z21-T1"
[[clause]]
rule = "motto_unkind"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where plugins keep their indicators."""
    monkeypatch.setenv("MONITOR_PLUGINS", str(tmp_path))
    single_rows._files.cache_clear()
    (tmp_path / "indicators").mkdir()
    yield tmp_path / "indicators"
    single_rows._files.cache_clear()


def test_its_row_goes_to_the_table_and_its_clause_to_the_edition(folder: Path) -> None:
    (folder / "t1.toml").write_text(ROW, encoding="utf-8")
    assert [one["id"] for one in rows_of_table("Z21")] == ["Z21-T1"]
    assert [one["rule"] for one in clauses_of_edition("fuzhou-2021")] == ["motto_unkind"]
    assert rows_of_table("F19W") == clauses_of_edition("national-2019") == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (ROW.replace('table = "Z21"', ""), "missing: table"),
        (ROW.replace("[indicator]", "[indikator]"), "missing: indicator; unknown: indikator"),
        ("edition = ", "write it as TOML"),
    ],
)
def test_a_file_that_says_too_little_is_named(folder: Path, text: str, says: str) -> None:
    (folder / "t1.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RowFileError, match=says) as told:
        rows_of_table("Z21")
    assert "t1.toml" in str(told.value)
