"""办理答复 (F19W-27): how long answers take; how good they are is for people."""

from collections.abc import Sequence
from datetime import datetime

from monitor.domain.case import SiteCase
from monitor.domain.content import Message
from monitor.domain.need import Need
from monitor.domain.observation import BoardReading
from monitor.domain.sentence import Text
from monitor.domain.timing import day_of
from monitor.domain.verdict import Clause, Outcome, PartKind, Verdict
from monitor.rules._may_fail import any_message_due
from monitor.rules.base import Rule
from monitor.rules.interaction._boards import ledgers_of, message_part, messages_of, scored, window_start
from monitor.rules.interaction._message import MessageState, stand

#: Upper ends of the classes of answer times, in days.
CLASSES = (5, 15, 30, 90)


def decide(case: SiteCase, clause: Clause, now: datetime) -> Verdict:
    """
    Decide on the timeliness of answers, and give their distribution (办理答复).

    Fails when a message of this year was seen unanswered after the veto's limit. Otherwise unknown until a person
    signs: the other half of the row, whether answers evade (推诿、敷衍), is not for a machine.

    Source: 福建省2019年政府网站考评指标, 咨询投诉, 办理答复.
    """
    ledgers, today = ledgers_of(case), day_of(now)
    messages = messages_of(case, ledgers, clause, now)
    wanted = {one.id for one in messages}
    since, months, slack = (
        window_start(clause, today),
        clause.own["answer_months"],
        clause.own["slack_months"],
    )
    stands = [
        stand(entry, today=today, since=since, months=months, slack=slack)
        for one in ledgers
        for entry in one.entries
        if entry.message.id in wanted
    ]
    places = [one.place for one in stands]
    overdue = places.count(MessageState.OVERDUE)
    times = answer_times(messages)
    if overdue:
        outcome, needs = Outcome.FAIL, None
        reason = Text("f19w_27.late", {"n": overdue})
    else:
        outcome = Outcome.UNKNOWN
        reason = Text("f19w_27.timed", {"n": len(times)})
        needs = Text("f19w_27.needs_person")
    return scored(
        case, clause, now, ledgers, outcome=outcome, reason=reason, needs=needs,
        parts=[message_part(one.entry.message, ledgers) for one in stands if one.place is MessageState.OVERDUE],
        measured={
            "messages": len(messages), "answered": sum(one.is_answered for one in messages), "overdue": overdue,
            "answered_late": places.count(MessageState.ANSWERED_LATE), **distribution(times),
        },
    )  # fmt: skip


def answer_times(messages: Sequence[Message]) -> list[int]:
    """Days from submission to the first real answer, sorted; messages without either day are left out."""
    return sorted(
        (one.answered - one.submitted).days
        for one in messages
        if one.is_answered and one.answered and one.submitted and one.answered >= one.submitted
    )


def distribution(times: Sequence[int]) -> dict[str, object]:
    """How *times* (sorted, days) are spread: classes, median and ninth decile (nearest rank)."""
    if not times:
        return {"timed": 0, "median_days": None, "p90_days": None, "classes": {}}
    bounds = [0, *(bound + 1 for bound in CLASSES)]
    classes = {
        f"{low}-{high}": sum(low <= one <= high for one in times)
        for low, high in zip(bounds, CLASSES, strict=False)
    }
    classes[f"{CLASSES[-1] + 1}-"] = sum(one > CLASSES[-1] for one in times)
    return {
        "timed": len(times),
        "median_days": times[(len(times) - 1) // 2],
        "p90_days": times[-(-len(times) * 9 // 10) - 1],
        "classes": classes,
    }


RULE = Rule(
    "F19W-27",
    "site",
    decide,
    any_message_due,
    needs=(Need(kind=BoardReading, days=31),),
    tells=(PartKind.MESSAGE,),
    probes=("messages",),
    how="本年度有留言超过单项否决期限仍未答复的为不合格；其余由人工抽查答复是否推诿、敷衍后签字。",
)
