"""
The notice itself (通报): three to four pages in the order of a real one, one sentence a fault, units by their short names.

What it says is drawn from the same figures as the full report (监测报告); what it leaves out stands there.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from monitor.domain.finding import Owed
from monitor.domain.timing import day_of
from monitor.domain.verdict import Clause, Outcome
from monitor.quarter.draft import draft_reasons
from monitor.quarter.figures import Quarterly
from monitor.quarter.rows import GroupOutput, LateColumnRow, SubjectQuarter, Worst
from monitor.quarter.settings import Letterhead, ReportSettings
from monitor.regulations.editions import heading_and_item, item_of
from monitor.report.annexes import annexes
from monitor.report.blocks import Annex, Block, HeadingBlock, TextBlock
from monitor.report.days import days_said
from monitor.report.notice_text import Notice, mark_of, title_of
from monitor.report.part_media import updates_counted
from monitor.report.part_output import PRAISED, counted
from monitor.report.part_rest import demands_of
from monitor.report.part_sites import failing
from monitor.report.words import (
    bracketed,
    clean,
    joined,
    named,
    numeral,
    official,
    percent,
    quarter_text,
    sentence,
)
from monitor.rules.base import parts_of

#: Units, columns and faults named in the text; what is more is counted, and stands in the annexes.
NAMED = 12
#: Runs of days written out for one fault; the annex has all.
MOST_RUNS = 2
#: A column whose newest item is so many years old is said to have stood still for years (常年未更新).
YEARS = 2


def short_notice(quarterly: Quarterly, settings: ReportSettings, clauses: Sequence[Clause]) -> Notice:
    """The notice that says *quarterly* in short."""
    head = settings.letterhead
    chosen = _annexes(quarterly, clauses)
    numbers = {one.letter: n for n, one in enumerate(chosen, 1)}
    drafted = draft_reasons(quarterly, settings)
    extra = enumerate(head.attachments, len(chosen) + 1)
    return Notice(
        title=title_of(quarterly, head),
        number="" if drafted else clean(head.number),
        addressees=clean(head.addressees) or "各有关单位",
        draft=tuple(official(one) for one in drafted),
        body=tuple(_blocks(quarterly, settings, numbers)),
        attachments=(
            *(f"{n}.{one.table.title}" for n, one in enumerate(chosen, 1)),
            *(f"{n}.{clean(name)}" for n, name in extra),
        ),
        signer=clean(head.signer),
        signed_on=head.signed_on or day_of(quarterly.as_of),
        copies_to=clean(head.copies_to),
        has_colophon=not drafted,
        mark=mark_of(quarterly, drafted),
        annexes=chosen,
    )


def _annexes(quarterly: Quarterly, clauses: Sequence[Clause]) -> tuple[Annex, ...]:
    """Those that the text points at, in its order."""
    found = {one.letter: one for one in annexes(quarterly, clauses)}
    letters = [letter for letter, group in zip("FG", quarterly.output.groups, strict=False) if group.units]
    letters += ["E"] if quarterly.of_kind("account") else []
    letters += ["I"] if quarterly.problems else []
    return tuple(found[letter] for letter in (*letters, "J"))


def _blocks(quarterly: Quarterly, settings: ReportSettings, numbers: dict[str, int]) -> Iterator[Block]:
    head = settings.letterhead
    yield TextBlock(_opening(quarterly, head))
    if late := [one for one in quarterly.outlines if one.since is not None]:
        yield TextBlock(f"其中{len(late)}个对象自季度中开始监测之日起判定，名单见监测报告。")
    yield HeadingBlock(1, "政府网站维护情况")
    points = [*_output(quarterly, numbers), _columns(quarterly), *_sites(quarterly, numbers)]
    for n, text in enumerate((one for one in points if one), 1):
        yield TextBlock(f"{n}.{text}")
    yield HeadingBlock(1, "政务新媒体平台维护情况")
    yield from (TextBlock(text) for text in _media(quarterly, numbers))
    yield HeadingBlock(1, "政府信息公开工作情况")
    yield TextBlock(_disclosure(quarterly))
    yield HeadingBlock(1, "下一步工作要求")
    for n, text in enumerate(demands_of(settings, numbers["J"]), 1):
        yield TextBlock(sentence(text), lead=f"{numeral(n)}是")
    if draft_reasons(quarterly, settings):
        yield TextBlock("本件为草稿，不作为通报印发。")
    elif quarterly.over:
        yield TextBlock("专此通报")
    else:
        yield TextBlock(f"专此通报（{quarter_text(quarterly.quarter)}初步情况）")


def _opening(quarterly: Quarterly, head: Letterhead) -> str:
    media = "、政务新媒体平台维护情况" if quarterly.scope.accounts else ""
    return (
        f"近期{clean(head.checked_by)}对{_quarter(quarterly)}{clean(head.area)}政府网站维护情况{media}和"
        "政府信息公开工作情况进行检查，现将有关情况通报如下："
    )


def _quarter(quarterly: Quarterly) -> str:
    return quarter_text(quarterly.quarter)


def _short(quarterly: Quarterly, name: str) -> str:
    """A unit's short name, by its aliases."""
    return clean(quarterly.short_names.get(name, name))


