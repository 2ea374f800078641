"""A second look before it hurts (两次检查): vetoes that are about to be made known, and what is disputed, are looked at again."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from monitor.app.runtime import Runtime
from monitor.collect.runner import ProbeResult, Save, look_at
from monitor.domain.finding import Act, Finding, Owed, Step
from monitor.domain.observation import Observation
from monitor.domain.second_look import OneLook, SecondLook, SecondState
from monitor.domain.site import Site, Subject
from monitor.domain.verdict import Outcome, PartKind, Sort, Verdict
from monitor.rules.base import discover, rule_of
from monitor.rules.second_look import compared
from monitor.schedule.duties import timetable
from probes.base import discover as discover_probes
from storage.decisions import findings as stored
from storage.observations.page_facts import seen_where

log = structlog.get_logger()

#: All second looks of one judging take no longer together: the mails go out an hour after it.
LONGEST = timedelta(minutes=40)
#: Who does what the program does by itself.
MONITOR = "monitor"


def needs_second_look(verdict: Verdict, findings: Sequence[Finding]) -> bool:
    """
    Whether *verdict* is a veto that was seen by machine and that nobody looked at a second time yet.

    *findings*: those of its subject that are open. One that a person signed, or only people decide, needs none.
    """
    rule = discover().get(verdict.rule)
    if verdict.outcome is not Outcome.FAIL or verdict.clause.sort is not Sort.VETO:
        return False
    if verdict.confirmed_by is not None or rule is None or not rule.probes:
        return False
    its = [one for one in findings if one.rule == verdict.rule and one.standing.owed is Owed.INDICATOR]
    return not any(step.act is Act.LOOKED_TWICE for one in its for step in one.steps)


async def suspects_of(
    runtime: Runtime, verdicts: Mapping[str, Sequence[Verdict]]
) -> dict[str, tuple[Verdict, ...]]:
    """The vetoes among *verdicts* that need a second look, by subject; subjects without any are not in it."""
    failing = {
        id: several for id, several in verdicts.items() if any(needs_second_look(one, ()) for one in several)
    }
    if not failing:
        return {}
    async with runtime.store.database.read() as connection:
        held = await stored.open_of_each(connection, list(failing), runtime.damaged)
    found = {
        id: tuple(one for one in several if needs_second_look(one, held.get(id, ())))
        for id, several in failing.items()
    }
    return {id: several for id, several in found.items() if several}


async def look_twice(
    runtime: Runtime,
    subjects: Sequence[Subject],
    firsts: Mapping[str, Sequence[Verdict]],
    why: str,
    save: Save,
    vantage: str = "",
    observer: Callable[[ProbeResult], None] = lambda looked: None,
) -> dict[str, tuple[SecondLook, ...]]:
    """
    Look again, from here and now, at what each of the verdicts *firsts* (by subject) rests on, and store how both compare.

    *why*: veto | appeal. *save* stores what is seen. *vantage*: where it is seen from. *observer* hears of each look. What `LONGEST` does not suffice for is not compared.
    """
    wanted = [one for one in subjects if one.id in firsts]
    looked: list[ProbeResult] = []

    def note(one: ProbeResult) -> None:
        looked.append(one)
        observer(one)

    try:
        async with asyncio.timeout(LONGEST.total_seconds()), asyncio.TaskGroup() as group:
            for one in wanted:
                group.create_task(_look(runtime, one, firsts[one.id], save, note))
    except TimeoutError:
        log.warning("second_looks_cut_short", subjects=len(wanted), longest=str(LONGEST))
    after = runtime.clock()
    done = {one.subject for one in looked}
    again = await runtime.judge([one for one in wanted if one.id in done], after, save=False)
    ids = [id for several in firsts.values() for one in several for id in one.evidence]
    async with runtime.store.database.read() as connection:
        seen = await seen_where(connection, ids)
    compared_ones = [
        _compared(runtime, first, second, [one for one in looked if one.subject == id], seen, why, vantage, after)
        for id, several in firsts.items()
        for first in several
        for second in again.get(id, ())
        if second.rule == first.rule
    ]  # fmt: skip
    await runtime.store.save(compared_ones)
    return {
        id: tuple(one.facts for one in compared_ones if one.subject == id)
        for id in {one.subject for one in compared_ones}
    }


async def note_looks(runtime: Runtime, subject: str, looks: Sequence[SecondLook]) -> None:
    """Note *looks* as steps of the findings that are open by their rules."""
    async with runtime.store.database.write() as connection:
        held = (await stored.open_of_each(connection, [subject], runtime.damaged)).get(subject, ())
        for look in looks:
            ids = tuple(dict.fromkeys((*look.first.evidence[:10], *look.second.evidence[:10])))
            step = Step(
                at=look.second.at, who=MONITOR, act=Act.LOOKED_TWICE, said=compared(look), evidence=ids
            )
            for one in held:
                if one.rule == look.rule and one.standing.owed is Owed.INDICATOR:
                    await stored.add_step(connection, one.id, step)


async def _look(
    runtime: Runtime,
    subject: Subject,
    firsts: Sequence[Verdict],
    save: Save,
    observer: Callable[[ProbeResult], None],
) -> None:
    """Run the probes of the rules that failed, at the columns that failed where only columns did."""
    rules = discover()
    names = {name for one in firsts for name in rules[one.rule].probes}
    probes = {name: one for name, one in discover_probes().items() if name in names}
    late = {
        part.id
        for one in firsts
        for part in one.parts
        if part.kind is PartKind.COLUMN and part.outcome is Outcome.FAIL
    }
    if late and isinstance(subject, Site) and names == set(rule_of(Owed.COLUMN).probes):
        subject = replace(subject, columns=tuple(one for one in subject.columns if one.id in late))
    await look_at([subject], probes, runtime.tools_for, save, runtime.clock, observer=observer)


def _compared(
    runtime: Runtime,
    first: Verdict,
    second: Verdict,
    looked: Sequence[ProbeResult],
    seen: Mapping[str, tuple[datetime, str]],
    why: str,
    vantage: str,
    at: datetime,
) -> Observation[Any]:
    """Both looks, held against each other."""
    rule = discover()[first.rule]
    mine = [one for one in looked if one.probe in rule.probes]
    before = [seen[id] for id in first.evidence if id in seen]
    taken, place = max(before, default=(first.decided_at, ""))
    facts = SecondLook(
        rule=first.rule,
        why=why,
        state=state_of(
            second.outcome, measured=any(one.measured for one in mine), counts=rule.counts
        ),
        first=OneLook(
            at=taken,
            vantage=place,
            outcome=first.outcome,
            reason=first.reason,
            evidence=tuple(first.evidence[:20]),
        ),
        second=OneLook(
            at=at, vantage=vantage, outcome=second.outcome, reason=second.reason,
            evidence=tuple(one.id for one in mine if one.id)[:20],
        ),
        until=next_judging(runtime, at),
    )  # fmt: skip
    return Observation(subject=first.subject, part=first.rule, at=at, facts=facts, vantage=vantage)


def state_of(second: Outcome, *, measured: bool, counts: bool) -> SecondState:
    """
    What a second look says to a first one that failed, *second* being what the clause says now.

    *measured*: whether anything could be looked at. *counts*: the clause counts looks of many days.
    """
    if second is not Outcome.FAIL and second is not Outcome.UNKNOWN:
        return SecondState.DISAGREES
    if not measured or second is Outcome.UNKNOWN:
        return SecondState.NOT_SEEN
    return SecondState.COUNTED if counts else SecondState.AGREES


def next_judging(runtime: Runtime, now: datetime) -> datetime:
    """When the daemon judges next, by the configuration of now."""
    [turn] = [one for one in timetable(runtime.watch.settings.daemon) if one.name == "judge"]
    return turn.next_after(now)
