"""Every bad site gets the reason that is due, within its budget."""

import asyncio
import gzip
import socket
import time
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

import pytest

from monitor.demo.bad_sites import BAD_SITES, BadSite
from monitor.demo.lab import (
    PAGE,
    Lab,
    answer,
    drips,
    never_answers,
    question,
    says,
)
from monitor.domain.reach import Reach, Reason
from monitor.domain.site import Site
from probes import availability
from probes.base import NothingStored, Tools
from probes.http.base import Fetched, Unreached
from probes.http.fetcher import STOOD_STILL_S, Fetcher
from probes.wall.base import Inline
from tests.lab.conftest import NOW

BUDGET_S = 0.5
Build = Callable[..., Fetcher]


@pytest.mark.parametrize("site", BAD_SITES, ids=lambda one: one.id)
async def test_a_bad_site_is_named_for_what_it_does(site: BadSite, lab: Lab, fetcher_for: Build) -> None:
    async with lab.serving(site.id, site.serve) as port:
        begun = time.monotonic()
        seen = await fetcher_for(("127.0.0.1", port))(
            f"http://127.0.0.1:{port}/",
            budget_s=BUDGET_S,
            minimum_bytes=300,
            patient=False,
            allowed_hosts=("127.9.9.9",),
        )
        took = time.monotonic() - begun
    reason = seen.reason if isinstance(seen, Unreached) else Reason.OK
    assert (reason, getattr(seen, "detail", "")) == (site.reason, getattr(seen, "detail", ""))
    assert took < 60 * BUDGET_S, "most of them would go on for ever"
    assert seen.attempts[-1].url.startswith("http://127.0.0.1") or site.reason in (
        Reason.FORBIDDEN_ADDRESS,
        Reason.HOST_LEFT,
    )
    assert seen.exchanges
    assert not lab.errors
    if isinstance(seen, Fetched) and site.remark:
        assert site.remark in seen.remarks


async def test_a_late_visit_keeps_the_bytes_that_came(lab: Lab, fetcher_for: Build) -> None:
    async with lab.serving("drips", drips(answer(), 400)) as port:
        seen = await fetcher_for(("127.0.0.1", port))(
            f"http://127.0.0.1:{port}/", budget_s=0.3, patient=False
        )
    assert isinstance(seen, Unreached)
    [exchange] = seen.exchanges
    assert exchange.status == 200
    assert exchange.body.startswith(b"<!DOCTYPE html>")
    assert exchange.note.startswith("timeout_body")
    assert seen.attempts[0].first_byte_s is not None


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"Content-Length: 9999\r\n\r\n" + PAGE.encode(), Reason.OK),
        (b"\r\n" + gzip.compress(PAGE.encode()), Reason.OK),
        (b"\r\n" + PAGE.encode()[:400], Reason.BODY_TIMEOUT),
        (b"Set-Cookie: HWWAFSESID=1\r\n\r\n<html><head><script>x()</script>", Reason.BODY_TIMEOUT),
        (b"Set-Cookie: HWWAFSESID=1\r\n\r\n<html><head><script>x()</script></html>", Reason.BLOCKED_SCRIPT),
        (b"\r\n<html><h1>" + "您的访问已被网站防火墙拦截".encode() + b"</h1></html>", Reason.BLOCKED_PAGE),
    ],
    ids=[
        "a wrong length",
        "no length, packed",
        "half a page",
        "half a head behind a wall",
        "a wall's script",
        "a firewall's page",
    ],
)
async def test_a_page_that_is_whole_is_open_though_its_server_never_ends_it(
    raw: bytes, reason: Reason, lab: Lab, fetcher_for: Build
) -> None:
    coding = b"Content-Encoding: gzip\r\n" if b"\x1f\x8b" in raw else b""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + coding

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await question(reader)
        writer.write(head + raw)
        await never_answers(reader, writer)

    async with lab.serving("hangs", serve) as port:
        seen = await fetcher_for(("127.0.0.1", port))(
            f"http://127.0.0.1:{port}/", budget_s=0.3, patient=False
        )
    assert (seen.reason if isinstance(seen, Unreached) else Reason.OK) is reason
    if isinstance(seen, Fetched):
        assert (seen.remarks, seen.elapsed_s < 0.3) == (("ended_early",), True)


async def test_a_redirect_is_followed_though_its_own_body_never_ends(lab: Lab, fetcher_for: Build) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if b"GET /in" in await question(reader):
            writer.write(answer())
            return
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: /in\r\nContent-Length: 99\r\n\r\n<html>")
        await never_answers(reader, writer)

    async with lab.serving("redirects", serve) as port:
        seen = await fetcher_for(("127.0.0.1", port))(
            f"http://127.0.0.1:{port}/", budget_s=BUDGET_S, patient=False
        )
    assert isinstance(seen, Fetched)


