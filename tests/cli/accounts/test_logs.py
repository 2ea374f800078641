"""Publishing logs and registers as centres have them, from file to verdict."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import Result

from monitor.cli.imports import together
from monitor.domain.timing import DAY
from tests.cli.accounts.platforms import account, ago, desk_with, judge, look, serving
from tests.cli.accounts.test_feeds import aged
from tests.cli.test_commands import Desk
from tests.operator_desk import NOW

TODAY = NOW.date()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    source = '{kind = "import", complete = true}'
    return desk_with(tmp_path, account(source, platform="wechat"), account(source, id="b", platform="weibo"))


def put(desk: Desk, name: str, content: bytes) -> str:
    path = desk.folder / name
    path.write_bytes(content)
    return str(path)


def csv_of(age: int, form: str) -> bytes:
    rows = f"标题,发布时间,链接,账号名称,平台\n放假通知,{ago(age, 8).strftime(form)},http://a/1,示例发布,微信公众号\n"
    return rows.encode("gb18030")


def book(*sheets: tuple[str, list[list[Any]]], merged: str = "") -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets:
        sheet: Worksheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    if merged:
        made.worksheets[0].merge_cells(merged)
    room = io.BytesIO()
    made.save(room)
    return room.getvalue()


def newest(desk: Desk, id: str = "a") -> tuple[str, Any]:
    verdict = judge(desk, id=id)["account_silent"]
    return verdict["outcome"], verdict["measured"]["newest"]


def told(done: Result) -> str:
    return " ".join(done.output.split())


@pytest.mark.parametrize(
    "form", ["%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M", "%Y%m%d", "%Y.%m.%d"]
)
@pytest.mark.parametrize(("age", "outcome"), [(14, "pass"), (15, "fail")])
def test_a_gbk_table_with_chinese_headings_decides_to_the_day(
    desk: Desk, form: str, age: int, outcome: str
) -> None:
    done = desk.run("import", put(desk, "log.csv", csv_of(age, form)))
    assert (done.exit_code, "1 new" in done.output) == (0, True), done.output
    assert newest(desk) == (outcome, f"{ago(age):%Y-%m-%d}")


def test_the_same_log_twice_adds_nothing_and_says_how_to_put_its_silence_on_record(desk: Desk) -> None:
    path = put(desk, "log.csv", csv_of(15, "%Y-%m-%d %H:%M"))
    desk.run("import", path)
    again = told(desk.run("import", path))
    assert "0 new observations, 1 already stored, 0 bad rows" in again
    assert "--set at=" in again
    taken = desk.run("import", path, "--set", f"at={NOW:%Y-%m-%dT%H:%M}")
    assert "1 new" in taken.output


def test_a_log_speaks_only_up_to_when_it_was_taken(desk: Desk) -> None:
    path = put(desk, "log.csv", csv_of(30, "%Y-%m-%d %H:%M"))
    desk.run("import", path, "--set", f"at={ago(16):%Y-%m-%d}")
    verdict = judge(desk)["account_silent"]
    assert (verdict["outcome"], verdict["measured"]["blocker"]) == ("unknown", "not_read_recently")


def serial(at: datetime) -> float:
    naive = at.replace(tzinfo=None)
    return (naive - datetime(1899, 12, 30)).total_seconds() / 86400  # noqa: DTZ001  (Excel knows no zones)


def test_a_workbook_with_titles_merged_cells_several_sheets_and_a_sum(desk: Desk) -> None:
    rows: list[list[Any]] = [
        ["示例区政务新媒体发布记录"],
        ["填报单位: 区政府办", None, None, "填报日期: 2026-11-20"],
        ["序号", "账号名称", "标 题", "发布时间(年月日)", "阅读量"],
        [1, "示例发布", "一", ago(9).replace(tzinfo=None), 12],
        [2, None, "二", serial(ago(2, 8)), 15],
        [3, None, "三", f"{ago(5):%Y年%m月%d日} 8:05", 18],
        ["合计", None, None, None, 45],
    ]
    weibo = [["标题", "发布时间", "账号名称", "状态"], ["甲", f"{ago(4):%Y/%m/%d} 10:00", "示例发布", "已发布"], ["乙", f"{ago(1):%Y/%m/%d} 10:00", "示例发布", "已删除"]]  # fmt: skip
    note: list[list[Any]] = [["本表由各单位填报"], ["请于每月 5 日前报送"]]
    content = book(("微信", rows), ("微博", weibo), ("说明", note), merged="B4:B6")
    done = desk.run("import", put(desk, "log.xlsx", content))
    assert done.exit_code == 0, done.output
    assert "5 rows, 4 new observations, 0 already stored, 0 bad rows" in told(done)
    assert "1 posts left out" in told(done)
    assert "columns left aside: 序号, 阅读量" in told(done)
    assert newest(desk) == ("pass", f"{ago(2):%Y-%m-%d}")
    assert newest(desk, "b") == ("pass", f"{ago(4):%Y-%m-%d}"), "a deleted post does not count"


def test_a_bad_row_is_named_with_its_sheet_and_withholds_only_its_own_accounts_proof(desk: Desk) -> None:
    rows = [["账号名称", "平台", "标题", "发布时间"]]
    rows += [["示例发布", "微信", "一", f"{ago(20):%Y-%m-%d}"], ["示例发布", "微信", "二", "昨天"]]
    rows += [
        ["示例发布", "微博", "三", f"{ago(20):%Y-%m-%d}"],
        ["没有这个号", "微博", "四", f"{ago(1):%Y-%m-%d}"],
    ]
    path = put(desk, "log.xlsx", book(("十一月", rows), ("十二月", rows[:1])))
    done = desk.run("import", path)
    assert (done.exit_code, "2 bad rows" in done.output) == (1, True)
    assert "sheet '十一月', line 3: published: found '昨天'" in told(done)
    assert "sheet '十一月', line 5: account '没有这个号' on weibo: no such account" in told(done)
    assert newest(desk) == ("unknown", f"{ago(20):%Y-%m-%d}"), (
        "the row that was not read may be its newest post"
    )
    assert newest(desk, "b") == ("fail", f"{ago(20):%Y-%m-%d}")
    rows[2][3] = f"{ago(18):%Y-%m-%d}"
    desk.run("import", put(desk, "log.xlsx", book(("十一月", rows[:4]), ("十二月", rows[:1]))))
    assert newest(desk) == ("fail", f"{ago(18):%Y-%m-%d}"), "corrected and imported again"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("log.csv", "标题,发布时间,账号名称,平台\n一,,示例发布,微信\n", "line 2: 'published' is missing"),
        ("log.csv", f"标题,发布时间,账号名称,平台\n一,{TODAY + DAY * 3},示例发布,微信\n", "lies in the future"),
        ("log.csv", "标题,发布时间,账号名称\n一,2026-11-01,示例发布\n", "stands for several accounts; add its platform"),
        ("log.csv", "标题,发布时间,账号名称,平台,状态\n一,2026-11-01,示例发布,微信,流转中\n", "status: found '流转中'"),
        ("log.csv", "标题,发布时间,账号名称,平台\n一,03/11/2026,示例发布,微信\n", "'03/11/2026' is not a time"),
        ("log.csv", "a,b\n1,2\n3,4\n5,6\n7,8\n", "line 2, line 3, line 4, line 5: 'observation' is missing"),
        ("log.xls", "x", "open it in Excel or WPS and save it as .xlsx"),
    ],
    ids=["no time", "future", "ambiguous name", "unknown state", "ambiguous day", "no headings", "old Excel"],
)  # fmt: skip
def test_what_is_wrong_is_said_with_what_to_do(desk: Desk, name: str, content: str, words: str) -> None:
    done = desk.run("import", put(desk, name, content.encode()))
    assert done.exit_code in (1, 2)
    assert words in told(done)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("log.txt", f"标题\t发布时间\t账号名称\t平台\n一\t{ago(2):%Y-%m-%d}\t示例发布\t微信\n".encode("utf-16")),
        ("log.csv", f"标题;发布时间;账号名称;平台\n一;{ago(2):%Y-%m-%d};示例发布;微信\n".encode("utf-8-sig")),
        ("log.csv", f"类型,标题,发布日期,发布时间,账号,平台\n图文,一,{ago(2):%Y/%m/%d},8:30,示例发布,微信\n".encode()),
        ("log.json", f'[{{"observation": "post", "account": "a", "published": "{ago(2):%Y-%m-%d}"}}]'.encode()),
        ("log.jsonl", f'{{"observation": "post", "account": "a", "published": {int(ago(2).timestamp())}}}'.encode()),
    ],
    ids=["unicode text", "semicolons", "day and time apart", "a list in JSON", "unix seconds"],
)  # fmt: skip
def test_other_shapes_of_the_same_log(desk: Desk, name: str, content: bytes) -> None:
    done = desk.run("import", put(desk, name, content))
    assert done.exit_code == 0, done.output
    assert newest(desk) == ("pass", f"{ago(2):%Y-%m-%d}")


def test_a_whole_log_proves_what_an_unvouched_reader_cannot(tmp_path: Path) -> None:
    with serving() as web:
        web.pages["/feed"] = aged(20)
        desk = desk_with(tmp_path, account(f'{{kind = "feed", url = "{web.base}/feed"}}'))
        assert look(desk)["account_silent"]["measured"]["blocker"] == "not_complete"
        path = put(desk, "log.csv", f"标题,发布时间,账号名称\n一,{ago(20):%Y-%m-%d},示例发布\n".encode())
        desk.run("import", path, "--set", "complete=true")
        assert look(desk)["account_silent"]["outcome"] == "fail"
        web.pages["/feed"] = aged(1, 20)
        assert look(desk)["account_silent"]["outcome"] == "pass"


def test_a_thousand_bad_rows_are_told_in_a_few_lines() -> None:
    told_once = together([f"line {n}: account 'x': no such account" for n in range(2, 1002)])
    assert told_once[0].endswith("line 21 … line 1001 (1000 rows): account 'x': no such account")
    assert len(together([f"line {n}: found {n}" for n in range(1000)])) == 101


def test_of_two_columns_that_mean_the_same_the_first_counts(desk: Desk) -> None:
    rows = f"标题,发布时间,账号名称,平台,账号类型\n一,{ago(2):%Y-%m-%d},示例发布,政务微博,机构\n"
    assert desk.run("import", put(desk, "log.csv", rows.encode())).exit_code == 0
    assert newest(desk, "b") == ("pass", f"{ago(2):%Y-%m-%d}")


def test_what_no_column_says_is_said_once(desk: Desk) -> None:
    path = put(desk, "log.csv", f"标题,链接,发布日期\n一,http://a/1,{ago(2):%Y/%m/%d}\n".encode())
    assert desk.run("import", path, "--set", "account=a").exit_code == 0
    assert newest(desk) == ("pass", f"{ago(2):%Y-%m-%d}")


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("empty.csv", b""), ("blank.csv", b"\r\n \r\n"), ("heading.csv", "标题,链接,发布日期\n".encode()), ("empty.jsonl", b"\n"),
        ("empty.json", b"[]"),
    ],
)  # fmt: skip
def test_a_file_without_rows_is_refused_as_what_cannot_be_used(desk: Desk, name: str, raw: bytes) -> None:
    done = desk.run("import", put(desk, name, raw), "--set", "account=a")
    assert done.exit_code == 2
    assert "no rows were found, nothing was stored" in told(done)


def test_comments_in_a_log_prove_interaction(desk: Desk) -> None:
    rows = f"标题,发布时间,账号名称,平台,评论数\n一,{ago(2):%Y-%m-%d},示例发布,微信,3\n二,{ago(3):%Y-%m-%d},示例发布,微博,0\n"
    desk.run("import", put(desk, "log.csv", rows.encode()))
    assert judge(desk)["interaction_missing"]["outcome"] == "pass"
    assert judge(desk, id="b")["interaction_missing"]["outcome"] == "unknown"


REGISTER = """平台类型,账号名称,账号主体,主办单位,开设时间,运行状态,注销时间,备案编号
微信公众号,示例发布,示例区人民政府办公室,区政府办,2018/3/1,正常,,示备1号
新浪微博,示例发布,林某某,区政府办,2019-05-06,注销中,2036/12/31,示备2号
人民号,示例发布,示例区人民政府办公室,区政府办,2020-01-01,正常,,示备3号
百家号,示例发布,示例区人民政府办公室,区政府办,2020-01-01,正常,,示备4号
微信公众号,示例在线,示例区人民政府办公室,区政府办,2020-01-01,正常,,示备5号
抖音号,示例文旅,区文旅局,区文旅局,2021-1-1,已注销,2022-1-1,
"""


def test_a_provincial_register_is_imported_and_compared(desk: Desk) -> None:
    before = desk.run("registry")
    assert "尚未导入备案信息" in told(before)
    path = put(desk, "register.csv", REGISTER.encode("gb18030"))
    assert "6 rows, 6 new" in desk.run("import", path).output
    assert "0 new" in desk.run("import", path).output
    found = told(desk.run("registry"))
    assert "备案6条，监测2个账号" in found
    assert "一平台多账号" in found
    assert "认证主体为“林某某”" in found
    assert found.count("已备案未监测") == 3, (
        "two places without a name of ours are two, and a closed account is none"
    )
