"""Letters that nobody sees in a text of the configuration, wherever it stands: one in a mark, and no page ever has it."""

import re
from collections.abc import Iterator
from typing import Any

from monitor.config.mistakes import Path, quoted
from monitor.config.source import ConfigFile
from monitor.domain.sentence import Text

#: Control characters but tab and line breaks, marks of width nought and of direction, separators of lines. Left out:
#: what joins emoji (U+200C, U+200D), which names of accounts have.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


def blame_unseen(source: ConfigFile) -> None:
    """Blame each text of *source* that holds a letter nobody sees."""
    for path, text, letter in _unseen_in((), source.tables):
        found = quoted(next((str(one) for one in reversed(path) if isinstance(one, str)), ""), text)
        source.blame(path, Text("config.unseen", {"found": found, "letter": f"U+{ord(letter):04X}"}))


def _unseen_in(path: Path, value: Any) -> Iterator[tuple[Path, str, str]]:
    if isinstance(value, str):
        # most texts are told by one look
        if not value.isprintable() and (met := _UNSEEN.search(value)):
            yield path, value, met[0]
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _unseen_in((*path, key), inner)
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _unseen_in((*path, n), inner)
