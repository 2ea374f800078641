"""Indicators that stand in a file of their own (单列指标): a row of a table, and the clauses that decide it."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from monitor.domain.plugins import plugin_files

#: What such a file says: into which edition and table it goes, its row, and clauses as an edition writes them.
_KEYS = {"edition", "table", "indicator", "clause"}


class RowFileError(ValueError):
    """A file of one indicator that says too little or too much; the message names the file and what to write."""


def rows_of_table(id: str) -> tuple[Mapping[str, Any], ...]:
    """The rows that files of their own add to the table of that id, in the order of their files' names."""
    return tuple(said["indicator"] for said in _files() if said["table"] == id)


def clauses_of_edition(id: str) -> tuple[Mapping[str, Any], ...]:
    """The clauses that those files add to the edition of that id."""
    return tuple(clause for said in _files() if said["edition"] == id for clause in said.get("clause", ()))


@cache
def _files() -> tuple[Mapping[str, Any], ...]:
    return tuple(_checked(name, said) for name, said in _read())


def _read() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each file beside the tables that is none itself, then each of the plugins: its name, and what it says."""
    shipped = resources.files("monitor.regulations").joinpath("indicators")
    for one in sorted(shipped.iterdir(), key=lambda file: file.name):
        if one.name.endswith(".toml") and not _is_table(said := one.read_text("utf-8")):
            yield one.name, tomllib.loads(said)
    for path in plugin_files("indicators", ".toml"):
        try:
            yield str(path), tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise RowFileError(f"{path}: {error}; write it as TOML in UTF-8") from error


def _is_table(said: str) -> bool:
    """Whether a file of ours is a whole table: those begin with their id. The rest of one takes long to read, and every command waits."""
    return "id" in tomllib.loads(said.partition("\n[")[0])


def _checked(name: str, said: Mapping[str, Any]) -> Mapping[str, Any]:
    missing = sorted(_KEYS - {"clause"} - said.keys())
    unknown = sorted(said.keys() - _KEYS)
    if missing or unknown:
        words = [f"missing: {', '.join(missing)}"] * bool(missing) + [
            f"unknown: {', '.join(unknown)}"
        ] * bool(unknown)
        raise RowFileError(
            f"{name}: {'; '.join(words)}; expected edition, table, one [indicator] and its [[clause]]s"
        )
    return said
