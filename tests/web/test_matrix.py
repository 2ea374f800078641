"""Every address of the server and every role: who gets in, who is led to the door, who is told nothing."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher

from monitor.app.configuration import vocabulary
from monitor.config.door import ConfigDoor
from monitor.web.app import make_app
from monitor.web.auth.passwords import Passwords
from monitor.web.context import Web
from storage.access import people
from storage.access.people import Person
from tests.config.test_overlay import FILE
from tests.web.conftest import hidden
from tests.web.pages.world import NOW, World, open_world

PASSWORD = "十个字以上的口令-2026"
#: centre, auditor, the county office that owns the site, the civil office with one column on it, a unit that owns nothing of it
ROLES = {
    "centre": ("centre", None), "auditor": ("auditor", None), "owner": ("unit", "office"), "part": ("unit", "civil"),
    "other": ("unit", "education"), "nowhere": ("unit", None),
}  # fmt: skip
EVERYBODY = dict.fromkeys(ROLES, 200)
ONLY = {"centre": 200, "auditor": 200}
NOTHING = dict.fromkeys(ROLES, 404)
#: Whom no unit belongs to; and what they get of a job that there is not.
STAFF = {**dict.fromkeys(ROLES, 403), **ONLY}
NO_JOB = {**STAFF, "centre": 404, "auditor": 404}
CENTRE_ACT = {**dict.fromkeys(ROLES, 403), "centre": 400}
ANSWER_ACT = {**dict.fromkeys(ROLES, 400), "auditor": 403}

#: For each page: an address of it, and what each role gets; what is missing is a 404.
PAGES: dict[str, list[tuple[str, dict[str, int]]]] = {
    "/": [("/", EVERYBODY)],
    "/subjects": [("/subjects", EVERYBODY), ("/subjects?format=csv", EVERYBODY)],
    "/due": [("/due", EVERYBODY), ("/due?format=csv", EVERYBODY)],
    "/sites": [("/sites", EVERYBODY), ("/sites?format=csv", EVERYBODY)],
    "/sites/{id}": [("/sites/county", {**ONLY, "owner": 200, "part": 200}), ("/sites/school", {**ONLY, "other": 200})],
    "/accounts": [("/accounts", EVERYBODY), ("/accounts?format=xlsx", EVERYBODY)],
    "/accounts/{id}": [("/accounts/weibo", {**ONLY, "owner": 200})],
    "/history/{subject}/{rule}": [
        ("/history/county/site_unreachable", {**ONLY, "owner": 200}), ("/history/county/%00", NOTHING),
        ("/history/county/replies_late", {**ONLY, "owner": 200}),
    ],
    "/units": [("/units", EVERYBODY)],
    "/units/{id}": [("/units/civil", {**ONLY, "part": 200}), ("/units/office", {**ONLY, "owner": 200})],
    "/columns": [("/columns", EVERYBODY), ("/columns?format=csv", EVERYBODY)],
    "/messages": [("/messages", EVERYBODY), ("/messages?format=csv&unit=office", EVERYBODY)],
    "/findings": [("/findings?state=all", EVERYBODY), ("/findings?state=all&format=csv&unit=office", EVERYBODY)],
    "/findings/{id}": [
        ("/findings/fi_1", {**ONLY, "part": 200}), ("/findings/fi_2", {**ONLY, "owner": 200}), ("/findings/fi_%00", NOTHING),
    ],
    "/findings/{id}/retest": [("/findings/fi_1/retest", {**ONLY, "part": 200}), ("/findings/fi_2/retest", {**ONLY, "owner": 200})],
    "/evidence/{id}": [
        ("/evidence/{listing}", {**ONLY, "part": 200}), ("/evidence/{board}", ONLY), ("/evidence/ob_%00", NOTHING),
        ("/evidence/{other_column}", {**ONLY, "owner": 200}), ("/evidence/{visit}", {**ONLY, "owner": 200}),
    ],
    "/evidence/{id}/text": [("/evidence/{listing}/text", {**ONLY, "part": 200}), ("/evidence/{board}/text", ONLY)],
    "/evidence/{id}/raw": [
        ("/evidence/{listing}/raw", {**ONLY, "part": 200}), ("/evidence/{board}/raw", ONLY),
        ("/evidence/{board}/raw?download=1", ONLY), ("/evidence/ev_%00/raw", NOTHING),
    ],
    "/evidence/{id}/picture": [
        ("/evidence/{picture}/picture", {**ONLY, "part": 200}), ("/evidence/{listing}/picture", NOTHING), ("/evidence/{board}/picture", NOTHING),
    ],
    "/rules": [("/rules", EVERYBODY)],
    "/rules/{edition}": [("/rules/fuzhou-2021", EVERYBODY)],
    "/kinds": [("/kinds", EVERYBODY)],
    "/kinds/{code}": [("/kinds/RL", EVERYBODY)],
    "/patrol": [("/patrol", {**dict.fromkeys(ROLES, 403), **ONLY}), ("/patrol?format=csv&state=gone", {**dict.fromkeys(ROLES, 403), **ONLY})],
    "/patrol/white": [("/patrol/white", {**dict.fromkeys(ROLES, 403), **ONLY})],
    "/patrol/{id}": [("/patrol/pc_%00", {**dict.fromkeys(ROLES, 403), **dict.fromkeys(ONLY, 404)})],
    "/jobs": [("/jobs", STAFF)], "/jobs/{id}": [("/jobs/re_none", NO_JOB)], "/jobs/{id}/events": [("/jobs/re_none/events", NO_JOB)],
    "/jobs/{id}/files/{name}": [("/jobs/re_none/files/x", NO_JOB)],
    "/ledger": [("/ledger", STAFF)], "/ledger/new": [("/ledger/new", {**STAFF, "auditor": 403})],
    "/ledger/drafts/{id}": [("/ledger/drafts/re_none", {**NO_JOB, "auditor": 403})], "/ledger/sites/{id}": [("/ledger/sites/county", STAFF)],
    "/ledger/units": [("/ledger/units", STAFF)], "/ledger/accounts": [("/ledger/accounts", STAFF)], "/ledger/confirm": [("/ledger/confirm", STAFF)],
    "/ledger/conflicts": [("/ledger/conflicts", STAFF)], "/ledger/history": [("/ledger/history", STAFF)],
    "/ledger/export.toml": [("/ledger/export.toml", STAFF)],
    "/ledger/book": [("/ledger/book", {**EVERYBODY, "nowhere": 404})],
    "/ledger/book.xlsx": [("/ledger/book.xlsx", {**ONLY, "owner": 200}), ("/ledger/book.xlsx?site=none", NOTHING)],
    "/ledger/proposals/{id}": [("/ledger/proposals/lp_none", NOTHING)],
    "/materials": [("/materials", {**dict.fromkeys(ROLES, 403), **ONLY}), ("/materials?format=csv", {**dict.fromkeys(ROLES, 403), **ONLY})],
    "/signing": [("/signing", {**dict.fromkeys(ROLES, 403), **ONLY})],
    "/signing/{id}": [("/signing/sh_1", {"owner": 403, "part": 403, "other": 403, "nowhere": 403}), ("/signing/%00", {"owner": 403, "part": 403, "other": 403, "nowhere": 403})],
    "/me": [("/me", EVERYBODY)],
    "/search": [("/search?q=x", EVERYBODY), ("/search", EVERYBODY)],
    "/notifications": [("/notifications", {**dict.fromkeys(ROLES, 403), "centre": 200})],
    "/sessions": [("/sessions", {**dict.fromkeys(ROLES, 403), "centre": 200})],
    "/audit": [("/audit", {**dict.fromkeys(ROLES, 403), **ONLY}), ("/audit?format=csv&kind=all", {**dict.fromkeys(ROLES, 403), **ONLY})],
}  # fmt: skip
#: What is answered to a form of one's own that says nothing else.
ACTS = {
    "sign": CENTRE_ACT, "confirm": CENTRE_ACT, "complete": CENTRE_ACT, "exclude": CENTRE_ACT, "revoke": CENTRE_ACT, "answer": CENTRE_ACT,
    "job": CENTRE_ACT, "ledger/discover": CENTRE_ACT, "ledger/drafts/{id}": CENTRE_ACT, "ledger/sites/{id}": CENTRE_ACT,
    "ledger/units": CENTRE_ACT, "ledger/accounts": CENTRE_ACT, "ledger/confirm": CENTRE_ACT, "ledger/conflicts": CENTRE_ACT, "ledger/compared/{id}": {**CENTRE_ACT, "centre": 404},
    "ledger/book": {**ANSWER_ACT, "nowhere": 404}, "ledger/proposals/{id}": ANSWER_ACT,
    "exempt": CENTRE_ACT, "retest": CENTRE_ACT, "patrol": CENTRE_ACT, "patrol-white": CENTRE_ACT, "patrol-white-end": CENTRE_ACT, "bulk": CENTRE_ACT, "material": CENTRE_ACT, "signing": CENTRE_ACT, "countersign": CENTRE_ACT, "unsign": CENTRE_ACT, "promise": ANSWER_ACT, "mended": ANSWER_ACT, "appeal": ANSWER_ACT,
}  # fmt: skip
#: Forms of one's own account, and of the centre about others.
MY_FORMS = {
    "/me/totp/begin",
    "/me/totp/confirm",
    "/me/totp/off",
    "/me/sessions/end",
    "/sessions/end",
    "/sessions/totp-off",
    "/notifications/add",
    "/notifications/change",
    "/notifications/remove",
    "/notifications/test",
}
#: Addresses that anybody may ask for.
OPEN = {"/login", "/entry.css", "/static/style.css", "/static/progress.js", "/openapi.json"}
#: Addresses that want a bearer token, and one that wants a session of any kind.
FEED = {"/feed/v1.json", "/feed/v1/subjects/{id}.json", "/feed/v1/changes"}
WORDS_OF_OTHERS = ("低保发放问题", "打不开的秘密")


class Doors:
    """The whole server on the county of the page tests, and a browser for each role."""

    def __init__(self, world: World, app: Any) -> None:
        self.world, self.app = world, app

    @asynccontextmanager
    async def enter(self, role: str) -> AsyncIterator[httpx.AsyncClient]:
        """A browser in which somebody of that role is logged in; nobody for an empty role."""
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://monitor.test") as browser:
            if role:
                token = hidden((await browser.get("/login")).text, "csrf")
                form = {"name": role, "password": PASSWORD, "csrf": token}
                assert (await browser.post("/login", data=form)).status_code == 303
            yield browser

    async def address(self, pattern: str) -> str:
        """*pattern* with the ids of this county."""
        async with self.world.store.database.read() as connection:
            found = await connection.exec_driver_sql("SELECT min(id) FROM visit")
            visit = found.scalar()
        world = self.world
        names = {
            "listing": world.listing,
            "board": world.board,
            "other_column": world.other_column,
            "visit": visit,
            "picture": world.picture,
        }
        for name, id in names.items():
            pattern = pattern.replace(f"{{{name}}}", str(id))
        return pattern


@pytest.fixture
async def doors(tmp_path: Path) -> AsyncIterator[Doors]:
    """The county with one person of each role."""
    quick = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    async with open_world(tmp_path) as world:
        async with world.store.database.write() as connection:
            for name, (role, unit) in ROLES.items():
                person = Person(
                    name=name, role=role, unit=unit, password=quick.hash(PASSWORD), created_at=NOW
                )
                await people.add_person(connection, person)
        file = tmp_path / "sites.toml"
        file.write_text(FILE.replace('"portal"', '"county"'), "utf-8")
        web: Web = world.app.state.web
        web = replace(web, config=ConfigDoor(file, vocabulary(), web.watch))
        yield Doors(world, make_app(web, passwords=quick))


def paths_of(routes: Iterable[Any]) -> set[str]:
    """The address of every route, also of routers inside routers."""
    found: set[str] = set()
    for one in routes:
        inner = getattr(one, "original_router", None)
        found |= paths_of(inner.routes) if inner is not None else {one.path}
    return found


def test_every_address_of_the_server_is_in_these_tables(doors: Doors) -> None:
    paths = paths_of(doors.app.routes)
    known = {
        *PAGES,
        *OPEN,
        *FEED,
        "/feed/v1/schema.json",
        "/feed/v1/measured.json",
        "/logout",
        "/login/code",
        "/login/oidc",
        "/login/oidc/done",
        *MY_FORMS,
        *(f"/acts/{act}" for act in ACTS),
    }
    assert paths == known


@pytest.mark.parametrize("role", ROLES)
async def test_each_role_gets_what_is_its_own_and_nothing_else(doors: Doors, role: str) -> None:
    async with doors.enter(role) as browser:
        for samples in PAGES.values():
            for pattern, allowed in samples:
                answer = await browser.get(await doors.address(pattern))
                assert answer.status_code == allowed.get(role, 404), (pattern, answer.status_code)
                if ROLES[role] == ("unit", "education") or ROLES[role] == ("unit", None):
                    assert not any(one in answer.text for one in WORDS_OF_OTHERS), pattern


async def test_without_a_session_every_page_leads_to_the_door(doors: Doors) -> None:
    async with doors.enter("") as browser:
        for samples in PAGES.values():
            for pattern, _ in samples:
                answer = await browser.get(await doors.address(pattern))
                led = answer.status_code == 303 and answer.headers["location"].startswith("/login")
                assert led or (answer.status_code == 404 and "%00" in pattern), pattern
        for act in (*ACTS, "x/../sign"):
            assert (await browser.post(f"/acts/{act}")).status_code in (303, 404)


@pytest.mark.parametrize("role", ROLES)
async def test_acts_are_for_whom_they_are_and_want_the_form(doors: Doors, role: str) -> None:
    async with doors.enter(role) as browser:
        token = hidden((await browser.get("/rules")).text, "csrf")
        for act, allowed in ((act.replace("{id}", "county"), allowed) for act, allowed in ACTS.items()):
            assert (await browser.post(f"/acts/{act}", data={})).status_code == 403, act
            assert (await browser.post(f"/acts/{act}", data={"csrf": token})).status_code == allowed[role], (
                act
            )
            assert (await browser.get(f"/acts/{act}")).status_code in (404, 405)


@pytest.mark.parametrize("role", ROLES)
async def test_a_session_is_no_token_and_the_feed_says_nothing_to_it(doors: Doors, role: str) -> None:
    async with doors.enter(role) as browser:
        for path in FEED:
            assert (await browser.get(path.replace("{id}", "county"))).status_code == 401


async def test_the_log_tells_who_came_in_and_what_was_refused(doors: Doors) -> None:
    async with doors.enter("centre") as browser:
        await browser.get("/feed/v1.json", headers={"Authorization": "Bearer guessed"})
        people_page, all_page = [(await browser.get(path)).text for path in ("/audit", "/audit?kind=all")]
        found = (await browser.get("/audit?q=nobody")).text
    assert "登录" in people_page
    assert "令牌被拒" not in people_page
    assert "令牌被拒" in all_page
    assert "没有符合条件的记录" in found
