"""The shape of a board adapter, how adapters are found, and what their answers share."""

import importlib
import pkgutil
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from monitor.domain.content import BoardState, Message
from monitor.domain.observation import BoardReading
from monitor.domain.text import NotJson, load_json
from probes.adapters._adapter import ListRequest, count_in
from probes.adapters._refusals import states_failure
from probes.pages.board.board import to_messages
from probes.pages.board.fields import FIELDS, Options, at_path, field_of, plain, row_of

__all__ = [
    "FIELDS", "BoardAdapter", "Options", "at_path", "discover", "field_of", "first_list", "load", "plain", "reading_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardAdapter:
    """
    A way to a board that answers in JSON.

    *request* asks for one page (counted from 1) of messages submitted since a day; *read* makes a page's
    reading of the answer; *detail* asks for one message, None: the list says all; *read_detail* adds what came.
    *is_selected*: whether these options show only chosen letters, so that the list proves nothing complete.
    """

    request: Callable[[Options, str, int, date], ListRequest]
    read: Callable[[str, str, Options, datetime, str], BoardReading]
    detail: Callable[[Options, str, Message], ListRequest | None]
    read_detail: Callable[[str, Message, Options, datetime], Message]
    is_selected: Callable[[Options], bool]


@cache
def discover() -> Mapping[str, BoardAdapter]:
    """Every adapter by name: each module of this package that has an `ADAPTER`."""
    package = importlib.import_module("probes.boards")
    found = {}
    for module in pkgutil.iter_modules(package.__path__):
        if not module.name.startswith("_"):
            found[module.name] = importlib.import_module(f"probes.boards.{module.name}").ADAPTER
    return found


def load(text: str) -> Any:
    """The JSON value in *text*, None when it is none. Raw line breaks in strings are forgiven."""
    try:
        return load_json(text)
    except NotJson:
        return None


def first_list(value: Any) -> list[Any] | None:
    """The first list of objects in *value*, however deep; an empty list counts where there is no other."""
    empty: list[Any] | None = None
    waiting, seen = deque([value]), 0
    while waiting and seen < 2000:
        one = waiting.popleft()
        seen += 1
        if isinstance(one, list):
            if one and isinstance(one[0], Mapping):
                return one
            empty = one if not one and empty is None else empty
        elif isinstance(one, Mapping):
            waiting.extend(one.values())
    return empty


def reading_of(
    rows: Sequence[Any] | None, text: str, url: str, options: Options, now: datetime, board: str
) -> BoardReading:
    """
    One page's reading of JSON *rows*. An empty list is blank, unless the answer says that it failed; only a total of
    0 beside it makes that complete.

    `status_words` in *options* says what status codes mean: {"3" = "已办结"}.
    """
    total = _total(text, options)
    if rows is None or (not rows and states_failure(text)):
        return BoardReading(state=BoardState.UNREADABLE, total=total, pages=1, reason="no_rows_in_answer")
    rows_read = [row_of(row, options) for row in rows if isinstance(row, Mapping)]
    titled = [row for row in rows_read if row.title]
    if not rows:
        return BoardReading(state=BoardState.BLANK, total=total, complete=total == 0, pages=1)
    if not titled:
        return BoardReading(state=BoardState.UNREADABLE, total=total, pages=1, reason="no_titles_in_answer")
    messages = to_messages(titled, url, options, now, board)
    return BoardReading(
        state=BoardState.MESSAGES,
        messages=messages,
        total=total,
        complete=total == len(messages),
        oldest=min((one.submitted for one in messages if one.submitted), default=None),
        pages=1,
    )


def _total(text: str, options: Options) -> int | None:
    if "total" in options:
        value = at_path(load(text), str(options["total"]))
        return int(value) if isinstance(value, int | str) and str(value).isdigit() else None
    return count_in(text)
