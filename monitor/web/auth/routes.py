"""Logging in and out (登录、退出)."""

import hmac
import math
import re
from datetime import datetime, timedelta

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from monitor.web import forms
from monitor.web.auth import screens, second
from monitor.web.auth.gate import SharedGate, Try
from monitor.web.auth.guard import (
    LoginNeeded,
    OwnForm,
    address_of,
    cookie_name,
    is_https,
    session_length,
    show_pass,
    web_of,
)
from monitor.web.auth.keys import digest_of, new_secret
from monitor.web.auth.passwords import Busy, Passwords
from monitor.web.auth.sessions import browser_proof, open_door, opened_session
from storage.access import audit, people, second_factors
from storage.access.people import Person

ROUTER = APIRouter(include_in_schema=False)

#: Always the same words: they do not tell whether the name exists, or is locked.
REFUSED = "用户名或密码不正确。连续输错后须等候片刻，请核对后再试。"
#: More people, or programs, try to log in than passwords can be compared.
BUSY = "此刻登录的请求过多，您的密码尚未核对。请2秒后再试；如一直如此，请联系监测单位管理员。"
#: After the password, the code must come within this.
HALF = timedelta(minutes=5)


@ROUTER.get("/entry.css")
async def style() -> Response:
    """The style sheet of login and error pages."""
    return Response(screens.style(), media_type="text/css", headers={"cache-control": "public, max-age=3600"})


@ROUTER.get("/login")
async def show_login(request: Request) -> Response:
    """The login page; somebody who is logged in already is led on."""
    back = forms.local_path(request.query_params.get("next"))
    try:
        await show_pass(request)
    except LoginNeeded:
        return _page(request, back)
    return RedirectResponse(back, 303)


@ROUTER.post("/login")
async def log_in(request: Request) -> Response:
    """Open a session for whoever knows the password."""
    web, form = web_of(request), await request.form()
    back = forms.local_path(form.get("next"))
    name = forms.text(form, "name", "用户名", 60)
    password = form.get("password")
    if not isinstance(password, str) or not 0 < len(password) <= 1000:
        raise forms.BadForm("请填写密码。")
    if not _own_form(request, form.get("csrf")):
        return _page(request, back, name, "页面已过期，请重新输入密码。", 403)
    now, one = web.clock(), await _try_of(request, name)
    gate = _gate(request)
    if wait := await gate.admit(one, now):
        return _later(_page(request, back, name, _slowed(wait), 429), wait)
    try:
        answer = await _let_in(request, one, password, back)
    except Busy:
        await gate.take_back(one)
        return _later(_page(request, back, name, BUSY, 503), timedelta(seconds=2))
    if answer is None:
        await _note_refusal(request, one)
        return _page(request, back, name, REFUSED, 403)
    await gate.forgive(one)
    return answer


@ROUTER.post("/login/code")
async def log_in_with_code(request: Request) -> Response:
    """The second step (动态口令): name, code (of the app, or a recovery code), after the password fitted."""
    web, form = web_of(request), await request.form()
    back = forms.local_path(form.get("next"))
    name, code = forms.text(form, "name", "用户名", 60), forms.text(form, "code", "动态口令", 40)
    if not _own_form(request, form.get("csrf")):
        return _page(request, back, name, "页面已过期，请重新输入密码。", 403)
    now, one = web.clock(), Try(name, address_of(request), "")
    async with web.store.database.read() as connection:
        person = await people.find_person(connection, name)
        factor = await second_factors.factor_of(connection, name)
    if person is None or factor is None or not _was_half(request, person, now):
        return _page(request, back, name, "验证已超时，请重新输入密码。", 403)
    if wait := await _gate(request).admit(one, now):
        return _later(_code_page(request, back, name, _slowed(wait), 429), wait)
    step = second.step_of(factor.secret, code, now)
    cookie, session = opened_session(request, name, "recovery" if step is None else "totp", now)
    async with web.store.database.write() as connection:
        taken = (
            await second_factors.spend_code(connection, name, second.code_digest(name, code))
            if step is None
            else await second_factors.use_step(connection, name, step)
        )
        opened = taken and await people.let_in(
            connection, session, person.password, person.password, now - session_length(web)
        )
        if opened:
            await people.end_session(connection, digest_of(request.cookies.get(cookie_name(request), "")))
            await audit.note(connection, _entry(request, name, "login", str(session.opened_by)))
    if not opened:
        await _note_refusal(request, one)
        return _code_page(
            request,
            back,
            name,
            "动态口令不正确，或已经用过。请输入应用中新的一组数字，或一个未用过的备用码。",
            403,
        )
    await _gate(request).forgive(one)
    return open_door(request, cookie, back, name, person.password)


@ROUTER.post("/logout")
async def log_out(request: Request, who: OwnForm) -> Response:
    """End this session."""
    session = (await show_pass(request)).session
    async with web_of(request).store.database.write() as connection:
        await people.end_session(connection, session.digest)
    await _note(request, who.name, "logout")
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(cookie_name(request), secure=is_https(request), httponly=True, samesite="lax")
    return answer


async def _try_of(request: Request, name: str) -> Try:
    """Who tries to get in from where; a browser that knew the password of this name before is told from others."""
    address, cookie = address_of(request), request.cookies.get(cookie_name(request, "browser"), "")
    nonce, _, proof = cookie.partition(".")
    if nonce and proof:
        async with web_of(request).store.database.read() as connection:
            person = await people.find_person(connection, name)
        if person is not None and hmac.compare_digest(proof, browser_proof(person.password, name, nonce)):
            return Try(name, address, nonce)
    return Try(name, address)


