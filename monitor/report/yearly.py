"""The year's report (年度监测报告): quarters side by side, units and subjects through the year."""

import json
from collections.abc import Iterator, Mapping, Sequence

from monitor.domain.timing import day_of
from monitor.domain.verdict import Conclusion, Outcome
from monitor.quarter.figures import Quarterly
from monitor.quarter.rows import Figure
from monitor.quarter.settings import ReportSettings
from monitor.quarter.year import Yearly, YearSubject, is_watched, year_draft_reasons, year_json
from monitor.regulations.editions import heading_and_item
from monitor.report.blocks import Annex, Block, Cell, HeadingBlock, TableBlock, TextBlock
from monitor.report.days import days_said
from monitor.report.grounds import EVIDENCE, listed
from monitor.report.notice import notice_docx
from monitor.report.notice_text import DRAFT, Notice
from monitor.report.part_output import PRAISED, counted
from monitor.report.tables import tables_parts
from monitor.report.words import NUMERALS, clean, joined, moment_words, named, official
from monitor.wording.labels import CONCLUSIONS

#: Faults and units named in the text; the annexes hold all.
SHOWN = 20


def year_files(yearly: Yearly, settings: ReportSettings) -> Mapping[str, bytes]:
    """Report, tables and numbers of the year as bytes; the same figures give the same bytes."""
    report = year_report(yearly, settings)
    state = "" if yearly.over else "（年度尚未结束，初步情况）"
    line = f"数据截至{moment_words(yearly.as_of)}，知悉时点{moment_words(yearly.known_by)}{state}"
    text = json.dumps(year_json(yearly), ensure_ascii=False, indent=1, allow_nan=False)
    return {
        f"{yearly.year}-年度监测报告.docx": notice_docx(report, yearly.as_of),
        f"{yearly.year}-年度附表.xlsx": b"".join(tables_parts(report, line, yearly.as_of)),
        f"{yearly.year}-numbers.json": f"{text}\n".encode("utf-8", "backslashreplace"),
    }


def year_report(yearly: Yearly, settings: ReportSettings) -> Notice:
    """The report that says *yearly*."""
    head = settings.letterhead
    drafted = year_draft_reasons(yearly, settings)
    media = "和政务新媒体" if yearly.of_kind("account") else ""
    marks = [*([DRAFT] if drafted else []), *([] if yearly.over else [f"初步情况：{yearly.year}年尚未结束"])]
    tables = tuple(_annexes(yearly))
    return Notice(
        title=f"{yearly.year}年度{clean(head.area)}政府网站{media}监测报告",
        draft=tuple(official(one) for one in drafted),
        body=tuple(_blocks(yearly)),
        attachments=tuple(f"{n}.{one.table.title}" for n, one in enumerate(tables, 1)),
        signer=clean(head.signer),
        signed_on=head.signed_on if yearly.over and head.signed_on else day_of(yearly.as_of),
        mark="　".join(marks),
        annexes=tables,
    )


def _quarter(one: Quarterly) -> str:
    return f"第{NUMERALS[int(one.quarter[-1])]}季度"


def _blocks(yearly: Yearly) -> Iterator[Block]:
    yield HeadingBlock(1, "总体情况")
    yield TextBlock(_scope(yearly))
    for kind, noun in (("site", "政府网站"), ("account", "政务新媒体")):
        if subjects := yearly.of_kind(kind):
            yield _conclusions(yearly, subjects, noun)
    yield HeadingBlock(1, "政府网站维护情况")
    yield TextBlock(_faults(yearly.of_kind("site"), "网站", 3))
    yield HeadingBlock(1, "信息发布情况")
    yield TextBlock(_output(yearly))
    yield HeadingBlock(1, "政务新媒体平台维护情况")
    yield TextBlock(_faults(yearly.of_kind("account"), "政务新媒体", 3))
    yield HeadingBlock(1, "政府信息公开与解读情况")
    yield TextBlock(_disclosure(yearly))


def _scope(yearly: Yearly) -> str:
    unseen = [_quarter(one) for one in yearly.quarters if not is_watched(one)]
    said = (
        f"本报告汇总{yearly.year}年已开始的{len(yearly.quarters)}个季度，数据截至{moment_words(yearly.as_of)}"
    )
    if unseen:
        said += f"。{'、'.join(unseen)}无监测记录，不作合格或不合格的结论，未计入下列数据"
    return f"{said}。尚不能判定的，既不作为合格，也不作为不合格。"


def _conclusions(yearly: Yearly, subjects: Sequence[YearSubject], noun: str) -> TableBlock:
    rows: list[Sequence[Cell]] = []
    for n, quarterly in enumerate(yearly.quarters):
        conclusions = [one.conclusions[n] for one in subjects]
        counts = [
            conclusions.count(one)
            for one in (Conclusion.QUALIFIED, Conclusion.UNQUALIFIED, Conclusion.UNDECIDED)
        ]
        rows.append((_quarter(quarterly), *counts, conclusions.count(None)))
    return TableBlock(
        title=f"{noun}各季度结论（个）",
        headings=("季度", "合格", "不合格", "尚不能判定", "未监测"),
        rows=rows,
        widths=(12, 8, 8, 12, 8),
    )


