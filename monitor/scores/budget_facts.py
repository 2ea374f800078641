"""Facts on a department's budget of the year and its final accounts of the year before (部门预算、决算公开)."""

import re
from datetime import date

from monitor.domain.ledger import Article
from monitor.domain.site import ColumnKind, Site
from monitor.domain.verdict import Outcome, Text
from monitor.quarter.output import covers_days
from monitor.quarter.span import counts
from monitor.scores.period import IndicatorFact, OwnerScope, evidence_in, not_theirs

KIND, TITLE = "budget_reports", "部门预决算公开"
#: Said around a budget, and not the budget itself.
_ABOUT = re.compile(r"绩效|评价|会议|草案|调整|执行|编制|工作的?通知|培训|批复|审查")


def budget_reports(scope: OwnerScope) -> IndicatorFact:
    """
    Whether the final accounts (决算) of the year before and the budget (预算) of this year were published in this year.

    The row names no day, so what is missing fails only once the year is over, on sites all of whose columns were followed.
    """
    sites = [one for one in scope.period.watch.sites if one.id in scope.sites]
    if not sites:
        return not_theirs(KIND, TITLE, Text("fact.no_counted_site"))
    span = scope.period.span
    year = span.quarter.year
    first, last = date(year, 1, 1), span.last
    items = [
        one
        for site in sites
        if site.id in scope.period.ledgers
        for one in scope.period.ledgers[site.id].articles
        if one.on is not None and counts(one) and first <= one.on <= last
    ]
    accounts, budgets = _of(items, year - 1, "决算"), _of(items, year, "预算")
    lacking = [
        f"{n}年部门{word}"
        for n, word, reports in ((year - 1, "决算", accounts), (year, "预算", budgets))
        if not reports
    ]
    over = span.is_over and span.quarter.number == 4
    whole = over and all(_is_whole(scope, one, first, last) for one in sites)
    outcome = Outcome.PASS if not lacking else Outcome.FAIL if whole else Outcome.UNKNOWN
    return IndicatorFact(
        kind=KIND, name=TITLE, outcome=outcome,
        reason=Text(
            "fact.budgets",
            {
                "accounts": len(accounts), "budgets": len(budgets), "last_year": year - 1, "year": year,
                "lacking": Text("fact.budgets_lacking", {"names": tuple(lacking)}) if lacking else None,
            },
        ),
        needs=Text("fact.needs_budgets") if outcome is Outcome.UNKNOWN else None,
        measured={"final_accounts": [one.url for one in accounts], "budgets": [one.url for one in budgets], "whole": whole},
        evidence=evidence_in((*accounts, *budgets))
        or scope.period.looks((site.id, one.id) for site in sites for one in site.columns),
    )  # fmt: skip


def _of(items: list[Article], year: int, word: str) -> list[Article]:
    """Documents of that word about that year: 2026年度部门预算, 某局2025年部门决算公开说明."""
    wanted = re.compile(rf"{year}\s{{0,2}}年.{{0,24}}{word}|{word}.{{0,12}}{year}")
    return [one for one in items if wanted.search(one.title) and not _ABOUT.search(one.title)]


def _is_whole(scope: OwnerScope, site: Site, first: date, last: date) -> bool:
    ledger = scope.period.ledgers.get(site.id)
    columns = [one for one in site.columns if one.kind is not ColumnKind.LINK]
    named = any(re.search(r"预算|决算|财政|资金", one.name) for one in columns)
    if ledger is None or not (named or site.columns_complete is not None):
        return False
    return bool(columns) and all(covers_days(ledger, one, first, last) for one in columns)
