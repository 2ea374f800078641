"""Labels on a letter's own page that we do not know (签收人、红黄牌), told by those of their kind that we do: what stands behind them is no answer."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from monitor.domain.content import MessageStatus
from probes.pages.board.wording import says_done
from probes.pages.board.words import heading_of, is_answer, is_empty, status_of

#: Stands for such a label.
OTHER = "其他事项:"
#: Stand in the cell of an answer, empty or not; and what may show words there.
BLANK, OWN, _SHOWS = (
    "〔空〕",
    "〔复〕",
    "img, iframe, object, embed, video, audio, canvas, svg, input, textarea, a[href]",
)
#: What labels stand in: with a class of their own, or by its tag.
_BOXES, _TAGS = (
    "td, th, dt, label, b, strong, span, div, em, i, font, p",
    frozenset({"th", "dt", "label", "b", "strong"}),
)
_CELLS, _SKIN = frozenset({"td", "th"}), " 　:：[]【】"
_MOST, _LONGEST, _HIGHEST, _WIDEST = 3000, 20, 4, 60
#: A label that is shorter (状态) is none to every reader without its colon.
_SHORTEST_ALONE = 4
#: So short a text may be a label; and so many kinds of facts are labelled in one way on a letter's page, the answer and the letter among them.
_LABEL, _FEWEST = re.compile(r"(?!尊敬|[您你]好)[\u4e00-\u9fff]{2,12}"), 3
_OF_LETTER, _BESIDE = frozenset({"question", "submitted", "title"}), frozenset({"ignore", "kind", "number"})
#: A label in brackets before its value: 【回复内容】您好.
BOXED = re.compile(r"【\s?([\u4e00-\u9fff]{2,8})\s?】\s{0,3}[:：]?")

_Kind = tuple[str, str, int]


def mark_labels(body: LexborNode) -> None:
    """Mark what stands below *body* of a letter with an answer's label: labels that we do not know, and the cells of its answers."""
    texts = ((leaf, _own_text(leaf)) for leaf in islice(body.css(_BOXES), _MOST))
    leaves = [(leaf, text, heading_of(text)) for leaf, text in texts if 1 < len(text) <= _LONGEST]
    answers = [leaf for leaf, _, noun in leaves if noun == "answer"]
    if answers:
        _mark_other_labels(leaves)
        _mark_answer_cells(answers)


def _mark_other_labels(leaves: Sequence[tuple[LexborNode, str, str | None]]) -> None:
    """Write `OTHER` in place of the labels that we do not know, in boxes of a kind that holds labels that we do, and no values."""
    nouns: dict[_Kind, set[str]] = {}
    of_values = set[_Kind]()
    found: list[tuple[_Kind, LexborNode, LexborNode, str, str | None]] = []
    for leaf, text, noun in leaves:
        if _LABEL.fullmatch(text) is None:
            continue
        box = _around(leaf)
        kind = _kind(box)
        if kind is None:
            continue
        if noun is not None:
            nouns.setdefault(kind, set()).add(noun)
            if noun in _OF_LETTER and _has_value_alike(box, kind):
                of_values.add(kind)
        if noun is None or noun in _BESIDE or len(text) < _SHORTEST_ALONE:
            found.append((kind, leaf, box, text, noun))
    kinds = {kind for kind, known in nouns.items() if _labels(known)} - of_values
    for kind, leaf, box, text, noun in found:
        if kind not in kinds:
            continue
        if noun is not None:  # 热度, 附件: no label to every reader without its colon
            leaf.inner_html = f"{text}:"
        elif _may_label(box, text):
            leaf.inner_html = OTHER


def _may_label(box: LexborNode, text: str) -> bool:
    """Whether a *text* may be the label of what stands behind its *box*: beside it where this is a cell; no status, and nothing that an answer says."""
    followed = _cells_behind(box) != [] if box.tag in _CELLS else box.next is not None
    if not followed or is_empty(text) or status_of(text) is not MessageStatus.UNSTATED:
        return False
    return not (says_done(text) or is_answer(text))


