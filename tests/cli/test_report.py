"""`monitor report` and `monitor backfill` on the demo's store: files, numbers, bytes, words for mistakes."""

import asyncio
import json
import shutil
import sqlite3
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from typer.testing import Result

from monitor.cli.demo import play
from monitor.domain.timing import Quarter, day_of, midnight
from tests.operator_desk import NOW, Cli, ticking

LATER = NOW + timedelta(hours=1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("report")
    asyncio.run(play(made, once=True, port=0, clock=ticking(NOW)))
    return made


def quarter() -> str:
    return str(Quarter.of(day_of(NOW)))


def run(folder: Path, *words: str) -> Result:
    return Cli(folder, LATER, db="monitor.db").run(*words)


@pytest.fixture(scope="module")
def numbers(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (folder / "report" / f"{quarter()}-numbers.json").read_text(encoding="utf-8")
    )
    return found


def test_the_demo_leaves_a_whole_notice(folder: Path) -> None:
    notice = docx.Document(str(folder / "report" / f"{quarter()}-监测报告.docx"))
    said = "\n".join(one.text for one in notice.paragraphs)
    for words in ("青溪镇", "不合格的为：闽江县教育局", "社会救助/低保特困", "下一步工作要求", "闽江日报"):
        assert words in said
    book = openpyxl.load_workbook(folder / "report" / f"{quarter()}-附表.xlsx")
    assert len(book.sheetnames) == 14


def test_every_figure_of_the_demo_names_its_evidence(numbers: dict[str, Any]) -> None:
    total = numbers["output"]["total"]
    assert total["value"] == total["confirmed"] > 0
    assert numbers["removed"] == [], "a register that was read is no subject that is gone"
    assert all(one.startswith("ob_") for one in total["evidence"])
    assert all(
        rule["evidence"] or rule["confirmed_by"]
        for subject in numbers["subjects"]
        for rule in subject["rules"]
        if rule["outcome"] == "fail"
    )


def test_the_demos_lists_were_walked_back_to_the_quarters_first_day(numbers: dict[str, Any]) -> None:
    [county] = numbers["output"]["sites"]
    assert (county["uncovered"], numbers["output"]["complete"]) == ([], True)


def test_the_same_store_and_moment_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    moment = LATER.isoformat()
    kept = []
    for name in ("a", "b"):
        done = run(folder, "report", quarter(), "--out", str(tmp_path / name), "--as-of", moment)
        assert done.exit_code == 0, done.output
        kept.append({one.name: one.read_bytes() for one in sorted((tmp_path / name).iterdir())})
    assert kept[0] == kept[1]
    assert len(kept[0]) == 5


def test_json_alone_writes_no_files(folder: Path) -> None:
    done = run(folder, "report", quarter(), "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["quarter"] == quarter()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("report", "2026-Q3", "--out", "x"), "is not a quarter: write it like 2026Q3"),
        (("report", "2026Q3"), "--out: name the folder"),
        (("report", "2026Q5", "--out", "x"), "'2026Q5' is not a quarter: write it like 2026Q3"),
        (("report", "third", "--out", "x"), "'third' is not a quarter"),
        (("report", "0001Q1", "--out", "x"), "'0001Q1' is not a quarter"),
        (("report", "2099Q1", "--out", "x"), "nothing can be said yet"),
        (("report", "2026Q3", "--out", "x", "--as-of", "2098-01-05"), "is still to come"),
        (("report", "2026Q3", "--out", "x", "--as-of", "soon"), "--as-of"),
        (("backfill", "--site", "nowhere", "--from", "2026-07-01"), "no such site"),
        (("backfill", "--site", "county", "--from", "July"), "--from"),
        (("backfill", "--site", "county", "--from", "2199-01-01"), "still to come"),
        (("backfill", "--site", "county", "--from", "2026-07-01", "--column", "zz"), "no such column"),
    ],
    ids=[
        "quarter",
        "no folder",
        "fifth",
        "word",
        "year one",
        "future",
        "moment to come",
        "time",
        "site",
        "day",
        "future day",
        "column",
    ],
)
def test_a_mistake_is_said_in_words(folder: Path, words: tuple[str, ...], said: str) -> None:
    done = run(folder, *words)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_folder_that_cannot_be_written_is_named_and_left_clean(folder: Path, tmp_path: Path) -> None:
    name = f"{quarter()}-通报.docx"
    (tmp_path / "out" / name).mkdir(parents=True)
    done = run(folder, "report", quarter(), "--out", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert f"{name}: cannot be written" in done.stderr.replace("\n", "")
    assert [one.name for one in (tmp_path / "out").iterdir()] == [name], "no half-written file is left"
    (tmp_path / "file").touch()
    assert run(folder, "report", quarter(), "--out", str(tmp_path / "file")).exit_code == 2


def test_an_empty_store_gives_a_notice_of_unknowns(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "sites.toml", tmp_path / "sites.toml")
    assert run(tmp_path, "report", quarter(), "--out", str(tmp_path / "out")).exit_code == 0
    plain = json.loads((tmp_path / "out" / f"{quarter()}-numbers.json").read_text(encoding="utf-8"))
    assert {one["conclusion"] for one in plain["subjects"]} == {"undecided"}
    assert plain["problems"] == plain["late"] == plain["blank"] == plain["messages"] == []
    assert not plain["output"]["complete"]
    assert {one["outcome"] for group in plain["output"]["groups"] for one in group["units"]} == {"unknown"}
    notice = docx.Document(str(tmp_path / "out" / f"{quarter()}-监测报告.docx"))
    said = "\n".join(one.text for one in notice.paragraphs)
    assert "4个政府网站均尚不能判定" in said
    assert "数量为0" not in said


def test_a_notice_of_what_nobody_saw_claims_nothing(tmp_path: Path) -> None:
    site = '[[site]]\nid = "s"\nname = "示例网站"\nurl = "http://127.0.0.1:9/"\n'
    account = '[[account]]\nid = "w"\nname = "示例发布"\nplatform = "weibo"\nsource = {kind = "import"}\n'
    column = '[[site.column]]\nid = "c"\nname = "要闻"\nurl = "http://127.0.0.1:9/c/"\nkind = "news"\n'
    cli = Cli(tmp_path, LATER).configure(site, column, account)
    done = cli.run("report", "2026Q3", "--out", str(tmp_path / "out"))
    assert "通报草稿不宜印发" in done.stdout
    notice = docx.Document(str(tmp_path / "out" / "2026Q3-监测报告.docx"))
    said = "\n".join(one.text for one in notice.paragraphs)
    assert "本件仅供内部核对，不作为通报" in said
    assert "信息发布情况未监测，未统计" in said
    rows = [[cell.text for cell in row.cells] for table in notice.tables for row in table.rows]
    assert ["示例网站", "查清无法判定的1个栏目；由负责人确认栏目清单完整"] in [
        [row[0], row[-1]] for row in rows
    ]
    for claim in ("均未达到", "专此通报", "持平", "均未发现", "发布信息0条", "及时更新信息", "均合格"):
        assert claim not in said


def test_a_bad_table_of_working_days_stops_the_report(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "sites.toml", tmp_path / "sites.toml")
    (tmp_path / "workdays.toml").write_text("holiday = []", "utf-8")
    here = ("--config", str(tmp_path / "sites.toml"), "--db", str(folder / "monitor.db"))
    done = Cli(tmp_path).bare("report", quarter(), "--json", *here)
    assert done.exit_code == 2
    assert "unknown key 'holiday'" in done.stderr


def test_a_backfill_without_its_site_says_what_is_short(folder: Path) -> None:
    """The demo's portals are gone by now: nothing is reached, nothing is lost."""
    first = Quarter.of(day_of(NOW)).previous.first
    done = run(folder, "backfill", "--site", "town", "--from", str(first))
    assert done.exit_code == 1
    assert "未能补采至" in done.stderr


CONFIG = """
edition = "fuzhou-2021"
[centre]
name = "示例区大数据服务中心"
[[site]]
id = "portal"
name = "示例区人民政府"
url = "http://www.example.gov.cn/"
"""


def week(last: date, failed: int) -> list[str]:
    """24 visits on each of the seven days up to *last*, so many of each day's failed."""
    rows = [
        {
            "observation": "visit",
            "site": "portal",
            "at": (midnight(last - timedelta(days=back)) + timedelta(hours=hour, minutes=7)).isoformat(),
            "reach": "not_opened" if hour < failed else "opened",
            "reason": "timeout_first_byte" if hour < failed else "ok",
        }
        for back in range(7)
        for hour in range(24)
    ]
    return [json.dumps(row) for row in rows]


def test_last_quarters_fault_is_looked_at_again_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "sites.toml").write_text(CONFIG, encoding="utf-8")
    visits = [*week(date(2026, 6, 29), 3), *week(date(2026, 9, 29), 0)]
    (tmp_path / "visits.jsonl").write_text("\n".join(visits), encoding="utf-8")
    assert run(tmp_path, "import", str(tmp_path / "visits.jsonl")).exit_code == 0
    done = run(tmp_path, "report", "2026Q3", "--json", "--as-of", "2026-10-08")
    assert done.exit_code == 0, done.output
    plain = json.loads(done.stdout)
    [row] = plain["rechecks"]
    assert (row["rule"], row["outcome"], plain["compared"]) == ("site_unreachable", "pass", True)
    [portal] = plain["subjects"]
    assert (portal["before"], portal["conclusion"]) == ("unqualified", "undecided")
    outcomes = {one["rule"]: [at["outcome"] for at in one["points"]] for one in portal["rules"]}
    assert outcomes["site_unreachable"] == ["unknown", "unknown", "pass"]
    with sqlite3.connect(tmp_path / "monitor.db") as database:
        assert database.execute("select count(*) from verdict").fetchone() == (0,)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_notice_renders_to_pages(folder: Path, tmp_path: Path) -> None:
    source = folder / "report" / f"{quarter()}-监测报告.docx"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    [pdf] = tmp_path.glob("*.pdf")
    assert pdf.read_bytes().count(b"/Type/Page\n") + pdf.read_bytes().count(b"/Type/Page/") > 10
