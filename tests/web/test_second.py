"""The second factor, sessions that can be ended, and limits that several processes hold together."""

import re
from datetime import timedelta

import httpx
import pyotp
import pytest

from monitor.web.auth import second
from monitor.web.auth.gate import FREE, Gate, SharedGate, Try
from monitor.web.words import browser_name
from storage.access import second_factors
from tests.web.conftest import NOW, PASSWORD, House, hidden

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(house: House) -> str:
    return pyotp.TOTP(SECRET).at(house.now[0])


async def enrol(house: House, name: str = "lin") -> list[str]:
    """Somebody with a second factor, who is logged out again; gives the recovery codes."""
    await house.person(name, "centre")
    codes = second.new_codes()
    async with house.store.database.write() as connection:
        await second_factors.begin(connection, name, SECRET)
        await second_factors.confirm(
            connection, name, 1, house.now[0], [second.code_digest(name, one) for one in codes]
        )
    return codes


async def send_code(house: House, page: httpx.Response, given: str) -> httpx.Response:
    form = {"csrf": hidden(page.text, "csrf"), "name": "lin", "next": "/sites", "code": given}
    return await house.browser.post("/login/code", data=form)


async def test_the_password_alone_opens_nothing_and_the_code_opens_once(house: House) -> None:
    await enrol(house)
    page = await house.log_in("lin", next="/sites")
    assert (page.status_code, "动态口令" in page.text, "monitor-session" in house.browser.cookies) == (
        200,
        True,
        False,
    )
    wrong = await send_code(house, page, "000000")
    assert (wrong.status_code, "不正确" in wrong.text) == (403, True)
    right = await send_code(house, page, code(house))
    assert (right.status_code, right.headers["location"]) == (303, "/sites")
    assert (await house.browser.get("/me")).status_code == 200
    await house.post("/logout")
    again = await send_code(house, await house.log_in("lin"), code(house))
    assert again.status_code == 403, "the same code, overheard, counts no more"
    house.pass_time(seconds=30)
    assert (await send_code(house, await house.log_in("lin"), code(house))).status_code == 303


async def test_a_recovery_code_counts_once_however_it_is_typed(house: House) -> None:
    first, *_ = await enrol(house)
    page = await house.log_in("lin")
    assert (await send_code(house, page, first.lower().replace("-", " "))).status_code == 303
    assert "备用码还剩9个" in (await house.browser.get("/me")).text
    await house.post("/logout")
    assert (await send_code(house, await house.log_in("lin"), first)).status_code == 403


@pytest.mark.parametrize("case", ["no password", "too late", "another browser"])
async def test_a_code_without_its_password_is_worth_nothing(house: House, case: str) -> None:
    await enrol(house)
    page = await house.log_in("lin") if case != "no password" else await house.browser.get("/login")
    if case == "too late":
        house.pass_time(minutes=6)
    if case == "another browser":
        async with house.from_address("192.0.2.9") as browser:
            token = hidden((await browser.get("/login")).text, "csrf")
            form = {"csrf": token, "name": "lin", "code": code(house)}
            answer = await browser.post("/login/code", data=form)
    else:
        answer = await send_code(house, page, code(house))
    assert (answer.status_code, "请重新输入密码" in answer.text) == (403, True)


async def test_guessing_codes_is_slowed_as_guessing_passwords_is(house: House) -> None:
    await enrol(house)
    page = await house.log_in("lin")
    answers = [(await send_code(house, page, f"{n:06}")).status_code for n in range(FREE + 1)]
    assert (answers[0], answers[-1]) == (403, 429)


