"""What was collected on an indicator (采集情况), from verdicts, in the words of the people who score."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from monitor.domain.verdict import Outcome, Verdict, VerdictPart
from monitor.scores.period import IndicatorFact
from monitor.wording.say import for_unit, label

#: Figures of verdicts that people read, in this order; whatever else was measured is in the feed.
FIGURES: Mapping[str, str] = {
    "visits": "有效访问次数",
    "failed": "未打开次数",
    "failed_percent": "未打开占比（%）",
    "blocked": "被拦截次数",
    "days_covered": "覆盖天数",
    "snapshot_days": "首页快照天数",
    "boards": "留言栏目",
    "messages": "一年内留言",
    "answered": "已答复",
    "overdue": "超期未答复",
    "answered_late": "超期才答复",
    "median_days": "答复用时中位数（天）",
    "p90_days": "九成答复用时不超过（天）",
    "elements_percent": "要素齐备率（%）",
    "statistics_url": "统计数据页面",
    "guides": "办事指南",
    "read": "已读取",
    "posts": "发布条数",
    "newest": "最新日期",
    "due_on": "最迟更新日期",
    "days_left": "距超期天数",
}
#: So many columns that are overdue are named; the rest are counted.
NAMED_COLUMNS = 8


def collected(
    deciding: Sequence[Verdict], facts: Sequence[Verdict], columns: Mapping[str, str]
) -> tuple[str, ...]:
    """
    Lines on what was seen for one indicator; *columns*: names of columns by id.

    Verdicts that decide come first. Where several do, each has one line.
    """
    if len(deciding) > 1:
        return tuple(_brief(one) for one in deciding)
    lines = [line for one in deciding for line in _full(one, columns)]
    for one in facts:
        lines.append(f"【参考】{one.clause.name}：{for_unit(one.reason)}")
        lines += _overdue(one.columns, columns)
    return tuple(lines)


def fact_lines(fact: IndicatorFact) -> tuple[str, ...]:
    """What one figure of the period says, and what it still needs where it is open."""
    said = f"{fact.name}：{for_unit(fact.reason)}"
    open_one = fact.needs is not None and fact.outcome in (None, Outcome.UNKNOWN)
    return (said, f"尚需：{for_unit(fact.needs)}") if open_one and fact.needs is not None else (said,)


def evidence_of(verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    """The ids of all evidence behind *verdicts*, each once, in order."""
    return tuple(dict.fromkeys(id for one in verdicts for id in one.evidence))


def _brief(verdict: Verdict) -> str:
    if verdict.outcome is Outcome.UNKNOWN and verdict.clause.people:
        return f"{verdict.clause.name}：{for_unit(verdict.reason)}"
    line = f"{verdict.clause.name}：{label('outcome_scored', verdict.outcome)}"
    return (
        line
        if verdict.outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE)
        else f"{line}，{for_unit(verdict.reason)}"
    )


def _full(verdict: Verdict, columns: Mapping[str, str]) -> Iterator[str]:
    yield for_unit(verdict.reason)
    figures = "；".join(_figures(verdict.measured))
    if figures:
        yield figures
    yield from _overdue(verdict.columns, columns)
    if verdict.needs is not None and not verdict.clause.people:  # what people sign needs no telling here
        yield f"尚需：{for_unit(verdict.needs)}"
    if verdict.confirmed_by:
        yield f"确认人：{verdict.confirmed_by}"


def _figures(measured: Mapping[str, object]) -> Iterator[str]:
    for key, name in FIGURES.items():
        value = measured.get(key)
        if isinstance(value, Mapping):
            value = "、".join(f"{name}{part}" for name, part in value.items() if part is not None)
        if value is not None and value != "":
            yield f"{name}{'' if str(value)[:1].isdigit() else ' '}{value}"


def _overdue(verdicts: Sequence[VerdictPart], names: Mapping[str, str]) -> Iterator[str]:
    bad = [one for one in verdicts if one.outcome is Outcome.FAIL]
    if bad:
        more = f" 等{len(bad)}个" if len(bad) > NAMED_COLUMNS else ""
        yield "未达要求的栏目：" + "、".join(_column(one, names) for one in bad[:NAMED_COLUMNS]) + more


def _column(one: VerdictPart, names: Mapping[str, str]) -> str:
    name = names.get(one.id, one.id)
    if one.newest is None:
        return f"{name}（空白）" if one.state == "blank" else name
    return f"{name}（最新{one.newest}）"
