"""Whether the monitor itself is well (运行状况): one pure judgement for `/healthz` and `monitor status`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from monitor.domain.timing import DAY
from monitor.domain.verdict import Text
from monitor.schedule.duties import Turn

#: Visits may start so late before the schedule counts as late.
MOST_LAG = timedelta(minutes=10)
#: Less free space than this, and the disk counts as nearly full.
LEAST_FREE = 1 << 30
#: How the words of a run begin that ended with an error.
BROKE = "broke"


class Run(Protocol):
    """The last run of a duty: a row of table `duty`."""

    @property
    def started_at(self) -> datetime:
        """When it began."""

    @property
    def ended_at(self) -> datetime | None:
        """When it was over; None: under way, or broken off."""

    @property
    def detail(self) -> str:
        """What was done, in few words."""


class Holding(Protocol):
    """Who has the daemon's lease: a row of table `lease`."""

    @property
    def holder(self) -> str:
        """Which process."""

    @property
    def since(self) -> datetime:
        """When it took the lease."""

    @property
    def until(self) -> datetime:
        """When the lease runs out unless renewed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One thing that is not well: what, since when, what to do."""

    about: str  #: daemon | duty:judge | lag | disk: stays the same while the trouble lasts
    since: datetime | None = None  #: None: nobody knows
    said: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class Health:
    """How the monitor is."""

    complaints: tuple[Complaint, ...] = ()

    @property
    def ok(self) -> bool:
        """Nothing to complain of."""
        return not self.complaints


def judge_health(
    now: datetime,
    turns: Sequence[Turn],
    runs: Mapping[str, Run],
    *,
    lag: timedelta | None,
    lease: Holding | None,
    free_bytes: int | None,
    workers: int | None = None,
) -> Health:
    """
    What is not well at *now*.

    *runs*: the last run of each duty by name. *lag*: how late the schedule is; None: nobody measured it.
    *free_bytes* likewise, of the disk that holds database and evidence. *workers*: how many of the machines live
    that visit and look; None: the daemon does that itself. A duty that fell due before the daemon
    was started is no complaint until its next turn; a daemon that restarts again and again still is one, when a
    duty that used to run has not ended for two turns. Without a daemon, that alone is the complaint about duties.
    """
    found: list[Complaint] = []
    if lease is None or lease.until <= now:
        found.append(_no_daemon(lease))
    else:
        for turn in turns:
            found += _of_duty(now, turn, runs.get(turn.name), lease.since)
    if workers == 0:
        found.append(_no_worker())
    if lag is not None and lag > MOST_LAG:
        found.append(_lagging(now, lag))
    if free_bytes is not None and free_bytes < LEAST_FREE:
        found.append(_nearly_full(free_bytes))
    return Health(tuple(found))


def _of_duty(now: datetime, turn: Turn, run: Run | None, up_since: datetime) -> Iterator[Complaint]:
    started, ended = (run.started_at, run.ended_at) if run else (None, None)
    if started is not None and ended is None and started >= up_since and now - started > turn.allowance:
        en = f"has been running for more than {_hours(turn.allowance).en}"
        yield _duty(turn, started, en, f"已运行超过 {_hours(turn.allowance).zh}, 视为卡住")
        return
    if run is not None and ended is not None and run.detail.startswith(BROKE):
        yield _duty(turn, started, "broke", "执行出错")
        return
    owed = turn.last_until(now - turn.allowance)  # the newest turn whose allowance is over
    forgotten = started is not None and now - started > 2 * turn.every + turn.allowance
    if (started is None or started < owed) and (up_since <= owed or forgotten):
        first = owed if started is None else turn.next_after(started)
        en = f"was due and did not run within {_hours(turn.allowance).en}"
        yield _duty(turn, first, en, f"到时未执行, 已超过 {_hours(turn.allowance).zh}")


def _duty(turn: Turn, since: datetime | None, en: str, zh: str) -> Complaint:
    return Complaint(
        about=f"duty:{turn.name}",
        since=since,
        said=Text(f"duty {turn.name!r} {en}", f"任务“{turn.label}”{zh}"),
        remedy=Text(
            f"look for duty={turn.name} in the daemon's log; it runs again at its next turn",
            f"在日志中查找 duty={turn.name}; 到下一次时间会再执行",
        ),
    )


def _hours(length: timedelta) -> Text:
    minutes = int(length / timedelta(minutes=1))
    if minutes < 60:
        return Text(f"{minutes} min", f"{minutes} 分钟")
    return Text(f"{minutes / 60:g} h", f"{minutes / 60:g} 小时")


def _no_daemon(lease: Holding | None) -> Complaint:
    if lease is None:
        said = Text("no daemon is running", "守护进程没有运行")
    else:
        said = Text(
            f"no daemon is running: {lease.holder} was the last and gave no sign since",
            f"守护进程没有运行: 最后一个是 {lease.holder}, 此后没有消息",
        )
    return Complaint(
        about="daemon",
        since=lease.until if lease else None,
        said=said,
        remedy=Text(
            "start it: systemctl start gov-monitor (or: monitor daemon); its log says why it ended",
            "启动: systemctl start gov-monitor (或 monitor daemon); 停止原因见日志",
        ),
    )


def _no_worker() -> Complaint:
    return Complaint(
        about="workers",
        said=Text(
            "no worker is alive: nothing is visited, nothing looked at",
            "没有工作机在运行: 访问和采集全部停止",
        ),
        remedy=Text(
            "start one on any machine: systemctl start monitor-worker@1 (or: monitor worker), or set [daemon] "
            "workers = false and restart the daemon",
            "在任一机器启动: systemctl start monitor-worker@1 (或 monitor worker); 不用工作机则改 [daemon] workers = false 并重启守护进程",
        ),
    )


def _lagging(now: datetime, lag: timedelta) -> Complaint:
    minutes = int(lag / timedelta(minutes=1))
    if lag >= DAY:
        much = f"{lag.days} d {lag.seconds // 3600} h", f"{lag.days} 天 {lag.seconds // 3600} 小时"
    else:
        much = f"{minutes} min", f"{minutes} 分钟"
    return Complaint(
        about="lag",
        since=now - lag,
        said=Text(f"visits are {much[0]} late", f"网站访问比计划晚 {much[1]}"),
        remedy=Text(
            "look at the machine's load and network; fewer visits_per_day or a second worker help",
            "检查服务器负载与网络; 可减少 visits_per_day 或增加工作机",
        ),
    )


def _nearly_full(free_bytes: int) -> Complaint:
    free = f"{free_bytes / (1 << 20):,.0f} MiB"
    return Complaint(
        about="disk",
        said=Text(f"the disk is nearly full: {free} free", f"磁盘将满: 仅剩 {free}"),
        remedy=Text(
            "move old evidence elsewhere (monitor db backup --evidence) or lower [evidence] keep_days; then monitor db prune",
            "先备份存档 (monitor db backup --evidence), 再调低 [evidence] keep_days 并运行 monitor db prune, 或扩容",
        ),
    )
