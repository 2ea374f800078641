"""`monitor scores` for units as the centre's clerk would use it: ranking, workbook, people's points, feed."""

import importlib.util
import io
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from typer.testing import Result

from monitor.app import scoring
from monitor.app.configuration import read_watch
from monitor.config.mistakes import ConfigError
from monitor.feed.document import measured_words, schema
from monitor.scores.book import EVIDENCE, OVERVIEW, PEOPLE_MARK, PEOPLE_NOTE, PEOPLE_POINTS, RANKING
from tests.cli.test_commands import CONFIG, Desk

ROOT = Path(__file__).parents[2]
UNITS = """
[[unit]]
id = "town"
name = "示例镇人民政府"
kind = "town"
[[unit]]
id = "bureau"
name = "示例区民政局"
kind = "department"
[[site]]
id = "mz"
name = "示例区民政局"
url = "http://mz.example.gov.cn/"
unit = "bureau"
level = "department"
[[account]]
id = "weibo"
name = "示例发布"
platform = "weibo"
unit = "bureau"
source = {kind = "import"}
"""
OWN = """
[scores]
approver = "主任办公会"
reason = "年度考核办法"
year = "average"
[[scores.row]]
id = "C21-10"
steps = [{at_least = 2, points = 1}, {at_least = 1, points = 0}, {at_most = 0, points = -2}]
reason = "通报第四部分第二条"
approver = "主任办公会"
"""


