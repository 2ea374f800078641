"""A page that came again with the very bytes of the time before is one row, and is only known again where it was read so."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from monitor.domain.content import Item, ListState
from monitor.domain.observation import Exchange, Homepage, Listing, Observation
from monitor.domain.site import Column
from monitor.domain.timing import DAY
from storage.db import tables
from storage.evidence.evidence import Condition
from storage.evidence.unchanged import answers_among
from storage.store import Store
from tests.stores import open_at

from .conftest import NOW
from .test_chain import forge, verified
from .test_store import EXCHANGE, LISTING, SITE
from .test_unchanged import TABLES, rows

URL, PAGE, OTHER = SITE.columns[0].url, "digest of the page", "digest of another page"
SENT_ON = Exchange(
    url="http://a.gov.cn/c", at=NOW, status=301, headers=(("Location", EXCHANGE.url),), body=b"moved"
)


@dataclass
class Watch:
    """A store whose clock can be set."""

    store: Store
    moment: Any = NOW

    async def look(self, *exchanges: Exchange, facts: Any = LISTING, part: str = "c", **more: Any) -> str:
        self.moment += timedelta(minutes=1)
        sent = tuple(replace(one, at=self.moment) for one in exchanges)
        look = Observation(subject=SITE.id, part=part, at=self.moment, facts=facts, exchanges=sent, **more)
        [id] = await self.store.save([look])
        return id

    async def page(self, site: Any = SITE) -> str:
        return (await self.store.memory(site)).page(URL)


@pytest.fixture
async def watch(tmp_path: Path, url: str) -> AsyncIterator[Watch]:
    found = Watch(None)  # type: ignore[arg-type]
    async with open_at(url, tmp_path / "evidence", lambda: found.moment) as found.store:
        yield found


def written(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.warc.gz"))


@pytest.mark.parametrize("way", [(), (SENT_ON,)], ids=["at once", "by a redirect with a page of its own"])
async def test_the_same_bytes_are_one_row_and_no_file(
    watch: Watch, tmp_path: Path, way: tuple[Exchange, ...]
) -> None:
    id = await watch.look(*way, EXCHANGE, page=PAGE)
    before, size = await rows(watch.store), written(tmp_path)
    for _ in range(3):
        id = await watch.look(*way, EXCHANGE, page=PAGE, repeats=id)
    after = await rows(watch.store)
    assert {name: after[name] - before[name] for name in TABLES if after[name] != before[name]} == {
        "observation": 3
    }
    assert written(tmp_path) == size
    records = await watch.store.records(id)
    assert [one.exchange.status for one in records] == 2 * [*(one.status for one in way), 200]
    assert [one.body for one in records] == 2 * [*(one.body for one in way), EXCHANGE.body]
    assert {one.condition for one in records} == {Condition.INTACT}
    assert (await verified(watch.store)).breaks == ()


async def test_other_bytes_that_say_the_same_are_kept(watch: Watch) -> None:
    """Packed otherwise on the way, or another counter: what went over the wire is the evidence, not what it amounts to."""
    first = await watch.look(EXCHANGE, page=PAGE)
    again = await watch.look(replace(EXCHANGE, body=EXCHANGE.body + b" "), page=PAGE, repeats=first)
    own, page = await watch.store.records(again)
    assert (own.body, page.body) == (EXCHANGE.body + b" ", EXCHANGE.body)
    assert own.exchange.file


async def test_what_claims_to_repeat_a_look_without_evidence_keeps_its_own(watch: Watch) -> None:
    """An import that says the same brought no bytes."""
    later = Observation(subject=SITE.id, part="c", at=NOW, facts=LISTING)
    await watch.store.save_imported([later])
    async with watch.store.database.read() as connection:
        imported = await connection.scalar(select(tables.observation.c.id))
    [record] = await watch.store.records(await watch.look(EXCHANGE, page=PAGE, repeats=imported))
    assert (record.body, bool(record.exchange.file)) == (EXCHANGE.body, True)


async def test_whoever_puts_another_page_under_it_is_found(watch: Watch, url: str) -> None:
    first = await watch.look(EXCHANGE, page=PAGE)
    again = await watch.look(EXCHANGE, page=PAGE, repeats=first)
    other = await watch.look(replace(EXCHANGE, body=b"another"), page=OTHER)
    [page] = await watch.store.records(other)
    forge(url, f"UPDATE observation SET rests_on = '{page.exchange.id}' WHERE id = '{again}'")
    own, _ = await watch.store.records(again)
    assert own.condition is Condition.ALTERED
    async with watch.store.database.read() as connection:
        [answer] = await answers_among(connection, [again])
    assert (answer.brought_page, answer.is_proved([page.exchange])) == (True, False)
    assert [one.what for one in (await verified(watch.store)).breaks] == ["changed"]


async def test_it_is_told_when_the_page_was_let_go_of(watch: Watch) -> None:
    watch.moment = NOW - 900 * DAY
    first = await watch.look(EXCHANGE, page=PAGE)
    again = await watch.look(EXCHANGE, page=PAGE, repeats=first)
    watch.moment = NOW
    assert len((await watch.store.prune(800 * DAY, 730 * DAY)).files) == 1
    assert {one.condition for one in await watch.store.records(again)} == {Condition.MISSING}
    assert (await verified(watch.store)).breaks == ()


async def test_a_page_is_known_again_for_a_week(watch: Watch) -> None:
    """Then it is read anew, whatever is thought of the program that read it."""
    id, known = await watch.look(EXCHANGE, page=PAGE), []
    for day in range(1, 9):
        watch.moment = NOW + day * DAY + timedelta(minutes=1)
        known.append(await watch.page())
        id = await watch.look(EXCHANGE, page=PAGE, repeats=id)
    assert known == [PAGE] * 6 + [""] * 2


async def test_a_page_without_a_tag_of_the_server_gives_none_to_ask_with(watch: Watch) -> None:
    await watch.look(replace(EXCHANGE, headers=()), page=PAGE)
    known = await watch.store.memory(SITE)
    assert (known.page(URL), known.validators(URL)) == (PAGE, None)


MORE = replace(LISTING, items=(*LISTING.items, Item(title="又一则", url="http://a.gov.cn/c/2.htm")))
SECOND = replace(EXCHANGE, url="http://a.gov.cn/c/index_1.htm")


@pytest.mark.parametrize("then", ["nothing", "an import", "the homepage", "another column", "two pages", "configured otherwise", "another page that hangs on the moment"])  # fmt: skip
async def test_a_page_is_only_known_for_what_was_read_of_it(watch: Watch, then: str) -> None:
    """What was learnt of "unchanged": the newest look may tell of another page, or was read otherwise, or by others."""
    other = Column(id="d", name="公告", url=URL)
    site = replace(SITE, url=URL, columns=(*SITE.columns, other))
    await watch.store.remember([site])
    await watch.look(EXCHANGE, page=PAGE)
    if then == "an import":
        late = Observation(subject=SITE.id, part="c", at=NOW + DAY / 24, facts=LISTING)
        watch.moment += DAY / 12
        await watch.store.save_imported([late])
    elif then == "the homepage":
        await watch.look(
            EXCHANGE, facts=Homepage(state=ListState.ITEMS, items=LISTING.items), part="", page=OTHER
        )
    elif then == "another column":
        await watch.look(EXCHANGE, facts=MORE, part="d", page=OTHER)
    elif (
        then == "two pages"
    ):  # the page was another one; its tag of the time before stays, and nothing is known of this look
        await watch.look(EXCHANGE, SECOND, facts=MORE)
    elif then == "configured otherwise":
        watch.moment += DAY
        site = replace(site, name="另名")
        await watch.store.remember([site])
    elif then == "another page that hangs on the moment":
        await watch.look(replace(EXCHANGE, body=b"today"), facts=MORE)
    assert await watch.page(site) == (PAGE if then == "nothing" else "")


async def test_of_two_columns_at_one_address_each_is_known_only_by_what_it_read(watch: Watch) -> None:
    """Read with other selectors the same page says something else: neither takes the other's."""
    both = replace(SITE, columns=(*SITE.columns, Column(id="d", name="公告", url=URL)))
    await watch.look(EXCHANGE, page=PAGE)
    await watch.look(EXCHANGE, facts=MORE, part="d", page=OTHER)
    assert await watch.page(both) == ""
    await watch.look(EXCHANGE, facts=LISTING, part="d", page=PAGE)
    await watch.look(EXCHANGE, page=PAGE)
    assert await watch.page(both) == ""  # that of the other is older than this
    async with watch.store.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(tables.validator)) == 1


async def test_a_list_without_rows_is_no_page_to_know_again(watch: Watch) -> None:
    await watch.look(EXCHANGE, facts=Listing(state=ListState.BLANK), page=PAGE)
    assert await watch.page() == ""
