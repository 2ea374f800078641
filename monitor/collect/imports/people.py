"""Messages and service guides from a back office's export (留言、办事指南导入)."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from monitor.collect.imports.fields import is_none
from monitor.domain.content import BoardState, Guide, GuidesState, Message, MessageStatus
from monitor.domain.handed_in import BAD_ROWS
from monitor.domain.observation import BoardReading, Guides, Observation
from probes.pages.board.words import is_empty, status_of
from probes.pages.document.mask import mask_text
from probes.pages.guide.guide import GROUPS

_NO_ANSWER = (MessageStatus.OPEN, MessageStatus.TRANSFERRED, MessageStatus.REFUSED)
_GROUPS = tuple((name, re.compile(words)) for name, words in GROUPS.items())
#: Words that deny an answer, rather than leave its day out.
DENIED = re.compile(r"\A\s*+(?:暂?[未没待]|尚|还)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedMessage:
    """One message of an export; the export as a whole is the complete list of its board."""

    site: str
    board: str
    at: datetime
    vantage: str
    number: str
    title: str
    submitted: date
    answered: date | None
    unit: str
    status: str
    url: str
    complete: bool
    reply: MessageStatus = (
        MessageStatus.UNSTATED
    )  #: what the cell for the day of the answer says, where it is no day
    denied: bool = False  #: it says so in words: 未答复, 待回复
    since: date | None = None  #: first day of the period that the export was declared for; None: all there is


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideRow:
    """One service guide of an export, with the element groups that have no text."""

    site: str
    at: datetime
    vantage: str
    number: str
    title: str
    url: str
    missing: tuple[str, ...]
    complete: bool
    unasked: tuple[
        str, ...
    ] = ()  #: element groups for which the table has no column: nothing is known of them


def missing_groups(fields: dict[str, Any]) -> tuple[str, ...]:
    """The element groups (要素类别) whose cell is absent or empty."""
    cells = ((group, fields.get(group)) for group in GROUPS)
    return tuple(group for group, cell in cells if cell is None or not str(cell).strip())  # 0 is a fee


def group_of(heading: str) -> str | None:
    """The element group that a table's column with this heading holds (咨询电话 is 联系电话); None for no group."""
    if len(heading) > 30:
        return None
    return (
        heading
        if heading in GROUPS
        else next((name for name, words in _GROUPS if words.fullmatch(heading)), None)
    )


