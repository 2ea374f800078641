"""The same page, read by the same program (同一网页): what was read of it before still holds."""

import hashlib
import os
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from monitor.domain.plugins import PLUGINS
from probes.http.base import Fetched

#: Whose files say what is read of a page, and the libraries that they read with.
_READERS, _LIBRARIES = ("probes", "monitor/domain"), ("selectolax", "quickjs-ng")


def page_digest(answer: Fetched, *read_with: object) -> str:
    """
    What tells a page, as this program reads it, from every other page and every other way to read it.

    *read_with*: all that its reader is given besides text, address and moment.
    """
    said = "\n".join((reader_version(), answer.final_url, *map(repr, read_with), answer.text))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def reader_version() -> str:
    """A digest of all that reads pages: a changed word in a file of ours or another library reads every page anew."""
    hash = hashlib.sha256("\n".join((sys.version, *map(version, _LIBRARIES))).encode())
    root, plugins = Path(__file__).parents[1], os.environ.get(PLUGINS, "")
    for folder in (*(root / one for one in _READERS), *([Path(plugins)] if plugins else [])):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                hash.update(path.relative_to(folder).as_posix().encode() + b"\0")
                hash.update(hashlib.sha256(path.read_bytes()).digest())
    return hash.hexdigest()
