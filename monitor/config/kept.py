"""
A checked configuration kept as it was built, so that the next command need not read and check it again.

It holds for the very bytes of the files, the same edits and the same program; anything else that stands in its place is
passed over, and the files are read. Nothing but tables of a configuration is ever made from it: a file that names another
thing to make is refused.
"""

import contextlib
import hashlib
import json
import logging
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from monitor.config.files import included
from monitor.domain.config_edit import ConfigEdit
from monitor.domain.made import collector_rests
from monitor.domain.plugins import PLUGINS
from monitor.domain.site import Account, Column, Site, Subject, Watch

if TYPE_CHECKING:
    from monitor.config.reading import LoadedFiles
    from monitor.config.vocabulary import Vocabulary

logger = logging.getLogger(__name__)

Kept = TypeVar("Kept")
#: One figure a site.
Outline: TypeAlias = Mapping[str, int]

#: So many sites or accounts are written, and read, at once.
BATCH = 100
#: What a configuration is made of besides tables of ours.
_PLAIN = (date, datetime, time, timedelta, timezone, ZoneInfo)
#: Where the classes of its tables stand.
_ROOMS = ("monitor.domain.", "probes.")
#: Folders whose files say what a configuration may hold and what is made of it.
_PROGRAM = (
    "monitor/config",
    "monitor/domain",
    "monitor/regulations",
    "monitor/schedule",
    "monitor/patrol",
    "probes",
    "storage/db",
)


def load_kept(
    path: Path,
    vocabulary: Callable[[], "Vocabulary"],
    edits: Sequence[ConfigEdit],
    beside: Path | None,
    finish: Callable[[Watch], Watch],
    describe: Callable[[Subject], str],
    outline: Callable[[Watch], Outline],
) -> Watch:
    """
    The configuration at *path*, as *finish* makes it of what `load` gives, or from the file *beside* where that still
    holds, with what *describe* said of each subject. *outline*: what is kept for `load_outline`.

    Raises ConfigError with every mistake, as `load` does.
    """
    is_kept = beside is not None and beside.parent.is_dir()
    program = _program(edits) if is_kept else ""
    if beside is not None and is_kept and (found := _read(beside, path, program, _tables)) is not None:
        return found
    # here, not above: pydantic and its models come with it, and a kept configuration needs none of them
    from monitor.config.reading import load_files

    loaded = load_files(path, vocabulary(), edits)
    watch = finish(loaded.watch)
    if beside is not None and is_kept:
        try:
            _write(beside, program, loaded, watch, describe, outline(watch))
        except PermissionError:  # another user's folder: who may only look keeps nothing
            pass
        except OSError as error:
            logger.warning("%s: the checked configuration is not kept there: %s", beside, error.strerror)
    return watch


def load_outline(path: Path, edits: Sequence[ConfigEdit], beside: Path) -> tuple[Watch, Outline] | None:
    """
    The settings of the configuration at *path*, without sites and accounts, and its outline, where the file *beside* still
    holds: at 14,000 sites a twentieth of the time. None: it must be loaded.
    """
    return _read(beside, path, _program(edits), _settings_and_outline) if beside.parent.is_dir() else None


def _program(edits: Sequence[ConfigEdit]) -> str:
    """What tells that another program, other plugins or other edits would make another configuration of the same files."""
    root, own = Path(__file__).parents[2], os.environ.get(PLUGINS, "")
    folders = [*(root / one for one in _PROGRAM), *([Path(own)] if own and Path(own).is_dir() else [])]
    files = sorted(one for folder in folders for one in _files(folder))
    return hashlib.sha256(repr((files, own, sys.version, list(edits))).encode()).hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for one in entries:
            if not one.is_dir():
                found = one.stat()
                yield one.path, found.st_size, found.st_mtime_ns
            elif one.name != "__pycache__":
                yield from _files(Path(one.path))


