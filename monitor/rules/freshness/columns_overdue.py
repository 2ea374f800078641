"""栏目不更新·2: columns that should have been updated and long were not, too many of them."""

from datetime import datetime

from monitor.domain.case import SiteCase
from monitor.domain.finding import Owed
from monitor.domain.sentence import Text
from monitor.domain.timing import day_of
from monitor.domain.verdict import Clause, Outcome, PartKind, Verdict
from monitor.rules._may_fail import enough_overdue_columns
from monitor.rules.base import Chapter, NoticeEntry, Rule
from monitor.rules.freshness._column import regulated_duty, strictest_duty
from monitor.rules.freshness._columns import COLUMN_NEEDS, COLUMN_REVIEWS, standings, verdict


def decide(case: SiteCase, clause: Clause, now: datetime) -> Verdict:
    """
    Decide whether too many columns are past their own frequency (栏目不更新, 第2项).

    Counts what item 1 counts, blank columns, and all others past their declared frequency; *measured* also
    says how many there are without the first two. A column without a declared frequency is unknown. A pass needs a
    ledger that is declared whole.
    Carries how every column of the site stands, for feed and alerts.

    Source: 国办秘函〔2019〕19号, 单项否决, 栏目不更新, 2.
    """
    found = standings(case, case.site.columns, clause, now, strictest_duty)
    kinds = {column.id: column for column in case.site.columns}
    failing = [one for one in found if one.outcome is Outcome.FAIL]
    others = [
        one for one in failing if one.state != "blank" and regulated_duty(kinds[one.id], clause) is None
    ]
    window_start = clause.limit["notice_months"].months_before(day_of(now))
    words = Text("columns.overdue")
    measured = {"bad_by_own_frequency_only": len(others)}
    return verdict(case, clause, now, found, words=words, window_start=window_start, measured=measured)


RULE = Rule(
    "columns_overdue",
    "site",
    decide,
    enough_overdue_columns,
    needs=COLUMN_NEEDS,
    tells=(PartKind.COLUMN,),
    probes=("columns",),
    reviewed=COLUMN_REVIEWS,
    how=(
        "第1项计入的栏目、空白栏目，以及超过本栏目应有更新频率的栏目一并计数。"
        "未登记更新频率的栏目为未知，不计为超期。"
    ),
    parts=Owed.COLUMN,
    notice=NoticeEntry(chapter=Chapter.COLUMNS, order=2, words="栏目不更新（应更新但长期未更新）"),
)
