"""What candidates of the patrol rest on: stored with what came over the wire, personal numbers masked, on both days of a dead link."""

import gzip
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.collect.patrol import PatrolTools, look_again, patrol_site
from monitor.domain.observation import Exchange
from monitor.domain.patrol import CandidateState, PatrolCandidate, ScreenId
from monitor.patrol.wording import shipped
from probes.http.base import Answer, Fetched, Unreached, Validators
from probes.wall.base import Inline
from storage.access import chain
from storage.evidence.evidence import Condition
from storage.observations import patrol_candidates
from storage.store import Store
from tests.collect.test_patrol import Portal, portal
from tests.databases import sqlite_url
from tests.patrol.test_attachment import docx
from tests.patrol.test_privacy import NUMBER
from tests.probes.world import HOME, site
from tests.stores import open_at

FILE = f"{HOME}list.docx"


@dataclass
class Wire:
    """A portal whose answers tell what went over the wire."""

    portal: Portal

    async def __call__(self, url: str, *, validators: Validators | None = None, **_: Any) -> Answer:
        answer = await self.portal(url, validators=validators)
        body = answer.body if isinstance(answer, Fetched) else b""
        status = answer.status if isinstance(answer, Fetched | Unreached) else 304
        headers = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"))
        sent = Exchange(url=url, at=self.portal.now, status=status, headers=headers, body=gzip.compress(body, mtime=0))  # fmt: skip
        return replace(answer, exchanges=(sent,))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    url = sqlite_url(tmp_path / "m.db")
    async with open_at(url, tmp_path / "evidence", lambda: WEB.now, make_validators=Validators) as opened:
        yield opened


WEB = portal(1)  # its clock alone is shared: every test begins with a portal of its own


def tools(store: Store, web: Portal) -> PatrolTools:
    return PatrolTools(
        database=store.database, fetch=Wire(web), wall=Inline(), clock=web.clock, lists=shipped(), keep=store.save_with
    )  # fmt: skip


async def walk(store: Store, web: Portal) -> dict[ScreenId, PatrolCandidate]:
    await patrol_site(site(), tools(store, web), lambda address: None)
    async with store.database.read() as connection:
        found = await patrol_candidates.candidates(connection, "s", None)
    return {one.screen: one for one in found}


async def says(store: Store, one: PatrolCandidate) -> dict[str, Any]:
    seen = await store.observation(one.evidence[-1])
    assert seen is not None
    return seen


async def test_a_candidate_rests_on_what_was_fetched_and_the_chain_holds_it(store: Store) -> None:
    web = portal(1)
    web.pages[f"{HOME}p0.htm"] = "<p>认真布署</p>"
    found = (await walk(store, web))[ScreenId.WORDING]
    [record] = await store.records(found.evidence[0])
    assert record.condition is Condition.INTACT
    assert "认真布署" in gzip.decompress(record.body).decode()
    seen = await says(store, found)
    assert (seen["kind"], seen["subject"], seen["part"]) == ("patrol", "s", f"{HOME}p0.htm")
    assert "认真布署" in seen["json"]
    async with store.database.read() as connection:
        assert (await chain.verify(connection)).breaks == ()


async def test_a_dead_link_rests_on_both_days(store: Store) -> None:
    web = portal(1)
    await walk(store, web)
    web.now += timedelta(days=7)
    found = (await walk(store, web))[ScreenId.DEAD_LINK]
    statuses = [(await store.records(id))[0].exchange for id in found.evidence]
    assert [(one.status, one.at) for one in statuses] == [(404, web.now - timedelta(days=7)), (404, web.now)]


