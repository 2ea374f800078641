"""Coming in by an identity provider: only what it signed, for us, now, for this browser, opens the door."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import respx
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

from monitor.domain.settings import OidcSettings, Settings, WebSettings
from monitor.web.auth.oidc import challenge_of
from monitor.web.context import Web
from tests.web.conftest import WATCH, House

ISSUER = "https://sso.example.gov.cn/realms/gov"
KEY, OTHER = (RSAKey.generate_key(2048, {"kid": kid}) for kid in ("one", "other"))


@dataclass
class Provider:
    """A simulated provider: what it says of itself, and the token it gives."""

    house: House
    document: dict[str, Any] = field(
        default_factory=lambda: {
            "issuer": ISSUER, "authorization_endpoint": f"{ISSUER}/auth", "token_endpoint": f"{ISSUER}/token", "jwks_uri": f"{ISSUER}/keys",
        }
    )  # fmt: skip
    claims: dict[str, Any] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: KEY)
    algorithm: str = "RS256"
    asked: dict[str, str] = field(default_factory=dict)  #: what came to the token endpoint

    def token(self, request: httpx.Request) -> httpx.Response:
        self.asked = {name: one[0] for name, one in parse_qs(request.content.decode()).items()}
        self.asked["authorization"] = request.headers.get("authorization", "")
        given = jwt.encode(
            {"alg": self.algorithm, "kid": "one"}, self.claims, self.key, algorithms=[self.algorithm]
        )
        return httpx.Response(200, json={"id_token": given, "access_token": "x"})

    async def begin(self) -> dict[str, str]:
        """Press the button; gives what the provider was asked."""
        answer = await self.house.browser.get("/login/oidc")
        assert answer.status_code == 303, answer.text
        assert answer.headers["location"].startswith(f"{ISSUER}/auth?")
        query = {name: one[0] for name, one in parse_qs(urlsplit(answer.headers["location"]).query).items()}
        now = int(self.house.now[0].timestamp())
        self.claims = {
            "iss": ISSUER, "aud": "gov-monitor", "sub": "s-17", "exp": now + 300, "iat": now, "nonce": query["nonce"],
            "preferred_username": "lin",
        }  # fmt: skip
        return query

    async def come_back(self, **query: str) -> httpx.Response:
        return await self.house.browser.get("/login/oidc/done", params=query)


@pytest.fixture
async def provider(house: House) -> AsyncIterator[Provider]:
    settings = Settings(
        web=WebSettings(url="https://monitor.test"),
        oidc=OidcSettings(issuer=ISSUER, client_id="gov-monitor", client_secret_env="MONITOR_OIDC_SECRET"),
    )
    watch = replace(WATCH, settings=settings)
    house.app.state.web = Web(
        watch=lambda: watch,
        store=house.store,
        clock=house.web.clock,
        secrets={"MONITOR_OIDC_SECRET": "geheim"},
    )
    house.browser.base_url = httpx.URL("https://monitor.test")
    found = Provider(house)
    with respx.mock(assert_all_called=False) as routes:
        routes.get(f"{ISSUER}/.well-known/openid-configuration").mock(
            side_effect=lambda _: httpx.Response(200, json=found.document)
        )
        routes.get(f"{ISSUER}/keys").mock(
            return_value=httpx.Response(200, json=KeySet([KEY]).as_dict(private=False))
        )
        routes.get(f"{ISSUER}/down").mock(side_effect=httpx.ConnectError("refused"))
        routes.post(f"{ISSUER}/token").mock(side_effect=found.token)
        yield found


async def test_who_was_added_comes_in_and_is_known_by_the_lasting_id_from_then_on(provider: Provider) -> None:
    house = provider.house
    await house.person("lin", "centre")
    assert 'href="/login/oidc"' in (await house.browser.get("/login")).text
    asked = await provider.begin()
    assert (asked["code_challenge_method"], asked["redirect_uri"]) == (
        "S256",
        "https://monitor.test/login/oidc/done",
    )
    answer = await provider.come_back(code="abc", state=asked["state"], iss=ISSUER)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert challenge_of(provider.asked["code_verifier"]) == asked["code_challenge"]
    assert provider.asked["authorization"].startswith("Basic ")
    assert "统一身份认证" in (await house.browser.get("/me")).text
    await house.person("wang", "centre")
    for claims, status in (
        ({"preferred_username": "wang"}, 303),
        ({"sub": "s-18"}, 403),
        ({"sub": "s-19", "preferred_username": "nobody"}, 403),
    ):
        house.browser.cookies.clear()
        asked = await provider.begin()
        provider.claims |= claims
        answer = await provider.come_back(code="abc", state=asked["state"])
        assert answer.status_code == status, claims
    assert "没有对应的用户" in answer.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://evil.example"}, {"aud": "another"}, {"aud": ["gov-monitor", "another"]}, {"azp": "another"}, {"exp": 1},
        {"iat": 1}, {"nonce": "guessed"}, {"nonce": None}, {"sub": ""}, {"sub": 17}, {"preferred_username": None}, {"exp": "soon"},
    ],
    ids=str,
)  # fmt: skip
async def test_a_token_that_is_not_for_this_login_opens_nothing(
    provider: Provider, wrong: dict[str, Any]
) -> None:
    await provider.house.person("lin", "centre")
    asked = await provider.begin()
    provider.claims |= wrong
    answer = await provider.come_back(code="abc", state=asked["state"])
    assert (answer.status_code, "统一身份认证没有完成" in answer.text) == (403, True)
    assert "monitor-session" not in str(provider.house.browser.cookies)


@pytest.mark.parametrize("case", ["another key", "shared secret", "state", "no cookie", "error", "issuer", "discovery", "plain http", "down"])  # fmt: skip
async def test_what_does_not_come_from_the_provider_to_this_browser_opens_nothing(
    provider: Provider, case: str
) -> None:
    await provider.house.person("lin", "centre")
    asked = await provider.begin()
    query = {"code": "abc", "state": asked["state"]}
    if case == "another key":
        provider.key = OTHER
    if case == "shared secret":
        provider.key, provider.algorithm = OctKey.import_key("k" * 32), "HS256"
    if case == "no cookie":
        provider.house.browser.cookies.clear()
    if case in ("discovery", "plain http"):
        provider.document |= (
            {"issuer": "https://evil.example"}
            if case == "discovery"
            else {"token_endpoint": "http://sso.example"}
        )
    if case == "down":
        provider.document["jwks_uri"] = f"{ISSUER}/down"
    query |= {
        "state": {"state": "guessed"},
        "error": {"error": "access_denied"},
        "issuer": {"iss": "https://evil.example"},
    }.get(case, {})
    assert (await provider.come_back(**query)).status_code == 403
    assert (await provider.house.browser.get("/me")).status_code == 303


async def test_without_a_configured_provider_there_is_no_such_door(house: House) -> None:
    assert "/login/oidc" not in (await house.browser.get("/login")).text
    for path in ("/login/oidc", "/login/oidc/done?code=x&state=y"):
        assert (await house.browser.get(path)).status_code == 404
