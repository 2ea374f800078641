"""Letting go of what is old changes no verdict that was given."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from monitor.domain.reach import Reach
from monitor.domain.verdict import Outcome
from monitor.regulations.editions import load_edition
from monitor.rules.availability.site_unreachable import decide
from storage.access import chain
from storage.evidence.evidence import Condition
from storage.evidence.pack_store import doubts
from storage.store import Store

from .conftest import NOW, site_case
from .test_store import EXCHANGE, LISTING, SITE, look, visit

LONG_AGO = NOW - timedelta(days=900)


async def test_a_week_long_ago_is_judged_the_same_after_its_visits_are_gone(store: Store) -> None:
    clause = load_edition("fuzhou-2021").clause("site_unreachable", "site")
    assert clause is not None
    start = (LONG_AGO - timedelta(days=7)).replace(hour=0)
    looks = [
        visit(start + timedelta(hours=n), *(() if n % 10 else (Reach.NOT_OPENED, "reset")))
        for n in range(168)
    ]
    await store.save(looks)
    end = start + timedelta(days=7)
    before = decide(await site_case(store, SITE, end), clause, end)
    assert before.outcome is Outcome.FAIL
    done = await store.prune(timedelta(days=1095), timedelta(days=730))
    assert done.visits == 168
    assert decide(await site_case(store, SITE, end), clause, end) == before


async def test_what_a_fail_names_is_never_forgotten(store: Store, tmp_path: Path) -> None:
    clause = load_edition("fuzhou-2021").clause("site_unreachable", "site")
    assert clause is not None
    start = (LONG_AGO - timedelta(days=7)).replace(hour=0)
    ids = await store.save([visit(start + timedelta(hours=n), Reach.NOT_OPENED, "reset") for n in range(168)])
    end = start + timedelta(days=7)
    verdict = decide(await site_case(store, SITE, end), clause, end)
    await store.save_verdicts([verdict])
    done = await store.prune(timedelta(days=1095), timedelta(days=730))
    assert (done.visits, set(verdict.evidence)) == (0, set(ids))


async def test_old_evidence_files_go_and_young_ones_stay(store: Store, tmp_path: Path) -> None:
    old = type(EXCHANGE)(
        **{name: getattr(EXCHANGE, name) for name in EXCHANGE.__dataclass_fields__} | {"at": LONG_AGO}
    )
    [gone] = await store.save([look(LISTING, part="c", at=LONG_AGO, exchanges=(old,))])
    [kept] = await store.save([look(LISTING, part="c", exchanges=(EXCHANGE,))])
    done = await store.prune(timedelta(days=800), timedelta(days=730))
    assert len(done.files) == 1
    assert len(list((tmp_path / "evidence").rglob("*.warc.gz"))) == 1
    assert await store.records(gone) == []
    assert (await store.records(kept))[0].condition is Condition.INTACT


async def test_a_page_whose_keeping_is_over_is_not_taken_for_one_that_somebody_took_out(
    store: Store,
) -> None:
    """Of a pass, that is: what a fail rests on stays, and a link that says otherwise was made by somebody."""
    [gone] = await store.save(
        [look(LISTING, part="c", at=LONG_AGO, exchanges=(replace(EXCHANGE, at=LONG_AGO),))]
    )
    [page] = [one.exchange.id for one in await store.records(gone)]
    await store.prune(timedelta(days=800), timedelta(days=730))
    async with store.database.read() as connection:
        head = await chain.head(connection)
        assert head is not None
        links = await doubts(connection, head.hash, needed=[gone])
        assert (links.wrong, links.let_go) == ((), (page,))
        links = await doubts(connection, head.hash, needed=[gone], stays=[gone])
        assert ([one.id for one in links.wrong], links.let_go) == ([page], ())