def stand_still(seconds: float) -> None:
    """Put the loop's clock on, as where nothing was done here for *seconds*."""
    loop = asyncio.get_running_loop()
    loop.time = partial(lambda time: time() + seconds, loop.time)  # type: ignore[method-assign]


async def test_a_process_that_stood_still_blames_no_site(lab: Lab, fetcher_for: Build) -> None:
    async with lab.serving("silent", never_answers) as port:
        asyncio.get_running_loop().call_later(0.05, stand_still, 0.1 + STOOD_STILL_S)
        seen = await fetcher_for(("127.0.0.1", port))(
            f"http://127.0.0.1:{port}/", budget_s=0.1, patient=False
        )
    assert isinstance(seen, Unreached)
    assert seen.reason is Reason.MISSED


async def test_what_reading_a_late_page_takes_is_no_standing_still(lab: Lab, fetcher_for: Build) -> None:
    class Slow(Inline):
        async def read(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
            stand_still(STOOD_STILL_S + 0.1)
            return await Inline.read(self, function, *args, **kwargs)

    half = answer(PAGE.replace("</body>", "<p>通知公告</p>" * 3000 + "</body>"))[:-200]
    async with lab.serving("drips", drips(half, len(half) - 50)) as port:
        seen = await fetcher_for(("127.0.0.1", port), wall=Slow())(
            f"http://127.0.0.1:{port}/", budget_s=0.2, patient=False
        )
    assert isinstance(seen, Unreached)
    assert seen.reason is Reason.BODY_TIMEOUT


async def test_a_name_that_is_never_looked_up_times_out_in_dns(lab: Lab, fetcher_for: Build) -> None:
    lab.slow.add("slow.lab")
    seen = await fetcher_for(("slow.lab", 80))("http://slow.lab/", budget_s=0.2, patient=False)
    assert isinstance(seen, Unreached)
    assert seen.reason is Reason.DNS_TIMEOUT
    assert seen.elapsed_s < 0.3


async def test_an_unknown_name_is_not_found(fetcher_for: Build) -> None:
    seen = await fetcher_for()("http://nobody.lab/", budget_s=0.2, patient=False)
    assert isinstance(seen, Unreached)
    assert (seen.reason, len(seen.attempts)) == (Reason.NAME_NOT_FOUND, 1)


def refusing_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as plug:
        plug.bind(("127.0.0.1", 0))
        return int(plug.getsockname()[1])


async def test_a_refused_connection_is_tried_three_times(fetcher_for: Build) -> None:
    port = refusing_port()
    seen = await fetcher_for(("127.0.0.1", port))(
        f"http://127.0.0.1:{port}/", budget_s=BUDGET_S, attempts=3, patient=False
    )
    assert isinstance(seen, Unreached)
    assert (seen.reason, [one.reason for one in seen.attempts]) == (Reason.REFUSED, ["refused"] * 3)


def silent_port() -> tuple[socket.socket, list[socket.socket], int]:
    """A port whose queue is full: a connection to it is neither taken nor refused. Close what is returned."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(0)
    port = listener.getsockname()[1]
    fillers = []
    for _ in range(3):
        filler = socket.socket()
        filler.setblocking(False)
        filler.connect_ex(("127.0.0.1", port))
        fillers.append(filler)
    return listener, fillers, port


async def test_a_full_queue_times_out_in_connect(fetcher_for: Build) -> None:
    listener, fillers, port = silent_port()
    try:
        seen = await fetcher_for(("127.0.0.1", port))(
            f"http://127.0.0.1:{port}/", budget_s=0.3, patient=False
        )
    finally:
        for plug in (listener, *fillers):
            plug.close()
    assert isinstance(seen, Unreached)
    assert seen.reason is Reason.CONNECT_TIMEOUT


async def test_a_handshake_that_hangs_times_out_in_tls(lab: Lab, fetcher_for: Build) -> None:
    async with lab.serving("hang", never_answers) as port:
        seen = await fetcher_for(("127.0.0.1", port))(
            f"https://127.0.0.1:{port}/", budget_s=0.3, patient=False
        )
    assert isinstance(seen, Unreached)
    assert seen.reason is Reason.TLS_TIMEOUT
    assert seen.attempts[0].connect_s is not None


async def test_a_host_is_opened_at_its_second_address(lab: Lab, fetcher_for: Build) -> None:
    async with lab.serving("second", says(answer()), host="127.0.0.3") as port:
        lab.names["two.lab"] = ["127.0.0.2", "127.0.0.3"]
        seen = await fetcher_for(("two.lab", port))(
            f"http://two.lab:{port}/", budget_s=BUDGET_S, patient=False
        )
    assert isinstance(seen, Fetched)
    assert seen.attempts[0].address == "127.0.0.3"


async def test_where_no_address_takes_it_the_first_ones_fault_is_told(lab: Lab, fetcher_for: Build) -> None:
    port = refusing_port()
    lab.names["two.lab"] = ["127.0.0.1", "::ffff:0:0"]  # the second is no address to connect to
    seen = await fetcher_for(("two.lab", port))(f"http://two.lab:{port}/", budget_s=BUDGET_S, patient=False)
    assert isinstance(seen, Unreached)
    assert (seen.reason, seen.attempts[-1].address) == (Reason.REFUSED, "127.0.0.1")


async def test_an_ipv6_only_host_opens(lab: Lab, fetcher_for: Build) -> None:
    async with lab.serving("six", says(answer()), host="::1") as port:
        lab.names["six.lab"] = ["::1"]
        seen = await fetcher_for(("six.lab", port))(
            f"http://six.lab:{port}/", budget_s=BUDGET_S, patient=False
        )
    assert isinstance(seen, Fetched)
    assert seen.attempts[0].address == "::1"


async def test_a_pause_that_outlasts_the_budget_leaves_the_last_reason(lab: Lab, fetcher_for: Build) -> None:
    async with lab.serving("broken", says(answer("x", status="502 Bad Gateway"))) as port:

        async def long_pause(_: float) -> None:
            await asyncio.sleep(60)

        seen = await fetcher_for(("127.0.0.1", port), sleep=long_pause)(
            f"http://127.0.0.1:{port}/", budget_s=0.2, patient=False
        )
    assert isinstance(seen, Unreached)
    assert (seen.reason, seen.status, len(seen.attempts)) == (Reason.HTTP_STATUS, 502, 1)


async def test_no_visit_outlasts_its_budget_while_others_keep_the_loop_busy(
    lab: Lab, fetcher_for: Build
) -> None:
    async with (
        lab.serving("drips", drips(answer(), 200)) as slow,
        lab.serving("good", says(answer())) as good,
    ):
        fetch = fetcher_for(("127.0.0.1", slow), ("127.0.0.1", good))
        late = [fetch(f"http://127.0.0.1:{slow}/", budget_s=0.3, patient=False) for _ in range(20)]
        fine = [fetch(f"http://127.0.0.1:{good}/", budget_s=5, patient=False) for _ in range(150)]
        seen = await asyncio.gather(*late, *fine)
    assert {type(one) for one in seen[20:]} == {Fetched}
    assert (
        max(one.elapsed_s for one in seen[:20]) < 2
    )  # its page takes 20 s; how exact it is, bench/sweep.py tells


#: Proved by tests of their own, here and beside the probes; the last five are made by nobody's server.
ELSEWHERE = {
    Reason.NAME_NOT_FOUND, Reason.DNS_TIMEOUT, Reason.REFUSED, Reason.CONNECT_TIMEOUT, Reason.TLS_TIMEOUT,
    Reason.TLS_FAILED, Reason.TLS_GM_ONLY, Reason.WRONG_SITE, Reason.OFFLINE, Reason.MAINTENANCE,
    Reason.NO_ROUTE, Reason.MISSED, Reason.BUG, Reason.TOO_COSTLY, Reason.READER_BROKE, Reason.NIGHT_BUDGET,
}  # fmt: skip


def test_the_lab_has_a_bad_site_for_every_reason_that_a_server_can_give() -> None:
    assert {site.reason for site in BAD_SITES} == set(Reason) - ELSEWHERE


async def test_a_visit_goes_the_whole_way_from_probe_to_evidence(lab: Lab, fetcher_for: Build) -> None:
    async with lab.serving("gbk", next(one for one in BAD_SITES if one.id == "gbk").serve) as port:
        site = Site(
            id="gbk",
            name="",
            url=f"http://127.0.0.1:{port}/",
            edition="national-2019",
            title_mark=("仓山区人民政府",),
        )
        tools = Tools(
            fetch=fetcher_for(("127.0.0.1", port)), clock=lambda: NOW, rng=Random(0), known=NothingStored()
        )
        [look] = [one async for one in availability.run(site, availability.Settings(timeout_s=1), tools)]
    assert (look.facts.reach, look.facts.reason) == (Reach.OPENED, Reason.OK)
    assert look.facts.attempts[0].first_byte_s is not None
    assert "仓山区人民政府" in look.exchanges[0].body.decode("gbk")
