"""A whole district through the store: notice, tables and numbers say the same, and nothing that was not proven."""

import asyncio
import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from typer.testing import Result

from monitor.app.configuration import read_watch
from monitor.app.runtime import open_runtime
from monitor.domain.case import Review
from monitor.domain.timing import midnight
from monitor.regulations.editions import load_edition
from tests.operator_desk import Cli

from . import district

#: A district of seven months is made, judged and reported: `make soak` does it.
pytestmark = pytest.mark.soak


def url(folder: Path) -> str:
    return Cli(folder, db="monitor.db").url


def report(folder: Path, *words: str) -> Result:
    return Cli(folder, db="monitor.db").run("report", "2026Q3", *words)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("district")
    (made / "sites.toml").write_text(district.config(), encoding="utf-8")
    asyncio.run(_fill(made))
    done = report(made, "--out", str(made / "out"), "--as-of", district.AS_OF)
    assert done.exit_code == 0, done.output
    return made


async def _fill(folder: Path) -> None:
    people = [
        one.rule for one in load_edition("national-2019").clauses if one.subject == "site" and one.people
    ]
    watch = read_watch(folder / "sites.toml")
    async with open_runtime(
        watch, url(folder), Cli(folder, db="monitor.db").clock, remember=False
    ) as runtime:
        await runtime.store.save(list(district.looks()))
        for review in district.reviews([*people, "replies_late", "guides_incomplete"]):
            await runtime.store.add_review(review)


