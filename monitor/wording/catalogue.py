"""The sentences and labels of each language (用语目录): one TOML file a language, and what plugins bring beside their code."""

import importlib
import pkgutil
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from monitor.domain.plugins import plugin_folder

#: One file for each language, named by it: `zh.toml`.
FOLDER = Path(__file__).parent
#: Tables of a language's file that hold no sentences.
_SETTINGS = ("language", "units", "periods", "labels")
#: Where a plugin's modules live once they are found, by the folder they stand in.
_ROOMS = {"rules": "monitor.rules", "probes": "probes", "platforms": "monitor.domain.platforms"}
_PLACE = re.compile(r"\{(?P<name>[a-z_]+)(?::(?P<form>[a-z]+))?(?P<plural>(?:\|[^{}|]+)+)?\}")


class Audience(StrEnum):
    """Whom a sentence is for."""

    UNIT = "unit"  #: a unit's clerk (责任单位): no command, no configuration key, no foreign word
    OPERATOR = "operator"  #: who runs the monitor (运维人员)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A parameter's place in a template: `{days}`, `{limit:period}`, `{failed|visit|visits}`."""

    name: str
    form: str = ""
    plural: tuple[str, ...] = ()  #: what follows the figure one, and any other


#: A template cut at its places, once: words and places in turn.
Template = tuple[str | Placeholder, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that one language says."""

    language: str
    name: str  #: of the language, in itself
    lists: str  #: between names in a row: 、
    clauses: str  #: between sentences in a row: ；
    names: str  #: name | id: how a thing that has both is called
    day: str  #: how a date is written, as `strftime` has it
    long_day: str  #: the same in official documents
    units: Mapping[str, Template]
    periods: Mapping[str, Template]
    labels: Mapping[str, Mapping[str, str]]
    sentences: Mapping[str, Mapping[Audience, Template]]


def template(words: str) -> Template:
    """*words* cut at its places. Raises ValueError for a brace that belongs to none."""
    found: list[str | Placeholder] = []
    at = 0
    for place in _PLACE.finditer(words):
        found += [words[at : place.start()]] if place.start() > at else []
        plural = tuple((place["plural"] or "")[1:].split("|")) if place["plural"] else ()
        found.append(Placeholder(place["name"], place["form"] or "", plural))
        at = place.end()
    found += [words[at:]] if at < len(words) else []
    if any("{" in part or "}" in part for part in found if isinstance(part, str)):
        raise ValueError(f"{words!r}: a place is {{name}}, {{name:form}} or {{name|one|many}}")
    return tuple(found)


@cache
def catalogues() -> Mapping[str, Catalogue]:
    """Every language that has a file, by its name; without what plugins bring."""
    return {path.stem: read(path) for path in sorted(FOLDER.glob("*.toml"))}


def sentence(code: str, language: str) -> Mapping[Audience, Template] | None:
    """What *language* says for *code*, by audience: as shipped, else as a plugin brings it; None: nothing."""
    ours = catalogues().get(language)
    return (ours.sentences.get(code) if ours else None) or brought().get(language, {}).get(code)


@cache
def brought() -> Mapping[str, Mapping[str, Mapping[Audience, Template]]]:
    """
    The `WORDS` of the modules in the plugins' folders: code and sentence, by language.

    Raises ValueError that names the module, where a sentence cannot be read, or a code is ours or another plugin's.
    """
    found: dict[str, dict[str, Mapping[Audience, Template]]] = {}
    for where, words in _modules_with_words():
        for language, sentences in words.items():
            known = found.setdefault(language, {})
            ours = catalogues()[language].sentences if language in catalogues() else {}
            for code, said in sentences.items():
                if code in known or code in ours:
                    raise ValueError(f"{where}: WORDS: {code!r} is taken; begin codes with the module's name")
                try:
                    known[code] = variants(said)
                except (AttributeError, KeyError, ValueError) as wrong:
                    raise ValueError(f"{where}: WORDS: {code!r}: {wrong}") from wrong
    return found


def read(path: Path) -> Catalogue:
    """The language of one file. Raises ValueError that names the file."""
    try:
        plain = tomllib.loads(path.read_text("utf-8"))
        own = plain["language"]
        sentences = {
            f"{group}.{name}": variants(said)
            for group, table in plain.items()
            if group not in _SETTINGS
            for name, said in table.items()
        }
        return Catalogue(
            language=path.stem,
            name=own["name"],
            lists=own["lists"],
            clauses=own["clauses"],
            names=own["names"],
            day=own["day"],
            long_day=own["long_day"],
            units={unit: template(words) for unit, words in plain["units"].items()},
            periods={unit: template(words) for unit, words in plain["periods"].items()},
            labels=plain["labels"],
            sentences=sentences,
        )
    except (KeyError, AttributeError, ValueError) as wrong:
        raise ValueError(f"{path.name}: {wrong}") from wrong


def variants(said: str | Mapping[str, str]) -> Mapping[Audience, Template]:
    """A sentence for everybody, or `{unit = "…", operator = "…"}`, by audience."""
    if isinstance(said, str):
        whole = template(said)
        return {Audience.UNIT: whole, Audience.OPERATOR: whole}
    return {audience: template(said[audience]) for audience in Audience}


def _modules_with_words() -> Iterator[tuple[str, Mapping[str, Mapping[str, Any]]]]:
    """The `WORDS` of every module in the plugins' folders, with its name."""
    for room, package in _ROOMS.items():
        folder = plugin_folder(room)
        if folder is None:
            continue
        for module in pkgutil.walk_packages([str(folder)], f"{package}."):
            if words := getattr(importlib.import_module(module.name), "WORDS", None):
                yield module.name, words
