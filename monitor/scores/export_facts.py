"""Facts from exports of back offices (后台数据): what was received and done in time, services, open data, registers."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.domain.handed_in import ExportRow
from monitor.domain.sentence import Named
from monitor.domain.timing import Quarter
from monitor.domain.verdict import Outcome, Text
from monitor.quarter.exports import newest_exports, overdue_sets
from monitor.regulations.workdays import working_days_between
from monitor.scores.period import IndicatorFact, OwnerScope, Told, not_looked, not_theirs

#: What each topic is called; one import profile each in `monitor/collect/imports/profiles`.
TOPICS: Mapping[str, str] = {
    "corrections": "网民找错",
    "appraisals": "监督评议",
    "hall": "办件量",
    "services": "服务事项清单",
    "open_data": "开放数据目录",
    "websites": "政府网站清单",
    "pushed_items": "内容保障报送",
    "assigned_work": "内容协同任务",
    "knowledge_base": "互动知识库",
    "portal_participation": "门户调查征集",
    "media_services": "政务新媒体服务菜单",
}
_YES = ("是", "已进驻", "进驻", "√", "1")
#: 在线预约、在线申报（报名）、在线查询、在线缴费
_ONLINE = ("预约", "申报", "报名", "查询", "缴费", "全程")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """The rows of one topic that the owner's exports for the period hold."""

    rows: tuple[ExportRow, ...]
    complete: (
        bool  #: every file was declared whole for the whole quarter, and none of the owner's sites lacks one
    )
    sites: int  #: with a file
    lacking: int  #: of the owner's sites, without one
    evidence: tuple[str, ...] = field(default=())

    @property
    def at_most(self) -> bool:
        """Whether more may come to light."""
        return not self.complete


def _exported(scope: OwnerScope, topic: str) -> _Rows | None:
    """What the owner's sites' newest exports of *topic* hold; None: no file speaks of the period."""
    period, rows, seen, whole = scope.period, list[ExportRow](), list[str](), True
    for site in scope.owner.sites:
        found = newest_exports(period.exports.get(site.id, ()), period.span).get(topic)
        if found is None:
            continue
        facts = found.facts
        rows += facts.rows
        seen.append(found.id)
        whole &= facts.complete and facts.first is not None and facts.last is not None
        whole &= (facts.first or period.span.last) <= period.span.first
        whole &= (facts.last or period.span.first) >= period.span.quarter.last
    if not seen:
        return None
    lacking = len(scope.owner.sites) - len(seen)
    return _Rows(rows=tuple(rows), complete=whole and not lacking, sites=len(seen), lacking=lacking, evidence=tuple(seen))  # fmt: skip


def _fact(kind: str, name: str, topic: str, say: Callable[[OwnerScope, _Rows], IndicatorFact]) -> Told:
    """A fact that no file for the period leaves open, and a unit without sites has no part in."""

    def fact(scope: OwnerScope) -> IndicatorFact:
        if not scope.owner.sites:
            return not_theirs(kind, name)
        found = _exported(scope, topic)
        what = Named(topic, TOPICS[topic])
        if found is None:
            return not_looked(
                kind, name, Text("fact.no_export", {"what": what}), Text("fact.needs_export", {"what": what})
            )
        return say(scope, found)

    return fact


def _made(
    kind: str, name: str, found: _Rows, reason: Text, *, measured: Mapping[str, object],
    outcome: Outcome | None = None, needs: Text | None = None,
) -> IndicatorFact:  # fmt: skip
    said = Text(
        "fact.exported",
        {
            "said": reason,
            "lacking": Text("fact.sites_without_export", {"n": found.lacking}) if found.lacking else None,
            "partial": None if found.complete or found.lacking else Text("fact.export_not_whole"),
        },
    )
    return IndicatorFact(
        kind=kind, name=name, outcome=outcome, needs=needs, measured={**measured, "whole": found.complete},
        reason=said, evidence=found.evidence,
        at_most={key: None for key in measured if key in ("items", "faults")} if not found.complete else {},
    )  # fmt: skip


def handled(kind: str, topic: str) -> Told:
    """How many cases of *topic* came in within the quarter, and how many were closed within the row's working days."""
    name = f"{TOPICS[topic]}办理"

    def say(scope: OwnerScope, found: _Rows) -> IndicatorFact:
        span, local = scope.period.span, scope.period.workdays
        received = [
            one for one in found.rows if one.opened is not None and span.first <= one.opened <= span.last
        ]
        late = in_time = open_late = 0
        for one in received:
            if one.opened is None or scope.minimum is None:
                continue
            days = working_days_between(one.opened, one.closed or span.last, local).days
            if one.closed is None:
                open_late += days > scope.minimum
            elif days <= scope.minimum:
                in_time += 1
            else:
                late += 1
        closed = sum(one.closed is not None for one in received)
        return _made(
            kind, name, found,
            Text(
                "fact.handled",
                {"n": len(received), "closed": closed, "limit": scope.minimum or 0, "in_time": in_time, "late": late, "open_late": open_late},
            ),
            measured={"received": len(received), "closed": closed, "closed_in_time": in_time, "closed_late": late, "open_late": open_late,
             "faults": late + open_late, "minimum": scope.minimum},
        )  # fmt: skip

    return _fact(kind, name, topic, say)


