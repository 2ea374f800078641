"""A message's own page (留言详情): when it was asked, what was answered, and whether that is an answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from monitor.domain.content import Message, MessageStatus
from probes.pages.board.sheets import FEWEST_STEPS, cells_of, heads_steps, is_upright, lists_letters
from probes.pages.board.signed import OFFICE, SKIN, TIME, only_day
from probes.pages.board.words import (
    LABELS,
    OF_ANSWER,
    SPOKEN_ON,
    day_in,
    heading_of,
    is_answer,
    is_empty,
    is_receipt,
    is_unclear,
    is_undone,
    noun_at,
    status_of,
)
from probes.pages.dates.dates import find_dates, narrow
from probes.pages.dates.moment import is_to_come
from probes.pages.document.costly import too_costly
from probes.pages.document.elsewhere import may_be_filled
from probes.pages.document.mask import mask_text
from probes.pages.document.page_text import shown_text
from probes.pages.document.parser import parse_html
from probes.pages.document.scripts import render, writes_by_script
from probes.pages.document.seen import FIELD, PICTURE, with_marked_fields, with_pictures, with_shown_fields

LONGEST = 2_000_000
_BEFORE_PICTURE = re.compile(
    rf"[^〔]{{0,20}}(?:附件|图|扫描)[^〔]{{0,20}}{PICTURE}|\W{{0,8}}(?:{PICTURE}|{FIELD})"
)
#: Who asked has judged an answer: there is one.
_RATED = re.compile(
    r".{0,6}(?:满意度|评价|评分)(?:结果|情况|等级)?\s?[:：]\s?(?:(?:非常|很|比较|基本|不)?满意|[1-5]\s?[星分颗].?)"
)
_ATTACHED = re.compile(r"附件\s?\d?[:：]?\s?(?!无|暂无|没有)[^\s:：]{2}")
_NOISE = ["script", "style", "noscript", "select", "textarea", "iframe", "template", "svg", "input", "button"]
_END = re.compile(
    r"^(?:上一[篇条封]|下一[篇条封]|相关(?:$|\W|信件|来信|链接|文章|阅读|新闻|推荐|报道|留言|内容|信息|附件|文件|咨询|办件|热点|搜索)|[主承]办(?!.{0,4}(?:意见|[答回]复|反馈|结果|情况|说明|内容))|版权|Copyright|您对|满意度|我要评价|评价|打印|关闭|返回|分享|附件|网站地图|联系我们|友情链接|【?打印)",
    re.IGNORECASE,
)
#: The same though a sentence follows; without them a sentence that begins so is an answer's (关闭的闸门已打开。).
_SURE_END = re.compile(
    r"版权|Copyright|[主承]办(?:单位)?\s?[:：]|您对.{0,24}(?:满意|评价)|满意度|我要评价|评价\s?[:：]|附件\s?[:：\d]|相关(?:链接|信件|新闻|文章|阅读|附件|文件)\s?[:：]|[上下]一[篇条封]\s?[:：]"
    r"|【?打印(?:$|\W|[本此]页)|关闭(?:$|\W|窗口|[本此]页)|分享(?:$|\W|[到至])|返回(?:$|\W|首页|列表|上[页级])|网站地图|友情链接",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。！!]\s?$|[\u4e00-\u9fff]{2}[，；。：,;:][\u4e00-\u9fff]")
#: Where other letters begin: what stands below is not of this one.
_OTHERS = re.compile(
    r"(?:上一|下一)[篇条封](?!.{1,12}[，。])|(?:最新|热门|热点|推荐|相关|相似|类似|同类|往期|其[他它]|更多|近期)(?:回复|答复|来信|信件|留言|咨询|问题|办理|诉求)(?:列表|选登|公开|情况)?\W*$|(?:信件|来信|留言)选登\W*$|排行榜?\W*$|您?可能(?:还|也)?(?:感兴趣|喜欢)|猜您|大家(?:都|还)?在?[看问]"
)
_STEPS_HEAD = re.compile(r"(?:办理|处理|流转|工单|处置)(?:过程|流程|步骤|经过|环节|记录|轨迹)")
_STEP = re.compile(r"受理|转办|转交|交办|派发|派单|签收|审核|办结|答复|回复|办理")
_STEP_ANSWERED = re.compile(r"(?<!待)(?<!未)(?:答复|回复|办结|已办理|办理完毕)")
#: What stands before the words of a step that answers nothing.
_HANDED_ON = "已转办 "
#: What a step asks another office for: 请于8月12日前答复.
_STEP_ASKED = re.compile(
    r"(?:(?<!申)请|要求|须|拟|申请(?=办结|答复)|退回)[^。，；已]{0,20}(?:答复|回复|办结)|前(?:予以)?(?:答复|回复|办结)"
)
_GREETS = re.compile(r"\s{0,3}[您你]好")
#: A label in brackets before its value: 【回复内容】您好.
_BOXED = re.compile(r"【\s?([\u4e00-\u9fff]{2,8})\s?】\s{0,3}[:：]?")
_COUNT = re.compile(r"[(（]\d{1,3}条?[)）]\Z")  #: how many stand below a heading: 部门答复（1）
_ASKED_OR_TOLD = re.compile(r"[【\[]?([问答])[】\]]?\s?[:：]")
#: Stands for a label of which only the end is known (应回复时间, 追问时间).
_OTHERS_DAY = "其他日期"
#: The heading of an office's answer: 区教育局 答复.
_OFFICE_ANSWERS = re.compile(
    rf"([\u4e00-\u9fff]{{2,16}}{OFFICE.pattern[:-1]})\s?的?(?:答复|回复)(?:内容|意见)?:?"
)
#: What a running sentence holds, and what ends one (or a day, or a bracket) before the next label.
_CLAUSE, _ENDED, _LONGEST_CLAUSE = (
    re.compile(r"[\u4e00-\u9fff]{2}[，；。,;][\u4e00-\u9fff]"),
    re.compile(r"[。！？!?；;…~）)\]】〕|\d]$"),
    200,
)
#: What stands in an answer's place for those who may not see it, and no longer than this.
_WITHHELD, _SHORT_REPLY = re.compile(r"登[录陆]后|请先?登[录陆]|不(?:予|宜|便)?公开|未公开|保密|仅.{0,8}可[见看]|凭.{0,8}查[询看]"), 40  # fmt: skip
#: So many lines may stand above a letter.
_HIGHEST = 200
#: A cell that says a day is no longer.
_LONGEST_CELL = 24
#: Values of one line; what stands below them belongs to the block around.
_SHORT = frozenset({"number", "title", "submitted", "accepted", "answered", "unit", "status", "kind", "person", "ignore"})  # fmt: skip


@dataclass(slots=True)
class _Part:
    """One labelled stretch of the page."""

    noun: str
    label: str
    values: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that stands under the label."""
        return " ".join(one for one in self.values if one)