def example() -> Any:
    """`docs/examples/unit_sheet.py`, as whoever reads the feed would run it."""
    spec = importlib.util.spec_from_file_location("unit_sheet", ROOT / "docs" / "examples" / "unit_sheet.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.configure(UNITS, OWN, head=CONFIG)
    return made


def out(desk: Desk, *words: str) -> Result:
    return desk.run("scores", "--out", str(desk.folder / "out"), *words)


def book(desk: Desk, name: str = "scores-2026Q4.xlsx") -> Any:
    return openpyxl.load_workbook(io.BytesIO((desk.folder / "out" / name).read_bytes()))


def fill(desk: Desk, name: str, unit: str, **cells: tuple[str, Any, str]) -> str:
    """The workbook as one office would hand it back: row id (Z21_05) to mark, points and note."""
    filled = book(desk)
    page = filled[unit]
    for line in page.iter_rows():
        said = cells.get(str(line[0].value).replace("-", "_"))
        if said is not None:
            for column, value in zip((PEOPLE_MARK, PEOPLE_POINTS, PEOPLE_NOTE), said, strict=True):
                line[column].value = value
    path = desk.folder / name
    filled.save(path)
    return str(path)


def feed_of(desk: Desk) -> dict[str, Any]:
    desk.run("feed", "--out", str(desk.folder / "feed.json"))
    return dict(json.loads((desk.folder / "feed.json").read_text("utf-8")))


def stored_draws(desk: Desk) -> int:
    with closing(sqlite3.connect(desk.folder / "m.db")) as database:
        return int(database.execute("SELECT count(*) FROM score_draw").fetchone()[0])


def score(document: dict[str, Any], unit: str) -> dict[str, Any]:
    [found] = [one for one in document["scores"] if one["owner"] == {"kind": "unit", "id": unit}]
    return dict(found)


def test_every_unit_is_ranked_in_its_group_and_has_its_worksheet(desk: Desk) -> None:
    done = out(desk)
    assert done.exit_code == 0, done.output
    assert "镇街（C21）" in done.output
    assert "部门（Z21）" in done.output
    names = book(desk).sheetnames
    assert names == [OVERVIEW, RANKING, "区政府办", "示例镇人民政府", "示例区民政局", EVIDENCE]
    overview = {row[0]: row for row in book(desk)[OVERVIEW].iter_rows(min_row=4, values_only=True)}
    assert (overview["区政府办"][2], "县级栏" in overview["区政府办"][11]) == ("F19W", True)
    assert overview["示例镇人民政府"][3].startswith("-2–1")


def test_a_year_stands_quarter_beside_quarter(desk: Desk) -> None:
    desk.run("import", desk.week(2))
    done = out(desk, "--year", "2026")
    assert done.exit_code == 0, done.output
    assert "年度得分：各季度平均（考核单位自定：主任办公会" in done.output
    heads = [
        [cell for cell in row if cell]
        for row in book(desk, "scores-2026.xlsx")[RANKING].iter_rows(values_only=True)
    ]
    assert ["名次", "单位", "得分", "2026Q4"] in heads


def test_a_failed_week_ends_the_offices_scoring_and_the_feed_says_so(desk: Desk) -> None:
    desk.run("import", desk.week(9))
    document = feed_of(desk)
    jsonschema.validate(document, schema())
    found = score(document, "office")
    assert (found["total"]["vetoed"], found["total"]["low"], found["rank"]["best"]) == (True, None, None)
    rows = [
        one for one in document["indicators"] if one["owner"]["id"] == "office" and one["part"] == "scored"
    ]
    assert {one["state"] for one in rows} <= {"ended", "not_applicable"}


def test_the_example_rebuilds_every_sheet_from_the_feed_alone(desk: Desk) -> None:
    out(desk)
    desk.run(
        "scores",
        "import",
        fill(desk, "a.xlsx", "示例区民政局", Z21_33=("", 3.5, "材料齐全")),
        "--by",
        "民政局",
    )
    assert stored_draws(desk) == 2  # one when the sheets were written, one when points came back
    document = feed_of(desk)
    for one in document["scores"]:
        owner = one["owner"]
        assert example().total_of(document, owner["kind"], owner["id"]) == one["total"]
    lines = example().sheet_of(document, "unit", "bureau")
    assert len(lines) == 35
    assert any(line.startswith("Z21-33\t待人工\t已判定\t3.5") for line in lines)
    keys = {key for row in document["indicators"] for fact in row["facts"] for key in fact["measured"]}
    keys |= {
        key for subject in document["subjects"] for one in subject["verdicts"] for key in one["measured"]
    }
    assert keys <= set(measured_words())


def test_two_offices_fill_one_sheet_and_what_both_changed_is_a_conflict(desk: Desk) -> None:
    out(desk)
    first = fill(desk, "a.xlsx", "示例区民政局", Z21_33=("", 3, ""), Z21_29=("达标", 2, "未被通报"))
    second = fill(desk, "b.xlsx", "示例区民政局", Z21_33=("", 4, "补交"), Z21_16=("", 1, ""))
    taken = desk.run("scores", "import", first, "--by", "甲（政府办）")
    assert (taken.exit_code, "新增2项，冲突0项" in taken.output) == (0, True), taken.output
    clash = desk.run("scores", "import", second, "--by", "乙（数据中心）")
    assert (clash.exit_code, "新增1项，冲突1项" in clash.output) == (1, True), clash.output
    assert "甲（政府办）" in clash.output
    assert "乙（数据中心）" in clash.output
    document = feed_of(desk)
    rows = {one["id"]: one for one in document["indicators"] if one["owner"]["id"] == "bureau"}
    assert (rows["Z21-29"]["points"], rows["Z21-29"]["basis"]) == ({"low": 2, "high": 2}, "people")
    assert rows["Z21-33"]["points"] == {"low": 0, "high": 4}
    assert [one["who"] for one in rows["Z21-33"]["people"]["disputed"]] == ["乙（数据中心）"]
    assert desk.run("scores", "import", first, second, "--by", "甲（政府办）").output.count("新增0项") >= 1
    out(desk)
    settled = desk.run(
        "scores", "import", fill(desk, "c.xlsx", "示例区民政局", Z21_33=("", 3, "商定")), "--by", "丙"
    )
    assert "新增1项，冲突0项" in settled.output, settled.output
    assert "points" in desk.run("audit").output


def test_where_sheets_are_too_many_to_be_drawn_up_at_once_who_fills_them_in_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    out(desk)
    monkeypatch.setattr(scoring, "DRAWN_AT_ONCE", 0)
    filled, drawn = fill(desk, "a.xlsx", "示例区民政局", Z21_33=("", 4, "")), stored_draws(desk)
    taken = desk.run("scores", "import", filled, "--by", "甲")
    assert "仍为此前的评分表" in taken.output
    assert stored_draws(desk) == drawn
    again = desk.run("scores", "import", filled, "--by", "甲")
    assert "仍为此前的评分表" not in again.output, "nothing was added"


def test_a_sheet_known_by_an_earlier_day_does_not_know_what_was_entered_later(desk: Desk) -> None:
    out(desk)
    earlier = (desk.now - timedelta(seconds=1)).isoformat()
    desk.run("scores", "import", fill(desk, "a.xlsx", "示例区民政局", Z21_33=("", 4, "")), "--by", "甲")
    assert out(desk, "--known-by", earlier).exit_code == 0
    then = {row[0]: row for row in book(desk)[OVERVIEW].iter_rows(min_row=4, values_only=True)}[
        "示例区民政局"
    ][3]
    out(desk)
    now = {row[0]: row for row in book(desk)[OVERVIEW].iter_rows(min_row=4, values_only=True)}[
        "示例区民政局"
    ][3]
    assert (then.split("（")[0], now.split("（")[0]) == ("0–100", "4–100")


def test_the_same_two_times_give_the_same_workbook_whatever_was_entered_since(desk: Desk) -> None:
    out(desk)
    then = (desk.now - timedelta(seconds=1)).isoformat()
    found = []
    for points in (1, 2):
        assert out(desk, "--as-of", then, "--known-by", then).exit_code == 0
        found.append((desk.folder / "out" / "scores-2026Q4.xlsx").read_bytes())
        desk.run(
            "scores", "import", fill(desk, "a.xlsx", "示例区民政局", Z21_33=("", points, "")), "--by", "甲"
        )
    assert found[0] == found[1]


def test_cells_that_cannot_be_taken_are_named_and_the_others_are_taken(desk: Desk) -> None:
    out(desk)
    bad = fill(
        desk, "a.xlsx", "示例区民政局",
        Z21_33=("", 9, ""), Z21_16=("好", 1, ""), Z21_13=("", "两分", ""), Z21_29=("", "1.5分", ""),
    )  # fmt: skip
    done = desk.run("scores", "import", bad, "--by", "甲")
    assert done.exit_code == 1
    assert "新增1项，冲突0项，未接受3项" in done.output, done.output
    for said in (
        "found 9, expected 0 to 4",
        "found '好', expected one of 达标",
        "found '两分', expected a number",
    ):
        assert said in " ".join(done.output.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--unit", "nobody"), "no such unit: 'nobody'"), (("--quarter", "2026Q9"), "is not a quarter"),
        (("--quarter", "2026Q3", "--year", "2026"), "say one of them"), (("--quarter", "2027Q1"), "begins on 2027-01-01"),
        (("--table", "Z99"), "--table: found 'Z99'"), (("--edition", "fuzhou-2021"), "--edition goes with --site"),
        (("--site", "portal", "--year", "2026"), "are about units"),
    ],
    ids=["unit", "quarter", "both", "future", "table", "edition", "mixed"],
)  # fmt: skip
def test_wrong_use_is_told(desk: Desk, words: tuple[str, ...], said: str) -> None:
    done = out(desk, *words)
    assert (done.exit_code, said in " ".join(done.output.split())) == (2, True), done.output