def _words(watch: Watch) -> list[list[str]]:
    """The word lists of the patrol, which are checked with the configuration."""
    lists = watch.settings.patrol.lists
    return [[one.as_posix(), _digest(one)] for one in sorted(Path(lists).glob("*.toml"))] if lists else []


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(
    beside: Path,
    program: str,
    loaded: "LoadedFiles",
    watch: Watch,
    describe: Callable[[Subject], str],
    outline: Outline,
) -> None:
    heading = {"program": program, "include": loaded.include, "files": loaded.files, "words": _words(watch)}
    number, name = tempfile.mkstemp(dir=beside.parent, prefix=f".{beside.name}")  # for its owner's eyes alone
    try:
        with os.fdopen(number, "wb") as file:
            file.write(json.dumps(heading, ensure_ascii=False).encode() + b"\n")
            _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(replace(watch, sites=(), accounts=()))
            _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(dict(outline))
            many = watch.subjects
            for start in range(0, len(many), BATCH):
                batch = [(one, describe(one)) for one in many[start : start + BATCH]]
                _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(batch)
            _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(())
        os.replace(name, beside)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _read(beside: Path, path: Path, program: str, read: Callable[[Watch, IO[bytes]], Kept]) -> Kept | None:
    """What is kept, as *read* reads it, if it is what the files at *path* say."""
    try:
        with beside.open("rb") as file, collector_rests():
            heading = json.loads(file.readline())
            if heading["program"] != program:
                return None
            names = [one.as_posix() for one in (path, *included(heading["include"], path))]
            if [[one, _digest(Path(one))] for one in names] != heading["files"]:
                return None
            settings = _settings(file)
            if _words(settings) != heading["words"]:
                return None
            return read(settings, file)
    except (FileNotFoundError, PermissionError):
        return None
    except Exception as error:  # whatever stands there, the files are what counts
        logger.warning("%s: not the kept configuration, passed over: %s", beside, error)
        return None


def _settings(file: IO[bytes]) -> Watch:
    watch: Watch = _Unpickler(file).load()
    return watch


def _settings_and_outline(settings: Watch, file: IO[bytes]) -> tuple[Watch, Outline]:
    return settings, _Unpickler(file).load()


def _tables(settings: Watch, file: IO[bytes]) -> Watch:
    _Unpickler(file).load()  # the outline
    sites: list[Site] = []
    accounts: list[Account] = []
    described: dict[str, tuple[Subject, str]] = {}
    while batch := _Unpickler(file).load():
        described |= {one.id: (one, said) for one, said in batch if said}
        sites += [one for one, _ in batch if isinstance(one, Site)]
        accounts += [one for one, _ in batch if isinstance(one, Account)]
    return replace(settings, sites=tuple(sites), accounts=tuple(accounts), described=described)


#: The fields of a column: there are hundreds of thousands, and each takes its values straight.
_FIELDS = tuple(Column.__slots__)
_SETTERS = tuple(Column.__dict__[name].__set__ for name in _FIELDS)


def kept_column(*values: object) -> Column:
    """The column with *values*, in the order of its fields."""
    column = object.__new__(Column)
    for setter, value in zip(_SETTERS, values, strict=True):
        setter(column, value)
    return column


class _Pickler(pickle.Pickler):
    def reducer_override(self, value: object) -> Any:
        """A column by its values alone, a zone by its name; all else as ever."""
        if type(value) is Column:
            return kept_column, tuple([getattr(value, name) for name in _FIELDS])
        if isinstance(value, ZoneInfo):
            return ZoneInfo, (value.key,)
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """A table or a word of a configuration, a day or a time. Raises UnpicklingError for whatever else could be made."""
        if (module, name) == (__name__, kept_column.__name__):
            return kept_column
        plain = next((one for one in _PLAIN if (one.__module__, one.__qualname__) == (module, name)), None)
        if plain is not None:
            return plain
        found = getattr(import_module(module), name, None) if module.startswith(_ROOMS) else None
        if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a configuration")
