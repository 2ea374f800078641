"""Part two of the notice: government websites (政府网站), indicator by indicator; every figure from `Quarterly`."""

import re
from collections.abc import Iterator, Sequence

from monitor.domain.finding import Owed
from monitor.domain.timing import day_of
from monitor.domain.verdict import Clause, Outcome
from monitor.quarter.figures import Quarterly
from monitor.quarter.rows import SubjectQuarter, Worst
from monitor.regulations.editions import item_of
from monitor.report.blocks import Block, HeadingBlock, TableBlock, TextBlock
from monitor.report.days import days_said
from monitor.report.part_columns import blank_blocks, column_blocks
from monitor.report.part_output import output_blocks
from monitor.report.words import bracketed, clean, day_text, indicator, joined, official, percent
from monitor.rules.base import Chapter, reported_in, rule_of
from monitor.wording.amounts import period_of

#: Subjects written out in the body under one heading; the annexes hold all.
SHOWN = 20

Pair = tuple[SubjectQuarter, Worst]


def site_blocks(quarterly: Quarterly, clauses: Sequence[Clause]) -> Iterator[Block]:
    """All of the part."""
    yield HeadingBlock(1, "政府网站维护情况")
    yield HeadingBlock(2, "单项否决指标")
    yield from _vetoes(quarterly)
    yield from _chapter(quarterly, clauses, Chapter.AVAILABILITY)
    yield from _exempt(quarterly)
    yield from _chapter(quarterly, clauses, Chapter.HOMEPAGE)
    yield from _chapter(quarterly, clauses, Chapter.COLUMNS)
    yield from column_blocks(quarterly)
    yield from _chapter(quarterly, clauses, Chapter.BLANK_COLUMNS)
    yield from blank_blocks(quarterly)
    yield from _chapter(quarterly, clauses, Chapter.INTERACTION)
    yield from _messages(quarterly, clauses)
    yield from _chapter(quarterly, clauses, Chapter.SERVICES)
    yield from _chapter(quarterly, clauses, Chapter.OTHER)
    yield TextBlock("链接可用性、网站标识、IPv6支持、站内搜索等计分指标由评分表另行反映，本报告未统计。")
    yield HeadingBlock(2, "信息发布")
    yield from output_blocks(quarterly)


def _chapter(quarterly: Quarterly, clauses: Sequence[Clause], chapter: Chapter) -> Iterator[Block]:
    """The heading of *chapter*, and what every rule that is reported in it said."""
    yield HeadingBlock(2, chapter.value)
    for rule in reported_in(chapter):
        if rule.notice is not None and rule.notice.words and rule.subject == "site":
            yield from rule_text(quarterly, rule.id, _filled(rule.notice.words, rule.id, clauses))


def _filled(words: str, rule: str, clauses: Sequence[Clause]) -> str:
    """*words* with each `{limit:period}` as the *clauses* of that rule have it."""
    return re.sub(r"\{(\w+):period\}", lambda found: period_of(clauses, rule, found[1]) or "期限", words)


def veto_table(subjects: Sequence[SubjectQuarter], noun: str) -> TableBlock:
    """Every veto with how many subjects passed, failed, stay unknown."""
    rules: dict[str, list[Worst]] = {}
    for one in subjects:
        for rule in one.rules:
            if rule.veto:
                name = item_of(rule.name) if rule.people else rule.name
                rules.setdefault(name, []).append(rule)
    rows = []
    for name, verdicts in rules.items():
        tally = {outcome: sum(one.outcome is outcome for one in verdicts) for outcome in Outcome}
        waits = all(one.people for one in verdicts) and tally[Outcome.UNKNOWN]
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
    return TableBlock(
        title=f"{noun}单项否决指标判定情况（个）",
        headings=("指标", "合格", "不合格", "尚不能判定", "不适用", "备注"),
        rows=rows,
        widths=(22, 6, 7, 11, 7, 10),
    )


def _vetoes(quarterly: Quarterly) -> Iterator[Block]:
    sites = quarterly.of_kind("site")
    if not sites:
        yield TextBlock("未登记政府网站，未统计。")
        return
    failed = [(one, rules) for one in sites if (rules := failing(one))]
    if failed:
        rules = [rule for _, found in failed for rule in found]
        mended = sum(rule.latest is Outcome.PASS for rule in rules)
        tail = f"，其中{mended}项至最后一个监测时间点已恢复合格" if mended else ""
        days = "" if all(rule.is_point for rule in rules) else "和日常监测"
        yield TextBlock(f"各监测时间点{days}发现单项否决问题{len(rules)}项，涉及网站{len(failed)}个{tail}：")
        for one, found in failed[:SHOWN]:
            names = "；".join(f"{indicator(rule.name)}{when(rule, quarterly)}" for rule in found)
            yield TextBlock(f"{names}。", lead=f"{clean(one.name)}：")
        if len(failed) > SHOWN:
            yield TextBlock(f"其余{len(failed) - SHOWN}个网站见附件A。")
    else:
        yield TextBlock(_none_failed(sites))
    yield veto_table(sites, "网站")


def _none_failed(sites: Sequence[SubjectQuarter]) -> str:
    """That no veto failed, said of those alone that could be told."""
    vetoes = [rule for one in sites for rule in one.rules if rule.veto]
    open = "尚不能判定的指标不作为合格，见本报告第七部分。"
    if not any(rule.outcome is Outcome.PASS for rule in vetoes):
        return f"网站单项否决指标均无合格或不合格的结论；{open}"
    if any(rule.outcome is Outcome.UNKNOWN for rule in vetoes):
        return f"各监测时间点和日常监测中，已判定的指标未发现网站单项否决问题；{open}"
    return "各监测时间点和日常监测均未发现网站单项否决问题。"


