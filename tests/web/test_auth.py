"""The door: who knows the password gets in, who guesses is slowed, and nobody learns which names exist."""

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from monitor.web.auth.passwords import Passwords
from monitor.web.auth.routes import REFUSED
from storage.access import people
from storage.db import tables
from tests.web.conftest import HOSTILE, PASSWORD, House, hidden


async def is_in(house: House) -> bool:
    """Whether a page behind the door opens; the door leads on who is in already."""
    return (await house.browser.get("/login")).status_code == 303


async def test_the_right_password_opens_a_session_and_leads_back(house: House) -> None:
    await house.person("lin", "centre")
    answer = await house.log_in("lin", next="/sites/portal?page=2")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sites/portal?page=2")
    assert await is_in(house)


async def test_the_cookie_is_for_http_alone_and_only_its_hash_is_stored(house: House) -> None:
    await house.person("lin", "centre")
    answer = await house.log_in("lin")
    [cookie] = [one for one in answer.headers.get_list("set-cookie") if one.startswith("monitor-session=")]
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    async with house.store.database.read() as connection:
        [row] = (await connection.execute(select(tables.session))).all()
    assert cookie.partition("=")[2].partition(";")[0] not in row


@pytest.mark.parametrize("https", [True, False])
async def test_over_https_the_cookie_never_goes_unprotected(house: House, https: bool) -> None:
    house.settings["url"] = "https://monitor.example.gov.cn" if https else ""
    page = await house.browser.get("/login")
    [cookie] = page.headers.get_list("set-cookie")
    assert (cookie.startswith("__Host-"), "; Secure" in cookie) == (https, https)


async def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(house: House) -> None:
    await house.person("someone", "centre")
    answers = []
    for name in ("someone", "nobody"):
        answer = await house.log_in(name, "wrong password")
        token = hidden(answer.text, "csrf")
        answers.append((answer.status_code, answer.text.replace(name, "NAME").replace(token, "TOKEN")))
    assert answers[0] == answers[1]
    assert REFUSED in answers[0][1]


async def test_a_disabled_person_stays_outside_and_is_thrown_out(house: House) -> None:
    await house.person("lin", "centre")
    await house.log_in("lin")
    async with house.store.database.write() as connection:
        await people.disable(connection, "lin", house.now[0])
    assert not await is_in(house)
    assert (await house.log_in("lin")).status_code == 403


async def test_wrong_passwords_for_one_name_from_one_network_wait_longer_each_time(house: House) -> None:
    await house.person("lin", "centre")
    for _ in range(5):
        assert (await house.log_in("lin", "wrong password")).status_code == 403
    for seconds in (1, 2, 4):
        answer = await house.log_in("lin")
        assert (answer.status_code, answer.headers["retry-after"]) == (429, str(seconds))
        assert f"请{seconds}秒后再试" in answer.text
        house.pass_time(seconds=seconds)
        assert (await house.log_in("lin", "wrong password")).status_code == 403
    house.pass_time(seconds=8)
    assert (await house.log_in("lin")).status_code == 303


async def test_whoever_guesses_elsewhere_keeps_nobody_out(house: House) -> None:
    await house.person("lin", "centre")
    for n in range(60):
        async with house.from_address(f"198.51.100.{n}") as stranger:
            for _ in range(6):
                await house.log_in("lin", "wrong password", browser=stranger)
    assert (await house.log_in("lin")).status_code == 303


async def test_a_neighbour_behind_the_same_address_keeps_no_known_browser_out(house: House) -> None:
    await house.person("lin", "centre")
    await house.log_in("lin")
    await house.post("/logout")
    async with house.from_address("192.0.2.7") as neighbour:
        for n in range(40):
            await house.log_in("lin" if n % 2 else f"name{n}", "wrong password", browser=neighbour)
        assert (await house.log_in("lin", browser=neighbour)).status_code == 429
    assert (await house.log_in("lin")).status_code == 303


async def test_a_known_browser_has_no_more_guesses_than_any_other(house: House) -> None:
    await house.person("lin", "centre")
    await house.log_in("lin")
    await house.post("/logout")
    codes = [(await house.log_in("lin", "wrong password")).status_code for _ in range(7)]
    assert codes == [403] * 5 + [429] * 2


@pytest.mark.parametrize("change", ["another name", "another password", "forged"])
async def test_a_browser_is_known_only_for_the_name_and_password_it_knew(house: House, change: str) -> None:
    for name in ("lin", "wang"):
        await house.person(name, "centre")
    await house.log_in("lin")
    await house.post("/logout")
    if change == "another password":
        async with house.store.database.write() as connection:
            await people.set_password(connection, "lin", house.app.state.passwords.hash("another password"))
    if change == "forged":
        nonce = house.browser.cookies["monitor-browser"].partition(".")[0]
        house.browser.cookies.set("monitor-browser", f"{nonce}.{'0' * 64}", domain="monitor.test", path="/")
    async with house.from_address("192.0.2.7") as neighbour:
        for n in range(20):
            await house.log_in(f"name{n}", "wrong password", browser=neighbour)
    assert (await house.log_in("wang" if change == "another name" else "lin")).status_code == 429


