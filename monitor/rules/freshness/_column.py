"""How one column stands (栏目时效): fresh, stale, blank, or not to be told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from monitor.domain.case import Review, SiteCase, spoken_of
from monitor.domain.content import Item, ListState
from monitor.domain.handed_in import BAD_ROWS
from monitor.domain.observation import Listing, StoredObservation
from monitor.domain.sentence import Amount, Label, Param, Text, joined
from monitor.domain.site import Column, ColumnKind, Frequency
from monitor.domain.timing import DAY, day_of, last_day_within
from monitor.domain.verdict import Clause, FaultyItem, Outcome, PartKind, Threshold, VerdictPart
from monitor.rules._sentences import allowed, and_more, at_least, because
from monitor.rules.freshness._items import (
    CountedItems,
    ProvenUpdate,
    count_items,
    from_rows,
    proven_by_rows,
    proven_updates,
    snapshot_days,
)

#: So many pages that a person is to confirm are named in a sentence; the verdict lists them all.
NAMED = 3


@dataclass(frozen=True, slots=True)
class UpdateDuty:
    """What a column owes: an update before its age reaches *limit*, in days or in calendar months."""

    limit: Threshold
    words: Param = None  #: 每月, 动态要闻类2周 …

    def oldest(self, today: date) -> date:
        """The earliest publish day that still passes."""
        if self.limit.unit == "months":
            return self.limit.months_before(today)
        return today - DAY * self.limit.allowed

    def due_on(self, newest: date) -> date:
        """The last day on which *newest* still passes."""
        if self.limit.unit == "months":
            return last_day_within(newest if self.limit.op == ">" else newest - DAY, self.limit.value)
        return newest + DAY * self.limit.allowed


#: The parameter that counts each 更新频率 of annex 2. 实时 owes nothing that a machine could count.
FREQUENCY_LIMITS = {
    Frequency.WEEKLY: "weekly_days",
    Frequency.BIWEEKLY: "biweekly_days",
    Frequency.MONTHLY: "monthly_months",
    Frequency.QUARTERLY: "quarterly_months",
    Frequency.SEMIANNUAL: "semiannual_months",
    Frequency.ANNUAL: "annual_months",
    Frequency.FIVE_YEARLY: "five_yearly_months",
}


def regulated_duty(column: Column, clause: Clause) -> UpdateDuty | None:
    """What the clause itself asks: news at any level, notice and policy columns of the top level (一级)."""
    if column.kind is ColumnKind.NEWS:
        limit = clause.limit["news_days"]
        return UpdateDuty(limit, Text("column.duty_news", {"limit": allowed(limit)}))
    if column.kind in (ColumnKind.NOTICE, ColumnKind.POLICY) and column.top_level:
        limit = clause.limit["notice_months"]
        return UpdateDuty(limit, Text("column.duty_notices", {"limit": allowed(limit)}))
    return None


def declared_duty(column: Column, clause: Clause) -> UpdateDuty | None:
    """What the column's own frequency asks, as the edition counts it; None: nothing countable."""
    if column.frequency not in FREQUENCY_LIMITS:
        return None
    limit, declared = (
        clause.own[FREQUENCY_LIMITS[column.frequency]],
        Label("frequency", column.frequency.value),
    )
    if column.frequency_by_kind:
        own = Label("decided_by", "kind")
        return UpdateDuty(limit, Text("column.duty_by_kind", {"frequency": declared, "own": own}))
    return UpdateDuty(limit, Text("column.duty_declared", {"frequency": declared}))


def strictest_duty(column: Column, clause: Clause, today: date) -> UpdateDuty | None:
    """The earlier of what the clause asks and what the column declares; None: nothing countable."""
    asked = [regulated_duty(column, clause), declared_duty(column, clause)]
    return max((duty for duty in asked if duty), key=lambda duty: duty.oldest(today), default=None)


def is_exempt(column: Column, today: date) -> bool:
    """链接型 columns and retired ones owe no update."""
    return column.kind is ColumnKind.LINK or (column.retired is not None and column.retired <= today)


