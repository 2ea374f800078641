"""A message's own page (留言详情): when it was asked, what was answered, and whether that is an answer."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

from monitor.domain.content import Message, MessageStatus
from probes.pages.board.other_labels import OTHER, OWN, mark_labels, part_other_boxes
from probes.pages.board.parts import ASKED_AGAIN, GREETS, LONGEST_STATE, LetterPart, parts_of
from probes.pages.board.replies import HANDED_ON, LetterReply, replies_in, replies_in_lines, replies_in_steps
from probes.pages.board.sheets import FEWEST_STEPS, cells_of, heads_steps, is_upright, lists_letters
from probes.pages.board.spelled import spell_label
from probes.pages.board.wording import says_done
from probes.pages.board.words import (
    AT_WORK,
    OF_ANSWER,
    day_in,
    heading_of,
    is_answer,
    is_empty,
    is_receipt,
    is_sentence,
    is_too_little,
    is_unclear,
    is_undone,
    status_of,
    with_feedback_asked,
)
from probes.pages.document.costly import too_costly
from probes.pages.document.elsewhere import may_be_filled
from probes.pages.document.mask import mask_text
from probes.pages.document.page_text import shown_text
from probes.pages.document.parser import parse_html
from probes.pages.document.scripts import render
from probes.pages.document.seen import FIELD, PICTURE, with_marked_fields, with_pictures, with_shown_fields

LONGEST, _LONGEST_LABEL = 2_000_000, 12
#: A bar before a label.
_BEHIND_BAR = re.compile(r"\s{0,9}\|(?=\s{0,9}[\u4e00-\u9fff]{2,8}\s?:)")
#: So much in a field's place may be an answer's (办公时间：周一至周五).
_HAN = re.compile(r"[\u4e00-\u9fff]{5}")
#: What a letter has once, and how often a page says it at most.
_OF_ONE, _MOST_TOLD = frozenset({"title", "submitted"}), 20
_BEFORE_PICTURE = re.compile(
    rf"[^〔]{{0,20}}(?:附件|图|扫描)[^〔]{{0,20}}{PICTURE}|\W{{0,8}}(?:{PICTURE}|{FIELD})"
)
#: Who asked has judged an answer: there is one.
_RATED = re.compile(
    r".{0,6}(?:满意度|评价|评分)(?:结果|情况|等级)?\s?[:：]\s?(?:(?:非常|很|比较|基本|不)?满意|[1-5]\s?[星分颗].?)"
)
_ATTACHED = re.compile(r"附件\s?\d?[:：]?\s?(?!无|暂无|没有)[^\s:：]{2}")
_NOISE = ["script", "style", "noscript", "select", "textarea", "iframe", "template", "svg", "input", "button"]
#: What stands in an answer's place for those who may not see it, and no longer than this.
_WITHHELD, _SHORT_REPLY = re.compile(r"登[录陆]后|请先?登[录陆]|不(?:予|宜|便)?公开|未公开|保密|仅.{0,8}可[见看]|凭.{0,8}查[询看]"), 40  # fmt: skip


def read_detail(html: str, message: Message, *, now: datetime, receipts: Sequence[str] = ()) -> Message:
    """
    *message* with what its own page adds. Never raises on what a page may hold.

    The first reply that is an answer counts; where all replies are receipts or notices of transfer,
    *receipt_only* says so. A page on which nothing is recognised changes nothing. *receipts*: the board's own
    receipts, as regular expressions. Where nothing stands under the answer's heading the page's own scripts are run;
    where other addresses may bring the answer its lack is not told.
    """
    html = with_feedback_asked(with_shown_fields(html))
    parts, replies = _parts_and_replies(html, now)
    broke = False
    if _lacks_answer(parts, replies):
        after = render(html, message.url, now, anyway=True)
        broke = after.may_lack
        if after.wrote:
            parts, replies = _parts_and_replies(after.html, now)
    nouns = {part.noun for part in parts}
    if not nouns & {"question", "answer", "submitted", "answered"}:
        return message
    message = _asked(message, parts, now)
    message = _stated(message, parts)
    if _lacks_answer(parts, replies) and (
        broke or may_be_filled(html, said=True) or _is_drawn(html) or _stands_elsewhere(parts)
    ):
        return message
    if replies and all(map(_is_state, replies)) and _stands_elsewhere(parts):
        return message
    if replies and all(
        one.on is None
        and len(one.text) <= _SHORT_REPLY
        and _WITHHELD.search(one.text)
        and not GREETS.match(one.text)
        for one in replies
    ):
        return message
    return _answered(replace(message, detail_read=True), replies, receipts, "answer" in nouns)


def _parts_and_replies(html: str, now: datetime) -> tuple[list[LetterPart], list[LetterReply]]:
    lines, table = _lines(html)
    parts = list(parts_of(lines))
    said = [one for one in replies_in(parts, now) if not one.is_blank]
    return parts, said or replies_in_steps(table, now) or replies_in_lines(lines, now)


def _lacks_answer(parts: Sequence[LetterPart], replies: Sequence[LetterReply]) -> bool:
    return not replies and any(part.noun == "answer" for part in parts)


def _is_state(reply: LetterReply) -> bool:
    """Whether a reply is nothing but a word that says that the letter is worked at (处理中)."""
    return len(reply.text) <= LONGEST_STATE and status_of(reply.text) in AT_WORK


def _stands_elsewhere(parts: Sequence[LetterPart]) -> bool:
    """Whether words of an answer may stand below the answer's heading, under another label (回复内容： 编号：… 您好，已修复; 承办意见：已修复) or below a field (经办人：张三 已修复) or in one (地址：政务大厅二楼), or short ones below a word for none (暂无 已现场修复)."""
    first = next((n for n, part in enumerate(parts) if part.noun == "answer"), len(parts))
    behind = parts[first:]
    if any(is_answer(value) for part in behind if part.noun != "question" for value in part.values):
        return True
    if any(above.noun == "field" and part.noun == "text" for above, part in pairwise(behind)):
        return True
    fields = [one for one in behind if one.noun == "field"]
    if any(one.is_own or any(map(_may_answer, one.values)) for one in fields):
        return True
    unknown = (one for one in behind if one.label not in ("", ASKED_AGAIN) and heading_of(one.label) is None)
    others = [value for part in unknown for value in part.values]
    if any(is_sentence(value) or says_done(value) for value in others):
        return True
    below = (value for part in parts if part.noun == "answer" for value in part.values)
    return any(
        is_sentence(value) or says_done(value) or status_of(value) is MessageStatus.ANSWERED
        for value in below
    )


