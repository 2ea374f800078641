"""`monitor findings`, as the operator uses it."""

import json
import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from tests.cli.test_commands import CONFIG, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    # nothing listens there: a re-test is refused at once
    made = Desk(tmp_path)
    made.configure(head=CONFIG.replace("http://www.example.gov.cn", "http://127.0.0.1:9"))
    items = [{"title": "旧闻一则", "url": "http://127.0.0.1:9/yw/1.htm", "date": "2020-11-03"}]
    row = {
        "observation": "listing",
        "site": "portal",
        "column": "news",
        "at": "2026-11-20T08:00:00+08:00",
        "items": items,
    }
    made.run("import", made.write("listing.jsonl", [row]))
    assert made.run("judge").exit_code == 0
    return made


def findings(desk: Desk, *words: str) -> list[dict[str, Any]]:
    shown = desk.run("findings", "list", "--json", *words)
    assert shown.exit_code == 0, shown.output
    found: list[dict[str, Any]] = json.loads(shown.stdout)
    return found


def test_judging_opens_what_is_late(desk: Desk) -> None:
    [one] = findings(desk)
    assert (one["rule"], one["part"], one["grade"], one["standing"]["unit"]) == (
        "column",
        "news",
        "fail",
        "office",
    )
    listed = desk.run("findings", "list").stdout
    assert "超期" in listed
    assert "区政府办" in listed
    assert findings(desk, "--unit", "office") == [one]


def test_findings_are_listed_while_another_program_writes(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.db)) as other:
        other.execute("BEGIN IMMEDIATE")
        [one] = findings(desk)
        assert desk.run("findings", "show", one["id"]).exit_code == 0


def test_on_a_narrow_terminal_ids_and_days_stay_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    [one] = findings(desk)
    monkeypatch.setattr("monitor.cli.console.out", lambda: Console(width=80))
    listed = desk.run("findings", "list").stdout
    assert {one["id"][-8:], one["standing"]["due_on"]} <= set(listed.split())
    assert one["standing"]["newest"] not in listed


def test_a_replay_of_an_earlier_moment_leaves_the_findings_alone(desk: Desk) -> None:
    before = findings(desk)
    assert desk.run("judge", "--as-of", "2026-11-01").exit_code == 0
    assert findings(desk) == before


def test_what_people_do_is_kept_in_order(desk: Desk) -> None:
    [one] = findings(desk)
    assert desk.run("findings", "promise", one["id"], "--until", "2027-10-01", "--who", "王某").exit_code == 0
    logged = json.loads(desk.run("audit", "--json").stdout)
    assert (logged["who"], logged["act"], logged["target"]) == ("王某", "promised", one["id"])
    assert desk.run("findings", "appeal", one["id"], "--reason", "栏目已停用", "--who", "王某").exit_code == 0
    assert (
        desk.run(
            "findings",
            "answer",
            one["id"],
            "--outcome",
            "rejected",
            "--reason",
            "请先停用栏目",
            "--who",
            "林某",
        ).exit_code
        == 0
    )
    assert desk.run("findings", "exempt", one["id"], "--until", "2027-10-01", "--approver", "陈某", "--reason", "改版").exit_code == 0  # fmt: skip
    shown = desk.run("findings", "show", one["id"]).stdout
    order = [
        shown.index(word)
        for word in ("发现", "承诺整改 至2027-10-01", "申诉", "申诉不成立", "豁免 至2027-10-01")
    ]
    assert order == sorted(order)
    assert "批准人：陈某" in shown
    listed = desk.run("findings", "list").stdout
    assert "豁免至2027年10月1日，承诺2027年10月1日" in listed


def test_an_id_may_be_named_by_its_last_letters(desk: Desk) -> None:
    [one] = findings(desk)
    assert one["id"][-8:] in desk.run("findings", "list").stdout
    shown = desk.run("findings", "show", one["id"][-6:].lower())
    assert shown.exit_code == 0, shown.output
    assert one["id"] in shown.stdout


def test_a_form_sent_twice_is_one_record(desk: Desk) -> None:
    [one] = findings(desk)
    words = ("findings", "appeal", one["id"], "--reason", "栏目已停用", "--who", "王某")
    assert "已记录" in desk.run(*words).stdout
    assert "未重复" in desk.run(*words).stdout
    assert desk.run("findings", "show", one["id"]).stdout.count("栏目已停用") == 1


def test_the_newest_word_on_an_exemption_counts(desk: Desk) -> None:
    [one] = findings(desk)
    exempt = ("findings", "exempt", one["id"], "--approver", "陈某", "--reason", "改版", "--until")
    assert desk.run(*exempt, "2027-10-01").exit_code == 0
    today = f"{desk.now:%Y-%m-%d}"
    assert desk.run(*exempt, today).exit_code == 0
    assert "2027" not in desk.run("findings", "list").stdout


def test_a_retest_that_cannot_look_leaves_it_open_and_says_so(desk: Desk) -> None:
    [one] = findings(desk)
    again = desk.run("findings", "retest", one["id"], "--who", "林某")
    assert again.exit_code == 1
    assert "仍未解决" in again.stdout
    assert "复测" in desk.run("findings", "show", one["id"]).stdout


def test_a_retest_closes_what_was_put_right(desk: Desk) -> None:
    [one] = findings(desk)
    items = [{"title": "新闻一则", "url": "http://127.0.0.1:9/yw/2.htm", "date": "2026-11-20"}]
    row = {
        "observation": "listing",
        "site": "portal",
        "column": "news",
        "at": "2026-11-21T08:00:00+08:00",
        "items": items,
    }
    desk.now += timedelta(days=1)
    desk.run("import", desk.write("newer.jsonl", [row]))
    again = desk.run("findings", "retest", one["id"])
    assert again.exit_code == 0, again.output
    assert "已了结" in again.stdout
    assert findings(desk) == []
    desk.now += timedelta(days=20)
    shown = desk.run("findings", "list", "--closed").stdout
    assert "已了结" in shown
    assert re.search(r"剩\d|超期\d+天", shown) is None, "no days run on"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["show", "fi_none"], "no such finding"),
        (["promise", "ID", "--until", "tomorrow"], "expected a day"),
        (["promise", "ID", "--until", "2020-01-01"], "over already"),
        (["appeal", "ID", "--reason", "  "], "say why"),
        (["list", "--unit", "nobody"], "no such unit"),
        (["answer", "ID", "--outcome", "upheld", "--reason", "经核实"], "no appeal waits"),
        (["exempt", "ID", "--until", "9999-12-31", "--approver", "陈某", "--reason", "改版"], "too far away"),
        (["exempt", "ID", "--until", "2027-10-01", "--approver", " ", "--reason", "改版"], "who approved it"),
        (["show", "xyz"], "no such finding"),
    ],
    ids=[
        "unknown",
        "no day",
        "past day",
        "no reason",
        "unknown unit",
        "no appeal",
        "for ever",
        "no approver",
        "too short",
    ],
)
def test_wrong_use_says_what_was_expected(desk: Desk, words: list[str], complaint: str) -> None:
    [one] = findings(desk)
    done = desk.run("findings", *[one["id"] if word == "ID" else word for word in words])
    assert done.exit_code == 2
    assert complaint in done.stderr