def assigned_work(scope: OwnerScope, found: _Rows) -> IndicatorFact:
    """Work assigned in the quarter, held to the limit that each line states."""
    span = scope.period.span
    own = [one for one in found.rows if one.opened is not None and span.first <= one.opened <= span.last]
    timed = [one for one in own if one.due is not None]
    in_time = sum(one.closed is not None and one.closed <= one.due for one in timed if one.due)
    late = sum((one.closed or span.last) > one.due for one in timed if one.due)
    return _made(
        "export_assigned_work", "内容协同任务办理", found,
        Text("fact.assigned_work", {"n": len(own), "in_time": in_time, "late": late, "untimed": len(own) - len(timed)}),
        measured={"received": len(own), "closed_in_time": in_time, "faults": late, "untimed": len(own) - len(timed)},
    )  # fmt: skip


def entered(kind: str, name: str, categories: Sequence[str]) -> Told:
    """Which share of the services of *categories* on the office's own list stands in the hall (进驻)."""

    def say(scope: OwnerScope, found: _Rows) -> IndicatorFact:
        listed = [one for one in found.rows if any(word in one.category for word in categories)]
        there = sum(one.status in _YES for one in listed)
        percent = round(100 * there / len(listed), 1) if listed else None
        return _made(
            kind, name, found,
            Text("fact.entered", {"listed": len(listed), "entered": there, "share": None if percent is None else Text("fact.share", {"percent": f"{percent:g}"}), "of": "、".join(categories)}),
            measured={"listed": len(listed), "entered": there, "entered_percent": percent},
        )  # fmt: skip

    return _fact(kind, name, "services", say)


def _errands(scope: OwnerScope, found: _Rows) -> IndicatorFact:
    there = [one for one in found.rows if one.status in _YES]
    counts = [one.count for one in there if one.count is not None]
    none, once = sum(one == 0 for one in counts), sum(one <= 1 for one in counts)
    return _made(
        "export_errands", "到现场次数", found,
        Text("fact.errands", {"entered": len(there), "none": none, "once": once, "untold": len(there) - len(counts)}),
        measured={"entered": len(there), "no_visit": none, "one_visit": once, "untold": len(there) - len(counts)},
    )  # fmt: skip


def _online(scope: OwnerScope, found: _Rows) -> IndicatorFact:
    own = [one for one in found.rows if "便民" in one.category]
    online = sum(any(word in one.mark for word in _ONLINE) for one in own)
    return _made(
        "export_online", "便民服务在线办理", found, Text("fact.online", {"listed": len(own), "n": online}),
        measured={"listed": len(own), "online": online},
    )  # fmt: skip


def _hall(scope: OwnerScope, found: _Rows) -> IndicatorFact:
    used = sum(bool(one.count) for one in found.rows)
    total = sum(one.count or 0 for one in found.rows)
    return _made(
        "export_hall", "网上办事大厅办件量", found, Text("fact.hall", {"n": len(found.rows), "used": used, "total": f"{total:g}"}),
        measured={"listed": len(found.rows), "used": used, "handled": total},
    )  # fmt: skip


def _fields(found: Mapping[str, int]) -> Text | None:
    return Text("fact.in_fields", {"names": tuple(sorted(found))}) if found else None


def _data_sets(scope: OwnerScope, found: _Rows) -> IndicatorFact:
    fields = Counter(one.category for one in found.rows if one.category)
    return _made(
        "export_data_sets", "开放数据目录", found,
        Text("fact.data_sets", {"n": len(found.rows), "fields": len(fields), "named": _fields(fields)}),
        measured={"items": len(found.rows), "fields": dict(fields)},
    )  # fmt: skip


def _data_described(scope: OwnerScope, found: _Rows) -> IndicatorFact:
    whole = sum(all((one.name, one.unit, one.cycle, one.category, one.mark)) for one in found.rows)
    return _made(
        "export_data_described", "数据基本信息", found, Text("fact.data_described", {"n": len(found.rows), "whole": whole}),
        measured={"items": len(found.rows), "described": whole, "faults": len(found.rows) - whole},
    )  # fmt: skip


