"""Reads a configuration and the files it includes, and says all that is wrong with them."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path as FilePath
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from monitor.config import model
from monitor.config.build import build
from monitor.config.lines import line_of
from monitor.config.mistakes import ConfigError, Mistake, Path, nearest, place_of, shown
from monitor.config.report_table import names_in_report
from monitor.config.table import Table
from monitor.domain.site import ColumnKind, Frequency, Watch

Shape = TypeVar("Shape", bound=BaseModel)

#: What an included file may hold; all else belongs into the main file.
PARTS = ("unit", "site", "account")


class Row(Protocol):
    """What a row of annex 2 (附件2) tells about a column."""

    @property
    def kind(self) -> ColumnKind:
        """Class of the column."""

    @property
    def frequency(self) -> Frequency | None:
        """Declared frequency; None for 链接型."""

    @property
    def owner(self) -> str:
        """Name of the unit, as printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The names a configuration may point at; the caller knows them, this room does not."""

    editions: Collection[str]
    catalogue: Mapping[str, Row] = field(default_factory=dict)
    probes: Mapping[str, type[Any]] = field(default_factory=dict)
    adapters: Collection[str] = ()
    sources: Mapping[str, type[Any]] = field(default_factory=dict)


@dataclass(slots=True)
class Source:
    """One file while it is read: its text for line numbers, its tables, its mistakes."""

    name: str
    text: str
    tables: dict[str, Any]
    mistakes: list[Mistake]

    def blame(self, path: Path, text: str) -> None:
        """Note a mistake at *path*."""
        self.mistakes.append(Mistake(self.name, line_of(self.text, path), place_of(path, self.tables), text))


#: Where a name was first given: the file, and the table in it.
Claimed = tuple[Source, Path]


def load(path: FilePath, vocabulary: Vocabulary) -> Watch:
    """
    The configuration at *path* with all it includes.

    Raises ConfigError with every mistake that can be found in one reading; then nothing starts.
    """
    mistakes: list[Mistake] = []
    main = _read(path, mistakes)
    if main is None:
        raise ConfigError(mistakes)
    others = [source for other in _included(main, path) if (source := _read(other, mistakes)) is not None]
    patterns = main.tables.pop("include", None)
    document = _validate(model.Document, main)
    parts = [_validate(_Part, other) for other in others]
    if patterns is not None:
        main.tables["include"] = patterns
    _judge_names([main, *others], vocabulary)
    if mistakes:
        raise ConfigError(mistakes)
    assert document is not None
    whole = document.model_copy(
        update={
            name: tuple(one for part in (document, *parts) if part for one in getattr(part, name))
            for name in PARTS
        }
    )
    files = tuple(source.name for source in (main, *others))
    return build(whole, vocabulary.catalogue, vocabulary.probes, files)


class _Part(Table):
    """An included file."""

    unit: tuple[model.UnitTable, ...] = ()
    site: tuple[model.SiteTable, ...] = ()
    account: tuple[model.AccountTable, ...] = ()


def _read(path: FilePath, mistakes: list[Mistake]) -> Source | None:
    name = path.as_posix()
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return Source(name, text, tomllib.loads(text), mistakes)
    except FileNotFoundError:
        text = "no such file; `monitor init DIR` writes one to start from"
    except IsADirectoryError:
        text = "is a directory; name the file, for instance config/sites.toml"
    except OSError as error:
        text = f"cannot be read: {error.strerror}"
    except UnicodeDecodeError as error:
        text = f"is not UTF-8 (byte {error.start + 1}); save it as UTF-8"
    except tomllib.TOMLDecodeError as error:
        mistakes.append(_syntax(name, str(error)))
        return None
    mistakes.append(Mistake(name, 0, "", text))
    return None


def _syntax(name: str, words: str) -> Mistake:
    """tomllib says "… (at line 3, column 5)" in words only."""
    what, _, where = words.rpartition(" (at ")
    digits = "".join(c if c.isdigit() else " " for c in where).split()
    return Mistake(name, int(digits[0]) if digits else 0, "", f"not valid TOML: {what or words}")


def _included(main: Source, path: FilePath) -> list[FilePath]:
    patterns = main.tables.get("include", [])
    if not isinstance(patterns, list) or not all(isinstance(one, str) for one in patterns):
        main.blame(("include",), 'expected a list of file patterns such as ["sites.d/*.toml"]')
        return []
    found: dict[FilePath, None] = {}
    for pattern in patterns:
        matches = (
            [path.parent / pattern] if FilePath(pattern).is_absolute() else sorted(path.parent.glob(pattern))
        )
        if not matches and not any(mark in pattern for mark in "*?["):
            main.blame(("include",), f"no such file: {pattern!r}")
        found.update(dict.fromkeys(match for match in matches if match.resolve() != path.resolve()))
    return list(found)


def _validate(shape: type[Shape], source: Source) -> Shape | None:
    try:
        return shape.model_validate(source.tables)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            path = tuple(error["loc"])
            source.blame(_real(path, source.tables), _words(error, shape, path))
        return None


def _real(path: Path, tables: Any) -> Path:
    """Cut what pydantic adds to a path and the file does not have (names of union branches)."""
    real: list[str | int] = []
    node = tables
    for n, step in enumerate(path):
        inside = (isinstance(node, dict) and step in node) or (
            isinstance(node, list) and isinstance(step, int) and step < len(node)
        )
        if not inside and n < len(path) - 1:
            break
        if not inside and not isinstance(node, dict):
            break
        real.append(step)
        node = node[step] if inside else None
    return tuple(real)


def _words(error: Any, shape: type[BaseModel], path: Path) -> str:
    """What was found and what was expected, for one of pydantic's errors."""
    kind, found = error["type"], shown(str(path[-1]) if path else "", error["input"])
    if kind == "extra_forbidden":
        known = sorted(_keys_at(shape, path[:-1]))
        return f"unknown key{nearest(path[-1], known) or '; known here: ' + ', '.join(known)}"
    if kind == "missing":
        return "is missing"
    if kind == "enum":
        known = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return f"found {found}, expected one of {', '.join(known)}{nearest(error['input'], known)}"
    if kind == "literal_error":
        known = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return f"found {found}, expected one of {', '.join(known)}{nearest(error['input'], known)}"
    if kind == "value_error":
        cause = str(error["ctx"]["error"])
        return cause if isinstance(error["input"], dict | Table) else f"found {found}, {cause}"
    message = error["msg"][0].lower() + error["msg"][1:]
    return f"found {found}, {message.replace('input should', 'it should')}"


