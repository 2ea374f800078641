"""A board's readings put together: each message as it was last seen (留言台账)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from monitor.domain.content import BoardState, Message
from monitor.domain.observation import BoardReading, StoredObservation
from monitor.domain.site import Board
from monitor.domain.timing import day_of
from monitor.domain.verdict import Threshold

_READ = (BoardState.MESSAGES, BoardState.BLANK)


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """A message, the day on which it was last seen so, and the observation that says it."""

    message: Message
    seen_on: date
    observation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLedger:
    """All that is known of one board's messages."""

    board: Board
    entries: tuple[BoardEntry, ...] = ()
    complete_on: date | None = None  #: last day on which the list was complete
    covers_from: date | None = None  #: None: back to the first message
    read_on: date | None = None  #: last day on which anything was read
    newest: BoardReading | None = None  #: the last reading, good or not
    newest_id: str = ""
    statistics_url: str = ""

    def is_complete(self, since: date, today: date, lasts: Threshold) -> bool:
        """Whether every message submitted from *since* on is known, by a list whose age *lasts* allows."""
        return (
            self.complete_on is not None
            and not lasts.is_met_by(today - self.complete_on)
            and (self.covers_from is None or self.covers_from <= since)
        )


def is_judged(board: Board) -> bool:
    """Whether the clause is about this kind of board: not 在线访谈, 调查征集, 网上信访, 纪检举报."""
    return board.kind == "consultation"


def open_ledger(board: Board, readings: Sequence[StoredObservation[BoardReading]]) -> BoardLedger:
    """
    *readings* (oldest first) as one ledger.

    It begins at the newest full reading that is complete, else at the newest full one; what was read later
    overrides it message by message. A reading that failed changes nothing but the reason.
    """
    start = _start(readings)
    used = [one for one in readings[start:] if one.facts.state in _READ] if start is not None else []
    entries: dict[str, BoardEntry] = {}
    complete_on: date | None = None
    for one in used:
        day = day_of(one.at)
        entries.update({message.id: BoardEntry(message, day, one.id) for message in one.facts.messages})
        if one.facts.complete and (one.facts.full or complete_on is not None):
            complete_on = day
    last = readings[-1] if readings else None
    return BoardLedger(
        board=board,
        entries=tuple(entries.values()),
        complete_on=complete_on,
        covers_from=used[0].facts.covers_from if used else None,
        read_on=day_of(used[-1].at) if used else None,
        newest=last.facts if last else None,
        newest_id=(used[-1].id if used else last.id) if last else "",
        statistics_url=next(
            (one.facts.statistics_url for one in reversed(used) if one.facts.statistics_url), ""
        ),
    )


def _start(readings: Sequence[StoredObservation[BoardReading]]) -> int | None:
    full = [n for n, one in enumerate(readings) if one.facts.full and one.facts.state in _READ]
    complete = [n for n in full if readings[n].facts.complete]
    found = complete or full
    return found[-1] if found else None
