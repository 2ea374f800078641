"""`sites.toml` to domain objects; every mistake is reported at once, with file and key."""

from monitor.config.load import Vocabulary, load
from monitor.config.mistakes import ConfigError, Mistake

__all__ = ["ConfigError", "Mistake", "Vocabulary", "load"]
