"""Each command as a person would use it: what it prints, what it leaves, its exit status."""

import json
import re
import shlex
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from monitor.cli import _tell, app, console
from monitor.cli.commands import COMMANDS, help_of
from monitor.domain.timing import SHANGHAI
from monitor.feed.document import schema
from storage.db.engine import StoreError
from storage.db.troubles import refused
from tests.operator_desk import Cli

CONFIG = """
edition = "fuzhou-2021"
[centre]
name = "示例区大数据服务中心"
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
name = "要闻"
url = "http://www.example.gov.cn/yw/"
kind = "news"
unit = "office"
"""

SECOND = """
[[site]]
id = "school"
name = "示例区教育局"
url = "http://school.example.gov.cn/"
unit = "office"
"""

START = datetime(2026, 11, 13, tzinfo=SHANGHAI)
#: A signature on a clause that is measured.
SIGN_MEASURED = ["review", "sign", "portal", "site_unreachable", "--outcome", "pass", "--reason", "x"]


@pytest.fixture
def desk(tmp_path: Path) -> "Desk":
    made = Desk(tmp_path)
    made.configure(head=CONFIG)
    return made


class Desk(Cli):
    """The operator's folder with a week of visits in it."""

    def week(self, failed: int) -> str:
        rows = [
            {"observation": "visit", "site": "portal", "at": (START + timedelta(hours=n)).isoformat(),
             "reach": "not_opened" if n < failed else "opened", "reason": "reset" if n < failed else "ok", "elapsed_s": 1.2}
            for n in range(168)
        ]  # fmt: skip
        return self.write("week.jsonl", rows)


def outcome(document: dict[str, Any], rule: str) -> str:
    [subject] = document["subjects"]
    [verdict] = [one for one in subject["verdicts"] if one["rule"] == rule]
    return str(verdict["outcome"])


@pytest.mark.parametrize(("failed", "expected"), [(9, "fail"), (8, "pass")])
def test_a_week_of_imported_visits_is_judged_as_of_its_end(desk: Desk, failed: int, expected: str) -> None:
    done = desk.run("import", desk.week(failed))
    assert (done.exit_code, "168 new" in done.output) == (0, True)
    judged = desk.run("judge", "--as-of", "2026-11-20", "--json")
    assert outcome(json.loads(judged.output), "site_unreachable") == expected


def test_judging_everything_as_of_now_leaves_the_first_page_as_it_found_it(desk: Desk) -> None:
    desk.configure(head=CONFIG + SECOND)
    desk.run("import", desk.week(9))

    def kept() -> list[str]:
        with sqlite3.connect(desk.db) as database:
            rows = database.execute("SELECT content FROM overview WHERE name = 'morning'").fetchall()
        return [one[0] for one in rows]

    for words in (("--site", "portal"), ("--as-of", "2026-11-20"), ("--known-by", "2026-11-20")):
        desk.run("judge", *words)
        assert kept() == [], f"not everything was judged as of now: {words}"
    desk.run("judge")
    [page] = kept()
    assert json.loads(page)["conclusions"] == {"undecided": 1, "unqualified": 1}
    desk.now += timedelta(days=1)
    desk.run("feed", "--out", str(desk.folder / "feed.json"))
    assert [json.loads(one)["judged_at"][:10] for one in kept()] == ["2026-11-21"]


def test_a_replay_gives_the_same_bytes(desk: Desk) -> None:
    desk.run("import", desk.week(9))
    first = desk.run("judge", "--as-of", "2026-11-20", "--json")
    again = desk.run("judge", "--as-of", "2026-11-20", "--json")
    assert first.output == again.output


def test_importing_the_same_file_twice_adds_nothing(desk: Desk) -> None:
    path = desk.week(3)
    desk.run("import", path)
    assert "0 new observations, 168 already stored" in desk.run("import", path).output


