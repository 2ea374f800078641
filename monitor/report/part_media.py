"""Part three of the notice: government new media (政务新媒体)."""

from collections import Counter
from collections.abc import Iterator, Sequence

from monitor.domain.verdict import Clause, Outcome, Sort
from monitor.quarter.figures import Quarterly
from monitor.quarter.rows import SubjectQuarter, Worst
from monitor.regulations.editions import item_of
from monitor.report.blocks import Block, HeadingBlock, TextBlock
from monitor.report.part_sites import SHOWN, failing, veto_table, when
from monitor.report.words import indicator, joined, named, official, quarter_text
from monitor.rules.base import Chapter, reported_in
from monitor.wording.amounts import period_of


def media_blocks(quarterly: Quarterly, clauses: Sequence[Clause]) -> Iterator[Block]:
    """All of the part."""
    yield HeadingBlock(1, "政务新媒体平台维护情况")
    accounts = quarterly.of_kind("account")
    if not accounts:
        yield TextBlock("未登记政务新媒体账号，未统计。")
        return
    vetoes = joined([item_of(rule.name) for rule in accounts[0].rules if rule.veto])
    if vetoes:
        yield TextBlock(
            f"根据检查指标，政务新媒体出现下列任意一种情况的，即单项否决，判定为不合格：{vetoes}。"
        )
    yield TextBlock(_updates(quarterly, clauses))
    fails = [(one, rule) for one in accounts for rule in failing(one)]
    if fails:
        many = len({one.id for one, _ in fails})
        yield TextBlock(f"各监测时间点发现单项否决问题{len(fails)}项，涉及政务新媒体{many}个：")
        for one, rule in fails[:SHOWN]:
            yield TextBlock(
                f"{indicator(rule.name)}，{official(rule.reason)}{when(rule, quarterly)}。",
                lead=f"{named(one.name, one.platform)}：",
            )
        if len(fails) > SHOWN:
            yield TextBlock(f"其余{len(fails) - SHOWN}项见附件E。")
    yield veto_table(accounts, "政务新媒体")


def updates_of(one: SubjectQuarter, *, veto: bool = True) -> Worst | None:
    """What the rule on an account's updates said: the one that disqualifies, or the one that is scored."""
    rules = (one.rule(rule.id) for rule in reported_in(Chapter.MEDIA_UPDATES))
    return next((said for said in rules if said is not None and said.veto is veto), None)


def updates_period(clauses: Sequence[Clause], *, veto: bool = True) -> str:
    """How long an account may stay silent by *clauses*, the veto's or the scored ones: `2周`; "" none says so."""
    asked = [one for one in clauses if (one.sort is Sort.VETO) is veto]
    said = (period_of(asked, rule.id, "silent_days") for rule in reported_in(Chapter.MEDIA_UPDATES))
    return "或".join(one for one in said if one)


def updates_counted(quarterly: Quarterly) -> tuple[Counter[Outcome], list[SubjectQuarter], int]:
    """
    The accounts by what the veto on their updates says, those named that reach a deduction and no veto, and how many of these pass.

    Who passes the veto and reaches the deduction is among those that pass, and did not update as asked. An account that was not
    judged is unknown.
    """
    accounts = quarterly.of_kind("account")
    said = {one.id: updates_of(one) for one in accounts}
    by = Counter(veto.outcome if (veto := said[one.id]) is not None else Outcome.UNKNOWN for one in accounts)
    near = [
        one
        for one in accounts
        if (rule := updates_of(one, veto=False)) is not None
        and rule.outcome is Outcome.FAIL
        and (veto := said[one.id]) is not None
        and veto.outcome is not Outcome.FAIL
    ]
    passing = sum((veto := said[one.id]) is not None and veto.outcome is Outcome.PASS for one in near)
    return by, near, passing


def _updates(quarterly: Quarterly, clauses: Sequence[Clause]) -> str:
    """How many updated in time, by what is known: silence that cannot be proven is not silence."""
    accounts = quarterly.of_kind("account")
    whole = f"截至{quarter_text(quarterly.quarter)}{'末' if quarterly.over else '统计时'}，登记在册的{len(accounts)}个政务新媒体"
    if all(updates_of(one) is None for one in accounts):
        return f"{whole}的更新情况本季度未监测（详见附件E）。"
    by, near, late = updates_counted(quarterly)
    if (fresh := by[Outcome.PASS] - late) == len(accounts):
        return f"{whole}在各监测时间点均按要求及时更新信息（详见附件E）。"
    limit = updates_period(clauses, veto=False) or "期限"
    counted = {
        "各监测时间点均及时更新的": fresh, f"超过{limit}未更新、不构成单项否决的": late,
        f"{updates_period(clauses) or '期限'}内无更新的": by[Outcome.FAIL], "已注销、不要求更新的": by[Outcome.NOT_APPLICABLE],
        "尚不能判定的": by[Outcome.UNKNOWN],
    }  # fmt: skip
    said = f"{whole}中，" + "，".join(f"{name}{many}个" for name, many in counted.items() if many)
    if near:
        names = joined([named(one.name, one.platform) for one in near])
        said += f"；超过{limit}未更新、达到扣分条件的有：{names}"
    return f"{said}（详见附件E）。"