@dataclass(slots=True)
class _Reply:
    """One reply of the chain."""

    on: date | None = None
    unit: str = ""
    values: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that it says."""
        return " ".join(one for one in self.values if one)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said and no day given."""
        return self.on is None and is_empty(self.text)


def read_detail(html: str, message: Message, *, now: datetime, receipts: Sequence[str] = ()) -> Message:
    """
    *message* with what its own page adds. Never raises on what a page may hold.

    The first reply that is an answer counts; where all replies are receipts or notices of transfer,
    *receipt_only* says so. A page on which nothing is recognised changes nothing. *receipts*: the board's own
    receipts, as regular expressions. Where nothing stands under the answer's heading the page's own scripts are run;
    where other addresses may bring the answer its lack is not told.
    """
    html = with_shown_fields(html)
    parts, replies = _parts_and_replies(html, now)
    broke = False
    if _lacks_answer(parts, replies) and writes_by_script(html):
        after = render(html, message.url, now)
        broke = after.broke
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
    if replies and all(
        one.on is None
        and len(one.text) <= _SHORT_REPLY
        and _WITHHELD.search(one.text)
        and not _GREETS.match(one.text)
        for one in replies
    ):
        return message
    return _answered(replace(message, detail_read=True), replies, receipts, "answer" in nouns)


