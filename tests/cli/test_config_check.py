"""`monitor config check`: what it warns of."""

import pytest

from tests.every import every
from tests.operator_desk import Cli

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


def _checked(cli: Cli, config: str) -> str:
    cli.configure(head=config)
    done = cli.bare("config", "check", "--config", str(cli.config))
    assert done.exit_code == 0, done.output
    return done.output


def test_a_site_without_a_title_mark_is_warned_of_with_a_proposal(cli: Cli) -> None:
    assert '例如 title_mark = "示例区人民政府"' in _checked(cli, CONFIG)


def test_a_site_with_a_title_mark_is_not(cli: Cli) -> None:
    assert "首页标识文字" not in _checked(cli, CONFIG + 'title_mark = ["示例区", "示例县"]\n')


@every(
    ("urls", "quorum", "warned"),
    [
        pytest.param(["http://10.0.0.1/", "http://10.0.0.2/"], 1, True, id="addresses alone"),
        pytest.param(["http://10.0.0.1/", "http://a.test/"], 1, True, id="an address is enough"),
        pytest.param(["http://10.0.0.1/", "http://a.test/"], 2, False, id="a name is needed"),
        pytest.param(["http://a.test/"], 1, False, id="names"),
    ],
)
def test_references_that_prove_no_name_service_are_warned_of(cli: Cli, urls, quorum, warned) -> None:
    said = _checked(cli, f"{CONFIG}[references]\nurls = {urls}\nquorum = {quorum}\n")
    assert ("请改填域名" in said) is warned


def test_the_starter_configuration_bears_a_mark(cli: Cli) -> None:
    made = cli.bare("init", str(cli.folder / "new"))
    assert made.exit_code == 0, made.output
    assert "首页标识文字" not in _checked(cli, (cli.folder / "new" / "sites.toml").read_text("utf-8"))


def test_a_column_on_a_strangers_host_is_told_with_its_host(cli: Cli) -> None:
    column = (
        '[[site.column]]\nid = "c"\nname = "规划"\nkind = "notice"\nfrequency = "monthly"\nurl = "{url}"\n'
    )
    strange = _checked(cli, CONFIG + column.format(url="http://plan.example.org/x/"))
    assert "1个栏目不在本网站的域名下：规划（plan.example.org）" in strange
    allowed = 'allowed_hosts = ["*.example.org"]\n'
    assert "域名下" not in _checked(cli, CONFIG + allowed + column.format(url="http://plan.example.org/x/"))


def test_what_is_typed_before_the_command_goes_before_the_environment(cli: Cli) -> None:
    cli.configure(head=CONFIG)
    other = cli.folder / "other.toml"
    other.write_text("not = a configuration", encoding="utf-8")
    by_environment: dict[str, str | None] = {"MONITOR_CONFIG": str(other)}
    assert cli.bare("config", "check", env=by_environment).exit_code != 0
    assert cli.bare("--config", str(cli.config), "config", "check", env=by_environment).exit_code == 0
    after = cli.bare(
        "--config", str(other), "config", "check", "--config", str(cli.config), env=by_environment
    )
    assert after.exit_code == 0, "what is typed after it goes before both"
