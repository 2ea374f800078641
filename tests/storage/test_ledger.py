"""The ledger of articles as of a moment: what was read later does not count."""

from datetime import date, timedelta

import pytest

from monitor.domain.content import Dated, DatePlace, Item, ListState, Published, Undated, Unreadable
from monitor.domain.ledger import DayBasis
from monitor.domain.observation import Listing, Observation, OlderPage, Reading
from storage.observations.ledger import load_ledger
from storage.store import Store

from .conftest import NOW

DAY = timedelta(days=1)
SINCE = NOW - 60 * DAY
PAGE, FILE = "http://a.gov.cn/c/t20261103_1.htm", "http://a.gov.cn/c/P020.pdf"
LISTED = date(2026, 11, 3)


def listed(*urls: str) -> Observation[Listing]:
    items = tuple(Item(title="通知", url=url, on=LISTED) for url in urls)
    return Observation(subject="s", part="c", at=NOW, facts=Listing(state=ListState.ITEMS, items=items))


def read(published: Published, days: int = 0) -> Observation[Reading]:
    facts = Reading(url=PAGE, published=published, source="区民政局")
    return Observation(subject="s", part=PAGE, at=NOW + days * DAY, facts=facts)


DATED = Dated(on=date(2026, 11, 4), place=DatePlace.VISIBLE)


@pytest.mark.parametrize(
    ("looks", "known", "on"),
    [
        pytest.param([listed(PAGE)], DayBasis.LISTED, LISTED, id="not read"),
        pytest.param([listed(FILE)], DayBasis.FILE, LISTED, id="a file has no page"),
        pytest.param([listed(PAGE), read(DATED)], DayBasis.PAGE, DATED.on, id="read"),
        pytest.param([listed(PAGE), read(DATED, 1)], DayBasis.LISTED, LISTED, id="read later than asked"),
        pytest.param([listed(PAGE), read(Undated())], DayBasis.UNDATED, LISTED, id="undated"),
        pytest.param([listed(PAGE), read(Unreadable("x"))], DayBasis.LISTED, LISTED, id="unreadable"),
    ],
)
async def test_an_article_is_known_as_of_the_moment(
    store: Store, looks: list[Observation[object]], known: DayBasis, on: date
) -> None:
    ids = await store.save(looks)
    ledger = await load_ledger(store, "s", SINCE, NOW)
    [article] = ledger.articles
    assert (article.known, article.on, article.columns) == (known, on, ("c",))
    assert article.evidence
    assert article.evidence[0] in ids


async def test_a_page_that_fails_later_keeps_its_day(store: Store) -> None:
    await store.save([listed(PAGE), read(DATED)])
    await store.save([read(Unreadable("timeout_body"), 1)])
    [article] = (await load_ledger(store, "s", SINCE, NOW + 2 * DAY)).articles
    assert (article.known, article.on, article.source) == (DayBasis.PAGE, DATED.on, "区民政局")


async def test_an_older_page_of_a_list_fills_the_ledger(store: Store) -> None:
    item = Item(title="旧闻", url=PAGE, on=LISTED)
    facts = OlderPage(state=ListState.ITEMS, items=(item,), page=2, since=date(2026, 10, 1))
    [id] = await store.save([Observation(subject="s", part="c", at=NOW, facts=facts)])
    ledger = await load_ledger(store, "s", SINCE, NOW)
    assert [(one.title, one.columns, one.evidence) for one in ledger.articles] == [("旧闻", ("c",), (id,))]
    assert [one.facts for one in ledger.backlogs["c"]] == [facts]
