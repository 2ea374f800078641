"""IPv6: half up is for a person with the pages named, and a signature settles it."""

from dataclasses import replace
from datetime import date

import pytest

from monitor.domain.case import Review, SiteCase
from monitor.domain.ipv6 import Ipv6Look, Ipv6Page, Ipv6State
from monitor.domain.observation import StoredObservation
from monitor.domain.parts import figures
from monitor.domain.verdict import Outcome
from monitor.regulations.editions import load_edition
from monitor.rules.base import discover
from monitor.wording.say import for_unit
from tests.probes.world import NOW, site

HALF = Ipv6Look(
    url="http://a.gov.cn/", state=Ipv6State.PARTLY, like=False,
    pages=(Ipv6Page(url="http://a.gov.cn/a/", opened=True), Ipv6Page(url="http://bs.a.gov.cn/", opened=False)),
)  # fmt: skip


@pytest.mark.parametrize(("edition", "rule"), [("fujian-2019", "F19W-37"), ("xiamen-2023", "X23-48")])
def test_half_up_names_its_pages_and_waits_for_a_person(edition: str, rule: str) -> None:
    clause = load_edition(edition).clause(rule, "site")
    assert clause is not None
    look = StoredObservation(id="ob_1", at=NOW, facts=HALF)
    case = SiteCase(site=site(), others={Ipv6Look: [look]})
    verdict = discover()[rule].decide(case, clause, NOW)
    assert (verdict.outcome, verdict.coverage, verdict.evidence) == (Outcome.UNKNOWN, 1.0, ("ob_1",))
    assert figures(verdict)["pages_not_opened"] == ["http://bs.a.gov.cn/"]
    assert "内容与IPv4不一致，抽取的2个页面中1个打不开（http://bs.a.gov.cn/）" in for_unit(verdict.reason)
    signed = Review(
        id="rv_1", at=NOW, who="甲", act="sign", subject="s", target=rule, outcome="pass", reason="已核实", since=date(2026, 11, 1)
    )  # fmt: skip
    assert discover()[rule].decide(replace(case, reviews=(signed,)), clause, NOW).outcome is Outcome.PASS
