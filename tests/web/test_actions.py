"""What people do from the pages: who may, what is recorded, where it leads, and what is refused."""

from datetime import date

import pytest

from monitor.domain.case import SiteCase
from monitor.domain.finding import Act
from monitor.domain.site import Site
from monitor.rules.freshness._declared_whole import declared_whole
from storage.decisions import reviews
from storage.ops import requests
from storage.ops.requests import UserRequest
from tests.web.conftest import HOSTILE, NOW, House

CENTRE_ONLY = [
    (
        "/acts/sign",
        {"subject": "portal", "target": "safety_wording", "outcome": "pass", "reason": "已核"},
    ),
    ("/acts/confirm", {"subject": "portal", "target": "news", "outcome": "blank", "reason": "已核"}),
    ("/acts/confirm", {"target": "homepage", "subject": "portal", "outcome": "undated", "reason": "已核"}),
    ("/acts/complete", {"reason": "逐栏核对", "subject": "portal"}),
    ("/acts/exclude", {"subject": "portal", "target": "xx/2018", "reason": "广告"}),
    ("/acts/revoke", {"subject": "portal", "target": "news", "reason": "误"}),
    ("/acts/answer", {"finding": "fi_1", "note": "属实"}),
    ("/acts/exempt", {"finding": "fi_1", "note": "机构改革", "approver": "林某", "until": "2026-12-31"}),
    ("/acts/retest", {"finding": "fi_1"}),
    ("/acts/retest", {"subject": "portal"}),
]
ANSWERING = [
    ("/acts/promise", {"finding": "fi_1", "until": "2026-11-30", "note": "下周更新"}),
    ("/acts/appeal", {"finding": "fi_1", "note": "日期识别有误"}),
]
IDS = [" ".join((path, *list(form)[:1])) for path, form in CENTRE_ONLY + ANSWERING]


async def enter(house: House, role: str, unit: str | None = None) -> None:
    """Log somebody of that role in, with a finding of agriculture and an appeal on it stored."""
    await house.finding("fi_1", "agriculture")
    await house.person("lin", role, unit)
    await house.log_in("lin")


