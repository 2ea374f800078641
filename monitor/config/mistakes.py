"""What is wrong with a configuration: each mistake with its place, all of them together."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from monitor.domain.sentence import Label, Param, Text, written
from monitor.wording.say import ENGLISH, say

#: Keys that smell of a secret: their values are never printed.
SECRET_WORDS = ("password", "passwd", "secret", "token", "cookie", "credential")

#: What mistakes call the place of items that no file holds.
BROWSER = "(edited in the browser)"

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake: where it stands and what to do about it."""

    file: str
    line: int  #: 0 when the file as a whole is meant
    place: str  #: site 'cangshan': column 'news': frequency
    text: str  #: in English
    said: Text | None = field(default=None, compare=False)  #: the same, for pages
    #: each table on the way there with its name, the key last: (site, 示例区), (column, 要闻), (frequency, "")
    steps: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (where, self.place, self.text) if part)


class ConfigError(Exception):
    """The configuration cannot be used; *mistakes* names every one of them."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(str(one) for one in self.mistakes))


class Unusable(ValueError):
    """A value that cannot be used: *text* says what was expected instead, its own words say it in English."""

    def __init__(self, code: str, **params: Param) -> None:
        self.text = Text(code, params)
        super().__init__(say(self.text, ENGLISH))


def english(text: Text | str) -> str:
    """What a log or a terminal says of a mistake."""
    return text if isinstance(text, str) else say(text, ENGLISH)


def nearest(word: object, known: Iterable[str], key: str = "") -> Text | None:
    """A hint for a misspelt word: `; did you mean 'monthly'?`, or nothing; *key*: of what field."""
    close = difflib.get_close_matches(str(word), list(known), n=1, cutoff=0.6)
    return Text("config.nearest", {"word": option(key, close[0])}) if close else None


def unknown_key(key: object, known: Iterable[str]) -> Text:
    """What is said of a *key* that nobody knows: what is meant, or known there, and a letter in it that nobody sees or takes for a blank."""
    names = tuple(sorted(known))
    letter = next((one for one in str(key) if not one.isprintable()), "")
    unseen = Text("config.unseen_in_key", {"letter": f"U+{ord(letter):04X}"}) if letter else None
    hint = nearest(key, names) or Text("config.known_here", {"known": names})
    return Text("config.unknown_key", {"unseen": unseen, "hint": hint})


#: Label tables that name the values of a field.
_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "frequency": ("frequency",),
    "level": ("level",),
    "kind": ("column_kind", "unit_kind"),
    "platform": ("platform",),
}


def option(key: str, value: str) -> Text:
    """A *value* that the field *key* may have: as the file has it, and in Chinese as the pages have it."""
    names = (say(Text("config.option", {"word": Label(table, value)})) for table in _OPTIONS.get(key, ()))
    return written(value, next((one for one in names if one != value), value))


def quoted(key: str, value: Any) -> Text:
    """*value* as `shown` has it, with the quotation marks of each language."""
    if any(word in key.lower() for word in SECRET_WORDS):
        return Text("config.not_shown")
    text = shown(key, value)
    if isinstance(value, str) and text[0] == text[-1] == "'":
        return Text("config.quoted", {"word": text[1:-1]})
    plain = "、".join(str(one) for one in value) if isinstance(value, list | tuple) else text
    return written(text, f"“{plain[:60]}”")


def shown(key: str, value: Any) -> str:
    """*value* as a person may see it, yes and no, days and times as TOML has them: short, and never a secret."""
    if any(word in key.lower() for word in SECRET_WORDS):
        return "(not shown)"
    if isinstance(value, bool):
        text = str(value).lower()
    else:
        text = value.isoformat() if isinstance(value, date | time) else repr(value)
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


def steps_of(path: Path, document: Any) -> tuple[tuple[str, str], ...]:
    """A key path as pairs: the key, and the name (else the id, else the number) of the table of a list."""
    steps: list[tuple[str, str]] = []
    node = document
    for step in path:
        if isinstance(step, int):
            node = node[step] if isinstance(node, Sequence) and step < len(node) else None
            said = (node.get("name") or node.get("id")) if isinstance(node, dict) else None
            steps[-1] = (steps[-1][0], said if isinstance(said, str) and said else str(step + 1))
        else:
            node = node.get(step) if isinstance(node, dict) else None
            steps.append((step, ""))
    return tuple(steps)


def _join(parts: Sequence[str]) -> str:
    """Tables are set off by colons, plain keys by dots: `probe.availability.timeout_s`."""
    text = ""
    for n, part in enumerate(parts):
        separator = "" if n == 0 else ": " if " " in parts[n - 1] else "."
        text += separator + part
    return text
