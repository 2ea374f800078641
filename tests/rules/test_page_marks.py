"""The rows on what a homepage must carry; their edges stand in tests/data/cases: F19W-38, X23-43, X23-44, X23-47, Z21-14."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from monitor.domain.case import SiteCase
from monitor.domain.observation import StoredObservation
from monitor.domain.page_marks import MarkId, MarkState, PageMark, PageMarks
from monitor.domain.parts import figures
from monitor.domain.verdict import Outcome, PartKind, Verdict
from monitor.regulations.editions import load_edition
from monitor.rules.base import discover

from .cases import NOW, site


def look(at: datetime, id: str = "ob_1", state: str = "read", **marks: MarkState) -> StoredObservation[PageMarks]:  # fmt: skip
    found = tuple(PageMark(id=one, state=marks.get(one.value, MarkState.PRESENT)) for one in MarkId)
    return StoredObservation(
        id=id,
        at=at,
        facts=PageMarks(url="http://a.gov.cn/", state=state, marks=found if state == "read" else ()),
    )


def decided(rule: str, edition: str, *looks: StoredObservation[PageMarks]) -> Verdict:
    clause = load_edition(edition).clause(rule, "site")
    assert clause is not None
    case = SiteCase(site=site(), others={PageMarks: looks})
    found: Verdict = discover()[rule].decide(case, clause, NOW)
    return found


@pytest.mark.parametrize(
    ("rule", "edition", "mark"),
    [("F19W-38", "fujian-2019", "title"), ("F19W-38", "fujian-2019", "police"), ("X23-43", "xiamen-2023", "domain"),
     ("X23-44", "xiamen-2023", "owner"), ("X23-47", "xiamen-2023", "accessible"), ("Z21-14", "fuzhou-2021", "hotline")],
)  # fmt: skip
def test_each_row_asks_for_its_own_marks_and_no_other(rule: str, edition: str, mark: str) -> None:
    lacking = {mark: MarkState.ABSENT}
    before = look(NOW - timedelta(days=1), "ob_0", **lacking)
    verdict = decided(rule, edition, before, look(NOW, **lacking))
    assert (verdict.outcome, verdict.evidence) == (Outcome.FAIL, ("ob_0", "ob_1"))
    asked = {one.id for one in verdict.parts}
    others = {one.value: MarkState.ABSENT for one in MarkId if one.value not in asked}
    assert (
        decided(rule, edition, look(NOW - timedelta(days=1), **others), look(NOW, **others)).outcome
        is Outcome.PASS
    )


def test_a_page_that_did_not_open_is_no_look() -> None:
    verdict = decided("Z21-14", "fuzhou-2021", look(NOW, state="unreached"))
    assert (verdict.outcome, verdict.coverage) == (Outcome.UNKNOWN, 0.0)


def test_each_mark_is_a_part_of_its_own_and_the_feed_reads_it_there() -> None:
    one = look(NOW, title=MarkState.ABSENT, police=MarkState.NOT_TOLD)
    verdict = decided("F19W-38", "fujian-2019", one)
    by = {part.id: (part.outcome, part.evidence) for part in verdict.of(PartKind.MARK)}
    assert by["title"] == (Outcome.UNKNOWN, ("ob_1",))  # absent on one day alone
    assert by["police"] == (Outcome.UNKNOWN, ("ob_1",))
    assert by["icp"] == (Outcome.PASS, ("ob_1",))
    assert "marks" not in verdict.measured
    stated = figures(verdict)
    assert stated["marks"] == {part.id: part.state for part in verdict.parts}
    assert stated["values"] == {}


def test_a_foreign_site_code_fails_by_its_own_part() -> None:
    facts = PageMarks(
        url="http://a.gov.cn/",
        state="read",
        marks=tuple(
            PageMark(id=one, state=MarkState.PRESENT, value="3500000001" if one is MarkId.SITE_CODE else "")
            for one in MarkId
        ),
    )
    clause = load_edition("fujian-2019").clause("F19W-38", "site")
    assert clause is not None
    case = SiteCase(
        site=replace(site(), site_code="3500000002"),
        others={PageMarks: [StoredObservation(id="ob_1", at=NOW, facts=facts)]},
    )
    verdict = discover()["F19W-38"].decide(case, clause, NOW)
    assert [one.id for one in verdict.parts if one.outcome is Outcome.FAIL] == ["site_code"]
    assert verdict.reason.code == "page_marks.other_code"
    assert figures(verdict)["values"] == {"site_code": "3500000001"}


def test_two_looks_of_one_day_are_one_day() -> None:
    lacking = {"hotline": MarkState.ABSENT}
    verdict = decided(
        "Z21-14", "fuzhou-2021", look(NOW - timedelta(hours=2), **lacking), look(NOW, **lacking)
    )
    assert verdict.outcome is Outcome.UNKNOWN
