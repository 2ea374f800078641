"""Every consultation board of a site: what was asked, what was answered (留言办理)."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from monitor.domain.content import BoardState, Message, MessageStatus
from monitor.domain.observation import BoardReading, Exchange, Observation, StoredObservation
from monitor.domain.site import Board, Site
from monitor.domain.timing import day_of
from monitor.regulations.editions import clause_stating
from probes._board_pages import Pages, adapter_of, judge_complete, stated_elsewhere, turn_pages
from probes._net import broken
from probes.adapters._adapter import ListRequest
from probes.base import BOARDS, Probe, Tools
from probes.http.base import Fetched
from probes.pages.readings import board_detail, masked
from probes.wall.base import ReaderBroke


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`probe.messages = {…}`"""

    pages: int = 200  #: list pages read of one board in one run
    details: int = 200  #: message pages read of one board in one run
    full_every_days: int = 7  #: how often the whole year is read again; in between only what is new or open


@dataclass(slots=True)
class _Run:
    """One board in one run: what it may use, and what was fetched."""

    site: Site
    board: Board
    tools: Tools
    settings: Settings
    exchanges: list[Exchange]

    @property
    def today(self) -> date:
        return day_of(self.tools.clock())


async def run(site: Site, settings: Settings, tools: Tools) -> AsyncIterator[Observation[Any]]:
    """
    Read each consultation board; other kinds (访谈、征集、信访、举报) are exempt and not asked.

    Only list and message pages are called, nothing is ever submitted. What is stored holds no personal data:
    facts and evidence are masked.
    """
    for board in site.boards:
        if board.kind == "consultation":
            at = tools.clock()
            work = _Run(site, board, tools, settings, [])
            try:
                facts = await _read(work)
            except Exception as error:
                facts = BoardReading(state=BoardState.UNREADABLE, reason=broken(error, board.id))
            fields = tuple(map(str, board.options.get("mask_fields", ())))
            exchanges = await masked(tools.wall, work.exchanges, fields)
            yield Observation(subject=site.id, part=board.id, at=at, facts=facts, exchanges=exchanges)


async def _read(work: _Run) -> BoardReading:
    """What is new since the last full reading, or the whole year when that is due or does not fit together."""
    readings = work.tools.known.board(work.board.id)
    known = known_messages(readings)
    if _may_be_partial(work, readings):
        partial = await _read_news(work, readings, known)
        if partial is not None:
            return partial
    return await _read_whole(work, known)


def known_messages(readings: Sequence[StoredObservation[BoardReading]]) -> dict[str, Message]:
    """The newest that is known of each message."""
    known: dict[str, Message] = {}
    for one in readings:
        if one.facts.state is BoardState.MESSAGES:
            known.update({message.id: message for message in one.facts.messages})
    return known


def _may_be_partial(work: _Run, readings: Sequence[StoredObservation[BoardReading]]) -> bool:
    if not readings:
        return False
    full = readings[0]
    fresh = work.today - day_of(full.at) < timedelta(days=work.settings.full_every_days)
    sound = full.facts.full and all(one.facts.complete for one in readings)
    return fresh and sound and full.facts.state is BoardState.MESSAGES


async def _read_news(
    work: _Run, readings: Sequence[StoredObservation[BoardReading]], known: Mapping[str, Message]
) -> BoardReading | None:
    """New messages, and the open ones once more; None when the counts do not add up."""
    pages = await turn_pages(
        work.site, work.board, work.tools, since=_since(work), known=frozenset(known), limit=work.settings.pages
    )  # fmt: skip
    work.exchanges += pages.exchanges
    if pages.state is not BoardState.MESSAGES or not pages.stopped:
        return None if pages.state is BoardState.MESSAGES else _failed(pages)
    new = {id: one for id, one in pages.found.items() if id not in known}
    before = next((one.facts.total for one in reversed(readings) if one.facts.total is not None), None)
    if before is not None and pages.total != before + len(new):
        return None
    listed = {id: carry(one, known.get(id)) for id, one in pages.found.items()}
    changed = {id: one for id, one in listed.items() if one != known.get(id) or not one.is_answered}
    messages = await _with_details(work, changed)
    unlisted = [one for id, one in known.items() if id not in listed and not one.is_answered]
    left = max(0, work.settings.details - len(changed))
    again = [await _read_again(work, one) for one in _pressing(unlisted, _since(work))[:left]]
    return BoardReading(
        state=BoardState.MESSAGES,
        messages=(*messages, *(one for one in again if one is not None)),
        total=pages.total,
        complete=True,
        full=False,
        covers_from=readings[0].facts.covers_from,
        oldest=min((one.submitted for one in messages if one.submitted), default=None),
        pages=len(pages.rows),
        statistics_url=pages.statistics_url,
    )


