"""`monitor status`: how the monitor itself is, for a person at the terminal."""

import asyncio
import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import typer
from rich.table import Table
from rich.text import Text

from monitor.app.configuration import evidence_folder, read_visit_counts
from monitor.app.shots_state import ShotsState, shots_state
from monitor.cli import console
from monitor.cli.options import ConfigOption, DatabaseOption, JsonOption, clock_of, config_path, database_url
from monitor.domain.need import Lookback
from monitor.domain.sentence import from_plain
from monitor.domain.site import Watch
from monitor.domain.timing import Clock, day_of
from monitor.ops.status import STATES, Status, Workers, read_status
from monitor.rules.availability.visits import roll_up
from monitor.schedule.duties import SWEEP, Turn
from monitor.wording.say import label, say
from storage.ops.leases import DutyRun
from storage.store import open_store

_MAILS = {one: label("mail_state", one) for one in STATES}
_TROUBLED = ("refused", "given_up", "held")
_GRADES = {one: label("grade_total", one) for one in ("fail", "due")}
#: Stored words are cut to this, in a table and in a sentence.
_LONGEST, _SENTENCE = 60, 200


def status(
    context: typer.Context,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Say whether the daemon runs, what it did last and owes next, and what is not well (then exit 1)."""
    url = database_url(context, db)
    watch, per_day = read_visit_counts(config_path(context, config), url)
    found = asyncio.run(_look(watch, per_day, url, clock_of(context)))
    if as_json:
        from monitor.feed import document as feed

        typer.echo(feed.dumps({**_document(found), "screenshots": shots_state(watch)}), nl=False)
    else:
        _show(found)
        console.out().print(Text(f"网页截图 {_SHOTS[shots_state(watch)]}", "dim"))
    if not found.health.ok:
        raise typer.Exit(console.NOT_MEASURED)


#: Whether pictures are taken of what is found.
_SHOTS = {
    ShotsState.ON: "开启",
    ShotsState.OFF: "未开启（[evidence] screenshots = true 开启）",
    ShotsState.MISSING: "已开启，但本机缺少 gov-monitor[browser] 或 Chromium，未截图",
}


async def _look(watch: Watch, per_day: Mapping[str, int], url: str, clock: Clock) -> Status:
    # the store alone: nothing is judged or looked at, and nobody waits for rules and probes to be imported
    async with open_store(
        url,
        evidence_folder(watch, url),
        clock=clock,
        roll_up=roll_up,
        make_validators=lambda etag, modified: None,
        needs=Lookback({}),
    ) as store:
        return await read_status(store, watch, store.clock(), per_day)


def _show(found: Status) -> None:
    out = console.out()
    many = len(found.health.complaints)
    word = ("正常", "bold green") if found.health.ok else (f"异常{many}项", "bold red")
    out.print(Text.assemble(("监测系统 ", "bold"), word, f"  {found.now:%Y-%m-%d %H:%M}"))
    for one in found.health.complaints:
        since = f"（自{_moment(one.since, found.now)}）" if one.since else ""
        out.print(Text.assemble(("  ✗ ", "red"), _line(say(one.said), _SENTENCE), since))
        out.print(Text(f"    → {say(one.remedy)}", "dim"))
    out.print()
    out.print(_summary(found))
    out.print()
    out.print(_duties(found))


def _summary(found: Status) -> Table:
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    today = found.today
    missed = (f"错过{today.missed:,}次", "yellow") if today.missed else "错过0次"
    late = f"，最晚一次已迟{_length(today.lag)}" if today.lag else ""
    table.add_row("值守程序", _daemon(found))
    table.add_row(
        "今日访问",
        Text.assemble(
            f"全天计划{today.planned:,}次；到目前应完成{today.due:,}次，",
            missed,
            late,
            f"；实际访问{today.done:,}次",
        ),
    )
    if found.crew is not None:
        table.add_row("工作机", _crew(found.crew))
    table.add_row("发件箱", _mails(found))
    table.add_row(
        "未了结问题", _pairs(((_GRADES.get(key, key), n) for key, n in found.findings.items()), "项")
    )
    free = "未知" if found.free_bytes is None else _size(found.free_bytes)
    table.add_row(
        "存储", f"数据库{_size(found.database_bytes)}，存档{_size(found.evidence_bytes)}，磁盘剩余{free}"
    )
    return table


def _daemon(found: Status) -> Text:
    if not found.is_running or found.lease is None:
        return Text("未运行", "red")
    lease = found.lease
    length = _length(found.now - lease.since)
    return Text.assemble(("运行中", "green"), f" {_line(lease.holder)}，已运行{length}")


def _crew(crew: Workers) -> Text:
    names = "、".join(_line(one.holder) for one in crew.workers)
    waiting, under_way = (sum(one.values()) for one in (crew.queue.waiting, crew.queue.under_way))
    oldest = f"，最早一项已等{_length(max(crew.queue.oldest.values()))}" if crew.queue.oldest else ""
    return Text.assemble(
        (f"{len(crew.workers)}台", "green" if crew.workers else "red"), f" {names}" if names else "",
        f"；待做{waiting:,}项，在做{under_way:,}项{oldest}",
    )  # fmt: skip


def _mails(found: Status) -> Text:
    counts = [(state, found.outbox.get(state, 0)) for state in STATES]
    parts = [
        Text(f"{_MAILS[state]}{n:,}", "yellow" if state in _TROUBLED else "") for state, n in counts if n
    ]
    return Text("、").join(parts) if parts else Text("空")


def _duties(found: Status) -> Table:
    table = Table(show_edge=False, pad_edge=False, header_style="dim", box=None)
    for heading in ("任务", "上次开始", "用时", "下次", "情况"):
        table.add_column(heading, overflow="fold")
    labels = {turn.name: turn for turn in found.turns}
    wrong = {one.about for one in found.health.complaints}
    for name in [*labels, *(name for name in found.runs if name not in labels and name != SWEEP)]:
        run, turn = found.runs.get(name), labels.get(name)
        table.add_row(
            Text(f"{turn.label if turn else name}", "red" if f"duty:{name}" in wrong else ""),
            _moment(run.started_at, found.now) if run else "从未",
            _took(run, found.is_running),
            _next(turn, run, found) if turn else "-",
            Text(_line(_what(run)) if run else "", "dim"),
        )
    return table


def _next(turn: Turn, run: DutyRun | None, found: Status) -> str:
    """When it runs next; one that broke off with the daemon is owed again as soon as there is one."""
    if run is not None and run.ended_at is None and not found.is_running:
        return "启动后补做"
    return _moment(turn.next_after(found.now), found.now)


def _what(run: DutyRun) -> str:
    """What a run did, in Chinese; as it was noted where an older version noted it."""
    try:
        return say(from_plain(json.loads(run.said)))
    except (ValueError, KeyError, TypeError, AttributeError):
        return run.detail


def _took(run: DutyRun | None, is_running: bool) -> str:
    if run is None:
        return "-"
    if run.ended_at is None:
        return "进行中" if is_running else "中断"
    return _length(run.ended_at - run.started_at)


def _pairs(counts: Iterable[tuple[str, int]], measure: str = "") -> str:
    return "、".join(f"{name}{count:,}{measure}" for name, count in counts) or "无"


def _moment(moment: datetime, now: datetime) -> str:
    return f"{moment:%H:%M}" if day_of(moment) == day_of(now) else f"{moment:%m-%d %H:%M}"


def _length(length: timedelta) -> str:
    """The two biggest parts of a duration."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "天"), (hours, "小时"), (minutes, "分"), (seconds, "秒")]
    first = next((n for n, (count, _) in enumerate(parts) if count), 3)
    return "".join(f"{count}{name}" for count, name in parts[first : first + 2] if count) or "0秒"


def _size(size: float) -> str:
    for name in ("B", "KiB", "MiB", "GiB"):
        if size < 1024:
            return f"{size:,.0f} {name}" if name == "B" else f"{size:,.1f} {name}"
        size /= 1024
    return f"{size:,.1f} TiB"


def _line(text: str, longest: int = _LONGEST) -> str:
    """Stored words on one line, without what could move the cursor."""
    plain = "".join(one if one.isprintable() else " " for one in text)
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


def _document(found: Status) -> dict[str, Any]:
    def text(moment: datetime | None) -> str | None:
        return moment.isoformat(timespec="seconds") if moment else None

    from monitor.ops.http import as_plain

    lease, today, crew = found.lease, found.today, found.crew
    return {
        "at": text(found.now),
        "ok": found.health.ok,
        "complaints": [as_plain(one) for one in found.health.complaints],
        "daemon": {
            "running": found.is_running,
            "holder": lease.holder if lease else None,
            "since": text(lease.since) if lease else None,
            "until": text(lease.until) if lease else None,
        },
        "visits_today": {
            "planned": today.planned,
            "due": today.due,
            "done": today.done,
            "missed": today.missed,
            "lag_s": round(today.lag.total_seconds()),
        },
        "workers": None
        if crew is None
        else {
            "alive": [{"holder": one.holder, "since": text(one.since)} for one in crew.workers],
            "waiting": dict(crew.queue.waiting),
            "under_way": dict(crew.queue.under_way),
            "oldest_s": {kind: round(one.total_seconds()) for kind, one in crew.queue.oldest.items()},
        },
        "duties": {
            turn.name: {
                "started_at": text(run.started_at) if run else None,
                "ended_at": text(run.ended_at) if run else None,
                "detail": run.detail if run else "",
                "next_at": text(turn.next_after(found.now)),
            }
            for turn in found.turns
            for run in [found.runs.get(turn.name)]
        },
        "outbox": {state: found.outbox.get(state, 0) for state in STATES},
        "findings_open": {grade: found.findings.get(grade, 0) for grade in _GRADES},
        "database_bytes": found.database_bytes,
        "evidence_bytes": found.evidence_bytes,
        "free_bytes": found.free_bytes,
    }
