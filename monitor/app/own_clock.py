"""Nothing is judged, mailed or let go of by a clock that does not know what day it is (本机时钟)."""

from datetime import timedelta

from monitor.app.errors import ClockError
from monitor.app.runtime import Runtime
from monitor.ops.status import noted_clock_off
from probes.http.own_clock import clock_off

#: A clock that is off by more does not know what day it is.
NO_LONGER_TODAY = timedelta(hours=12)
#: What the reference hosts said holds so long: looking, judging and mailing that follow one another ask once.
ANSWER_HOLDS = timedelta(minutes=10)
#: That none of them said anything holds so long: nobody waits for it twice.
SILENCE_HOLDS = timedelta(minutes=3)


async def must_know_the_day(runtime: Runtime) -> None:
    """
    Raises ClockError where our clock is so far off that today is another day: every column would be late, or none.

    Where no reference host says now, by what the daemon noted last, for as many hours as it was off: one that is set right is free of that.
    """
    off = await compared(runtime)
    if off is None:
        await must_not_be_known_wrong(runtime)
    else:
        _refuse(off)


async def must_not_be_known_wrong(runtime: Runtime) -> None:
    """The same by what the daemon noted last, for what visits nothing."""
    _refuse(await noted_clock_off(runtime.store, runtime.clock()))


async def compared(runtime: Runtime) -> timedelta | None:
    """How far our clock is ahead of the reference hosts'; None where none are configured, or they do not say."""
    references, now, last = runtime.watch.references, runtime.clock(), runtime.compared
    if references is None:
        return None
    # a clock that jumped is asked about anew
    if last is not None:
        at, off = last
        if timedelta() <= now - at < (SILENCE_HOLDS if off is None else ANSWER_HOLDS):
            return off
    off = await clock_off(runtime.fetch, references, runtime.clock)
    runtime.compared = (now, off)
    return off


def _refuse(off: timedelta | None) -> None:
    if off is not None and abs(off) > NO_LONGER_TODAY:
        raise ClockError(
            f"our clock differs from the reference hosts' by {off}; nothing is judged, mailed or pruned. Set it (chrony, "
            "systemd-timesyncd); `monitor judge`, `feed`, `scores`, `report` and `alerts preview` may name the moment with --as-of instead"
        )
