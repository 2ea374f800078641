"""Is our own clock right? Reference hosts (参照站点) say what time it is with every answer."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.domain.site import References
from monitor.domain.timing import Clock
from probes.http.base import Answer, Fetch
from probes.http.guard import is_public
from probes.http.online import BUDGET_S

#: Hosts that differ by no more say the same.
SAME = timedelta(hours=1)


async def clock_off(fetch: Fetch, references: References, clock: Clock) -> timedelta | None:
    """
    How far our *clock* is ahead of the reference host that it agrees with best; less than nothing: behind.

    None where no quorum of them says the same: one with a wrong clock of its own tells nothing of ours. Nor do hosts on our own
    network, which may have their time from us.
    """

    async def one(url: str) -> timedelta | None:
        answer = await fetch(url, budget_s=BUDGET_S, attempts=1, patient=False, accept="any")
        return off_by(answer, clock())

    found = await asyncio.gather(*(one(url) for url in references.urls))
    known = [off for off in found if off is not None]
    best = min(known, key=abs, default=None)
    agree = sum(abs(off - best) <= SAME for off in known) if best is not None else 0
    return best if agree >= max(references.quorum, 1) else None


def off_by(answer: Answer, now: datetime) -> timedelta | None:
    """How far *now* is ahead of what the host of *answer* says; None where a host outside does not say."""
    if not answer.exchanges:
        return None
    last = answer.exchanges[-1]
    said = _said({name.lower(): value for name, value in last.headers})
    return now - said if said is not None and is_public(last.address) else None


def _said(headers: Mapping[str, str]) -> datetime | None:
    """The time in Date, and what a cache adds to it in Age."""
    age = headers.get("age", "").strip()
    try:
        at = parsedate_to_datetime(headers["date"])
        return (
            at + timedelta(seconds=int(age) if age.isascii() and age.isdigit() else 0) if at.tzinfo else None
        )
    except (KeyError, ValueError, TypeError, OverflowError):
        return None
