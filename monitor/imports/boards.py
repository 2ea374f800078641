"""Messages and guides from back-office exports (后台导出): rows of a table to facts, each bad row named. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from monitor.domain.content import BoardState, Guide, GuidesState, Message, MessageStatus
from monitor.domain.observation import BoardReading, Guides
from monitor.domain.timing import day_of
from probes.pages.board_words import day_in, heading_of, is_receipt, status_of
from probes.pages.guide import GROUPS, groups_of, guide_id
from probes.pages.mask import mask_text

#: Rows are counted as in Excel: the heading is row 1.
FIRST_ROW = 2

_MESSAGE_FIELDS = ("number", "title", "submitted", "answered", "answer", "unit", "status", "url")
_NONE = frozenset({"", "-", "--", "—", "/", "无", "null", "None"})


@dataclass(frozen=True, slots=True)
class ImportedBoard:
    """What an export of a board gave."""

    reading: BoardReading
    errors: tuple[str, ...] = ()  #: `row 12: 提交时间 '2026-13-01' is not a date`


@dataclass(frozen=True, slots=True)
class ImportedGuides:
    """What an export of guides gave."""

    guides: Guides
    errors: tuple[str, ...] = ()


class _RowError(ValueError):
    """One row cannot be used; the message says why."""


def read_messages(
    rows: Iterable[Mapping[str, Any]],
    *,
    board: str,
    now: datetime,
    columns: Mapping[str, str] | None = None,
    complete: bool = False,
    covers_from: date | None = None,
    first_row: int = FIRST_ROW,
) -> ImportedBoard:
    """
    A board's messages from *rows* (heading to cell), with `number`, `title`, `submitted`, `answered`, `answer`,
    `unit`, `status` and `url` under the headings that *columns* gives, else under headings that say so.

    *complete*: the office vouches that the export holds every message since *covers_from* (None: all); one bad
    row, or two with the same number, and it is not. Texts are used to tell answers from receipts and are not
    kept; personal data is masked. Raises ValueError when *columns* names a field that does not exist.
    """
    given = list(rows)
    map_ = _columns(given, columns or {}, _MESSAGE_FIELDS)
    errors = [
        f"row {first_row - 1}: no column for {one}" for one in ("title", "submitted") if one not in map_
    ]
    found: dict[str, Message] = {}
    for number, row in enumerate([] if errors else given, start=first_row):
        if not any(_text(one) for one in row.values()):
            continue
        try:
            message = _message(row, map_, board, now)
            if message.id in found:
                raise _RowError(f"{map_.get('number', 'number')} {message.id!r} stands twice")
        except _RowError as error:
            errors.append(f"row {number}: {error}")
        else:
            found[message.id] = message
    reading = BoardReading(
        state=BoardState.MESSAGES if found else (BoardState.UNREADABLE if errors else BoardState.BLANK),
        messages=tuple(found.values()),
        total=len(found) if not errors else None,
        complete=complete and not errors,
        covers_from=covers_from,
        oldest=min((one.submitted for one in found.values() if one.submitted), default=None),
        reason="import_errors" if errors else "",
    )
    return ImportedBoard(reading, tuple(errors))


def read_guides(
    rows: Iterable[Mapping[str, Any]],
    *,
    columns: Mapping[str, str] | None = None,
    complete: bool = False,
    first_row: int = FIRST_ROW,
) -> ImportedGuides:
    """
    Service guides from *rows*: a column for each element group (under its name or a usual heading, or as
    *columns* says), and `url`, `number` where there are any. An empty cell is a missing group.

    *complete*: the office vouches that these are all; one bad row and they are not.
    """
    given = list(rows)
    map_ = _columns(given, columns or {}, ("url", "number", *GROUPS))
    errors = [f"row {first_row - 1}: no column for {group}" for group in GROUPS if group not in map_]
    found: dict[str, Guide] = {}
    for number, row in enumerate([] if errors else given, start=first_row):
        _add_guide(row, map_, number, found, errors)
    state = GuidesState.GUIDES if found else (GuidesState.UNREADABLE if errors else GuidesState.BLANK)
    guides = Guides(
        state=state,
        guides=tuple(found.values()),
        total=len(found) if not errors else None,
        complete=complete and not errors,
        reason="import_errors" if errors else "",
    )
    return ImportedGuides(guides, tuple(errors))


def _add_guide(
    row: Mapping[str, Any], map_: Mapping[str, str], number: int, found: dict[str, Guide], errors: list[str]
) -> None:
    told = {field: _text(row.get(heading)) for field, heading in map_.items()}
    if not any(told.values()):
        return
    title = told.get("事项名称", "")
    key = told.get("number") or told.get("url") or title
    if not key:
        errors.append(f"row {number}: {map_['事项名称']} is empty, and no number or address names the guide")
    elif key in found:
        errors.append(f"row {number}: {key!r} stands twice")
    else:
        missing = tuple(group for group in GROUPS if told.get(group, "") in _NONE - {"无"})
        found[key] = Guide(id=guide_id(key), url=told.get("url", ""), title=title[:120], missing=missing)


def _columns(
    rows: list[Mapping[str, Any]], columns: Mapping[str, str], fields: tuple[str, ...]
) -> dict[str, str]:
    """Field to heading: as configured, and by the headings' own words for the rest."""
    unknown = sorted(set(columns) - set(fields))
    if unknown:
        raise ValueError(f"unknown field {unknown[0]!r}; expected one of {', '.join(fields)}")
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    absent = [heading for heading in columns.values() if rows and heading not in headings]
    if absent:
        raise ValueError(f"no column {absent[0]!r}; the table has {', '.join(map(str, headings))}")
    found = dict(columns)
    for heading in headings:
        for field in _fields_of(str(heading)):
            if field in fields and field not in found and heading not in columns.values():
                found[field] = heading
    return found


