"""Runs probes side by side and saves what they saw, look by look. Looks and stores; judges nothing."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

import structlog

from monitor.domain.content import ListState, Unreadable
from monitor.domain.observation import Homepage, Listing, Observation, Reading, Visit
from monitor.domain.reach import Reach, Reason
from monitor.domain.site import Subject
from monitor.domain.timing import Clock
from probes.base import Probe, Tools
from storage.db.codec import kind_of

log = structlog.get_logger()

#: Subjects looked at side by side, each on a server of its own: what is known of each is held in memory meanwhile.
SITES_AT_ONCE = 300
#: Subjects of one server that are looked at side by side: as many as it is asked requests at once.
OF_ONE_SERVER = 2
#: One probe at one subject takes so long at most: a site that hangs everything it can holds no seat for ever.
LONGEST_LOOK = timedelta(minutes=30)
#: What a probe saw within so short a time is saved together: one transaction for a quick site's pages, not a hundred.
GATHERED_S = 0.25

Save = Callable[[Sequence[Observation[Any]]], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeResult:
    """One look that was stored, in few words."""

    id: str  #: "" when the probe broke and nothing could be stored
    subject: str
    probe: str
    part: str
    kind: str  #: visit | homepage | listing | reading | …
    state: str  #: opened, items, dated, unreadable …
    reason: str
    measured: bool  #: False: what was asked for could not be measured


class NotSavedError(Exception):
    """What was seen could not be stored."""


async def look_at(
    subjects: Sequence[Subject],
    probes: Mapping[str, Probe],
    tools_for: Callable[[Subject], Awaitable[Tools]],
    save: Save,
    clock: Clock,
    *,
    observer: Callable[[ProbeResult], None] = lambda looked: None,
    lines: Sequence[Sequence[Subject]] | None = None,
) -> tuple[ProbeResult, ...]:
    """
    Every probe of *probes* at every subject it is for, as `look_through` does; returns each look in few words.

    *lines*: the same subjects, those of one server together; each has a server of its own where nobody says.
    """
    done: list[ProbeResult] = []

    def note(looked: ProbeResult) -> None:
        done.append(looked)
        observer(looked)

    await look_through(lines or [[one] for one in subjects], probes, tools_for, save, clock, observer=note)
    return tuple(done)


async def _no_more(subject: Subject) -> None:
    """Nobody waits for the end of a subject."""


async def look_through(
    lines: Sequence[Sequence[Subject]],
    probes: Mapping[str, Probe],
    tools_for: Callable[[Subject], Awaitable[Tools]],
    save: Save,
    clock: Clock,
    *,
    observer: Callable[[ProbeResult], None] = lambda looked: None,
    is_due: Callable[[Subject, Probe], bool] = lambda subject, probe: True,
    over: Callable[[Subject], Awaitable[None]] = _no_more,
    until: datetime | None = None,
    side_by_side: Callable[[Subject], int] = lambda subject: OF_ONE_SERVER,
) -> list[Subject]:
    """
    Every probe of *probes* at every subject of *lines* it is for; each line holds the subjects of one server.

    A look is stored before the next is taken where looks are slow, else with those of the same quarter of a second.
    Lines are begun in their order, SITES_AT_ONCE subjects side by side, of one line as many as *side_by_side* says of
    its first one: however many subjects there are, memory is taken for those alone. Returns those that were not begun before *until*.

    *is_due*: whether a probe looks at a subject this time; every one does where nobody says. *observer* hears of each
    look as it is stored, *over* of each subject when its looks are over. A probe that raises is our fault: it is
    logged, its other looks stand, and the site's other probes go on.
    """
    waiting = [deque(line) for line in lines]
    lanes = iter(
        [line for line in waiting for _ in range(min(len(line), side_by_side(line[0])) if line else 0)]
    )

    async def one(subject: Subject) -> None:
        try:
            tools = await tools_for(subject)
        except Exception as error:  # what is known of one subject cannot be loaded: the others go on
            log.exception("subject_left_out", subject=subject.id)
            observer(_broke(subject, "", error))
            return
        for name, probe in probes.items():
            if probe.subject == subject.kind and is_due(subject, probe):
                await _run_probe(subject, name, probe, tools, save, clock, observer)
        await over(subject)

    async def seat() -> None:
        for line in lanes:
            while line and (until is None or clock() < until):
                await one(line.popleft())

    seats = min(SITES_AT_ONCE, sum(len(line) for line in waiting))
    if seats == 1:  # a visit: no task of its own for it
        await seat()
        return list(chain.from_iterable(waiting))
    async with asyncio.TaskGroup() as group:
        for number in range(seats):
            group.create_task(seat(), name=f"look:{number}")
    return list(chain.from_iterable(waiting))


async def _run_probe(
    subject: Subject,
    name: str,
    probe: Probe,
    tools: Tools,
    save: Save,
    clock: Clock,
    note: Callable[[ProbeResult], None],
) -> None:
    settings = getattr(subject, "probe", {}).get(name) or probe.settings()
    tray = _Tray(save, lambda id, look: note(summary(id, name, look)))
    try:
        try:
            with structlog.contextvars.bound_contextvars(site=subject.id, probe=name):
                async with asyncio.timeout(LONGEST_LOOK.total_seconds()):
                    async for look in probe.run(subject, settings, tools):
                        await tray.put(look)
        finally:  # a probe that broke, or was told to stop, has seen what it has seen
            await tray.empty()
    except NotSavedError as error:  # no fault of the probe; nor would another row fit in
        log.exception("not_saved", subject=subject.id, probe=name)
        note(_broke(subject, name, error))
    except Exception as error:  # the one net: a bug in a probe is never the site's fault
        log.exception("probe_broke", subject=subject.id, probe=name)
        id = ""
        if Visit in probe.kinds:
            facts = Visit(reach=Reach.NOT_MEASURED, reason=Reason.BUG)
            with contextlib.suppress(NotSavedError):
                id = await _saved(save, Observation(subject=subject.id, at=clock(), facts=facts))
        note(_broke(subject, name, error, id))


async def _saved(save: Save, look: Observation[Any]) -> str:
    try:
        [id] = await save([look])
    except Exception as error:
        raise NotSavedError(f"{type(error).__name__}: {str(error).splitlines()[0]}") from error
    return id


def _broke(subject: Subject, probe: str, error: Exception, id: str = "") -> ProbeResult:
    """A look that our own fault kept from being one."""
    return ProbeResult(
        id=id,
        subject=subject.id,
        probe=probe,
        part="",
        kind="visit" if id else "",
        state="broke",
        reason="not_saved" if isinstance(error, NotSavedError) else f"{Reason.BUG}:{type(error).__name__}",
        measured=False,
    )


class _Tray:
    """Looks on their way to the store."""

    def __init__(self, save: Save, saved: Callable[[str, Observation[Any]], None]) -> None:
        self._save = save
        self._saved = saved
        self._looks: list[Observation[Any]] = []
        self._timer = asyncio.get_running_loop().time
        self._emptied_s = self._timer()

    async def put(self, look: Observation[Any]) -> None:
        """Keep *look*, and save all that waits when the last time was a while ago."""
        self._looks.append(look)
        if self._timer() - self._emptied_s >= GATHERED_S:
            await self.empty()

    async def empty(self) -> None:
        """Save what waits, together; one by one when that fails, so that a bad look harms no other."""
        looks, self._looks = self._looks, []
        self._emptied_s = self._timer()
        try:
            ids = await self._save(looks) if looks else ()
        except Exception:
            await self._each(looks)
        else:
            for id, look in zip(ids, looks, strict=True):
                self._saved(id, look)

    async def _each(self, looks: Sequence[Observation[Any]]) -> None:
        failed: NotSavedError | None = None
        for look in looks:
            try:
                self._saved(await _saved(self._save, look), look)
            except NotSavedError as error:
                failed = error
        if failed is not None:
            raise failed


def summary(id: str, probe: str, look: Observation[Any]) -> ProbeResult:
    """One stored look in few words."""
    facts = look.facts
    state, reason, measured = _state(facts)
    return ProbeResult(
        id=id,
        subject=look.subject,
        probe=probe,
        part=look.part,
        kind=kind_of(facts),
        state=state,
        reason=reason,
        measured=measured,
    )


def _state(facts: Any) -> tuple[str, str, bool]:
    if isinstance(facts, Visit):
        return facts.reach.value, facts.reason, facts.reach is not Reach.NOT_MEASURED
    if isinstance(facts, Listing | Homepage):
        unread = facts.state in (ListState.UNREADABLE, ListState.UNREACHED)
        return facts.state.value, facts.reason, not unread
    if isinstance(facts, Reading):
        unread = isinstance(facts.published, Unreadable)
        why = facts.published.why if isinstance(facts.published, Unreadable) else ""
        return type(facts.published).__name__.lower(), why, not unread
    state = str(getattr(facts, "state", ""))
    return state, str(getattr(facts, "reason", "")), state not in ("unreadable", "unreached", "cannot_tell")
