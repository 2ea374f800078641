"""Opening and part one of the notice: who looked at what, when and by which rules; what came of it (总体情况)."""

from collections.abc import Iterator

from monitor.domain.timing import DAY
from monitor.domain.verdict import Conclusion
from monitor.quarter.figures import Quarterly
from monitor.quarter.rows import SubjectQuarter
from monitor.quarter.settings import Letterhead
from monitor.report.blocks import Block, Heading, Text
from monitor.report.words import (
    CONCLUSIONS,
    PLATFORMS,
    clean,
    day_text,
    joined,
    moment_words,
    official,
    quarter_text,
)

#: Rules whose windows the opening names, in the order of the outline.
_WINDOWED = ("site_unreachable", "homepage_stale", "columns_stale", "replies_late", "account_silent")


def opening(quarterly: Quarterly, head: Letterhead) -> Iterator[Block]:
    """Who checked what, at which points, by which windows and edition."""
    yield Text(
        f"近期，{clean(head.checked_by)}对{quarter_text(quarterly.quarter)}{clean(head.area)}{_objects(quarterly)}"
        "工作情况进行了检查，现将有关情况通报如下："
    )


def title_of(quarterly: Quarterly, head: Letterhead) -> str:
    """The configured title, else the usual one."""
    area = clean(head.area)
    return clean(head.title) or f"关于{quarter_text(quarterly.quarter)}{area}网站和政务新媒体检查情况的通报"


def _objects(quarterly: Quarterly) -> str:
    media = "、政务新媒体平台维护" if quarterly.scope.accounts else ""
    return f"政府网站维护{media}和政府信息公开"


def general_blocks(quarterly: Quarterly) -> Iterator[Block]:
    """All of the part."""
    yield Heading(1, "总体情况")
    yield Heading(2, "检查依据和监测时间点")
    yield Text(_basis(quarterly))
    yield Heading(2, "监测范围和覆盖情况")
    yield Text(_scope(quarterly))
    yield Heading(2, "检查结果")
    for kind, noun in (("site", "政府网站"), ("account", "政务新媒体账号")):
        if subjects := quarterly.of_kind(kind):
            yield Text(_results(subjects, noun))
    yield Text(_change(quarterly))


def _basis(quarterly: Quarterly) -> str:
    editions = "、".join(official(title) for title in quarterly.editions.values()) or "（未配置）"
    points = "、".join(moment_words(one) for one in quarterly.points) or "（尚无）"
    said = f"本次检查依据{editions}。监测时间点为{points}，取各监测时间点的最差情况。{_windows(quarterly)}"
    said += f"发布量等数据统计区间为{day_text(quarterly.first)}至"
    if quarterly.over:
        return said + f"{day_text(quarterly.last)}，数据截至{moment_words(quarterly.as_of)}。"
    later = "、".join(day_text(one) for one in quarterly.later_points)
    more = f"监测时间点{later}尚未到达，" if later else ""
    return said + f"{moment_words(quarterly.as_of)}。本季度尚未结束，{more}以下为初步情况。"


def _windows(quarterly: Quarterly) -> str:
    found: dict[str, str] = {}
    for subject in quarterly.subjects:
        for rule in subject.rules:
            days = round((rule.window[1] - rule.window[0]) / DAY)
            if rule.rule in _WINDOWED and days:
                found.setdefault(rule.rule, f"{clean(rule.name).split('·')[0]}{_days(days)}")
    said = "、".join(found[id] for id in _WINDOWED if id in found)
    return f"监测周期（监测时间点前）：{said}。" if said else ""


def _days(days: int) -> str:
    """The window in the clause's own unit where it is one: 7 days are 1周."""
    if days >= 360:
        return "1年"
    if days in (181, 182, 183, 184, 185):
        return "6个月"
    return {7: "1周", 8: "1周", 14: "2周", 15: "2周"}.get(days, f"{days}天")


def _scope(quarterly: Quarterly) -> str:
    scope = quarterly.scope
    said = f"本季度监测政府网站{scope.sites}个、栏目{scope.columns}个"
    if scope.accounts:
        kinds = "、".join(f"{PLATFORMS.get(name, name)}{count}个" for name, count in scope.platforms.items())
        said += f"，政务新媒体账号{scope.accounts}个（{kinds}）"
    else:
        said += "；政务新媒体账号未配置，未统计"
    total = scope.decided + scope.unknown
    said += (
        f"。监测周期内有效访问网站{scope.visits}次，采集栏目列表{scope.listings}次，核实本季度稿件{scope.readings}篇，"
        f"查看留言{scope.messages}件。由系统判定的指标共{total}项次，最后一个监测时间点已判定{scope.decided}项次，"
        f"尚不能判定{scope.unknown}项次"
    )
    said += f"，占{100 * scope.unknown / total:.1f}%。" if total else "。"
    said += "不能判定的，既不作为合格，也不作为不合格。"
    return said if scope.own_line_checked else said + "监测系统自身线路未配置参照站点核对。"


def _results(subjects: tuple[SubjectQuarter, ...], noun: str) -> str:
    by = {one: [subject for subject in subjects if subject.conclusion is one] for one in Conclusion}
    said = f"{len(subjects)}个{noun}中，" + "，".join(
        f"{CONCLUSIONS[one]}{len(by[one])}个"
        for one in (Conclusion.QUALIFIED, Conclusion.UNQUALIFIED, Conclusion.UNDECIDED)
    )
    if by[Conclusion.UNQUALIFIED]:
        said += f"。不合格的为：{joined([clean(one.name) for one in by[Conclusion.UNQUALIFIED]])}"
    if by[Conclusion.UNDECIDED]:
        said += "。尚不能判定的，有指标待人工确认或监测数据不足（见第七部分）"
    return f"{said}。"


def _change(quarterly: Quarterly) -> str:
    """Against last quarter, over what was monitored in both."""
    both = [one for one in quarterly.subjects if one.before is not None]
    if not quarterly.compared or not both:
        return "上季度无监测记录，不作比较。"
    now = sum(one.conclusion is Conclusion.UNQUALIFIED for one in both)
    then = sum(one.before is Conclusion.UNQUALIFIED for one in both)
    fresh = [one for one in both if one.conclusion is Conclusion.UNQUALIFIED is not one.before]
    said = f"两个季度均纳入监测的{len(both)}个对象中，不合格的由上季度{then}个变为本季度{now}个"
    if fresh:
        said += f"，其中本季度新出现的为{joined([clean(one.name) for one in fresh])}"
    return f"{said}。"