def stand(
    column: Column, case: SiteCase, duty: UpdateDuty | None, now: datetime, clause: Clause
) -> VerdictPart:
    """
    How *column* stands against *duty* on the Shanghai day of *now*.

    A proven update inside the limit is fresh, whatever the last look met. Stale needs a listing read today
    or yesterday on which every item is known to be old or undated, one of them at least by its own page; undated
    pages that may be updates all the same wait for a person (`monitor review confirm … --outcome undated`).
    Blank needs an empty list recognised on the clause's `blank_days` different days, or a person's word.
    """
    today = day_of(now)
    if is_exempt(column, today):
        why = Text("column.link") if column.kind is ColumnKind.LINK else Text("column.retired")
        return _verdict(column, Outcome.NOT_APPLICABLE, "exempt", why)
    if column.confirm:
        return _unknown(column, Text("column.to_confirm"))
    listings = case.listings.get(column.id, ())
    if not listings:
        return _unknown(column, Text("column.never_looked_at"))
    blank = _blank(column, case, listings, now, clause)
    if blank is not None:
        return blank
    reminder = clause.own.get("realtime_advisory_months")
    advised = reminder.months_before(today) if reminder else date.min
    counted = _counted(column, case, listings, duty.oldest(today) if duty else advised, now)
    last = listings[-1]
    lasts = clause.own["listing_lasts_days"]
    if duty is None:
        return _without_duty(column, case, counted, last, advised, lasts, now)
    if counted.newest is not None and counted.newest >= duty.oldest(today):
        return _dated(column, Outcome.PASS, "fresh", counted, duty, today)
    return _not_fresh(column, counted, last, duty, lasts, today)


def _counted(
    column: Column,
    case: SiteCase,
    listings: Sequence[StoredObservation[Listing]],
    oldest: date,
    now: datetime,
) -> CountedItems:
    """The last listing decides; updates that earlier ones proved stay proven. Worked out once for all rules that ask."""
    today, rows = day_of(now), case.counts.get(column.id)
    if rows is not None and listings[-1].facts.state is ListState.ITEMS:
        return from_rows(rows, oldest)  # and no earlier look proves more
    settled = undated_settled(case, column.id, now)
    key, by_any = ("counted", column.id, oldest, today, settled), ("counted", column.id, today, settled)
    known = case.worked_out.get(by_any, case.worked_out.get(key))
    if isinstance(known, CountedItems):
        return known
    result, last = CountedItems(), listings[-1]
    is_read = last.facts.state is ListState.ITEMS
    if is_read:
        first = next(one for one in listings if one.facts.state is ListState.ITEMS)
        result = count_items(
            last.facts.items, case.readings, case.first_seen, oldest=oldest, today=today,
            confirmed=last.facts.dates_confirmed, since=first.at if first is not last else None, settled=settled,
        )  # fmt: skip
    # where the newest look tells all and was just counted, it proves nothing more
    for proven in (
        () if is_read and column.id in case.newest_tells else _proven(column, case, listings, today)
    ):
        if result.newest is None or proven.newest > result.newest:
            result.newest, result.newest_id = proven.newest, proven.reading
            result.evidence.append(proven.reading or proven.shown)
    case.worked_out[key if result.by_limit else by_any] = result
    return result


def _proven(
    column: Column, case: SiteCase, listings: Sequence[StoredObservation[Listing]], today: date
) -> Sequence[ProvenUpdate]:
    """What the looks at *column* prove, by whatever limit: the same for every rule."""
    found = case.worked_out.get(("proven", column.id, today))
    if not isinstance(found, tuple):
        readable = [one for one in listings if one.facts.state is ListState.ITEMS]
        looks = readable[-1:] if column.id in case.newest_tells else readable
        rows = case.counts.get(column.id)
        found = proven_by_rows(rows, looks) if rows else proven_updates(looks, case.readings, today)
        case.worked_out["proven", column.id, today] = found
    return found


