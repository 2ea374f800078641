"""Messages as blocks without links (留言块): a title and a day, or a question and an answer with a day each."""

import re
from collections.abc import Sequence
from itertools import pairwise

from probes.pages.board.below import answer_in
from probes.pages.board.pairs import says_answer, sets_day, speaks, without_mark
from probes.pages.board.row import BoardRow, row_in
from probes.pages.board.signs import status_word, tells
from probes.pages.board.words import LONGEST_ANSWER, asks, heading_of, is_answer, is_note
from probes.pages.document.tree import Element, Tree
from probes.pages.records.groups import stands_aside
from probes.pages.records.headings import heading_over
from probes.pages.records.outline import Outline, says_day
from probes.pages.records.siblings import sibling_sets, spoken_title

#: Headings over what is no message.
NEWS = re.compile(r"要闻|新闻|动态|公告|通知|公示|热点|政策|资讯|头条")
_SENTENCE = re.compile(r"[\u4e00-\u9fff]{4}.{0,200}[，。！；]")
#: What only an office says to who asked; so many words may be a status with its day.
_TO_ASKER, _SHORT_WORDS = re.compile(r"您(?:所|的|反映|咨询|提出|来信)|感谢您(?:的|对|来)|尊敬的(?:网友|市民|群众|用户|[女先]士|先生)|[答回]复如下|我[局委办院厅]"), 20  # fmt: skip
#: What only the answer of an office says, or somebody who asks.
_ANSWERS = re.compile(r"您好|你好|[答回]复|感谢您|来电|致电|咨询|经(?:查|核实|了解)")


def read_blocks(outline: Outline) -> list[BoardRow]:
    """The largest set of blocks without links, each with a title and a day or two."""
    tree, best = outline.tree, list[BoardRow]()
    for members in sibling_sets(outline):
        if any(outline.links(one) > 1 for one in members) or stands_aside(tree, members[0]):
            continue
        if NEWS.search(heading_over(tree, members[0])):
            continue
        rows = list[BoardRow]()
        for one in members:
            if _heads_answer(tree, one):
                _add_reply(tree, one, rows)
            elif (row := _block(tree, one)) is not None:
                rows.append(row)
        if len(rows) > len(best):
            best = rows
    return best if len(best) >= 2 else []


def _heads_answer(tree: Tree, element: Element) -> bool:
    """Whether a block begins as an answer's place does, a line of its own below that of its question: 回复 | 您好，… | 2026-05-09."""
    first = next(iter(tree.parts(element)), "")
    return heading_of(first) == "answer" or says_answer(first)


def _add_reply(tree: Tree, element: Element, rows: Sequence[BoardRow]) -> None:
    """Put the answer that a block is, with its day, into the message above it."""
    if rows and "answer" not in rows[-1].texts:
        rows[-1].texts |= answer_in([text for text in tree.parts(element) if heading_of(text) != "answer"])


def _beside(title: str, parts: Sequence[str]) -> list[str]:
    """What a block says beside its *title* and its statuses."""
    return [text for text in parts if text != title and not tells(text)]


def _block(tree: Tree, element: Element) -> BoardRow | None:
    """A block as a question with the day beside it, and the answer with its own day where both stand there."""
    title = spoken_title(tree, element, speaks=speaks)
    parts = tree.parts(element)
    days = [n for n, text in enumerate(parts) if sets_day(text)]
    if not title or not days or heading_of(title) is not None:
        return None
    row = row_in(tree, element, None)
    row.title = row.title or title
    row.texts["status"] = status_word(tree, element)
    words = [
        text
        for text in parts[days[0] + 1 : days[-1]]
        if len(text) >= 4 and not says_day(text) and (_ANSWERS.search(text) or _SENTENCE.search(text))
    ]
    behind = [text for text in parts[days[-1] + 1 :] if _SENTENCE.search(text)]
    if any(map(is_note, words)) and not any(map(is_answer, [*words, *behind])):
        row.texts["listed"] = parts[days[0]]  # the other day is the note's
        return row
    answered = days[-1]
    if len(days) >= 2 and (
        title in parts[days[0] : days[-1]]
        or (any(map(is_answer, behind)) and (len(days) > 2 or not any(map(is_answer, words))))
    ):  # each day stands over its words, that of the first reply over the others'
        words = behind
        over = pairwise((*days[1:], len(parts)))
        answered = next((n for n, end in over if any(map(is_answer, parts[n + 1 : end]))), answered)
    if len(days) >= 2 and not all(map(asks, words)):
        row.texts |= {
            "submitted": parts[days[0]],
            "answered": parts[answered],
            "answer": " ".join(words)[:LONGEST_ANSWER],
        }
    elif len(days) == 1 and any(map(_ANSWERS.search, said := _beside(title, parts))):
        row.texts["listed"] = parts[days[0]]
        since = next((n for n, text in enumerate(said) if says_answer(text)), None)
        spoken = " ".join(said[since or 0 :])
        if since is not None or len(spoken) <= _SHORT_WORDS or _TO_ASKER.search(spoken):
            row.texts["answer"] = (without_mark(spoken) or " ".join(said))[:LONGEST_ANSWER]
    else:
        row.texts["listed"] = parts[days[0]]
    return row
