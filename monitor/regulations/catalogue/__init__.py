"""
Annex 2 of Fuzhou's 2021 plan (附件2 专题专栏及子站内容保障任务分解表) as data.

184 columns in 31 topics with frequency and owner, and 53 other topics and sub-sites.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from monitor.domain.site import ColumnKind, Frequency


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueRow:
    """One column of annex 2, part 1."""

    id: str  #: Z2-16.01
    topic: str
    column: str
    frequency: Frequency | None  #: None: — in the text
    is_link: bool  #: 链接型, or — as frequency: owes life, no updates
    inherited: bool  #: frequency taken from a merged cell above; to be confirmed with the owner
    owner: str

    @property
    def kind(self) -> ColumnKind:
        """The class of column that the clauses would see in it."""
        if self.is_link:
            return ColumnKind.LINK
        if self.topic == "通知公告":
            return ColumnKind.NOTICE
        return ColumnKind.POLICY if "文件" in self.column or "政策" in self.column else ColumnKind.GENERAL


@dataclass(frozen=True, slots=True, kw_only=True)
class SubSite:
    """One topic or sub-site of annex 2, part 2."""

    id: str  #: Z3-07
    name: str
    owner: str

    @property
    def frequency(self) -> None:
        """The text gives none to these, so nothing is owed that could be counted."""

    @property
    def kind(self) -> ColumnKind:
        """The class of column that the clauses would see in it."""
        return ColumnKind.GENERAL


@cache
def rows() -> Mapping[str, CatalogueRow]:
    """The 184 columns by id."""
    return {
        row["id"]: CatalogueRow(
            id=row["id"],
            topic=row["topic"],
            column=row["column"],
            frequency=Frequency(row["frequency"]) if row["frequency"] else None,
            is_link=bool(row["link"]),
            inherited=bool(row["inherited"]),
            owner=row["owner"],
        )
        for row in _table("columns.csv")
    }


@cache
def sub_sites() -> Mapping[str, SubSite]:
    """The 53 other topics and sub-sites by id."""
    return {row["id"]: SubSite(**row) for row in _table("subsites.csv")}


def matching(topic: str, name: str) -> CatalogueRow | SubSite | None:
    """
    The one row that bears both *topic* and *name*, or the topic or sub-site of that name that stands for itself.

    Names repeat in the annex under several topics, and a wrong row is worse than none: a column's name alone is no match.
    """
    found = [
        one for one in rows().values() if bare(one.column) == bare(name) and bare(one.topic) == bare(topic)
    ]
    if found or any(bare(one.column) == bare(name) for one in rows().values()):
        return found[0] if len(found) == 1 else None
    whole = [one for one in sub_sites().values() if bare(one.name) == bare(name)]
    return whole[0] if len(whole) == 1 else None


def bare(name: str) -> str:
    """A name without quotes and blanks, which pages write as they like."""
    return "".join(one for one in name if one.isalnum())


def _table(name: str) -> list[dict[str, str]]:
    text = resources.files("monitor.regulations.catalogue").joinpath(name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
