"""A pass needs grounds: over every rule, an empty sum and a partial one are no pass; and who says that a ledger is whole."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from monitor.domain.case import AccountCase, SiteCase
from monitor.domain.content import (
    BoardState,
    ChannelState,
    GuidesState,
    Life,
    ListState,
    TimelineState,
)
from monitor.domain.observation import (
    BoardReading,
    Channel,
    Guides,
    Homepage,
    Listing,
    Registration,
    StoredObservation,
    Timeline,
)
from monitor.domain.site import Account, Board, Declaration, Platform, Site
from monitor.domain.verdict import Clause, Conclusion, Outcome, Sort, Threshold, conclude_vetoes
from monitor.regulations.editions import edition_ids, load_edition
from monitor.rules.base import discover
from monitor.rules.freshness import columns_blank, columns_overdue, columns_stale
from monitor.wording.say import say
from tests.every import every

from .cases import NOW, TODAY, WHOLE, broken, clause, column, fresh_case, listing, read, review, site, week

DAY = timedelta(days=1)
RULES = sorted(discover())
COUNTING = (columns_stale, columns_overdue, columns_blank)
OLD, YOUNG = TODAY - 40 * DAY, TODAY - 2 * DAY


def clause_of(rule: str, subject: str) -> Clause:
    """The clause of the first edition that has it; a scored row without limits where none does."""
    found = (load_edition(id).clause(rule, subject) for id in edition_ids())
    return next(
        (one for one in found if one is not None),
        Clause(id=rule, edition="fujian-2019", rule=rule, subject=subject, sort=Sort.SCORED, name="", text="", source=""),
    )  # fmt: skip


COLUMNS = tuple(column(f"c{n}", "news", frequency="weekly") for n in range(4))
BOARDS = (Board(id="mail", name="信箱", url="http://a.gov.cn/mail/"),)


def _seen(facts: object) -> StoredObservation:  # type: ignore[type-arg]
    return StoredObservation(id="ob_1", at=NOW, facts=facts)


def site_cases() -> Iterator[tuple[str, SiteCase]]:
    """Cases in which nothing, or not all that counts, was seen."""
    plain = Site(id="s", name="s", url="http://a.gov.cn/", edition="fuzhou-2021")
    declared = replace(plain, columns_complete=WHOLE)
    listed = replace(plain, columns=COLUMNS, boards=BOARDS, columns_complete=WHOLE)
    yield "nothing configured", SiteCase(site=plain)
    yield "nothing configured and declared whole", SiteCase(site=declared)
    yield "never opened", SiteCase(site=listed)
    yield (
        "never read",
        SiteCase(
            site=listed,
            visit_days=week({"opened": 0, "void": 48}),
            homepages=[_seen(Homepage(state=ListState.UNREACHED))],
            listings={one.id: [broken(one.id)] for one in COLUMNS},
            boards={"mail": [_seen(BoardReading(state=BoardState.UNREACHED))]},
            channels=[_seen(Channel(state=ChannelState.UNREACHED))],
            guides=[_seen(Guides(state=GuidesState.UNREACHED))],
        ),
    )
    yield (
        "seen and empty",
        SiteCase(
            site=listed,
            visit_days=week({"opened": 0, "blocked": 48}),
            homepages=[_seen(Homepage(state=ListState.ITEMS))],
            listings={one.id: [_seen(Listing(state=ListState.BLANK))] for one in COLUMNS},
            boards={"mail": [_seen(BoardReading(state=BoardState.BLANK, complete=True, full=True, total=0))]},
            channels=[_seen(Channel(state=ChannelState.NOT_FOUND))],
            guides=[_seen(Guides(state=GuidesState.BLANK, complete=True, total=0))],
        ),
    )
    yield "only a part, of a ledger that nobody calls whole", SiteCase(
        site=replace(listed, columns_complete=None),
        visit_days=week({"opened": 48}, {"opened": 48}),
        homepages=[_seen(Homepage(state=ListState.UNREADABLE))],
        listings={"c0": [listing("c0", [YOUNG])]},
        readings=read("c0", [YOUNG]),
    )  # fmt: skip


@every("case", [pytest.param(one, id=name) for name, one in site_cases()])
@every("rule", [one for one in RULES if discover()[one].subject == "site"])
def test_no_rule_passes_a_site_on_nothing(rule: str, case: SiteCase) -> None:
    verdict = discover()[rule].decide(case, clause_of(rule, "site"), NOW)
    assert verdict.outcome is not Outcome.PASS


def account_cases() -> Iterator[tuple[str, AccountCase]]:
    for platform in (Platform.WEIBO, Platform.APP):
        account = Account(id="a", name="a", platform=platform, edition="fuzhou-2021")
        empty = Timeline(state=TimelineState.POSTS, complete=True)
        yield f"{platform} never read", AccountCase(account=account)
        yield f"{platform} read and empty", AccountCase(account=account, timelines=[_seen(empty)])
        yield (
            f"{platform} not reached",
            AccountCase(account=account, timelines=[_seen(Timeline(state=TimelineState.UNREACHED))]),
        )
        yield (
            f"{platform} registered long ago",
            AccountCase(
                account=account,
                registration=Registration(
                    platform=platform.value, name="a", life=Life.RUNNING, opened=date(2020, 1, 1)
                ),
            ),
        )


@every("case", [pytest.param(one, id=name) for name, one in account_cases()])
@every("rule", [one for one in RULES if discover()[one].subject == "account"])
def test_no_rule_passes_an_account_on_nothing(rule: str, case: AccountCase) -> None:
    verdict = discover()[rule].decide(case, clause_of(rule, "account"), NOW)
    assert verdict.outcome is not Outcome.PASS


@pytest.mark.parametrize(
    ("outcomes", "conclusion"),
    [
        ([], Conclusion.UNDECIDED),
        ([Outcome.NOT_APPLICABLE], Conclusion.UNDECIDED),
        ([Outcome.NOT_APPLICABLE, Outcome.PASS], Conclusion.QUALIFIED),
        ([Outcome.UNKNOWN, Outcome.PASS], Conclusion.UNDECIDED),
        ([Outcome.UNKNOWN, Outcome.FAIL], Conclusion.UNQUALIFIED),
    ],
    ids=["no veto", "none applies", "one passes", "one is unknown", "one fails"],
)
def test_a_subject_is_qualified_by_vetoes_that_pass(outcomes: list[Outcome], conclusion: Conclusion) -> None:
    assert conclude_vetoes(outcomes) is conclusion


def news(count: int, newest: date, declared: Declaration | None, **more: object) -> SiteCase:
    columns = {column(f"c{n}", "news"): [newest] for n in range(count)}
    case = fresh_case(columns, **more)
    return replace(case, site=site(*columns, columns_complete=declared))


@pytest.mark.parametrize(
    ("bad", "declared", "outcome"),
    [
        (3, None, Outcome.UNKNOWN),
        (4, None, Outcome.UNKNOWN),
        (5, None, Outcome.FAIL),
        (3, WHOLE, Outcome.PASS),
        (4, WHOLE, Outcome.PASS),
        (5, WHOLE, Outcome.FAIL),
        (4, Declaration(), Outcome.PASS),
        (4, Declaration(by="林某", on=TODAY), Outcome.PASS),
        (4, Declaration(by="林某", on=TODAY + DAY), Outcome.UNKNOWN),
    ],
    ids=str,
)
def test_few_stale_columns_pass_over_a_ledger_declared_whole_only(
    bad: int, declared: Declaration | None, outcome: Outcome
) -> None:
    verdict = columns_stale.decide(news(bad, OLD, declared), clause("columns_stale"), NOW)
    assert verdict.outcome is outcome
    if outcome is Outcome.PASS:
        assert f"此类栏目共{bad}个，不足触发单项否决的5个" in say(verdict.reason)
    if outcome is Outcome.UNKNOWN:
        later = declared is not None and declared.on
        why = f"栏目清单完整的声明自{later}起有效" if later else "未声明栏目清单完整"
        assert why in say(verdict.reason)
        assert verdict.needs is not None
        assert "monitor review complete s" in say(verdict.needs)


@pytest.mark.parametrize("rule", COUNTING, ids=lambda rule: rule.RULE.id)
def test_fresh_columns_pass_no_counting_rule_without_a_declaration(rule: object) -> None:
    module = next(one for one in COUNTING if one is rule)
    found = module.decide(news(12, YOUNG, None), clause(module.RULE.id), NOW)
    assert found.outcome is Outcome.UNKNOWN
    assert module.decide(news(12, YOUNG, WHOLE), clause(module.RULE.id), NOW).outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("reviews", "outcome"),
    [
        ([review("complete", "columns_complete", "whole")], Outcome.PASS),
        ([review("complete", "columns_complete", "whole", until=TODAY)], Outcome.PASS),
        ([review("complete", "columns_complete", "whole", until=TODAY - DAY)], Outcome.UNKNOWN),
        ([review("complete", "columns_complete", "whole", at=NOW + DAY)], Outcome.UNKNOWN),
        ([review("confirm", "columns_complete", "not_blank")], Outcome.UNKNOWN),
        (
            [
                review("complete", "columns_complete", "whole", at=NOW - DAY),
                review("revoke", "columns_complete", "revoked", id="rv_2"),
            ],
            Outcome.UNKNOWN,
        ),
    ],
    ids=["signed", "until today", "until yesterday", "signed later", "another act", "revoked"],
)
def test_a_person_may_sign_that_a_ledger_is_whole(reviews: list[object], outcome: Outcome) -> None:
    case = news(4, OLD, None, reviews=reviews)
    assert columns_stale.decide(case, clause("columns_stale"), NOW).outcome is outcome


@pytest.mark.parametrize("rule", ["columns_stale", "homepage_stale", "site_unreachable"])
def test_where_a_rule_is_unknown_a_person_may_sign_it(rule: str) -> None:
    case = news(4, OLD, None, reviews=[review("sign", rule, "pass")])
    verdict = discover()[rule].decide(case, clause(rule), NOW)
    assert (verdict.outcome, verdict.confirmed_by) == (Outcome.PASS, "林某")


def test_columns_that_are_all_retired_are_no_ledger() -> None:
    gone = [replace(column(f"c{n}", "news"), retired=date(2026, 1, 1)) for n in range(3)]
    case = SiteCase(site=site(*gone, columns_complete=WHOLE))
    for module in COUNTING:
        assert module.decide(case, clause(module.RULE.id), NOW).outcome is Outcome.UNKNOWN


def test_a_limit_of_one_needs_no_few_columns() -> None:
    """The sentence about too few columns stands only where the limit cannot be reached."""
    limit = {**clause("columns_stale").limit, "fail_from_columns": Threshold(">=", 4)}
    verdict = columns_stale.decide(news(4, YOUNG, WHOLE), replace(clause("columns_stale"), limit=limit), NOW)
    assert (verdict.outcome, "不可能" in say(verdict.reason)) == (Outcome.PASS, False)
