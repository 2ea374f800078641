"""`sites.toml` to domain objects; every mistake is reported at once, with file and key."""

from monitor.config.load import load, read_ledger
from monitor.config.mistakes import ConfigError, Mistake
from monitor.config.vocabulary import Vocabulary

__all__ = ["ConfigError", "Mistake", "Vocabulary", "load", "read_ledger"]
