"""Questions with their answers below them (问答), without table, labels of time or links: by 问/答 words or by the names of their blocks."""

import re
from dataclasses import dataclass, field

from probes.pages.dates.dates import find_dates, narrow
from probes.pages.document.tree import Tree

_ASKS = re.compile(r"^[【\[]?(?:网友|市民|群众)?(?:留言|提问|咨询|来信|问题|问)(?:内容)?[】\]]?\s{0,3}[:：]")
_ANSWERS = re.compile(r"^[【\[]?(?:官方|单位|部门)?(?:回复|答复|回答|答)(?:内容)?[】\]]?\s{0,3}[:：]")
_ASK_NAMES = frozenset({"q", "ask", "question", "ques", "wen", "tiwen", "wenti", "consult"})
_ANSWER_NAMES = frozenset({"a", "answer", "ans", "reply", "da", "huida", "huifu", "response"})
_SKIN = " ()（）[]【】,，|·"
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
#: A title says no more of a question than this.
_LONGEST_TITLE = 60


@dataclass(slots=True)
class Pair:
    """One question and what was answered."""

    title: str = ""
    asked: str = ""  #: the day as written
    answered: str = ""
    words: list[str] = field(default_factory=list)  #: of the answer


def find_pairs(tree: Tree) -> list[Pair]:
    """Every question with an answer part, in page order; none where fewer than two stand there or most have no day."""
    pairs: list[Pair] = []
    role, block = "", -1
    for number, whole in enumerate(tree.texts):
        said, at = _role(tree, number, narrow(whole))
        if said == "q" and (role != "q" or at != block):
            pairs.append(Pair())
        role, block = (said, at) if said else (role, block)
        if not pairs or not role:
            continue
        text = (_ASKS if role == "q" else _ANSWERS).sub("", narrow(whole)).strip()
        days = find_dates(text, short=True) if len(text) <= 40 else ()
        pair = pairs[-1]
        said_day = text[days[0].start : days[0].end] if days else ""
        words = (text[: days[0].start] + text[days[0].end :] if days else text).strip(_SKIN)
        if role == "q":
            pair.asked = pair.asked or said_day
            pair.title = pair.title or (
                words[:_LONGEST_TITLE] if len(words) >= 4 and _HAN.search(words) else ""
            )
        else:
            pair.answered = said_day or pair.answered
            pair.words += [words[:200]] if words else []
    found = [one for one in pairs if one.title and (one.words or one.answered)]
    dated = sum(bool(one.asked or one.answered) for one in found)
    return found if len(found) >= 2 and dated * 2 > len(found) else []


def _role(tree: Tree, number: int, text: str) -> tuple[str, int]:
    """`q` or `a` and the block that says so; "" where the text goes on as before."""
    if _ASKS.match(text):
        return "q", number
    if _ANSWERS.match(text):
        return "a", number
    for one in tree.around_text(number):
        names = set(re.split(r"[\s_-]+", one.mark))
        if names & _ANSWER_NAMES:
            return "a", one.index
        if names & _ASK_NAMES:
            return "q", one.index
    return "", -1
