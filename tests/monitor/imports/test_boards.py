"""Exports of boards and guides: columns by name or by map, clear words for bad rows."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.content import BoardState, GuidesState, Message, MessageStatus
from monitor.domain.timing import SHANGHAI
from monitor.imports.boards import read_guides, read_messages
from probes.pages.guide import GROUPS

NOW = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
S = MessageStatus
ROW = {
    "编号": "A1",
    "标题": "修路",
    "写信人": "张三",
    "提交时间": "2026-08-01",
    "答复时间": "",
    "答复单位": "区住建局",
    "状态": "办理中",
}


def read(*rows: dict[str, Any], **more: Any) -> Any:
    return read_messages(rows, board="mail", now=NOW, **more)


def one(**changed: Any) -> Message:
    done = read(ROW | changed)
    assert done.errors == ()
    [message] = done.reading.messages
    assert isinstance(message, Message)
    return message


def test_columns_are_known_by_their_headings_and_names_are_not_kept() -> None:
    message = one()
    assert (message.id, message.title_masked, message.submitted, message.unit, message.status) == (
        "mail/A1", "修路", date(2026, 8, 1), "区住建局", S.OPEN,
    )  # fmt: skip
    assert "张三" not in repr(message)


def test_a_column_map_names_other_headings() -> None:
    done = read(
        {"来件": "修路", "日子": "2026-08-01", "办完": "2026-08-09"},
        columns={"title": "来件", "submitted": "日子", "answered": "办完"},
    )
    [message] = done.reading.messages
    assert (message.answered, message.status) == (date(2026, 8, 9), S.ANSWERED)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"titel": "标题"}, "unknown field 'titel'"),
        ({"title": "题目"}, "no column '题目'; the table has 编号, 标题"),
    ],
)
def test_a_wrong_column_map_is_said_at_once(columns: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read(ROW, columns=columns)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 8, 1),
        datetime(2026, 8, 1, 9),  # noqa: DTZ001 - as openpyxl gives it
        datetime(2026, 8, 1, 9, tzinfo=SHANGHAI),
        "2026/8/1 09:00",
        "2026年8月1日",
    ],
)
def test_days_as_excel_and_people_write_them(day: object) -> None:
    assert one(提交时间=day).submitted == date(2026, 8, 1)


@pytest.mark.parametrize(
    ("changed", "answered", "status", "receipt_only"),
    [
        ({"答复时间": "2026-08-09"}, date(2026, 8, 9), S.ANSWERED, False),
        ({"状态": ""}, None, S.OPEN, False),
        ({"状态": "已办结"}, None, S.ANSWERED, False),
        ({"答复时间": "2026-08-09", "答复内容": "已收到"}, None, S.OPEN, True),
        ({"答复时间": "2026-08-09", "答复内容": "经核实，已修复。"}, date(2026, 8, 9), S.ANSWERED, False),
        ({"状态": "退回"}, None, S.REFUSED, False),
    ],
    ids=["answered", "no_answer_no_status", "by_its_status", "a_receipt", "an_answer", "refused"],
)
def test_what_counts_as_answered(
    changed: dict[str, Any], answered: date | None, status: S, receipt_only: bool
) -> None:
    message = one(**changed)
    assert (message.answered, message.status, message.receipt_only) == (answered, status, receipt_only)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"提交时间": "2026-13-01"}, "row 2: 提交时间 '2026-13-01' is not a date"),
        ({"提交时间": ""}, "row 2: 提交时间 is empty"),
        ({"标题": " "}, "row 2: 标题 is empty"),
        ({"答复时间": "2026-07-01"}, "row 2: 答复时间 2026-07-01 is before 提交时间 2026-08-01"),
        ({"答复时间": "下周"}, "row 2: 答复时间 '下周' is not a date"),
        ({"状态": "绿灯"}, "row 2: 状态 '绿灯' is not a known status"),
    ],
)
def test_a_bad_row_is_named_and_harms_no_other(changed: dict[str, Any], error: str) -> None:
    done = read(ROW | changed, ROW | {"编号": "A2"}, complete=True)
    assert done.errors == (error,)
    assert [message.id for message in done.reading.messages] == ["mail/A2"]
    assert not done.reading.complete


def test_two_rows_with_one_number_are_said() -> None:
    done = read(ROW, ROW | {"标题": "修桥"}, complete=True)
    assert done.errors == ("row 3: 编号 'mail/A1' stands twice",)
    assert not done.reading.complete


def test_a_table_without_a_needed_column_is_said_in_its_heading_row() -> None:
    done = read({"标题": "修路"})
    assert done.errors == ("row 1: no column for submitted",)
    assert done.reading.state is BoardState.UNREADABLE


@pytest.mark.parametrize(("complete", "rows"), [(True, [ROW]), (False, [ROW])])
def test_an_export_is_complete_when_the_office_vouches(complete: bool, rows: list[dict[str, Any]]) -> None:
    reading = read(*rows, complete=complete, covers_from=date(2025, 11, 20)).reading
    assert (reading.complete, reading.full, reading.covers_from) == (complete, True, date(2025, 11, 20))


def test_an_empty_table_proves_no_empty_board() -> None:
    reading = read(complete=True).reading
    assert (reading.state, reading.complete) == (BoardState.UNREADABLE, False)


def test_empty_rows_are_passed_over() -> None:
    done = read(dict.fromkeys(ROW), ROW)
    assert (done.errors, len(done.reading.messages)) == ((), 1)


GUIDE = dict.fromkeys(GROUPS, "有") | {"事项名称": "公租房申请", "网址": "http://a.gov.cn/1"}


def test_guides_lack_what_their_cells_lack() -> None:
    done = read_guides(
        [GUIDE, GUIDE | {"网址": "http://a.gov.cn/2", "收费标准": "", "办理流程": None, "联系电话": "无"}],
        complete=True,
    )
    assert [guide.missing for guide in done.guides.guides] == [(), ("收费标准", "办理流程")]
    assert (done.errors, done.guides.complete, done.guides.total) == ((), True, 2)


def test_headings_of_guides_have_many_names() -> None:
    row = {("法律依据" if name == "设定依据" else name): text for name, text in GUIDE.items()}
    assert read_guides([row]).errors == ()


def test_bad_guides_are_named() -> None:
    without = {name: text for name, text in GUIDE.items() if name != "收费标准"}
    assert read_guides([without]).errors == ("row 1: no column for 收费标准",)
    twice = read_guides([GUIDE, GUIDE], complete=True)
    assert twice.errors == ("row 3: 'http://a.gov.cn/1' stands twice",)
    assert not twice.guides.complete
    nameless = read_guides([GUIDE | {"事项名称": "", "网址": ""}])
    assert nameless.errors[0].startswith("row 2: 事项名称 is empty")
    assert read_guides([]).guides.state is GuidesState.UNREADABLE


cells = st.one_of(
    st.none(),
    st.text(max_size=6),
    st.integers(),
    st.floats(),
    st.dates(),
    st.sampled_from(["2026-08-01", "已办结"]),
)


@given(st.lists(st.dictionaries(st.sampled_from(list(ROW)), cells), max_size=4))
def test_no_table_makes_the_import_fall_over(rows: list[dict[str, Any]]) -> None:
    read(*rows)
    read_guides(rows)
