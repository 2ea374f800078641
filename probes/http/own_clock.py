"""Is our own clock right? Reference hosts (参照站点) say what time it is with every answer."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.domain.site import References
from monitor.domain.timing import Clock
from probes.http.base import Answer, Fetch
from probes.http.guard import is_public

#: Hosts that differ by no more say the same.
SAME = timedelta(hours=1)
#: A reference that has not answered by then says nothing: a command waits for it, also where no network is.
BUDGET_S = 5.0


async def clock_off(fetch: Fetch, references: References, clock: Clock) -> timedelta | None:
    """
    How far our *clock* is ahead of the reference host that it agrees with best; less than nothing: behind.

    None where no quorum of them says the same: one with a wrong clock of its own tells nothing of ours. Nor do hosts on our own
    network, which may have their time from us. Once a quorum says that it is right, nobody waits for those that are silent.
    """

    async def one(url: str) -> timedelta | None:
        answer = await fetch(url, budget_s=BUDGET_S, attempts=1, patient=False, accept="any")
        return off_by(answer, clock())

    asked = [asyncio.create_task(one(url)) for url in references.urls]
    known, agreed = list[timedelta](), None
    try:
        for answered in asyncio.as_completed(asked):
            off = await answered
            known += [] if off is None else [off]
            agreed = _agreed(known, max(references.quorum, 1))
            if agreed is not None and abs(agreed) <= SAME:
                break
    finally:
        for task in asked:
            task.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
    return agreed


def _agreed(known: Sequence[timedelta], quorum: int) -> timedelta | None:
    best = min(known, key=abs, default=None)
    return best if best is not None and sum(abs(off - best) <= SAME for off in known) >= quorum else None


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
