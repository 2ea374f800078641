"""What stands beside a step of a finding (处理记录): the program's text, a person's words, or a sentence of before codes."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from monitor.domain.finding import Act, Step
from monitor.domain.sentence import Text, written
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
}


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
