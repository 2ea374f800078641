"""Counts of a year: too few is a fail once every list was followed through it."""

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from monitor.domain.ledger import Article, ArticleLedger, DayBasis
from monitor.domain.timing import SHANGHAI, Quarter
from monitor.domain.verdict import Outcome
from monitor.quarter.classes import choose_columns
from monitor.quarter.disclosure import count_disclosure
from monitor.quarter.names import names_of
from monitor.quarter.span import Span
from monitor.regulations.workdays import NOTHING_LOCAL

from .cases import TOWN, UNITS, article, column, settings, site, watched

SITE = site(column("jd", "政策解读"))
YEAR = (date(2026, 1, 1), date(2027, 1, 5))


def of_year(
    articles: Sequence[Article] = (), *, first: date = YEAR[0], quarter: int = 4, as_of: date = YEAR[1]
) -> Outcome:
    """How a town stands against one interpretation a year, its column followed from *first* on."""
    chosen = choose_columns([SITE], {"interpretation": ["jd"]})
    ledger = ArticleLedger(
        site="s", articles=tuple(articles), listings={"jd": watched("jd", first=first, last=as_of)}
    )
    span = Span(Quarter(2026, quarter), datetime(as_of.year, as_of.month, as_of.day, 9, tzinfo=SHANGHAI))
    found = count_disclosure(
        [SITE], {"s": ledger}, names_of(UNITS, [SITE]), settings(interpretation_minimum=1, columns=chosen), span,
        NOTHING_LOCAL, [],
    )  # fmt: skip
    return next(one for one in found.by_unit if one.unit == TOWN.id).outcome


def one(source: str, **more: object) -> Article:
    return article(date(2026, 5, 6), source, **{"title": "图解新政策", "columns": ("jd",), **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("articles", "more", "outcome"),
    [
        ([], {}, Outcome.FAIL),
        ([], {"first": date(2026, 7, 1)}, Outcome.UNKNOWN),
        ([], {"quarter": 3, "as_of": date(2026, 10, 8)}, Outcome.UNKNOWN),
        ([], {"as_of": date(2026, 12, 31)}, Outcome.UNKNOWN),
        ([one(TOWN.name)], {}, Outcome.PASS),
        ([one("区民政局")], {}, Outcome.FAIL),
        ([one("某某日报")], {}, Outcome.UNKNOWN),
        ([one("区民政局", known=DayBasis.UNDATED)], {}, Outcome.UNKNOWN),
    ],
    ids=[
        "none in a finished year", "the first half was not followed", "the year is not over", "on its last day", "one of its own",
        "one of another unit", "one of nobody known", "one without a certain day",
    ],
)  # fmt: skip
def test_a_year_without_an_interpretation_fails_once_it_is_over_and_was_followed_whole(
    articles: Sequence[Article], more: dict[str, object], outcome: Outcome
) -> None:
    assert of_year(articles, **more) is outcome  # type: ignore[arg-type]
