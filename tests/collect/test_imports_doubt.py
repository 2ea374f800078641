"""A row that cannot be used withholds what the file would prove by being whole."""

from datetime import date, datetime
from pathlib import Path

import pytest

from monitor.collect.imports.looks import Imported, read_looks
from monitor.collect.imports.rows import fitted, read_rows
from monitor.domain.content import ListState
from monitor.domain.observation import BoardReading, Guides, Listing, Timeline
from monitor.domain.site import Account, Board, Centre, Column, Platform, Site, Watch
from monitor.domain.timing import SHANGHAI

NOW = datetime(2026, 11, 27, 12, tzinfo=SHANGHAI)
LOG = {"kind": "import", "complete": True}
WATCH = Watch(
    edition="fuzhou-2021",
    centre=Centre(name="中心"),
    sites=(
        Site(
            id="s", name="示例", url="http://a.gov.cn/", edition="fuzhou-2021",
            columns=(
                Column(id="c", name="要闻", url="http://a.gov.cn/c/"),
                Column(id="d", name="公告", url="http://a.gov.cn/d/"),
            ),
            boards=(Board(id="xx", name="区长信箱", url="http://a.gov.cn/xx/"),),
        ),
    ),
    accounts=(
        Account(id="wx", name="示例发布", platform=Platform.WECHAT, edition="fuzhou-2021", source=LOG),
        Account(id="wb", name="示例文旅", platform=Platform.WEIBO, edition="fuzhou-2021", source=LOG),
    ),
)  # fmt: skip
OLD = "2026-11-07"


def load(tmp_path: Path, name: str, content: str, **given: str) -> Imported:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return read_looks(fitted(read_rows(path), {}, given), WATCH, NOW)


def proving(done: Imported) -> set[str]:
    """The accounts whose silence the file proves."""
    logs = [one for one in done.looks if isinstance(one.facts, Timeline)]
    assert all((one.facts.reason == "bad_rows_in_log") is not one.facts.complete for one in logs)
    return {one.subject for one in logs if one.facts.complete}


HEAD = "账号名称,平台,标题,发布时间\n"
BOTH = f"示例发布,微信,一,{OLD}\n示例文旅,微博,二,{OLD}\n"


def test_a_clean_log_proves_the_silence_of_everybody_in_it(tmp_path: Path) -> None:
    assert proving(load(tmp_path, "log.csv", HEAD + BOTH)) == {"wx", "wb"}


@pytest.mark.parametrize(
    ("row", "left"),
    [
        ("示例发布,微信,三,四,2026-11-24", set()),
        (",,三,2026-11-24", set()),
        ("  ,微信,三,2026-11-24", set()),
        ("审核：三,,备注：四,", {"wx", "wb"}),
        ("示例发布,微信,三,近日", {"wb"}),
        ("示例发布,飞信,三,2026-11-24", {"wb"}),
        ("示例发布厅,微信,三,2026-11-24", {"wb"}),
        ("示例文旅,微信,三,2026-11-24", {"wx"}),
        ("远方在线,微信,三,2026-11-24", {"wx", "wb"}),
        ("示例发布,微信,注：三,2026-11-24", {"wx", "wb"}),
    ],
    ids=[
        "a comma too many", "no name", "a blank name", "a signature", "no day", "unknown platform",
        "nearly the name", "another platform", "somebody else's", "a title like a note",
    ],
)  # fmt: skip
def test_a_bad_row_leaves_only_what_it_cannot_belong_to(tmp_path: Path, row: str, left: set[str]) -> None:
    done = load(tmp_path, "log.csv", HEAD + BOTH + row + "\n")
    assert proving(done) == left
    assert done.errors == [] or done.errors[0].startswith("line 4: ")


