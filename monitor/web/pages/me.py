"""我的账号与在线会话: one's own second factor and sessions; for the centre, everybody's."""

import re
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from starlette.responses import RedirectResponse

from monitor.domain.access import Role, Viewer
from monitor.web import forms
from monitor.web.auth import second
from monitor.web.auth.gate import SharedGate, Try
from monitor.web.auth.guard import IDLE, Forbidden, OwnForm, address_of, session_length, show_pass
from monitor.web.auth.passwords import Busy, Passwords
from monitor.web.auth.read_log import Read
from monitor.web.auth.sessions import note_door
from monitor.web.forms import BadForm
from monitor.web.pages._page import Looking, nothing, show, web_of
from storage.access import people, second_factors

ROUTER = APIRouter(route_class=Read)


@ROUTER.get("/me", response_class=HTMLResponse)
async def me(request: Request, who: Looking) -> HTMLResponse:
    """One's own account."""
    return await _me(request, who)


@ROUTER.get("/sessions", response_class=HTMLResponse)
async def sessions(request: Request, who: Looking) -> HTMLResponse:
    """Who is logged in now, from where, since when; for the centre."""
    if who.role is not Role.CENTRE:
        raise Forbidden("只有监测单位人员可以查看全部会话；您自己的会话在“我的账号”页。")
    web = web_of(request)
    async with web.store.database.read() as connection:
        found = await people.open_sessions(connection, web.clock() - min(IDLE, session_length(web)))
        everybody = await people.people(connection)
        guarded = await second_factors.persons_with_factor(connection)
    return show(
        request, who, "sessions.html", sessions=found, persons={one.name: one.full_name or one.name for one in everybody},
        everybody=[one for one in everybody if one.disabled_at is None], guarded=guarded, own=await _own(request),
    )  # fmt: skip


@ROUTER.post("/me/totp/begin")
async def begin(request: Request, who: OwnForm) -> Response:
    """Show a new secret as a QR code (启用动态口令): password."""
    web = web_of(request)
    await _check_password(request, who)
    secret = second.new_totp_secret()
    async with web.store.database.write() as connection:
        if not await second_factors.begin(connection, who.name, secret):
            raise BadForm("动态口令已经启用；如需更换手机，请先停用。")
    return await _me(request, who, secret=secret)


@ROUTER.post("/me/totp/confirm")
async def confirm(request: Request, who: OwnForm) -> Response:
    """The first code of the app turns it on, and the recovery codes are shown once: code."""
    web, form = web_of(request), await request.form()
    code = forms.text(form, "code", "动态口令", 20)
    async with web.store.database.read() as connection:
        factor = await second_factors.factor_of(connection, who.name)
    if factor is None or factor.is_on:
        raise BadForm("没有待确认的动态口令，请在“我的账号”页重新启用。")
    step = second.step_of(factor.secret, code, web.clock())
    if step is None:
        return await _me(
            request,
            who,
            secret=factor.secret,
            fault="动态口令不正确：请核对手机时间，输入应用中当前显示的6位数字。",
        )
    codes = second.new_codes()
    digests = [second.code_digest(who.name, one) for one in codes]
    async with web.store.database.write() as connection:
        if not await second_factors.confirm(connection, who.name, step, web.clock(), digests):
            raise BadForm("没有待确认的动态口令，请在“我的账号”页重新启用。")
        await note_door(request, connection, who.name, "totp_on", "")
    return await _me(request, who, codes=codes)


@ROUTER.post("/me/totp/off")
async def turn_off(request: Request, who: OwnForm) -> Response:
    """Take one's own second factor away (停用动态口令): password."""
    await _check_password(request, who)
    async with web_of(request).store.database.write() as connection:
        if await second_factors.remove(connection, who.name):
            await note_door(request, connection, who.name, "totp_off", who.name)
    return RedirectResponse("/me?done=totp_off", 303)