@pytest.mark.parametrize(
    "page",
    [f"<p>王某 {NUMBER}</p>", f"<p>王某 {NUMBER[:6]}<b>{NUMBER[6:]}</b></p>", f"<title>{NUMBER}</title>"],
)
async def test_no_personal_number_is_stored_however_the_page_writes_it(store: Store, page: str) -> None:
    web = portal(1)
    web.pages[f"{HOME}p0.htm"] = f"<p>认真布署</p>{page}"
    found = await walk(store, web)
    one = found[ScreenId.WORDING]
    [record] = await store.records(one.evidence[0])
    assert NUMBER not in record.body.decode()
    assert NUMBER[6:] not in record.body.decode()
    assert NUMBER not in (await says(store, one))["json"]
    assert "original-sha256=" in dict(record.headers)["X-Monitor-Masked"]


async def test_of_an_attachment_with_personal_numbers_the_masked_text_is_kept(store: Store) -> None:
    web = portal(1)
    web.pages[HOME] += f'<a href="{FILE}">名单</a>'
    web.files[FILE] = docx(f"王某 {NUMBER}")
    found = (await walk(store, web))[ScreenId.PRIVACY]
    [record] = await store.records(found.evidence[0])
    assert record.body.decode().startswith(f"王某 {NUMBER[:3]}****")
    assert NUMBER not in record.body.decode()


async def test_what_was_seen_before_and_what_was_dismissed_is_not_kept_again(store: Store) -> None:
    web = portal(1)
    web.pages[f"{HOME}p0.htm"] = "<p>认真布署</p>"
    first = (await walk(store, web))[ScreenId.WORDING]
    web.pages[f"{HOME}p0.htm"] += "<p>又一段</p>"
    assert (await walk(store, web))[ScreenId.WORDING].evidence == first.evidence
    async with store.database.write() as connection:
        await patrol_candidates.decide(connection, [first.id], CandidateState.DISMISSED, "lin", "x", web.now)
    web.pages[f"{HOME}p0.htm"] += "<p>再一段</p>"
    assert (await walk(store, web))[ScreenId.WORDING].evidence == first.evidence


async def test_texts_under_two_days_rest_on_both_pages(store: Store) -> None:
    web, body = portal(2), "我区召开防汛工作会议，研究部署近期防汛抗旱和安全生产各项工作任务。" * 6
    for n, day in ((0, "2026-01-05"), (1, "2026-10-05")):
        web.pages[f"{HOME}p{n}.htm"] = f"<p>发布时间：{day} 09:00</p><p>{body}</p>"
    found = (await walk(store, web))[ScreenId.REDATED]
    assert {one.exchange.url for one in await store.records(found.evidence[0])} == {
        f"{HOME}p0.htm", f"{HOME}p1.htm",
    }  # fmt: skip


async def test_what_was_confirmed_before_evidence_was_kept_gets_it_at_the_next_look(store: Store) -> None:
    web = portal(1)
    web.pages[f"{HOME}p0.htm"] = "<p>认真布署</p>"
    bare = replace(tools(store, web), keep=None)
    await patrol_site(site(), bare, lambda address: None)
    async with store.database.write() as connection:
        [one] = await patrol_candidates.candidates(connection, "s")
        await patrol_candidates.decide(connection, [one.id], CandidateState.CONFIRMED, "lin", "属实", web.now)
    await look_again(site(), tools(store, web), [one.page])
    async with store.database.read() as connection:
        [after] = await patrol_candidates.candidates(connection, "s", CandidateState.CONFIRMED)
    assert (one.evidence, len(after.evidence)) == ((), 1)


async def test_evidence_of_what_waits_or_was_confirmed_is_never_let_go(store: Store) -> None:
    web = portal(1)
    web.pages[f"{HOME}p0.htm"] = "<p>认真布署</p>"
    found = (await walk(store, web))[ScreenId.WORDING]
    store.clock = lambda: web.now + timedelta(days=2000)
    await store.prune(timedelta(days=800), timedelta(days=800))
    assert len(await store.records(found.evidence[0])) == 1
    async with store.database.write() as connection:
        await patrol_candidates.decide(connection, [found.id], CandidateState.DISMISSED, "lin", "x", web.now)
    await store.prune(timedelta(days=800), timedelta(days=800))
    assert await store.records(found.evidence[0]) == []
