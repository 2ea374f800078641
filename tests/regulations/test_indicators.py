"""The tables hold every indicator of the founding documents, and nothing points into the void."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.domain.site import Account, Level, Platform, Site
from monitor.domain.verdict import Sort
from monitor.regulations.editions import edition_ids, load_edition
from monitor.regulations.indicators import (
    Decider,
    NoTableError,
    Part,
    level_of,
    load_table,
    probe_names,
    scoring_editions,
    table_for,
    table_ids,
)
from tests.every import every

DOCUMENTS = Path(__file__).parents[3] / "shared" / "documents"
FILES = {
    "fujian-2019": "fujian-2019-indicators.txt",
    "fuzhou-2021": "fuzhou-2021-assessment-plan.txt",
    "xiamen-2023": "xiamen-2023-task-split.txt",
    "C21": "cangshan-2021q3-notice.txt",
    "G53": "fuzhou-2021-disclosure-tasks.txt",
}
#: Tables of documents that print no points.
WITHOUT_POINTS = ("X23", "C21", "G53")
#: Rows, and of them decided by the machine, partly, by people: counted in the documents.
COUNTS = {
    "F19W": (69, 18, 37, 14),
    "F19D": (66, 18, 33, 15),
    "F19N": (20, 3, 9, 8),
    "F19P": (19, 3, 8, 8),
    "Z21": (35, 6, 23, 6),
    "X23": (70, 19, 30, 21),
    "C21": (15, 10, 3, 2),
    "G53": (41, 4, 25, 12),
}
INDICATORS = [(table, one) for table in COUNTS for one in load_table(table).indicators]
SITE = Site(id="s", name="s", url="http://a.gov.cn/", edition="fujian-2019", unit="office")
ACCOUNT = Account(id="a", name="a", platform=Platform.WEIBO, edition="fujian-2019", unit="office")


@pytest.mark.parametrize("id", table_ids())
def test_every_row_of_the_documents_is_there(id: str) -> None:
    rows = load_table(id).indicators
    grades = Counter(one.grade for one in rows)
    assert (len(rows), *(grades[grade] for grade in Decider)) == COUNTS[id]
    assert len({one.id for one in rows}) == len(rows)


@pytest.mark.parametrize(
    ("id", "column", "vetoes"),
    [("F19W", 0, 14), ("F19W", 1, 14), ("F19D", None, 14), ("F19N", 0, 8), ("F19N", 1, 8), ("F19P", None, 8), ("Z21", None, 1)],
)  # fmt: skip
def test_the_points_of_a_table_add_up_to_a_hundred(id: str, column: int | None, vetoes: int) -> None:
    """The documents print no sum; every one of them comes to 100, which a lost or doubled row would break."""
    rows = load_table(id).indicators
    printed = [one.printed(column) for one in rows if not one.shared]
    assert sum(int(points) for points in printed if points not in ("", "—")) == 100
    assert sum(one.part is Part.VETO for one in rows) == vetoes


#: Headings that print the sum of their rows, such as 互动交流(17): so many of them in each table.
PRINTED_SUMS = {"F19W": 24, "F19D": 27, "F19N": 4, "F19P": 4, "Z21": 39, "X23": 0, "C21": 0, "G53": 0}


@pytest.mark.parametrize(("id", "headings"), PRINTED_SUMS.items())
def test_the_points_under_a_heading_add_up_to_what_it_prints(id: str, headings: int) -> None:
    """The documents' own sums: 政府信息公开(18), 调查征集（5）, in the column of cities and in that of counties."""
    table = load_table(id)
    found = set()
    for column in range(len(table.columns)) or (None,):
        sums: Counter[tuple[str, ...]] = Counter()
        for one in table.indicators:
            points = one.printed(column)
            for depth in range(1, len(one.heading) + 1):
                sums[one.heading[:depth]] += int(points) if points.isdigit() and not one.shared else 0
        for heading, total in sums.items():
            if printed := re.search(r"[(（](\d+)(?:/(\d+))?[)）]$", heading[-1]):
                assert total == int(printed[2] if column == 1 and printed[2] else printed[1]), heading
                found.add(heading)
    assert len(found) == headings


@pytest.mark.parametrize("id", COUNTS)
def test_the_vetoes_stand_first_so_that_one_formula_sees_them_all(id: str) -> None:
    vetoes = [one.part is Part.VETO for one in load_table(id).indicators]
    assert vetoes == sorted(vetoes, reverse=True)


@every(("table", "one"), INDICATORS, ids=lambda each: getattr(each, "id", each))
def test_a_row_speaks_in_words_of_its_own(table: str, one: object) -> None:
    [row] = [each for each in load_table(table).indicators if each == one]
    assert row.heading
    assert all(row.heading)
    assert len(row.words) > 5
    assert "\t" not in row.words
    assert set(row.probes) <= set(probe_names())
    assert row.about in ("site", "account", "both", "unit")
    assert bool(row.points) == (row.part is Part.SCORED and table not in WITHOUT_POINTS)


def test_every_scored_clause_of_an_edition_is_a_row_with_the_same_words_and_points() -> None:
    clauses = [one for id in edition_ids() for one in load_edition(id).clauses if one.sort is Sort.SCORED]
    rows = {one.id: one for _, one in INDICATORS}
    assert {one.id for one in clauses} >= {"scored.F19W-26", "scored.F19W-27", "scored.Z21-23"}
    for clause in clauses:
        row = rows[clause.id.removeprefix("scored.")]
        assert (row.words, row.points) == (clause.text, clause.points)


