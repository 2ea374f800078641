"""What was said of subjects today and still holds (当日判定仍有效): `monitor feed` writes it without judging anew."""

from datetime import datetime

from monitor.app.runtime import Runtime
from monitor.domain.site import Account, Subject
from monitor.domain.timing import day_of
from monitor.feed.fragments import Fragment
from monitor.feed.kept import PresentFragments


async def unchanged(runtime: Runtime, now: datetime) -> dict[str, Fragment]:
    """
    What the feed says of those subjects whose verdicts are of the day of *now*, and of which nothing was heard since.

    Planned visits apart: they come all day, and what they amount to is said by the nightly judging, as in the feed over HTTP. A
    look, an import, another visit, a signature, a confirmation or another configuration has the subject judged anew; one of an
    account that tells whether its platform can be read, or of a subject that is not configured, others too.

    A verdict counts what was heard up to its moment or up to when it was given, whichever is earlier: who judged as of this evening
    at noon had heard nothing of the afternoon.
    """
    present = PresentFragments(runtime.watch)
    await present.follow(runtime.store, now)
    heard_by = {
        id: one.note.heard
        for id, one in present.fragments.items()
        if one.note.judged is not None and one.note.judged <= now
        # of every verdict: one that a later judging left out may hold no more
        and one.note.heard is not None and day_of(one.note.heard) == day_of(now)
    }  # fmt: skip
    if not heard_by:
        return {}
    since, store = min(heard_by.values()), runtime.store
    described = await store.described_since(since)
    heard = await store.heard_since(since) | described
    known: dict[str, Subject] = {one.id: one for one in runtime.watch.subjects}
    if heard - known.keys():
        return {}
    accounts = {id for id, one in known.items() if isinstance(one, Account)}
    # whether an account was a canary before it was described anew, or one that is gone, its description of today does not say
    canaries = any(_is_canary(known[id]) for id in heard) or bool(accounts & described)
    if not canaries and accounts:
        canaries = await store.any_canary({*await store.ever_noted()} - known.keys())
    return {
        id: present.fragments[id] for id in heard_by if id not in heard and not (canaries and id in accounts)
    }


def _is_canary(one: Subject) -> bool:
    return isinstance(one, Account) and one.canary
