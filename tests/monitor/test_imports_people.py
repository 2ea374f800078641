"""A back office's export of messages and guides, with a column map and clear row errors."""

from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from monitor.domain.case import SiteCase
from monitor.domain.observation import BoardReading, Guides, Seen
from monitor.domain.site import Board, Centre, Site, Watch
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Outcome
from monitor.imports.looks import Imported, read_looks
from monitor.imports.rows import Row, fitted, read_rows
from monitor.rules import guides_incomplete, replies_late
from monitor.rules.editions import load_edition

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
SITE = Site(
    id="s", name="示例", url="http://a.gov.cn/", edition="fuzhou-2021",
    boards=(Board(id="xx", name="区长信箱", url="http://a.gov.cn/xx/"),),
)  # fmt: skip
WATCH = Watch(edition="fuzhou-2021", centre=Centre(name="中心"), sites=(SITE,))
GIVEN = {"observation": "message", "site": "s", "board": "xx", "at": "2026-11-20T08:00:00+08:00"}


def export(tmp_path: Path, *rows: list[object]) -> Imported:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["信件号", "来信主题", "写信时间", "答复时间", "受理单位", "状态"])
    for row in rows:
        sheet.append(row)
    book.save(tmp_path / "letters.xlsx")
    return read_looks(fitted(read_rows(tmp_path / "letters.xlsx"), {"信件号": "id"}, GIVEN), WATCH)


@pytest.mark.parametrize(
    ("asked", "answered", "outcome"),
    [
        ("2026-08-20", None, Outcome.PASS),
        ("2026-08-19", None, Outcome.FAIL),
        ("2026-05-01", "2026-05-08", Outcome.PASS),
    ],
    ids=["on_the_limit_day", "one_day_over", "answered"],
)
def test_an_export_is_the_complete_list_and_decides(
    tmp_path: Path, asked: str, answered: str | None, outcome: Outcome
) -> None:
    done = export(
        tmp_path, ["1", "咨询停车位", asked, answered, "区城管局", "已答复" if answered else "办理中"]
    )
    assert done.errors == []
    [look] = done.looks
    assert isinstance(look.facts, BoardReading)
    seen = Seen(id="ob_1", at=look.at, facts=look.facts)
    clause = load_edition("fuzhou-2021").clause("replies_late", "site")
    assert clause is not None
    verdict = replies_late.decide(SiteCase(site=SITE, boards={"xx": [seen]}), clause, NOW)
    assert verdict.outcome is outcome, verdict.reason


def test_bad_rows_say_what_is_wrong_and_names_are_masked(tmp_path: Path) -> None:
    done = export(
        tmp_path,
        ["1", "请联系13800138000", "2026-10-01", None, "", "办理中"],
        ["2", "甲", "2026-13-01", None, "", ""],
        ["3", "乙", "2026-10-05", "2026-10-01", "", ""],
        [None, "丙", "2026-10-05", None, "", ""],
    )
    assert [one.split(":")[0] for one in done.errors] == ["line 3", "line 4", "line 5"]
    assert "2026-13-01" in done.errors[0]
    assert "lies before" in done.errors[1]
    assert "'id' is missing" in done.errors[2]
    [look] = done.looks
    assert "13800138000" not in str(look)


def test_guides_of_an_export_lack_what_their_cells_lack() -> None:
    full = dict.fromkeys(
        (
            "事项名称",
            "设定依据",
            "申请条件",
            "办理材料",
            "办理地点",
            "办理机构",
            "收费标准",
            "办理时间",
            "联系电话",
            "办理流程",
        ),
        "有",
    )
    base = {"observation": "guide", "site": "s", "at": "2026-11-20T08:00:00+08:00"}
    rows = [
        Row(1, {**base, "id": "1", **full}),
        Row(2, {**base, "id": "2", **full, "收费标准": "", "联系电话": None}),
    ]
    [look] = read_looks(rows, WATCH).looks
    assert isinstance(look.facts, Guides)
    assert [one.missing for one in look.facts.guides] == [(), ("收费标准", "联系电话")]
    clause = load_edition("fuzhou-2021").clause("guides_incomplete", "site")
    assert clause is not None
    seen = Seen(id="ob_1", at=look.at, facts=look.facts)
    assert (
        guides_incomplete.decide(SiteCase(site=SITE, guides=[seen]), clause, NOW + timedelta(hours=1)).outcome
        is Outcome.PASS
    )
