"""Labels as boards spell them (标签写法): parted letters (时 间：), a day behind its label without a colon (来信时间 2026-11-20)."""

import re

from probes.pages.board.words import DAY, heading_of
from probes.pages.document.tree import Tree
from probes.pages.records.outline import says_day

_PARTED = re.compile(r"(?<!\S)[\u4e00-\u9fff](?: [\u4e00-\u9fff]){1,5}(?= ?[:：])")
_BEFORE_COLON = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,8}) (?=[:：])")
_WIDE_DAY, _NARROW = (
    re.compile(r"[１２][０-９]{3}\s?[－／．年-]\s?[０-９]"),
    str.maketrans("０１２３４５６７８９－／：", "0123456789-/:"),
)
_VERBS = r"(?:留言|写信|来信|来电|提交|咨询|提问|投诉|反映|诉求|发信|受理|转办|[答回]复|回应|办结|办复|反馈|解答|回信)"
_BARE = re.compile(rf"({_VERBS}(?:时间|日期)) (?=20\d\d\s?[-/.年]\s?\d)")
_ON = re.compile(rf"({_VERBS})于\s?{DAY}\s?")
_BARE_WORDS = re.compile(rf"({_VERBS}(?:内容|意见)|(?:办理|处理)(?:结果|意见)) (?=.{{8}})")
#: What only letters' labels name; a day of publication stands on any page.
_OF_LETTERS = frozenset({"title", "question", "submitted", "answered", "answer", "status"})
_LABEL = re.compile(rf"{_VERBS}(?:时间|日期)")


def spell_labels(tree: Tree) -> None:
    """Write the labels of a *tree*'s texts as `LABELS` knows them: whole, with a colon before a day, or where another row has one."""
    alone = dict[int, str]()
    for n, text in enumerate(tree.texts):
        # <b>来信时间</b>：2026-11-20
        if text[0] in ":：" and n and heading_of(tree.texts[n - 1]) in _OF_LETTERS:
            tree.texts[n - 1] += "："
            text = text[1:].strip() or text
        tree.texts[n] = spell_label(text)
        if _LABEL.fullmatch(text) is not None:
            alone[n] = text
    before = {n for n in alone if _stands_before_day(tree, n)}
    words, rows = {alone[n] for n in before}, {_around(tree, n) for n in before}
    for n, text in alone.items():
        if text in words and _around(tree, n) in rows:
            tree.texts[n] = f"{text}："


def spell_label(text: str) -> str:
    """The labels in one line, each in one word and with its colon before a day."""
    if " ：" in text or " :" in text:
        text = _BEFORE_COLON.sub(lambda label: label[1] if heading_of(label[1]) else label[0], text)
    if "０" in text and _WIDE_DAY.search(text) is not None:
        text = text.translate(_NARROW)
    if ":" in text or "：" in text:
        text = _PARTED.sub(_whole, text)
    if (said := _BARE_WORDS.match(text)) is not None:
        text = f"{said[1]}：{text[said.end() :]}"
    if "于" in text and (told := _ON.fullmatch(text)) is not None:
        return f"{told[1]}时间：{told['day']}"
    return _BARE.sub(r"\1：", text) if "时间 2" in text or "日期 2" in text else text


def _whole(parted: re.Match[str]) -> str:
    """A label whose letters are parted, in one; another's words (a name's) as they are."""
    word = parted[0].replace(" ", "")
    return word if heading_of(word) is not None else parted[0]


def _stands_before_day(tree: Tree, n: int) -> bool:
    """Whether the next text is a day beside this one."""
    return says_day("".join(tree.texts[n + 1 : n + 2])) and _around(tree, n + 1) == _around(tree, n)


def _around(tree: Tree, n: int) -> int:
    """The element around that of a text."""
    owner = tree.owners[n]
    return tree.elements[owner].parent if owner >= 0 else owner
