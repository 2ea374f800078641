"""Logging in and out (登录、退出)."""

import hmac
import math
import re
from datetime import timedelta

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from monitor.web import forms
from monitor.web.auth import screens
from monitor.web.auth.gate import Gate, Try
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
from storage.access import audit, people
from storage.access.people import Session

ROUTER = APIRouter(include_in_schema=False)

#: Always the same words: they do not tell whether the name exists, or is locked.
REFUSED = "用户名或密码不正确。连续输错后须等候片刻，请核对后再试。"
#: More people, or programs, try to log in than passwords can be compared.
BUSY = "此刻登录的请求过多，您的密码尚未核对。请2秒后再试；如一直如此，请联系本中心管理员。"
#: So long a browser is known, in seconds.
KNOWN_S = 180 * 86_400


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
    gate: Gate = request.app.state.gate
    if wait := gate.admit(one, now):
        return _later(_page(request, back, name, _slowed(wait), 429), wait)
    try:
        answer = await _let_in(request, one, password, back)
    except Busy:
        gate.take_back(one)
        return _later(_page(request, back, name, BUSY, 503), timedelta(seconds=2))
    if answer is None:
        await _note_refusal(request, one)
        return _page(request, back, name, REFUSED, 403)
    gate.forgive(one)
    return answer


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
        cookie, now = new_secret(), web.clock()
        session = Session(
            digest=digest_of(cookie), person=person.name, csrf=new_secret(), created_at=now, seen_at=now
        )
        async with web.store.database.write() as connection:
            opened = await people.let_in(
                connection, session, person.password, stored, now - session_length(web)
            )
            if opened:
                await people.end_session(connection, digest_of(request.cookies.get(cookie_name(request), "")))
                await audit.note(connection, _entry(request, person.name, "login"))
        if opened:
            return _opened(request, cookie, back, person.name, stored)
    return None


def _opened(request: Request, cookie: str, back: str, name: str, stored: str) -> Response:
    """The way on, with the session's cookie and the one by which this browser is known the next time."""
    answer, nonce = RedirectResponse(back, 303), new_secret()
    answer.set_cookie(
        cookie_name(request), cookie, max_age=int(session_length(web_of(request)).total_seconds()),
        secure=is_https(request), httponly=True, samesite="lax",
    )  # fmt: skip
    answer.set_cookie(
        cookie_name(request, "browser"), f"{nonce}.{browser_proof(stored, name, nonce)}", max_age=KNOWN_S,
        secure=is_https(request), httponly=True, samesite="strict",
    )  # fmt: skip
    answer.delete_cookie(
        cookie_name(request, "form"), secure=is_https(request), httponly=True, samesite="strict"
    )
    return answer


def browser_proof(stored: str, name: str, nonce: str) -> str:
    """
    What a browser keeps to show that somebody knew the password of *name* in it: no password, and no session.

    Made with the stored hash, which only we have, so that it ends with the password.
    """
    return hmac.new(stored.encode(), f"browser\n{name}\n{nonce}".encode(), "sha256").hexdigest()


def _slowed(wait: timedelta) -> str:
    return f"尝试次数过多，请{math.ceil(wait.total_seconds())}秒后再试。"


def _later(answer: Response, wait: timedelta) -> Response:
    answer.headers["retry-after"] = str(math.ceil(wait.total_seconds()))
    return answer


def _page(request: Request, back: str, name: str = "", words: str = "", status: int = 200) -> Response:
    """The login page with a token of its own, in a cookie and in the form: nobody else can post it."""
    kept = request.cookies.get(cookie_name(request, "form"), "")
    token = kept if re.fullmatch(r"[\w-]{43}", kept, re.ASCII) else new_secret()  # two tabs, one token
    page = screens.login_page(web_of(request), back=back, token=token, name=name, words=words, status=status)
    page.set_cookie(
        cookie_name(request, "form"), token, secure=is_https(request), httponly=True, samesite="strict"
    )
    return page


def _own_form(request: Request, given: object) -> bool:
    kept = request.cookies.get(cookie_name(request, "form"), "")
    return isinstance(given, str) and bool(kept) and hmac.compare_digest(given.encode(), kept.encode())


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
