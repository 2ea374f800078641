"""What the nightly judging leaves for the first page (总览): taken in batch by batch, kept, and read back. Needs no web server."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from monitor.domain.finding import Standing
from monitor.domain.site import Account, Site, Subject, Watch
from monitor.domain.verdict import Verdict
from monitor.web.kept_standings import JudgedStandings, SubjectStandings, standings_of
from monitor.web.overview import QUICK, changes_since, overview_from, owed_verdicts
from monitor.web.pages._morning import CENTRE, KeptMorning, TodayView, as_kept, mark_of, merged, morning
from monitor.web.pages._trends import day_figures
from storage.db.codec import decode, encode
from storage.decisions.changes import Cursor, cursor_now, subjects_after, subjects_turned
from storage.decisions.overviews import keep_overview, kept_overview
from storage.decisions.verdicts import outcomes_at
from storage.store import Store

log = structlog.get_logger()

#: The name under which the page is kept as the nightly judging left it.
MORNING = "morning"
#: It is shown while fewer than one in so many subjects were judged after it.
JUDGED_SINCE = 20


async def kept_morning(store: Store, watch: Watch) -> KeptMorning | None:
    """
    What the last nightly judging left; None: nothing, or it was by another configuration or another version of the program, or
    much was judged since.
    """
    async with store.database.read() as connection:
        content = await kept_overview(connection, MORNING)
        if content is None:
            return None
        try:
            morning = await asyncio.to_thread(decode, KeptMorning, content)
        except ValueError:  # another version of the program kept it
            log.warning("kept_morning_not_read")
            return None
        if morning.mark != mark_of(watch):
            return None
        later = await subjects_after(connection, Cursor(*morning.cursor))
    return morning if len(later) <= max(1, len(watch.subjects) // JUDGED_SINCE) else None


class MorningNotes:
    """What the first page will say, taken in while everything is judged, some subjects at a time."""

    def __init__(self, store: Store, watch: Watch, now: datetime) -> None:
        """*now*: the moment judged."""
        self._store, self._watch, self._now, self._view = store, watch, now, TodayView()
        self._unjudged: list[str] = []
        # few are read anew in no time
        self._standings = JudgedStandings(store, watch, now) if owed_verdicts(watch) > QUICK else None

    async def add(
        self,
        subjects: Sequence[Subject],
        verdicts: Mapping[str, Sequence[Verdict]],
        stands: Sequence[Standing] | None = None,
    ) -> None:
        """
        Take in *subjects* with their *verdicts*, which are saved; how they stand is kept for the lists.

        *stands*: their standings, where they are at hand.
        """
        since, judged = changes_since(self._now), {one.id: verdicts.get(one.id, ()) for one in subjects}
        self._unjudged += [id for id, several in judged.items() if not several]
        async with self._store.database.read() as connection:
            turned = await subjects_turned(connection, [*judged], since)
            before = await outcomes_at(connection, turned, since) if turned else {}
        watch = replace(
            self._watch, sites=tuple(one for one in subjects if isinstance(one, Site)),
            accounts=tuple(one for one in subjects if isinstance(one, Account)),
        )  # fmt: skip

        def taken_in() -> tuple[TodayView, dict[str, SubjectStandings]]:
            held = standings_of(watch, subjects, judged, stands)
            return merged(self._view, morning(overview_from(watch, held, before, since), CENTRE)), held

        self._view, held = await asyncio.to_thread(taken_in)
        if self._standings is not None:
            await self._standings.add(subjects, judged, held)

    async def keep(self) -> None:
        """Keep it, in the place of the last one."""
        now, view = self._now, self._view
        figures = await day_figures(self._store, self._watch, view.unknown, now, CENTRE)
        async with self._store.database.write() as connection:
            stored = await cursor_now(connection)
            cursor = (stored.verdict, stored.repeat)
            morning = as_kept(view, self._watch, now, changes_since(now), cursor, figures, self._unjudged)
            await keep_overview(connection, MORNING, encode(morning), now)