def _keys_at(shape: Any, path: Path) -> Iterator[str]:
    """The keys that the table at *path* may have."""
    for step in path:
        if isinstance(step, str):
            annotation = next(
                (info.annotation for name, info in shape.model_fields.items() if step in (name, info.alias)),
                None,
            )
            shape = _table_in(annotation)
            if shape is None:
                return
    yield from (info.alias or name for name, info in shape.model_fields.items())
    if shape is model.Document:
        yield "include"


def _table_in(annotation: Any) -> Any:
    """The Table class somewhere inside an annotation such as `tuple[SiteTable, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, Table):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if (table := _table_in(inner)) is not None:
            return table
    return None


def _judge_names(sources: list[Source], vocabulary: Vocabulary) -> None:
    """Names that must exist, and ids that must not stand twice."""
    units = {id for source in sources for _, table in _tables(source, "unit") if (id := _text(table, "id"))}
    taken: dict[str, Claimed] = {}
    for source in sources:
        for n, unit in _tables(source, "unit"):
            _claim(source, ("unit", n), f"unit {_text(unit, 'id')}", taken, unit)
        for kind in ("site", "account"):
            for n, table in _tables(source, kind):
                at: Path = (kind, n)
                _claim(source, at, f"subject {_text(table, 'id')}", taken, table)
                _judge_table(source, at, table, units, vocabulary)
                if kind == "site":
                    _judge_site(source, at, table, units, vocabulary)
                else:
                    _judge_source(source, at, table, vocabulary)
    main = sources[0]
    if isinstance(edition := main.tables.get("edition"), str):
        _known(main, ("edition",), edition, vocabulary.editions, "edition")
    centre = main.tables.get("centre")
    if "mail" in main.tables and isinstance(centre, dict) and not centre.get("email"):
        main.blame(("centre",), "email is missing: with [mail], the centre gets a mail every night")
    for name in names_in_report(main.tables, [source.tables for source in sources], units):
        _known(main, name.at, name.word, name.known, name.noun)
    if not any(True for source in sources for kind in PARTS[1:] for _ in _tables(source, kind)):
        main.blame((), "nothing to watch: write at least one [[site]] or [[account]]")


def _judge_site(
    source: Source, at: Path, site: dict[str, Any], units: set[str], vocabulary: Vocabulary
) -> None:
    for kind in ("column", "board"):
        taken: dict[str, Claimed] = {}
        for n, table in _rows(site.get(kind)):
            here = (*at, kind, n)
            _claim(source, here, f"{kind} {_text(table, 'id')}", taken, table)
            _judge_table(source, here, table, units, vocabulary)
            if isinstance(row := table.get("catalogue"), str):
                _known(source, (*here, "catalogue"), row, vocabulary.catalogue, "row of annex 2")
            adapter = table["list"].get("adapter") if isinstance(table.get("list"), dict) else None
            if isinstance(adapter, str):
                _known(source, (*here, "list", "adapter"), adapter, vocabulary.adapters, "adapter")
    probe = site.get("probe")
    for name, settings in probe.items() if isinstance(probe, dict) else ():
        here = (*at, "probe", name)
        if _known(source, here, name, vocabulary.probes, "probe"):
            _judge_settings(source, here, settings, vocabulary.probes[name])


def _judge_settings(source: Source, at: Path, settings: Any, shape: type[Any]) -> None:
    known = [field.name for field in fields(shape)]
    for key in settings if isinstance(settings, dict) else ():
        if key not in known:
            hint = nearest(key, known) or f"; known here: {', '.join(sorted(known))}"
            source.blame((*at, key), f"unknown key{hint}")
    try:
        TypeAdapter(shape).validate_python(settings)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            where = tuple(error["loc"])
            source.blame((*at, *where), _words(error, Table, where))


def _judge_source(source: Source, at: Path, account: dict[str, Any], vocabulary: Vocabulary) -> None:
    table = account.get("source")
    if not isinstance(table, dict):
        return
    here = (*at, "source")
    kind = table.get("kind")
    if not isinstance(kind, str):
        source.blame((*here, "kind"), f"is missing; one of {', '.join(sorted(vocabulary.sources))}")
    elif _known(source, (*here, "kind"), kind, vocabulary.sources, "kind of source"):
        _judge_settings(source, here, table, vocabulary.sources[kind])


def _judge_table(
    source: Source, at: Path, table: dict[str, Any], units: set[str], vocabulary: Vocabulary
) -> None:
    if isinstance(unit := table.get("unit"), str):
        _known(source, (*at, "unit"), unit, units, "[[unit]]")
    if isinstance(edition := table.get("edition"), str):
        _known(source, (*at, "edition"), edition, vocabulary.editions, "edition")


def _known(source: Source, at: Path, word: str, known: Collection[str], noun: str) -> bool:
    if word in known:
        return True
    hint = nearest(word, known)
    if not hint and 0 < len(known) <= 12:
        hint = f"; known: {', '.join(sorted(known))}"
    source.blame(at, f"found {word!r}, no such {noun}{hint}")
    return False


def _claim(source: Source, at: Path, key: str, taken: dict[str, Claimed], table: dict[str, Any]) -> None:
    if not _text(table, "id"):
        return
    first, where = taken.setdefault(key, (source, at))
    if (
        first is not source or where != at
    ):  # the line is looked for only now: it takes a walk through the whole file
        line = line_of(first.text, where)
        source.blame((*at, "id"), f"{table['id']!r} is taken already, at {first.name}:{line}")


def _tables(source: Source, kind: str) -> Iterator[tuple[int, dict[str, Any]]]:
    yield from _rows(source.tables.get(kind))


def _rows(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    for n, one in enumerate(value if isinstance(value, list) else ()):
        if isinstance(one, dict):
            yield n, one


def _text(table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else ""