def _output(quarterly: Quarterly, numbers: dict[str, int]) -> Iterator[str]:
    """What was published, who did well, who published too little."""
    output = quarterly.output
    if not output.sites:
        return
    site = "、".join(clean(one.name) for one in output.sites[:3]) + ("等" if len(output.sites) > 3 else "")
    if output.total.value is None:
        yield f"{_quarter(quarterly)}，{site}信息发布情况{official(output.total.note)}。"
        return
    partly = "" if output.complete else "（不完全统计）"
    said = f"{_quarter(quarterly)}，{site}共发布信息{counted(output.total)}{partly}。"
    if output.minimum is not None:
        rule = f"根据{clean(output.rule)}要求，" if output.rule else ""
        said += f"{rule}各单位每月发布信息应达到{output.minimum}条及以上。"
    groups = [
        _group(quarterly, group, numbers.get(letter))
        for letter, group in zip("FG", output.groups, strict=False)
        if group.units
    ]
    if groups:
        groups[0] = f"其中，{groups[0]}"
    yield said + "".join(groups)


def _group(quarterly: Quarterly, group: GroupOutput, annex: int | None) -> str:
    name, many = clean(group.name), len(group.units)
    good = [one for one in group.of(Outcome.PASS) if one.total.value][:PRAISED]
    if quarterly.output.minimum is None:
        good = [one for one in group.units if one.total.value][:PRAISED]
    parts = []
    if good:
        parts.append(f"做得较好的单位有：{'、'.join(_short(quarterly, one.name) for one in good)}")
    nothing = [one for one in group.of(Outcome.FAIL) if not one.total.value]
    short = [one for one in group.of(Outcome.FAIL) if one.total.value]
    if nothing:
        parts.append(f"未发布信息的有：{_names(quarterly, [one.name for one in nothing])}")
    if short:
        parts.append(f"发布数量未达到每月信息发布要求的有：{_names(quarterly, [one.name for one in short])}")
    if unknown := group.of(Outcome.UNKNOWN):
        parts.append(f"尚不能判定是否达到要求的{len(unknown)}个")
    where = f"（详见附件{annex}）" if annex else ""
    return f"{many}个{name}中，{'；'.join(parts) or '尚无可以通报的情况'}{where}。"


def _names(quarterly: Quarterly, names: Sequence[str]) -> str:
    return joined([_short(quarterly, one) for one in names], 2 * NAMED)


def _columns(quarterly: Quarterly) -> str:
    """Columns that were not kept, by the unit that keeps them."""
    by: dict[str, list[LateColumnRow]] = {}  #: of the units that are named the columns, of the others none
    many = 0
    for one in chain(quarterly.late, quarterly.blank):
        if one.latest is not Outcome.PASS:
            many += 1
            named_rows = by.setdefault(_short(quarterly, one.unit), [])
            if len(by) <= NAMED or named_rows:
                named_rows.append(one)
    mended = len(quarterly.late) + len(quarterly.blank) - many
    if not many and not quarterly.scope.columns:
        return ""
    if not many:
        tail = f"；季度内曾更新不及时的{mended}个栏目已恢复更新" if mended else ""
        return f"网站栏目更新情况。截至统计时未确认有更新不及时的栏目{tail}。"
    faults = [
        f"{f'{unit}负责维护的' if unit else ''}{'、'.join(_alike(alike))}"
        for unit, alike in list(by.items())[:NAMED]
    ]
    more = f"；其余{len(by) - NAMED}个单位维护的栏目见监测报告" if len(by) > NAMED else ""
    tail = f"另有{mended}个栏目曾更新不及时，现已恢复。" if mended else ""
    return f"网站栏目更新情况。下述栏目更新情况较差：{'；'.join(faults)}{more}。{tail}请加大维护更新力度。"


