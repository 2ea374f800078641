"""What people confirmed of the patrol's candidates, as findings (巡查问题): opened at once, closed when it is seen to be gone."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from ulid import ULID

from monitor.assess.due import policy_of
from monitor.assess.findings import FindingChanges, update
from monitor.domain.finding import Owed, Standing
from monitor.domain.patrol import ConfirmedLine, ScreenId
from monitor.domain.sentence import Label, Text
from monitor.domain.site import Site, Watch
from monitor.domain.timing import day_of
from monitor.domain.verdict import Outcome
from monitor.wording.patrol import line_words, seen_words
from monitor.wording.say import label
from storage.db.apart import told_or_noted
from storage.decisions import findings as stored
from storage.observations import patrol_queue

#: The rule of every such finding: people decided it, no clause did.
RULE = Owed.PATROL.value
#: Longer lines are cut in the name of a finding.
LONGEST = 60


async def patrol_standings(
    connection: Any, watch: Watch, subjects: Collection[str], damaged: dict[str, str] | None = None
) -> tuple[Standing, ...]:
    """
    How each line that people confirmed stands: it fails while any of it was last seen, and passes when all of it is gone.

    Of a site one of whose lines is damaged nothing is told, and *damaged* notes it; None: that is raised.
    """
    sites = {one.id: one for one in watch.sites if one.id in subjects}

    async def ask(part: Sequence[str]) -> dict[str, list[Standing]]:
        found: dict[str, list[Standing]] = {}
        for one in await patrol_queue.confirmed_lines(connection, part):
            id = one.first.site
            found.setdefault(id, []).append(_standing(sites[id], one))
        return found

    found = await told_or_noted([*sites], ask, damaged)
    return tuple(one for several in found.values() for one in several)


async def update_patrol_findings(
    connection: Any, watch: Watch, sites: Sequence[str], now: datetime
) -> FindingChanges:
    """
    Bring the findings of the patrol on *sites* up to what people confirmed, in the caller's transaction.

    Findings of clauses are left as they are.
    """
    seen = await patrol_standings(connection, watch, sites)
    held = [one for one in await stored.open_findings(connection, sites) if one.rule == RULE]
    episodes = await stored.episodes(connection, sites)
    confirmed = {one.key for one in seen}
    # a line whose confirmation was taken back is no longer owed
    gone = [one for one in held if one.key not in confirmed]
    withdrawn = [_withdrawn(one.standing) for one in gone]
    changes = update(
        held, [*seen, *withdrawn], now, episodes=episodes, new_id=lambda: f"fi_{ULID.from_datetime(now)}",
        policy=policy_of(watch.settings.alerts),
    )  # fmt: skip
    await stored.save_findings(connection, [*changes.opened, *changes.changed, *changes.closed])
    return changes


def part_of(screen: ScreenId, line: str) -> str:
    """What tells a line's finding from others of the site: screen and a short hash, as lines may be long addresses."""
    return f"{screen.value}-{hashlib.sha256(line.encode()).hexdigest()[:16]}"


def name_of(screen: ScreenId, line: str, find: str) -> str:
    """A line as people call it: 错敏词：布署."""
    return f"{label('screen', screen)}：{line_words(screen, line, find)[:LONGEST]}"


def _standing(site: Site, one: ConfirmedLine) -> Standing:
    first = one.first
    page = next(iter(one.pages), "") or first.page or first.cause
    reason = Text(
        "patrol.mended" if one.mended else "patrol.confirmed",
        {
            "what": Label("screen", first.screen.value), "page": page, "pages": max(one.many, 1), "sentence": seen_words(first),
            "since": day_of(first.first_seen),
        },
    )  # fmt: skip
    return Standing(
        subject=site.id, rule=RULE, part=part_of(first.screen, first.line), owed=Owed.PATROL,
        name=name_of(first.screen, first.line, first.detail.get("find", "")), unit=unit_of(site, one.pages),
        outcome=Outcome.PASS if one.mended else Outcome.FAIL, reason=reason, evidence=one.evidence,
    )  # fmt: skip


def _withdrawn(standing: Standing) -> Standing:
    return Standing(
        subject=standing.subject, rule=standing.rule, part=standing.part, owed=standing.owed, name=standing.name,
        unit=standing.unit, outcome=Outcome.PASS, reason=Text("patrol.withdrawn"),
    )  # fmt: skip


def unit_of(site: Site, pages: Sequence[str]) -> str | None:
    """Who answers for *pages*: the unit of the column that all of them lie below, else the site's own."""
    owners = set()
    for page in pages:
        below = [one for one in site.columns if one.url and one.url.rstrip("/") and page.startswith(one.url.rstrip("/") + "/")]  # fmt: skip
        nearest = max(below, key=lambda one: len(one.url), default=None)
        owners.add(nearest.unit if nearest is not None and nearest.unit else site.unit)
    return owners.pop() if len(owners) == 1 else site.unit
