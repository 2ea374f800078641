"""What the pages of a site and of an account share: verdicts in words, and their history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from markupsafe import Markup

from monitor.assess.current import current_verdicts
from monitor.domain.access import Role, Viewer
from monitor.domain.finding import Owed
from monitor.domain.site import Subject
from monitor.domain.timing import day_of
from monitor.domain.verdict import Clause, Outcome, Sort, Verdict
from monitor.regulations.editions import load_edition
from monitor.rules.base import parts_of
from monitor.web import charts, words
from monitor.web.context import Web
from monitor.wording.say import for_unit
from storage.observations import page_facts

OPERATORS = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """One verdict as it stands on a page."""

    verdict: Verdict
    reason: str
    needs: str
    remarks: tuple[str, ...]
    figures: tuple[str, ...]  #: 未打开 14 次
    limits: tuple[str, ...]  #: 未打开占比 ≥ 5 %
    evidence: tuple[str, ...]
    strip: Markup
    since: str  #: since when the outcome is what it is


async def tell(web: Web, subject: Subject, who: Viewer) -> list[ShownVerdict]:
    """The newest verdicts on *subject*, vetoes first, in the order of its edition, with their history."""
    now = web.clock()
    first = now - timedelta(days=charts.HISTORY_DAYS)
    current, _ = await current_verdicts(web.store, [subject.id], now)
    given = current.get(subject.id, [])
    async with web.store.database.read() as connection:
        rows = await page_facts.outcomes_since(connection, subject.id, first)
    past: dict[str, list[tuple[datetime, str]]] = {}
    for rule, at, outcome in rows:
        if at <= now:
            past.setdefault(rule, []).append((at, outcome))
    order = {one.rule: n for n, one in enumerate(load_edition(subject.edition).clauses)}
    told = [_told(one, past.get(one.rule, ()), now, who) for one in given]
    return sorted(
        told,
        key=lambda one: (
            one.verdict.clause.sort is not Sort.VETO,
            one.verdict.clause.people,
            order.get(one.verdict.rule, len(order)),
        ),
    )


def clause_names(told: Sequence[ShownVerdict]) -> dict[str, str]:
    """The names of the clauses, by rule."""
    return {one.verdict.rule: one.verdict.clause.name for one in told}


def _told(one: Verdict, past: Sequence[tuple[datetime, str]], now: datetime, who: Viewer) -> ShownVerdict:
    hides = who.role is Role.UNIT and parts_of(one.rule) is Owed.MESSAGE
    by_day = {day_of(at): words.OUTCOMES[Outcome(outcome)] for at, outcome in past}
    since = since_words(past, one.outcome)
    name = f"{one.clause.name}最近{charts.HISTORY_DAYS}天的判定：{since or '没有记录'}"
    return ShownVerdict(
        verdict=one,
        reason=hidden_reason(one) if hides else words.plain(for_unit(one.reason)),
        needs=words.plain(for_unit(one.needs)) if one.needs else "",
        # what was struck out, and why, may be another unit's message
        remarks=() if hides else tuple(words.plain(for_unit(remark)) for remark in one.remarks),
        figures=figures(one.measured),
        limits=limits(one.clause),
        evidence=() if hides else one.evidence,
        strip=charts.history_strip(day_of(now), by_day, name),
        since=since,
    )


def hidden_reason(verdict: Verdict) -> str:
    """Why messages are late or not, naming no message: a unit never sees another one's."""
    measured = verdict.measured
    return (
        f"待答复{measured.get('open', '—')}条，其中超期{measured.get('overdue', '—')}条；本单位的留言列在下方"
    )


def since_words(past: Sequence[tuple[datetime, str]], outcome: Outcome) -> str:
    """`自 11-03 起不合格`; with `至少` when it was so all the time that is shown."""
    since: date | None = None
    for at, then in reversed(past):
        if then != outcome:
            break
        since = day_of(at)
    if since is None:
        return ""
    whole = all(then == outcome for _, then in past)
    return f"{'至少' if whole else ''}自 {since:%m-%d} 起{words.OUTCOMES[outcome].word}"


def figures(measured: Mapping[str, object]) -> tuple[str, ...]:
    """The measured figures that have a name, in words."""
    return tuple(
        _figure(name, value)
        for name in words.FIGURES
        if isinstance(value := _counted(measured.get(name)), int | float | str)
    )


def _counted(value: object) -> object:
    """Yes and no in words, a list by its length, lists by their lengths together; None for an empty one."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        return sum(len(one) for one in value.values() if isinstance(one, list | tuple)) or None
    return len(value) or None if isinstance(value, list | tuple) else value


def _figure(name: str, value: int | float | str) -> str:
    if name == "days_left" and isinstance(value, int) and value <= 0:
        return words.days_words(value)
    said, unit = words.FIGURES[name]
    return f"{said} {value} {unit}".strip()


def limits(clause: Clause) -> tuple[str, ...]:
    """The thresholds of *clause* with their operators, in words."""
    found = []
    order = list(words.LIMITS)
    for name, one in sorted(
        clause.limit.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else 99
    ):
        said, unit = words.LIMITS.get(name, (name, ""))
        found.append(f"{said} {OPERATORS.get(one.op, one.op)} {one.value} {unit}".strip())
    return tuple(found)
