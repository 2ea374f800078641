"""What was published (信息发布), as the notice says it: good units, short units, what could not be counted."""

from collections.abc import Iterator

from monitor.domain.verdict import Outcome
from monitor.quarter.figures import Quarterly
from monitor.quarter.rows import Figure, GroupOutput, Output
from monitor.report.blocks import Block, TextBlock
from monitor.report.words import bracketed, clean, joined, official, quarter_text

#: Units praised by name in each group.
PRAISED = 4


def output_blocks(quarterly: Quarterly) -> Iterator[Block]:
    """Total, each group, and what is open."""
    output = quarterly.output
    names = "、".join(clean(one.name) for one in output.sites) or "政府网站"
    if not output.sites:
        yield TextBlock("未登记统计发布量的网站，未统计。")
        return
    stretch = f"{quarter_text(quarterly.quarter)}{'' if quarterly.over else '（截至统计时）'}"
    if output.total.value is None:  # 0 would be said of what nobody saw
        yield TextBlock(f"{stretch}，{names}的信息发布情况{official(output.total.note)}。{_demand(output)}")
    else:
        yield TextBlock(
            f"{stretch}，{names}共发布信息{counted(output.total)}{_compared(quarterly)}。{_demand(output)}"
        )
    for group, annex in zip(output.groups, ("F", "G"), strict=True):
        yield TextBlock(_group(group, output, annex))
    yield from _open(output)


def _compared(quarterly: Quarterly) -> str:
    """Against last quarter: only a whole quarter with a whole one."""
    total, before = quarterly.output.total.value, quarterly.output.before.value
    if not quarterly.over or not quarterly.output.complete or total is None or before is None:
        return ""
    if total == before:
        return "，与上季度持平"
    return f"，较上季度{'增加' if total > before else '减少'}{abs(total - before)}条"


def counted(figure: Figure, unit: str = "条") -> str:
    """A figure in words: its number, and how much of it rests on lists alone."""
    if figure.value is None:
        return bracketed(official(figure.note))
    listed = f"（其中{figure.claimed}{unit}仅据栏目列表日期，稿件页尚待核实）" if figure.claimed else ""
    return f"{figure.value}{unit}{listed}"


def _demand(output: Output) -> str:
    if output.minimum is None:
        return "各单位每月发布量要求未登记，未作对照。"
    rule = f"根据{clean(output.rule)}要求，" if output.rule else ""
    return f"{rule}各单位每月发布信息应达到{output.minimum}条及以上。"


def _group(group: GroupOutput, output: Output, annex: str) -> str:
    if not group.units:
        return f"{clean(group.name)}名单{official(group.note)}。"
    said = f"{len(group.units)}个{clean(group.name)}中"
    good = [f"{clean(one.name)}（{one.total.value}条）" for one in group.of(Outcome.PASS)][:PRAISED]
    short = [f"{clean(one.name)}{bracketed(official(one.reason))}" for one in group.of(Outcome.FAIL)]
    unknown = group.of(Outcome.UNKNOWN)
    parts = []
    if output.minimum is None:
        most = [f"{clean(one.name)}（{one.total.value}条）" for one in group.units if one.total.value][
            :PRAISED
        ]
        parts.append(f"发布数量较多的有：{'、'.join(most)}" if most else "未见发布信息")
    if good:
        parts.append(f"信息发布工作做得较好的有：{'、'.join(good)}")
    if short:
        parts.append(f"发布数量未达到每月信息发布要求的有：{joined(short)}")
    if unknown:
        names = joined([f"{clean(one.name)}{bracketed(official(one.reason))}" for one in unknown], 8)
        parts.append(f"尚不能判定是否达到要求的{len(unknown)}个：{names}")
    return f"{said}，{'；'.join(parts)}（详见附件{annex}）。"


def _open(output: Output) -> Iterator[Block]:
    said = []
    uncovered = undated = conflicts = 0
    for site in output.sites:
        uncovered += len(site.uncovered)
        undated += site.undated.value or 0
        conflicts += site.conflicts.value or 0
    if uncovered:
        said.append(
            f"{uncovered}个栏目的监测未覆盖整个季度，其信息为不完全统计，有关单位不据此认定未达到要求"
        )
    if output.uncounted:
        said.append(f"{output.uncounted}个栏目按登记不计入发布量")
    if output.unresolved:
        total = sum(one.count.value or 0 for one in output.unresolved)
        names = joined([f"“{clean(one.name, 40)}”（{one.count.value}条）" for one in output.unresolved], 6)
        said.append(f"{total}条信息的来源未能对应到单位：{names}")
    if output.nobody.value:
        said.append(f"{output.nobody.value}条信息未注明来源且栏目无唯一维护单位")
    if undated:
        said.append(f"{undated}条信息的稿件页未注明发布时间，未计入")
    if conflicts:
        said.append(f"{conflicts}条信息的日期前后矛盾，疑似旧稿重发，请人工核对")
    if said:
        yield TextBlock(f"统计说明：{'；'.join(said)}。")
