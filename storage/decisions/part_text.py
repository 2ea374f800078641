"""
Parts, sentences and figures of a verdict as canonical JSON, joined by hand: a night writes down a million of them, to compare them.

What the encoder makes of the same as plain data, byte for byte: keys in order, no spaces, letters as they are.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from json.encoder import encode_basestring
from typing import Any

from monitor.domain.sentence import WRITTEN, Amount, Label, Named, Param, Text, to_plain
from monitor.domain.verdict import SAYS_NOTHING, VerdictPart
from storage.db.codec import canonical, plain_of

#: A word in quotation marks.
quoted = encode_basestring


def part_text(part: VerdictPart, days_left: int | None, days_over: int | None, reason: Text) -> str:
    """What *part* states; its days and its reason as they are given."""
    said = f'"board":{quoted(part.board)},' if part.board else ""
    if days_left is not None:
        said += f'"days_left":{days_left},'
    if days_over:
        said += f'"days_over":{days_over},'
    if part.due_on is not None:
        said += f'"due_on":"{part.due_on.isoformat()}",'
    if part.evidence:
        said += f'"evidence":{words_text(part.evidence)},'
    said += f'"id":{quoted(part.id)},'
    if part.items:
        items = [{"title": one.title, "url": one.url, "why": one.why} for one in part.items]
        said += f'"items":{canonical(items)},'
    said += f'"kind":"{part.kind}",'
    if part.name:
        said += f'"name":{quoted(part.name)},'
    if part.newest is not None:
        said += f'"newest":"{part.newest.isoformat()}",'
    said += f'"outcome":"{part.outcome}"'
    if reason is not SAYS_NOTHING and reason != SAYS_NOTHING:
        said += f',"reason":{sentence_text(reason)}'
    if part.settle:
        said += f',"settle":{quoted(part.settle)}'
    if part.state:
        said += f',"state":{quoted(part.state)}'
    if part.unit:
        said += f',"unit":{quoted(part.unit)}'
    if part.unreadable:
        said += ',"unreadable":true'
    if part.url:
        said += f',"url":{quoted(part.url)}'
    return f"{{{said}}}"


def words_text(words: Iterable[str]) -> str:
    """A list of words."""
    return f"[{','.join(map(quoted, words))}]"


def sentence_text(text: Text) -> str:
    """A sentence, as `to_plain` has it."""
    params = text.params
    if text.code == WRITTEN:
        return canonical(to_plain(text))
    if not params:
        return f'{{"code":{quoted(text.code)},"params":{{}}}}'
    said = ",".join([f"{quoted(name)}:{_param_text(params[name])}" for name in sorted(params)])
    return f'{{"code":{quoted(text.code)},"params":{{{said}}}}}'


def _param_text(value: Param) -> str:
    write = _PARAMS.get(value.__class__)
    return write(value) if write else canonical(to_plain(Text("", {"": value}))["params"][""])


#: What a sentence may be about, by class, and how it is written; whatever else it is about is left to the encoder.
_PARAMS: dict[type[Any], Any] = {
    str: quoted,
    int: int.__repr__,
    type(None): lambda _: "null",
    date: lambda day: f'{{"day":"{day.isoformat()}"}}',
    Text: sentence_text,
    tuple: lambda several: f"[{','.join([_param_text(one) for one in several])}]",
    Amount: lambda one: f'{{"unit":{quoted(one.unit)},"value":{_param_text(one.value)}}}',
    Label: lambda one: f'{{"key":{quoted(one.key)},"label":{quoted(one.table)}}}',
    Named: lambda one: f'{{"id":{quoted(one.id)},"name":{quoted(one.name)}}}',
}


def figures_text(measured: Mapping[str, object]) -> str:
    """The figures of a verdict."""
    said = [f"{quoted(name)}:{_figure_text(measured[name])}" for name in sorted(measured)]
    return f"{{{','.join(said)}}}"


def _figure_text(value: object) -> str:
    if value is None:
        return "null"
    kind = value.__class__
    if kind is int:
        return int.__repr__(value)
    if kind is str:
        return quoted(value)  # type: ignore[arg-type]
    if kind is date:
        return f'"{value.isoformat()}"'  # type: ignore[attr-defined]
    return canonical(value if kind is float or kind is bool else plain_of(value))
