"""The patrol of a whole site: resumed after a kill, one cause one line, a firewall is no fault, what is as it was costs little."""

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from monitor.collect.patrol import Patrolled, PatrolTools, patrol_site
from monitor.domain.patrol import CandidateState, PatrolCandidate, ScreenId
from monitor.domain.reach import Reason
from monitor.domain.settings import PatrolSettings
from monitor.domain.timing import Clock
from monitor.patrol.wording import shipped
from probes.http.base import ANYWHERE, Answer, Fetch, Fetched, NotModified, Unreached, Validators
from probes.wall.base import Inline
from storage.db.engine import Database, connect
from storage.observations import patrol_candidates
from tests.databases import sqlite_url
from tests.patrol.test_attachment import docx
from tests.patrol.test_privacy import NUMBER
from tests.probes.world import HOME, NOW, site

FOOT = f'<a href="{HOME}gone.htm">旧专题</a><a href="{HOME}wall/">内部系统</a><a href="http://friend.example.org/">友情链接</a>'
SETTINGS = PatrolSettings()


@dataclass
class Portal:
    """A portal of many pages with the same foot, by a clock that the test moves."""

    pages: dict[str, str]
    files: dict[str, bytes] = field(default_factory=dict)
    outside: dict[str, str] = field(default_factory=lambda: {"http://friend.example.org/": "某协会"})
    asked: list[str] = field(default_factory=list)
    now: datetime = NOW
    killed_after: int | None = None
    left: dict[str, str] = field(default_factory=dict)  #: pages that send their reader to another site
    allowed: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def clock(self) -> datetime:
        return self.now

    async def __call__(self, url: str, *, validators: Validators | None = None, **more: Any) -> Answer:
        if self.killed_after is not None and len(self.asked) >= self.killed_after:
            raise KeyboardInterrupt
        if url not in self.pages and re.fullmatch(HOME + r"[0-9a-f]{16}\.html", url):
            return self.nothing()
        self.asked.append(url)
        self.allowed[url] = more.get("allowed_hosts", ())
        if url in self.left:
            return Unreached(url=url, reason=Reason.HOST_LEFT, status=302, final_url=self.left[url])
        if url == f"{HOME}wall/":
            return Unreached(url=url, reason=Reason.BLOCKED_PAGE, status=403)
        if url in self.files:
            return Fetched(url=url, final_url=url, status=200, body=self.files[url])
        if url in self.outside:
            text = f"<html><title>{self.outside[url]}</title><body>{self.outside[url]}</body></html>"
            return Fetched(url=url, final_url=url, status=200, body=text.encode(), text=text)
        if url not in self.pages:
            return Unreached(url=url, reason=Reason.HTTP_STATUS, status=404)
        body = f"<html><title>示例</title><body>{self.pages[url]}{FOOT}</body></html>"
        tag = str(hash(body))
        if validators is not None and validators.etag == tag:
            return NotModified(url=url)
        return Fetched(
            url=url, final_url=url, status=200, body=body.encode(), text=body, validators=Validators(etag=tag)
        )

    def nothing(self) -> Answer:
        """What it shows for an address that it has not."""
        return Unreached(url=HOME, reason=Reason.HTTP_STATUS, status=404)


def portal(many: int = 30) -> Portal:
    pages = {f"{HOME}p{n}.htm": f"<p>第{n}篇</p>" for n in range(many)}
    pages[HOME] = "".join(f'<a href="{one}">稿件</a>' for one in pages)
    return Portal(pages)


@pytest.fixture
async def base(tmp_path: Path) -> AsyncIterator[Database]:
    made = await connect(sqlite_url(tmp_path / "m.db"))
    yield made
    await made.close()


def tools(base: Database, web: Fetch, clock: Clock, settings: PatrolSettings = SETTINGS) -> PatrolTools:
    return PatrolTools(
        database=base, fetch=web, wall=Inline(), clock=clock, settings=settings, lists=shipped()
    )


async def walk(base: Database, web: Portal, settings: PatrolSettings = SETTINGS) -> Patrolled:
    return await patrol_site(site(), tools(base, web, web.clock, settings), lambda address: None)


async def seen(base: Database, state: CandidateState | None = CandidateState.OPEN) -> list[PatrolCandidate]:
    async with base.read() as connection:
        return await patrol_candidates.candidates(connection, "s", state)


async def test_a_dead_link_of_every_page_is_one_line_after_two_days(base: Database) -> None:
    web = portal()
    await walk(base, web)
    assert await seen(base) == []
    web.now += timedelta(days=7)
    done = await walk(base, web)
    [dead] = await seen(base)
    assert (dead.screen, dead.cause, dead.pages) == (ScreenId.DEAD_LINK, f"{HOME}gone.htm", 31)
    assert done.asked == {"page": 33, "outside": 1}