def _parts_and_replies(html: str, now: datetime) -> tuple[list[_Part], list[_Reply]]:
    lines, table = _lines(html)
    parts = list(_parts(lines))
    said = [one for one in _replies(parts, now) if not one.is_blank]
    return parts, said or _in_steps(table, now) or _steps(lines)


def _lacks_answer(parts: Sequence[_Part], replies: Sequence[_Reply]) -> bool:
    return not replies and any(part.noun == "answer" for part in parts)


def _stands_elsewhere(parts: Sequence[_Part]) -> bool:
    """Whether words of an answer stand below the answer's heading, under another label (回复内容： 编号：… 您好，已修复)."""
    first = next((n for n, part in enumerate(parts) if part.noun == "answer"), len(parts))
    return any(is_answer(value) for part in parts[first:] if part.noun != "question" for value in part.values)


def _is_drawn(html: str) -> bool:
    """Whether a picture, a field or a file stands where the answer's text would, not somewhere below (暂无 … the foot), or it was rated."""
    lines, _ = _lines(with_pictures(with_marked_fields(html)))
    if any(part.noun == "answer" and _BEFORE_PICTURE.match(part.text) for part in _parts(lines)):
        return True
    if any(map(_RATED.fullmatch, lines)):
        return True
    ends = (n for n, line in enumerate(lines) if heading_of(line) == "answer")
    return any(_ATTACHED.match(" ".join(lines[n + 1 : n + 3])) for n in ends)


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
            upright += [f"{name}:{value}" for name, value in zip(*rows, strict=True)]
            table.decompose()
        elif lists_letters(rows):
            table.decompose()
        elif heads_steps(rows) and (table.html or "").lower().count("<table") == 1:
            steps += map(cells_of, found[1:])
            table.decompose()
    lines = [*map(narrow, upright), *shown_text(parser.body).split("\n")]
    return [line for line in (" ".join(one.split()) for one in lines) if line], steps


def _in_steps(rows: Sequence[Sequence[str]], now: datetime) -> list[_Reply]:
    """The steps of a table: those that answer, and those that only take in or hand on."""
    steps = []
    for row in rows:
        day = next((found for one in row if len(one) <= _LONGEST_CELL and (found := day_in(one, now))), None)
        answers = any(
            is_answer(one) or status_of(_STEP_ASKED.sub("", one)) is MessageStatus.ANSWERED for one in row
        )
        text = " ".join(one for one in row if one)
        if day is not None:
            steps.append(_Reply(on=_past(day, now), values=[text if answers else f"{_HANDED_ON}{text}"[:80]]))
    return steps


def _parts(lines: Sequence[str]) -> Iterator[_Part]:
    part: _Part | None = None
    in_reply = False
    begun = False
    lines = _without_others_above(lines)
    for n, line in enumerate(lines):
        if begun and _OTHERS.match(line):
            break
        if (
            (headed := _OFFICE_ANSWERS.fullmatch(line))
            and any(map(is_answer, _without_day(lines[n + 1 : n + 3])[:1]))
            and not (n and _is_day(lines[n - 1]))
        ):
            line = f"答复单位：{headed[1]} 答复内容："
        if _ends(line):
            if part is not None:
                yield part
            part = None
            continue
        for label, value in _cut(line):
            if label:
                if part is not None:
                    yield part
                noun = heading_of(label) or "ignore"
                in_reply = in_reply or noun in ("answer", "answered")
                begun = begun or noun in ("question", "answer", "submitted")
                if noun == "submitted" and in_reply and label.strip() in ("时间", "日期"):
                    noun = "answered"
                part = _Part(noun, label, [value])
            elif part is not None and part.noun in _SHORT and any(part.values):
                yield part
                part = _Part(
                    "answer" if in_reply and part.noun in ("answered", "unit", "status") else "text",
                    "",
                    [value],
                )
            elif part is not None:
                part.values.append(value)
    if part is not None:
        yield part


def _ends(line: str) -> bool:
    """Whether a letter and its answers end before a line."""
    if _END.match(line) is None:
        return False
    return _SURE_END.match(line) is not None or _SENTENCE.search(line) is None


