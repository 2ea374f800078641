"""How one column stands (栏目时效): fresh, stale, blank, or not to be told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from monitor.domain.case import Review, SiteCase, spoken_of
from monitor.domain.content import ListState
from monitor.domain.observation import Listing, StoredObservation
from monitor.domain.site import Column, ColumnKind, Frequency
from monitor.domain.timing import DAY, day_of, last_day_within
from monitor.domain.verdict import Clause, ColumnVerdict, Outcome, Text, Threshold
from monitor.rules.freshness._items import (
    CountedItems,
    ProvenUpdate,
    count_items,
    proven_updates,
    snapshot_days,
)
from monitor.wording.amounts import allowed_period, at_least, in_english
from monitor.wording.labels import FREQUENCIES, OWN_DECISION

#: So many pages that a person is to confirm are named in a sentence; the verdict lists them all.
NAMED = 3
#: Reason of an imported list of which a row could not be used: that row may be the newest.
_BAD_ROWS = "bad_rows_in_log"


@dataclass(frozen=True, slots=True)
class UpdateDuty:
    """What a column owes: an update before its age reaches *limit*, in days or in calendar months."""

    limit: Threshold
    words: str = ""  #: 每月, 动态要闻类2周 …

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
        return UpdateDuty(limit, f"动态要闻类{allowed_period(limit)}")
    if column.kind in (ColumnKind.NOTICE, ColumnKind.POLICY) and column.top_level:
        limit = clause.limit["notice_months"]
        return UpdateDuty(limit, f"通知公告政策文件类{allowed_period(limit)}")
    return None


def declared_duty(column: Column, clause: Clause) -> UpdateDuty | None:
    """What the column's own frequency asks, as the edition counts it; None: nothing countable."""
    if column.frequency not in FREQUENCY_LIMITS:
        return None
    words = FREQUENCIES[column.frequency] + (OWN_DECISION if column.frequency_by_kind else "")
    return UpdateDuty(clause.own[FREQUENCY_LIMITS[column.frequency]], words)


def strictest_duty(column: Column, clause: Clause, today: date) -> UpdateDuty | None:
    """The earlier of what the clause asks and what the column declares; None: nothing countable."""
    asked = [regulated_duty(column, clause), declared_duty(column, clause)]
    return max((duty for duty in asked if duty), key=lambda duty: duty.oldest(today), default=None)


def is_exempt(column: Column, today: date) -> bool:
    """链接型 columns and retired ones owe no update."""
    return column.kind is ColumnKind.LINK or (column.retired is not None and column.retired <= today)


def stand(
    column: Column, case: SiteCase, duty: UpdateDuty | None, now: datetime, clause: Clause
) -> ColumnVerdict:
    """
    How *column* stands against *duty* on the Shanghai day of *now*.

    A proven update inside the limit is fresh, whatever the last look met. Stale needs a listing read today
    or yesterday on which every item is known to be old or undated, one of them at least by its own page; undated
    pages that may be updates all the same wait for a person (`monitor review confirm … --outcome undated`).
    Blank needs an empty list recognised on the clause's `blank_days` different days, or a person's word.
    """
    today = day_of(now)
    if is_exempt(column, today):
        why = Text("owes no updates", "链接型栏目" if column.kind is ColumnKind.LINK else "栏目已停用")
        return _verdict(column, Outcome.NOT_APPLICABLE, "exempt", why)
    if column.confirm:
        return _unknown(column, "its address is not confirmed yet", "栏目地址待确认")
    listings = case.listings.get(column.id, ())
    if not listings:
        return _unknown(column, "never looked at", "尚未监测")
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
    today, settled = day_of(now), undated_settled(case, column.id, now)
    key = ("counted", column.id, oldest, today, settled)
    if isinstance(known := case.worked_out.get(key), CountedItems):
        return known
    readable = [one for one in listings if one.facts.state is ListState.ITEMS]
    since = readable[0].at if len(readable) > 1 else None
    result = CountedItems()
    if readable and readable[-1] is listings[-1]:
        last = listings[-1].facts
        result = count_items(
            last.items, case.readings, case.first_seen, oldest=oldest, today=today,
            confirmed=last.dates_confirmed, since=since, settled=settled,
        )  # fmt: skip
    for proven in _proven(column, case, readable, today):
        if result.newest is None or proven.newest > result.newest:
            result.newest, result.newest_id = proven.newest, proven.reading
            result.evidence.append(proven.reading or proven.shown)
    case.worked_out[key] = result
    return result


