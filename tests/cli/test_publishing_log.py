"""A content management system's publishing log, handed in for a quarter, and the notice that is drawn from it."""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from monitor.domain.timing import SHANGHAI
from tests.operator_desk import Cli

TOWNS = tuple(f"甲{n}街道" for n in range(1, 8)) + tuple(f"乙{n}镇" for n in range(1, 7))
DEPARTMENTS = tuple(f"丙{n}局" for n in range(1, 23))
#: So many items in the quarter; all others share the rest of 3,157 evenly. None of these has ten in every month.
SHORT: Mapping[str, tuple[int, int, int]] = {
    "甲3街道": (4, 20, 20),
    "乙2镇": (0, 0, 0),
    "丙5局": (0, 0, 0),
    "丙9局": (10, 9, 10),
    "丙14局": (30, 30, 2),
    "丙20局": (1, 1, 1),
}
TOTAL = 3157
#: As many as give all others thirty: enough for every test but one.
FEW = 29 * 30 + sum(sum(counts) for counts in SHORT.values())
HEADS = ["序号", "标题", "发布时间", "栏目", "发布单位", "链接"]
DRAWN_UP = datetime(2021, 10, 18, 9, tzinfo=SHANGHAI)


def lines(total: int) -> Iterator[tuple[str, date]]:
    """Unit and day of each item: thirteen towns, twenty-two departments."""
    many = [one for one in (*TOWNS, *DEPARTMENTS) if one not in SHORT]
    rest = total - sum(sum(counts) for counts in SHORT.values())
    share, more = divmod(rest, len(many))
    plan = {
        one: [(share + (n < more)) // 3 + (k < (share + (n < more)) % 3) for k in range(3)]
        for n, one in enumerate(many)
    }
    for unit, counts in {**plan, **{one: list(counts) for one, counts in SHORT.items()}}.items():
        for month, count in zip((7, 8, 9), counts, strict=True):
            for n in range(count):
                yield unit, date(2021, month, 1 + n % 30)


def log(folder: Path, total: int = FEW, *, url: bool = True, more: tuple[list[str], ...] = ()) -> str:
    path = folder / "log.csv"
    rows = [
        [str(n), f"{unit}开展工作", f"{day} 10:{n % 60:02d}", "首页>政务动态", unit, f"http://a.gov.cn/d/{n}.htm" if url else ""]
        for n, (unit, day) in enumerate(lines(total), 1)
    ]  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADS, *rows, *more])
    return str(path)


def configuration() -> str:
    def unit(id: str, name: str, short: str) -> str:
        return f'[[unit]]\nid = "{id}"\nname = "{name}"\naliases = ["{short}"]\n'

    towns = {f"t{n}": one for n, one in enumerate(TOWNS)}
    departments = {f"d{n}": one for n, one in enumerate(DEPARTMENTS)}
    said = "".join(unit(id, f"示例区{name}办事处", name) for id, name in towns.items())
    said += "".join(unit(id, f"示例区{name}", name) for id, name in departments.items())
    report = {"towns": list(towns), "departments": list(departments)}
    said += f"[report]\noutput_minimum = 10\n{''.join(f'{key} = {json.dumps(ids)}{chr(10)}' for key, ids in report.items())}"
    return said + '[[site]]\nid = "p"\nname = "示例区人民政府"\nurl = "http://a.gov.cn/"\n'


def desk(folder: Path) -> Cli:
    return Cli(folder, DRAWN_UP).configure(configuration())


def numbers(cli: Cli) -> dict[str, object]:
    done = cli.run("report", "2021Q3", "--json")
    assert done.exit_code == 0, done.output
    found: dict[str, object] = json.loads(done.stdout)["output"]
    return found


def short_of(output: dict[str, object]) -> set[str]:
    groups: list[dict[str, list[dict[str, str]]]] = output["groups"]  # type: ignore[assignment]
    return {
        one["name"].removeprefix("示例区").removesuffix("办事处")
        for group in groups
        for one in group["units"]
        if one["outcome"] == "fail"
    }


