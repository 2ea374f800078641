"""A page on which its reader broke is that part's reason; every other part is read, and nothing counts against a site."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest

from monitor.domain.content import (
    BoardState,
    ChannelState,
    Dated,
    GuidesState,
    ListState,
    TimelineState,
    Unreadable,
)
from monitor.domain.observation import Exchange, Observation, Reading
from monitor.domain.reach import Reach, Reason, reach_of
from monitor.domain.site import Account, Board, Platform, Site
from probes import channel, columns, guides, homepage, messages, newmedia
from probes.base import NothingStored, Probe, Tools
from probes.pages.readings import masked
from probes.wall.base import Inline, too_costly
from tests.probes.world import HOME, NOW, Web, article, column, rows, site

MARK = "<!-- costly -->"


@dataclass
class CostlyWall(Inline):
    """A wall whose readers give up on pages that bear the mark."""

    async def read(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        first = args[0] if args else ""
        words = getattr(first, "body", first)  # an exchange
        text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
        return (
            too_costly("processor time")
            if MARK in text
            else await Inline.read(self, function, *args, **kwargs)
        )


async def look(probe: Probe, subject: Site | Account, pages: dict[str, str]) -> list[Observation[Any]]:
    tools = Tools(
        fetch=Web(pages), clock=lambda: NOW, rng=Random(0), known=NothingStored(), wall=CostlyWall()
    )
    return [one async for one in probe.run(subject, probe.settings(), tools)]


async def test_a_costly_column_is_unreadable_and_its_neighbours_are_read() -> None:
    good = rows((f"{HOME}t20261119_1.html", "2026-11-19"))
    pages = {f"{HOME}a/": MARK + good, f"{HOME}b/": good, f"{HOME}t20261119_1.html": article("2026-11-19")}
    looks = await look(columns.PROBE, site(column("a"), column("b")), pages)
    first, second, reading = (one.facts for one in looks)
    assert (first.state, first.reason) == (ListState.UNREADABLE, "too_costly")
    assert second.state is ListState.ITEMS
    assert isinstance(reading.published, Dated)


async def test_a_costly_article_is_unreadable_and_the_next_one_is_read() -> None:
    listed = rows((f"{HOME}t1.html", "2026-11-19"), (f"{HOME}t2.html", "2026-11-18"))
    pages = {
        f"{HOME}a/": listed,
        f"{HOME}t1.html": MARK + article("2026-11-19"),
        f"{HOME}t2.html": article("2026-11-18"),
    }
    looks = await look(columns.PROBE, site(column("a")), pages)
    readings = [one.facts.published for one in looks if isinstance(one.facts, Reading)]
    assert readings[0] == Unreadable("too_costly")
    assert isinstance(readings[1], Dated)


async def test_a_costly_homepage_is_unreadable() -> None:
    [seen] = await look(homepage.PROBE, site(), {HOME: MARK + rows(("t1.html", "2026-11-19"))})
    assert (seen.facts.state, seen.facts.reason) == (ListState.UNREADABLE, "too_costly")


async def test_a_costly_board_is_unreadable() -> None:
    subject = site(boards=(Board(id="mail", name="区长信箱", url=f"{HOME}mail/"),))
    [seen] = await look(messages.PROBE, subject, {f"{HOME}mail/": MARK})
    assert (seen.facts.state, seen.facts.reason) == (BoardState.UNREADABLE, "too_costly")


async def test_what_could_not_be_masked_is_not_stored() -> None:
    kept = [
        Exchange(url=f"{HOME}mail/", at=NOW, status=200, body=f"{mark}电话：13800000000".encode())
        for mark in (MARK, "")
    ]
    withheld, other = await masked(CostlyWall(), kept, ())
    assert withheld.body == b""
    assert "too_costly" in withheld.note
    assert "***" in other.body.decode()


async def test_a_costly_list_of_guides_is_unreadable() -> None:
    subject = site(public_services=True, guides={"list": f"{HOME}bszn/"})
    [seen] = await look(guides.PROBE, subject, {f"{HOME}bszn/": MARK})
    assert (seen.facts.state, seen.facts.reason) == (GuidesState.UNREADABLE, "too_costly")


@pytest.mark.parametrize("costly", [HOME, f"{HOME}ask/"])
async def test_a_channel_is_never_missing_because_a_page_was_costly(costly: str) -> None:
    pages = {HOME: "<html><a href='ask/'>我要咨询</a></html>", f"{HOME}ask/": "<html>没有表单</html>"}
    pages[costly] = MARK + pages[costly]
    [seen] = await look(channel.PROBE, site(), pages)
    assert (seen.facts.state, seen.facts.reason) == (ChannelState.UNREACHED, "too_costly")


@pytest.mark.parametrize(
    "source",
    [
        {"kind": "feed", "url": f"{HOME}feed.xml"},
        {"kind": "page", "url": f"{HOME}feed.xml"},
        {"kind": "weibo", "uid": "1", "base": "http://www.a.gov.cn"},
    ],
    ids=lambda one: one["kind"],
)
async def test_a_costly_feed_is_unreadable_whatever_its_kind(source: dict[str, Any]) -> None:
    account = Account(
        id="wb", name="示例发布", platform=Platform.WEIBO, edition="fuzhou-2021", source=source
    )  # fmt: skip
    asked = {
        f"{HOME}feed.xml": MARK,
        "http://www.a.gov.cn/api/container/getIndex?type=uid&value=1": MARK,
    }
    [seen] = await look(newmedia.PROBE, account, asked)
    assert (seen.facts.state, seen.facts.reason) == (TimelineState.UNREADABLE, "too_costly")


@pytest.mark.parametrize("reason", [Reason.TOO_COSTLY, Reason.READER_BROKE])
def test_what_we_could_not_read_counts_for_nobody(reason: Reason) -> None:
    assert reach_of(reason) is Reach.NOT_MEASURED


class FaultyWeb(Web):
    """A web whose fetcher has a fault of its own at one address."""

    async def __call__(self, url: str, **more: Any) -> Any:
        if url.endswith("faulty.html"):
            raise ValueError("Invalid IPv6 URL")
        return await Web.__call__(self, url, **more)


async def test_our_own_fault_at_one_page_is_that_pages_and_the_next_is_read() -> None:
    listed = rows((f"{HOME}t1faulty.html", "2026-11-19"), (f"{HOME}t2.html", "2026-11-18"))
    web = FaultyWeb({f"{HOME}a/": listed, f"{HOME}t2.html": article("2026-11-18")})
    tools = Tools(fetch=web, clock=lambda: NOW, rng=Random(0), known=NothingStored())
    looks = [one async for one in columns.PROBE.run(site(column("a")), columns.Settings(), tools)]
    readings = [one.facts.published for one in looks if isinstance(one.facts, Reading)]
    assert readings[0] == Unreadable("reader_broke:valueerror")
    assert isinstance(readings[1], Dated)
