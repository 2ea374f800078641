"""What people ask to be done about a finding, done at once (问题处理): the re-test."""

from monitor.app.patrolling import retest_line
from monitor.app.runtime import Runtime
from monitor.app.second_look import MONITOR, look_twice, needs_second_look, note_looks
from monitor.assess.findings_store import update_findings
from monitor.collect.recheck import looks_for
from monitor.collect.runner import ProbeResult, look_at
from monitor.domain.finding import Act, Finding, Owed, Step
from monitor.domain.sentence import Label, Param, Text
from monitor.domain.verdict import Outcome, Verdict
from monitor.rules.second_look import moment
from monitor.wording.steps import retested
from probes.base import discover as discover_probes
from storage.decisions import findings as stored


async def retest_now(runtime: Runtime, finding: Finding, who: str) -> Finding:
    """
    Look, judge, update the findings, and note the re-test; gives the finding as it is then.

    Of one that is disputed both looks are held against each other; a veto of which they disagree is for a person.
    """
    subject = next(one for one in runtime.watch.subjects if one.id == finding.subject)
    if finding.standing.owed is Owed.PATROL:
        return await _retest_patrol(runtime, finding, who)
    looked: list[ProbeResult] = []
    first = await _disputed(runtime, finding)
    if first is not None:
        looks = await look_twice(
            runtime, [subject], {subject.id: [first]}, "appeal", runtime.store.save, observer=looked.append
        )
    else:
        looks = {}
        cut, names = looks_for(finding, subject)
        probes = {name: one for name, one in discover_probes().items() if name in names}
        save, clock = runtime.store.save, runtime.clock
        await look_at([cut], probes, runtime.tools_for, save, clock, observer=looked.append)
    after = runtime.clock()
    seen = retested([(one.kind, one.state, one.reason) for one in looked if one.kind != "reading"])
    step = Step(
        at=after, who=who, act=Act.RETESTED, said=seen, evidence=tuple(one.id for one in looked if one.id)[:20]
    )  # fmt: skip
    async with runtime.store.database.write() as connection:
        await stored.add_step(connection, finding.id, step)
    if first is not None:
        await note_looks(runtime, subject.id, looks.get(subject.id, ()))
    verdicts = await runtime.judge([subject], after)
    night = await update_findings(runtime.store, runtime.watch, verdicts, after)
    async with runtime.store.database.write() as connection:
        if finding.is_appealed and first is None:
            is_closed = any(one.id == finding.id for one in night.closed)
            await stored.add_step(connection, finding.id, _appealed(finding, step, is_closed=is_closed))
        return await stored.find(connection, finding.id) or finding


async def _disputed(runtime: Runtime, finding: Finding) -> Verdict | None:
    """The verdict that an appeal disputes, where it is a veto that was seen by machine; None: another finding, or no appeal."""
    if not finding.is_appealed or finding.standing.owed is not Owed.INDICATOR:
        return None
    verdicts = await runtime.store.latest_verdicts([finding.subject], runtime.clock())
    found = next((one for one in verdicts.get(finding.subject, ()) if one.rule == finding.rule), None)
    return found if found is not None and needs_second_look(found, ()) else None


def _appealed(finding: Finding, retest: Step, *, is_closed: bool) -> Step:
    """What a re-test after an appeal came to, where no veto is disputed."""
    again = Outcome.PASS if is_closed else Outcome.FAIL
    figures: dict[str, Param] = {
        "first": moment(finding.seen_at), "second": moment(retest.at),
        "judged": Label("outcome", finding.standing.outcome), "again": Label("outcome", again),
    }  # fmt: skip
    said = Text("second_look.appealed", figures)
    ids = tuple(dict.fromkeys((*finding.standing.evidence[:10], *retest.evidence[:10])))
    return Step(at=retest.at, who=MONITOR, act=Act.LOOKED_TWICE, said=said, evidence=ids)


async def _retest_patrol(runtime: Runtime, finding: Finding, who: str) -> Finding:
    """Ask anew for the pages of what a person confirmed, and note the re-test."""
    many = await retest_line(runtime, finding.subject, finding.part)
    step = Step(at=runtime.clock(), who=who, act=Act.RETESTED, said=Text("step.addresses", {"n": many}))
    async with runtime.store.database.write() as connection:
        await stored.add_step(connection, finding.id, step)
        return await stored.find(connection, finding.id) or finding
