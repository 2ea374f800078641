"""What the three column rules share: every column's standing, counted with unknowns, made a verdict."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from monitor.domain.case import SiteCase
from monitor.domain.content import ListState
from monitor.domain.need import Need
from monitor.domain.observation import Listing, Reading
from monitor.domain.sentence import Named, Text, joined
from monitor.domain.site import Column
from monitor.domain.timing import DAY, day_of, midnight
from monitor.domain.verdict import Clause, Outcome, Threshold, Verdict, VerdictPart
from monitor.rules._counting import count
from monitor.rules._reviews import settle
from monitor.rules.base import Reviewable
from monitor.rules.freshness._column import UpdateDuty, stand
from monitor.rules.freshness._declared_whole import WHOLE, declared_whole
from monitor.rules.freshness._settle import with_settlement

ChooseDuty = Callable[[Column, Clause, date], UpdateDuty | None]


def standings(
    case: SiteCase, columns: Sequence[Column], clause: Clause, now: datetime, duty: ChooseDuty
) -> tuple[VerdictPart, ...]:
    """How each of *columns* stands; a column under another edition is held to that edition's clause."""
    today = day_of(now)
    found = []
    for column in columns:
        own = case.column_clauses.get(column.id, {}).get(clause.rule, clause)
        owed = duty(column, own, today)
        stood = stand(column, case, owed, now, own)
        found.append(with_settlement(stood, column, case, own, now, owes=owed is not None))
    return tuple(sorted(found, key=_urgency))


def verdict(
    case: SiteCase,
    clause: Clause,
    now: datetime,
    columns: Sequence[VerdictPart],
    *,
    words: Text,
    window_start: date,
    bad: Callable[[VerdictPart], bool] = lambda one: one.outcome is Outcome.FAIL,
    measured: Mapping[str, object] | None = None,
) -> Verdict:
    """
    The verdict on *columns*: `fail` when so many are bad as the clause says, unknown ones once on each side.

    A pass needs grounds: a ledger that somebody declared whole, and one column at least that could be told. What a
    ledger lacks cannot take a fail back. Where it is unknown, a person may sign the clause.

    *words* names what the bad ones are, in a sentence that goes after their number.
    """
    limit = clause.limit["fail_from_columns"]
    faulty = [one for one in columns if bad(one)]
    unknown = [one for one in columns if one.outcome is Outcome.UNKNOWN]
    asked = [one for one in columns if one.outcome is not Outcome.NOT_APPLICABLE]
    whole = declared_whole(case, now)
    lacking = _lacking(case, whole, now)
    outcome = count(len(faulty), len(unknown), limit)
    if outcome is Outcome.PASS and (lacking or (unknown and len(unknown) == len(asked))):
        outcome = Outcome.UNKNOWN
    elif outcome is Outcome.PASS and not asked:
        outcome = Outcome.NOT_APPLICABLE
    unreadable = [one.id for one in columns if _is_unreadable(case, one.id)]
    names = {one.id: one.name for one in case.site.columns}
    grounds = tuple(dict.fromkeys(id for one in faulty for id in one.evidence))
    doubtful = {one.id: one.undated for one in columns if one.undated}
    reason = _reason(len(faulty), len(unknown), len(columns), words)
    if outcome in (Outcome.PASS, Outcome.UNKNOWN):
        reason = _with_ledger(reason, outcome, len(asked), limit, lacking)
    decided = Verdict(
        subject=case.site.id,
        rule=clause.rule,
        clause=clause,
        outcome=outcome,
        decided_at=now,
        window=(midnight(window_start), midnight(day_of(now) + DAY)),
        measured={
            "columns": len(columns),
            "bad": len(faulty),
            "unknown": len(unknown),
            "ledger_declared_whole": whole is not None,
            **(measured or {}),
        },
        coverage=1 - len(unknown) / len(columns)
        if columns
        else 1.0
        if outcome is Outcome.NOT_APPLICABLE
        else 0.0,
        reason=reason,
        needs=_needs(
            case.site.id, unknown, names, limit, lacking, declared=case.site.columns_complete is not None
        )
        if outcome is Outcome.UNKNOWN
        else None,
        remarks=_remarks(unreadable, doubtful, names, whole),
        evidence=grounds if faulty else (),
        parts=tuple(replace(one, unreadable=True) if one.id in unreadable else one for one in columns),
    )
    return settle(decided, case.reviews)


def _lacking(case: SiteCase, whole: Text | None, now: datetime) -> Text | None:
    """Why the ledger gives no grounds for a pass; None: it does."""
    today = day_of(now)
    if all(one.retired is not None and one.retired <= today for one in case.site.columns):
        return Text("columns.none_listed")
    said = case.site.columns_complete
    if whole is None and said is not None and said.on is not None:
        return Text("columns.declared_later", {"on": said.on})
    if whole is None:
        return Text("columns.not_declared")
    return None