@dataclass
class Counting(Inline):
    """Counts the documents that are read."""

    reads: list[str] = field(default_factory=list)

    async def read(self, reader: Callable[..., Any], *given: Any) -> Any:
        self.reads.append(reader.__name__)
        return await super().read(reader, *given)


@dataclass
class Untagged:
    """A portal whose server knows nothing of what its readers have."""

    portal: Portal

    async def __call__(self, url: str, *, validators: Validators | None = None, **more: Any) -> Answer:
        answer = await self.portal(url, **more)
        return replace(answer, validators=None) if isinstance(answer, Fetched) else answer


@pytest.mark.parametrize("tagged", [True, False], ids=["304", "the same bytes"])
async def test_a_page_that_is_as_it_was_costs_one_request_and_is_neither_read_nor_written_anew(
    base: Database, tagged: bool
) -> None:
    web, wall = portal(), Counting()
    fetch: Fetch = web if tagged else Untagged(web)

    async def links() -> set[Any]:
        async with base.read() as connection:
            return set((await connection.execute(text("SELECT rowid, * FROM patrol_link"))).all())

    async def week() -> tuple[list[str], int, int]:
        wall.reads.clear()
        web.asked.clear()
        before = await links()
        await patrol_site(site(), replace(tools(base, fetch, web.clock), wall=wall), lambda address: None)
        written = len(await links() - before)
        web.now += timedelta(days=7)
        return list(wall.reads), len(web.asked), written

    reads, asked, written = await week()
    assert (reads.count("read_patrolled"), reads.count("read_home")) == (32, 1)  # 31 pages, a friend's
    assert written > 90
    assert await week() == (["read_patrolled"], asked, 0)  # the friend, whose owner may be another
    web.pages[f"{HOME}p3.htm"] = "<p>改过的稿件</p>"
    reads, again, written = await week()
    assert (reads, again, written) == (["read_patrolled"] * 2, asked, 3)


async def test_a_picture_that_is_as_it_was_is_not_sent_again(base: Database) -> None:
    web = portal(1)
    picture = f"{HOME}a.png"
    web.pages[HOME] += f'<img src="{picture}">'
    web.pages[picture] = "x"  # with a tag, as pages have
    met: list[str] = []

    async def fetch(url: str, **more: Any) -> Answer:
        answer = await web(url, **more)
        met.extend([type(answer).__name__] if url == picture else [])
        return answer

    for _ in range(3):
        await patrol_site(site(), tools(base, fetch, web.clock), lambda address: None)
        web.now += timedelta(days=7)
    assert met == ["Fetched", "NotModified", "NotModified"]


async def test_a_link_that_works_again_is_no_candidate_any_more(base: Database) -> None:
    web = portal(2)
    for _ in range(2):
        await walk(base, web)
        web.now += timedelta(days=7)
    web.pages[f"{HOME}gone.htm"] = "<p>恢复</p>"
    assert (await walk(base, web)).gone == 1
    assert await seen(base) == []


async def test_a_firewall_is_never_a_dead_link(base: Database) -> None:
    web = portal(2)
    for _ in range(3):
        await walk(base, web)
        web.now += timedelta(days=7)
    assert [one.cause for one in await seen(base)] == [f"{HOME}gone.htm"]


async def test_what_could_not_be_read_is_told_and_is_no_clean_site(base: Database) -> None:
    done = await walk(base, portal(1))
    assert done.unseen == {f"{HOME}wall/": "blocked_page"}
    for id, reason, told in (
        ("other", Reason.CONNECT_TIMEOUT, "timeout_connect"),
        ("third", Reason.REFUSED, "refused"),
    ):
        done = await patrol_site(
            replace(site(), id=id), tools(base, Closed(reason), lambda: NOW), lambda address: None
        )
        assert done.unseen == {HOME: told}


@dataclass
class Closed:
    """A site that does not answer."""

    reason: Reason = Reason.CONNECT_TIMEOUT

    async def __call__(self, url: str, **_: Any) -> Answer:
        return Unreached(url=url, reason=self.reason)


async def test_a_patrol_that_was_killed_goes_on_and_asks_no_page_twice(base: Database) -> None:
    web = portal()
    web.killed_after = 12
    with pytest.raises(KeyboardInterrupt):
        await walk(base, web)
    web.killed_after = None
    done = await walk(base, web)
    assert done.number == 1
    assert done.asked == {"page": 33, "outside": 1}
    assert len(web.asked) == len(set(web.asked))


async def test_pages_that_are_as_they_were_keep_their_links(base: Database) -> None:
    web = portal(5)
    await walk(base, web)
    web.now += timedelta(days=7)
    web.pages[f"{HOME}p1.htm"] += "<p>认真布署</p>"
    await walk(base, web)
    found = {one.screen: one for one in await seen(base)}
    assert found[ScreenId.WORDING].page == f"{HOME}p1.htm"
    assert found[ScreenId.DEAD_LINK].pages == 6


