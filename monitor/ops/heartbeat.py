"""A sign of life to somebody outside (心跳): who hears none for an hour or two knows that the monitor is dead."""

import structlog

from monitor.ops.health import Health
from probes.http.base import Fetch, NotModified, Unreached

log = structlog.get_logger()

BUDGET_S = 20.0


async def beat(fetch: Fetch, url: str, health: Health) -> bool:
    """
    Ask for *url* once, unless the monitor is unwell: silence is the alarm. Returns whether it was heard.

    Nothing is configured: *url* is "", and nothing happens. Any answer below 400 counts as heard, one without
    content too. The address is not logged: whoever knows it could beat in our place.
    """
    if not url:
        return False
    if not health.ok:
        log.warning("heartbeat_withheld", complaints=[one.about for one in health.complaints])
        return False
    answer = await fetch(url, budget_s=BUDGET_S, accept="any", patient=False)
    if isinstance(answer, Unreached) and not (answer.status is not None and 200 <= answer.status < 400):
        log.warning("heartbeat_not_heard", reason=answer.reason.value, status=answer.status)
        return False
    log.debug("heartbeat_heard", status=304 if isinstance(answer, NotModified) else answer.status)
    return True
