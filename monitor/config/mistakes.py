"""What is wrong with a configuration: each mistake with its place, all of them together."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

#: Keys that smell of a secret: their values are never printed.
SECRET_WORDS = ("password", "passwd", "secret", "token", "cookie", "credential")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake: where it stands and what to do about it."""

    file: str
    line: int  #: 0 when the file as a whole is meant
    place: str  #: site 'cangshan': column 'news': frequency
    text: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (where, self.place, self.text) if part)


class ConfigError(Exception):
    """The configuration cannot be used; *mistakes* names every one of them."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(str(one) for one in self.mistakes))


def nearest(word: object, known: Iterable[str]) -> str:
    """A hint for a misspelt word: `; did you mean 'monthly'?`, or nothing."""
    close = difflib.get_close_matches(str(word), list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""


def shown(key: str, value: Any) -> str:
    """*value* as a person may see it: short, and never a secret."""
    if any(word in key.lower() for word in SECRET_WORDS):
        return "(not shown)"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def place_of(path: Path, document: Any) -> str:
    """
    A key path as people read it: tables of a list are named by their id.

    `('site', 0, 'column', 2, 'kind')` becomes `site 'cangshan': column 'news': kind`.
    """
    parts: list[str] = []
    node = document
    for step in path:
        if isinstance(step, int):
            node = node[step] if isinstance(node, Sequence) and step < len(node) else None
            id = node.get("id") if isinstance(node, dict) else None
            parts[-1] += f" {id!r}" if isinstance(id, str) else f" number {step + 1}"
        else:
            node = node.get(step) if isinstance(node, dict) else None
            parts.append(step)
    return _join(parts)


def _join(parts: Sequence[str]) -> str:
    """Tables are set off by colons, plain keys by dots: `probe.availability.timeout_s`."""
    text = ""
    for n, part in enumerate(parts):
        separator = "" if n == 0 else ": " if " " in parts[n - 1] else "."
        text += separator + part
    return text
