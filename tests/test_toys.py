"""
The toy test: a probe, a rule, an indicator and a platform, each one file in a folder, and no other file written.

The folder is that of `MONITOR_PLUGINS`. What is found there is found once a process, so the program runs in another one.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]

PROBE = '''
"""The motto on a homepage (made up)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from monitor.domain.observation import Fact, Observation
from monitor.domain.site import Site
from probes.base import COLUMNS, Probe, Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Motto(Fact):
    """One look at a motto."""

    kind = "motto"
    label = "网站标语牌"
    state: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`probe.motto = {…}`"""

    words: str = ""


async def run(site: Site, settings: Settings, tools: Tools) -> AsyncIterator[Observation[Any]]:
    """Sees what it was told to see."""
    facts = Motto(state="read", words=settings.words)
    yield Observation(subject=site.id, at=tools.clock(), facts=facts)


PROBE = Probe(Settings, run, duty=COLUMNS, kinds=(Motto,))
'''

RULE = '''
"""No welcome in the motto (made up)."""

from datetime import datetime

from monitor.domain.case import SiteCase
from monitor.domain.need import Need
from monitor.domain.timing import DAY, midnight
from monitor.domain.verdict import Clause, Outcome, Text, Verdict
from monitor.rules.base import Chapter, NoticeEntry, Rule
from probes.motto import Motto


def decide(case: SiteCase, clause: Clause, now: datetime) -> Verdict:
    """Whether the newest motto bids nobody welcome."""
    looks = case.seen(Motto)
    outcome, reason = Outcome.UNKNOWN, Text("motto.never_seen")
    if looks:
        welcome = "欢迎" in looks[-1].facts.words
        outcome = Outcome.PASS if welcome else Outcome.FAIL
        reason = Text("motto.welcome") if welcome else Text("motto.unkind", {"words": looks[-1].facts.words})
    return Verdict(
        subject=case.site.id, rule=clause.rule, clause=clause, outcome=outcome, decided_at=now,
        window=(midnight(now.date() - 3 * DAY), now), measured={"looks": len(looks)}, coverage=1.0 if looks else 0.0,
        reason=reason, needs=None if looks else Text("motto.a_look"), evidence=tuple(one.id for one in looks),
    )


WORDS = {
    "zh": {
        "motto.never_seen": "尚未见到标语",
        "motto.welcome": "标语有欢迎",
        "motto.unkind": "标语没有欢迎之意：{words}",
        "motto.a_look": {"unit": "等候读取一次标语", "operator": "运行 monitor run-once --probe motto 读取一次标语"},
    },
    "en": {
        "motto.never_seen": "never seen",
        "motto.welcome": "welcome",
        "motto.unkind": "no welcome: {words}",
        "motto.a_look": "a look",
    },
}
RULE = Rule(
    "motto_unkind", "site", decide, needs=(Need(kind=Motto, days=3),), probes=("motto",),
    how="看最近三天的标语里有没有“欢迎”二字。", notice=NoticeEntry(chapter=Chapter.OTHER, words="标语不友好"),
)
'''

ROW = """
edition = "fuzhou-2021"
table = "Z21"

[indicator]
id = "Z21-T1"
heading = ["玩具指标(2)", "标语"]
words = "网站标语应对来访者表示欢迎。"
points = "2"
grade = "machine"
probes = ["AV"]
about = "site"
decided_by = ["motto_unkind"]
zero_when_failed = true

[[clause]]
id = "scored.Z21-T1"
rule = "motto_unkind"
subject = "site"
sort = "scored"
name = "网站标语"
text = "网站标语应对来访者表示欢迎。"
points = "2"
"""

PLATFORM = '''
"""A platform that nobody knows (made up)."""

from monitor.domain.platforms._description import PlatformDescription

PLATFORM = PlatformDescription(label="玩具广场", names=("玩具广场", "玩具广场号"))
'''

FILES = {
    "probes/motto.py": PROBE,
    "rules/motto_unkind.py": RULE,
    "indicators/z21-t1.toml": ROW,
    "platforms/square.py": PLATFORM,
}

SITES = """
[[unit]]
id = "office"
name = "区政府办"
email = ["office@example.gov.cn"]

[[site]]
id = "county"
name = "示例区人民政府"
url = "http://127.0.0.1:9/"
unit = "office"
probe.motto = {words = "请勿入内"}

[[account]]
id = "square"
name = "示例发布"
platform = "square"
unit = "office"
"""

#: Runs in the other process: what an operator does, and what is seen of it.
OPERATOR = """
import asyncio, json, sys
from pathlib import Path

import httpx