def _has_value_alike(box: LexborNode, kind: _Kind) -> bool:
    """Whether right behind a label's *box* stands its value, in one of the same *kind*."""
    behind = box.next
    while behind is not None and behind.tag == "-text" and not (behind.text_content or "").strip():
        behind = behind.next
    return behind is not None and _kind(behind) == kind and heading_of(behind.text() or "") is None


def _mark_answer_cells(labels: Iterable[LexborNode]) -> None:
    """Write `OWN` before the words in the cell beside an answer's label; `BLANK` where nothing stands in its row: what stands below the row is something else's."""
    for box in map(_around, labels):
        beside = _cells_behind(box) if box.tag in _CELLS or box.tag == "dt" else []
        if beside and not any(map(_says_or_shows, beside)):
            beside[0].inner_html = BLANK
        elif beside and beside[0].child is not None and (beside[0].text() or "").strip():
            beside[0].child.insert_before(OWN)


def _cells_behind(box: LexborNode) -> list[LexborNode]:
    """The cells behind a label's in its row, or the one definition behind a term."""
    found, behind = list[LexborNode](), box.next
    for _ in range(_WIDEST):
        if behind is None or (behind.tag == "dt" and box.tag == "dt"):
            break
        if behind.tag in _CELLS or behind.tag == "dd":
            found.append(behind)
        behind = behind.next
    return found


def _says_or_shows(cell: LexborNode) -> bool:
    """Whether a cell holds words or anything that may show some."""
    return bool((cell.text() or "").strip()) or cell.css_first(_SHOWS) is not None


def part_other_boxes(lines: Sequence[str]) -> Iterator[str]:
    """*lines*, `OTHER` put for a label in brackets that we do not know (【签收人】), where others are so written that we do."""
    boxes = [BOXED.match(line) for line in lines]
    named = [heading_of(box[1]) if box is not None else None for box in boxes]
    known = _labels({one for one in named if one is not None})
    for line, box, noun in zip(lines, boxes, named, strict=True):
        if known and box is not None and noun is None:
            yield OTHER
            yield from filter(None, (line[box.end() :].strip(),))
        else:
            yield line


def _labels(nouns: set[str]) -> bool:
    """Whether what names these kinds of facts are the labels of a letter."""
    return len(nouns) >= _FEWEST and "answer" in nouns and not nouns.isdisjoint(_OF_LETTER)


def _own_text(node: LexborNode) -> str:
    """The words of an element that holds no other; "" for what does."""
    child = node.child
    if child is None or child.next is not None or child.tag != "-text":
        return ""
    return (child.text_content or "").strip(_SKIN + "\r\n\t")


def _around(leaf: LexborNode) -> LexborNode:
    """The largest of a few boxes that hold nothing but *leaf*, up to a cell."""
    box = leaf
    for _ in range(_HIGHEST):
        above = box.parent
        if box.tag in _CELLS or box.tag == "dt" or above is None or _has_more(above, box):
            break
        box = above
    return box


def _has_more(above: LexborNode, box: LexborNode) -> bool:
    """Whether an element holds more than *box* and blanks."""
    beside = (box.prev, box.next, box.prev.prev if box.prev else None, box.next.next if box.next else None)
    return above.tag in ("body", "tr") or any(
        one is not None and (one.tag != "-text" or (one.text_content or "").strip(_SKIN + "\r\n\t"))
        for one in beside
    )


def _kind(box: LexborNode) -> _Kind | None:
    """What tells boxes of labels from others: tag, classes, and of a cell whether it is an odd one in its row."""
    classes = (box.attributes.get("class") or "")[:100]
    if box.tag == "td":
        before, count = box.prev, 0
        for _ in range(_WIDEST):
            if before is None:
                return "td", classes, count % 2
            count += before.tag in _CELLS
            before = before.prev
        return None
    return (box.tag or "", classes, 0) if classes or box.tag in _TAGS else None
