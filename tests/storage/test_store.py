"""What is stored comes back as it was seen, as of any moment, on every database."""

import asyncio
import errno
import gzip
import json
import zlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from monitor.domain.case import Review
from monitor.domain.content import BoardState, Dated, DatePlace, Item, ListState
from monitor.domain.observation import (
    Attempt,
    BoardReading,
    Exchange,
    Homepage,
    Listing,
    Observation,
    Reading,
    Visit,
)
from monitor.domain.reach import Reach
from monitor.domain.sentence import written
from monitor.domain.site import Column, Site
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Outcome, Verdict
from monitor.regulations.editions import load_edition
from storage.db import tables
from storage.db.codec import digest
from storage.evidence.evidence import Condition, EvidenceFolder, StoredExchange
from storage.store import Store
from tests.stores import open_at

from .conftest import NOW, site_case

DAY = timedelta(days=1)
SITE = Site(
    id="s", name="示例", url="http://a.gov.cn/", edition="fuzhou-2021",
    columns=(Column(id="c", name="要闻", url="http://a.gov.cn/c/"),),
)  # fmt: skip
ITEM = Item(title="通知", url="http://a.gov.cn/c/1.htm", on=date(2026, 11, 3))
LISTING = Listing(state=ListState.ITEMS, items=(ITEM,))
READING = Reading(
    url=ITEM.url,
    published=Dated(
        on=date(2026, 11, 3), at=datetime(2026, 11, 3, 9, 30, tzinfo=SHANGHAI), place=DatePlace.VISIBLE
    ),
)
EXCHANGE = Exchange(
    url="http://a.gov.cn/c/", at=NOW, address="127.0.0.1", request_headers=(("Host", "a.gov.cn"),), status=200,
    reason_phrase="OK", headers=(("Content-Type", "text/html"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("ETag", '"x"')),
    body="<p>通知</p>".encode() + bytes(range(256)) * 4,
)  # fmt: skip


def look(facts: object, *, at: datetime = NOW, part: str = "", **more: object) -> Observation:  # type: ignore[type-arg]
    return Observation(subject="s", part=part, at=at, facts=facts, **more)  # type: ignore[arg-type]


def visit(at: datetime, reach: Reach = Reach.OPENED, reason: str = "ok") -> Observation[Visit]:
    facts = Visit(
        reach=reach, reason=reason, elapsed_s=1.25, slot=at,
        attempts=(Attempt(url="http://a.gov.cn/", reason=reason, total_s=1.25),),
    )  # fmt: skip
    return Observation(subject="s", at=at, facts=facts)


async def test_everything_comes_back_as_it_was_seen(store: Store) -> None:
    home = Homepage(state=ListState.ITEMS, items=(ITEM,), second_level=("http://a.gov.cn/c/",))
    ids = await store.save([look(LISTING, part="c"), look(READING, part=ITEM.url), look(home), visit(NOW)])
    case = await site_case(store, SITE, NOW)
    assert [one.facts for one in case.listings["c"]] == [LISTING]
    assert case.readings[ITEM.url].facts == READING
    assert [one.facts for one in case.homepages] == [home]
    assert [one.id for one in case.listings["c"]] == [ids[0]]
    assert case.first_seen == {ITEM.url: NOW}
    assert case.listings["c"][0].at == NOW
    assert str(case.listings["c"][0].at.tzinfo) == "Asia/Shanghai"


async def test_nothing_later_than_the_moment_is_seen(store: Store) -> None:
    newer = Listing(state=ListState.BLANK)
    await store.save(
        [look(LISTING, part="c", at=NOW - DAY), look(newer, part="c"), visit(NOW - DAY), visit(NOW)]
    )
    case = await site_case(store, SITE, NOW - timedelta(seconds=1))
    assert [one.facts for one in case.listings["c"]] == [LISTING]
    assert sum(day.valid for day in case.visit_days) == 1
    exactly = await site_case(store, SITE, NOW)
    assert len(exactly.listings["c"]) == 2
    assert sum(day.valid for day in exactly.visit_days) == 2


async def test_the_day_judged_is_counted_up_to_the_moment(store: Store) -> None:
    start = NOW.replace(hour=0)
    await store.save([visit(start + timedelta(minutes=30 * n), Reach.NOT_OPENED, "reset") for n in range(40)])
    at_six = await site_case(store, SITE, start + timedelta(hours=6))
    assert [(day.day, day.failed) for day in at_six.visit_days] == [(NOW.date(), 13)]
    next_day = await site_case(store, SITE, start + DAY)
    assert [(day.day, day.failed) for day in next_day.visit_days] == [(NOW.date(), 40)]


async def test_an_old_readable_listing_comes_along_when_later_looks_failed(store: Store) -> None:
    gone = Listing(state=ListState.UNREACHED, reason="refused")
    await store.save([look(LISTING, part="c", at=NOW - DAY * 40), look(gone, part="c")])
    case = await site_case(store, SITE, NOW)
    assert [one.facts for one in case.listings["c"]] == [LISTING, gone]


async def test_importing_twice_adds_nothing(store: Store) -> None:
    looks = [look(LISTING, part="c", vantage="import"), visit(NOW)]
    assert await store.save_imported(looks) == 2
    assert await store.save_imported([*looks, *looks]) == 0
    case = await site_case(store, SITE, NOW)
    assert len(case.listings["c"]) == 1
    assert sum(day.valid for day in case.visit_days) == 1


async def test_saves_at_once_go_together_and_each_gets_its_own_ids(store: Store) -> None:
    looks = [look(LISTING, part=f"c{n}", exchanges=(EXCHANGE,)) for n in range(40)]
    saved = await asyncio.gather(*(store.save([one, one]) for one in looks))
    ids = [id for pair in saved for id in pair]
    assert len(set(ids)) == 80
    seen = [await store.observation(pair[0]) for pair in saved]
    assert [one["part"] for one in seen if one] == [f"c{n}" for n in range(40)]


async def test_a_save_that_gathers_goes_with_the_next_and_says_nothing_before(store: Store) -> None:
    """Whoever is killed meanwhile had promised nothing; both are one transaction."""
    waiting = asyncio.create_task(store.save([visit(NOW)], gather_s=3600))
    await asyncio.sleep(0)
    async with store.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(tables.visit)) == 0
    assert not waiting.done()
    [other] = await store.save([visit(NOW - timedelta(minutes=30))])
    [mine] = await waiting
    async with store.database.read() as connection:
        [link] = (await connection.execute(select(tables.chain.c.content))).scalars()
        assert set((await connection.execute(select(tables.visit.c.id))).scalars()) == {mine, other}
    assert mine in link
    assert other in link


