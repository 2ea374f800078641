"""A web server in one's hand: a store with verdicts, people with passwords, a clock that can be moved."""

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI

from monitor.domain.finding import Act, Grade, Owed, Standing
from monitor.domain.sentence import written
from monitor.domain.settings import Settings, WebSettings
from monitor.domain.site import Board, Centre, Column, Site, Subject, Unit, Watch
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Outcome, PartKind, Verdict, VerdictPart
from monitor.ops.logs import plain_logs
from monitor.regulations.editions import load_edition
from monitor.web.app import make_app
from monitor.web.auth.keys import digest_of, masked
from monitor.web.auth.passwords import Passwords
from monitor.web.context import Web
from storage.access import people, tokens
from storage.access.people import Person
from storage.access.tokens import Token
from storage.db import tables
from storage.db.codec import encode
from storage.store import Store
from tests.databases import sqlite_url
from tests.stores import open_at

NOW = datetime(2026, 11, 20, 8, 30, 20, tzinfo=SHANGHAI)
PASSWORD = "十个字以上的口令-2026"
HOSTILE = "<script>alert(1)</script>=cmd|' /C calc'!A0\u2028"

EDITION = "fuzhou-2021"
WATCH = Watch(
    edition=EDITION,
    centre=Centre(name="示例区大数据服务中心"),
    units=(
        Unit(id="office", name="区政府办"),
        Unit(id="agriculture", name="区农业农村局", aliases=("农业局",)),
        Unit(id="health", name="区卫健局"),
    ),
    sites=(
        Site(
            id="portal", name=HOSTILE, url="http://www.example.gov.cn/", unit="office", edition=EDITION,
            columns=(Column(id="news", name="要闻", url="http://www.example.gov.cn/yw/", unit="agriculture"),),
            boards=(Board(id="xx", name="区长信箱", url="http://www.example.gov.cn/xx/"),),
        ),
        Site(id="farm", name="农业局网站", url="http://farm.example.gov.cn/", unit="agriculture", edition=EDITION),
    ),
)  # fmt: skip


def verdict(subject: str, rule: str, outcome: Outcome, at: datetime = NOW, **more: object) -> Verdict:
    """A verdict of the shipped edition."""
    clause = load_edition(EDITION).clause(rule, "site")
    assert clause is not None
    plain: dict[str, object] = {
        "subject": subject, "rule": rule, "clause": clause, "outcome": outcome, "decided_at": at,
        "window": (at - timedelta(days=7), at), "measured": {}, "coverage": 1.0,
        "reason": written("as seen", "如所见"),
        "needs": written("look", "再看") if outcome is Outcome.UNKNOWN else None,
        "evidence": ("ob_1",) if outcome is Outcome.FAIL else (),
    }  # fmt: skip
    return Verdict(**{**plain, **more})  # type: ignore[arg-type]


def columns_verdict(at: datetime = NOW) -> Verdict:
    """Of the portal: its one column, which belongs to another unit, is overdue."""
    column = VerdictPart(
        kind=PartKind.COLUMN,
        id="news", outcome=Outcome.FAIL, state="stale", unit="agriculture", days_over=3,
        reason=written("three days over", "超期3天"), evidence=("ob_2",),
    )  # fmt: skip
    return verdict("portal", "columns_overdue", Outcome.PASS, at, parts=(column,))


def messages_verdict(at: datetime = NOW) -> Verdict:
    """Of the portal: one open message for each of two units."""
    rows = [
        VerdictPart(
            kind=PartKind.MESSAGE, id=f"{unit}/1", board="mail", name=f"{unit}的留言", outcome=Outcome.FAIL, unit=name,
            newest=date(2026, 8, 1), due_on=date(2026, 11, 1), days_over=19,
        )
        for unit, name in (("agriculture", "农业局"), ("health", "health"))
    ]  # fmt: skip
    waiting = VerdictPart(kind=PartKind.MESSAGE, id="health/2", outcome=Outcome.UNKNOWN, state="x")
    return verdict(
        "portal", "replies_late", Outcome.FAIL, at, measured={"open": 2}, parts=(*rows, waiting),
        remarks=(written("health/3 excluded by 林某", "health/3由林某剔除"),),
        reason=written("health/1 by 19 days", "最久的 health/1已超期19天"),
    )  # fmt: skip