async def test_a_personal_number_in_an_attachment_is_told_masked(base: Database) -> None:
    web = portal(1)
    web.pages[HOME] += f'<a href="{HOME}list.docx">名单</a>'
    web.files[f"{HOME}list.docx"] = docx(f"王某 {NUMBER}")
    await walk(base, web)
    [found] = await seen(base)
    assert (found.screen, found.page) == (ScreenId.PRIVACY, f"{HOME}list.docx")
    assert NUMBER not in f"{found.cause} {found.sentence}"


async def test_a_friend_whose_domain_turned_is_told(base: Database) -> None:
    web = portal(1)
    web.outside["http://friend.example.org/"] = "澳门娱乐城"
    await walk(base, web)
    [found] = await seen(base)
    assert (found.screen, found.cause) == (ScreenId.OUTSIDE, "http://friend.example.org/")


async def test_a_page_that_sends_its_reader_elsewhere_is_looked_at_where_it_leads(base: Database) -> None:
    web = portal(1)
    web.pages[HOME] += f'<a href="{HOME}jump.htm">跳转</a>'
    web.left = {f"{HOME}jump.htm": "http://www.lucky.test/"}
    web.outside["http://www.lucky.test/"] = "澳门娱乐城"
    done = await walk(base, web)
    [found] = await seen(base)
    assert (found.screen, found.cause) == (ScreenId.OUTSIDE, "http://www.lucky.test/")
    assert f"{HOME}jump.htm" not in done.unseen
    assert (
        web.allowed["http://www.lucky.test/"] == ANYWHERE
    )  # a friend may lead anywhere: that is what is looked at
    assert web.allowed[HOME] == ()


async def test_a_page_that_says_that_there_is_none_is_dead_after_two_days_and_then_well_again(
    base: Database,
) -> None:
    web = portal(1)
    web.pages[HOME] += f'<a href="{HOME}soft.htm">通知</a>'
    web.pages[f"{HOME}soft.htm"] = "<title>页面不存在</title><p>您访问的页面不存在或已删除</p>"
    await walk(base, web)
    assert await seen(base) == []
    web.now += timedelta(days=7)
    await walk(base, web)
    assert f"{HOME}soft.htm" in {one.cause for one in await seen(base) if one.sentence == "soft_404"}
    web.pages[f"{HOME}soft.htm"] = "<p>通知内容已恢复</p>"
    await walk(base, web)
    assert f"{HOME}soft.htm" not in {one.cause for one in await seen(base)}


async def test_scripts_and_frames_that_appeared_are_a_line_a_host_and_those_of_the_first_patrol_are_none(
    base: Database,
) -> None:
    web = portal(3)
    web.pages[HOME] += '<script src="http://js.old.test/a.js"></script>'
    await walk(base, web)
    for page in web.pages:
        web.pages[page] += (
            '<script src="http://js.new.test/a.js"></script><iframe src="http://ad.new.test/" width=9 height=90></iframe>'
        )
    web.now += timedelta(days=7)
    await walk(base, web)
    told = [(one.cause, one.detail["kind"]) for one in await seen(base) if one.screen is ScreenId.FOREIGN]
    assert sorted(told) == [("ad.new.test", "frame"), ("js.new.test", "script")]


async def test_what_people_dismissed_never_comes_back(base: Database) -> None:
    web = portal(1)
    web.pages[HOME] += "<p>认真布署</p>"
    await walk(base, web)
    [found] = await seen(base)
    async with base.write() as connection:
        await patrol_candidates.decide(
            connection, [found.id], CandidateState.DISMISSED, "林某", "引用原文", web.now
        )
    web.now += timedelta(days=7)
    web.pages[HOME] += "<p>改动</p>"
    await walk(base, web)
    assert ScreenId.WORDING not in {one.screen for one in await seen(base)}
    assert [one.state for one in await seen(base, None) if one.screen is ScreenId.WORDING] == [
        CandidateState.DISMISSED
    ]


async def test_a_mended_page_takes_its_candidate_away(base: Database) -> None:
    web = portal(1)
    web.pages[f"{HOME}p0.htm"] = "<p>认真布署</p>"
    await walk(base, web)
    web.now += timedelta(days=7)
    web.pages[f"{HOME}p0.htm"] = "<p>认真部署</p>"
    await walk(base, web)
    assert ScreenId.WORDING not in {one.screen for one in await seen(base)}


async def test_the_cap_leaves_the_rest_and_says_so(base: Database) -> None:
    done = await walk(base, portal(), PatrolSettings(most=10))
    assert (sum(done.asked.values()), done.left) == (10, 24)
