"""A configuration that a running server reads again when its files change (重新读取配置)."""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from monitor.config import ConfigError
from monitor.domain.site import Watch
from monitor.domain.timing import Clock
from storage.db.engine import StoreError

logger = logging.getLogger(__name__)

#: The files are looked at no more often than this.
EVERY = timedelta(seconds=5)


class ConfigWatcher:
    """
    The configuration at *path* as it is now: call it.

    A configuration with mistakes is named in the log, once, and the last good one stays in force.
    The first reading raises ConfigError, as *read* does. *marker*: changes when something beside the files does.
    """

    def __init__(
        self,
        path: Path,
        read: Callable[[Path], Watch],
        clock: Clock,
        marker: Callable[[], object] = lambda: None,
    ) -> None:
        self.path, self._read, self._clock, self._marker = path, read, clock, marker
        self._watch = read(path)
        self._state = self._state_now()
        self._looked = clock()

    def __call__(self) -> Watch:
        now = self._clock()
        if now - self._looked < EVERY:
            return self._watch
        return self.look()

    def look(self) -> Watch:
        """The same, looked at this moment: somebody just changed it."""
        self._looked = self._clock()
        state = self._state_now()
        if state != self._state:
            self._state = state
            self._read_again()
        return self._watch

    def _state_now(self) -> tuple[object, ...]:
        try:
            return (*_state(self._watch), self._marker())
        except StoreError as error:  # the last good one stays in force
            logger.warning("%s", error)
            return self._state

    def _read_again(self) -> None:
        try:
            self._watch = self._read(self.path)
        except (ConfigError, StoreError) as error:
            logger.warning("%s\nThe configuration has mistakes; the last good one stays in force.", error)
            return
        self._state = self._state_now()
        logger.warning("%s was read again", self.path)


def _state(watch: Watch) -> tuple[object, ...]:
    """What tells whether a file was changed, or one was added beside it (a database beside it changes nothing)."""
    files = [Path(name) for name in watch.files]
    beside = {name for folder in {path.parent for path in files} for name in folder.glob("*.toml")}
    return tuple(_stamp(path) for path in files), frozenset(beside)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
