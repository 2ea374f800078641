"""栏目不更新·1: news columns, and top-level notice and policy columns, that were not updated in their time."""

from datetime import date, datetime

from monitor.domain.case import SiteCase
from monitor.domain.sentence import Text
from monitor.domain.site import Column, ColumnKind
from monitor.domain.timing import day_of
from monitor.domain.verdict import Clause, PartKind, Verdict
from monitor.rules._may_fail import enough_stale_columns
from monitor.rules.base import Chapter, NoticeEntry, Rule
from monitor.rules.freshness._column import UpdateDuty, is_exempt, regulated_duty
from monitor.rules.freshness._columns import COLUMN_NEEDS, COLUMN_REVIEWS, standings, verdict


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
    words = Text("columns.stale")
    return verdict(
        case, clause, now, found, words=words, window_start=clause.limit["notice_months"].months_before(today)
    )


def _is_asked(column: Column, clause: Clause, today: date) -> bool:
    duty: UpdateDuty | None = regulated_duty(column, clause)
    return duty is not None and not is_exempt(column, today)


RULE = Rule(
    "columns_stale",
    "site",
    decide,
    enough_stale_columns,
    needs=COLUMN_NEEDS,
    tells=(PartKind.COLUMN,),
    probes=("columns",),
    reviewed=COLUMN_REVIEWS,
    how=(
        "动态要闻类栏目不论级别，通知公告、政策文件类只计一级栏目。"
        "满{news_days:allowed}、满{notice_months:allowed}的当天仍合格。"
        "日期以稿件页注明的为准，列表日期只作线索；稿件页未注明发布时间视为不更新。"
        "在{blank_days:number}个不同日子确认空白的栏目也计为不更新。"
        "页面未能解析的为未知。"
    ),
    column_kinds=(ColumnKind.NEWS, ColumnKind.NOTICE, ColumnKind.POLICY),
    notice=NoticeEntry(
        chapter=Chapter.COLUMNS,
        order=1,
        words="栏目不更新（动态要闻、通知政策类）",
        stretches=(("news_days", "动态、要闻类栏目"), ("notice_months", "通知公告、政策文件类一级栏目")),
    ),
)
