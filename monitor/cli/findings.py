"""`monitor findings`: the faults that are open (问题台账), and what people do about them."""

import asyncio
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

import typer
from rich.table import Table

from monitor import feed
from monitor.cli import console
from monitor.cli.compose import Workshop, open_workshop, read_watch
from monitor.cli.desk import by_hand
from monitor.cli.options import ConfigOption, DatabaseOption, JsonOption, config_path, database_url
from monitor.cli.review import ReasonOption, WhoOption, who_acts
from monitor.domain.finding import Act, Finding, Grade, Owed, Step
from monitor.domain.site import Watch
from monitor.ledger import update_findings
from monitor.retest import looks_for
from monitor.runner import look_at
from probes._probe import discover as discover_probes
from storage import audit
from storage import findings as stored

app = typer.Typer(no_args_is_help=True, help="The faults that are open, and what people do about them.")

FindingArgument = Annotated[str, typer.Argument(metavar="ID", help="a finding: fi_…")]
UntilOption = Annotated[str, typer.Option("--until", help="the day, such as 2026-12-31")]
_ACTS = {
    Act.OPENED: "发现", Act.WORSENED: "转为不合格", Act.EASED: "缓解", Act.NOTIFIED: "已通知", Act.PROMISED: "承诺整改",
    Act.APPEALED: "申诉", Act.ANSWERED: "答复申诉", Act.EXEMPTED: "豁免", Act.RETESTED: "复测", Act.CLOSED: "已整改",
}  # fmt: skip


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
    watch = read_watch(config_path(context, config))
    if unit is not None and watch.unit(unit) is None:
        known = ", ".join(one.id for one in watch.units) or "none"
        console.stop(f"no such unit: {unit!r}; configured: {known}")
    found = asyncio.run(_load(watch, database_url(context, db), closed))
    found = [one for one in found if unit is None or one.standing.unit == unit]
    found.sort(key=lambda one: (not one.is_open, one.grade is Grade.DUE, one.standing.days_left or 0, one.id))
    if as_json:
        typer.echo(feed.dumps([plain(one) for one in found]), nl=False)
        return
    _show_list(found, {one.id: one.name for one in watch.units})


@app.command()
def show(
    context: typer.Context, id: FindingArgument, as_json: JsonOption = False,
    config: ConfigOption = None, db: DatabaseOption = None,
) -> None:  # fmt: skip
    """Show one finding and all that happened to it."""
    watch = read_watch(config_path(context, config))
    finding = asyncio.run(_one(watch, database_url(context, db), id))
    if as_json:
        typer.echo(feed.dumps(plain(finding)), nl=False)
        return
    standing = finding.standing
    out = console.out()
    out.print(f"{finding.id}  {word_of(finding)}  第 {finding.episode} 次")
    out.print(f"对象   {finding.subject} {standing.name} {finding.part}", markup=False)
    out.print(f"情况   {standing.reason.zh}", markup=False)
    if standing.evidence:
        out.print(f"依据   monitor evidence show {standing.evidence[0]}", markup=False)
    for one in finding.steps:
        until = f" 至 {one.until}" if one.until else ""
        out.print(f"  {one.at:%Y-%m-%d %H:%M}  {_ACTS[one.act]}{until}  {one.who}  {one.note}", markup=False)


@app.command()
def retest(
    context: typer.Context, id: FindingArgument, who: WhoOption = None, config: ConfigOption = None, db: DatabaseOption = None
) -> None:  # fmt: skip
    """Look again now at what the finding is about, judge, and close it when it passes."""
    watch = read_watch(config_path(context, config))
    after = asyncio.run(_retest(watch, database_url(context, db), id, who_acts(who)))
    word = "仍未解决" if after.is_open else "已整改, 问题关闭"
    console.out().print(f"{after.id}  {word}: {after.standing.reason.zh}", markup=False)
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
    context: typer.Context, id: FindingArgument, reason: ReasonOption, who: WhoOption = None,
    config: ConfigOption = None, db: DatabaseOption = None,
) -> None:  # fmt: skip
    """Answer an appeal (答复申诉)."""
    _act(context, config, db, id, Act.ANSWERED, reason, who, None)


@app.command()
def exempt(
    context: typer.Context, id: FindingArgument, until: UntilOption,
    approver: Annotated[str, typer.Option("--approver", help="who approved it")],
    reason: ReasonOption, who: WhoOption = None, config: ConfigOption = None, db: DatabaseOption = None,
) -> None:  # fmt: skip
    """Exempt it until a day: it stays open, and units are not mailed about it (豁免)."""
    _act(context, config, db, id, Act.EXEMPTED, f"{reason} (批准人: {approver})", who, _day(until))


def word_of(finding: Finding) -> str:
    """How it stands, in a word: a column or a message is late, only an indicator is unqualified (不合格)."""
    if not finding.is_open:
        return "已整改"
    if finding.grade is Grade.DUE:
        return "即将超期"
    if finding.standing.owed is not Owed.INDICATOR:
        return "超期"
    return "不合格" if finding.standing.veto else "未达标"


