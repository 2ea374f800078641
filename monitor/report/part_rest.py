"""Parts five to eight of the notice: notices from above, last quarter's faults, what people decide, what is asked."""

from collections import Counter
from collections.abc import Iterable, Iterator

from monitor.domain.verdict import Outcome
from monitor.quarter.exports import CLOSED_WITHIN
from monitor.quarter.figures import Quarterly
from monitor.quarter.rows import ExportFigure, Open, Recheck
from monitor.quarter.settings import Letterhead, ReportSettings
from monitor.quarter.settle import by_remedy
from monitor.regulations.editions import item_of
from monitor.report.blocks import Block, HeadingBlock, TextBlock
from monitor.report.words import (
    bracketed,
    clean,
    confirmed,
    day_text,
    indicator,
    joined,
    named,
    numeral,
    official,
    sentence,
)
from monitor.wording.patrol import ground_words

#: Units written out in the list of orders; the annex holds all.
SHOWN = 30


def higher_blocks(quarterly: Quarterly, settings: ReportSettings) -> Iterator[Block]:
    """Part five: notices from above, and what the back office handed in."""
    yield HeadingBlock(1, "上级通报与转办情况")
    if not settings.higher:
        missing = [
            name
            for name, topic in (("“我为政府网站找错”", "corrections"), ("省级监督评议", "appraisals"))
            if all(one.topic != topic for one in quarterly.exports)
        ]
        yield TextBlock(f"{'、'.join(['上级通报', *missing])}情况未录入，未统计。")
    for one in settings.higher:
        state = f"已于{day_text(one.closed_on)}办结" if one.closed_on else "尚未录入办结时间"
        text = f"{clean(one.text).rstrip('。；，')}，" if one.text else ""
        yield TextBlock(
            f"{text}{state}。", lead=f"{clean(one.office)}《{clean(one.title)}》（{day_text(one.on)}）："
        )
    for export in quarterly.exports:
        yield TextBlock(_export(export), lead=f"{clean(export.site_name)}{clean(export.name)}：")


def _export(one: ExportFigure) -> str:
    """What an export says, and on whose word it is whole."""
    if one.received:
        said = f"本季度收到{one.received}件，已办结{one.closed}件"
        if one.closed:
            said += f"，其中{CLOSED_WITHIN}个工作日内办结{one.in_time}件{'（暂按推算的工作日）' if one.provisional else ''}"
    elif one.with_cycle:
        said = f"目录列明更新周期和更新时间的数据{one.with_cycle}项，其中超过周期未更新{one.overdue}项"
    elif one.total is not None:
        said = f"{one.rows}个事项，办件量合计{one.total:g}件"
    else:
        said = f"导出记录{one.rows}条，本季度无新增" if one.complete else f"导出记录{one.rows}条"
    whole = (
        bracketed(f"{clean(one.declared_by)}声明该时段完整")
        if one.complete
        else "（导出未声明完整，仅供参考）"
    )
    return f"{said}{whole}。"


def recheck_blocks(quarterly: Quarterly) -> Iterator[Block]:
    """Part six."""
    yield HeadingBlock(1, "上期问题复查情况")
    if not quarterly.compared:
        yield TextBlock("上季度无监测记录，无可复查的问题。")
        return
    if not quarterly.rechecks:
        yield TextBlock("上季度未确认单项否决或不合格问题，无需复查。")
        return
    rows = quarterly.rechecks
    many, shown = Counter[Outcome](), dict[Outcome, list[str]]()
    for one in rows:
        many[one.outcome] += 1
        if many[one.outcome] <= SHOWN:
            shown.setdefault(one.outcome, []).append(_again(one))
    words = {
        Outcome.PASS: "已整改", Outcome.FAIL: "仍未整改", Outcome.UNKNOWN: "尚不能判定",
        Outcome.NOT_APPLICABLE: "不再适用",
    }  # fmt: skip
    counts = "，".join(f"{name}{many[outcome]}项" for outcome, name in words.items() if many[outcome])
    yield TextBlock(f"上季度确认的问题{len(rows)}项，截至本季度最后一个监测时间点，{counts}。")
    for outcome, name in words.items():
        if found := shown.get(outcome):
            more = f"等{many[outcome]}项" if many[outcome] > SHOWN else ""
            yield TextBlock(f"{'；'.join(found)}{more}。", lead=f"{name}的：")


