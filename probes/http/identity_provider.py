"""Asks an identity provider (统一身份认证) for its documents and for a token; certificates are checked, nothing is followed."""

from collections.abc import Mapping
from typing import Any

import httpx

from monitor.domain.text import NotJson, load_json

#: Seconds for one answer, and the longest answer in bytes.
WAIT_S, LONGEST = 10.0, 256 * 1024


class ProviderError(Exception):
    """The provider did not answer, or not as it should; the message says what, in English."""


async def get_document(url: str) -> Mapping[str, Any]:
    """The JSON object at *url*. Raises ProviderError."""
    return await _ask("GET", url)


async def post_form(url: str, form: Mapping[str, str], client: tuple[str, str] | None) -> Mapping[str, Any]:
    """The JSON object that *url* answers to *form*; *client*: id and secret, sent as HTTP Basic. Raises ProviderError."""
    return await _ask("POST", url, form, client)


async def _ask(
    method: str, url: str, form: Mapping[str, str] | None = None, client: tuple[str, str] | None = None
) -> Mapping[str, Any]:
    auth, body = httpx.BasicAuth(*client) if client else None, b""
    try:
        async with (
            httpx.AsyncClient(timeout=WAIT_S, follow_redirects=False, trust_env=False) as line,
            line.stream(method, url, data=form, auth=auth, headers={"Accept": "application/json"}) as answer,
        ):
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > LONGEST:
                    raise ProviderError(f"{url}: the answer is longer than {LONGEST} bytes")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ProviderError(f"{url}: {type(error).__name__}") from error
    if answer.status_code != 200:
        raise ProviderError(f"{url}: status {answer.status_code}")
    try:
        found = load_json(body)
    except NotJson as error:
        raise ProviderError(f"{url}: {error}") from error
    if not isinstance(found, dict):
        raise ProviderError(f"{url}: no JSON object")
    return found