@pytest.mark.parametrize(
    "line",
    [
        '{"observation": "post", "account": "wx", "published": "2026-11-24", "title": "二}',
        '{"observation": "post", "published": "2026-11-24"}',
        '{"observation": "posts", "account": "wx"}',
        '["post"]',
        '{"observation": ["post"], "account": "wx", "published": "2026-11-24"}',
        '{"observation": "post", "account": {"id": "wx"}, "published": "2026-11-24"}',
        '{"account": "wx", "published": "2026-11-24"}',
    ],
    ids=[
        "broken",
        "nobody's",
        "unknown kind",
        "no object",
        "a kind that is a list",
        "an account that is an object",
        "no kind",
    ],
)
def test_a_line_that_cannot_be_attributed_may_be_anybodys(tmp_path: Path, line: str) -> None:
    good = [f'{{"observation": "post", "account": "{id}", "published": "{OLD}"}}' for id in ("wx", "wb")]
    assert proving(load(tmp_path, "log.jsonl", "\n".join(good))) == {"wx", "wb"}
    done = load(tmp_path, "log.jsonl", "\n".join([*good, line]))
    assert (proving(done), len(done.errors), done.doubt.everything) == (set(), 1, True)
    assert len(done.looks) == 2, "a bad row harms no other"


def test_a_doubtful_log_extends_no_earlier_proof(tmp_path: Path) -> None:
    [clean] = load(tmp_path, "a.csv", f"{HEAD}示例发布,微信,一,{OLD}\n").looks
    [doubtful] = load(tmp_path, "b.csv", f"{HEAD}示例发布,微信,一,{OLD}\n,,二,\n").looks
    assert (clean.part, doubtful.part) == ("", "doubtful"), "the handing over is that of looks without a part"


@pytest.mark.parametrize(
    ("body", "words", "kept"),
    [
        (f'示例发布,微信,{OLD},"没有结束\n示例文旅,微博,2026-11-24,二\n', "a quote is opened and never closed; lines 2 to 3", 0),
        (f'示例发布,微信,{OLD},"一\n示例发布,微信,2026-11-24,"二"\n示例文旅,微博,{OLD},三\n', "a quote is closed in another row", 1),
        (f'示例发布,微信,{OLD},"一\n示例发布,微信,2026-11-24,二"\n示例文旅,微博,{OLD},三\n', "a quote seems to hold several rows", 1),
    ],
)  # fmt: skip
def test_a_quote_that_swallows_rows_is_an_error(tmp_path: Path, body: str, words: str, kept: int) -> None:
    done = load(tmp_path, "log.csv", "账号名称,平台,发布时间,标题\n" + body)
    assert words in done.errors[0]
    assert (len(done.looks), proving(done)) == (kept, set())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ""])
def test_a_cell_of_several_lines_is_one_cell(tmp_path: Path, end: str) -> None:
    text = f'账号名称,平台,发布时间,标题\n示例发布,微信,{OLD},"第一行\n第二行, 还有""引号""\n"\n示例文旅,微博,{OLD},二'
    done = load(tmp_path, "log.csv", text + end)
    assert (done.errors, proving(done)) == ([], {"wx", "wb"})


@pytest.mark.parametrize(
    "title", ["审核通过一批项目", "合计投资三亿元的项目开工", "说明会在区里召开", "备注册公司新规", "总计3亿元项目签约", "联系人大代表工作"]
)  # fmt: skip
def test_a_titled_row_with_a_day_is_no_foot(tmp_path: Path, title: str) -> None:
    done = load(tmp_path, "log.csv", f"标题,发布时间,阅读量\n一,{OLD},3\n{title},2026-11-24,\n", account="wx")
    assert [one.facts.newest for one in done.looks] == [date(2026, 11, 7), date(2026, 11, 24)]
    assert done.left == []


