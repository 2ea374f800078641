"""The index of grounds (依据索引): every figure of the notice that no annex row carries, with its observations."""

from collections.abc import Iterator, Sequence

from monitor.domain.verdict import Outcome
from monitor.quarter.figures import Quarterly
from monitor.quarter.packed_rows import RowsOf
from monitor.quarter.rows import Figure
from monitor.report.blocks import Cell, TableBlock
from monitor.report.words import bracketed, clean, named, official
from monitor.wording.labels import OUTCOMES

#: Heading of the column that names observations.
EVIDENCE = "依据编号"
#: Heading of the column of addresses.
ADDRESS = "网址"

#: Evidence ids written into one cell; `numbers.json` holds all.
IDS = 20

#: What is stated, its value, the observations, where it stands in `numbers.json`.
Row = tuple[str, Cell, Sequence[str], str]


def listed(evidence: Sequence[str]) -> str:
    """Ids for one cell; what is more is counted."""
    more = f" 等{len(evidence)}条" if len(evidence) > IDS else ""
    return " ".join(evidence[:IDS]) + more


def grounds(quarterly: Quarterly) -> TableBlock:
    """The table: one row a figure, in the order of the notice."""

    def rows() -> Iterator[Sequence[Cell]]:
        for part in (_output, _disclosure, _columns, _again):
            for name, value, ids, path in part(quarterly):
                yield name, value, len(ids), listed(ids), path

    return TableBlock(
        title="数据依据索引",
        headings=("数据项", "数值", "依据条数", EVIDENCE, "numbers.json 中的位置"),
        rows=RowsOf(rows),
        widths=(34, 12, 8, 24, 28),
        note="依据编号为监测记录编号；超过20条的，全部编号见数据文件。",
    )


def _of(name: str, figure: Figure, path: str) -> Row:
    return name, figure.value if figure.value is not None else official(figure.note), figure.evidence, path


def _output(quarterly: Quarterly) -> Iterator[Row]:
    output = quarterly.output
    yield _of("本季度信息发布量", output.total, "output.total")
    yield _of("上季度信息发布量", output.before, "output.before")
    for n, site in enumerate(output.sites):
        yield _of(f"{clean(site.name)}发布量", site.total, f"output.sites[{n}].total")
        yield _of(f"{clean(site.name)}稿件页未注明发布时间的信息", site.undated, f"output.sites[{n}].undated")
        yield _of(f"{clean(site.name)}日期前后矛盾的信息", site.conflicts, f"output.sites[{n}].conflicts")
    for n, unit in enumerate(output.others):
        yield _of(f"{clean(unit.name)}（名单之外）发布量", unit.count, f"output.others[{n}].count")
    yield _of("外部来源的信息", output.outside, "output.outside")
    yield _of("未注明来源且无唯一维护单位的信息", output.nobody, "output.nobody")
    for n, one in enumerate(output.unresolved):
        yield _of(f"来源未能对应到单位：{clean(one.name, 40)}", one.count, f"output.unresolved[{n}].count")


def _disclosure(quarterly: Quarterly) -> Iterator[Row]:
    disclosure = quarterly.disclosure
    yield _of("主动公开政府信息", disclosure.items, "disclosure.items")
    yield _of("政策解读", disclosure.interpretations, "disclosure.interpretations")
    for n, pair in enumerate(disclosure.pairs):
        days: Cell = "未见解读" if pair.working_days is None else f"{pair.working_days}个工作日"
        yield clean(pair.policy, 60), days, pair.evidence, f"disclosure.pairs[{n}]"
    for n, one in enumerate(disclosure.activities):
        yield _of(f"{official(one.name)}（本季度）", one.quarter, f"disclosure.activities[{n}].quarter")
        yield _of(f"{official(one.name)}（近12个月）", one.year, f"disclosure.activities[{n}].year")
    for n, duty in enumerate(disclosure.duties):
        path = f"disclosure.duties[{n}]"
        yield f"{official(duty.name)}：{clean(duty.owner)}", duty.on or "未见发布", duty.evidence, path


def _columns(quarterly: Quarterly) -> Iterator[Row]:
    for n, one in enumerate(quarterly.frequencies):
        if one.outcome is not Outcome.UNKNOWN:
            name = f"{clean(one.site_name)}“{clean(one.name)}”{bracketed(official(one.frequency))}本季度更新"
            yield name, one.published.value, one.published.evidence, f"frequencies[{n}].published"


def _again(quarterly: Quarterly) -> Iterator[Row]:
    for n, one in enumerate(quarterly.rechecks):
        name = f"上期问题复查：{named(one.name, one.platform)}{clean(one.rule_name)}"
        yield name, OUTCOMES[one.outcome], one.evidence, f"rechecks[{n}]"