def _not_fresh(
    column: Column,
    counted: CountedItems,
    last: StoredObservation[Listing],
    duty: UpdateDuty,
    lasts: Threshold,
    today: date,
) -> VerdictPart:
    if last.facts.state in (ListState.UNREADABLE, ListState.UNREACHED):
        return _unread(column, last, counted)
    if last.facts.state is ListState.BLANK:
        return _one_day_blank(column, counted, last)
    if lasts.is_met_by(today - day_of(last.at)):
        return _not_seen_lately(column, counted, last, today)
    if last.facts.reason == BAD_ROWS:
        return _unknown(column, Text("column.bad_rows"), counted, last)
    if counted.undecided:
        return _unknown(column, Text("column.not_read", {"n": counted.undecided}), counted, last)
    if not counted.counted:
        return _unknown(column, Text("column.no_page_read"), counted, last)
    if counted.doubtful:
        return _to_confirm(column, counted, last)
    return _dated(column, Outcome.FAIL, "stale", counted, duty, today, last)


def _to_confirm(column: Column, counted: CountedItems, last: StoredObservation[Listing]) -> VerdictPart:
    """Undated pages that may be updates: a changed template is likelier than pages without a day."""
    found = _verdict(
        column, Outcome.UNKNOWN, "unknown", undated(counted.doubtful), None, _grounds(counted, last)
    )
    return replace(
        found,
        newest=counted.newest,
        items=tuple(FaultyItem(title=one.title, url=one.url, why="undated") for one in counted.doubtful),
    )


def _without_duty(
    column: Column,
    case: SiteCase,
    counted: CountedItems,
    last: StoredObservation[Listing],
    advised: date,
    lasts: Threshold,
    now: datetime,
) -> VerdictPart:
    today = day_of(now)
    if last.facts.state in (ListState.UNREADABLE, ListState.UNREACHED):
        return _unread(column, last, counted)
    if last.facts.state is ListState.BLANK and blank_word(case, column.id, now) != "not_blank":
        return _one_day_blank(column, counted, last)
    if column.frequency is None:
        return _unknown(column, Text("column.no_frequency"), counted, last)
    if lasts.is_met_by(today - day_of(last.at)):
        return _not_seen_lately(column, counted, last, today)
    old = counted.newest is not None and counted.newest < advised
    why = Text("column.realtime_silent", {"newest": counted.newest}) if old else Text("column.realtime")
    return _verdict(column, Outcome.PASS, "fresh", why, counted, (last.id,))


def _one_day_blank(column: Column, counted: CountedItems, last: StoredObservation[Listing]) -> VerdictPart:
    return _unknown(column, Text("column.empty_once"), counted, last)


def _not_seen_lately(
    column: Column, counted: CountedItems, last: StoredObservation[Listing], today: date
) -> VerdictPart:
    days = Amount((today - day_of(last.at)).days, "days")
    return _unknown(column, Text("column.looked_at_ago", {"days": days}), counted, last)


def _blank(
    column: Column,
    case: SiteCase,
    listings: Sequence[StoredObservation[Listing]],
    now: datetime,
    clause: Clause,
) -> VerdictPart | None:
    """The blank verdict, or None when the column is not (yet) blank."""
    today = day_of(now)
    said = blank_word(case, column.id, now)
    last = listings[-1]
    if said == "blank":
        return _verdict(
            column,
            Outcome.FAIL,
            "blank",
            Text("column.blank_by_person"),
            None,
            (last.id,),
        )
    if said == "not_blank" or last.facts.state is not ListState.BLANK:
        return None
    empty: list[StoredObservation[Listing]] = []
    for seen in reversed(listings):
        if seen.facts.state is ListState.ITEMS:
            break
        if seen.facts.state is ListState.BLANK:
            empty.append(seen)
    enough, lasts = clause.limit["blank_days"], clause.own["listing_lasts_days"]
    if not enough.is_met(snapshot_days(one.at for one in empty)) or lasts.is_met_by(today - day_of(last.at)):
        return None
    why = Text("column.blank", {"days": at_least(enough)})
    return _verdict(column, Outcome.FAIL, "blank", why, None, tuple(one.id for one in empty[:2]))


def blank_word(case: SiteCase, column: str, now: datetime) -> str:
    """What a person last said about a column being blank, of what speaks of *now*."""
    said = _confirmed(case, column, now, ("blank", "not_blank"))
    return said.outcome if said else ""


def undated_settled(case: SiteCase, target: str, now: datetime) -> datetime | None:
    """Up to when a person confirmed that the undated pages of a column, or of the homepage, state no day."""
    said = _confirmed(case, target, now, ("undated",))
    return said.at if said else None


