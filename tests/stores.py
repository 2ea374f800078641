"""Stores of tests, opened as the program opens its own."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from monitor.app.runtime import lookback
from monitor.domain.need import Lookback
from monitor.domain.timing import Clock
from monitor.rules.availability.visits import roll_up
from storage.store import Store, open_store


def open_at(
    url: str,
    evidence: Path,
    clock: Clock,
    *,
    needs: Lookback | None = None,
    make_validators: Callable[[str, str], Any] = lambda etag, last: (etag, last),
) -> AbstractAsyncContextManager[Store]:
    """The store at *url*, with as much in its cases as the rules need, else as *needs* say."""
    return open_store(
        url,
        evidence,
        clock=clock,
        roll_up=roll_up,
        needs=needs or lookback(),
        make_validators=make_validators,
    )
