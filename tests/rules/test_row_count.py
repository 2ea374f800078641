"""Rows counted as they are saved amount to what the rules make of them."""

from collections.abc import Sequence
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.content import Dated, DatePlace, Item, Published, Undated, Unreadable
from monitor.domain.observation import Reading, StoredObservation
from monitor.domain.shown import NAMED, count_rows
from monitor.domain.timing import DAY, SHANGHAI
from monitor.rules.freshness._items import count_items, from_rows

TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 3, tzinfo=SHANGHAI)
days = st.integers(-2, 60).map(lambda back: TODAY - back * DAY)
urls = st.sampled_from(["", *(f"http://s/{n}.htm" for n in range(5)), "http://s/a.pdf", "http://s/b.DOC?x=1"])
rows = st.lists(st.builds(Item, title=st.just("t"), url=urls, on=st.none() | days), max_size=8)
ordinary: st.SearchStrategy[Published] = st.one_of(
    st.builds(Dated, on=days, place=st.just(DatePlace.VISIBLE)), st.just(Unreadable("x"))
)
any_day: st.SearchStrategy[Published] = st.one_of(
    ordinary, st.just(Undated()), st.builds(Dated, on=days, place=st.just(DatePlace.URL))
)


def reading(url: str, published: Published, conflict: bool) -> StoredObservation[Reading]:
    facts = Reading(url=url, published=published, conflict=conflict)
    return StoredObservation(id=f"ob_{url}", at=AT, facts=facts)


@given(
    rows,
    st.dictionaries(
        urls.filter(bool), st.tuples(st.one_of(ordinary, any_day), st.just(False) | st.booleans())
    ),
    st.booleans(),
    st.integers(0, 70),
    st.integers(0, 3),
)
def test_counted_beforehand_they_amount_to_the_same_on_any_later_day(
    items: Sequence[Item], pages: dict[str, tuple[Published, bool]], confirmed: bool, back: int, later: int
) -> None:
    readings = {url: reading(url, *said) for url, said in pages.items()}
    kept = count_rows(
        [(one.url, one.on) for one in items],
        lambda url: (f"ob_{url}", *pages[url]) if url in pages else None,
        confirmed=confirmed,
        until=TODAY,
    )
    today, oldest = TODAY + later * DAY, TODAY - back * DAY
    weighed = count_items(items, readings, {}, oldest=oldest, today=today, confirmed=confirmed)
    if kept is None:
        unlike = weighed.undated or any(conflict for _, conflict in pages.values())
        assert unlike or any(
            one.on is not None and one.on > TODAY
            for one in [*items, *(said for said, _ in pages.values() if isinstance(said, Dated))]
        )
        return
    found = from_rows(kept, oldest)
    assert (found.newest, found.newest_id, found.counted, found.undecided) == (
        weighed.newest, weighed.newest_id, weighed.counted, weighed.undecided,
    )  # fmt: skip
    assert found.evidence == weighed.evidence[:NAMED]
    assert [*weighed.undated, *weighed.future, *weighed.doubtful, *weighed.redated] == []
