"""One call's way from the asked address to a document: names, guard, TLS profiles, redirects; all of it noted."""

import asyncio
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf

import httpx

from monitor.domain.hosts import is_same_place
from monitor.domain.reach import Reason
from monitor.domain.timing import Clock
from probes.http.address import absolute, from_header, parsed
from probes.http.answer import Document, NoDocument
from probes.http.attempt_log import AttemptLog, SentRequest
from probes.http.base import Fetched, NotModified, Validators
from probes.http.blocks import blocked_by, is_challenge_host
from probes.http.certificate import read_certificate
from probes.http.classify import SentOn, classified, is_short, ordinary_page
from probes.http.connection_pool import PoolKey
from probes.http.cookies import Jar, cookie_header, keep_cookies
from probes.http.faults import RequestError, lookup_reason, reason_of, tls_error
from probes.http.guard import endpoint, is_kin, is_same_site, may_ask
from probes.http.head import is_sendable, lines_of, target_again, target_of
from probes.http.message import REDIRECTS, Recording
from probes.http.resolve import Resolver
from probes.http.tls import Profile, fault_of, settled, speaks_gm
from probes.http.transport import VisitTransport
from probes.wall.base import Inline, Wall

#: Redirects of all kinds in one visit, as browsers have it.
MOST_HOPS = 20
#: Addresses of one host that are tried; more are a mistake in somebody's name server.
MOST_ADDRESSES = 4
#: Headers of the caller's that may follow a redirect to another host.
_HARMLESS = frozenset({"accept", "accept-language", "range"})
#: For bodies too short to cost anything.
_AT_ONCE = Inline()


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """What a call asks for."""

    url: str
    allowed_hosts: tuple[str, ...] = ()
    minimum_bytes: int = 0
    validators: Validators | None = None
    method: str = "GET"
    headers: Mapping[str, str]
    body: bytes = b""
    accept: str = "page"
    keep: bool = False  #: connections may be kept for the next call (crawling)


@dataclass(frozen=True, slots=True)
class FetchFailed:
    """No document this time."""

    reason: Reason
    detail: str = ""
    status: int | None = None
    quick: bool = False  #: a second try may help


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchTools:
    """What every journey uses."""

    user_agent: str
    clock: Clock
    timer: Callable[[], float]
    transport: httpx.AsyncBaseTransport
    resolver: Resolver
    configured: frozenset[tuple[str, int]]
    wall: Wall


@dataclass(frozen=True, slots=True)
class _Answered:
    status: int
    names: Mapping[str, str]
    wire: bytes
    cut: Reason | None = None  #: the connection was lost before the body's announced end


@dataclass(frozen=True, slots=True)
class _TlsRefused:
    error: ssl.SSLError


