"""Wording that a person should look at (错敏词): shipped lists and the centre's own, with the context that excuses a hit."""

import re
import sys
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import ahocorasick

#: So many characters on each side stand in a candidate's sentence.
AROUND = 24
_QUOTES = {"“": "”", "「": "」", "『": "』", "‘": "’"}
_TITLE = ("《", "》")
#: What speaks of a former name or a repealed law as such.
_EXCUSES = re.compile(
    r"原$|原国家$|前身|曾用名|更名|改称|合并|撤销|不再保留|划入|废止|失效|修订前|历史|当时|时任|旧称|史料"
)
_KEYS = {"find", "use", "why", "since", "not_before", "not_after", "quoted"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a word list (词条)."""

    id: str  #: list and its words: typos/布署
    list: str
    find: str
    use: str  #: what stands in its place; "" where it depends
    why: str
    since: date | None = None  #: older texts rightly say so
    not_before: tuple[str, ...] = ()  #: no hit where one of these follows
    not_after: tuple[str, ...] = ()  #: no hit where one of these goes before
    quoted: bool = False  #: a hit inside quotation marks counts too


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    """One list, with where it comes from."""

    id: str
    title: str
    version: str
    source: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One entry met on a page."""

    entry: Entry
    sentence: str


class WordListError(ValueError):
    """A word list that cannot be read; the message names file, entry and what to write."""


@cache
def shipped() -> tuple[WordList, ...]:
    """The lists that come with the program."""
    folder = resources.files("monitor.patrol").joinpath("lists")
    return tuple(
        word_list(one.name, tomllib.loads(one.read_text("utf-8")))
        for one in sorted(folder.iterdir(), key=lambda file: file.name)
        if one.name.endswith(".toml")
    )


def lists_in(folder: Path) -> tuple[WordList, ...]:
    """The centre's own lists: each TOML file of *folder*. Raises WordListError."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        try:
            found.append(word_list(path.name, tomllib.loads(path.read_text("utf-8"))))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise WordListError(f"{path}: {error}; write it as TOML in UTF-8") from error
    return tuple(found)


def word_list(name: str, said: Mapping[str, Any]) -> WordList:
    """The list that a TOML file says. Raises WordListError."""
    id = name.removesuffix(".toml")
    missing = [one for one in ("title", "version", "source", "entry") if one not in said]
    if missing:
        raise WordListError(f"{name}: missing {', '.join(missing)}; a list has title, version, source and [[entry]]")  # fmt: skip
    return WordList(
        id=id, title=said["title"], version=said["version"], source=said["source"],
        entries=tuple(_entry(name, id, one) for one in said["entry"]),
    )  # fmt: skip


def _entry(name: str, list: str, said: Mapping[str, Any]) -> Entry:
    unknown = sorted(said.keys() - _KEYS)
    if unknown or not isinstance(said.get("find"), str) or len(said["find"]) < 2:
        what = f"unknown key {unknown[0]!r}" if unknown else "find: expected at least two characters"
        raise WordListError(f"{name}: entry {said.get('find', '?')!r}: {what}")
    return Entry(
        id=f"{list}/{said['find']}", list=list, find=said["find"], use=said.get("use", ""), why=said.get("why", ""),
        since=said.get("since"), not_before=tuple(said.get("not_before", ())), not_after=tuple(said.get("not_after", ())),
        quoted=said.get("quoted", False),
    )  # fmt: skip


class Screen:
    """All entries at once over a text; one pass whatever their number."""

    def __init__(self, lists: Sequence[WordList]) -> None:
        self._found = ahocorasick.Automaton()
        by_words: dict[str, list[Entry]] = {}
        for entry in (entry for one in lists for entry in one.entries):
            by_words.setdefault(entry.find, []).append(entry)
        for words, entries in by_words.items():
            self._found.add_word(words, (words, tuple(entries)))
        if by_words:
            self._found.make_automaton()
        self._is_empty = not by_words

    def hits(self, text: str, published: date | None) -> Iterator[Hit]:
        """
        The entries that *text* meets, each once, in a sentence.

        *published*: the page's day; None: not known, so what only newer texts must not say is passed over.
        """
        if self._is_empty:
            return
        told, marks = set[str](), _Marks(text)
        for last, (words, entries) in self._found.iter(text):
            start, end = last - len(words) + 1, last + 1
            for entry in entries:
                if entry.id not in told and _counts(entry, text, start, end, published, marks):
                    told.add(entry.id)
                    around = text[max(0, start - AROUND) : end + AROUND]
                    yield Hit(entry=entry, sentence=" ".join(around.split()))


def _counts(entry: Entry, text: str, start: int, end: int, published: date | None, marks: "_Marks") -> bool:
    if any(text.startswith(one, end) for one in entry.not_before):
        return False
    before = text[max(0, start - 12) : start]
    if any(before.endswith(one) for one in entry.not_after):
        return False
    if entry.since is not None:
        if published is None or published < entry.since:
            return False
        line = text[max(0, start - 40) : end + 20]
        if _EXCUSES.search(before) or _EXCUSES.search(line.replace(entry.find, "")):
            return False
    return entry.quoted or not marks.hold(start, end)


class _Marks:
    """Where quotation marks and line ends stand in a text, found once: asking about one hit costs no walk over its line."""

    def __init__(self, text: str) -> None:
        self._lines: list[int] = []
        self._at: dict[str, list[int]] = {mark: [] for pair in (*_QUOTES.items(), _TITLE) for mark in pair}
        for n, one in enumerate(text):
            if one == "\n":
                self._lines.append(n)
            elif one in self._at:
                self._at[one].append(n)

    def hold(self, start: int, end: int) -> bool:
        """Whether the words stand inside quotation marks, or inside a title that holds more than they, on their line."""
        line = bisect_left(self._lines, start)
        begins = self._lines[line - 1] + 1 if line else 0
        last = bisect_left(self._lines, end)
        ends = self._lines[last] if last < len(self._lines) else sys.maxsize
        for opening, closing in (*_QUOTES.items(), _TITLE):
            opened, closed = self._before(opening, begins, start), self._before(closing, begins, start)
            if opened > closed and self._is_within(closing, end, ends):
                return True
        return False

    def _before(self, mark: str, begins: int, start: int) -> int:
        """Where *mark* stands last between the two; -1: nowhere."""
        at = bisect_left(self._at[mark], start)
        found = self._at[mark][at - 1] if at else -1
        return found if found >= begins else -1

    def _is_within(self, mark: str, begins: int, ends: int) -> bool:
        at = bisect_left(self._at[mark], begins)
        return at < len(self._at[mark]) and self._at[mark][at] < ends