def failing(one: SubjectQuarter) -> list[Worst]:
    """Its vetoes that failed at some point."""
    return [rule for rule in one.rules if rule.veto and rule.outcome is Outcome.FAIL]


def when(rule: Worst, quarterly: Quarterly) -> str:
    """On which day that was, how many days it was so, and what the last point said, when it was better."""
    parts = []
    if not rule.is_point:
        parts.append(f"{day_text(day_of(rule.at))}日常监测")
    elif len(quarterly.points) > 1:
        parts.append(f"{day_text(day_of(rule.at))}监测")
    if len(rule.failed) > 1:
        parts.append(f"触发单项否决的日期为{days_said(rule.failed)}")
    if rule.latest is Outcome.PASS:
        parts.append("至最后一个监测时间点已恢复合格")
    elif rule.latest is Outcome.UNKNOWN:
        parts.append("最后一个监测时间点未能判定")
    return f"（{'，'.join(parts)}）" if parts else ""


def why(rule: Worst) -> str:
    """Why it failed: by the visits that it counted where it did, else in the verdict's words."""
    visits, failed = rule.measured.get("visits"), rule.measured.get("failed")
    if not isinstance(visits, int) or not isinstance(failed, int) or not visits:
        return official(rule.reason)
    return f"有效访问{visits}次，打不开{failed}次，占{percent(failed, visits, 2)}"


def rule_text(quarterly: Quarterly, id: str, name: str) -> Iterator[Block]:
    """Who failed and why; how many passed; who cannot be told and why."""
    pairs = [(one, rule) for one in quarterly.of_kind("site") if (rule := one.rule(id)) is not None]
    if not pairs:
        yield TextBlock(f"“{name}”指标本季度未监测。")
        return
    by = {outcome: [pair for pair in pairs if pair[1].outcome is outcome] for outcome in Outcome}
    said = []
    if failed := by[Outcome.FAIL]:
        faults = "；".join(
            f"{clean(one.name)}，{why(rule)}{when(rule, quarterly)}" for one, rule in failed[:SHOWN]
        )
        more = f"；其余{len(failed) - SHOWN}个见附件A" if len(failed) > SHOWN else ""
        said.append(f"存在“{name}”问题的网站{len(failed)}个：{faults}{more}。")
    if passed := by[Outcome.PASS]:
        are_all = len(passed) == len(quarterly.of_kind("site"))
        said.append(
            f"{len(passed)}个网站均不构成“{name}”单项否决。" if are_all
            else f"不构成{'该项' if failed else f'“{name}”单项'}否决的网站{len(passed)}个。"
        )  # fmt: skip
    if free := by[Outcome.NOT_APPLICABLE]:
        said.append(f"不适用{'该' if said else f'“{name}”'}指标的网站{len(free)}个。")
    if unknown := by[Outcome.UNKNOWN]:
        said.append(f"{'' if said else f'“{name}”指标'}尚不能判定的网站{len(unknown)}个：{_whys(unknown)}。")
    yield TextBlock("".join(said))


def _whys(pairs: Sequence[Pair]) -> str:
    """Those that cannot be told, with the reason said once."""
    alike: dict[str, list[str]] = {}
    for one, rule in pairs:
        alike.setdefault(official(rule.reason), []).append(clean(one.name))
    shown = [f"{joined(names, 8)}{bracketed(reason)}" for reason, names in list(alike.items())[:SHOWN]]
    return "；".join(shown) + ("；其余见附件L" if len(alike) > SHOWN else "")


def _exempt(quarterly: Quarterly) -> Iterator[Block]:
    rows = quarterly.exempt
    if not rows:
        return
    shown = "；".join(
        clean(one.name)
        + bracketed(
            f"{day_text(one.first)}至{day_text(one.last)}，{clean(one.reason, 60)}，"
            f"{clean(one.approved_by, 40)}{clean(one.document, 60)}"
        )
        for one in rows[:SHOWN]
    )
    more = f"等{len(rows)}次" if len(rows) > SHOWN else ""
    yield TextBlock(
        f"经批准临时关停的网站{len({one.site for one in rows})}个，关停期间的访问不作为判定依据：{shown}{more}。"
    )


def _messages(quarterly: Quarterly, clauses: Sequence[Clause]) -> Iterator[Block]:
    """How many messages there were, and how many were answered."""
    id = rule_of(Owed.MESSAGE).id
    window = period_of(clauses, id, "window_months")
    rules = [rule for one in quarterly.of_kind("site") if (rule := one.rule(id)) is not None]
    known = [rule.measured for rule in rules if rule.measured.get("messages")]
    total, answered, overdue = (_sum(known, key) for key in ("messages", "answered", "overdue"))
    if not total:
        return
    said = f"监测到的{f'近{window}' if window else ''}有效留言{total}件，已答复{answered}件，答复率{percent(answered, total)}"
    said += f"，超期未答复{overdue}件（详见附件D，不含个人信息）" if overdue else "，未发现超期未答复的留言"
    if struck := _sum(known, "excluded"):
        said += f"；经责任人核实不作为有效留言的{struck}件，未计入"
    yield TextBlock(f"{said}。")


def _sum(rows: Sequence[object], key: str) -> int:
    return sum(value for row in rows if isinstance(row, dict) and isinstance(value := row.get(key), int))