def test_a_whole_log_names_exactly_the_units_that_published_nothing_or_too_little(tmp_path: Path) -> None:
    cli = desk(tmp_path)
    done = cli.run("import", log(tmp_path, TOTAL), "--period", "2021Q3", "--complete", "--by", "张三")
    assert done.exit_code == 0, done.output
    assert f"{TOTAL} rows, 1 new observations" in done.output
    output = numbers(cli)
    assert output["total"]["value"] == TOTAL  # type: ignore[index]
    assert short_of(output) == set(SHORT)
    nothing = [one for group in output["groups"] for one in group["units"] if one["total"]["value"] == 0]  # type: ignore[attr-defined]
    assert {one["name"] for one in nothing} == {"示例区乙2镇办事处", "示例区丙5局"}
    subjects = json.loads(cli.run("report", "2021Q3", "--json").stdout)["subjects"]
    assert [one["since"] for one in subjects] == [None], "a log that is handed in is no watching"


def test_a_log_without_addresses_counts_every_line(tmp_path: Path) -> None:
    cli = desk(tmp_path)
    cli.run("import", log(tmp_path, url=False), "--period", "2021Q3", "--complete")
    assert short_of(numbers(cli)) == set(SHORT)


def test_a_log_that_nobody_declared_whole_proves_no_silence(tmp_path: Path) -> None:
    cli = desk(tmp_path)
    cli.run("import", log(tmp_path))
    output = numbers(cli)
    assert output["total"]["value"] == FEW  # type: ignore[index]
    assert short_of(output) == set()


def test_a_log_declared_whole_for_days_of_which_it_holds_no_line_is_refused(tmp_path: Path) -> None:
    cli = desk(tmp_path)
    path = log(tmp_path)
    for period in ("2021Q2", "2021-10-01..2021-10-17", "2021-06-01..2021-06-30"):
        done = cli.run("import", path, "--period", period, "--complete")
        assert done.exit_code == 2
        assert "of 2021-07-01 to 2021-09-20" in done.stderr
        assert "nothing was stored" in done.stderr
    assert "1 new observations" in cli.run("import", path, "--period", "2021Q2").stdout  # not declared whole
    assert cli.run("import", path, "--period", "2021-01-01..2021-10-17", "--complete").exit_code == 0


def test_a_row_that_cannot_be_attributed_withholds_every_proof(tmp_path: Path) -> None:
    cli = desk(tmp_path)
    stray = ["", "某事", "2021-08-05", "政务动态", "己1局", "http://a.gov.cn/d/x.htm"]
    done = cli.run("import", log(tmp_path, more=(stray,)), "--period", "2021Q3", "--complete")
    assert "己1局 (1)" in done.output
    assert "proves no unit's silence" in done.output
    assert short_of(numbers(cli)) == set()
    # the name is explained: no second import is needed
    cli.configure(configuration().replace('aliases = ["丙1局"]', 'aliases = ["丙1局", "己1局"]'))
    assert short_of(numbers(cli)) == set(SHORT)


def test_a_row_that_cannot_be_read_withholds_every_proof(tmp_path: Path) -> None:
    cli = desk(tmp_path)
    broken = ["", "某事", "改天", "政务动态", "丙1局", "http://a.gov.cn/d/x.htm"]
    done = cli.run("import", log(tmp_path, more=(broken,)), "--period", "2021Q3", "--complete")
    assert done.exit_code == 1
    assert "withheld" in done.output
    assert short_of(numbers(cli)) == set()


def test_the_file_is_the_evidence_of_what_was_read_from_it_and_a_second_import_adds_nothing(
    tmp_path: Path,
) -> None:
    cli = desk(tmp_path)
    path = log(tmp_path)
    cli.run("import", path, "--period", "2021Q3", "--complete", "--by", "张三")
    again = cli.run("import", path, "--period", "2021Q3", "--complete", "--by", "张三")
    assert "0 new observations, 1 already stored" in again.output
    [id] = numbers(cli)["groups"][0]["units"][0]["total"]["evidence"]  # type: ignore[index]
    shown = cli.run("evidence", "verify", id)
    assert shown.exit_code == 0, shown.output
    assert "intact" in shown.output


