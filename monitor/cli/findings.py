"""`monitor findings`: the faults that are open (问题台账), and what people do about them."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from ulid import ULID

from monitor.app.damaged import check_whole
from monitor.app.finding_actions import retest_now
from monitor.app.own_clock import must_know_the_day
from monitor.app.runtime import Runtime
from monitor.cli import console
from monitor.cli.command_runtime import by_hand, in_runtime, watch_of
from monitor.cli.options import ConfigOption, DatabaseOption, JsonOption, clock_of
from monitor.cli.review import ReasonOption, WhoOption, who_acts
from monitor.cli.show_findings import gravest_first, show_list, show_one
from monitor.collect.recheck import looks_for
from monitor.domain.finding import DECIDED, LONGEST_STRETCH, Act, Finding, Step
from monitor.domain.plain import plain
from monitor.domain.site import Watch
from monitor.domain.timing import day_of
from monitor.feed import document as feed
from monitor.wording.labels import ACTS
from monitor.wording.say import say
from storage.access import audit
from storage.decisions import findings as stored
from storage.ops import requests

app = typer.Typer(no_args_is_help=True, help="The faults that are open, and what people do about them.")

FindingArgument = Annotated[
    str, typer.Argument(metavar="ID", help="a finding: fi_…, or the last letters of its id")
]
UntilOption = Annotated[str, typer.Option("--until", help="the day, such as 2026-12-31")]


@app.command("list")
def list_(
    context: typer.Context,
    unit: Annotated[str | None, typer.Option("--unit", help="only this responsible unit's")] = None,
    closed: Annotated[bool, typer.Option("--closed", help="those already closed too")] = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """List the findings, the gravest first."""
    watch = watch_of(context, config, db)
    if unit is not None and watch.unit(unit) is None:
        known = ", ".join(one.id for one in watch.units) or "none"
        console.stop(f"no such unit: {unit!r}; configured: {known}")
    found, damaged = in_runtime(context, db, watch, lambda runtime: _load(runtime, closed), remember=False)
    found = [one for one in found if unit is None or one.standing.unit == unit]
    found = gravest_first(found, day_of(clock_of(context)()))
    if as_json:
        typer.echo(feed.dumps([plain(asdict(one)) for one in found]), nl=False)
    elif found or not damaged:
        show_list(found, {one.id: one.name for one in watch.units}, day_of(clock_of(context)()))
    check_whole(damaged)


@app.command()
def show(
    context: typer.Context, id: FindingArgument, as_json: JsonOption = False,
    config: ConfigOption = None, db: DatabaseOption = None,
) -> None:  # fmt: skip
    """Show one finding and all that happened to it."""
    watch = watch_of(context, config, db)
    finding = in_runtime(context, db, watch, lambda runtime: _find(runtime, id), remember=False)
    if as_json:
        typer.echo(feed.dumps(plain(asdict(finding))), nl=False)
        return
    unit = watch.unit(finding.standing.unit)
    show_one(finding, unit.name if unit else "未指定", day_of(clock_of(context)()))


@app.command()
def retest(
    context: typer.Context, id: FindingArgument, who: WhoOption = None, config: ConfigOption = None, db: DatabaseOption = None
) -> None:  # fmt: skip
    """Look again now at what the finding is about, judge, and close it when it passes."""
    watch = watch_of(context, config, db)
    after = in_runtime(context, db, watch, lambda runtime: _retest(runtime, id, who_acts(who)))
    word = "仍未解决" if after.is_open else "已了结"
    console.out().print(f"{after.id}  {word}：{say(after.standing.reason)}", markup=False)
    if after.is_open:
        raise typer.Exit(console.NOT_MEASURED)


@app.command()
def promise(
    context: typer.Context, id: FindingArgument, until: UntilOption, reason: ReasonOption = "", who: WhoOption = None,
    config: ConfigOption = None, db: DatabaseOption = None,
) -> None:  # fmt: skip
    """Note by when the unit promised to put it right (承诺整改)."""
    _act(context, config, db, id, Act.PROMISED, reason, who, _day(until))


@app.command()
def appeal(
    context: typer.Context, id: FindingArgument, reason: ReasonOption, who: WhoOption = None,
    config: ConfigOption = None, db: DatabaseOption = None,
) -> None:  # fmt: skip
    """Note that the unit disputes it, and why (申诉)."""
    _act(context, config, db, id, Act.APPEALED, reason, who, None)


@app.command()
def answer(
    context: typer.Context, id: FindingArgument,
    outcome: Annotated[str, typer.Option("--outcome", help="upheld: it was wrong; rejected: it stands")],
    reason: ReasonOption, who: WhoOption = None, config: ConfigOption = None, db: DatabaseOption = None,
) -> None:  # fmt: skip
    """Decide an appeal (裁定申诉); whoever made it does not decide it."""
    if outcome not in (Act.UPHELD, Act.REJECTED):
        console.stop(f"--outcome: found {outcome!r}, expected upheld or rejected")
    _act(context, config, db, id, Act(outcome), reason, who, None)


@app.command()
def exempt(
    context: typer.Context, id: FindingArgument, until: UntilOption,
    approver: Annotated[str, typer.Option("--approver", help="who approved it")],
    reason: ReasonOption, who: WhoOption = None, config: ConfigOption = None, db: DatabaseOption = None,
) -> None:  # fmt: skip
    """Exempt it until a day: it stays open, and nobody is mailed about it (豁免). The newest word counts: today ends it."""
    if not approver.strip() or not reason.strip():
        console.stop("--approver and --reason: an exemption says who approved it, and why")
    _act(
        context,
        config,
        db,
        id,
        Act.EXEMPTED,
        f"{reason.strip()}（批准人：{approver.strip()}）",
        who,
        _day(until),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        console.stop(f"--until: found {text!r}, expected a day such as 2026-12-31")


def _act(
    context: typer.Context, config: Path | None, db: str | None, id: str, act: Act, note: str, who: str | None, until: date | None
) -> None:  # fmt: skip
    watch = watch_of(context, config, db)
    if act is not Act.PROMISED and not note.strip():
        console.stop("--reason: is empty; say why")
    step = Step(at=clock_of(context)(), who=who_acts(who), act=act, note=note.strip(), until=until)
    added, finding = in_runtime(context, db, watch, lambda runtime: _add(runtime, id, step))
    words = "已记录" if added else "已有同样的记录，未重复"
    console.out().print(f"{finding}  {ACTS[act]}：{words}", markup=False)


async def _add(runtime: Runtime, id: str, step: Step) -> tuple[bool, str]:
    """Add *step*, when the finding is one to which it can happen; False: it says the same as the newest."""
    finding = await _find(runtime, id)
    if step.until is not None and step.until < day_of(step.at):
        console.stop(f"--until: {step.until} is over already")
    if step.until is not None and step.until > (last := day_of(step.at) + LONGEST_STRETCH):
        console.stop(f"--until: {step.until} is too far away: {last} is the last day possible; renew it then")
    async with runtime.store.database.write() as connection:
        now = await stored.holder(connection, finding.id)
        assert now is not None
        if step.act in DECIDED and not now.is_appealed:
            console.stop(f"{finding.id}: no appeal waits for a decision")
        if step.act in DECIDED and now.appealed_by == step.who:
            console.stop(f"{finding.id}: {step.who} made this appeal; somebody else decides it (--who)")
        if now.closed_at is not None and step.act not in DECIDED:
            console.stop(f"{finding.id} is closed since {now.closed_at:%Y-%m-%d}; nothing to do")
        added = await stored.add_step(connection, finding.id, step)
        if added:
            detail = f"{step.until or ''} {step.note}".strip()
            await audit.note(connection, by_hand(runtime, step.act.value, finding.id, detail, step.who))
            if step.act is Act.APPEALED:
                await _second_look(connection, runtime.watch, finding, step)
        return added, finding.id


async def _second_look(connection: Any, watch: Watch, finding: Finding, step: Step) -> None:
    """Have the daemon look again at what is disputed, where a machine can (两次检查)."""
    subject = watch.subject(finding.subject)
    if subject is not None and looks_for(finding, subject)[1]:
        wish = requests.UserRequest(
            id=f"re_{ULID.from_datetime(step.at)}", at=step.at, who=step.who, kind="retest", target=finding.id, detail="appeal"
        )  # fmt: skip
        await requests.ask(connection, wish)


async def _retest(runtime: Runtime, id: str, who: str) -> Finding:
    finding = await _find(runtime, id)
    subject = runtime.watch.subject(finding.subject)
    if subject is None:
        console.stop(f"{finding.subject} is no longer configured; the next judging closes {id}")
    _, names = looks_for(finding, subject)
    if not names:
        console.stop(
            f"only people decide {finding.rule}: monitor review sign {finding.subject} {finding.rule}"
        )
    await must_know_the_day(runtime)
    runtime.store.evidence.check_writable(day_of(runtime.clock()))
    return await retest_now(runtime, finding, who)


async def _find(runtime: Runtime, id: str) -> Finding:
    """The finding of that id, or the only one whose id ends so."""
    async with runtime.store.database.read() as connection:
        found = await stored.find_ending(connection, id)
    if not found:
        console.stop(f"no such finding: {id!r}; `monitor findings list` names them")
    if len(found) > 1:
        console.stop(f"{id!r} is not clear: {', '.join(one.id for one in found[:5])}")
    return found[0]


async def _load(runtime: Runtime, closed: bool) -> tuple[list[Finding], dict[str, str]]:
    damaged: dict[str, str] = {}
    async with runtime.store.database.read() as connection:
        load = stored.all_findings if closed else stored.all_open
        return await load(connection, damaged), damaged
