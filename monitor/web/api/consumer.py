"""Which program asks for the feed (数据接口的使用方): its token, what it may see, how often, and the note of it."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from monitor.web.api.rate_limit import RateLimit
from monitor.web.auth.guard import address_of, web_of
from monitor.web.auth.keys import digest_of
from monitor.web.context import Web
from monitor.web.problems import ApiProblem
from storage.access import audit, tokens
from storage.access.tokens import UNIT, WHOLE

_bearer = HTTPBearer(
    auto_error=False,
    description="a token of `monitor token create`; not needed where `[web] open_feed = true`",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consumer:
    """Who asks, and of which units it may know; None: all."""

    who: str
    name: str = ""
    units: frozenset[str] | None = None


async def consumer(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
) -> Consumer:
    """
    The consumer whose token this request carries. Every request of a known consumer is noted in the audit log.

    Raises Problem: 401 without a token that holds, 429 beyond `[web] requests_per_minute`.
    """
    web, address = web_of(request), address_of(request)
    now = web.clock()
    settings = web.watch().settings.web
    if credentials is None and "authorization" not in request.headers and settings.open_feed:
        limit(request, f"address {address}", settings.requests_per_minute, now)
        await _note_sparingly(request, web, "", "feed")
        return Consumer(who="")
    token = None
    if credentials is not None:
        async with web.store.database.read() as connection:
            token = await tokens.find_token(connection, digest_of(credentials.credentials))
    if token is None or not token.holds(now):
        limit(request, f"stranger {address}", settings.requests_per_minute, now)
        await _note_sparingly(request, web, f"token:{token.id}" if token else "", "feed_refused")
        raise _unknown(credentials is not None)
    who = f"token:{token.id}"
    try:
        limit(request, who, settings.requests_per_minute, now)
    except ApiProblem:
        await _note_sparingly(request, web, who, "feed_limited")
        raise
    async with web.store.database.write() as connection:
        await tokens.note_use(connection, token.id, now)
        await audit.note(connection, _entry(request, now, who, "feed", token.name))
    return Consumer(who=who, name=token.name, units=_units(token.scopes))


Asking = Annotated[Consumer, Depends(consumer)]


def _units(scopes: tuple[str, ...]) -> frozenset[str] | None:
    if WHOLE in scopes:
        return None
    return frozenset(one.removeprefix(UNIT) for one in scopes if one.startswith(UNIT))


def _unknown(is_given: bool) -> ApiProblem:
    if is_given:
        return ApiProblem(
            401, "token refused", "this token is not known, has run out or was revoked; ask the centre for a new one",
            {"www-authenticate": 'Bearer realm="gov-monitor", error="invalid_token"'},
        )  # fmt: skip
    return ApiProblem(
        401, "token needed", "send 'Authorization: Bearer TOKEN'; the centre makes one with: monitor token create",
        {"www-authenticate": 'Bearer realm="gov-monitor"'},
    )  # fmt: skip


def limit(request: Request, key: str, per_minute: int, now: datetime) -> None:
    """Count one request of *key*. Raises Problem 429 beyond *per_minute*."""
    rate: RateLimit = request.app.state.rate
    if wait := rate.admit(key, per_minute, now):
        seconds = max(1, math.ceil(wait.total_seconds()))
        raise ApiProblem(
            429, "too many requests", f"{per_minute} requests a minute are served; ask again in {seconds} s",
            {"retry-after": str(seconds)},
        )  # fmt: skip


async def _note_sparingly(request: Request, web: Web, who: str, act: str) -> None:
    """One line a minute and address: a flood of strangers must not fill the log."""
    noted: RateLimit = request.app.state.noted
    if not noted.admit(f"{act} {who} {address_of(request)}", 1, web.clock()):
        async with web.store.database.write() as connection:
            await audit.note(connection, _entry(request, web.clock(), who, act, "noted once a minute"))


def _entry(request: Request, now: datetime, who: str, act: str, detail: str) -> audit.AuditEntry:
    query = f"?{request.url.query}" if request.url.query else ""
    return audit.AuditEntry(
        at=now, who=who, act=act, target=request.url.path + query, detail=detail, address=address_of(request)
    )