def plain(finding: Finding) -> dict[str, Any]:
    """A finding as JSON has it."""
    found: dict[str, Any] = feed.plain(asdict(finding))
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        console.stop(f"--until: found {text!r}, expected a day such as 2026-12-31")


def _act(
    context: typer.Context, config: Any, db: Any, id: str, act: Act, note: str, who: str | None, until: date | None
) -> None:  # fmt: skip
    watch = read_watch(config_path(context, config))
    if act is not Act.PROMISED and not note.strip():
        console.stop("--reason: is empty; say why")
    asyncio.run(_add(watch, database_url(context, db), id, act, note.strip(), who_acts(who), until))
    console.out().print(f"{id}  {_ACTS[act]}: 已记录", markup=False)


async def _add(watch: Watch, url: str, id: str, act: Act, note: str, who: str, until: date | None) -> None:
    async with open_workshop(watch, url) as workshop:
        now = workshop.clock()
        finding = await _find(workshop, id)
        if until is not None and until < now.date():
            console.stop(f"--until: {until} is over already")
        if not finding.is_open and act is not Act.ANSWERED:
            console.stop(f"{id} is closed since {finding.closed_at:%Y-%m-%d}; nothing to do")
        async with workshop.store.database.write() as connection:
            await stored.add_step(connection, id, Step(at=now, who=who, act=act, note=note, until=until))
            line = by_hand(workshop, act.value, id, f"{until or ''} {note}".strip(), who)
            await audit.note(connection, line)


async def _retest(watch: Watch, url: str, id: str, who: str) -> Finding:
    async with open_workshop(watch, url) as workshop:
        finding = await _find(workshop, id)
        known = {one.id: one for one in feed.subjects_of(watch)}
        if finding.subject not in known:
            console.stop(f"{finding.subject} is no longer configured; the next judging closes {id}")
        _, names = looks_for(finding, known[finding.subject])
        if not names:
            console.stop(
                f"only people decide {finding.rule}: monitor review sign {finding.subject} {finding.rule}"
            )
        return await retest_now(workshop, finding, who)


async def retest_now(workshop: Workshop, finding: Finding, who: str) -> Finding:
    """Look, judge, update the findings, and note the re-test; gives the finding as it is then."""
    subject = next(one for one in feed.subjects_of(workshop.watch) if one.id == finding.subject)
    cut, names = looks_for(finding, subject)
    probes = {name: one for name, one in discover_probes().items() if name in names}
    looked = await look_at([cut], probes, workshop.tools_for, workshop.store.save, workshop.clock)
    after = workshop.clock()
    note = "; ".join(
        f"{one.kind} {one.state} {one.reason}".strip() for one in looked if one.kind != "reading"
    )
    step = Step(
        at=after, who=who, act=Act.RETESTED, note=note[:500], evidence=tuple(one.id for one in looked if one.id)[:20]
    )  # fmt: skip
    async with workshop.store.database.write() as connection:
        await stored.add_step(connection, finding.id, step)
    given = await workshop.judge([subject], after)
    await update_findings(workshop.store, workshop.watch, given, after)
    return await _find(workshop, finding.id)


async def _one(watch: Watch, url: str, id: str) -> Finding:
    async with open_workshop(watch, url) as workshop:
        return await _find(workshop, id)


async def _find(workshop: Workshop, id: str) -> Finding:
    async with workshop.store.database.read() as connection:
        found = await stored.find(connection, id)
    if found is None:
        console.stop(f"no such finding: {id!r}; `monitor findings list` names them")
    return found


async def _load(watch: Watch, url: str, closed: bool) -> list[Finding]:
    async with open_workshop(watch, url) as workshop, workshop.store.database.read() as connection:
        return await (stored.all_findings(connection) if closed else stored.open_findings(connection))


def _show_list(found: list[Finding], units: dict[str, str]) -> None:
    if not found:
        console.out().print("没有未关闭的问题。(monitor judge 之后才会更新问题台账)")
        return
    table = Table(show_edge=False, pad_edge=False, header_style="dim", box=None)
    for heading in ("编号", "程度", "对象", "问题", "最新", "期限", "剩余/超期", "责任单位", "发现于"):
        table.add_column(heading, overflow="fold")
    for one in found:
        standing, left = one.standing, one.standing.days_left
        days = "-" if left is None else f"超 {-left} 天" if left < 0 else f"剩 {left} 天"
        table.add_row(
            one.id, word_of(one), one.subject, f"{standing.name}",
            str(standing.newest or "-"), str(standing.due_on or "-"), days,
            units.get(standing.unit or "", "-"), f"{one.opened_at:%m-%d}",
        )  # fmt: skip
    console.out().print(table)
    fails = sum(one.grade is Grade.FAIL and one.is_open for one in found)
    console.out().print(f"共 {len(found)} 项, 其中已超期或不合格 {fails} 项。")
