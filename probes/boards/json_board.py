"""Any board that answers in JSON, by configuration: addresses, the path to its rows, the names of its fields."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from monitor.domain.content import Message, MessageStatus
from monitor.domain.observation import BoardReading
from probes.adapters._adapter import ListRequest
from probes.boards._adapter import (
    BoardAdapter,
    Options,
    at_path,
    field_of,
    first_list,
    load,
    plain,
    reading_of,
)
from probes.http.links import join
from probes.pages.board.detail import read_detail as read_page
from probes.pages.board.detail import without_answer
from probes.pages.board.words import day_in, is_empty, is_receipt, is_unclear, status_of
from probes.pages.document.mask import mask_text

_ANSWERS = (
    "replyContent",
    "reply_content",
    "answerContent",
    "answer_content",
    "reply",
    "answer",
    "hfnr",
    "dfnr",
    "blyj",
)


def request(options: Options, url: str, page: int, since: date) -> ListRequest:
    """
    The configured `url`, with `{page}`, `{page0}` (counted from 0) and `{since}` filled in.

    `body` makes it a POST of a form or of JSON, which only asks: list addresses alone are configured here.
    """
    marks = {"page": str(page), "page0": str(page - 1), "since": since.isoformat()}
    body = str(options.get("body", ""))
    headers = {"Referer": url, "X-Requested-With": "XMLHttpRequest"}
    if body:
        headers["Content-Type"] = (
            "application/json" if body.lstrip().startswith("{") else "application/x-www-form-urlencoded"
        )
    return ListRequest(
        url=join(url, _filled(str(options.get("url", url)), marks)),
        method="POST" if body else "GET",
        headers=headers,
        body=_filled(body, marks).encode(),
    )


def _filled(template: str, marks: Mapping[str, str]) -> str:
    """*template* with each `{mark}` replaced; other braces, as JSON has them, stay."""
    for name, value in marks.items():
        template = template.replace(f"{{{name}}}", value)
    return template


def read(text: str, url: str, options: Options, now: datetime, board: str) -> BoardReading:
    """The rows at `rows` (`data.list`), else the first list of objects in the answer."""
    value = load(text)
    rows = at_path(value, str(options["rows"])) if "rows" in options else first_list(value)
    return reading_of(rows if isinstance(rows, list) else None, text, url, options, now, board)


def detail(options: Options, url: str, message: Message) -> ListRequest | None:
    """The configured `detail`, with `{id}` filled in; else the message's own page; else nothing."""
    if "detail" in options:
        there = str(options["detail"]).replace("{id}", message.id.rpartition("/")[2])
        return ListRequest(url=join(url, there), headers={"Referer": url})
    return ListRequest(url=message.url, headers={"Referer": url}) if message.url else None


def read_detail(text: str, message: Message, options: Options, now: datetime) -> Message:
    """JSON with the usual or configured fields, or a page."""
    value = load(text)
    if value is None:
        return read_page(text, message, now=now, receipts=tuple(options.get("receipts", ())))
    return add_fields(value, message, options, now)


def add_fields(value: Any, message: Message, options: Options, now: datetime) -> Message:
    """
    *message* with what a detail in JSON adds: days, unit, status, and the chain of replies.

    Each object that holds a reply counts as one reply of the chain; receipts and transfers are no answers.
    """
    objects = list(_objects(value))
    if not objects:
        return message
    receipts = tuple(options.get("receipts", ()))
    message = replace(message, detail_read=True)
    replies: list[tuple[date | None, str, str]] = []
    for one in objects:
        fields = {noun: field_of(one, noun, options) for noun in ("submitted", "status", "unit", "answered")}
        if fields["submitted"] and not (message.submitted and message.submitted_exact):
            day = day_in(fields["submitted"], now)
            message = replace(message, submitted=day, submitted_exact=True) if day else message
        if fields["status"] and message.status is MessageStatus.UNSTATED:
            word = str(options.get("status_words", {}).get(fields["status"], fields["status"]))
            message = replace(message, status=status_of(word), raw_status=word[:20])
        if text := _reply_in(one, options):
            replies.append((day_in(fields["answered"], now), text, fields["unit"]))
    return _with_replies(message, replies, receipts)


def _reply_in(one: Mapping[str, Any], options: Options) -> str:
    configured = options.get("fields", {}).get("answer")
    names = (configured,) if configured else (*options.get("more", {}).get("answer", ()), *_ANSWERS)
    for name in names:
        text = one.get(str(name))
        if isinstance(text, str) and not is_empty(plain(text)):
            return plain(text)
    return ""


def _with_replies(
    message: Message, replies: list[tuple[date | None, str, str]], receipts: tuple[str, ...]
) -> Message:
    unclear = [one for one in replies if is_unclear(one[1], receipts)]
    real = [one for one in replies if not is_receipt(one[1], receipts) and one not in unclear]
    if real:
        days = sorted(one[0] for one in real if one[0] is not None)
        unit = next((one[2] for one in real if one[2]), "")
        return replace(
            message,
            answered=days[0] if days else message.answered,
            status=MessageStatus.ANSWERED,
            unit=message.unit or mask_text(unit)[:60],
            answer_length=sum(len(one[1]) for one in real),
            receipt_only=False,
        )
    if unclear:
        return without_answer(message)
    if replies:
        moved = any("转" in one[1] for one in replies)
        status = MessageStatus.TRANSFERRED if moved else MessageStatus.OPEN
        return replace(message, answered=None, status=status, receipt_only=True, answer_length=0)
    return message


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    waiting, seen = deque([value]), 0
    while waiting and seen < 2000:
        one = waiting.popleft()
        seen += 1
        if isinstance(one, Mapping):
            yield one
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def is_selected(options: Options) -> bool:
    """Whether the operator knows that only chosen letters are shown (`selected = true`)."""
    return bool(options.get("selected", False))


ADAPTER = BoardAdapter(
    request=request, read=read, detail=detail, read_detail=read_detail, is_selected=is_selected
)
