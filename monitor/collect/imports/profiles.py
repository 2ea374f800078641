"""
Import profiles (导入方案): what the headings of one export stand for, in a TOML file of its own.

Those that ship stand in the folder `profiles` beside this file, the centre's own in `imports` beside its configuration; of
one name the centre's wins.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from monitor.collect.imports.looks import KINDS, TABLE_KEYS
from monitor.config.mistakes import Mistake
from monitor.config.reading import read_file

#: The centre's own profiles stand in a folder of this name beside its configuration.
FOLDER = "imports"
_SHIPPED = Path(__file__).with_name("profiles")


class ProfileError(Exception):
    """A profile cannot be used; the message names file, key and remedy."""

    def __init__(self, words: str) -> None:
        super().__init__(f"{words}. Correct it, or take it out of that folder; nothing was imported")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportProfile:
    """One profile."""

    id: str  #: its file's name without the ending
    name: str  #: for people
    headings: Mapping[str, str] = field(default_factory=dict)  #: as printed -> key; "" leaves it out
    values: Mapping[str, str] = field(default_factory=dict)  #: what every row says that no column holds
    recognised_by: tuple[str, ...] = ()  #: a table with all of these headings is one of this profile


class _ProfileFile(BaseModel):
    """A profile as it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    observation: str
    headings: dict[str, str] = Field(default_factory=dict)
    set: dict[str, str] = Field(default_factory=dict)
    recognised_by: tuple[str, ...] = ()


def load_profiles(own: Path | None = None) -> dict[str, ImportProfile]:
    """The profiles that ship, and those of the folder *own*, by id. Raises ProfileError."""
    files = sorted(_SHIPPED.glob("*.toml"))
    files += sorted(own.glob("*.toml")) if own is not None and own.is_dir() else []
    return {path.stem: _profile(path) for path in files}


def _profile(path: Path) -> ImportProfile:
    mistakes: list[Mistake] = []
    written = read_file(path, mistakes)
    if written is None:
        raise ProfileError(str(mistakes[0]))
    try:
        said = _ProfileFile.model_validate(written.tables)
    except ValidationError as errors:
        first = errors.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        words = "is an unknown key" if first["type"] == "extra_forbidden" else first["msg"]
        raise ProfileError(
            f"{path}: {place}: {words}; a profile has name, observation, headings, set, recognised_by"
        ) from None
    if said.observation not in KINDS:
        raise ProfileError(
            f"{path}: observation: found {said.observation!r}, expected one of {', '.join(KINDS)}"
        )
    known = TABLE_KEYS[said.observation] | {""}
    for place, keys in (("headings", said.headings.values()), ("set", said.set)):
        for key in keys:
            if key not in known:
                expected = ", ".join(sorted(known - {""}))
                raise ProfileError(f"{path}: {place}: unknown key {key!r}, expected one of {expected}")
    return ImportProfile(
        id=path.stem,
        name=said.name,
        headings=said.headings,
        values={"observation": said.observation, **said.set},
        recognised_by=said.recognised_by,
    )


def telling_headings(profiles: Iterable[ImportProfile]) -> tuple[str, ...]:
    """Every heading by which some profile is recognised."""
    return tuple(dict.fromkeys(one for profile in profiles for one in profile.recognised_by))


def recognised(profiles: Iterable[ImportProfile], headings: Collection[str]) -> ImportProfile | None:
    """The one profile all of whose telling headings a table has; of several the one that asks for most; None: none."""
    there = set(headings)
    fitting = [one for one in profiles if one.recognised_by and set(one.recognised_by) <= there]
    fitting.sort(key=lambda one: len(one.recognised_by), reverse=True)
    if not fitting or (len(fitting) > 1 and len(fitting[0].recognised_by) == len(fitting[1].recognised_by)):
        return None
    return fitting[0]
