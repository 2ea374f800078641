"""What stands beside a step of a finding (处理记录): the program's text, a person's words, or a sentence of before codes."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from monitor.domain.finding import Act, Step
from monitor.domain.sentence import Label, Text, written
from monitor.wording.say import CHINESE, Audience, say

#: Sentences that rows of before there were codes hold, by act; what matches none stays as it was written.
_OLD: Mapping[Act, tuple[re.Pattern[str], Callable[[re.Match[str]], Text]]] = {
    Act.CLOSED: (
        re.compile(r"已不再负有该项义务.*"),
        lambda found: Text("step.no_longer_owed"),
    ),
    Act.NOTIFIED: (
        re.compile(r"(\d{4}-\d{2}-\d{2}) (.*)", re.DOTALL),
        lambda found: Text("step.notified", {"night": date.fromisoformat(found[1]), "to": found[2]}),
    ),
    Act.RETESTED: (
        re.compile(r"\w+(?: [\w:.-]+){0,2}(?:; \w+(?: [\w:.-]+){0,2})*"),
        lambda found: retested([(*one.split(" "), "", "")[:3] for one in found[0].split("; ")]),
    ),
}


#: How many looks a re-test names.
_NAMED = 10


def retested(looks: Sequence[tuple[str, ...]]) -> Text:
    """What a re-test saw; *looks*: of each its kind, its state and its reason, "" where there is none."""
    shown = tuple(_look(*one) for one in looks[:_NAMED])
    more = Text("step.and_more", {"n": len(looks)}) if len(looks) > _NAMED else None
    return Text("step.retested", {"looks": shown, "more": more})


def _look(kind: str, state: str, reason: str) -> Text:
    why = Text("step.because", {"why": Label("reason", reason)}) if reason not in ("", "ok") else None
    return Text("step.look", {"kind": Label("kind", kind), "state": Label("seen", state), "why": why})


def step_text(step: Step) -> Text:
    """What *step* says; a person's words, and what no pattern knows, are `written`."""
    if step.said is not None:
        return step.said
    pattern, text = _OLD.get(step.act, (None, None))
    if pattern is not None and text is not None and (found := pattern.fullmatch(step.note)):
        try:
            return text(found)
        except ValueError:  # no day of the calendar
            pass
    return written(step.note, step.note)


def step_words(step: Step, language: str = CHINESE, audience: Audience = Audience.OPERATOR) -> str:
    """*step* in *language*, as *audience* may read it; a note that was stored as a sentence is read as it was stored."""
    text = step_text(step)
    return say(text, language, audience if step.said is not None else Audience.OPERATOR)
