"""Questions with their answers below them (问答), without table, labels of time or links: by 问/答 words or by the names of their blocks."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import takewhile
from math import inf

from probes.pages.board.signs import only_tells, word_in
from probes.pages.board.words import (
    LABELS,
    LONGEST_ANSWER,
    REPLIED_ON,
    heading_of,
    is_answer,
    is_beside,
    spoken_on,
)
from probes.pages.dates.dates import FoundDate, find_dates, narrow
from probes.pages.document.tree import Element, Tree
from probes.pages.records.outline import says_day

_ASKS = re.compile(
    r"^(?:\d{1,3}\s?[.、．)）]\s?)?[【\[]?(?:网友|市民|群众)?(?:留言|提问|咨询|来信|问题|问)(?:内容)?[】\]]?\s{0,3}[:：]|^(?:网友|市民|群众)\s{0,3}[:：]|^Q\d{0,3}\s?[:：.]\s"
    r"|^[【\[](?:网友|市民|群众)?(?:留言|提问|咨询|来信|问题?)(?:内容)?[】\]]|^(?:问|Q[:：])$"
)
#: Who answers may stand before: 市教育局回复：, 【管理员的答复】; but no 请尽快回复：.
_BY = r"(?:(?![\u4e00-\u9fff]{0,11}[请望盼何未没不给待无已的如])[\u4e00-\u9fff]{1,12}的?)?"
_ANSWERS = re.compile(
    rf"^[【\[]?{_BY}(?:回复|答复|回答|解答|答)(?:内容)?[】\]]?\s{{0,3}}[:：]"
    rf"|^[【\[]{_BY}(?:回复|答复|回答|解答|答)(?:内容)?[】\]]|^(?:答|A[:：])$|^A\d{{0,3}}\s?[:：.]\s"
)
#: What only says who speaks: 姓名：小林, 小吴问：, 来自某地的提问.
_WHO = re.compile(
    r"^(?:\d{1,4}[、.．]\s?)?(?:姓名|昵称|网名|网友|游客|访客|会员|作者|来自|发布者|留言者|提问者|提问人|留言人)\s?[:：]|^第.{1,6}楼|^.{0,6}来自.{1,24}的(?:提问|留言|咨询)\W*$|^.{1,10}[问说]\s?[:：]$|^.{0,20}(?:发表|发布|留言|提问)于\W*$"
)
_TITLE_LABEL = re.compile(
    r"^(?:留言|信件|来信|咨询|诉求|问题)?(?:主题|标题|题目)\s?:\s?|\s(?:发表|发布|留言|提问)于\W*$"
)
_ASK_NAMES = frozenset({"q", "ask", "question", "ques", "wen", "tiwen", "wenti", "consult"})
_ANSWER_NAMES = frozenset({"a", "answer", "ans", "reply", "da", "huida", "huifu", "response"})
_BETWEEN_NAMES = re.compile(r"[\s_-]+")
_SKIN = " ()（）[]【】,，|·"
_HAN = re.compile(r"[\u4e00-\u9fff]{2}|[A-Za-z]{2} [A-Za-z]")
#: A title says no more of a question than this.
_LONGEST_TITLE, _SHORTEST_TITLE = 60, 4
#: Fewer are no board; so many texts before an answer may be its question; so near its end a long text says its day.
_FEWEST, _LED_BY, _TAIL = 2, 6, 24
#: Who spoke when is one of the first texts of what they said.
_HEADS = 2
_LONGEST_LABEL = 12
_INLINE = frozenset({"b", "strong", "span", "font", "em", "i", "a", "br", "u", "label", "img"})
#: A day within such a text is what it speaks of: 将于9月1日开工，请知悉.
_PROSE = re.compile(r"[\u4e00-\u9fff]{2}[，；。]|[，；。][\u4e00-\u9fff]{2}")
#: What sets a day at the end of a text apart from it.
_APART = "(（[【。！!；; 　"


@dataclass(slots=True)
class Pair:
    """One question and what was answered."""

    at: int  #: the number of its first text; -1 where the question stands before the box of its answer
    title: str = ""
    asked: str = ""  #: the day as written
    answered: str = ""
    words: list[str] = field(default_factory=list)  #: of the answer
    bare: bool = False  #: its answer's mark (答复：) stands there with nothing behind it
    last: int = -1  #: the number of its last text
    status: str = ""  #: the word for it that stands before the question

    @property
    def has_answer(self) -> bool:
        """Whether a part for its answer stands there, be it empty."""
        return bool(self.words or self.answered or self.bare)

    @property
    def answer(self) -> str:
        """The words of its answer, as far as they are kept to tell."""
        return " ".join(self.words)[:LONGEST_ANSWER]


def find_pairs(tree: Tree) -> list[Pair]:
    """
    Every question with an answer part or a day, in page order; none where fewer than two have such a part or most have no day.

    Where only answers say what they are, what stands before each is its question.
    """
    named = {one.index: role for one in tree.elements if (role := _role_named(one.mark))}
    roles = [_role(tree, number, narrow(text), named) for number, text in enumerate(tree.texts)]
    said = [number for number, (role, _) in enumerate(roles) if role]
    if len(said) < _FEWEST:
        return []
    box = _around_all(tree, said)
    answers = [number for number in said if roles[number][0] == "a"]
    if begun := _begun(tree, box, answers):
        pairs = begun
    elif len(answers) < len(said):
        starts = _lead_in(tree, box, roles)
        said = [number for number, (role, _) in enumerate(roles) if role]
        pairs = _in_turn(tree, roles, starts, range(said[0], _end_of(tree, box, said)))
    else:
        pairs = _before_answers(tree, box, said)
    found = [one for one in pairs if one.title and (one.has_answer or one.asked)]
    whole = [one for one in found if one.has_answer]
    if not any(one.words or one.bare for one in whole):  # 【回复】 behind titles is a status
        return []
    dated = sum(bool(one.asked or one.answered) for one in found)
    return found if len(whole) >= _FEWEST and dated * 2 > len(found) else []


def _lead_in(tree: Tree, box: Element, roles: list[tuple[str, int]]) -> Set[int]:
    """
    What stands before the one question of each part of the *box* (its title, its day) belongs to it, not to the answer before.

    The numbers of the texts with which such parts begin.
    """
    starts: list[tuple[int, int]] = []
    for part in tree.children(box.index):
        within = [n for n in range(part.start, part.end) if roles[n][0]]
        if not within:
            continue
        if roles[within[0]][0] != "q" or len({roles[n][1] for n in within if roles[n][0] == "q"}) > 1:
            return frozenset()
        starts.append((part.start, within[0]))
    if len(starts) < _FEWEST:
        return frozenset()
    for start, first in starts:
        roles[start:first] = [roles[first]] * (first - start)
    return frozenset(start for start, _ in starts)


def _in_turn(tree: Tree, roles: Sequence[tuple[str, int]], starts: Set[int], numbers: range) -> list[Pair]:
    """Pairs of a page on which questions and answers both say what they are."""
    pairs: list[Pair] = []
    role, block = "", -1
    for number in numbers:
        said, at = roles[number]
        goes_on = (
            role == "q"
            and number not in starts
            and (at == block or _is_day_of(pairs[-1], tree.texts[number]))
        )
        if said == "q" and not goes_on:
            pairs.append(Pair(number))
        role, block = (said, at) if said else (role, block)
        if pairs and role:
            pairs[-1].last = number
            _add(pairs[-1], role, tree.texts[number])
    return pairs


def _is_day_of(pair: Pair, text: str) -> bool:
    """Whether a *text* that says a day goes on with a question, which has its own and a title no more than once."""
    return says_day(text) and not (pair.asked and pair.title)


def _before_answers(tree: Tree, box: Element, said: Sequence[int]) -> list[Pair]:
    """Pairs of a page on which only the answers say what they are: each part of the *box* that holds one, and what stands before it."""
    pairs: list[Pair] = []
    before, leads = list[str](), list[Sequence[str]]()
    own = 0  #: so many days stand before the first answer; of more the first ones belong to the answer before
    for part in tree.children(box.index):
        place = bisect_left(said, part.start)
        first = said[place] if place < len(said) and said[place] < part.end else None
        if first is None:
            before += _beyond_answer(tree.parts(part), pairs)
            continue
        asked = tree.texts[part.start : first]
        whole = any(_is_question(text) for text in asked)
        days = [n for n, text in enumerate(before) if says_day(text)]
        if pairs and not whole and len(days) > own:
            since = days[len(days) - own - 1] + 1
            for text in before[:since][:_LED_BY]:
                _add(pairs[-1], "a", text)
            before = before[since:]
        own = own if pairs else len(days)
        pairs.append(Pair(part.start if whole else -1, last=part.end - 1))
        leads.append(asked if whole else [*before, *asked][-_LED_BY:])
        for text in tree.texts[first : part.end]:
            _add(pairs[-1], "a", text)
        before = []
    longest = max(map(len, leads[1:]), default=_LED_BY)  # before the first one crumbs may stand too
    for pair, lead in zip(pairs, leads, strict=True):
        for text in lead[-longest:] if pair is pairs[0] else lead:
            _add(pair, "q", text)
    return pairs


def _beyond_answer(parts: Sequence[str], pairs: Sequence[Pair]) -> Sequence[str]:
    """*parts* of a page behind an answer's mark without words, but for an answer among them, which is that one's."""
    if not pairs or pairs[-1].words:
        return parts
    until = max((n + 1 for n, text in enumerate(parts) if is_answer(text)), default=0)
    for text in parts[:until]:
        _add(pairs[-1], "a", text)
    return parts[until:]


def _begun(tree: Tree, box: Element, said: Sequence[int]) -> list[Pair]:
    """Pairs where each message begins with a part of the *box* of one kind that says its day, answered or not; none where it is not so."""
    parts = [one for one in tree.children(box.index) if one.start < one.end]
    kinds = [(one.tag, one.key) for one in parts]
    heads = [n for n, kind in enumerate(kinds) if kind == kinds[0]]
    answers = [n for n, one in enumerate(parts) if _first_from(said, one.start) < one.end]
    if not answers or len(heads) < len(answers) or kinds[0] in {kinds[n] for n in answers}:
        return []
    pairs: list[Pair] = []
    for head, behind in zip(heads, [*heads[1:], len(parts)], strict=True):
        own = answers[bisect_left(answers, head) : bisect_left(answers, behind)]  # no head is one
        if len(own) > 1 or not any(map(says_day, tree.parts(parts[head]))):
            return []
        pair = Pair(-1, last=parts[behind - 1].end - 1, status=word_in(tree.parts(parts[head])))
        pairs.append(pair)
        for part in parts[head : own[0] if own else behind]:
            for text in tree.parts(part)[: 2 * _LED_BY]:
                _add(pair, "q", text)
        for part in parts[own[0] : behind] if own else ():
            for text in tree.parts(part):
                _add(pair, "a", text)
    return pairs


def is_pictured(tree: Tree, pair: Pair) -> bool:
    """Whether only a picture stands behind an answer's mark."""
    if pair.words or pair.answered:
        return False
    *_, widest = takewhile(lambda one: one.end == pair.last + 1, tree.around_text(pair.last))
    return any(one.tag == "img" and one.start > pair.last for one in tree.below(widest))


