"""The tables of indicators (指标体系) that ship with this program: data beside this file, one table a file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from monitor.domain.site import Account, Level, Site, Subject
from monitor.regulations.single_rows import rows_of_table


class NoTableError(ValueError):
    """No table of indicators scores this subject; the message says why and what to do."""


class Part(StrEnum):
    """What an indicator does to the score (指标性质)."""

    VETO = "veto"  #: 单项否决
    SCORED = "scored"
    BONUS = "bonus"  #: 加分
    DEDUCTION = "deduction"  #: 扣分
    ADJUSTMENT = "adjustment"  #: a note that changes other rows' points (注)


class Decider(StrEnum):
    """Who can decide an indicator (评定方式)."""

    MACHINE = "machine"  #: 机器监测
    PARTLY = "partly"  #: 机器辅助: it decides a half or collects
    PEOPLE = "people"  #: 人工


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One row of a regulation's table (一条指标), in its own words."""

    id: str  #: F19W-38
    heading: tuple[str, ...]  #: 一级指标, 二级指标, 三级指标 as printed
    words: str
    points: str = ""  #: as printed: 4; 4/4 city and county; — none at that level; "" none in the text
    shared: bool = False  #: its points stand once, in the row above
    part: Part = Part.SCORED
    grade: Decider
    probes: tuple[str, ...]  #: codes of probes.toml
    about: str  #: site | account | both | unit
    assessed: str = ""  #: 考核方式 as printed
    owner: str = ""  #: 责任单位 as printed
    decided_by: tuple[str, ...] = ()  #: rules whose verdicts decide it; one of its own id always does
    facts_from: tuple[str, ...] = ()  #: rules whose verdicts hold facts on it, and decide nothing
    settled_by: tuple[str, ...] = ()  #: figures of the period that decide it (`monitor.scores.facts`)
    shows: tuple[str, ...] = ()  #: figures of the period that it shows, and that decide nothing
    minimum: int | None = (
        None  #: the text's own number that its figures are held against: 6次, 3个工作日, 10条
    )
    fields: tuple[
        str, ...
    ] = ()  #: what its words name one by one (财政预决算、住房保障): each wants a column
    city_fields: tuple[str, ...] = ()  #: those of them that are not asked of counties
    figure: str = ""  #: key of the figures from which the centre's own steps count
    kinds: tuple[str, ...] = ()  #: kinds of units that it concerns; empty: all
    zero_when_failed: bool = False  #: the text says 本项不得分
    full_when_met: bool = False  #: all that the text asks is decided: met, it gives all its points
    bonus_above: bool = False  #: the text adds points for more than *minimum* (予以加分)
    zeroes: tuple[str, ...] = ()  #: rows that get nothing when this note (注) is found to hold
    halves: tuple[str, ...] = ()  #: rows that count half when it does (权重减半)
    assessed_elsewhere: bool = False  #: the text takes it out (另行考核)

    def printed(self, column: int | None) -> str:
        """The points printed for one column of points; all of them when it is not known which."""
        parts = self.points.split("/")
        return parts[column] if column is not None and len(parts) > 1 else self.points


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorTable:
    """One table of indicators of an edition (指标表)."""

    id: str  #: F19W
    edition: str
    title: str
    remark: str  #: whom it is for, and what the text leaves open
    weight_percent: int | None  #: share of the whole; None: the text weighs nothing
    columns: tuple[str, ...]  #: levels of its columns of points, in order
    indicators: tuple[Indicator, ...]
    source: str = ""  #: the document where it is not the edition's own; "" it is

    def column_for(self, level: Level | None) -> int | None:
        """Which column of points holds at *level*; None when there is one for all, or it is not known."""
        return self.columns.index(level.value) if level is not None and level.value in self.columns else None


#: Tables by edition and kind of subject; where there are two, the second is for departments.
TABLES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("fujian-2019", "site"): ("F19W", "F19D"),
    ("fujian-2019", "account"): ("F19N", "F19P"),
    ("fuzhou-2021", "site"): ("Z21",),
    ("fuzhou-2021", "account"): ("Z21",),
    ("xiamen-2023", "site"): ("X23",),
    ("xiamen-2023", "account"): ("X23",),
}

#: Tables about units, chosen by the unit and not by the kind of a subject.
UNIT_TABLES = ("C21", "G53")

_LISTS = (
    "heading", "probes", "decided_by", "facts_from", "settled_by", "shows", "kinds", "zeroes", "halves",
    "fields", "city_fields",
)  # fmt: skip


def table_ids() -> tuple[str, ...]:
    """All tables that ship."""
    return (*dict.fromkeys(id for ids in TABLES.values() for id in ids), *UNIT_TABLES)


def scoring_editions() -> tuple[str, ...]:
    """The editions that have tables to score by."""
    return tuple(dict.fromkeys(edition for edition, _ in TABLES))


@cache
def load_table(id: str) -> IndicatorTable:
    """The table of that id. Raises KeyError when none ships under that name."""
    if id not in table_ids():
        raise KeyError(id)
    said = _read(f"indicators/{id.lower()}.toml")
    return IndicatorTable(
        id=said["id"],
        edition=said["edition"],
        title=said["title"],
        remark=said["remark"],
        weight_percent=said.get("weight_percent"),
        columns=tuple(said.get("columns", ())),
        indicators=tuple(_indicator(row) for row in (*said["indicator"], *rows_of_table(id))),
        source=said.get("source", ""),
    )


@cache
def probe_names() -> Mapping[str, str]:
    """What the codes of ways of looking mean (监测手段)."""
    return _read("probes.toml")


def table_for(subject: Subject, level: Level | None) -> IndicatorTable:
    """
    The table that scores *subject* under its edition; *level* is the level of its office, if it is known.

    Raises NoTableError: not every edition scores, and none scores the portal of a province.
    """
    ids = TABLES.get((subject.edition, subject.kind))
    if ids is None:
        raise NoTableError(
            f"{subject.kind} {subject.id!r}: edition {subject.edition!r} holds vetoes only and scores nothing; "
            f"choose one that does with --edition: {', '.join(scoring_editions())}"
        )
    if level is Level.PROVINCE and len(ids) > 1:
        raise NoTableError(
            f"{subject.kind} {subject.id!r}: edition {subject.edition!r} scores cities, counties and departments, "
            "and this one's level is 'province'; correct its level or choose another --edition"
        )
    return load_table(ids[1] if level is Level.DEPARTMENT and len(ids) > 1 else ids[0])


def level_of(subject: Subject, sites: tuple[Site, ...]) -> Level | None:
    """The level of the office behind *subject*: a site's own; an account's when all *sites* of its unit agree."""
    if not isinstance(subject, Account):
        return subject.level
    levels = {site.level for site in sites if subject.unit and site.unit == subject.unit}
    return levels.pop() if len(levels) == 1 else None


def _indicator(row: Mapping[str, Any]) -> Indicator:
    lists = {name: tuple(row.get(name, ())) for name in _LISTS}
    return Indicator(
        **{**row, **lists, "part": Part(row.get("part", "scored")), "grade": Decider(row["grade"])}
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("monitor.regulations").joinpath(name).read_text("utf-8"))
