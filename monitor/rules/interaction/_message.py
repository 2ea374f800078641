"""Where one message stands on one day: answered, open, overdue, or not to be told."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from monitor.domain.content import Message, MessageStatus
from monitor.domain.timing import DAY, add_months
from monitor.domain.verdict import Threshold
from monitor.rules.interaction._ledger import BoardEntry

#: Why a message is undecided that was seen open and not looked at since: a new look settles it, no person needs to.
NOT_READ_SINCE = "not_read_since_the_limit"


class MessageState(StrEnum):
    """Where a message stands (办理情况)."""

    ANSWERED = "answered"
    ANSWERED_LATE = "answered_late"  #: after the limit: the clause may cover it, a person says
    OPEN = "open"  #: unanswered, the limit is not past
    OVERDUE = "overdue"  #: seen unanswered after its limit day
    UNDECIDED = "undecided"
    OUTSIDE = "outside"  #: submitted before the window
    OUTSIDE_OPEN = "outside_open"  #: the same, and still unanswered: reported, no veto
    UNSTATED = "unstated"  #: the board does not say, and it is not due yet: harmless


@dataclass(frozen=True, slots=True)
class MessageStanding:
    """A message's place, with the last day on which an answer is in time."""

    entry: BoardEntry
    place: MessageState
    due_on: date | None
    why: str = ""  #: undecided: what is missing


def due_day(submitted: date, months: Threshold) -> date:
    """
    The last day on which a message is not late.

    超过 is strict: with three months, submitted on 31 August, the limit is 30 November, late from 1 December.
    """
    day = add_months(submitted, months.value)
    return day - DAY if months.op == ">=" else day


def stand(
    entry: BoardEntry, *, today: date, since: date, months: Threshold, slack: Threshold
) -> MessageStanding:
    """
    Where *entry*'s message stands on *today*; *since* is the first day of the window.

    *slack*: so much a day of acceptance or publication may stand behind the day of submission.
    """
    message = entry.message
    if message.submitted is None or message.submitted > today:
        known = MessageState.ANSWERED if message.is_answered else MessageState.UNDECIDED
        return MessageStanding(entry, known, None, "no_usable_day_of_submission")
    due_on = due_day(message.submitted, months)
    if message.submitted < since:
        open_still = _is_known_open(message)
        return MessageStanding(
            entry, MessageState.OUTSIDE_OPEN if open_still else MessageState.OUTSIDE, due_on
        )
    if message.is_answered:
        late = message.answered is not None and message.answered > due_on
        return MessageStanding(entry, MessageState.ANSWERED_LATE if late else MessageState.ANSWERED, due_on)
    if not _is_known_open(message):
        return _unstated(entry, today, due_on)
    return _open(entry, today, since, due_on, slack)


def _is_known_open(message: Message) -> bool:
    return message.receipt_only or (
        message.answered is None and message.status in (MessageStatus.OPEN, MessageStatus.TRANSFERRED)
    )


def _unstated(entry: BoardEntry, today: date, due_on: date) -> MessageStanding:
    """Refused, or in words we do not know: before the limit it does not matter, after it a person says."""
    if today <= due_on:
        return MessageStanding(entry, MessageState.UNSTATED, due_on)
    refused = entry.message.status is MessageStatus.REFUSED
    return MessageStanding(
        entry, MessageState.UNDECIDED, due_on, "refused" if refused else "answer_not_readable"
    )


def _open(entry: BoardEntry, today: date, since: date, due_on: date, slack: Threshold) -> MessageStanding:
    message = entry.message
    assert message.submitted is not None
    if today <= due_on:
        if not message.submitted_exact and today >= slack.months_before(due_on):
            return MessageStanding(entry, MessageState.UNDECIDED, due_on, "day_of_submission_not_exact")
        return MessageStanding(entry, MessageState.OPEN, due_on)
    if not message.submitted_exact and message.submitted <= slack.months_after(since):
        return MessageStanding(entry, MessageState.UNDECIDED, due_on, "day_of_submission_not_exact")
    if entry.seen_on <= due_on:
        return MessageStanding(entry, MessageState.UNDECIDED, due_on, NOT_READ_SINCE)
    return MessageStanding(entry, MessageState.OVERDUE, due_on)
