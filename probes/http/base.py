"""The shapes of fetching: what is asked, and the three things that can come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from monitor.domain.observation import Attempt, Exchange
from monitor.domain.reach import Reason

if TYPE_CHECKING:  # its library is large, and a reader process needs the shapes only
    from probes.http.certificate import Certificate


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask "still the same?" with."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A document that arrived whole, within its budget."""

    url: str  #: as asked
    final_url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)  #: names in lower case
    body: bytes = b""  #: decompressed
    text: str = ""  #: decoded
    encoding: str = ""
    elapsed_s: float = 0.0
    hops: tuple[str, ...] = ()  #: addresses passed on the way, without the last
    remarks: tuple[str, ...] = ()  #: tls_expired, tls_legacy, meta_refresh, encoding_wrong, …
    attempts: tuple[Attempt, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    validators: Validators | None = None
    certificate: "Certificate | None" = None  #: None: plain http, or unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server says that the page is as it was (304)."""

    url: str
    elapsed_s: float = 0.0
    attempts: tuple[Attempt, ...] = ()
    exchanges: tuple[Exchange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """No document: the closed reason, and what was tried."""

    url: str
    reason: Reason
    detail: str = ""  #: English, for logs: the error's own words
    status: int | None = None
    final_url: str = ""
    elapsed_s: float = 0.0
    attempts: tuple[Attempt, ...] = ()
    exchanges: tuple[Exchange, ...] = ()


Answer = Fetched | NotModified | Unreached


#: A server's word that there is no such page or file.
GONE = (404, 410)

#: `allowed_hosts` of a call that may be led to any public address.
ANYWHERE = ("*",)


class Fetch(Protocol):
    """Fetch one page. Never raises for what a site does; cancellation passes through."""

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
        """
        One document within *budget_s* seconds of wall-clock time, name lookup to last byte, redirects inside.

        *attempts*: tries after quick failures, all inside the budget. *allowed_hosts*: host patterns
        (`*.fuzhou.gov.cn`) where redirects may lead, besides the asked host itself. *minimum_bytes*: a shorter
        page is a stub. *accept*: `page`, or `any` for data such as JSON. *patient*: wait for the host's
        politeness limits (crawling); a visit does not.
        """


class Render(Protocol):
    """A page as a browser shows it, scripts run."""

    async def __call__(self, url: str, *, budget_s: float = 30.0) -> Fetched | Unreached:
        """The document after its scripts ran, within *budget_s* seconds. Never raises for what a page does."""
