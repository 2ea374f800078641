"""Editions: every veto is there, with the regulation's own words and operators."""

from datetime import date
from pathlib import Path

import pytest

from monitor.domain.verdict import Threshold
from monitor.regulations.editions import edition_ids, load_edition
from monitor.rules.base import discover

DOCUMENT = Path(__file__).parents[3] / "shared" / "documents" / "fujian-2019-indicators.txt"

SITE_VETOES = {
    "safety_wording", "safety_secrets", "safety_content", "safety_attack", "safety_forgery", "safety_opinion",
    "site_unreachable", "homepage_stale", "columns_stale", "columns_overdue", "columns_blank", "channel_missing",
    "replies_late", "guides_incomplete",
}  # fmt: skip


@pytest.mark.parametrize("id", edition_ids())
def test_every_edition_has_every_veto_under_its_own_name(id: str) -> None:
    edition = load_edition(id)
    assert {
        one.rule for one in edition.clauses if one.subject == "site" and one.sort == "veto"
    } == SITE_VETOES
    assert {one.edition for one in edition.clauses} == {id}
    assert edition.in_force >= date(2019, 4, 1)


def test_the_four_editions_of_the_contract_ship() -> None:
    assert set(edition_ids()) == {"national-2019", "fujian-2019", "fuzhou-2021", "xiamen-2023"}


def test_every_rule_answers_to_a_clause() -> None:
    quoted = {one.rule for id in edition_ids() for one in load_edition(id).clauses}
    assert set(discover()) <= quoted


@pytest.mark.parametrize(
    ("limit", "figure", "met"),
    [
        (Threshold(">=", 5), 5, True),
        (Threshold(">=", 5), 4, False),
        (Threshold(">", 3), 3, False),
        (Threshold(">", 3), 4, True),
    ],
    ids=["含_on", "含_under", "超过_on", "超过_over"],
)
def test_the_operator_stands_with_the_number(limit: Threshold, figure: int, met: bool) -> None:
    assert limit.is_met(figure) is met


@pytest.mark.skipif(not DOCUMENT.exists(), reason="the founding documents are not at hand")
def test_every_clause_is_quoted_word_for_word() -> None:
    texts = [one.read_text("utf-8") for one in sorted(DOCUMENT.parent.glob("*.txt"))]
    words = "".join("".join(texts).split())
    clauses = [one for id in edition_ids() for one in load_edition(id).clauses]
    wrong = [one.id for one in clauses for line in one.text.split("\n") if "".join(line.split()) not in words]
    assert wrong == []
