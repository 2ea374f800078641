"""Reads a configuration and the files it includes, and says all that is wrong with them."""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from monitor.config import model
from monitor.config.build import Builder
from monitor.config.files import included
from monitor.config.mistakes import ConfigError, Mistake, Path
from monitor.config.names import judge_names
from monitor.config.overlay import Ledger, overlay
from monitor.config.source import ConfigFile
from monitor.config.table import ConfigTable
from monitor.config.unseen import blame_unseen
from monitor.config.vocabulary import Vocabulary
from monitor.config.words import in_words, real_path
from monitor.domain.config_edit import ConfigEdit
from monitor.domain.made import collector_rests
from monitor.domain.site import Watch

Shape = TypeVar("Shape", bound=BaseModel)


def load(path: FilePath, vocabulary: Vocabulary, edits: Sequence[ConfigEdit] = ()) -> Watch:
    """
    The configuration at *path* with all it includes, and with what people edited beside it.

    Raises ConfigError with every mistake that can be found in one reading; then nothing starts.
    """
    return load_files(path, vocabulary, edits).watch


@dataclass(frozen=True, slots=True)
class LoadedFiles:
    """A configuration with what it was read from."""

    watch: Watch
    include: tuple[str, ...]  #: patterns of files, as the main one has them
    files: tuple[tuple[str, str], ...]  #: each with the SHA-256 of its bytes


def load_files(path: FilePath, vocabulary: Vocabulary, edits: Sequence[ConfigEdit]) -> LoadedFiles:
    """As `load`."""
    with collector_rests():
        return _load(path, vocabulary, edits)


def _load(path: FilePath, vocabulary: Vocabulary, edits: Sequence[ConfigEdit]) -> LoadedFiles:
    mistakes: list[Mistake] = []
    main, *others = _sources(path, mistakes)
    sources = [main, *others]
    files = tuple((source.name, source.digest) for source in sources)
    if edits:
        _, own = overlay(sources, edits)
        sources += [own] if own.tables else []
    blame_unseen(sources, edits)
    judge_names(sources, vocabulary)
    _judge_word_lists(main, path, vocabulary, mistakes)
    document = _head(model.ConfigDocument, main)
    parts = [document, *(_head(_Part, other) for other in sources[1:])]
    units = tuple(unit for part in parts if part is not None for unit in part.unit)
    build = Builder(document, units, vocabulary.catalogue, vocabulary.probes) if document else None
    for source in sources:
        for kind, shape in _MANY.items():
            for table in _tables(source, kind, shape):
                # one that cannot be built anyway need not be: only its mistakes are looked for
                if build is not None and table is not None and not mistakes:
                    build.add(table)
    if mistakes:
        raise ConfigError(mistakes)
    assert build is not None
    patterns = tuple(main.tables.get("include", ()))
    return LoadedFiles(build.watch(tuple(name for name, _ in files)), patterns, files)


#: Tables of which there may be ten thousands: each is validated and built by itself, so that they never stand side by side.
_MANY: Mapping[str, type[model.SiteTable] | type[model.AccountTable]] = {
    "site": model.SiteTable,
    "account": model.AccountTable,
}


def read_ledger(path: FilePath, edits: Sequence[ConfigEdit]) -> Ledger:
    """
    What the files at *path* say of each item, with *edits*, where each field comes from.

    Raises ConfigError when a file cannot be read; whether the whole makes sense is `load`'s to say.
    """
    mistakes: list[Mistake] = []
    sources = _sources(path, mistakes)
    if mistakes:
        raise ConfigError(mistakes)
    return overlay(sources, edits)[0]


def _sources(path: FilePath, mistakes: list[Mistake]) -> list[ConfigFile]:
    """The main file and those it includes, as far as they can be read. Raises ConfigError without the main one."""
    main = read_file(path, mistakes)
    if main is None:
        raise ConfigError(mistakes)
    others = included(main.tables.get("include", []), path, main)
    return [main, *(one for other in others if (one := read_file(other, mistakes)) is not None)]


class _Part(ConfigTable):
    """An included file."""

    unit: tuple[model.UnitTable, ...] = ()
    site: tuple[model.SiteTable, ...] = ()
    account: tuple[model.AccountTable, ...] = ()