def _may_answer(value: str) -> bool:
    """Whether what stands in a field's place may be an answer that tells facts, longer than what is said of a letter (全部公开), and no office's name."""
    return _HAN.search(value) is not None and not is_too_little(value)


def _is_drawn(html: str) -> bool:
    """Whether a picture, a field or a file stands where the answer's text would, not somewhere below (暂无 … the foot), or it was rated."""
    lines, _ = _lines(with_pictures(with_marked_fields(html)))
    if any(part.noun == "answer" and _BEFORE_PICTURE.match(part.text) for part in parts_of(lines)):
        return True
    if any(map(_RATED.fullmatch, lines)):
        return True
    ends = (n for n, line in enumerate(lines) if heading_of(line) == "answer")
    return any(_ATTACHED.match(" ".join(lines[n + 1 : n + 3]).removeprefix(f"{OWN} ")) for n in ends)


def _lines(html: str) -> tuple[list[str], list[list[str]]]:
    """The page's lines; and the rows of a table of steps, which its columns name (处理单位 | 处理时间 | 处理意见), apart from them."""
    parser = parse_html("" if too_costly(html) else html[:LONGEST])
    parser.strip_tags(_NOISE)
    if parser.body is None:
        return [], []
    steps, upright = list[list[str]](), list[str]()
    for table in parser.css("table"):
        found = table.css("tr")
        rows = list(map(cells_of, found[: FEWEST_STEPS + 1]))  # as many as tell what a table is
        if is_upright(rows):
            for name, cell in zip(rows[0], found[1].iter(), strict=True):
                value = shown_text(cell).split("\n")
                upright += [f"{name}:", *value] if len(value) > 1 else [f"{name}:{value[0]}"]
            table.decompose()
        elif lists_letters(rows):
            table.decompose()
        elif heads_steps(rows) and (table.html or "").lower().count("<table") == 1:
            steps += map(cells_of, found[1:])
            table.decompose()
    mark_labels(parser.body)
    lines = _plain_lines(shown_text(parser.body).split("\n"))
    if upright:
        told = _plain_lines(upright)
        lines = lines if _is_of_another(_told_once(told), _told_once(lines)) else [*told, OTHER, *lines]
    return list(part_other_boxes(lines)), steps


def _is_of_another(told: Mapping[str, Sequence[str]], own: Mapping[str, Sequence[str]]) -> bool:
    """Whether what is *told* once of a letter is none that the page tells of its *own* letter, but for what is cut or has its time."""
    return any(
        not any(one.startswith(said) or said.startswith(one) for one in told[noun] for said in own[noun])
        for noun in told.keys() & own.keys()
    )


def _told_once(lines: Sequence[str]) -> dict[str, list[str]]:
    """What *lines* say of what a letter has once, behind its label or below it."""
    told: dict[str, list[str]] = {}
    for line, below in pairwise([*lines, ""]):
        label, _, value = re.sub(r"[:：]", ":", line, count=1).partition(":")
        noun, said = heading_of(label), value.strip() or below
        if noun in _OF_ONE and said and heading_of(said.partition(":")[0]) is None:
            told.setdefault(noun, []).append(said)
    return {noun: said[:_MOST_TOLD] for noun, said in told.items()}


