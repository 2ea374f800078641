"""What stands beside a day below running text (文后日期): who edited or wrote beside it, a paragraph right below it."""

import re

from probes.pages.article.info_line import FACTS, OFFICE, heads_paragraph, rest_of_line, without_facts
from probes.pages.dates.dates import FoundDate

#: Who checked a text, and who wrote it, on the line of its day: 编辑：李某 审核：赵某 2024-05-17.
_EDITED = re.compile(r"编\s?辑\s?:|责\s?编|审\s?[核签校]\s?:|校\s?对\s?:|[一二三初复终]\s?审\s?:")
_WRITTEN = re.compile(r"记者|通讯员|撰稿|供稿|(?<![\u4e00-\u9fff])[文图]\s?[/:]")
#: A time right before a day: that of a remark (11:00, 2026年10月2日).
_TIME_BEFORE = re.compile(r"\d:\d\d[,，]?\s?\Z")


#: A line that no text ends with and that says no fact: the title of another article's card, be it short.
_OF_A_CARD = re.compile(r"(?!附件|\d)[^\n。；，！？:）)”》…]{2,40}\Z")


def _heads_a_card(text: str, start: int) -> bool:
    """Whether the line above that of the day at *start* may be the title of another article."""
    line = text.rfind("\n", 0, start)
    above = text[text.rfind("\n", 0, max(0, line)) + 1 : max(0, line)].strip()
    return (
        _OF_A_CARD.match(above) is not None
        and OFFICE.fullmatch(above) is None
        and len(without_facts(above)) > 1
        and not above.endswith(("日", "号"))
    )


def names_below(text: str, found: FoundDate, *, alone: bool) -> set[str]:
    """What speaks for and against a day below running text; *alone*: next to nothing else stands on its line."""
    rest = rest_of_line(text, found)
    if alone and text[found.end - 1] == "日" and heads_paragraph(text, found) and not FACTS.search(rest):
        return {"prose.next"}
    if _TIME_BEFORE.search(text, max(0, found.start - 8), found.start) is not None:
        return {"line.time"}
    if _EDITED.search(rest) is not None:
        return set() if _heads_a_card(text, found.start) else {"line.edited"}
    return {"line.written"} if _WRITTEN.search(rest) is not None else set()
