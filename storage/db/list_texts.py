"""
Many looks at lists and homepages read at once (成批读取栏目快照): a row that several of them show is one object.

What a look showed differs from the look before by a row or two, so each row's text is read once; and all that looks say apart
from their rows is mostly the same text.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from monitor.domain.content import Item
from monitor.domain.observation import Homepage, Listing, OlderPage
from storage.db.codec import decode

T = TypeVar("T")

#: Kinds of facts that are rows and a little more.
SHAPES = (Listing, Homepage, OlderPage)
#: Where the rows of a canonical text begin, how one follows another, where they end. No string in it can hold any of these, as its
#: quotes are escaped.
_BEGIN, _NEXT, _END = '"items":[{"on":', '},{"on":', '}],"'
#: What stands before the first row and after the last one, as parts of these.
_FIRST, _LAST = '{"on":', "}"
_ROWS = tuple[Item, ...]
#: What stands before the rows, each of them, what stands behind.
_Cut = tuple[str, list[str], str]


def _cut(text: str) -> _Cut | None:
    head, _, more = text.partition(_BEGIN)
    rows, end, tail = more.partition(_END)
    return (head, rows.split(_NEXT), tail) if end else None


class ListTexts:
    """Reads the texts of looks; one for all that is loaded together."""

    def __init__(self) -> None:
        self._rows: dict[str, Item] = {}
        self._rests: dict[tuple[type[Any], str, str], Any] = {}

    def read(self, shape: type[T], texts: Mapping[str, str]) -> dict[str, T]:
        """What `decode` makes of each of *texts*, by the same key; of any shape."""
        if shape not in SHAPES:
            return {key: decode(shape, text) for key, text in texts.items()}
        parts = {key: _cut(text) for key, text in texts.items()}
        self._learn(parts.values())
        return {key: self._look(shape, text, parts[key]) for key, text in texts.items()}

    def _learn(self, parts: Iterable[_Cut | None]) -> None:
        """Read what rows are new in all of *parts* in one go; where that cannot be, each look is read by itself."""
        known = self._rows
        missing = list({row: None for one in parts if one for row in one[1] if row not in known})
        if not missing:
            return
        try:
            made = decode(_ROWS, f"[{_FIRST}{_NEXT.join(missing)}{_LAST}]")
        except ValueError:
            return
        if len(made) == len(missing):
            known.update(zip(missing, made, strict=True))

    def _look(self, shape: type[T], text: str, parts: _Cut | None) -> T:
        if parts is None:
            return decode(shape, text)
        known, (head, texts, tail) = self._rows, parts
        rest = self._rests.get((shape, head, tail))
        missing = [one for one in texts if one not in known]
        if missing or rest is None:
            made: Any = decode(shape, f"{head}{_BEGIN}{_NEXT.join(missing or texts[:1])}{_END}{tail}")
            if len(made.items) != len(missing or texts[:1]):
                return decode(shape, text)
            known.update(zip(missing, made.items, strict=False))
            rest = self._rests[shape, head, tail] = made
            if len(missing) == len(texts):
                return made  # type: ignore[no-any-return]
        whole: T = _with_items(rest, tuple([known[one] for one in texts]))
        return whole


def _with_items(facts: Any, items: tuple[Item, ...]) -> Any:
    """*facts* with other *items*: `dataclasses.replace` in a third of its time."""
    kind = type(facts)
    made = object.__new__(kind)
    for name in kind.__slots__:
        object.__setattr__(made, name, getattr(facts, name))
    object.__setattr__(made, "items", items)
    return made
