"""Part four of the notice: disclosure and interpretation (政府信息公开与解读)."""

from collections.abc import Iterator, Sequence

from monitor.domain.verdict import Outcome, Text
from monitor.quarter.duties import NOT_YET
from monitor.quarter.figures import Quarterly
from monitor.quarter.rows import Activity, Disclosure, DutyRow
from monitor.report.blocks import Block, HeadingBlock, TextBlock
from monitor.report.part_output import counted
from monitor.report.words import bracketed, clean, day_text, joined, official, quarter_text


def disclosure_blocks(quarterly: Quarterly) -> Iterator[Block]:
    """All of the part."""
    disclosure = quarterly.disclosure
    yield HeadingBlock(1, "政府信息公开与解读情况")
    yield HeadingBlock(2, "主动公开")
    yield TextBlock(_items(quarterly))
    yield HeadingBlock(2, "政策解读")
    yield TextBlock(_interpretations(quarterly))
    yield TextBlock(_pairs(disclosure))
    yield HeadingBlock(2, "公众参与")
    yield TextBlock("；".join(_activity(one) for one in disclosure.activities) + "。")
    yield HeadingBlock(2, "限期工作")
    yield from _duties(disclosure.duties, counted=bool(quarterly.output.sites))


def _items(quarterly: Quarterly) -> str:
    disclosure = quarterly.disclosure
    if disclosure.items.value is None:
        return f"主动公开政府信息的栏目{official(disclosure.items.note)}。"
    said = f"{quarter_text(quarterly.quarter)}共主动公开政府信息{counted(disclosure.items)}。"
    zero = [clean(one.name) for one in disclosure.units if one.outcome is Outcome.FAIL]
    none_seen = [
        clean(one.name) for one in disclosure.units if not one.count.value and one.outcome is Outcome.UNKNOWN
    ]
    if zero:
        said += f"{joined(zero)}主动公开政府信息数量为0。"
    if none_seen:
        said += f"{joined(none_seen)}未见主动公开信息，但监测不完整或季度尚未结束，待核实。"
    if disclosure.items.note:
        said += bracketed(f"{official(disclosure.items.note)}，为不完全统计。")
    return said + ("各单位情况见附件H。" if disclosure.units else "各单位名单未登记，未按单位统计。")


def _interpretations(quarterly: Quarterly) -> str:
    disclosure = quarterly.disclosure
    if disclosure.interpretations.value is None:
        return f"政策解读栏目{official(disclosure.interpretations.note)}。"
    said = f"本季度共发布政策解读{counted(disclosure.interpretations, '篇')}。"
    rows = disclosure.by_unit
    if not rows:
        return said + "各单位名单未登记，未按单位统计。"
    done = [clean(one.name) for one in rows if one.year.value]
    none = [clean(one.name) for one in rows if not one.year.value]
    unstated = sum(one.unstated for one in rows)
    if done:
        said += f"本年度已发布政策解读的单位{len(done)}个"
        said += f"，监测范围内未见发布的单位：{joined(none, 12)}。" if none else "。"
    else:
        said += "监测范围内未见名单内单位本年度发布政策解读。"
    short = [clean(one.name) for one in rows if one.outcome is Outcome.FAIL]
    if short:
        said += f"年度解读未达到要求的单位：{joined(short)}。"
    if unstated:
        said += f"{unstated}篇解读的形式（图文、音视频）由人工核定。"
    return said


def _pairs(disclosure: Disclosure) -> str:
    if disclosure.pairs_note:
        return f"政策文件与解读的对应关系{official(disclosure.pairs_note)}。"
    if not disclosure.pairs:
        return "本季度监测范围内未见新发布的政策文件。"
    found = [one for one in disclosure.pairs if one.on is not None]
    said = f"本季度发布政策文件{len(disclosure.pairs)}件，其中见到对应解读的{len(found)}件"
    if found:
        days = [one.working_days or 0 for one in found]
        said += f"，解读较文件发布最长间隔{max(days)}个工作日" if max(days) else "，均与文件同日发布"
        if any(one.provisional for one in found):
            said += "（涉及尚未公布放假安排的年份，暂按周一至周五计）"
    late = [
        f"“{clean(one.policy, 60)}”（间隔{one.working_days}个工作日）"
        for one in found
        if one.outcome is Outcome.FAIL
    ]
    if late:
        said += f"；超过规定时限的：{joined(late, 8)}"
    missing = len(disclosure.pairs) - len(found)
    if missing:
        said += f"；未见对应解读的{missing}件，是否需要解读由人工核定"
    return f"{said}。"


def _activity(one: Activity) -> str:
    name = official(one.name)
    if one.quarter.value is None:
        return f"{name}{official(one.quarter.note)}"
    now = f"本季度{one.quarter.value}次" if one.quarter.value else "本季度未见开展"
    past = f"近12个月监测到{one.year.value}次" if one.year.value else "近12个月未见开展"
    said = f"{name}{now}，{past}"
    if one.minimum is None:
        return said
    word = {Outcome.PASS: "达到要求", Outcome.FAIL: "未达到要求"}.get(one.outcome, "是否达到要求待核实")
    return f"{said}{bracketed(f'{official(one.minimum_of)}不少于{one.minimum}次，{word}')}"


def _duties(duties: Sequence[DutyRow], *, counted: bool) -> Iterator[Block]:
    if not duties:
        yield TextBlock("所依据的指标对本季度未规定限期工作。" if counted else "未登记统计网站，未统计。")
    alike: dict[tuple[Text, str, str, Text], list[str]] = {}
    for one in duties:
        state = {Outcome.PASS: "已按时完成", Outcome.FAIL: "未按时完成"}.get(
            one.outcome, "是否完成尚不能判定"
        )
        basis = f"{one.rule}，" if one.rule else ""
        window = f"{basis}{day_text(one.since)}至{one.due.month}月{one.due.day}日"
        alike.setdefault((one.name, window, state, one.reason), []).append(clean(one.owner))
    for (name, window, state, reason), owners in alike.items():
        said = official(reason) if reason == NOT_YET else f"{state}{bracketed(official(reason))}"
        yield TextBlock(f"（{window}）：{joined(owners, 12)}{said}。", lead=official(name))
