"""The boundary cases of figures that decide rows, as tests/data/cases/facts holds them."""

from monitor.regulations.indicators import load_table
from monitor.wording.say import ENGLISH, say
from tests.every import every
from tests.scores.fact_cases import FactCase, fact_of, read_fact_cases

CASES = read_fact_cases()


@every("case", CASES, ids=lambda one: f"{one.file[:-5]}-{one.name}")
def test_a_figure_decides_as_the_rows_words_demand(case: FactCase) -> None:
    found = fact_of(case)
    said = say(found.reason) + (say(found.needs) if found.needs else "")
    assert (found.outcome, said) == (case.outcome, said)
    assert [words for words in case.said.get("says", ()) if words not in said] == []
    assert found.waits == case.said.get("waits", found.waits)
    assert {key: found.measured[key] for key in case.said.get("measured", ())} == case.said.get(
        "measured", {}
    )
    assert say(found.reason, ENGLISH)
    assert found.outcome is None or found.outcome != "fail" or found.evidence


@every("file", sorted({one.file for one in CASES}))
def test_each_file_names_a_row_that_its_figure_settles_and_tells_fail_from_unknown(file: str) -> None:
    cases = [one for one in CASES if one.file == file]
    row = next(one for one in load_table(cases[0].row.split("-")[0]).indicators if one.id == cases[0].row)
    assert cases[0].kind in row.settled_by
    assert {"fail", "unknown", "pass"} <= {one.said["outcome"] for one in cases}