class RedirectChain:
    """Walks; what it gathered stays readable when its budget runs out half-way."""

    def __init__(self, ask: FetchRequest, means: FetchTools) -> None:
        self.here = ask.url  #: the address being asked
        self.hops: list[str] = []
        self.remarks: list[str] = []
        self.notebook = AttemptLog(means.clock, means.timer)
        self.limit: asyncio.Timeout | None = None  #: the budget under way
        self.begun_s = means.timer()
        self.read_s = 0.0  #: what our reading behind the wall took: no part of the visit
        self._read_late_s = 0.0  #: on the loop's clock, after the end of the budget
        self._ask = ask
        self._means = means
        self._straight = isinstance(means.transport, VisitTransport) and means.transport.straight
        self._method = ask.method
        self._cookies: Jar = {}  # within this visit only

    async def walk(self) -> Fetched | NotModified | FetchFailed:
        """From the asked address to a document, through redirects of every kind."""
        self.hops.clear()
        self.remarks.clear()
        self.here, self._method = self._ask.url, self._ask.method
        seen: set[tuple[str, str]] = set()
        while True:
            cookies = cookie_header(self._cookies, endpoint(self.here)[0])
            if (self.here, cookies) in seen or len(self.hops) > MOST_HOPS:
                return FetchFailed(Reason.REDIRECT_LOOP, f"{len(self.hops)} redirects")
            seen.add((self.here, cookies))
            if (left := self._left()) is not None:
                return left
            answer = await self._look_up_and_ask(cookies)
            if isinstance(answer, FetchFailed):
                return answer
            self._keep_cookies(answer.names)
            outcome = await self._read(answer)
            if not isinstance(outcome, str):
                return outcome
            self.hops.append(self.here)
            self.here = outcome

    async def so_far(self, reason: Reason) -> Fetched | FetchFailed:
        """What had come when the budget ended for *reason*: a page that is whole to its reader, a firewall's, or none."""
        none = FetchFailed(reason, "no document within the budget")
        recording = self.notebook.recording
        if recording is None or recording.status is None or recording.last_at_s is None:
            return none
        elapsed_s = recording.last_at_s - self.begun_s - self.read_s
        limit, self.limit = self.limit, None  # it is over: no clock is to be stopped
        loop = asyncio.get_running_loop()
        begun = loop.time()
        found = await self._read(_Answered(recording.status, _lower(recording), recording.body, reason))
        self.limit, self._read_late_s = limit, loop.time() - begun
        if isinstance(found, Fetched):
            return replace(found, elapsed_s=elapsed_s)
        return found if isinstance(found, FetchFailed) else none

    async def _read(self, answer: _Answered) -> Fetched | NotModified | FetchFailed | str:
        """What an answer amounts to; a str is the next address."""
        ask, status, names = self._ask, answer.status, answer.names
        if status in REDIRECTS and names.get("location"):
            there = from_header(self.here, names["location"])
            if there is None:
                return FetchFailed(Reason.BAD_RESPONSE, f"cannot go to {names['location'][:100]!r}", status)
            if status <= 303:
                self._method = "HEAD" if self._method == "HEAD" else "GET"
            return there
        if status == 304 and self._conditions():
            return NotModified(url=ask.url)
        document = await self._classified(answer)
        if isinstance(document, NoDocument):
            return FetchFailed(document.reason, document.detail, status, document.quick)
        if isinstance(document, SentOn):
            self.remarks.append(document.remark)
            return document.url
        if document.is_short(ask.minimum_bytes):
            return FetchFailed(
                document.shortfall(self.here), f"{len(document.body)} bytes", status, quick=True
            )
        self.remarks.extend(document.remarks)
        return self._document(status, names, document)

    async def _classified(self, answer: _Answered) -> Document | NoDocument | SentOn:
        """What came, read: a short body or an ordinary page at once, another behind the wall."""
        ask = self._ask
        # No body is to come of a head; and one that a wall gives (202, a header of its own) says nothing of a file.
        if self._method == "HEAD" and answer.status == 200 and not blocked_by(200, answer.names, ""):
            return Document(body=b"", text="", encoding="")
        if self._straight and answer.cut is None:
            begun = self._means.timer()
            page = ordinary_page(answer.status, answer.names, answer.wire)
            self.read_s += self._means.timer() - begun
            if page is not None:
                return page
        short = is_short(answer.wire, answer.names.get("content-encoding", ""))
        wall = _AT_ONCE if short else self._means.wall
        with self._clock_stopped():
            return await classified(
                wall, answer.status, answer.names, answer.wire,
                accept=ask.accept, cut=answer.cut, url=self.here,
            )  # fmt: skip

    def late_s(self) -> float:
        """How long after the end of its budget the loop got round to it, our reading since then aside; less than nothing before."""
        ends = self.limit.when() if self.limit is not None else None
        return asyncio.get_running_loop().time() - self._read_late_s - ends if ends is not None else -inf

    @contextmanager
    def _clock_stopped(self) -> Iterator[None]:
        """The visit's budget does not run: what happens meanwhile is our doing, not the site's."""
        limit, loop, begun = self.limit, asyncio.get_running_loop(), self._means.timer()
        ends, stopped = limit.when() if limit is not None else None, loop.time()
        if limit is not None and ends is not None:
            limit.reschedule(None)
        try:
            yield
        finally:
            self.read_s += self._means.timer() - begun
            if limit is not None and ends is not None:
                limit.reschedule(ends + loop.time() - stopped)

    def _document(self, status: int, names: Mapping[str, str], document: Document) -> Fetched:
        etag = names.get("etag", "")
        last = names.get("last-modified", "") if is_same_place(self._ask.url, self.here) else ""
        der = self.notebook.recording.certificate if self.notebook.recording else b""
        return Fetched(
            url=self._ask.url,
            final_url=self.here,
            status=status,
            headers=names,
            body=document.body,
            text=document.text,
            encoding=document.encoding,
            elapsed_s=self._means.timer() - self.begun_s - self.read_s,
            hops=tuple(self.hops),
            remarks=tuple(dict.fromkeys(self.remarks)),
            attempts=tuple(self.notebook.attempts),
            exchanges=tuple(self.notebook.exchanges),
            validators=Validators(etag, last) if etag or last else None,
            certificate=read_certificate(der) if der else None,
        )

    def _left(self) -> FetchFailed | None:
        """A redirect that leads to another site."""
        if self.here is self._ask.url:
            return None
        host, asked = endpoint(self.here)[0], endpoint(self._ask.url)[0]
        if is_same_site(host, asked, self._ask.allowed_hosts):
            return None
        if not self._ask.allowed_hosts and is_kin(host, asked):
            self.remarks.append("host_changed")
            return None
        if is_challenge_host(host):
            return FetchFailed(Reason.BLOCKED_CAPTCHA, f"sent to a challenge on {host}")
        return FetchFailed(Reason.HOST_LEFT, f"led to {host}")

    async def _look_up_and_ask(self, cookies: str) -> _Answered | FetchFailed:
        """The addresses checked are the addresses connected to."""
        host, port = endpoint(self.here)
        self.notebook.begin_lookup(self.here)
        try:
            addresses = await self._means.resolver(host, port)
        except (OSError, UnicodeError) as error:  # gaierror is an OSError
            reason = lookup_reason(error)
            return self._fail(reason, str(error), quick=reason is not Reason.NAME_NOT_FOUND)
        self.notebook.end_lookup()
        allowed = [one for one in addresses if may_ask(self.here, one, self._means.configured)]
        if not addresses:
            return self._fail(Reason.NAME_NOT_FOUND, "the name has no address")
        if not allowed:
            return self._fail(Reason.FORBIDDEN_ADDRESS, f"{host} is at {', '.join(addresses)}")
        return await self._through_profiles(tuple(allowed[:MOST_ADDRESSES]), cookies)

    async def _through_profiles(self, addresses: tuple[str, ...], cookies: str) -> _Answered | FetchFailed:
        """Strict first; what a laxer profile mends becomes a remark, as browsers open it too."""
        profile: Profile | None = Profile.VERIFY
        faults, last = list[str](), ""
        while profile is not None:
            recording = Recording()
            answer = await self._once(addresses, profile, cookies, recording)
            if not isinstance(answer, _TlsRefused):
                self.remarks.extend(settled(faults, recording))
                return answer
            fault, last = fault_of(answer.error, profile), str(answer.error)
            faults.append(fault.remark)
            profile = fault.next
        if await speaks_gm(recording.address or addresses[0], endpoint(self.here)[1]):
            return FetchFailed(Reason.TLS_GM_ONLY, "answers only a TLCP greeting")
        return FetchFailed(Reason.TLS_FAILED, last)

    async def _once(
        self, addresses: tuple[str, ...], profile: Profile, cookies: str, recording: Recording
    ) -> _Answered | FetchFailed | _TlsRefused:
        transport, keep = self._means.transport, self._ask.keep and self._method == "GET"
        try:
            ordinary = None if cookies else self._ordinary_question()
            if ordinary is not None and isinstance(transport, VisitTransport):
                place, sent, question = ordinary
                self.notebook.begin_request(sent, recording)
                if profile is not place.profile:
                    place = place._replace(profile=profile)
                await transport.exchange(place, addresses, question, recording, keep=keep)
            else:
                request = self._build(cookies)
                request.extensions = {
                    "addresses": addresses, "profile": profile, "recording": recording, "keep": keep,
                }  # fmt: skip
                self.notebook.begin_request(_sent(request), recording)
                response = await transport.handle_async_request(request)
                if recording.status is None:  # another transport (a test's) kept no recording
                    await _copy(response, recording)
        except RequestError as error:
            return self._after(error, recording)
        self.notebook.note(Reason.OK)
        assert recording.status is not None
        return _Answered(recording.status, _lower(recording), recording.body)

    def _ordinary_question(self) -> tuple[PoolKey, SentRequest, bytes] | None:
        """What `_build` makes of a GET without headers of the caller's and cookies, nearly all of it made before; None: it is no such."""
        ask = self._ask
        if not self._straight or self._method != "GET" or ask.headers:
            return None
        try:
            place, host, first = (target_of if ask.keep else target_again)(self.here)
        except httpx.LocalProtocolError:  # `write_head` says what is wrong with it
            return None
        own = _own_headers(self._means.user_agent, ask.accept, "keep-alive" if ask.keep else "close")
        more = self._conditions()
        lines = "".join(f"{name}: {value}\r\n" for name, value in more).encode("ascii")
        sent = SentRequest("GET", (("Host", host), *own, *more))
        return place, sent, first + lines_of(own) + lines + b"\r\n"

    def _conditions(self) -> tuple[tuple[str, str], ...]:
        """
        How a server is asked whether a page is still the same.

        A day says nothing of another page: where a redirect leads elsewhere, only the ETag is sent along.
        """
        known = self._ask.validators
        if known is None:
            return ()
        there = self.here is self._ask.url or is_same_place(self._ask.url, self.here)
        said = (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified if there else ""))
        return tuple((name, value) for name, value in said if value and is_sendable(value))

    def _after(self, error: Exception, recording: Recording) -> _Answered | FetchFailed | _TlsRefused:
        """What remains of a request that ended in *error*."""
        if isinstance(
            error, httpx.LocalProtocolError
        ):  # what the site gave us is nothing that can be asked with
            return self._fail(Reason.BAD_RESPONSE, str(error))
        if recording.phase == "tls" and (tls := tls_error(error)) is not None:
            self.notebook.note(Reason.TLS_FAILED, str(tls))
            return _TlsRefused(tls)
        reason, quick = reason_of(error, recording)
        detail = str(error) or type(error).__name__
        failed = self._fail(reason, detail, recording.status, quick)
        if recording.status is not None and reason in (Reason.TRUNCATED, Reason.RESET):
            return _Answered(recording.status, _lower(recording), recording.body, reason)
        return failed

    def _build(self, cookies: str) -> httpx.Request:
        ask, at_home = self._ask, endpoint(self.here)[0] == endpoint(self._ask.url)[0]
        headers = dict(
            _own_headers(
                self._means.user_agent,
                ask.accept,
                "keep-alive" if ask.keep and self._method == "GET" else "close",
            )
        )
        headers |= {k: v for k, v in ask.headers.items() if at_home or k.lower() in _HARMLESS}
        if "Referer" in headers:
            headers["Referer"] = absolute(headers["Referer"]) or ask.url
        if cookies:
            headers["Cookie"] = cookies
        headers |= dict(self._conditions())
        content = ask.body if self._method not in ("GET", "HEAD") else None
        sent = [(name.encode("latin-1", "replace"), _as_bytes(value)) for name, value in headers.items()]
        return httpx.Request(self._method, parsed(self.here), headers=sent, content=content)

    def _keep_cookies(self, names: Mapping[str, str]) -> None:
        if self.notebook.recording is not None and "set-cookie" in names:
            sent = self.notebook.recording.values("set-cookie")
            keep_cookies(self._cookies, endpoint(self.here)[0], sent)

    def _fail(
        self, reason: Reason, detail: str, status: int | None = None, quick: bool = False
    ) -> FetchFailed:
        self.notebook.note(reason, detail)
        return FetchFailed(reason, detail, status, quick)