async def _let_in(request: Request, one: Try, password: str, back: str) -> Response | None:
    """
    A new session, whatever cookie came with the request; None when the password is not the one of that name.

    What counts is the password and the person as they are when the session opens: a reset, or a shut-out, that came
    while we compared is seen there. Then the password is compared once more, since the same one may only have been
    hashed anew by a login beside this one. Raises Busy.
    """
    web, rank = web_of(request), request.app.state.gate.rank(one, web_of(request).clock())
    for _ in range(2):
        _passwords(request).check_room(rank)
        async with web.store.database.read() as connection:
            person = await people.find_person(connection, one.name)
        fits = await _passwords(request).fits(password, person.password if person else None, rank)
        if person is None or not fits:
            return None
        stored = await _passwords(request).renewed(password, person.password)
        now = web.clock()
        async with web.store.database.read() as connection:
            factor = await second_factors.factor_of(connection, person.name)
        if factor is not None and factor.is_on:
            return _half_way(request, back, person, now)
        cookie, session = opened_session(request, person.name, "password", now)
        async with web.store.database.write() as connection:
            opened = await people.let_in(
                connection, session, person.password, stored, now - session_length(web)
            )
            if opened:
                await people.end_session(connection, digest_of(request.cookies.get(cookie_name(request), "")))
                await audit.note(connection, _entry(request, person.name, "login"))
        if opened:
            return open_door(request, cookie, back, person.name, stored)
    return None


def _half_way(request: Request, back: str, person: Person, now: datetime) -> Response:
    """The page that asks for the code, with a cookie that shows for some minutes that the password fitted."""
    answer = _code_page(request, back, person.name)
    until, nonce = str(int((now + HALF).timestamp())), new_secret()
    answer.set_cookie(
        cookie_name(request, "half"), f"{until}.{nonce}.{_half_proof(person, until, nonce)}", max_age=int(HALF.total_seconds()),
        secure=is_https(request), httponly=True, samesite="strict",
    )  # fmt: skip
    return answer


def _half_proof(person: Person, until: str, nonce: str) -> str:
    return hmac.new(
        person.password.encode(), f"half\n{person.name}\n{until}\n{nonce}".encode(), "sha256"
    ).hexdigest()


def _was_half(request: Request, person: Person, now: datetime) -> bool:
    """Whether this browser showed the password of *person* a short while ago."""
    until, _, rest = request.cookies.get(cookie_name(request, "half"), "").partition(".")
    nonce, _, proof = rest.partition(".")
    if not (re.fullmatch(r"\d{1,12}", until, re.ASCII) and int(until) >= now.timestamp()):
        return False
    return hmac.compare_digest(proof, _half_proof(person, until, nonce))


def _gate(request: Request) -> SharedGate:
    return SharedGate(request.app.state.gate, web_of(request).store.database)


def _slowed(wait: timedelta) -> str:
    return f"尝试次数过多，请{math.ceil(wait.total_seconds())}秒后再试。"


def _later(answer: Response, wait: timedelta) -> Response:
    answer.headers["retry-after"] = str(math.ceil(wait.total_seconds()))
    return answer


def _code_page(request: Request, back: str, name: str, words: str = "", status: int = 200) -> Response:
    return _page(request, back, name, words, status, wants_code=True)


def _page(request: Request, back: str, name: str = "", words: str = "", status: int = 200, wants_code: bool = False) -> Response:  # fmt: skip
    """The login page with a token of its own, in a cookie and in the form: nobody else can post it."""
    cookie = request.cookies.get(cookie_name(request, "form"), "")
    token = cookie if re.fullmatch(r"[\w-]{43}", cookie, re.ASCII) else new_secret()  # two tabs, one token
    page = screens.login_page(
        web_of(request), back=back, token=token, name=name, words=words, status=status, wants_code=wants_code
    )
    page.set_cookie(
        cookie_name(request, "form"), token, secure=is_https(request), httponly=True, samesite="strict"
    )
    return page


def _own_form(request: Request, token: object) -> bool:
    cookie = request.cookies.get(cookie_name(request, "form"), "")
    return isinstance(token, str) and bool(cookie) and hmac.compare_digest(token.encode(), cookie.encode())


def _passwords(request: Request) -> Passwords:
    passwords: Passwords = request.app.state.passwords
    return passwords


async def _note(request: Request, who: str, act: str, detail: str = "") -> None:
    async with web_of(request).store.database.write() as connection:
        await audit.note(connection, _entry(request, who, act, detail))


async def _note_refusal(request: Request, one: Try) -> None:
    """A wrong password on record; of a flood only so many lines, with how many were left out."""
    web, refusals = web_of(request), request.app.state.refusals
    left_out = refusals.note(one.network, web.clock())
    if left_out is None:
        return
    detail = f"此前另有{left_out}次未逐条记录" if left_out else ""
    async with web.store.database.write() as connection:
        await people.note_failure(connection, one.name)
        await audit.note(connection, _entry(request, one.name, "login_refused", detail))


def _entry(request: Request, who: str, act: str, detail: str = "") -> audit.AuditEntry:
    return audit.AuditEntry(
        at=web_of(request).clock(), who=who, act=act, detail=detail, address=address_of(request)
    )
