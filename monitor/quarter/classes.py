"""Which columns count as what (栏目归类): by the configuration, else by their kind and the words of their names."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.domain.site import Column, ColumnKind, Site

#: Class -> its official name.
CLASSES = {
    "disclosure": "政府信息公开",
    "policy": "政策文件",
    "interpretation": "政策解读",
    "survey": "网上调查",
    "solicitation": "意见征集",
    "interview": "在线访谈",
}

_INTERPRETATION = re.compile(r"解读")
_RESULTS = re.compile(r"结果|反馈")


def _named(pattern: str) -> Callable[[Column], bool]:
    words = re.compile(pattern)
    return lambda column: bool(words.search(column.name)) and not _RESULTS.search(column.name)


_BY_NAME: Mapping[str, Callable[[Column], bool]] = {
    "disclosure": _named(r"主动公开|信息公开(目录|内容|文件)|政府信息公开$"),
    "policy": lambda column: column.kind is ColumnKind.POLICY and not _INTERPRETATION.search(column.name),
    "interpretation": _named(r"解读"),
    "survey": _named(r"调查"),
    "solicitation": _named(r"征集|征求意见"),
    "interview": _named(r"访谈"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnClass:
    """The columns of one class, as (site, column), and how they were chosen."""

    columns: frozenset[tuple[str, str]] = frozenset()
    configured: bool = False  #: False: told by kind and name

    def holds(self, site: str, columns: Sequence[str]) -> bool:
        """Whether an article of *site* that stands in *columns* belongs to this class."""
        return any((site, one) in self.columns for one in columns)


def choose_columns(sites: Sequence[Site], configured: Mapping[str, Any]) -> dict[str, ColumnClass]:
    """The columns of each class on *sites*. *configured*: class -> ids (`column` or `site/column`), or None."""
    return {name: choose(name, sites, configured.get(name)) for name in CLASSES}


def choose(name: str, sites: Sequence[Site], ids: Sequence[str] | None) -> ColumnClass:
    """The columns of one class: those of *ids*, or for None those whose kind and name say so."""
    pairs = [(site.id, column) for site in sites for column in site.columns]
    if ids is not None:
        wanted = set(ids)
        found = {(site, one.id) for site, one in pairs if one.id in wanted or f"{site}/{one.id}" in wanted}
        return ColumnClass(columns=frozenset(found), configured=True)
    belongs = _BY_NAME[name]
    return ColumnClass(
        columns=frozenset(
            (site, one.id) for site, one in pairs if one.kind is not ColumnKind.LINK and belongs(one)
        )
    )