def sets_day(text: str) -> bool:
    """Whether a text says a day that is no part of a sentence."""
    return says_day(text) and (_PROSE.search(text) is None or bool(_at_the_end(narrow(text))))


def says_answer(text: str) -> bool:
    """Whether a text begins as an answer does (答复：, 【回复】)."""
    return _ANSWERS.match(narrow(text)) is not None


def says_who(text: str) -> bool:
    """Whether a text only says who asks (姓名：小林, 来自某地的提问)."""
    return _WHO.match(text) is not None


def speaks(text: str) -> bool:
    """Whether a text is no label with its value (发布者：小林, 浏览量：3), no status, and does not only say who asks."""
    if only_tells(text):
        return False
    label, colon, _ = narrow(text[:_LONGEST_LABEL]).partition(":")
    return LABELS.match(text) is None and not (colon and is_beside(label)) and not says_who(text)


def without_mark(text: str) -> str:
    """*text* without the words that begin an answer (答复：, 【教育局回复】)."""
    return _ANSWERS.sub("", narrow(text), count=1).strip()


def _is_question(text: str) -> bool:
    """Whether a text may be a question or its title: words that are no day."""
    return len(text) >= _SHORTEST_TITLE and _HAN.search(text) is not None and not find_dates(narrow(text))


def _add(pair: Pair, role: str, whole: str) -> None:
    """Put one text of a question or of an answer where it belongs."""
    plain = narrow(whole)
    if (spoken := spoken_on(plain)) is not None:  # its day, then what was said
        if role == "q" or not _was_answered(pair, spoken["day"]):
            _add(pair, role, spoken["day"])
        plain = plain[spoken.end() :]
    elif role == "a" and (replied := REPLIED_ON.match(plain)) is not None:
        if not _was_answered(pair, replied["day"]):
            _add(pair, role, replied["day"])
        plain = plain[replied.end() :]
    text = (_ASKS if role == "q" else _ANSWERS).sub("", plain).strip()
    days = find_dates(text, short=True) if len(text) <= 40 and not _PROSE.search(text) else _at_the_end(text)
    day = text[days[0].start : days[0].end] if days else ""
    words = (text[: days[0].start] + text[days[0].end :] if days else text).strip(_SKIN)
    if role == "q":
        pair.asked = pair.asked or day
        words = _TITLE_LABEL.sub("", words)
        speaks = len(words) >= _SHORTEST_TITLE and _HAN.search(words) and not says_who(text)
        speaks = speaks and words[-1] != ":" and heading_of(words) is None and not only_tells(words)
        pair.title = pair.title or (words[:_LONGEST_TITLE] if speaks else "")
    else:
        pair.answered = day or pair.answered
        mark = _ANSWERS.match(narrow(whole))
        pair.bare = pair.bare or (
            mark is not None and mark[0].rstrip()[-1] not in "]】"
        )  # [回复] alone may be a status or a button
        pair.words += [words[:LONGEST_ANSWER]] if words.strip(":") else []