def test_a_bad_row_is_named_and_harms_no_other(desk: Desk) -> None:
    good = {"observation": "visit", "site": "portal", "at": START.isoformat(), "reach": "opened"}
    path = desk.write(
        "rows.jsonl",
        [good, {**good, "site": "portall"}, {**good, "reach": "maybe"}, {"observation": "visti"}, {**good, "at": "yesterday"},
         {**good, "reach": "not_opened", "reason": "offline"}],
    )  # fmt: skip
    Path(path).write_text(Path(path).read_text() + "{broken\n")
    done = desk.run("import", path)
    assert done.exit_code == 1
    assert "1 new observations" in done.output
    for words in (
        "line 2: no such site: 'portall'; did you mean 'portal'?", "line 3: reach: found 'maybe'", "line 4: observation: found 'visti'",
        "line 5: at: found 'yesterday'", "line 6: reach 'not_opened' does not go with reason 'offline'", "line 7: is not a JSON object",
    ):  # fmt: skip
        assert words in done.output


def test_listings_made_elsewhere_carry_the_pages_own_dates(desk: Desk) -> None:
    row = {
        "observation": "listing", "site": "portal", "column": "news", "at": "2026-11-20T08:00:00+08:00",
        "items": [{"title": "甲", "url": "http://www.example.gov.cn/1", "date": "2026-10-01"}],
    }  # fmt: skip
    desk.run("import", desk.write("l.jsonl", [row]))
    document = json.loads(desk.run("judge", "--as-of", "2026-11-20T12:00", "--json").output)
    [column] = document["subjects"][0]["columns"]
    assert (column["outcome"], column["newest"], column["due_on"], column["days_over"]) == (
        "fail",
        "2026-10-01",
        "2026-10-15",
        36,
    )


def test_the_feed_is_what_its_schema_says(desk: Desk) -> None:
    desk.run("import", desk.week(9))
    out = desk.folder / "out" / "feed.json"
    done = desk.run("feed", "--as-of", "2026-11-20", "--out", str(out))
    assert done.exit_code == 0
    document = json.loads(out.read_text(encoding="utf-8"))
    jsonschema.validate(document, schema())
    assert document["as_of"] == "2026-11-20T00:00:00+08:00"
    assert document["subjects"][0]["conclusion"] == "unqualified"
    assert list(out.parent.iterdir()) == [out]


def test_an_empty_store_is_unknown_everywhere_and_says_what_it_needs(desk: Desk) -> None:
    document = json.loads(desk.run("judge", "--json").output)
    [subject] = document["subjects"]
    assert {one["outcome"] for one in subject["verdicts"]} == {"unknown"}
    assert all(one["needs"] for one in subject["verdicts"] if one["outcome"] == "unknown")
    assert (document["complete"], subject["conclusion"]) == (False, "undecided")


