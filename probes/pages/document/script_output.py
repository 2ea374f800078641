"""What the inline scripts of a page wrote at one moment, held against another moment (脚本输出)."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import zip_longest
from typing import TypeVar

Part = TypeVar("Part")

#: What a list, a homepage or a board is made of.
_MAY_BE_ROWS = re.compile(r"<(?i:a|li|tr|t[dh]|d[ltd])[\s>]|\d\s?[-/.年月]\s?\d|\d[日天]|前|今天|昨天")
_FIGURES = re.compile(r"(\d+)")
#: Figures but for those of a heading's name.
_OWN_FIGURES = re.compile(r"(?<!<h)(?<!</h)\d+", re.IGNORECASE)
#: What no clock writes.
_ROW_MARKS = re.compile(r"<(?:a|li|tr|t[dh]|d[ltd])[\s>]", re.IGNORECASE)

#: How long ago something was, as scripts say it of what is new, and a whole day; the words differ with the look, the day does not.
_AGO = re.compile(r"\d\s?(?:秒钟?|分钟?|个?(?:小时|星期|月)|天|日|周|年)[之以]?前|刚刚|刚才|[昨前][天日]")
_DAY = re.compile(r"((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})")
_HOW_LONG_AGO = "a script says only how long ago"
_BY_CHANCE = "a script picks a day by chance"

#: What was written into one element: how it is found, its markup, whether that is all of it, what goes before and after it, whether it is hidden and its classes (None: as before).
Bound = tuple[str, str, int, str, bool, str, str, bool | None, str | None]
#: What is bound of an element that no script touched.
_UNTOUCHED: Bound = ("", "", 0, "", False, "", "", None, None)


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
    unable: str = ""  #: what scripts did that the engine does not understand
    unrun: tuple[
        str, ...
    ] = ()  #: code that waits for another address, or stands behind where a script broke off
    filled: tuple[tuple[str, str, int], ...] = ()  #: elements into which another address is put as a whole
    taken: tuple[str, ...] = ()  #: markup whose place another address takes once it has answered
    placed: tuple[str, ...] = ()  #: words of elements into which some of such an answer is put


def agreed(one: ScriptOutput, other: ScriptOutput, now: datetime, *, by_chance: bool = False) -> ScriptOutput:
    """
    What the scripts write whenever they run: the rest is a clock.

    *now*: the moment of *one*. What both only say as so long ago tells no day: it is lost.
    *by_chance*: no script asked for the time; of what a number by chance picks either is as good, of its figures neither is. Days that
    only one of them wrote are lost, and what one of them hides is not seen.
    """
    today = (now.year, now.month, now.day)
    keep = _picked if by_chance else partial(_lasting, today=today)
    theirs = other.outputs[: len(one.outputs)]
    return replace(
        one,
        outputs=tuple(keep(*both) for both in zip_longest(one.outputs, theirs, fillvalue="")),
        bound=_bound_by_chance(one, other) if by_chance else _bound_always(one, other, today),
        failed=one.failed or other.failed,
        broke=one.broke or other.broke,
        lost=_lost_by_chance(one, other) if by_chance else _lost_always(one, other),
        unable=one.unable or other.unable,
        missed=_of_either(one.missed, other.missed),
        unrun=_of_either(one.unrun, other.unrun),
        filled=_of_either(one.filled, other.filled),
        taken=_of_either(one.taken, other.taken),
        placed=_of_either(one.placed, other.placed),
    )


def _of_either(first: tuple[Part, ...], second: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _bound_always(one: ScriptOutput, other: ScriptOutput, today: tuple[int, int, int]) -> tuple[Bound, ...]:
    same, later = set(other.bound), {entry[:3]: entry for entry in other.bound}
    return tuple(
        entry if entry in same else (*entry[:3], kept, *entry[4:])
        for entry in one.bound
        if entry in same
        or (
            entry[:3] in later
            and entry[4:] == later[entry[:3]][4:]
            and (kept := _lasting(entry[3], later[entry[:3]][3], today))
        )
    )


def _bound_by_chance(one: ScriptOutput, other: ScriptOutput) -> tuple[Bound, ...]:
    ours, theirs = ({entry[:3]: entry for entry in ran.bound} for ran in (one, other))
    bound = list[Bound]()
    for place in ours | theirs:
        first, second = ours.get(place, _UNTOUCHED), theirs.get(place, _UNTOUCHED)
        said = {first[7], second[7]}
        hides = True in said or (None if None in said else False)
        classes = " ".join(entry[8] for entry in (first, second) if entry[8] is not None)
        bound.append((*place, _picked(first[3], second[3]), *first[4:7], hides, classes or None))
    return tuple(bound)


def _lost_always(one: ScriptOutput, other: ScriptOutput) -> str:
    if one.lost and one.lost == other.lost:
        return one.lost
    return _HOW_LONG_AGO if any(map(_only_ago, *_by_place(one, other))) else ""


def _lost_by_chance(one: ScriptOutput, other: ScriptOutput) -> str:
    days, other_days = (sorted(_DAY.findall("\n".join(wrote))) for wrote in _by_place(one, other))
    return one.lost or other.lost or ("" if days == other_days else _BY_CHANCE)


def _picked(first: str, second: str) -> str:
    """What stands where chance picks: *first*, in whatever order, without figures of which *second* has others, and without any beside other words."""
    if first == second or sorted(_FIGURES.findall(first)) == sorted(_FIGURES.findall(second)):
        return first
    return _in_common(first, second) or _OWN_FIGURES.sub("", first)


def _lasting(first: str, second: str, today: tuple[int, int, int]) -> str:
    """
    What two moments have in common: all but the figures of a clock; nothing where more than figures differs.

    Where the later one has days, all of them past by *today*, for what the earlier one told otherwise (2天前, 09:30), the later one is it.
    """
    if first == second:
        return first
    if kept := _in_common(first, second):
        return kept
    told = [(int(y), int(m), int(d)) for y, m, d in _DAY.findall(second)]
    is_told = len(told) > len(_DAY.findall(first)) and max(told) <= today
    return second if is_told and first.strip() and not _AGO.search(second) else ""


def _in_common(first: str, second: str) -> str:
    """*first* without the figures of which *second* has others; nothing where more than figures differs."""
    one, other = _FIGURES.split(first), _FIGURES.split(second)
    if one[::2] != other[::2]:
        return ""
    return "".join(part if part == there else "" for part, there in zip(one, other, strict=True))


def may_be_rows(ran: ScriptOutput) -> bool:
    """Whether anything of it may be rows, links or days."""
    return any(map(_MAY_BE_ROWS.search, (*ran.outputs, *("".join((one[3], *one[5:7])) for one in ran.bound))))


def differ_as_clocks(one: ScriptOutput, other: ScriptOutput) -> bool:
    """Whether the two moments of *one* and *other* show as text of its own in the same places, and as nothing that comes or goes."""
    differing = [pair for pair in zip(*_by_place(one, other), strict=True) if pair[0] != pair[1]]
    return bool(differing) and all(all(pair) and not any(map(_ROW_MARKS.search, pair)) for pair in differing)


def _only_ago(first: str, second: str) -> bool:
    """Whether two moments differ and both say how long ago something was."""
    return first != second and _AGO.search(first) is not None and _AGO.search(second) is not None


def _by_place(one: ScriptOutput, other: ScriptOutput) -> tuple[list[str], list[str]]:
    """What either wrote in each place that one of them wrote in."""
    first, second = (dict(enumerate(ran.outputs)) | {each[:3]: "".join((each[3], *each[5:7])) for each in ran.bound} for ran in (one, other))  # fmt: skip
    places = {*first, *second}
    return [first.get(place, "") for place in places], [second.get(place, "") for place in places]
