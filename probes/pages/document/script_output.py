"""What the inline scripts of a page wrote at one moment, held against another moment (脚本输出)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest
from typing import TypeVar

from probes.pages.document.by_clock import at_both, goes_with_clock, says_only_ago

Part = TypeVar("Part")

#: What a list, a homepage or a board is made of.
_MAY_BE_ROWS = re.compile(r"<(?i:a|li|tr|t[dh]|d[ltd])[\s>]|\d\s?[-/.年月]\s?\d|\d[日天]|前|今天|昨天")
#: What no clock writes.
_ROW_MARKS = re.compile(r"<(?:a|li|tr|t[dh]|d[ltd])[\s>]", re.IGNORECASE)

_HOW_LONG_AGO = "a script says only how long ago"

#: What was written into one element: how it is found, its markup, whether that is all of it, what goes before and after it, whether it is hidden, and its classes with what else of its attributes a style sheet names, as JSON (None: as before).
Bound = tuple[str, str, int, str, bool, str, str, bool | None, str | None]


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
    other_outputs: tuple[str, ...] = ()  #: what they write at another time, where that is no clock's showing
    other_bound: tuple[Bound, ...] = ()

    @property
    def writes(self) -> bool:
        """Whether anything was written, into the page or into elements."""
        return any(self.outputs) or bool(self.bound)

    @property
    def at_another_time(self) -> "ScriptOutput | None":
        """What the page's scripts write at another time, where more than a clock differs then."""
        if not self.other_outputs:
            return None
        return replace(self, outputs=self.other_outputs, bound=self.other_bound, other_outputs=())


def agreed(one: ScriptOutput, others: Sequence[tuple[ScriptOutput, datetime]], now: datetime) -> ScriptOutput:
    """
    What the scripts write whenever they run, and whatever chance gives them, without what only a clock shows; where more than that differs, what they write then stands beside it.

    *now*: the moment of *one*; *others*: what they wrote at other moments, or with other numbers at the same one. What two only say as so long ago tells no day: it is lost.
    """
    for other, _ in others:
        one = replace(
            one,
            failed=one.failed or other.failed,
            broke=one.broke or other.broke,
            unable=one.unable or other.unable,
            missed=_of_either(one.missed, other.missed),
            unrun=_of_either(one.unrun, other.unrun),
            filled=_of_either(one.filled, other.filled),
            taken=_of_either(one.taken, other.taken),
            placed=_of_either(one.placed, other.placed),
        )
    held = [_at_both(one, other, (now, moment)) for other, moment in others]
    lost = next((ran.lost for ran in held if ran.lost), "" if held else one.lost)
    ran = next((ran for ran in held if ran.other_outputs), held[0] if held else one)
    return replace(ran, lost=lost)


def _of_either(first: tuple[Part, ...], second: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _at_both(one: ScriptOutput, other: ScriptOutput, moments: tuple[datetime, datetime]) -> ScriptOutput:
    outputs = [at_both(*both, *moments) for both in zip_longest(one.outputs, other.outputs, fillvalue="")]
    ours, theirs = ({entry[:3]: entry for entry in ran.bound} for ran in (one, other))
    held = {
        place: _both_without_clock(ours[place], theirs[place], moments) for place in ours if place in theirs
    }
    ran = replace(
        one,
        outputs=tuple(now for now, _ in outputs),
        bound=tuple(held[entry[:3]][0] if entry[:3] in held else entry for entry in one.bound),
        lost=_lost_by_clock(one, other, moments),
    )
    then = tuple(then for _, then in outputs)
    bound = tuple(held[entry[:3]][1] if entry[:3] in held else entry for entry in other.bound)
    if then == ran.outputs and set(bound) == set(ran.bound):
        return ran
    return replace(ran, other_outputs=then, other_bound=bound)


def _both_without_clock(one: Bound, other: Bound, moments: tuple[datetime, datetime]) -> tuple[Bound, Bound]:
    """What was written into one place at both moments, without what only a clock shows."""
    if one == other:
        return one, other
    written = ((one[3], other[3]), (one[5], other[5]), (one[6], other[6]))
    (html, then), (before, before_then), (after, after_then) = (at_both(*pair, *moments) for pair in written)
    return (
        (*one[:3], html, one[4], before, after, *one[7:]),
        (*other[:3], then, other[4], before_then, after_then, *other[7:]),
    )


def _lost_by_clock(one: ScriptOutput, other: ScriptOutput, moments: tuple[datetime, datetime]) -> str:
    if not goes_with_clock(one.lost, other.lost, *moments):
        return one.lost or other.lost
    both = one.lost if one.lost == other.lost else ""
    return both or (_HOW_LONG_AGO if any(map(says_only_ago, *_by_place(one, other))) else "")


def may_be_rows(ran: ScriptOutput) -> bool:
    """Whether anything of it may be rows, links or days."""
    return any(map(_MAY_BE_ROWS.search, (*ran.outputs, *("".join((one[3], *one[5:7])) for one in ran.bound))))


def differ_as_clocks(one: ScriptOutput, other: ScriptOutput) -> bool:
    """Whether the two moments of *one* and *other* show as text of its own in the same places, and as nothing that comes or goes."""
    differing = [pair for pair in zip(*_by_place(one, other), strict=True) if pair[0] != pair[1]]
    return bool(differing) and all(all(pair) and not any(map(_ROW_MARKS.search, pair)) for pair in differing)


def _by_place(one: ScriptOutput, other: ScriptOutput) -> tuple[list[str], list[str]]:
    """What either wrote in each place that one of them wrote in."""
    first, second = (dict(enumerate(ran.outputs)) | {each[:3]: "".join((each[3], *each[5:7])) for each in ran.bound} for ran in (one, other))  # fmt: skip
    places = {*first, *second}
    return [first.get(place, "") for place in places], [second.get(place, "") for place in places]
