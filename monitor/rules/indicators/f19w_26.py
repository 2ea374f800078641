"""留言公开 (F19W-26): public messages with their elements, fresh, with statistics."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from monitor.domain.case import SiteCase
from monitor.domain.content import Message
from monitor.domain.need import Need
from monitor.domain.observation import BoardReading
from monitor.domain.sentence import Text
from monitor.domain.timing import day_of
from monitor.domain.verdict import Clause, Outcome, PartKind, Threshold, Verdict
from monitor.rules._may_fail import has_boards
from monitor.rules._sentences import allowed
from monitor.rules.base import Rule
from monitor.rules.interaction._boards import ledgers_of, message_part, messages_of, scored
from monitor.rules.interaction._ledger import BoardLedger

#: What a published answer has to bear (留言公开的要素), and how a message shows it.
ELEMENTS: Mapping[str, Callable[[Message], bool]] = {
    "留言时间": lambda one: one.submitted is not None and one.submitted_exact,
    "答复时间": lambda one: one.answered is not None,
    "答复单位": lambda one: bool(one.unit),
    "答复内容": lambda one: bool(one.answer_length),
}


def decide(case: SiteCase, clause: Clause, now: datetime) -> Verdict:
    """
    Decide whether messages are published as they should be (留言公开).

    Fails when the newest message of a recently read board is older than the limit (the day itself passes), or
    when answered messages whose pages were read lack 留言时间, 答复时间, 答复单位 or 答复内容. A page on which no answer
    was recognised was not understood: it is counted once as bearing every element and once as bearing none. A
    statistics page is proved by a link; one that was not found is for people, like everything that was not read.

    Source: 福建省2019年政府网站考评指标, 咨询投诉, 留言公开.
    """
    today, ledgers = day_of(now), ledgers_of(case)
    messages = messages_of(case, ledgers, clause, now)
    lasts = clause.own["list_lasts_days"]
    recent = [one for one in ledgers if one.read_on is not None and not lasts.is_met_by(today - one.read_on)]
    newest = max((one.submitted for one in messages if one.submitted), default=None)
    read = [one for one in messages if one.is_answered and one.detail_read]
    answered = [one for one in read if one.answer_length]
    untold = len(read) - len(answered)
    best, shares = element_shares(answered, bearing=untold), element_shares(answered, lacking=untold)
    statistics = next((one.statistics_url for one in ledgers if one.statistics_url), "")
    enough, months = clause.limit["element_percent"], clause.limit["update_months"]
    lacking = [name for name, share in best.items() if share is not None and not enough.is_met(share)]
    fresh = _freshness(newest, today, ledgers, recent, months)
    unproved = [name for name, share in shares.items() if share is None or not enough.is_met(share)]
    outcome, reason, needs = _answer(fresh, newest, lacking, unproved, untold, statistics, clause)
    return scored(
        case, clause, now, ledgers, outcome=outcome, reason=reason, needs=needs,
        parts=[message_part(one, ledgers, gaps) for one in answered if (gaps := lacks(one))],
        measured={
            "messages": len(messages), "newest": newest.isoformat() if newest else None, "answered_read": len(answered), "answers_not_understood": untold,
            "elements_percent": shares, "statistics_url": statistics,
        },
    )  # fmt: skip


def element_shares(
    answered: Sequence[Message], *, bearing: int = 0, lacking: int = 0
) -> dict[str, int | None]:
    """
    In how many of a hundred *answered* messages each element stands; None: no page was understood.

    *bearing* and *lacking*: so many more count as bearing every element, or none.
    """
    total = len(answered) + bearing + lacking
    return {
        name: (sum(bears(one) for one in answered) + bearing) * 100 // total if answered else None
        for name, bears in ELEMENTS.items()
    }


def lacks(message: Message) -> list[str]:
    """The elements that an answered message's page does not bear."""
    return [name for name, bears in ELEMENTS.items() if not bears(message)]


def _freshness(
    newest: date | None,
    today: date,
    ledgers: Sequence[BoardLedger],
    recent: Sequence[BoardLedger],
    months: Threshold,
) -> Outcome:
    if newest is not None and newest >= months.months_before(today):
        return Outcome.PASS
    undated = any(entry.message.submitted is None for one in ledgers for entry in one.entries)
    read = bool(ledgers) and len(recent) == len(ledgers)
    return Outcome.FAIL if read and not undated else Outcome.UNKNOWN


def _answer(
    fresh: Outcome,
    newest: date | None,
    lacking: Sequence[str],
    unproved: Sequence[str],
    untold: int,
    statistics: str,
    clause: Clause,
) -> tuple[Outcome, Text, Text | None]:
    lasts = clause.own["list_lasts_days"]
    if fresh is Outcome.FAIL:
        return (
            Outcome.FAIL,
            Text("f19w_26.stale", {"newest": newest, "limit": allowed(clause.limit["update_months"])})
            if newest
            else Text("f19w_26.no_message", {"limit": allowed(clause.limit["update_months"])}),
            None,
        )
    if lacking:
        return Outcome.FAIL, Text("f19w_26.lacking", {"elements": tuple(lacking)}), None
    if fresh is Outcome.UNKNOWN:
        return (
            Outcome.UNKNOWN,
            Text("f19w_26.not_all_read", {"days": allowed(lasts)}),
            Text("f19w_26.needs_boards"),
        )
    if unproved and untold:
        return (
            Outcome.UNKNOWN,
            Text("f19w_26.not_understood", {"n": untold}),
            Text("f19w_26.needs_person"),
        )  # fmt: skip
    if unproved:
        return (
            Outcome.UNKNOWN,
            Text("f19w_26.no_answer_read"),
            Text("f19w_26.needs_answers"),
        )
    if not statistics:
        return (
            Outcome.UNKNOWN,
            Text("f19w_26.no_statistics"),
            Text("f19w_26.needs_statistics"),
        )
    return Outcome.PASS, Text("f19w_26.complete", {"newest": newest}), None


RULE = Rule(
    "F19W-26",
    "site",
    decide,
    has_boards,
    needs=(Need(kind=BoardReading, days=24, limit="list_lasts_days"),),
    tells=(PartKind.MESSAGE,),
    probes=("messages",),
    how=(
        "近期读过的留言栏目最新一条超过{update_months:allowed}（期满当天仍合格），或已答复留言缺少留言时间、答复时间、答复单位、答复内容，为不合格。"
        "统计数据页面未找到的，由人工核实。"
    ),
)
