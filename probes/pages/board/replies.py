"""The replies that a message's own page holds (答复), in labelled parts or as steps of handling (办理过程)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from monitor.domain.content import MessageStatus
from probes.pages.board.other_labels import BLANK
from probes.pages.board.parts import LONGEST_CELL, LetterPart, ends, is_day
from probes.pages.board.signed import only_day
from probes.pages.board.wording import says_done
from probes.pages.board.words import (
    LABELS,
    asks,
    day_done_in,
    day_in,
    heading_of,
    is_answer,
    is_empty,
    is_receipt,
    is_sentence,
    is_too_little,
    status_of,
)
from probes.pages.dates.dates import find_dates
from probes.pages.dates.moment import is_to_come

_STEPS_HEAD = re.compile(
    r"(?:办理|处理|流转|工单|处置|信件|办件)(?:过程|流程|步骤|经过|环节|记录|轨迹|流转|日志|进[度展]\W*$)"
)
_STEP = re.compile(r"受理|转办|转交|交办|派发|派单|签收|审核|办结|答复|回复|办理")
_STEP_ANSWERED = re.compile(r"(?<!待)(?<!未)(?:答复|回复|办结|已办理|办理完毕)")
_LONGEST_WORDS, _FILE = 30, re.compile(r"\.(?:pdf|docx?|wps|ofd|jpe?g|png)$", re.IGNORECASE)
_ATTACHED = re.compile(rf"[见如]附件|{_FILE.pattern}", re.IGNORECASE)
#: Words in an answer's own cell that are more than a name, and do not lead to it.
_SPEAKS = re.compile(
    r"(?!.{0,9}(?:点击|查看|下载|附件|详[见情]|登[录陆]|[展打]开))[^\u4e00-\u9fff]{0,30}[\u4e00-\u9fff]{4}"
)
#: What stands below an answer for who asked has not judged it.
_UNJUDGED = re.compile(r"(?:用户|网友|市民|来信人)?[暂尚还]?[无未](?:作出|进行)?评价")
#: What only an office says to who asked.
_TO_ASKER = re.compile(r"[您你]所?(?:反映|咨询|提出|来信|提问)|[您你]的(?:来信|问题|诉求|留言)")
#: What stands before the words of a step that answers nothing.
HANDED_ON = "已转办 "
#: What a step asks another office for: 请于8月12日前答复.
_STEP_ASKED = re.compile(
    r"(?:(?<!申)请|要求|须|拟|申请(?=办结|答复)|退回)[^。，；已]{0,20}(?:答复|回复|办结)|前(?:予以)?(?:答复|回复|办结)"
)


@dataclass(slots=True)
class LetterReply:
    """One reply of the chain."""

    on: date | None = None
    unit: str = ""
    values: list[str] = field(default_factory=list)
    stray: bool = False  #: only a few words stand below its heading, which may be those of what follows

    @property
    def text(self) -> str:
        """All that it says."""
        return " ".join(one for one in self.values if one)

    @property
    def is_attached(self) -> bool:
        """Whether it has its day, and its words are in a file (详见附件)."""
        return self.on is not None and _ATTACHED.search(self.text) is not None

    @property
    def asks(self) -> bool:
        """Whether it has words of somebody who asks, and none of an answer: the letter itself may stand there."""
        office = any(_TO_ASKER.search(one) is not None or is_answer(one) for one in self.values)
        return not office and any(map(asks, self.values))

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said and no day given."""
        return self.on is None and is_empty(self.text)


def replies_in_steps(rows: Sequence[Sequence[str]], now: datetime) -> list[LetterReply]:
    """The steps of a table: those that answer, and those that only take in or hand on."""
    steps = []
    for row in rows:
        day = next((found for one in row if len(one) <= LONGEST_CELL and (found := day_in(one, now))), None)
        answers = any(
            is_answer(one) or status_of(_STEP_ASKED.sub("", one)) is MessageStatus.ANSWERED for one in row
        )
        text = " ".join(one for one in row if one)
        if day is not None:
            steps.append(
                LetterReply(on=_past(day, now), values=[text if answers else f"{HANDED_ON}{text}"[:80]])
            )
    return steps


