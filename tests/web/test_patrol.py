"""The queue of the patrol: the centre decides about one or many candidates, with a reason that stays."""

import re

from monitor.domain.patrol import FoundCandidate, ScreenId
from storage.access import audit
from storage.observations import patrol
from tests.web.conftest import NOW, House

HOSTILE = "<b>棋牌</b>"


async def filled(house: House, role: str = "centre") -> list[str]:
    """Three candidates, somebody of that role logged in; gives the candidates' ids."""
    found = [
        FoundCandidate(screen=ScreenId.HIDDEN, cause="strange.com", page="http://www.example.gov.cn/a.htm", sentence=HOSTILE),
        FoundCandidate(screen=ScreenId.WORDING, cause="typos/布署", page="http://www.example.gov.cn/b.htm", sentence="认真布署"),
        FoundCandidate(screen=ScreenId.DEAD_LINK, cause="http://www.example.gov.cn/gone.htm", sentence="http 404"),
    ]  # fmt: skip
    async with house.store.database.write() as connection:
        await patrol.save_candidates(connection, "portal", found, NOW)
        ids = [one.id for one in await patrol.candidates(connection, "portal")]
    await house.person("lin", role)
    await house.log_in("lin")
    return ids


async def test_candidates_are_shown_as_candidates_and_their_text_harms_nobody(house: House) -> None:
    await filled(house)
    text = (await house.browser.get("/patrol")).text
    assert "未确认的不作为问题" in text
    assert "&lt;b&gt;棋牌" in text
    assert HOSTILE not in text
    assert len(re.findall(r'name="id"', text)) == 3


async def test_many_are_decided_at_once_and_each_is_on_record(house: House) -> None:
    ids = await filled(house)
    token = await house.csrf()
    form = {"csrf": token, "id": ids[:2], "outcome": "dismissed", "reason": "引用原文"}
    answer = await house.browser.post("/acts/patrol", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/patrol?done=patrol")
    async with house.store.database.read() as connection:
        left = await patrol.candidates(connection, "portal")
        acts = [one for one in await audit.entries(connection, None, 100) if one.act == "patrol_dismissed"]
    assert [one.id for one in left] == ids[2:]
    assert {(one.who, one.target, one.detail) for one in acts} == {("lin", id, "引用原文") for id in ids[:2]}


async def test_a_decision_without_a_choice_or_a_reason_is_refused_in_words(house: House) -> None:
    ids = await filled(house)
    assert "请至少选择一条" in (await house.post("/acts/patrol", outcome="confirmed", reason="x")).text
    assert (await house.post("/acts/patrol", id=ids[0], outcome="confirmed", reason=" ")).status_code == 400
    assert (await house.post("/acts/patrol", id=ids[0], outcome="open", reason="x")).status_code == 400


async def test_an_auditor_sees_them_and_decides_nothing(house: House) -> None:
    await filled(house, "auditor")
    text = (await house.browser.get("/patrol")).text
    assert 'name="id"' not in text
    assert "strange.com" in text
