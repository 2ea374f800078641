"""What people ask to be done about a finding, done at once (问题处理): the re-test."""

from monitor.app.patrolling import retest_line
from monitor.app.runtime import Runtime
from monitor.assess.findings_store import update_findings
from monitor.collect.recheck import looks_for
from monitor.collect.runner import look_at
from monitor.domain.finding import Act, Finding, Owed, Step
from monitor.domain.sentence import Text
from monitor.feed import document as feed
from monitor.wording.steps import retested
from probes.base import discover as discover_probes
from storage.decisions import findings as stored


async def retest_now(runtime: Runtime, finding: Finding, who: str) -> Finding:
    """Look, judge, update the findings, and note the re-test; gives the finding as it is then."""
    subject = next(one for one in feed.subjects_of(runtime.watch) if one.id == finding.subject)
    if finding.standing.owed is Owed.PATROL:
        return await _retest_patrol(runtime, finding, who)
    cut, names = looks_for(finding, subject)
    probes = {name: one for name, one in discover_probes().items() if name in names}
    looked = await look_at([cut], probes, runtime.tools_for, runtime.store.save, runtime.clock)
    after = runtime.clock()
    seen = retested([(one.kind, one.state, one.reason) for one in looked if one.kind != "reading"])
    step = Step(
        at=after, who=who, act=Act.RETESTED, said=seen, evidence=tuple(one.id for one in looked if one.id)[:20]
    )  # fmt: skip
    async with runtime.store.database.write() as connection:
        await stored.add_step(connection, finding.id, step)
    verdicts = await runtime.judge([subject], after)
    await update_findings(runtime.store, runtime.watch, verdicts, after)
    async with runtime.store.database.read() as connection:
        return await stored.find(connection, finding.id) or finding


async def _retest_patrol(runtime: Runtime, finding: Finding, who: str) -> Finding:
    """Ask anew for the pages of what a person confirmed, and note the re-test."""
    many = await retest_line(runtime, finding.subject, finding.part)
    step = Step(at=runtime.clock(), who=who, act=Act.RETESTED, said=Text("step.addresses", {"n": many}))
    async with runtime.store.database.write() as connection:
        await stored.add_step(connection, finding.id, step)
        return await stored.find(connection, finding.id) or finding