def _data_fresh(scope: OwnerScope, found: _Rows) -> IndicatorFact:
    """Decides: a data set past its own cycle fails, all of a whole catalogue within theirs pass, else unknown."""
    overdue, timed = overdue_sets(found.rows, scope.period.span.last)
    untimed = len(found.rows) - timed
    outcome = (
        Outcome.FAIL
        if overdue
        else Outcome.PASS
        if timed and not untimed and not found.lacking
        else Outcome.UNKNOWN
    )
    return _made(
        "export_data_fresh", "数据更新频率", found,
        Text("fact.data_fresh", {"n": len(found.rows), "timed": timed, "overdue": overdue, "untimed": untimed}),
        measured={"items": len(found.rows), "with_cycle": timed, "faults": overdue, "untimed": untimed},
        outcome=outcome, needs=Text("fact.needs_cycle") if outcome is Outcome.UNKNOWN else None,
    )  # fmt: skip


def _websites(scope: OwnerScope, found: _Rows) -> IndicatorFact:
    states = Counter(one.status or "未注明" for one in found.rows)
    said = tuple(Text("fact.of_state", {"state": state, "n": n}) for state, n in sorted(states.items()))
    return _made(
        "export_websites", "政府网站清单", found, Text("fact.websites", {"n": len(found.rows), "states": said}),
        measured={"items": len(found.rows), "states": dict(states)},
    )  # fmt: skip


def _in(rows: Sequence[ExportRow], first: Quarter) -> Iterator[ExportRow]:
    return (one for one in rows if one.opened is not None and first.first <= one.opened <= first.last)


def _pushed(scope: OwnerScope, found: _Rows) -> IndicatorFact:
    own = list(_in(found.rows, scope.period.quarter))
    taken = sum("采用" in one.status and "未" not in one.status for one in own)
    return _made(
        "export_pushed_items", "内容保障报送", found, Text("fact.pushed_items", {"n": len(own), "taken": taken}),
        measured={"items": len(own), "taken": taken},
    )  # fmt: skip


def _participation(scope: OwnerScope, found: _Rows) -> IndicatorFact:
    own = list(_in(found.rows, scope.period.quarter))
    closed = sum(one.closed is not None for one in own)
    ended = sum(
        one.due is not None and one.due < scope.period.span.last and one.closed is None for one in own
    )
    return _made(
        "export_portal_participation", "门户调查征集", found,
        Text("fact.portal_participation", {"n": len(own), "told": closed, "ended": ended}),
        measured={"activities": len(own), "with_feedback": closed, "faults": ended},
    )  # fmt: skip


def _knowledge(scope: OwnerScope, found: _Rows) -> IndicatorFact:
    subjects = {one.category for one in found.rows if one.category}
    newest = max((day for one in found.rows if (day := one.closed or one.opened) is not None), default=None)
    return _made(
        "export_knowledge_base", "互动知识库", found,
        Text("fact.knowledge_base", {"n": len(found.rows), "subjects": len(subjects),
                                     "newest": Text("fact.newest_update", {"day": newest}) if newest else None}),
        measured={"items": len(found.rows), "subjects": len(subjects), "newest": newest.isoformat() if newest else None},
    )  # fmt: skip


def _media_services(scope: OwnerScope, found: _Rows) -> IndicatorFact:
    dead = sum(one.status in ("失效", "打不开", "否", "无法访问") for one in found.rows)
    accounts = {one.category for one in found.rows if one.category}
    return _made(
        "export_media_services", "新媒体便民服务", found,
        Text("fact.media_services", {"n": len(found.rows), "accounts": len(accounts), "dead": dead}),
        measured={"items": len(found.rows), "accounts": len(accounts), "faults": dead},
    )  # fmt: skip


#: Every fact that an export settles or shows, by its key.
EXPORT_KINDS: Mapping[str, Told] = {
    "export_corrections": handled("export_corrections", "corrections"),
    "export_appraisals": handled("export_appraisals", "appraisals"),
    "export_assigned_work": _fact("export_assigned_work", "内容协同任务办理", "assigned_work", assigned_work),
    "export_entered": entered("export_entered", "审批和公共服务事项进驻", ("行政审批", "行政许可", "公共服务")),
    "export_entered_easy": entered("export_entered_easy", "便民服务事项进驻", ("便民",)),
    "export_errands": _fact("export_errands", "到现场次数", "services", _errands),
    "export_online": _fact("export_online", "便民服务在线办理", "services", _online),
    "export_hall": _fact("export_hall", "网上办事大厅办件量", "hall", _hall),
    "export_data_sets": _fact("export_data_sets", "开放数据目录", "open_data", _data_sets),
    "export_data_described": _fact("export_data_described", "数据基本信息", "open_data", _data_described),
    "export_data_fresh": _fact("export_data_fresh", "数据更新频率", "open_data", _data_fresh),
    "export_websites": _fact("export_websites", "政府网站清单", "websites", _websites),
    "export_pushed_items": _fact("export_pushed_items", "内容保障报送", "pushed_items", _pushed),
    "export_portal_participation": _fact("export_portal_participation", "门户调查征集", "portal_participation", _participation),
    "export_media_services": _fact("export_media_services", "新媒体便民服务", "media_services", _media_services),
    "export_knowledge_base": _fact("export_knowledge_base", "互动知识库", "knowledge_base", _knowledge),
}  # fmt: skip
