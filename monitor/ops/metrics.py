"""Figures for Prometheus (监控指标): few series, however many sites there are."""

import platform
import statistics
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Info, generate_latest

from monitor.domain.finding import Grade
from monitor.domain.reach import Reason
from monitor.ops.status import STATES as STATES
from probes.base import probe_of_kind
from storage.ops import figures, jobs, leases
from storage.store import Store

#: How far back the first collection looks for good readings, and how far every one looks again for late rows.
FIRST_LOOK, AGAIN = timedelta(hours=50), timedelta(minutes=5)

#: What workers visited is counted so much later: by then it is stored.
STORED = timedelta(minutes=1)

#: States of the outbox; those without a message are shown as zero.

_REASONS = frozenset(Reason)
_Source = tuple[str, str, str]  # probe, subject, part


class Metrics:
    """
    What the daemon tells Prometheus. Its own registry; nothing global.

    `visit`, `lag` and `waiting` are told as things happen; `collect` asks the store for the rest, to be
    called every minute or so.
    """

    def __init__(self, version: str, *, workers: bool = False) -> None:
        """*workers*: others visit; their visits are counted from the store, and their queue is told of."""
        self.registry = CollectorRegistry()
        self._good: dict[_Source, datetime] = {}
        self._collected: datetime | None = None
        self._newest_verdict: object = None
        self._visits = Counter(
            "monitor_visits_total", "Visits by how they ended.", ["reach", "reason"], registry=self.registry
        )
        self._given_up = Counter(
            "monitor_pages_given_up_total",
            "Pages without a result, by reason.",
            ["reason"],
            registry=self.registry,
        )
        self._lag = self._gauge("schedule_lag_seconds", "How late the most overdue visit is.")
        self._waiting = self._gauge("queue", "Jobs that wait for their turn.")
        self._duty_age = self._gauge(
            "duty_age_seconds", "Since the duty ended last, or since it began when it has not ended.", "duty"
        )
        self._oldest = self._gauge(
            "last_good_reading_age_max_seconds", "Age of the last good reading, worst source.", "probe"
        )
        self._median = self._gauge(
            "last_good_reading_age_median_seconds", "Age of the last good reading, middle source.", "probe"
        )
        self._sources = self._gauge("sources", "Sources that gave a good reading.", "probe")
        self._outbox = self._gauge("outbox", "Messages of the outbox.", "state")
        self._findings = self._gauge("findings_open", "Findings that stand open.", "grade")
        self._verdicts = self._gauge("verdicts", "Subjects by their newest verdict.", "rule", "outcome")
        self._database = self._gauge("database_bytes", "Room that the database takes.")
        self._free = self._gauge("evidence_free_bytes", "Room left on the disk that holds the evidence.")
        self._workers = _Workers(self._gauge) if workers else None
        self._collected_at = self._gauge(
            "collected_timestamp_seconds", "When the figures above were collected."
        )
        Info("monitor_build", "Which program this is.", registry=self.registry).info(
            {"version": version, "python": platform.python_version()}
        )

    def visit(self, reach: str, reason: str) -> None:
        """Count one visit. A reason that is not of the closed list counts as `other`."""
        self._visits.labels(reach, reason if reason in _REASONS else "other").inc()

    def page_given_up(self, reason: str) -> None:
        """Count a page that took too much (`too_costly`) or broke its reader (`reader_broke`)."""
        self._given_up.labels(reason.partition(":")[0]).inc()

    def lag(self, lag: timedelta) -> None:
        """How late the most overdue visit is; zero: none."""
        self._lag.set(max(lag.total_seconds(), 0.0))

    def waiting(self, jobs: int) -> None:
        """How many jobs wait for their turn."""
        self._waiting.set(jobs)

    async def collect(self, store: Store, now: datetime, subjects: Collection[str] | None = None) -> None:
        """
        Take the other figures from *store*. Raises what the database raises; the figures before then stand.

        *subjects*: ids of what is watched now; a source that is no longer watched does not age on.
        """
        since = self._collected - AGAIN if self._collected else now - FIRST_LOOK
        async with store.database.read() as connection:
            runs = await leases.duties(connection)
            outbox = await figures.outbox_counts(connection)
            findings = await figures.open_findings(connection)
            size = await figures.database_bytes(connection)
            good = await figures.good_readings(connection, since, probe_of_kind())
            newest = await figures.newest_verdict(connection)
            verdicts = None
            if newest != self._newest_verdict:
                verdicts = await figures.verdict_counts(connection, now)
        self._duty_age.clear()
        for name, run in runs.items():
            self._duty_age.labels(name).set((now - (run.ended_at or run.started_at)).total_seconds())
        _fill(self._outbox, {(state,): count for state, count in (dict.fromkeys(STATES, 0) | outbox).items()})
        _fill(self._findings, {(grade,): findings.get(grade, 0) for grade in Grade})
        if verdicts is not None:
            _fill(self._verdicts, verdicts)
            self._newest_verdict = newest
        self._database.set(size)
        if (free := figures.free_bytes(store.evidence.folder)) is not None:
            self._free.set(free)
        self._note_good(good, now, subjects)
        if self._workers is not None:
            await self._workers.collect(store, now)
            async with store.database.read() as connection:
                since = (self._collected or now) - STORED
                for one in await figures.visits_between(connection, since, now - STORED):
                    self.visit(one.reach, one.reason)
        self._collected = now
        self._collected_at.set(now.timestamp())

    def render(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self.registry)

    def _note_good(
        self, good: dict[_Source, datetime], now: datetime, subjects: Collection[str] | None
    ) -> None:
        self._good |= {key: max(at, self._good.get(key, at)) for key, at in good.items()}
        if subjects is not None:
            watched = frozenset(subjects)
            self._good = {key: at for key, at in self._good.items() if key[1] in watched}
        ages = defaultdict(list)
        for (probe, _, _), at in self._good.items():
            ages[probe].append((now - at).total_seconds())
        for gauge in (self._oldest, self._median, self._sources):
            gauge.clear()
        for probe, seconds in ages.items():
            self._oldest.labels(probe).set(max(seconds))
            self._median.labels(probe).set(statistics.median(seconds))
            self._sources.labels(probe).set(len(seconds))

    def _gauge(self, name: str, meaning: str, *labels: str) -> Gauge:
        return Gauge(f"monitor_{name}", meaning, labels, registry=self.registry)


