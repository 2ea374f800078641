"""Part two of the notice: government websites (政府网站), indicator by indicator; every figure from `Quarterly`."""

from collections.abc import Callable, Iterator, Sequence

from monitor.domain.timing import day_of
from monitor.domain.verdict import Outcome
from monitor.quarter.figures import Quarterly
from monitor.quarter.rows import ColumnRow, SubjectQuarter, Worst
from monitor.report.blocks import Block, Heading, Table, Text
from monitor.report.part_output import output_blocks
from monitor.report.words import clean, day_text, joined, official

#: Late columns written out in the body; the annex holds all.
SHOWN = 20

Pair = tuple[SubjectQuarter, Worst]


def site_blocks(quarterly: Quarterly) -> Iterator[Block]:
    """All of the part."""
    yield Heading(1, "政府网站维护情况")
    yield Heading(2, "单项否决指标")
    yield from _vetoes(quarterly.of_kind("site"), "网站")
    yield Heading(2, "网站可用性")
    yield from _rule(quarterly, "site_unreachable", "站点无法访问", _visits)
    yield Heading(2, "首页更新")
    yield from _rule(quarterly, "homepage_stale", "首页不更新", lambda rule: official(rule.reason))
    yield Heading(2, "栏目更新")
    yield from _columns(quarterly)
    yield Heading(2, "空白栏目")
    yield from _blank(quarterly)
    yield Heading(2, "互动回应")
    yield from _rule(quarterly, "channel_missing", "无网上咨询渠道", lambda rule: official(rule.reason))
    yield from _messages(quarterly)
    yield Heading(2, "办事服务")
    yield from _rule(quarterly, "guides_incomplete", "服务不实用", lambda rule: official(rule.reason))
    yield Heading(2, "其他指标")
    yield Text("链接可用性、网站标识、IPv6支持、站内搜索等计分指标由评分表另行反映，本通报未统计。")
    yield Heading(2, "信息发布")
    yield from output_blocks(quarterly)


def veto_table(subjects: Sequence[SubjectQuarter], noun: str) -> Table:
    """Every veto with how many subjects passed, failed, stay unknown."""
    rules: dict[str, list[Worst]] = {}
    for one in subjects:
        for rule in one.rules:
            if rule.veto:
                name = rule.name.split("·")[-1] if rule.people else rule.name
                rules.setdefault(name, []).append(rule)
    rows = []
    for name, given in rules.items():
        tally = {outcome: sum(one.outcome is outcome for one in given) for outcome in Outcome}
        waits = all(one.people for one in given) and tally[Outcome.UNKNOWN]
        rows.append(
            (
                clean(name),
                tally[Outcome.PASS],
                tally[Outcome.FAIL],
                tally[Outcome.UNKNOWN],
                tally[Outcome.NOT_APPLICABLE],
                "待人工确认" if waits else "",
            )
        )
    return Table(
        title=f"{noun}单项否决指标判定情况（个）",
        headings=("指标", "合格", "不合格", "尚不能判定", "不适用", "备注"),
        rows=rows,
        widths=(22, 6, 7, 11, 7, 10),
    )


def _vetoes(sites: Sequence[SubjectQuarter], noun: str) -> Iterator[Block]:
    if not sites:
        yield Text("未配置政府网站，未统计。")
        return
    failed = [
        (one, rule) for one in sites for rule in one.rules if rule.veto and rule.outcome is Outcome.FAIL
    ]
    if failed:
        yield Text(f"发现单项否决问题{len(failed)}项，涉及{noun}{len({one.id for one, _ in failed})}个：")
        for one, rule in failed:
            when = day_text(day_of(rule.at))
            yield Text(
                f"{clean(rule.name)}。{official(rule.reason)}（监测时间点{when}）{_since(rule)}。",
                lead=f"{clean(one.name)}：",
            )
    else:
        yield Text(f"各监测时间点均未发现{noun}单项否决问题；尚不能判定的指标不作为合格，见本通报第七部分。")
    yield veto_table(sites, noun)


def _since(rule: Worst) -> str:
    """What the last point said, when that was better."""
    if rule.latest is Outcome.PASS:
        return "，至最后一个监测时间点已恢复合格"
    return "，最后一个监测时间点未能判定" if rule.latest is Outcome.UNKNOWN else ""


def _pairs(quarterly: Quarterly, id: str) -> list[Pair]:
    return [(one, rule) for one in quarterly.of_kind("site") if (rule := one.rule(id)) is not None]


