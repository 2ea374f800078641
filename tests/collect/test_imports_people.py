"""A back office's export of messages and guides, with a column map and clear row errors."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from monitor.collect.imports.headings import key_of
from monitor.collect.imports.looks import Imported, read_looks
from monitor.collect.imports.rows import ImportedRow, fitted, read_rows
from monitor.domain.case import SiteCase
from monitor.domain.observation import BoardReading, Guides, Observation, StoredObservation
from monitor.domain.parts import figures
from monitor.domain.site import Board, Centre, Site, Watch
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Outcome, Verdict
from monitor.regulations.editions import load_edition
from monitor.rules.interaction import guides_incomplete, replies_late
from tests.every import every

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
    seen = StoredObservation(id="ob_1", at=look.at, facts=look.facts)
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
        ImportedRow(1, {**base, "id": "1", **full}),
        ImportedRow(2, {**base, "id": "2", **full, "收费标准": "", "联系电话": None}),
    ]
    [look] = read_looks(rows, WATCH).looks
    assert isinstance(look.facts, Guides)
    assert [one.missing for one in look.facts.guides] == [(), ("收费标准", "联系电话")]
    clause = load_edition("fuzhou-2021").clause("guides_incomplete", "site")
    assert clause is not None
    seen = StoredObservation(id="ob_1", at=look.at, facts=look.facts)
    assert (
        guides_incomplete.decide(SiteCase(site=SITE, guides=[seen]), clause, NOW + timedelta(hours=1)).outcome
        is Outcome.PASS
    )


def test_several_rows_of_one_guide_are_one_that_lacks_what_all_of_them_lack() -> None:
    base = {
        "observation": "guide",
        "site": "s",
        "at": "2026-11-20T08:00:00+08:00",
        "id": "1",
        "title": "渡船登记",
    }
    part = {**base, "设定依据": "《条例》", "办理材料": "申请书"}
    rows = [
        {**part, "title": "", "办理流程": "受理"},
        part,
        part,
        {**part, "收费标准": 0},
        part,
        {**part, "title": "船员证"},
    ]
    done = read_looks([ImportedRow(n, one) for n, one in enumerate(rows)], WATCH)
    [look] = done.looks
    assert isinstance(look.facts, Guides)
    assert [(one.title, len(one.missing)) for one in look.facts.guides] == [("渡船登记", 5)]
    assert {"收费标准", "办理流程", "办理材料"}.isdisjoint(look.facts.guides[0].missing)
    assert (look.facts.total, look.facts.complete, len(done.errors)) == (1, False, 1)  # 船员证 is refused


def decided(
    *rows: tuple[str, ...], head: str = "编号,来信标题,来信时间,回复时间,办理状态", **given: str
) -> tuple[Outcome, dict[str, object]]:
    keys = [key_of(word) for word in head.split(",")]
    fields = [{key: value for key, value in zip(keys, row, strict=True) if value} for row in rows]
    lines = (ImportedRow(n, one, columns=tuple(keys)) for n, one in enumerate(fields, start=2))
    done = read_looks(fitted(lines, {}, {**GIVEN, **given}), WATCH)
    verdict = decided_of(*done.looks)
    return verdict.outcome, figures(verdict)


def decided_of(look: Observation[Any]) -> Verdict:
    seen = StoredObservation(id="ob_1", at=look.at, facts=look.facts)
    clause = load_edition("fuzhou-2021").clause("replies_late", "site")
    assert clause is not None
    return replies_late.decide(SiteCase(site=SITE, boards={"xx": [seen]}), clause, NOW)


@every(
    "words",
    ["未答复", "未回复", "暂无", "无", "--", "—", "/", "//", "", "待回复", "尚未答复", "暂未回复", "办理中", "null", "N/A", "0000-00-00 00:00:00", "1900-01-01", "空", "未办结"],
)  # fmt: skip
@every("status", ["办理中", ""])
def test_words_for_no_answer_mean_none(words: str, status: str) -> None:
    outcome, measured = decided(
        ("1", "一", "2026-08-19", words, status), ("2", "二", "2026-11-01", words, status)
    )
    assert outcome is Outcome.FAIL
    assert [one["due_on"] for one in measured["open_messages"]] == ["2026-11-19", "2027-02-01"]  # type: ignore[attr-defined]


def test_an_export_without_a_column_for_answers_says_nothing_of_them() -> None:
    head = "编号,来信标题,来信时间"
    assert decided(("1", "一", "2026-08-19"), head=head)[0] is Outcome.UNKNOWN


def test_a_status_of_no_answer_holds_without_a_column_for_answers() -> None:
    head = "编号,来信标题,来信时间,办理状态"
    assert decided(("1", "一", "2026-08-19", "未回复"), head=head)[0] is Outcome.FAIL
    assert decided(("1", "一", "2026-08-19", "--"), head=head)[0] is Outcome.UNKNOWN


def test_a_row_without_the_key_that_others_have_is_unanswered() -> None:
    rows = [
        {"id": "1", "submitted": "2026-08-19"},
        {"id": "2", "submitted": "2026-08-20", "answered": "2026-08-21"},
    ]

    def outcome(*rows: dict[str, str], **given: str) -> Outcome:
        done = read_looks(fitted((ImportedRow(1, one) for one in rows), {}, {**GIVEN, **given}), WATCH)
        return decided_of(done.looks[0]).outcome

    assert outcome(*rows) is Outcome.FAIL
    assert outcome(*rows, complete="false") is Outcome.UNKNOWN
    assert outcome(*rows, {"id": "1", "submitted": "2026-08-19", "answered": "2026-13-41"}) is Outcome.UNKNOWN
    assert outcome(rows[0]) is Outcome.UNKNOWN


def test_a_sheet_without_a_column_for_answers_says_nothing_of_them_beside_one_that_has_it() -> None:
    with_column, without = ("id", "submitted", "answered"), ("id", "submitted")
    rows = [
        ImportedRow(
            2, dict(zip(with_column, ("2", "2026-08-20", "2026-08-21"), strict=True)), columns=with_column
        ),
        ImportedRow(3, dict(zip(without, ("1", "2026-08-19"), strict=True)), columns=without),
    ]
    done = read_looks(fitted(iter(rows), {}, GIVEN), WATCH)
    assert decided_of(done.looks[0]).outcome is Outcome.UNKNOWN


def test_columns_that_contradict_each_other_do_so_in_an_export_that_is_not_whole() -> None:
    for status in ("未回复", "办理中"):
        assert decided(("1", "一", "2026-08-19", "已答复", status), complete="false")[0] is Outcome.UNKNOWN


def test_an_export_that_is_not_whole_leaves_an_empty_day_open_but_not_a_denied_one() -> None:
    assert decided(("1", "一", "2026-08-19", "", ""), complete="false")[0] is Outcome.UNKNOWN
    assert decided(("1", "一", "2026-08-19", "未答复", ""), complete="false")[0] is Outcome.FAIL


@pytest.mark.parametrize(
    ("words", "status", "outcome"),
    [
        ("未答复", "已办结", Outcome.UNKNOWN),
        ("已答复", "办理中", Outcome.UNKNOWN),
        ("已答复", "未回复", Outcome.UNKNOWN),
        ("已答复", "", Outcome.PASS),
        ("--", "已办结", Outcome.PASS),
        ("2026-08-25", "", Outcome.PASS),
    ],
)
def test_two_columns_that_contradict_each_other_are_for_a_person(
    words: str, status: str, outcome: Outcome
) -> None:
    assert decided(("1", "一", "2026-08-19", words, status))[0] is outcome


def test_numbers_are_words_where_words_are_meant_and_further_columns_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(
        ["工单编号", "诉求标题", "诉求时间", "办结时间", "承办单位", "工单状态", "满意度", "来电号码"]
    )
    sheet.append([350104001, 12345, "2026-10-01", "2026-10-03", 7, "已办结", 5, 1])
    book.save(tmp_path / "letters.xlsx")
    done = read_looks(fitted(read_rows(tmp_path / "letters.xlsx"), {}, GIVEN), WATCH)
    assert (done.errors, done.ignored) == ([], {"满意度", "来电号码"})
    [message] = done.looks[0].facts.messages
    assert (message.id, message.title_masked, message.unit) == ("xx/350104001", "12345", "7")


def test_a_number_that_stands_for_two_messages_hides_neither(tmp_path: Path) -> None:
    done = export(
        tmp_path,
        ["1", "咨询停车位", "2026-05-01", None, "区城管局", "办理中"],
        ["1", "咨询路灯", "2026-06-01", "2026-06-02", "区城管局", "已答复"],
    )
    assert "line 3: id '1' stands already for '咨询停车位' of 2026-05-01" in done.errors[0]
    [look] = done.looks
    assert (look.facts.complete, [one.answered for one in look.facts.messages]) == (False, [None])


@pytest.mark.parametrize("turn", [1, -1], ids=["in order", "newest first"])
def test_the_steps_of_one_message_are_one_message(tmp_path: Path, turn: int) -> None:
    steps: list[list[object]] = [
        ["1", "咨询停车位", "2026-05-01", None, "区城管局", "办理中"],
        ["1", "咨询停车位", "2026-05-01", "2026-05-08", "区城管局", "已答复"],
    ]
    done = export(tmp_path, *steps[::turn])
    assert done.errors == []
    [message] = done.looks[0].facts.messages
    assert (message.answered, done.looks[0].facts.total) == (date(2026, 5, 8), 1)
