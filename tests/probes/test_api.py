"""The router that answers for platforms in tests."""

import pytest
import respx

from probes.http.base import Fetched
from tests.probes.api import fetcher


async def test_a_request_that_no_route_matches_fails_the_test(api: respx.MockRouter) -> None:
    api.get("http://feed.test/", headers={"X-Key": "1"}).respond(text="<rss/>")
    fetch = fetcher(api)
    for url, method, headers in (
        ("http://feed.test/other", "GET", {"X-Key": "1"}),
        ("http://feed.test/", "POST", {"X-Key": "1"}),
        ("http://feed.test/", "GET", {}),
    ):
        with pytest.raises(pytest.fail.Exception, match="not mocked"):
            await fetch(url, method=method, headers=headers, accept="any")
    assert isinstance(await fetch("http://feed.test/", headers={"X-Key": "1"}, accept="any"), Fetched)
