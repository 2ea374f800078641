"""Chapters of the ways of looking (监测手段说明): what each sees, what it cannot, how to answer who disputes it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from monitor.regulations.indicators import Indicator, load_table, probe_names, table_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class LookChapter:
    """One way of looking, in the words people read, with the rows that it serves."""

    code: str  #: RL
    name: str  #: 政策与解读关联
    sees: str = ""  #: "" nobody wrote its chapter
    cannot: str = ""
    dispute: str = ""
    rows: tuple[Indicator, ...] = ()  #: of all tables, in their order


@cache
def chapters() -> tuple[LookChapter, ...]:
    """Every way of looking, in the order of probes.toml."""
    said = tomllib.loads(resources.files("monitor.regulations").joinpath("kinds.toml").read_text("utf-8"))
    rows: dict[str, list[Indicator]] = {}
    for id in table_ids():
        for one in load_table(id).indicators:
            for code in one.probes:
                rows.setdefault(code, []).append(one)
    return tuple(
        LookChapter(code=code, name=name, rows=tuple(rows.get(code, ())), **said.get(code, {}))
        for code, name in probe_names().items()
    )
