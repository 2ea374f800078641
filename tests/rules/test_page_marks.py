"""The rows on what a homepage must carry; their edges stand in tests/data/cases: F19W-38, X23-43, X23-44, X23-47, Z21-14."""

from datetime import datetime, timedelta

import pytest

from monitor.domain.case import SiteCase
from monitor.domain.observation import StoredObservation
from monitor.domain.page_marks import MarkId, MarkState, PageMark, PageMarks
from monitor.domain.verdict import Outcome, Verdict
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
    others = {
        one.value: MarkState.ABSENT for one in MarkId if verdict.measured["marks"].get(one.value) is None
    }  # type: ignore[attr-defined]
    assert (
        decided(rule, edition, look(NOW - timedelta(days=1), **others), look(NOW, **others)).outcome
        is Outcome.PASS
    )


def test_a_page_that_did_not_open_is_no_look() -> None:
    verdict = decided("Z21-14", "fuzhou-2021", look(NOW, state="unreached"))
    assert (verdict.outcome, verdict.coverage) == (Outcome.UNKNOWN, 0.0)


def test_two_looks_of_one_day_are_one_day() -> None:
    lacking = {"hotline": MarkState.ABSENT}
    verdict = decided(
        "Z21-14", "fuzhou-2021", look(NOW - timedelta(hours=2), **lacking), look(NOW, **lacking)
    )
    assert verdict.outcome is Outcome.UNKNOWN
