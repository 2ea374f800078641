"""What rules say: a code with figures (编码与参数). `monitor/wording` makes the sentence, where it is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias, Union

from pydantic_core import core_schema

#: The code of a sentence that was stored, or written by a plugin, whole, in each language: `written`.
WRITTEN = "written"
#: The code of several texts in one line.
JOINED = "joined"


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with its unit: 14 days, 3 months, 20 visits. Said `14天` or, as a period, `2周`."""

    value: int
    unit: str


@dataclass(frozen=True, slots=True)
class Label:
    """A word of the field by its key in a label table: a reason, a platform, an outcome, a frequency."""

    table: str
    key: str


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its id: people read its name, programs its id."""

    id: str
    name: str


#: What a sentence is about. None: the place in the sentence stays empty.
Param: TypeAlias = Union[int, str, date, Amount, Label, Named, "Text", tuple["Param", ...], None]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence, not yet in any language: *code* names it in the catalogues, *params* are its figures and names."""

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.code, *self.params.items()))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Callable[[Any], Any]) -> Any:
        """Stored as `to_plain` writes it."""
        return core_schema.no_info_plain_validator_function(
            from_plain, serialization=core_schema.plain_serializer_function_ser_schema(to_plain)
        )


def written(en: str, zh: str) -> Text:
    """A sentence as it was written in both languages, without a code (原文)."""
    return Text(WRITTEN, {"en": en, "zh": zh})


def joined(*parts: Text | None) -> Text:
    """*parts* in one line, those that are None left out; one alone is itself. Raises ValueError where there is none."""
    present = tuple(part for part in parts if part is not None)
    if not present:
        raise ValueError("no text to join")
    return present[0] if len(present) == 1 else Text(JOINED, {"parts": present})


def to_plain(text: Text) -> dict[str, Any]:
    """*text* as JSON holds it, keys in order: `{"code": …, "params": …}`; a written one as `{"en": …, "zh": …}`, as ever."""
    params = text.params
    if text.code == WRITTEN:
        return {name: params[name] for name in sorted(params)}
    return {"code": text.code, "params": {name: _param_to_plain(params[name]) for name in sorted(params)}}


def from_plain(plain: Any) -> Text:
    """The text that `to_plain` wrote, now or before there were codes. Raises ValueError for what is none."""
    if isinstance(plain, Text):
        return plain
    if "code" not in plain:
        return Text(WRITTEN, {"en": str(plain["en"]), "zh": str(plain["zh"])})
    params = plain.get("params") or {}
    return Text(plain["code"], {name: _param_from_plain(one) for name, one in params.items()})


def _param_to_plain(value: Param) -> Any:
    if type(value) is str or type(value) is int or value is None:  # most are
        return value
    if isinstance(value, Text):
        return to_plain(value)
    if isinstance(value, tuple):
        return [_param_to_plain(one) for one in value]
    if isinstance(value, Amount):
        return {"unit": value.unit, "value": value.value}
    if isinstance(value, Label):
        return {"key": value.key, "label": value.table}
    if isinstance(value, Named):
        return {"id": value.id, "name": value.name}
    if isinstance(value, date):
        return {"day": date(value.year, value.month, value.day).isoformat()}
    return value


def _param_from_plain(plain: Any) -> Param:
    if isinstance(plain, list):
        return tuple(_param_from_plain(one) for one in plain)
    if not isinstance(plain, dict):
        return plain  # type: ignore[no-any-return]
    if "day" in plain:
        return date.fromisoformat(plain["day"])
    if "unit" in plain:
        return Amount(plain["value"], plain["unit"])
    if "label" in plain:
        return Label(plain["label"], plain["key"])
    if "id" in plain:
        return Named(plain["id"], plain["name"])
    return from_plain(plain)
