"""The same page, read by the same program (同一网页): what was read of it before still holds."""

import hashlib
import sys
from functools import cache
from importlib.metadata import version

from monitor.domain.program import program_digest
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
    return program_digest(*_READERS, also="\n".join((sys.version, *map(version, _LIBRARIES))))