from monitor.app.configuration import evidence_folder, read_watch
from monitor.app.runtime import Validators, lookback, roll_up
from monitor.collect.imports.media import platform_of
from monitor.collect.recheck import looks_for
from monitor.domain.access import Role, Viewer
from monitor.web.app import make_app
from monitor.web.auth.guard import viewer
from monitor.web.context import Web
from openpyxl import load_workbook
from probes.base import looking_in
from storage.decisions.findings import open_findings
from storage.store import open_store
from tests.operator_desk import Cli

folder = Path(sys.argv[1])
cli = Cli(folder).configure(sys.argv[2])
seen = {}


def run(name, *words):
    done = cli.run(*words)
    seen[name] = [done.exit_code, done.output]
    return done


done = cli.bare("config", "check", "--config", str(cli.config))
seen["check"] = [done.exit_code, done.output]
run("look", "run-once", "--site", "county", "--probe", "motto")
run("scores", "scores", "--all", "--out", str(folder / "scores"))
run("mail", "alerts", "preview", "--out", str(folder / "mails"))
seen["rows"] = [
    [str(cell.value or "") for cell in row]
    for path in sorted((folder / "scores").glob("*.xlsx"))
    for sheet in load_workbook(path)
    for row in sheet.iter_rows()
]
seen["mails"] = [path.read_text("utf-8") for path in sorted((folder / "mails").rglob("*.txt"))]
seen["duty"] = sorted(looking_in("columns"))
seen["named"] = platform_of("玩具广场号").value


async def look():
    watch = read_watch(cli.config)
    async with open_store(
        cli.url, evidence_folder(watch, cli.url), clock=cli.clock, roll_up=roll_up, needs=lookback(), make_validators=Validators
    ) as store:
        async with store.database.read() as connection:
            found = await open_findings(connection)
        seen["retest"] = [list(looks_for(one, watch.site("county"))[1]) for one in found if one.rule == "motto_unkind"]
        app = make_app(Web(watch=lambda: watch, store=store, clock=cli.clock))
        app.dependency_overrides[viewer] = lambda: Viewer(name="op", role=Role.CENTRE)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://monitor.test") as browser:
            seen["pages"] = {
                page: [(answer := await browser.get(page)).status_code, answer.text]
                for page in ("/", "/sites/county", "/accounts", "/accounts/square", "/findings", "/rules/fuzhou-2021")
            }


asyncio.run(look())
print("\\n@@" + json.dumps(seen, ensure_ascii=False))
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of the four files: outputs of commands, rows of score sheets, mails, pages."""
    plugins, folder = tmp_path_factory.mktemp("plugins"), tmp_path_factory.mktemp("operator")
    for name, text in FILES.items():
        path = plugins / name
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", OPERATOR, str(folder), SITES],
        cwd=ROOT, env={**os.environ, "MONITOR_PLUGINS": str(plugins), "MONITOR_READERS": "0", "PYTHONIOENCODING": "utf-8"},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.rpartition("@@")[2])
    return found


def test_a_configuration_may_name_the_probe_and_the_platform(seen: dict[str, Any]) -> None:
    status, words = seen["check"]
    assert status == 0, words
    assert seen["named"] == "square"


def test_the_probe_looks_and_the_rule_decides(seen: dict[str, Any]) -> None:
    status, words = seen["look"]
    assert status == 0, words
    assert "motto" in words
    assert "标语没有欢迎之意" in words


def test_the_probe_is_scheduled_and_answers_a_retest(seen: dict[str, Any]) -> None:
    assert "motto" in seen["duty"]
    assert seen["retest"] == [["motto"]]


def test_the_row_is_scored(seen: dict[str, Any]) -> None:
    [row] = [row for row in seen["rows"] if "网站标语应对来访者表示欢迎。" in row and "未达标" in row]
    assert any("标语没有欢迎之意" in cell for cell in row)


def test_the_mail_has_its_line(seen: dict[str, Any]) -> None:
    assert any("网站标语" in mail and "标语没有欢迎之意" in mail for mail in seen["mails"])


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("/", "网站标语牌"),
        ("/sites/county", "标语没有欢迎之意"),
        ("/findings", "网站标语"),
        ("/rules/fuzhou-2021", "看最近三天的标语里有没有"),
        ("/accounts", "玩具广场"),
        ("/accounts/square", "玩具广场"),
    ],
)
def test_the_pages_show_it(seen: dict[str, Any], page: str, words: str) -> None:
    status, text = seen["pages"][page]
    assert status == 200
    assert words in text


def test_a_plugin_folder_that_is_none_is_told_of() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import probes"],
        cwd=ROOT, env={**os.environ, "MONITOR_PLUGINS": "/nowhere/at/all"}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert "MONITOR_PLUGINS: '/nowhere/at/all' is no folder" in done.stderr
