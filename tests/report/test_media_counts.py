"""How many accounts update in time: each is counted once, and whom a deduction reaches is not among those in time."""

from dataclasses import replace

import pytest

from monitor.domain.site import Account, Platform
from monitor.quarter.draft import draft_reasons
from monitor.quarter.figures import Quarterly
from monitor.quarter.settings import read_settings
from monitor.report.blocks import TextBlock
from monitor.report.part_media import media_blocks
from monitor.report.short import short_notice
from monitor.wording.say import say
from tests.report.cases import CLAUSES, quarterly, watch

SAID = {
    "fresh": {"account_silent": "pass", "Z21-23": "pass"},
    "slow": {"account_silent": "pass", "Z21-23": "fail"},
    "silent": {"account_silent": "fail", "Z21-23": "fail"},
    "closed": {"account_silent": "not_applicable", "Z21-23": "not_applicable"},
    "unseen": {"account_silent": "unknown", "Z21-23": "unknown", "app_unavailable": "not_applicable"},
}


def counted(*ids: str) -> Quarterly:
    """A quarter in which these accounts were judged as `SAID` has it."""
    accounts = tuple(
        Account(id=one, name=one, platform=Platform.WECHAT, edition="fuzhou-2021") for one in ids
    )
    return quarterly(replace(watch(), accounts=accounts), accounts={one: SAID[one] for one in ids})


def told(*ids: str) -> tuple[str, str]:
    """What the notice and the full report say of them."""
    found = counted(*ids)
    notice = short_notice(found, read_settings(watch()), CLAUSES)
    blocks = [*notice.body, *media_blocks(found, CLAUSES)]
    said = [one.text for one in blocks if isinstance(one, TextBlock) and "个政务新媒体" in one.text]
    return said[0], said[1]


@pytest.mark.parametrize(
    ("ids", "notice", "report"),
    [
        (("fresh",), "1个政务新媒体均按要求及时更新信息", "1个政务新媒体在各监测时间点均按要求及时更新信息"),
        (("slow",), "中，更新不够及时、达到扣分条件的1个", "中，超过13天未更新、不构成单项否决的1个；超过13天未更新、达到扣分条件的有：slow"),
        (("closed",), "中，已注销、不要求更新的1个", "中，已注销、不要求更新的1个"),
        (("silent",), "个政务新媒体均未及时更新", "中，2周内无更新的1个"),
        (
            tuple(SAID),
            "中，按要求及时更新信息的1个，更新不够及时、达到扣分条件的1个，已注销、不要求更新的1个，更新情况尚不能判定的1个",
            "中，各监测时间点均及时更新的1个，超过13天未更新、不构成单项否决的1个，2周内无更新的1个，已注销、不要求更新的1个，尚不能判定的1个；",
        ),
    ],
)  # fmt: skip
def test_each_account_is_counted_once(ids: tuple[str, ...], notice: str, report: str) -> None:
    said = told(*ids)
    assert notice in said[0]
    assert report in said[1]


def test_what_does_not_apply_is_no_line_that_was_told() -> None:
    scope = counted("unseen").scope
    alone = counted("fresh").scope
    assert (scope.decided, scope.unknown) == (alone.decided - 2, alone.unknown + 2)


def test_of_whom_only_what_does_not_apply_was_told_nothing_was_told() -> None:
    settings = read_settings(watch(notice_from_percent=100))
    reasons = "；".join(say(one) for one in draft_reasons(counted("unseen", "closed"), settings))
    assert "unseen" in reasons
    assert "closed" not in reasons


def test_a_quarter_in_which_nothing_was_owed_counts_no_lines() -> None:
    found = counted("fresh")
    empty = replace(
        found, scope=replace(found.scope, decided=0, unknown=0), output=replace(found.output, groups=())
    )
    first = say(draft_reasons(empty, read_settings(watch()))[0])
    assert first == "没有应判定的事项，也就没有可以通报的结论"
