"""Digests: who hears what, below which heading, and how often."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from monitor.alerts.digest import Digest, DigestInput, Section, digests, newly_bad, subject_line
from monitor.domain.finding import Act, Finding, Grade, Owed, Standing
from monitor.domain.mail import CENTRE, LastMail
from monitor.domain.sentence import written
from monitor.domain.settings import WebSettings
from monitor.domain.verdict import Outcome

from .nights import DAY, HOSTILE, NIGHT, NOW, SAID, WATCH, column, finding, indicator, step, tonight

YESTERDAY = LastMail(NIGHT - DAY, NOW - DAY)
OLD = NOW - 10 * DAY


def digest(of: DigestInput, audience: str) -> Digest | None:
    return next((one for one in digests(of) if one.audience == audience), None)


def sections(of: DigestInput, audience: str) -> dict[str, Section]:
    found = digest(of, audience)
    assert found is not None
    return {one.title: one for one in found.sections}


def titles(of: DigestInput, audience: str) -> dict[str, list[str]]:
    return {title: [line.title for line in one.lines] for title, one in sections(of, audience).items()}


def told(*findings: Finding, at: LastMail = YESTERDAY, also: str = CENTRE) -> dict[str, dict[str, LastMail]]:
    return {name: {one.id: at for one in findings} for name in (CENTRE, also)}


def test_each_unit_hears_its_own_and_the_centre_hears_all() -> None:
    night = tonight(column(), indicator())
    assert [one.audience for one in digests(night)] == [CENTRE, "agriculture", "office"]
    assert titles(night, "agriculture") == {"新增问题1项": ["仓山区人民政府 · 脱贫攻坚/公示公告"]}
    assert titles(night, CENTRE)["新增问题2项"] == [
        "仓山区人民政府 · 站点无法访问",
        "仓山区人民政府 · 脱贫攻坚/公示公告",
    ]


def test_a_line_says_last_date_days_and_what_was_owed_by_when() -> None:
    [line] = sections(tonight(column(-5)), "agriculture")["新增问题1项"].lines
    assert line.facts == ("最后更新10月15日", "超期5天", "应于11月15日前（含当日）更新")
    assert (line.days, line.tone, line.tag, line.unit) == ("超期5天", "bad", "栏目", "")
    assert line.evidence == "ob_1", "a unit has no terminal of ours"
    [same] = sections(tonight(column(-5)), CENTRE)["新增问题1项"].lines
    assert same.evidence == "monitor evidence show ob_1"


@pytest.mark.parametrize(
    ("day", "words"),
    [(NIGHT, "已承诺11月20日前整改"), (NIGHT - DAY, "承诺的整改期限11月19日已过")],
    ids=["its last day", "broken"],
)
def test_a_promise_and_a_broken_promise_are_said(day: date, words: str) -> None:
    promised = finding(column(), OLD, steps=(step(Act.PROMISED, OLD, day),))
    [line] = sections(tonight(column(), findings_open=[promised]), "agriculture")["新增问题1项"].lines
    assert words in line.facts


def test_the_centre_reads_who_answers_for_it() -> None:
    [line] = sections(tonight(column()), CENTRE)["新增问题1项"].lines
    assert line.unit == "仓山区农业农村局"


def test_with_a_dashboard_a_line_leads_there() -> None:
    web = replace(
        WATCH, settings=replace(WATCH.settings, web=WebSettings(url="https://monitor.example.gov.cn/"))
    )
    [line] = sections(tonight(column(3), watch=web), "agriculture")["即将超期1项"].lines
    assert (line.link, line.evidence) == (
        "https://monitor.example.gov.cn/findings/fi_cangshan_column_gsgg",
        "",
    )


def test_a_unit_with_nothing_to_hear_gets_no_mail_and_the_centre_always_does() -> None:
    [centre] = digests(tonight(column(20), notices=("覆盖：100%",)))
    assert (centre.audience, centre.notices, centre.sections) == (CENTRE, ("覆盖：100%",), ())
    assert centre.subject == "【网站监测】仓山区大数据服务中心：没有新问题（11月20日）"


def test_what_is_not_measured_is_no_reason_to_write_and_is_said_when_there_is_one() -> None:
    unknown = indicator(
        "homepage_stale",
        outcome=Outcome.UNKNOWN,
        needs=written("look", "首页恢复可读后重新监测"),
        name="首页不更新",
    )
    assert digest(tonight(unknown), "office") is None
    [line] = sections(tonight(unknown, indicator()), "office")["未能监测1项"].lines
    assert line.facts == ("168次访问中9次未能打开", "如何查清：首页恢复可读后重新监测")


def test_a_unit_is_told_of_which_of_its_subjects_not_all_could_be_told() -> None:
    account = tonight(indicator(subject="weibo"), damaged=[WATCH.sites[0]])
    own, other = digest(account, "office"), digest(tonight(column(), damaged=WATCH.accounts), "agriculture")
    assert own is not None
    assert own.notices == (
        "监测记录已损坏，以下1个对象的情况未能全部列入，不代表没有问题，由监测单位处理：仓山区人民政府",
    )
    assert own.summary == ("新增问题1项（单项否决1项）", "记录损坏1个对象")
    assert other is not None
    assert (other.notices, other.summary) == ((), ("新增问题1项",)), "nothing of it is this unit's"


def test_silence_over_a_damaged_record_is_not_taken_for_the_end_of_a_fault() -> None:
    lost = tonight(damaged=WATCH.sites)
    assert digest(lost, "agriculture") is None, "it was told of none"
    heard = digest(replace(lost, last_mails=told(finding(column()), also="agriculture")), "agriculture")
    assert heard is not None
    assert heard.subject == "【网站监测】仓山区农业农村局：记录损坏1个对象（11月20日）"


def test_what_is_not_measured_for_the_same_reason_shares_a_line() -> None:
    many = [column(part=f"c{n}", name=f"栏目{n}", outcome=Outcome.UNKNOWN) for n in range(5)]
    [line] = sections(tonight(*many), CENTRE)["未能监测5项"].lines
    assert line.title == "仓山区人民政府 · 栏目0、栏目1、栏目2等5项"


def test_what_waits_for_a_signature_is_not_listed() -> None:
    assert titles(tonight(indicator(outcome=Outcome.UNKNOWN, people=True)), CENTRE) == {}


def test_a_fault_is_new_until_the_unit_was_told_and_then_goes_on() -> None:
    old = finding(column(), OLD)
    night = tonight(column(), findings_open=[old])
    assert list(titles(night, "agriculture")) == ["新增问题1项"]
    night = replace(night, last_mails=told(old, also="agriculture"))
    assert list(titles(night, "agriculture")) == ["持续问题1项"]
    found = digest(night, "agriculture")
    assert found is not None
    assert (found.findings, found.announced) == ((old.id,), ())


def test_due_soon_that_became_a_fail_is_new_again() -> None:
    worse = finding(column(), OLD, steps=(step(Act.OPENED, OLD), step(Act.WORSENED, NOW)))
    night = tonight(column(), findings_open=[worse], last_mails=told(worse, also="agriculture"))
    assert list(titles(night, "agriculture")) == ["新增问题1项"]


@pytest.mark.parametrize(
    ("left", "nights_ago", "heading"),
    [
        (7, None, "即将超期1项"),
        (3, 1, "即将超期1项"),
        (2, 1, None),
        (2, 2, "即将超期1项"),
        (0, 1, None),
    ],
    ids=[
        "never told",
        "a rung was passed",
        "between rungs",
        "a night was missed",
        "last day, told yesterday",
    ],
)
def test_a_rung_is_a_reason_to_write_once(left: int, nights_ago: int | None, heading: str | None) -> None:
    due = finding(column(left), OLD)
    before = LastMail(NIGHT - nights_ago * DAY, NOW - nights_ago * DAY) if nights_ago else None
    given = told(due, at=before, also="agriculture") if before else {}
    night = tonight(column(left), findings_open=[due], last_mails=given)
    if heading is None:
        assert digest(night, "agriculture") is None
        assert list(titles(night, CENTRE)) == ["临近期限1项"]
    else:
        assert heading in titles(night, "agriculture")


def test_an_account_and_a_message_have_rungs_of_their_own() -> None:
    silent = Standing(
        subject="weibo", rule="account_silent", name="不更新", unit="office", veto=True, outcome=Outcome.PASS,
        days_left=4, due_on=NIGHT + 4 * DAY, newest=NIGHT - 10 * DAY, reason=SAID,
    )  # fmt: skip
    asked = column(
        30,
        rule="message",
        part="xx/1",
        owed=Owed.MESSAGE,
        name="路灯",
        unit="office",
        newest=NIGHT - 60 * DAY,
    )
    lines = sections(tonight(silent, asked), "office")["即将超期2项"].lines
    assert [line.title for line in lines] == ["仓山发布 · 不更新", "仓山区人民政府 · 路灯（第xx/1号）"]
    assert "请于12月20日前（含当日）答复" in lines[1].facts


def test_a_limit_that_was_not_measured_tonight_is_not_announced() -> None:
    due = finding(column(3), OLD)
    night = tonight(column(3, outcome=Outcome.UNKNOWN, days_left=None, due_on=None), findings_open=[due])
    assert list(titles(night, CENTRE)) == ["未能监测1项"]


def test_a_fault_that_could_not_be_seen_tonight_goes_on_and_says_when_it_was_seen() -> None:
    old = finding(column(), OLD, seen_at=NOW - 2 * DAY)
    night = tonight(column(outcome=Outcome.UNKNOWN, due_on=None, days_left=None), findings_open=[old])
    [line] = sections(night, "agriculture")["新增问题1项"].lines
    assert "今晚未能监测，所列为11月18日所见" in line.facts


def test_a_recovery_is_told_once_and_to_those_who_heard_of_the_fault() -> None:
    closing = replace(step(Act.CLOSED), note="最新信息2026-11-19")
    gone = finding(column(), OLD, closed_at=NOW, steps=(closing,))
    night = tonight(findings_closed=[gone])
    assert digest(night, "agriculture") is None
    night = replace(night, last_mails=told(gone, also="agriculture"))
    [line] = sections(night, "agriculture")["已了结1项"].lines
    assert line.facts == ("11月10日发现超期", "11月20日了结", "最新信息2026-11-19")
    again = replace(
        night, last_mails=told(gone, at=LastMail(NIGHT, NOW + timedelta(minutes=1)), also="agriculture")
    )
    assert digest(again, "agriculture") is None


def test_a_fault_that_came_back_has_not_recovered() -> None:
    gone = finding(column(), OLD, closed_at=NOW - DAY, id="fi_first")
    night = tonight(
        column(), findings_closed=[gone], last_mails=told(gone, at=LastMail(NIGHT - 5 * DAY, NOW - 5 * DAY))
    )
    assert list(titles(night, CENTRE)) == ["新增问题1项"]


def test_a_fault_put_right_just_before_its_next_limit_has_recovered_and_is_due() -> None:
    gone = finding(column(), OLD, closed_at=NOW, id="fi_first")
    night = tonight(column(3), findings_closed=[gone], last_mails=told(gone, also="agriculture"))
    assert list(titles(night, "agriculture")) == ["即将超期1项", "已了结1项"]


def test_the_subject_says_how_many_disqualify_alone() -> None:
    found = digest(tonight(indicator(), column(unit="office")), "office")
    assert found is not None
    assert found.summary == ("新增问题2项（单项否决1项）",)
    assert found.subject.startswith("【网站监测】仓山区人民政府办公室：新增问题2项（单项否决1项）")


def test_a_scored_row_is_never_called_unqualified() -> None:
    scored = indicator("Z21-23", veto=False, name="留言办理")
    found = digest(tonight(scored), "office")
    assert found is not None
    assert found.subject == "【网站监测】仓山区人民政府办公室：计分项1项（11月20日）"
    [section] = found.sections
    assert (section.title, section.lines[0].tag, section.lines[0].tone) == ("计分项1项", "计分项", "")
    assert newly_bad(tonight(scored)) == frozenset()


def test_what_is_exempt_is_not_listed_until_its_last_day_is_over() -> None:
    for until, listed in ((NIGHT, False), (NIGHT - DAY, True)):
        exempt = finding(column(), OLD, steps=(step(Act.EXEMPTED, OLD, until),))
        assert bool(titles(tonight(column(), findings_open=[exempt]), CENTRE)) is listed


def test_a_promise_and_an_appeal_are_said() -> None:
    steps = (step(Act.PROMISED, until=NIGHT + 5 * DAY), step(Act.APPEALED))
    handled = finding(column(), OLD, steps=steps)
    [line] = sections(tonight(column(), findings_open=[handled]), "agriculture")["新增问题1项"].lines
    assert line.facts[-2:] == ("已承诺11月25日前整改", "申诉处理中")
    rejected = replace(handled, steps=(*steps, replace(step(Act.REJECTED), note="存证与条款相符")))
    [line] = sections(tonight(column(), findings_open=[rejected]), "agriculture")["新增问题1项"].lines
    assert line.facts[-1] == "申诉不成立：存证与条款相符"
    answered = replace(handled, steps=(*steps, step(Act.ANSWERED)))
    [line] = sections(tonight(column(), findings_open=[answered]), "agriculture")["新增问题1项"].lines
    assert "申诉处理中" not in line.facts


def test_a_unit_without_address_stands_in_the_centres_mail_below_its_name() -> None:
    night = tonight(column(unit="town"), column(3, part="other"))
    assert [one.audience for one in digests(night)] == [CENTRE, "agriculture"]
    found = sections(night, CENTRE)
    assert list(found) == ["即将超期1项", "城门镇人民政府（未登记邮箱，请代为通知）1项"]
    assert found["城门镇人民政府（未登记邮箱，请代为通知）1项"].lines[0].tag == "新增问题"


def test_what_nobody_answers_for_stands_in_the_centres_mail() -> None:
    [line] = sections(tonight(column(unit=None)), CENTRE)["新增问题1项"].lines
    assert line.unit == "未指定责任单位"


def test_the_subject_counts() -> None:
    night = tonight(column(), column(part="b"), column(3, part="c"), column(1, part="d"))
    found = digest(night, "agriculture")
    assert found is not None
    assert found.subject == "【网站监测】仓山区农业农村局：新增问题2项，3天内到期2项（11月20日）"


def test_many_lines_are_cut_and_counted_and_all_are_named() -> None:
    many = [column(part=f"c{n}") for n in range(200)]
    found = digest(tonight(*many), "agriculture")
    assert found is not None
    [section] = found.sections
    assert (len(section.lines), section.more, len(found.findings)) == (60, 140, 200)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_subject_is_one_line_of_at_most_a_hundred_characters(text: str) -> None:
    subject = subject_line(text, ["新增问题1项"] * 20, NIGHT)
    assert len(subject) <= 100
    assert subject.endswith("（11月20日）")
    assert len(subject.splitlines()) == 1


def test_a_subject_turned_bad_when_its_unit_has_not_heard_of_the_fault() -> None:
    old = finding(column(), OLD)
    night = tonight(column(), findings_open=[old])
    assert newly_bad(night) == {"cangshan"}
    assert newly_bad(replace(night, last_mails=told(old, also="agriculture"))) == frozenset()
    assert newly_bad(tonight(column(3))) == frozenset()


def announced(nights: Sequence[int]) -> list[int]:
    """Days left on the nights on which a mail goes to the unit, each mail telling what it names."""
    known: dict[str, dict[str, LastMail]] = {}
    found = []
    for left in nights:
        day = NIGHT - left * DAY
        due = finding(column(0), OLD, grade=Grade.DUE)
        now = column(0, days_left=left)
        night = DigestInput(night=day, watch=WATCH, standings=[now], findings_open=[due], last_mails=known)
        given = digest(night, "agriculture")
        if given:
            found.append(left)
            known = {"agriculture": dict.fromkeys(given.findings, LastMail(day, NOW - left * DAY))}
    return found


@pytest.mark.parametrize(
    ("nights", "mails"),
    [
        (range(9, -1, -1), [7, 3, 1]),
        ([9, 6, 5, 4, 3, 2, 1, 0], [6, 3, 1]),
        ([9, 8, 7, 2, 1, 0], [7, 2, 1]),
        ([0], [0]),
    ],
    ids=["every night", "T-7 missed", "T-3 missed", "only the last day"],
)
def test_a_column_is_announced_three_times_on_its_way_to_the_limit(
    nights: Sequence[int], mails: list[int]
) -> None:
    assert announced(nights) == mails
