"""What people read is on record (查阅记录): evidence, exported files and messages each time, other pages now and then."""

from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute

from monitor.web.api.rate_limit import RateLimit
from monitor.web.auth.guard import Forbidden, Pass, address_of, web_of
from storage.access import audit

log = structlog.get_logger()

#: The same page of the same person is noted at most once a minute: people reload.
EACH_MINUTE = 1


class Read(APIRoute):
    """
    A page: what a person was given is noted before it leaves, and what was refused as refused.

    When it cannot be noted, evidence, files and messages are not given either; other pages are, since whoever must
    put a full disk right needs to see them.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of this page, with the note."""
        handle = super().get_route_handler()

        async def noting(request: Request) -> Response:
            try:
                answer = await handle(request)
            except (HTTPException, Forbidden) as error:
                if isinstance(error, Forbidden) or error.status_code == 404:
                    await note_reading(request, "refused")
                raise
            if answer.status_code < 300:
                await note_reading(request)
            return answer

        return noting


async def note_reading(request: Request, detail: str = "") -> None:
    """One line of the audit log about this page; nothing for whoever is not logged in."""
    held = getattr(request.state, "session_pass", None)
    if not isinstance(held, Pass):
        return
    act, who, web = act_of(request), held.viewer.name, web_of(request)
    query = f"?{request.url.query}" if request.url.query else ""
    target = request.url.path + query
    if act == "view":
        viewed: RateLimit = request.app.state.viewed
        if viewed.admit(f"{who} {target}", EACH_MINUTE, web.clock()):
            return
    entry = audit.AuditEntry(
        at=web.clock(), who=who, act=act, target=target, detail=detail, address=address_of(request)
    )
    try:
        async with web.store.database.write() as connection:
            await audit.note(connection, entry)
    except Exception:
        if act != "view":
            raise
        log.exception("view_not_noted", who=who, target=target)


def act_of(request: Request) -> str:
    """What reading this page is called in the log."""
    path = request.url.path
    if path.startswith("/evidence/"):
        return "read_evidence"
    if request.query_params.get("format"):
        return "export"
    return "read_messages" if path == "/messages" else "view"
