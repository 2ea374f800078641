"""What is written as JSON comes back the same, and the same object always gives the same bytes."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.content import Dated, DatePlace, Item, ListState, Undated, Unreadable
from monitor.domain.observation import Attempt, Guides, Homepage, Listing, Reading, Visit, VisitDay
from monitor.domain.reach import Reach
from monitor.domain.timing import SHANGHAI
from storage.db.codec import canonical, decode, decode_days, encode, plain_of
from storage.db.list_texts import ListTexts

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=30)


@given(
    st.lists(st.builds(Item, title=TEXTS, url=TEXTS, on=st.none() | DAYS, pinned=st.booleans())),
    st.none() | st.integers(0, 9**6),
)
def test_a_listing_comes_back(items: list[Item], total: int | None) -> None:
    listing = Listing(state=ListState.ITEMS, items=tuple(items), total=total)
    assert decode(Listing, encode(listing)) == listing
    assert encode(decode(Listing, encode(listing))) == encode(listing)


def test_guides_that_were_stored_before_elements_were_left_untold_come_back() -> None:
    one = '{"id":"1","is_read":true,"missing":["收费标准"],"reason":"","remarks":[],"title":"渡船登记","url":"http://a.gov.cn/1"}'
    found = decode(
        Guides, f'{{"complete":true,"guides":[{one}],"reason":"","state":"guides","total":1}}'
    ).guides[0]
    assert (found.missing, found.not_told) == (("收费标准",), ())


#: Words that would end a row or a list if they stood outside a string.
CUTTING = st.sampled_from(['},{"on":', '}],"', '"items":[{"on":', 'a"b\\', ""]) | TEXTS
ROWS = st.builds(
    Item,
    title=CUTTING,
    url=CUTTING,
    on=st.none() | st.sampled_from([date(2026, 1, 1), date(2026, 1, 2)]),
    pinned=st.booleans(),
)


@given(st.data())
def test_looks_read_together_say_what_each_says_alone(data: st.DataObject) -> None:
    rows = data.draw(st.lists(ROWS, max_size=6))
    lists = st.lists(st.sampled_from(rows), max_size=6).map(tuple) if rows else st.just(())
    looks = data.draw(
        st.lists(
            st.builds(Listing, state=st.sampled_from(ListState), items=lists, reason=CUTTING)
            | st.builds(
                Homepage, state=st.sampled_from(ListState), items=lists, unread_pages=st.tuples(CUTTING)
            ),
            max_size=6,
        )
    )
    reader, together = ListTexts(), ListTexts()
    for shape in {type(look) for look in looks}:
        alike = {f"{n}": look for n, look in enumerate(looks) if type(look) is shape}
        assert together.read(shape, {key: encode(look) for key, look in alike.items()}) == alike
    for n, look in enumerate(looks):
        text = encode(look)
        assert reader.read(type(look), {f"{n}": text}) == {f"{n}": decode(type(look), text)} == {f"{n}": look}


def test_a_list_written_another_way_is_read_all_the_same() -> None:
    text = encode(Listing(state=ListState.ITEMS, items=(Item(title="a", url="u"), Item(title="b", url="v"))))
    spaced = text.replace(":", ": ").replace(",", ", ")
    assert ListTexts().read(Listing, {"d": spaced, "e": text})["d"] == decode(Listing, text)


def test_one_look_that_is_written_another_way_leaves_the_others_as_they_are() -> None:
    looks = {f"{n}": Listing(state=ListState.ITEMS, items=(Item(title=f"{n}", url="u"),)) for n in range(3)}
    texts = {key: encode(look) for key, look in looks.items()}
    two = encode(Listing(state=ListState.ITEMS, items=(Item(title="a", url="u"), Item(title="b", url="v"))))
    texts["two"] = two.replace('},{"on":null,"pinned":false,', '},{"pinned":false,"on":null,')
    assert texts["two"] != two, "the second row begins with another of its fields"
    assert ListTexts().read(Listing, texts) == {**looks, "two": decode(Listing, two)}


@pytest.mark.parametrize(
    "published",
    [Undated(), Unreadable("timeout_body"), Dated(on=date(2026, 2, 28), place=DatePlace.URL), Dated(on=date(2026, 2, 28), at=datetime(2026, 2, 28, 23, 59, tzinfo=SHANGHAI), place=DatePlace.META)],
    ids=["undated", "unreadable", "day", "moment"],
)  # fmt: skip
def test_dated_undated_and_unreadable_stay_apart(published: Dated | Undated | Unreadable) -> None:
    reading = Reading(url="u", published=published)
    assert decode(Reading, encode(reading)) == reading


def test_a_days_count_comes_back() -> None:
    first = datetime(2026, 11, 20, 0, 5, tzinfo=SHANGHAI)
    day = VisitDay(
        day=date(2026, 11, 20),
        opened=1,
        first=first,
        last=first,
        reasons={"reset": 2},
        vantages={"a": (1, 0, 0)},
    )
    assert decode(VisitDay, encode(day)) == day


@given(
    st.lists(
        st.builds(
            VisitDay,
            day=DAYS,
            opened=st.integers(0, 99),
            failed_ids=st.tuples(TEXTS),
            vantages=st.dictionaries(
                TEXTS, st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
            ),
        ),
        max_size=4,
    )
)
def test_many_day_counts_at_once_are_the_same_as_one_by_one(days: list[VisitDay]) -> None:
    texts = [encode(day) for day in days]
    assert decode_days(texts) == [decode(VisitDay, text) for text in texts] == days


SECONDS = st.none() | st.floats(0, 1e9, allow_nan=False) | st.just(0.1 + 0.2)
ATTEMPTS = st.builds(
    Attempt, url=CUTTING, address=CUTTING, reason=CUTTING, status=st.none() | st.integers(0, 999), dns_s=SECONDS,
    connect_s=SECONDS, tls_s=SECONDS, first_byte_s=SECONDS, total_s=SECONDS.filter(lambda one: one is not None),
)  # fmt: skip
#: From before 1992 too, when Shanghai had summers of nine hours.
MOMENTS = st.integers(300_000_000, 4_000_000_000).map(lambda one: datetime.fromtimestamp(one, SHANGHAI))


@given(
    st.builds(
        Visit, reach=st.sampled_from(Reach), reason=CUTTING, elapsed_s=SECONDS, status=st.none() | st.integers(0, 999), final_url=CUTTING,
        slot=st.none() | MOMENTS, remarks=st.lists(CUTTING, max_size=2).map(tuple), attempts=st.lists(ATTEMPTS, max_size=2).map(tuple),
    )
)  # fmt: skip
def test_a_visit_written_by_hand_is_written_as_everything_else_is(visit: Visit) -> None:
    assert encode(visit) == canonical(plain_of(visit))
    assert decode(Visit, encode(visit)) == visit
