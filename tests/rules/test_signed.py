"""What only people decide: who signed, until when, and what was taken back."""

from datetime import timedelta

import pytest

from monitor.domain.case import Review, SiteCase
from monitor.domain.verdict import Outcome
from monitor.rules.signed import decide

from .cases import NOW, TODAY, clause, review, site

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("reviews", "outcome"),
    [
        ([], Outcome.UNKNOWN),
        ([review("sign", "safety_wording", "pass")], Outcome.PASS),
        ([review("sign", "safety_wording", "fail")], Outcome.FAIL),
        ([review("sign", "safety_secrets", "pass")], Outcome.UNKNOWN),
        ([review("sign", "safety_wording", "pass", until=TODAY)], Outcome.PASS),
        ([review("sign", "safety_wording", "pass", until=TODAY - DAY)], Outcome.UNKNOWN),
        ([review("sign", "safety_wording", "pass", at=NOW - DAY), review("revoke", "safety_wording", "revoked", id="rv_2")], Outcome.UNKNOWN),
        ([review("sign", "safety_wording", "fail", at=NOW - DAY), review("sign", "safety_wording", "pass", id="rv_2")], Outcome.PASS),
    ],
    ids=["nobody", "passed", "failed", "another_line", "holds_today", "ran_out", "taken_back", "the_newest_counts"],
)  # fmt: skip
def test_a_signature_decides_while_it_holds(reviews: list[Review], outcome: Outcome) -> None:
    verdict = decide(SiteCase(site=site(), reviews=reviews), clause("safety_wording"), NOW)
    assert verdict.outcome is outcome
    assert verdict.confirmed_by == (None if outcome is Outcome.UNKNOWN else "林某")


def test_a_site_without_public_services_owes_no_guides() -> None:
    verdict = decide(SiteCase(site=site(public_services=False)), clause("guides_incomplete"), NOW)
    assert verdict.outcome is Outcome.NOT_APPLICABLE
