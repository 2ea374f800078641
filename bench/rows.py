"""
How many rows of the tables of indicators are decided (D), told by facts (F) or by nothing (N).

Only rows of grade M (machine) and P (partly) count. `python bench/rows.py --before COMMIT` prints the same of that commit
beside it; `--names` lists the rows that nothing stands behind, and of M rows those that only facts tell.
"""

import argparse
import re
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.regulations.indicators import table_ids
from monitor.rules.base import discover

ROOT = Path(__file__).parents[1]
FOLDER = "monitor/regulations/indicators"
GRADES = {"machine": "M", "partly": "P"}
_ROW = re.compile(r"\b(?:F19[WDNP]|Z21|X23|C21|G53)-[A-Z]?\d+(?:-[A-Z0-9]+)*\b")


@dataclass(frozen=True, slots=True)
class RowState:
    """One row: its table, grade, ways of looking, and how it is told."""

    id: str
    table: str
    grade: str
    probes: tuple[str, ...]
    state: str  #: D | F | N


def state_of(row: Mapping[str, Any], ruled: Iterable[str]) -> str:
    """D where a rule or a figure decides the row, F where facts are shown beside it, else N."""
    if row.get("decided_by") or row.get("settled_by") or row["id"] in ruled:
        return "D"
    return "F" if row.get("shows") or row.get("facts_from") else "N"


def rows_of(files: Mapping[str, str], ruled: Iterable[str]) -> list[RowState]:
    """The rows of grade M and P in *files* (name to text), whole tables and rows of their own alike."""
    found = []
    for text in files.values():
        said = tomllib.loads(text)
        one = said["indicator"]
        for row in one if isinstance(one, list) else [one]:
            if row["grade"] in GRADES:
                table = said.get("id", said.get("table", ""))
                state = state_of(row, ruled)
                found.append(RowState(row["id"], table, GRADES[row["grade"]], tuple(row["probes"]), state))
    return found


def now() -> list[RowState]:
    """As the working tree has it."""
    files = {one.name: one.read_text("utf-8") for one in sorted((ROOT / FOLDER).glob("*.toml"))}
    return rows_of(files, set(discover()))


def at(commit: str) -> list[RowState]:
    """As *commit* had it; the rules of that commit are known by the row ids that its code names."""
    names = _git("ls-tree", "--name-only", commit, f"{FOLDER}/").split()
    files = {name: _git("show", f"{commit}:{name}") for name in names if name.endswith(".toml")}
    code = _git("grep", "-hE", r'"(F19|Z21|X23|C21|G53)[A-Z]?-[A-Z]?[0-9]+', commit, "--", "monitor/rules")
    return rows_of(files, set(_ROW.findall(code)))


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout


def print_table(title: str, rows: Sequence[RowState], before: Sequence[RowState], by: str) -> None:
    """One line a table or a way of looking: M and P, each D/F/N; with *before*, the figures of then in front."""
    print(f"\n{title:<6} {'M  D/F/N':>24} {'P  D/F/N':>24}")
    for name in sorted({key for row in rows for key in _keys(row, by)}):
        cells = []
        for grade in "MP":
            cell = _counted(rows, name, grade, by)
            cells.append(f"{_counted(before, name, grade, by)} -> {cell}" if before else cell)
        print(f"{name:<6} {cells[0]:>24} {cells[1]:>24}")


def _keys(row: RowState, by: str) -> tuple[str, ...]:
    return (row.table, "all") if by == "table" else row.probes


def _counted(rows: Sequence[RowState], name: str, grade: str, by: str) -> str:
    found = Counter(row.state for row in rows if row.grade == grade and name in _keys(row, by))
    return f"{found['D']}/{found['F']}/{found['N']}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", metavar="COMMIT", help="print that commit's figures beside")
    parser.add_argument("--names", action="store_true", help="list the rows that nothing decides")
    asked = parser.parse_args()
    rows, before = now(), at(asked.before) if asked.before else []
    assert {row.table for row in rows} <= set(table_ids())
    print_table("table", rows, before, "table")
    print_table("kind", rows, before, "kind")
    if asked.names:
        for row in rows:
            if row.state == "N" or (row.state == "F" and row.grade == "M"):
                print(f"{row.state} {row.grade} {row.id:<10} {', '.join(row.probes)}")


if __name__ == "__main__":
    main()
