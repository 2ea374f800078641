"""Is our own line up? A quorum of reference hosts (参照站点) must answer, asked when a visit has failed."""

import asyncio
from datetime import datetime, timedelta

from monitor.domain.reach import is_blocked
from monitor.domain.site import References
from monitor.domain.timing import Clock
from probes.http.base import Fetch, Unreached

#: An answer holds so long, so that a sweep of failures asks the references once. That the line was up proves
#: little about a failure just now; that it was down may excuse one too many, which costs nobody a verdict.
UP_LASTS, DOWN_LASTS = timedelta(seconds=10), timedelta(seconds=60)
#: A reference that has not answered by then counts as down.
BUDGET_S = 10.0
#: Said by what stands between us and the host: a proxy or a network that wants a login first.
_BETWEEN = (407, 511)


class UplinkCheck:
    """Call it: True when the quorum of *references* answers. An instance is an `Online`."""

    def __init__(self, fetch: Fetch, references: References, clock: Clock) -> None:
        self._fetch = fetch
        self._references = references
        self._clock = clock
        self._asking = asyncio.Lock()
        self._asked: datetime | None = None
        self._up = True

    async def __call__(self) -> bool:
        """Whether the line is up; asks again when the last answer is too old."""
        async with self._asking:
            now = self._clock()
            lasts = UP_LASTS if self._up else DOWN_LASTS
            if self._asked is None or now - self._asked >= lasts or now < self._asked:
                answers = await asyncio.gather(*(self._answers(url) for url in self._references.urls))
                self._up = sum(answers) >= self._references.quorum
                self._asked = now
            return self._up

    async def _answers(self, url: str) -> bool:
        """Any answer of the host proves the line, an error page or a block too; being led elsewhere does not."""
        answer = await self._fetch(url, budget_s=BUDGET_S, attempts=1, patient=False, accept="any")
        if not isinstance(answer, Unreached):
            return True
        return answer.status not in (None, *_BETWEEN) or is_blocked(answer.reason)
