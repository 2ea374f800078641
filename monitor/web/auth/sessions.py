"""Opening a session (会话), whatever opened the door: its row, its cookies, its line in the log."""

import hmac
from datetime import datetime
from typing import Any

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from monitor.web.auth.guard import address_of, browser_of, cookie_name, is_https, session_length, web_of
from monitor.web.auth.keys import digest_of, new_secret
from storage.access import audit
from storage.access.people import Session

#: So long a browser is known, in seconds.
KNOWN_S = 180 * 86_400


def opened_session(request: Request, name: str, opened_by: str, now: datetime) -> tuple[str, Session]:
    """A new cookie, and the session that it opens: bound to this browser, with where it comes from."""
    cookie = new_secret()
    return cookie, Session(
        digest=digest_of(cookie), person=name, csrf=new_secret(), created_at=now, seen_at=now,
        address=address_of(request), browser=browser_of(request), opened_by=opened_by,
    )  # fmt: skip


def open_door(request: Request, cookie: str, back: str, name: str, stored: str) -> Response:
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
        cookie_name(request, "half"), secure=is_https(request), httponly=True, samesite="strict"
    )
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


async def note_door(request: Request, connection: Any, who: str, act: str, detail: str) -> None:
    """A line of the log about somebody at the door."""
    entry = audit.AuditEntry(
        at=web_of(request).clock(), who=who, act=act, detail=detail, address=address_of(request)
    )
    await audit.note(connection, entry)
