"""Whether a rule could fail at all: never no where the rule fails."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.case import AccountCase, SiteCase
from monitor.domain.content import (
    AppState,
    Dated,
    DatePlace,
    Item,
    Life,
    ListState,
    Post,
    TimelineState,
    Undated,
)
from monitor.domain.observation import (
    AppListing,
    Homepage,
    Listing,
    Reading,
    Registration,
    StoredObservation,
    Timeline,
    VisitDay,
)
from monitor.domain.site import Account, Column, ColumnKind, Frequency, Platform, Site
from monitor.domain.timing import DAY, SHANGHAI, midnight
from monitor.domain.verdict import Clause, Outcome
from monitor.regulations.editions import edition_ids, load_edition
from monitor.rules.base import discover, may_fail

NOW = datetime(2026, 8, 31, 23, 59, 59, tzinfo=SHANGHAI)
TODAY = NOW.date()
CLAUSES = load_edition("fuzhou-2021").clauses
COLUMNS = tuple(
    Column(id=f"c{n}", name=f"栏目{n}", url=f"http://a.gov.cn/c{n}/", kind=ColumnKind.NEWS, frequency=Frequency.MONTHLY)
    for n in range(11)
)  # fmt: skip
SITE = Site(id="s", name="示例网站", url="http://a.gov.cn/", edition="fuzhou-2021", columns=COLUMNS)
ACCOUNT = Account(id="w", name="示例发布", platform=Platform.WEIBO, edition="fuzhou-2021")


def checked(case: SiteCase | AccountCase, kind: str, clauses: Iterable[Clause] = CLAUSES) -> set[str]:
    """Decides every rule; those that fail were said to be possible. Returns them."""
    failed = set()
    for clause in clauses:
        rule = discover().get(clause.rule)
        if rule is None or clause.subject != kind:
            continue
        if rule.decide(case, clause, NOW).outcome is Outcome.FAIL:
            assert may_fail(case, clause, NOW), clause.rule
            failed.add(clause.rule)
    return failed


@st.composite
def sites(draw: st.DrawFn) -> SiteCase:
    """A site that is stale, blank or down as often as not."""
    age = draw(st.sampled_from([3, 14, 15, 20, 70]))
    states = draw(
        st.lists(st.sampled_from(["items", "items", "blank", "unreadable"]), min_size=11, max_size=11)
    )
    read = draw(st.lists(st.sampled_from([age, age, 400, 2, None]), min_size=3, max_size=3))
    items = tuple(Item(title=f"{n}", url=f"http://a.gov.cn/{n}.htm", on=TODAY - age * DAY) for n in range(3))
    readings = {
        one.url: StoredObservation(
            id=f"ob_r{n}", at=NOW - 2 * DAY,
            facts=Reading(url=one.url, published=Undated() if days is None else Dated(on=TODAY - days * DAY, place=DatePlace.VISIBLE)),
        )
        for n, (one, days) in enumerate(zip(items, read, strict=True))
    }  # fmt: skip
    home = [
        StoredObservation(id=f"ob_h{n}", at=NOW - n * DAY, facts=Homepage(state=ListState.ITEMS, items=items))
        for n in range(14)
    ]
    looks = {
        column.id: [
            StoredObservation(id=f"ob_{column.id}{n}", at=NOW - n * DAY, facts=Listing(
                state=ListState(state), items=items if state == "items" else ()))
            for n in (1, 0)
        ]
        for column, state in zip(COLUMNS, states, strict=True)
    }  # fmt: skip
    failed = draw(st.lists(st.integers(0, 24), min_size=8, max_size=8))
    days = [
        VisitDay(
            day=TODAY - n * DAY, opened=24 - bad, failed=bad, first=midnight(TODAY - n * DAY),
            last=midnight(TODAY - n * DAY) + timedelta(hours=23), vantages={"": (24 - bad, bad, 0)},
            failed_ids=tuple(f"ob_v{n}{k}" for k in range(bad)),
        )
        for n, bad in enumerate(failed)
    ]  # fmt: skip
    return SiteCase(site=SITE, visit_days=days[::-1], homepages=home[::-1], listings=looks, readings=readings)


@settings(max_examples=150, deadline=None, database=None)
@given(sites())
def test_a_site_that_fails_was_said_to_be_able_to(case: SiteCase) -> None:
    checked(case, "site")


@settings(max_examples=80, deadline=None, database=None)
@given(
    ages=st.lists(st.integers(-2, 60), min_size=1, max_size=4),
    looked=st.lists(st.integers(0, 3), min_size=1, max_size=3),
    through=st.sampled_from(["import", "feed"]),
)
def test_an_account_that_fails_was_said_to_be_able_to(
    ages: list[int], looked: list[int], through: str
) -> None:
    posts = tuple(Post(id=f"{n}", title="信息", on=TODAY - age * DAY) for n, age in enumerate(ages))
    facts = Timeline(state=TimelineState.POSTS, posts=posts, complete=True, through=through)
    looks = [
        StoredObservation(id=f"ob_{n}", at=NOW - n * DAY, facts=facts) for n in sorted(looked, reverse=True)
    ]
    checked(AccountCase(account=ACCOUNT, timelines=looks), "account")


def some_timelines(random: Random) -> list[StoredObservation[Timeline]]:
    """Looks of the last days, some at the very ends of days: whole or not, read or handed in, with posts at the edges of limits."""
    found = []
    for n in sorted(random.sample(range(12), random.randrange(1, 5)), reverse=True):
        posts = tuple(
            Post(
                id=f"{n}-{k}", title="信息", pinned=random.random() < 0.2, repost=random.random() < 0.2,
                on=TODAY - random.choice((-1, 12, 13, 14, 15, 16, 17, 60, 61, 62)) * DAY if random.random() < 0.95 else None,
            )
            for k in range(random.randrange(3))
        )  # fmt: skip
        state = random.choice([TimelineState.POSTS] * 12 + list(TimelineState))
        facts = Timeline(
            state=state, posts=posts if state is TimelineState.POSTS else (), complete=random.random() < 0.9,
            through=random.choice(("import", "feed")), reason="post_without_day:1" if random.random() < 0.1 else "",
        )  # fmt: skip
        at = NOW - n * DAY - random.choice((timedelta(0), timedelta(hours=23, minutes=59, seconds=59)))
        found.append(StoredObservation(id=f"ob_{n}", at=at, facts=facts))
    return found


def some_account(random: Random) -> AccountCase:
    platform = random.choice((Platform.WEIBO, Platform.APP))
    edition = random.choice(edition_ids())
    shops = {
        "app_store": [
            StoredObservation(
                id=f"ob_a{n}",
                at=NOW - n * DAY,
                facts=AppListing(
                    shop="app_store", state=random.choice([AppState.MISSING] * 4 + list(AppState))
                ),
            )
            for n in range(4, -1, -1)
        ]
    }
    days = [None, None, TODAY - 14 * DAY, TODAY - 3 * DAY, TODAY + DAY]
    registered = Registration(
        platform="weibo",
        name="示例",
        life=random.choice(list(Life)),
        opened=random.choice(days),
        closed=random.choice(days),
    )
    return AccountCase(
        account=Account(id="w", name="示例发布", platform=platform, edition=edition, source={"ios_id": "1"}),
        timelines=some_timelines(random), apps=shops if platform is Platform.APP else {},
        handed_over=NOW - DAY if random.random() < 0.3 else None, registration=registered if random.random() < 0.3 else None,
        canaries={"canary": some_timelines(random)} if random.random() < 0.2 else {},
    )  # fmt: skip


@settings(max_examples=60, deadline=None, database=None)
@given(st.integers(0, 2**40))
def test_an_account_of_any_edition_and_life_that_fails_was_said_to_be_able_to(seed: int) -> None:
    case = some_account(Random(seed))
    checked(case, "account", load_edition(case.account.edition).clauses)


def test_the_accounts_here_do_fail() -> None:
    cases = [some_account(Random(seed)) for seed in range(150)]
    failed = [checked(one, "account", load_edition(one.account.edition).clauses) for one in cases]
    assert {"account_silent", "app_unavailable", "Z21-23"} <= set().union(*failed)


def test_the_cases_here_do_fail() -> None:
    old = Item(title="旧", url="http://a.gov.cn/1.htm", on=date(2025, 1, 1))
    reading = Reading(url=old.url, published=Dated(on=date(2025, 1, 1), place=DatePlace.VISIBLE))
    case = SiteCase(
        site=SITE,
        listings={
            one.id: [StoredObservation(id=f"ob_{one.id}", at=NOW, facts=Listing(state=ListState.ITEMS, items=(old,)))] for one in COLUMNS
        },
        readings={old.url: StoredObservation(id="ob_r", at=NOW - DAY, facts=reading)},
    )  # fmt: skip
    assert {"columns_stale", "columns_overdue"} <= checked(case, "site")
