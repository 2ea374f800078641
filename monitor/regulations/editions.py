"""Editions of the regulations (条款版本): data beside this file, one edition a file."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from monitor.domain.verdict import Clause, Sort, Threshold
from monitor.regulations.single_rows import clauses_of_edition

#: The edition that all others extend; where no subject is at hand, its numbers hold.
BASE = "national-2019"
#: Between an indicator's name and that of its item, as a clause's name is printed.
BETWEEN = "·"
#: What a parameter may count.
UNITS = (
    "days", "hours", "minutes", "seconds", "months",
    "percent", "visits", "attempts", "columns", "messages", "groups", "guides",
)  # fmt: skip


class EditionError(ValueError):
    """A parameter of an edition cannot be used; the message names file, clause, parameter and remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One number of an edition (参数): what it limits, since when, and who says so."""

    clause: str  #: id of the clause
    rule: str
    subject: str  #: site | account
    name: str  #: window_days
    limit: Threshold
    since: date  #: in force from this day on (施行日期)
    words: str = ""  #: the clause's own words that state it; "" where it is ours
    ours: bool = False  #: no clause states it: a requirement of our own (本系统的取证要求)
    reason: str = ""  #: why we ask for it; "" where the clause does


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One regulation, with the clauses of the one it extends under its own name."""

    id: str
    title: str
    number: str  #: 国办秘函〔2019〕19号
    in_force: date
    extends: str | None
    clauses: tuple[Clause, ...]
    parameters: tuple[
        Parameter, ...
    ] = ()  #: every number of its clauses, those of the one it extends included

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
    return read_edition(_text(id), f"{id}.toml")


def _text(id: str) -> str:
    return resources.files("monitor.regulations").joinpath(f"editions/{id}.toml").read_text("utf-8")


def read_edition(text: str, file: str) -> Edition:
    """
    The edition written in *text*, on top of the one it extends; *file* is named in errors.

    Raises EditionError for a parameter without unit, without the clause's words, or without a reason of ours.
    """
    tables = tomllib.loads(text)
    id, source = tables["id"], f"{tables['number']}《{tables['title']}》"
    own: dict[tuple[str, str], Clause] = {}
    parameters: dict[tuple[str, str], tuple[Parameter, ...]] = {}
    for table in (*tables.get("clause", ()), *clauses_of_edition(id)):
        clause = _clause(table, id, source)
        own[clause.rule, clause.subject] = clause
        parameters[clause.rule, clause.subject] = _parameters(table, clause, tables["in_force"], file)
    base = load_edition(tables["extends"]) if "extends" in tables else None
    inherited = base.clauses if base else ()
    for one in base.parameters if base else ():
        if (one.rule, one.subject) not in own:
            parameters[one.rule, one.subject] = (*parameters.get((one.rule, one.subject), ()), one)
    clauses = [own.pop((one.rule, one.subject), replace(one, edition=id)) for one in inherited]
    return Edition(
        id=id,
        title=tables["title"],
        number=tables["number"],
        in_force=tables["in_force"],
        extends=tables.get("extends"),
        clauses=(*clauses, *own.values()),
        parameters=tuple(one for group in parameters.values() for one in group),
    )


def clause_of(edition: str, rule: str, subject: str = "site") -> Clause:
    """The clause for *rule* of *edition*. Raises KeyError when there is no such edition, or it has none."""
    found = load_edition(edition).clause(rule, subject)
    if found is None:
        raise KeyError(rule)
    return found


def clause_stating(name: str, edition: str = BASE, subject: str = "site") -> Clause:
    """The first clause of *edition* that has a parameter of that *name*: for plans that owe it. Raises KeyError."""
    for one in load_edition(edition).clauses:
        if one.subject == subject and (name in one.limit or name in one.own):
            return one
    raise KeyError(name)


def _clause(table: Mapping[str, Any], edition: str, source: str) -> Clause:
    sort = Sort(table.get("sort", "veto"))
    return Clause(
        id=table.get("id", f"veto.{table['rule']}"),
        edition=edition,
        rule=table["rule"],
        subject=table["subject"],
        sort=sort,
        name=_printed(table["name"]),
        text=table["text"],
        source=source,
        limit={name: _threshold(said) for name, said in table.get("limit", {}).items()},
        own={name: _threshold(said) for name, said in table.get("own", {}).items()},
        points=table.get("points", ""),
        people=table.get("people", False),
    )


def _printed(name: str | Sequence[str]) -> str:
    """A clause's name as it is printed: 站点无法访问; of an item of an indicator 栏目不更新·空白栏目."""
    return name if isinstance(name, str) else BETWEEN.join(name)


@cache
def _items() -> Mapping[str, tuple[str, str]]:
    """Of each printed name of an item: its indicator's name and its own."""
    tables = [
        one
        for id in edition_ids()
        for one in (*tomllib.loads(_text(id)).get("clause", ()), *clauses_of_edition(id))
    ]
    return {_printed(one["name"]): tuple(one["name"]) for one in tables if not isinstance(one["name"], str)}


def heading_and_item(name: str) -> tuple[str, str]:
    """The indicator's name and the item's of a clause's printed *name*; the item is "" where the clause is no item of one."""
    return _items().get(name, (name, ""))


def item_of(name: str) -> str:
    """What a clause of that printed *name* is called among those of its indicator: 空白栏目; else the name itself."""
    heading, item = heading_and_item(name)
    return item or heading


def _threshold(said: Mapping[str, Any]) -> Threshold:
    return Threshold(said["op"], said["value"], said.get("unit", ""))


def _parameters(table: Mapping[str, Any], clause: Clause, in_force: date, file: str) -> tuple[Parameter, ...]:
    found = []
    for group in ("limit", "own"):
        for name, said in table.get(group, {}).items():
            one = Parameter(
                clause=clause.id, rule=clause.rule, subject=clause.subject, name=name, limit=_threshold(said),
                since=said.get("since", in_force), words=said.get("words", ""), ours=said.get("ours", False),
                reason=said.get("reason", ""),
            )  # fmt: skip
            if wrong := _mistake(one, clause, group):
                raise EditionError(f"{file}: clause {clause.id!r}: {group}.{name}: {wrong}")
            found.append(one)
    return tuple(found)


def _mistake(one: Parameter, clause: Clause, group: str) -> str:
    if one.limit.op not in (">=", ">", "<=", "<"):
        return f"op {one.limit.op!r} is none of >=, >, <=, <"
    if one.limit.unit not in UNITS:
        return f"unit {one.limit.unit!r} is none of {', '.join(UNITS)}"
    if one.ours:
        return "" if one.reason else "it is ours: say why in reason"
    if group == "own":
        return "stands under own: set ours = true, or move it to limit"
    if not one.words:
        return "quote the words of the clause that state it in words, or set ours = true with a reason"
    return "" if one.words in clause.text else f"the clause does not say {one.words!r}"