def test_the_headings_of_another_export_are_a_file_of_the_centre(tmp_path: Path) -> None:
    cli = desk(tmp_path)
    (tmp_path / "imports").mkdir()
    (tmp_path / "imports" / "ours.toml").write_text(
        'name = "本区发布日志"\nobservation = "article"\nrecognised_by = ["题名", "上稿科室"]\n'
        '[headings]\n"题名" = "title"\n"上稿日" = "published"\n"版块" = "column"\n"上稿科室" = "unit"\n',
        encoding="utf-8",
    )
    path = tmp_path / "ours.csv"
    path.write_text("题名,上稿日,版块,上稿科室\n甲事,2021-07-05,动态,丙1局\n", encoding="utf-8")
    done = cli.run("import", str(path), "--period", "2021Q3", "--complete")
    assert "read as ours (本区发布日志)" in done.output
    assert "1 rows, 1 new observations" in done.output


def test_a_profile_with_an_unknown_key_names_file_and_key(tmp_path: Path) -> None:
    cli = desk(tmp_path)
    (tmp_path / "imports").mkdir()
    (tmp_path / "imports" / "x.toml").write_text(
        'name = "x"\nobservation = "article"\n[headings]\n"题名" = "tilte"\n', encoding="utf-8"
    )
    (tmp_path / "a.csv").write_text("标题\n甲\n", encoding="utf-8")
    done = cli.run("import", str(tmp_path / "a.csv"))
    assert done.exit_code == 2
    assert "x.toml: headings: unknown key 'tilte'" in done.output


def test_a_log_of_a_quarter_under_way_reaches_to_its_newest_line(tmp_path: Path) -> None:
    cli = desk(tmp_path)
    cli.now = datetime(2021, 8, 20, 9, tzinfo=SHANGHAI)
    path = tmp_path / "a.csv"
    path.write_text("标题,发布时间,栏目,发布单位\n甲,2021-08-16,动态,丙1局\n", encoding="utf-8")
    cli.run("import", str(path), "--period", "2021Q3", "--complete")
    assert short_of(numbers(cli)) == set()
    cli.now += timedelta(days=60)
    assert short_of(numbers(cli)) == set()


@pytest.mark.parametrize("period", ["2021Q4", "2021-10", "2021", "2021-10-18..2021-10-18", "2022Q1"])
def test_days_that_are_not_over_are_not_declared_whole(tmp_path: Path, period: str) -> None:
    cli = desk(tmp_path)  # it is the morning of 2021-10-18
    done = cli.run("import", log(tmp_path), "--period", period, "--complete")
    assert done.exit_code == 2
    assert "are not over (today is 2021-10-18)" in done.stderr
    assert "leave --complete out; nothing was stored" in done.stderr
    first = {"2021Q4": "2021-10-01", "2021-10": "2021-10-01", "2021": "2021-01-01"}.get(period)
    assert (f"--period {first}..2021-10-17" in done.stderr) is (first is not None)
    assert "1 new observations" in cli.run("import", log(tmp_path), "--period", period).stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('name = "甲', "imports/own.toml: not valid TOML: "),
        ('name = “甲”', "write \""),
        ("\xff", "save it as UTF-8"),
        ('observation = "article"', "name: Field required"),
        ('name = "甲"\nobservation = "artikel"', "expected one of"),
    ],
)  # fmt: skip
def test_a_profile_that_cannot_be_read_says_what_to_do(tmp_path: Path, content: str, said: str) -> None:
    cli = desk(tmp_path)
    (tmp_path / "imports").mkdir()
    (tmp_path / "imports" / "own.toml").write_bytes(
        content.encode("latin-1" if content == "\xff" else "utf-8")
    )
    done = cli.run("import", log(tmp_path))
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Correct it, or take it out of that folder; nothing was imported" in done.stderr
