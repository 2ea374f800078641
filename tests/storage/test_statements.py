"""How much the database is asked: the same number of statements for one subject and for twenty."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from monitor.assess.current import current_verdicts
from monitor.domain.content import Dated, DatePlace, Item, ListState, Post, TimelineState
from monitor.domain.observation import (
    Homepage,
    Listing,
    Observation,
    Reading,
    Timeline,
    Visit,
)
from monitor.domain.reach import Reach
from monitor.domain.sentence import written
from monitor.domain.site import Account, Column, ColumnKind, Platform, Site, Subject
from monitor.domain.timing import DAY
from monitor.domain.verdict import Outcome, Verdict
from monitor.regulations.editions import load_edition
from storage.db import tables
from storage.decisions.findings import open_findings
from storage.observations.account_memory import load_account_memories
from storage.observations.ledger import load_ledgers
from storage.store import Store

from .conftest import NOW

MANY = 20
SITES = [
    Site(
        id=f"s{n}", name=f"网站{n}", url=f"http://s{n}.gov.cn/", edition="fuzhou-2021",
        columns=tuple(
            Column(id=f"c{k}", name="栏目", url=f"http://s{n}.gov.cn/c{k}/", kind=ColumnKind.NEWS) for k in range(3)
        ),
    )
    for n in range(MANY)
]  # fmt: skip
CANARY = Account(id="canary", name="对照", platform=Platform("weibo"), edition="fuzhou-2021", canary=True)
ACCOUNTS = [
    Account(id=f"a{n}", name=f"账号{n}", platform=Platform("weibo"), edition="fuzhou-2021")
    for n in range(MANY)
]


def looks(site: Site) -> list[Observation[object]]:
    """Two nights of a site: one column is read, one was long ago, one cannot be read."""
    found: list[Observation[object]] = []
    for back in (1, 2):
        at = NOW - back * DAY
        url = f"{site.url}{back}.htm"
        item = Item(title="信息", url=url, on=at.date())
        page = Reading(url=url, published=Dated(on=at.date(), place=DatePlace.VISIBLE))
        listed = Listing(state=ListState.ITEMS, items=(item,))
        found += [
            Observation(subject=site.id, part="c0", at=at, facts=listed),
            Observation(subject=site.id, part="c1", at=at - 60 * DAY, facts=listed),
            Observation(subject=site.id, part="c2", at=at, facts=Listing(state=ListState.UNREADABLE)),
            Observation(subject=site.id, part=url, at=at, facts=page),
            Observation(subject=site.id, at=at, facts=Homepage(state=ListState.ITEMS, items=(item,))),
            Observation(subject=site.id, at=at, facts=Visit(reach=Reach.OPENED, reason="ok")),
        ]
    return found


def posts(account: Account) -> Observation[object]:
    """One look at an account."""
    post = Post(id="1", title="信息", on=(NOW - DAY).date())
    return Observation(
        subject=account.id, at=NOW - DAY, facts=Timeline(state=TimelineState.POSTS, posts=(post,))
    )


@pytest.fixture
async def filled(store: Store) -> Store:
    """A store that has seen all of them, and judged them once."""
    await store.remember((*SITES, *ACCOUNTS))
    await store.save([look for site in SITES for look in looks(site)])
    await store.save([posts(one) for one in (*ACCOUNTS, CANARY)])
    clause = load_edition("fuzhou-2021").clause("homepage_stale", "site")
    assert clause is not None
    given = Verdict(
        subject="s", rule=clause.rule, clause=clause, outcome=Outcome.UNKNOWN, decided_at=NOW, window=(NOW - DAY, NOW),
        measured={}, coverage=0.5, reason=written("why", "为何"), needs=written("what", "什么"),
    )  # fmt: skip
    await store.save_verdicts([replace(given, subject=one.id) for one in SITES])
    return store


@contextmanager
def counting(store: Store, *, writes: bool = False) -> Iterator[list[str]]:
    """Every statement that is asked meanwhile, or that writes."""
    asked: list[str] = []

    def hear(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    engine = (store.database.writer if writes else store.database.reader).sync_engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", hear)


async def memories(store: Store, some: list[Subject]) -> object:
    async with store.database.read() as connection:
        return await load_account_memories(
            connection, accounts_of(some), NOW, store.make_validators, store.needs
        )


Ask = Callable[[Store, list[Subject]], Awaitable[object]]
MOMENTS = [NOW - n * timedelta(hours=9) for n in range(4)]


def sites_of(subjects: list[Subject]) -> list[Site]:
    return [one for one in subjects if isinstance(one, Site)]


def accounts_of(subjects: list[Subject]) -> list[Account]:
    return [one for one in subjects if isinstance(one, Account)]


ASKED: dict[str, Ask] = {
    "what probes know of accounts": memories,
    "cases of sites": lambda store, some: store.site_cases(sites_of(some), NOW, {}),
    "cases of accounts": lambda store, some: store.account_cases(
        accounts_of(some), NOW, {one.id: [CANARY] for one in accounts_of(some)}
    ),
    "histories of sites": lambda store, some: store.site_histories(
        [one.id for one in sites_of(some)], MOMENTS, NOW, {}
    ),
    "histories of accounts": lambda store, some: store.account_histories(
        [one.id for one in accounts_of(some)], MOMENTS, NOW, {}
    ),
    "descriptions": lambda store, some: store.descriptions(some, NOW, NOW, NOW),
    "when each was seen": lambda store, some: store.newest_looks([one.id for one in some], NOW),
    "when watching began": lambda store, some: store.first_looks(
        [one.id for one in some], NOW, NOW - 90 * DAY
    ),
    "current verdicts": lambda store, some: current_verdicts(store, some, NOW),
    "ledgers": lambda store, some: load_ledgers(
        store, [one.id for one in sites_of(some)], NOW - 30 * DAY, NOW
    ),
    "names": lambda store, some: store.names([one.id for one in some]),
}


@pytest.mark.parametrize("question", ASKED)
async def test_many_subjects_are_asked_for_as_one_is(filled: Store, question: str) -> None:
    ask = ASKED[question]
    with counting(filled) as one:
        await ask(filled, [SITES[0], ACCOUNTS[0]])
    with counting(filled) as many:
        await ask(filled, [*SITES, *ACCOUNTS])
    assert one
    assert len(many) == len(one)


async def test_many_looks_are_saved_as_one_is(store: Store) -> None:
    counted = []
    for some in (SITES[:1], SITES[1:]):
        seen = [look for site in some for look in looks(site)]
        ids = await store.save(seen)
        again = [
            replace(look, repeats=id)
            for look, id in zip(seen, ids, strict=True)
            if look.part.startswith("c0")
        ]
        with counting(store, writes=True) as asked:
            await store.save([*again, *seen])
        counted.append(len(asked))
    assert counted[0] == counted[1]


async def test_a_list_that_is_unchanged_moves_the_last_sight_of_its_articles(store: Store) -> None:
    first = looks(SITES[0])[6:7]
    [id] = await store.save(first)
    later = replace(first[0], at=NOW, repeats=id)
    await store.save([later, replace(first[0], at=NOW - 5 * DAY, repeats=id)])
    async with store.database.read() as connection:
        [row] = (await connection.execute(select(tables.article))).all()
    assert row.last_seen == NOW


async def test_open_findings_of_some_are_not_sought_among_all_that_is_open(filled: Store) -> None:
    """The night asks a hundred subjects at a time: by the index of what is open its time would grow with the square of the sites."""
    with counting(filled) as asked:
        async with filled.database.read() as connection:
            if connection.dialect.name != "sqlite":
                pytest.skip("PostgreSQL chooses by what it counted")
            await open_findings(connection, [one.id for one in SITES[:2]])
            statement = next(one for one in asked if "finding" in one)
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", ("[]",))
            steps = " ".join(str(row) for row in plan)
    assert "ix_finding_closed_at" not in steps
    assert "SEARCH finding USING INDEX" in steps
