"""What was said of subjects today and still holds (当日判定仍有效): `monitor feed` writes it without judging anew."""

from datetime import datetime

from monitor.app.runtime import Runtime
from monitor.domain.site import Account, Subject
from monitor.domain.timing import day_of
from monitor.feed.document import subjects_of
from monitor.feed.fragments import Fragment
from monitor.feed.kept import PresentFragments


async def unchanged(runtime: Runtime, now: datetime) -> dict[str, Fragment]:
    """
    What the feed says of those subjects whose verdicts are of the day of *now*, and of which nothing was heard since.

    Planned visits apart: they come all day, and what they amount to is said by the nightly judging, as in the feed over HTTP. A
    look, an import, another visit, a signature, a confirmation or another configuration has the subject judged anew; one of an
    account that tells whether its platform can be read, or of a subject that is not configured, others too.
    """
    present = PresentFragments(runtime.watch)
    await present.follow(runtime.store, now)
    judged = {
        id: one.note.judged
        for id, one in present.fragments.items()
        if one.note.judged is not None and one.note.judged <= now and day_of(one.note.judged) == day_of(now)
    }
    if not judged:
        return {}
    heard = await runtime.store.heard_since(min(judged.values()))
    watch = runtime.watch
    known: dict[str, Subject] = {one.id: one for one in subjects_of(watch)}
    if heard - known.keys():
        return {}
    canaries = any(_is_canary(known[id]) for id in heard)
    return {
        id: present.fragments[id]
        for id in judged
        if id not in heard and not (canaries and isinstance(known[id], Account))
    }


def _is_canary(one: Subject) -> bool:
    return isinstance(one, Account) and one.canary
