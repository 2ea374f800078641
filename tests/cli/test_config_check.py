"""`monitor config check`: what it warns of."""

from pathlib import Path

from typer.testing import CliRunner

from monitor.cli import app

CONFIG = """edition = "fuzhou-2021"
[centre]
name = "示例中心"
[[unit]]
id = "office"
name = "区政府办"
[[site]]
id = "portal"
name = "示例区人民政府"
url = "http://www.shili.test/"
unit = "office"
"""


def _checked(folder: Path, config: str) -> str:
    path = folder / "sites.toml"
    path.write_text(config, encoding="utf-8")
    done = CliRunner().invoke(app, ["config", "check", "--config", str(path)])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_site_without_a_title_mark_is_warned_of_with_a_proposal(tmp_path: Path) -> None:
    assert 'perhaps title_mark = "示例区人民政府"' in _checked(tmp_path, CONFIG)


def test_a_site_with_a_title_mark_is_not(tmp_path: Path) -> None:
    assert "warning" not in _checked(tmp_path, CONFIG + 'title_mark = "示例区"\n')


def test_the_starter_configuration_bears_a_mark(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["init", str(tmp_path / "new")])
    assert done.exit_code == 0, done.output
    assert "warning" not in _checked(tmp_path, (tmp_path / "new" / "sites.toml").read_text("utf-8"))
