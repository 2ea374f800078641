"""首页不更新: nothing new on the homepage for too long."""

from collections.abc import Sequence
from datetime import date, datetime

from monitor.domain.case import SiteCase
from monitor.domain.content import Item, ListState
from monitor.domain.need import Need
from monitor.domain.observation import Homepage, Listing, Reading, StoredObservation
from monitor.domain.sentence import Text
from monitor.domain.timing import DAY, day_of, midnight
from monitor.domain.verdict import (
    Clause,
    FaultyItem,
    Outcome,
    PartKind,
    Threshold,
    Verdict,
    VerdictPart,
)
from monitor.rules._may_fail import no_fresh_item
from monitor.rules._reviews import settle
from monitor.rules._sentences import allowed, at_least, because
from monitor.rules.base import Chapter, NoticeEntry, Reviewable, Rule
from monitor.rules.freshness._column import future, redated, undated, undated_settled, without_day
from monitor.rules.freshness._items import CountedItems, count_items, from_rows, oldest_passing, snapshot_days

#: The homepage among the columns of a case.
HOME = ""
#: What is asked of its newest look beside its rows.
HOME_ASKED = ("state", "reason", "navigation", "script_blocks", "unread_pages")
#: The homepage's undated pages are confirmed under this name, as a column's are under its id.
UNDATED = Reviewable(act="confirm", target="homepage", outcomes=("undated",))


def decide(case: SiteCase, clause: Clause, now: datetime) -> Verdict:
    """
    Decide whether the homepage had no new information inside the clause's limit (首页不更新).

    One item that the homepage leads to and whose own page states a day inside the limit is enough to
    pass. A fail needs snapshots on as many of its days as we ask, the last of them recent, and every item
    known to be old, or undated and, where it may be an update all the same, confirmed by a person. Where the homepage is only a way in to the columns (栏目导航入口), its second-level
    pages are judged instead; without a person's word for that, they can only pass it.

    Source: 国办秘函〔2019〕19号, 单项否决, 首页不更新, with the note on 稿件发布页.
    """
    today, days = day_of(now), clause.limit["days"].allowed
    oldest = oldest_passing(today, days)
    snapshots = [one for one in case.homepages if oldest <= day_of(one.at) <= today]
    navigation = case.site.navigation or _leads_only_to_columns(snapshots)
    counted = _count(case, snapshots, navigation, oldest, now)
    seen_on = snapshot_days(one.at for one in snapshots if one.facts.state is ListState.ITEMS)
    needed = clause.limit["snapshots"]
    blocker = _blocker(case, snapshots, counted, navigation, seen_on, clause, today)
    if counted.newest is not None and counted.newest >= oldest:
        outcome, reason = Outcome.PASS, Text("homepage.newest", {"newest": counted.newest})
    elif blocker is not None:
        outcome, reason = Outcome.UNKNOWN, blocker[0]
    else:
        outcome, reason = Outcome.FAIL, _stale(counted, clause.limit["days"])
    known = counted.newest if outcome is not Outcome.UNKNOWN else None
    due = known + DAY * days if known else None
    verdict = Verdict(
        subject=case.site.id,
        rule=clause.rule,
        clause=clause,
        outcome=outcome,
        decided_at=now,
        window=(midnight(oldest), midnight(today + DAY)),
        measured={
            "newest": counted.newest,
            "due_on": due,
            "days_left": (due - today).days if due else None,
            "snapshot_days": seen_on,
            "items_read": counted.counted,
            "items_undecided": counted.undecided,
            "undated": len(counted.undated),
            "navigation": navigation,
        },
        coverage=min(1.0, seen_on / needed.least),
        reason=reason,
        needs=blocker[1] if outcome is Outcome.UNKNOWN and blocker else None,
        remarks=_remarks(counted),
        evidence=_grounds(snapshots, counted),
        parts=(_part(case, outcome, counted, due, today),),
    )
    return settle(verdict, case.reviews)


def _part(
    case: SiteCase, outcome: Outcome, counted: CountedItems, due: date | None, today: date
) -> VerdictPart:
    left = (due - today).days if due else None
    unknown = outcome is Outcome.UNKNOWN
    return VerdictPart(
        kind=PartKind.HOMEPAGE,
        id=UNDATED.target,
        outcome=outcome,
        url=case.site.url,
        newest=counted.newest,
        due_on=due,
        days_left=left if left is not None and left >= 0 else None,
        days_over=-left if left is not None and left < 0 else None,
        items=tuple(FaultyItem(title=one.title, url=one.url, why="undated") for one in counted.doubtful)
        if unknown
        else (),
    )


def _leads_only_to_columns(snapshots: Sequence[StoredObservation[Homepage]]) -> bool:
    return bool(snapshots) and snapshots[-1].facts.navigation


