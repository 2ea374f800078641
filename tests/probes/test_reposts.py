"""Lists of portals above: looked at once for all sites, and never a fault of theirs when they do not open."""

from dataclasses import replace
from random import Random

from monitor.domain.content import ListState
from monitor.domain.timing import DAY
from probes.base import NothingStored, Tools
from probes.reposts import PROBE, Settings, Upstream

from .world import NOW, Web, rows, site

ABOVE = "http://www.up.gov.cn/yw/"
ASKED = Settings(upstream=(Upstream(name="省政府要闻", url=ABOVE, hours=24),))
LIST = rows(*((f"{ABOVE}t2026110{n}_{n}.htm", f"2026-11-0{n}") for n in range(1, 6)))


def tools(web: Web) -> Tools:
    return Tools(fetch=web, clock=lambda: NOW, rng=Random(0), known=NothingStored())


async def test_one_look_serves_all_sites_of_a_night() -> None:
    web = Web({ABOVE: LIST})
    first = tools(web)
    seen = [one async for one in PROBE.run(site(), ASKED, first)]
    other = replace(site(), id="t")
    again = [one async for one in PROBE.run(other, ASKED, replace(first, clock=lambda: NOW + DAY / 24))]
    assert (web.asked, len(seen[0].facts.items), seen[0].facts.hours) == ([ABOVE], 5, 24)
    assert (again[0].subject, again[0].facts) == ("t", seen[0].facts)
    assert [one async for one in PROBE.run(site(), ASKED, replace(first, clock=lambda: NOW + DAY))]
    assert web.asked == [ABOVE, ABOVE]


async def test_a_list_that_does_not_open_says_so_and_is_tried_again_for_the_next_site() -> None:
    web = Web({})
    mine = tools(web)
    seen = [one async for one in PROBE.run(site(), ASKED, mine)]
    assert (seen[0].facts.state, seen[0].facts.reason) == (ListState.UNREACHED, "http_status")
    assert [one async for one in PROBE.run(site(), ASKED, mine)]
    assert web.asked == [ABOVE, ABOVE]


async def test_without_lists_nothing_is_asked() -> None:
    assert [one async for one in PROBE.run(site(), Settings(), tools(Web({})))] == []
