"""A small county with something of everything, stored as the program stores it: what the page tests look at."""

import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import httpx
from fastapi import FastAPI

from monitor.domain.access import Role, Viewer
from monitor.domain.content import BoardState, Candidate, Dated, DatePlace, Item, ListState, Message
from monitor.domain.finding import Owed, Standing
from monitor.domain.observation import BoardReading, Exchange, Listing, Observation, Reading, Visit
from monitor.domain.reach import Reach
from monitor.domain.screenshot import Screenshot, ShotState
from monitor.domain.sentence import written
from monitor.domain.site import (
    Account,
    Board,
    Centre,
    Column,
    ColumnKind,
    Frequency,
    Platform,
    Site,
    Unit,
    Watch,
)
from monitor.domain.timing import midnight
from monitor.domain.verdict import Outcome, PartKind, Verdict, VerdictPart
from monitor.regulations.editions import load_edition
from monitor.web.auth.guard import viewer
from monitor.web.context import Web
from monitor.web.pages.router import ROUTER
from probes.http.browser_picture import NOTE, PNG
from storage.db import tables
from storage.db.codec import encode
from storage.store import Store
from tests.databases import sqlite_url
from tests.storage.conftest import NOW
from tests.stores import open_at

TODAY = NOW.date()
LAST_NIGHT = NOW.replace(hour=2)
HOSTILE = "<script>alert(1)</script>=cmd|' /C calc'!A0\u2028\x07\u202e倒"
EDITION = "fuzhou-2021"

COUNTY = Site(
    id="county", name="闽江县人民政府", url="http://county.test/", unit="office", edition=EDITION, site_code="3501990001",
    columns=(
        Column(id="news", name="政务要闻", url="http://county.test/yw/", kind=ColumnKind.NEWS, unit="civil"),
        Column(id="notice", name="通知公告", url="http://county.test/tz/", kind=ColumnKind.NOTICE, unit="office"),
        Column(id="plan", name=f"规划{HOSTILE}", url="http://county.test/gh/", frequency=Frequency.ANNUAL, unit="office"),
    ),
    boards=(Board(id="xx", name="县长信箱", url="http://county.test/xx/", unit="office"),),
)  # fmt: skip
SCHOOL = Site(id="school", name="闽江县教育局", url="http://school.test/", unit="education", edition=EDITION)
WEIBO = Account(
    id="weibo",
    name="闽江发布",
    platform=Platform.WEIBO,
    unit="office",
    edition=EDITION,
    registry={"备案号": "35019900"},
)
WATCH = Watch(
    edition=EDITION,
    centre=Centre(name="闽江县大数据服务中心"),
    units=(
        Unit(id="office", name="县政府办"),
        Unit(id="civil", name="县民政局"),
        Unit(id="education", name="县教育局"),
    ),
    sites=(COUNTY, SCHOOL),
    accounts=(WEIBO,),
)
CENTRE = Viewer(name="wang", full_name="王小明", role=Role.CENTRE, csrf="token-of-wang")
AUDITOR = Viewer(name="shen", role=Role.AUDITOR)
PAGE = (
    "<html><head><meta charset=gbk><script>alert(1)</script></head><body><h1>关于低保的公告</h1>"
    "<p>发布日期：2026年11月03日</p><img src=http://evil.test/x.png></body></html>"
)


def unit_user(unit: str) -> Viewer:
    """A person of that unit."""
    return Viewer(name=f"{unit}-li", role=Role.UNIT, unit=unit, csrf=f"token-of-{unit}")