async def _read_whole(work: _Run, known: Mapping[str, Message]) -> BoardReading:
    since = _since(work)
    pages = await turn_pages(work.site, work.board, work.tools, since=since, limit=work.settings.pages)
    work.exchanges += pages.exchanges
    if pages.state not in (BoardState.MESSAGES, BoardState.BLANK):
        return _failed(pages)
    total, exchanges = await stated_elsewhere(work.site, work.board, work.tools)
    work.exchanges += exchanges
    if total is not None:
        pages.totals = [total]
    complete, covers_from, reason = judge_complete(pages, work.board, since)
    listed = {id: carry(one, known.get(id)) for id, one in pages.found.items()}
    messages = await _with_details(work, listed)
    return BoardReading(
        state=pages.state,
        messages=messages,
        total=pages.total,
        complete=complete,
        covers_from=covers_from,
        oldest=min((one.submitted for one in messages if one.submitted), default=None),
        pages=len(pages.rows) or 1,
        statistics_url=str(work.board.options.get("statistics_url", "")) or pages.statistics_url,
        reason=reason,
    )


def _failed(pages: Pages) -> BoardReading:
    return BoardReading(state=pages.state, reason=pages.reason, pages=len(pages.rows))


def carry(listed: Message, known: Message | None) -> Message:
    """What the list says, with what the message's page told before, where that still holds."""
    if known is None or not known.detail_read:
        return listed
    if known.is_answered and listed.status in (MessageStatus.ANSWERED, MessageStatus.UNSTATED):
        return known
    return replace(
        listed,
        submitted=known.submitted if known.submitted_exact and known.submitted else listed.submitted,
        submitted_exact=known.submitted_exact if known.submitted else listed.submitted_exact,
        unit=listed.unit or known.unit,
    )


async def _with_details(work: _Run, listed: Mapping[str, Message]) -> tuple[Message, ...]:
    """*listed* with their own pages read: unanswered ones first, the oldest first, as far as the limit goes."""
    since = _since(work)
    inside = [one for one in listed.values() if one.submitted is None or one.submitted >= since]
    unanswered = _pressing([one for one in inside if not one.is_answered], since)
    answered = [one for one in inside if one.is_answered and not one.detail_read]
    read = dict(listed)
    for one in [*unanswered, *answered][: work.settings.details]:
        read[one.id] = await _detail(work, one)
    return tuple(read.values())


def _pressing(messages: Sequence[Message], since: date) -> list[Message]:
    """Those of the window, the earliest limit first; undated ones before all."""
    inside = [one for one in messages if one.submitted is None or one.submitted >= since]
    return sorted(inside, key=lambda one: (one.submitted or date.min, one.id))


async def _read_again(work: _Run, known: Message) -> Message | None:
    """An open message that the pages read did not list; None where its page does not say how it stands."""
    blank = replace(
        known, status=MessageStatus.UNSTATED, raw_status="", receipt_only=False, detail_read=False
    )
    found = await _detail(work, blank)
    is_stated = found.status is not MessageStatus.UNSTATED or found.is_answered
    return found if found.detail_read and is_stated else None


async def _detail(work: _Run, message: Message) -> Message:
    """*message* with its own page read; as it was when there is no page or it cannot be fetched."""
    ask = _request(work.board, message)
    if ask is None:
        return message
    answer = await work.tools.fetch(
        ask.url, method=ask.method, headers=ask.headers, body=ask.body, accept="any",
        allowed_hosts=work.site.allowed_hosts, attempts=2,
    )  # fmt: skip
    work.exchanges += answer.exchanges
    if not isinstance(answer, Fetched):
        return message
    found = await work.tools.wall.read(
        board_detail, answer.text, message, work.board.options, work.tools.clock()
    )
    return message if isinstance(found, ReaderBroke) else found


def _request(board: Board, message: Message) -> ListRequest | None:
    adapter = adapter_of(board)
    if adapter is not None:
        return adapter.detail(board.options, board.url, message)
    if not message.url or urlsplit(message.url).hostname != urlsplit(board.url).hostname:
        return None
    return ListRequest(url=message.url, headers={"Referer": board.url})


def _since(work: _Run) -> date:
    return clause_stating("window_months", work.site.edition).limit["window_months"].months_before(work.today)


PROBE = Probe(Settings, run, duty=BOARDS, kinds=(BoardReading,))