def _was_answered(pair: Pair, day: str) -> bool:
    """Whether somebody answered on a day before this one, or on it: of several replies the first counts, wherever it stands."""
    before, later = find_dates(pair.answered), find_dates(narrow(day))
    return (
        bool(before and later) and before[0].on <= later[0].on and any(map(is_answer, pair.words[:_LED_BY]))
    )


def _at_the_end(text: str) -> Sequence[FoundDate]:
    """The day at the end of a long text, set apart from it: `…感谢您的来信！（2026-03-05）`."""
    tail = text[-_TAIL:]
    return [
        replace(one, start=one.start + len(text) - len(tail), end=one.end + len(text) - len(tail))
        for one in find_dates(tail)[-1:]
        if not tail[one.end :].strip(_SKIN) and (not one.start or tail[one.start - 1] in _APART)
    ]


def _around_all(tree: Tree, numbers: Sequence[int]) -> Element:
    """The smallest element that holds all of these texts."""
    first, last = numbers[0], numbers[-1]
    return next(
        (one for one in tree.around_text(first) if one.start <= first and last < one.end), tree.elements[0]
    )


def _first_from(numbers: Sequence[int], start: int) -> float:
    """The first of *numbers*, which rise, that is *start* or more; infinity for none."""
    place = bisect_left(numbers, start)
    return numbers[place] if place < len(numbers) else inf


