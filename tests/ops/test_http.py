"""The daemon's own port, asked as Prometheus and a load balancer ask it."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import httpx
import pytest

from monitor.domain.sentence import written
from monitor.domain.timing import SHANGHAI
from monitor.ops.health import Complaint, Health
from monitor.ops.http import make_app
from monitor.ops.metrics import Metrics

SINCE = datetime(2026, 11, 20, 6, 30, tzinfo=SHANGHAI)
LATE = Complaint(
    about="duty:judge", since=SINCE, said=written("overdue", "逾期"), remedy=written("look", "查看")
)


async def ask(path: str, health: Callable[[], Awaitable[Health]], method: str = "GET") -> httpx.Response:
    metrics = Metrics("0.1.0")
    metrics.visit("opened", "ok")
    transport = httpx.ASGITransport(app=make_app(health, metrics))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return await client.request(method, path)


async def well() -> Health:
    return Health()


async def unwell() -> Health:
    return Health((LATE,))


async def broken() -> Health:
    raise OSError("disk I/O error at hunter2")


async def test_a_healthy_monitor_answers_200() -> None:
    answer = await ask("/healthz", well)
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "complaints": []})


async def test_a_late_duty_answers_503_and_says_what_to_do() -> None:
    answer = await ask("/healthz", unwell)
    assert answer.status_code == 503
    assert answer.json() == {
        "ok": False,
        "complaints": [
            {
                "about": "duty:judge",
                "since": "2026-11-20T06:30:00+08:00",
                "said": "overdue",
                "remedy": "look",
            }
        ],
    }


async def test_a_monitor_that_cannot_look_at_itself_is_not_healthy() -> None:
    answer = await ask("/healthz", broken)
    assert answer.status_code == 503
    assert "hunter2" not in answer.text


async def test_prometheus_gets_its_own_format() -> None:
    answer = await ask("/metrics", well)
    assert answer.headers["content-type"].startswith("text/plain")
    assert 'monitor_visits_total{reach="opened",reason="ok"} 1.0' in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("POST", "/healthz", 405), ("GET", "/metrics/", 307), ("GET", "/etc", 404), ("HEAD", "/healthz", 200)],
    ids=["post", "slash", "elsewhere", "head"],
)
async def test_nothing_else_is_served(method: str, path: str, status: int) -> None:
    assert (await ask(path, well, method)).status_code == status
