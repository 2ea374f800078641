"""What a patrol leaves for the score sheet: the links that rows ask for, and its lines as people had decided them by then."""

from contextlib import suppress
from datetime import timedelta

from monitor.domain.patrol import CandidateState, ScreenId
from monitor.regulations.sought_links import LinkTopic, link_topics
from storage.db.engine import Database
from storage.observations import patrol_candidates, patrol_links
from tests.collect.test_patrol import Portal, base, walk
from tests.probes.world import HOME, NOW

__all__ = ["base"]
FAR = NOW + timedelta(days=60)
PLANS = '<a href="http://x.gov.cn/gh/">某县规划</a><a href="http://y.gov.cn/">另县</a><a href="http://b.example.org/">书店</a>'


def portal() -> Portal:
    pages = {
        HOME: f'<a href="{HOME}gh/"><img src="/a.png" alt="规划专题"></a><a href="{HOME}hall.htm">网上办事大厅</a>',
        f"{HOME}gh/": PLANS,
        f"{HOME}qs/": '<a href="http://a.gov.cn/edu.htm">教育</a><a href="/w.htm">供水</a>',
    }
    pages[HOME] += f'<a href="{HOME}qs/">公共企事业单位信息公开</a>'
    return Portal(pages, outside={"http://x.gov.cn/gh/": "某县", "http://y.gov.cn/": "另县"})


async def met(base: Database, number: int = 1, topics: list[LinkTopic] | None = None) -> dict[str, object]:
    async with base.read() as connection:
        found = await patrol_links.site_patrol(
            connection, "s", HOME, number, topics or link_topics().values()
        )
    return {} if found is None else {one.topic: one for one in found.links} | {"": found}


async def test_a_link_is_met_by_its_words_or_its_pictures_words_with_what_stands_behind_it(
    base: Database,
) -> None:
    await walk(base, portal())
    found = await met(base)
    plans, hall, bodies = (found[one] for one in ("planning", "hall", "public_bodies"))
    assert (plans.url, plans.words, plans.on_home, plans.outcome) == (f"{HOME}gh/", "规划专题", True, "ok")  # type: ignore[attr-defined]
    assert plans.hosts == ("x.gov.cn", "y.gov.cn")  # type: ignore[attr-defined]
    assert (hall.outcome, hall.pages) == ("dead", 1)  # type: ignore[attr-defined]
    assert bodies.fields == ("教育", "供水")  # type: ignore[attr-defined]
    assert "app" not in found


async def test_a_link_is_met_by_its_host_and_a_word_of_search_patterns_means_itself(base: Database) -> None:
    await walk(base, portal())
    by_host = LinkTopic(id="h", name="h", words=("%",), hosts=("y.gov.cn",))
    found = await met(base, topics=[by_host])
    assert found["h"].url == "http://y.gov.cn/"  # type: ignore[attr-defined]
    assert set(found) == {"", "h"}


async def test_a_patrol_that_is_not_over_says_nothing(base: Database) -> None:
    assert await met(base) == {}
    web = portal()
    web.killed_after = 2
    with suppress(KeyboardInterrupt):
        await walk(base, web)
    assert await met(base) == {}


async def test_a_line_stands_as_people_had_decided_it_by_the_moment_asked(base: Database) -> None:
    web = portal()
    for _ in range(2):
        await walk(base, web)
        web.now += timedelta(days=7)
    async with base.write() as connection:
        [first, *_] = await patrol_candidates.candidates(connection, "s")
        await patrol_candidates.decide(
            connection, [first.id], CandidateState.CONFIRMED, "lin", "", NOW + timedelta(days=20)
        )
    states = {}
    async with base.read() as connection:
        for day in (1, 10, 30):
            lines = await patrol_links.lines_in(connection, ["s"], NOW, FAR, NOW + timedelta(days=day))
            states[day] = [one.state for one in lines.get("s", ()) if first.cause in one.causes]
        late = await patrol_links.lines_in(connection, ["s"], FAR, FAR + timedelta(days=90), FAR)
    assert states == {1: [], 10: [CandidateState.OPEN], 30: [CandidateState.CONFIRMED]}
    assert (late, first.screen) == ({}, ScreenId.DEAD_LINK)
