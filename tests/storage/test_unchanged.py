"""A look that was answered "unchanged" is one row: what was asked and answered, and where the page stands."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, literal, select

from monitor.domain.content import TimelineState
from monitor.domain.observation import Exchange, Timeline
from monitor.domain.reach import Reach
from monitor.domain.timing import DAY
from monitor.domain.verdict import Outcome, Verdict
from monitor.regulations.editions import load_edition
from monitor.rules.availability.site_unreachable import decide
from storage.db import tables
from storage.evidence.evidence import Condition, Record
from storage.evidence.pack_store import evidence_of
from storage.evidence.unchanged import LONGEST, answers_among
from storage.observations import page_facts
from storage.store import Store

from .conftest import NOW, site_case
from .test_chain import forge, verified
from .test_store import EXCHANGE, LISTING, SITE, look, visit

ASKED = (("Host", "x"), ("User-Agent", "monitor"), ("If-None-Match", '"1"'))
ANSWERED = (("Date", "Fri, 20 Nov 2026 04:00:00 GMT"), ("ETag", '"1"'))
UNCHANGED = Exchange(
    url=EXCHANGE.url, at=NOW, address="192.0.2.1", request_headers=ASKED, status=304,
    reason_phrase="Not Modified", headers=ANSWERED,
)  # fmt: skip
#: At most so many letters hold it, the two moments aside.
BYTES = 500
TABLES = ("observation", "visit", "evidence", "observation_evidence", "body", "article", "validator")


async def rows(store: Store) -> dict[str, int]:
    async with store.database.read() as connection:
        return {
            name: await connection.scalar(select(func.count()).select_from(tables.metadata.tables[name]))
            for name in TABLES
        }


async def nights(
    store: Store, many: int, facts: object = LISTING, *, first: Exchange = EXCHANGE
) -> list[str]:
    """Sent whole, then *many* times unchanged; the ids."""
    [id] = await store.save([look(facts, part="c", at=first.at, exchanges=(first,))])
    found = [id]
    for n in range(many):
        at = first.at + (n + 1) * timedelta(hours=1)
        found += await store.save([look(facts, part="c", at=at, exchanges=(UNCHANGED,), repeats=found[-1])])
    return found


@pytest.mark.parametrize(
    "facts", [LISTING, Timeline(state=TimelineState.POSTS, through="feed")], ids=["column", "account"]
)
async def test_an_unchanged_look_is_one_row_and_no_file(store: Store, tmp_path: Path, facts: object) -> None:
    await nights(store, 0, facts)
    before, files = await rows(store), {path: path.stat().st_size for path in tmp_path.rglob("*.warc.gz")}
    await nights_after(store, facts, 3)
    after = await rows(store)
    assert {name: after[name] - before[name] for name in TABLES if after[name] != before[name]} == {
        "observation": 3
    }
    assert {path: path.stat().st_size for path in tmp_path.rglob("*.warc.gz")} == files


async def test_the_row_of_an_unchanged_look_is_short(store: Store) -> None:
    """Text of all its columns, of an ordinary answer; before, observation, evidence and two links were 600 and a file of 900."""
    *_, id = await nights(store, 1)
    table = tables.observation
    sizes = (func.coalesce(func.length(one), 0) for one in table.c if one.type.python_type is str)
    async with store.database.read() as connection:
        assert await connection.scalar(select(sum(sizes, literal(0))).where(table.c.id == id)) <= BYTES


async def nights_after(store: Store, facts: object, many: int) -> None:
    async with store.database.read() as connection:
        id = await connection.scalar(select(func.max(tables.observation.c.id)))
    for n in range(many):
        at = NOW + (n + 1) * timedelta(hours=1)
        await store.save([look(facts, part="c", at=at, exchanges=(UNCHANGED,), repeats=id)])


def shown(records: Sequence[Record]) -> list[tuple[str, str]]:
    return [(one.status_line, one.request) for one in records]


async def test_what_was_asked_and_answered_can_be_shown(store: Store) -> None:
    *_, id = await nights(store, 2)
    own, page = await store.records(id)
    assert shown([own]) == [("304 Not Modified", f'GET {EXCHANGE.url} HTTP/1.1\nIf-None-Match: "1"')]
    assert own.headers == ANSWERED
    assert (own.condition, own.body) == (Condition.INTACT, b"")
    assert (own.exchange.id, own.exchange.at, own.exchange.address) == (id, NOW, "192.0.2.1")
    assert (page.condition, page.body) == (Condition.INTACT, EXCHANGE.body)


FORGED = {
    "another answer": ("""UPDATE observation SET answer = replace(answer, '304', '200')""", "changed"),
    "another page": ("UPDATE observation SET rests_on = 'ev_0' WHERE rests_on IS NOT NULL", "changed"),
    "no answer": ("UPDATE observation SET answer = NULL WHERE answer IS NOT NULL", "changed"),
}


@pytest.mark.parametrize("name", FORGED)
async def test_whoever_changes_the_answer_breaks_the_chain(store: Store, url: str, name: str) -> None:
    *_, id = await nights(store, 1)
    assert (await verified(store)).breaks == ()
    statement, what = FORGED[name]
    forge(url, statement)
    [found] = (await verified(store)).breaks
    assert (found.what, found.table, found.id) == (what, "observation", id)


async def test_an_unchanged_page_of_an_older_store_leads_to_the_same_bytes(store: Store) -> None:
    """Up to 0022 such a look had evidence and links of its own; what repeats it afterwards rests on the page all the same."""
    [first] = await nights(store, 0)
    [old] = await store.save([look(LISTING, part="c", exchanges=(UNCHANGED,))])
    [page] = [one.exchange.id for one in await store.records(first)]
    async with store.database.write() as connection:
        link = {"observation": old, "evidence": page, "number": 1000}
        await connection.execute(tables.observation_evidence.insert(), [link])
    assert [one.exchange.status for one in await store.records(old)] == [304, 200]
    [new] = await store.save([look(LISTING, part="c", exchanges=(UNCHANGED,), repeats=old)])
    assert [one.exchange.id for one in await store.records(new)] == [new, page]


@pytest.mark.parametrize(
    "odd",
    [
        replace(UNCHANGED, body=b"something all the same"),
        replace(UNCHANGED, headers=(("X", "y" * LONGEST),)),
        replace(UNCHANGED, method="POST", request_body=b"page=1"),
    ],
    ids=["a body", "long headers", "a request with a body"],
)
async def test_an_answer_that_does_not_fit_in_a_row_is_kept_as_a_file(store: Store, odd: Exchange) -> None:
    [first] = await nights(store, 0)
    [second] = await store.save([look(LISTING, part="c", exchanges=(odd,), repeats=first)])
    own, page = await store.records(second)
    assert (own.condition, own.exchange.status, own.body) == (Condition.INTACT, 304, odd.body)
    assert own.exchange.file
    assert page.body == EXCHANGE.body


async def test_a_page_leads_to_every_look_that_rests_on_it(store: Store) -> None:
    ids = await nights(store, 2)
    [page] = await store.records(ids[0])
    async with store.database.read() as connection:
        found = await page_facts.origins(connection, page.exchange.id)
    assert sorted(one.id for one in found) == sorted(ids)


async def test_a_pack_takes_the_page_along_and_names_the_answer(store: Store) -> None:
    first, second = await nights(store, 1)
    [page] = await store.records(first)
    async with store.database.read() as connection:
        assert [one.id for one in await evidence_of(connection, [second])] == [page.exchange.id]
        [answer] = await answers_among(connection, [first, second])
    assert (answer.exchange.id, answer.exchange.status, answer.rests_on) == (second, 304, (page.exchange.id,))


async def test_the_page_behind_an_unchanged_look_that_a_fail_names_is_kept(store: Store) -> None:
    long_ago = NOW - 900 * DAY
    _, named = await nights(store, 1, first=replace(EXCHANGE, at=long_ago))
    await store.save_verdicts([await failing(store, named)])
    assert (await store.prune(800 * DAY, 730 * DAY)).files == ()
    own, page = await store.records(named)
    assert (own.exchange.status, page.condition) == (304, Condition.INTACT)


@pytest.mark.parametrize(("kept_days", "files"), [(103, 0), (101, 0), (99, 1)])
async def test_a_page_stays_while_a_look_within_its_keeping_rests_on_it(
    store: Store, kept_days: int, files: int
) -> None:
    """Sent whole 102 days ago, unchanged two days later."""
    first = replace(EXCHANGE, at=NOW - 102 * DAY)
    [page] = await store.save([look(LISTING, part="c", at=first.at, exchanges=(first,))])
    for days in (101, 100):
        unchanged = replace(UNCHANGED, at=NOW - days * DAY)
        [page] = await store.save(
            [look(LISTING, part="c", at=unchanged.at, exchanges=(unchanged,), repeats=page)]
        )
    assert len((await store.prune(kept_days * DAY, 730 * DAY)).files) == files
    found = [one.condition for one in await store.records(page)]
    assert found == [Condition.INTACT, Condition.MISSING if files else Condition.INTACT]
    assert (await verified(store)).breaks == ()


async def test_the_answer_outlives_a_page_that_was_let_go_of(store: Store) -> None:
    _, later = await nights(store, 1, first=replace(EXCHANGE, at=NOW - 900 * DAY))
    assert len((await store.prune(800 * DAY, 730 * DAY)).files) == 1
    own, page = await store.records(later)
    assert (own.exchange.id, own.condition, page.condition) == (later, Condition.INTACT, Condition.MISSING)
    assert (await verified(store)).breaks == ()


@pytest.mark.parametrize("answer", ["{", "[1]", '[{"at": "x"}]', "7", '[{"url": "u"}]'])
async def test_an_answer_that_somebody_made_unreadable_is_told(store: Store, url: str, answer: str) -> None:
    *_, id = await nights(store, 1)
    forge(url, f"UPDATE observation SET answer = '{answer}' WHERE answer IS NOT NULL")
    own, page = await store.records(id)
    assert (own.condition, page.condition) == (Condition.ALTERED, Condition.INTACT)


async def failing(store: Store, named: str) -> Verdict:
    clause = load_edition("fuzhou-2021").clause("site_unreachable", "site")
    assert clause is not None
    midnight = NOW.replace(hour=0)
    await store.save(
        [visit(midnight - timedelta(hours=n + 1), Reach.NOT_OPENED, "reset") for n in range(168)]
    )
    found = decide(await site_case(store, SITE, midnight), clause, midnight)
    assert found.outcome is Outcome.FAIL
    return replace(found, evidence=(named,))
