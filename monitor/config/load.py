"""Reads a configuration and the files it includes, and says all that is wrong with them."""

import tomllib
from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from monitor.config import model
from monitor.config.build import build
from monitor.config.mistakes import ConfigError, Mistake
from monitor.config.names import judge_names
from monitor.config.overlay import Ledger, overlay
from monitor.config.source import ConfigFile
from monitor.config.table import ConfigTable
from monitor.config.vocabulary import Vocabulary
from monitor.config.words import in_words, real_path
from monitor.domain.config_edit import ConfigEdit
from monitor.domain.site import Watch

Shape = TypeVar("Shape", bound=BaseModel)

#: What an included file may hold; all else belongs into the main file.
PARTS = ("unit", "site", "account")


def load(path: FilePath, vocabulary: Vocabulary, edits: Sequence[ConfigEdit] = ()) -> Watch:
    """
    The configuration at *path* with all it includes, and with what people edited beside it.

    Raises ConfigError with every mistake that can be found in one reading; then nothing starts.
    """
    mistakes: list[Mistake] = []
    main, *others = _sources(path, mistakes)
    files = tuple(source.name for source in (main, *others))
    if edits:
        _, own = overlay((main, *others), edits)
        others = [*others, own] if own.tables else others
    patterns = main.tables.pop("include", None)
    document = _validate(model.ConfigDocument, main)
    parts = [_validate(_Part, other) for other in others]
    if patterns is not None:
        main.tables["include"] = patterns
    judge_names([main, *others], vocabulary)
    _judge_word_lists(main, path, vocabulary, mistakes)
    if mistakes:
        raise ConfigError(mistakes)
    assert document is not None
    whole = document.model_copy(
        update={
            name: tuple(one for part in (document, *parts) if part for one in getattr(part, name))
            for name in PARTS
        }
    )
    return build(whole, vocabulary.catalogue, vocabulary.probes, files)


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
    main = _read(path, mistakes)
    if main is None:
        raise ConfigError(mistakes)
    return [main, *(one for other in _included(main, path) if (one := _read(other, mistakes)) is not None)]


class _Part(ConfigTable):
    """An included file."""

    unit: tuple[model.UnitTable, ...] = ()
    site: tuple[model.SiteTable, ...] = ()
    account: tuple[model.AccountTable, ...] = ()


def _read(path: FilePath, mistakes: list[Mistake]) -> ConfigFile | None:
    name = path.as_posix()
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return ConfigFile(name, text, tomllib.loads(text), mistakes)
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
    return Mistake(name, number, "", f"not valid TOML: {what or words}{hint}")


def _included(main: ConfigFile, path: FilePath) -> list[FilePath]:
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
            main.blame(("include",), f"no such file: {pattern!r}; paths start at the folder of this file")
        found.update(dict.fromkeys(match for match in matches if match.resolve() != path.resolve()))
    return list(found)


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


def _validate(shape: type[Shape], source: ConfigFile) -> Shape | None:
    try:
        return shape.model_validate(source.tables)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            path = tuple(error["loc"])
            source.blame(real_path(path, source.tables), in_words(error, shape, path))
        return None
