"""`sites.toml` to domain objects; every mistake is reported at once, with file and key."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from monitor.config.mistakes import ConfigError, Mistake
    from monitor.config.reading import load, read_ledger
    from monitor.config.vocabulary import Vocabulary

__all__ = ["ConfigError", "Mistake", "Vocabulary", "load", "read_ledger"]

_FILES = {"ConfigError": "mistakes", "Mistake": "mistakes", "Vocabulary": "vocabulary"}


def __getattr__(name: str) -> Any:
    """Imported when it is wanted: a configuration that is kept needs neither the models nor pydantic."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_FILES.get(name, 'reading')}"), name)
    globals()[name] = found
    return found
