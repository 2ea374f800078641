"""Fetches one page within one wall-clock budget: names, guard, TLS profiles, redirects and retries inside it."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

import httpx
from tenacity import AsyncRetrying, retry_if_result, stop_after_attempt, wait_exponential

from monitor.domain.observation import Attempt, Exchange
from monitor.domain.reach import Reason, is_blocked
from monitor.domain.timing import Clock
from probes._answer import Document, NoDocument, read_answer
from probes._fetch import Answer, Fetched, NotModified, Unreached, Validators
from probes._guard import endpoint, is_kin, is_same_site, may_ask
from probes._pace import Pace
from probes._refresh import sent_on_to
from probes._resolve import Resolver, system_resolver
from probes._tls import GM_HELLO, Profile, fault_of, is_gm_answer
from probes._transport import BodyTooLarge, HeadTooLarge, Recording, VisitTransport

#: Redirects of all kinds in one visit; browsers allow twenty.
MOST_HOPS = 10
#: Names of phases as reasons.
_TIMEOUTS = {
    "dns": Reason.DNS_TIMEOUT,
    "connect": Reason.CONNECT_TIMEOUT,
    "tls": Reason.TLS_TIMEOUT,
    "first_byte": Reason.HEADER_TIMEOUT,
    "body": Reason.BODY_TIMEOUT,
}


@dataclass(slots=True)
class _Visit:
    """What one call gathered so far; a budget that runs out loses none of it."""

    url: str
    hops: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)  # by host, within this visit only
    here: str = ""  #: the address being asked
    phase: str = "dns"
    recording: Recording | None = None
    request: httpx.Request | None = None
    begun_s: float = 0.0
    dns_s: float | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class _Failed:
    reason: Reason
    detail: str = ""
    status: int | None = None
    quick: bool = False


class Fetcher:
    """
    The one way to the web: an instance is a `Fetch`.

    *configured*: host and port of every address in the configuration; they may be anywhere, what they lead to
    must be public. Cookies live within one visit, as a redirect may hang on them; nothing is carried over.
    robots.txt is not asked: the homepage visit is what any citizen does, and a crawl reads only the columns
    that the site's owner listed for it.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        clock: Clock,
        configured: Collection[tuple[str, int]] = (),
        resolver: Resolver = system_resolver,
        timer: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        transport: httpx.AsyncBaseTransport | None = None,
        interval_s: float = 1.0,
        at_once: int = 200,
        retry_wait_s: float = 0.5,
    ) -> None:
        self._timer = timer or _monotonic
        self._user_agent = user_agent
        self._clock = clock
        self._configured = frozenset(configured)
        self._resolver = resolver
        self._sleep = sleep
        self._transport = transport or VisitTransport(self._timer)
        self._pace = Pace(interval_s, self._timer, sleep)
        self._near = Pace(0.0, self._timer, sleep)
        self._seats = asyncio.Semaphore(at_once)
        self._retry_wait_s = retry_wait_s

    async def __call__(
        self,
        url: str,
        *,
        budget_s: float = 15.0,
        attempts: int = 3,
        allowed_hosts: tuple[str, ...] = (),
        minimum_bytes: int = 0,
        validators: Validators | None = None,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        accept: str = "page",
        patient: bool = True,
    ) -> Answer:
        """See `probes._fetch.Fetch`."""
        try:
            host = endpoint(url)[0]
        except ValueError as error:
            return Unreached(url=url, reason=Reason.BAD_RESPONSE, detail=str(error))
        ask = _Ask(allowed_hosts, minimum_bytes, validators, method, dict(headers or {}), body, accept)
        async with self._seats:
            if not patient:
                return await self._within(url, budget_s, attempts, ask)
            pace = self._near if _is_near(host) else self._pace
            if pace.has_given_up(host):
                return Unreached(
                    url=url, reason=Reason.BLOCKED_PAGE, detail="left alone after repeated blocks"
                )
            async with pace.turn(host):
                answer = await self._within(url, budget_s, attempts, ask)
            pace.note(host, isinstance(answer, Unreached) and is_blocked(answer.reason))
            return answer

    async def _within(self, url: str, budget_s: float, attempts: int, ask: "_Ask") -> Answer:
        visit, begun = _Visit(url), self._timer()
        try:
            async with asyncio.timeout(budget_s):
                answer = await self._try(visit, attempts, ask)
        except TimeoutError:
            self._note(visit, _TIMEOUTS[visit.phase], budget_s)
            answer = _Failed(_TIMEOUTS[visit.phase], f"no document after {budget_s:g} s")
        elapsed = self._timer() - begun
        if isinstance(answer, Fetched | NotModified):
            return _stamped(answer, visit, elapsed)
        return Unreached(
            url=url,
            reason=answer.reason,
            detail=answer.detail,
            status=answer.status,
            final_url=visit.here or url,
            elapsed_s=elapsed,
            attempts=tuple(visit.attempts),
            exchanges=tuple(visit.exchanges),
        )

    async def _try(self, visit: _Visit, attempts: int, ask: "_Ask") -> Fetched | NotModified | _Failed:
        """Up to *attempts* tries; only quick failures are tried again, as a person would reload."""
        retrying = AsyncRetrying(
            stop=stop_after_attempt(attempts),
            retry=retry_if_result(lambda answer: isinstance(answer, _Failed) and answer.quick),
            wait=wait_exponential(multiplier=self._retry_wait_s, max=4),
            sleep=self._sleep,
            retry_error_callback=lambda state: state.outcome.result() if state.outcome else None,
        )

        async def once() -> Fetched | NotModified | _Failed:
            visit.hops.clear()
            visit.cookies.clear()
            answer = await self._follow(visit, ask)
            visit.tries += 1
            return answer

        answer: Fetched | NotModified | _Failed = await retrying(once)
        return answer

    async def _follow(self, visit: _Visit, ask: "_Ask") -> Fetched | NotModified | _Failed:
        """From the asked address to a document, through redirects of every kind."""
        url = visit.url
        seen: set[tuple[str, str]] = set()
        while True:
            visit.here = url
            cookies = "; ".join(f"{k}={v}" for k, v in visit.cookies.get(endpoint(url)[0], {}).items())
            if (url, cookies) in seen or len(visit.hops) > MOST_HOPS:
                return _Failed(Reason.REDIRECT_LOOP, f"{len(visit.hops)} redirects")
            seen.add((url, cookies))
            if (left := self._left(url, visit, ask)) is not None:
                return left
            answer = await self._request(visit, url, cookies, ask)
            if isinstance(answer, _Failed):
                return answer
            status, names, wire = answer
            self._keep_cookies(visit, url)
            if status in (301, 302, 303, 307, 308) and names.get("location"):
                there = _joined(url, names["location"])
                if there is None:
                    return _Failed(Reason.BAD_RESPONSE, f"cannot go to {names['location'][:100]!r}", status)
                visit.hops.append(url)
                url = there
                continue
            if status == 304 and ask.validators is not None:
                return NotModified(url=visit.url)
            document = read_answer(status, names, wire, accept=ask.accept, minimum_bytes=0)
            if isinstance(document, NoDocument):
                return _Failed(document.reason, document.detail, status, document.quick)
            if ask.accept == "page" and (on := sent_on_to(document.text, url)) is not None:
                visit.hops.append(url)
                visit.remarks.append(on[1])
                url = on[0]
                continue
            if len(document.body) < ask.minimum_bytes:
                return _Failed(Reason.STUB, f"{len(document.body)} bytes", status, quick=True)
            visit.remarks.extend(document.remarks)
            return _document(visit, url, status, names, document)

    def _left(self, url: str, visit: _Visit, ask: "_Ask") -> _Failed | None:
        """A redirect that leads to another site."""
        host, asked = endpoint(url)[0], endpoint(visit.url)[0]
        if is_same_site(host, asked, ask.allowed_hosts):
            return None
        if not ask.allowed_hosts and is_kin(host, asked):
            visit.remarks.append("host_changed")
            return None
        return _Failed(Reason.HOST_LEFT, f"led to {host}")

    async def _request(
        self, visit: _Visit, url: str, cookies: str, ask: "_Ask"
    ) -> tuple[int, dict[str, str], bytes] | _Failed:
        """One address asked, with the TLS profiles tried in turn."""
        host, port = endpoint(url)
        visit.phase, visit.recording, visit.begun_s = "dns", None, self._timer()
        visit.dns_s = None
        try:
            addresses = await self._resolver(host, port)
        except (socket.gaierror, UnicodeError) as error:
            return self._fail(visit, Reason.NAME_NOT_FOUND, str(error), quick=_is_passing(error))
        visit.dns_s = self._timer() - visit.begun_s
        allowed = [one for one in addresses if may_ask(url, one, self._configured)]
        if not allowed:
            return self._fail(visit, Reason.FORBIDDEN_ADDRESS, f"{host} is at {', '.join(addresses)}")
        address = allowed[visit.tries % len(allowed)]
        return await self._through_profiles(visit, url, address, cookies, ask)

    async def _through_profiles(
        self, visit: _Visit, url: str, address: str, cookies: str, ask: "_Ask"
    ) -> tuple[int, dict[str, str], bytes] | _Failed:
        """Strict first; what a laxer profile mends becomes a remark, as browsers open it too."""
        profile: Profile | None = Profile.VERIFY
        last = ""
        while profile is not None:
            answer = await self._once(visit, url, address, profile, cookies, ask)
            if not isinstance(answer, _TlsRefused):
                return answer
            fault, last = fault_of(answer.error, profile), str(answer.error)
            if fault.remark not in visit.remarks:
                visit.remarks.append(fault.remark)
            profile = fault.next
        if await self._speaks_gm(address, endpoint(url)[1]):
            return self._fail(visit, Reason.TLS_GM_ONLY, "answers only a TLCP greeting", noted=True)
        return self._fail(visit, Reason.TLS_FAILED, last, noted=True)

    async def _once(
        self, visit: _Visit, url: str, address: str, profile: Profile, cookies: str, ask: "_Ask"
    ) -> "tuple[int, dict[str, str], bytes] | _Failed | _TlsRefused":
        recording = Recording(address=address)
        request = self._build(url, cookies, ask, visit)
        request.extensions = {"address": address, "profile": profile, "recording": recording}
        visit.recording, visit.request = recording, request
        visit.begun_s, visit.phase = self._timer(), "connect"
        begun = self._timer()
        try:
            with _following(visit, recording):
                response = await self._transport.handle_async_request(request)
                wire = b"".join([chunk async for chunk in response.aiter_raw()])
        except httpx.HTTPError as error:
            reason, detail, quick = _reason_of(error, recording)
            tls = _tls_error(error)
            if tls is not None and recording.phase == "tls":
                self._note(visit, Reason.TLS_FAILED, self._timer() - begun, str(tls))
                return _TlsRefused(tls)
            return self._fail(visit, reason, detail, status=recording.status, quick=quick)
        except HeadTooLarge:
            return self._fail(visit, Reason.BAD_RESPONSE, "the header is too large")
        except BodyTooLarge:
            return self._fail(visit, Reason.TOO_LARGE, "the body is too large", status=recording.status)
        if recording.status is None:  # another transport (a test's) kept no recording
            _copy(response, wire, recording)
        self._note(visit, Reason.OK, self._timer() - begun)
        names = {name.lower(): value for name, value in reversed(recording.headers)}
        return response.status_code, names, wire

    def _build(self, url: str, cookies: str, ask: "_Ask", visit: _Visit) -> httpx.Request:
        headers = {
            "User-Agent": self._user_agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8" if ask.accept == "page" else "*/*",
            "Accept-Language": "zh-CN,zh;q=0.9",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        } | ask.headers
        if cookies:
            headers["Cookie"] = cookies
        if ask.validators is not None:
            if ask.validators.etag:
                headers["If-None-Match"] = ask.validators.etag
            if ask.validators.last_modified:
                headers["If-Modified-Since"] = ask.validators.last_modified
        method = ask.method if not visit.hops else "GET"
        return httpx.Request(method, url, headers=headers, content=ask.body if method == "POST" else None)

    def _keep_cookies(self, visit: _Visit, url: str) -> None:
        recording = visit.recording
        for name, value in recording.headers if recording else ():
            if name.lower() == "set-cookie":
                try:
                    jar = SimpleCookie(value)
                except CookieError:
                    continue
                kept = visit.cookies.setdefault(endpoint(url)[0], {})
                kept.update({key: morsel.value for key, morsel in jar.items()})

    def _fail(
        self, visit: _Visit, reason: Reason, detail: str, status: int | None = None,
        quick: bool = False, noted: bool = False,
    ) -> _Failed:  # fmt: skip
        if not noted:
            self._note(visit, reason, self._timer() - visit.begun_s, detail)
        return _Failed(reason, detail, status, quick)

    def _note(self, visit: _Visit, reason: Reason, total_s: float, detail: str = "") -> None:
        """Keep what this try met: its phases, and the bytes that came."""
        recording, request = visit.recording or Recording(), visit.request
        visit.attempts.append(
            Attempt(
                url=visit.here or visit.url,
                address=recording.address,
                reason=reason.value,
                status=recording.status,
                dns_s=_rounded(visit.dns_s),
                connect_s=_rounded(recording.connect_s),
                tls_s=_rounded(recording.tls_s),
                first_byte_s=_rounded(recording.first_byte_s),
                total_s=round(total_s, 4),
            )
        )
        if visit.recording is None or request is None:
            visit.exchanges.append(
                Exchange(url=visit.here or visit.url, at=self._clock(), note=f"{reason.value}: {detail}")
            )
            return
        visit.exchanges.append(
            Exchange(
                url=str(request.url),
                at=self._clock(),
                address=recording.address,
                method=request.method,
                request_headers=tuple(
                    (k.decode("latin-1"), v.decode("latin-1")) for k, v in request.headers.raw
                ),
                request_body=request.content,
                status=recording.status,
                reason_phrase=recording.reason_phrase,
                headers=tuple(recording.headers),
                body=bytes(recording.body),
                note="" if reason is Reason.OK else f"{reason.value}: {detail}",
            )
        )

    async def _speaks_gm(self, address: str, port: int) -> bool:
        """Whether the server answers a TLCP (国密) greeting, having refused every other."""
        try:
            reader, writer = await asyncio.open_connection(address, port)
        except OSError:
            return False
        try:
            writer.write(GM_HELLO)
            return is_gm_answer(await reader.readexactly(6))
        except (OSError, asyncio.IncompleteReadError):
            return False
        finally:
            writer.transport.abort()


@dataclass(frozen=True, slots=True)
class _Ask:
    """What a call asks for, besides the address."""

    allowed_hosts: tuple[str, ...]
    minimum_bytes: int
    validators: Validators | None
    method: str
    headers: dict[str, str]
    body: bytes
    accept: str


@dataclass(frozen=True, slots=True)
class _TlsRefused:
    error: ssl.SSLError


class _following:
    """Keeps the visit's phase that of its recording, so that a budget running out names it."""

    def __init__(self, visit: _Visit, recording: Recording) -> None:
        self._visit, self._recording = visit, recording

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        phase = self._recording.phase
        self._visit.phase = phase if phase in _TIMEOUTS else "body"


def _reason_of(error: httpx.HTTPError, recording: Recording) -> tuple[Reason, str, bool]:
    """The closed reason behind one of httpx's exceptions, its words, and whether a second try may help."""
    causes, cause = [], error.__cause__
    while cause is not None:
        causes.append(cause)
        cause = cause.__cause__ or cause.__context__
    detail = str(error) or type(error).__name__
    for cause in causes:
        if isinstance(cause, ConnectionRefusedError):
            return Reason.REFUSED, detail, True
        if isinstance(cause, ConnectionResetError | BrokenPipeError | ConnectionAbortedError):
            return Reason.RESET, detail, True
        if isinstance(cause, TimeoutError):
            return Reason.CONNECT_TIMEOUT, detail, False
        if isinstance(cause, socket.gaierror):
            return Reason.NAME_NOT_FOUND, detail, False
    if isinstance(error, httpx.RemoteProtocolError):
        if recording.status is not None:
            return Reason.TRUNCATED, detail, True
        return (Reason.RESET if "closed before" in detail else Reason.BAD_RESPONSE), detail, True
    if isinstance(error, httpx.TimeoutException):
        return Reason.HEADER_TIMEOUT, detail, False
    if isinstance(error, httpx.ConnectError):
        return (Reason.NO_ROUTE if causes else Reason.REFUSED), detail, True
    return Reason.RESET, detail, True


def _tls_error(error: BaseException) -> ssl.SSLError | None:
    """The TLS error behind *error*; a server that hangs up in mid-handshake counts as one."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return cause
        if isinstance(cause, ConnectionResetError | asyncio.IncompleteReadError | ConnectionAbortedError):
            return ssl.SSLError("the server hung up during the handshake")
        cause = cause.__cause__
    return None


def _document(visit: _Visit, url: str, status: int, names: dict[str, str], document: Document) -> Fetched:
    etag, last = names.get("etag", ""), names.get("last-modified", "")
    return Fetched(
        url=visit.url,
        final_url=url,
        status=status,
        headers=names,
        body=document.body,
        text=document.text,
        encoding=document.encoding,
        validators=Validators(etag, last) if etag or last else None,
    )


def _stamped(answer: Fetched | NotModified, visit: _Visit, elapsed: float) -> Fetched | NotModified:
    common: dict[str, Any] = {
        "elapsed_s": elapsed,
        "attempts": tuple(visit.attempts),
        "exchanges": tuple(visit.exchanges),
    }
    if isinstance(answer, Fetched):
        common |= {"hops": tuple(visit.hops), "remarks": tuple(dict.fromkeys(visit.remarks))}
    return replace(answer, **common)


def _copy(response: httpx.Response, wire: bytes, recording: Recording) -> None:
    recording.status = response.status_code
    recording.headers = [(k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers.raw]
    recording.body = bytearray(wire)


def _joined(url: str, location: str) -> str | None:
    """The address a Location header means; servers send raw Chinese there, too."""
    try:
        raw = location.encode("latin-1", "ignore").decode("utf-8", "ignore").strip()
        there = httpx.URL(url).join(raw)
        return (
            str(there.copy_with(fragment=None)) if there.scheme in ("http", "https") and there.host else None
        )
    except (httpx.InvalidURL, ValueError):
        return None


def _is_passing(error: Exception) -> bool:
    return isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN


def _is_near(host: str) -> bool:
    return host == "localhost" or host.startswith("127.") or host == "::1"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _monotonic() -> float:
    return asyncio.get_running_loop().time()


def configured_endpoints(urls: Collection[str]) -> frozenset[tuple[str, int]]:
    """Host and port of each of *urls* that has them."""
    found = set()
    for url in urls:
        if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname:
            found.add(endpoint(url))
    return frozenset(found)
