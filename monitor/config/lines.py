"""On which line of a TOML file a key stands (tomllib does not tell)."""

import re

from monitor.config.mistakes import Path

_HEADER = re.compile(r"\A\s*+(\[\[?)([^\[\]]++)\]\]?\s*+(#.*)?$")
_KEY = re.compile(r"""\A\s*+("[^"]*"|'[^']*'|[A-Za-z0-9_.-]++)\s*+=""")


def line_of(text: str, path: Path) -> int:
    """
    The 1-based line of *path*, or of the nearest table that holds it; 0 when nothing fits.

    Knows `[table]`, `[[list.of.tables]]` and `key = …` lines; what stands inside one value is
    found at that value's line.
    """
    counts: dict[tuple[str, ...], int] = {}
    here: Path = ()
    best, best_length = 0, 0
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            names = tuple(_bare(part) for part in header[2].split("."))
            if header[1] == "[[":
                counts[names] = counts.get(names, -1) + 1
                counts = {k: v for k, v in counts.items() if not _below(k, names)}
            here = _numbered(names, counts)
        elif key := _KEY.match(line):
            here_key = here + tuple(_bare(part) for part in key[1].split("."))
            if len(here_key) > best_length and path[: len(here_key)] == here_key:
                best, best_length = number, len(here_key)
            continue
        else:
            continue
        if here and len(here) > best_length and path[: len(here)] == here:
            best, best_length = number, len(here)
    return best


def _bare(name: str) -> str:
    return name.strip().strip("\"'")


def _below(names: tuple[str, ...], above: tuple[str, ...]) -> bool:
    return len(names) > len(above) and names[: len(above)] == above


def _numbered(names: tuple[str, ...], counts: dict[tuple[str, ...], int]) -> Path:
    path: list[str | int] = []
    for depth, name in enumerate(names, start=1):
        path.append(name)
        if (count := counts.get(names[:depth])) is not None:
            path.append(count)
    return tuple(path)