@pytest.fixture(scope="module")
def numbers(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "out" / "2026Q3-numbers.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def said(folder: Path) -> str:
    notice = docx.Document(str(folder / "out" / "2026Q3-监测报告.docx"))
    return "\n".join(one.text for one in notice.paragraphs)


@pytest.fixture(scope="module")
def book(folder: Path) -> Any:
    return openpyxl.load_workbook(folder / "out" / "2026Q3-附表.xlsx")


def rows(book: Any, letter: str) -> Iterator[dict[str, Any]]:
    """The rows of an annex of the workbook, by heading."""
    [sheet] = [one for one in book.worksheets if one.title.startswith(letter)]
    _, _, head, *found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return (dict(zip(head, row, strict=True)) for row in found if row[1] is not None)


def by_id(numbers: dict[str, Any]) -> dict[str, Any]:
    return {one["id"]: one for one in numbers["subjects"]}


WORDS = {"qualified": "合格", "unqualified": "不合格", "undecided": "尚不能判定"}


def test_each_subject_ends_as_it_was_made(numbers: dict[str, Any]) -> None:
    ends = {id: (one["conclusion"], one["before"]) for id, one in by_id(numbers).items()}
    failed = {id for id, (now, _) in ends.items() if now == "unqualified"}
    assert failed == {"edu", "mend", "again", "stale", "blank", "letters", "mute", "late", "app"}
    assert ends["signed"] == ("qualified", "undecided"), "it was signed in July, for this quarter"
    assert ends["fixed"] == ("undecided", "unqualified")
    assert ends["unseen"] == ("undecided", None)
    assert ends["closed"] == ("undecided", "undecided"), "an approved shutdown proves nothing"


@pytest.mark.parametrize(
    ("letter", "kind", "noun"), [("A", "site", "政府网站"), ("E", "account", "政务新媒体账号")]
)
def test_conclusions_are_the_same_in_numbers_table_and_text(
    numbers: dict[str, Any], book: Any, said: str, letter: str, kind: str, noun: str
) -> None:
    subjects = [one for one in numbers["subjects"] if one["kind"] == kind]
    wanted = [WORDS[one["conclusion"]] for one in subjects]
    assert [row["结论"] for row in rows(book, letter)] == wanted
    counts = [f"{word}{wanted.count(word)}个" for word in WORDS.values() if word in wanted]
    assert f"{len(subjects)}个{noun}中，{'，'.join(counts)}。" in said


def test_what_was_published_is_the_same_in_numbers_table_and_text(
    numbers: dict[str, Any], book: Any, said: str
) -> None:
    total = numbers["output"]["total"]
    assert f"共发布信息{total['value']}条，较上季度" in said
    assert total["value"] == total["confirmed"] == len(total["evidence"])
    for letter, group in zip("FG", numbers["output"]["groups"], strict=True):
        found = list(rows(book, letter))
        assert [(one["单位"], one["合计"]) for one in found] == [
            (one["name"], one["total"]["value"]) for one in group["units"]
        ]
        for row, unit in zip(found, group["units"], strict=True):
            months = [row[f"{month}月"] for month in (7, 8, 9)]
            assert months == [one["value"] for one in unit["months"]]
            assert sum(months) == row["合计"]
        short = [one["name"] for one in group["units"] if one["outcome"] == "fail"]
        named = said.partition(f"{len(group['units'])}个{group['name']}中，")[2].partition("（详见")[0]
        for one in group["units"]:
            listed = (
                one["name"] in named.partition("未达到每月信息发布要求的有：")[2].partition("；尚不能")[0]
            )
            assert listed == (one["name"] in short)


def test_disclosure_is_the_same_in_numbers_table_and_text(
    numbers: dict[str, Any], book: Any, said: str
) -> None:
    disclosure = numbers["disclosure"]
    assert f"共主动公开政府信息{disclosure['items']['value']}条。" in said
    counts = {row["单位"]: row["主动公开（条）"] for row in rows(book, "H")}
    assert counts == {one["name"]: one["count"]["value"] for one in disclosure["units"]}
    assert "示例区工信局、示例区城门镇人民政府主动公开政府信息数量为0。" in said
    assert {name for name, count in counts.items() if count == 0} == {"示例区工信局", "示例区城门镇人民政府"}
    days = [one["working_days"] for one in disclosure["pairs"] if one["working_days"] is not None]
    assert sorted(days) == [2, 6], "25 September is the Mid-Autumn holiday, 9 July a Thursday"
    assert "最长间隔6个工作日" in said


def test_late_and_blank_columns_and_letters_are_the_same_everywhere(
    numbers: dict[str, Any], book: Any, said: str
) -> None:
    for letter, key, words in (("B", "late", "更新不及时的栏目共"), ("C", "blank", "确认的空白栏目")):
        found = [(row["网站"], row["栏目"], row["超期天数"]) for row in rows(book, letter)]
        assert found == [(one["site_name"], one["name"], one["days_over"]) for one in numbers[key]]
        assert f"{words}{len(found)}个" in said
    assert [(row["留言编号"], row["超期天数"], row["承办单位"]) for row in rows(book, "D")] == [
        (one["id"], one["days_over"], "示例区卫健局") for one in numbers["messages"]
    ]
    assert "超期未答复2件" in said


def test_every_numbered_fault_is_in_the_list_and_in_an_order_to_its_unit(
    numbers: dict[str, Any], book: Any, said: str
) -> None:
    found = [row["编号"] for row in rows(book, "I") if str(row["编号"]).startswith("2026Q3")]
    assert found == [one["number"] for one in numbers["problems"]]
    assert all(one["evidence"] for one in numbers["problems"])
    orders = re.findall(r"：(\d+)项（[0-9、—]+）", said)
    assert sum(map(int, orders)) == len(found)


def test_the_index_of_grounds_points_into_the_numbers(numbers: dict[str, Any], book: Any) -> None:
    for row in rows(book, "数据依据索引"):
        if not (path := row["numbers.json 中的位置"]):
            continue
        found: Any = numbers
        for step in re.findall(r"[a-z_]+|\d+", path):
            found = found[int(step) if step.isdigit() else step]
        assert len(found["evidence"]) == row["依据条数"]
        if "value" in found:
            assert row["数值"] == (found["note"] if found["value"] is None else found["value"])


@pytest.mark.parametrize(
    "words",
    [
        "示例区农业农村局负责维护的示例区人民政府“脱贫攻坚/公示公告”“脱贫攻坚/扶贫项目”“脱贫攻坚/扶贫捐赠”"
        "“脱贫攻坚/扶贫协作”4个栏目2023年5月6日以来未更新，截至2026年9月30日已超期1212天",
        "示例区民政局负责维护的示例区人民政府“社会救助”栏目2025年11月3日以来未更新",
        "示例区民政局网站，有效访问168次，打不开14次，占8.33%（2026年7月31日监测，触发单项否决的日期为7月30日至8月1日，至最后一个监测时间点已恢复合格）",
        "经批准临时关停的网站1个，关停期间的访问不作为判定依据：示例区资规局网站（2026年9月24日至2026年10月1日",
        "示例民政（微信公众号）：内容不更新（2周无更新），最新发布2026年7月2日，已29天未更新（2026年7月31日监测，触发单项否决的日期为7月31日至8月1日，至最后",
        "不合格的为：示例教育（微博）、示例民政（微信公众号）、示例掌上通（移动客户端）",
        "已整改的：",
        "示例区财政局网站“站点无法访问”问题",
        "仍未整改的：示例区司法局网站“站点无法访问”问题（近7天访问168次，14次未打开，占8.33%，限值5%）",
        "2条信息的来源未能对应到单位：“示例日报”（2条）",
        "示例区司法局（7月不足10条）",
        "五是各单位要严格落实网络安全责任制，节假日期间做好值班值守。",
    ],
)  # fmt: skip
def test_the_notice_states(said: str, words: str) -> None:
    assert words in said


@pytest.fixture(scope="module")
def short(folder: Path) -> str:
    notice = docx.Document(str(folder / "out" / "2026Q3-通报.docx"))
    return "\n".join(one.text for one in notice.paragraphs)


@pytest.mark.parametrize(
    "words",
    [
        "做得较好的单位有：临江街道、仓前街道、对湖街道、三叉街道；发布数量未达到每月信息发布要求的有：东升街道、盖山镇（详见附件1）",
        "区农业农村局负责维护的脱贫攻坚栏目下的公示公告、扶贫项目、扶贫捐赠、扶贫协作栏目常年未更新",
        "区民政局负责维护的社会救助栏目2025年11月3日以来未更新",
        "示例区民政局网站7月30日至8月1日站点无法访问（打不开的访问占8.33%，现已恢复）",
        "示例教育（微博）9月30日内容不更新（2周无更新：最新发布2026年9月15日，已15天未更新）",
        "区工信局、城门镇主动公开政府信息数量为0",
        "6.关于开展2026年度绩效考核的通知",
        "2026年10月18日印发",
    ],
)
def test_the_short_notice_says_each_fault_in_one_sentence(short: str, words: str) -> None:
    assert words in short


def test_the_short_notice_is_three_to_four_pages(short: str) -> None:
    """A page of 22 lines of 28 characters; the annexes stand in a file of their own."""
    widths = (sum(0.5 if mark.isascii() else 1 for mark in one) + 2 for one in short.split("\n"))
    lines = sum(max(1, -(-width // 28)) for width in widths)
    assert 2 * 22 < lines <= 4 * 22, lines
    assert "示例区临江街道办事处" not in short, "units go by their short names"


def test_a_year_puts_its_quarters_side_by_side_and_names_what_was_not_watched(
    folder: Path, tmp_path: Path
) -> None:
    cli = Cli(folder, db="monitor.db")
    done = cli.run("report", "2026", "--out", str(tmp_path), "--as-of", district.AS_OF)
    assert done.exit_code == 0, done.output
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "2026-numbers.json", "2026-年度监测报告.docx", "2026-年度附表.xlsx",
    ]  # fmt: skip
    text = "\n".join(one.text for one in docx.Document(str(tmp_path / "2026-年度监测报告.docx")).paragraphs)
    assert "示例区司法局网站站点无法访问，6月29日至30日、8月30日至9月1日、9月29日至30日（共7天）" in text
    plain = json.loads((tmp_path / "2026-numbers.json").read_text(encoding="utf-8"))
    assert [one["quarter"] for one in plain["quarters"]] == ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]
    book = openpyxl.load_workbook(tmp_path / "2026-年度附表.xlsx")
    [row] = [
        one
        for one in book.worksheets[0].iter_rows(min_row=4, values_only=True)
        if one[1] == "示例区盖山镇人民政府"
    ]
    assert row[3:8] == (0, 0, 1, "未统计", 1)


def test_the_notice_speaks_to_offices_not_to_operators(folder: Path, said: str) -> None:
    notice = docx.Document(str(folder / "out" / "2026Q3-监测报告.docx"))
    cells = [cell.text for table in notice.tables for row in table.rows for cell in row.cells if cell.text]
    everything = "\n".join([said, *cells])
    for words in ("monitor ", "[[", "{", " = ", "login_wall", "请人工核对", "疑似旧稿重发", "None", "今日"):
        assert words not in everything, words
    assert re.search(r"(?<!\d)0个", said) is None, "a count of nothing is not said"
    assert re.search(r"\d{4}-\d{2}-\d{2}", said) is None, "days are written 2026年9月30日"
    assert re.search(r"[。；，]{2}|（）|：。", said) is None


def test_nobody_is_named_for_what_is_unknown(numbers: dict[str, Any], said: str) -> None:
    unknown = {"wall", "closed", "unseen", "dark"}
    assert {by_id(numbers)[id]["conclusion"] for id in unknown} == {"undecided"}
    problems = {one["subject"] for one in numbers["problems"]}
    assert not problems & {by_id(numbers)[id]["name"] for id in unknown}
    assert all(
        rule["evidence"] for one in numbers["subjects"] for rule in one["rules"] if rule["outcome"] == "fail"
    )


def copy(folder: Path, target: Path) -> Path:
    """The district in a folder of its own, with nothing noted yet of how it was configured when."""
    for name in ("sites.toml", "monitor.db"):
        (target / name).write_bytes((folder / name).read_bytes())
    with sqlite3.connect(target / "monitor.db") as database:
        database.execute("delete from description")
        for line in (  # heard of when it was seen, not when this test began
            "update observation set recorded_at = at",
            "update visit set recorded_at = at",
            "update visit_day set recorded_at = null",
            "update article set recorded_at = first_seen",
        ):
            database.execute(line)
    return target


def figures(folder: Path, as_of: str = district.AS_OF, *more: str) -> dict[str, Any]:
    done = report(folder, "--json", "--as-of", as_of, *more)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


async def _decide(folder: Path, *reviews: Review) -> None:
    watch = read_watch(folder / "sites.toml")
    async with open_runtime(
        watch, url(folder), Cli(folder, db="monitor.db").clock, remember=False
    ) as runtime:
        for one in reviews:
            await runtime.store.add_review(one)


def review(
    day: date,
    act: str,
    target: str,
    outcome: str,
    subject: str = "letters",
    n: int = 0,
    since: date | None = date(2026, 7, 1),
) -> Review:
    at = midnight(day) + timedelta(hours=10)
    return Review(
        id=f"re_9{n}",
        at=at,
        who="李四",
        act=act,
        subject=subject,
        target=target,
        outcome=outcome,
        reason="核实",
        since=since,
    )


def test_what_people_decide_before_the_notice_counts_for_its_quarter(folder: Path, tmp_path: Path) -> None:
    """A message struck out, a line signed for the quarter, after its last point: they count for who knows of them."""
    here = copy(folder, tmp_path)
    asyncio.run(
        _decide(
            here,
            review(date(2026, 10, 9), "exclude", "xx/200", "excluded", n=1),
            review(date(2026, 10, 9), "exclude", "xx/201", "excluded", n=2),
            review(date(2026, 10, 9), "sign", "safety_wording", "pass", "edu", n=3),
        )
    )
    rules = {one["rule"]: one for one in by_id(figures(here))["letters"]["rules"]}
    assert (rules["replies_late"]["outcome"], figures(here)["messages"]) == ("unknown", [])
    signed = {one["rule"]: one for one in by_id(figures(here))["edu"]["rules"]}["safety_wording"]
    assert (signed["outcome"], signed["confirmed_by"]) == ("pass", "李四")
    then = figures(here, "2026-10-08", "--known-by", "2026-10-09")
    before = {one["rule"]: one for one in by_id(then)["letters"]["rules"]}
    assert before["replies_late"]["outcome"] == "fail", "by what was known before it was decided"
    later = figures(here, "2026-10-08", "--known-by", "2026-10-10")
    rules = {one["rule"]: one for one in by_id(later)["letters"]["rules"]}
    assert rules["replies_late"]["outcome"] == "unknown", "the same moment, by what was known afterwards"


def test_a_subject_that_is_gone_is_named_and_judged_no_more(folder: Path, tmp_path: Path) -> None:
    here = copy(folder, tmp_path)
    asyncio.run(_remember(here, midnight(date(2026, 7, 1))))
    text = (here / "sites.toml").read_text(encoding="utf-8")
    start = text.index('[[site]]\nid = "edu"')
    end = text.index("[[site]]", start + 1)
    (here / "sites.toml").write_text(text[:start] + text[end:], encoding="utf-8")
    found = figures(here)
    assert found["removed"] == ["示例区教育局网站"]
    assert "edu" not in by_id(found)


async def _remember(folder: Path, at: datetime) -> None:
    watch = read_watch(folder / "sites.toml")
    async with open_runtime(watch, url(folder), lambda: at):
        pass


def test_each_point_is_judged_by_the_edition_of_its_day(folder: Path, tmp_path: Path) -> None:
    """The edition changes in mid-quarter: both regulations are named, and July is not judged by September's."""
    here = copy(folder, tmp_path)
    asyncio.run(_remember(here, midnight(date(2026, 1, 1))))
    text = (here / "sites.toml").read_text(encoding="utf-8")
    (here / "sites.toml").write_text(text.replace('"national-2019"', '"fuzhou-2021"', 1), encoding="utf-8")
    asyncio.run(_remember(here, midnight(date(2026, 9, 10))))
    found = figures(here)
    assert list(found["editions"]) == ["fuzhou-2021", "national-2019"]
    scored = {one["rule"]: one for one in by_id(found)["mute"]["rules"]}["Z21-23"]
    assert [one["at"][:10] for one in scored["points"]] == ["2026-09-30"]
    edu = {one["rule"]: one for one in by_id(found)["edu"]["rules"]}
    assert edu["site_unreachable"]["edition"] == "fuzhou-2021"


def test_a_column_that_cannot_be_told_any_more_is_not_called_late_today(folder: Path, tmp_path: Path) -> None:
    """Late in August, and in September its list was not read: the notice does not speak of September."""
    here = copy(folder, tmp_path)
    done = report(here, "--out", str(here / "out"), "--as-of", "2026-09-25T09:00:00+08:00")
    assert done.exit_code == 0, done.output
    plain = json.loads((here / "out" / "2026Q3-numbers.json").read_text(encoding="utf-8"))
    assert plain["over"] is False
    [row] = [one for one in plain["late"] if one["column"] == "shjz"]
    notice = docx.Document(str(here / "out" / "2026Q3-监测报告.docx"))
    said = "\n".join(one.text for one in notice.paragraphs)
    assert row["latest"] in ("fail", "unknown")
    assert "至今未更新" not in said
    assert "初步情况：2026年第三季度尚未结束" in notice.sections[0].header.paragraphs[0].text


def test_the_same_store_and_moment_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    assert report(folder, "--out", str(tmp_path), "--as-of", district.AS_OF).exit_code == 0
    for one in (folder / "out").iterdir():
        assert (tmp_path / one.name).read_bytes() == one.read_bytes(), one.name
