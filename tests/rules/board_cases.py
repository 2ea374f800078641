"""Small cases for the rules about boards: messages and readings in as few words as possible."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from monitor.domain.case import Review, SiteCase
from monitor.domain.content import BoardState, Message, MessageStatus
from monitor.domain.observation import BoardReading, StoredObservation
from monitor.domain.site import Board, Site
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Clause, Threshold
from monitor.regulations.editions import load_edition

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI)


def scored_clause(rule: str, **limit: Threshold) -> Clause:
    found = load_edition("fujian-2019").clause(rule, "site")
    assert found is not None
    return replace(found, limit={**found.limit, **limit})


def board(id: str = "mail", **more: object) -> Board:
    return Board(id=id, name="区长信箱", url=f"http://a.gov.cn/{id}/", unit="office", **more)  # type: ignore[arg-type]


def site(*boards: Board, **more: object) -> Site:
    return Site(id="s", name="s", url="http://a.gov.cn/", edition="fuzhou-2021", boards=boards, **more)  # type: ignore[arg-type]


def message(id: str = "1", submitted: date | None = TODAY, *, on: str = "mail", **more: object) -> Message:
    """An open message, unless *more* says otherwise."""
    facts = {"status": MessageStatus.OPEN, "raw_status": "办理中", **more}
    return Message(id=f"{on}/{id}", title_masked=f"题{id}", board=on, submitted=submitted, **facts)  # type: ignore[arg-type]


def answered(
    id: str = "1", submitted: date | None = TODAY, day: date | None = None, **more: object
) -> Message:
    return message(id, submitted, status=MessageStatus.ANSWERED, answered=day, **more)


def reading(
    messages: Sequence[Message] = (), *, on: date = TODAY, id: str = "", **more: object
) -> StoredObservation[BoardReading]:
    """A complete full reading, unless *more* says otherwise."""
    facts = {
        "state": BoardState.MESSAGES if messages else BoardState.BLANK,
        "messages": tuple(messages), "complete": True, "total": len(messages), **more,
    }  # fmt: skip
    return StoredObservation(id=id or f"ob_{on:%m%d}", at=noon(on), facts=BoardReading(**facts))  # type: ignore[arg-type]


def case(
    *readings: StoredObservation[BoardReading], reviews: Sequence[Review] = (), **more: object
) -> SiteCase:
    return SiteCase(site=site(board(**more)), boards={"mail": readings}, reviews=reviews)


def review(
    act: str, target: str, outcome: str = "excluded", *, at: datetime = NOW, until: date | None = None, id: str = "rv_1"
) -> Review:  # fmt: skip
    return Review(
        id=id, at=at, who="林某", act=act, subject="s", target=target, outcome=outcome, reason="重复留言", until=until
    )  # fmt: skip