def _rule(quarterly: Quarterly, id: str, name: str, words: Callable[[Worst], str]) -> Iterator[Block]:
    """Who failed and why; how many passed; who cannot be told and why."""
    pairs = _pairs(quarterly, id)
    if not pairs:
        yield Text(f"“{name}”指标本季度未监测。")
        return
    by = {outcome: [pair for pair in pairs if pair[1].outcome is outcome] for outcome in Outcome}
    said = []
    if by[Outcome.FAIL]:
        faults = "；".join(f"{clean(one.name)}（{words(rule)}）" for one, rule in by[Outcome.FAIL][:SHOWN])
        said.append(f"存在“{name}”问题的网站{len(by[Outcome.FAIL])}个：{faults}。")
    if by[Outcome.PASS]:
        said.append(f"{len(by[Outcome.PASS])}个网站未达到“{name}”的否决标准。")
    if by[Outcome.NOT_APPLICABLE]:
        said.append(f"{len(by[Outcome.NOT_APPLICABLE])}个网站不适用该指标。")
    if by[Outcome.UNKNOWN]:
        whys = "；".join(
            f"{clean(one.name)}（{official(rule.reason)}）" for one, rule in by[Outcome.UNKNOWN][:SHOWN]
        )
        said.append(f"尚不能判定的网站{len(by[Outcome.UNKNOWN])}个：{whys}。")
    yield Text("".join(said))


def _visits(rule: Worst) -> str:
    measured = rule.measured
    return f"有效访问{measured.get('visits')}次，打不开{measured.get('failed')}次，占{measured.get('failed_percent')}%"


def _columns(quarterly: Quarterly) -> Iterator[Block]:
    yield from _rule(
        quarterly, "columns_stale", "栏目不更新（动态要闻、通知政策类）", lambda rule: official(rule.reason)
    )
    yield from _rule(
        quarterly, "columns_overdue", "栏目不更新（应更新但长期未更新）", lambda rule: official(rule.reason)
    )
    late = quarterly.late
    if late:
        fixed = sum(one.since_fixed for one in late)
        tail = f"，其中{fixed}个至最后一个监测时间点已恢复更新" if fixed else ""
        yield Text(f"各监测时间点更新不及时的栏目共{len(late)}个{tail}。下列单位维护的栏目更新情况较差：")
        for unit, rows in _by_unit(late[:SHOWN]):
            yield Text(f"负责维护的{'；'.join(_late(one) for one in rows)}。", lead=f"{unit}：")
        if len(late) > SHOWN:
            yield Text(f"其余{len(late) - SHOWN}个栏目见附件B。")
    else:
        yield Text("各监测时间点未确认有更新不及时的栏目；未能监测的栏目不作为按时更新。")
    yield Text(_frequencies(quarterly))


def _by_unit(rows: Sequence[ColumnRow]) -> list[tuple[str, list[ColumnRow]]]:
    found: dict[str, list[ColumnRow]] = {}
    for one in rows:
        found.setdefault(clean(one.unit) or "维护单位未配置", []).append(one)
    return list(found.items())


def _late(one: ColumnRow) -> str:
    name = f"{clean(one.site_name)}“{clean(one.name)}”栏目"
    if one.newest is None:
        return f"{name}{official(one.reason)}"
    if one.since_fixed:
        return f"{name}{day_text(one.newest)}后未及时更新，一度超期{one.days_over}天，至最后一个监测时间点已恢复更新"
    over = f"，已超期{one.days_over}天" if one.days_over else ""
    return f"{name}{day_text(one.newest)}至今未更新{over}"


def _frequencies(quarterly: Quarterly) -> str:
    rows = quarterly.frequencies
    if not rows:
        return "未配置栏目的更新频率，未按季度频次统计。"
    by = {outcome: [one for one in rows if one.outcome is outcome] for outcome in Outcome}
    said = f"按栏目声明的更新频率对整个季度统计，{len(rows)}个栏目中达到频次要求的{len(by[Outcome.PASS])}个"
    if by[Outcome.FAIL]:
        names = joined(
            [f"“{clean(one.name)}”（{one.frequency}，{official(one.reason)}）" for one in by[Outcome.FAIL]],
            10,
        )
        said += f"，未达到的{len(by[Outcome.FAIL])}个：{names}"
    if by[Outcome.UNKNOWN]:
        said += f"；尚不能判定的{len(by[Outcome.UNKNOWN])}个"
    return f"{said}。"


def _blank(quarterly: Quarterly) -> Iterator[Block]:
    yield from _rule(quarterly, "columns_blank", "空白栏目", lambda rule: official(rule.reason))
    if quarterly.blank:
        names = joined([f"{clean(one.site_name)}“{clean(one.name)}”" for one in quarterly.blank], 20)
        yield Text(f"经不同日期核对确认的空白栏目{len(quarterly.blank)}个：{names}（详见附件C）。")


def _messages(quarterly: Quarterly) -> Iterator[Block]:
    yield from _rule(quarterly, "replies_late", "留言超过3个月未回应", lambda rule: official(rule.reason))
    known = [rule.measured for _, rule in _pairs(quarterly, "replies_late") if rule.measured.get("messages")]
    if known:
        total, answered = _sum(known, "messages"), _sum(known, "answered")
        yield Text(
            f"监测到的近一年有效留言{total}件，已答复{answered}件，答复率{100 * answered / total:.1f}%，"
            f"超期未答复{_sum(known, 'overdue')}件（详见附件D，不含个人信息）。"
        )


def _sum(rows: Sequence[object], key: str) -> int:
    return sum(value for row in rows if isinstance(row, dict) and isinstance(value := row.get(key), int))