def test_a_file_that_is_none_of_ours_is_told_what_to_do(desk: Desk) -> None:
    strange = openpyxl.Workbook()
    strange.save(desk.folder / "x.xlsx")
    done = desk.run("scores", "import", str(desk.folder / "x.xlsx"), "--by", "甲")
    assert (
        done.exit_code,
        "fill in the workbook that `monitor scores --out` wrote" in " ".join(done.output.split()),
    ) == (2, True)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('[[scores.row]]\nid = "Z21-99"\nreason = "r"\napprover = "a"\nfull = 3\n', "no table has a row 'Z21-99'"),
        ('[[scores.row]]\nid = "Z21-14"\nreason = "r"\napprover = "a"\nfull = 3\n', "the text prints 1 for Z21-14"),
        ('[[scores.row]]\nid = "C21-05"\nreason = "r"\napprover = "a"\n', "say how many are at stake"),
        ('[[scores.row]]\nid = "C21-05"\nreason = "r"\nfull = 3\n', "approver"),
        ('[scores]\nyear = "average"\n', "say approver and reason"),
    ],
    ids=["row", "full", "none", "approver", "year"],
)  # fmt: skip
def test_arithmetic_that_contradicts_the_text_or_names_nobody_is_refused(
    desk: Desk, more: str, said: str
) -> None:
    desk.configure(UNITS, more, head=CONFIG)
    with pytest.raises(ConfigError) as error:
        read_watch(desk.config)
    assert said in str(error.value)