@pytest.mark.parametrize(("path", "form"), CENTRE_ONLY + ANSWERING, ids=IDS)
async def test_nobody_acts_without_logging_in(house: House, path: str, form: dict[str, str]) -> None:
    answer = await house.browser.post(path, data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")


@pytest.mark.parametrize(("path", "form"), CENTRE_ONLY + ANSWERING, ids=IDS)
async def test_an_auditor_only_reads(house: House, path: str, form: dict[str, str]) -> None:
    await enter(house, "auditor")
    assert (await house.post(path, **form)).status_code == 403
    assert await house.steps("fi_1") == []


@pytest.mark.parametrize(("path", "form"), CENTRE_ONLY + ANSWERING, ids=IDS)
async def test_a_form_of_another_site_is_refused(house: House, path: str, form: dict[str, str]) -> None:
    await enter(house, "centre")
    for wrong in ({}, {"csrf": ""}, {"csrf": "guessed"}):
        assert (await house.browser.post(path, data={**form, **wrong})).status_code == 403
    assert await house.steps("fi_1") == []


@pytest.mark.parametrize(("path", "form"), CENTRE_ONLY, ids=IDS[: len(CENTRE_ONLY)])
async def test_a_unit_does_not_do_what_is_the_centres(house: House, path: str, form: dict[str, str]) -> None:
    await enter(house, "unit", "agriculture")
    assert (await house.post(path, **form)).status_code == 403


@pytest.mark.parametrize(("path", "form"), ANSWERING, ids=["promise", "appeal"])
async def test_a_unit_answers_for_its_own_findings(house: House, path: str, form: dict[str, str]) -> None:
    await enter(house, "unit", "agriculture")
    answer = await house.post(path, **form)
    assert answer.status_code == 303
    [(who, act, note)] = await house.steps("fi_1")
    assert (who, note) == ("lin", form["note"])
    assert answer.headers["location"] == f"/findings/fi_1?done={act.value}"


@pytest.mark.parametrize(("path", "form"), ANSWERING, ids=["promise", "appeal"])
@pytest.mark.parametrize("unit", ["health", None], ids=["another unit's", "nobody's"])
async def test_what_is_not_its_own_is_not_there_for_a_unit(
    house: House, path: str, form: dict[str, str], unit: str | None
) -> None:
    await enter(house, "unit", "agriculture")
    await house.finding("fi_2", unit)
    theirs = await house.post(path, **{**form, "finding": "fi_2"})
    nothing = await house.post(path, **{**form, "finding": "fi_9"})
    assert (theirs.status_code, theirs.text) == (404, nothing.text)
    assert await house.steps("fi_2") == []


@pytest.mark.parametrize(("path", "form"), CENTRE_ONLY[:6], ids=IDS[:6])
async def test_the_centres_reviews_are_stored(house: House, path: str, form: dict[str, str]) -> None:
    await enter(house, "centre")
    assert (await house.post(path, **form)).status_code == 303
    async with house.store.database.read() as connection:
        [review] = (await reviews.reviews_of(connection, ["portal"], NOW))["portal"]
    assert (review.who, review.reason) == ("lin", form["reason"])
    assert review.act == path.rpartition("/")[2]
    async with house.store.database.write() as connection:
        assert [(one.kind, one.target) for one in await requests.take(connection, NOW)] == [
            ("judge", "portal")
        ]


async def test_a_sign_for_the_whole_ledger_is_the_one_that_the_rules_ask_for(house: House) -> None:
    await enter(house, "centre")
    page = (await house.browser.get("/sites/portal")).text
    assert 'action="/acts/complete"' in page
    offered = [f'<option value="{one}">' for one in ("homepage", "blank", "not_blank", "undated")]
    assert [page.count(one) for one in offered] == [1, 1, 1, 1]
    assert "首页（仅限确认：确无发布时间）" in page
    await house.post("/acts/complete", subject="portal", reason="逐栏核对", since="2026-07-01")
    async with house.store.database.read() as connection:
        [review] = (await reviews.reviews_of(connection, ["portal"], NOW))["portal"]
    site = Site(id="portal", name="x", url="http://a.gov.cn/", edition="fuzhou-2021")
    assert declared_whole(SiteCase(site=site, reviews=[review]), NOW) is not None
    page = (await house.browser.get("/sites/portal")).text
    assert "栏目清单：清单完整" in page


@pytest.mark.parametrize(("act", "word"), [("exempt", "豁免截止日期"), ("promise", "承诺日期")])
@pytest.mark.parametrize("until", ["2027-11-22", "9999-12-31", ""])
async def test_nothing_is_put_off_for_ever(house: House, act: str, word: str, until: str) -> None:
    await house.person("lin", "centre")
    await house.log_in("lin")
    await house.finding("fi_1", "agriculture")
    answer = await house.post(f"/acts/{act}", finding="fi_1", note="机构改革", approver="林某", until=until)
    assert (answer.status_code, word in answer.text) == (400, True)
    assert await house.steps("fi_1") == []


async def test_an_exemption_keeps_who_approved_it_and_its_last_day(house: House) -> None:
    await enter(house, "centre")
    await house.post("/acts/exempt", finding="fi_1", note="机构改革", approver="林某", until="2026-11-20")
    assert await house.steps("fi_1") == [("lin", Act.EXEMPTED, "机构改革\n批准人：林某")]


async def test_an_appeal_is_answered_once(house: House) -> None:
    await enter(house, "centre")
    assert (await house.post("/acts/answer", finding="fi_1", note="属实")).status_code == 400
    await house.post("/acts/appeal", finding="fi_1", note="有误")
    assert (await house.post("/acts/answer", finding="fi_1", note="属实")).status_code == 303
    assert (await house.post("/acts/answer", finding="fi_1", note="再答")).status_code == 400
    assert [act for _, act, _ in await house.steps("fi_1")] == [Act.APPEALED, Act.ANSWERED]


async def test_a_form_sent_twice_counts_once(house: House) -> None:
    await enter(house, "centre")
    for _ in range(2):
        await house.post("/acts/appeal", finding="fi_1", note="有误")
    assert len(await house.steps("fi_1")) == 1
    assert [act for _, act, _ in await house.log()] == ["login", "appealed"]


async def test_nothing_is_done_to_a_finding_that_is_closed(house: House) -> None:
    await enter(house, "centre")
    await house.finding("fi_2", "agriculture", closed_at=NOW)
    answer = await house.post("/acts/appeal", finding="fi_2", note="有误")
    assert (answer.status_code, "已经办结" in answer.text) == (400, True)


async def test_a_retest_is_asked_of_the_daemon_once_and_taken_once(house: House) -> None:
    await enter(house, "centre")
    for _ in range(2):
        await house.post("/acts/retest", finding="fi_1")
    async with house.store.database.write() as connection:
        [taken] = await requests.take(connection, NOW)
        assert await requests.take(connection, NOW) == []
        await requests.done(connection, taken.id, NOW, "passes")
    assert (taken.who, taken.kind, taken.target) == ("lin", "retest", "fi_1")
    assert isinstance(taken, UserRequest)


@pytest.mark.parametrize(
    ("path", "form", "words"),
    [
        ("/acts/promise", {"finding": "fi_1", "until": "2026-11-19"}, "已经过去"),
        ("/acts/promise", {"finding": "fi_1", "until": "明天"}, "不是日期"),
        ("/acts/promise", {"finding": "fi_1"}, "请填写承诺日期"),
        ("/acts/appeal", {"finding": "fi_1", "note": " \n "}, "请填写申诉理由"),
        ("/acts/appeal", {"finding": "fi_1", "note": "长" * 10_000}, "最多2000字"),
        ("/acts/sign", {**CENTRE_ONLY[0][1], "target": "nothing"}, "不在portal适用的指标"),
        ("/acts/sign", {**CENTRE_ONLY[0][1], "outcome": "unknown"}, "不在可选范围"),
        ("/acts/sign", {**CENTRE_ONLY[0][1], "subject": HOSTILE}, "这个网站或账号"),
        ("/acts/confirm", {**CENTRE_ONLY[1][1], "target": "sports"}, "没有“sports”这个栏目"),
        ("/acts/confirm", {**CENTRE_ONLY[1][1], "target": "homepage"}, "首页不能确认为“空白”"),
        ("/acts/complete", {"subject": HOSTILE, "reason": "已核"}, "这个网站或账号"),
    ],
)
async def test_what_cannot_be_used_is_said_in_chinese(
    house: House, path: str, form: dict[str, str], words: str
) -> None:
    await enter(house, "centre")
    answer = await house.post(path, **form)
    assert (answer.status_code, words in answer.text, "<script>" in answer.text) == (400, True, False)
    assert await house.steps("fi_1") == []


async def test_a_hostile_note_is_kept_as_words_without_control_characters(house: House) -> None:
    await enter(house, "centre")
    await house.post("/acts/appeal", finding="fi_1", note=f"{HOSTILE}\x00\x1b[31m\r\n第二行")
    [(_, _, note)] = await house.steps("fi_1")
    assert note == "<script>alert(1)</script>=cmd|' /C calc'!A0 [31m\n第二行"
    assert all("\n" not in target for _, _, target in await house.log())


@pytest.mark.parametrize(
    ("back", "location"),
    [
        ("/units/agriculture?page=2&done=promise", "/units/agriculture?page=2&done=appealed"),
        ("https://evil.example/", "/findings/fi_1?done=appealed"),
        ("//evil.example", "/findings/fi_1?done=appealed"),
    ],
)
async def test_a_form_leads_back_to_where_it_stood_and_nowhere_else(
    house: House, back: str, location: str
) -> None:
    await enter(house, "centre")
    answer = await house.post("/acts/appeal", finding="fi_1", note="有误", back=back)
    assert answer.headers["location"] == location


async def test_a_promise_may_be_for_today(house: House) -> None:
    await enter(house, "centre")
    assert (
        await house.post("/acts/promise", finding="fi_1", until=str(date(2026, 11, 20)))
    ).status_code == 303


@pytest.mark.parametrize("role", ["centre", "auditor"])
async def test_what_was_asked_for_stands_on_the_page_until_it_is_done(house: House, role: str) -> None:
    wish = UserRequest(id="re_1", at=NOW, who="wang", kind="retest", target="portal")
    async with house.store.database.write() as connection:
        await requests.ask(connection, wish)
    await house.person("lin", role)
    await house.log_in("lin")
    assert "等待中：值守程序没有运行" in (await house.browser.get("/sites/portal")).text
    async with house.store.database.write() as connection:
        await requests.done(connection, "re_1", NOW, "judged; 0 findings opened, 0 closed")
    assert "完成：已重新判定" in (await house.browser.get("/sites/portal")).text


async def test_a_form_that_cannot_be_used_comes_back_as_it_was_filled_in(house: House) -> None:
    await enter(house, "unit", "agriculture")
    answer = await house.post("/acts/promise", finding="fi_1", until="2020-01-01", note="每周 <b>更新</b>")
    assert answer.status_code == 400
    for kept in (
        "已经过去",
        'value="2020-01-01"',
        "每周 &lt;b&gt;更新&lt;/b&gt;",
        'name="finding" value="fi_1"',
        'action="/acts/promise"',
    ):
        assert kept in answer.text
    assert await house.steps("fi_1") == []


async def test_a_signature_that_would_change_nothing_is_refused_and_not_offered(house: House) -> None:
    await enter(house, "centre")
    answer = await house.post(
        "/acts/sign", subject="portal", target="site_unreachable", outcome="pass", reason="现在能打开"
    )
    assert answer.status_code == 400
    assert "签字不改变结论" in answer.text
    page = (await house.browser.get("/sites/portal")).text
    assert 'value="site_unreachable"' not in page
    assert '<option value="">请选择</option>' in page
