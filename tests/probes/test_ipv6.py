"""A site over IPv6 alone, against names and sockets handed in: whole, half up, not there, and our own line without it."""

import socket
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import httpx
import pytest

from monitor.domain.ipv6 import Ipv6Look, Ipv6State
from probes.base import Tools
from probes.http.fetcher import Fetcher
from probes.http.ipv6 import Ipv6Line
from probes.ipv6 import PROBE, Settings

from .world import HOME, NOW, Memory, site

REFERENCE = "http://ref.gov.cn/"
PAGES = {
    HOME: '<title>示例</title><a href="/a/">甲栏目</a><a href="/b/">乙栏目</a><a href="http://bs.a.gov.cn/">办事</a>',
    f"{HOME}a/": '<title>甲</title><a href="/a/t1.html">甲一</a>',
    f"{HOME}b/": "<title>乙</title>",
    f"{HOME}a/t1.html": "<title>甲一</title>",
    "http://bs.a.gov.cn/": "<title>办事</title>",
    REFERENCE: "<title>参照</title>",
}
V6 = {"www.a.gov.cn": ["2400:3200::1"], "bs.a.gov.cn": ["2400:3200::2"], "ref.gov.cn": ["2400:3200::3"]}
WORDS = "<p>示例区人民政府门户网站，发布政务信息，提供办事服务，开展互动交流。</p>" * 20


async def look(
    names: Mapping[str, Sequence[str] | OSError] | None = None, *, six: Mapping[str, str | int] | None = None,
    references: tuple[str, ...] = (REFERENCE,), four: Mapping[str, str | int] | None = None,
) -> Ipv6Look:  # fmt: skip
    """What the probe says where *names* have those addresses, and *six* differs over IPv6 from what stands over IPv4."""
    known = V6 if names is None else names

    def answer(request: httpx.Request) -> httpx.Response:
        over_six = ":" in request.extensions["addresses"][0]
        page = {**PAGES, **(four or {}), **((six or {}) if over_six else {})}.get(str(request.url), 404)
        if page == 0:
            raise httpx.ConnectError("refused", request=request)
        if isinstance(page, int):
            return httpx.Response(page, request=request)
        return httpx.Response(200, html=f"<html><body>{page}{WORDS}</body></html>", request=request)

    async def addresses(host: str) -> Sequence[str]:
        found = known.get(host, ())
        if isinstance(found, OSError):
            raise found
        return found

    async def by_four(host: str, port: int) -> list[str]:
        return ["1.1.1.1"]

    async def no_wait(seconds: float) -> None:
        return None

    fetch = Fetcher(
        user_agent="test", clock=lambda: NOW, resolver=by_four, transport=httpx.MockTransport(answer), sleep=no_wait
    )  # fmt: skip
    tools = Tools(
        fetch=fetch, clock=lambda: NOW, rng=Random(0), known=Memory(),
        ipv6=Ipv6Line(fetch.over_ipv6(addresses), addresses, references),
    )  # fmt: skip
    [seen] = [one async for one in PROBE.run(site(allowed_hosts=("*.a.gov.cn",)), Settings(), tools)]
    return seen.facts


async def test_a_site_whose_pages_all_open_over_ipv6_is_whole() -> None:
    seen = await look()
    assert (seen.state, seen.like, {one.opened for one in seen.pages}) == (Ipv6State.WHOLE, True, {True})
    assert {one.url for one in seen.pages} >= {"http://bs.a.gov.cn/", f"{HOME}a/t1.html"}


@pytest.mark.parametrize(
    ("names", "six"),
    [
        ({**V6, "bs.a.gov.cn": []}, {}),  # the service system beside the portal has no address
        (V6, {f"{HOME}b/": 0}),  # one of the portal's own pages does not open
        (V6, {HOME: "<title>Welcome to nginx</title>"}),  # another page stands there
    ],
)  # fmt: skip
async def test_half_up_is_a_case_of_its_own(names: Any, six: Any) -> None:
    assert (await look(names, six=six)).state is Ipv6State.PARTLY


@pytest.mark.parametrize(
    ("names", "six", "state"),
    [
        ({**V6, "www.a.gov.cn": []}, {}, Ipv6State.NO_ADDRESS),
        ({**V6, "www.a.gov.cn": ["64:ff9b::101:101"]}, {}, Ipv6State.NO_ADDRESS),  # made up by a DNS64
        (V6, {HOME: 0}, Ipv6State.NOT_OPENED),
        ({**V6, "www.a.gov.cn": socket.gaierror(socket.EAI_AGAIN, "try again")}, {}, Ipv6State.NOT_RESOLVED),
    ],
)  # fmt: skip
async def test_no_address_and_nothing_there_differ_from_a_silent_name_service(
    names: Any, six: Any, state: Ipv6State
) -> None:
    assert (await look(names, six=six)).state is state


@pytest.mark.parametrize(("references", "six"), [((), {}), ((REFERENCE,), {REFERENCE: 0, HOME: 0})])
async def test_a_line_of_our_own_without_ipv6_says_nothing_of_the_site(references: Any, six: Any) -> None:
    assert (await look(six=six, references=references)).state is Ipv6State.NO_LINE


async def test_a_page_that_opens_over_neither_counts_for_nothing() -> None:
    seen = await look(four={f"{HOME}b/": 0})
    assert (seen.state, f"{HOME}b/" in {one.url for one in seen.pages}) == (Ipv6State.WHOLE, False)


async def test_a_site_that_is_down_is_not_judged_over_ipv6() -> None:
    assert (await look(four={HOME: 0})).state is Ipv6State.UNREACHED