def _count(
    case: SiteCase,
    snapshots: Sequence[StoredObservation[Homepage]],
    navigation: bool,
    oldest: date,
    now: datetime,
) -> CountedItems:
    today, rows = day_of(now), case.counts.get(HOME)
    if rows is not None and snapshots:
        return from_rows(rows, oldest)  # and no earlier look proves more
    items: list[Item] = [item for one in snapshots[-1:] for item in one.facts.items]
    confirmed = set[Item]()
    if navigation:
        for one in (listing.facts for listings in case.listings.values() for listing in listings[-1:]):
            items += one.items
            confirmed.update(one.items if one.dates_confirmed else ())
    since = snapshots[0].at if len(snapshots) > 1 else None
    counted = count_items(
        items, case.readings, case.first_seen, oldest=oldest, today=today, confirmed=confirmed, since=since,
        settled=undated_settled(case, UNDATED.target, now),
    )  # fmt: skip
    for earlier in () if HOME in case.newest_tells else snapshots[:-1]:
        proven = count_items(earlier.facts.items, case.readings, {}, oldest=oldest, today=today)
        if proven.newest and (counted.newest is None or proven.newest > counted.newest):
            counted.newest, counted.newest_id = proven.newest, proven.newest_id
    return counted


def _blocker(
    case: SiteCase,
    snapshots: Sequence[StoredObservation[Homepage]],
    counted: CountedItems,
    navigation: bool,
    seen_on: int,
    clause: Clause,
    today: date,
) -> tuple[Text, Text] | None:
    """Why a homepage without a proven update cannot be failed yet, and what would settle it; None: it can."""
    if not snapshots:
        return _never(clause.limit["days"])
    last = snapshots[-1]
    if last.facts.state is not ListState.ITEMS:
        return (
            Text("homepage.unreadable", {"why": because(last.facts.reason)}),
            Text("homepage.needs_readable"),
        )
    if last.facts.script_blocks:
        return (
            Text("homepage.script_parts"),
            Text("homepage.needs_lists"),
        )
    if navigation and not case.site.navigation:
        return (
            Text("homepage.only_columns"),
            Text("homepage.needs_navigation"),
        )
    unread = [*last.facts.unread_pages]
    if navigation:
        unread += [one.id for one in case.site.columns if not _is_read(case, one.id)]
    if unread or counted.undecided:
        many = len(unread) + counted.undecided
        return (
            Text("homepage.not_read", {"n": many}),
            Text("homepage.needs_reading"),
        )
    if counted.doubtful:
        return _to_confirm(case.site.id, counted.doubtful)
    if not counted.counted:
        return (
            Text("homepage.no_item_read"),
            Text("homepage.needs_items"),
        )
    needed, lasts = clause.limit["snapshots"], clause.own["snapshot_lasts_days"]
    if not needed.is_met(seen_on) or lasts.is_met_by(today - day_of(last.at)):
        return (
            Text("homepage.seen_too_little", {"seen": seen_on, "needed": at_least(needed)}),
            Text(
                "homepage.needs_snapshots",
                {"needed": at_least(needed), "limit": allowed(clause.limit["days"])},
            ),
        )
    return None


def _to_confirm(site: str, doubtful: Sequence[Item]) -> tuple[Text, Text]:
    """Undated pages that may be updates: a changed template is likelier than pages without a day."""
    return undated(doubtful), Text("homepage.needs_undated", {"site": site, "target": UNDATED.target})


def _never(limit: Threshold) -> tuple[Text, Text]:
    return (
        Text("homepage.not_looked_at", {"days": allowed(limit)}),
        Text("homepage.needs_look"),
    )


def _is_read(case: SiteCase, column: str) -> bool:
    listings = case.listings.get(column, ())
    return bool(listings) and listings[-1].facts.state not in (ListState.UNREADABLE, ListState.UNREACHED)


def _stale(counted: CountedItems, limit: Threshold) -> Text:
    if counted.newest is None:
        return Text("homepage.no_day")
    return Text("homepage.stale", {"newest": counted.newest, "limit": allowed(limit)})


def _remarks(counted: CountedItems) -> tuple[Text, ...]:
    return (*redated(counted), *without_day(counted), *future(counted))


def _grounds(snapshots: Sequence[StoredObservation[Homepage]], counted: CountedItems) -> tuple[str, ...]:
    ids = [one.id for one in snapshots[-1:]] + [counted.newest_id] + counted.evidence[:20]
    return tuple(dict.fromkeys(id for id in ids if id))


RULE = Rule(
    "homepage_stale",
    "site",
    decide,
    no_fresh_item,
    needs=(
        Need(kind=Homepage, days=1, limit="days", older=("state",), newest=HOME_ASKED),
        Need(kind=Listing, days=1, limit="days", older=("state",), newest=("state",)),
        Need(kind=Reading, days=None, only=("published", "conflict")),
    ),
    tells=(PartKind.HOMEPAGE,),
    probes=("homepage",),
    reviewed=(UNDATED,),
    how=(
        "首页所链接的稿件中，有一篇稿件页自身注明的日期在{days:allowed}以内，即合格（当天仍合格）。"
        "判不合格须{days:allowed}中有{snapshots:least}的首页快照，最近一份不早于{snapshot_lasts_days:allowed}前，并且每条信息都已知过期或未注明发布时间。"
        "首页只是栏目入口的，改看二级页面。"
    ),
    notice=NoticeEntry(chapter=Chapter.HOMEPAGE, words="首页不更新", stretches=(("days", "首页更新"),)),
)
