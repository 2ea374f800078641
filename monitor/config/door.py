"""The configuration as those who edit it meet it (台账): its files, and the edits beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor.config.overlay import Ledger
from monitor.config.reading import load, read_ledger
from monitor.config.vocabulary import Vocabulary
from monitor.domain.config_edit import ConfigEdit
from monitor.domain.site import Watch


@dataclass(frozen=True, slots=True)
class ConfigDoor:
    """Reads what holds with any edits, and has the server look at once when some were stored."""

    path: Path
    vocabulary: Vocabulary
    look: Callable[[], Watch]

    def ledger(self, edits: Sequence[ConfigEdit]) -> Ledger:
        """Every item with *edits*. Raises ConfigError when a file cannot be read."""
        return read_ledger(self.path, edits)

    def watch(self, edits: Sequence[ConfigEdit]) -> Watch:
        """The configuration with *edits*. Raises ConfigError with every mistake in it."""
        return load(self.path, self.vocabulary, edits)
