"""栏目不更新·3: blank columns, too many of them."""

from datetime import datetime

from monitor.domain.case import SiteCase
from monitor.domain.content import ListState
from monitor.domain.made import replaced
from monitor.domain.sentence import Amount, Text
from monitor.domain.timing import day_of
from monitor.domain.verdict import Clause, Outcome, PartKind, Verdict, VerdictPart
from monitor.rules._may_fail import enough_blank_columns
from monitor.rules.base import Chapter, NoticeEntry, Rule
from monitor.rules.freshness._column import blank_word, is_exempt
from monitor.rules.freshness._columns import COLUMN_NEEDS, COLUMN_REVIEWS, standings, verdict


def decide(case: SiteCase, clause: Clause, now: datetime) -> Verdict:
    """
    Decide whether too many columns are blank (空白栏目, 栏目不更新第3项).

    Blank is an empty list recognised as such on `blank_days` different days, or a person's word; a parser that
    found nothing is unknown, and so is an empty list that was seen on one day. A column read with items in it now
    is not blank. A pass needs a ledger that is declared whole.

    Source: 国办秘函〔2019〕19号, 单项否决, 栏目不更新, 3.
    """
    today = day_of(now)
    columns = [one for one in case.site.columns if not is_exempt(one, today)]
    found = tuple(
        _filled(one, case, clause, now) for one in standings(case, columns, clause, now, lambda *_: None)
    )
    words = Text("columns.blank")
    return verdict(
        case, clause, now, found, words=words, window_start=today, bad=lambda one: one.state == "blank"
    )


def _filled(one: VerdictPart, case: SiteCase, clause: Clause, now: datetime) -> VerdictPart:
    """A column whose listing of today or yesterday holds items is not blank, however old; nor one that a person says is not."""
    if blank_word(case, one.id, now) == "not_blank":
        why = Text("column.not_blank_by_person")
        return replaced(one, outcome=Outcome.PASS, state="filled", reason=why)
    listings = case.listings.get(one.id, ())
    if one.state == "blank" or not listings or listings[-1].facts.state is not ListState.ITEMS:
        return one
    own = case.column_clauses.get(one.id, {}).get(clause.rule, clause)
    old = day_of(now) - day_of(listings[-1].at)
    if own.own["listing_lasts_days"].is_met_by(old):
        if one.reason.code != "column.no_frequency":
            return one
        # how often it is to be updated does not matter here: that it was not looked at does
        days = Amount(old.days, "days")
        return replaced(one, reason=Text("column.looked_at_ago", {"days": days}), settle="look")
    return replaced(one, outcome=Outcome.PASS, state="filled", reason=Text("column.filled"))


RULE = Rule(
    "columns_blank",
    "site",
    decide,
    enough_blank_columns,
    needs=COLUMN_NEEDS,
    tells=(PartKind.COLUMN,),
    probes=("columns",),
    reviewed=COLUMN_REVIEWS,
    how=(
        "{blank_days:number}个不同日子都识别出空列表，或经人工确认，才计为空白栏目。"
        "程序没有解析出内容的是未知，不是空白；曾读到过内容的栏目不计。"
    ),
    column_states=("blank",),
    notice=NoticeEntry(chapter=Chapter.BLANK_COLUMNS, words="空白栏目"),
)
