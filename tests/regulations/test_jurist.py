"""
The jurist's test: whoever moves a number of an edition sees a verdict, a visit or a sentence change.

Each parameter of each edition is moved by one, up and down, and its operator is turned. The worlds are the boundary cases
of `tests/data/cases`; a number that changes nothing in any of them is dead, or somebody repeated it in code.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from monitor.domain.observation import VisitDay
from monitor.domain.verdict import Clause, Threshold
from monitor.regulations.editions import EditionError, Parameter, edition_ids, load_edition, read_edition
from monitor.report.part_general import windows_text
from monitor.rules.base import discover, lookback
from monitor.web.pages._subject import limits
from monitor.web.pages.rules import ours_of, reading_of
from probes.availability import Settings, limits_of
from tests.every import every

from .law_cases import decide, read_cases, sentences

CASES = read_cases()
#: Every parameter with the edition that states it; one that an edition inherits is the very same.
PARAMETERS = [
    (id, one)
    for id in edition_ids()
    for one in load_edition(id).parameters
    if load_edition(id).extends is None or one not in load_edition(load_edition(id).extends or "").parameters
]
TURNED = {">=": ">", ">": ">=", "<=": "<", "<": "<="}
#: Those that only remind: they change what is said, never what is decided.
REMINDERS = ("realtime_advisory_months", "asleep_months")


def clause_with(clause: Clause, name: str, limit: Threshold) -> Clause:
    """*clause* with one of its numbers moved."""
    group = "limit" if name in clause.limit else "own"
    return replace(clause, **{group: {**getattr(clause, group), name: limit}})


def moves(limit: Threshold) -> Iterator[Threshold]:
    yield replace(limit, value=limit.value + 1)
    if limit.op != ">=" or limit.value > 1:  # at least none is no limit
        yield replace(limit, value=limit.value - 1)
    yield replace(limit, op=TURNED[limit.op])


def clause_for(edition: str, one: Parameter) -> Clause:
    found = load_edition(edition).clause(one.rule, one.subject)
    assert found is not None
    return found


def decided(clause: Clause) -> list[object]:
    """What the rule decides in every boundary case, and how a site is visited."""
    verdicts = [
        decide(one, clause) for one in CASES if (one.rule, one.subject) == (clause.rule, clause.subject)
    ]
    found: list[object] = [(one.outcome, [column.outcome for column in one.columns]) for one in verdicts]
    return [*found, limits_of(Settings(), clause)] if "deadline_s" in clause.limit else found


def said(clause: Clause) -> list[object]:
    """What the rule says to people in every boundary case."""
    cases = [one for one in CASES if (one.rule, one.subject) == (clause.rule, clause.subject)]
    return [sentences(decide(one, clause)) for one in cases]


@every(("edition", "one"), PARAMETERS, ids=lambda one: getattr(one, "name", one))
def test_moving_a_number_changes_a_verdict_or_a_visit(edition: str, one: Parameter) -> None:
    clause = clause_for(edition, one)
    seen = said if one.name in REMINDERS else decided
    before = seen(clause)
    dead = [moved for moved in moves(one.limit) if seen(clause_with(clause, one.name, moved)) == before]
    assert dead == []


@every(
    ("rule", "name", "value", "now", "before"),
    [
        ("columns_stale", "news_days", 10, "动态要闻类，应每10天更新", "2周"),
        ("columns_stale", "news_days", 7, "动态要闻类，应每1周更新", "2周"),
        ("columns_stale", "notice_months", 4, "通知公告、政策文件类，应每4个月更新", "6个月"),
        ("homepage_stale", "days", 10, "10天内没有首页快照", "2周"),
        ("homepage_stale", "days", 10, "10天内至少12天的首页快照", "14天"),
        ("site_unreachable", "visits_per_day", 24, "每天至少24次", "至少20次"),
        ("site_unreachable", "window_days", 14, "连续14天每天至少", "连续7天"),
        ("site_unreachable", "spread_hours", 10, "首末间隔10小时以上", "8小时"),
        ("replies_late", "answer_months", 2, "没有超过2个月未回应", "3个月"),
        ("replies_late", "window_months", 6, "6个月以前的留言", "1年以前"),
        ("channel_missing", "form_lasts_days", 10, "10天内未查找", "2周"),
        ("app_unavailable", "missing_days", 5, "需在5个不同日期", "3个不同"),
        ("account_silent", "read_lasts_days", 1, "近1天未能读取", "2天"),
        ("F19W-26", "update_months", 1, "1个月内未更新", "2个月"),
    ],
)
def test_a_sentence_says_the_number_that_now_holds(
    rule: str, name: str, value: int, now: str, before: str
) -> None:
    edition, one = next(pair for pair in PARAMETERS if (pair[1].rule, pair[1].name) == (rule, name))
    moved = clause_with(clause_for(edition, one), name, replace(one.limit, value=value))
    told = "\n".join(text for texts in said(moved) for text in texts)  # type: ignore[attr-defined]
    assert now in told
    assert before not in told


#: Numbers that the words on how a rule decides leave out; the rule book states them in its table of limits or of what we
#: ask beyond the clause, by these kinds, and a verdict or a sentence still changes with each (the test above).
LEFT_OUT = {
    "the clause's limit, in the table of limits": {"silent_days"},
    "from how many on the whole fails: the clause's count": {
        "fail_from_percent", "fail_from_columns", "fail_from_messages",
    },
    "how long a look lasts as evidence, with our reason": {
        "list_lasts_days", "listing_lasts_days", "guides_last_days", "canary_days", "spacing_minutes", "skew_minutes",
    },
    "how a frequency, a kind of column or a blank one is counted, with our reason": {
        "news_days", "notice_months", "blank_days", "weekly_days", "biweekly_days", "monthly_months", "quarterly_months",
        "semiannual_months", "annual_months", "five_yearly_months",
    },
    "what a scored row takes from its veto, with our reason": {"element_percent", "window_months", "answer_months", "slack_months"},
    "only reminds": set(REMINDERS),
}  # fmt: skip


def shown_in_the_rule_book(id: str, clause: Clause, moved: Parameter | None = None) -> tuple[list[str], str]:
    """The lines of a clause's tables, and how our rule decides, as the page of the edition has them."""
    edition = load_edition(id)
    parameters = tuple(
        moved
        if moved and (one.rule, one.subject, one.name) == (moved.rule, moved.subject, moved.name)
        else one
        for one in edition.parameters
    )
    tables = [*limits(clause), *ours_of(replace(edition, parameters=parameters), clause)]
    return tables, reading_of(clause)


