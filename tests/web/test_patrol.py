"""The queue of the patrol: the centre decides about one or many candidates, with a reason that stays."""

import re
from datetime import timedelta

from monitor.assess.patrol_findings import part_of
from monitor.domain.observation import Observation
from monitor.domain.patrol import CandidateState, FoundCandidate, ScreenId
from monitor.domain.screenshot import Screenshot, ShotState
from monitor.wording.patrol import ground_words
from storage.access import audit
from storage.decisions import findings
from storage.observations import patrol, patrol_candidates, patrol_queue, patrol_rounds
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
        await patrol_candidates.save_candidates(connection, "portal", found, NOW)
        ids = [one.id for one in await patrol_candidates.candidates(connection, "portal")]
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
        left = await patrol_candidates.candidates(connection, "portal")
        acts = [one for one in await audit.entries(connection, None, 100) if one.act == "patrol_dismissed"]
    assert [one.id for one in left] == ids[2:]
    assert {(one.who, one.target, one.detail) for one in acts} == {("lin", id, "引用原文") for id in ids[:2]}


async def test_a_decision_without_a_choice_or_a_reason_is_refused_in_words(house: House) -> None:
    ids = await filled(house)
    assert "请至少选择一条" in (await house.post("/acts/patrol", outcome="confirmed", reason="x")).text
    assert (await house.post("/acts/patrol", id=ids[0], outcome="confirmed", reason=" ")).status_code == 400
    assert (await house.post("/acts/patrol", id=ids[0], outcome="open", reason="x")).status_code == 400


async def test_a_link_ticks_the_whole_page_and_keeps_its_filters(house: House) -> None:
    await filled(house)
    text = (await house.browser.get("/patrol?site=portal")).text
    assert " checked" not in text
    assert "/patrol?site=portal&amp;tick=all" in text
    text = (await house.browser.get("/patrol?site=portal&tick=all")).text
    assert text.count('" checked') == 3
    assert 'href="/patrol?site=portal"' in text


async def test_a_line_leads_to_its_evidence_and_says_no_codes(house: House) -> None:
    await house.person("lin", "centre")
    await house.log_in("lin")
    found = FoundCandidate(screen=ScreenId.DEAD_LINK, cause="http://www.example.gov.cn/gone.htm", sentence="http 404")  # fmt: skip
    async with house.store.database.write() as connection:
        await patrol_candidates.save_candidates(connection, "portal", [found], NOW, (), ["ob_A", "ob_B"])
    text = (await house.browser.get("/patrol")).text
    assert "服务器返回404" in text
    assert all(f'href="/evidence/{id}"' in text for id in ("ob_A", "ob_B"))
    async with house.store.database.read() as connection:
        [one] = await patrol_candidates.candidates(connection, "portal")
    await house.post("/acts/patrol", id=one.id, outcome="confirmed", reason="属实", scope="line")
    async with house.store.database.read() as connection:
        [finding] = [one for one in await findings.open_findings(connection, ["portal"]) if one.rule == "patrol"]  # fmt: skip
    assert finding.standing.evidence == ("ob_A", "ob_B")


async def test_a_line_shows_how_its_page_looked(house: House) -> None:
    ids = await filled(house)
    async with house.store.database.read() as connection:
        [hidden] = await patrol_queue.by_ids(connection, ids[:1])
    part = part_of(hidden.screen, hidden.line)
    facts = Screenshot(url=hidden.page or hidden.cause, state=ShotState.TAKEN, width=2, height=3)
    failed = Screenshot(url=hidden.page or hidden.cause, state=ShotState.FAILED, reason="timeout_body")
    for back, one in ((2, facts), (1, failed)):
        at = NOW - timedelta(hours=back)
        await house.store.save([Observation(subject="portal", part=part, at=at, facts=one)])
    page = (await house.browser.get(f"/patrol/{ids[0]}")).text
    assert re.search(r'<img class="shot" src="/evidence/ob_\w+/picture"', page)
    assert "未能截图" in page
    assert "网页截图" not in (await house.browser.get(f"/patrol/{ids[1]}")).text


async def test_an_auditor_sees_them_and_decides_nothing(house: House) -> None:
    await filled(house, "auditor")
    text = (await house.browser.get("/patrol")).text
    assert 'name="id"' not in text
    assert "strange.com" in text


