"""The rows that `docs/imports.md` shows are taken as they stand there."""

import json
import re
import tomllib
from pathlib import Path

from monitor.collect.imports.looks import KINDS
from monitor.collect.imports.profiles import load_profiles
from tests.operator_desk import Cli

PAGE = (Path(__file__).parents[2] / "docs" / "imports.md").read_text("utf-8")
CONFIG = """
[[unit]]
id = "office"
name = "区政府办"
[[site]]
id = "portal"
name = "示例区人民政府"
url = "http://www.example.gov.cn/"
unit = "office"
[[site.column]]
id = "news"
name = "政务要闻"
url = "http://www.example.gov.cn/news/"
kind = "news"
[[site.board]]
id = "mayor-mail"
name = "区长信箱"
url = "http://www.example.gov.cn/mail/"
[[account]]
id = "portal-weibo"
name = "示例发布"
platform = "weibo"
unit = "office"
source = {kind = "import"}
"""


def test_the_rows_that_the_page_shows_are_taken(cli: Cli) -> None:
    cli.configure(CONFIG)
    rows = [json.loads(line) for line in re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1].splitlines()]  # type: ignore[index]
    assert [one["observation"] for one in rows] == list(KINDS)
    done = cli.run("import", cli.write("rows.jsonl", rows))
    assert (done.exit_code, f"{len(rows)} rows" in done.stdout, "0 bad rows" in done.stdout) == (0, True, True), done.output  # fmt: skip


def test_the_page_names_every_profile_that_ships_and_its_own_is_one(tmp_path: Path) -> None:
    assert [id for id in load_profiles() if f"`{id}`" not in PAGE] == []
    shown = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)[1]  # type: ignore[index]
    (tmp_path / "own.toml").write_text(shown, "utf-8")
    assert load_profiles(tmp_path)["own"].name == tomllib.loads(shown)["name"]
