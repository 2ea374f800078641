"""Sentences that were stored before there were codes (原文)."""

import re

from monitor.domain.sentence import Text

#: A command of a terminal, as sentences then had it.
_COMMAND = re.compile(
    r" ?\(monitor review [^()]*\)|[:,]? ?(?:以 |运行 )?monitor review [a-z]+"
    r"(?: (?!--)[A-Za-z0-9_./-]+){0,2}(?: --[a-z-]+ [^\s;；)]+)* ?"
)


def as_written(text: Text, language: str, *, clerk: bool) -> str:
    """The sentence of *language*, else the English one; for a *clerk* without the commands that it told."""
    said = str(text.params.get(language, text.params.get("en", "")))
    return _COMMAND.sub("", said) if clerk else said
