"""What one call met on its way: every try with its phases, every exchange with its bytes."""

from collections.abc import Callable
from dataclasses import dataclass

from monitor.domain.observation import Attempt, Exchange
from monitor.domain.reach import Reason
from monitor.domain.timing import Clock
from probes.http.message import Recording


@dataclass(frozen=True, slots=True)
class SentRequest:
    """A request as it goes out."""

    method: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""


class AttemptLog:
    """Kept up while the call runs, so that a budget that ends half-way loses none of it."""

    def __init__(self, clock: Clock, timer: Callable[[], float]) -> None:
        self.attempts: list[Attempt] = []
        self.exchanges: list[Exchange] = []
        self.recording: Recording | None = None  #: of the request under way, or the last one
        self._clock = clock
        self._timer = timer
        self._request: SentRequest | None = None
        self._url = ""
        self._begun = 0.0
        self._dns_s: float | None = None

    def begin_lookup(self, url: str) -> None:
        """The name in *url* is being looked up."""
        self._url, self.recording, self._request = url, None, None
        self._begun, self._dns_s = self._timer(), None

    def end_lookup(self) -> None:
        """The name has addresses."""
        self._dns_s = self._timer() - self._begun

    def begin_request(self, request: SentRequest, recording: Recording) -> None:
        """*request* is being sent."""
        self._request, self.recording, self._begun = request, recording, self._timer()

    @property
    def phase(self) -> str:
        """Where the call is: dns, connect, tls, first_byte or body."""
        phase = self.recording.phase if self.recording else "dns"
        return "body" if phase == "done" else phase

    def note(self, reason: Reason, detail: str = "") -> None:
        """Keep what this try met: its phases, and the bytes that came."""
        recording = self.recording or Recording()
        self.attempts.append(
            Attempt(
                url=self._url,
                address=recording.address,
                reason=reason.value,
                status=recording.status,
                dns_s=_rounded(self._dns_s),
                connect_s=_rounded(recording.connect_s),
                tls_s=_rounded(recording.tls_s),
                first_byte_s=_rounded(recording.first_byte_s),
                total_s=round(self._timer() - self._begun, 4),
            )
        )
        self.exchanges.append(
            self._exchange(recording, "" if reason is Reason.OK else f"{reason.value}: {detail}")
        )

    def _exchange(self, recording: Recording, text: str) -> Exchange:
        request = self._request
        if request is None:
            return Exchange(url=self._url, at=self._clock(), note=text)
        return Exchange(
            url=self._url,
            at=self._clock(),
            address=recording.address,
            method=request.method,
            request_headers=request.headers,
            request_body=request.body,
            status=recording.status,
            reason_phrase=recording.reason_phrase,
            headers=tuple(recording.headers),
            body=recording.body,
            note=text,
        )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