def test_rows_lean_on_rules_that_exist() -> None:
    rules = {one.rule for id in edition_ids() for one in load_edition(id).clauses}
    assert {rule for _, one in INDICATORS for rule in (*one.decided_by, *one.facts_from)} <= rules


@pytest.mark.parametrize(("table", "kind"), [("F19W", "site"), ("F19D", "site"), ("F19N", "account"), ("F19P", "account"),
                                             ("Z21", "site"), ("Z21", "account"), ("X23", "site"), ("X23", "account")])  # fmt: skip
def test_no_veto_of_the_edition_is_missing_from_the_rows(table: str, kind: str) -> None:
    edition = load_edition(load_table(table).edition)
    vetoes = {one.rule for one in edition.clauses if (one.sort, one.subject) == (Sort.VETO, kind)}
    rows = [one for one in load_table(table).indicators if one.part is Part.VETO]
    assert vetoes <= {rule for row in rows for rule in row.decided_by}


@pytest.mark.parametrize(("edition", "level", "kind", "table"), [
    ("fujian-2019", Level.CITY, "site", "F19W"), ("fujian-2019", Level.COUNTY, "site", "F19W"),
    ("fujian-2019", Level.DEPARTMENT, "site", "F19D"), ("fujian-2019", Level.COUNTY, "account", "F19N"),
    ("fujian-2019", None, "account", "F19N"), ("fujian-2019", Level.DEPARTMENT, "account", "F19P"),
    ("fuzhou-2021", Level.PROVINCE, "site", "Z21"), ("fuzhou-2021", None, "account", "Z21"),
    ("xiamen-2023", Level.CITY, "site", "X23"),
])  # fmt: skip
def test_edition_kind_and_level_choose_the_table(
    edition: str, level: Level | None, kind: str, table: str
) -> None:
    subject = replace(SITE, edition=edition) if kind == "site" else replace(ACCOUNT, edition=edition)
    assert table_for(subject, level).id == table


def test_an_edition_of_vetoes_only_scores_nothing_and_says_which_do() -> None:
    with pytest.raises(NoTableError, match=r"site 's': edition 'national-2019'.*--edition: fujian-2019"):
        table_for(replace(SITE, edition="national-2019"), Level.CITY)
    assert set(scoring_editions()) == set(edition_ids()) - {"national-2019"}


def test_the_portal_of_a_province_is_scored_by_no_table_of_2019() -> None:
    with pytest.raises(NoTableError, match="province"):
        table_for(SITE, Level.PROVINCE)


def test_an_account_is_of_the_level_of_its_units_sites_when_they_agree() -> None:
    city = replace(SITE, id="t", level=Level.CITY)
    other = replace(SITE, id="u", unit="other", level=Level.CITY)
    assert level_of(ACCOUNT, (SITE, other)) is Level.COUNTY
    assert level_of(ACCOUNT, (SITE, city)) is None
    assert level_of(ACCOUNT, (other,)) is None
    assert level_of(replace(ACCOUNT, unit=None), (replace(SITE, unit=None),)) is None
    assert level_of(city, ()) is Level.CITY


@pytest.mark.skipif(not DOCUMENTS.exists(), reason="the founding documents are not at hand")
@pytest.mark.parametrize("id", COUNTS)
def test_every_heading_and_every_line_stands_in_the_document(id: str) -> None:
    table = load_table(id)
    text = "".join((DOCUMENTS / FILES.get(id, FILES[table.edition])).read_text(encoding="utf-8").split())
    said = [(one.id, line) for one in table.indicators for line in (*one.heading, *one.words.split("\n"))]
    assert [(row, line) for row, line in said if "".join(line.split()) not in text] == []


#: Rows whose figures the quarter or the register has: by table, the numbers of the rows.
MEASURED = {
    "F19W": (6, 9, 10, 29, 32, 44, 45, 52), "F19D": (8, 11, 12, 28, 31, 39, 47), "F19N": (1, 2, 3, 10, 11),
    "F19P": (1, 2, 3, 9), "Z21": (1, 5, 6, 17, 18, 20, 21, 22, 31, 32), "X23": (5, 7, 9, 19, 25, 50, 51, 55, 61, 67),
    "C21": (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 13, 14), "G53": (17, 18, 20, 24),
}  # fmt: skip


@pytest.mark.parametrize("table", MEASURED)
def test_what_the_quarter_and_the_register_know_reaches_its_row(table: str) -> None:
    rows = {one.id: one for one in load_table(table).indicators}
    asked = [rows[f"{table}-{number:02d}"] for number in MEASURED[table]]
    assert [one.id for one in asked if not (one.settled_by or one.shows)] == []


def test_sixty_rows_are_measured_by_quarter_and_register() -> None:
    assert sum(len(numbers) for numbers in MEASURED.values()) == 60


@pytest.mark.parametrize("table", COUNTS)
def test_a_note_changes_rows_of_its_own_table(table: str) -> None:
    rows = {one.id for one in load_table(table).indicators}
    named = {id for one in load_table(table).indicators for id in (*one.zeroes, *one.halves)}
    assert named <= rows