def _end_of(tree: Tree, box: Element, numbers: Sequence[int]) -> int:
    """Where the last answer ends at the latest: with its part of the *box*, and the parts behind of the same kind."""
    parts = list(tree.children(box.index))
    held = [n for n, one in enumerate(parts) if _first_from(numbers, one.start) < one.end]
    if not held:
        return box.end
    kinds = {(parts[n].tag, parts[n].key) for n in held}
    end = parts[held[-1]].end
    for one in parts[held[-1] + 1 :]:
        if (one.tag, one.key) not in kinds:
            break
        end = one.end
    if parts[held[-1]].tag in _INLINE:  # the words behind 回复： stand in the box itself
        end = next((one.start for one in parts[held[-1] + 1 :] if one.tag not in _INLINE), box.end)
    return max(end, numbers[-1] + 1)


def _role_named(mark: str) -> str:
    """`q` or `a` where a block's name says that it holds a question or an answer, or ""."""
    names = set(_BETWEEN_NAMES.split(mark))
    return "a" if names & _ANSWER_NAMES else "q" if names & _ASK_NAMES else ""


def _role(tree: Tree, number: int, text: str, named: Mapping[int, str]) -> tuple[str, int]:
    """`q` or `a` and the block that says so, by its words or of those *named*; "" where the text goes on as before."""
    around = (one for one in (tree.around_text(number) if named else ()) if one.index in named)
    if (spoken := spoken_on(text)) is not None:
        role = "" if spoken["again"] else "qa"[spoken["answer"] is not None]
        box = next(around, None)
        heads = box is not None and named[box.index] == role and number - box.start < _HEADS
        return role, box.index if box is not None and heads else number
    if _ASKS.match(text):
        return "q", number
    if _ANSWERS.match(text) or _is_reply(text, tree.texts[number + 1 : number + 2]):
        return "a", number
    return next(((named[one.index], one.index) for one in around), ("", -1))


def _is_reply(text: str, behind: Sequence[str]) -> bool:
    """Whether a *text* says on which day somebody replied, and an answer follows in it or *behind* it."""
    replied = REPLIED_ON.match(text)
    return replied is not None and is_answer(
        text[replied.end() :].strip() or "".join(behind)[:LONGEST_ANSWER]
    )
