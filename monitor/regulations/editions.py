"""Editions of the regulations (条款版本): data beside this file, one edition a file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from monitor.domain.verdict import Clause, Sort, Threshold
from monitor.regulations.single_rows import clauses_of_edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One regulation, with the clauses of the one it extends under its own name."""

    id: str
    title: str
    number: str  #: 国办秘函〔2019〕19号
    in_force: date
    extends: str | None
    clauses: tuple[Clause, ...]

    def clause(self, rule: str, subject: str) -> Clause | None:
        """The clause that *rule* answers to for a site or an account, if this edition has one."""
        return next((one for one in self.clauses if (one.rule, one.subject) == (rule, subject)), None)


@cache
def edition_ids() -> tuple[str, ...]:
    """The editions that ship with this program."""
    folder = resources.files("monitor.regulations").joinpath("editions")
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def load_edition(id: str) -> Edition:
    """
    The edition of that id. Raises KeyError when none ships under that name.

    A clause of the extended edition is replaced by one here for the same rule and subject.
    """
    if id not in edition_ids():
        raise KeyError(id)
    text = resources.files("monitor.regulations").joinpath(f"editions/{id}.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    source = f"{tables['number']}《{tables['title']}》"
    own = {
        (one.rule, one.subject): one
        for one in (
            _clause(table, id, source) for table in (*tables.get("clause", ()), *clauses_of_edition(id))
        )
    }
    inherited = load_edition(tables["extends"]).clauses if "extends" in tables else ()
    clauses = [own.pop((one.rule, one.subject), replace(one, edition=id)) for one in inherited]
    return Edition(
        id=id,
        title=tables["title"],
        number=tables["number"],
        in_force=tables["in_force"],
        extends=tables.get("extends"),
        clauses=(*clauses, *own.values()),
    )


def _clause(table: Mapping[str, Any], edition: str, source: str) -> Clause:
    sort = Sort(table.get("sort", "veto"))
    return Clause(
        id=table.get("id", f"veto.{table['rule']}"),
        edition=edition,
        rule=table["rule"],
        subject=table["subject"],
        sort=sort,
        name=table["name"],
        text=table["text"],
        source=source,
        limit={name: Threshold(**limit) for name, limit in table.get("limit", {}).items()},
        points=table.get("points", ""),
        people=table.get("people", False),
    )