async def test_one_line_stands_for_all_pages_of_its_cause_and_is_decided_as_one(house: House) -> None:
    await filled(house)
    pages = [f"http://www.example.gov.cn/{n}.htm" for n in range(40)]
    found = [FoundCandidate(screen=ScreenId.WORDING, cause="typos/布署", page=page, sentence="认真布署",
                            detail={"find": "布署", "use": "部署", "list": "typos", "version": "2026-11"}) for page in pages]  # fmt: skip
    async with house.store.database.write() as connection:
        await patrol_candidates.save_candidates(connection, "portal", found, NOW)
    text = (await house.browser.get("/patrol?screen=wording")).text
    assert len(re.findall(r'name="id"', text)) == 1
    assert "共41处" in text
    [id] = re.findall(r'name="id" value="(pc_\w+)"', text)
    page = (await house.browser.get(f"/patrol/{id}")).text
    assert "词库" in page or "认真布署" in page
    assert len(re.findall(r'name="id"', page)) == 41
    assert (await house.post("/acts/patrol", id=id, scope="line", outcome="dismissed", reason="原文如此")).status_code == 303  # fmt: skip
    async with house.store.database.read() as connection:
        [one] = [one for one in await patrol_queue.tallies_by_line(connection) if one.line == "typos/布署"]
    assert (one.open, one.dismissed) == (0, 41)
    assert "typos/布署" in (await house.browser.get("/patrol/white")).text


async def test_what_is_confirmed_is_a_finding_at_once_and_closes_when_it_is_gone_or_taken_back(
    house: House,
) -> None:
    ids = await filled(house)
    form = {"scope": "line", "reason": "属实"}
    await house.post("/acts/patrol", id=ids[-1], outcome="confirmed", **form)
    async with house.store.database.read() as connection:
        [finding] = [
            one for one in await findings.open_findings(connection, ["portal"]) if one.rule == "patrol"
        ]
    assert finding.standing.name == "错敏词：typos/布署"
    page = (await house.browser.get(f"/findings/{finding.id}")).text
    assert "经核实的问题" in page
    assert "请删除或改正所列内容" in page
    await house.post("/acts/patrol", id=ids[-1], outcome="dismissed", **form)
    async with house.store.database.read() as connection:
        closed = await findings.find(connection, finding.id)
    assert closed is not None
    assert not closed.is_open


async def test_what_is_white_listed_opens_nowhere_again_until_it_is_taken_off(house: House) -> None:
    ids = await filled(house)
    await house.post("/acts/patrol", id=ids[1], outcome="white_all", reason="合作单位", scope="line")
    async with house.store.database.read() as connection:
        [entry] = await patrol_queue.white_list(connection)
        white = await patrol_queue.white_for(connection, "another")
    assert (entry.line, entry.site) in {("strange.com", ""), ("http://www.example.gov.cn/gone.htm", "")}
    again = FoundCandidate(screen=entry.screen, cause=entry.line, page="http://b.gov.cn/")
    async with house.store.database.write() as connection:
        await patrol_candidates.save_candidates(connection, "another", [again], NOW, white)
        assert await patrol_candidates.candidates(connection, "another") == []
    await house.post("/acts/patrol-white-end", entry=entry.id)
    async with house.store.database.read() as connection:
        assert await patrol_queue.white_for(connection, "another") == frozenset()


async def test_the_signing_page_says_what_the_quarters_patrols_saw(house: House) -> None:
    ids = await filled(house)
    async with house.store.database.write() as connection:
        await patrol.begin_round(connection, "portal", 1, [], NOW - timedelta(days=2))
        result = {"asked": {"page": 12340}, "unseen": 2}
        await patrol_rounds.end_round(connection, "portal", 1, result, NOW - timedelta(days=1))
        await patrol_queue.decide_lines(
            connection, await patrol_queue.by_ids(connection, ids), CandidateState.DISMISSED, "lin", "x", NOW,
        )  # fmt: skip
        seen = await patrol_queue.grounds(
            connection, ["portal"], NOW - timedelta(days=30), NOW + timedelta(hours=1)
        )
    said = ground_words(seen["portal"], (ScreenId.WORDING,), {"lin": "林某"})
    assert "巡查网页12,340个，其中2个网页没有读到；错敏词线索1条，均经林某排除。" in said
