"""Keeps the findings (问题台账) up with the verdicts: load, update, save, in one transaction."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain

from ulid import ULID

from monitor.assess.due import policy_of
from monitor.assess.findings import FindingChanges, is_configured, update
from monitor.assess.patrol_findings import patrol_standings
from monitor.assess.standings import standings
from monitor.domain.finding import Finding, Standing
from monitor.domain.site import Watch
from monitor.domain.verdict import Verdict
from storage.decisions import findings as stored
from storage.store import Store


async def update_findings(
    store: Store,
    watch: Watch,
    verdicts: Mapping[str, Sequence[Verdict]],
    now: datetime,
    *,
    whole: bool = False,
    keep: bool = True,
    stands: Sequence[Standing] | None = None,
    damaged: dict[str, str] | None = None,
) -> FindingChanges:
    """
    What the *verdicts* of *now* (by subject id) do to the findings, saved whole or not at all.

    Only subjects that were judged are touched; findings of their columns and boards that are no longer configured close. *whole*: this is
    the nightly judging of everything, so that those of subjects that are no longer configured close too. Not *keep*: tell, save nothing. *stands*: the standings of
    *verdicts*, where they are at hand.

    The findings of a subject one of which is damaged stay as they are, and *damaged* names it; None: that is raised.
    """
    configured = {one.id: one for one in watch.subjects}

    def is_watched(one: Finding) -> bool:
        return is_configured(one, configured[one.subject]) if one.subject in configured else not whole

    async with store.database.write() if keep else store.database.read() as connection:
        # in threads: a batch of the night's must not keep visits from their slots
        if stands is None:
            stands = await asyncio.to_thread(standings, watch, verdicts)
        lost: dict[str, str] | None = None if damaged is None else {}
        seen = (*stands, *await patrol_standings(connection, watch, verdicts, lost))
        subjects = [one for one in verdicts if one not in (lost or ())]
        if whole:
            subjects += [one for one in await stored.subjects_with_open(connection) if one not in configured]
        held = await stored.open_of_each(connection, subjects, lost)
        if damaged is not None:
            damaged.update(lost or {})
        seen = tuple(one for one in seen if one.subject in held)
        episodes = await stored.episodes(connection, [*held])
        night = await asyncio.to_thread(
            update, list(chain.from_iterable(held.values())), seen, now, episodes=episodes, new_id=lambda: f"fi_{ULID.from_datetime(now)}",
            is_watched=is_watched, policy=policy_of(watch.settings.alerts),
        )  # fmt: skip
        if keep:
            await stored.save_findings(connection, [*night.opened, *night.changed, *night.closed])
    return night