class _Workers:
    """The figures of the workers (工作机) and of their queue."""

    def __init__(self, gauge: Callable[..., Gauge]) -> None:
        self._alive = gauge("workers", "Workers that live.")
        self._jobs = gauge("jobs", "Visits and looks handed out to workers.", "kind", "state")
        self._wait = gauge("job_wait_seconds", "How long the job waits that waits longest.", "kind")

    async def collect(self, store: Store, now: datetime) -> None:
        """Take them from *store*."""
        queue = await jobs.backlog(store.database)
        async with store.database.read() as connection:
            self._alive.set(len(await leases.held(connection, leases.WORKER, now)))
        states = {"waiting": queue.waiting, "under_way": queue.under_way}
        kinds = (jobs.VISIT, jobs.LOOK)
        _fill(self._jobs, {
            (kind, state): counts.get(kind, 0) for state, counts in states.items() for kind in kinds
        })  # fmt: skip
        _fill(self._wait, {
            (kind,): queue.oldest.get(kind, timedelta()).total_seconds() for kind in kinds
        })  # fmt: skip


def _fill(gauge: Gauge, counts: Mapping[Any, float]) -> None:
    """Set the counts by their labels; what is no longer counted is gone."""
    gauge.clear()
    for labels, count in counts.items():
        gauge.labels(*labels).set(count)
