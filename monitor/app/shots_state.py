"""Whether pictures of pages are taken (网页截图), for whoever only says so."""

from collections.abc import Callable
from enum import StrEnum

from monitor.domain.site import Watch


class ShotsState(StrEnum):
    """Whether pictures are taken (网页截图): `monitor status` says it."""

    OFF = "off"  #: `[evidence] screenshots` is not true
    MISSING = "missing"  #: it is, and the extra `browser` or a Chromium is not there
    ON = "on"


def _program() -> str | None:
    from probes.http.browser import (
        program_of,  # with all that looks at pages, which most configurations need not
    )

    return program_of()


def shots_state(watch: Watch, program: Callable[[], str | None] = _program) -> ShotsState:
    """Whether pictures are taken by the configuration and on this machine."""
    if not watch.settings.evidence.screenshots:
        return ShotsState.OFF
    return ShotsState.ON if program() is not None else ShotsState.MISSING
