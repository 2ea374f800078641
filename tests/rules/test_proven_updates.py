"""Each list is weighed once for all rules: what it proves is what weighing each look whole gives."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.content import Dated, DatePlace, Item, ListState, Undated, Unreadable
from monitor.domain.observation import Listing, Reading, StoredObservation
from monitor.domain.timing import DAY, SHANGHAI
from monitor.rules.freshness._items import CountedItems, count_items, proven_updates

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)

days = st.integers(-2, 6).map(lambda back: TODAY - back * DAY)
urls = st.sampled_from(
    ["", *(f"http://a/{n}.htm" for n in range(5)), *(f"http://a/{n}.pdf" for n in range(3))]
)
items = st.builds(Item, title=st.just("t"), url=urls, on=st.none() | days)
published = st.one_of(
    st.builds(Dated, on=days, place=st.sampled_from([DatePlace.VISIBLE, DatePlace.URL])),
    st.just(Undated()),
    st.just(Unreadable("x")),
)


@st.composite
def listings(draw: st.DrawFn) -> list[StoredObservation[Listing]]:
    facts = draw(
        st.lists(
            st.builds(
                Listing, state=st.just(ListState.ITEMS), items=st.lists(items, max_size=5).map(tuple), dates_confirmed=st.booleans()
            ),
            min_size=1, max_size=4,
        )
    )  # fmt: skip
    return [
        StoredObservation(id=f"l{n}", at=NOW - timedelta(days=len(facts) - n), facts=one)
        for n, one in enumerate(facts)
    ]


@st.composite
def pages(draw: st.DrawFn) -> dict[str, StoredObservation[Reading]]:
    said = draw(st.dictionaries(urls.filter(bool), published))
    return {
        url: StoredObservation(id=f"r {url}", at=NOW, facts=Reading(url=url, published=one))
        for url, one in said.items()
    }


def one_by_one(
    looks: list[StoredObservation[Listing]], readings: dict[str, StoredObservation[Reading]]
) -> list[tuple[date, str, str]]:
    """Every look weighed whole, newest first; those that prove something newer than all after them."""
    result, found = CountedItems(), []
    for look in reversed(looks):
        weighed = count_items(
            look.facts.items, readings, {}, oldest=TODAY, today=TODAY, confirmed=look.facts.dates_confirmed
        )
        if weighed.newest is not None and (result.newest is None or weighed.newest > result.newest):
            result.newest = weighed.newest
            found.append((weighed.newest, weighed.newest_id, look.id))
    return found


@settings(max_examples=200, deadline=None)
@given(listings(), pages())
def test_a_row_weighed_once_proves_as_much_as_a_row_weighed_each_time(
    looks: list[StoredObservation[Listing]], readings: dict[str, StoredObservation[Reading]]
) -> None:
    found = [(one.newest, one.reading, one.shown) for one in proven_updates(looks, readings, TODAY)]
    assert found == one_by_one(looks, readings)
