"""Which program this is (程序版本): told by its own files, as an edited word changes what it says and no version number would tell."""

import hashlib
import os
from functools import cache
from pathlib import Path

from monitor.domain.plugins import PLUGINS


def program_digest(*rooms: str, also: str = "") -> str:
    """
    A digest of the files of *rooms*, folders of the program, and of the plugins: a changed word anywhere changes it.

    *also*: what else tells it. Taken once in a process.
    """
    return _digest(rooms, os.environ.get(PLUGINS, ""), also)


def build() -> str:
    """Which build this is (构建), as people compare it: between two releases programs of one version say other words."""
    return program_digest("monitor", "probes", "storage")[:12]


@cache
def _digest(rooms: tuple[str, ...], plugins: str, also: str) -> str:
    root, hash = Path(__file__).parents[2], hashlib.sha256(also.encode())
    for folder in (*(root / one for one in rooms), *([Path(plugins)] if plugins else [])):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                hash.update(path.relative_to(folder).as_posix().encode() + b"\0")
                hash.update(hashlib.sha256(path.read_bytes()).digest())
    return hash.hexdigest()