async def test_a_look_that_cannot_be_stored_harms_no_other(store: Store) -> None:
    good, bad = look(LISTING, part="c"), look("no kind of fact", part="c")
    results = await asyncio.gather(*(store.save([one]) for one in (good, bad, good)), return_exceptions=True)
    assert [isinstance(one, Exception) for one in results] == [False, True, False]
    case = await site_case(store, SITE, NOW)
    assert len(case.listings["c"]) == 2


async def count(store: Store, table: str) -> int:
    async with store.database.read() as connection:
        found = await connection.scalar(select(func.count()).select_from(tables.metadata.tables[table]))
        return found or 0


async def test_whoever_is_called_off_while_saves_go_together_calls_no_other_off(store: Store) -> None:
    """The first of them is about to write for all; each is stored once all the same, whether anybody waits for it or not."""
    saves = [asyncio.create_task(store.save([look(LISTING, part=f"c{n}")])) for n in range(3)]
    async with store._queue.turn:
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        saves[0].cancel()
    ids = await asyncio.gather(*saves, return_exceptions=True)
    assert [isinstance(one, asyncio.CancelledError) for one in ids] == [True, False, False]
    await store.finish()
    assert await count(store, "observation") == 3


async def test_a_save_that_is_called_off_while_it_writes_calls_no_other_off(store: Store) -> None:
    began, go_on = asyncio.Event(), asyncio.Event()

    async def slowly() -> None:
        async with store.database.write():
            began.set()
            await go_on.wait()

    blocking = asyncio.create_task(slowly())
    await began.wait()
    async with store._queue.turn:
        saves = [asyncio.create_task(store.save([look(LISTING, part=f"c{n}")])) for n in range(3)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    while store._queue._waiting:  # noqa: ASYNC110
        await asyncio.sleep(0)
    saves[0].cancel()
    await asyncio.sleep(0)
    go_on.set()
    await blocking
    ids = await asyncio.gather(*saves, return_exceptions=True)
    assert [isinstance(one, asyncio.CancelledError) for one in ids] == [True, False, False]
    await store.finish()
    assert await count(store, "observation") == 3


async def test_what_gathers_when_the_store_is_closed_is_stored(url: str, tmp_path: Path) -> None:
    """A daemon that is stopped in the half second loses no visit that ended."""
    async with open_at(url, tmp_path / "ev", lambda: NOW) as store:
        saving = asyncio.create_task(store.save([visit(NOW)], gather_s=3600))
        await asyncio.sleep(0)
        saving.cancel()
    async with open_at(url, tmp_path / "ev", lambda: NOW) as store:
        assert await count(store, "visit") == 1


class FullDisk(EvidenceFolder):
    """No room for anything; counts how often somebody tries."""

    tries = 0

    def keep_all(self, looks: Iterable[Iterable[Exchange]]) -> list[list[StoredExchange]]:
        self.tries += 1
        raise OSError(errno.ENOSPC, "No space left on device")


async def test_trouble_of_the_store_reaches_all_who_wait_and_is_not_met_by_each(store: Store) -> None:
    """Of twenty visits that gathered none is left waiting, none half stored; the next try stores each once."""
    visits = [visit(NOW - timedelta(minutes=n)) for n in range(20)]
    there, full = store.evidence, FullDisk(store.evidence.folder)
    store.evidence = full
    results = await asyncio.gather(*(store.save([one]) for one in visits), return_exceptions=True)
    assert {type(one) for one in results} == {OSError}
    assert (full.tries, await count(store, "visit")) == (3, 0)
    store.evidence = there
    await asyncio.gather(*(store.save([one]) for one in visits))
    assert await count(store, "visit") == 20


async def test_evidence_is_kept_and_verified(store: Store, tmp_path: Path) -> None:
    [id] = await store.save([look(LISTING, part="c", exchanges=(EXCHANGE, EXCHANGE))])
    first, second = await store.records(id)
    assert (first.condition, first.body) == (Condition.INTACT, EXCHANGE.body)
    assert (second.condition, second.body) == (Condition.INTACT, EXCHANGE.body)
    assert [pair for pair in first.headers if pair[0] == "Set-Cookie"] == [
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
    ]
    assert first.exchange.length > second.exchange.length, "the same payload again is kept once"


def _packed(raw: bytes, old: bytes, new: bytes) -> bytes:
    """The evidence file *raw*, as long as it was, with *old* of its first record's text changed to *new*."""
    member = zlib.decompressobj(wbits=31)
    text = member.decompress(raw)
    rest = gzip.compress(text.replace(old, new)) + member.unused_data
    return rest[: len(raw)].ljust(len(raw), b"\0")


@pytest.mark.parametrize(
    ("damage", "condition"),
    [
        (lambda raw: raw[:-30], Condition.MISSING),
        (lambda raw: raw[: len(raw) // 2] + b"\0" * 9 + raw[len(raw) // 2 + 9 :], Condition.ALTERED),
        (lambda raw: raw[:120] + bytes(len(raw) - 120), Condition.ALTERED),
        (lambda raw: _packed(raw, b"WARC-Target-URI", b"WARC-Target"), Condition.ALTERED),
        (lambda raw: None, Condition.MISSING),
    ],
    ids=["cut_short", "other_bytes", "noughts", "no_address", "deleted"],
)
async def test_damaged_evidence_is_told(store: Store, tmp_path: Path, damage, condition: Condition) -> None:  # type: ignore[no-untyped-def]
    [id] = await store.save([look(LISTING, part="c", exchanges=(EXCHANGE,))])
    [path] = (tmp_path / "evidence").rglob("*.warc.gz")
    changed = damage(path.read_bytes())
    path.unlink()
    if changed is not None:
        path.write_bytes(changed)
    [record] = await store.records(id)
    assert record.condition is condition
    assert record.detail


async def test_a_request_without_an_answer_is_evidence_too(store: Store) -> None:
    silent = Exchange(url="http://a.gov.cn/", at=NOW, note="timeout_first_byte: no document after 15 s")
    [id] = await store.save([look(LISTING, part="c", exchanges=(silent,))])
    [record] = await store.records(id)
    assert (record.condition, record.exchange.status, record.exchange.note) == (
        Condition.INTACT,
        None,
        silent.note,
    )


async def test_an_unknown_id_is_told(store: Store) -> None:
    [record] = await store.records("ob_nothing")
    assert record.condition is Condition.UNKNOWN_ID


async def test_a_probe_may_ask_what_is_known(store: Store) -> None:
    await store.save([look(LISTING, part="c", exchanges=(EXCHANGE,)), look(READING, part=ITEM.url)])
    memory = await store.memory(SITE)
    assert memory.listing("c") is not None
    assert memory.reading(ITEM.url) is not None
    assert memory.reading("http://a.gov.cn/other") is None
    assert memory.validators("http://a.gov.cn/c/") == ('"x"', "")


def verdict(outcome: Outcome = Outcome.UNKNOWN, at: datetime = NOW) -> Verdict:
    clause = load_edition("fuzhou-2021").clause("homepage_stale", "site")
    assert clause is not None
    return Verdict(
        subject="s", rule=clause.rule, clause=clause, outcome=outcome, decided_at=at, window=(at - DAY, at),
        measured={"newest": None, "items": 3}, coverage=0.5, reason=written("why", "为何"), needs=written("what", "什么"),
        evidence=("ob_1",),
    )  # fmt: skip


async def test_verdicts_are_added_and_never_doubled(store: Store) -> None:
    await store.save_verdicts([verdict(at=NOW - DAY), verdict()])
    await store.save_verdicts([verdict()])
    assert await store.latest_verdicts(["s"], NOW) == {"s": [verdict()]}
    assert await store.latest_verdicts(["s"], NOW - timedelta(hours=1)) == {"s": [verdict(at=NOW - DAY)]}
    assert await store.latest_verdicts(["other"], NOW) == {}


async def test_a_later_decision_for_the_same_moment_stands(store: Store) -> None:
    await store.save_verdicts([verdict()])
    await store.save_verdicts([verdict(Outcome.FAIL)])
    assert (await store.latest_verdicts(["s"], NOW))["s"][0].outcome is Outcome.FAIL


@pytest.mark.parametrize(("noted", "marks"), [("示例", ("示例",)), (None, ()), (["甲", "乙"], ("甲", "乙"))])
async def test_a_description_noted_with_one_title_mark_or_none_is_still_read(
    store: Store, noted: object, marks: tuple[str, ...]
) -> None:
    await store.remember([SITE])
    async with store.database.write() as connection:
        row = (
            await connection.execute(
                select(tables.body).join(
                    tables.description, tables.description.c.digest == tables.body.c.digest
                )
            )
        ).one()
        text = json.dumps(json.loads(row.json) | {"title_mark": noted})
        await connection.execute(tables.body.insert(), [{"digest": digest(text), "json": text}])
        await connection.execute(update(tables.description).values(digest=digest(text)))
    await store.remember([])  # as another program would, that was told nothing of it
    assert await store.described(SITE, NOW) == replace(SITE, title_mark=marks)


async def test_an_old_moment_sees_the_site_as_it_was_configured(store: Store) -> None:
    await store.remember([SITE])
    assert await store.remember([SITE]) == 0
    changed = Site(id="s", name="示例", url="http://a.gov.cn/", edition="xiamen-2023")
    store.clock = lambda: NOW + DAY
    await store.remember([changed])
    assert await store.described(changed, NOW) == SITE
    assert await store.described(changed, NOW + DAY) == changed
    assert await store.described(changed, NOW - DAY) == changed, (
        "before anything was noted, the present counts"
    )


async def test_reviews_are_seen_from_their_moment_on(store: Store) -> None:
    review = Review(
        id="rv_1", at=NOW, who="林某", act="sign", subject="s", target="safety_wording", outcome="pass",
        reason="核实", until=date(2026, 12, 31),
    )  # fmt: skip
    await store.add_review(review)
    assert (await site_case(store, SITE, NOW)).reviews == [review]
    assert (await site_case(store, SITE, NOW - DAY)).reviews == []


async def test_when_each_subject_was_last_seen(store: Store) -> None:
    await store.save([visit(NOW - DAY), look(LISTING, part="c", at=NOW - DAY * 2)])
    assert await store.newest_looks(["s", "other"], NOW) == {"s": NOW - DAY}


@pytest.mark.parametrize(
    ("readings", "loaded"),
    [("c", "c"), ("cp", "cp"), ("fcf", "cf"), ("ffp", "fp"), ("pp", "pp"), ("", "")],
    ids=[
        "complete",
        "complete_then_part",
        "incomplete_after_complete",
        "no_complete_one",
        "parts_only",
        "none",
    ],
)
async def test_a_board_is_loaded_from_its_newest_complete_reading_on(
    store: Store, readings: str, loaded: str
) -> None:
    kinds = {"c": (True, True), "f": (True, False), "p": (False, False)}
    looks = [
        look(
            BoardReading(state=BoardState.MESSAGES, full=kinds[kind][0], complete=kinds[kind][1], pages=n),
            part="xx",
            at=NOW - timedelta(hours=len(readings) - n),
        )
        for n, kind in enumerate(readings)
    ]
    await store.save(looks)
    boards = (await site_case(store, SITE, NOW)).boards
    names = {value: key for key, value in kinds.items()}
    found = "".join(names[one.facts.full, one.facts.complete] for one in boards.get("xx", ()))
    assert found == loaded
    assert [one.facts.pages for one in boards.get("xx", ())] == list(range(len(readings)))[
        len(readings) - len(loaded) :
    ]


async def test_an_unchanged_page_rests_on_what_came_when_it_was_last_sent(store: Store) -> None:
    """Three nights: sent whole, and twice "not modified"; each observation leads to the bytes of the first."""
    unchanged = Exchange(url=EXCHANGE.url, at=NOW, status=304)
    [first] = await store.save([look(LISTING, part="c", exchanges=(EXCHANGE,))])
    [second] = await store.save([look(LISTING, part="c", exchanges=(unchanged,), repeats=first)])
    [third] = await store.save([look(LISTING, part="c", exchanges=(unchanged,), repeats=second)])
    for id in (second, third):
        own, old = await store.records(id)
        assert (own.exchange.status, old.exchange.status) == (304, 200)
        assert (old.condition, old.body) == (Condition.INTACT, EXCHANGE.body)


async def test_an_unchanged_page_shows_its_items_once_more(store: Store) -> None:
    """The ledger notes it as it notes a page that was sent whole and says the same."""
    later = NOW + DAY
    [first] = await store.save([look(LISTING, part="c", exchanges=(EXCHANGE,))])
    await store.save([look(LISTING, part="c", at=later, repeats=first)])
    table = tables.article
    async with store.database.read() as connection:
        [row] = (await connection.execute(select(table).where(table.c.url == ITEM.url))).all()
    assert (row.first_seen, row.last_seen, row.listed_on, row.columns) == (NOW, later, ITEM.on, '["c"]')


async def test_a_server_is_not_believed_for_ever_that_nothing_changed(url: str, tmp_path: Path) -> None:
    """Seven days after it last sent the page, the page is asked for whole."""
    moment = NOW
    async with open_at(url, tmp_path / "e", lambda: moment) as store:
        await store.save([look(LISTING, part="c", exchanges=(EXCHANGE,))])
        moment = NOW + 7 * DAY - timedelta(seconds=1)
        assert (await store.memory(SITE)).validators(EXCHANGE.url) == ('"x"', "")
        moment = NOW + 7 * DAY
        assert (await store.memory(SITE)).validators(EXCHANGE.url) is None


async def test_a_page_that_comes_without_a_tag_loses_the_one_before(store: Store) -> None:
    await store.save([look(LISTING, part="c", exchanges=(EXCHANGE,))])
    await store.save([look(LISTING, part="c", exchanges=(replace(EXCHANGE, headers=()),))])
    assert (await store.memory(SITE)).validators(EXCHANGE.url) is None
