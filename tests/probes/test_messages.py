"""The probe of boards: paging, completeness, what is read again, what is never stored."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
import respx

from monitor.domain.content import BoardState, Message, MessageStatus
from monitor.domain.observation import BoardReading, StoredObservation
from probes.messages import PROBE, carry

from .api import fetcher
from .board_world import BOARD, NOW, Web, board, looks, site

S = MessageStatus
HOST = "http://www.a.gov.cn"
DAY = timedelta(days=1)
TODAY = NOW.date()
QUESTION = "<p>写信人：张三</p><p>写信时间：{}</p><p>信件内容：路灯不亮</p>"


def rows(*cells: tuple[int, date, str], total: int | None = None, following: str = "") -> str:
    """A board page with message numbers, days and status words."""
    body = "".join(
        f"<tr><td>{n}</td><td><a href='/xx/{n}.htm'>第{n}封来信</a></td><td>{day}</td><td>{word}</td></tr>"
        for n, day, word in cells
    )
    said = "" if total is None else f"<p>共 {total} 条</p>"
    more = f"<a href='{following}'>下一页</a>" if following else ""
    head = "<tr><th>编号</th><th>标题</th><th>写信时间</th><th>状态</th></tr>"
    return f"<html><body>{said}<table>{head}{body}</table>{more}</body></html>"  # fmt: skip


def page(number: int) -> str:
    return f"http://www.a.gov.cn/xx/{number}.htm"


async def reading(
    web_pages: dict[str, str], known: Sequence[StoredObservation[BoardReading]] = (), **more: Any
) -> tuple[BoardReading, Web]:
    web = Web(web_pages)
    settings = {name: more.pop(name) for name in ("pages", "details", "full_every_days") if name in more}
    [look] = await looks(PROBE, site(board(**more)), web, known=known, **settings)
    assert (look.subject, look.part, look.at) == ("s", "mail", NOW)
    return look.facts, web


async def asked(api: respx.MockRouter, options: dict[str, Any]) -> BoardReading:
    """The reading of a board that answers through *api*."""
    [look] = await looks(PROBE, site(board(options=options)), fetcher(api))
    assert isinstance(look.facts, BoardReading)
    return look.facts


async def test_a_list_read_to_its_end_that_meets_its_total_is_complete() -> None:
    facts, _ = await reading({
        BOARD: rows((3, TODAY, "办理中"), (2, TODAY - DAY, "已办结"), total=3, following="p2"),
        f"{BOARD}p2": rows((1, TODAY - 2 * DAY, "已办结"), total=3),
    })  # fmt: skip
    assert (len(facts.messages), facts.complete, facts.full, facts.covers_from, facts.reason) == (
        3,
        True,
        True,
        None,
        "",
    )


@pytest.mark.parametrize(
    ("total", "reason"),
    [(None, "no_total"), (4, "total_not_met:1/4"), (0, "total_not_met:1/0")],
)
async def test_without_the_board_s_own_total_nothing_is_complete(total: int | None, reason: str) -> None:
    facts, _ = await reading({BOARD: rows((1, TODAY, "办理中"), total=total)})
    assert (facts.complete, facts.reason) == (False, reason)


async def test_the_owner_may_vouch_for_the_list() -> None:
    facts, _ = await reading({BOARD: rows((1, TODAY, "办理中"))}, options={"complete": True})
    assert facts.complete


@pytest.mark.parametrize(
    "more",
    [
        {"name": "区长信箱选登"},
        {"options": {"selected": True}},
    ],
)
async def test_chosen_letters_prove_nothing_complete(more: dict[str, Any]) -> None:
    facts, _ = await reading({BOARD: rows((1, TODAY, "办理中"), total=1)}, **more)
    assert facts.state is BoardState.MESSAGES
    assert (facts.complete, facts.reason) == (False, "selected_letters")


async def test_chosen_letters_of_fz12345_prove_nothing_complete(api: respx.MockRouter) -> None:
    rows = [{"id": "1", "case_title": "题目", "incident_time": "2026-11-01 10:00:00"}]
    grid = api.get(f"{HOST}/jf/event/grid", params={"queryFineOrSelection": "1", "page": "1"})
    grid.respond(json={"total": 1, "list": rows})
    api.get(f"{HOST}/jf/event/getPublicDetail", params={"id": "1"}).respond(404)
    facts = await asked(api, {"adapter": "fz12345", "selection": "1"})
    assert facts.state is BoardState.MESSAGES
    assert (facts.complete, facts.reason) == (False, "selected_letters")


async def test_paging_stops_a_year_back_and_says_from_when_it_covers() -> None:
    facts, web = await reading({
        BOARD: rows((4, TODAY, "已办结"), (3, TODAY - DAY, "已办结"), total=90, following="p2"),
        f"{BOARD}p2": rows((2, date(2025, 11, 19), "已办结"), (1, date(2025, 11, 18), "已办结"), total=90, following="p3"),
    })  # fmt: skip
    assert f"{BOARD}p3" not in web.asked
    assert (facts.complete, facts.covers_from) == (True, date(2025, 11, 20))


async def test_a_list_in_another_order_is_read_to_its_end() -> None:
    facts, web = await reading({
        BOARD: rows((4, date(2025, 1, 1), "已办结"), (3, date(2025, 2, 1), "已办结"), total=3, following="p2"),
        f"{BOARD}p2": rows((2, TODAY, "已办结"), total=3),
    })  # fmt: skip
    assert f"{BOARD}p2" in web.asked
    assert facts.complete


@pytest.mark.parametrize(
    ("second", "reason"),
    [(None, "page_unreached:http_status"), ("<p>系统错误</p>", "page_unreadable:no_board_recognised")],
)
async def test_a_page_that_is_lost_leaves_the_list_incomplete(second: str | None, reason: str) -> None:
    pages = {BOARD: rows((2, TODAY, "办理中"), total=2, following="p2")}
    if second is not None:
        pages[f"{BOARD}p2"] = second
    facts, _ = await reading(pages)
    assert (facts.state, facts.complete, facts.reason) == (BoardState.MESSAGES, False, reason)


async def test_a_pager_that_leads_in_a_circle_ends() -> None:
    facts, web = await reading({
        BOARD: rows((2, TODAY, "办理中"), total=9, following="p2"), f"{BOARD}p2": rows((2, TODAY, "办理中"), total=9, following="/xx/"),
    })  # fmt: skip
    assert (facts.complete, facts.reason) == (False, "page_repeats")
    assert web.asked.count(BOARD) == 1


@pytest.mark.parametrize(
    ("inside", "state"),
    [
        (rows((1, TODAY - DAY, "已回复"), (2, TODAY - 2 * DAY, "办理中"), total=2), BoardState.MESSAGES),
        ("<p>暂无信件</p>", BoardState.UNREADABLE),
        ("<iframe src='/xx/'></iframe>", BoardState.UNREADABLE),
    ],
)
async def test_a_board_that_shows_its_list_in_a_frame_is_read_there(inside: str, state: BoardState) -> None:
    outside = "<html><body><div><a href='/'>首页</a></div><iframe src='/xx/list.htm'></iframe></body></html>"
    facts, web = await reading({BOARD: outside, f"{BOARD}list.htm": inside}, details=0)
    assert (facts.state, web.asked[:2]) == (state, [BOARD, f"{BOARD}list.htm"])
    assert [one.url for one in facts.messages] == ([page(1), page(2)] if facts.messages else [])
    assert facts.complete == (state is BoardState.MESSAGES)


async def test_no_page_of_a_list_in_a_frame_is_skipped() -> None:
    frame = f"{BOARD}list.htm"
    facts, web = await reading(
        {
            BOARD: "<html><body><div><a href='/'>首页</a></div><iframe src='/xx/list.htm'></iframe></body></html>",
            frame: rows((3, TODAY, "办理中"), total=3),
            f"{frame}?p=2": rows((2, TODAY - DAY, "已办结"), total=3),
            f"{frame}?p=3": rows((1, TODAY - 999 * DAY, "已办结"), total=3),
        },
        details=0,
        options={"page_url": "list.htm?p={page}"},
    )
    assert web.asked == [BOARD, frame, f"{frame}?p=2", f"{frame}?p=3"]
    assert (len(facts.messages), facts.complete) == (3, True)


async def test_the_page_limit_is_kept() -> None:
    pages = {BOARD: rows((9, TODAY, "已办结"), total=9, following="p1")}
    pages |= {
        f"{BOARD}p{n}": rows((9 - n, TODAY, "已办结"), total=9, following=f"p{n + 1}") for n in range(1, 9)
    }
    facts, _ = await reading(pages, pages=3, details=0)
    assert (facts.pages, facts.complete, facts.reason) == (3, False, "page_limit")


@pytest.mark.parametrize(
    ("pages", "state", "complete"),
    [({}, BoardState.UNREACHED, False), ({BOARD: "<p>欢迎</p>"}, BoardState.UNREADABLE, False), ({BOARD: "<p>共 0 条</p>"}, BoardState.BLANK, True)],
    ids=["unreached", "unreadable", "blank"],
)  # fmt: skip
async def test_a_board_without_messages(pages: dict[str, str], state: BoardState, complete: bool) -> None:
    facts, _ = await reading(pages)
    assert (facts.state, facts.complete) == (state, complete)


@pytest.mark.parametrize("kind", ["interview", "survey", "petition", "report"])
async def test_exempt_boards_are_not_asked(kind: str) -> None:
    web = Web({BOARD: rows((1, TODAY, "办理中"))})
    assert await looks(PROBE, site(board(kind=kind)), web) == []
    assert web.asked == []


async def test_unanswered_messages_are_read_on_their_own_pages_first() -> None:
    answer = QUESTION.format("2026-08-01") + "<p>答复时间：2026-08-09</p><p>答复内容：经核实，已修复。</p>"
    facts, web = await reading(
        {BOARD: rows((2, TODAY, "已办结"), (1, date(2026, 8, 1), "办理中"), total=2), page(1): answer},
        details=1,
    )
    assert web.asked == [BOARD, page(1)]
    assert facts.messages[1].answered == date(2026, 8, 9)


async def test_a_message_page_that_is_lost_changes_nothing() -> None:
    facts, _ = await reading({BOARD: rows((1, date(2026, 8, 1), "办理中"), total=1)})
    assert (facts.messages[0].status, facts.messages[0].detail_read) == (S.OPEN, False)


async def test_nothing_is_ever_submitted_and_no_other_host_is_asked() -> None:
    html = rows((1, TODAY, "办理中"), total=1).replace("/xx/1.htm", "http://evil.test/1.htm")
    _, web = await reading({BOARD: html})
    assert web.asked == [BOARD]
    assert web.methods == {"GET"}


async def test_neither_facts_nor_evidence_hold_a_name() -> None:
    web = Web({BOARD: rows((1, TODAY, "办理中"), total=1), page(1): QUESTION.format("2026-11-01")})
    [look] = await looks(PROBE, site(board()), web)
    assert len(look.exchanges) == 2
    assert "张三".encode() not in b"".join(one.body for one in look.exchanges)
    assert "张三" not in repr(look.facts)
    assert "路灯不亮" not in repr(look.facts)


def known(*messages: Message, back: int = 1, **more: Any) -> StoredObservation[BoardReading]:
    facts = {
        "state": BoardState.MESSAGES,
        "messages": messages,
        "total": len(messages),
        "complete": True,
        **more,
    }
    return StoredObservation(id=f"ob_{back}", at=NOW - back * DAY, facts=BoardReading(**facts))


def message(n: int, submitted: date, status: S = S.ANSWERED, **more: Any) -> Message:
    facts = {
        "id": f"mail/{n}",
        "title_masked": f"第{n}封来信",
        "board": "mail",
        "submitted": submitted,
        "status": status,
        "url": page(n),
        **more,
    }
    return Message(**facts)  # fmt: skip


OPEN_WORDS = QUESTION.format("2026-08-01") + "<p>办理状态：办理中</p>"


async def test_afterwards_only_news_are_paged_and_open_messages_read_again() -> None:
    before = known(message(2, TODAY - 9 * DAY), message(1, date(2026, 8, 1), S.OPEN))
    facts, web = await reading(
        {BOARD: rows((3, TODAY, "待受理"), (2, TODAY - 9 * DAY, "已办结"), total=3, following="p2"),
         f"{BOARD}p2": rows((2, TODAY - 9 * DAY, "已办结"), total=3, following="p3"), page(1): OPEN_WORDS},
        [before],
    )  # fmt: skip
    assert f"{BOARD}p3" not in web.asked
    assert (facts.full, facts.complete) == (False, True)
    assert {one.id: one.status for one in facts.messages} == {
        "mail/2": S.ANSWERED,
        "mail/3": S.OPEN,
        "mail/1": S.OPEN,
    }


@pytest.mark.parametrize(
    "lost", ["", QUESTION.format("2026-08-01"), None], ids=["empty", "says_nothing_of_its_state", "gone"]
)
async def test_an_open_message_whose_page_says_nothing_is_not_called_open_again(lost: str | None) -> None:
    pages = {BOARD: rows((2, TODAY, "已办结"), total=2)} | ({page(1): lost} if lost is not None else {})
    before = known(message(2, TODAY, answered=TODAY, detail_read=True), message(1, date(2026, 8, 1), S.OPEN))
    facts, _ = await reading(pages, [before])
    assert not facts.full
    assert "mail/1" not in {one.id for one in facts.messages}


@pytest.mark.parametrize(
    "before",
    [
        known(message(1, TODAY), back=7),
        known(message(1, TODAY), complete=False),
        known(message(1, TODAY), full=False),
        known(message(1, TODAY), total=5),
    ],
    ids=["a_week_old", "was_not_complete", "never_read_whole", "counts_do_not_add_up"],
)
async def test_the_whole_year_is_read_again_when_that_is_due(before: StoredObservation[BoardReading]) -> None:
    facts, _ = await reading({BOARD: rows((2, TODAY, "已办结"), (1, TODAY, "已办结"), total=2)}, [before])
    assert (facts.full, facts.complete, len(facts.messages)) == (True, True, 2)


def test_what_a_page_told_before_is_carried_along() -> None:
    told = message(1, date(2026, 8, 1), answered=date(2026, 8, 9), detail_read=True, unit="区住建局")
    listed = message(1, date(2026, 8, 3), submitted_exact=False)
    assert carry(listed, told) == told
    opened = replace(told, status=S.OPEN, answered=None)
    again = carry(listed, opened)
    assert (again.status, again.submitted, again.submitted_exact, again.unit) == (
        S.ANSWERED,
        date(2026, 8, 1),
        True,
        "区住建局",
    )
    assert carry(listed, None) == listed


@pytest.mark.parametrize("body", ["", '{"page":{page}}', "page={page}"], ids=["by address", "JSON", "a form"])
async def test_a_json_board_is_paged_until_its_total_is_met(api: respx.MockRouter, body: str) -> None:
    def answer(*numbers: int) -> httpx.Response:
        listed = [
            {
                "id": str(n),
                "title": f"第{n}封来信",
                "createTime": f"2026-11-0{n} 10:00:00",
                "status": "已办结",
            }
            for n in numbers
        ]
        return httpx.Response(200, json={"total": 3, "rows": listed})

    def page(number: int) -> respx.Route:
        if not body:
            return api.get(f"{HOST}/api", params__eq={"p": str(number)})
        if body.startswith("{"):
            return api.post(
                f"{HOST}/api", json={"page": number}, headers={"Content-Type": "application/json"}
            )
        return api.post(f"{HOST}/api", data={"page": str(number)})

    first, second = page(1), page(2)
    first.mock(return_value=answer(3, 2))
    second.mock(return_value=answer(1))
    options = {"adapter": "json_board", "url": "/api"} | (
        {"body": body} if body else {"url": "/api?p={page}"}
    )
    facts = await asked(api, options)
    assert (len(facts.messages), facts.complete) == (3, True)
    assert (first.call_count, second.call_count, len(api.calls)) == (1, 1, 2)


async def test_a_statistics_page_may_give_the_total() -> None:
    pages = {
        BOARD: rows((1, TODAY, "已办结")),
        "http://www.a.gov.cn/tj": "<p>留言总数：<b>1</b>，答复率 100%</p>",
    }
    facts, _ = await reading(pages, options={"total_url": "/tj"})
    assert (facts.total, facts.complete) == (1, True)