def test_verdicts_are_shown_in_the_regulations_words(desk: Desk) -> None:
    desk.run("import", desk.week(9))
    shown = desk.run("judge", "--as-of", "2026-11-20").output
    assert "站点无法访问" in shown
    assert "近7天访问168次，9次未打开，占5.36%，限值5%" in shown
    assert "未配置 [references]" in shown


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["judge", "--site", "nobody"], 2, "no such site: 'nobody'; configured: portal"),
        (["patrol", "list", "--site", "nobody"], 2, "no such site: 'nobody'; configured: portal"),
        (["config", "compare", "--site", "nobody"], 2, "no such site: 'nobody'; configured: portal"),
        (["judge", "--as-of", "soon"], 2, "--as-of: 'soon' is not a time"),
        (["run-once"], 2, "name what to look at with --site"),
        (["run-once", "--site", "portal", "--probe", "homepge"], 2, "no such probe"),
        (["import", "nowhere.jsonl"], 2, "nowhere.jsonl: cannot be read"),
        (["evidence", "show", "ob_1"], 2, "nothing of that id is stored"),
        (
            ["review", "sign", "portal", "safety_wording", "--outcome", "good", "--reason", "x"],
            2,
            "expected pass, fail",
        ),
        (
            ["review", "confirm", "portal", "news", "--outcome", "dated", "--reason", "x"],
            2,
            "expected blank, not_blank or undated",
        ),
        (
            ["review", "confirm", "portal", "nws", "--outcome", "undated", "--reason", "x"],
            2,
            "did you mean 'news'?",
        ),
        (
            SIGN_MEASURED,
            2,
            "site_unreachable is decided by what is measured, no signature is taken",
        ),
        (
            [*SIGN_MEASURED, "--from", "2026-11-01"],
            2,
            "of days gone by: say --from and --until",
        ),
        (
            [*SIGN_MEASURED, "--from", "2027-01-01"],
            2,
            "of days gone by: say --from and --until",
        ),
        (["review", "complete", "nobody", "--reason", "x"], 2, "no such site: 'nobody'; configured: portal"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_says_what_is_right(desk: Desk, words: list[str], status: int, said: str) -> None:
    done = desk.run(*words)
    assert (done.exit_code, said in done.output) == (status, True), done.output


def test_a_moment_to_come_is_tried_and_not_stored(desk: Desk) -> None:
    """Else it would hold once that has come, whatever is seen until then."""
    desk.run("import", desk.week(9))
    ahead = desk.run("judge", "--as-of", "2026-11-27").output
    assert "判定时点尚未到来，以上为试算，不保存" in ahead
    assert "试算" not in desk.run("judge", "--as-of", "2026-11-20").output
    with sqlite3.connect(desk.db) as database:
        stored = {str(day)[:10] for (day,) in database.execute("SELECT DISTINCT decided_at FROM verdict")}
    assert stored == {"2026-11-19"}, "midnight in Shanghai, kept in UTC"


def test_fail_on_turns_a_fail_into_exit_four(desk: Desk) -> None:
    desk.run("import", desk.week(9))
    assert desk.run("judge", "--as-of", "2026-11-20", "--fail-on", "fail").exit_code == 4
    assert desk.run("judge", "--as-of", "2026-11-13", "--fail-on", "fail").exit_code == 0


def test_a_signature_decides_what_only_people_can(desk: Desk) -> None:
    done = desk.run(
        "review",
        "sign",
        "portal",
        "safety_wording",
        "--outcome",
        "fail",
        "--reason",
        "标题错误",
        "--who",
        "林某",
    )
    assert done.exit_code == 0, done.output
    document = json.loads(desk.run("judge", "--json").output)
    assert outcome(document, "safety_wording") == "fail"
    assert document["subjects"][0]["conclusion"] == "unqualified"
    logged = json.loads(desk.run("audit", "--json").output)
    assert (logged["who"], logged["act"], logged["target"]) == ("林某", "sign", "portal safety_wording")


def test_an_old_moment_is_judged_by_the_edition_then_named(desk: Desk) -> None:
    desk.run("judge")
    before = desk.now
    desk.now += timedelta(hours=1)
    (desk.folder / "sites.toml").write_text(CONFIG.replace("fuzhou-2021", "xiamen-2023"), encoding="utf-8")
    now = json.loads(desk.run("judge", "--json").output)
    then = json.loads(desk.run("judge", "--as-of", before.isoformat(), "--json").output)
    assert [one["subjects"][0]["edition"] for one in (then, now)] == ["fuzhou-2021", "xiamen-2023"]


def test_config_check_sums_up_what_would_be_watched(desk: Desk) -> None:
    done = desk.bare("config", "check", "--config", str(desk.config))
    assert (done.exit_code, "栏目1个（动态要闻1个）" in done.output) == (0, True)


@pytest.mark.parametrize(
    ("said", "warning"),
    [
        ("", "未声明栏目清单完整"),
        ("columns_complete = false", "未声明栏目清单完整"),
        ("columns_complete = true", ""),
        ('columns_complete = {by = "林某", on = 2026-11-01}', ""),
    ],
    ids=["unsaid", "false", "true", "signed"],
)
def test_config_check_warns_of_a_ledger_that_nobody_declared_whole(
    desk: Desk, said: str, warning: str
) -> None:
    path = desk.folder / "sites.toml"
    path.write_text(CONFIG.replace("[[site.column]]", f"{said}\n[[site.column]]", 1), encoding="utf-8")
    done = desk.bare("config", "check", "--config", str(path))
    assert (done.exit_code, "栏目清单" in done.output) == (0, bool(warning))
    assert warning in done.output


def test_a_person_signs_that_the_ledger_is_whole_and_takes_it_back(desk: Desk) -> None:
    def declared() -> bool:
        document = json.loads(desk.run("judge", "--json").output)
        [found] = [one for one in document["subjects"][0]["verdicts"] if one["rule"] == "columns_stale"]
        return bool(found["measured"]["ledger_declared_whole"])

    assert declared() is False
    done = desk.run("review", "complete", "portal", "--reason", "对照网站地图", "--who", "林某")
    assert (done.exit_code, declared()) == (0, True), done.output
    assert desk.run("review", "revoke", "portal", "columns_complete", "--reason", "漏登").exit_code == 0
    assert declared() is False


def test_each_command_says_in_the_list_what_it_does() -> None:
    commands = Path(help_of.__code__.co_filename).parent
    listed = {name: help_of(commands / f"{file}.py", what) for name, (file, what) in COMMANDS.items()}
    assert [name for name, said in listed.items() if len(said) < 10] == []


TYPED = re.compile(r"^ {4}(?:\S*/)?monitor (.+?)(?: +#.*)?$", re.MULTILINE)


def test_every_command_line_of_the_documents_can_be_typed() -> None:
    root = Path(__file__).parents[2]
    documents = [*root.glob("*.md"), *root.glob("docs/*.md"), root / "deploy/README.md"]
    lines = [line for path in documents for line in TYPED.findall(path.read_text("utf-8"))]
    typed = [part.removeprefix("monitor ") for line in lines for part in line.split(" && ")]
    assert len(typed) > 40
    refused = {}
    for line in typed:
        words, name = shlex.split(re.sub(r"\$\(.+?\)", "X", line)), "monitor"
        if "…" in words:
            continue  # left open
        command: Any = typer.main.get_command(app)
        context = command.context_class(command)
        try:
            while isinstance(command, TyperGroup) and words and not words[0].startswith("-"):
                name, *words = words
                command = command.get_command(context, name)
                assert command is not None, line
                context = command.context_class(command, parent=context)
            command.make_context(name, words, parent=context.parent)
        except TyperException as error:
            refused[line] = str(error)
    assert refused == {}


def test_no_help_loses_words_to_markup() -> None:
    """What stands in square brackets is taken for colour and vanishes."""

    def texts(command: click.Command) -> Iterator[str]:
        yield command.help or ""
        yield from (getattr(one, "help", None) or "" for one in command.params)
        if hasattr(command, "list_commands"):
            for name in command.list_commands(click.Context(command)):
                if (inner := command.get_command(click.Context(command), name)) is not None:
                    yield from texts(inner)

    helps = list(texts(typer.main.get_command(app)))
    assert len(helps) > 100
    assert [one for one in helps if "[" in one] == []


def test_of_several_faults_together_the_one_with_advice_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    inner = ExceptionGroup("inner", [StoreError("no tables yet; run: monitor db upgrade")])
    assert _tell(ExceptionGroup("several", [ValueError("x"), inner])) == console.USAGE
    assert capsys.readouterr().err == "no tables yet; run: monitor db upgrade\n"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("database disk image is malformed", console.OUR_FAULT),
        ("database is locked", console.OUR_FAULT),
        ("unable to open database file", console.USAGE),
        ("password authentication failed", console.USAGE),
    ],
)
def test_a_damaged_or_locked_database_is_no_wrong_usage(
    words: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _tell(refused("/srv/monitor.db", sqlite3.DatabaseError(words))) == status
    assert capsys.readouterr().err.startswith(f"/srv/monitor.db: {words}; ")
