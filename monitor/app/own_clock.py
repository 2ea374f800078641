"""Nothing is judged, mailed or let go of by a clock that does not know what day it is (本机时钟)."""

from datetime import timedelta

from monitor.app.runtime import Runtime
from probes.http.own_clock import clock_off

#: A clock that is off by more does not know what day it is.
NO_LONGER_TODAY = timedelta(hours=12)


class ClockError(Exception):
    """Our own clock is wrong; the message says by how much."""


async def must_know_the_day(runtime: Runtime) -> None:
    """Raises ClockError where our clock is so far off that today is another day: every column would be late, or none."""
    references = runtime.watch.references
    off = await clock_off(runtime.fetch, references, runtime.clock) if references else None
    if off is not None and abs(off) > NO_LONGER_TODAY:
        raise ClockError(
            f"our clock differs from the reference hosts' by {off}; nothing is judged, mailed or pruned"
        )
