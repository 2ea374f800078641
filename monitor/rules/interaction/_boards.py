"""What the scored rows about boards share (咨询投诉)."""

from collections.abc import Sequence
from datetime import date, datetime

from monitor.domain.case import SiteCase
from monitor.domain.content import Message
from monitor.domain.timing import DAY, day_of, midnight
from monitor.domain.verdict import Clause, FaultyItem, Outcome, PartKind, Text, Verdict, VerdictPart
from monitor.rules._reviews import exclusions, settle
from monitor.rules.interaction._ledger import BoardLedger, is_judged, open_ledger


def ledgers_of(case: SiteCase) -> tuple[BoardLedger, ...]:
    """The ledgers of the boards that the clauses are about."""
    return tuple(open_ledger(one, case.boards.get(one.id, ())) for one in case.site.boards if is_judged(one))


def messages_of(
    case: SiteCase, ledgers: Sequence[BoardLedger], clause: Clause, now: datetime
) -> list[Message]:
    """Messages of the window before *now* that nobody struck out, the newest first."""
    today = day_of(now)
    since, struck = window_start(clause, today), exclusions(case.reviews, now)
    found = [entry.message for one in ledgers for entry in one.entries if entry.message.id not in struck]
    inside = [(one.submitted, one) for one in found if one.submitted and since <= one.submitted <= today]
    return [one for _, one in sorted(inside, key=lambda pair: (pair[0], pair[1].id), reverse=True)]


def scored(
    case: SiteCase,
    clause: Clause,
    now: datetime,
    ledgers: Sequence[BoardLedger],
    *,
    outcome: Outcome,
    measured: dict[str, object],
    reason: Text,
    needs: Text | None,
    parts: Sequence[VerdictPart] = (),
) -> Verdict:
    """The verdict of one scored row, or a person's word where it is unknown."""
    today = day_of(now)
    read = [one for one in ledgers if one.read_on is not None]
    verdict = Verdict(
        subject=case.site.id,
        rule=clause.rule,
        clause=clause,
        outcome=outcome,
        decided_at=now,
        window=(midnight(window_start(clause, today)), midnight(today + DAY)),
        measured=measured,
        coverage=len(read) / len(ledgers) if ledgers else 0.0,
        reason=reason,
        needs=needs,
        evidence=tuple(one.newest_id for one in read),
        parts=tuple(parts),
    )
    return settle(verdict, case.reviews)


def message_part(
    message: Message, ledgers: Sequence[BoardLedger], lacking: Sequence[str] = ()
) -> VerdictPart:
    """A message at fault: nobody answered it in time, or its page lacks the elements named *lacking*."""
    units = {one.board.id: one.board.unit for one in ledgers}
    return VerdictPart(
        kind=PartKind.MESSAGE,
        id=message.id,
        outcome=Outcome.FAIL,
        name=message.title_masked,
        unit=message.unit or units.get(message.board) or None,
        url=message.url,
        board=message.board,
        newest=message.submitted,
        items=tuple(FaultyItem(title=one, url=message.url, why="missing") for one in lacking),
    )


def window_start(clause: Clause, today: date) -> date:
    """The first day of the messages that count."""
    return clause.own["window_months"].months_before(today)
