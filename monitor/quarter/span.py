"""The stretch that a quarter's counts may speak of, and counting inside it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from monitor.domain.ledger import Article, DayBasis
from monitor.domain.sentence import Text
from monitor.domain.timing import DAY, Quarter, add_months, day_of
from monitor.quarter.rows import Figure

_DIGIT = re.compile("[0-9]").search


@dataclass(frozen=True, slots=True)
class Span:
    """A quarter as far as it has come at *as_of*."""

    quarter: Quarter
    as_of: datetime

    @property
    def first(self) -> date:
        """Its first day."""
        return self.quarter.first

    @property
    def last(self) -> date:
        """The last day that can be spoken of: the quarter's, or that of *as_of*."""
        return min(self.quarter.last, day_of(self.as_of))

    @property
    def is_over(self) -> bool:
        """Whether the whole quarter had passed."""
        return day_of(self.as_of) > self.quarter.last

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of its three months."""
        return tuple(add_months(self.first, n) for n in range(3))

    @property
    def year(self) -> tuple[date, date]:
        """From 1 January to its last day."""
        return date(self.quarter.year, 1, 1), self.last

    def month_is_over(self, first: date) -> bool:
        """Whether the month that begins on *first* had passed."""
        return day_of(self.as_of) >= add_months(first, 1)


def month_end(first: date) -> date:
    """The last day of the month that begins on *first*."""
    return add_months(first, 1) - DAY


def within(articles: Iterable[Article], first: date, last: date) -> list[Article]:
    """
    Articles published from *first* to *last*, both included, each once.

    Only days that count: stated by the page, or claimed by the list where the page was not read. An item that
    several columns list under different addresses counts once: same file name, same title. Of a publishing log every
    line is an item of its own, unless day and unit are the same too.
    """
    inside = [one for one in articles if one.on is not None and first <= one.on <= last and counts(one)]
    found: dict[tuple[object, ...], Article] = {}
    logged = set()
    for one in inside:
        if one.known is DayBasis.LOG:
            found.setdefault((*document_key(one), one.on, one.source, one.number), one)
            logged.add((*document_key(one), one.on))
    for one in inside:
        if one.known is not DayBasis.LOG and (*document_key(one), one.on) not in logged:
            found.setdefault(document_key(one), one)
    return list(found.values())


def counts(article: Article) -> bool:
    """Whether it counts as published at all: a page that was read and states no day does not."""
    return article.is_certain or article.known == "listed"


def document_key(article: Article) -> tuple[str, str, str]:
    """What the copies of one document in several columns share."""
    url = article.url
    name = url.split("?", 1)[0].rstrip("/").rpartition("/")[2]
    is_document = bool(_DIGIT(name)) if name.isascii() else any(map(str.isdigit, name))
    return article.site, name if is_document else url, article.title


class Counted(Protocol):
    """What a figure asks of an article."""

    @property
    def is_certain(self) -> bool:
        """Whether its day counts as an update's day."""

    @property
    def evidence(self) -> tuple[str, ...]:
        """What it rests on."""


def figure(articles: Iterable[Counted], note: Text | None = None) -> Figure:
    """Their number, how many their own pages confirm, and the observations that say so."""
    counted = list(articles)
    confirmed = sum(one.is_certain for one in counted)
    evidence = sorted({id for one in counted for id in one.evidence})
    return Figure(
        value=len(counted),
        confirmed=confirmed,
        claimed=len(counted) - confirmed,
        note=note,
        evidence=tuple(evidence),
    )
