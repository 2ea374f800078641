"""What stands below a message whose place for an answer is empty (留言下方的文字): its answer, or words that may be one."""

import re
from collections.abc import Mapping, Sequence

from probes.pages.board.pairs import says_answer, sets_day, without_mark
from probes.pages.board.row import BoardRow
from probes.pages.board.signs import tells
from probes.pages.board.words import (
    LABELS,
    LONGEST_ANSWER,
    asks,
    heading_of,
    is_answer,
    is_empty,
    is_receipt,
    is_sentence,
    is_unclear,
    labels_in,
    noun_at,
)
from probes.pages.document.tree import Element, Tree
from probes.pages.records.siblings import boxes_around

#: So many texts below a message may be its own; so short a one is no answer.
_PIECES, _SHORTEST = 12, 8
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|ofd|jpe?g|png|zip|rar)\s*$", re.IGNORECASE)
_NO_TITLE = re.compile(r"\W?(?:追问|再次提问)")
_NOTICE = re.compile(r"\W{0,3}(?:(?:温馨|友情|特别)提[示醒]|说明|须知)\s?[:：]")
_STOPS = re.compile("[，。！；]")
_OF_ASKER = frozenset({"question", "title", "person"})


def heed_below(tree: Tree, found: Sequence[tuple[Element, BoardRow]], ends: Sequence[int]) -> None:
    """
    Give messages of *found* that lack an answer what is said below them, or nothing: then an empty place tells nothing.

    *ends*: of each message the number of the text at which the next one begins, or its own box ends. Behind the last one words
    may stand that are nobody's answer: where none of their kind stand behind another one, they only may be its own.
    """
    titles = {row.title for _, row in found}
    elements = [element for element, _ in found]
    for (element, row), end in zip(found, ends, strict=True):
        if not is_empty(row.texts.get("answer", "")):
            continue
        below = [
            one for one in tree.texts[element.end : min(end, element.end + _PIECES)] if one not in titles
        ]
        told = _labelled(row, below)
        row.texts |= told
        marked = next((n for n, text in enumerate(below) if says_answer(text)), None)
        if marked is not None:
            row.texts["answer"] = without_mark(" ".join(below[marked:]))[:LONGEST_ANSWER]
        elif not told and _has_empty_place(row):
            _heed(row, below, element is not elements[-1] or _ends_as_others(tree, elements))


def heed_below_boxes(tree: Tree, found: Sequence[tuple[Element, BoardRow]]) -> None:
    """What stands below each message, in its own box."""
    elements = [element for element, _ in found]
    boxes, _ = boxes_around(tree, elements)
    ends = next_starts(tree, elements)
    inner = [
        one.end if one.end > element.end else end
        for one, element, end in zip(boxes, elements, ends, strict=bool(boxes))
    ]
    heed_below(tree, found, inner or ends)


def next_starts(tree: Tree, elements: Sequence[Element]) -> list[int]:
    """Where the message behind each of *elements* begins; behind the last one the next of its kind ends."""
    if not elements:
        return []
    behind = _behind(tree, elements[-1])
    return [*(one.start for one in elements[1:]), (elements[-1] if behind is None else behind).end]


def _behind(tree: Tree, element: Element) -> Element | None:
    """The element right behind another in the same one."""
    behind = tree.elements[element.last] if element.last < len(tree.elements) else None
    return behind if behind is not None and behind.parent == element.parent else None


def _ends_as_others(tree: Tree, elements: Sequence[Element]) -> bool:
    """Whether what stands behind the last of *elements* is of a kind that stands behind another, where they share what is around."""
    own, last = {one.index for one in elements}, elements[-1]
    beside = [one for one in elements[:-1] if one.parent == last.parent]
    behind = (_behind(tree, one) for one in beside)
    kinds = {(one.tag, one.key) for one in behind if one is not None and one.index not in own}
    place = _behind(tree, last)
    return not beside or (place is not None and (place.tag, place.key) in kinds)


def below_heading(tree: Tree, element: Element) -> dict[str, str]:
    """What stands below an answer's heading (办理回复) in a row, with its day where it answers; nothing where no words do."""
    parts = tree.parts(element)
    since = next((n + 1 for n, text in enumerate(parts) if heading_of(text) == "answer"), len(parts))
    return answer_in(parts[since:])


def answer_in(parts: Sequence[str]) -> dict[str, str]:
    """The answer that *parts* of a page are, with its day where they answer; nothing where no words are among them."""
    words = without_mark(" ".join(text for text in parts if not sets_day(text)))[:LONGEST_ANSWER]
    days = reversed(parts) if is_answer(words) or is_sentence(words) else ()
    day = next(filter(sets_day, days), "")
    return {"answer": words, "answered": day} if words else {}


def is_in_answer(title: str, text: str, told: Mapping[str, str]) -> bool:
    """Whether the words of a link stand in the answer alone (展开), or are a file's (答复函.pdf)."""
    answer = told.get("answer", "")
    return _FILE.search(title) is not None or (title in answer and title not in text[: text.rfind(answer)])


def names_letter(first: str, told: Mapping[str, str]) -> bool:
    """Whether the *first* words of a row without a link may be its title: no label, status, answer or second question."""
    return (
        bool(first)
        and LABELS.search(first) is None
        and heading_of(first) is None
        and not (tells(first) or is_answer(first) or _NO_TITLE.match(first) or _FILE.search(first))
        and not (first in told.get("answer", "") and "question" in told)
        and first not in told.get("answered", "")
    )


def _labelled(row: BoardRow, below: Sequence[str]) -> dict[str, str]:
    """What labels *below* a row tell of its answer that the row does not (回复时间：2026-05-09)."""
    told = labels_in(" ".join(below))
    holds = {"answer": lambda text: not is_empty(text), "answered": sets_day, "status": tells}
    return {
        noun: told[noun]
        for noun, is_told in holds.items()
        if noun in told and is_told(told[noun]) and is_empty(row.texts.get(noun, ""))
    }


def _has_empty_place(row: BoardRow) -> bool:
    """Whether nothing stands where a row's answer or its day would."""
    told = [row.texts[noun] for noun in ("answered", "answer") if noun in row.texts]
    return bool(told) and all(map(is_empty, told))


def _heed(row: BoardRow, below: Sequence[str], is_own: bool) -> None:
    """Take the first of the texts *below* a row that may be its answer; where it only may, or they may not be its own, the row's empty place tells nothing."""
    asked = False
    for n, text in enumerate(below):
        label = LABELS.match(text)
        behind, asked = asked, label is not None and noun_at(text, label) in _OF_ASKER
        if behind or asked or len(text) < _SHORTEST or asks(text) or _NOTICE.match(text):
            continue
        if label is not None and _STOPS.search(text) is None:  # 承办单位：区住建局
            continue
        replies = is_answer(text) or is_receipt(text) or is_unclear(text)
        if replies and is_own:
            row.texts["answer"] = " ".join(below[n:])[:LONGEST_ANSWER]
            return
        if replies or is_sentence(text):
            for noun in ("answered", "answer"):
                row.texts.pop(noun, None)
            return
