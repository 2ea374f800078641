"""Whose article is it (信息来源归属): the printed source, else the one owner of its columns; nothing is dropped."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from monitor.domain.ledger import Article
from monitor.domain.site import Site, Unit

_LABEL = re.compile(r"^(?:信息|稿件|文章)?(?:来源|作者|发布机构|供稿)[::]")
_BETWEEN = re.compile(r"[、,，;；/|]+")
_DUST = re.compile(r"[\s\u200b-\u200f\u2028\u2029\ufeff《》\"'“”()\[\]【】<>〈〉]+")


class OwnerBasis(StrEnum):
    """How an article came to its unit."""

    SOURCE = "source"  #: 来源 names the unit
    COLUMN = "column"  #: the page names no source; its columns have one owner
    OUTSIDE = "outside"  #: 来源 is nobody of this area: 新华社
    UNRESOLVED = "unresolved"  #: 来源 names somebody we do not know
    NOBODY = "nobody"  #: no source, and no one owner


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose an article is, and how that is known."""

    by: OwnerBasis
    unit: str | None = None
    name: str = ""  #: the source as printed, cut


@lru_cache(maxsize=4096)  # one for all of its articles
def _owner_of_columns(unit: str) -> Owner:
    return Owner(OwnerBasis.COLUMN, unit)


_NOBODY = Owner(OwnerBasis.NOBODY)


def normal(name: str) -> str:
    """*name* without labels, spaces, brackets and width: what is compared."""
    plain = _DUST.sub("", unicodedata.normalize("NFKC", name[:200]))
    return _LABEL.sub("", plain).rstrip(".。")


@dataclass(frozen=True, slots=True)
class UnitNames:
    """Every name a unit goes by, and the sources that are nobody's here."""

    units: Mapping[str, str]
    outside: frozenset[str]
    owners: Mapping[tuple[str, str], str]  #: (site, column) -> unit

    def owner(self, article: Article) -> Owner:
        """Whose *article* is. Of a joint source (甲局、乙局) the first known unit."""
        printed = normal(article.source)
        if not printed:
            return self._by_column(article)
        parts = [printed, *(normal(one) for one in _BETWEEN.split(article.source[:200]))]
        for part in parts:
            if part in self.units:
                return Owner(OwnerBasis.SOURCE, self.units[part], printed)
        if any(part in self.outside for part in parts):
            return Owner(OwnerBasis.OUTSIDE, None, printed)
        return Owner(OwnerBasis.UNRESOLVED, None, printed[:60])

    def bears(self, printed: str) -> bool:
        """Whether a printed source is some unit's here, or known to be nobody's of this area."""
        parts = (printed, *_BETWEEN.split(printed[:200]))
        return any((plain := normal(one)) and (plain in self.units or plain in self.outside) for one in parts)

    def _by_column(self, article: Article) -> Owner:
        owners = {
            unit
            for column in article.columns
            if (unit := self.owners.get((article.site, column))) is not None
        }
        return _owner_of_columns(owners.pop()) if len(owners) == 1 else _NOBODY


def names_of(units: Sequence[Unit], sites: Sequence[Site], outside: Sequence[str] = ()) -> UnitNames:
    """The names of *units*; an alias that two units share is nobody's."""
    found: dict[str, set[str]] = {}
    for unit in units:
        for name in (unit.name, *unit.aliases):
            found.setdefault(normal(name), set()).add(unit.id)
    return UnitNames(
        units={name: next(iter(ids)) for name, ids in found.items() if name and len(ids) == 1},
        outside=frozenset(normal(one) for one in outside),
        owners={
            (site.id, column.id): column.unit for site in sites for column in site.columns if column.unit
        },
    )


def short_names(units: Sequence[Unit]) -> dict[str, str]:
    """What notices call each unit, by its name: its shortest alias that is no other unit's; without one, its name."""
    counts = Counter(alias for unit in units for alias in {unit.name, *unit.aliases})
    return {
        unit.name: min(
            (one for one in (*unit.aliases, unit.name) if counts[one] == 1 and len(one) > 1),
            key=lambda one: (len(one), one),
            default=unit.name,
        )
        for unit in units
    }
