"""A page that came again as it was is not read again, unless what was read of it hangs on more than its bytes."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from monitor.domain.content import ListState
from monitor.domain.observation import Listing, Observation, StoredObservation
from monitor.domain.site import Column, ListSource
from probes import columns, homepage
from probes.pages.dates.moment import lasting
from probes.pages.listing.homepage import read_homepage
from probes.pages.listing.listing import read_list
from tests.every import every
from tests.fuzz.mutate import mutated
from tests.fuzz.readers import SEEDS

from .world import HOME, NOW, Memory, Web, column, look, rows, site

LIST = rows(("/yw/1.htm", "2026-11-18"), ("/yw/2.htm", "2026-11-10"), ("/yw/3.htm", "2026-10-01"))
YW = f"{HOME}yw/"


async def listing(
    page: str, known: Observation[Any] | None = None, of: Column | None = None
) -> Observation[Any]:
    """The look at a column whose page is *page*; *known*: the look before, as the store would give it."""
    memory = Memory()
    if known is not None:
        stored = StoredObservation(id="ob_1", at=NOW - timedelta(days=1), facts=known.facts)
        memory = Memory(listings={"yw": stored}, pages={YW: known.page})
    return next(iter(await look(columns.PROBE, site(of or column()), Web({YW: page}), memory)))


async def test_a_list_that_came_again_as_it_was_is_not_read_again() -> None:
    first = await listing(LIST)
    other = Listing(state=ListState.ITEMS, reason="nobody would read this of that page")
    again = await listing(LIST, replace(first, facts=other))
    assert (again.facts, again.repeats) == (other, "ob_1")


OTHERWISE = {
    "another letter": (LIST.replace("通知", "通告") + " ", column()),
    "other selectors": (LIST, column(source=ListSource(item="li", date="span"))),
}


@pytest.mark.parametrize("name", OTHERWISE)
async def test_what_is_read_otherwise_is_read(name: str) -> None:
    page, of = OTHERWISE[name]
    first = await listing(LIST)
    again = await listing(page, first, of)
    assert again.repeats == ""
    assert again.page not in ("", first.page)


@pytest.mark.parametrize("state", [ListState.UNREADABLE, ListState.UNREACHED])
async def test_a_list_that_was_not_read_the_last_time_is_read(state: ListState) -> None:
    first = await listing(LIST)
    again = await listing(LIST, replace(first, facts=Listing(state=state)))
    assert (again.repeats, again.facts) == ("", first.facts)


DATED = "<ul class='list'>" + "".join(f"<li><a href='/yw/{{0}}{n}.htm'>关于第{n}号事项的通知</a><span>{{1}}</span></li>" for n in range(1, 6)) + "</ul>"  # fmt: skip
SCRIPT = "<script>var d = new Date();document.write('<ul class=list>' + '<li><a href=/yw/9.htm>关于第九号事项的通知</a><span>2026-11-1{}</span></li>'.repeat(3) + '</ul>')</script>"
UNTIL = SCRIPT.format(9).replace("document", "if (d {} new Date(2026, 10, 25)) document")
#: Pages of which another day would read something else, and such of which it would not.
PAGES = {
    "days in full": (DATED.format("", "2026-11-18"), True),
    "days before a year that rows name": (DATED.format("202611/t20261101_", "11-18"), True),
    "tomorrow": (DATED.format("", "2026-11-21"), True),
    "a day to come": (LIST + DATED.format("", "2026-11-25"), False),
    "words": (DATED.format("", "3天前"), False),
    "the day before": (DATED.format("", "昨天 09:41"), False),
    "a script that asks for the time and writes rows": (LIST + SCRIPT.format(9), False),
    "a script that writes rows from some day on": (LIST + UNTIL.format(">="), False),
    "a script that writes rows up to some day": (LIST + UNTIL.format("<"), False),
    "a script that writes rows on some days of the week": (LIST + SCRIPT.format(9).replace("document", "if (d.getDay() == 1) document"), False),
    "a script that puts rows into a box from some day on": ("<div id=b></div>" + LIST + UNTIL.format(">=").replace("document.write(", "document.getElementById('b').innerHTML = ("), False),
    "a script that shows the time, and from some day on rows": (LIST + UNTIL.format(">=") + "<script>document.write(new Date().getFullYear())</script>", False),
    "a script that asks for the time and shows it": (LIST + "<script>document.write(new Date().getFullYear())</script>", True),
}  # fmt: skip


@every("name", PAGES)
async def test_a_list_that_hangs_on_the_moment_is_read_each_time(name: str) -> None:
    page, lasts = PAGES[name]
    first = await listing(page)
    assert (first.facts.state is ListState.ITEMS) is (
        "into a box" not in name
    )  # of that one more than the clock differs
    assert bool(first.page) is lasts
    again = await listing(page, first)
    assert again.repeats == ("ob_1" if lasts else "")


async def test_a_list_that_stands_elsewhere_is_asked_for_each_time() -> None:
    """Its first page holds pinned rows only: what was read is of two pages, and one of them alone says nothing."""
    pinned = "<ul class='list'>" + "".join(f"<li class='top'>[置顶]<a href='/yw/{n}.htm'>[置顶]关于第{n}号事项的通知</a><span>2026-10-0{n}</span></li>" for n in (1, 2, 3)) + "</ul><a href='index_1.htm'>下一页</a>"  # fmt: skip
    web = Web({YW: pinned, f"{YW}index_1.htm": LIST})
    first = next(iter(await look(columns.PROBE, site(column()), web)))
    assert (first.facts.pages, first.page) == (2, "")


async def test_a_homepage_that_came_again_as_it_was_is_not_read_again() -> None:
    web = Web({HOME: LIST})
    first = next(iter(await look(homepage.PROBE, site(), web)))
    other = replace(first.facts, script_blocks=7)
    memory = Memory(home=StoredObservation(id="ob_1", at=NOW, facts=other), pages={HOME: first.page})
    again = next(iter(await look(homepage.PROBE, site(), web, memory)))
    assert (again.facts, again.repeats) == (other, "ob_1")
    elsewhere = next(iter(await look(homepage.PROBE, site(allowed_hosts=("*.b.gov.cn",)), web, memory)))
    assert (elsewhere.facts, elsewhere.repeats) == (first.facts, "")


async def test_the_way_in_to_columns_is_read_each_time() -> None:
    pages = {HOME: "<a href='/yw/'>政务要闻</a><a href='/gg/'>通知公告</a>", YW: LIST, f"{HOME}gg/": LIST}
    first = next(iter(await look(homepage.PROBE, site(), Web(pages))))
    assert (first.facts.navigation, first.page) == (True, "")


def made_up(rng: Random) -> str:
    """A list of rows that say their day in one of many ways, or a page with faults."""
    if rng.random() < 0.3:
        return mutated(rng)
    ways = (
        "2026-11-{0}",
        "11-{0}",
        "[12-{0}]",
        "{0}天前",
        "昨天",
        "今天 08:00",
        "2026年12月{0}日",
        "刚刚",
        "2026-11-{0} 至 2026-12-{0}",
        "",
    )
    way, rest = rng.choice(ways[:3]), rng.choice(ways)
    written = [
        (rest if rng.random() < 0.2 else way).format(rng.randint(10, 28)) for _ in range(rng.randint(3, 9))
    ]
    return "<ul class='list'>" + "".join(
        f"<li><a href='/a/{'202611/t20261109_' if rng.random() < 0.3 else ''}{n}.htm'>关于第{n}号事项的通知</a><span>{day}</span></li>" for n, day in enumerate(written)
    ) + "</ul>"  # fmt: skip


def test_what_does_not_hang_on_the_moment_is_read_the_same_ever_after() -> None:
    """Some hundred made-up pages, of which about half hang on it; a moment later, days, weeks, years later."""
    rng, lasts = Random(0), 0
    for page in [*SEEDS, *(made_up(rng) for _ in range(150))]:
        for read in (read_list, read_homepage):
            found, sure = lasting(read, page, YW, now=NOW)
            later = NOW + rng.choice(
                (timedelta(minutes=1), timedelta(days=1), timedelta(days=9), timedelta(days=800))
            )
            if sure:
                lasts += 1
                assert read(page, YW, now=later) == found, page
    assert lasts > 100


def test_only_where_it_is_noted_does_a_reader_of_lists_ask_what_day_it_is() -> None:
    """Who reads a list asks `moment.py`, so that it is known what hangs on the day."""
    pages, asking = (
        Path(columns.__file__).parent,
        re.compile(r"day_of\(now|\bnow\.|\bnow [-+<>]|[-+<>] now\b"),
    )
    folders = ("pages/listing", "pages/records", "pages/dates", "adapters")
    found = {
        path.name
        for one in folders
        for path in (pages / one).glob("*.py")
        if asking.search(path.read_text("utf-8"))
    }
    assert found == {"moment.py", "dates.py"}