def _again(one: Recheck) -> str:
    """One fault of last quarter; what is said of it now, where it was not put right."""
    subject = named(one.name, one.platform)
    name = f"{subject}{clean(one.rule_name)}" if one.part else f"{subject}“{indicator(one.rule_name)}”问题"
    return name if one.outcome is Outcome.PASS else f"{name}{bracketed(confirmed(one.reason))}"


def people_blocks(quarterly: Quarterly) -> Iterator[Block]:
    """Part seven: everything that stays unknown; the annex says what would settle each."""
    yield HeadingBlock(1, "需人工确认事项")
    open_rows = _OpenTally(quarterly.open)
    if open_rows.waiting:
        lines = joined(list(open_rows.lines))
        yield TextBlock(
            f"下列事项不由系统判定，须责任人核查签字后方可作出合格结论：{lines}。"
            f"涉及{len(open_rows.signing)}个对象、{open_rows.waiting}项次。"
        )
    yield from _patrol_blocks(quarterly)
    if unseen := sum(map(len, open_rows.unseen.values())):
        said = "；".join(
            f"{name}{len(names)}个：{joined(names, 8)}" for name, names in open_rows.unseen.items()
        )
        yield TextBlock(f"因监测数据不足尚不能判定的指标{unseen}项次：{said}。原因和查清办法见附件L。")
    conflicts = sum(one.conflicts.value or 0 for one in quarterly.output.sites)
    if conflicts:
        yield TextBlock(f"日期前后矛盾、疑似旧稿重发的稿件{conflicts}篇，作为弄虚作假线索，由人工核查。")
    if open_rows.columns:
        yield TextBlock(f"最后一个监测时间点无法判定的栏目{open_rows.columns}个，名单和原因见附件L。")
    if open_rows.by_remedy:
        said = "；".join(
            f"{official(words)}（{len(found)}项）"
            for words, found in list(open_rows.by_remedy.items())[:SHOWN]
        )
        yield TextBlock(f"按查清办法归类：{said}。")
    if not open_rows.waiting and not unseen and not open_rows.columns:
        yield TextBlock("无。")


class _OpenTally:
    """What stays open, counted in one passage."""

    def __init__(self, rows: Iterable[Open]) -> None:
        self.lines: dict[str, None] = {}  #: what waits for people, each once
        self.signing: set[str] = set()  #: subjects of it
        self.unseen: dict[str, list[str]] = {}  #: subjects by indicator
        self.waiting = self.columns = 0
        self.by_remedy = by_remedy(self._machine(rows), lambda one: one.part)

    def _machine(self, rows: Iterable[Open]) -> Iterator[Open]:
        for one in rows:
            if one.part:
                self.columns += 1
            elif one.people:
                self.waiting += 1
                self.lines[item_of(one.indicator)] = None
                self.signing.add(one.subject)
            else:
                self.unseen.setdefault(indicator(one.indicator), []).append(named(one.name, one.platform))
            if not one.people:
                yield one


def _patrol_blocks(quarterly: Quarterly) -> Iterator[Block]:
    """What the patrols of the quarter saw, for whoever signs: candidates and what people made of them, no faults."""
    names = {one.id: one.name for one in quarterly.outlines}
    done = [one for one in quarterly.patrols if one.rounds]
    for one in done:
        said = ground_words(one, None, {})
        yield TextBlock(said, lead=f"{clean(names.get(one.site, one.site))}巡查情况：")


