"""The annex tables A to K of the canonical outline, and L: what stays open: one row model for the Word file and the workbook."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from monitor.domain.finding import Owed
from monitor.domain.sentence import Text
from monitor.domain.timing import day_of
from monitor.domain.verdict import Clause, Outcome
from monitor.quarter.figures import Quarterly
from monitor.quarter.packed_rows import PackedRows, RowsOf
from monitor.quarter.rows import (
    Figure,
    GroupOutput,
    LateColumnRow,
    LateMessageRow,
    Open,
    ProblemRow,
    SubjectQuarter,
)
from monitor.quarter.settle import by_remedy
from monitor.regulations.editions import item_of, load_edition
from monitor.report.blocks import Annex, Cell, TableBlock
from monitor.report.days import days_said
from monitor.report.grounds import EVIDENCE, listed
from monitor.report.part_media import updates_of, updates_period
from monitor.report.words import (
    bracketed,
    clean,
    confirmed,
    day_text,
    limit_words,
    moment_words,
    named,
    official,
    quarter_text,
)
from monitor.rules.base import rule_of
from monitor.wording.amounts import period_of
from monitor.wording.labels import CONCLUSIONS, OUTCOMES, PLATFORMS
from monitor.wording.say import for_document, label

_ONLY_EXCEL = frozenset({EVIDENCE, "网址", "平均监测覆盖率（%）"})


def annexes(quarterly: Quarterly, clauses: Sequence[Clause]) -> tuple[Annex, ...]:
    """All annexes in order. *clauses*: those that judged anything."""
    name = quarter_text(quarterly.quarter)
    towns, departments = quarterly.output.groups or (GroupOutput(name="镇街"), GroupOutput(name="部门"))
    return (
        Annex("A", _sites(quarterly, name)),
        Annex("B", _columns(quarterly.late, f"{name}更新不及时的栏目")),
        Annex("C", _columns(quarterly.blank, f"{name}空白栏目")),
        Annex("D", _messages(quarterly, name, clauses)),
        Annex("E", _accounts(quarterly, name, clauses)),
        Annex("F", _output(towns, quarterly, f"{name}{clean(towns.name)}政府网站信息更新情况")),
        Annex("G", _output(departments, quarterly, f"{name}{clean(departments.name)}政府网站信息更新情况")),
        Annex("H", _disclosure(quarterly, name)),
        Annex("I", _problems(quarterly, name)),
        Annex("J", _filing()),
        Annex("K", _rules(clauses)),
        Annex("L", _open(quarterly, name)),
    )


def _sites(quarterly: Quarterly, name: str) -> TableBlock:
    sites = quarterly.of_kind("site")

    def row(one: SubjectQuarter) -> Sequence[Cell]:
        fails = [rule for rule in one.rules if rule.outcome is Outcome.FAIL]
        unknown = [rule for rule in one.rules if rule.outcome is Outcome.UNKNOWN]
        seen = [rule.coverage for rule in one.rules if not rule.people]
        before = CONCLUSIONS[one.before] if one.before is not None else "无记录"
        return (
            clean(one.name), clean(one.unit), CONCLUSIONS[one.conclusion], before,
            "；".join(f"{clean(rule.name)}{bracketed(official(rule.reason, 120))}" for rule in fails) or "未确认问题",
            len(unknown), round(100 * sum(seen) / len(seen), 1) if seen else None,
            listed([id for rule in fails for id in rule.evidence]),
        )  # fmt: skip

    return TableBlock(
        title=f"{name}政府网站检查结果",
        headings=(
            "网站",
            "主办单位",
            "结论",
            "上季度",
            "存在的问题",
            "尚不能判定项",
            "平均监测覆盖率（%）",
            EVIDENCE,
        ),
        rows=RowsOf.each(sites, row),
        widths=(16, 14, 10, 10, 32, 8, 8, 24),
        only_excel=_ONLY_EXCEL,
        note="待人工确认的指标计入“尚不能判定项”。",
        empty="未登记政府网站，未统计。",
    )


def _columns(columns: Sequence[LateColumnRow], title: str) -> TableBlock:
    def row(one: LateColumnRow) -> Sequence[Cell]:
        return (
            clean(one.site_name), clean(one.name), clean(one.unit), official(one.frequency) or _asked(one),
            one.newest or "—", one.due_on or "—", one.days_over, day_of(one.at),
            _now(one), confirmed(one.reason), one.url, listed(one.evidence),
        )  # fmt: skip

    return TableBlock(
        title=title,
        headings=("网站", "栏目", "维护单位", "要求", "最新日期", "应更新于", "超期天数", "监测时间点", "目前", "情况", "网址", EVIDENCE),
        rows=RowsOf.each(columns, row),
        widths=(14, 14, 14, 8, 10, 10, 6, 10, 8, 24, 30, 24),
        only_excel=_ONLY_EXCEL | {"情况"},
        empty="各监测时间点未确认此类栏目。",
    )  # fmt: skip


def _asked(one: LateColumnRow) -> str:
    """What the clause asks of a column that declares no frequency: 动态要闻类，应每2周更新."""
    duty = one.reason.params.get("duty")
    return for_document(duty) if isinstance(duty, Text) else "按条款"


def _now(one: LateColumnRow) -> str:
    """How a column stands at the last point: what could not be told then is not called late."""
    if one.latest is Outcome.FAIL:
        return label("column_state", one.state)
    return {Outcome.PASS: "已恢复", Outcome.UNKNOWN: "未能判定"}.get(one.latest, "不再要求")


def _messages(quarterly: Quarterly, name: str, clauses: Sequence[Clause]) -> TableBlock:
    def row(one: LateMessageRow) -> Sequence[Cell]:
        return (
            clean(one.site_name), clean(one.id, 60), clean(one.title, 60), clean(one.unit),
            date.fromisoformat(one.submitted), date.fromisoformat(one.due_on), one.days_over, day_of(one.at),
            {Outcome.FAIL: "未答复", Outcome.PASS: "已办结"}.get(one.latest, "未能判定"), listed(one.evidence),
        )  # fmt: skip

    return TableBlock(
        title=f"{name}超过{period_of(clauses, rule_of(Owed.MESSAGE).id, 'answer_months') or '期限'}未回应的留言",
        headings=("网站", "留言编号", "标题（已隐去个人信息）", "承办单位", "提交日期", "应答复于", "超期天数", "监测时间点", "目前", EVIDENCE),
        rows=RowsOf.each(quarterly.messages, row),
        widths=(16, 12, 24, 14, 10, 10, 6, 10, 8, 24),
        only_excel=_ONLY_EXCEL,
        empty="各监测时间点未确认超期未回应的留言。",
    )  # fmt: skip


def _accounts(quarterly: Quarterly, name: str, clauses: Sequence[Clause]) -> TableBlock:
    accounts = quarterly.of_kind("account")

    def row(one: SubjectQuarter) -> Sequence[Cell]:
        silent = updates_of(one)
        fails = [rule for rule in one.rules if rule.outcome is Outcome.FAIL]
        return (
            clean(one.name), PLATFORMS.get(one.platform, one.platform), clean(one.unit),
            OUTCOMES[silent.outcome] if silent else "未监测", (silent.newest if silent else None) or "—",
            "；".join(clean(rule.name) for rule in fails) or "未确认问题", CONCLUSIONS[one.conclusion],
            listed([id for rule in fails for id in rule.evidence]),
        )  # fmt: skip

    return TableBlock(
        title=f"{name}政务新媒体考核情况",
        headings=(
            "账号",
            "平台",
            "主办单位",
            f"{updates_period(clauses) or '期限'}内更新",
            "最新发布",
            "存在问题",
            "结论",
            EVIDENCE,
        ),
        rows=RowsOf.each(accounts, row),
        widths=(16, 10, 16, 10, 10, 20, 10, 24),
        only_excel=_ONLY_EXCEL,
        empty="未登记政务新媒体账号，未统计。",
    )


def _output(group: GroupOutput, quarterly: Quarterly, title: str) -> TableBlock:
    months = [quarterly.first.month + n for n in range(3)]
    words = {
        Outcome.PASS: "达到",
        Outcome.FAIL: "未达到",
        Outcome.UNKNOWN: "待核实",
        Outcome.NOT_APPLICABLE: "—",
    }
    minimum = quarterly.output.minimum
    return TableBlock(
        title=title,
        headings=("序号", "单位", *(f"{one}月" for one in months), "合计", "其中待核实", "是否达到要求", "说明", EVIDENCE),
        rows=[
            (
                n, clean(one.name), *(_number(figure) for figure in one.months), _number(one.total), one.total.claimed,
                words[one.outcome], official(one.reason), listed(one.total.evidence),
            )
            for n, one in enumerate(group.units, 1)
        ],
        widths=(5, 22, 6, 6, 6, 7, 9, 10, 26, 24),
        only_excel=_ONLY_EXCEL,
        note=(f"要求：每月{minimum}条及以上。" if minimum else "每月发布要求未登记。")
        + "“其中待核实”为仅据栏目列表日期、稿件页尚未核实的条数。",
        empty=f"{clean(group.name)}名单未登记，未统计。",
    )  # fmt: skip


def _number(figure: Figure) -> Cell:
    return figure.value if figure.value is not None else official(figure.note)


def _disclosure(quarterly: Quarterly, name: str) -> TableBlock:
    interpreted = {one.unit: one for one in quarterly.disclosure.by_unit}
    rows: list[Sequence[Cell]] = []
    for one in quarterly.disclosure.units:
        own = interpreted.get(one.unit)
        said = "未见" if not one.count.value and one.outcome is Outcome.UNKNOWN else ""
        rows.append(
            (
                clean(one.name), _number(one.count), "为0" if one.outcome is Outcome.FAIL else said,
                own.quarter.value if own else "未统计", own.year.value if own else "未统计",
                own.graphic if own else "未统计", own.audiovisual if own else "未统计", own.unstated if own else "未统计",
                listed([*one.count.evidence, *(own.year.evidence if own else ())]),
            )
        )  # fmt: skip
    return TableBlock(
        title=f"{name}政府信息主动公开和政策解读情况",
        headings=(
            "单位",
            "主动公开（条）",
            "备注",
            "本季度解读",
            "本年度解读",
            "图文",
            "音视频",
            "形式待核",
            EVIDENCE,
        ),
        rows=rows,
        widths=(22, 9, 8, 8, 8, 6, 7, 8, 24),
        only_excel=_ONLY_EXCEL,
        empty="主动公开栏目或单位名单未登记，未统计。",
    )


def _problems(quarterly: Quarterly, name: str) -> TableBlock:
    def row(one: ProblemRow) -> Sequence[Cell]:
        return (
            one.number, named(one.subject, one.platform), clean(one.unit), clean(one.indicator), confirmed(one.text),
            days_said(one.days) or "—", listed(one.evidence), "",
        )  # fmt: skip

    return TableBlock(
        title=f"{name}问题清单",
        headings=("编号", "对象", "责任单位", "指标", "问题", "日期", EVIDENCE, "整改情况"),
        rows=RowsOf.each(quarterly.problems, row),
        widths=(12, 14, 13, 13, 28, 16, 24, 10),
        only_excel=_ONLY_EXCEL,
        note="仅列已确认的问题；“日期”为季度内触发单项否决的日期。",
        empty="各监测时间点未确认问题。",
    )


def _open(quarterly: Quarterly, name: str) -> TableBlock:
    """Machine indicators and columns by what would settle them; what waits for signatures by subject."""
    rows = cache(lambda: _open_rows(quarterly))  # made where the annex is written, once for all files
    return TableBlock(
        title=f"{name}尚不能判定事项",
        headings=("对象", "指标或栏目", "原因", "查清办法"),
        rows=RowsOf(lambda: rows()),
        widths=(16, 20, 26, 30),
        empty="无。",
    )


def _open_rows(quarterly: Quarterly) -> PackedRows[Sequence[Cell]]:
    signing: dict[str, list[str]] = {}

    def by_machine() -> Iterator[Open]:
        for one in quarterly.open:
            if one.people:
                signing.setdefault(named(one.name, one.platform), []).append(item_of(one.indicator))
            else:
                yield one

    def row(one: Open) -> Sequence[Cell]:
        needs = official(one.needs) or "重新监测或人工核对"
        return named(one.name, one.platform), clean(one.indicator), official(one.reason), needs

    found = PackedRows[Sequence[Cell]]()
    for alike in by_remedy(by_machine(), row).values():
        found.extend(alike)
    found.extend(
        (subject, "、".join(lines), "待人工确认", "责任人核查后签字") for subject, lines in signing.items()
    )
    return found


def _filing() -> TableBlock:
    """An empty form; what is asked for is what a register of accounts holds."""
    items = (
        "账号名称",
        "平台",
        "账号主体",
        "主办单位",
        "账号网址或编号",
        "开设（关停）日期",
        "开设（关停）原因",
        "分管领导",
        "管理员及电话",
        "审批意见",
    )
    return TableBlock(title="政务新媒体开设（关停）备案登记表", headings=("项目", "填写内容"), rows=[(one, "") for one in items], widths=(18, 50))  # fmt: skip


def _rules(clauses: Sequence[Clause]) -> TableBlock:
    """The clauses' own words and limits."""
    return TableBlock(
        title="指标条款和限值",
        headings=("适用文件", "对象", "指标", "条款原文", "限值", "出处"),
        rows=[
            (
                load_edition(one.edition).title, {"site": "网站", "account": "新媒体"}.get(one.subject, one.subject), clean(one.name),
                clean(one.text, 600), "；".join(limit_words(name, limit) for name, limit in one.limit.items())
                or ("人工确认" if one.people else "—"), clean(one.source),
            )
            for one in clauses
        ],
        widths=(20, 9, 18, 42, 28, 24),
        only_excel=_ONLY_EXCEL | {"适用文件"},
    )  # fmt: skip


def as_of_line(quarterly: Quarterly) -> str:
    """Under every sheet's title: what the figures rest on."""
    state = "" if quarterly.over else "（季度尚未结束，初步情况）"
    days = f"{day_text(quarterly.first)}至{day_text(quarterly.last)}"
    return f"统计区间{days}，数据截至{moment_words(quarterly.as_of)}，知悉时点{moment_words(quarterly.known_by)}{state}"
