"""The shape of `[scores]`: points that the regulation leaves open, as the centre set them (考核单位自定的计分办法)."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictFloat, model_validator

from monitor.config.fields import Day, Name, Said
from monitor.config.table import ConfigTable
from monitor.regulations.indicators import load_table, table_ids

Number = Annotated[StrictFloat, Field(allow_inf_nan=False)]


def _is_table(id: str) -> str:
    if id not in table_ids():
        raise ValueError(f"expected one of {', '.join(table_ids())}")
    return id


TableId = Annotated[str, AfterValidator(_is_table)]


class StepTable(ConfigTable):
    """`{at_least = 2, points = 1}`: so many points when the figure reaches it, or does not go above *at_most*."""

    at_least: Number | None = None
    at_most: Number | None = None
    points: Number

    @model_validator(mode="after")
    def _one_edge(self) -> "StepTable":
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("a step has one edge: at_least, or at_most")
        return self


class ScoreRowTable(ConfigTable):
    """`[[scores.row]]`: the arithmetic of one row; *full* alone gives all or nothing."""

    id: Name
    full: Number | None = Field(default=None, gt=0)
    steps: tuple[StepTable, ...] = ()
    per_fault: Number | None = Field(default=None, gt=0)
    figure: Said = ""
    reason: Name
    approver: Name
    on: Day | None = None

    @model_validator(mode="after")
    def _fits_the_text(self) -> "ScoreRowTable":
        rows = {one.id: one for table in table_ids() for one in load_table(table).indicators}
        row = rows.get(self.id)
        if row is None:
            raise ValueError(f"id: no table has a row {self.id!r}")
        if self.steps and self.per_fault:
            raise ValueError("steps and per_fault are two arithmetics; keep one of them")
        printed = [int(one) for one in row.points.split("/") if one.isdigit()]
        if self.full is not None and printed and self.full not in printed:
            raise ValueError(f"full: the text prints {row.points} for {self.id}; leave it out")
        if self.full is None and not printed and not self.steps:
            raise ValueError(f"full: the text prints no points for {self.id}; say how many are at stake")
        if (self.steps or self.per_fault) and not (self.figure or row.figure):
            raise ValueError(
                "figure: say which figure counts, by its key in `measured` (docs/feed.md lists them)"
            )
        return self


class ScoresTable(ConfigTable):
    """`[scores]`"""

    approver: Said = ""
    reason: Said = ""
    year: Literal["average", "last"] | None = (
        None  # quarters -> year; left out: the text says nothing, no total
    )
    several: Literal["average", "lowest"] | None = None  # several sites or accounts of one unit -> one row
    also: tuple[TableId, ...] = ()  # more tables for every unit, such as G53
    row: tuple[ScoreRowTable, ...] = ()

    @model_validator(mode="after")
    def _approved(self) -> "ScoresTable":
        if (self.year or self.several) and not (self.approver and self.reason):
            raise ValueError("year and several are the centre's own decisions: say approver and reason")
        ids = [one.id for one in self.row]
        if twice := sorted({one for one in ids if ids.count(one) > 1}):
            raise ValueError(f"row {twice[0]!r} stands twice; keep one of them")
        return self