def _proven(
    column: Column, case: SiteCase, readable: Sequence[StoredObservation[Listing]], today: date
) -> Sequence[ProvenUpdate]:
    """What the looks at *column* prove, by whatever limit: the same for every rule."""
    found = case.worked_out.get(("proven", column.id, today))
    if not isinstance(found, tuple):
        found = case.worked_out["proven", column.id, today] = proven_updates(readable, case.readings, today)
    return found


def _not_fresh(
    column: Column,
    counted: CountedItems,
    last: StoredObservation[Listing],
    duty: UpdateDuty,
    lasts: Threshold,
    today: date,
) -> ColumnVerdict:
    if last.facts.state in (ListState.UNREADABLE, ListState.UNREACHED):
        return _unread(column, last, counted)
    if last.facts.state is ListState.BLANK:
        return _one_day_blank(column, counted, last)
    if lasts.is_met_by(today - day_of(last.at)):
        return _not_seen_lately(column, counted, last, today)
    if last.facts.reason == _BAD_ROWS:
        return _unknown(
            column,
            "rows of the imported list could not be used",
            "导入清单中有未能采用的行, 可能更新",
            counted,
            last,
        )
    if counted.undecided:
        many = len(counted.undecided)
        return _unknown(
            column, f"{many} items may be newer, their pages were not read", f"{many} 条信息的稿件页未读取, 可能更新",
            counted, last,
        )  # fmt: skip
    if not counted.counted:
        return _unknown(column, "no article page was read", "未读取任何稿件页", counted, last)
    if counted.doubtful:
        return _to_confirm(column, counted, last)
    return _dated(column, Outcome.FAIL, "stale", counted, duty, today, last)


def _to_confirm(column: Column, counted: CountedItems, last: StoredObservation[Listing]) -> ColumnVerdict:
    """Undated pages that may be updates: a changed template is likelier than pages without a day."""
    titles = [item.title for item in counted.doubtful]
    more = len(titles) - NAMED
    why = Text(
        f"{len(titles)} pages state no day and may be newer, a person confirms them: {'; '.join(titles[:NAMED])}"
        + (f" and {more} more" if more > 0 else ""),
        f"{len(titles)} 篇稿件页未见发布时间且可能为近期更新, 需人工确认: {'、'.join(titles[:NAMED])}"
        + (" 等" if more > 0 else ""),
    )
    found = _verdict(column, Outcome.UNKNOWN, "unknown", why, None, _grounds(counted, last))
    return replace(found, newest=counted.newest, undated=tuple(item.url for item in counted.doubtful))


def _without_duty(
    column: Column,
    case: SiteCase,
    counted: CountedItems,
    last: StoredObservation[Listing],
    advised: date,
    lasts: Threshold,
    now: datetime,
) -> ColumnVerdict:
    today = day_of(now)
    if last.facts.state in (ListState.UNREADABLE, ListState.UNREACHED):
        return _unread(column, last, counted)
    if last.facts.state is ListState.BLANK and blank_word(case, column.id, now) != "not_blank":
        return _one_day_blank(column, counted, last)
    if column.frequency is None:
        return _unknown(column, "no declared frequency", "未确定更新频率", counted, last)
    if lasts.is_met_by(today - day_of(last.at)):
        return _not_seen_lately(column, counted, last, today)
    old = counted.newest is not None and counted.newest < advised
    why = (
        Text(
            f"event-driven, nothing since {counted.newest}",
            f"实时更新类, {counted.newest} 以来无信息, 请核实",
        )
        if old
        else Text("event-driven, not empty", "实时更新类, 栏目非空")
    )
    return _verdict(column, Outcome.PASS, "fresh", why, counted, (last.id,))


