"""Logging in and out (登录、退出)."""

import hmac
import math

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from monitor.web import forms
from monitor.web.entry import screens
from monitor.web.entry.gate import Gate
from monitor.web.entry.passwords import Passwords
from monitor.web.guard import (
    LoginNeeded,
    OwnForm,
    address_of,
    cookie_name,
    is_https,
    session_length,
    show_pass,
    web_of,
)
from monitor.web.keys import digest_of, new_secret
from storage import audit, people
from storage.people import Person, Session

ROUTER = APIRouter(include_in_schema=False)

#: Always the same words: they do not tell whether the name exists, or is locked.
REFUSED = "用户名或密码不正确。连续输错会暂时锁定, 请核对后稍候再试。"


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
        return _page(request, back, name, "页面已过期, 请重新输入密码。", 403)
    gate: Gate = request.app.state.gate
    wait = gate.admit(address_of(request), web.clock())
    if wait:
        seconds = math.ceil(wait.total_seconds())
        answer = _page(request, back, name, f"尝试次数过多, 请 {seconds} 秒后再试。", 429)
        answer.headers["retry-after"] = str(seconds)
        return answer
    person = await _identify(request, name, password)
    if person is None:
        await _note(request, name, "login_refused")
        return _page(request, back, name, REFUSED, 403)
    gate.forgive(address_of(request))
    return await _let_in(request, person, password, back)


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


async def _identify(request: Request, name: str, password: str) -> Person | None:
    web, passwords = web_of(request), _passwords(request)
    async with web.store.database.write() as connection:
        person = await people.begin_attempt(connection, name, web.clock())
    fits = await passwords.fits(password, person.password if person else None)
    return person if fits else None


async def _let_in(request: Request, person: Person, password: str, back: str) -> Response:
    """A new session, whatever cookie came with the request."""
    web, cookie, now = web_of(request), new_secret(), web_of(request).clock()
    session = Session(
        digest=digest_of(cookie), person=person.name, csrf=new_secret(), created_at=now, seen_at=now
    )
    stored = await _passwords(request).renewed(password, person.password)
    async with web.store.database.write() as connection:
        await people.attempt_succeeded(connection, person.name, stored)
        await people.open_session(connection, session, now - session_length(web))
    await _note(request, person.name, "login")
    answer = RedirectResponse(back, 303)
    answer.set_cookie(
        cookie_name(request), cookie, max_age=int(session_length(web).total_seconds()),
        secure=is_https(request), httponly=True, samesite="lax",
    )  # fmt: skip
    answer.delete_cookie(
        cookie_name(request, "form"), secure=is_https(request), httponly=True, samesite="strict"
    )
    return answer


def _page(request: Request, back: str, name: str = "", words: str = "", status: int = 200) -> Response:
    """The login page with a token of its own, in a cookie and in the form: nobody else can post it."""
    token = request.cookies.get(cookie_name(request, "form")) or new_secret()  # two tabs, one token
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


async def _note(request: Request, who: str, act: str) -> None:
    web = web_of(request)
    async with web.store.database.write() as connection:
        await audit.note(
            connection, audit.Entry(at=web.clock(), who=who, act=act, address=address_of(request))
        )