def _plain_lines(lines: Iterable[str]) -> list[str]:
    """*lines* with single blanks, each label in one word and with its colon, in a line of its own behind a bar (来信人：林** | 状态：已办结)."""
    parted = (piece for line in lines for piece in (_BEHIND_BAR.split(line) if "|" in line else (line,)))
    return list(map(spell_label, _with_colons(filter(None, (" ".join(one.split()) for one in parted)))))


def _with_colons(lines: Iterable[str]) -> list[str]:
    """*lines*, a colon that begins one put behind the label above it (`<b>来信时间</b>：`), where that has none yet."""
    kept = list[str]()
    for line in lines:
        if line[0] not in ":：" or not kept or len(kept[-1]) > _LONGEST_LABEL:
            kept.append(line)
        elif kept[-1][-1] not in ":：":
            kept[-1] += line
        elif value := line[1:].strip():
            kept.append(value)
    return kept


def _asked(message: Message, parts: Sequence[LetterPart], now: datetime) -> Message:
    """The day of submission, where the page states it better than the list."""
    explicit = [
        day_in(one.text, now)
        for one in parts
        if one.noun == "submitted" and one.label not in ("时间", "日期")
    ]
    plain = [day_in(one.text, now) for one in parts if one.noun == "submitted"]
    later = [day_in(one.text, now) for one in parts if one.noun == "accepted"]
    day = next((one for one in [*explicit, *plain] if one), None)
    if day is not None and (message.submitted is None or not message.submitted_exact):
        return replace(message, submitted=day, submitted_exact=True)
    stand_in = next((one for one in later if one), None)
    if message.submitted is None and stand_in is not None:
        return replace(message, submitted=stand_in, submitted_exact=False)
    return message


def _stated(message: Message, parts: Sequence[LetterPart]) -> Message:
    told = [one for one in parts if one.noun == "status" and one.text]
    raw = next((one.text for one in told if OF_ANSWER.match(one.label)), told[0].text if told else "")
    unit = next((one.text for one in parts if one.noun == "unit" and one.text and len(one.text) <= 60), "")
    if unit and not message.unit:
        message = replace(message, unit=mask_text(unit))
    if raw and message.status is MessageStatus.UNSTATED:
        message = replace(message, status=status_of(raw), raw_status=raw[:20])
    return message


def _is_after(message: Message, reply: LetterReply) -> bool:
    """Whether a reply has a day, and not one before the letter was asked: that would be of something else."""
    asked = message.submitted if message.submitted_exact else None
    return reply.on is not None and (asked is None or reply.on >= asked)


def without_answer(message: Message) -> Message:
    """*message*, of whose reply nobody can say whether it answers."""
    told = MessageStatus.UNSTATED if message.status is MessageStatus.ANSWERED else message.status
    return replace(message, answered=None, status=told, receipt_only=False, answer_length=0)


def _answered(
    message: Message, replies: Sequence[LetterReply], receipts: Sequence[str], section: bool
) -> Message:
    unclear = [
        not (one.text.startswith(HANDED_ON) or one.is_attached)
        and (is_unclear(one.text, receipts) or one.asks or (one.stray and one.on is None))
        for one in replies
    ]
    real = [
        one
        for one, doubtful in zip(replies, unclear, strict=True)
        if not doubtful
        and not is_receipt(one.text, receipts)
        and not (is_empty(one.text) and one.on is None)
        and status_of(one.text) not in AT_WORK
    ]
    if is_undone(message.raw_status) and not any(one.text for one in real):
        return replace(message, answered=None, answer_length=0)
    if real:
        dated = [one for one in real if _is_after(message, one)]
        first = min(dated, key=lambda one: one.on or date.max, default=real[0])  # the newest may stand first
        day = first.on if dated else None
        whole = day is not None and any(one.text for one in real)
        if not whole and message.status in AT_WORK:
            return replace(message, status=MessageStatus.UNSTATED)  # list and page disagree: for people
        return replace(
            message,
            answered=day or message.answered,
            status=MessageStatus.ANSWERED,
            unit=message.unit or mask_text(first.unit)[:60],
            answer_length=sum(len(one.text) for one in real),
            receipt_only=False,
        )
    if any(unclear):
        told = without_answer(message)
        return replace(told, status=MessageStatus.UNSTATED) if told.status in AT_WORK else told
    if replies:
        moved = any("转" in one.text for one in replies)
        status = MessageStatus.TRANSFERRED if moved else MessageStatus.OPEN
        kept = message.status if message.status is MessageStatus.REFUSED else status
        return replace(message, answered=None, status=kept, receipt_only=True, answer_length=0)
    if section and message.status is MessageStatus.UNSTATED:
        return replace(message, status=MessageStatus.OPEN, answer_length=0)
    return replace(message, answer_length=0) if section else message
