"""What people do from the pages: who may, what is recorded, where it leads, and what is refused."""

from datetime import date, timedelta

import pytest

from monitor.domain.case import Review, SiteCase
from monitor.domain.content import BoardState, Message
from monitor.domain.finding import Act, Step
from monitor.domain.observation import BoardReading, Observation
from monitor.domain.site import Site
from monitor.rules.freshness._declared_whole import declared_whole
from monitor.web.actions import A_DAY
from monitor.wording.say import label
from storage.decisions import findings, reviews
from storage.ops import leases, requests
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
    ("/acts/answer", {"finding": "fi_1", "note": "属实", "outcome": "upheld"}),
    ("/acts/bulk", {"id": "fi_1", "do": "retest"}),
    ("/acts/exempt", {"finding": "fi_1", "note": "机构改革", "approver": "林某", "until": "2026-12-31"}),
    ("/acts/retest", {"finding": "fi_1"}),
    ("/acts/retest", {"subject": "portal"}),
]
ANSWERING = [
    ("/acts/promise", {"finding": "fi_1", "until": "2026-11-30", "note": "下周更新"}),
    ("/acts/appeal", {"finding": "fi_1", "note": "日期识别有误"}),
]
DAY = timedelta(days=1)
IDS = [" ".join((path, *list(form)[:1])) for path, form in CENTRE_ONLY + ANSWERING]


async def enter(house: House, role: str, unit: str | None = None) -> None:
    """Log somebody of that role in, with a finding of agriculture and an appeal on it stored."""
    await house.finding("fi_1", "agriculture")
    await house.person("lin", role, unit)
    await house.log_in("lin")


async def show_a_letter(house: House) -> None:
    """The board xx of the portal, read yesterday with letter 2018 on it."""
    letter = Message(id="xx/2018", title_masked="广告", board="xx")
    seen = Observation(
        subject="portal", part="xx", at=NOW - DAY,
        facts=BoardReading(state=BoardState.MESSAGES, messages=(letter,), complete=True),
    )  # fmt: skip
    await house.store.save([seen])


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
    await show_a_letter(house)
    if path == "/acts/revoke":  # of what was confirmed before
        async with house.store.database.write() as connection:
            earlier = Review(
                id="rv_1", at=NOW - DAY, who="wang", act="confirm", subject="portal", target="news",
                outcome="blank", reason="已核",
            )  # fmt: skip
            await reviews.add_review(connection, earlier)
    assert (await house.post(path, **form)).status_code == 303
    async with house.store.database.read() as connection:
        [*_, review] = (await reviews.reviews_of(connection, ["portal"], NOW))["portal"]
    assert (review.who, review.reason) == ("lin", form["reason"])
    word = label("review_outcome", review.outcome)  # the log says it in words, too
    assert f"{word} {review.id}" in (await house.browser.get("/audit")).text
    assert review.act == path.rpartition("/")[2]
    async with house.store.database.write() as connection:
        assert [(one.kind, one.target) for one in await requests.take(connection, NOW)] == [
            ("judge", "portal")
        ]


@pytest.mark.parametrize(
    ("path", "form", "told"),
    [
        ("/acts/exclude", {"target": "2018"}, "编号的形式为“留言板/留言编号”，与判定所列一致；该网站的留言板：xx。"),
        ("/acts/exclude", {"target": "xx/ "}, "portal没有编号为“xx/”的留言"),
        ("/acts/exclude", {"target": "yy/2018"}, "portal没有编号为“yy/2018”的留言"),
        ("/acts/exclude", {"target": "xx/20180"}, "portal的留言板从未出现编号为“xx/20180”的留言；相近的有：xx/2018。"),
        ("/acts/exclude", {"subject": "farm", "target": "xx/2018"}, "该对象没有登记留言板"),
        ("/acts/revoke", {"target": "news"}, "portal没有对“news”作过签字、确认或剔除，无可撤回；该对象尚无人工确认。"),
        ("/acts/confirm", {"target": "news", "outcome": "blank", "since": "2026-12-02", "until": "2026-12-01"}, "不覆盖任何一天"),
    ],
)  # fmt: skip
async def test_a_word_that_would_lie_unread_is_refused(
    house: House, path: str, form: dict[str, str], told: str
) -> None:
    await enter(house, "centre")
    await show_a_letter(house)
    answer = await house.post(path, **{"subject": "portal", "reason": "误", **form})
    assert (answer.status_code, told in answer.text) == (400, True), answer.text
    async with house.store.database.read() as connection:
        assert not await reviews.reviews_of(connection, ["portal", "farm"], NOW)


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


@pytest.mark.parametrize("outcome", [Act.UPHELD, Act.REJECTED])
async def test_an_appeal_is_decided_once_with_a_reason_and_by_somebody_else(
    house: House, outcome: Act
) -> None:
    await enter(house, "centre")
    form = {"finding": "fi_1", "note": "已核对存证", "outcome": outcome.value}
    assert "没有待裁定的申诉" in (await house.post("/acts/answer", **form)).text
    await house.post("/acts/appeal", finding="fi_1", note="有误")
    assert "由您本人提交" in (await house.post("/acts/answer", **form)).text
    await house.person("wang", "centre")
    await house.post("/logout")
    await house.log_in("wang")
    assert "请填写理由" in (await house.post("/acts/answer", **{**form, "note": ""})).text
    assert (await house.post("/acts/answer", **{**form, "outcome": "answered"})).status_code == 400
    assert (await house.post("/acts/answer", **form)).headers["location"] == f"/findings/fi_1?done={outcome}"
    assert (await house.post("/acts/answer", **form)).status_code == 400
    assert [(who, act) for who, act, _ in await house.steps("fi_1")] == [
        ("lin", Act.APPEALED),
        ("wang", outcome),
    ]
    page = (await house.browser.get("/findings/fi_1")).text
    assert label("act", outcome) in page
    assert "已核对存证" in page


