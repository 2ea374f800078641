"""What the pages of a site and of an account share: verdicts in words, and their history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from markupsafe import Markup

from monitor.assess.current import of_one_edition
from monitor.assess.redactor import Redactor, redactor_for
from monitor.domain.access import Viewer
from monitor.domain.parts import figures as stated
from monitor.domain.patrol import PatrolGround
from monitor.domain.sentence import Amount, Label, Text
from monitor.domain.site import Subject
from monitor.domain.timing import day_of
from monitor.domain.verdict import Clause, Outcome, Sort, Threshold, Verdict
from monitor.regulations.editions import item_of, load_edition
from monitor.regulations.screens import screens_by_rule
from monitor.web import charts, words
from monitor.web.context import Web
from monitor.web.kept_standings import shown_verdicts
from monitor.wording.catalogue import catalogues, sentence
from monitor.wording.patrol import ground_words
from monitor.wording.say import CHINESE, for_unit
from storage.db.apart import told_apart
from storage.decisions.verdicts import outcome_of
from storage.observations import page_facts


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """One verdict as it stands on a page."""

    verdict: Verdict
    reason: str
    needs: str
    remarks: tuple[str, ...]
    figures: tuple[str, ...]  #: 未打开14次
    limits: tuple[str, ...]  #: 未打开占比超过（含）5%，即不合格
    evidence: tuple[str, ...]
    strip: Markup
    since: str  #: since when the outcome is what it is


async def tell(web: Web, subject: Subject, who: Viewer, damaged: dict[str, str]) -> list[ShownVerdict]:
    """The newest verdicts on *subject*, vetoes first, in the order of its edition, with their history; *damaged* takes that where it is."""
    now = web.clock()
    first = now - timedelta(days=charts.HISTORY_DAYS)
    newest = (await shown_verdicts(web.store, [subject], now)).get(subject.id, [])
    verdicts = of_one_edition(newest) if newest else []
    async with web.store.database.read() as connection:
        rows = await told_apart(
            damaged, "判定历史", page_facts.outcomes_since(connection, subject.id, first), []
        )
    past: dict[str, list[tuple[datetime, str]]] = {}
    for rule, at, outcome in rows:
        if at <= now:
            past.setdefault(rule, []).append((at, outcome))
    order = {one.rule: n for n, one in enumerate(load_edition(subject.edition).clauses)}
    redactor = redactor_for(web.watch(), who)
    shown = [_shown(one, past.get(one.rule, ()), now, redactor) for one in verdicts]
    return sorted(
        shown,
        key=lambda one: (
            one.verdict.clause.sort is not Sort.VETO,
            one.verdict.clause.people,
            order.get(one.verdict.rule, len(order)),
        ),
    )


def grounds_of(
    ground: PatrolGround | None, clauses: Sequence[Clause], persons: Mapping[str, str]
) -> list[tuple[str, str]]:
    """What the patrols of the quarter saw, by the clause that it bears on, for whoever signs it (巡查情况)."""
    screens = screens_by_rule()
    return [
        (item_of(one.name), ground_words(ground, screens[one.rule], persons))
        for one in clauses
        if one.rule in screens
    ]


def clause_names(shown: Sequence[ShownVerdict]) -> dict[str, str]:
    """The names of the clauses, by rule."""
    return {one.verdict.rule: one.verdict.clause.name for one in shown}


def _shown(
    one: Verdict, past: Sequence[tuple[datetime, str]], now: datetime, redactor: Redactor
) -> ShownVerdict:
    hides, one = redactor.withholds(one), redactor.verdict(one)
    sort = one.clause.sort
    by_day = {day_of(at): words.outcome_state(outcome_of(outcome), sort) for at, outcome in past}
    since = since_words(past, one.outcome, sort)
    name = f"{one.clause.name}最近{charts.HISTORY_DAYS}天的判定：{since or '没有记录'}"
    return ShownVerdict(
        verdict=one,
        reason=for_unit(one.reason),
        needs=for_unit(one.needs) if one.needs else "",
        remarks=tuple(for_unit(remark) for remark in one.remarks),
        figures=figures(stated(one), one.clause),
        limits=limits(one.clause),
        evidence=() if hides else one.evidence,
        strip=charts.history_strip(day_of(now), by_day, name),
        since=since,
    )


def since_words(past: Sequence[tuple[datetime, str]], outcome: Outcome, sort: Sort = Sort.VETO) -> str:
    """`自11-03起不合格`; with `至少` when it was so all the time that is shown."""
    since: date | None = None
    for at, then in reversed(past):
        if then != outcome:
            break
        since = day_of(at)
    if since is None:
        return ""
    whole = all(then == outcome for _, then in past)
    return f"{'至少' if whole else ''}自{since:%m-%d}起{words.outcome_state(outcome, sort).word}"


#: The measured figures that have a sentence, in their order.
_FIGURES = (
    "visits", "failed", "blocked", "void", "missing", "failed_percent", "days_covered", "more_failures_to_fail", "newest",
    "days_left", "snapshot_days", "columns", "bad", "unknown", "undated_pages", "ledger_declared_whole", "boards", "messages",
    "answered", "open", "overdue", "answered_late", "undecided", "excluded", "guides", "read", "posts_days_in_quarter",
    "longest_gap_days", "days_out_in_quarter",
)  # fmt: skip
#: How far a limit reaches, by its operator.
_REACHES = {">=": "reaches", ">": "exceeds", "<=": "at_most", "<": "under"}


def figures(measured: Mapping[str, object], clause: Clause) -> tuple[str, ...]:
    """The measured figures that have a sentence, in words."""
    return tuple(
        _figure(name, value, measured, clause)
        for name in _FIGURES
        if isinstance(value := _counted(measured.get(name)), int | float | str)
    )


def _counted(value: object) -> object:
    """A list by its length, lists by their lengths together; None for an empty one."""
    if isinstance(value, Mapping):
        return sum(len(one) for one in value.values() if isinstance(one, list | tuple)) or None
    return len(value) or None if isinstance(value, list | tuple) else value


def _figure(name: str, value: int | float | str, measured: Mapping[str, object], clause: Clause) -> str:
    if name == "ledger_declared_whole":
        return words.said(f"figure.{name if value else 'ledger_not_whole'}")
    if name == "days_left" and isinstance(value, int) and value <= 0:
        return words.said("figure.days_over" if value else "figure.due_today", n=-value)
    if name == "more_failures_to_fail" and value == 0:
        over = _over_limit(measured, clause)
        return words.said("figure.over_limit", n=over) if over > 0 else words.said("figure.at_limit")
    return words.said(f"figure.{name}", n=value if isinstance(value, int) else str(value))


def _over_limit(measured: Mapping[str, object], clause: Clause) -> int:
    """How many visits too many did not open: 14 of 168 at a limit of 5 % (9) are 5."""
    failed, visits, limit = (
        measured.get("failed"),
        measured.get("visits"),
        clause.limit.get("fail_from_percent"),
    )
    if not isinstance(failed, int) or not isinstance(visits, int) or limit is None:
        return 0
    return failed - -(-limit.value * visits // 100)


def limits(clause: Clause) -> tuple[str, ...]:
    """The thresholds of *clause*, each as a sentence: `动态要闻类，应每2周更新`."""
    order = list(catalogues()[CHINESE].labels["limit"])
    named = sorted(clause.limit.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else 99)
    return tuple(_limit(name, one) for name, one in named)


def reach_words(limit: Threshold) -> str:
    """How far a limit reaches: `超过（含）8小时`."""
    return for_unit(_reach(limit))


def _reach(limit: Threshold) -> Text:
    return Text(f"limit.{_REACHES[limit.op]}", {"amount": Amount(limit.value, limit.unit)})


def _limit(name: str, limit: Threshold) -> str:
    over = _reach(limit)
    allowed = Amount(limit.allowed if limit.op in (">", ">=") else limit.widest, limit.unit)
    code = f"limit.{name}"
    if sentence(code, CHINESE) is None:
        return words.said("limit.other", name=Label("limit", name), over=over)
    return words.said(code, over=over, amount=Amount(limit.value, limit.unit), allowed=allowed)
