"""首页不更新: nothing new on the homepage for too long."""

from collections.abc import Sequence
from datetime import date, datetime

from monitor.domain.case import SiteCase
from monitor.domain.content import Item, ListState
from monitor.domain.need import Need
from monitor.domain.observation import Homepage, Listing, Reading, StoredObservation
from monitor.domain.timing import DAY, day_of, midnight
from monitor.domain.verdict import Clause, Outcome, Text, Threshold, Verdict
from monitor.rules._may_fail import no_fresh_item
from monitor.rules._reviews import settle
from monitor.rules.base import Chapter, NoticeEntry, Rule
from monitor.rules.freshness._column import NAMED, undated_settled
from monitor.rules.freshness._items import CountedItems, count_items, oldest_passing, snapshot_days
from monitor.wording.amounts import allowed, allowed_period, at_least, in_english

#: The homepage's undated pages are confirmed under this name, as a column's are under its id.
TARGET = "homepage"


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
        outcome, reason = Outcome.PASS, Text(f"newest item {counted.newest}", f"最新信息 {counted.newest}")
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
            "items_undecided": len(counted.undecided),
            "undated": len(counted.undated),
            "undated_pages": [item.url for item in counted.doubtful] if outcome is Outcome.UNKNOWN else [],
            "navigation": navigation,
        },
        coverage=min(1.0, seen_on / needed.least),
        reason=reason,
        needs=blocker[1] if outcome is Outcome.UNKNOWN and blocker else None,
        remarks=_remarks(counted),
        evidence=_grounds(snapshots, counted),
    )
    return settle(verdict, case.reviews)


def _leads_only_to_columns(snapshots: Sequence[StoredObservation[Homepage]]) -> bool:
    return bool(snapshots) and snapshots[-1].facts.navigation


def _count(
    case: SiteCase,
    snapshots: Sequence[StoredObservation[Homepage]],
    navigation: bool,
    oldest: date,
    now: datetime,
) -> CountedItems:
    today = day_of(now)
    items: list[Item] = [item for one in snapshots[-1:] for item in one.facts.items]
    confirmed = False
    if navigation:
        for listings in case.listings.values():
            items += [item for one in listings[-1:] for item in one.facts.items]
            confirmed |= any(one.facts.dates_confirmed for one in listings[-1:])
    since = snapshots[0].at if len(snapshots) > 1 else None
    counted = count_items(
        items, case.readings, case.first_seen, oldest=oldest, today=today, confirmed=confirmed, since=since,
        settled=undated_settled(case, TARGET, now),
    )  # fmt: skip
    for earlier in snapshots[:-1]:
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
        why = f" ({last.facts.reason})" if last.facts.reason else ""
        return (
            Text(f"the homepage could not be read{why}", f"首页无法读取{why}"),
            Text("a homepage that opens and can be read", "首页恢复可读后重新监测"),
        )
    if last.facts.script_blocks:
        return (
            Text("parts of the homepage are filled by script", "首页部分内容由脚本加载, 未能读取"),
            Text(
                "configure the lists behind those parts, or browser = true",
                "为脚本加载的栏目配置接口或启用浏览器读取",
            ),
        )
    if navigation and not case.site.navigation:
        return (
            Text(
                "the homepage leads only to columns, and none of them is proven fresh",
                "首页仅为栏目导航, 二级页面未见更新",
            ),
            Text(
                "a person confirms it: navigation = true for this site",
                "人工确认首页仅为导航后设置 navigation = true",
            ),
        )
    unread = [*last.facts.unread_pages]
    if navigation:
        unread += [one.id for one in case.site.columns if not _is_read(case, one.id)]
    if unread or counted.undecided:
        many = len(unread) + len(counted.undecided)
        return (
            Text(
                f"{many} items or pages were not read and may be newer",
                f"{many} 条信息或页面未读取, 可能有更新",
            ),
            Text("read them: run the homepage and columns probes again", "重新运行首页与栏目监测"),
        )
    if counted.doubtful:
        return _to_confirm(case.site.id, counted.doubtful)
    if not counted.counted:
        return (
            Text("no item of the homepage was read", "未读取到首页信息的稿件页"),
            Text("a homepage whose items can be read", "核对首页信息条目能否识别"),
        )
    needed, lasts = clause.limit["snapshots"], clause.own["snapshot_lasts_days"]
    if not needed.is_met(seen_on) or lasts.is_met_by(today - day_of(last.at)):
        return (
            Text(
                f"no update found, seen on {seen_on} of {in_english(needed.least, needed.unit)} needed",
                f"未见更新, 但仅 {seen_on} 天有首页快照 (需 {at_least(needed)})",
            ),
            Text(
                f"snapshots on {needed.least} of the {clause.limit['days'].allowed} days, today's among them",
                f"{allowed(clause.limit['days'])}内至少 {at_least(needed)}的首页快照 (含当日)",
            ),
        )
    return None


