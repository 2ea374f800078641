"""The doors under attack: resets against logins under way, floods, hostile heads, numbers and files."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from monitor.web.auth.passwords import AT_ONCE, STRANGERS, WAITING, Busy, Passwords
from monitor.web.auth.routes import BUSY, REFUSED
from monitor.web.headers import FORM
from storage.access import people
from storage.db import tables
from tests.web.conftest import PASSWORD, House, hidden

QUICK: dict[str, Any] = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
NEW = "另一个十个字以上的口令"


class Held(PasswordHasher):
    """Compares only when it is let: the test decides what happens while a password is compared."""

    def __init__(self, **settings: Any) -> None:
        self.begun, self.go = threading.Semaphore(0), threading.Semaphore(0)
        self.holding = False
        self.compared: list[str | bytes] = []  # passwords, in the order of their turns
        super().__init__(**settings)

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:
        self.compared.append(password)
        fits = self._try(hash, password)
        if self.holding:
            self.begun.release()
            assert self.go.acquire(timeout=30)
        if isinstance(fits, Exception):
            raise fits
        return fits

    def _try(self, hash: str | bytes, password: str | bytes) -> bool | Exception:
        try:
            return super().verify(hash, password)
        except Exception as error:
            return error


@asynccontextmanager
async def under_way(
    house: House, hasher: Held, many: int = 1
) -> AsyncIterator["list[asyncio.Future[httpx.Response]]"]:
    """Logins with PASSWORD whose password is found right already, and who have yet to get in."""
    hasher.holding = True
    logins = [asyncio.ensure_future(house.log_in("lin")) for _ in range(many)]
    for _ in logins:
        assert await asyncio.to_thread(hasher.begun.acquire, timeout=30)
    hasher.holding = False
    yield logins
    hasher.go.release(many)
    await asyncio.gather(*logins)


async def sessions(house: House) -> list[str]:
    async with house.store.database.read() as connection:
        return list(await connection.scalars(select(tables.session.c.person)))


@pytest.mark.parametrize("weak", [False, True], ids=["hash of today", "hash to be renewed"])
@pytest.mark.parametrize("deed", ["reset", "shut out", "shut out and reset"])
async def test_a_reset_and_a_shut_out_win_against_every_login_under_way(
    house: House, weak: bool, deed: str
) -> None:
    """The old password was right when it was compared; it opens nothing, and its hash is not written back."""
    hasher = Held(**QUICK)
    house.app.state.passwords = Passwords(hasher)
    for _ in range(9):
        await house.person("lin", "centre")
        old = PasswordHasher(**QUICK | ({"time_cost": 2} if weak else {})).hash(PASSWORD)
        async with house.store.database.write() as connection:
            await people.set_password(connection, "lin", old)
            await people.enable(connection, "lin")
        async with under_way(house, hasher) as [login], house.store.database.write() as connection:
            if "shut out" in deed:
                await people.disable(connection, "lin", house.now[0])
            if "reset" in deed:
                await people.set_password(connection, "lin", house.app.state.passwords.hash(NEW))
        assert (login.result().status_code, REFUSED in login.result().text) == (403, True)
        assert await sessions(house) == []
        house.pass_time(hours=2)
        expected = {"reset": (403, 303)}.get(deed, (403, 403))
        found = (await house.log_in("lin")).status_code, (await house.log_in("lin", NEW)).status_code
        assert found == expected
        house.pass_time(hours=2)


async def test_two_logins_that_renew_the_same_hash_both_get_in(house: House) -> None:
    hasher = Held(**QUICK)
    house.app.state.passwords = Passwords(hasher, at_once=2)
    await house.person("lin", "centre")
    async with house.store.database.write() as connection:
        weak = PasswordHasher(**QUICK | {"time_cost": 2}).hash(PASSWORD)
        await people.set_password(connection, "lin", weak)
    async with under_way(house, hasher, many=2) as logins:
        pass
    assert [one.result().status_code for one in logins] == [303, 303]


async def test_no_more_passwords_are_compared_and_wait_than_there_is_room_for() -> None:
    """The one that comes from where most was wrong goes first when there is no room."""
    hasher = Held(**QUICK)
    passwords = Passwords(hasher)
    hasher.holding = True
    tasks = [
        asyncio.ensure_future(passwords.fits("x", None, rank=STRANGERS + 5)) for _ in range(AT_ONCE + WAITING)
    ]
    for _ in range(AT_ONCE):
        assert await asyncio.to_thread(hasher.begun.acquire, timeout=30)
    assert not hasher.begun.acquire(blocking=False)
    with pytest.raises(Busy):
        await passwords.fits("x", None, rank=STRANGERS + 5)
    better = asyncio.ensure_future(passwords.fits("x", passwords.hash("x"), rank=STRANGERS))
    with pytest.raises(Busy):
        await tasks.pop()
    given_up = tasks.pop()
    given_up.cancel()
    hasher.go.release(AT_ONCE)
    for _ in range(AT_ONCE):
        assert await asyncio.to_thread(hasher.begun.acquire, timeout=30)
    hasher.holding = False
    hasher.go.release(AT_ONCE + WAITING)
    assert await better
    assert await asyncio.gather(*tasks) == [False] * (AT_ONCE + WAITING - 2)
    assert (passwords._free, passwords._waiting) == (AT_ONCE + 1, [])


async def test_whoever_is_known_waits_for_no_strangers_hash_and_for_no_more_than_one_of_his_own() -> None:
    hasher = Held(**QUICK)
    passwords = Passwords(hasher)
    hasher.holding = True
    strangers = [asyncio.ensure_future(passwords.fits("x", None, rank=STRANGERS)) for _ in range(AT_ONCE + 3)]
    for _ in range(AT_ONCE):
        assert await asyncio.to_thread(hasher.begun.acquire, timeout=30)
    known = [asyncio.ensure_future(passwords.fits("x", None, rank=0)) for _ in range(2)]
    assert await asyncio.to_thread(hasher.begun.acquire, timeout=30)
    assert not hasher.begun.acquire(blocking=False)
    hasher.go.release(1)  # whichever ended: the other one known has the next seat
    assert await asyncio.to_thread(hasher.begun.acquire, timeout=30)
    hasher.holding = False
    hasher.go.release(AT_ONCE + 1)
    assert await asyncio.gather(*known, *strangers) == [False] * (AT_ONCE + 5)
    assert (passwords._free, passwords._waiting) == (AT_ONCE + 1, [])


async def test_a_full_door_says_so_in_chinese_and_counts_nothing_against_anybody(house: House) -> None:
    await house.person("lin", "centre")
    passwords = house.app.state.passwords

    class Full(Passwords):
        async def fits(self, password: str, stored: str | None, rank: int = 0) -> bool:
            raise Busy

    house.app.state.passwords = Full(PasswordHasher(**QUICK))
    for _ in range(50):
        answer = await house.log_in("lin")
        assert (answer.status_code, answer.headers["retry-after"], BUSY in answer.text) == (503, "2", True)
    house.app.state.passwords = passwords
    assert (await house.log_in("lin")).status_code == 303


class Told(Passwords):
    """Tells when the right password has joined those that wait."""

    def __init__(self, hasher: PasswordHasher) -> None:
        super().__init__(hasher)
        self.joined = asyncio.Event()

    async def fits(self, password: str, stored: str | None, rank: int = 0) -> bool:
        if password == PASSWORD:
            asyncio.get_running_loop().call_soon(self.joined.set)
        return await super().fits(password, stored, rank)


async def test_in_a_flood_from_elsewhere_the_right_password_is_compared_next(house: House) -> None:
    """Two hundred strangers want in; whoever comes from where nothing was wrong has the next turn."""
    hasher = Held(**QUICK)
    house.app.state.passwords = passwords = Told(hasher)
    await house.person("lin", "centre")
    strangers = [await _stranger(house, n) for n in range(8)]
    hasher.compared.clear()
    hasher.holding = True
    flood = [asyncio.ensure_future(post()) for _ in range(25) for post in strangers]
    for _ in range(AT_ONCE):
        assert await asyncio.to_thread(hasher.begun.acquire, timeout=30)
    login = asyncio.ensure_future(house.log_in("lin"))
    async with asyncio.timeout(30):
        await passwords.joined.wait()
    hasher.holding = False
    hasher.go.release(AT_ONCE)
    codes = {one.status_code for one in await asyncio.gather(*flood)}
    assert (await login).status_code == 303
    assert hasher.compared.index(PASSWORD) == AT_ONCE
    assert codes <= {403, 429, 503}


async def _stranger(house: House, n: int) -> Any:
    """What a stranger at its own address does, who has been wrong once already."""
    transport = httpx.ASGITransport(house.app, raise_app_exceptions=False, client=(f"198.51.100.{n}", 9))
    browser = httpx.AsyncClient(transport=transport, base_url="http://monitor.test")
    form = {"name": "lin", "password": "wrong password"}
    form["csrf"] = hidden((await browser.get("/login")).text, "csrf")
    assert (await browser.post("/login", data=form)).status_code == 403
    return lambda: browser.post("/login", data=form)


async def test_a_flood_of_wrong_passwords_does_not_fill_the_log(house: House) -> None:
    for n in range(30):
        async with house.from_address(f"198.51.100.{n}") as stranger:
            for _ in range(4):
                await house.log_in(f"name{n}", "wrong password", browser=stranger)
    assert len(await house.log()) == 60
    house.pass_time(minutes=1)
    await house.log_in("nobody", "wrong password")
    async with house.store.database.read() as connection:
        details = list(await connection.scalars(select(tables.audit.c.detail)))
    assert details[-1] == "此前另有60次未逐条记录"


async def test_a_login_takes_no_session_over_and_ends_the_one_before(house: House) -> None:
    await house.person("lin", "centre")
    house.browser.cookies.set("monitor-session", "chosen-by-somebody-else", domain="monitor.test", path="/")
    await house.log_in("lin")
    first = house.browser.cookies["monitor-session"]
    assert first != "chosen-by-somebody-else"
    house.browser.cookies.delete("monitor-session")
    page = await house.browser.get("/login", headers={"Cookie": f"monitor-session={first}"})
    assert page.status_code == 303
    form = {"name": "lin", "password": PASSWORD, "csrf": "a" * 43}
    cookies = f"monitor-session={first}; monitor-form={'a' * 43}"
    answer = await house.browser.post("/login", data=form, headers={"Cookie": cookies})
    assert (answer.status_code, len(await sessions(house))) == (303, 1)


DIGITS = [
    "0",
    "-1",
    "9" * 10,
    "9" * 19,
    "9" * 20,
    "9" * 400,
    "9" * 5000,
    "0" * 5000 + "1",
    "٣",
    "1e400",
    "NaN",
]


@pytest.mark.parametrize("digits", DIGITS, ids=lambda one: f"{one[:4]}-{len(one)}")
async def test_digits_of_any_length_are_no_fault_of_ours(house: House, digits: str) -> None:
    await house.person("lin", "centre")
    await house.log_in("lin")
    headers = await house.token()
    paths = [
        *(f"{page}?page={digits}" for page in ("/sites", "/accounts", "/units", "/columns", "/messages", "/findings", "/audit")),
        *(f"/{room}/{digits}" for room in ("sites", "accounts", "units", "findings", "evidence", "rules", "history/portal", digits)),
        f"/evidence/ev_{digits}/raw?record={digits}", f"/evidence/ob_{digits}/text?record={digits}",
        f"/feed/v1.json?as_of={digits}", f"/feed/v1/changes?after={digits}", f"/feed/v1/changes?limit={digits}",
        f"/feed/v1/subjects/{digits}.json", f"/login?next=/{digits}",
    ]  # fmt: skip
    for path in paths:
        answer = await house.browser.get(path, headers=headers)
        assert answer.status_code < 500, path[:60]
    for act in ("sign", "confirm", "exclude", "revoke", "promise", "appeal", "answer", "exempt", "retest"):
        fields = dict.fromkeys(("finding", "subject", "target", "outcome", "reason", "note", "until"), digits)
        assert (await house.post(f"/acts/{act}", **fields)).status_code in (400, 404), act


@pytest.mark.parametrize("value", ["\x00", "a\x00b", "\ud7ff\x00", "x" * 100_000, "\u202e", "%00"])
async def test_no_field_of_a_form_breaks_the_store(house: House, value: str) -> None:
    await house.person("lin", "centre")
    await house.log_in("lin")
    await house.finding("fi_1", "agriculture")
    for act in ("sign", "confirm", "exclude", "revoke", "promise", "appeal", "answer", "exempt", "retest"):
        fields = dict.fromkeys(("target", "outcome", "reason", "note", "until", "approver", "back"), value)
        assert (
            await house.post(f"/acts/{act}", finding="fi_1", subject="portal", **fields)
        ).status_code < 500
    assert (await house.log_in("lin", value)).status_code < 500


@pytest.mark.parametrize("host", ["evil.example", "evil.example:81", "[2001:db8::1]:80"])
@pytest.mark.parametrize("path", ["/sites/", "/", "/login/", "/feed/v1/changes/"])
async def test_no_answer_leads_to_the_host_that_a_request_names(house: House, host: str, path: str) -> None:
    answer = await house.browser.get(path, headers={"Host": host})
    location = answer.headers.get("location", "/")
    assert location.startswith("/")
    assert not location.startswith("//")
    assert "evil" not in answer.text


@pytest.mark.parametrize("path", ["//evil.example/sites/", "//evil.example/%2e%2e/", "/\\evil.example/"])
async def test_no_path_leads_to_another_host(house: House, path: str) -> None:
    status, headers, _ = await as_sent(house, path)
    locations = [value for name, value in headers if name == b"location"]
    assert status == 404 or all(not one.startswith((b"//", b"/\\")) for one in locations)


async def as_sent(
    house: House, path: str, query: bytes = b""
) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """The answer to a GET with just these bytes, which a client would tidy up."""
    scope = {"path": path, "raw_path": path.encode(), "type": "http", "method": "GET", "query_string": query,
             "headers": [(b"host", b"monitor.test")], "http_version": "1.1", "scheme": "http",
             "server": ("monitor.test", 80), "client": ("192.0.2.7", 1), "root_path": ""}  # fmt: skip
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await house.app(scope, receive, send)
    return sent[0]["status"], sent[0]["headers"], b"".join(one.get("body", b"") for one in sent[1:])


@pytest.mark.parametrize(
    "host", ["", "[::1", "a b", "evil.example/x", "a@b", "ä.example", "x" * 300, "h:99999999"]
)
async def test_a_host_that_is_none_is_refused_in_words(house: House, host: str) -> None:
    raw = [(b"host", host.encode("utf-8"))]
    for method in ("GET", "POST"):
        request = httpx.Request(method, "http://monitor.test/login", headers=raw)
        answer = await house.browser.send(request)
        assert (answer.status_code, "Host" in answer.text) == (400, True)


async def test_two_hosts_are_refused(house: House) -> None:
    request = httpx.Request(
        "GET", "http://monitor.test/login", headers=[("Host", "monitor.test"), ("Host", "evil.example")]
    )
    assert (await house.browser.send(request)).status_code == 400


@pytest.mark.parametrize("path", ["/login", "/feed/v1.json", "/sites", "/nowhere"])
async def test_a_query_of_raw_bytes_is_refused_in_words(house: House, path: str) -> None:
    status, _, body = await as_sent(house, path, b"next=\xff\xfe")
    assert (status, "百分号" in body.decode()) == (400, True)


async def test_a_cookie_of_backslashes_costs_nothing(house: House) -> None:
    """Unescaping it as http.cookies does takes minutes; only our own cookies are read, and as they are."""
    await house.person("lin", "centre")
    await house.log_in("lin")
    cookie = (
        f'a="{chr(92) * 300_000}"; monitor-session={house.browser.cookies["monitor-session"]}; b={chr(92)}x'
    )
    async with asyncio.timeout(5):
        answer = await house.browser.get("/rules", headers={"Cookie": cookie})
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/login", "/sites", "/entry.css", "/feed/v1/schema.json", "/nowhere"])
async def test_a_head_is_a_get_without_its_body(house: House, path: str) -> None:
    whole, head = await house.browser.get(path), await house.browser.head(path)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    for name in ("content-type", "cache-control", "content-security-policy"):
        assert head.headers.get(name) == whole.headers.get(name)


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Content-Length": "99999999999", "Content-Type": FORM}, b"a=b", 413), ({"Content-Length": "9" * 5000, "Content-Type": FORM}, b"a=b", 413),
        ({"Content-Type": "multipart/form-data; boundary=x"}, b"--x\r\n", 415),
        ({"Content-Type": "application/json"}, b"{}", 400),
        ({"Content-Type": FORM}, b"a&" * 60_000, 400),
    ],
    ids=["bomb", "digits", "files", "json", "fields"],
)  # fmt: skip
async def test_what_is_no_form_of_ours_is_not_read(
    house: House, headers: dict[str, str], body: bytes, status: int
) -> None:
    answer = await house.browser.post("/login", content=body, headers=headers)
    assert answer.status_code == status


async def test_what_people_read_is_in_the_log(house: House) -> None:
    await house.person("lin", "centre")
    await house.log_in("lin")
    for path in (
        "/sites",
        "/sites",
        "/sites?format=csv",
        "/sites?format=csv",
        "/messages",
        "/evidence/ob_none",
        "/rules/none",
    ):
        await house.browser.get(path)
    await house.browser.head("/messages?format=xlsx")
    assert (await house.log())[1:] == [
        ("lin", "view", "/sites"), ("lin", "export", "/sites?format=csv"), ("lin", "export", "/sites?format=csv"),
        ("lin", "read_messages", "/messages"), ("lin", "read_evidence", "/evidence/ob_none"), ("lin", "view", "/rules/none"),
        ("lin", "export", "/messages?format=xlsx"),
    ]  # fmt: skip
    async with house.store.database.read() as connection:
        rows = await connection.execute(
            select(tables.audit.c.target).where(tables.audit.c.detail == "refused")
        )
    assert [row.target for row in rows] == ["/evidence/ob_none", "/rules/none"]


async def test_what_cannot_be_put_on_record_is_not_given_but_pages_without_secrets_are(house: House) -> None:
    await house.person("lin", "centre")
    await house.log_in("lin")
    async with house.store.database.write() as connection:
        await connection.exec_driver_sql("ALTER TABLE audit RENAME TO audit_gone")
    codes = [
        (await house.browser.get(path)).status_code for path in ("/rules", "/messages", "/sites?format=csv")
    ]
    assert codes == [200, 500, 500]


async def test_over_https_no_cookie_of_ours_goes_unprotected_or_to_scripts(house: House) -> None:
    await house.person("lin", "centre")
    house.settings["url"] = "https://monitor.example.gov.cn"
    async with house.from_address("192.0.2.7") as browser:
        browser.base_url = httpx.URL("https://monitor.test")
        answer = await house.log_in("lin", browser=browser)
    set_ones = [one for one in answer.headers.get_list("set-cookie") if "Max-Age=0" not in one]
    assert len(set_ones) == 2
    for one in set_ones:
        assert {"HttpOnly", "Secure", "Path=/"} <= set(one.split("; "))
        assert one.startswith("__Host-monitor-")
        assert "SameSite=" in one
