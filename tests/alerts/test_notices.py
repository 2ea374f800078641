"""What the centre's mail says besides: sites that did not open too often, though not often enough to fail."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from monitor.alerts.digest import DigestInput, digests
from monitor.alerts.notices import nearly_down, notices
from monitor.alerts.render import html, text
from monitor.domain.site import Watch
from monitor.domain.verdict import Outcome, PartKind, Verdict, VerdictPart
from monitor.regulations.editions import clause_of
from tests.regulations.law_cases import AS_OF, LawCase, decide

from .nights import SITE, WATCH


def judged(*week: Mapping[str, Any]) -> Verdict:
    """What the rule says of a week of visits."""
    case = LawCase(
        file="", rule="site_unreachable", subject="site", edition="national-2019", name="", words="", as_of=AS_OF,
        seen={"week": week}, outcome="",
    )  # fmt: skip
    return decide(case, clause_of("national-2019", "site_unreachable", "site"))


def told(watch: Watch, *week: Mapping[str, Any], signed: Outcome | None = None) -> str:
    """The notice on visits that did not open, of one week of *watch*'s site, as a person *signed* it or as the rule tells; nothing where there is none."""
    verdict = judged(*week)
    verdict = replace(verdict, outcome=signed or verdict.outcome)
    said = notices(watch, AS_OF, {SITE.id: (verdict,)}, (), {})
    return next((one for one in said if one.startswith("首页未打开")), "")


@pytest.mark.parametrize(
    ("failed", "opened", "says"),
    [
        (5, 19, ""),  # 2.98 %
        (6, 50, ""),  # exactly 3 %
        (6, 18, "（3.57%，再有3次即不合格）"),
        (8, 16, "（4.76%，再有1次即不合格）"),
        (9, 15, ""),  # fails, and stands among the problems
    ],
)
def test_a_site_near_the_limit_of_its_visits_is_named_to_the_centre(
    failed: int, opened: int, says: str
) -> None:
    said = told(WATCH, {"times": 6, "opened": 24}, {"opened": opened, "failed": failed})
    assert said == (says and f"首页未打开的访问超过3%、尚未到不合格限值的网站1个：{SITE.name}{says}")


def test_a_unit_that_a_late_letter_names_and_nobody_registered_is_told_to_the_centre() -> None:
    """After a unit was renamed its letters would be taken for those of whoever answers for the site, and nobody would know."""
    letters = tuple(
        VerdictPart(kind=PartKind.MESSAGE, id=f"xx/{n}", outcome=outcome, unit=unit)
        for n, (unit, outcome) in enumerate(
            [
                ("仓山区城管局", Outcome.FAIL),
                ("仓山区林业局", Outcome.PASS),
                ("仓山区农业农村局", Outcome.FAIL),
                (None, Outcome.FAIL),
            ]
        )
    )
    verdict = judged({"times": 7, "opened": 24})
    late = replace(verdict, rule="replies_late", parts=letters)
    # its letters were answered, and their pages lack an element
    lacking = replace(verdict, rule="F19W-26", parts=(replace(letters[0], unit="仓山区水利局"),))
    said = [one for one in notices(WATCH, AS_OF, {SITE.id: (late, lacking)}, (), {}) if "留言" in one]
    assert said == [
        "超期留言所写的办理单位没有登记1个，暂算作网站的责任单位，请登记为单位或其别名：仓山区城管局"
    ]


def test_the_configuration_says_from_which_share_on() -> None:
    watch = replace(
        WATCH, settings=replace(WATCH.settings, alerts=replace(WATCH.settings.alerts, failed_percent=4))
    )
    week = {"times": 6, "opened": 24}
    assert told(watch, week, {"opened": 18, "failed": 6}) == ""
    assert "超过4%" in told(watch, week, {"opened": 16, "failed": 8})


def test_a_week_that_is_not_covered_is_no_warning() -> None:
    assert told(WATCH, {"times": 3, "opened": 24}, {"opened": 20, "failed": 4}) == ""


def test_a_site_beyond_the_limit_that_a_person_let_pass_is_not_near_it() -> None:
    week = {"times": 6, "opened": 24}, {"opened": 12, "failed": 12}
    assert told(WATCH, *week, signed=Outcome.PASS) == ""


@pytest.mark.parametrize("failed", [5, 6])  # 2.98 % and 3.57 %
def test_its_unit_hears_of_it_before_it_fails_and_no_other_unit_does(failed: int) -> None:
    near = tuple(
        nearly_down(
            WATCH, {SITE.id: (judged({"times": 6, "opened": 24}, {"opened": 24 - failed, "failed": failed}),)}
        )
    )
    night = DigestInput(night=AS_OF.date(), watch=WATCH, standings=(), findings_open=(), nearly_down=near)
    mails = {one.audience: one for one in digests(night)}
    assert set(mails) == ({"centre", "office"} if failed == 6 else {"centre"})
    if failed == 6:
        assert "首页未打开偏多1个网站" in mails["office"].subject
        for said in (text(mails["office"], WATCH), html(mails["office"], WATCH)):
            assert "近7天3.57%的首页访问未打开" in said
            assert "再有3次未打开即不合格" in said
