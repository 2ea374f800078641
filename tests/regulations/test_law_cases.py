"""The boundary cases that jurists write: each is decided by its edition, and comes out as it says."""

from monitor.regulations.editions import clause_of, load_edition
from monitor.rules.base import discover
from tests.every import every

from .law_cases import LawCase, decide, read_cases, sentences

CASES = read_cases()


@every("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_a_boundary_case_comes_out_as_its_clause_demands(case: LawCase) -> None:
    verdict = decide(case, clause_of(case.edition, case.rule, case.subject))
    assert verdict.outcome == case.outcome, sentences(verdict)
    said = "\n".join(sentences(verdict))
    assert [one for one in case.says if one not in said] == [], said


@every("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_a_boundary_case_quotes_its_clause_or_names_a_requirement_of_ours(case: LawCase) -> None:
    clause = clause_of(case.edition, case.rule, case.subject)
    parameters = load_edition(case.edition).parameters
    ours = {
        one.name for one in parameters if one.ours and (one.rule, one.subject) == (case.rule, case.subject)
    }
    assert case.words in clause.text or case.words in ours


def test_every_rule_has_boundary_cases() -> None:
    assert {case.rule for case in CASES} == set(discover())