async def test_enrolling_asks_for_the_password_and_shows_the_codes_once(house: House) -> None:
    await house.person("lin", "unit", "agriculture")
    await house.log_in("lin")
    assert "密码不正确" in (await house.post("/me/totp/begin", password="found the door open")).text
    page = (await house.post("/me/totp/begin", password=PASSWORD)).text
    assert "<svg" in page
    secret = re.search(r"密钥 <code>([A-Z2-7 ]+)</code>", page)
    assert secret is not None
    assert "不正确" in (await house.post("/me/totp/confirm", code="000000")).text
    made = pyotp.TOTP(secret[1].replace(" ", ""))
    shown = (await house.post("/me/totp/confirm", code=made.at(house.now[0]))).text
    assert len(set(re.findall(r"<code>([A-Z2-9]{5}-[A-Z2-9]{5})</code>", shown))) == second.CODES
    assert "<code>" not in (await house.browser.get("/me")).text
    assert [act for _, act, _ in await house.log()][-2:] == ["totp_on", "view"]
    assert (await house.post("/me/totp/off", password="no")).status_code == 400
    assert (await house.post("/me/totp/off", password=PASSWORD)).headers["location"] == "/me?done=totp_off"


def test_codes_hold_for_their_half_minute_and_one_either_way() -> None:
    made = pyotp.TOTP(SECRET)
    held = [
        off
        for off in range(-4, 5)
        if second.step_of(SECRET, made.at(NOW + timedelta(seconds=30 * off)), NOW) is not None
    ]
    assert held == [-1, 0, 1]
    assert [second.step_of(SECRET, one, NOW) for one in ("", "12345", "١٢٣٤٥٦", "abcdef")] == [None] * 4
    assert second.qr(second.enrolment(SECRET, "林某", "示例区")).count("style=") == 0, (
        "the policy forbids styles"
    )


async def test_a_stolen_cookie_is_worth_nothing_elsewhere_and_can_be_ended(house: House) -> None:
    await house.person("lin", "centre")
    await house.log_in("lin")
    cookie = {"Cookie": f"monitor-session={house.browser.cookies['monitor-session']}"}
    async with house.from_address("198.51.100.9") as thief:
        answer = await thief.get("/me", headers={**cookie, "User-Agent": "curl/8"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=%2Fme")
    assert (await house.browser.get("/me")).status_code == 303, "and the owner logs in again"
    assert "session_stolen" in [act for _, act, _ in await house.log()]

    await house.log_in("lin")
    async with house.from_address("198.51.100.9") as other:
        await house.log_in("lin", browser=other)
        assert "198.51.100.9" in (await house.browser.get("/me")).text
        await house.post("/me/sessions/end", session="others")
        assert (await other.get("/me")).status_code == 303
    assert (await house.browser.get("/me")).status_code == 200


async def test_the_centre_ends_anybodys_session_and_a_unit_only_its_own(house: House) -> None:
    await house.person("lin", "centre")
    await house.person("nong", "unit", "agriculture")
    await house.log_in("lin")
    async with house.from_address("198.51.100.9") as other:
        await house.log_in("nong", browser=other)
        page = (await house.browser.get("/sessions")).text
        digest = hidden(page, "session")
        csrf = hidden((await other.get("/me")).text, "csrf")
        theirs = await other.post("/sessions/end", data={"csrf": csrf, "session": digest})
        assert theirs.status_code == 403
        assert (await other.get("/sessions")).status_code == 403
        await house.post("/sessions/end", session=digest)
        assert (await other.get("/me")).status_code == 303


async def test_several_processes_hold_one_limit(house: House) -> None:
    """Each process has a gate of its own; what one counted the others know."""
    gates = [SharedGate(Gate(), house.store.database) for _ in range(3)]
    one = Try("lin", "192.0.2.7")
    admitted = [await gates[n % 3].admit(one, NOW) for n in range(FREE)]
    assert not any(admitted)
    assert all([await gate.admit(one, NOW) for gate in gates])
    later = NOW + timedelta(hours=2)
    assert not await gates[0].admit(one, later), "forgotten after an hour"
    await gates[0].forgive(one)
    assert not await gates[1].admit(one, later)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge（Windows）"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36", "Chrome（Linux）"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0", "微信（iPhone）"),
        ("curl/8.0", "curl/8.0"),
        (None, "—"),
    ],
)  # fmt: skip
def test_a_browser_is_named_in_a_few_words(said: str | None, name: str) -> None:
    assert browser_name(said) == name