async def test_an_appeal_has_what_is_disputed_looked_at_again(house: House) -> None:
    await enter(house, "unit", "agriculture")
    await house.post("/acts/appeal", finding="fi_1", note="日期识别有误")
    async with house.store.database.read() as connection:
        [wish] = await requests.recent(connection, ["fi_1"], NOW)
    assert (wish.kind, wish.who, wish.detail) == ("retest", "lin", "appeal")


async def test_a_unit_that_put_it_right_has_it_looked_at_and_cannot_flood(house: House) -> None:
    await enter(house, "unit", "agriculture")
    answer = await house.post("/acts/mended", finding="fi_1", note="已补发三篇")
    assert answer.headers["location"] == "/findings/fi_1/retest?done=asked"
    assert await house.steps("fi_1") == [("lin", Act.ASKED, "已补发三篇")]
    async with house.store.database.read() as connection:
        [wish] = await requests.recent(connection, ["fi_1"], NOW)
    assert (wish.kind, wish.who, wish.done_at) == ("retest", "lin", None)
    assert "10分钟内已申请过复测" in (await house.post("/acts/mended", finding="fi_1")).text
    await house.finding("fi_2", "health")
    assert (await house.post("/acts/mended", finding="fi_2")).status_code == 404
    house.pass_time(minutes=11)
    async with house.store.database.write() as connection:
        for n in range(A_DAY):
            await requests.ask(
                connection,
                UserRequest(id=f"re_{n}", at=house.now[0], who="lin", kind="retest", target=f"x{n}"),
            )
    await house.finding("fi_3", "agriculture")
    assert f"已达{A_DAY}次" in (await house.post("/acts/mended", finding="fi_3")).text


async def test_the_result_of_a_re_test_stands_on_its_page_without_any_script(house: House) -> None:
    await enter(house, "unit", "agriculture")
    await house.post("/acts/mended", finding="fi_1")
    async with house.store.database.write() as connection:
        await leases.take(connection, "daemon", "me", house.now[0], timedelta(minutes=2))
    waiting = await house.browser.get("/findings/fi_1/retest")
    assert (waiting.headers["refresh"], "等待监测程序" in waiting.text) == ("5", True)
    step = Step(at=NOW, who="lin", act=Act.RETESTED, note="listing items", evidence=("ob_2",))
    async with house.store.database.write() as connection:
        [wish] = await requests.recent(connection, ["fi_1"], NOW)
        await findings.add_step(connection, "fi_1", step)
        await requests.done(connection, wish.id, NOW, "still open")
    done = await house.browser.get("/findings/fi_1/retest")
    assert "refresh" not in done.headers
    for said in ("问题仍在", "栏目：读到列表", 'href="/evidence/ob_2"'):
        assert said in done.text
    assert "查看复测结果" in (await house.browser.get("/findings/fi_1")).text


async def test_what_was_ticked_is_assigned_exempted_or_looked_at_again_together_or_not_at_all(
    house: House,
) -> None:
    await enter(house, "centre")
    await house.person("nong", "unit", "agriculture")
    for id in ("fi_2", "fi_3"):
        await house.finding(id, "health" if id == "fi_3" else "agriculture")

    async def send(ids: list[str], **form: str) -> str:
        answer = await house.browser.post("/acts/bulk", data={"csrf": await house.csrf(), "id": ids, **form})
        return answer.headers.get("location", answer.text)

    assert "不属于问题" in await send(["fi_2", "fi_3"], do="assign", assignee="nong")
    assert await house.steps("fi_2") == []
    both = ["fi_1", "fi_2"]
    assert (
        await send(both, do="assign", assignee="nong", until="2026-11-30", note="请跟进")
        == "/findings?done=bulk"
    )
    assert "请填写批准人" in await send(both, do="exempt", note="改版", until="2026-12-31")
    assert (
        await send(both, do="exempt", note="改版", until="2026-12-31", approver="陈某")
        == "/findings?done=bulk"
    )
    assert await send(both, do="retest") == "/findings?done=bulk"
    for id in both:
        assert [act for _, act, _ in await house.steps(id)] == [Act.ASSIGNED, Act.EXEMPTED]
    assert [act for _, act, target in await house.log() if target == "fi_2"] == [
        "assigned",
        "exempted",
        "retest",
    ]
    assert "请勾选" in await send([], do="retest")
    await house.post("/logout")
    await house.log_in("nong")
    listed = (await house.browser.get("/findings?assignee=me")).text
    assert (listed.count('href="/findings/fi_1"'), "fi_3" in listed) == (1, False)


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


async def test_a_job_is_named_by_what_people_know_and_a_wrong_form_is_shown_again(house: House) -> None:
    await enter(house, "centre")
    for wrong, told in (("soon", "应写作2026Q3的形式"), ("2099Q1", "2099Q1到2099-01-01才开始")):
        refused = await house.post("/acts/job", kind="report", target=wrong)
        assert (refused.status_code, told in refused.text, "重新提交" in refused.text) == (400, True, True)
    look = await house.post("/acts/job", kind="look", target="farm")
    page = (await house.browser.get(look.headers["location"])).text
    assert "<h1>立即监测 <small>农业局网站</small></h1>" in page