def _alike(rows: Sequence[LateColumnRow]) -> list[str]:
    """Columns of which the same is to be said, those below one column together."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in rows:
        parent, _, name = clean(one.name).rpartition("/")
        found.setdefault((_since(one), parent), []).append(name)
    return [
        f"{f'{parent}栏目下的' if parent else ''}{joined(names, 8)}栏目{since}"
        for (since, parent), names in found.items()
    ]


def _since(one: LateColumnRow) -> str:
    """How long a column stood still, as of the day at which it stood worst."""
    if one.state == "blank":
        return "无内容"
    if one.newest is None:
        return "稿件均未注明发布时间"
    if day_of(one.at).year - one.newest.year >= YEARS:
        return "常年未更新"
    return f"{one.newest.year}年{one.newest.month}月{one.newest.day}日以来未更新"


def _sites(quarterly: Quarterly, numbers: dict[str, int]) -> Iterator[str]:
    """Vetoes of websites, each with the days on which it failed."""
    sites = quarterly.of_kind("site")
    found = [(one, rules) for one in sites if (rules := failing(one))]
    where = f"（详见附件{numbers['I']}）" if "I" in numbers else ""
    if found:
        faults = "；".join(_faults(one, rules) for one, rules in found[:NAMED])
        more = f"；其余{len(found) - NAMED}个网站见附件" if len(found) > NAMED else ""
        yield f"单项否决情况。{len(found)}个网站存在单项否决问题：{faults}{more}{where}。"
    elif any(rule.veto and rule.outcome is Outcome.PASS for one in sites for rule in one.rules):
        yield "单项否决情况。已判定的指标未发现网站单项否决问题，尚不能判定的不作为合格。"


def _faults(one: SubjectQuarter, rules: Sequence[Worst]) -> str:
    """Who; then of each fault on which days, what, why."""
    return named(one.name, one.platform) + "，".join(_fault(rule) for rule in rules)


def _fault(rule: Worst) -> str:
    name, part = heading_and_item(rule.name)
    mended = "，现已恢复" if rule.latest is Outcome.PASS else ""
    reason = _why(rule)
    said = f"{part}{'，' if '：' in reason else '：'}{reason}" if part else reason
    return f"{days_said(rule.failed, MOST_RUNS)}{name}{bracketed(f'{said}{mended}')}"


def _why(rule: Worst) -> str:
    """Why in few words, by the figures of the verdict; where it has none that we know, in its own words."""
    visits, failed, overdue = (rule.measured.get(key) for key in ("visits", "failed", "overdue"))
    if isinstance(visits, int) and isinstance(failed, int) and visits:
        return f"打不开的访问占{percent(failed, visits, 2)}"
    if parts_of(rule.rule) is Owed.MESSAGE and isinstance(overdue, int):
        return f"{overdue}件逾期"
    return official(rule.reason)


def _media(quarterly: Quarterly, numbers: dict[str, int]) -> Iterator[str]:
    accounts = quarterly.of_kind("account")
    if not accounts:
        yield "政务新媒体账号未登记，未统计。"
        return
    vetoes = list(dict.fromkeys(item_of(rule.name) for one in accounts for rule in one.rules if rule.veto))
    if vetoes:
        yield (f"根据检查指标，政务新媒体出现{'、'.join(vetoes)}等任意一种情况，即单项否决，判定为不合格。")
    where = f"（详见附件{numbers['E']}）" if "E" in numbers else ""
    by, _, late = updates_counted(quarterly)
    fresh = by[Outcome.PASS] - late
    said = f"截至{_quarter(quarterly)}我{clean(quarterly.area) or '区'}登记在册的{len(accounts)}个政务新媒体"
    if fresh == len(accounts):
        said += "均按要求及时更新信息"
    else:
        counts = {
            "按要求及时更新信息的": fresh, "更新不够及时、达到扣分条件的": late, "已注销、不要求更新的": by[Outcome.NOT_APPLICABLE],
            "更新情况尚不能判定的": by[Outcome.UNKNOWN],
        }  # fmt: skip
        parts = [f"{name}{many}个" for name, many in counts.items() if many]
        said += f"中，{'，'.join(parts)}" if parts else "均未及时更新"
    faults = [_faults(one, rules) for one in accounts if (rules := failing(one))]
    if faults:
        more = f"；其余{len(faults) - NAMED}个见附件" if len(faults) > NAMED else ""
        said += f"。存在单项否决问题的有：{'；'.join(faults[:NAMED])}{more}"
    yield f"{said}{where}。"


def _disclosure(quarterly: Quarterly) -> str:
    disclosure = quarterly.disclosure
    if disclosure.items.value is None:
        return "主动公开政府信息的栏目未登记，未统计。"
    said = f"{_quarter(quarterly)}共主动公开政府信息{counted(disclosure.items)}"
    none = [one.name for one in disclosure.units if one.outcome is Outcome.FAIL and not one.count.value]
    if none:
        said += f"，部分单位主动公开的文件数量较少，{_names(quarterly, none)}主动公开政府信息数量为0"
    if disclosure.interpretations.value is not None:
        said += f"；发布政策解读{counted(disclosure.interpretations, '篇')}"
    late = [one for one in disclosure.duties if one.outcome is Outcome.FAIL]
    if late:
        said += f"。未按期公开的有：{'；'.join(f'{_short(quarterly, one.owner)}{official(one.name)}' for one in late[:NAMED])}"
    return f"{said}。"