@every(("edition", "one"), PARAMETERS, ids=lambda one: getattr(one, "name", one))
def test_the_rule_book_says_the_number_that_now_holds(edition: str, one: Parameter) -> None:
    clause = clause_for(edition, one)
    limit = replace(one.limit, value=one.limit.value + 1)
    tables, reading = shown_in_the_rule_book(edition, clause)
    now, reading_now = shown_in_the_rule_book(
        edition, clause_with(clause, one.name, limit), replace(one, limit=limit)
    )
    assert set(now) - set(tables), "a line of the tables states it"
    assert (reading_now != reading) is (f"{{{one.name}:" in discover()[one.rule].how)
    assert "{" not in reading


def test_what_the_words_on_deciding_leave_out_is_left_out_for_a_reason() -> None:
    silent = {one.name for _, one in PARAMETERS if f"{{{one.name}:" not in discover()[one.rule].how}
    assert silent == set().union(*LEFT_OUT.values())


@pytest.mark.parametrize(
    ("rule", "name", "value", "words"),
    [
        ("site_unreachable", "window_days", 7, "站点访问为1周"),
        ("site_unreachable", "window_days", 10, "站点访问为10天"),
        ("columns_stale", "news_days", 14, "动态、要闻类栏目为2周"),
        ("columns_stale", "news_days", 10, "动态、要闻类栏目为10天"),
        ("account_silent", "silent_days", 15, "政务新媒体更新为2周"),
        ("account_silent", "silent_days", 11, "政务新媒体更新为10天"),
        ("replies_late", "window_months", 12, "网民留言为1年"),
        ("replies_late", "window_months", 6, "网民留言为6个月"),
    ],
)
def test_the_notice_states_the_windows_that_now_hold(rule: str, name: str, value: int, words: str) -> None:
    edition, one = next(pair for pair in PARAMETERS if (pair[1].rule, pair[1].name) == (rule, name))
    moved = clause_with(clause_for(edition, one), name, replace(one.limit, value=value))
    assert words in windows_text([moved])


@pytest.mark.parametrize("id", edition_ids())
def test_every_number_of_every_clause_is_a_parameter(id: str) -> None:
    edition = load_edition(id)
    stated = {
        (one.rule, one.subject, name, limit)
        for one in edition.clauses
        for name, limit in {**one.limit, **one.own}.items()
    }
    assert {(one.rule, one.subject, one.name, one.limit) for one in edition.parameters} == stated


@pytest.mark.parametrize("days", [6, 8, 14])
def test_so_many_days_of_visits_are_loaded_as_the_clause_counts(days: int) -> None:
    edition = load_edition("national-2019")
    moved = [
        clause_with(one, "window_days", replace(one.limit["window_days"], value=days))
        if one.rule == "site_unreachable"
        else one
        for one in edition.clauses
    ]
    assert lookback(discover().values(), moved).whole_days(VisitDay) == days


@every(("edition", "one"), PARAMETERS, ids=lambda one: getattr(one, "name", one))
def test_every_number_has_a_unit_a_day_and_who_says_it(edition: str, one: Parameter) -> None:
    assert one.limit.unit
    assert one.since >= load_edition("national-2019").in_force
    assert bool(one.words) is not one.ours
    assert bool(one.reason) is one.ours


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ('days = {op = ">", value = 14, words = "监测2周"}', "unit '' is none of"),
        ('days = {op = "=", value = 14, unit = "days", words = "监测2周"}', "op '=' is none of"),
        ('days = {op = ">", value = 14, unit = "days"}', "quote the words of the clause"),
        ('days = {op = ">", value = 14, unit = "days", words = "监测3周"}', "the clause does not say '监测3周'"),
        ('days = {op = ">", value = 14, unit = "days", ours = true}', "say why in reason"),
        ('[clause.own]\ndays = {op = ">", value = 14, unit = "days", words = "监测2周"}', "set ours = true"),
    ],
    ids=["no unit", "no such operator", "nobody says it", "not the clause's words", "no reason", "under own"],
)  # fmt: skip
def test_an_edition_that_leaves_something_out_is_refused(line: str, wrong: str) -> None:
    text = (
        'id = "x"\ntitle = "t"\nnumber = "n"\nin_force = 2020-01-01\n[[clause]]\nrule = "homepage_stale"\nsubject = "site"\n'
        f'name = "首页不更新"\ntext = "监测2周，首页无信息更新的。"\n[clause.limit]\n{line}\n'
    )
    with pytest.raises(EditionError, match=r"x\.toml: clause 'veto\.homepage_stale'") as caught:
        read_edition(text, "x.toml")
    assert wrong in str(caught.value)
