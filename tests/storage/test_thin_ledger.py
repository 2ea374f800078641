"""A ledger holds of its looks what a quarter counts, and accounts for the same stretch as all of them whole."""

from datetime import date, timedelta

from monitor.domain.content import Item, ListState
from monitor.domain.ledger import ArticleLedger
from monitor.domain.observation import Listing, Observation
from monitor.domain.timing import DAY, midnight
from monitor.quarter.coverage import accounted
from storage.observations.ledger import load_ledger, load_ledgers
from storage.observations.looks import load_parts
from storage.store import Store
from tests.storage.conftest import NOW

FIRST = NOW.date() - 9 * DAY


def listed(day: date) -> Listing:
    """Three items of the days up to *day*, an old one pinned above them."""
    old = Item(title="旧", url="http://s.gov.cn/old.htm", on=FIRST - 90 * DAY, pinned=True)
    items = (
        Item(title=f"{n}", url=f"http://s.gov.cn/{day - n * DAY}.htm", on=day - n * DAY) for n in range(3)
    )
    return Listing(state=ListState.ITEMS, items=(old, *items))


async def test_looks_that_showed_the_same_are_counted_and_the_last_of_them_kept(store: Store) -> None:
    shown = [FIRST, FIRST, FIRST, FIRST + 3 * DAY, FIRST + 3 * DAY, FIRST]
    looks = [
        Observation(
            subject="s", part="c", at=midnight(FIRST + n * DAY) + timedelta(hours=1), facts=listed(day)
        )
        for n, day in enumerate(shown)
    ]
    await store.save(looks)
    ledger = await load_ledger(store, "s", midnight(FIRST), NOW)
    kept = ledger.listings["c"]
    assert [one.at for one in kept] == [looks[n].at for n in (2, 4, 5)]
    assert ledger.left_out == {FIRST: 1, FIRST + DAY: 1, FIRST + 3 * DAY: 1}
    assert {item.title for one in kept for item in one.facts.items} == {""}
    async with store.database.read() as connection:
        whole = await load_parts(connection, Listing, "s", midnight(FIRST), NOW, NOW)
    assert accounted(ledger, "c") == accounted(ArticleLedger(site="s", listings=whole), "c") is not None
    assert len(ledger.articles) == 7
    loaded = await load_ledgers(store, ["s"], midnight(FIRST), NOW, whole=True)
    assert (loaded["s"].left_out, loaded["s"].articles) == (ledger.left_out, ledger.articles)
    assert accounted(loaded["s"], "c") == accounted(ledger, "c")
    assert [one.id for one in loaded["s"].listings["c"]] == [one.id for one in kept]
