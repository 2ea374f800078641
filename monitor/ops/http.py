"""What the daemon answers on its own port: `/healthz` for whoever watches it, `/metrics` for Prometheus."""

from collections.abc import Awaitable, Callable

import structlog
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from monitor.ops.health import Complaint, Health
from monitor.ops.metrics import Metrics
from monitor.wording.say import ENGLISH, say

log = structlog.get_logger()

#: Answers are of this moment.
_FRESH = {"Cache-Control": "no-store"}


def make_app(health: Callable[[], Awaitable[Health]], metrics: Metrics) -> Starlette:
    """
    The application behind `[daemon] listen`.

    `/healthz` is 200 when all is well, else 503 with every complaint; an error while asking is 503 too, so that
    a monitor that cannot even look at itself is never taken for a healthy one. Nothing of it is secret, and
    nothing changes anything; keep it on loopback or behind a firewall all the same.
    """

    async def healthz(_request: Request) -> Response:
        try:
            found = await health()
        except Exception as error:  # the database is gone, the disk is full …
            log.exception("health_unknown")
            said = f"health could not be told: {type(error).__name__}; see the daemon's log"
            return JSONResponse({"ok": False, "complaints": [{"said": said}]}, 503, _FRESH)
        document = {"ok": found.ok, "complaints": [as_plain(one) for one in found.complaints]}
        return JSONResponse(document, 200 if found.ok else 503, _FRESH)

    async def figures(_request: Request) -> Response:
        return Response(metrics.render(), media_type=CONTENT_TYPE_LATEST, headers=_FRESH)

    async def index(_request: Request) -> Response:
        return PlainTextResponse("/healthz\n/metrics\n")

    return Starlette(routes=[Route("/", index), Route("/healthz", healthz), Route("/metrics", figures)])


def as_plain(complaint: Complaint) -> dict[str, str | None]:
    """One complaint as JSON has it, in English."""
    return {
        "about": complaint.about,
        "since": complaint.since.isoformat(timespec="seconds") if complaint.since else None,
        "said": say(complaint.said, ENGLISH),
        "remedy": say(complaint.remedy, ENGLISH),
    }
