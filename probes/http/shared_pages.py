"""One visit, many readers: what was fetched of a site in one round serves every probe of that round."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from probes.http.base import Answer, Fetch, Fetched, Validators

#: Pages of one site are kept so long as they hold no more than this, in bytes; the oldest is let go of first.
MOST_BYTES = 8 * 1024 * 1024


@dataclass(slots=True)
class SharedPages:
    """
    A `Fetch` that keeps whole pages for as long as it lives, one round at one site, and counts what it asked for.

    Only documents that came whole are kept: what did not open, or was not changed, is asked again by whoever wants it.
    """

    fetch: Fetch
    most_bytes: int = MOST_BYTES
    asked: int = 0  #: requests that went out, tries and redirects not counted
    shared: int = 0  #: answers given from what was fetched before
    _kept: dict[tuple[str, tuple[str, ...]], Fetched] = field(default_factory=dict)

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
        """See `probes.http.base.Fetch`."""
        key = (url, allowed_hosts)
        plain = method == "GET" and not headers and not body and accept == "page" and patient
        before = self._kept.get(key) if plain else None
        if before is not None and len(before.body) >= minimum_bytes:
            self.shared += 1
            return before
        self.asked += 1
        answer = await self.fetch(
            url, budget_s=budget_s, attempts=attempts, allowed_hosts=allowed_hosts, minimum_bytes=minimum_bytes,
            validators=validators, method=method, headers=headers, body=body, accept=accept, patient=patient,
        )  # fmt: skip
        if plain and isinstance(answer, Fetched):
            self._kept[key] = answer
            while sum(len(one.body) for one in self._kept.values()) > self.most_bytes:
                del self._kept[next(iter(self._kept))]
        return answer