@dataclass
class House:
    """A running web room and what stands behind it."""

    app: FastAPI
    web: Web
    store: Store
    browser: httpx.AsyncClient
    settings: dict[str, Any]  #: what `[web]` says otherwise than usual
    now: list[datetime]
    judged: list[datetime] = field(default_factory=list)
    hold: asyncio.Event = field(default_factory=asyncio.Event)  #: judging anew waits until it is set

    def pass_time(self, **spans: float) -> None:
        """Move the clock on."""
        self.now[0] += timedelta(**spans)

    async def person(self, name: str, role: str, unit: str | None = None) -> None:
        """Somebody who may log in with PASSWORD."""
        hashed = self.app.state.passwords.hash(PASSWORD)
        async with self.store.database.write() as connection:
            await people.add_person(
                connection,
                Person(
                    name=name, full_name="林某", role=role, unit=unit, password=hashed, created_at=self.now[0]
                ),
            )

    async def log_in(
        self, name: str, password: str = PASSWORD, *, browser: httpx.AsyncClient | None = None, **more: str
    ) -> httpx.Response:
        """Send the login form as the page would, in the house's own browser or in another."""
        used = browser or self.browser
        token = hidden((await used.get("/login")).text, "csrf")
        return await used.post("/login", data={"name": name, "password": password, "csrf": token, **more})

    @asynccontextmanager
    async def from_address(self, address: str) -> AsyncIterator[httpx.AsyncClient]:
        """A browser that knows nothing yet, at that address."""
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False, client=(address, 1234))
        async with httpx.AsyncClient(transport=transport, base_url="http://monitor.test") as browser:
            yield browser

    async def csrf(self) -> str:
        """The token of the session that is open."""
        async with self.store.database.read() as connection:
            cookie = self.browser.cookies["monitor-session"]
            found = await people.find_session(connection, digest_of(cookie))
        assert found is not None
        return masked(found[0].csrf)

    async def post(self, path: str, **form: str) -> httpx.Response:
        """Send a form of one's own."""
        return await self.browser.post(path, data={"csrf": await self.csrf(), **form})

    async def token(self, *scopes: str, **more: object) -> dict[str, str]:
        """The header of a new token."""
        secret = f"secret-{'-'.join(scopes)}-{len(more)}"
        async with self.store.database.write() as connection:
            await tokens.add_token(
                connection,
                Token(**{"id": f"to_{abs(hash(secret)) % 10**9}", "name": "评分工具", "digest": digest_of(secret),
                         "scopes": scopes or ("feed",), "created_at": self.now[0], "created_by": "op", **more}),
            )  # fmt: skip
        return {"Authorization": f"Bearer {secret}"}

    async def finding(self, id: str, unit: str | None, closed_at: datetime | None = None) -> str:
        """A finding of *unit*."""
        standing = Standing(
            subject="portal", rule="column", part="news", owed=Owed.COLUMN, name=HOSTILE, unit=unit,
            outcome=Outcome.FAIL, reason=written("late", "超期"),
        )  # fmt: skip
        row = {
            "id": id, "subject": "portal", "rule": "column", "part": id, "episode": 1, "unit": unit,
            "grade": Grade.FAIL.value, "opened_at": NOW, "seen_at": NOW, "closed_at": closed_at,
            "standing": encode(standing),
        }  # fmt: skip
        async with self.store.database.write() as connection:
            await connection.execute(tables.finding.insert(), row)
        return id

    async def steps(self, id: str) -> list[tuple[str, Act, str]]:
        """Who did what to a finding."""
        async with self.store.database.read() as connection:
            rows = await connection.execute(tables.step.select().where(tables.step.c.finding == id))
            return [(row.who, Act(row.act), row.note) for row in rows]

    async def log(self) -> list[tuple[str, str, str]]:
        """The audit log: who, what, to what."""
        async with self.store.database.read() as connection:
            rows = await connection.execute(tables.audit.select().order_by(tables.audit.c.number))
            return [(row.who, row.act, row.target) for row in rows]


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    return page.partition(f'name="{name}" value="')[2].partition('"')[0]


@pytest.fixture(autouse=True)
def _logs() -> None:
    """A fault is told by its traceback alone: to lay out every variable beside it takes seconds."""
    plain_logs(lambda: sys.stderr)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite; what differs on PostgreSQL is tested in tests/storage."""
    return sqlite_url(tmp_path / "monitor.db")


@pytest.fixture
async def house(url: str, tmp_path: Path) -> AsyncIterator[House]:
    async with build_house(url, tmp_path) as built:
        yield built


@asynccontextmanager
async def build_house(url: str, folder: Path) -> AsyncIterator[House]:
    """The whole house on the database at *url*."""
    now = [NOW]
    settings: dict[str, Any] = {}
    held = [WATCH]

    def watch() -> Watch:
        """The configuration as *settings* have it now; the same one until they are others."""
        web = WebSettings(**settings)
        if held[0].settings.web != web:
            held[0] = replace(WATCH, settings=Settings(web=web))
        return held[0]

    judged: list[datetime] = []
    hold = asyncio.Event()
    hold.set()

    async def judge(
        subjects: Sequence[Subject], as_of: datetime, known_by: datetime | None
    ) -> Mapping[str, Sequence[Verdict]]:
        judged.append(as_of)
        await hold.wait()
        given = verdict("portal", "site_unreachable", Outcome.FAIL, as_of)
        return {"portal": (replace(given, known_by=known_by),)}

    async with open_at(url, folder / "evidence", lambda: now[0]) as store:
        web = Web(watch=watch, store=store, clock=lambda: now[0])
        quick = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        app = make_app(web, judge=judge, passwords=quick)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=("192.0.2.7", 1234))
        async with httpx.AsyncClient(transport=transport, base_url="http://monitor.test") as browser:
            yield House(app, web, store, browser, settings, now, judged, hold)