def _one_day_blank(column: Column, counted: CountedItems, last: StoredObservation[Listing]) -> ColumnVerdict:
    return _unknown(column, "an empty list, seen on one day only", "栏目显示为空, 仅一天见到", counted, last)


def _not_seen_lately(
    column: Column, counted: CountedItems, last: StoredObservation[Listing], today: date
) -> ColumnVerdict:
    days = (today - day_of(last.at)).days
    return _unknown(column, f"last looked at {days} days ago", f"最近一次监测在 {days} 天前", counted, last)


def _blank(
    column: Column,
    case: SiteCase,
    listings: Sequence[StoredObservation[Listing]],
    now: datetime,
    clause: Clause,
) -> ColumnVerdict | None:
    """The blank verdict, or None when the column is not (yet) blank."""
    today = day_of(now)
    said = blank_word(case, column.id, now)
    last = listings[-1]
    if said == "blank":
        return _verdict(
            column,
            Outcome.FAIL,
            "blank",
            Text("blank, said by a person", "空白栏目 (人工确认)"),
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
    why = Text(
        f"an empty list on {in_english(enough.least, enough.unit)} or more",
        f"空白栏目, {at_least(enough)}以上均为空",
    )
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
) -> ColumnVerdict:  # fmt: skip
    due = duty.due_on(counted.newest) if counted.newest else None
    over = (today - due).days if due and outcome is Outcome.FAIL else None
    if counted.newest is None and counted.future:
        why = Text("every date is later than today", f"稿件日期均晚于今日 (应{duty.words})")
    elif counted.newest is None:
        why = Text("no article page states a publish day", f"稿件页均未注明发布时间 (应{duty.words})")
    elif over:
        why = Text(
            f"newest {counted.newest}, {over} days over",
            f"最新 {counted.newest}, 已超期 {over} 天 (应{duty.words})",
        )
    else:
        why = Text(f"newest {counted.newest}, due by {due}", f"最新 {counted.newest}, 应于 {due} 前更新")
    return ColumnVerdict(
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
    en, zh = why.en, why.zh
    if counted.undated:
        en += f"; {len(counted.undated)} pages undated"
        zh += f"; {len(counted.undated)} 篇稿件页未见发布时间, 请人工核对"
    if counted.future:
        en += f"; {len(counted.future)} dated in the future"
        zh += f"; {len(counted.future)} 篇日期晚于今日, 不计为更新"
    if counted.redated:
        en += f"; {len(counted.redated)} with conflicting dates"
        zh += f"; {len(counted.redated)} 篇日期前后矛盾 (疑似旧稿重发), 请人工核对"
    return Text(en, zh)


def _grounds(counted: CountedItems, last: StoredObservation[Listing] | None) -> tuple[str, ...]:
    ids = [last.id] if last else []
    ids += [counted.newest_id] if counted.newest_id else []
    ids += counted.undated[:3] + counted.future[:3] + counted.redated[:3] + counted.evidence[:3]
    return tuple(dict.fromkeys(id for id in ids if id))


def _unread(column: Column, last: StoredObservation[Listing], counted: CountedItems) -> ColumnVerdict:
    word = "unreadable" if last.facts.state is ListState.UNREADABLE else "not reached"
    zh = "栏目页无法解析" if last.facts.state is ListState.UNREADABLE else "栏目页未能打开"
    reason = f" ({last.facts.reason})" if last.facts.reason else ""
    return _unknown(column, f"{word}{reason}", f"{zh}{reason}", counted, last)


def _unknown(
    column: Column,
    en: str,
    zh: str,
    counted: CountedItems | None = None,
    last: StoredObservation[Listing] | None = None,
) -> ColumnVerdict:
    return _verdict(column, Outcome.UNKNOWN, "unknown", Text(en, zh), counted, (last.id,) if last else ())


def _verdict(
    column: Column, outcome: Outcome, state: str, why: Text,
    counted: CountedItems | None = None, evidence: tuple[str, ...] = (),
) -> ColumnVerdict:  # fmt: skip
    return ColumnVerdict(
        id=column.id,
        outcome=outcome,
        state=state,
        newest=counted.newest if counted else None,
        unit=column.unit,
        reason=_with_remarks(why, counted) if counted else why,
        evidence=evidence,
    )