@ROUTER.post("/me/sessions/end")
async def end(request: Request, who: OwnForm) -> Response:
    """End one of one's own sessions, or all but this one (结束会话): session, or `others`."""
    web, session = web_of(request), str((await request.form()).get("session", ""))
    mine = await _own(request)
    async with web.store.database.write() as connection:
        own = [
            one.digest
            for one in await people.open_sessions(connection, web.clock() - session_length(web), who.name)
        ]
        chosen = (
            [one for one in own if one != mine]
            if session == "others"
            else [one for one in own if one == session]
        )
        for one in chosen:
            await people.end_session(connection, one)
        await note_door(request, connection, who.name, "session_end", f"{len(chosen)}")
    return RedirectResponse("/me?done=session_end", 303)


@ROUTER.post("/sessions/end")
async def end_of_others(request: Request, who: OwnForm) -> Response:
    """End anybody's session; for the centre: session."""
    _only_centre(who)
    digest = _digest((await request.form()).get("session"))
    async with web_of(request).store.database.write() as connection:
        owner = await people.session_owner(connection, digest)
        if owner is not None:
            await people.end_session(connection, digest)
            await note_door(request, connection, who.name, "session_end", owner)
    return RedirectResponse("/sessions?done=session_end", 303)


@ROUTER.post("/sessions/totp-off")
async def turn_off_for(request: Request, who: OwnForm) -> Response:
    """Take somebody's second factor away whose telephone is lost; not one's own: name."""
    _only_centre(who)
    name = forms.text(await request.form(), "name", "用户名", 60)
    if name == who.name:
        raise BadForm("您自己的动态口令请在“我的账号”页凭密码停用，或请监测单位另一位人员解除。")
    async with web_of(request).store.database.write() as connection:
        if not await second_factors.remove(connection, name):
            raise BadForm(f"“{name}”没有启用动态口令。")
        await people.end_sessions(connection, name)
        await note_door(request, connection, who.name, "totp_off", name)
    return RedirectResponse("/sessions?done=totp_off", 303)


async def _me(
    request: Request, who: Viewer, secret: str = "", fault: str = "", codes: list[str] | None = None
) -> HTMLResponse:
    web = web_of(request)
    async with web.store.database.read() as connection:
        factor = await second_factors.factor_of(connection, who.name)
        left = await second_factors.codes_left(connection, who.name)
        found = await people.open_sessions(connection, web.clock() - min(IDLE, session_length(web)), who.name)
    address = second.enrolment(secret, who.name, web.watch().centre.name) if secret else ""
    return show(
        request, who, "me.html", sessions=found, own=await _own(request), is_on=factor is not None and factor.is_on, since=factor.since if factor else None,
        left=left, secret=" ".join(re.findall("....", secret)), qr=Markup(second.qr(address)) if address else "", fault=fault, codes=codes or [],
    )  # fmt: skip


async def _own(request: Request) -> str:
    return (await show_pass(request)).session.digest


async def _check_password(request: Request, who: Viewer) -> None:
    """Whoever only found this session open does not know the password. Counted as a try at the door is."""
    web, password = web_of(request), (await request.form()).get("password")
    if not isinstance(password, str) or not 0 < len(password) <= 1000:
        raise BadForm("请填写当前密码。")
    one, gate = Try(who.name, address_of(request)), SharedGate(request.app.state.gate, web.store.database)
    if await gate.admit(one, web.clock()):
        raise BadForm("尝试次数过多，请稍后再试。")
    async with web.store.database.read() as connection:
        person = await people.find_person(connection, who.name)
    passwords: Passwords = request.app.state.passwords
    try:
        fits = await passwords.fits(password, person.password if person else None)
    except Busy:
        await gate.take_back(one)
        raise BadForm("此刻登录的请求过多，请稍后再试。") from None
    if not fits:
        raise BadForm("当前密码不正确。")
    await gate.forgive(one)


def _only_centre(who: Viewer) -> None:
    if who.role is not Role.CENTRE:
        raise Forbidden("您的角色无权进行此操作。")


def _digest(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9a-f]{64}", value):
        raise nothing()
    return value
