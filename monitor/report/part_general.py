"""Opening and part one of the notice: who looked at what, when and by which rules; what came of it (总体情况)."""

from collections.abc import Iterator, Sequence

from monitor.domain.verdict import Clause, Conclusion, Threshold
from monitor.quarter.figures import Quarterly
from monitor.quarter.rows import SubjectQuarter
from monitor.quarter.settings import Letterhead
from monitor.report.blocks import Block, HeadingBlock, TextBlock
from monitor.report.words import (
    clean,
    day_text,
    joined,
    moment_words,
    named,
    percent,
    quarter_text,
)
from monitor.rules.base import Chapter, reported_in
from monitor.wording.amounts import allowed_period, inside, period
from monitor.wording.labels import CONCLUSIONS, PLATFORMS


def opening(quarterly: Quarterly, head: Letterhead) -> Iterator[Block]:
    """Who checked what, at which points, by which windows and edition."""
    yield TextBlock(
        f"近期，{clean(head.checked_by)}对{quarter_text(quarterly.quarter)}{clean(head.area)}{_objects(quarterly)}"
        "工作情况进行了检查，有关情况如下："
    )


def _objects(quarterly: Quarterly) -> str:
    media = "、政务新媒体平台维护" if quarterly.scope.accounts else ""
    return f"政府网站维护{media}和政府信息公开"


def general_blocks(quarterly: Quarterly, clauses: Sequence[Clause]) -> Iterator[Block]:
    """All of the part."""
    yield HeadingBlock(1, "总体情况")
    yield HeadingBlock(2, "检查依据和监测时间点")
    yield TextBlock(_basis(quarterly, clauses))
    yield HeadingBlock(2, "监测范围和覆盖情况")
    yield TextBlock(_scope(quarterly))
    yield HeadingBlock(2, "检查结果")
    for kind, noun in (("site", "政府网站"), ("account", "政务新媒体账号")):
        if subjects := quarterly.of_kind(kind):
            yield TextBlock(_results(subjects, noun))
    yield TextBlock(_change(quarterly))


def _basis(quarterly: Quarterly, clauses: Sequence[Clause]) -> str:
    editions = "、".join(clean(title) for title in quarterly.editions.values()) or "（未登记）"
    points = "、".join(moment_words(one) for one in quarterly.points) or "（尚无）"
    worst = "，季度内逐日监测，以最差情况为准" if quarterly.points else ""
    said = f"本次检查依据{editions}。监测时间点为{points}{worst}。{windows_text(clauses)}"
    said += f"发布量等数据统计区间为{day_text(quarterly.first)}至"
    if quarterly.over:
        return said + f"{day_text(quarterly.last)}，数据截至{moment_words(quarterly.as_of)}。"
    later = "、".join(day_text(one) for one in quarterly.later_points)
    more = f"监测时间点{later}尚未到达，" if later else ""
    return said + f"{moment_words(quarterly.as_of)}。本季度尚未结束，{more}以下为初步情况。"


def windows_text(clauses: Sequence[Clause]) -> str:
    """The stretches before a point that the vetoes look at, from the clauses' own limits."""
    said = []
    stretches = (
        (rule.id, key, words)
        for chapter in Chapter
        for rule in reported_in(chapter)
        if rule.notice is not None
        for key, words in rule.notice.stretches
    )
    for id, key, words in stretches:
        limit = next((one.limit[key] for one in clauses if one.rule == id and key in one.limit), None)
        if limit is not None:
            said.append(f"{words}为{_stretch(limit, counted=key == 'window_days')}")
    return f"各监测时间点的监测周期：{'，'.join(said)}。" if said else ""


def _stretch(limit: Threshold, *, counted: bool) -> str:
    """In the clause's own unit where it is one: 14 days, and the 15th that fails, are 2周; *counted* days are all looked at."""
    if counted:
        return period(limit.least, limit.unit)
    return inside(limit) if limit.op in ("<", "<=") else allowed_period(limit)


def _scope(quarterly: Quarterly) -> str:
    scope = quarterly.scope
    said = f"本季度监测政府网站{scope.sites}个、栏目{scope.columns}个"
    if scope.accounts:
        kinds = "、".join(f"{PLATFORMS.get(name, name)}{count}个" for name, count in scope.platforms.items())
        said += f"，政务新媒体账号{scope.accounts}个（{kinds}）"
    else:
        said += "；政务新媒体账号未登记，未统计"
    total = scope.decided + scope.unknown
    said += (
        f"。监测周期内有效访问网站{scope.visits}次，采集栏目列表{scope.listings}次，核实本季度稿件{scope.readings}篇，"
        f"查看留言{scope.messages}件。由系统判定的指标共{total}项次，最后一个监测时间点已判定{scope.decided}项次，"
        f"尚不能判定{scope.unknown}项次"
    )
    said += f"，占{percent(scope.unknown, total)}。" if total else "。"
    said += "不能判定的，既不作为合格，也不作为不合格。"
    late = [one for one in quarterly.outlines if one.since is not None]
    if late:
        names = joined(
            [f"{named(one.name, one.platform)}（{day_text(one.since)}起）" for one in late if one.since]
        )
        said += f"季度中开始监测的对象，自监测之日起判定：{names}。"
    if quarterly.removed:
        names = joined([clean(one) for one in quarterly.removed])
        said += f"本季度内曾监测、统计时已移出监测名单的，未列入本报告：{names}。"
    return said if scope.own_line_checked else said + "监测期间未设参照站点核对监测线路。"


def _results(subjects: tuple[SubjectQuarter, ...], noun: str) -> str:
    by = {one: [subject for subject in subjects if subject.conclusion is one] for one in Conclusion}
    order = (Conclusion.QUALIFIED, Conclusion.UNQUALIFIED, Conclusion.UNDECIDED)
    counts = [f"{CONCLUSIONS[one]}{len(by[one])}个" for one in order if by[one]]
    said = f"{len(subjects)}个{noun}中，{'，'.join(counts)}"
    if len(counts) == 1:
        said = f"{len(subjects)}个{noun}均{CONCLUSIONS[subjects[0].conclusion]}"
    if by[Conclusion.UNQUALIFIED]:
        said += (
            f"。不合格的为：{joined([named(one.name, one.platform) for one in by[Conclusion.UNQUALIFIED]])}"
        )
    if by[Conclusion.UNDECIDED]:
        said += "。尚不能判定的，系有指标待人工确认或监测数据不足（见第七部分）"
    return f"{said}。"


def _change(quarterly: Quarterly) -> str:
    """Against last quarter, over what was monitored in both."""
    both = [one for one in quarterly.outlines if one.before is not None]
    if not quarterly.compared or not both:
        return "上季度无监测记录，不作比较。"
    now = sum(one.conclusion is Conclusion.UNQUALIFIED for one in both)
    then = sum(one.before is Conclusion.UNQUALIFIED for one in both)
    fresh = [one for one in both if one.conclusion is Conclusion.UNQUALIFIED is not one.before]
    said = f"与上季度相比，两个季度均纳入监测的{len(both)}个对象中，"
    if not now and not then:
        open = sum(Conclusion.UNDECIDED in (one.conclusion, one.before) for one in both)
        settled = len(both) - open
        return (
            f"{said}"
            + (f"{settled}个均未发现不合格" if settled else "")
            + (f"{'，' if settled else ''}{open}个有季度尚不能判定，不作比较。" if open else "。")
        )
    said += f"不合格的由{then}个变为{now}个" if now != then else f"不合格的均为{now}个"
    if fresh:
        said += f"，其中本季度新出现的为{joined([named(one.name, one.platform) for one in fresh])}"
    return f"{said}。"
