"""互动回应差·2: a message that nobody answered inside the limit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from monitor.domain.case import Review, SiteCase
from monitor.domain.finding import Owed
from monitor.domain.need import Need
from monitor.domain.observation import BoardReading
from monitor.domain.sentence import Amount, Label, Named, Text, joined
from monitor.domain.timing import DAY, day_of, midnight
from monitor.domain.verdict import Clause, Outcome, PartKind, Threshold, Verdict, VerdictPart
from monitor.rules._counting import count
from monitor.rules._may_fail import any_message_due
from monitor.rules._reviews import exclusions, settle
from monitor.rules._sentences import allowed
from monitor.rules.base import Chapter, NoticeEntry, Rule
from monitor.rules.interaction._ledger import BoardLedger, is_judged, open_ledger
from monitor.rules.interaction._message import NOT_READ_SINCE, MessageStanding, MessageState, stand


@dataclass(frozen=True, slots=True)
class SortedMessages:
    """Every message of the boards judged, by where it stands."""

    ledgers: tuple[BoardLedger, ...]
    standings: tuple[MessageStanding, ...]
    excluded: Mapping[str, Review]  #: only those that strike out a message met here

    def at(self, *places: MessageState) -> list[MessageStanding]:
        """The standings at any of *places*, the earliest limit first."""
        found = [one for one in self.standings if one.place in places]
        return sorted(found, key=lambda one: (one.due_on or date.min, one.entry.message.id))

    def named(self, message: str) -> Text | str:
        """A message as people call it, board and number (领导信箱第2018号); its id where it names no board."""
        board, slash, number = message.partition("/")
        found = next((one.board for one in self.ledgers if one.board.id == board), None)
        if found is None or not slash:
            return message
        return Text("message.numbered", {"board": Named(found.id, found.name), "number": number})


def decide(case: SiteCase, clause: Clause, now: datetime) -> Verdict:
    """
    Decide whether a valid message stayed unanswered past the limit (留言超期未回应).

    Sees the boards for consultation; interviews, surveys, petitions and reports are exempt. A message submitted
    inside the window before *now* fails when it was seen without a real answer after its limit day, which is not late
    itself; receipts and transfers are no answers. Pass needs a complete and recent list of every board,
    and one message at least on them: that nobody ever wrote, a person says.
    Answered after the limit, refused, or undated: unknown until a person strikes the message out or signs.
    Open messages from before the window are reported and are no veto.

    Source: 国办秘函〔2019〕19号, 单项否决, 互动回应差, 2.
    """
    today = day_of(now)
    since = clause.limit["window_months"].months_before(today)
    messages = sort_messages(case, clause, now)
    sign = case.site.id, clause.rule
    outcome, reason, needs, evidence = _answer(messages, clause, since, today, sign)
    verdict = Verdict(
        subject=case.site.id,
        rule=clause.rule,
        clause=clause,
        outcome=outcome,
        decided_at=now,
        window=(midnight(since), midnight(today + DAY)),
        measured=_measured(messages, since, today, clause.own["list_lasts_days"]),
        coverage=_coverage(messages.ledgers, since, today, clause.own["list_lasts_days"]),
        reason=reason,
        needs=needs,
        remarks=_remarks(messages, clause.limit["window_months"]),
        evidence=evidence,
        parts=tuple(_parts(messages, today)),
    )
    return settle(verdict, case.reviews)


def sort_messages(case: SiteCase, clause: Clause, now: datetime) -> SortedMessages:
    """The messages of every board judged, without those that a person struck out (人工剔除)."""
    today = day_of(now)
    since = clause.limit["window_months"].months_before(today)
    boards = [one for one in case.site.boards if is_judged(one)]
    ledgers = tuple(open_ledger(one, case.boards.get(one.id, ())) for one in boards)
    entries = {entry.message.id: entry for ledger in ledgers for entry in ledger.entries}
    struck = {id: one for id, one in exclusions(case.reviews, now).items() if id in entries}
    standings = tuple(
        stand(
            entry,
            today=today,
            since=since,
            months=clause.limit["answer_months"],
            slack=clause.own["slack_months"],
        )
        for id, entry in entries.items()
        if id not in struck
    )
    return SortedMessages(ledgers, standings, struck)


def _answer(
    messages: SortedMessages, clause: Clause, since: date, today: date, sign: tuple[str, str]
) -> tuple[Outcome, Text, Text | None, tuple[str, ...]]:
    """Outcome, reason, what it needs, evidence. *sign*: the site and the rule that a person signs."""
    overdue = messages.at(MessageState.OVERDUE)
    waiting = messages.at(MessageState.UNDECIDED, MessageState.ANSWERED_LATE)
    outcome = count(len(overdue), len(waiting), clause.limit["fail_from_messages"])
    read = tuple(one.newest_id for one in messages.ledgers if one.newest_id)
    struck = _struck(messages.excluded)
    if outcome is Outcome.FAIL:
        evidence = tuple(dict.fromkeys(one.entry.observation for one in overdue))
        return outcome, joined(_overdue(overdue, messages, today), struck), None, evidence
    lasts = clause.own["list_lasts_days"]
    incomplete = [one for one in messages.ledgers if not one.is_complete(since, today, lasts)]
    met = bool(messages.standings or messages.excluded)
    if outcome is Outcome.PASS and messages.ledgers and not incomplete and met:
        months = clause.limit["answer_months"]
        said = Text("replies_late.none_late", {"limit": allowed(months)})
        return outcome, joined(said, struck), None, read
    reason, needs = _unknown(messages, waiting, incomplete, sign)
    return Outcome.UNKNOWN, joined(reason, struck), needs, read


def _overdue(overdue: Sequence[MessageStanding], messages: SortedMessages, today: date) -> Text:
    worst = overdue[0]
    message = worst.entry.message
    over = (today - worst.due_on).days if worst.due_on else 0
    return Text(
        "replies_late.late",
        {
            "n": len(overdue),
            "worst": messages.named(message.id),
            "submitted": message.submitted,
            "over": Amount(over, "days"),
        },
    )


def _unknown(
    messages: SortedMessages,
    waiting: Sequence[MessageStanding],
    incomplete: Sequence[BoardLedger],
    sign: tuple[str, str],
) -> tuple[Text, Text]:
    if not messages.ledgers:
        return (
            Text("replies_late.no_board"),
            Text("replies_late.needs_board"),
        )
    if waiting:
        return _waiting(messages, waiting, sign)
    if not incomplete:
        return (
            Text("replies_late.no_message"),
            Text("replies_late.needs_signature"),
        )
    names = tuple(one.board.name for one in incomplete)
    why = tuple(Label("reason", one) for one in sorted({_why(one) for one in incomplete}))
    return (
        Text("replies_late.not_complete", {"boards": names, "reasons": why}),
        Text("replies_late.needs_whole_list"),
    )


def _waiting(
    messages: SortedMessages, waiting: Sequence[MessageStanding], sign: tuple[str, str]
) -> tuple[Text, Text]:
    """Which of the messages *waiting* a person decides, and why; those that a new look settles stand apart."""
    unread = [one for one in waiting if one.why == NOT_READ_SINCE]
    people = [one for one in waiting if one.why != NOT_READ_SINCE]
    reasons, needs = [], []
    if people:
        why = tuple(Label("undecided", one) for one in sorted({one.why or one.place.value for one in people}))
        shown = _first(messages, people)
        reasons.append(Text("replies_late.for_people", {"n": len(people), "messages": shown, "reasons": why}))
        first = people[0].entry.message.id
        site, rule = sign
        needs.append(Text("replies_late.needs_person", {"subject": site, "rule": rule, "message": first}))
    if unread:
        shown = _first(messages, unread)
        reasons.append(Text("replies_late.not_read_since", {"n": len(unread), "messages": shown}))
        needs.append(Text("replies_late.needs_new_reading"))
    return joined(*reasons), joined(*needs)


def _first(messages: SortedMessages, waiting: Sequence[MessageStanding]) -> tuple[Text | str, ...]:
    """The first five of *waiting*, as people call them."""
    return tuple(messages.named(one.entry.message.id) for one in waiting[:5])


def _why(ledger: BoardLedger) -> str:
    if ledger.newest is None:
        return "never_read"
    if ledger.complete_on is not None:
        return "not_read_recently" if not ledger.newest.reason else ledger.newest.reason
    return ledger.newest.reason or "not_complete"


def _struck(excluded: Mapping[str, Review]) -> Text | None:
    if not excluded:
        return None
    return Text("replies_late.excluded", {"n": len(excluded)})


def _remarks(messages: SortedMessages, window: Threshold) -> tuple[Text, ...]:
    remarks = [
        Text(
            "replies_late.excluded_by", {"message": messages.named(id), "who": one.who, "reason": one.reason}
        )
        for id, one in sorted(messages.excluded.items())
    ]
    if older := messages.at(MessageState.OUTSIDE_OPEN):
        remarks.append(
            Text("replies_late.older", {"n": len(older), "window": Amount(window.value, window.unit)})
        )
    if late := messages.at(MessageState.ANSWERED_LATE):
        remarks.append(Text("replies_late.answered_late", {"n": len(late)}))
    return tuple(remarks)


def _coverage(ledgers: Sequence[BoardLedger], since: date, today: date, lasts: Threshold) -> float:
    """Share of the boards whose list is complete and recent."""
    if not ledgers:
        return 0.0
    return sum(one.is_complete(since, today, lasts) for one in ledgers) / len(ledgers)


def _measured(messages: SortedMessages, since: date, today: date, lasts: Threshold) -> dict[str, object]:
    complete = sum(one.is_complete(since, today, lasts) for one in messages.ledgers)
    known_open = messages.at(MessageState.OPEN, MessageState.OVERDUE)
    return {
        "boards": len(messages.ledgers),
        "boards_complete": complete,
        "messages": len(messages.standings)
        - len(messages.at(MessageState.OUTSIDE, MessageState.OUTSIDE_OPEN)),
        "answered": len(messages.at(MessageState.ANSWERED, MessageState.ANSWERED_LATE)),
        "open": len(known_open),
        "overdue": len(messages.at(MessageState.OVERDUE)),
        "answered_late": len(messages.at(MessageState.ANSWERED_LATE)),
        "undecided": len(messages.at(MessageState.UNDECIDED)),
        "excluded": len(messages.excluded),
        "older_open": len(messages.at(MessageState.OUTSIDE_OPEN)),
    }  # fmt: skip


def _parts(messages: SortedMessages, today: date) -> Iterator[VerdictPart]:
    """The open messages, the most pressing first, then those that a person has to look at."""
    units = {one.board.id: one.board.unit for one in messages.ledgers}
    listed = (MessageState.OPEN, MessageState.OVERDUE), (MessageState.UNDECIDED, MessageState.ANSWERED_LATE)
    for one in (*messages.at(*listed[0]), *messages.at(*listed[1])):
        message, late = one.entry.message, one.place is MessageState.OVERDUE
        left = (one.due_on - today).days if one.due_on else None
        waits = one.place in listed[1]
        yield VerdictPart(
            kind=PartKind.MESSAGE,
            id=message.id,
            outcome=Outcome.UNKNOWN if waits else Outcome.FAIL if late else Outcome.PASS,
            name=message.title_masked,
            unit=message.unit or units.get(message.board) or None,
            state=(one.why or one.place.value) if waits else one.place.value,
            url=message.url,
            board=message.board,
            newest=message.submitted,
            due_on=one.due_on,
            days_left=left if left is not None and left >= 0 else None,
            days_over=-left if left is not None and left < 0 else None,
            evidence=(one.entry.observation,),
        )


RULE = Rule(
    "replies_late",
    "site",
    decide,
    any_message_due,
    needs=(Need(kind=BoardReading, days=24, limit="list_lasts_days"),),
    tells=(PartKind.MESSAGE,),
    probes=("messages",),
    how=(
        "只看咨询类留言栏目；在线访谈、调查征集、网上信访、纪检举报除外。"
        "近{window_months:inside}内提交、超过{answer_months:allowed}期限仍未见实质答复的为不合格，到期当天不算超期；回执、转办不算答复。"
        "判合格须每个留言栏目的清单完整且近期读过。"
        "逾期才答复、拒收、无日期的留言为未知，由人工剔除或签字。"
    ),
    parts=Owed.MESSAGE,
    notice=NoticeEntry(
        chapter=Chapter.INTERACTION,
        order=2,
        words="留言超过{answer_months:period}未回应",
        stretches=(("window_months", "网民留言"),),
    ),
)