@lru_cache(maxsize=64)
def _own_headers(user_agent: str, accept: str, connection: str) -> tuple[tuple[str, str], ...]:
    """What we say of ourselves with every request."""
    return (
        ("User-Agent", _as_bytes(user_agent).decode("latin-1")),
        ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8" if accept == "page" else "*/*"),
        ("Accept-Language", "zh-CN,zh;q=0.9"),
        ("Accept-Encoding", "gzip, deflate"),
        ("Connection", connection),
    )


def _sent(request: httpx.Request) -> SentRequest:
    headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in request.headers.raw)
    return SentRequest(request.method, headers, request.content)


def _as_bytes(value: str) -> bytes:
    """A header's value as it goes out: a page's own bytes where it was read as latin-1, else UTF-8."""
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace")


def _lower(recording: Recording) -> dict[str, str]:
    """Headers by lower-case name; the first line of a name counts. Cookies are kept all, a line each."""
    names = {name.lower(): value for name, value in reversed(recording.headers)}
    if "set-cookie" in names:
        names["set-cookie"] = "\n".join(recording.values("set-cookie"))
    return names


async def _copy(response: httpx.Response, recording: Recording) -> None:
    stream = response.stream
    assert isinstance(stream, httpx.AsyncByteStream)
    recording.chunks = [chunk async for chunk in stream]
    recording.status = response.status_code
    recording.reason_phrase = response.reason_phrase
    recording.headers = [(k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers.raw]
    recording.phase = "done"