def _fields_of(heading: str) -> tuple[str, ...]:
    plain = heading.strip()
    if plain in ("链接", "网址", "地址", "url", "URL"):
        return ("url",)
    noun = heading_of(plain)
    return (*groups_of(plain), *((noun,) if noun else ()))


def _message(row: Mapping[str, Any], map_: Mapping[str, str], board: str, now: datetime) -> Message:
    texts = {field: _text(row.get(heading)) for field, heading in map_.items()}
    title = texts.get("title", "")
    if not title:
        raise _RowError(f"{map_.get('title', 'title')} is empty")
    submitted = _day(row, map_, "submitted", now)
    if submitted is None:
        raise _RowError(f"{map_.get('submitted', 'submitted')} is empty")
    answered = _day(row, map_, "answered", now)
    if answered is not None and answered < submitted:
        raise _RowError(f"{map_['answered']} {answered} is before {map_['submitted']} {submitted}")
    raw = texts.get("status", "")
    status = status_of(raw)
    if raw and status is MessageStatus.UNSTATED and answered is None:
        raise _RowError(f"{map_['status']} {raw!r} is not a known status")
    number = texts.get("number") or hashlib.sha256(f"{title}|{submitted}".encode()).hexdigest()[:12]
    message = Message(
        id=f"{board}/{number}",
        title_masked=mask_text(title)[:120],
        board=board,
        submitted=submitted,
        answered=answered,
        unit=mask_text(texts.get("unit", ""))[:60],
        status=status,
        raw_status=raw[:20],
        url=texts.get("url", ""),
        detail_read=True,
    )
    return _with_answer(message, texts.get("answer"), "answered" in map_ or "answer" in map_)


def _with_answer(message: Message, answer: str | None, told: bool) -> Message:
    """What the answer's text says, or its absence: an empty cell is an open message unless its status says more."""
    text = answer if answer is not None and answer not in _NONE else ""
    if text and is_receipt(text):
        return replace(message, answered=None, receipt_only=True, answer_length=0)
    if text or message.answered is not None:
        return replace(
            message, status=MessageStatus.ANSWERED, answer_length=len(text) if answer is not None else None
        )
    if message.status is MessageStatus.UNSTATED and told:
        return replace(message, status=MessageStatus.OPEN, answer_length=0)
    return message


def _day(row: Mapping[str, Any], map_: Mapping[str, str], field: str, now: datetime) -> date | None:
    value = row.get(map_[field]) if field in map_ else None
    if isinstance(value, datetime):
        return value.date() if value.tzinfo is None else day_of(value)
    if isinstance(value, date):
        return value
    text = _text(value)
    if text in _NONE:
        return None
    day = day_in(text, now)
    if day is None:
        raise _RowError(f"{map_[field]} {text!r} is not a date")
    return day


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())
