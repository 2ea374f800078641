"""The requests of a night to one site: counted, capped over all probes, the rest left for the next night."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.app.configuration import read_watch
from monitor.app.duties import DaemonWork
from monitor.app.runtime import Runtime, open_runtime
from monitor.collect import runner
from monitor.domain.content import ListState
from monitor.domain.element_pages import ElementPage
from monitor.domain.night_requests import NightRequests, night_of
from monitor.domain.observation import Fact, Listing, StoredObservation
from monitor.domain.reach import Reason
from monitor.domain.site import Subject
from monitor.domain.timing import SHANGHAI
from monitor.wording.say import ENGLISH, say
from probes.base import COLUMNS
from probes.http.base import Answer, Fetched, Unreached
from storage.observations.looks import load_looks
from tests.app.world import Hours
from tests.databases import sqlite_url

BASE = "http://www.example.gov.cn/"
NIGHT = datetime(2026, 11, 20, 1, 30, tzinfo=SHANGHAI)
CONFIG = """
edition = "fuzhou-2021"
[centre]
name = "示例区大数据服务中心"
[[unit]]
id = "office"
name = "示例区政府办"
[[site]]
id = "portal"
name = "示例区人民政府"
url = "http://www.example.gov.cn/"
unit = "office"
probe.elements = {pages = {disclosure_guide = "http://www.example.gov.cn/gkzn/"}}
""" + "".join(
    f'[[site.column]]\nid = "c{n}"\nname = "第{n}栏"\nurl = "{BASE}c{n}/"\nkind = "news"\n' for n in range(6)
)


class Web:
    """A site of empty lists, whose guide to disclosure does not open at first."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.guide = False

    async def __call__(self, url: str, **_: Any) -> Answer:
        self.asked.append(url)
        if url.endswith("/gkzn/") and not self.guide:
            return Unreached(url=url, reason=Reason.HEADER_TIMEOUT)
        text = "<html><head><title>示例</title></head><body><ul><li>暂无内容</li></ul></body></html>"
        return Fetched(url=url, final_url=url, status=200, body=text.encode(), text=text, encoding="utf-8")


@pytest.fixture
async def runtime(tmp_path: Path) -> AsyncIterator[Runtime]:
    path = tmp_path / "sites.toml"
    path.write_text(CONFIG, encoding="utf-8")
    async with open_runtime(read_watch(path), sqlite_url(tmp_path / "m.db"), Hours(NIGHT)) as made:
        made.fetch = Web()
        yield made


def capped(runtime: Runtime, most: int) -> Web:
    settings = runtime.watch.settings
    daemon = replace(settings.daemon, requests_per_night=most)
    runtime.watch = replace(runtime.watch, settings=replace(settings, daemon=daemon))
    web = runtime.fetch
    assert isinstance(web, Web)
    web.asked.clear()
    return web


async def seen(runtime: Runtime, kind: type[Fact]) -> dict[str, list[StoredObservation[Any]]]:
    async with runtime.store.database.read() as connection:
        now = runtime.clock()
        looks = await load_looks(connection, kind, ["portal"], NIGHT - timedelta(days=30), now, now)
    found: dict[str, list[StoredObservation[Any]]] = {}
    for one in looks.get("portal", ()):
        found.setdefault(one.part, []).append(one.seen)
    return found


def later(runtime: Runtime, **how_much: float) -> None:
    assert isinstance(runtime.clock, Hours)
    runtime.clock.now += timedelta(**how_much)


async def test_what_the_night_does_not_hold_is_unknown_and_goes_first_the_next_night(
    runtime: Runtime,
) -> None:
    web, work = capped(runtime, 3), DaemonWork(runtime)
    said = say(await work.look(COLUMNS, runtime.watch.sites), ENGLISH)
    assert len(web.asked) == 3
    assert "pages left for the next night" in said
    assert web.asked[0] == BASE  # one page, on which a veto rests, goes before the many of columns
    first = {part: looks[-1].facts for part, looks in (await seen(runtime, Listing)).items()}
    left = sorted(id for id, one in first.items() if one.reason == Reason.NIGHT_BUDGET.value)
    assert {first[id].state for id in left} == {ListState.UNREACHED}
    later(runtime, hours=2)
    assert "1 sites wait for the next night" in say(await work.look(COLUMNS, runtime.watch.sites), ENGLISH)
    assert len(web.asked) == 3
    later(runtime, hours=22)
    web.asked.clear()
    await work.look(COLUMNS, runtime.watch.sites)
    assert web.asked == [BASE, *(f"{BASE}{id}/" for id in left[:2])]


async def test_each_rounds_requests_are_stored_with_what_was_left(runtime: Runtime) -> None:
    capped(runtime, 3)
    await DaemonWork(runtime).look(COLUMNS, runtime.watch.sites)
    [[kept]] = (await seen(runtime, NightRequests)).values()
    assert (kept.facts.asked, kept.facts.refused > 3, night_of(kept.at)) == (3, True, NIGHT.date() - timedelta(days=1))  # fmt: skip


async def test_a_page_that_did_not_open_is_asked_again_the_next_night_and_the_others_in_a_week(
    runtime: Runtime,
) -> None:
    web, work = capped(runtime, 1000), DaemonWork(runtime)
    await work.look(COLUMNS, runtime.watch.sites)
    assert (await seen(runtime, ElementPage))["disclosure_guide"][-1].facts.state == "unreached"
    web.guide = True
    later(runtime, days=1)
    await work.look(COLUMNS, runtime.watch.sites)
    again = await seen(runtime, ElementPage)
    assert [one.facts.state for one in again["disclosure_guide"]] == ["unreached", "read"]
    assert {len(looks) for part, looks in again.items() if part != "disclosure_guide"} == {1}
    later(runtime, days=1)
    await work.look(COLUMNS, runtime.watch.sites)
    assert len((await seen(runtime, ElementPage))["disclosure_guide"]) == 2


async def test_a_round_that_does_not_finish_names_who_was_left_out_and_begins_with_them_the_next_night(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "SITES_AT_ONCE", 1)
    sites = tuple(replace(runtime.watch.sites[0], id=id) for id in ("a", "b", "c"))
    runtime.watch = replace(runtime.watch, sites=sites)
    work, web, began = DaemonWork(runtime), capped(runtime, 100), runtime.clock()
    order: list[str] = []
    tools_for = DaemonWork._tools_for

    async def noted(self: DaemonWork, subject: Subject, again: Any) -> Any:
        order.append(subject.id)
        later(runtime, hours=9 if subject.id == "b" and runtime.clock() == began else 0)
        return await tools_for(self, subject, again)

    monkeypatch.setattr(DaemonWork, "_tools_for", noted)
    said = say(await work.look(COLUMNS, sites), ENGLISH)
    assert said.startswith(
        "unfinished: 1 of 3 subjects were not looked at in time and come first in the next round: c; "
    )
    assert "looks at 2 subjects" in said
    later(runtime, hours=15)
    assert "unfinished" not in say(await work.look(COLUMNS, sites), ENGLISH)
    assert order == ["a", "b", "c", "a", "b"]
    assert web.asked
