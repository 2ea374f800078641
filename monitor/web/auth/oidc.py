"""
Coming in by an identity provider (统一身份认证, OpenID Connect): authorization code with PKCE, state and nonce.

The provider says who somebody is; whether they may come in, and as what, is said here: the person must have been added
(`monitor person add`). The first time, the configured claim names them; from then on the provider's own, lasting id does.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import structlog
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from monitor.domain.settings import OidcSettings
from monitor.web.auth import screens
from monitor.web.auth.guard import cookie_name, is_https, session_length, web_of
from monitor.web.auth.keys import new_secret
from monitor.web.auth.sessions import note_door, open_door, opened_session
from monitor.web.context import Web
from probes.http.identity_provider import ProviderError, get_document, post_form
from storage.access import people, second_factors

ROUTER = APIRouter(include_in_schema=False)

log = structlog.get_logger()

#: How somebody at the provider has so long to come back, in seconds.
WAIT_S = 600
#: The provider's clock may be so many seconds off.
LEEWAY_S = 60
#: Signatures by public keys alone: with a shared secret as key, whoever knows the public one could sign.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
#: What a person reads, whatever went wrong; the log says more.
FAILED = "统一身份认证没有完成，请重试；仍不成功的，请用用户名和密码登录，或联系监测单位管理员。"
UNKNOWN = "您的统一身份认证账号在本系统没有对应的用户，请联系监测单位管理员开通。"


class NotLetIn(Exception):
    """The provider's answer does not prove who it is; the message says why, in English, for the log."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What an ID token proves."""

    subject: str
    name: str  #: the configured claim


@ROUTER.get("/login/oidc")
async def start(request: Request) -> Response:
    """Lead to the provider, with what must come back kept in a cookie of this browser alone."""
    web = web_of(request)
    settings = web.watch().settings.oidc
    if settings is None:
        return screens.error_page(404, "页面不存在", "本系统没有启用统一身份认证。")
    try:
        provider = await provider_of(settings)
    except (ProviderError, NotLetIn) as error:
        return _failed(str(error))
    state, nonce, verifier = new_secret(), new_secret(), new_secret()
    query = urlencode(
        {
            "response_type": "code", "client_id": settings.client_id, "redirect_uri": return_address(web), "scope": "openid profile",
            "state": state, "nonce": nonce, "code_challenge": challenge_of(verifier), "code_challenge_method": "S256",
        }
    )  # fmt: skip
    start_at = str(provider["authorization_endpoint"])
    request.app.state.leads_outside = start_at
    answer = RedirectResponse(f"{start_at}{'&' if '?' in start_at else '?'}{query}", 303)
    answer.set_cookie(
        cookie_name(request, "oidc"), f"{state}.{nonce}.{verifier}", max_age=WAIT_S, secure=is_https(request), httponly=True,
        samesite="lax",  # it must come along when the provider leads back
    )  # fmt: skip
    return answer


@ROUTER.get("/login/oidc/done")
async def finish(request: Request) -> Response:
    """Where the provider leads back to: state, issuer, code, token and nonce are checked before a session opens."""
    web = web_of(request)
    settings = web.watch().settings.oidc
    if settings is None:
        return screens.error_page(404, "页面不存在", "本系统没有启用统一身份认证。")
    state_cookie = request.cookies.get(cookie_name(request, "oidc"), "").split(".")
    try:
        claims = await _claims(web, settings, dict(request.query_params), state_cookie)
    except (ProviderError, NotLetIn) as error:
        return _over(request, _failed(str(error)))
    now = web.clock()
    async with web.store.database.write() as connection:
        name = await second_factors.linked_person(connection, settings.issuer, claims.subject)
        person = await people.find_person(connection, name or claims.name)
        if person is not None and name is None:
            fresh = await second_factors.link_person(
                connection, settings.issuer, claims.subject, person.name, now
            )
            person = person if fresh else None
        if person is not None:
            cookie, session = opened_session(request, person.name, "oidc", now)
            if await people.let_in(
                connection, session, person.password, person.password, now - session_length(web)
            ):
                await note_door(request, connection, person.name, "login", "oidc")
                return _over(request, open_door(request, cookie, "/", person.name, person.password))
        await note_door(request, connection, claims.name, "login_refused", "oidc")
    return _over(request, screens.error_page(403, "没有对应的用户", UNKNOWN))


