"""Opened, being closed, closed: by configuration and by an imported register, to the day."""

import json
from email.utils import format_datetime
from pathlib import Path

import pytest

from monitor.domain.timing import DAY
from tests.cli.accounts.platforms import Platforms, account, ago, desk_with, look
from tests.cli.accounts.test_feeds import item, rss
from tests.operator_desk import NOW

TODAY = NOW.date()


def source(web: Platforms, *ages: int) -> str:
    web.pages["/feed"] = rss(*(item(format_datetime(ago(age)), age) for age in ages))
    return f'{{kind = "feed", url = "{web.base}/feed", complete = true}}'


@pytest.mark.parametrize(
    ("registry", "ages", "outcome"),
    [
        ('status = "running"', (20,), "fail"),
        (f'status = "closing", closed = {TODAY + DAY}', (20,), "fail"),
        (f'status = "closing", closed = {TODAY + DAY}', (14,), "pass"),
        ('status = "closing"', (20,), "fail"),
        (f'status = "closing", closed = {TODAY}', (20,), "not_applicable"),
        (f'status = "closed", closed = {TODAY + DAY}', (20,), "fail"),
        (f"closed = {TODAY - DAY}", (20,), "not_applicable"),
        ('status = "closed"', (20,), "not_applicable"),
        (f"opened = {TODAY - DAY * 14}", (20,), "pass"),
        (f"opened = {TODAY - DAY * 15}", (20,), "fail"),
        (f"opened = {TODAY - DAY * 14}", (), "pass"),
        (f"opened = {TODAY - DAY * 15}", (), "unknown"),
        (f"opened = {TODAY + DAY * 3}", (20,), "fail"),
        (f"opened = {TODAY + DAY * 3}", (), "unknown"),
    ],
    ids=[
        "running", "closing tomorrow, silent", "closing tomorrow, 14 days", "closing some day", "closes today",
        "closed from tomorrow on", "closed yesterday", "closed", "opened 14 days ago", "opened 15 days ago",
        "opened 14 days ago, never posted", "opened 15 days ago, never posted", "a mistaken opening", "not opened yet",
    ],
)  # fmt: skip
def test_where_an_account_stands_in_its_life(
    tmp_path: Path, web: Platforms, registry: str, ages: tuple[int, ...], outcome: str
) -> None:
    desk = desk_with(tmp_path, account(source(web, *ages), f"registry = {{{registry}}}"))
    assert look(desk)["account_silent"]["outcome"] == outcome


@pytest.mark.parametrize(
    ("entry", "outcome"),
    [
        ({"status": "正常", "opened": f"{TODAY - DAY * 14}"}, "pass"),
        ({"status": "正常", "opened": f"{TODAY - DAY * 15}"}, "fail"),
        ({"status": "注销中", "closed": f"{TODAY + DAY * 9}"}, "fail"),
        ({"status": "已注销", "closed": f"{TODAY - DAY}"}, "not_applicable"),
        ({"status": "注销", "closed": ""}, "not_applicable"),
    ],
    ids=["just opened", "opened long enough ago", "being closed", "closed", "closed some day"],
)
def test_an_imported_register_says_the_same(
    tmp_path: Path, web: Platforms, entry: dict[str, str], outcome: str
) -> None:
    desk = desk_with(tmp_path, account(source(web, 20)))
    row = {"observation": "registry", "at": f"{TODAY}", "platform": "微博", "name": "示例发布", **entry}
    path = tmp_path / "register.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    done = desk.run("import", str(path))
    assert done.exit_code == 0, done.output
    assert look(desk)["account_silent"]["outcome"] == outcome


def test_an_account_that_is_being_closed_is_told_so(tmp_path: Path, web: Platforms) -> None:
    desk = desk_with(tmp_path, account(source(web, 3), 'registry = {status = "closing"}'))
    remarks = look(desk)["account_silent"]["remarks"]
    assert "注销前仍须按期更新" in str(remarks)