def _to_confirm(site: str, doubtful: Sequence[Item]) -> tuple[Text, Text]:
    """Undated pages that may be updates: a changed template is likelier than pages without a day."""
    many, titles = len(doubtful), [item.title for item in doubtful[:NAMED]]
    command = f"monitor review confirm {site} {TARGET} --outcome undated --reason …"
    return (
        Text(
            f"{many} pages state no day and may be newer, a person confirms them: {'; '.join(titles)}",
            f"{many} 篇稿件页未见发布时间且可能为近期更新, 需人工确认: {'、'.join(titles)}{' 等' if many > NAMED else ''}",
        ),
        Text(
            f"look at the undated pages and, where they really state no day, {command}",
            f"核对未见发布时间的稿件页, 确无发布时间的予以确认: {command}",
        ),
    )


def _never(limit: Threshold) -> tuple[Text, Text]:
    return (
        Text(
            f"the homepage was not looked at in these {in_english(limit.allowed, limit.unit)}",
            f"{allowed_period(limit)}内没有首页快照",
        ),
        Text("run the homepage probe", "运行首页监测"),
    )


def _is_read(case: SiteCase, column: str) -> bool:
    listings = case.listings.get(column, ())
    return bool(listings) and listings[-1].facts.state not in (ListState.UNREADABLE, ListState.UNREACHED)


def _stale(counted: CountedItems, limit: Threshold) -> Text:
    if counted.newest is None:
        return Text("no item of the homepage states a publish day", "首页信息的稿件页均未注明发布时间")
    return Text(
        f"newest item {counted.newest}, older than {in_english(limit.allowed, limit.unit)}",
        f"最新信息 {counted.newest}, 已超过 {allowed(limit)}",
    )


def _remarks(counted: CountedItems) -> tuple[Text, ...]:
    remarks = []
    if counted.redated:
        many = len(counted.redated)
        remarks.append(
            Text(
                f"{many} items have conflicting dates; a person should look",
                f"{many} 篇日期前后矛盾 (疑似旧稿重发), 请人工核对",
            )
        )
    if counted.undated:
        many = len(counted.undated)
        remarks.append(Text(f"{many} pages state no publish day", f"{many} 篇稿件页未见发布时间, 请人工核对"))
    if counted.future:
        many = len(counted.future)
        remarks.append(Text(f"{many} pages are dated in the future", f"{many} 篇日期晚于今日, 不计为更新"))
    return tuple(remarks)


def _grounds(snapshots: Sequence[StoredObservation[Homepage]], counted: CountedItems) -> tuple[str, ...]:
    ids = [one.id for one in snapshots[-1:]] + [counted.newest_id] + counted.evidence[:20]
    return tuple(dict.fromkeys(id for id in ids if id))


RULE = Rule(
    "homepage_stale",
    "site",
    decide,
    no_fresh_item,
    needs=(
        Need(kind=Homepage, days=1, limit="days"),
        Need(kind=Listing, days=1, limit="days"),
        Need(kind=Reading, days=None, only=("published", "conflict")),
    ),
    probes=("homepage",),
    how=(
        "首页所链接的稿件中, 有一篇稿件页自身注明的日期在 {days:allowed}以内, 即合格 (当天仍合格)。"
        "判不合格须 {days:allowed}中有 {snapshots:least}的首页快照, 最近一份不早于 {snapshot_lasts_days:allowed}前, 并且每条信息都已知过期或未注明发布时间。"
        "首页只是栏目入口的, 改看二级页面。"
    ),
    notice=NoticeEntry(chapter=Chapter.HOMEPAGE, words="首页不更新", stretches=(("days", "首页更新"),)),
)
