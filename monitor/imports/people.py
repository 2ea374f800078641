"""Messages and service guides from a back office's export (留言、办事指南导入)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from monitor.domain.content import BoardState, Guide, GuidesState, Message, MessageStatus
from monitor.domain.observation import BoardReading, Guides, Look
from probes.pages.board_words import status_of
from probes.pages.guide import GROUPS
from probes.pages.mask import mask_text


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
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


def missing_groups(fields: dict[str, Any]) -> tuple[str, ...]:
    """The element groups (要素类别) whose cell is absent or empty."""
    return tuple(group for group in GROUPS if not str(fields.get(group) or "").strip())


def board_looks(rows: Iterable[MessageRow]) -> list[Look[BoardReading]]:
    """One full reading for each board and moment. Titles are masked before anything is stored."""
    groups: dict[tuple[str, str, datetime, str], list[MessageRow]] = {}
    for row in rows:
        groups.setdefault((row.site, row.board, row.at, row.vantage), []).append(row)
    looks = []
    for (site, board, at, vantage), some in groups.items():
        messages = tuple(_message(one) for one in some)
        facts = BoardReading(
            state=BoardState.MESSAGES,
            messages=messages,
            total=len(messages),
            complete=all(one.complete for one in some),
            oldest=min(one.submitted for one in some),
        )
        looks.append(Look(subject=site, part=board, at=at, facts=facts, vantage=vantage))
    return looks


def guide_looks(rows: Iterable[GuideRow]) -> list[Look[Guides]]:
    """One look at all guides of a site for each moment."""
    groups: dict[tuple[str, datetime, str], list[GuideRow]] = {}
    for row in rows:
        groups.setdefault((row.site, row.at, row.vantage), []).append(row)
    return [
        Look(
            subject=site,
            part="guides",
            at=at,
            vantage=vantage,
            facts=Guides(
                state=GuidesState.GUIDES,
                guides=tuple(
                    Guide(id=one.number, url=one.url, title=one.title, missing=one.missing) for one in some
                ),
                total=len(some),
                complete=all(one.complete for one in some),
            ),
        )
        for (site, at, vantage), some in groups.items()
    ]


def _message(row: MessageRow) -> Message:
    status = status_of(row.status) if row.status else MessageStatus.UNSTATED
    return Message(
        id=f"{row.board}/{row.number}",
        title_masked=mask_text(row.title),
        board=row.board,
        submitted=row.submitted,
        answered=row.answered,
        unit=row.unit,
        status=status,
        raw_status=row.status,
        url=row.url,
    )
