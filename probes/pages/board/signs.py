"""What a row tells by signs (状态标志): a status that stands by itself, in brackets or in a picture."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set

from monitor.domain.content import MessageStatus
from probes.pages.board.row import BoardRow
from probes.pages.board.words import heading_of, is_empty, is_label, status_of
from probes.pages.dates.dates import narrow
from probes.pages.document.tree import Element, Tree
from probes.pages.records.outline import says_day

_BRACKETED = re.compile(r"[\[【(（]\s?([\u4e00-\u9fff]{2,6})\s?[\]】)）]")
#: What draws a sign without words.
_PICTURES, _ICON = frozenset({"img", "i", "svg"}), re.compile(r"icon|\bfa\b|glyph")
#: Classes that alternate from row to row, and such as a style sheet draws an answer by.
_ALTERNATING = re.compile(r"(?<![a-z])(?:odd|even|first|last|line|row|alt|bg|cell|td)[\d_-]*(?![a-z])|\s+")
_DRAWN = re.compile(
    r"(?<!un)(?<!not)(?<!no)(?<!not[-_ ])(?<!no[-_ ])(?:done|finish|complete|replied|answered|success|(?<![a-z])(?:yhf|ydf|ybj|yes|ok|over|yihuifu|yidafu|banjie)(?![a-z]))"
)
#: What is named so holds no day, and a day that stands alone.
_NO_DAYS = ("kind", "unit", "person", "question")
_ONLY_DAY = re.compile(r"20\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s\d{1,2}:\d\d(?::\d\d)?)?")
_NUMBERED = re.compile(r"\d{2}")
#: So many elements of a cell are looked at for these.
_MOST_MARKS = 4
#: Words of buttons beside a record, and of a poll or a call for opinions.
_BUTTONS = frozenset({"回复", "答复", "办理", "处理", "受理", "审核", "完成", "关闭", "进行中", "Reply", "Close"})  # fmt: skip
#: What the steps of a progress bar are called, those to come as well: 提交 → 受理 → 办结.
_STEPS = re.compile(
    r"(?:已|待)?(?:提交|来信|登记|受理|审核|转办|交办|派单|派发|分派|签收|办理|处理|答复|回复|反馈|办结|完成|归档|评价|回访)中?"
)
_LONGEST_STEP, _FEWEST_STEPS = 4, 3
_DAY_BESIDE = re.compile(
    r"[（(]?20\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s\d{1,2}:\d\d(?::\d\d)?)?[）)]?"
)
_STEP_ANSWERED = re.compile(r"(?<![未待请])(?:[答回]复|办结)")
_LONGEST_LABELLED, _LONGEST_FACTS = 20, 40
#: Words that fill no answer's cell, but tell of one: 未回复, 暂无答复.
_NO_ANSWER = re.compile(r"未|无[答回]复")
#: What the words of statuses are written with.
_LETTERS = frozenset("已经正在等待尚未暂信件来留言诉求工单办处受理审核回答复反馈解决完成结毕中转交阅公开按期")
#: Words of any fact (是否公开：是), and of a status only below its own head.
_OF_ANY = frozenset({"是", "否"})
#: What parts the facts of one line: 2026-05-01 | 已办结 | 教育局.
_PARTED = re.compile(r"[|｜·/]")
#: The same where a day stands among them: 2026-05-01 教育局 已办结.
_PARTED_BY_BLANKS = re.compile(r"[|｜·\s]")


def status_word(tree: Tree, element: Element, title: str = "") -> str:
    """A status that stands in a record by itself, in brackets, or as what a picture tells; its *title* is none."""
    told = [
        value
        for one in tree.below(element)
        if one.tag == "img" or one.start == one.end
        for _, value in one.told
    ]
    return word_in((*tree.parts(element), *told), title)


def word_in(texts: Iterable[str], title: str = "") -> str:
    """
    The first status among *texts*, by itself, in brackets or set apart in a line of facts; a record's *title* is none.

    None where *texts* are the steps of a progress bar, which stand there whichever was reached, or of handling, each with
    its day, nor where some say that it was answered and others that it was not. Buttons (已解决 未解决) say neither.
    """
    texts = tuple(texts)
    if len({one for text in texts if (one := _step_in(text))}) >= _FEWEST_STEPS:
        last = [text for text in texts if _step_in(text) and says_day(text)][-1:]
        return next((_step_in(one) for one in last if _STEP_ANSWERED.search(one)), "")
    dated = list(map(says_day, texts))
    if stepwise := sum(dated) >= _FEWEST_STEPS:
        texts = tuple(text for text, day in zip(texts, dated, strict=True) if not day)
        dated = [False] * len(texts)
    told = [
        word for text, day in zip(texts, dated, strict=True) for word in _words_in(text, day) if word != title
    ]
    undone = {one[1:] for one in told if one[0] == "未"}
    told = [one for one in told if one[1:] not in undone or "已" + one[1:] not in told]
    answered = {status_of(one) is MessageStatus.ANSWERED for one in told}
    if len(answered) != 1 or (stepwise and answered == {False} and any(map(_STEP_ANSWERED.search, texts))):
        return ""
    return told[0]


def _step_in(text: str) -> str:
    """The step of a progress bar that a text is, without the day on which it was reached; "" for another text."""
    step = _DAY_BESIDE.sub("", text).strip(" :：")
    return step if len(step) <= _LONGEST_STEP and _STEPS.fullmatch(step) else ""


def _words_in(text: str, says_a_day: bool) -> Iterator[str]:
    """The statuses in a text: by itself, in brackets, set apart in a line of facts, by blanks too beside a day."""
    if len(text) > _LONGEST_FACTS or "→" in text:
        return
    words = [_bare(text)]
    if (bracketed := _BRACKETED.search(text)) is not None:  # 已回复（内容不公开）
        words = [text[: bracketed.start()].strip(), *words, bracketed[1]]
    parting = _PARTED_BY_BLANKS if says_a_day else _PARTED
    yield from filter(tells, (*words, *map(str.strip, parting.split(text))))


def _bare(text: str) -> str:
    """A short text without its brackets, or the label of a status before it (办理情况：已转办)."""
    label, colon, value = narrow(text[:_LONGEST_LABELLED]).partition(":")
    if colon and len(text) < _LONGEST_LABELLED and heading_of(label) in ("status", "answer"):
        return value.strip()
    return text.strip(" []【】()（）")


def tells(text: str) -> bool:
    """Whether a short text is a status by itself."""
    silent = is_label(re.split(r"[:：\s]", text, maxsplit=1)[0]) or (
        is_empty(text) and not _NO_ANSWER.search(text)
    )  # 未回复 fills no answer's cell, but is a status
    return (
        0 < len(text) <= 8
        and text.strip(" ：:") not in _OF_ANY
        and text[-1] not in "：:"
        and not silent
        and text not in _BUTTONS
        and heading_of(text) != "answer"  # 办理回复 over the answer
        and status_of(text) is not MessageStatus.UNSTATED
    )


def only_tells(text: str) -> bool:
    """Whether a text is a status and holds no word of a title (【等待回复】, 信件办理中; but 物业拒绝退款)."""
    word = _bare(text)
    return tells(word) and _LETTERS.issuperset(word)


def pictured(tree: Tree, element: Element) -> str:
    """What the first picture of an element says, as a status is often drawn."""
    told = (value for one in tree.below(element) if one.tag == "img" for _, value in one.told)
    return next(told, "")


def is_drawn(tree: Tree, cell: Element) -> bool:
    """Whether a cell without words shows a picture or an icon, which may stand for an answer."""
    return any(one.tag in _PICTURES or _ICON.search(one.mark) for one in tree.below(cell))


def _marks_of(tree: Tree, cell: Element) -> str:
    """The classes and ids of a cell and of what it holds, without those that alternate from row to row."""
    own = (cell, *tree.below(cell)[:_MOST_MARKS])
    return " ".join(filter(None, (_ALTERNATING.sub("", one.mark) for one in own)))


def _are_drawn(marks: Sequence[str], filled: Set[str]) -> bool:
    """Whether the *marks* of a column's cells without words may draw what they do not say (`class="state done"`): some differ, or speak of an answer as those of no *filled* cell do."""
    kinds = set(marks) - filled
    if any(map(_DRAWN.search, kinds)):
        return True
    return len(kinds) > 1 and not (len(kinds) == len(marks) > 2 and all(map(_NUMBERED.search, kinds)))


def forget_drawn(
    tree: Tree, below: Sequence[tuple[Element, Sequence[Element], BoardRow]], names: Sequence[str | None]
) -> None:
    """Leave out the empty cells of an answer's column whose classes may draw what they do not say."""
    for noun in {"answered", "answer", "status"} & set(names):
        at = names.index(noun)
        cells = [(row, own[at]) for _, own, row in below if noun in row.texts]
        blank = [(row, cell) for row, cell in cells if not row.texts[noun]]
        filled = {_marks_of(tree, cell) for row, cell in cells if row.texts[noun]}
        if _are_drawn([_marks_of(tree, cell) for _, cell in blank], filled):
            for row, _ in blank:
                del row.texts[noun]


def holds_days_aside(rows: Sequence[BoardRow]) -> bool:
    """Whether a column that is named for no day holds one in most *rows*: its head is not that of its cells."""
    aside = sum(any(_ONLY_DAY.fullmatch(one.texts.get(noun, "")) for noun in _NO_DAYS) for one in rows)
    return aside * 2 > len(rows)
