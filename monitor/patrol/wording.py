"""Wording that a person should look at (错敏词): shipped lists and the centre's own, with the context that excuses a hit."""

import hashlib
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
_NUMBERED = re.compile(r"[〔［\[（(](\d{4})[〕］\])）]\s{0,2}(?:第\s{0,2})?\d{1,5}\s{0,2}号")
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
    """The centre's own lists: each TOML file of *folder*. Raises WordListError, with every mistake a line."""
    mistakes = mistakes_in(folder)
    if mistakes:
        raise WordListError("\n".join(f"{file}:{line}: {words}" if line else f"{file}: {words}" for file, line, words in mistakes))  # fmt: skip
    return tuple(
        word_list(path.name, tomllib.loads(path.read_text("utf-8-sig"))) for path in sorted(folder.glob("*.toml"))
    )  # fmt: skip


def mistakes_in(folder: Path) -> list[tuple[str, int, str]]:
    """What is wrong with the lists in *folder*: file, line (0: the whole file), what to write instead."""
    found: list[tuple[str, int, str]] = []
    for path in sorted(folder.glob("*.toml")):
        name = path.as_posix()
        try:
            text = path.read_bytes().decode("utf-8-sig")
            said = tomllib.loads(text)
        except (OSError, UnicodeDecodeError) as error:
            found.append((name, 0, f"cannot be read ({error}); save it as UTF-8"))
            continue
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"at line (\d{1,9})", str(error))
            found.append((name, int(at[1]) if at else 0, f"not valid TOML: {error}"))
            continue
        found += [(name, line, words) for line, words in _mistakes(path.stem, text, said)]
    return found


def _mistakes(id: str, text: str, said: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    if id in {one.id for one in shipped()}:
        yield 0, f"a list named {id} comes with the program; give the file another name"
    for key in ("title", "version", "source"):
        if not isinstance(said.get(key), str) or not said[key].strip():
            yield 0, f'{key} is missing or no text; write {key} = "…" above the first [[entry]]'
    for key in sorted(said.keys() - {"title", "version", "source", "entry"}):
        yield 0, f"unknown key {key!r}; a list has title, version, source and [[entry]]"
    entries = said.get("entry")
    if not isinstance(entries, list) or not entries:
        yield 0, 'no entry; write [[entry]] and below it find = "…"'
        return
    lines = [
        n
        for n, line in enumerate(text.splitlines(), 1)
        if re.match(r"[ \t]{0,80}\[\[[ \t]{0,20}entry[ \t]{0,20}\]\]", line)
    ]
    met: dict[str, int] = {}
    for n, entry in enumerate(entries):
        line = lines[n] if n < len(lines) else 0
        words = _fault_of(entry) if isinstance(entry, dict) else "expected a table; write [[entry]]"
        find = entry.get("find") if isinstance(entry, dict) else None
        if not words and find in met:
            words = f"{find!r} stands twice, first at line {met[str(find)]}; keep one of them"
        if words:
            yield line, words
        met.setdefault(str(find), line)


def _fault_of(entry: Mapping[str, Any]) -> str:
    """What is wrong with one entry; "" nothing."""
    if unknown := sorted(entry.keys() - _KEYS):
        return f"unknown key {unknown[0]!r}; known here: {', '.join(sorted(_KEYS))}"
    find = entry.get("find")
    if not isinstance(find, str) or len(find.strip()) < 2:
        return f"find: found {find!r}, expected at least two characters"
    for key in ("use", "why"):
        if not isinstance(entry.get(key, ""), str):
            return f"{key}: found {entry[key]!r}, expected a text"
    if not isinstance(entry.get("since", date.min), date):
        return f"since: found {entry['since']!r}, expected a day such as 2018-04-10, without quotation marks"
    if not isinstance(entry.get("quoted", False), bool):
        return f"quoted: found {entry['quoted']!r}, expected true or false"
    for key in ("not_before", "not_after"):
        entries = entry.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(one, str) and one for one in entries):
            return f'{key}: found {entries!r}, expected a list of texts such as ["门"]'
    return ""


def word_list(name: str, said: Mapping[str, Any]) -> WordList:
    """The list that a TOML file says, which has no mistakes."""
    id = name.removesuffix(".toml")
    return WordList(
        id=id, title=said["title"], version=said["version"], source=said["source"],
        entries=tuple(_entry(id, one) for one in said["entry"]),
    )  # fmt: skip


def _entry(list: str, said: Mapping[str, Any]) -> Entry:
    return Entry(
        id=f"{list}/{said['find']}", list=list, find=said["find"], use=said.get("use", ""), why=said.get("why", ""),
        since=said.get("since"), not_before=tuple(said.get("not_before", ())), not_after=tuple(said.get("not_after", ())),
        quoted=said.get("quoted", False),
    )  # fmt: skip


def version_of(lists: Sequence[WordList]) -> str:
    """What tells these lists from others: pages that were screened by others are screened again."""
    return hashlib.sha256(repr(lists).encode()).hexdigest()[:12]


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
        reported, marks = set[str](), _Marks(text)
        for last, (words, entries) in self._found.iter(text):
            start, end = last - len(words) + 1, last + 1
            for entry in entries:
                if entry.id not in reported and _counts(entry, text, start, end, published, marks):
                    reported.add(entry.id)
                    first = max(text.rfind("\n", 0, start) + 1, start - AROUND)
                    around = text[first : end + AROUND].partition("\n")[0]
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
        # the number of a document of an earlier year: it was right then
        if any(
            int(found[1]) < entry.since.year
            for found in _NUMBERED.finditer(text[max(0, start - 40) : end + 40])
        ):
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