def _with_ledger(reason: Text, outcome: Outcome, asked: int, limit: Threshold, lacking: Text | None) -> Text:
    """*reason* with why it is no pass yet, or why it can be no fail."""
    if outcome is Outcome.UNKNOWN and lacking is not None:
        return joined(reason, lacking)
    if outcome is Outcome.PASS and not limit.is_met(asked):
        return joined(reason, Text("columns.too_few", {"asked": asked, "limit": limit.least}))
    return reason


def _is_unreadable(case: SiteCase, column: str) -> bool:
    listings = case.listings.get(column, ())
    return bool(listings) and listings[-1].facts.state is ListState.UNREADABLE


def _remarks(
    unreadable: Sequence[str],
    doubtful: Mapping[str, Sequence[str]],
    names: Mapping[str, str],
    whole: Text | None,
) -> tuple[Text, ...]:
    remarks = [_alarm(unreadable, names)] if unreadable else []
    remarks += [_changed_template(doubtful, names)] if doubtful else []
    return (*remarks, whole) if whole else tuple(remarks)


def _changed_template(doubtful: Mapping[str, Sequence[str]], names: Mapping[str, str]) -> Text:
    """New pages without a day are our reading's fault more often than the site's."""
    first = next(iter(doubtful.values()))[0]
    return Text("columns.template_changed", {"columns": _named(list(doubtful), names), "page": first})


def _alarm(unreadable: Sequence[str], names: Mapping[str, str]) -> Text:
    """The extractor's health is the operator's business: a parser that finds nothing is never the site's fault."""
    return Text("columns.no_list", {"columns": _named(unreadable, names)})


def _named(columns: Sequence[str], names: Mapping[str, str]) -> tuple[Named, ...]:
    return tuple(Named(id, names.get(id, id)) for id in columns[:5])


def _reason(bad: int, unknown: int, total: int, words: Text) -> Text:
    if total == 0:
        return Text("columns.none_of_kind")
    if unknown == total:
        return Text("columns.none_told", {"total": total})
    untold = Text("columns.and_untold", {"n": unknown}) if unknown else None
    if bad:
        return Text("columns.some", {"bad": bad, "total": total, "what": words, "untold": untold})
    return Text("columns.none", {"total": total, "what": words, "untold": untold})


def _needs(
    site: str,
    unknown: Sequence[VerdictPart],
    names: Mapping[str, str],
    limit: Threshold,
    lacking: Text | None,
    *,
    declared: bool,
) -> Text:
    """What would settle it: the columns that could not be told, and a ledger that is declared whole."""
    wanted = [_settle_columns(unknown, names, limit)] if unknown else []
    if doubtful := next((one.id for one in unknown if one.undated), None):
        wanted.append(Text("columns.needs_undated", {"site": site, "column": doubtful}))
    if lacking is not None:
        wanted.append(
            Text("columns.needs_day_of_declaration", {"site": site})
            if declared
            else Text("columns.needs_declaration", {"site": site})
        )
    return joined(*wanted)


def _settle_columns(unknown: Sequence[VerdictPart], names: Mapping[str, str], limit: Threshold) -> Text:
    shown = tuple(
        Text("columns.why", {"column": Named(one.id, names.get(one.id, one.id)), "why": one.reason})
        for one in unknown[:5]
    )
    more = Text("columns.and_more", {"n": len(unknown) - 5}) if len(unknown) > 5 else None
    return Text("columns.needs_told", {"limit": limit.least, "columns": shown, "more": more})


def _urgency(one: VerdictPart) -> tuple[int, int, str]:
    """Failing first, longest over first; then by days left."""
    order = {Outcome.FAIL: 0, Outcome.UNKNOWN: 1, Outcome.PASS: 2, Outcome.NOT_APPLICABLE: 3}
    days = -(one.days_over or 0) if one.outcome is Outcome.FAIL else (one.days_left or 0)
    return order[one.outcome], days, one.id


#: What every rule on columns needs: two weeks of listings and a day; the newest readable one comes along however old.
COLUMN_NEEDS = (
    Need(
        kind=Listing,
        days=14,
        limit="listing_lasts_days",
        older=("state",),
        newest=("state", "reason", "dates_confirmed"),
    ),
    Need(kind=Reading, days=None, only=("published", "conflict")),
)
#: What a person may say that they decide by: of each column, and of the list of columns.
COLUMN_REVIEWS = (Reviewable(act="confirm", outcomes=("blank", "not_blank", "undated")), WHOLE)
