"""The cover of a score sheet (封面): whose, by which edition, when, how much was seen, the sums, who signs."""

from collections.abc import Iterator, Mapping

from xlsxwriter.worksheet import Worksheet

from monitor.domain.site import Site
from monitor.domain.verdict import Conclusion
from monitor.regulations.editions import load_edition
from monitor.scores.cells import Formats, lines_of, plain
from monitor.scores.sheet import ScoreSheet, SheetMark
from monitor.wording.labels import LEVELS, PLATFORMS

#: Formulas with their figures now, by name.
Sums = Mapping[str, tuple[str, float]]

CONCLUSIONS = {
    Conclusion.UNQUALIFIED: "单项否决，判定为不合格，不再对其他指标评分",
    Conclusion.QUALIFIED: "未发现单项否决情形",
    Conclusion.UNDECIDED: "单项否决指标尚未全部判定，以下评分为暂定",
}
#: In place of a score when a veto fails: 单项否决, 不再对其他指标进行评分.
ENDED = "单项否决，不再评分"
#: Width of the column of values, in characters of Excel.
VALUE_WIDTH = 90
HALVES = {"site": ("政府网站", "政务新媒体"), "account": ("政务新媒体", "政府网站")}


def write_cover(page: Worksheet, sheet: ScoreSheet, formats: Formats, sums: Sums) -> None:
    """Write the cover: facts, then sums, then remarks and signatures."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 1)
    page.center_horizontally()
    page.hide_gridlines(2)
    page.set_column(0, 0, 26)
    page.set_column(1, 1, VALUE_WIDTH)
    page.merge_range(0, 0, 0, 1, "", formats.title)
    page.write_string(0, 0, plain(f"{sheet.subject.name}评分表", 200), formats.title)
    page.set_row(0, 48)
    number = 1
    for name, value in _facts(sheet):
        number = _line(page, number, name, value, formats)
    number = _write_sums(page, number, sheet, formats, sums)
    number = _line(page, number, "说明", "\n".join(_remarks(sheet)), formats)
    for name in ("评分人（签字）", "复核人（签字）", "日期"):
        page.write_string(number, 0, name, formats.header)
        page.write_blank(number, 1, None, formats.entry)
        page.set_row(number, 26)
        number += 1


def _line(page: Worksheet, number: int, name: str, value: str, formats: Formats) -> int:
    page.write_string(number, 0, name, formats.header)
    page.write_string(number, 1, plain(value), formats.text)
    page.set_row(number, 8 + 14 * lines_of(value, VALUE_WIDTH))
    return number + 1


def _facts(sheet: ScoreSheet) -> Iterator[tuple[str, str]]:
    edition, subject = load_edition(sheet.table.edition), sheet.subject
    yield "条款版本", f"{edition.id}　{edition.number}《{edition.title}》"
    yield "指标表", f"{sheet.table.id}　{sheet.table.title}"
    kind = (
        f"政府网站　{subject.url}"
        if isinstance(subject, Site)
        else f"政务新媒体　{PLATFORMS[subject.platform]}"
    )
    yield "评分对象", f"{subject.name}（{subject.id}）　{kind}"
    yield "主办单位层级", LEVELS[sheet.level] if sheet.level else "未确定"
    yield "监测时间点", f"{sheet.as_of:%Y-%m-%d %H:%M}（北京时间）"
    yield "单项否决结论", CONCLUSIONS[sheet.conclusion]
    decided, concerned = sheet.coverage
    yield (
        "覆盖情况",
        f"指标{len(sheet.rows)}项，适用{concerned}项，其中由系统判定或经人工确认{decided}项",
    )
    yield "评定分布", "　".join(f"{mark.value} {count}" for mark, count in sheet.counts.items())
    yield (
        "未知与待人工",
        f"未知{sheet.counts[SheetMark.UNKNOWN]}项，待人工{sheet.counts[SheetMark.PEOPLE]}项",
    )
    yield (
        "单项否决条款未定",
        f"{len(sheet.undecided)}项" + ("：" + "、".join(sheet.undecided) if sheet.undecided else ""),
    )


def _write_sums(page: Worksheet, number: int, sheet: ScoreSheet, formats: Formats, sums: Sums) -> int:
    if sheet.vetoed:
        return _line(page, number, "得分", ENDED, formats)
    if not sheet.full:
        return _line(page, number, "得分", "原文未给出分值，不计分", formats)
    for name, key in ((f"已评得分合计（满分{sheet.full}）", "total"), ("尚未评分的指标（项）", "open")):
        page.write_string(number, 0, name, formats.header)
        formula, value = sums[key]
        page.write_formula(number, 1, formula, formats.centre, value)
        page.set_row(number, 22)
        number += 1
    return _write_weighing(page, number, sheet, formats) if sheet.table.weight_percent else number


def _write_weighing(page: Worksheet, number: int, sheet: ScoreSheet, formats: Formats) -> int:
    """The weighed sum of websites and new media: only when both halves are scored."""
    weight = sheet.table.weight_percent or 0
    mine, other = HALVES[sheet.subject.kind]
    page.write_string(number, 0, f"{other}得分（占{100 - weight}%）", formats.header)
    page.write_blank(number, 1, None, formats.entry)
    page.data_validation(
        number, 1, number, 1,
        {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100, "input_title": f"{other}得分",
         "input_message": "由考核单位填入0至100分；多个账号或网站如何合并，原文未规定", "error_title": f"{other}得分",
         "error_message": "分值应在0至100之间"},
    )  # fmt: skip
    page.write_string(number + 1, 0, f"综合得分（{mine}{weight}%）", formats.header)
    waiting = "两部分均评分完毕后计算"
    # this line stands right below "open", which stands right below "total" (rows of Excel count from 1)
    total, left, half = f"B{number - 1}", f"B{number}", f"B{number + 1}"
    formula = f'=IF(AND({left}=0,ISNUMBER({total}),ISNUMBER({half})),ROUND({total}*{weight}/100+{half}*{100 - weight}/100,2),"{waiting}")'
    page.write_formula(number + 1, 1, formula, formats.centre, waiting)
    for line in (number, number + 1):
        page.set_row(line, 22)
    return number + 2


def _remarks(sheet: ScoreSheet) -> Iterator[str]:
    yield f"1. {sheet.table.remark}"
    yield "2. “系统得分”只在原文给出算法时填写；其余由人工在黄色单元格内评定、评分，合计只加已填的分值。"
    yield "3. “未知”既不是达标也不是未达标：监测依据不足，原因见采集情况。"
    yield "4. 采集情况取自系统已存的监测记录，证据编号可逐条核验；本表不另行判定。"
    if sheet.level is None and sheet.table.columns:
        yield "5. 主办单位层级未确定，分值按原文“市级/县级”并列，录入上限取较大者。"
