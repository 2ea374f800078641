"""Boards that answer in JSON: fz12345 and any other by its field map (json_board)."""

import json
from datetime import date
from typing import Any

import respx
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.content import BoardState, Message, MessageStatus
from probes.boards import fz12345, json_board
from probes.boards._adapter import discover
from tests.every import every
from tests.probes.api import answer_to
from tests.probes.board_world import NOW

S = MessageStatus
URL = "http://fz12345.a.gov.cn/"
GRID = {
    "total": 2,
    "list": [
        {"id": "9f2", "billno": "FZ26110100012", "case_title": "咨询公租房申请", "incident_time": "2026-11-01 08:30:00", "info_type_name": "咨询"},
        {"id": "9f1", "billno": "FZ26080100007", "case_title": "路灯不亮 13812345678", "incident_time": "2026-08-01 10:00:00", "info_type_name": "诉求"},
    ],
}  # fmt: skip


def message(**more: Any) -> Message:
    facts = {"id": "mail/9f1", "title_masked": "题", "board": "mail", "submitted": date(2026, 8, 1), **more}
    return Message(**facts)


def test_both_adapters_are_found_by_name() -> None:
    assert set(discover()) == {"fz12345", "json_board"}


async def test_fz12345_asks_for_one_page_of_one_area(api: respx.MockRouter) -> None:
    asked = {"areacode": "350104", "page": "3", "starttime": "2025-11-20", "queryFineOrSelection": ""}
    api.get(f"{URL}jf/event/grid", params=asked, headers={"Referer": URL}).respond(json=GRID)
    options = {"areacode": "350104", "by_date": True}
    assert await answer_to(fz12345.request(options, URL, 3, date(2025, 11, 20)), api)


def test_only_a_selection_asks_fz12345_for_chosen_letters() -> None:
    assert fz12345.is_selected({"selection": "1"})
    assert not fz12345.is_selected({})


async def test_fz12345_reads_the_grid(api: respx.MockRouter) -> None:
    api.get(f"{URL}jf/event/grid", params={"areacode": "350100", "starttime": "", "page": "1"}).respond(
        json=GRID
    )
    text = await answer_to(fz12345.request({}, URL, 1, date(2025, 11, 20)), api)
    reading = fz12345.read(text, URL, {}, NOW, "mail")
    assert [(one.id, one.title_masked, one.submitted, one.status) for one in reading.messages] == [
        ("mail/9f2", "咨询公租房申请", date(2026, 11, 1), S.UNSTATED),
        ("mail/9f1", "路灯不亮 ***", date(2026, 8, 1), S.UNSTATED),
    ]
    assert (reading.total, reading.complete) == (2, True)


async def test_fz12345_asks_for_the_public_detail_and_nothing_else(api: respx.MockRouter) -> None:
    wanted = {"id": "9f1", "areacode": "350100"}
    api.get(f"{URL}jf/event/getPublicDetail", params__eq=wanted).respond(json={"id": "9f1"})
    assert await answer_to(fz12345.detail({}, URL, message()), api)
    assert len(api.calls) == 1


@every(
    ("detail", "answered", "status", "receipt_only"),
    [
        ({"steps": [{"reply_content": "您反映的问题已转交区住建局办理。", "replyTime": "2026-08-02"},
                    {"reply_content": "经核实，已修复。", "replyTime": "2026-08-09 10:00:00", "unit_name": "区住建局"}]}, date(2026, 8, 9), S.ANSWERED, False),
        ({"steps": [{"reply_content": "已转办", "replyTime": "2026-08-02"}]}, None, S.TRANSFERRED, True),
        ({"reply_content": "", "status_name": "办理中"}, None, S.OPEN, False),
        ({"data": {"result": "<p>经查，情况属实。</p>"}}, None, S.ANSWERED, False),
        ({"id": "9f1"}, None, S.UNSTATED, False),
    ],
    ids=["the_second_step_answers", "only_handed_on", "open_by_its_status", "an_undated_answer_in_html", "says_nothing"],
)  # fmt: skip
def test_fz12345_reads_the_steps(detail: Any, answered: date | None, status: S, receipt_only: bool) -> None:
    found = fz12345.read_detail(json.dumps(detail, ensure_ascii=False), message(), {}, NOW)
    assert (found.answered, found.status, found.receipt_only) == (answered, status, receipt_only)