def read_file(path: FilePath, mistakes: list[Mistake]) -> ConfigFile | None:
    """The TOML file at *path*; None, and a mistake with what to do, where it cannot be read as one."""
    name = path.as_posix()
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
        return ConfigFile(name, text, tomllib.loads(text), mistakes, hashlib.sha256(content).hexdigest())
    except FileNotFoundError:
        text = "no such file; `monitor init DIR` writes one to start from"
    except IsADirectoryError:
        text = "is a directory; name the file, for instance config/sites.toml"
    except OSError as error:
        text = f"cannot be read: {error.strerror}"
    except UnicodeDecodeError as error:
        text = f"is not UTF-8 (byte {error.start + 1}); save it as UTF-8"
    except tomllib.TOMLDecodeError as error:
        mistakes.append(_syntax(name, str(error), text))
        return None
    mistakes.append(Mistake(name, 0, "", text))
    return None


#: Marks that a Chinese keyboard writes where TOML wants the ASCII one.
_FULL_WIDTH = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "，": ",",
    "＝": "=",
    "【": "[",
    "】": "]",
    "＃": "#",
    "：": "=",
}


def _syntax(name: str, words: str, text: str) -> Mistake:
    """tomllib says "… (at line 3, column 5)" in words only."""
    what, _, where = words.rpartition(" (at ")
    digits = "".join(c if c.isdigit() else " " for c in where).split()
    number = int(digits[0]) if digits else 0
    line = text.split("\n")[number - 1] if number else ""
    outside = "".join(line.split('"')[::2])  # what stands within ASCII quotes may be any text
    typed = next((one for one in outside if one in _FULL_WIDTH), "")
    hint = (
        f"; {typed} is the mark of a Chinese keyboard (全角符号): write {_FULL_WIDTH[typed]}" if typed else ""
    )
    hint = hint or next(
        (f"; {day} is no day of the calendar" for day in _DAY.findall(outside) if not _is_day(day)), ""
    )
    if "'\\n'" in what and line.count('"') % 2:
        hint = hint or "; a quotation mark stands alone on this line"
    return Mistake(name, number, "", f"not valid TOML: {what or words}{hint}")


#: What looks like a day: a wrong one is told by the parser as anything but that.
_DAY = re.compile(r"(?<![\w-])\d{4}-\d{1,2}-\d{1,2}(?![\w-])")


def _is_day(written: str) -> bool:
    """Whether TOML takes *written* for a day: one of the calendar, with two digits for month and day."""
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _judge_word_lists(
    main: ConfigFile, path: FilePath, vocabulary: Vocabulary, mistakes: list[Mistake]
) -> None:
    """The folder that `[patrol] lists` names is there, and each list in it can be read."""
    table = main.tables.get("patrol")
    said = table.get("lists") if isinstance(table, dict) else None
    if not isinstance(said, str) or not said:
        return
    folder = path.parent / said
    if not folder.is_dir():
        main.blame(
            ("patrol", "lists"), f"no such folder: {said!r}; make it beside this file, or leave the key out"
        )
        return
    if not any(folder.glob("*.toml")):
        main.blame(("patrol", "lists"), f"{said!r} holds no list; put a file such as leaders.toml into it")
    mistakes += [Mistake(file, line, "", words) for file, line, words in vocabulary.word_lists(folder)]


def _head(shape: type[Shape], source: ConfigFile) -> Shape | None:
    """A file without what it holds many of; None, and blamed, where something of it is wrong."""
    left_out = {"include"} if shape is model.ConfigDocument else set()  # `included` has read it
    left_out |= {kind for kind in _MANY if isinstance(source.tables.get(kind), list)}
    tables = {key: value for key, value in source.tables.items() if key not in left_out}
    return _validate(shape, tables, source, ())


def _tables(source: ConfigFile, kind: str, shape: type[Shape]) -> Iterator[Shape | None]:
    """The tables of *kind*, validated one by one; a right one is let go of in the file as soon as it was read."""
    found = source.tables.get(kind)
    if not isinstance(found, list):
        return
    for n, table in enumerate(found):
        read = _validate(shape, table, source, (kind, n))
        if read is not None:
            found[n] = {"id": table["id"]}
        yield read


def _validate(shape: type[Shape], tables: Any, source: ConfigFile, at: Path) -> Shape | None:
    """*tables*, which stand at *at* in *source*; None, and blamed, where something of them is wrong."""
    try:
        return shape.model_validate(tables)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            path = (*at, *error["loc"])
            source.blame(
                real_path(path, source.tables), in_words(error, model.ConfigDocument if at else shape, path)
            )
        return None