async def test_an_address_that_keeps_guessing_must_wait(house: House) -> None:
    codes = [(await house.log_in(f"name{n}", "wrong password")).status_code for n in range(21)]
    assert codes == [403] * 20 + [429]
    answer = await house.log_in("lin", "wrong password")
    assert answer.headers["retry-after"] == "1"
    house.pass_time(hours=1)
    assert (await house.log_in("lin", "wrong password")).status_code == 403


@pytest.mark.parametrize(
    ("idle_minutes", "times", "still"), [(119, 1, True), (120, 1, False), (100, 7, True), (100, 8, False)]
)
async def test_a_session_ends_unused_or_after_its_hours(
    house: House, idle_minutes: int, times: int, still: bool
) -> None:
    """Two hours unused, or twelve hours in all: seven times 100 minutes are 11 h 40, eight are beyond."""
    await house.person("lin", "centre")
    await house.log_in("lin")
    for _ in range(times):
        house.pass_time(minutes=idle_minutes)
        known = await is_in(house)
    assert known is still


async def test_logging_out_needs_the_token_and_ends_the_session(house: House) -> None:
    await house.person("lin", "centre")
    await house.log_in("lin")
    assert (await house.browser.post("/logout", data={"csrf": "guessed"})).status_code == 403
    assert await is_in(house)
    cookie = house.browser.cookies["monitor-session"]
    assert (await house.post("/logout")).headers["location"] == "/login"
    house.browser.cookies.set("monitor-session", cookie)
    assert not await is_in(house)


async def test_a_new_password_ends_every_session(house: House) -> None:
    await house.person("lin", "centre")
    await house.log_in("lin")
    async with house.store.database.write() as connection:
        await people.set_password(connection, "lin", house.app.state.passwords.hash("another password"))
    assert not await is_in(house)
    assert (await house.log_in("lin", "another password")).status_code == 303


async def test_the_login_form_of_another_site_is_refused(house: House) -> None:
    await house.person("lin", "centre")
    form = {"name": "lin", "password": PASSWORD, "csrf": "x"}
    assert (await house.browser.post("/login", data=form)).status_code == 403
    await house.browser.get("/login")
    assert (await house.browser.post("/login", data=form)).status_code == 403


@pytest.mark.parametrize(
    "back",
    ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", "/\t/evil.example", "/\r\nX: y", "", "/" * 3000],
)  # fmt: skip
async def test_the_door_leads_nowhere_else(house: House, back: str) -> None:
    await house.person("lin", "centre")
    assert (await house.log_in("lin", next=back)).headers["location"] == "/"


@pytest.mark.parametrize(
    "name", [HOSTILE, "x" * 10_000, "\x00", "'; DROP TABLE person; --", "‮evil"], ids=repr
)
async def test_a_hostile_name_does_no_harm(house: House, name: str) -> None:
    answer = await house.log_in(name)
    assert answer.status_code in (400, 403)
    assert "<script>" not in answer.text


async def test_what_happens_at_the_door_is_in_the_log(house: House) -> None:
    await house.person("lin", "centre")
    await house.log_in("lin", "wrong password")
    await house.log_in("nobody", "wrong password")
    await house.log_in("lin")
    await house.post("/logout")
    assert [(who, act) for who, act, _ in await house.log()] == [
        ("lin", "login_refused"), ("nobody", "login_refused"), ("lin", "login"), ("lin", "logout"),
    ]  # fmt: skip


async def test_a_password_typed_full_width_is_the_same(house: House) -> None:
    await house.person("lin", "centre")
    assert (await house.log_in("lin", PASSWORD.replace("2026", "２０２６"))).status_code == 303


@pytest.mark.parametrize("case", ["nobody", "wrong", "often wrong", "disabled"])
async def test_a_refusal_costs_a_hash_whatever_the_reason(house: House, case: str) -> None:
    """Else the time an answer takes would tell which names exist."""
    hasher = Counting(time_cost=1, memory_cost=8, parallelism=1)
    house.app.state.passwords = Passwords(hasher)
    if case != "nobody":
        await house.person("lin", "centre")
    if case == "often wrong":
        for _ in range(4):
            await house.log_in("lin", "wrong password")
    if case == "disabled":
        async with house.store.database.write() as connection:
            await people.disable(connection, "lin", house.now[0])
    before = hasher.many
    assert (await house.log_in("lin", "wrong" if "wrong" in case else PASSWORD)).status_code == 403
    assert hasher.many - before == 1


class Counting(PasswordHasher):
    """Counts how often a password was compared."""

    many = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:
        self.many += 1
        return super().verify(hash, password)
