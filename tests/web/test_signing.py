"""The quarter's sheet: all or all but some at once, each line by itself on record, by two where it is configured."""

from typing import Any

import httpx
import pytest
from sqlalchemy import text

from monitor.domain.verdict import Outcome
from monitor.regulations.editions import load_edition
from storage.decisions import reviews, sheets
from storage.ops import requests
from tests.web.conftest import EDITION, NOW, House, verdict

PEOPLE = [one.rule for one in load_edition(EDITION).clauses if one.subject == "site" and one.people]
SHOWN = [f"{site}/{rule}" for site in ("portal", "farm") for rule in PEOPLE]
FORM = {
    "quarter": "2026Q4",
    "outcome": "pass",
    "reason": "本季度逐站核对",
    "since": "2026-10-01",
    "until": "2026-12-31",
}


async def send(house: House, act: str, **form: Any) -> httpx.Response:
    return await house.browser.post(f"/acts/{act}", data={"csrf": await house.csrf(), **form})


async def enter(house: House, *names: str) -> None:
    for name in names:
        await house.person(name, "centre")
    await house.log_in(names[0])


async def change_to(house: House, name: str) -> None:
    await house.post("/logout")
    await house.log_in(name)


async def signed(house: House) -> dict[tuple[str, str], str]:
    async with house.store.database.read() as connection:
        given = await reviews.reviews_of(connection, ["portal", "farm"], house.now[0])
    return {
        (one.subject, one.target): one.outcome for some in given.values() for one in some if one.act == "sign"
    }


async def test_all_but_some_are_signed_in_one_act_and_each_is_on_record_by_itself(house: House) -> None:
    await enter(house, "lin")
    page = (await house.browser.get("/signing?quarter=2026Q4")).text
    assert all(f'name="line" value="{one}"' in page for one in SHOWN)
    assert "columns_overdue" not in page, "nothing that only looking decides"
    spared = "farm/safety_forgery"
    answer = await send(house, "signing", line=SHOWN, tick=[spared], scope="others", **FORM)
    sheet = answer.headers["location"].partition("?")[0]
    found = await signed(house)
    assert len(found) == len(SHOWN) - 1
    assert ("farm", "safety_forgery") not in found
    lines = [(act, target) for _, act, target in await house.log() if act in ("sheet", "sign")]
    assert len(lines) == 1 + len(found)
    async with house.store.database.read() as connection:
        assert [one.kind for one in await requests.recent(connection, ["portal"], NOW)] == ["judge"]
    rest = (await house.browser.get("/signing?quarter=2026Q4")).text
    assert rest.count('name="line"') == 1
    again = await send(house, "signing", line=SHOWN[:1], tick=SHOWN[:1], scope="ticked", **FORM)
    assert "已由lin签为合格" in again.text

    await send(
        house, "unsign", sheet=sheet.rpartition("/")[2], line=["portal/safety_wording"], reason="发现线索"
    )
    shown = (await house.browser.get(sheet)).text
    assert shown.count("已撤回或已改签") == 1
    assert (await house.browser.get("/signing?quarter=2026Q4")).text.count('name="line"') == 2
    await send(house, "unsign", sheet=sheet.rpartition("/")[2], reason="全部重签")
    assert (await house.browser.get("/signing?quarter=2026Q4")).text.count('name="line"') == len(SHOWN)
    assert (
        "没有可以撤回的签字"
        in (await send(house, "unsign", sheet=sheet.rpartition("/")[2], reason="再撤")).text
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"tick": ["portal/site_unreachable"]}, "签字不改变结论"),
        ({"tick": ["portal/no_such_rule"]}, "没有这个对象或条款"),
        ({"tick": ["nobody/safety_wording"]}, "没有这个对象或条款"),
        ({"tick": ["<script>"]}, "无法识别"),
        ({"tick": []}, "没有选中任何事项"),
        ({"until": "2026-09-30", "since": "2026-10-01"}, "早于起始日期"),
        ({"since": "2026-11-21"}, "还没有到"),
        ({"since": "2026-07-01", "until": "2026-09-30"}, "不在2026年第4季度之内"),
        ({"quarter": "2026"}, "应写作2026Q3"),
        ({"reason": " "}, "请填写理由"),
        ({"outcome": "unknown"}, "不在可选范围内"),
    ],
)
async def test_what_cannot_count_is_refused_whole_and_says_why(
    house: House, change: dict[str, Any], words: str
) -> None:
    await house.store.save_verdicts([verdict("portal", "site_unreachable", Outcome.FAIL)])
    await enter(house, "lin")
    form = {**FORM, "line": SHOWN, "tick": ["portal/safety_wording"], "scope": "ticked", **change}
    if change.get("tick"):
        form["tick"] = ["farm/safety_wording", *change["tick"]]
    answer = await send(house, "signing", **form)
    assert (answer.status_code, words in answer.text, "<script>" in answer.text) == (400, True, False)
    assert await signed(house) == {}


async def test_where_two_must_sign_nothing_counts_until_another_has_confirmed(house: House) -> None:
    house.settings["sign_by_two"] = True
    await enter(house, "lin", "wang")
    answer = await send(house, "signing", line=SHOWN, scope="others", **FORM)
    id = answer.headers["location"].partition("?")[0].rpartition("/")[2]
    assert await signed(house) == {}
    assert "由您本人提交" in (await send(house, "countersign", sheet=id, decision="signed")).text
    single = await send(
        house, "sign", subject="portal", target="safety_wording", outcome="pass", reason="已核"
    )
    assert "双人签字" in single.text
    await change_to(house, "wang")
    assert "待第二人确认" in (await house.browser.get("/signing?quarter=2026Q4")).text
    assert "请填写说明" in (await send(house, "countersign", sheet=id, decision="refused")).text
    assert (await send(house, "countersign", sheet=id, decision="signed")).status_code == 303
    assert (
        "不再等待确认" in (await send(house, "countersign", sheet=id, decision="refused", note="迟了")).text
    )
    assert len(await signed(house)) == len(SHOWN)
    async with house.store.database.read() as connection:
        [one, *_] = await sheets.reviews_on(connection, id)
    assert (one.who, one.second, one.sheet) == ("lin", "wang", id)


async def test_a_damaged_signature_keeps_its_site_alone_from_being_signed(house: House) -> None:
    await enter(house, "lin")
    await send(house, "signing", line=SHOWN, tick=["farm/safety_forgery"], scope="ticked", **FORM)
    async with house.store.database.write() as connection:
        await connection.execute(text("UPDATE review SET outcome = 'x'"))
    page = (await house.browser.get("/signing?quarter=2026Q4")).text
    assert "数据库记录已损坏，本页没有显示：农业局网站的签字记录" in page
    assert all((f'name="line" value="{one}"' in page) is one.startswith("portal/") for one in SHOWN)


async def test_units_do_not_sign_and_auditors_only_read(house: House) -> None:
    await house.person("lin", "auditor")
    await house.log_in("lin")
    page = await house.browser.get("/signing")
    assert (page.status_code, 'name="tick"' in page.text) == (200, False)
    assert (await send(house, "signing", line=SHOWN, scope="others", **FORM)).status_code == 403
