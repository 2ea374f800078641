"""Part three of the notice: government new media (政务新媒体)."""

from collections.abc import Iterator

from monitor.domain.timing import day_of
from monitor.domain.verdict import Outcome
from monitor.quarter.figures import Quarterly
from monitor.report.blocks import Block, Heading, Text
from monitor.report.part_sites import veto_table
from monitor.report.words import PLATFORMS, clean, day_text, joined, official

_SILENT, _APP, _INTERACTION, _SCORED = "account_silent", "app_unavailable", "interaction_missing", "Z21-23"


def media_blocks(quarterly: Quarterly) -> Iterator[Block]:
    """All of the part."""
    yield Heading(1, "政务新媒体平台维护情况")
    accounts = quarterly.of_kind("account")
    if not accounts:
        yield Text("未配置政务新媒体账号，未统计。")
        return
    vetoes = joined([clean(rule.name).split("·")[-1] for rule in accounts[0].rules if rule.veto])
    if vetoes:
        yield Text(f"根据检查指标，政务新媒体出现下列任意一种情况的，即单项否决，判定为不合格：{vetoes}。")
    fails = [
        (one, rule) for one in accounts for rule in one.rules if rule.veto and rule.outcome is Outcome.FAIL
    ]
    if fails:
        yield Text(f"登记在册的{len(accounts)}个政务新媒体中，发现单项否决问题{len(fails)}项：")
        for one, rule in fails:
            platform = PLATFORMS.get(one.platform, one.platform)
            yield Text(
                f"{clean(rule.name)}。{official(rule.reason)}（监测时间点{day_text(day_of(rule.at))}）。",
                lead=f"{clean(one.name)}（{platform}）：",
            )
    yield Text(_updates(quarterly))
    yield veto_table(accounts, "政务新媒体")


def _updates(quarterly: Quarterly) -> str:
    """How many updated in time, by what is known: silence that cannot be proven is not silence."""
    accounts = quarterly.of_kind("account")
    silent = [rule for one in accounts if (rule := one.rule(_SILENT)) is not None]
    if not silent:
        return f"登记在册的{len(accounts)}个政务新媒体的更新情况本季度未监测（详见附件E）。"
    by = {outcome: sum(one.outcome is outcome for one in silent) for outcome in Outcome}
    if by[Outcome.PASS] == len(accounts):
        return f"登记在册的{len(accounts)}个政务新媒体在各监测时间点均按要求及时更新信息（详见附件E）。"
    said = (
        f"登记在册的{len(accounts)}个政务新媒体中，各监测时间点均及时更新的{by[Outcome.PASS]}个，2周内无更新的"
        f"{by[Outcome.FAIL]}个"
    )
    if by[Outcome.UNKNOWN]:
        said += f"，尚不能判定的{by[Outcome.UNKNOWN]}个"
    near = [
        clean(one.name)
        for one in accounts
        if (rule := one.rule(_SCORED)) is not None
        and rule.outcome is Outcome.FAIL
        and (veto := one.rule(_SILENT)) is not None
        and veto.outcome is not Outcome.FAIL
    ]
    if near:
        said += f"；超过13天未更新、被扣分的有：{joined(near)}"
    return f"{said}（详见附件E）。"
