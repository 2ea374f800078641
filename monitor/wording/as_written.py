"""Sentences that were stored before there were codes (原文)."""

import re
from collections.abc import Mapping

from monitor.domain.sentence import Text

#: A command of a terminal, as sentences then had it.
_COMMAND = re.compile(
    r" ?\(monitor review [^()]*\)|[:,]? ?(?:以 |运行 )?monitor review [a-z]+"
    r"(?: (?!--)[A-Za-z0-9_./-]+){0,2}(?: --[a-z-]+ [^\s;；)]+)* ?"
)


#: A code that they held in brackets: `(script_list)`, `(blocked_script:was5)`.
_CODE = re.compile(r" ?\(([a-z][a-z0-9_]+)(?::[a-z0-9_:.]+)?\)")


def as_written(text: Text, language: str, *, clerk: bool, reasons: Mapping[str, str]) -> str:
    """
    The sentence of *language*, else the English one; for a *clerk* without the commands that it told, and codes by
    their names in *reasons*.

    A code that has no name stays, so that it can be asked about.
    """
    said = str(text.params.get(language, text.params.get("en", "")))
    if not clerk:
        return said
    return _CODE.sub(
        lambda one: f"（{reasons[one[1]]}）" if one[1] in reasons else one[0], _COMMAND.sub("", said)
    )
