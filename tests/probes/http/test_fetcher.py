"""What a fetch does between servers: redirects, cookies, retries, conditions, manners. httpx's test transport answers."""

import asyncio
import errno
import socket
from collections.abc import Callable
from datetime import datetime

import httpx
import pytest

from monitor.domain.reach import Reason
from monitor.domain.timing import SHANGHAI
from probes.http.base import Answer, Fetched, NotModified, Unreached, Validators
from probes.http.faults import lookup_reason
from probes.http.fetcher import Fetcher
from tests.every import every

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=SHANGHAI)
PAGE = "<html><body>" + "政务公开内容" * 40 + "</body></html>"
HOME = "http://www.gov.test/"
Handler = Callable[[httpx.Request], httpx.Response]


class Hour:
    """A timer and a sleep that agree, and cost no time."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def timer(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


def fetcher(handler: Handler, hour: Hour | None = None, **more: object) -> Fetcher:
    hour = hour or Hour()
    names = {"inner.gov.test": ["10.0.0.1"]}

    async def resolve(host: str, port: int) -> list[str]:
        return names.get(host, ["218.106.155.204"])

    return Fetcher(
        user_agent="monitor (+https://example.test/about)",
        clock=lambda: NOW,
        resolver=resolve,
        timer=hour.timer,
        sleep=hour.sleep,
        transport=httpx.MockTransport(handler),
        **more,  # type: ignore[arg-type]
    )


def sends(*there: str, status: int = 302) -> Handler:
    """Each request is led to the next address; the last one opens."""
    left = list(there)

    def handle(request: httpx.Request) -> httpx.Response:
        return (
            httpx.Response(status, headers={"Location": left.pop(0)})
            if left
            else httpx.Response(200, text=PAGE)
        )

    return handle


async def reason_of(fetch: Fetcher, url: str = HOME, **ask: object) -> Reason:
    seen: Answer = await fetch(url, patient=False, **ask)  # type: ignore[arg-type]
    return seen.reason if isinstance(seen, Unreached) else Reason.OK


async def test_a_page_comes_with_its_way() -> None:
    seen = await fetcher(sends("https://www.gov.test/", "/xjwz/"))(HOME, patient=False)
    assert isinstance(seen, Fetched)
    assert (seen.url, seen.final_url) == (HOME, "https://www.gov.test/xjwz/")
    assert seen.hops == (HOME, "https://www.gov.test/")
    assert [one.status for one in seen.attempts] == [302, 302, 200]
    assert dict(seen.exchanges[0].request_headers)["User-Agent"].startswith("monitor (+https://")


@every(
    ("there", "allowed", "reason"),
    [
        pytest.param("https://gov.test/", (), Reason.OK, id="https, without www"),
        pytest.param("http://elsewhere.example/", (), Reason.HOST_LEFT, id="another site"),
        pytest.param("http://elsewhere.example/", ("elsewhere.example",), Reason.OK, id="another site, allowed"),
        pytest.param("http://inner.gov.test/", ("*.gov.test",), Reason.FORBIDDEN_ADDRESS, id="an inner address"),
        pytest.param("http://10.0.0.1.nip.test:1/", ("*.nip.test",), Reason.OK, id="a name like an address"),
        pytest.param("gopher://www.gov.test/", (), Reason.BAD_RESPONSE, id="another protocol"),
    ],
)  # fmt: skip
async def test_a_redirect_may_not_lead_everywhere(
    there: str, allowed: tuple[str, ...], reason: Reason
) -> None:
    assert await reason_of(fetcher(sends(there)), allowed_hosts=allowed) is reason


async def test_the_header_refresh_leads_on_as_the_tag_does_even_from_an_empty_page() -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/xjwz/":
            return httpx.Response(200, text=PAGE)
        return httpx.Response(200, headers={"Refresh": "0; url=/xjwz/"})

    seen = await fetcher(handle)(HOME, patient=False, minimum_bytes=300)
    assert isinstance(seen, Fetched)
    assert (seen.final_url, seen.remarks) == (f"{HOME}xjwz/", ("header_refresh",))


async def test_an_empty_page_that_refreshes_itself_is_no_page() -> None:
    stays = fetcher(lambda request: httpx.Response(200, headers={"Refresh": "5"}))
    assert await reason_of(stays, minimum_bytes=300) is Reason.STUB


async def test_a_redirect_to_a_firewalls_challenge_is_a_block_and_no_move() -> None:
    assert await reason_of(fetcher(sends("https://validate.perfdrive.com/?a=1"))) is Reason.BLOCKED_CAPTCHA


async def test_every_cookie_of_an_answer_counts_as_a_mark() -> None:
    cookies = [("Set-Cookie", "a=1; path=/"), ("Set-Cookie", "__jsluid_s=9; path=/")]
    page = "<html><script>go(1)</script></html>"
    shown = fetcher(lambda request: httpx.Response(200, headers=cookies, text=page))
    assert await reason_of(shown) is Reason.BLOCKED_SCRIPT


@pytest.mark.parametrize(("count", "reason"), [(20, Reason.OK), (21, Reason.REDIRECT_LOOP)])
async def test_twenty_redirects_are_followed_and_one_more_is_not(count: int, reason: Reason) -> None:
    assert await reason_of(fetcher(sends(*(f"/{n}" for n in range(count))))) is reason


async def test_cookies_live_within_one_visit_and_stay_with_their_host() -> None:
    asked: list[tuple[str, str]] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append((request.url.host, request.headers.get("cookie", "")))
        if request.url.path == "/":
            return httpx.Response(302, headers={"Location": "/in", "Set-Cookie": "seen=1; Path=/"})
        if request.url.path == "/in":
            return httpx.Response(302, headers={"Location": "http://other.test/end"})
        return httpx.Response(200, text=PAGE)

    fetch = fetcher(handle)
    for _ in range(2):
        assert await reason_of(fetch, allowed_hosts=("other.test",)) is Reason.OK
    once = [("www.gov.test", ""), ("www.gov.test", "seen=1"), ("other.test", "")]
    assert asked == once * 2


async def test_a_cookie_goes_back_as_it_came_and_never_unescaped() -> None:
    asked: list[bytes] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(dict(request.headers.raw).get(b"Cookie", b""))
        cookies = [
            ("Set-Cookie", r'a="x\015\012Evil: 1\015\012\015\012GET /x HTTP/1.1"; Path=/'),
            ("Set-Cookie", "b=y\x0bz"),
            ("Location", "/in"),
        ]
        return httpx.Response(302 if len(asked) == 1 else 200, headers=cookies, text=PAGE)

    assert await reason_of(fetcher(handle)) is Reason.OK
    assert asked == [b"", rb'a="x\015\012Evil: 1\015\012\015\012GET /x HTTP/1.1"']


@every(
    "there",
    ["http://[", "http://x.test:abc/", "//\x01/", "/\x01\x02", "http://" + "a" * 70_000 + "/", "/" + "%" * 60_000],
)  # fmt: skip
async def test_a_location_that_is_none_is_a_bad_answer_and_no_bug(there: str) -> None:
    assert await reason_of(fetcher(sends(there))) is Reason.BAD_RESPONSE


async def test_what_a_server_said_of_its_page_is_asked_with_only_where_it_is_plain() -> None:
    asked: list[list[bytes]] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append([name for name, _ in request.headers.raw])
        return httpx.Response(200, text=PAGE)

    bent = Validators(etag='"\x0b"', last_modified="周五")
    assert await reason_of(fetcher(handle), validators=bent) is Reason.OK
    assert not {b"If-None-Match", b"If-Modified-Since"} & set(asked[0])


async def test_a_configured_referer_in_chinese_is_written_as_an_address() -> None:
    asked: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers["referer"])
        return httpx.Response(200, text=PAGE)

    assert await reason_of(fetcher(handle), headers={"Referer": "http://www.gov.test/信箱/"}) is Reason.OK
    assert asked == ["http://www.gov.test/%E4%BF%A1%E7%AE%B1/"]


async def test_the_callers_headers_do_not_follow_to_another_host() -> None:
    seen: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("authorization", ""))
        return sends("http://other.test/")(request) if len(seen) == 1 else httpx.Response(200, text=PAGE)

    await reason_of(fetcher(handle), headers={"Authorization": "secret"}, allowed_hosts=("other.test",))
    assert seen == ["secret", ""]


@pytest.mark.parametrize(("status", "methods"), [(302, ["POST", "GET"]), (307, ["POST", "POST"])])
async def test_a_question_is_sent_on_as_browsers_do(status: int, methods: list[str]) -> None:
    asked: list[tuple[str, bytes]] = []
    on = sends("/b", status=status)

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append((request.method, request.content))
        return on(request)

    await reason_of(fetcher(handle), method="POST", body=b"page=1")
    assert asked == [(method, b"page=1" if method == "POST" else b"") for method in methods]


async def test_an_unchanged_page_is_not_modified() -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        same = request.headers.get("if-none-match") == '"a"'
        return httpx.Response(304) if same else httpx.Response(200, text=PAGE, headers={"ETag": '"a"'})

    fetch = fetcher(handle)
    first = await fetch(HOME, patient=False)
    assert isinstance(first, Fetched)
    assert isinstance(await fetch(HOME, validators=first.validators, patient=False), NotModified)


DAYS = ("Mon, 16 Nov 2026 08:00:00 GMT", "Tue, 10 Nov 2026 08:00:00 GMT")


@pytest.mark.parametrize(
    ("moved", "answer"),
    [("a", NotModified), ("b", Fetched)],
    ids=["as before", "elsewhere, to an older page"],
)
async def test_a_redirect_that_leads_elsewhere_is_not_unchanged_because_the_page_there_is_older(
    moved: str, answer: type
) -> None:
    """The address led to `a` and its page of the 16th; now to `b`, whose page of the 10th was never seen."""
    to = "a"

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/":
            return httpx.Response(302, headers={"Location": f"/{to}/"})
        day = DAYS[request.url.path == "/b/"]
        tags = {"ETag": f'"{request.url.path}"', "Last-Modified": day}
        said = request.headers
        if said.get("if-none-match") == tags["ETag"] or said.get("if-modified-since", "") in (
            DAYS if day == DAYS[1] else DAYS[:1]
        ):
            return httpx.Response(304)
        return httpx.Response(200, text=PAGE, headers=tags)

    fetch = fetcher(handle)
    first = await fetch(HOME, patient=False)
    assert isinstance(first, Fetched)
    to = moved
    assert isinstance(await fetch(HOME, validators=first.validators, patient=False), answer)


async def test_the_day_of_a_page_is_asked_with_where_only_the_scheme_was_another() -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.scheme == "http":
            return httpx.Response(301, headers={"Location": str(request.url.copy_with(scheme="https"))})
        if request.headers.get("if-modified-since") == DAYS[0]:
            return httpx.Response(304)
        return httpx.Response(200, text=PAGE, headers={"Last-Modified": DAYS[0]})

    fetch = fetcher(handle)
    first = await fetch(HOME, patient=False)
    assert isinstance(first, Fetched)
    assert isinstance(await fetch(HOME, validators=first.validators, patient=False), NotModified)


async def test_not_modified_without_a_question_is_an_empty_page() -> None:
    fetch = fetcher(lambda request: httpx.Response(304))
    assert await reason_of(fetch) is Reason.EMPTY
    assert await reason_of(fetch, validators=Validators(etag='"a"')) is Reason.OK


@pytest.mark.parametrize(
    ("accept", "kind", "reason"),
    [
        ("page", "application/json", Reason.NOT_A_PAGE),
        ("any", "application/json", Reason.OK),
        ("page", "application/pdf", Reason.NOT_A_PAGE),
        ("page", "text/plain", Reason.OK),
    ],
)
async def test_only_a_page_is_a_page_unless_anything_will_do(accept: str, kind: str, reason: Reason) -> None:
    fetch = fetcher(lambda request: httpx.Response(200, content=b'{"a": 1}', headers={"Content-Type": kind}))
    assert await reason_of(fetch, accept=accept) is reason


async def test_a_page_called_a_download_is_a_page() -> None:
    kind = {"Content-Type": "application/octet-stream"}
    assert await reason_of(fetcher(lambda request: httpx.Response(200, text=PAGE, headers=kind))) is Reason.OK


@every(
    ("answers", "attempts", "reason", "tries"),
    [
        pytest.param([502, 200], 3, Reason.OK, 2, id="recovers"),
        pytest.param([502, 502, 502, 200], 3, Reason.HTTP_STATUS, 3, id="gives up after three"),
        pytest.param([502, 200], 1, Reason.HTTP_STATUS, 1, id="one try only"),
        pytest.param([404, 200], 3, Reason.HTTP_STATUS, 1, id="a 404 is no quick failure"),
        pytest.param([429, 200], 3, Reason.BLOCKED_RATE, 1, id="a block is not pressed"),
    ],
)  # fmt: skip
async def test_only_quick_failures_are_tried_again(
    answers: list[int], attempts: int, reason: Reason, tries: int
) -> None:
    left = list(answers)
    fetch = fetcher(lambda request: httpx.Response(left.pop(0), text=PAGE))
    seen = await fetch(HOME, attempts=attempts, patient=False)
    assert (seen.reason if isinstance(seen, Unreached) else Reason.OK) is reason
    assert len(seen.attempts) == tries


async def test_a_page_that_is_whole_at_the_limit_is_late() -> None:
    hour = Hour()

    def handle(request: httpx.Request) -> httpx.Response:
        hour.now += 15.0
        return httpx.Response(200, text=PAGE)

    assert await reason_of(fetcher(handle, hour), budget_s=15.0) is Reason.BODY_TIMEOUT
    assert await reason_of(fetcher(handle, hour), budget_s=15.001) is Reason.OK


async def test_a_crawl_keeps_a_second_between_requests_and_a_visit_does_not_wait() -> None:
    hour = Hour()
    fetch = fetcher(lambda request: httpx.Response(200, text=PAGE), hour)
    await asyncio.gather(*(fetch(f"{HOME}{n}") for n in range(4)))
    assert hour.now == pytest.approx(3.0)
    await fetch(HOME, patient=False)
    assert hour.now == pytest.approx(3.0)


async def test_waiting_for_a_turn_is_no_part_of_the_budget() -> None:
    hour = Hour()
    fetch = fetcher(lambda request: httpx.Response(200, text=PAGE), hour, interval_s=100.0)
    seen = [await fetch(HOME, budget_s=1.0) for _ in range(2)]
    assert [type(one) for one in seen] == [Fetched, Fetched]
    assert [one.elapsed_s for one in seen] == [0.0, 0.0]


async def test_a_crawl_that_waits_keeps_no_seat_from_others() -> None:
    waiting = asyncio.Event()

    async def sleep(_: float) -> None:
        waiting.set()
        await asyncio.sleep(60)

    hour = Hour()
    hour.sleep = sleep  # type: ignore[method-assign]
    fetch = fetcher(lambda request: httpx.Response(200, text=PAGE), hour, at_once=1)
    await fetch(HOME)
    crawl = asyncio.create_task(fetch(HOME))
    await waiting.wait()
    async with asyncio.timeout(1):
        assert await reason_of(fetch, "http://other.test/") is Reason.OK
    crawl.cancel()


async def test_a_host_that_blocks_thrice_is_left_alone_for_an_hour() -> None:
    hour, asked = Hour(), []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(429)

    fetch = fetcher(handle, hour)
    seen = [await fetch(f"{HOME}{n}") for n in range(5)]
    assert asked == ["/0", "/1", "/2"]
    assert all(isinstance(one, Unreached) and one.reason.value.startswith("blocked") for one in seen)
    assert await reason_of(fetch, HOME) is Reason.BLOCKED_RATE  # a visit asks all the same
    hour.now += 3601
    await fetch(f"{HOME}9")
    assert asked[-1] == "/9"


@every("url", ["", "nonsense", "ftp://www.gov.test/", "http://x.test:99999/", "http://[::1"])
async def test_what_is_no_address_is_a_value_too(url: str) -> None:
    seen = await fetcher(lambda request: httpx.Response(200))(url)
    assert isinstance(seen, Unreached)
    assert (seen.url, seen.reason) == (url, Reason.BAD_RESPONSE)


async def test_cancellation_passes_through() -> None:
    async def hang(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(60)
        raise AssertionError

    task = asyncio.create_task(fetcher(hang)(HOME, budget_s=30, patient=False))  # type: ignore[arg-type]
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize(
    ("cause", "reason"),
    [
        pytest.param(OSError(errno.ENETUNREACH, "no route"), Reason.NO_ROUTE, id="no route"),
        pytest.param(ConnectionRefusedError(), Reason.REFUSED, id="refused"),
        pytest.param(ConnectionResetError(), Reason.RESET, id="reset"),
        pytest.param(TimeoutError(), Reason.CONNECT_TIMEOUT, id="the system's own time-out"),
    ],
)
async def test_the_cause_of_a_failed_connection_names_it(cause: OSError, reason: Reason) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("all attempts failed") from cause

    assert await reason_of(fetcher(handle)) is reason


@every(
    ("number", "reason"),
    [
        pytest.param(errno.EMFILE, Reason.OFFLINE, id="no descriptor left"),
        pytest.param(errno.ENOBUFS, Reason.OFFLINE, id="no memory for it"),
        pytest.param(errno.EADDRNOTAVAIL, Reason.OFFLINE, id="no port left"),
        pytest.param(errno.EAFNOSUPPORT, Reason.OFFLINE, id="no IPv6 at all"),
        pytest.param(errno.EPERM, Reason.OFFLINE, id="our own firewall"),
        pytest.param(errno.EHOSTUNREACH, Reason.NO_ROUTE, id="no route there"),
    ],
)
async def test_what_our_own_machine_refuses_is_not_the_sites(number: int, reason: Reason) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("all attempts failed") from OSError(number, "made up")

    assert await reason_of(fetcher(handle)) is reason


@every(
    ("error", "reason"),
    [
        pytest.param(socket.gaierror(socket.EAI_NONAME, ""), Reason.NAME_NOT_FOUND, id="no such name"),
        pytest.param(socket.gaierror(socket.EAI_AGAIN, ""), Reason.DNS_TIMEOUT, id="its name servers are silent"),
        pytest.param(socket.gaierror(socket.EAI_SYSTEM, ""), Reason.OFFLINE, id="our system cannot ask"),
        pytest.param(OSError(errno.EMFILE, ""), Reason.OFFLINE, id="no descriptor left to ask with"),
        pytest.param(UnicodeError("label too long"), Reason.NAME_NOT_FOUND, id="not a name"),
    ],
)  # fmt: skip
async def test_a_name_that_we_cannot_ask_for_is_not_the_sites_fault(error, reason) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        raise error

    assert lookup_reason(error) is reason
    fetch = Fetcher(user_agent="monitor", clock=lambda: NOW, resolver=resolve, sleep=Hour().sleep)
    assert await reason_of(fetch) is reason
