"""One page of a board (留言板) as messages: without names, phones and texts."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from monitor.domain.content import BoardState, Message, MessageStatus
from monitor.domain.observation import BoardReading
from probes.http.links import join
from probes.pages.article.changed_days import CHANGED, changes_rows, holds_row
from probes.pages.board.calls import calls_for_opinions
from probes.pages.board.fields import rows_in_scripts
from probes.pages.board.row import BoardRow
from probes.pages.board.rows import read_rows
from probes.pages.board.signed import day_of_line
from probes.pages.board.words import (
    AT_WORK,
    LONGEST_ANSWER,
    day_done_in,
    day_in,
    is_answer,
    is_empty,
    is_receipt,
    is_sentence,
    is_unclear,
    is_undone,
    status_of,
    with_feedback_asked,
)
from probes.pages.dates.dates import date_in_url, narrow
from probes.pages.dates.moment import is_to_come
from probes.pages.dates.row_dates import RowDate, seen_date
from probes.pages.dates.row_years import give_years
from probes.pages.document.costly import TOO_COSTLY, too_costly
from probes.pages.document.elsewhere import MOST_ASKED, is_counter, may_be_filled
from probes.pages.document.markup import split_scripts, unfold_records
from probes.pages.document.mask import mask_text
from probes.pages.document.not_had import was_not_had
from probes.pages.document.page_text import shown_text
from probes.pages.document.parser import parse_html
from probes.pages.document.scripts import render
from probes.pages.document.seen import with_marked_fields, with_pictures, with_shown_fields
from probes.pages.document.tree import read_tree

__all__ = ["join", "read_board", "stated_total", "statistics_link", "to_messages"]

#: A page longer than this is cut.
LONGEST = 2_000_000

_TOTAL = re.compile(
    r"共\s?(?:有|计)?\s{0,3}(?:<[^>]{1,60}>\s{0,3})?(\d{1,7})\s{0,3}(?:<[^>]{1,60}>\s{0,3})?(?:条|封|件|个信件|项)(?!评论|回复)"
    r"|\b(?:recordCount|totalCount|totalRecords?|rowCount|recordTotal)['\"]?\s{0,3}[:=]\s{0,3}['\"]?(\d{1,7})",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:暂无|暂时没有|暂时无|没有(?:找到|查询到)?|尚无|无|未查询到|未找到)(?:任何|相关|符合条件的?|更多|的)*(?:信件|留言|来信|数据|记录|信息|内容)[!！。~…]*"
)
#: A day of an answer without its year tells that there is one.
_MONTH_DAY = re.compile(r"(?:1[0-2]|0?[1-9])[-/.月](?:3[01]|[12]\d|0?[1-9])日?(?:\s\d{1,2}:\d\d)?")
#: Of which a day in a status may be, beside the answer.
_EARLIER_STEP = re.compile(r"受理|提交|登记|收到|转[办交]|来信|留言")
#: Titles of calls for opinions and of talks (意见征集、在线访谈): a list of such is no board, though its rows have states.
_CALLS = re.compile(
    r"征[求集询].{0,40}(?:意见|建议)|(?:意见|建议|民意|建言|实事|方案|项目)征[集询]|(?:问卷|网上)调查|访谈|(?:局长|主任|书记|[县市区镇]长).{0,6}谈"
)
_TEMPLATE = re.compile(r"\{\{[^{}]{1,120}\}\}|\{\$T\.|\$\{[\w.]{1,60}\}|<%[=#]|\sv-for\s*=|\sms-(?:repeat|for|each)|\sng-repeat\s*=")  # fmt: skip
_FILLS = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)\s{0,3}\(|axios\b|fetch\s{0,3}\(\s{0,3}[\"'`/]|XMLHttpRequest|new Vue\b|createApp\b|laytpl|template\s{0,3}\("
)
_STATISTICS = re.compile(
    r"(?:信件|留言|来信|办理|办件|答复|受理|诉求|信箱|互动|反馈)[^，。]{0,8}统计|统计(?:数据|分析|信息|情况|公示)"
)
_ARGUMENT = re.compile(r"""\w{2,40}\(\s{0,3}['"]?([\w-]{1,60})['"]?""")
_ID_KEYS = ("id", "mid", "msgid", "letterid", "guid", "code", "billno", "isn", "no", "infoid", "xjid", "sid", "docid", "messageid", "uuid")  # fmt: skip


def read_board(
    html: str, url: str, *, options: Mapping[str, Any] | None = None, now: datetime, board: str = ""
) -> BoardReading:
    """
    One page of a board. Never raises on what a page may hold.

    Table boards, labelled rows and plain lists are recognised by themselves; *options* may hold CSS selectors
    (`item`, `title`, `submitted`, `answered`, `status`, `unit`, `number`) and `detail_url` with `{id}` in it.
    Relative days (昨天) resolve against *now*, the time of fetching. Complete only when the page states a total
    and shows as many; nothing recognised is unreadable, never blank, and so is 暂无信件 on a page that scripts fill, and so
    are rows that scripts change in a way that is not understood (`changed_by_script`).
    """
    if too_costly(html):
        return BoardReading(state=BoardState.UNREADABLE, pages=1, reason=TOO_COSTLY)
    html = with_feedback_asked(unfold_records(html[:LONGEST]))
    read = partial(_read_as_it_is, url=url, wanted=options or {}, now=now, board=board)
    found, seen = read(html), html
    whole = bool(found.messages) and all(one.submitted and one.answered for one in found.messages)
    broke = False
    first = found.messages[0].url if found.messages else ""
    changes = bool(found.messages) and changes_rows(html, split_scripts(html).scripts, first)
    if changes or not whole:
        after = render(html, url, now, anyway=True)
        broke = after.may_lack
        awaits = any(
            holds_row(after.awaited, one.title_masked, one.url, (one.submitted, one.answered), one.raw_status)
            for one in found.messages
        )
        if (changes and after.unable) or awaits:
            return BoardReading(state=BoardState.UNREADABLE, total=found.total, pages=1, reason=CHANGED)
        looks_again, then = after.rows or (changes and after.wrote), after.at_another_time
        shown = read(after.html) if looks_again or then else found
        if then and read(then).messages != shown.messages:  # it shows other letters at another time
            return BoardReading(state=BoardState.UNREADABLE, total=found.total, pages=1, reason=CHANGED)
        again = shown if looks_again else found
        if changes and looks_again and (not shown.messages or _are_out_of_sight(found, html, after.html)):
            return BoardReading(state=BoardState.UNREADABLE, total=found.total, pages=1, reason=CHANGED)
        if again.messages and (changes or len(again.messages) >= len(found.messages)):
            found, seen = again, after.html
    if any(map(_lacks_answer, found.messages)):
        if broke or may_be_filled(html, said=True):
            return replace(found, messages=tuple(map(_without_guess, found.messages)))
        return replace(found, messages=_without_drawn(found.messages, seen, read))
    return found


def _are_out_of_sight(found: BoardReading, before: str, html: str) -> bool:
    """Whether scripts hide all links to the letters that were *found*, some of which were shown *before* them."""
    files = {one.url.rsplit("/", 1)[-1] for one in found.messages if one.url} - {""}
    was, is_ = (
        [one.hidden for one in read_tree(page).elements if one.href and one.href.rsplit("/", 1)[-1] in files]
        for page in (before, html)
    )
    return bool(is_) and all(is_) and not all(was)


def _without_drawn(
    messages: Sequence[Message], html: str, read: Callable[[str], BoardReading]
) -> tuple[Message, ...]:
    """*messages*, nothing told of an empty answer where a picture or a field with words stands in its place."""
    marked = with_pictures(with_marked_fields(with_shown_fields(html)))
    if marked == html:
        return tuple(messages)
    still = {one.id for one in read(marked).messages if _lacks_answer(one)}
    return tuple(one if one.id in still else _without_guess(one) for one in messages)


def _lacks_answer(message: Message) -> bool:
    """Whether nothing but an empty cell says that nobody answered."""
    return message.status is MessageStatus.OPEN and not message.raw_status


def _without_guess(message: Message) -> Message:
    """*message*, whose empty cell a script may fill with what another address brings."""
    return replace(message, status=MessageStatus.UNSTATED) if _lacks_answer(message) else message


def _read_as_it_is(html: str, url: str, wanted: Mapping[str, Any], now: datetime, board: str) -> BoardReading:
    total = stated_total(html)
    rows = read_rows(html, wanted, url, now)
    called = not rows and calls_for_opinions(read_tree(html), html)
    if not (rows or called or wanted.get("item")):
        rows = rows_in_scripts(html)
    calls = 0 if wanted.get("item") else sum(_CALLS.search(row.title) is not None for row in rows)
    if rows and calls * 2 <= len(rows):
        messages = to_messages(rows, url, wanted, now, board)
        return BoardReading(
            state=BoardState.MESSAGES,
            messages=messages,
            total=total,
            complete=total is not None and total == len(messages),
            oldest=min((one.submitted for one in messages if one.submitted), default=None),
            pages=1,
            statistics_url=statistics_link(html, url),
        )
    template = _TEMPLATE.search(html)
    asked = islice(_FILLS.finditer(html), MOST_ASKED)
    filled = template or any(not is_counter(html, one.end()) for one in asked)
    none = total == 0 and not template and not was_not_had(read_tree(html))
    empty = none or (total is None and not filled and _says_nothing_here(html))
    if empty and not may_be_filled(html, said=True) and not called:
        return BoardReading(
            state=BoardState.BLANK, total=total, complete=total == 0, pages=1, statistics_url=statistics_link(html, url)
        )  # fmt: skip
    reason = "script_board" if (filled or empty) and not called else "no_board_recognised"
    return BoardReading(state=BoardState.UNREADABLE, total=total, pages=1, reason=reason)


def stated_total(html: str) -> int | None:
    """The number of messages that the page states (共 123 条), if it does."""
    match = _TOTAL.search(html)
    return int(match[1] or match[2]) if match is not None else None


def statistics_link(html: str, url: str) -> str:
    """The address behind a link to counts of messages and answers (受理反馈统计), or ""."""
    for link in parse_html(html).css("a[href]"):
        text = " ".join(link.text().split())
        href = (link.attributes.get("href") or "").strip()
        if len(text) <= 20 and _STATISTICS.search(text) and not href.lower().startswith(("javascript:", "#")):
            return join(url, href)
    return ""


def to_messages(
    rows: Sequence[BoardRow], url: str, options: Mapping[str, Any], now: datetime, board: str
) -> tuple[Message, ...]:
    """*rows* as messages, each id once. A number that repeats itself is no number, a key that different messages share no key."""
    _tell_years(rows, now)
    places = [_address(row, url, options) for row in rows]
    numbers = Counter(row.texts.get("number", "") for row in rows)
    keys = _own([key for _, key in places], rows)
    found: dict[str, Message] = {}
    for row, (address, key) in zip(rows, places, strict=True):
        number = row.texts.get("number", "")
        own = number if number and numbers[number] == 1 else key if key in keys else ""
        message = _message(row, address, own, now, board)
        first = found.setdefault(message.id, message)
        found[message.id] = message if first is message else _both(first, message)
    return tuple(found.values())


def _tell_years(rows: Sequence[BoardRow], now: datetime) -> None:
    """Write days of asking without their year (11-20) in full, where the row's own address or the rows around it prove the year."""
    for noun in ("submitted", "accepted", "listed"):
        texts = [row.texts.get(noun, "") for row in rows]
        if not any(map(_MONTH_DAY.fullmatch, map(str.strip, texts))):
            continue
        said = [
            RowDate(on) if (on := day_in(text, now)) else seen_date([text], date_in_url(row.href), None)
            for row, text in zip(rows, texts, strict=True)
        ]
        for row, text, day in zip(rows, texts, give_years(said, now), strict=True):
            if day is not None and _MONTH_DAY.fullmatch(text.strip()):
                row.texts[noun] = day.isoformat()


def _own(told: Sequence[str], rows: Sequence[BoardRow]) -> set[str]:
    """Of the keys *told* by the rows' addresses, those that stand for one message each."""
    titles: dict[str, set[str]] = {}
    for one, row in zip(told, rows, strict=True):
        titles.setdefault(one, set()).add(row.title)
    return {one for one, of in titles.items() if one and len(of) == 1}


def _both(first: Message, again: Message) -> Message:
    """A message that a page lists twice: what either says; where they contradict each other, its own page decides."""
    if MessageStatus.UNSTATED not in (first.status, again.status) and first.status is not again.status:
        return replace(first, answered=None, status=MessageStatus.UNSTATED, raw_status="")
    told = first if first.status is not MessageStatus.UNSTATED else again
    return replace(
        first, answered=first.answered or again.answered, status=told.status, raw_status=told.raw_status,
        unit=first.unit or again.unit, submitted=first.submitted or again.submitted,
        submitted_exact=first.submitted_exact if first.submitted else again.submitted_exact,
    )  # fmt: skip


def _message(row: BoardRow, address: str, number: str, now: datetime, board: str) -> Message:
    texts = row.texts
    days = {noun: day_in(texts[noun], now) for noun in ("submitted", "accepted", "listed") if noun in texts}
    submitted = days.get("submitted")
    stand_in = submitted or days.get("accepted") or days.get("listed")
    answered = _not_before(submitted, day_done_in(texts.get("answered", ""), now))
    stated = texts.get("status", "")
    answer = texts.get("answer", "")
    for told in (stated, answer if row.columns else ""):  # 已答复（2026-10-09）
        if answered is None and status_of(told) is MessageStatus.ANSWERED and not _EARLIER_STEP.search(told):
            answered = _not_before(submitted, day_in(told, now))
    answers = is_answer(answer)
    if answered is None and answers and len(answer) < LONGEST_ANSWER:
        answered = _not_before(submitted, day_of_line(narrow(answer)))
    if is_to_come(answered, now):
        answered = None  # a day by which an answer is due
    raw = _stated(texts, answered is None)
    says = answers or (row.columns and is_sentence(answer))
    status = _status(raw, texts, says or answered is not None)
    silent = status_of(stated) is MessageStatus.UNSTATED
    receipt = silent and is_receipt(answer)
    if (silent or status in AT_WORK) and is_unclear(answer):
        refused = status is MessageStatus.REFUSED
        answered, status, receipt = None, status if refused else MessageStatus.UNSTATED, False
    elif receipt:
        answered, status = None, MessageStatus.TRANSFERRED if "转" in answer else MessageStatus.OPEN
    if is_undone(raw) and not says:
        answered = None
    if status in AT_WORK and (answered is not None or says):
        answered, status = None, MessageStatus.UNSTATED  # the page contradicts itself: its own page decides
    raw_id = number or _digest(address or f"{row.title}|{submitted}")
    return Message(
        id=f"{board}/{raw_id}" if board else raw_id,
        title_masked=mask_text(row.title)[:120],
        board=board,
        submitted=stand_in,
        submitted_exact=submitted is not None or stand_in is None,
        answered=answered,
        unit=mask_text(texts.get("unit", ""))[:60],
        status=status,
        raw_status=raw[:20],
        url=address,
        receipt_only=receipt,
    )


def _not_before(asked: date | None, day: date | None) -> date | None:
    """*day*, unless it lies before that of asking: it is of something else then (已办结，见2024-01-01公告)."""
    return None if asked is not None and day is not None and day < asked else day


def _stated(texts: Mapping[str, str], undated: bool) -> str:
    """The board's own word for the status; else a short answer that is no dash, or what stands for the day of one (未办结)."""
    told = [texts.get("status", ""), texts.get("answer", "")]
    if undated and status_of(texts.get("answered", "")) is not MessageStatus.UNSTATED:
        told.append(texts["answered"])
    said = (one for one in told if one and not (is_empty(one) and status_of(one) is MessageStatus.UNSTATED))
    return next((one for one in said if len(one) <= 20), "")


def _status(raw: str, texts: Mapping[str, str], answered: bool) -> MessageStatus:
    """By the status word, else by an answer column that is filled or empty."""
    status = status_of(raw)
    if status is not MessageStatus.UNSTATED:
        return status
    if answered or _MONTH_DAY.fullmatch(texts.get("answered", "").strip()):
        return MessageStatus.ANSWERED
    columns = [texts[noun] for noun in ("answered", "answer") if noun in texts]
    return MessageStatus.OPEN if columns and all(map(is_empty, columns)) and not raw else status


def _address(row: BoardRow, url: str, options: Mapping[str, Any]) -> tuple[str, str]:
    """The message's own address, and the key in it that names the message."""
    scripted = row.href.lower().startswith("javascript:") or row.href in ("", "#")
    argument = _ARGUMENT.search(row.href if "(" in row.href else row.onclick) if scripted else None
    if scripted:
        key = argument[1] if argument else ""
        there = str(options["detail_url"]).replace("{id}", key) if key and "detail_url" in options else ""
        return (join(url, there) if there else ""), key
    there = join(url, row.href)
    query = {name.lower(): value for name, value in parse_qsl(urlsplit(there).query)} if there else {}
    return there, next((query[name] for name in _ID_KEYS if query.get(name)), "")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _says_nothing_here(html: str) -> bool:
    parser = parse_html(html)
    parser.strip_tags(["script", "style", "noscript", "template"])
    if parser.body is None:
        return False
    lines = (line.strip() for line in shown_text(parser.body).split("\n"))
    return any(len(line) <= 30 and _NOTHING.fullmatch(line) for line in lines)
