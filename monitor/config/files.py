"""The files of a configuration, before anything is read of them."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from monitor.config.source import ConfigFile


def included(patterns: Any, path: Path, main: "ConfigFile | None" = None) -> list[Path]:
    """The files that the *patterns* of the configuration at *path* name; *main* is blamed for those that name none."""
    if not isinstance(patterns, list) or not all(isinstance(one, str) for one in patterns):
        if main is not None:
            main.blame(("include",), 'expected a list of file patterns such as ["sites.d/*.toml"]')
        return []
    found: dict[Path, None] = {}
    for pattern in patterns:
        matches = _matches(path.parent, pattern)
        if main is not None and not matches and not any(mark in pattern for mark in "*?["):
            main.blame(("include",), f"no such file: {pattern!r}; paths start at the folder of this file")
        found.update(dict.fromkeys(match for match in matches if match.resolve() != path.resolve()))
    return list(found)


def _matches(folder: Path, pattern: str) -> list[Path]:
    if Path(pattern).is_absolute():
        return [folder / pattern]
    try:
        return sorted(folder.glob(pattern))
    except ValueError:  # "" and ".": patterns that name no file
        return []
