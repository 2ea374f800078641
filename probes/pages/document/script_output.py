"""What the inline scripts of a page wrote at one moment, held against another moment (脚本输出)."""

import re
from dataclasses import dataclass

#: What a list, a homepage or a board is made of.
_MAY_BE_ROWS = re.compile(r"<(?i:a|li|tr|t[dh]|d[ltd])[\s>]|\d\s?[-/.年月]\s?\d|\d[日天]|前|今天|昨天")
_FIGURES = re.compile(r"(\d+)")
#: What no clock writes.
_ROW_MARKS = re.compile(r"<(?:a|li|tr|t[dh]|d[ltd])[\s>]", re.IGNORECASE)

#: What was written into one element: how it is found, its markup, whether that is all of it, what goes before and after it, whether it is hidden (None: as before).
Bound = tuple[str, str, int, str, bool, str, str, bool | None]


@dataclass(frozen=True, slots=True)
class ScriptOutput:
    """What the engine wrote: after each script, and into elements."""

    outputs: tuple[str, ...]
    bound: tuple[Bound, ...]
    failed: str = ""
    broke: bool = False
    timed: bool = (
        False  #: a script asked for the time and did more than show it, or was stopped before it came to that
    )
    lost: str = ""  #: days that scripts put where nobody reads them: fields, tooltips, drawings
    missed: tuple[str, ...] = ()  #: elements that scripts looked for and the engine was not told of


def agreed(one: ScriptOutput, other: ScriptOutput) -> ScriptOutput:
    """What the scripts write whenever they run: the rest is a clock."""
    outputs = tuple(
        _lasting(first, other.outputs[n]) if n < len(other.outputs) else ""
        for n, first in enumerate(one.outputs)
    )
    same, later = set(other.bound), {entry[:3]: entry for entry in other.bound}
    bound = tuple(
        entry if entry in same else (*entry[:3], kept, *entry[4:])
        for entry in one.bound
        if entry in same
        or (
            entry[:3] in later
            and entry[4:] == later[entry[:3]][4:]
            and (kept := _lasting(entry[3], later[entry[:3]][3]))
        )
    )
    lost = one.lost if one.lost == other.lost else ""
    return ScriptOutput(
        outputs, bound, one.failed or other.failed, one.broke or other.broke, lost=lost, missed=one.missed
    )


def _lasting(first: str, second: str) -> str:
    """What two moments have in common: all but the figures of a clock; nothing where more than figures differs."""
    if first == second:
        return first
    one, other = _FIGURES.split(first), _FIGURES.split(second)
    if one[::2] != other[::2]:
        return ""
    return "".join(part if part == there else "" for part, there in zip(one, other, strict=True))


def may_be_rows(ran: ScriptOutput) -> bool:
    """Whether anything of it may be rows, links or days."""
    return any(map(_MAY_BE_ROWS.search, (*ran.outputs, *("".join((one[3], *one[5:7])) for one in ran.bound))))


def differ_as_clocks(one: ScriptOutput, other: ScriptOutput) -> bool:
    """Whether the two moments of *one* and *other* show as text of its own in the same places, and as nothing that comes or goes."""
    first, second = (dict(enumerate(ran.outputs)) | {each[:3]: "".join((each[3], *each[5:7])) for each in ran.bound} for ran in (one, other))  # fmt: skip
    pairs = [(first.get(place, ""), second.get(place, "")) for place in {*first, *second}]
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    return bool(differing) and all(all(pair) and not any(map(_ROW_MARKS.search, pair)) for pair in differing)