def verdict(site: str, rule: str, outcome: Outcome, **more: object) -> Verdict:
    """Last night's verdict of that rule of the edition."""
    clause = load_edition(EDITION).clause(rule, "site")
    assert clause is not None
    plain = Verdict(
        subject=site, rule=rule, clause=clause, outcome=outcome, decided_at=LAST_NIGHT,
        window=(LAST_NIGHT - timedelta(days=7), LAST_NIGHT), measured={}, coverage=1.0, reason=written("seen", "监测所见"),
        needs=written("look", "恢复后重新监测"), evidence=("ob_1",),
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def column(id: str, days_left: int, unit: str, evidence: tuple[str, ...] = ()) -> VerdictPart:
    """A column with that many days left; negative: over."""
    due = TODAY + timedelta(days=days_left)
    late = days_left < 0
    return VerdictPart(
        kind=PartKind.COLUMN,
        id=id, outcome=Outcome.FAIL if late else Outcome.PASS, state="stale" if late else "fresh", unit=unit,
        newest=due - timedelta(days=14), due_on=due, days_left=None if late else days_left,
        days_over=-days_left if late else None, reason=written("newest", f"最新{due - timedelta(days=14)}"), evidence=evidence,
    )  # fmt: skip


def message(id: str, title: str, days_left: int, unit: str) -> VerdictPart:
    """An open message as `replies_late` tells it."""
    late = days_left < 0
    return VerdictPart(
        kind=PartKind.MESSAGE, id=id, board="xx", name=title, outcome=Outcome.FAIL if late else Outcome.PASS, unit=unit,
        newest=date(2026, 8, 25), due_on=TODAY + timedelta(days=days_left), days_left=None if late else days_left,
        days_over=-days_left if late else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """The county in a store, and how to look at it."""

    store: Store
    app: FastAPI
    listing: str  #: ids of observations with raw bytes
    reading: str
    board: str
    other_column: str
    picture: str  #: of the same column as *listing*

    def as_(self, who: Viewer) -> httpx.AsyncClient:
        """A browser in which *who* is logged in."""
        self.app.dependency_overrides[viewer] = lambda: who
        return httpx.AsyncClient(transport=httpx.ASGITransport(app=self.app), base_url="http://monitor.test")


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The county as it was written once: its files, and the ids of what has raw bytes."""

    files: dict[str, bytes]
    ids: tuple[str, str, str, str, str]


_drawn: list[_Drawn] = []


@asynccontextmanager
async def open_world(folder: Path) -> AsyncIterator[World]:
    """Open the county in *folder*: written once in this process, and copied from then on."""
    if not _drawn:
        async with _store(folder) as store:
            ids = await _look(store)
            await _judge(store, *ids[:4])
            await _find(store)
        files = {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
        _drawn.append(_Drawn(files, ids))
    [drawn] = _drawn
    for name, content in drawn.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    async with _store(folder) as store:
        app = FastAPI()
        app.state.web = Web(watch=lambda: WATCH, store=store, clock=lambda: NOW)
        app.include_router(ROUTER)
        listing, other, reading, board, picture = drawn.ids
        yield World(store, app, listing, reading, board, other, picture)


def _store(folder: Path) -> AbstractAsyncContextManager[Store]:
    return open_at(sqlite_url(folder / "monitor.db"), folder / "evidence", lambda: NOW)


async def _look(store: Store) -> tuple[str, str, str, str, str]:
    """Save a week of visits, two listings, an article and a board, each with raw bytes."""
    visits = [
        Observation(subject="county", at=midnight(TODAY - timedelta(days=back)) + timedelta(hours=hour, minutes=7), facts=_visit(back, hour))
        for back in range(6, -1, -1)
        for hour in range(24)
        if (back, hour) != (1, 9) and midnight(TODAY - timedelta(days=back)) + timedelta(hours=hour, minutes=7) <= NOW
    ]  # fmt: skip
    await store.save(visits)
    item = Item(title=f"关于低保的公告{HOSTILE}", url="http://county.test/a.htm", on=date(2026, 11, 3))
    facts = Listing(state=ListState.ITEMS, items=(item,))
    reading = Reading(
        url="http://county.test/a.htm", title="关于低保的公告", published=Dated(on=date(2026, 11, 3), place=DatePlace.VISIBLE),
        candidates=(Candidate(on=date(2026, 11, 3), place=DatePlace.VISIBLE, text="发布日期：2026年11月03日"),),
    )  # fmt: skip
    letters = (
        Message(
            id="xx/1", title_masked="低保发放问题", board="xx", submitted=date(2026, 8, 25), unit="县民政局"
        ),
        Message(
            id="xx/2",
            title_masked="门户网站打不开的秘密",
            board="xx",
            submitted=date(2026, 8, 25),
            unit="县政府办",
        ),
    )
    looks = [
        Observation(subject="county", part="news", at=LAST_NIGHT, facts=facts, exchanges=(_exchange("yw/"),)),
        Observation(subject="county", part="notice", at=LAST_NIGHT, facts=facts, exchanges=(_exchange("tz/"),)),
        Observation(subject="county", part=reading.url, at=LAST_NIGHT, facts=reading, exchanges=(_exchange("a.htm"),)),
        Observation(
            subject="county", part="xx", at=LAST_NIGHT, exchanges=(_exchange("xx/"),),
            facts=BoardReading(state=BoardState.MESSAGES, messages=letters, complete=True),
        ),
        Observation(
            subject="county", part="news", at=LAST_NIGHT, facts=Screenshot(url="http://county.test/yw/", state=ShotState.TAKEN),
            exchanges=(replace(_exchange("yw/"), body=PNG, note=NOTE, headers=(("Content-Type", "image/png"),)),),
        ),
    ]  # fmt: skip
    news, notice, article, board, picture = await store.save(looks)
    return news, notice, article, board, picture


def _visit(back: int, hour: int) -> Visit:
    if (back, hour) == (1, 3):
        return Visit(reach=Reach.NOT_OPENED, reason="timeout_first_byte", elapsed_s=15.0)
    if (back, hour) == (2, 5):
        return Visit(reach=Reach.NOT_MEASURED, reason="blocked_script", elapsed_s=0.3)
    return Visit(reach=Reach.OPENED, reason="ok", elapsed_s=0.8)


def _exchange(path: str) -> Exchange:
    body = PAGE.encode("gbk") + f"<!-- {path} -->".encode()
    return Exchange(
        url=f"http://county.test/{path}", at=LAST_NIGHT, address="192.0.2.7", status=200, reason_phrase="OK",
        request_headers=(("Host", "county.test"),), headers=(("Content-Type", "text/html; charset=gbk"), ("Server", "<b>nginx")),
        body=body,
    )  # fmt: skip


async def _judge(store: Store, listing: str, other: str, _reading: str, board: str) -> None:
    """Last night's verdicts; the night before, everything passed."""
    columns = (
        column("news", -9, "civil", (listing,)),
        column("notice", 3, "office", (other,)),
        column("plan", 90, "office"),
    )
    messages = (
        message("xx/1", "低保发放问题", -2, "县民政局"),
        message("xx/2", "门户网站打不开的秘密", 5, "县政府办"),
    )
    given = [
        verdict("county", "site_unreachable", Outcome.FAIL, measured={"visits": 168, "failed": 9, "failed_percent": 5.36}, reason=written("9 of 168", "168次访问中9次未能打开")),
        verdict("county", "columns_overdue", Outcome.PASS, parts=columns, reason=written("1", "3个栏目中1个超过期限")),
        verdict(
            "county", "replies_late", Outcome.FAIL, reason=written("late", "1条留言超过期限未回应；最久的 xx/1已超期2天"),
            measured={"open": 2, "overdue": 1}, parts=messages, evidence=(board,),
        ),
        verdict("county", "safety_wording", Outcome.UNKNOWN, evidence=(), reason=written("waits", "待人工确认")),
        verdict("school", "site_unreachable", Outcome.UNKNOWN, evidence=(), reason=written("blocked", "21次被拦截"), needs=written("ask", "请网站运维将本系统出口地址加入白名单")),
    ]  # fmt: skip
    before = [
        replace(one, outcome=Outcome.PASS, decided_at=one.decided_at - timedelta(days=2))
        for one in given
        if one.rule == "site_unreachable"
    ]
    await store.save_verdicts([*before, *given])


async def _find(store: Store) -> None:
    """Two findings: one of a column of the civil office, now in its second episode, one of the county office."""
    late = Standing(
        subject="county", rule="column", part="news", owed=Owed.COLUMN, name="政务要闻", unit="civil", outcome=Outcome.FAIL,
        due_on=TODAY - timedelta(days=9), days_left=-9, reason=written("late", "已超期9天"),
    )  # fmt: skip
    down = Standing(
        subject="county", rule="site_unreachable", name="站点无法访问", unit="office", veto=True, outcome=Outcome.FAIL,
        reason=written("down", "9次未能打开"),
    )  # fmt: skip
    rows = [
        ("fi_0", late, 1, NOW - timedelta(days=60), NOW - timedelta(days=50)),
        ("fi_1", late, 2, NOW - timedelta(days=8), None),
        ("fi_2", down, 1, NOW - timedelta(days=1), None),
    ]
    async with store.database.write() as connection:
        await connection.execute(
            tables.finding.insert(),
            [
                {"id": id, "subject": one.subject, "rule": one.rule, "part": one.part, "episode": episode, "unit": one.unit,
                 "grade": "fail", "opened_at": opened, "seen_at": LAST_NIGHT, "closed_at": closed, "standing": encode(one)}
                for id, one, episode, opened, closed in rows
            ],
        )  # fmt: skip
        await connection.execute(
            tables.step.insert(),
            [
                {"finding": "fi_1", "at": NOW - timedelta(days=8), "who": "monitor", "act": "opened", "note": "", "until": None, "evidence": json.dumps(["ob_1"])},
                {"finding": "fi_1", "at": NOW - timedelta(days=1), "who": "civil-li", "act": "promised", "note": f"三日内更新{HOSTILE}", "until": TODAY + timedelta(days=3), "evidence": "[]"},
            ],
        )  # fmt: skip
        await connection.execute(
            tables.duty.insert(),
            [
                {"name": "每日判定", "started_at": NOW - timedelta(days=3), "ended_at": NOW - timedelta(days=3), "detail": "2个网站"},
            ],
        )  # fmt: skip
