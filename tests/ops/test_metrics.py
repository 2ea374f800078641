"""What Prometheus reads."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from monitor.domain.observation import Observation, Visit
from monitor.domain.reach import Reach
from monitor.domain.timing import SHANGHAI
from monitor.ops.metrics import Metrics
from storage.db import tables
from storage.store import Store
from tests.databases import sqlite_url
from tests.rows import row
from tests.stores import open_at

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
HOUR = timedelta(hours=1)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_at(sqlite_url(tmp_path / "m.db"), tmp_path / "evidence", lambda: NOW) as opened:
        yield opened


def read(metrics: Metrics) -> dict[tuple[str, ...], float]:
    """Each sample under its name and label values."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(metrics.render().decode())
        for sample in family.samples
        if not sample.name.endswith("_created")
    }


def opened(site: str, at: datetime) -> Observation[Visit]:
    return Observation(subject=site, at=at, facts=Visit(reach=Reach.OPENED, reason="ok"))


def test_visits_are_counted_by_how_they_ended() -> None:
    metrics = Metrics("0.1.0")
    for reach, reason in [("opened", "ok"), ("opened", "ok"), ("not_opened", "reset")]:
        metrics.visit(reach, reason)
    found = read(metrics)
    assert found["monitor_visits_total", "opened", "ok"] == 2
    assert found["monitor_visits_total", "not_opened", "reset"] == 1


def test_a_reason_that_nobody_knows_makes_no_series_of_its_own() -> None:
    metrics = Metrics("0.1.0")
    for n in range(1000):
        metrics.visit("not_opened", f'<script>"{n}\n')
    assert read(metrics)["monitor_visits_total", "not_opened", "other"] == 1000


def test_two_metrics_share_nothing() -> None:
    one, other = Metrics("1"), Metrics("2")
    one.visit("opened", "ok")
    assert not [key for key in read(other) if key[0] == "monitor_visits_total"]


def test_the_build_is_named() -> None:
    assert [key for key in read(Metrics("9.9")) if key[0] == "monitor_build_info" and "9.9" in key]


def test_what_happens_now_is_told_at_once() -> None:
    metrics = Metrics("0.1.0")
    metrics.lag(timedelta(seconds=90))
    metrics.waiting(3)
    found = read(metrics)
    assert (found["monitor_schedule_lag_seconds",], found["monitor_queue",]) == (90, 3)


async def test_an_empty_store_gives_figures_too(store: Store) -> None:
    metrics = Metrics("0.1.0")
    await metrics.collect(store, NOW)
    found = read(metrics)
    assert found["monitor_database_bytes",] > 0
    assert found["monitor_evidence_free_bytes",] > 0


async def test_the_age_of_a_reading_grows_until_the_next_one(store: Store) -> None:
    metrics = Metrics("0.1.0")
    await store.save([opened("a", NOW - 4 * HOUR), opened("b", NOW - HOUR), opened("c", NOW - HOUR)])
    await metrics.collect(store, NOW)
    assert read(metrics)["monitor_last_good_reading_age_max_seconds", "availability"] == 4 * 3600
    assert read(metrics)["monitor_last_good_reading_age_median_seconds", "availability"] == 3600
    await store.save([opened("a", NOW + HOUR)])
    await metrics.collect(store, NOW + 2 * HOUR)
    found = read(metrics)
    assert found["monitor_last_good_reading_age_max_seconds", "availability"] == 3 * 3600
    assert found["monitor_sources", "availability"] == 3


async def test_a_source_that_is_no_longer_watched_does_not_age_on(store: Store) -> None:
    metrics = Metrics("0.1.0")
    await store.save([opened("a", NOW - HOUR), opened("removed", NOW - 4 * HOUR)])
    await metrics.collect(store, NOW, subjects=["a"])
    assert read(metrics)["monitor_last_good_reading_age_max_seconds", "availability"] == 3600


async def test_a_duty_ages_from_its_end_or_from_its_beginning_while_it_runs(store: Store) -> None:
    rows = [
        {"name": "judge", "started_at": NOW - 3 * HOUR, "ended_at": NOW - 2 * HOUR, "detail": ""},
        {"name": "columns", "started_at": NOW - 5 * HOUR, "ended_at": None, "detail": ""},
    ]
    async with store.database.write() as connection:
        await connection.execute(tables.duty.insert(), rows)
    metrics = Metrics("0.1.0")
    await metrics.collect(store, NOW)
    found = read(metrics)
    assert found["monitor_duty_age_seconds", "judge"] == 2 * 3600
    assert found["monitor_duty_age_seconds", "columns"] == 5 * 3600


async def test_findings_that_closed_count_as_none_not_as_before(store: Store) -> None:
    finding = row(tables.finding, id="fi_1", grade="fail", opened_at=NOW, seen_at=NOW)
    metrics = Metrics("0.1.0")
    async with store.database.write() as connection:
        await connection.execute(tables.finding.insert(), [finding])
    await metrics.collect(store, NOW)
    assert read(metrics)["monitor_findings_open", "fail"] == 1
    async with store.database.write() as connection:
        await connection.execute(tables.finding.update().values(closed_at=NOW))
    await metrics.collect(store, NOW)
    assert read(metrics)["monitor_findings_open", "fail"] == 0