def test_fz12345_reads_a_detail_that_is_a_page() -> None:
    html = "<p>反映内容：路灯</p><h3>办理过程</h3><p>2026-08-02 市12345 转办</p><p>2026-08-05 区住建局 已答复</p>"
    assert fz12345.read_detail(html, message(), {}, NOW).answered == date(2026, 8, 5)


MAP = {
    "url": "/api/letters?p={page0}", "rows": "data.rows", "total": "data.n", "detail_page": "/l/{id}", "status_words": {"3": "已办结", "1": "办理中"},
    "fields": {"number": "no", "title": "t", "submitted": "a", "answered": "b", "status": "s", "unit": "u.name"},
}  # fmt: skip
ANSWER = {"data": {"n": "2", "rows": [{"no": 5, "t": "修<em>路</em>", "a": 1785513600000, "b": "", "s": 1, "u": {"name": "交通局"}},
                                      {"no": 4, "t": "修桥", "a": "2026-07-01", "b": "2026-07-09", "s": 3}]}}  # fmt: skip


async def test_a_field_map_reads_any_json(api: respx.MockRouter) -> None:
    api.get(f"{URL}api/letters", params__eq={"p": "2"}).respond(json=ANSWER)
    text = await answer_to(json_board.request(MAP, URL, 3, date(2025, 11, 20)), api)
    reading = json_board.read(text, URL, MAP, NOW, "mail")
    assert [
        (one.id, one.title_masked, one.submitted, one.answered, one.unit, one.status, one.url)
        for one in reading.messages
    ] == [
        ("mail/5", "修 路", date(2026, 8, 1), None, "交通局", S.OPEN, f"{URL}l/5"),
        ("mail/4", "修桥", date(2026, 7, 1), date(2026, 7, 9), "", S.ANSWERED, f"{URL}l/4"),
    ]
    assert (reading.total, reading.complete) == (2, True)


async def test_a_field_map_fills_in_page_and_day(api: respx.MockRouter) -> None:
    since = date(2025, 11, 20)
    kind = {"Content-Type": "application/json"}
    api.post(f"{URL}q", headers=kind, content=b'{"page":3,"from":"2025-11-20"}').respond(text="by JSON")
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    api.post(f"{URL}q", headers=kind, content=b"page=1").respond(text="by form")
    options = {"url": "/q", "body": '{"page":{page},"from":"{since}"}'}
    assert await answer_to(json_board.request(options, URL, 3, since), api) == "by JSON"
    options = {"url": "/q", "body": "page={page}"}
    assert await answer_to(json_board.request(options, URL, 1, since), api) == "by form"


@every(
    ("text", "state", "complete"),
    [
        ('{"data":{"n":0,"rows":[]}}', BoardState.BLANK, True),
        ('{"data":{"rows":[]}}', BoardState.BLANK, False),
        ('{"data":{}}', BoardState.UNREADABLE, False),
        ('{"data":{"rows":[{"x":1}]}}', BoardState.UNREADABLE, False),
        ("<html>请登录</html>", BoardState.UNREADABLE, False),
    ],
    ids=["a_total_of_0", "empty_without_a_total", "no_rows_at_the_path", "rows_without_titles", "not_json"],
)
def test_an_answer_without_messages(text: str, state: BoardState, complete: bool) -> None:
    reading = json_board.read(text, URL, MAP, NOW, "mail")
    assert (reading.state, reading.complete) == (state, complete)


async def test_the_detail_address_is_configured_or_the_message_s_own(api: respx.MockRouter) -> None:
    api.get(f"{URL}api/d", params__eq={"id": "9f1"}).respond(text="configured")
    api.get("http://a.gov.cn/1").respond(text="its own")
    asked = json_board.detail({"detail": "/api/d?id={id}"}, URL, message())
    assert asked is not None
    assert await answer_to(asked, api) == "configured"
    own = json_board.detail({}, URL, message(url="http://a.gov.cn/1"))
    assert own is not None
    assert await answer_to(own, api) == "its own"
    assert json_board.detail({}, URL, message()) is None


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(["list", "title", "id", "time", "total", "status", "reply"]), inner, max_size=4)),
    max_leaves=15,
)  # fmt: skip


@given(st.one_of(values.map(json.dumps), st.text(max_size=80)))
def test_no_answer_makes_a_reader_fall_over(text: str) -> None:
    for adapter in (fz12345, json_board):
        adapter.read(text, URL, {}, NOW, "mail")
        adapter.read_detail(text, message(), {}, NOW)
