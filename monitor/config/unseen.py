"""Letters that nobody sees in a text of the configuration, wherever it stands: one in a mark, and no page ever has it."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from monitor.config.mistakes import Path, quoted
from monitor.config.source import ConfigFile
from monitor.domain.config_edit import ConfigEdit
from monitor.domain.sentence import Text

#: Control characters but tab and line breaks, marks of width nought and of direction, separators of lines. Left out:
#: what joins emoji (U+200C, U+200D), which names of accounts have.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)

#: An escape, of TOML or of JSON, that may stand for one.
_ESCAPED = re.compile(r"\\[uUxbfe]")


def blame_unseen(sources: Sequence[ConfigFile], edits: Sequence[ConfigEdit]) -> None:
    """Blame each text of *sources*, *edits* written into them, that holds a letter nobody sees."""
    written = (*(one.text for one in sources), *(one.value or "" for one in edits))
    # one look at each file as it is written: most hold none, and their tables need not be gone through
    if not any(_UNSEEN.search(text) or _ESCAPED.search(text) for text in written):
        return
    for source in sources:
        _blame(source)


def _blame(source: ConfigFile) -> None:
    for path, text, letter in _unseen_in((), source.tables):
        found = quoted(next((str(one) for one in reversed(path) if isinstance(one, str)), ""), text)
        source.blame(path, Text("config.unseen", {"found": found, "letter": f"U+{ord(letter):04X}"}))


def _unseen_in(path: Path, value: Any) -> Iterator[tuple[Path, str, str]]:
    if isinstance(value, str):
        if not value.isprintable() and (met := _UNSEEN.search(value)):
            yield path, value, met[0]
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _unseen_in((*path, key), inner)
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _unseen_in((*path, n), inner)
