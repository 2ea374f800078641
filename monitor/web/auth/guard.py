"""Who may pass (权限): the viewer of a page from the session cookie, roles, and the token in every form."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Request

from monitor.domain.access import Role, Viewer
from monitor.web.auth.keys import digest_of, is_masked, masked
from monitor.web.context import Web
from storage.access import audit, people
from storage.access.people import SEEN_EVERY, Person, Session

#: A session nobody uses ends after this long.
IDLE = timedelta(hours=2)
#: No address is longer, whatever a proxy says.
LONGEST_ADDRESS = 60


class LoginNeeded(Exception):
    """Nobody is logged in; browsers are led to the login page and back to *back*."""

    def __init__(self, back: str) -> None:
        super().__init__(back)
        self.back = back


class Forbidden(Exception):
    """Somebody is logged in and may not do this; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Pass:
    """A session that holds: who, and the session itself."""

    viewer: Viewer
    session: Session


async def viewer(request: Request) -> Viewer:
    """Who looks (当前用户). Raises LoginNeeded when nobody is logged in."""
    return (await show_pass(request)).viewer


async def show_pass(request: Request) -> Pass:
    """The session that this request's cookie opens, once a request. Raises LoginNeeded."""
    known = getattr(request.state, "session_pass", None)
    if isinstance(known, Pass):
        return known
    found = await _find(request)
    if found is None:
        raise LoginNeeded(_back(request))
    request.state.session_pass = found
    return found


def require(*roles: Role) -> Callable[[Request], Awaitable[Viewer]]:
    """A dependency: the viewer, who has one of *roles*. Raises LoginNeeded and Forbidden."""

    async def required(request: Request) -> Viewer:
        who = await viewer(request)
        if who.role not in roles:
            raise Forbidden("您的角色无权进行此操作。")
        return who

    return required


async def check_csrf(request: Request) -> Viewer:
    """The viewer whose form this is: its hidden field `csrf` is the session's. Raises LoginNeeded and Forbidden."""
    who = await viewer(request)
    token = (await request.form()).get("csrf")
    secret = (await show_pass(request)).session.csrf
    if not isinstance(token, str) or not is_masked(token, secret):
        raise Forbidden("页面已过期，请返回刷新后重新提交。")
    return who


def acting(*roles: Role) -> Callable[[Request], Awaitable[Viewer]]:
    """A dependency for acts: who posted a form of their own, and has one of *roles*. Raises as `check_csrf` does."""
    allowed = require(*roles)

    async def acting_person(request: Request) -> Viewer:
        await check_csrf(request)
        return await allowed(request)

    return acting_person


#: For routes: the viewer; the viewer who posted a form of their own.
Looking = Annotated[Viewer, Depends(viewer)]
OwnForm = Annotated[Viewer, Depends(check_csrf)]


def web_of(request: Request) -> Web:
    """The tools of this server."""
    web: Web = request.app.state.web
    return web


def is_https(request: Request) -> bool:
    """Whether people reach us by https, directly or through a proxy."""
    url = web_of(request).watch().settings.web.url
    return request.url.scheme == "https" or url.startswith("https://")


def cookie_name(request: Request, name: str = "session") -> str:
    """The cookie's name; over https the prefix keeps sub-domains from setting it."""
    return f"__Host-monitor-{name}" if is_https(request) else f"monitor-{name}"


def session_length(web: Web) -> timedelta:
    """After this long a session ends, used or not (`[web] session_hours`)."""
    return timedelta(hours=web.watch().settings.web.session_hours)


def address_of(request: Request) -> str:
    """Where the request comes from; behind a trusted proxy, where that says."""
    return request.client.host[:LONGEST_ADDRESS] if request.client else ""


async def _find(request: Request) -> Pass | None:
    cookie = request.cookies.get(cookie_name(request), "")
    if not cookie:
        return None
    web, digest = web_of(request), digest_of(cookie)
    now = web.clock()
    async with web.store.database.read() as connection:
        found = await people.find_session(connection, digest)
    if found is None:
        return None
    session, person = found
    if now - session.created_at >= session_length(web) or now - session.seen_at >= IDLE:
        return None
    if session.browser is not None and session.browser != browser_of(request):
        await _end_stolen(request, session)
        return None
    if now - session.seen_at >= SEEN_EVERY:
        async with web.store.database.write() as connection:
            await people.touch_session(connection, digest, now)
    return Pass(viewer_of(person, session.csrf), session)


async def _end_stolen(request: Request, session: Session) -> None:
    """A cookie that comes from another browser than it was given to is nobody's: the session ends, and it is on record."""
    web = web_of(request)
    async with web.store.database.write() as connection:
        await people.end_session(connection, session.digest)
        entry = audit.AuditEntry(
            at=web.clock(), who=session.person, act="session_stolen", detail=browser_of(request), address=address_of(request)
        )  # fmt: skip
        await audit.note(connection, entry)


def browser_of(request: Request) -> str:
    """What the browser calls itself, as a session keeps it: what is printable, no longer than 200 characters."""
    said = request.headers.get("user-agent", "")
    return "".join(one if one.isprintable() else " " for one in said)[:200]


def viewer_of(person: Person, csrf: str) -> Viewer:
    """The stored person as pages see them."""
    return Viewer(
        name=person.name,
        full_name=person.full_name,
        role=Role(person.role),
        unit=person.unit,
        csrf=masked(csrf),
    )


def _back(request: Request) -> str:
    """Where to return to after the login; only what a reload may safely repeat."""
    if request.method not in ("GET", "HEAD"):
        return "/"
    query = f"?{request.url.query}" if request.url.query else ""
    return quote(request.url.path, safe="/") + query
