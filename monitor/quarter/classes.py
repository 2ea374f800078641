"""Which columns count as what (栏目归类): by the configuration, else by their kind and the words of their names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.domain.column_classes import BY_NAME
from monitor.domain.column_classes import CLASSES as CLASSES
from monitor.domain.site import ColumnKind, Site


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
    belongs = BY_NAME[name]
    return ColumnClass(
        columns=frozenset(
            (site, one.id) for site, one in pairs if one.kind is not ColumnKind.LINK and belongs(one)
        )
    )