@pytest.mark.parametrize(
    "foot", ["合计,,5", "合 计,,", "总计：,,12", "审核人：张某,,", "填表人：李某,审核：王某,填报日期：2026-11-26", "备注：数据来自后台,,", "共计2条,,8"]
)  # fmt: skip
def test_what_stands_below_the_table_is_left_out_and_named(tmp_path: Path, foot: str) -> None:
    text = f"示例区发布情况,,\n标题,发布时间,阅读量\n一,{OLD},3\n标题,发布时间,阅读量\n{foot}\n"
    done = load(tmp_path, "log.csv", text, account="wx")
    assert (done.rows, done.errors) == (1, [])
    assert done.left == ["line 1: above the heading", "line 4: the heading again", "line 5: the table's foot"]


def test_a_foot_with_a_title_and_a_day_is_in_doubt(tmp_path: Path) -> None:
    done = load(tmp_path, "log.csv", f"标题,发布时间,阅读量\n一,{OLD},3\n备注：,2026-11-24,\n", account="wx")
    assert "begins like a table's foot" in done.errors[0]
    assert proving(done) == set()


def test_a_bad_row_of_a_column_leaves_the_other_columns_alone(tmp_path: Path) -> None:
    head = "栏目,标题,日期\n"
    good = "c,一,2026-10-01\nd,二,2026-10-01\n"
    given = {"observation": "listing", "site": "s", "at": "2026-11-27"}

    def doubted(more: str) -> set[str]:
        looks = load(tmp_path, "l.csv", head + good + more, **given).looks
        assert all(isinstance(one.facts, Listing) and one.facts.state is ListState.ITEMS for one in looks)
        return {one.part for one in looks if one.facts.reason == "bad_rows_in_log"}

    assert doubted("") == set()
    assert doubted("c,三,近日\n") == {"c"}
    assert doubted(",三,2026-11-01\n") == {"c", "d"}
    assert doubted("c,三,2026-11-01,四\n") == {"c", "d"}


MESSAGES = {"observation": "message", "site": "s", "board": "xx", "at": "2026-11-27T08:00"}


@pytest.mark.parametrize(
    ("row", "complete"), [("2,二,2026-10-02,,", True), ("2,二,十月,,", False), (",二,2026-10-02,,", False), ("2,二,2026-10-02,,,,,", True), ("2,二,2026-10-02,,x,y,z", False)]
)  # fmt: skip
def test_any_refused_message_makes_the_export_incomplete(tmp_path: Path, row: str, complete: bool) -> None:
    text = f"编号,来信主题,来信时间,回复时间,承办单位\n1,一,2026-10-01,2026-10-03,区住建局\n{row}\n"
    [look] = load(tmp_path, "mail.csv", text, **MESSAGES).looks
    assert isinstance(look.facts, BoardReading)
    assert (look.facts.complete, look.facts.reason) == (complete, "" if complete else "bad_rows_in_log")


def test_a_refused_guide_makes_the_list_of_guides_incomplete(tmp_path: Path) -> None:
    given = {"observation": "guide", "site": "s", "at": "2026-11-27T08:00"}
    head = "事项编号,事项名称,实施依据,受理条件,申请材料,受理地点,实施机关,收费依据,受理时间,咨询电话,办理程序,备注\n"
    row = ",".join("有" * 10)
    [look] = load(tmp_path, "g.csv", f"{head}1,{row},\n", **given).looks
    assert isinstance(look.facts, Guides)
    assert (look.facts.complete, look.facts.guides[0].missing) == (True, ())
    [look] = load(tmp_path, "g.csv", f"{head}1,{row},\n,{row},\n", **given).looks
    assert (look.facts.complete, look.facts.reason) == (False, "bad_rows_in_log")


def test_an_element_group_without_a_column_is_not_known_rather_than_missing(tmp_path: Path) -> None:
    given = {"observation": "guide", "site": "s", "at": "2026-11-27T08:00"}
    [look] = load(tmp_path, "g.csv", "事项编号,事项名称,联系电话\n1,办证,\n", **given).looks
    assert isinstance(look.facts, Guides)
    assert look.facts.guides[0].missing == ("联系电话",)
    assert (look.facts.complete, look.facts.reason.partition(",")[0]) == (False, "no_column:设定依据")