def _confirmed(case: SiteCase, target: str, now: datetime, outcomes: Sequence[str]) -> Review | None:
    """The newest confirmation of *target* with one of *outcomes* that speaks of *now*."""
    if not case.reviews:
        return None
    found: Review | None = None
    for review in spoken_of(case.reviews, now):
        if review.target != target:
            continue
        if review.act == "revoke":
            found = None
        elif review.act == "confirm" and review.outcome in outcomes:
            found = review
    return found


def _dated(
    column: Column, outcome: Outcome, state: str, counted: CountedItems, duty: UpdateDuty, today: date,
    last: StoredObservation[Listing] | None = None,
) -> VerdictPart:  # fmt: skip
    due = duty.due_on(counted.newest) if counted.newest else None
    over = (today - due).days if due and outcome is Outcome.FAIL else None
    if counted.newest is None and counted.future:
        why = Text("column.all_future", {"duty": duty.words})
    elif counted.newest is None:
        why = Text("column.no_day", {"duty": duty.words})
    elif over:
        figures: dict[str, Param] = {
            "newest": counted.newest,
            "over": Amount(over, "days"),
            "duty": duty.words,
        }
        why = Text("column.over", figures)
    else:
        why = Text("column.due", {"newest": counted.newest, "due": due})
    return VerdictPart(
        kind=PartKind.COLUMN,
        id=column.id,
        outcome=outcome,
        state=state,
        newest=counted.newest,
        due_on=due,
        days_left=(due - today).days if due and outcome is Outcome.PASS else None,
        days_over=over,
        unit=column.unit,
        reason=_with_remarks(why, counted),
        evidence=_grounds(counted, last),
    )


def _with_remarks(why: Text, counted: CountedItems) -> Text:
    return joined(why, *without_day(counted), *future(counted), *redated(counted))


def undated(pages: Sequence[Item]) -> Text:
    """That *pages* state no day and may be updates all the same."""
    titles = [item.title for item in pages]
    return Text(
        "pages.undated",
        {"n": len(titles), "titles": tuple(titles[:NAMED]), "more": and_more(titles, NAMED)},
    )


def without_day(counted: CountedItems) -> tuple[Text, ...]:
    """That pages state no publish day, for people to look at."""
    return (Text("pages.without_day", {"n": len(counted.undated)}),) if counted.undated else ()


def future(counted: CountedItems) -> tuple[Text, ...]:
    """That pages state a day that has not come."""
    return (Text("pages.future", {"n": len(counted.future)}),) if counted.future else ()


def redated(counted: CountedItems) -> tuple[Text, ...]:
    """That an old text seems to have a new date, for people to look at."""
    return (Text("pages.redated", {"n": len(counted.redated)}),) if counted.redated else ()


def _grounds(counted: CountedItems, last: StoredObservation[Listing] | None) -> tuple[str, ...]:
    ids = [last.id] if last else []
    ids += [counted.newest_id] if counted.newest_id else []
    ids += counted.undated[:3] + counted.future[:3] + counted.redated[:3] + counted.evidence[:3]
    return tuple(dict.fromkeys(id for id in ids if id))


def _unread(column: Column, last: StoredObservation[Listing], counted: CountedItems) -> VerdictPart:
    why = {"why": because(last.facts.reason)}
    unreadable = last.facts.state is ListState.UNREADABLE
    said = Text("column.unreadable", why) if unreadable else Text("column.not_reached", why)
    return _unknown(column, said, counted, last)


def _unknown(
    column: Column,
    why: Text,
    counted: CountedItems | None = None,
    last: StoredObservation[Listing] | None = None,
) -> VerdictPart:
    return _verdict(column, Outcome.UNKNOWN, "unknown", why, counted, (last.id,) if last else ())


def _verdict(
    column: Column, outcome: Outcome, state: str, why: Text,
    counted: CountedItems | None = None, evidence: tuple[str, ...] = (),
) -> VerdictPart:  # fmt: skip
    return VerdictPart(
        kind=PartKind.COLUMN,
        id=column.id,
        outcome=outcome,
        state=state,
        newest=counted.newest if counted else None,
        unit=column.unit,
        reason=_with_remarks(why, counted) if counted else why,
        evidence=evidence,
    )