def replies_in(parts: Sequence[LetterPart], now: datetime) -> list[LetterReply]:
    """The chain of replies, whichever of text, day and unit comes first in each."""
    replies, current = [], LetterReply()
    for part in parts:
        if part.noun == "answer":
            if any(current.values) and part.label:
                replies.append(current)
                current = LetterReply()
            if said := _said(part.values):
                stray = _is_stray(part)
                current.stray = stray and (current.stray or not current.values)
            current.values += said
        elif part.noun == "answered":
            day = day_done_in(part.text, now)
            if current.on is not None and day is not None:
                replies.append(current)
                current = LetterReply()
            current.on = day or current.on
        elif part.noun == "unit" and not current.unit:
            current.unit = part.text
    replies.append(current)
    for reply in replies:
        reply.on = _past(reply.on or only_day(reply.values, now), now)
    return replies


def _said(values: Sequence[str]) -> Sequence[str]:
    """The words under an answer's heading, without what stands below a word for none (暂无) and answers nothing."""
    if BLANK in values:
        return ()
    said = [one for one in values if one and not _UNJUDGED.fullmatch(one)]
    head = next((one for one in said if not is_too_little(one)), "")  # 市教育局 暂无
    silent = bool(head) and is_empty(head) and not any(is_answer(one) or is_sentence(one) for one in said)
    return [head] if silent else said


def _is_stray(part: LetterPart) -> bool:
    """Whether only short words stand below an answer's heading or its office, none of them a sentence, a status or what was done (原信, 热点, 点赞(3) 收藏(1), 办理方式：网上); or in its own cell, of which none speaks (张三, 3, 点击查看)."""
    if (part.label and part.values[0]) or (part.is_own and any(map(_SPEAKS.match, part.values))):
        return False
    return all(len(one) <= _LONGEST_WORDS and not _tells(one) for one in part.values if one)


def _tells(line: str) -> bool:
    """Whether a line below an answer's heading may be of the answer."""
    if is_empty(line) or is_sentence(line) or is_answer(line) or is_receipt(line) or says_done(line):
        return True
    said = len(line) > 1 and status_of(line) is not MessageStatus.UNSTATED  # 是 may be of any fact
    return said or is_day(line) or _FILE.search(line) is not None


def _past(day: date | None, now: datetime) -> date | None:
    return None if is_to_come(day, now) else day


def replies_in_lines(lines: Sequence[str], now: datetime) -> list[LetterReply]:
    """Steps of handling without labels: `2026-08-01 10:00 区信访局 已转办`, the day on a line of its own or not."""
    steps: list[LetterReply] = []
    heads = (n for n, line in enumerate(lines) if _STEPS_HEAD.search(line[:20]) and not _is_title(lines, n))
    head = next(heads, len(lines))
    end = next((n for n in range(head + 1, len(lines)) if ends(lines[n])), len(lines))
    for line in _dated_lines(lines[head:end]):
        found = find_dates(line)
        if found and found[0].start <= 6 and len(line) <= 400 and _STEP.search(line):
            text = line[found[0].end :].strip()
            answers = _STEP_ANSWERED.search(_STEP_ASKED.sub("", text)) is not None
            said = text if answers else f"{HANDED_ON}{text}"[:80]
            steps.append(LetterReply(on=_past(found[0].on, now), values=[said]))
    return steps


def _is_title(lines: Sequence[str], n: int) -> bool:
    """Whether a line is the letter's title or question (房产证办理进度), as a label in it or above it says."""
    label = LABELS.match(lines[n])
    noun = heading_of(label["label"] if label else "".join(lines[max(0, n - 1) : n]))
    return noun in ("title", "question")


def _dated_lines(lines: Sequence[str]) -> Iterator[str]:
    """*lines*, a day on a line of its own put before the words below it, or those above it where the first words stand above the first day."""
    bare = [is_day(line) for line in lines]
    first = next((n for n, one in enumerate(bare) if one), 0)
    below = first == 1
    for n, line in enumerate(lines):
        if bare[n]:
            yield (
                f"{line} {''.join(lines[n + 1 : n + 2])}"
                if below
                else f"{line} {lines[n - 1]}"
                if n
                else line
            )
        elif not first or not (n and bare[n - 1] if below else bare[n + 1 : n + 2] == [True]):
            yield line