def _faults(subjects: Sequence[YearSubject], noun: str, annex: int) -> str:
    if not subjects:
        return f"未登记{noun}，未统计。"
    found = [(one, fault) for one in subjects for fault in one.faults if fault.veto]
    if not found:
        return f"已判定的指标全年未发现{noun}单项否决问题，尚不能判定的不作为合格。"
    said = "；".join(
        f"{named(one.name, one.platform)}{'：'.join(part for part in heading_and_item(fault.name) if part)}，{days_said(fault.days)}"
        for one, fault in found[:SHOWN]
    )
    more = f"；其余{len(found) - SHOWN}项见附件{annex}" if len(found) > SHOWN else ""
    return f"全年存在单项否决问题的{noun}{len({one.id for one, _ in found})}个，问题{len(found)}项：{said}{more}。"


def _output(yearly: Yearly) -> str:
    parts = [f"{_quarter(one)}{counted(one.output.total)}" for one in yearly.quarters]
    total = sum(one.output.total.value or 0 for one in yearly.quarters)
    said = f"全年统计到的信息共{total}条，其中{'、'.join(parts)}。"
    for group in dict.fromkeys(one.group for one in yearly.units):
        units = [one for one in yearly.units if one.group == group]
        most = sorted((one for one in units if one.total), key=lambda one: -one.total)[:PRAISED]
        short = [one for one in units if Outcome.FAIL in one.outcomes]
        if most:
            said += f"{len(units)}个{clean(group)}中，发布较多的有：{'、'.join(f'{_short(yearly, one.name)}（{one.total}条）' for one in most)}"
        if short:
            names = joined([_short(yearly, one.name) for one in short], SHOWN)
            said += f"{'；' if most else f'{len(units)}个{clean(group)}中，'}有季度未达到每月发布要求的有：{names}"
        said += "。" if most or short else ""
    return f"{said}各单位各季度数据详见附件1。" if yearly.units else said


def _short(yearly: Yearly, name: str) -> str:
    return clean(yearly.quarters[-1].short_names.get(name, name))


def _disclosure(yearly: Yearly) -> str:
    parts = [f"{_quarter(one)}{counted(one.disclosure.items)}" for one in yearly.quarters]
    said = f"主动公开政府信息：{'、'.join(parts)}。"
    none = [
        one.name for one in yearly.units if one.interpretations is not None and one.interpretations.value == 0
    ]
    if none:
        said += f"本年度监测到的政策解读中，尚未见到{len(none)}个单位的（见附件1，不据此认定为未发布）。"
    return said


def _annexes(yearly: Yearly) -> Iterator[Annex]:
    names = [_quarter(one) for one in yearly.quarters]
    yield Annex(
        "A",
        TableBlock(
            title=f"{yearly.year}年度各单位信息发布情况",
            headings=("序号", "单位", "类别", *names, "合计", "本年度解读"),
            rows=[
                (
                    n, clean(one.name), clean(one.group), *(_count(figure) for figure in one.quarters), one.total,
                    one.interpretations.value if one.interpretations is not None else "未统计",
                )
                for n, one in enumerate(yearly.units, 1)
            ],
            widths=(5, 22, 8, *(9 for _ in names), 8, 9),
            empty="单位名单未登记，未统计。",
        ),
    )  # fmt: skip
    yield Annex(
        "B",
        TableBlock(
            title=f"{yearly.year}年度各季度监测结论",
            headings=("对象", "主办单位", *names),
            rows=[
                (
                    named(one.name, one.platform), clean(one.unit),
                    *("未监测" if said is None else CONCLUSIONS[said] for said in one.conclusions),
                )
                for one in yearly.subjects
            ],
            widths=(22, 18, *(10 for _ in names)),
            empty="未登记监测对象。",
        ),
    )  # fmt: skip
    yield Annex(
        "C",
        TableBlock(
            title=f"{yearly.year}年度问题清单",
            headings=("对象", "责任单位", "指标", "日期", EVIDENCE),
            rows=[
                (
                    named(one.name, one.platform), clean(one.unit), clean(fault.name), days_said(fault.days),
                    listed(fault.evidence),
                )
                for one in yearly.subjects
                for fault in one.faults
            ],
            widths=(20, 18, 20, 30, 24),
            only_excel=frozenset({EVIDENCE}),
            empty="全年未确认问题。",
        ),
    )  # fmt: skip


def _count(figure: Figure | None) -> Cell:
    if figure is None or figure.value is None:
        return "未统计"
    return figure.value
