"""What each rule says part by part: which page, message or day it is, who owes it, and by when."""

from datetime import date, timedelta

from monitor.domain.case import SiteCase
from monitor.domain.content import MessageStatus
from monitor.domain.verdict import Outcome, PartKind
from monitor.rules.availability import site_unreachable
from monitor.rules.freshness import homepage_stale
from monitor.rules.indicators import f19w_26, f19w_27
from monitor.rules.interaction import replies_late

from . import board_cases as boards
from .cases import NOW, TODAY, clause, homepage, read, site, week
from .test_accounts import decide as decide_account
from .test_accounts import look

DAY = timedelta(days=1)
LATE = date(2026, 8, 1)


def test_each_day_of_visits_tells_by_itself() -> None:
    days = week(*[{"opened": 24}] * 5, {"opened": 12, "failed": 12}, {"opened": 3}, ends=TODAY - DAY)
    verdict = site_unreachable.decide(SiteCase(site=site(), visit_days=days), clause("site_unreachable"), NOW)
    told = [(one.id, one.outcome) for one in verdict.of(PartKind.DAY)][-3:]
    assert told == [("2026-11-17", Outcome.PASS), ("2026-11-18", Outcome.FAIL), ("2026-11-19", Outcome.UNKNOWN)]  # fmt: skip


def test_the_homepage_says_its_due_day_and_names_the_pages_that_wait_for_a_person() -> None:
    case = SiteCase(
        site=site(),
        homepages=[homepage([TODAY - 14 * DAY], at=NOW - DAY * back) for back in reversed(range(14))],
        readings=read("h", ["undated"]),
    )
    stale = homepage_stale.decide(case, clause("homepage_stale"), NOW)
    assert stale.whole is not None
    assert [one.url for one in stale.whole.items] == list(stale.whole.undated) != []
    fresh = homepage_stale.decide(
        SiteCase(site=site(), homepages=[homepage([TODAY])], readings=read("h", [TODAY])),
        clause("homepage_stale"),
        NOW,
    )
    assert fresh.whole is not None
    assert (fresh.whole.newest, fresh.whole.days) == (TODAY, 14)


def test_an_account_says_how_long_it_was_silent() -> None:
    posts = decide_account(look(20)).whole
    assert posts is not None
    assert (posts.kind, posts.days, posts.days_left, posts.days_over) == (PartKind.POSTS, -6, None, 6)


def test_each_message_says_who_owes_it_and_whether_it_waits_for_a_person() -> None:
    seen = boards.reading(
        [
            boards.message("1", LATE, unit="教育局"),
            boards.message("2", TODAY),
            boards.message("3", LATE, status=MessageStatus.REFUSED),
        ]
    )
    verdict = replies_late.decide(boards.case(seen), clause("replies_late"), boards.NOW)
    assert [(one.id, one.unit, one.outcome, one.days) for one in verdict.messages] == [
        ("mail/1", "教育局", Outcome.FAIL, -19),
        ("mail/2", "office", Outcome.PASS, 92),
        ("mail/3", "office", Outcome.UNKNOWN, -19),
    ]


def test_the_scored_rows_name_the_messages_at_fault() -> None:
    seen = boards.reading(
        [
            boards.answered("1", TODAY, TODAY, detail_read=True, answer_length=9),
            boards.message("2", LATE),
        ]
    )
    open_to_all = f19w_26.decide(boards.case(seen), boards.scored_clause("F19W-26"), boards.NOW)
    assert [(one.id, [item.title for item in one.items]) for one in open_to_all.messages] == [
        ("mail/1", ["答复单位"])
    ]
    answered = f19w_27.decide(boards.case(seen), boards.scored_clause("F19W-27"), boards.NOW)
    assert [one.id for one in answered.messages] == ["mail/2"]
