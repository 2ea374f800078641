"""监测程序的状态灯: whether the daemon runs, in words and with its time, for the head of every page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import Request

from monitor.domain.timing import check_aware
from monitor.web.auth.guard import web_of
from storage.db.file_lock import alive_until
from storage.ops import leases

#: The store is asked at most so often.
FRESH = timedelta(seconds=10)
#: A duty that ended so long ago did not run last night.
OVERDUE = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Light:
    """How the daemon is."""

    style: str  #: pass | due | fail
    mark: str
    word: str


async def note_light(request: Request) -> None:
    """Keep the light for the page that is made of this request."""
    app, now = request.app, web_of(request).clock()
    known = getattr(app.state, "light", None)
    if known is None or not timedelta(0) <= now - known[0] < FRESH:
        database = web_of(request).store.database
        async with database.read() as connection:
            damaged: dict[str, str] = {}
            lease = await leases.lease_of(connection, "daemon")
            duties = (await leases.duties(connection, damaged)).values()
        late = [one.name for one in duties if now - (one.ended_at or one.started_at) > OVERDUE]
        newest = max((one.started_at for one in duties), default=None)
        until = alive_until(database.reader.url, lease.until, now) if lease else None
        light = light_of(now, until, late, newest)
        if damaged and light.style == "pass":
            light = Light("due", "!", f"监测程序运行中，{len(damaged)}项任务的记录已损坏")
        known = app.state.light = (now, light)
    request.state.light = known[1]


def light_of(now: datetime, until: datetime | None, late: list[str], newest: datetime | None) -> Light:
    """*until*: to when the daemon's lease reaches; *late*: duties that did not run in time; *newest*: the last one's time."""
    last = f"，最近任务{check_aware(newest):%m-%d %H:%M}" if newest else ""
    if until is None:
        return Light("fail", "✕", "监测程序没有运行过")
    if until <= now:
        return Light("fail", "✕", f"监测程序未运行，自{check_aware(until):%m-%d %H:%M}起")
    if late:
        return Light("due", "!", f"监测程序运行中，{len(late)}项任务未按时{last}")
    return Light("pass", "✓", f"监测程序运行正常{last}")
