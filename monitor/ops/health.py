"""Whether the monitor itself is well (运行状况): one pure judgement for `/healthz` and `monitor status`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from monitor.domain.sentence import Amount, Named
from monitor.domain.timing import DAY
from monitor.domain.verdict import Text
from monitor.schedule.duties import Turn

#: Visits may start so late before the schedule counts as late.
MOST_LAG = timedelta(minutes=10)
#: So far our clock may be from that of the reference hosts.
MOST_CLOCK_OFF = timedelta(hours=1)
#: Less free space than this, and the disk counts as nearly full.
LEAST_FREE = 1 << 30
#: A mail may wait so long for a server that takes it.
MOST_MAIL_WAIT = timedelta(hours=6)
#: How the words of a run begin that ended with an error.
BROKE = "broke"
#: How the words of a run begin that did not come to all of its subjects: then how many, "of", and how many there are.
UNFINISHED = "unfinished:"


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

    about: str  #: daemon | duty:judge | lag | disk | evidence | mails: stays the same while the trouble lasts
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
    lost_file: str = "",
    clock_off: timedelta | None = None,
    mail_since: datetime | None = None,
) -> Health:
    """
    What is not well at *now*.

    *runs*: the last run of each duty by name. *lag*: how late the schedule is; None: nobody measured it.
    *free_bytes* likewise, of the disk that holds database and evidence. *workers*: how many of the machines live
    that visit and look; None: the daemon does that itself. *lost_file*: evidence that is stored as written and is
    not there. *clock_off*: how far our clock is ahead of the reference hosts; None: nobody knows. *mail_since*: since when a mail waits to be sent, of several the longest. A duty that fell due before the daemon
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
    if lost_file:
        found.append(_no_evidence(lost_file))
    if clock_off is not None and abs(clock_off) > MOST_CLOCK_OFF:
        found.append(_clock_off(clock_off))
    if mail_since is not None and now - mail_since > MOST_MAIL_WAIT:
        found.append(_mails_wait(mail_since))
    return Health(tuple(found))


def _of_duty(now: datetime, turn: Turn, run: Run | None, up_since: datetime) -> Iterator[Complaint]:
    started, ended = (run.started_at, run.ended_at) if run else (None, None)
    if started is not None and ended is None and started >= up_since and now - started > turn.allowance:
        stuck = Text("health.duty_stuck", {"duty": _named(turn), "length": _length(turn.allowance)})
        yield _duty(turn, started, stuck)
        return
    if run is not None and ended is not None and run.detail.startswith(BROKE):
        yield _duty(turn, started, Text("health.duty_broke", {"duty": _named(turn)}))
        return
    if run is not None and ended is not None and run.detail.startswith(UNFINISHED):
        _, left, _, many, *_ = run.detail.split()
        said = Text("health.duty_unfinished", {"duty": _named(turn), "left": int(left), "many": int(many)})
        yield _duty(turn, started, said)
        return
    owed = turn.last_until(now - turn.allowance)  # the newest turn whose allowance is over
    forgotten = started is not None and now - started > 2 * turn.every + turn.allowance
    if (started is None or started < owed) and (up_since <= owed or forgotten):
        first = owed if started is None else turn.next_after(started)
        overdue = Text("health.duty_overdue", {"duty": _named(turn), "length": _length(turn.allowance)})
        yield _duty(turn, first, overdue)


def _named(turn: Turn) -> Named:
    return Named(turn.name, turn.label)


def _duty(turn: Turn, since: datetime | None, said: Text) -> Complaint:
    return Complaint(
        about=f"duty:{turn.name}",
        since=since,
        said=said,
        remedy=Text("health.duty_remedy", {"name": turn.name}),
    )


def _length(length: timedelta) -> Amount:
    """In whole hours where it is that, else in minutes."""
    minutes = int(length / timedelta(minutes=1))
    return Amount(minutes, "minutes") if minutes % 60 else Amount(minutes // 60, "hours")


def _no_daemon(lease: Holding | None) -> Complaint:
    said = Text("health.no_daemon") if lease is None else Text("health.daemon_gone", {"holder": lease.holder})
    return Complaint(
        about="daemon",
        since=lease.until if lease else None,
        said=said,
        remedy=Text("health.daemon_remedy"),
    )


def _no_worker() -> Complaint:
    return Complaint(
        about="workers",
        said=Text("health.no_worker"),
        remedy=Text("health.worker_remedy"),
    )


def _lagging(now: datetime, lag: timedelta) -> Complaint:
    return Complaint(
        about="lag",
        since=now - lag,
        said=Text("health.lagging", {"much": _much(lag)}),
        remedy=Text("health.lag_remedy"),
    )


def _much(length: timedelta) -> Amount | Text:
    if length < DAY:
        return Amount(int(length / timedelta(minutes=1)), "minutes")
    days, hours = Amount(length.days, "days"), Amount(length.seconds // 3600, "hours")
    return Text("health.days_and_hours", {"days": days, "hours": hours})


def _clock_off(off: timedelta) -> Complaint:
    ahead = off > timedelta()
    return Complaint(
        about="clock",
        said=Text("health.clock_ahead" if ahead else "health.clock_behind", {"much": _much(abs(off))}),
        remedy=Text("health.clock_remedy"),
    )


def _mails_wait(since: datetime) -> Complaint:
    return Complaint(
        about="mails",
        since=since,
        said=Text("health.mails_wait", {"length": _length(MOST_MAIL_WAIT)}),
        remedy=Text("health.mails_remedy"),
    )


def _no_evidence(file: str) -> Complaint:
    return Complaint(
        about="evidence",
        said=Text("health.evidence_missing", {"file": file}),
        remedy=Text("health.evidence_remedy"),
    )


def _nearly_full(free_bytes: int) -> Complaint:
    free = f"{free_bytes / (1 << 20):,.0f} MiB"
    return Complaint(
        about="disk",
        said=Text("health.disk_nearly_full", {"free": free}),
        remedy=Text("health.disk_remedy"),
    )