def demand_blocks(quarterly: Quarterly, settings: ReportSettings) -> Iterator[Block]:
    """Part eight: what is asked of everybody, then unit by unit."""
    yield HeadingBlock(1, "下一步工作要求")
    for n, text in enumerate(demands_of(settings, "J"), 1):
        yield TextBlock(sentence(text), lead=f"{numeral(n)}是")
    orders: dict[str, list[str]] = {}
    for one in quarterly.problems:
        orders.setdefault(clean(one.unit) or "责任单位未登记", []).append(one.number)
    if orders:
        yield TextBlock("各责任单位整改事项（编号见附件I问题清单）：")
        for unit, numbers in list(orders.items())[:SHOWN]:
            yield TextBlock(f"{len(numbers)}项（{_numbers(numbers)}）。", lead=f"{unit}：")
        if len(orders) > SHOWN:
            yield TextBlock(f"其余{len(orders) - SHOWN}个单位见附件I。")


def demands_of(settings: ReportSettings, form: str | int) -> list[str]:
    """What is asked of everybody: ours, then the centre's own. *form*: the annex with the form to fill in."""
    head = settings.letterhead
    ours = [
        _quality(settings.output_minimum),
        _interpretation(settings),
        _media(head, form),
        _rectification(head),
    ]
    return [*ours, *(clean(one, 600) for one in head.demands)]


def _numbers(numbers: list[str]) -> str:
    """001—003、007 of one unit's rows."""
    tails = sorted(int(one.rpartition("-")[2]) for one in numbers)
    runs: list[list[int]] = []
    for tail in tails:
        if runs and tail == runs[-1][1] + 1:
            runs[-1][1] = tail
        else:
            runs.append([tail, tail])
    return "、".join(f"{one:03d}" if one == other else f"{one:03d}—{other:03d}" for one, other in runs)


def _quality(minimum: int | None) -> str:
    every = f"各单位每月发布信息不少于{minimum}条。" if minimum else ""
    return (
        f"要进一步提高信息发布数量和质量。{every}各单位要经常更新所维护的栏目，按照“谁发布、谁负责”原则，"
        "严格落实信息发布审核和保密审查制度，拟发布信息经错字检测自查后方可发布。"
    )


def _interpretation(settings: ReportSettings) -> str:
    minimum, days = settings.interpretation_minimum, settings.interpretation_days
    every = f"各单位每年至少发布{minimum}篇图文或音视频政策解读。" if minimum else ""
    within = f"解读材料应于文件公开后{days}个工作日内发布。" if days is not None else ""
    return f"要加强政策解读。政策文件与解读材料同步起草、同步审签、同步发布。{within}{every}"


def _media(head: Letterhead, form: str | int) -> str:
    mail = f"，电子版发送至{clean(head.mail)}" if head.mail else ""
    place = f"报送{clean(head.deliver_to)}" if head.deliver_to else "报送检查单位"
    return f"要加强政务新媒体管理。新增或关停的政务新媒体要及时登记备案，填写备案登记表（附件{form}）{place}{mail}。"


def _rectification(head: Letterhead) -> str:
    due = f"于{day_text(head.rectify_by)}下班前" if head.rectify_by else "按规定时限（期限未登记）"
    place = f"报送{clean(head.deliver_to)}" if head.deliver_to else "报送检查单位"
    contact = f"，联系人及电话：{clean(head.contact)}" if head.contact else ""
    update = f"各单位要于{day_text(head.update_by)}前完成栏目更新工作。" if head.update_by else ""
    return f"要抓好问题整改。各责任单位要逐条核查整改，并将书面整改报告{due}{place}{contact}。{update}"


def closing(quarterly: Quarterly) -> Iterator[Block]:
    """The last words: of a quarter in which nothing could be told there is nothing to announce."""
    if not quarterly.is_grounded:
        yield TextBlock("以上指标均无合格或不合格的结论，本件仅供内部核对，不作为通报。")