def _without_day(lines: Sequence[str]) -> Sequence[str]:
    return lines[1:] if lines and _is_day(lines[0]) else lines


def _without_others_above(lines: Sequence[str]) -> Sequence[str]:
    """*lines* without the answers of a box of other letters that stands above this one."""
    nouns = [{heading_of(label) for label, _ in _cut(line) if label} for line in lines[:_HIGHEST]]
    own = next((n for n, told in enumerate(nouns) if told & {"question", "submitted"}), 0)
    at = next((n for n, line in enumerate(lines[:own]) if _OTHERS.match(line)), own)
    above = (
        line
        for line, told in zip(lines[at:own], nouns[at:own], strict=True)
        if not told & {"answer", "answered"}
    )
    return [*lines[:at], *above, *lines[own:]]


def _cut(line: str) -> Iterator[tuple[str, str]]:
    """*line* as (label, value) pairs; an empty label means that the text goes on."""
    whole = _COUNT.sub("", line.strip(" :：[]【】"))
    if (
        len(whole) <= 10
        and heading_of(whole) is not None
        and (whole != line or len(whole) >= 4 or whole in ("答复", "回复") or whole[-1] in "人者")
    ):
        yield whole, ""
        return
    if (asked := _ASKED_OR_TOLD.match(line)) is not None:
        yield ("提问内容" if asked[1] == "问" else "答复内容"), line[asked.end() :].strip()
        return
    if (said := SPOKEN_ON.match(line)) is not None:
        answers = said["answer"] is not None
        yield ("答复时间" if answers else "提问时间"), said["day"]
        yield ("答复内容" if answers else "提问内容"), line[said.end() :].strip()
        return
    line = _BOXED.sub(lambda box: f" {box[1]}：" if heading_of(box[1]) else box[0], line)
    marks = list[re.Match[str]]()
    for one in LABELS.finditer(line):
        if _stands_alone(one, line) and not _in_sentence(line, marks[-1].end() if marks else 0, one):
            marks.append(one)
    first = line[: marks[0].start()] if marks else line
    if first.strip():
        yield "", first.strip()
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        own = heading_of(mark["label"]) is None or noun_at(line, mark) is not None
        value = line[mark.end() : following.start() if following else len(line)].strip()
        yield mark["label"] if own else _OTHERS_DAY, value


def _stands_alone(mark: re.Match[str], line: str) -> bool:
    """Whether a short word such as 答复： is a label: at the head of a line or of a stretch, not in a sentence."""
    if _GREETS.match(line, mark.end()) and heading_of(mark["label"]) == "person":
        return False  # 来信人：您好 begins an answer
    return len(mark["label"]) > 2 or mark.start() == 0 or line[mark.start() - 1] in " |［[【"


def _in_sentence(line: str, since: int, mark: re.Match[str]) -> bool:
    """Whether a label's words go on with a sentence that began behind *since*: 反映多次，上级 答复：不予办理."""
    before = line[max(since, mark.start() - _LONGEST_CLAUSE) : mark.start()].rstrip()
    if len(mark["label"]) > 2 and OFFICE.search(before):
        return False
    return _CLAUSE.search(before) is not None and _ENDED.search(before) is None


def _replies(parts: Sequence[_Part], now: datetime) -> list[_Reply]:
    """The chain of replies, whichever of text, day and unit comes first in each."""
    replies, current = [], _Reply()
    for part in parts:
        if part.noun == "answer":
            if any(current.values) and part.label:
                replies.append(current)
                current = _Reply()
            current.values += filter(None, part.values)
        elif part.noun == "answered":
            day = day_in(part.text, now)
            if current.on is not None and day is not None:
                replies.append(current)
                current = _Reply()
            current.on = day or current.on
        elif part.noun == "unit" and not current.unit:
            current.unit = part.text
    replies.append(current)
    for reply in replies:
        reply.on = _past(reply.on or only_day(reply.values, now), now)
    return replies


def _past(day: date | None, now: datetime) -> date | None:
    return None if is_to_come(day, now) else day


