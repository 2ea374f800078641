"""Files of one's own beside the program (扩展目录): the folder that `MONITOR_PLUGINS` names."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

#: The variable that names the folder; unset or empty: there is none.
PLUGINS = "MONITOR_PLUGINS"


def plugin_folder(name: str) -> Path | None:
    """The folder *name* of the plugins; None when there is none of that name. Raises NotADirectoryError."""
    said = os.environ.get(PLUGINS, "")
    if not said:
        return None
    root = Path(said)
    if not root.is_dir():
        raise NotADirectoryError(f"{PLUGINS}: {said!r} is no folder; name one, or unset {PLUGINS}")
    folder = root / name
    return folder if folder.is_dir() else None


def with_plugins(path: Iterable[str], name: str) -> list[str]:
    """
    The search path of a package, with the folder *name* of the plugins after its own.

    For a package's `__init__.py`. So a file there is a module of that package, in every process of the program: it is
    found, imported and named as if it had shipped.
    """
    folder = plugin_folder(name)
    return [*path, *([str(folder)] if folder is not None else [])]


def plugin_files(name: str, suffix: str) -> Iterator[Path]:
    """The files of the folder *name* of the plugins that end in *suffix*, in the order of their names."""
    folder = plugin_folder(name)
    if folder is not None:
        yield from sorted(one for one in folder.iterdir() if one.name.endswith(suffix))