async def provider_of(settings: OidcSettings) -> Mapping[str, Any]:
    """The provider's own description, which must name the issuer that is configured. Raises ProviderError, NotLetIn."""
    found = await get_document(f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != settings.issuer:
        raise NotLetIn("the discovery document names another issuer")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not str(found.get(name, "")).startswith(("https://", "http://127.0.0.1")):
            raise NotLetIn(f"the discovery document's {name} is no https address")
    return found


def return_address(web: Web) -> str:
    """Where the provider leads back to, as it must be registered there."""
    return f"{web.watch().settings.web.url.rstrip('/')}/login/oidc/done"


def challenge_of(verifier: str) -> str:
    """PKCE's S256."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


async def _claims(web: Web, settings: OidcSettings, query: Mapping[str, str], cookie: list[str]) -> Claims:
    if len(cookie) != 3:
        raise NotLetIn("the cookie of this login is missing")
    state, nonce, verifier = cookie
    if not hmac.compare_digest(query.get("state", "").encode(), state.encode()):
        raise NotLetIn("state differs: this login was not begun in this browser")
    if "error" in query or not query.get("code"):
        raise NotLetIn(f"the provider says {query.get('error', 'nothing')[:60]!r}")
    if query.get("iss", settings.issuer) != settings.issuer:
        raise NotLetIn("the answer comes from another issuer")
    provider = await provider_of(settings)
    variable = settings.client_secret_env
    secret = web.secrets.get(variable, "") if variable else ""
    if variable and not secret:
        raise NotLetIn(f"the environment variable {variable} is not set")
    form = {
        "grant_type": "authorization_code", "code": query["code"], "redirect_uri": return_address(web), "code_verifier": verifier,
        "client_id": settings.client_id,
    }  # fmt: skip
    token = await post_form(
        str(provider["token_endpoint"]), form, (settings.client_id, secret) if secret else None
    )
    keys = await get_document(str(provider["jwks_uri"]))
    return claims_of(token.get("id_token"), keys, settings, nonce, int(web.clock().timestamp()))


def claims_of(token: object, keys: Mapping[str, Any], settings: OidcSettings, nonce: str, now: int) -> Claims:
    """What *token* proves at *now* (seconds since 1970): signature, issuer, audience, times, nonce. Raises NotLetIn."""
    try:
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet
    except ImportError as error:
        raise NotLetIn("joserfc is not installed: pip install 'gov-monitor[oidc]'") from error
    if not isinstance(token, str):
        raise NotLetIn("no ID token came")
    try:
        found = jwt.decode(token, KeySet.import_key_set(dict(keys)), algorithms=ALGORITHMS).claims  # type: ignore[arg-type]
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise NotLetIn(f"the ID token is not the provider's: {type(error).__name__}") from error
    audience = found.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    expires, issued = found.get("exp"), found.get("iat")
    checks = {
        "issuer": found.get("iss") == settings.issuer,
        "audience": settings.client_id in audiences,
        "authorized party": found.get("azp", settings.client_id) == settings.client_id and (len(audiences) == 1 or "azp" in found),
        "expiry": isinstance(expires, int | float) and now < expires + LEEWAY_S,
        "issue time": isinstance(issued, int | float) and now - WAIT_S - LEEWAY_S < issued < now + LEEWAY_S,
        "nonce": isinstance(found.get("nonce"), str) and hmac.compare_digest(found["nonce"].encode(), nonce.encode()),
        "subject": isinstance(found.get("sub"), str) and 0 < len(found["sub"]) <= 300,
        "claim": isinstance(found.get(settings.claim), str) and 0 < len(found[settings.claim]) <= 60,
    }  # fmt: skip
    if wrong := [name for name, holds in checks.items() if not holds]:
        raise NotLetIn(f"the ID token's {', '.join(wrong)} does not hold")
    return Claims(found["sub"], found[settings.claim])


def _failed(why: str) -> Response:
    log.warning("oidc_failed", why=why)
    return screens.error_page(403, "未能登录", FAILED)


def _over(request: Request, answer: Response) -> Response:
    """What was kept of this login is of no more use."""
    answer.delete_cookie(
        cookie_name(request, "oidc"), secure=is_https(request), httponly=True, samesite="lax"
    )
    return answer
