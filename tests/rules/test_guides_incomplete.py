"""服务不实用: five guides that lack four groups, or all of fewer than five."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.case import SiteCase
from monitor.domain.content import Guide, GuidesState
from monitor.domain.observation import Guides, StoredObservation
from monitor.domain.parts import figures
from monitor.domain.verdict import Outcome, Verdict
from monitor.rules.interaction.guides_incomplete import RULE, decide
from tests.every import every

from .board_cases import NOW, review, site
from .cases import clause

DAY = timedelta(days=1)
GROUPS = ("设定依据", "申请条件", "办理材料", "办理地点", "办理机构")
OTHERS = ("收费标准", "办理时间", "联系电话", "办理流程")
Lack = int | tuple[int, int] | None


def guides(*missing: Lack, complete: bool = True, back: int = 0, **more: object) -> StoredObservation[Guides]:
    """Guides that lack so many groups each, and of so many more it is not told; None: not read."""
    found = tuple(
        Guide(
            id=str(n), url=f"http://a.gov.cn/{n}", title=f"事项{n}", missing=GROUPS[:least], not_told=OTHERS[:may],
            is_read=lack is not None and (least > 0 or may == 0),
        )
        for n, lack in enumerate(missing)
        for least, may in [lack if isinstance(lack, tuple) else (lack or 0, 0)]
    )  # fmt: skip
    state = GuidesState.GUIDES if found else GuidesState.BLANK
    facts = Guides(**{"state": state, "guides": found, "complete": complete, **more})  # type: ignore[arg-type]
    return StoredObservation(id=f"ob_{back}", at=NOW - DAY * back, facts=facts)


def judged(*looks: StoredObservation[Guides], **more: object) -> Verdict:
    public = bool(more.pop("public_services", True))
    case = SiteCase(site=site(public_services=public), guides=looks, **more)  # type: ignore[arg-type]
    return decide(case, clause("guides_incomplete"), NOW)


@every(
    ("missing", "complete", "expected"),
    [
        ([4] * 5 + [0], True, Outcome.FAIL),
        ([4] * 4 + [3] * 4, True, Outcome.PASS),
        ([3] * 9, True, Outcome.PASS),
        ([4] * 4, True, Outcome.FAIL),
        ([5], True, Outcome.FAIL),
        ([4] * 3 + [3], True, Outcome.PASS),
        ([4] * 5, False, Outcome.FAIL),
        ([4] * 4, False, Outcome.UNKNOWN),
        ([0] * 9, False, Outcome.UNKNOWN),
        ([4] * 4 + [None], True, Outcome.UNKNOWN),
        ([4] * 3 + [None], True, Outcome.UNKNOWN),
        ([0] * 3 + [None], True, Outcome.PASS),
        ([4] * 3 + [0, 0, None], True, Outcome.PASS),
        ([4] * 4 + [0, None], True, Outcome.UNKNOWN),
        ([None], True, Outcome.UNKNOWN),
        ([], True, Outcome.UNKNOWN),
        ([(4, 1)] * 5 + [0], True, Outcome.FAIL),
        ([4] * 4 + [(3, 1)], True, Outcome.UNKNOWN),
        ([4] * 4 + [(2, 1)], True, Outcome.PASS),
        ([4] * 4 + [(0, 3)], True, Outcome.PASS),
        ([4] * 4 + [(0, 4)], True, Outcome.UNKNOWN),
        ([4] * 3 + [(0, 4)], True, Outcome.UNKNOWN),
        ([4] * 3 + [(0, 1)], True, Outcome.PASS),
    ],
    ids=[
        "five_that_lack_four", "four_of_eight", "lacking_three_is_not_counted", "all_of_four", "the_only_one", "not_all_of_four",
        "a_sample_can_fail", "a_sample_of_four", "a_sample_cannot_pass", "an_unread_fifth", "an_unread_fourth",
        "an_unread_one_changes_nothing", "unread_and_harmless", "unread_and_decisive", "only_unread", "no_guide_is_for_people",
        "some_not_told_beside_four", "a_fourth_not_told", "three_at_most", "three_not_told_alone", "four_not_told_alone", "of_four_one_may", "of_four_one_may_not",
    ],
)  # fmt: skip
def test_counting_guides(missing: list[Lack], complete: bool, expected: Outcome) -> None:
    assert judged(guides(*missing, complete=complete)).outcome is expected


def test_a_site_without_public_services_owes_none() -> None:
    verdict = judged(guides(5, 5, 5, 5, 5), public_services=False)
    assert verdict.outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("state", ["unreadable", "unreached", "unconfigured"])
def test_guides_that_were_not_read_are_unknown(state: str) -> None:
    assert judged(guides(state=GuidesState(state))).outcome is Outcome.UNKNOWN
    assert judged().outcome is Outcome.UNKNOWN


def test_a_failed_look_leaves_the_one_before_standing_for_a_month() -> None:
    lost = guides(state=GuidesState.UNREACHED)
    assert judged(guides(0, back=31), lost).outcome is Outcome.PASS
    assert judged(guides(0, back=32), lost).outcome is Outcome.UNKNOWN


def test_a_list_that_is_empty_now_is_not_what_it_was() -> None:
    assert judged(guides(0, back=1), guides()).outcome is Outcome.UNKNOWN


def test_no_guide_at_all_is_signed_by_a_person() -> None:
    verdict = judged(guides(), reviews=[review("sign", "guides_incomplete", "fail")])
    assert (verdict.outcome, verdict.confirmed_by) == (Outcome.FAIL, "林某")


def test_the_fail_names_each_bad_guide_with_what_it_lacks() -> None:
    verdict = judged(guides(*[4] * 5, 0))
    assert [row["id"] for row in figures(verdict)["bad_guides"]] == ["0", "1", "2", "3", "4"]  # type: ignore[attr-defined]
    assert figures(verdict)["bad_guides"][0]["missing"] == list(GROUPS[:4])  # type: ignore[index]
    assert verdict.evidence == ("ob_0",)
    assert RULE.id == "guides_incomplete"


@pytest.mark.parametrize(("total", "coverage"), [(None, 0.5), (8, 0.25)])
def test_coverage_is_what_was_read_of_what_there_is(total: int | None, coverage: float) -> None:
    assert judged(guides(0, 0, None, None, complete=False, total=total)).coverage == coverage


@given(
    st.lists(
        st.one_of(st.none(), st.integers(0, 5), st.tuples(st.integers(0, 4), st.integers(0, 4))), max_size=9
    ),
    st.booleans(),
    st.integers(0, 5),
)
def test_reading_one_more_guide_never_turns_pass_into_fail(
    missing: list[Lack], complete: bool, lacks: int
) -> None:
    """What is decided with a guide unread, or not in full, stays decided when it is read."""
    before = judged(guides(*missing, complete=complete)).outcome
    known = [
        lacks if one is None else min(5, one[0] + min(one[1], lacks)) if isinstance(one, tuple) else one
        for one in missing
    ]
    after = judged(guides(*known, complete=complete)).outcome
    assert before is Outcome.UNKNOWN or after is before
