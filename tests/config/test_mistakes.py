"""Every bad configuration that we keep, with the exact words it gets."""

from pathlib import Path

import pytest

from monitor.config import ConfigError, load
from monitor.config.lines import line_of

from .vocabulary import VOCABULARY

DATA = Path(__file__).parents[1] / "data" / "config"
BAD = sorted(DATA.glob("bad-*.toml"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_gets_exactly_these_words(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(DATA)
    with pytest.raises(ConfigError) as raised:
        load(Path(path.name), VOCABULARY)
    assert str(raised.value) + "\n" == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_a_missing_file_says_how_to_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="monitor init"):
        load(tmp_path / "sites.toml", VOCABULARY)


def test_a_file_that_is_not_utf_8_is_named_with_the_byte(tmp_path: Path) -> None:
    (tmp_path / "sites.toml").write_bytes('name = "仓山"'.encode("gb18030"))
    with pytest.raises(ConfigError, match="is not UTF-8"):
        load(tmp_path / "sites.toml", VOCABULARY)


def test_a_secret_is_never_printed() -> None:
    with pytest.raises(ConfigError) as raised:
        load(DATA / "bad-accounts.toml", VOCABULARY)
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("edition",), 1),
        (("site", 0, "id"), 3),
        (("site", 0, "column", 1, "id"), 7),
        (("site", 1, "column", 0, "id"), 11),
        (("site", 1, "column", 0, "nowhere"), 10),
        (("site", 1, "probe", "availability", "timeout_s"), 13),
        (("nothing",), 0),
    ],
    ids=str,
)
def test_a_key_path_finds_its_line(path: tuple[str | int, ...], line: int) -> None:
    text = (
        'edition = "x"\n[[site]]\nid = "a"\n[[site.column]]\nid = "b"\n[[site.column]]\nid = "c"\n'
        '[[site]]\nid = "d"\n[[site.column]]\nid = "e"\n[site.probe.availability]\ntimeout_s = 3\n'
    )
    assert line_of(text, path) == line


@pytest.mark.parametrize(
    ("line", "mark"),
    [("edition = “fuzhou-2021”", "“"), ('name ＝ "a，b"', "＝"), ('urls = ["a"，"b"]', "，")],
)
def test_a_mark_of_a_chinese_keyboard_is_named(tmp_path: Path, line: str, mark: str) -> None:
    (tmp_path / "sites.toml").write_text(line, "utf-8")
    with pytest.raises(ConfigError, match=f"{mark} is the mark of a Chinese keyboard"):
        load(tmp_path / "sites.toml", VOCABULARY)