def _steps(lines: Sequence[str]) -> list[_Reply]:
    """Steps of handling without labels: `2026-08-01 10:00 区信访局 已转办`, the day on a line of its own or not."""
    steps: list[_Reply] = []
    head = next((n for n, line in enumerate(lines) if _STEPS_HEAD.search(line[:20])), len(lines))
    end = next((n for n in range(head + 1, len(lines)) if _ends(lines[n])), len(lines))
    for line in _dated_lines(lines[head:end]):
        found = find_dates(line)
        if found and found[0].start <= 6 and len(line) <= 400 and _STEP.search(line):
            text = line[found[0].end :].strip()
            answers = _STEP_ANSWERED.search(_STEP_ASKED.sub("", text)) is not None
            steps.append(_Reply(on=found[0].on, values=[text if answers else f"{_HANDED_ON}{text}"[:80]]))
    return steps


def _dated_lines(lines: Sequence[str]) -> Iterator[str]:
    """*lines*, a day on a line of its own put before the words below it, or those above it where the first words stand above the first day."""
    bare = [_is_day(line) for line in lines]
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


def _is_day(line: str) -> bool:
    """Whether a line is a day, with its time perhaps, and nothing more."""
    found = find_dates(line) if len(line) <= _LONGEST_CELL else ()
    return bool(found) and not TIME.sub("", line[: found[0].start] + line[found[0].end :]).strip(SKIN)


def _asked(message: Message, parts: Sequence[_Part], now: datetime) -> Message:
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


def _stated(message: Message, parts: Sequence[_Part]) -> Message:
    told = [one for one in parts if one.noun == "status" and one.text]
    raw = next((one.text for one in told if OF_ANSWER.match(one.label)), told[0].text if told else "")
    unit = next((one.text for one in parts if one.noun == "unit" and one.text and len(one.text) <= 60), "")
    if unit and not message.unit:
        message = replace(message, unit=mask_text(unit))
    if raw and message.status is MessageStatus.UNSTATED:
        message = replace(message, status=status_of(raw), raw_status=raw[:20])
    return message


def without_answer(message: Message) -> Message:
    """*message*, of whose reply nobody can say whether it answers."""
    told = MessageStatus.UNSTATED if message.status is MessageStatus.ANSWERED else message.status
    return replace(message, answered=None, status=told, receipt_only=False, answer_length=0)


def _answered(message: Message, replies: Sequence[_Reply], receipts: Sequence[str], section: bool) -> Message:
    unclear = [
        one for one in replies if not one.text.startswith(_HANDED_ON) and is_unclear(one.text, receipts)
    ]
    real = [
        one
        for one in replies
        if not is_receipt(one.text, receipts)
        and one not in unclear
        and not (is_empty(one.text) and one.on is None)
        and status_of(one.text) not in (MessageStatus.OPEN, MessageStatus.TRANSFERRED)
    ]
    if is_undone(message.raw_status) and not any(one.text for one in real):
        return replace(message, answered=None, answer_length=0)
    if real:
        first = next((one for one in real if one.on is not None), real[0])
        whole = first.on is not None and any(one.text for one in real)
        if not whole and message.status in (MessageStatus.OPEN, MessageStatus.TRANSFERRED):
            return replace(message, status=MessageStatus.UNSTATED)  # list and page disagree: for people
        return replace(
            message,
            answered=first.on or message.answered,
            status=MessageStatus.ANSWERED,
            unit=message.unit or mask_text(first.unit)[:60],
            answer_length=sum(len(one.text) for one in real),
            receipt_only=False,
        )
    if unclear:
        return without_answer(message)
    if replies:
        moved = any("转" in one.text for one in replies)
        status = MessageStatus.TRANSFERRED if moved else MessageStatus.OPEN
        kept = message.status if message.status is MessageStatus.REFUSED else status
        return replace(message, answered=None, status=kept, receipt_only=True, answer_length=0)
    if section and message.status is MessageStatus.UNSTATED:
        return replace(message, status=MessageStatus.OPEN, answer_length=0)
    return replace(message, answer_length=0) if section else message
