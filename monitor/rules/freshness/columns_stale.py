"""栏目不更新·1: news columns, and top-level notice and policy columns, that were not updated in their time."""

from datetime import date, datetime

from monitor.domain.case import SiteCase
from monitor.domain.site import Column
from monitor.domain.timing import day_of
from monitor.domain.verdict import Clause, Text, Verdict
from monitor.rules._may_fail import enough_stale_columns
from monitor.rules.base import Rule
from monitor.rules.freshness._column import UpdateDuty, is_exempt, regulated_duty
from monitor.rules.freshness._columns import standings, verdict


def decide(case: SiteCase, clause: Clause, now: datetime) -> Verdict:
    """
    Decide whether too many news, notice and policy columns were not updated (栏目不更新, 第1项).

    The word 一级 is read with 通知公告 and 政策文件 only; news columns count at any level. The last
    day of the limit itself still passes. A blank column was not updated either. A pass needs a ledger
    that is declared whole; over such a one, a site without these columns is not asked (not applicable).

    Source: 国办秘函〔2019〕19号, 单项否决, 栏目不更新, 1.
    """
    today = day_of(now)
    columns = [one for one in case.site.columns if _is_asked(one, clause, today)]
    found = standings(case, columns, clause, now, lambda column, own, _: regulated_duty(column, own))
    words = Text("were not updated in time", "未按期更新")
    return verdict(
        case, clause, now, found, words=words, window_start=clause.limit["notice_months"].months_before(today)
    )


def _is_asked(column: Column, clause: Clause, today: date) -> bool:
    duty: UpdateDuty | None = regulated_duty(column, clause)
    return duty is not None and not is_exempt(column, today)


RULE = Rule("columns_stale", "site", decide, enough_stale_columns)
