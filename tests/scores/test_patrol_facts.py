"""What a patrol saw reaches the rows: confirmed lines fail, open ones are told, silence never passes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from monitor.domain.element_pages import ElementPage
from monitor.domain.observation import StoredObservation
from monitor.domain.patrol import CandidateState, PatrolLine, ScreenId, SitePatrol, SoughtLink
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Outcome
from monitor.regulations.indicators import load_table, table_ids
from monitor.rules.base import discover
from monitor.scores.facts import facts_of
from monitor.scores.patrol_facts import PATROL_KINDS
from monitor.scores.period import IndicatorFact, Period
from monitor.scores.sheet import RowState, SheetMark
from monitor.wording.say import for_unit
from tests.scores.test_units import row
from tests.scores.units import END, PORTAL, QUARTER, ground, owner, sheet, watch

BEGUN, ENDED = (datetime(2026, 11, day, 23, tzinfo=SHANGHAI) for day in (20, 21))
CITY = replace(PORTAL, edition="xiamen-2023")
OPEN, CONFIRMED, DISMISSED, GONE = CandidateState


def patrol(*links: SoughtLink, **more: Any) -> StoredObservation[SitePatrol]:
    said = {"number": 3, "asked": {"page": 412}, "outcomes": {"ok": 412}, **more}
    return StoredObservation(id="ob_p", at=ENDED, facts=SitePatrol(begun_at=BEGUN, ended_at=ENDED, links=links, **said))  # fmt: skip


def link(topic: str, **more: Any) -> SoughtLink:
    said = {
        "url": "http://b.gov.cn/",
        "words": "闽政通",
        "pages": 40,
        "on_home": True,
        "outcome": "ok",
        **more,
    }
    return SoughtLink(topic=topic, **said)


def line(state: CandidateState, screen: ScreenId = ScreenId.WORDING, **more: Any) -> PatrolLine:
    return PatrolLine(
        screen=screen, state=state, **{"line": "布署", "pages": ("http://a.gov.cn/1.htm",), **more}
    )


def period(
    looks: Sequence[StoredObservation[SitePatrol]], lines: Sequence[PatrolLine], **more: Any
) -> dict[str, Any]:
    looked = dict(zip([(PORTAL.id, SitePatrol.kind, "site")], looks, strict=False))
    return {"looked": {**looked, **more}, "patrol_lines": {PORTAL.id: tuple(lines)}}


def told(kind: str, looks: Sequence[StoredObservation[SitePatrol]], *lines: PatrolLine, sites: Any = (CITY,), **more: Any) -> IndicatorFact:  # fmt: skip
    seen = watch(sites=sites)
    made = Period(watch=seen, quarter=QUARTER, as_of=END, **period(looks, lines, **more))
    return facts_of(made, owner(seen, "office"), kind, minimum=None, by_unit=False)


@pytest.mark.parametrize(
    ("states", "outcome", "waits"),
    [
        ((CONFIRMED,), Outcome.FAIL, True),
        ((CONFIRMED, OPEN), Outcome.FAIL, True),
        ((OPEN,), Outcome.UNKNOWN, True),
        ((DISMISSED,), Outcome.UNKNOWN, True),
        ((GONE,), Outcome.UNKNOWN, True),
        ((), Outcome.UNKNOWN, True),
    ],
)
def test_only_what_a_person_confirmed_fails_and_nothing_passes(
    states: tuple[CandidateState, ...], outcome: Outcome, waits: bool
) -> None:
    found = told("patrol_wording", [patrol()], *(line(one) for one in states))
    assert (found.outcome, found.waits, found.evidence) == (outcome, waits, ("ob_p",))
    assert (found.measured["faults"], found.measured["waiting"]) == (
        states.count(CONFIRMED),
        states.count(OPEN),
    )


@pytest.mark.parametrize("lack", [{"left": 900}, {"unseen": 3}])
def test_a_patrol_that_did_not_see_all_is_unknown_and_says_how_much(lack: dict[str, int]) -> None:
    found = told("patrol_wording", [patrol(**lack)])
    assert (found.outcome, found.waits, found.measured["walked_whole"]) == (Outcome.UNKNOWN, False, False)
    said = for_unit(found.reason)
    assert ("900个地址未看" in said, "3个没有读到" in said) == ("left" in lack, "unseen" in lack)


def test_without_a_patrol_the_row_has_no_source() -> None:
    for kind in PATROL_KINDS:
        assert (told(kind, []).configured, told(kind, []).outcome) == (False, None)


def test_a_second_site_that_was_not_walked_leaves_the_whole_open() -> None:
    found = told("patrol_wording", [patrol()], sites=(CITY, replace(CITY, id="s2", name="第二网站")))
    assert (found.waits, found.measured["walked_whole"]) == (False, False)


def test_wording_is_told_of_the_knowledge_base_only_below_its_own_address() -> None:
    base = ElementPage(page="knowledge_base", state="read", url="http://a.gov.cn/zsk/index.htm")
    key = (PORTAL.id, ElementPage.kind, "knowledge_base")
    seen = {key: StoredObservation(id="ob_k", at=ENDED, facts=base)}
    lines = line(OPEN), line(OPEN, line="原名称", pages=("http://a.gov.cn/zsk/3.htm",))
    made = Period(
        watch=watch(sites=(CITY,)), quarter=QUARTER, as_of=END, patrol_lines={PORTAL.id: lines},
        looked={(PORTAL.id, SitePatrol.kind, "site"): patrol(), **seen},
    )  # fmt: skip
    found = facts_of(made, owner(made.watch, "office"), "patrol_knowledge", minimum=None, by_unit=False)
    assert found.measured["lines"] == ["原名称"]
    assert told("patrol_knowledge", [patrol()], *lines).configured is False


def test_a_sought_link_is_told_with_its_place_and_what_stands_behind_it() -> None:
    met = link("planning", words="规划专题", hosts=("x.gov.cn", "y.gov.cn"))
    said = for_unit(told("links_planning", [patrol(met)]).reason)
    assert (
        said
        == "见到“规划专题”入口1个，首页1个，如“规划专题”（http://b.gov.cn/）；所在页面链接其他政府网站2个：x.gov.cn、y.gov.cn"
    )
    some = told("links_public_bodies", [patrol(link("public_bodies", fields=("教育", "供水")))])
    assert "没有见到：卫生健康、供电、供气、供热、环境、公共交通" in for_unit(some.reason)


def test_no_such_link_is_for_a_person_and_never_a_fault() -> None:
    found = told("links_app", [patrol()])
    assert (found.outcome, found.waits) == (Outcome.UNKNOWN, True)
    assert "没有见到“闽政通APP”入口" in for_unit(found.reason)
    assert told("links_app", [patrol(home_read=False)]).waits is False


@pytest.mark.parametrize(
    ("state", "outcome"), [(CONFIRMED, Outcome.FAIL), (OPEN, Outcome.UNKNOWN), (DISMISSED, Outcome.UNKNOWN)]
)
def test_a_dead_entry_fails_once_a_person_confirmed_it(state: CandidateState, outcome: Outcome) -> None:
    dead = line(state, ScreenId.DEAD_LINK, line="http://b.gov.cn/x/", causes=("http://b.gov.cn/",), pages=())
    assert told("links_app", [patrol(link("app", outcome="dead"))], dead).outcome is outcome


def test_the_patrol_reaches_the_sheet_and_a_confirmed_error_fails_its_row() -> None:
    seen = watch(sites=(CITY,))
    for state, mark in ((CONFIRMED, SheetMark.UNMET), (OPEN, SheetMark.PEOPLE)):
        made = sheet(ground(seen, **period([patrol()], [line(state)])), "office")
        assert row(made, "X23-68").mark is mark
        assert row(made, "X23-68").evidence == ("ob_p",)
    bare = sheet(ground(seen), "office")
    assert (row(bare, "X23-68").mark, row(bare, "X23-68").state) == (SheetMark.PEOPLE, RowState.NO_SOURCE)


def test_every_row_that_a_machine_can_tell_has_something_behind_it() -> None:
    rows = [one for id in table_ids() for one in load_table(id).indicators if one.grade != "people"]
    empty = [one for one in rows if not (one.shows or one.settled_by or one.decided_by or one.facts_from)]
    assert [one.id for one in empty if one.id not in discover()] == []
