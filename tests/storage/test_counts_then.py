"""A past day judged by what rows amounted to is judged as the rows themselves say: on made-up histories, at their edges."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.app.runtime import column_clauses, deciders, lookback
from monitor.assess.judge import decide, failures
from monitor.domain.case import Review
from monitor.domain.content import (
    BoardState,
    Dated,
    DatePlace,
    Guide,
    GuidesState,
    Item,
    ListState,
    Message,
    MessageStatus,
    Published,
    Undated,
    Unreadable,
)
from monitor.domain.observation import (
    BoardReading,
    Guides,
    Homepage,
    Listing,
    Reading,
    StoredObservation,
    VisitDay,
)
from monitor.domain.site import Board, Column, ColumnKind, Frequency, Site
from monitor.domain.timing import DAY, SHANGHAI, add_months, midnight
from monitor.domain.verdict import Clause, Outcome, Threshold
from monitor.regulations.editions import edition_ids, load_edition
from monitor.rules import signed
from monitor.rules.availability.visits import roll_up
from monitor.rules.base import may_fail
from storage.observations.counts_then import CountsThen
from storage.observations.histories import SiteHistory
from storage.observations.looks import Row, row_of
from storage.observations.readings import FirstSeen, ReadingRow

#: A quarter's end: months of different lengths lie before it.
END = datetime(2026, 3, 5, tzinfo=SHANGHAI)
#: So many days are looked at, and the last of them judged.
DAYS, JUDGED = 40, 18
#: Ages, in days, that stand at edges of limits: 13 days, 2 weeks, 1, 3 and 6 months, and what has not come.
AGES = (-2, -1, 0, 1, 7, 8, 13, 14, 15, 28, 31, 59, 62, 90, 92, 181, 184, 400)
#: Moments of a day, in seconds: its very ends, and between.
SECONDS = (0, 1, 43_200, 86_399)
NEEDS = lookback()


def some_day(random: Random) -> date:
    """A day whose age comes to an edge on a judged day."""
    back = random.choice(AGES)
    today = END.date() - random.randrange(JUDGED) * DAY
    return add_months(today, -random.choice((1, 3, 6))) if random.random() < 0.15 else today - back * DAY


def some_items(random: Random) -> list[Item]:
    urls = [
        *(f"http://s.gov.cn/{n}.htm" for n in range(6)),
        "http://s.gov.cn/6.pdf",
        "http://s.gov.cn/7.doc",
        "",
    ]
    return [
        Item(title=f"{n}", url=random.choice(urls), on=some_day(random) if random.random() < 0.6 else None, pinned=random.random() < 0.1)
        for n in range(9)
    ]  # fmt: skip


def some_published(random: Random, ordinary: bool) -> Published:
    draw = 1.0 if ordinary else random.random()
    if draw < 0.06:
        return Undated() if random.random() < 0.5 else Unreadable("x")
    return Dated(on=some_day(random), place=DatePlace.URL if draw < 0.1 else DatePlace.VISIBLE)


def moments(random: Random, many: int, days: int = DAYS) -> list[datetime]:
    """Of looks in the last *days*, oldest first; some twice, many at the ends of days."""
    found = [
        END - random.randrange(1, days + 1) * DAY + timedelta(seconds=random.choice(SECONDS))
        for _ in range(many)
    ]
    return sorted([*found, *random.sample(found, many // 6)])


def some_looks(random: Random, name: str, facts: Sequence[Any], many: int) -> Row[Any]:
    at = moments(random, many, random.choice((DAYS, JUDGED, 3)))
    return row_of(
        [StoredObservation(id=f"{name}{n}", at=one, facts=random.choice(facts)) for n, one in enumerate(at)]
    )


def some_lists(random: Random, items: Sequence[Item], shape: type[Any]) -> list[Any]:
    """What looks show: rows mostly, now and then none, or nothing that could be read."""
    usual = random.sample(list(items), random.randrange(1, 5))
    found: list[Any] = [shape(state=ListState.ITEMS, items=tuple(usual))]
    if random.random() < 0.4:
        return found
    if random.random() < 0.6:
        found.append(shape(state=ListState.ITEMS, items=tuple(random.sample(list(items), 2))))
    if random.random() < 0.3:
        found.append(shape(state=random.choice((ListState.BLANK, ListState.UNREADABLE, ListState.UNREACHED))))
    if random.random() < 0.15:
        more: dict[str, Any] = {"navigation": True} if shape is Homepage else {"dates_confirmed": True}
        found.append(shape(state=ListState.ITEMS, items=tuple(usual), **more))
    if random.random() < 0.1:
        more = {"script_blocks": 1} if shape is Homepage else {"reason": "bad_rows_in_log"}
        found.append(shape(state=ListState.ITEMS, items=tuple(usual), **more))
    return found


def some_site(random: Random) -> Site:
    columns = tuple(
        Column(
            id=f"c{n}", name=f"栏目{n}", url=f"http://s.gov.cn/c{n}/", kind=random.choice(list(ColumnKind)),
            top_level=random.random() < 0.7, frequency=random.choice([None, *Frequency]),
            retired=END.date() - random.randrange(JUDGED) * DAY if random.random() < 0.1 else None,
            edition=random.choice(edition_ids()) if random.random() < 0.2 else None, confirm=random.random() < 0.05,
        )
        for n in range(4)
    )  # fmt: skip
    board = Board(id="b", name="信箱", url="http://s.gov.cn/b/")
    return Site(
        id="s", name="网站", url="http://s.gov.cn/", edition=random.choice(edition_ids()), columns=columns, boards=(board,),
        navigation=random.random() < 0.1,
    )  # fmt: skip


def some_reviews(random: Random) -> list[Review]:
    found = []
    for n in range(random.choice((0, 0, 0, 1, 3))):
        act, target, outcome = random.choice(
            (
                ("confirm", "c0", "blank"),
                ("confirm", "c0", "not_blank"),
                ("confirm", "c1", "undated"),
                ("confirm", "homepage", "undated"),
                ("sign", "homepage_stale", "fail"),
                ("sign", "columns_stale", "fail"),
                ("sign", "channel_missing", "fail"),
                ("revoke", "channel_missing", ""),
                ("revoke", "c0", ""),
                ("exclude", "b/1", "excluded"),
            )
        )
        day = END.date() - random.randrange(JUDGED) * DAY
        found.append(
            Review(
                id=f"rv{n}", at=midnight(day) + timedelta(seconds=random.choice(SECONDS)), who="林", act=act, subject="s",
                target=target, outcome=outcome, reason="核实",
                since=day - 3 * DAY if random.random() < 0.3 else None, until=day + 3 * DAY if random.random() < 0.3 else None,
            )
        )  # fmt: skip
    return found


def some_messages(random: Random) -> BoardReading:
    messages = tuple(
        Message(
            id=f"b/{n}", title_masked="问", board="b", submitted=some_day(random) if random.random() < 0.9 else None,
            answered=some_day(random) if random.random() < 0.2 else None, status=random.choice(list(MessageStatus)),
            submitted_exact=random.random() < 0.8, receipt_only=random.random() < 0.2,
        )
        for n in range(2)
    )  # fmt: skip
    return BoardReading(
        state=BoardState.MESSAGES,
        messages=messages,
        complete=random.random() < 0.5,
        full=random.random() < 0.7,
    )


def some_guides(random: Random) -> Guides:
    guides = tuple(
        Guide(
            id=f"{n}",
            url="",
            missing=tuple(str(k) for k in range(random.randrange(6))),
            is_read=random.random() < 0.9,
        )
        for n in range(random.choice((1, 2, 6)))
    )
    return Guides(state=GuidesState.GUIDES, guides=guides, complete=random.random() < 0.7)


def some_visits(random: Random) -> dict[date, tuple[VisitDay, None]]:
    """Counted days around the edges of 20 visits and of 5 %; some days are missing."""
    found: dict[date, tuple[VisitDay, None]] = {}
    for n in range(DAYS):
        day, made = END.date() - n * DAY, random.choice((*(20,) * 9, *(40,) * 9, 19))
        failed = random.choice((0, 1, 1, 2, 2))
        if random.random() < 0.99:
            found[day] = (
                VisitDay(
                    day=day, opened=made - failed, failed=failed, blocked=random.choice((0, 0, 0, 1)), first=midnight(day),
                    last=midnight(day) + timedelta(hours=random.choice((23,) * 40 + (5,))), vantages={"": (made - failed, failed, 0)},
                    failed_ids=tuple(f"v{n}-{k}" for k in range(failed)),
                ),
                None,
            )  # fmt: skip
    return found


def some_history(random: Random) -> SiteHistory:
    items, ordinary = some_items(random), random.random() < 0.5
    listings = {
        f"c{n}": some_looks(random, f"c{n}-", some_lists(random, items, Listing), random.choice((3, 20, 60)))
        for n in range(4)
        if random.random() < 0.95
    }
    homepages = some_looks(random, "h", some_lists(random, items, Homepage), random.choice((0, 6, 40)))
    readings: dict[str, Any] = {}
    for url in sorted({one.url for one in items if one.url}):
        if random.random() < 0.9:
            at = moments(random, random.choice((1, 1, 2)))
            readings[url] = ReadingRow.read(
                [
                    StoredObservation(
                        id=f"r{url[-6:]}{n}", at=one,
                        facts=Reading(url=url, published=some_published(random, ordinary), conflict=not ordinary and random.random() < 0.05),
                    )
                    for n, one in enumerate(at)
                ]
            )  # fmt: skip
    first_seen = FirstSeen(END)
    first_seen.stored = {
        one.url: random.choice(moments(random, 2)) for one in items if one.url and random.random() < 0.8
    }
    return SiteHistory(
        known_by=END, days=some_visits(random), visits={}, homepages=homepages, listings=listings,
        boards={"b": some_looks(random, "b", [some_messages(random) for _ in range(2)], 4)}, exports={}, channels=row_of([]),
        guides=some_looks(random, "g", [some_guides(random)], 3), readings=readings, first_seen=first_seen,
        reviews=some_reviews(random), roll_up=roll_up, needs=NEEDS, counts_then=CountsThen(listings, homepages, readings),
    )  # fmt: skip


def soon_failing(clauses: Sequence[Clause]) -> list[Clause]:
    """*clauses*, those that count columns failing from one or two on."""
    return [
        replace(one, limit={**one.limit, "fail_from_columns": Threshold(">=", 1 + n % 2)})
        if "fail_from_columns" in one.limit
        else one
        for n, one in enumerate(clauses)
    ]


def judged(random: Random) -> dict[str, int]:
    """Judges the days of one history both ways, in any order; the sites as they were described then. How often each rule fails."""
    history, found = some_history(random), dict[str, int]()
    bare = replace(history, counts_then=None)
    before, after = some_site(random), some_site(random)
    changed = END - random.randrange(JUDGED) * DAY
    days = [END - n * DAY + timedelta(seconds=random.choice(SECONDS)) for n in range(JUDGED)]
    for moment in random.sample(days, len(days)):
        site = before if moment < changed else after
        own = column_clauses(site)
        clauses = soon_failing(load_edition(site.edition).clauses)
        own = {
            id: dict(zip(some, soon_failing(list(some.values())), strict=True)) for id, some in own.items()
        }
        by_rows = decide(bare.at(site, moment, own), site, clauses, deciders(), signed.decide, moment, END)
        by_count = decide(
            history.at(site, moment, own), site, clauses, deciders(), signed.decide, moment, END
        )
        assert by_count == by_rows
        fails = failures(
            history.at(site, moment, own), site, clauses, deciders(), signed.decide, may_fail, moment, END
        )
        assert fails == tuple(one for one in by_rows if one.outcome is Outcome.FAIL)
        for one in fails:
            found[one.rule] = found.get(one.rule, 0) + 1
    return found


@settings(max_examples=20, deadline=None, database=None)
@given(st.integers(0, 2**40))
def test_a_past_day_is_judged_alike_by_counts_and_by_rows(seed: int) -> None:
    judged(Random(seed))


def test_the_histories_made_up_here_do_fail() -> None:
    found: dict[str, int] = {}
    for seed in (5, 8, 9, 16):
        for rule, times in judged(Random(seed)).items():
            found[rule] = found.get(rule, 0) + times
    assert {
        "site_unreachable",
        "homepage_stale",
        "columns_stale",
        "columns_overdue",
        "columns_blank",
        "replies_late",
        "guides_incomplete",
    } <= found.keys()
