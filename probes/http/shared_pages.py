"""One visit, many readers: what was fetched of a site in one round serves every probe of that round."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from monitor.domain.reach import Reason
from probes.http.base import Answer, Fetch, Fetched, NotModified, Unreached, Validators

#: Bodies of one site's pages are kept up to so many bytes (with text and evidence a page takes three times that), for 300 sites are
#: looked at side by side. The oldest is let go of first, but the very first, mostly the homepage, which most probes ask for.
MOST_BYTES = 1024 * 1024


@dataclass(slots=True)
class SharedPages:
    """
    A `Fetch` that keeps whole pages for as long as it lives, one round at one site, and counts what it asked for.

    Only documents that came whole are kept: what did not open, or was not changed, is asked again by whoever wants it.
    Once *left* is spent nothing goes out any more: the answer says so, and the next night goes on. Only the tries and
    redirects of the last document may go over it.
    """

    fetch: Fetch
    most_bytes: int = MOST_BYTES
    left: int | None = None  #: requests that may still go out tonight; None: no end
    asked: int = 0  #: requests that went out, every try and redirect of them
    unchanged: int = 0  #: of these, answered by 304
    refused: int = 0  #: pages that were not asked for, as nothing was left
    shared: int = 0  #: answers given from what was fetched before
    _pages: dict[tuple[str, tuple[str, ...]], Fetched] = field(default_factory=dict)
    _held: int = 0  #: bytes of their bodies

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
        before = self._pages.get(key) if plain else None
        if before is not None and len(before.body) >= minimum_bytes:
            self.shared += 1
            return before
        if self.is_spent:
            return self.refuse(url)
        answer = await self.fetch(
            url, budget_s=budget_s, attempts=attempts, allowed_hosts=allowed_hosts, minimum_bytes=minimum_bytes,
            validators=validators, method=method, headers=headers, body=body, accept=accept, patient=patient,
        )  # fmt: skip
        self.count(answer)
        if plain and isinstance(answer, Fetched):
            self._keep(key, answer)
        return answer

    def _keep(self, key: tuple[str, tuple[str, ...]], page: Fetched) -> None:
        """Keep *page*, and let go of what is too much then."""
        before = self._pages.pop(key, None)
        self._held += len(page.body) - (len(before.body) if before is not None else 0)
        self._pages[key] = page
        while self._held > self.most_bytes and len(self._pages) > 1:
            _, oldest = islice(self._pages, 2)
            self._held -= len(self._pages.pop(oldest).body)

    @property
    def is_spent(self) -> bool:
        """Whether nothing may go out any more tonight."""
        return self.left is not None and self.left <= 0

    def refuse(self, url: str) -> Unreached:
        """The answer in place of a page that is not asked for."""
        self.refused += 1
        return Unreached(
            url=url, reason=Reason.NIGHT_BUDGET, detail="the night's requests to this site are spent"
        )

    def count(self, answer: Answer) -> None:
        """Note what *answer* cost."""
        cost = max(1, len(answer.exchanges))
        self.asked += cost
        self.unchanged += isinstance(answer, NotModified)
        if self.left is not None:
            self.left -= cost


@dataclass(frozen=True, slots=True)
class CountedFetch:
    """Another way to the same site (over IPv6) that takes from the same budget; what it fetched is nobody else's."""

    fetch: Fetch
    pages: SharedPages

    async def __call__(self, url: str, **asked: Any) -> Answer:
        """See `probes.http.base.Fetch`."""
        if self.pages.is_spent:
            return self.pages.refuse(url)
        answer = await self.fetch(url, **asked)
        self.pages.count(answer)
        return answer