def reply_in(words: str) -> MessageStatus | None:
    """
    What a cell for the day of the answer says instead of one: 未答复, 暂无, -- (OPEN), 已转办, 已答复.

    None: it names a day, or something that is not understood.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", words[:200]))
    if is_none(words):
        return MessageStatus.OPEN
    if any(letter.isdigit() for letter in plain):
        return None
    found = MessageStatus.OPEN if is_empty(plain) else status_of(plain)
    return None if found is MessageStatus.UNSTATED else found


class UnnumberedMessages:
    """
    Numbers for messages whose export has none (无编号): told by board, day and title, so the next export has the same.

    Of several alike the order tells; a 序号 is none, as it counts the rows of one export only.
    """

    def __init__(self) -> None:
        self.many = 0
        self._alike: dict[tuple[str, ...], int] = {}

    def numbered(self, fields: dict[str, Any]) -> dict[str, Any]:
        """*fields* of a message, with a number where its table has no column for one."""
        if fields.get("observation") != "message" or fields.get("id") != "":
            return fields
        said = tuple(str(fields.get(key) or "").strip() for key in ("site", "board", "submitted", "title"))
        if not said[2] or not said[3]:
            return {key: value for key, value in fields.items() if key != "id"}
        count = self._alike[said] = self._alike.get(said, 0) + 1
        self.many += 1
        digest = hashlib.sha256("\n".join((*said, str(count))).encode()).hexdigest()
        return {**fields, "id": f"n{digest[:16]}"}


class SameNumber(Exception):
    """A number of an export that stands for two messages or guides."""


Messages = dict[tuple[str, str, datetime, str, str], ImportedMessage]
GuideRows = dict[tuple[str, datetime, str, str], GuideRow]


def keep_message(messages: Messages, row: ImportedMessage) -> None:
    """
    Add *row* to those of its export that are *messages*, by board, moment and number.

    Several rows of one message (its steps, 办理过程) are one: answered once, it is answered. Raises SameNumber when the
    number stands already for a message with another title or day.
    """
    key = (row.site, row.board, row.at, row.vantage, row.number)
    before = messages.setdefault(key, row)
    if (before.title, before.submitted) != (row.title, row.submitted):
        raise SameNumber(
            f"id {row.number!r} stands already for {before.title[:40]!r} of {before.submitted}; "
            "give each message a number of its own"
        )
    if not _is_answered(before):
        messages[key] = row


def keep_guide(guides: GuideRows, row: GuideRow) -> None:
    """
    Put *row* among the guides of its moment, by its number.

    Several rows of one guide (its materials, its 办理项) are one: what one of them tells is not lacking. Raises
    SameNumber when the number stands already for a guide with another title.
    """
    key = (row.site, row.at, row.vantage, row.number)
    before = guides.setdefault(key, row)
    if before.title and row.title and before.title != row.title:
        raise SameNumber(
            f"id {row.number!r} stands already for {before.title[:40]!r}; give each guide a number of its own"
        )
    untold = [{*one.missing, *one.unasked} for one in (before, row)]
    unasked = {*before.unasked}.intersection(row.unasked)
    guides[key] = replace(
        before,
        title=before.title or row.title,
        url=before.url or row.url,
        missing=tuple(one for one in GROUPS if all(one in those for those in untold) and one not in unasked),
        complete=before.complete and row.complete,
        unasked=tuple(one for one in GROUPS if one in unasked),
    )


def _is_answered(row: ImportedMessage) -> bool:
    return row.answered is not None or _status(row) is MessageStatus.ANSWERED


def board_looks(
    rows: Iterable[ImportedMessage], *, in_doubt: bool, leaves_out: bool
) -> list[Observation[BoardReading]]:
    """
    One full reading for each board and moment. Titles are masked before anything is stored.

    *in_doubt*: a row of the file could not be used: what is left is no complete list. *leaves_out*: it is no table, so
    that a row may leave out the key of what it has not.
    """
    groups: dict[tuple[str, str, datetime, str], list[ImportedMessage]] = {}
    for row in rows:
        groups.setdefault((row.site, row.board, row.at, row.vantage), []).append(row)
    looks = []
    for (site, board, at, vantage), group in groups.items():
        if leaves_out and not in_doubt:
            group = _left_out_means_none(group)
        messages = tuple(_message(one) for one in group)
        facts = BoardReading(
            state=BoardState.MESSAGES,
            messages=messages,
            total=len(messages),
            complete=all(one.complete for one in group) and not in_doubt,
            oldest=min(one.submitted for one in group),
            covers_from=max((one.since for one in group if one.since), default=None),
            reason=BAD_ROWS if in_doubt else "",
        )
        looks.append(Observation(subject=site, part=board, at=at, facts=facts, vantage=vantage))
    return looks


def _left_out_means_none(rows: list[ImportedMessage]) -> list[ImportedMessage]:
    """*rows* of one export: of one that tells when others were answered, a row that says nothing was not (JSON leaves keys out)."""
    if not any(one.answered for one in rows):
        return rows
    silent = MessageStatus.UNSTATED
    return [
        replace(one, reply=MessageStatus.OPEN)
        if one.answered is None and one.reply is silent and one.complete
        else one
        for one in rows
    ]


def guide_looks(rows: Iterable[GuideRow], *, in_doubt: bool) -> list[Observation[Guides]]:
    """One look at all guides of a site for each moment; *in_doubt* as for boards."""
    groups: dict[tuple[str, datetime, str], list[GuideRow]] = {}
    for row in rows:
        groups.setdefault((row.site, row.at, row.vantage), []).append(row)
    return [
        Observation(
            subject=site,
            part="guides",
            at=at,
            vantage=vantage,
            facts=Guides(
                state=GuidesState.GUIDES,
                guides=tuple(
                    Guide(id=one.number, url=one.url, title=one.title, missing=one.missing) for one in items
                ),
                total=len(items),
                complete=all(one.complete and not one.unasked for one in items) and not in_doubt,
                reason=BAD_ROWS if in_doubt else _unasked(items),
            ),
        )
        for (site, at, vantage), items in groups.items()
    ]


def _unasked(rows: list[GuideRow]) -> str:
    groups = [group for group in GROUPS if any(group in one.unasked for one in rows)]
    return f"no_column:{','.join(groups)}" if groups else ""


def _message(row: ImportedMessage) -> Message:
    return Message(
        id=f"{row.board}/{row.number}",
        title_masked=mask_text(row.title),
        board=row.board,
        submitted=row.submitted,
        answered=row.answered,
        unit=row.unit,
        status=_status(row),
        raw_status=row.status[:20],
        url=row.url,
    )


def _status(row: ImportedMessage) -> MessageStatus:
    """
    What the status says; without one (无, --), what stands for the day of the answer.

    Two that contradict each other (已办结, and 未答复 for its day) say nothing: a person looks.
    """
    stated = status_of(row.status) if row.status else MessageStatus.UNSTATED
    if not row.status.strip() or (is_empty(row.status) and not DENIED.match(row.status)):
        return row.reply if row.complete or row.denied else MessageStatus.UNSTATED
    denied = stated is MessageStatus.ANSWERED and row.denied
    claimed = stated in _NO_ANSWER and row.reply is MessageStatus.ANSWERED
    return MessageStatus.UNSTATED if denied or claimed else stated
